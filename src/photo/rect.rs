//! A rectangle on a picture.

use serde::{Deserialize, Serialize};

/// A rectangle on the upright picture, in pixels from its top left corner; parts of pixels are allowed,
/// and it may reach beyond the picture.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PixelRect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width, above 0.
    pub width: f64,
    /// Height, above 0.
    pub height: f64,
}

impl PixelRect {
    /// The whole of a picture.
    #[must_use]
    pub fn whole(image: &super::LinearImage) -> Self {
        Self { x: 0.0, y: 0.0, width: f64::from(image.width()), height: f64::from(image.height()) }
    }
}
