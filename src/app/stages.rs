//! The real work behind the window: the stages of the analysis.

use std::path::Path;
use std::sync::Arc;

use super::pipeline::{OpenedPhoto, Pipeline, WorkError};
use super::{Basis, LogChange, PreviewRequest};
use crate::analysis::{
    AnalysisError, BottleInputs, HealedInputs, Inputs, MeasuredBottle, MeasuredHealed, PhotoSource,
    Reference, bundled_case, calibrate, check_trust, find, find_others, judge, measure_bottle, measure_by,
    measure_healed, preview,
};
use crate::blend::{HandPlan, Matching, OtherBottles, Proposal};
use crate::calibrate::Calibration;
use crate::library::{MeasuredShade, NewLibrary, ShadeLibrary, save_shade};
use crate::optics::prior::Belief;
use crate::photo::{DecodeLimits, Photo, load_photo};
use crate::preview::{Preview, PreviewError};
use crate::progress::Progress;
use crate::studio::{Entry, StudioLog};
use crate::tone::Tones;
use crate::trust::PhotoTrust;

/// The stages of the analysis.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stages;

impl From<AnalysisError> for WorkError {
    fn from(error: AnalysisError) -> Self {
        match error {
            AnalysisError::Cancelled(_) => Self::Cancelled,
            other => Self::Refused(other.to_string()),
        }
    }
}

impl Pipeline for Stages {
    fn open(&self, source: &PhotoSource) -> Result<OpenedPhoto, WorkError> {
        let (photo, inputs) = match source {
            PhotoSource::Bundled => {
                let (inputs, photo) = bundled_case()?;
                (photo, Some(inputs))
            }
            PhotoSource::File(path) => {
                let photo = load_photo(path, &DecodeLimits::default()).map_err(AnalysisError::Photo)?;
                (photo, None)
            }
        };
        Ok(OpenedPhoto { source: source.clone(), photo: Arc::new(photo), inputs })
    }

    fn read_library(&self, path: &Path) -> Result<ShadeLibrary, WorkError> {
        ShadeLibrary::load(path).map_err(|error| WorkError::Refused(error.to_string()))
    }

    fn calibrate(&self, inputs: &Inputs, photo: &Photo) -> Result<Reference, WorkError> {
        Ok(calibrate(inputs, photo)?)
    }

    fn check(&self, inputs: &Inputs, photo: &Photo, calibration: &Calibration) -> PhotoTrust {
        check_trust(inputs, photo, calibration)
    }

    fn measure(
        &self,
        inputs: &Inputs,
        photo: &Photo,
        calibration: &Calibration,
        progress: &dyn Progress,
    ) -> Result<Tones, WorkError> {
        Ok(measure_by(inputs, photo, calibration, progress)?)
    }

    fn measure_bottle(&self, photo: &Photo, inputs: &BottleInputs) -> Result<MeasuredBottle, WorkError> {
        measure_bottle(&photo.image, inputs).map_err(|error| WorkError::Refused(error.to_string()))
    }

    fn save_shade(
        &self,
        into: &Path,
        shade: &MeasuredShade,
        replace: bool,
        new: NewLibrary,
    ) -> Result<ShadeLibrary, WorkError> {
        match save_shade(into, shade, replace, new) {
            Ok(saved) => Ok(saved.library),
            Err(error) => Err(WorkError::Refused(error.to_string())),
        }
    }

    fn measure_healed(&self, photo: &Photo, inputs: &HealedInputs) -> Result<MeasuredHealed, WorkError> {
        measure_healed(&photo.image, inputs).map_err(|error| WorkError::Refused(error.to_string()))
    }

    fn studio_log(&self, path: &Path, change: &LogChange) -> Result<(StudioLog, Option<Entry>), WorkError> {
        let done = match change {
            LogChange::Nothing => StudioLog::load_or_new(path).map(|log| (log, None)),
            LogChange::Add(entry) => StudioLog::append(path, entry).map(|log| (log, None)),
            LogChange::Remove(id) => StudioLog::remove(path, id).map(|(log, entry)| (log, Some(entry))),
        };
        done.map_err(|error| WorkError::Refused(error.to_string()))
    }

    fn preview(&self, request: &PreviewRequest, progress: &dyn Progress) -> Result<Preview, WorkError> {
        let PreviewRequest { basis, photo, blur_px, proposal } = request;
        let Basis { inputs, calibration, tones, library, learnt } = basis;
        let measured = (calibration, tones, *blur_px);
        match preview(inputs, photo, measured, proposal, (library, learnt.as_ref()), progress) {
            Ok(preview) => Ok(preview),
            Err(PreviewError::Cancelled) => Err(WorkError::Cancelled),
            Err(other) => Err(WorkError::Refused(other.to_string())),
        }
    }

    fn find_others(&self, basis: &Basis, progress: &dyn Progress) -> Result<OtherBottles, WorkError> {
        let Basis { inputs, calibration, tones, library, learnt } = basis;
        Ok(find_others(inputs, (calibration, tones), library, learnt.as_ref(), progress)?)
    }

    fn judge(&self, plan: &HandPlan, basis: &Basis) -> Result<Proposal, WorkError> {
        let Basis { inputs, calibration, tones, library, learnt } = basis;
        judge(plan, inputs, (calibration, tones), library, learnt.as_ref())
            .map_err(|error| WorkError::Refused(error.to_string()))
    }

    fn find(
        &self,
        inputs: &Inputs,
        measured: (&Calibration, &Tones),
        library: &ShadeLibrary,
        learnt: Option<&Belief>,
        progress: &dyn Progress,
    ) -> Result<Matching, WorkError> {
        Ok(find(inputs, measured, library, learnt, None, progress)?)
    }
}
