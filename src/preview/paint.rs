//! Any part of a preview at any size.

use super::cut::Cut;
use super::eye;
use super::lights::Matrix;
use super::scene::Preview;
use super::show::{PreviewShow, SCREEN_DISTANCE_MM, Seeing};
use crate::photo::number::{floor_index, single};
use crate::photo::{PixelRect, Pyramid, screen_codes};

/// Standard deviations of the finest blur, in pixels, from which on every second pixel is enough.
const COARSEN_FROM: f64 = 2.6;
/// Blur in pixels that is not worth its time.
const NOTHING: f64 = 0.25;

/// A grid of pixels over a part of the photo.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid {
    pub(super) area: PixelRect,
    pub(super) size: (u32, u32),
}

impl Grid {
    /// Middle of a pixel, in pixels of the photo.
    pub(super) fn place(&self, pixel: usize) -> [f64; 2] {
        let (width, height) = (f64::from(self.size.0.max(1)), f64::from(self.size.1.max(1)));
        let columns = self.size.0.max(1) as usize;
        let (column, row) = ((pixel % columns) as f64, (pixel / columns) as f64);
        [
            self.area.x + (column + 0.5) / width * self.area.width,
            self.area.y + (row + 0.5) / height * self.area.height,
        ]
    }
}

impl Preview {
    /// sRGB of a part of the picture for the screen, or the map of differences; `area` is in pixels of the photo and
    /// `size` is width and height. `pyramid` must be of the photo the preview was made for.
    #[must_use]
    pub fn paint(
        &self,
        pyramid: &Pyramid,
        area: PixelRect,
        size: (u32, u32),
        show: &PreviewShow,
    ) -> Vec<[u8; 3]> {
        self.paint_counted(pyramid, area, size, show).0
    }

    /// The same, and how much of the treated area the screen cannot show; that is not counted on a map.
    #[must_use]
    pub fn paint_counted(
        &self,
        pyramid: &Pyramid,
        area: PixelRect,
        size: (u32, u32),
        show: &PreviewShow,
    ) -> (Vec<[u8; 3]>, Cut) {
        if show.heat {
            return (self.map(pyramid, area, size, show), Cut::default());
        }
        let light = self.light(pyramid, area, size, show);
        (screen_codes(&light), self.cut(&light, Grid { area, size }))
    }

    /// X, Y, Z under D65 of a part of the picture, as [`paint`](Self::paint) shows it.
    #[must_use]
    pub fn light(
        &self,
        pyramid: &Pyramid,
        area: PixelRect,
        size: (u32, u32),
        show: &PreviewShow,
    ) -> Vec<[f32; 3]> {
        let wanted = Grid { area, size };
        let (grid, light) = self.seen(pyramid, wanted, show);
        resample(&light, grid, wanted)
    }

    /// Light on the wanted grid, or on a coarser one that reaches beyond it when it is blurred.
    pub(super) fn seen(&self, pyramid: &Pyramid, wanted: Grid, show: &PreviewShow) -> (Grid, Vec<[f32; 3]>) {
        let step = wanted.area.width / f64::from(wanted.size.0.max(1));
        let finest_px =
            show.distance_m.map_or(0.0, |metres| eye::finest_mm(1000.0 * metres) * self.px_per_mm);
        let own = eye::finest_mm(SCREEN_DISTANCE_MM) * show.screen_px_per_mm;
        let finest = finest_px / step;
        if (finest * finest - own * own).max(0.0).sqrt() < NOTHING {
            return (wanted, self.tinted(pyramid, wanted, show));
        }
        let mut times = 1.0;
        while finest / times > COARSEN_FROM {
            times *= 2.0;
        }
        let coarse = step * times;
        let margin = eye::margin_of(finest / times).ceil() + 2.0;
        let across = |length: u32| (f64::from(length) / times).ceil() + 2.0 * margin;
        let (width, height) = (across(wanted.size.0), across(wanted.size.1));
        let whole = |v: f64| u32::try_from(floor_index(v)).unwrap_or(0);
        let grid = Grid {
            area: PixelRect {
                x: wanted.area.x - margin * coarse,
                y: wanted.area.y - margin * coarse,
                width: width * coarse,
                height: height * coarse,
            },
            size: (whole(width), whole(height)),
        };
        let mut light = self.tinted(pyramid, grid, show);
        eye::see(&mut light, grid.size.0 as usize, finest / times, own / times);
        (grid, light)
    }

    fn tinted(&self, pyramid: &Pyramid, grid: Grid, show: &PreviewShow) -> Vec<[f32; 3]> {
        let mut light = pyramid.light_pixels(grid.area, grid.size);
        let under = self.lights.get(show.light).copied();
        let matrix = under.map_or(self.to_xyz, |under| product(&under, &self.to_xyz));
        for light in &mut light {
            let v = *light;
            *light = matrix.map(|m| (m[0] * v[0] + m[1] * v[1] + m[2] * v[2]).max(0.0));
        }
        let prospect = self.outlook.prospect(show.moment, show.chance, show.light);
        if let Some(prospect) = prospect.filter(|_| show.seeing == Seeing::Treated) {
            self.tint(&mut light, grid.area, grid.size, prospect);
        }
        light
    }
}

fn product(a: &Matrix, b: &Matrix) -> Matrix {
    std::array::from_fn(|r| std::array::from_fn(|c| (0..3).map(|k| a[r][k] * b[k][c]).sum()))
}

/// From one grid to another by straight lines between the middles of pixels.
pub(super) fn resample(light: &[[f32; 3]], from: Grid, to: Grid) -> Vec<[f32; 3]> {
    if from.area == to.area && from.size == to.size {
        return light.to_vec();
    }
    let axis =
        |start: f64, length: f64, parts: u32, origin: f64, step: f64, most: u32| -> Vec<(usize, f32)> {
            let place = |i: u32| {
                let at = start + length * (f64::from(i) + 0.5) / f64::from(parts.max(1));
                let at = ((at - origin) / step - 0.5).clamp(0.0, f64::from(most.saturating_sub(1)));
                let low = floor_index(at).min(most.saturating_sub(2) as usize);
                (low, single(at - low as f64))
            };
            (0..parts).map(place).collect()
        };
    let (sx, sy) = (from.area.width / f64::from(from.size.0), from.area.height / f64::from(from.size.1));
    let columns = axis(to.area.x, to.area.width, to.size.0, from.area.x, sx, from.size.0);
    let rows = axis(to.area.y, to.area.height, to.size.1, from.area.y, sy, from.size.1);
    let width = from.size.0 as usize;
    let at = |x: usize, y: usize| light.get(y * width + x).copied().unwrap_or_default();
    let mut out = Vec::with_capacity(columns.len() * rows.len());
    for (y, fy) in &rows {
        for (x, fx) in &columns {
            let (a, b, c, d) = (at(*x, *y), at(x + 1, *y), at(*x, y + 1), at(x + 1, y + 1));
            out.push(std::array::from_fn(|i| {
                let upper = a[i] + (b[i] - a[i]) * fx;
                let lower = c[i] + (d[i] - c[i]) * fx;
                upper + (lower - upper) * fy
            }));
        }
    }
    out
}
