//! Outlines as the user drew them: plain values, cheap to clone, compare and save.

use serde::{Deserialize, Serialize};

use crate::photo::PixelPos;

/// A round outline, for the scars of single grafts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Disc {
    /// Centre in pixels.
    pub center: PixelPos,
    /// Radius in pixels, above 0.
    pub radius: f64,
}

/// One outline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Shape {
    /// Corners in order; the last is joined to the first. Drawn as a polygon or freehand.
    Polygon(Vec<PixelPos>),
    /// A circle.
    Disc(Disc),
}

/// One scar: all outlines that are planned and reported together (a strip, or a field of graft scars).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scar {
    /// What the technician calls it.
    pub name: String,
    /// Its outlines.
    pub shapes: Vec<Shape>,
}

/// Size of the ring around all scars.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum RingSize {
    /// 1 mm and 10 mm when the scale is known, else 0.5 % and 4 % of the picture's diagonal.
    Auto,
    /// In millimetres; needs a known scale.
    Millimetres {
        /// Distance left free beside the scar.
        gap: f64,
        /// Width of the ring.
        width: f64,
    },
    /// In pixels.
    Pixels {
        /// Distance left free beside the scar.
        gap: f64,
        /// Width of the ring.
        width: f64,
    },
}

/// Where the perilesional skin is sampled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Surround {
    /// The ring around all scars, minus scars, exclusions and the picture's edge.
    Ring(RingSize),
    /// Its own outline, minus scars and exclusions.
    Outline(Shape),
}

/// Everything marked on one photo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Regions {
    /// The scars.
    pub scars: Vec<Scar>,
    /// Places to leave out everywhere (moles, wet spots, the card).
    pub exclusions: Vec<Shape>,
    /// The perilesional band.
    pub surround: Surround,
}

impl Default for Regions {
    fn default() -> Self {
        Self { scars: Vec::new(), exclusions: Vec::new(), surround: Surround::Ring(RingSize::Auto) }
    }
}
