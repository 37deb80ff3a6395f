//! What sets the colours of a photo.

use super::error::AnalysisError;
use super::inputs::Inputs;
use crate::calibrate::{
    Calibration, CalibrationError, ChartError, ChartPatch, ChartPick, GreyPick, calibrate_by_chart,
};
use crate::photo::{LinearImage, Photo};

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

impl Reference {
    /// A grey card.
    ///
    /// # Errors
    /// When it is not fit.
    pub fn of_grey(image: &LinearImage, pick: &GreyPick) -> Result<Self, CalibrationError> {
        Ok(Calibration::from_grey(image, pick)?.into())
    }

    /// A `ColorChecker`.
    ///
    /// # Errors
    /// When it is not found or not fit.
    pub fn of_chart(image: &LinearImage, pick: &ChartPick) -> Result<Self, ChartError> {
        let chart = calibrate_by_chart(image, pick)?;
        Ok(Self { calibration: chart.calibration, patches: chart.patches })
    }
}

/// Colours by the reference, when there is one.
///
/// # Errors
/// When the reference is not fit.
pub fn calibrate(inputs: &Inputs, photo: &Photo) -> Result<Reference, AnalysisError> {
    Ok(match (&inputs.chart, &inputs.grey, &inputs.profile) {
        (Some(pick), ..) => Reference::of_chart(&photo.image, pick)?,
        (None, Some(pick), _) => Reference::of_grey(&photo.image, pick)?,
        (None, None, Some(profile)) => profile.calibrate(&photo.facts.camera)?.into(),
        (None, None, None) => Calibration::uncalibrated().into(),
    })
}
