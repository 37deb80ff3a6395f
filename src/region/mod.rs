//! What the user marks on the photo: scars, exclusions, the surround (layer 2).
//!
//! All positions are in pixels of the upright picture, origin at its top left corner, x to the right,
//! y down; the centre of the first pixel is (0.5, 0.5).

mod shape;

pub use shape::{Disc, Regions, RingSize, Scar, Shape, Surround};
