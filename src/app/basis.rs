//! What plans are worked out from, for the threads.

use std::sync::Arc;

use super::Document;
use crate::analysis::Inputs;
use crate::calibrate::Calibration;
use crate::library::ShadeLibrary;
use crate::optics::prior::Belief;
use crate::tone::Tones;

/// Everything that a plan follows from, apart from the photo.
#[derive(Debug, Clone)]
pub struct Basis {
    /// What the user chose.
    pub inputs: Inputs,
    /// How the photo's colours are set.
    pub calibration: Calibration,
    /// What was measured on it.
    pub tones: Tones,
    /// The bottles.
    pub library: Arc<ShadeLibrary>,
    /// What the studio's healed results taught; none leaves the priors.
    pub learnt: Option<Belief>,
}

impl Document {
    /// What plans follow from now; none before tones were measured.
    #[must_use]
    pub fn basis(&self) -> Option<Basis> {
        let (calibration, tones) = self.measured()?;
        Some(Basis {
            inputs: self.inputs().clone(),
            calibration: *calibration,
            tones: tones.clone(),
            library: Arc::clone(self.bottles().library()),
            learnt: self.belief(),
        })
    }
}
