//! What a report tells: a case, one of its visits, and what follows from the photo of it.

use std::sync::Arc;

use jiff::civil::Date;

use super::{OtherPhoto, ReportError, Shelf};
use crate::analysis::{self, Inputs, PhotoSource, Reworked, bundled_case, find, preview, rework};
use crate::blend::{HandPlan, Proposal};
use crate::calibrate::Calibration;
use crate::case::{Case, CaseCode, CaseError, CasePhotos, PhotoHash, Visit, VisitPhoto};
use crate::locale::{fixed, say, tr};
use crate::photo::{Photo, PixelRect};
use crate::preview::{Preview, PreviewError};
use crate::progress::Progress;
use crate::tone::Tones;
use crate::trust::PhotoTrust;

/// Everything that reports of a visit are made from.
#[derive(Debug, Clone)]
pub struct Story {
    /// The case.
    pub case: Case,
    /// The visit that is told.
    pub visit: Visit,
    /// Its photo; none when it has none, or a sentence about why it cannot be shown.
    pub seen: Option<Result<Seen, String>>,
    /// Its further photos, which are shown and not measured.
    pub others: Vec<OtherPhoto>,
    /// The bottles.
    pub shelf: Shelf,
}

/// A photo of a visit and what follows from it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Name of its file.
    pub file: String,
    /// What its bytes add up to.
    pub hash: Option<PhotoHash>,
    /// What was marked and chosen on it.
    pub inputs: Inputs,
    /// The photo.
    pub photo: Arc<Photo>,
    /// Boxes that every picture of it hides.
    pub hidden: Vec<PixelRect>,
    /// What was measured, and the plan's predicted look; or a sentence about why not.
    pub worked: Result<Reworked, String>,
    /// The plan on the photo, where there is a plan that can be put on it.
    pub preview: Option<Arc<Preview>>,
}

/// What was measured before, so that it need not be done again.
#[derive(Debug, Clone)]
pub struct Measured {
    /// What was marked and chosen.
    pub inputs: Inputs,
    /// The photo.
    pub photo: Arc<Photo>,
    /// How far it can be trusted.
    pub trust: PhotoTrust,
    /// How its colours were set.
    pub calibration: Calibration,
    /// Its tones.
    pub tones: Tones,
}

impl Story {
    /// Of a visit of a case: the visit of this day, else the last one with a plan, else the last one. The photo is read
    /// and measured anew, unless it was `measured` already. Photos of a protected case are in memory alone.
    ///
    /// # Errors
    /// When the case has no such visit, or the work was asked to stop. A photo that cannot be read or measured is told
    /// in the story.
    pub fn of_case(
        (case, photos): (&Case, &CasePhotos),
        day: Option<Date>,
        measured: Option<Measured>,
        shelf: Shelf,
        progress: &dyn Progress,
    ) -> Result<Self, ReportError> {
        let visit = match day {
            Some(day) => case.visits.iter().find(|visit| visit.day == day),
            None => {
                case.visits.iter().rev().find(|visit| visit.plan.is_some()).or_else(|| case.visits.last())
            }
        };
        let visit = visit.ok_or(ReportError::NoVisit { day })?.clone();
        let decided = (visit.plan.as_ref(), visit.day);
        let seen = match (measured, main_photo(&visit)) {
            (Some(measured), photo) => {
                Some(Ok(Seen::of_measured(measured, photo, decided, &shelf, progress)?))
            }
            (None, Some(photo)) => match Seen::read(photos, photo, decided, &shelf, progress) {
                Err(ReportError::Photo { why }) => Some(Err(why)),
                other => Some(Ok(other?)),
            },
            (None, None) => None,
        };
        let others = OtherPhoto::of(&visit, photos);
        Ok(Self { case: case.clone(), visit, seen, others, shelf })
    }

    /// Of the case that comes with the program, on this day, with the best plan there is.
    ///
    /// # Errors
    /// When no plan is found with these bottles, or the work was asked to stop.
    pub fn bundled(day: Date, shelf: Shelf, progress: &dyn Progress) -> Result<Self, ReportError> {
        let (inputs, photo) = bundled_case().map_err(in_photo)?;
        let (calibration, tones) = analysis::measure(&inputs, &photo, progress).map_err(in_photo)?;
        let trust = analysis::check_trust(&inputs, &photo, &calibration);
        let matching =
            find(&inputs, (&calibration, &tones), &shelf.library, shelf.learnt.as_ref(), Some(1), progress);
        let matching = matching.map_err(|error| ReportError::Plan { why: error.to_string() })?;
        let best = matching.proposals.first().ok_or(ReportError::Plan { why: matching.job.why.clone() })?;
        let mut visit = Visit::on(day);
        visit.plan = Some(HandPlan::of(best, matching.job.kind));
        let code = CaseCode::new(fixed!("DEMO")).map_err(ReportError::made)?;
        let mut case = Case::new(code, day);
        case.visits.push(visit.clone());
        let measured = Measured { inputs, photo: Arc::new(photo), trust, calibration, tones };
        let decided = (visit.plan.as_ref(), day);
        let seen = Seen::of_measured(measured, None, decided, &shelf, progress)?;
        Ok(Self { case, visit, seen: Some(Ok(seen)), others: Vec::new(), shelf })
    }

