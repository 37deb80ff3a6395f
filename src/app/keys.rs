//! What results depend on, to tell whether they still hold.

use crate::analysis::Inputs;
use crate::calibrate::{CameraProfile, ChartPick, GreyPick};
use crate::locale::{Language, spoken};
use crate::region::Regions;

/// Readings of the card with equal keys are equal.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ReferenceKey {
    /// Number of the photo.
    pub(super) photo: u64,
    grey: Option<GreyPick>,
    chart: Option<ChartPick>,
    profile: Option<CameraProfile>,
    /// What is told of a reading is told in words.
    language: Language,
}

/// Tones with equal keys are equal.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MeasureKey {
    reference: ReferenceKey,
    regions: Regions,
    px_per_mm: Option<f64>,
    accept_photo: bool,
}

impl ReferenceKey {
    /// The key of these inputs on the photo of this number.
    pub(super) fn of(photo: u64, inputs: &Inputs) -> Self {
        let (grey, chart, profile) = (inputs.grey, inputs.chart, inputs.profile.clone());
        Self { photo, grey, chart, profile, language: spoken() }
    }
}

impl MeasureKey {
    /// The key of these inputs on the photo of this number.
    pub(super) fn of(photo: u64, inputs: &Inputs) -> Self {
        let reference = ReferenceKey::of(photo, inputs);
        Self {
            reference,
            regions: inputs.regions.clone(),
            px_per_mm: inputs.px_per_mm,
            accept_photo: inputs.accept_photo,
        }
    }
}
