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

impl Shape {
    /// Left, top, right and bottom in pixels; none without corners.
    #[must_use]
    pub fn bounds(&self) -> Option<[f64; 4]> {
        match self {
            Self::Disc(Disc { center, radius }) => {
                Some([center.x - radius, center.y - radius, center.x + radius, center.y + radius])
            }
            Self::Polygon(corners) => corners.iter().map(|c| [c.x, c.y, c.x, c.y]).reduce(around_both),
        }
    }
}

impl Scar {
    /// Left, top, right and bottom of all its outlines in pixels; none without outlines.
    #[must_use]
    pub fn bounds(&self) -> Option<[f64; 4]> {
        self.shapes.iter().filter_map(Shape::bounds).reduce(around_both)
    }

    /// Area of its outlines in square pixels; less where one crosses itself.
    #[must_use]
    pub fn area(&self) -> f64 {
        self.shapes.iter().map(super::outline::area).sum()
    }
}

pub(super) fn around_both(a: [f64; 4], b: [f64; 4]) -> [f64; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
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
