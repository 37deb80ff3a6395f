//! From what the user marked to the pixels that are measured.

use super::outline::{area, fill, grow};
use super::{Mask, Regions, RingSize, Shape, Surround};
use crate::locale::{say, tr};
use crate::photo::PixelPos;

/// The pixels to measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masks {
    /// Each scar without the exclusions, in the order of the regions.
    pub scars: Vec<Mask>,
    /// The perilesional band without scars and exclusions.
    pub surround: Mask,
}

/// Why regions cannot be measured, in one sentence that says what to do.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RegionError {
    /// Nothing was outlined.
    #[error("{}", tr("no scar is outlined: draw round at least one scar"))]
    NoScar,
    /// A polygon with too few corners.
    #[error("{}", say!("%{place} has %{corners} corners: give at least three", place = place, corners = corners))]
    TooFewCorners {
        /// Which outline.
        place: String,
        /// How many it has.
        corners: usize,
    },
    /// Not a number.
    #[error("{}", say!("%{place} has a position or size that is not a usable number: give pixels of the upright picture, and a radius above 0", place = place))]
    NotANumber {
        /// Which outline.
        place: String,
    },
    /// Most of it is not on the picture.
    #[error("{}", say!("%{place} lies outside the picture, which is %{width} by %{height} pixels when upright: give positions in it, from its top left corner", place = place, width = width, height = height))]
    Outside {
        /// Which outline.
        place: String,
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// Encloses no pixel.
    #[error("{}", say!("%{place} encloses no pixel: draw it larger", place = place))]
    Empty {
        /// Which outline.
        place: String,
    },
    /// Nothing of a scar is left.
    #[error("{}", say!("nothing of %{place} is left after the exclusions: make the exclusions smaller", place = place))]
    AllExcluded {
        /// Which scar.
        place: String,
    },
    /// A ring that cannot be.
    #[error(
        "{}",
        tr("the ring around the scars needs a gap of 0 or more and a width above 0: change the two numbers")
    )]
    BadRing,
    /// Millimetres without a scale.
    #[error(
        "{}",
        tr(
            "the ring is given in millimetres but the scale is not known: lay the ruler over a known length, or give the ring in pixels"
        )
    )]
    MillimetresWithoutScale,
    /// A scale that cannot be.
    #[error("{}", tr("the scale must be a number of pixels per millimetre above 0: measure it again"))]
    BadScale,
    /// No pixel to measure around the scars.
    #[error(
        "{}",
        tr(
            "no skin is left around the scars to measure: widen the ring, make the exclusions smaller, or outline the surround by hand"
        )
    )]
    EmptySurround,
}

/// Share of the picture's shorter side that the ring keeps from the picture's edge, where lenses shade and
/// blur: 0.5 %, at least 2 pixels. An outline drawn by hand goes up to the edge.
const EDGE_SHARE: f64 = 0.005;

/// Farthest position that is looked at, in pixels.
const FARTHEST: f64 = 1e7;

/// The masks of all regions on a picture of `width` by `height` pixels. `px_per_mm` is the scale, when known.
///
/// # Errors
/// Says what is wrong with the regions.
pub fn masks(
    regions: &Regions,
    width: u32,
    height: u32,
    px_per_mm: Option<f64>,
) -> Result<Masks, RegionError> {
    if px_per_mm.is_some_and(|scale| !scale.is_finite() || scale <= 0.0) {
        return Err(RegionError::BadScale);
    }
    if regions.scars.is_empty() {
        return Err(RegionError::NoScar);
    }
    let mut excluded = Mask::default();
    for (number, shape) in (1..).zip(&regions.exclusions) {
        check(shape, &say!("exclusion %{number}", number = number))?;
        excluded = excluded.union(&fill(shape, width, height));
    }
    let mut scars = Vec::with_capacity(regions.scars.len());
    let mut all_scars = Mask::default();
    for (number, scar) in (1..).zip(&regions.scars) {
        let place = if scar.name.is_empty() {
            say!("scar %{number}", number = number)
        } else {
            say!("scar \"%{name}\"", name = scar.name)
        };
        let mask = scar_mask(&scar.shapes, &place, width, height)?;
        all_scars = all_scars.union(&mask);
        let left = mask.minus(&excluded);
        if left.is_empty() {
            return Err(RegionError::AllExcluded { place });
        }
        scars.push(left);
    }
    let surround = match &regions.surround {
        Surround::Ring(size) => {
            let shapes: Vec<&Shape> = regions.scars.iter().flat_map(|scar| &scar.shapes).collect();
            ring(&shapes, *size, (width, height), px_per_mm)?
        }
        Surround::Outline(shape) => {
            check(shape, tr("the outline of the surround"))?;
            on_picture(shape, tr("the outline of the surround"), width, height)?
        }
    };
    let surround = surround.minus(&all_scars).minus(&excluded);
    if surround.is_empty() {
        return Err(RegionError::EmptySurround);
    }
    Ok(Masks { scars, surround })
}

