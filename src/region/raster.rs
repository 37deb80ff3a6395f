//! Outlines to a grid of pixels and back, for tools that add, take away and grow.

use image::{GrayImage, Luma};
use imageproc::contours::{BorderType, find_contours};
use imageproc::geometry::approximate_polygon_dp;

use super::outline::{grow, sweep};
use super::{Disc, Mask, Shape};
use crate::photo::PixelPos;
use crate::photo::number::floor_index;

/// Most pixels on a side of a grid.
const MOST_SIDE: f64 = 1200.0;
/// How far a corner may lie from the border of the pixels, in pixels of the grid.
const CORNER_OFF: f64 = 0.55;
/// Fewest pixels of a piece that is kept.
const FEWEST: f64 = 6.0;

/// A part of the photo as a grid of pixels that are in or out.
pub(super) struct Raster {
    left: f64,
    top: f64,
    step: f64,
    pub(super) cells: GrayImage,
}

impl Raster {
    /// An empty grid over a part of the photo: left, top, right, bottom.
    pub(super) fn over([left, top, right, bottom]: [f64; 4]) -> Self {
        let step = ((right - left).max(bottom - top) / MOST_SIDE).max(1.0);
        let (left, top) = (left - 3.0 * step, top - 3.0 * step);
        let side = |from: f64, to: f64| u32::try_from(floor_index((to - from) / step) + 4).unwrap_or(4);
        Self { left, top, step, cells: GrayImage::new(side(left, right), side(top, bottom)) }
    }

    /// A grid that was filled already.
    pub(super) fn of(cells: GrayImage, left: f64, top: f64, step: f64) -> Self {
        Self { left, top, step, cells }
    }

    /// Puts everything inside a shape in. The borders that are found again run through the middles of pixels, so half
    /// a pixel is added here.
    pub(super) fn add(&mut self, shape: &Shape) {
        let shape = self.moved(shape);
        let mask = grow(&[&shape], 0.5, self.cells.width(), self.cells.height());
        self.set(&mask, 255);
    }

    /// Puts everything within `radius` of a path in.
    pub(super) fn add_path(&mut self, path: &[PixelPos], radius: f64) {
        let mask = self.swept(path, radius / self.step + 0.5);
        self.set(&mask, 255);
    }

    /// Takes everything within `radius` of a path out.
    pub(super) fn take_path(&mut self, path: &[PixelPos], radius: f64) {
        let mask = self.swept(path, radius / self.step - 0.5);
        self.set(&mask, 0);
    }

    /// Outlines of all pieces, the largest first; holes are closed.
    pub(super) fn outlines(&self) -> Vec<Shape> {
        let mut found: Vec<(f64, Shape)> = find_contours::<i32>(&self.cells)
            .into_iter()
            .filter(|contour| contour.border_type == BorderType::Outer && contour.points.len() >= 4)
            .filter_map(|contour| {
                let corners = approximate_polygon_dp(&contour.points, CORNER_OFF, true);
                let place = |v: i32, from: f64| from + (f64::from(v) + 0.5) * self.step;
                let corners: Vec<PixelPos> = corners
                    .iter()
                    .map(|p| PixelPos { x: place(p.x, self.left), y: place(p.y, self.top) })
                    .collect();
                let shape = Shape::Polygon(corners);
                let area = super::outline::area(&shape);
                let sound = matches!(&shape, Shape::Polygon(corners) if corners.len() >= 3);
                (sound && area >= FEWEST * self.step * self.step).then_some((area, shape))
            })
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        found.into_iter().map(|(_, shape)| shape).collect()
    }

    fn moved(&self, shape: &Shape) -> Shape {
        match shape {
            Shape::Disc(disc) => {
                Shape::Disc(Disc { center: self.place(disc.center), radius: disc.radius / self.step })
            }
            Shape::Polygon(corners) => Shape::Polygon(corners.iter().map(|c| self.place(*c)).collect()),
        }
    }

    fn place(&self, at: PixelPos) -> PixelPos {
        PixelPos { x: (at.x - self.left) / self.step, y: (at.y - self.top) / self.step }
    }

    fn swept(&self, path: &[PixelPos], radius: f64) -> Mask {
        let path: Vec<PixelPos> = path.iter().map(|at| self.place(*at)).collect();
        sweep(&path, radius.max(0.5), self.cells.width(), self.cells.height())
    }

    fn set(&mut self, mask: &Mask, value: u8) {
        for y in 0..self.cells.height() {
            for x in mask.row(y).iter().flat_map(Clone::clone) {
                self.cells.put_pixel(x, y, Luma([value]));
            }
        }
    }
}
