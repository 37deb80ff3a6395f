//! The stages the threads run, behind a trait so that the program state can be tested without photos.

use std::path::Path;
use std::sync::Arc;

use super::{Basis, LogChange, PreviewRequest};
use crate::analysis::{
    BottleInputs, HealedInputs, Inputs, MeasuredBottle, MeasuredHealed, PhotoSource, Reference,
};
use crate::blend::{HandPlan, Matching, OtherBottles, Proposal};
use crate::calibrate::Calibration;
use crate::library::{MeasuredShade, NewLibrary, ShadeLibrary};
use crate::optics::prior::Belief;
use crate::photo::Photo;
use crate::preview::Preview;
use crate::progress::Progress;
use crate::studio::{Entry, StudioLog};
use crate::tone::Tones;
use crate::trust::PhotoTrust;

/// A photo as it was opened.
#[derive(Debug, Clone)]
pub struct OpenedPhoto {
    /// What was asked for.
    pub source: PhotoSource,
    /// The picture and its facts.
    pub photo: Arc<Photo>,
    /// What was already marked on it: the bundled case comes worked.
    pub inputs: Option<Inputs>,
}

/// Why a stage gave nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkError {
    /// It was asked to stop.
    Cancelled,
    /// A sentence for the technician: what, and what to do.
    Refused(String),
}

impl WorkError {
    /// The sentence; none when it was only stopped.
    #[must_use]
    pub fn sentence(self) -> Option<String> {
        match self {
            Self::Cancelled => None,
            Self::Refused(why) => Some(why),
        }
    }
}

/// The work behind the window. Every stage may be called from any thread.
pub trait Pipeline: Send + Sync {
    /// Reads a photo, or the bundled case.
    ///
    /// # Errors
    /// A sentence when it cannot be read.
    fn open(&self, source: &PhotoSource) -> Result<OpenedPhoto, WorkError>;

    /// Reads a shade library.
    ///
    /// # Errors
    /// All of its problems, a line each, below a sentence that counts them.
    fn read_library(&self, path: &Path) -> Result<ShadeLibrary, WorkError>;

    /// Sets the colours by the reference.
    ///
    /// # Errors
    /// A sentence when the reference is not fit.
    fn calibrate(&self, inputs: &Inputs, photo: &Photo) -> Result<Reference, WorkError>;

    /// Judges how far the photo can be trusted.
    fn check(&self, inputs: &Inputs, photo: &Photo, calibration: &Calibration) -> PhotoTrust;

    /// Measures the tones by colours that were set.
    ///
    /// # Errors
    /// A sentence when they cannot be measured; or that it was stopped.
    fn measure(
        &self,
        inputs: &Inputs,
        photo: &Photo,
        calibration: &Calibration,
        progress: &dyn Progress,
    ) -> Result<Tones, WorkError>;

    /// Reads a bottle's drawdowns and fits what it holds.
    ///
    /// # Errors
    /// A sentence when the reference or a spot is not fit.
    fn measure_bottle(&self, photo: &Photo, inputs: &BottleInputs) -> Result<MeasuredBottle, WorkError>;

    /// Puts a measured shade into a library file, which is made from `new` when it is not there; gives the
    /// library.
    ///
    /// # Errors
    /// A sentence when it cannot be saved; the file is then as it was.
    fn save_shade(
        &self,
        into: &Path,
        shade: &MeasuredShade,
        replace: bool,
        new: NewLibrary,
    ) -> Result<ShadeLibrary, WorkError>;

    /// Reads a healed result.
    ///
    /// # Errors
    /// A sentence when the reference or a place is not fit.
    fn measure_healed(&self, photo: &Photo, inputs: &HealedInputs) -> Result<MeasuredHealed, WorkError>;

    /// Reads a studio log or changes it; gives it as it is then, and the entry that was taken out.
    ///
    /// # Errors
    /// A sentence, or all problems of the log; the file is then as it was.
    fn studio_log(&self, path: &Path, change: &LogChange) -> Result<(StudioLog, Option<Entry>), WorkError>;

    /// Puts a plan on the photo it was made for.
    ///
    /// # Errors
    /// A sentence when it cannot be drawn; or that it was stopped.
    fn preview(&self, request: &PreviewRequest, progress: &dyn Progress) -> Result<Preview, WorkError>;

    /// Judges a plan that a hand has changed.
    ///
    /// # Errors
    /// A sentence when it cannot be mixed.
    fn judge(&self, plan: &HandPlan, basis: &Basis) -> Result<Proposal, WorkError>;

    /// Looks what other bottles would bring.
    ///
    /// # Errors
    /// A sentence when there can be no recipes; or that it was stopped.
    fn find_others(&self, basis: &Basis, progress: &dyn Progress) -> Result<OtherBottles, WorkError>;

    /// Finds recipes for the tones with the bottles of this library, by the priors or by what was learnt.
    ///
    /// # Errors
    /// A sentence when there can be none; or that it was stopped.
    fn find(
        &self,
        inputs: &Inputs,
        measured: (&Calibration, &Tones),
        library: &ShadeLibrary,
        learnt: Option<&Belief>,
        progress: &dyn Progress,
    ) -> Result<Matching, WorkError>;
}