/// Gap and width of the ring in pixels.
///
/// # Errors
/// When the numbers make no ring, or millimetres are given without a scale.
pub fn ring_pixels(
    size: RingSize,
    width: u32,
    height: u32,
    px_per_mm: Option<f64>,
) -> Result<(f64, f64), RegionError> {
    let (gap, band) = match (size, px_per_mm) {
        (RingSize::Auto, Some(scale)) => (scale, 10.0 * scale),
        (RingSize::Auto, None) => {
            let diagonal = f64::from(width).hypot(f64::from(height));
            (0.005 * diagonal, 0.04 * diagonal)
        }
        (RingSize::Millimetres { gap, width }, Some(scale)) => (gap * scale, width * scale),
        (RingSize::Millimetres { .. }, None) => return Err(RegionError::MillimetresWithoutScale),
        (RingSize::Pixels { gap, width }, _) => (gap, width),
    };
    let sound = (0.0..=FARTHEST).contains(&gap) && band > 0.0 && band <= FARTHEST;
    sound.then_some((gap, band)).ok_or(RegionError::BadRing)
}

fn scar_mask(shapes: &[Shape], place: &str, width: u32, height: u32) -> Result<Mask, RegionError> {
    let mut mask = Mask::default();
    for shape in shapes {
        check(shape, place)?;
        mask = mask.union(&on_picture(shape, place, width, height)?);
    }
    if mask.is_empty() {
        return Err(RegionError::Empty { place: place.to_owned() });
    }
    Ok(mask)
}

/// Fills a shape; refuses one that lies for the most part beside the picture.
fn on_picture(shape: &Shape, place: &str, width: u32, height: u32) -> Result<Mask, RegionError> {
    let mask = fill(shape, width, height);
    let seen = mask.pixel_count() as f64;
    if seen < 0.5 * area(shape) && reaches_outside(shape, width, height) {
        return Err(RegionError::Outside { place: place.to_owned(), width, height });
    }
    if mask.is_empty() {
        return Err(RegionError::Empty { place: place.to_owned() });
    }
    Ok(mask)
}

fn ring(
    shapes: &[&Shape],
    size: RingSize,
    (width, height): (u32, u32),
    px_per_mm: Option<f64>,
) -> Result<Mask, RegionError> {
    let (gap, band) = ring_pixels(size, width, height, px_per_mm)?;
    let (w, h) = (f64::from(width), f64::from(height));
    let margin = (EDGE_SHARE * w.min(h)).max(2.0);
    let frame = Shape::Polygon(vec![
        PixelPos { x: margin, y: margin },
        PixelPos { x: w - margin, y: margin },
        PixelPos { x: w - margin, y: h - margin },
        PixelPos { x: margin, y: h - margin },
    ]);
    let everything = fill(&whole(w, h), width, height);
    let edge = if w > 2.0 * margin && h > 2.0 * margin {
        everything.minus(&fill(&frame, width, height))
    } else {
        everything
    };
    Ok(grow(shapes, gap + band, width, height).minus(&grow(shapes, gap, width, height)).minus(&edge))
}

fn whole(w: f64, h: f64) -> Shape {
    let at = |x, y| PixelPos { x, y };
    Shape::Polygon(vec![at(0.0, 0.0), at(w, 0.0), at(w, h), at(0.0, h)])
}

fn check(shape: &Shape, place: &str) -> Result<(), RegionError> {
    let usable = |pos: &PixelPos| pos.x.abs() <= FARTHEST && pos.y.abs() <= FARTHEST;
    let place = || place.to_owned();
    match shape {
        Shape::Polygon(corners) if corners.len() < 3 => {
            Err(RegionError::TooFewCorners { place: place(), corners: corners.len() })
        }
        Shape::Polygon(corners) if corners.iter().all(usable) => Ok(()),
        Shape::Disc(disc) if usable(&disc.center) && disc.radius > 0.0 && disc.radius <= FARTHEST => Ok(()),
        _ => Err(RegionError::NotANumber { place: place() }),
    }
}

fn reaches_outside(shape: &Shape, width: u32, height: u32) -> bool {
    let outside =
        |x: f64, y: f64, r: f64| x < r || y < r || x > f64::from(width) - r || y > f64::from(height) - r;
    match shape {
        Shape::Disc(disc) => outside(disc.center.x, disc.center.y, disc.radius),
        Shape::Polygon(corners) => corners.iter().any(|corner| outside(corner.x, corner.y, 0.0)),
    }
}
