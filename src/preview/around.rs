//! The look of untouched skin around the scars, as light falls on it from place to place.
//!
//! A photo grows darker to one side and redder in a fold. What the surround would look like at a place is taken from
//! the surround nearby: a plane through its light, and on it the smoothed rest of what is near, so that the map of
//! differences shows the scar and not the lamp.

use super::blur::gaussian;
use super::field::DistanceField;
use super::lights::Matrix;
use crate::calibrate::least_squares;
use crate::photo::number::{floor_index, single};
use crate::photo::{LinearImage, PixelRect, light_pixels};
use crate::region::{Mask, Masks};

/// Side of a cell, mm, at least.
const CELL_MM: f64 = 0.5;
/// Cells at most, about; beyond, they are larger.
const MOST_CELLS: f64 = 40_000.0;
/// Skin that is looked at on each side of the scars, mm, as far as it belongs to the surround.
const REACH_MM: f64 = 15.0;
/// Standard deviation, mm, of what counts as near.
const NEAR_MM: f64 = 5.0;
/// Share of surround nearby that weighs as much as the plane.
const TRUST_IN_PLANE: f32 = 0.1;
/// Where the map begins to fade out and where it ends, mm from the nearest scar.
pub(super) const FADE_MM: (f64, f64) = (5.0, 10.0);
/// Distance of the nodes by which the map fades, mm.
const NODE_MM: f64 = 0.5;

/// Light of untouched surround, and where the map of differences is shown.
#[derive(Debug, Clone)]
pub(super) struct Around {
    area: PixelRect,
    columns: usize,
    rows: usize,
    /// X, Y, Z of each cell; empty where no surround tells it.
    light: Vec<[f32; 3]>,
    scars: Option<DistanceField>,
}

impl Around {
    /// Of a photo whose linear light `to_xyz` takes to X, Y, Z under D65.
    pub(super) fn new(image: &LinearImage, masks: &Masks, to_xyz: &Matrix, px_per_mm: f64) -> Self {
        let all = masks.scars.iter().fold(Mask::default(), |all, scar| all.union(scar));
        let scars = DistanceField::new(&all, px_per_mm, FADE_MM.1, NODE_MM);
        let area = area(image, &all, REACH_MM * px_per_mm);
        let step = (CELL_MM * px_per_mm).max((area.width * area.height / MOST_CELLS).sqrt()).max(1.0);
        let (columns, rows) = (floor_index(area.width / step).max(1), floor_index(area.height / step).max(1));
        let size = [columns, rows].map(|count| u32::try_from(count).unwrap_or(1));
        let light: Vec<[f32; 3]> = light_pixels(image, area, (size[0], size[1]))
            .into_iter()
            .map(|v| to_xyz.map(|m| m[0] * v[0] + m[1] * v[1] + m[2] * v[2]))
            .collect();
        let mut around = Self { area, columns, rows, light: Vec::new(), scars };
        let is_surround: Vec<bool> =
            (0..columns * rows).map(|i| around.lies_in(i, &masks.surround)).collect();
        around.light = fitted(&light, &is_surround, columns, NEAR_MM * px_per_mm / step);
        around
    }

    /// X, Y, Z under D65 of untouched surround at a place; none where there is no surround to tell it.
    pub(super) fn at(&self, x: f64, y: f64) -> Option<[f32; 3]> {
        let place = |v: f64, from: f64, length: f64, cells: usize| {
            let at = ((v - from) / length * cells as f64 - 0.5).clamp(0.0, (cells - 1) as f64);
            let low = floor_index(at).min(cells.saturating_sub(2));
            (low, (low + 1).min(cells - 1), single(at - low as f64))
        };
        let (left, right, fx) = place(x, self.area.x, self.area.width, self.columns);
        let (upper, lower, fy) = place(y, self.area.y, self.area.height, self.rows);
        let cell = |column: usize, row: usize| self.light.get(row * self.columns + column).copied();
        let (a, b) = (cell(left, upper)?, cell(right, upper)?);
        let (c, d) = (cell(left, lower)?, cell(right, lower)?);
        Some(std::array::from_fn(|i| {
            let (top, bottom) = (a[i] + (b[i] - a[i]) * fx, c[i] + (d[i] - c[i]) * fx);
            top + (bottom - top) * fy
        }))
    }

    /// How much of the map is shown at a place: 1 on scars and close to them, 0 far away.
    pub(super) fn share(&self, x: f64, y: f64) -> f32 {
        let Some(scars) = &self.scars else { return 0.0 };
        let (from, to) = (single(FADE_MM.0), single(FADE_MM.1));
        ((to - scars.at(x, y)) / (to - from)).clamp(0.0, 1.0)
    }

    /// Left, top, right, bottom of where the map is shown.
    pub(super) fn bounds(&self) -> Option<[f64; 4]> {
        self.scars.as_ref().map(DistanceField::bounds)
    }

