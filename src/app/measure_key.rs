//! What the tones depend on, to tell whether they still hold.

use crate::analysis::Inputs;
use crate::calibrate::GreyPick;
use crate::region::Regions;

/// Tones with equal keys are equal.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MeasureKey {
    photo: u64,
    grey: Option<GreyPick>,
    regions: Regions,
    px_per_mm: Option<f64>,
}

impl MeasureKey {
    /// The key of these inputs on the photo of this number.
    pub(super) fn of(photo: u64, inputs: &Inputs) -> Self {
        Self { photo, grey: inputs.grey, regions: inputs.regions.clone(), px_per_mm: inputs.px_per_mm }
    }
}
