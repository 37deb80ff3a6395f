//! What sets the colours of a photo.

use super::error::AnalysisError;
use super::inputs::Inputs;
use crate::calibrate::{Calibration, ChartPatch, calibrate_by_chart};
use crate::photo::Photo;

/// What sets the colours of a photo, and what was read to know.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// How light becomes colour.
    pub calibration: Calibration,
    /// The patches of the card, row by row from dark skin; empty without one.
    pub patches: Vec<ChartPatch>,
}

impl From<Calibration> for Reference {
    fn from(calibration: Calibration) -> Self {
        Self { calibration, patches: Vec::new() }
    }
}

/// Colours by the reference, when there is one.
///
/// # Errors
/// When the reference is not fit.
pub fn calibrate(inputs: &Inputs, photo: &Photo) -> Result<Reference, AnalysisError> {
    Ok(match (&inputs.chart, &inputs.grey) {
        (Some(pick), _) => {
            let chart = calibrate_by_chart(&photo.image, pick)?;
            Reference { calibration: chart.calibration, patches: chart.patches }
        }
        (None, Some(pick)) => Calibration::from_grey(&photo.image, pick)?.into(),
        (None, None) => Calibration::uncalibrated().into(),
    })
}
