//! A report of a kind to the bytes of its file.

use std::path::Path;

use super::dilution::DilutionChart;
use super::pictures::{Pictures, pictures};
use super::{ReportError, Story, card, card_sheet, client, csv, json, pdf, studio, study};
use crate::disk::write_whole;
use crate::locale::keep;
use crate::photo::PixelRect;
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
        match self {
            Self::Studio | Self::Client | Self::Study => "pdf",
            Self::Card => "png",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// What is wished for besides.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wishes {
    /// What the client is told to do at home; none for [`usual_aftercare`](super::usual_aftercare).
    pub aftercare: Option<String>,
    /// Boxes on the upright photo that are hidden in every picture.
    pub blurred: Vec<PixelRect>,
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
    let go_on = |share, doing| {
        if progress.report(share, crate::locale::tr(doing)).is_break() {
            Err(ReportError::Cancelled)
        } else {
            Ok(())
        }
    };
    let drawn = || -> Result<Option<Pictures>, ReportError> {
        go_on(0.9, DRAWING)?;
        let drawn = story.seen().map(|seen| pictures(seen, &wishes.blurred)).transpose()?;
        go_on(0.95, SETTING)?;
        Ok(drawn)
    };
    match kind {
        Kind::Studio => {
            studio::check(story)?;
            pdf::pdf(&studio::sheet(story, drawn()?.as_ref()))
        }
        Kind::Client => pdf::pdf(&client::sheet(story, drawn()?.as_ref(), wishes.aftercare.as_deref())),
        Kind::Card => card::png(&card_sheet::sheet(story)?),
        Kind::Csv => csv::table(story),
        Kind::Json => json::text(story),
        Kind::Study => {
            if !story.case.consents.teaching.holds_on(story.visit.day.max(story.case.last_day()))
                && !story.is_bundled()
            {
                return Err(ReportError::NoTeaching);
            }
            let drawn = drawn()?.ok_or(ReportError::NoPhoto)?;
            pdf::pdf(&study::sheet(story, &drawn)?)
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
