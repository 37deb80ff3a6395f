//! How far places are from a scar's edge.

use image::{GrayImage, Luma};
use imageproc::distance_transform::euclidean_squared_distance_transform;

use crate::photo::number::{floor_index, single};
use crate::region::Mask;

/// Millimetres between the nodes of the grid, about: finer than any edge that is drawn.
pub(super) const FINE_NODE_MM: f64 = 0.06;

/// Signed distance from a mask's edge in millimetres, negative inside; smooth between the nodes of a grid.
#[derive(Debug, Clone)]
pub(super) struct DistanceField {
    left: f64,
    top: f64,
    /// Pixels between nodes.
    step: f64,
    columns: usize,
    rows: usize,
    mm: Vec<f32>,
}

impl DistanceField {
    /// Of a mask on a picture of `px_per_mm`, as far as `reach_mm` outside, `node_mm` being the distance of its nodes;
    /// none for an empty mask.
    pub(super) fn new(mask: &Mask, px_per_mm: f64, reach_mm: f64, node_mm: f64) -> Option<Self> {
        let bounds = mask.bounds()?;
        let step = (node_mm * px_per_mm).round().max(1.0);
        let margin = reach_mm * px_per_mm + 2.0 * step;
        let (left, top) = (f64::from(bounds.left) - margin, f64::from(bounds.top) - margin);
        let nodes = |from: f64, to: u32| floor_index((f64::from(to) + margin - from) / step) + 2;
        let (columns, rows) = (nodes(left, bounds.right), nodes(top, bounds.bottom));
        let size = (u32::try_from(columns).ok()?, u32::try_from(rows).ok()?);
        let inside = |column: u32, row: u32| {
            let (x, y) = (left + f64::from(column) * step, top + f64::from(row) * step);
            x >= 0.0 && y >= 0.0 && mask.contains(pixel(x), pixel(y))
        };
        let within = GrayImage::from_fn(size.0, size.1, |x, y| Luma([u8::from(inside(x, y)) * 255]));
        let beyond = GrayImage::from_fn(size.0, size.1, |x, y| Luma([255 - within.get_pixel(x, y).0[0]]));
        let (to_inside, to_outside) = rayon::join(
            || euclidean_squared_distance_transform(&within),
            || euclidean_squared_distance_transform(&beyond),
        );
        let node_mm = step / px_per_mm;
        // Nodes on either side of an edge are half a step from it.
        let signed = |(out, inn): (&f64, &f64)| {
            let nodes = if *out > 0.0 { out.sqrt() - 0.5 } else { 0.5 - inn.sqrt() };
            single(nodes * node_mm)
        };
        let mm = to_inside.as_raw().iter().zip(to_outside.as_raw()).map(signed).collect();
        Some(Self { left, top, step, columns, rows, mm })
    }

    /// Left, top, right, bottom in pixels: beyond it everything is farther than the reach.
    pub(super) fn bounds(&self) -> [f64; 4] {
        let along = |from: f64, nodes: usize| from + (nodes.saturating_sub(1)) as f64 * self.step;
        [self.left, self.top, along(self.left, self.columns), along(self.top, self.rows)]
    }

    /// Distance at a place in pixels; infinite beyond the grid.
    pub(super) fn at(&self, x: f64, y: f64) -> f32 {
        let (u, v) = ((x - self.left) / self.step, (y - self.top) / self.step);
        let (column, row) = (floor_index(u), floor_index(v));
        if u < 0.0 || v < 0.0 || column + 1 >= self.columns || row + 1 >= self.rows {
            return f32::INFINITY;
        }
        let (fx, fy) = (single(u - column as f64), single(v - row as f64));
        let at = row * self.columns + column;
        let node = |i: usize| self.mm.get(i).copied().unwrap_or(f32::INFINITY);
        let upper = node(at) * (1.0 - fx) + node(at + 1) * fx;
        let lower = node(at + self.columns) * (1.0 - fx) + node(at + self.columns + 1) * fx;
        upper * (1.0 - fy) + lower * fy
    }
}

/// The pixel that holds a place that is not negative.
fn pixel(v: f64) -> u32 {
    u32::try_from(floor_index(v)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::PixelPos;
    use crate::region::{Disc, Regions, Scar, Shape, masks};

    #[test]
    fn a_disc_has_its_distances() {
        let disc = Disc { center: PixelPos { x: 150.0, y: 140.0 }, radius: 60.0 };
        let scar = Scar { name: String::new(), shapes: vec![Shape::Disc(disc)] };
        let regions = Regions { scars: vec![scar], ..Regions::default() };
        let masks = masks(&regions, 400, 300, Some(20.0)).expect("a disc on the picture");
        let field = DistanceField::new(&masks.scars[0], 20.0, 3.0, FINE_NODE_MM).expect("not empty");
        for (x, y) in [(150.0, 140.0), (150.0, 199.0), (211.5, 140.0), (195.0, 185.0), (260.0, 141.0)] {
            let expected = ((x - 150.0_f64).hypot(y - 140.0) - 60.0) / 20.0;
            let found = f64::from(field.at(x, y));
            assert!((found - expected).abs() < 0.06, "{x} {y}: {found} {expected}");
        }
        assert_eq!(field.at(-500.0, 0.0), f32::INFINITY);
        let [left, top, right, bottom] = field.bounds();
        assert!(left <= 30.0 && top <= 20.0 && right >= 270.0 && bottom >= 260.0);
    }
}
