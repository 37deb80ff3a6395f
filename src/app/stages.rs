//! The real work behind the window: the stages of the analysis with one library.

use std::sync::Arc;

use super::pipeline::{OpenedPhoto, Pipeline, WorkError};
use crate::analysis::{AnalysisError, Inputs, PhotoSource, bundled_case, find, measure};
use crate::blend::Matching;
use crate::calibrate::Calibration;
use crate::library::ShadeLibrary;
use crate::photo::{DecodeLimits, Photo, load_photo};
use crate::progress::Progress;
use crate::tone::Tones;

/// The stages of the analysis.
#[derive(Debug, Clone)]
pub struct Stages {
    library: ShadeLibrary,
}

impl Stages {
    /// Recipes are mixed from this library.
    #[must_use]
    pub fn new(library: ShadeLibrary) -> Self {
        Self { library }
    }
}

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

    fn measure(
        &self,
        inputs: &Inputs,
        photo: &Photo,
        progress: &dyn Progress,
    ) -> Result<(Calibration, Tones), WorkError> {
        Ok(measure(inputs, photo, progress)?)
    }

    fn find(
        &self,
        inputs: &Inputs,
        calibration: &Calibration,
        tones: &Tones,
        progress: &dyn Progress,
    ) -> Result<Matching, WorkError> {
        Ok(find(inputs, (calibration, tones), &self.library, None, progress)?)
    }

    fn shade_name(&self, id: &str) -> String {
        self.library.shade(id).map_or(id, |shade| &shade.name).to_owned()
    }
}
