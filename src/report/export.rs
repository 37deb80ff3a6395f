//! A report of a kind to the bytes of its file.

use std::path::Path;

use super::blur::boxes_about;
use super::dilution::DilutionChart;
use super::others::others;
use super::pictures::{Pictures, pictures};
use super::{ReportError, Sheet, Story, card, card_sheet, client, csv, json, pdf, studio, study};
use crate::analysis::Inputs;
use crate::disk::write_whole;
use crate::locale::keep;
use crate::photo::{LinearImage, PixelRect};
use crate::progress::Progress;

/// What is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The sheet for the studio, a PDF.
    Studio,
    /// The sheet for the client, a PDF.
    Client,
    /// The recipes on one picture for the phone, a PNG.
    Card,
    /// All figures as a table.
    Csv,
    /// All figures for programs.
    Json,
    /// A case for trainees, a PDF.
    Study,
}

impl Kind {
    /// Ending of its file.
    #[must_use]
    pub fn ending(self) -> &'static str {
        self.endings().first().copied().unwrap_or_default()
    }

    /// The same, as a dialog for files takes it.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Studio | Self::Client | Self::Study => &["pdf"],
            Self::Card => &["png"],
            Self::Csv => &["csv"],
            Self::Json => &["json"],
        }
    }
}

/// What is wished for besides.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wishes {
    /// What the client is told to do at home; none for [`usual_aftercare`](super::usual_aftercare).
    pub aftercare: Option<String>,
    /// Boxes on the upright photo that the plan is told on, hidden in every picture besides those of the case. Further
    /// photos of the visit are then shown only where something is hidden in them too.
    pub blurred: Vec<PixelRect>,
    /// What was outlined to be left out is hidden as well, in every photo.
    pub hide_left_out: bool,
}

impl Wishes {
    /// Boxes about what was outlined to be left out of a photo; none where it is not wished for.
    pub(super) fn left_out(&self, inputs: &Inputs, image: &LinearImage) -> Vec<PixelRect> {
        if self.hide_left_out { boxes_about(&inputs.regions.exclusions, image) } else { Vec::new() }
    }
}

/// Said while pictures are drawn and pages set.
const DRAWING: &str = keep!("Drawing the pictures");
const SETTING: &str = keep!("Setting the pages");

/// Makes a report: under a second on a photo of 15 megapixels, most of it for the pictures.
///
/// # Errors
/// When the visit lacks what the report is about, a letter cannot be printed, a box hides nothing, a case may not be shown
/// to trainees, or the work was asked to stop.
pub fn made(
    story: &Story,
    kind: Kind,
    wishes: &Wishes,
    progress: &dyn Progress,
) -> Result<Vec<u8>, ReportError> {
    match kind {
        Kind::Csv => csv::table(story),
        Kind::Json => json::text(story),
        Kind::Card => card::png(&sheet(story, kind, wishes, progress)?),
        Kind::Studio | Kind::Client | Kind::Study => pdf::pdf(&sheet(story, kind, wishes, progress)?),
    }
}

/// What stands on a report, before it is laid out. Of tables it is the studio's sheet, which holds the same figures.
///
/// # Errors
/// Those of [`made`] but for letters.
pub fn sheet(
    story: &Story,
    kind: Kind,
    wishes: &Wishes,
    progress: &dyn Progress,
) -> Result<Sheet, ReportError> {
    let go_on = |share, doing| {
        if progress.report(share, crate::locale::tr(doing)).is_break() {
            Err(ReportError::Cancelled)
        } else {
            Ok(())
        }
    };
    let drawn = || -> Result<Option<Pictures>, ReportError> {
        go_on(0.9, DRAWING)?;
        let drawn = story.seen().map(|seen| pictures(seen, wishes)).transpose()?;
        go_on(0.95, SETTING)?;
        Ok(drawn)
    };
    match kind {
        Kind::Studio | Kind::Csv | Kind::Json => {
            studio::check(story)?;
            let others = others(story, wishes, progress)?;
            Ok(studio::sheet(story, drawn()?.as_ref(), &others))
        }
        Kind::Client => {
            let others = others(story, wishes, progress)?;
            let pictures = (drawn()?, others);
            Ok(client::sheet(story, &pictures, wishes.aftercare.as_deref()))
        }
        Kind::Card => card_sheet::sheet(story),
        Kind::Study => {
            let day = story.visit.day.max(story.case.last_day());
            if !story.case.consents.teaching.holds_on(day) && !story.is_bundled() {
                return Err(ReportError::NoTeaching);
            }
            study::sheet(story, &drawn()?.ok_or(ReportError::NoPhoto)?)
        }
    }
}

impl DilutionChart<'_> {
    /// The chart as a PDF.
    ///
    /// # Errors
    /// When the library has no base bottle in stock, the skin is no tone, or a letter cannot be printed.
    pub fn pdf(&self) -> Result<Vec<u8>, ReportError> {
        pdf::pdf(&self.sheet()?)
    }
}

/// Puts the bytes of a report on the disk, whole or not at all.
///
/// # Errors
/// When the file cannot be written; an old one is then as it was.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), ReportError> {
    write_whole(path, bytes).map_err(|cause| ReportError::Write { path: path.to_owned(), cause })
}
