//! What can be asked for of cases, as plain values.

use std::path::PathBuf;

use super::PhotoPlace;
use crate::app::{PlanRef, ReportCommand};
use crate::case::{Case, Passphrase, PhotoCopies};
use crate::photo::PixelRect;

/// What can be asked for of cases.
#[derive(Debug, Clone, PartialEq)]
pub enum CaseCommand {
    /// Read the list of cases.
    List,
    /// Begin a case of this code; the photo on the table is taken into it.
    Begin(String),
    /// Open the case in this folder.
    Open(PathBuf),
    /// Open the protected case that asks for its passphrase.
    Unlock(Passphrase),
    /// Leave the protected case shut.
    LeaveLocked,
    /// Put the case away.
    Close,
    /// Remove the case with all its photos, for good.
    Erase,
    /// Encrypt the case with a passphrase.
    Protect(Passphrase),
    /// Put the case back in the clear.
    Unprotect,
    /// Let the second passphrase take the place of the first.
    ChangePassphrase(Passphrase, Passphrase),
    /// Write everything of the client into an archive.
    Export(PathBuf, PhotoCopies),
    /// Write the days that the client is to come on into a calendar file.
    SaveCalendar(PathBuf),
    /// For the reports of its visits.
    Report(ReportCommand),
    /// Put a photo of the case on the table.
    Show(PhotoPlace),
    /// Put the photo that is astray back from this file.
    Relink(PathBuf),
    /// Write down for the visit of today that this plan is used; what is to be mixed goes with it.
    Decide(PlanRef),
    /// Use the plan that something speaks against all the same, or leave it.
    AnswerHasty(bool),
    /// Write down what has changed in the case.
    Change(Box<Case>),
    /// Hide these boxes in every picture of this photo that leaves the program, and no others.
    Hide(PhotoPlace, Vec<PixelRect>),
    /// Tell what has changed from the first of these photos to the second.
    Compare(PhotoPlace, PhotoPlace),
    /// Stop comparing.
    StopCompare,
    /// Put this photo of healed marks on the page of healed results, with what was mixed at the session before.
    ToLog(PhotoPlace),
}
