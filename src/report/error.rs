//! Why a report was not made.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::locale::{date, say, tr};

/// A report was not made. Every message is one sentence that names the cause and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// A character that the fonts of the sheets do not hold.
    #[error(
        "{}",
        say!(
            "“%{letter}” (U+%{code}) in “%{field}” cannot be printed: write it in Latin, Greek or Cyrillic letters",
            letter = .letter,
            code = format!("{:04X}", u32::from(*.letter)),
            field = .field
        )
    )]
    Letter {
        /// The character.
        letter: char,
        /// Where it stands.
        field: String,
    },
    /// No such visit.
    #[error(
        "{}",
        match .day {
            Some(day) => say!("The case has no visit on %{day}; give the day of one of its visits", day = date(*day)),
            None => tr("The case has no visit yet; there is nothing to report").to_owned(),
        }
    )]
    NoVisit {
        /// The day that was asked for.
        day: Option<Date>,
    },
    /// The visit has nothing that this report is about.
    #[error(
        "{}",
        tr(
            "No plan was chosen on this visit, so there is nothing to print: choose one first, with “Use today”"
        )
    )]
    NoPlan,
    /// The plan cannot be judged any more.
    #[error("{}", say!("The plan of this visit cannot be worked out: %{why}", why = .why))]
    Plan {
        /// Why, in a sentence.
        why: String,
    },
    /// No photo to show.
    #[error("{}", tr("The visit has no photo with a scar marked on it; take one and mark the scar first"))]
    NoPhoto,
    /// The photo cannot be read or measured.
    #[error("{}", say!("The photo of this visit cannot be used: %{why}", why = .why))]
    Photo {
        /// Why, in a sentence.
        why: String,
    },
    /// It may not be shown to trainees.
    #[error(
        "{}",
        tr(
            "The client has not agreed that the case is shown to teach; ask, and write it down under Consents"
        )
    )]
    NoTeaching,
    /// A box that hides nothing.
    #[error(
        "{}",
        say!(
            "the box %{corners} to be blurred lies outside the photo of %{width} x %{height} pixels and would hide nothing: give \
             its corners on the upright photo",
            corners = .corners, width = .width, height = .height
        )
    )]
    Box {
        /// Left, top, right and bottom as they were given.
        corners: String,
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// No bottle to chart.
    #[error("{}", tr("The library has no base bottle to be diluted; a dilution chart needs one"))]
    NoBase,
    /// The skin cannot be charted.
    #[error("{}", say!("the chart cannot be worked out: %{why}", why = .why))]
    Chart {
        /// Why.
        why: String,
    },
    /// The work was asked to stop.
    #[error("{}", tr("the report was stopped before it was done"))]
    Cancelled,
    /// The file could not be made.
    #[error("{}", say!("the report could not be put together (%{cause}); please tell the makers of the program", cause = .cause))]
    Made {
        /// What failed.
        cause: String,
    },
    /// The file could not be written.
    #[error(
        "{}",
        say!("%{path} cannot be written (%{cause}); choose another place", path = .path.display(), cause = .cause)
    )]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
}

impl ReportError {
    #[expect(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
    pub(super) fn made(cause: impl ToString) -> Self {
        Self::Made { cause: cause.to_string() }
    }
}
