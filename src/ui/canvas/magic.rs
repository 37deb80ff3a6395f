//! An outline that grows over like tones, off the frame thread.

use std::sync::Arc;

use crate::locale::keep;
use crate::photo::{LinearImage, PixelPos};
use crate::region::{Shape, like_tones};

/// A place from which an outline is to grow.
#[derive(Debug, Clone)]
pub(super) struct MagicRequest {
    pub(super) image: Arc<LinearImage>,
    pub(super) xyz_from_linear: [[f64; 3]; 3],
    pub(super) place: PixelPos,
    pub(super) px_per_mm: Option<f64>,
}

impl MagicRequest {
    pub(super) fn outline(&self) -> Option<Shape> {
        like_tones(&self.image, &self.xyz_from_linear, self.place, self.px_per_mm)
    }
}

/// Said when nothing stands out.
pub(super) const NO_BORDER: &str = keep!(
    "No clear border was found around this place; click where the scar is palest, or paint it with the brush."
);
