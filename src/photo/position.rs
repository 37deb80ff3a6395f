//! Where something is on a picture.

use serde::{Deserialize, Serialize};

/// A place on the upright picture, in pixels from its top left corner: x to the right, y down; the centre
/// of the first pixel is (0.5, 0.5).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PixelPos {
    /// Pixels to the right of the left edge.
    pub x: f64,
    /// Pixels below the top edge.
    pub y: f64,
}
