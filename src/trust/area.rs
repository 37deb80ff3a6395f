//! The part of the picture that is worked on.

use crate::photo::{LinearImage, PixelPos};
use crate::region::{Regions, Shape};

/// A rectangle in pixels: left, top, right, bottom.
pub(super) type Rect = [f64; 4];

/// The part that is looked at.
#[derive(Debug, Clone)]
pub(super) struct Area {
    /// The whole of it.
    pub(super) rect: Rect,
    /// Cards, moles: looked at nowhere.
    left_out: Vec<Rect>,
    /// Scars: paler than skin, as shine is.
    scars: Vec<Rect>,
}

/// Share of the picture at each side that is not looked at while nothing is marked.
const MARGIN: f64 = 0.12;
/// How far around the scars skin is looked at, as a share of the picture's diagonal.
const AROUND: f64 = 0.12;

impl Area {
    /// Around the scars when some are marked, else the middle of the picture.
    pub(super) fn of(image: &LinearImage, regions: &Regions) -> Self {
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let scars: Vec<Rect> =
            regions.scars.iter().flat_map(|scar| &scar.shapes).filter_map(bounds).collect();
        let around = AROUND * width.hypot(height);
        let rect = scars.iter().copied().reduce(joined).map_or(
            [MARGIN * width, MARGIN * height, (1.0 - MARGIN) * width, (1.0 - MARGIN) * height],
            |[left, top, right, bottom]| {
                [
                    (left - around).max(0.0),
                    (top - around).max(0.0),
                    (right + around).min(width),
                    (bottom + around).min(height),
                ]
            },
        );
        Self { rect, left_out: regions.exclusions.iter().filter_map(bounds).collect(), scars }
    }

    /// Equal rectangles over the area, `across` by `down`, without those that touch what is left out.
    pub(super) fn cells(&self, across: u32, down: u32) -> Vec<Rect> {
        let [left, top, right, bottom] = self.rect;
        let (w, h) = ((right - left) / f64::from(across), (bottom - top) / f64::from(down));
        let cells = (0..down).flat_map(|y| (0..across).map(move |x| (f64::from(x), f64::from(y))));
        cells
            .map(|(x, y)| [left + x * w, top + y * h, left + (x + 1.0) * w, top + (y + 1.0) * h])
            .filter(|cell| !self.left_out.iter().any(|out| touches(cell, out)))
            .collect()
    }

    /// Whether scar lies in a cell.
    pub(super) fn has_scar(&self, cell: &Rect) -> bool {
        self.scars.iter().any(|scar| touches(cell, scar))
    }
}

fn touches(one: &Rect, other: &Rect) -> bool {
    one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
}

fn joined(one: Rect, other: Rect) -> Rect {
    [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])]
}

/// Around an outline; none when it is not sound.
fn bounds(shape: &Shape) -> Option<Rect> {
    let of = |place: &PixelPos, radius: f64| {
        [place.x - radius, place.y - radius, place.x + radius, place.y + radius]
    };
    let rect = match shape {
        Shape::Disc(disc) => of(&disc.center, disc.radius),
        Shape::Polygon(corners) => corners.iter().map(|corner| of(corner, 0.0)).reduce(joined)?,
    };
    rect.iter().all(|side| side.is_finite()).then_some(rect)
}
