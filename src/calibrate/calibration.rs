//! What a reference in the picture made of its colours.

use serde::{Deserialize, Serialize};

use crate::photo::PixelPos;

/// Where the technician clicked a neutral reference.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GreyPick {
    /// Middle of the sampled disc.
    pub center: PixelPos,
    /// Radius of the disc in pixels.
    pub radius: f64,
    /// L* printed on the reference; 50 for the usual 18 % card.
    pub l_star: f64,
}

/// What was read on the reference.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GreyReading {
    /// The click it came from.
    pub pick: GreyPick,
    /// Pixels that were used.
    pub pixels: usize,
    /// Factor put on the exposure, 1 for none.
    pub exposure: f64,
    /// Chroma of the cast that was removed, in C*ab before correction.
    pub cast_chroma: f64,
}

/// How exposure and white were set.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum CalibrationKind {
    /// No reference: as the camera rendered it. Every figure is said to be uncalibrated.
    Uncalibrated,
    /// A neutral reference of known lightness.
    GreyCard(GreyReading),
}

/// Turns the picture's linear light into XYZ under D65, and says how far it can be trusted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// Rows of the matrix that takes linear Rec. 2020 light (0..=1) to XYZ (D65).
    pub xyz_from_linear: [[f64; 3]; 3],
    /// Where it comes from.
    pub kind: CalibrationKind,
    /// Standard deviation of the error in L*, a*, b* that all tones of the photo share.
    pub shared_sd: [f64; 3],
}