    /// Whether it is the case that comes with the program, which shows no person.
    #[must_use]
    pub fn is_bundled(&self) -> bool {
        self.seen().is_some_and(|seen| seen.inputs.photo == PhotoSource::Bundled)
    }

    /// The photo, where it can be shown.
    #[must_use]
    pub fn seen(&self) -> Option<&Seen> {
        self.seen.as_ref()?.as_ref().ok()
    }

    /// What was measured, where it could be.
    #[must_use]
    pub fn worked(&self) -> Option<&Reworked> {
        self.seen()?.worked.as_ref().ok()
    }

    /// The plan with its predicted look, where it can be judged.
    #[must_use]
    pub fn proposal(&self) -> Option<&Proposal> {
        self.worked()?.plan.as_ref()?.as_ref().ok()
    }
}

impl Seen {
    fn read(
        photos: &CasePhotos,
        photo: &VisitPhoto,
        decided: (Option<&HandPlan>, Date),
        shelf: &Shelf,
        progress: &dyn Progress,
    ) -> Result<Self, ReportError> {
        let path = photos.path(photo).ok_or(ReportError::NoPhoto)?;
        let loaded = photos.photo(photo).map_err(|error| ReportError::Photo { why: astray(error) })?;
        let inputs = Inputs { photo: PhotoSource::File(path), ..photo.inputs.clone() };
        let bottles = (&shelf.library, shelf.learnt.as_ref());
        let worked = match rework(&inputs, &loaded, decided, bottles, progress) {
            Ok(worked) => Ok(worked),
            Err(error) if progress.report(0.9, tr("Writing the report")).is_break() => {
                drop(error);
                return Err(ReportError::Cancelled);
            }
            Err(error) => Err(error.to_string()),
        };
        let (file, hash) = (photo.file.clone(), Some(photo.hash));
        let hidden = photo.hidden.clone();
        Self { file, hash, inputs, photo: Arc::new(loaded), hidden, worked, preview: None }
            .with_preview(shelf, progress)
    }

    fn of_measured(
        measured: Measured,
        photo: Option<&VisitPhoto>,
        decided: (Option<&HandPlan>, Date),
        shelf: &Shelf,
        progress: &dyn Progress,
    ) -> Result<Self, ReportError> {
        let Measured { inputs, photo: pixels, trust, calibration, tones } = measured;
        let bottles = (&shelf.library, shelf.learnt.as_ref());
        let worked = Ok(Reworked::of_measured(&inputs, (trust, calibration, tones), decided, bottles));
        let name = || tr("bundled case").to_owned();
        let file = photo.map_or_else(name, |photo| photo.file.clone());
        let hash = photo.map(|photo| photo.hash);
        let hidden = photo.map(|photo| photo.hidden.clone()).unwrap_or_default();
        Self { file, hash, inputs, photo: pixels, hidden, worked, preview: None }
            .with_preview(shelf, progress)
    }

    fn with_preview(self, shelf: &Shelf, progress: &dyn Progress) -> Result<Self, ReportError> {
        let Ok(Reworked { trust, calibration, tones, plan: Some(Ok(proposal)) }) = &self.worked else {
            return Ok(self);
        };
        let measured = (calibration, tones, trust.measures.blur_px);
        let bottles = (&shelf.library, shelf.learnt.as_ref());
        match preview(&self.inputs, &self.photo, measured, proposal, bottles, progress) {
            Ok(made) => Ok(Self { preview: Some(Arc::new(made)), ..self }),
            Err(PreviewError::Cancelled) => Err(ReportError::Cancelled),
            // Without a scale there is no picture of marks; the sheet does without.
            Err(_) => Ok(self),
        }
    }
}

/// The photo that a visit's plan is told on.
fn main_photo(visit: &Visit) -> Option<&VisitPhoto> {
    visit.photos.get(Story::photo_of(visit)?)
}

impl Story {
    /// Which photo of a visit a story is told on: the last one with a scar marked, else the last one.
    #[must_use]
    pub fn photo_of(visit: &Visit) -> Option<usize> {
        visit.marked_photo().or_else(|| visit.photos.len().checked_sub(1))
    }
}

/// Why a photo of a case cannot be had.
pub(super) fn astray(error: CaseError) -> String {
    match error {
        CaseError::PhotoAstray { name } => {
            say!("%{name} is not the photo that was taken in: it was changed since", name = name)
        }
        other => other.to_string(),
    }
}

fn in_photo(error: impl std::error::Error) -> ReportError {
    ReportError::Photo { why: error.to_string() }
}