    /// Whether all of a cell is in a mask, told by its middle and corners.
    fn lies_in(&self, cell: usize, mask: &Mask) -> bool {
        let (column, row) = ((cell % self.columns) as f64, (cell / self.columns) as f64);
        let pixel = |v: f64| u32::try_from(floor_index(v)).unwrap_or(u32::MAX);
        [(0.5, 0.5), (0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)].iter().all(|(dx, dy)| {
            let x = self.area.x + (column + dx) / self.columns as f64 * self.area.width;
            let y = self.area.y + (row + dy) / self.rows as f64 * self.area.height;
            mask.contains(pixel(x), pixel(y))
        })
    }
}

/// The scars with skin on each side, as far as the picture goes.
fn area(image: &LinearImage, scars: &Mask, reach: f64) -> PixelRect {
    let (width, height) = (f64::from(image.width()), f64::from(image.height()));
    let [left, top, right, bottom] = scars.bounds().map_or([0.0, 0.0, width, height], |bounds| {
        [bounds.left, bounds.top, bounds.right, bounds.bottom].map(f64::from)
    });
    let (left, top) = ((left - reach).max(0.0).floor(), (top - reach).max(0.0).floor());
    let (right, bottom) = ((right + reach).min(width), (bottom + reach).min(height));
    PixelRect { x: left, y: top, width: (right - left).max(1.0), height: (bottom - top).max(1.0) }
}

/// A plane through the light of the surround, and the smoothed rest on it; empty when nothing tells it. `near` is in
/// cells.
fn fitted(light: &[[f32; 3]], is_surround: &[bool], columns: usize, near: f64) -> Vec<[f32; 3]> {
    let place = |i: usize| [1.0, (i % columns) as f64, (i / columns) as f64];
    let told = || light.iter().zip(is_surround).enumerate().filter(|(_, (_, is))| **is);
    let count = told().count();
    if count == 0 {
        return Vec::new();
    }
    let mean: [f64; 3] = [0, 1, 2]
        .map(|c: usize| told().map(|(_, (light, _))| f64::from(light[c])).sum::<f64>() / count as f64);
    let plane = least_squares::<3, 3>(told().map(|(i, (light, _))| (place(i), light.map(f64::from))));
    // Too few cells, or all in a line: there is no slope to see.
    let plane = plane.unwrap_or_else(|| mean.map(|mean| [mean, 0.0, 0.0]));
    let weights: Vec<f32> = is_surround.iter().map(|is| f32::from(u8::from(*is))).collect();
    let nearby = gaussian(&weights, columns, near);
    let mut fitted = vec![[0.0_f32; 3]; light.len()];
    for channel in 0..3 {
        let [base, across, down] = plane[channel];
        let on_plane = |i: usize| {
            let [_, x, y] = place(i);
            single(base + across * x + down * y)
        };
        let rest: Vec<f32> = light
            .iter()
            .zip(&weights)
            .enumerate()
            .map(|(i, (light, weight))| weight * (light[channel] - on_plane(i)))
            .collect();
        let rest = gaussian(&rest, columns, near);
        // A plane may leave the range of light far from what told it.
        let (least, most) = (single(0.25 * mean[channel]), single(4.0 * mean[channel]));
        for (i, ((fitted, rest), nearby)) in fitted.iter_mut().zip(rest).zip(&nearby).enumerate() {
            let value = on_plane(i) + rest / (nearby + TRUST_IN_PLANE);
            fitted[channel] = value.max(least).min(most).max(1e-5);
        }
    }
    fitted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn light_that_falls_off_goes_on_under_the_scar() {
        let (columns, rows) = (60_usize, 40_usize);
        let light_at = |i: usize| single(0.6 - 0.004 * (i % columns) as f64 + 0.002 * (i / columns) as f64);
        let is_surround: Vec<bool> = (0..columns * rows)
            .map(|i| ((i % columns) as f64 - 30.0).hypot((i / columns) as f64 - 20.0) > 12.0)
            .collect();
        let light: Vec<[f32; 3]> = (0..columns * rows)
            .map(|i| if is_surround[i] { [1.0, 0.9, 0.7].map(|c| c * light_at(i)) } else { [0.9; 3] })
            .collect();
        let fitted = fitted(&light, &is_surround, columns, 10.0);
        for (i, fitted) in fitted.iter().enumerate() {
            assert!((fitted[1] / (0.9 * light_at(i)) - 1.0).abs() < 1e-3, "{i}: {fitted:?}");
        }
        assert!(super::fitted(&light, &vec![false; light.len()], columns, 10.0).is_empty());
        let mut one = vec![false; light.len()];
        one[5] = true;
        let flat = super::fitted(&light, &one, columns, 10.0);
        assert!(
            flat.iter().all(|v| (v[1] - light[5][1]).abs() < 1e-4),
            "one cell tells the light and no slope"
        );
    }
}
