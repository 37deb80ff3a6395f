//! What the user marks on the photo: scars, exclusions, the surround (layer 3); painted, wiped or grown over like
//! tones. Patches that may be scars are suggested here, too.
//!
//! All positions are in pixels of the upright picture, origin at its top left corner, x to the right,
//! y down; the centre of the first pixel is (0.5, 0.5).

mod brush;
mod edit;
mod magic;
mod mask;
mod masks;
mod outline;
mod paleness;
mod raster;
mod shape;
mod suggest;

pub use brush::BrushStroke;
pub use edit::{nearest_corner, nearest_edge, with_corner_inserted, with_corner_moved, with_corner_removed};
pub use magic::like_tones;
pub use mask::{Bounds, Mask};
pub use masks::{Masks, RegionError, masks, ring_pixels};
pub use shape::{Disc, Regions, RingSize, Scar, Shape, Surround};
pub use suggest::{SuggestBasis, Suggestion, suggest_scars};
