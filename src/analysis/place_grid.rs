//! Places in a mask, or around it, as discs: found on a coarse grid of distances.

use crate::photo::PixelPos;
use crate::region::{Disc, Mask};

/// Points a side at most.
const FINEST: f64 = 240.0;
/// Steps to the neighbours, straight and across (Borgefors 1986, chamfer 3-4).
const STRAIGHT: f64 = 1.0;
const ACROSS: f64 = 4.0 / 3.0;

/// Distances on a grid over a part of a picture.
#[derive(Debug)]
pub(super) struct PlaceGrid {
    left: f64,
    top: f64,
    step: f64,
    width: usize,
    height: usize,
    /// To the nearest point that is not meant, in pixels.
    distance: Vec<f64>,
    center: PixelPos,
}

impl PlaceGrid {
    /// Distances from the mask's edge, in it.
    pub(super) fn inside(mask: &Mask) -> Self {
        Self::of(mask, 2.0, true)
    }

    /// Distances from the mask, around it, up to `reach` pixels.
    pub(super) fn around(mask: &Mask, reach: f64) -> Self {
        Self::of(mask, reach, false)
    }

    fn of(mask: &Mask, margin: f64, inside: bool) -> Self {
        let bounds = mask.bounds();
        let [left, top, right, bottom] = bounds.map_or([0.0; 4], |bounds| {
            let [l, t, r, b] = [bounds.left, bounds.top, bounds.right, bounds.bottom].map(f64::from);
            [l - margin, t - margin, r + margin, b + margin]
        });
        let step = ((right - left).max(bottom - top) / FINEST).max(1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most 241 points a side"
        )]
        let points = |length: f64| (length / step) as usize + 1;
        let (width, height) = (points(right - left), points(bottom - top));
        let center = PixelPos { x: f64::midpoint(left, right), y: f64::midpoint(top, bottom) };
        let mut grid = Self { left, top, step, width, height, distance: Vec::new(), center };
        let meant = |index: usize| {
            let PixelPos { x, y } = grid.place(index);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "above 0")]
            let is_in = x >= 0.0 && y >= 0.0 && mask.contains(x as u32, y as u32);
            is_in == inside
        };
        let far = (width + height) as f64 * step;
        let distance: Vec<f64> =
            (0..width * height).map(|index| if meant(index) { far } else { 0.0 }).collect();
        grid.distance = distance;
        grid.spread();
        grid
    }

    fn place(&self, index: usize) -> PixelPos {
        let (x, y) = (index % self.width, index / self.width);
        PixelPos { x: self.left + x as f64 * self.step, y: self.top + y as f64 * self.step }
    }

    /// Two passes, there and back.
    fn spread(&mut self) {
        let side = |points: usize| i32::try_from(points).unwrap_or(0);
        let (width, height) = (side(self.width), side(self.height));
        for forth in [true, false] {
            let sign = if forth { -1 } else { 1 };
            let near = [(sign, 0, STRAIGHT), (0, sign, STRAIGHT), (-1, sign, ACROSS), (1, sign, ACROSS)];
            for nth in 0..width * height {
                let index = if forth { nth } else { width * height - 1 - nth };
                let (x, y) = (index % width, index / width);
                let best = near.iter().filter_map(|(dx, dy, by)| {
                    let (x, y) = (x + dx, y + dy);
                    let is_in = (0..width).contains(&x) && (0..height).contains(&y);
                    let at = usize::try_from(y * width + x).ok().filter(|_| is_in)?;
                    Some(self.distance.get(at)? + by * self.step)
                });
                let best = best.fold(f64::INFINITY, f64::min);
                if let Some(distance) = usize::try_from(index).ok().and_then(|at| self.distance.get_mut(at)) {
                    *distance = distance.min(best);
                }
            }
        }
    }

    /// The largest discs that fit, apart from each other, the largest first.
    pub(super) fn discs(&self, most: usize, least_radius: f64) -> Vec<Disc> {
        let mut discs: Vec<Disc> = Vec::new();
        while discs.len() < most {
            let free = |at: PixelPos| discs.iter().all(|disc| apart(disc.center, at) > 2.0 * disc.radius);
            let best = self.distance.iter().enumerate().filter(|(index, _)| free(self.place(*index)));
            let Some((index, distance)) = best.max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0))) else {
                break;
            };
            // Inside the edge by a little, as outlines are drawn by hand.
            let radius = 0.8 * distance;
            if radius < least_radius {
                break;
            }
            discs.push(Disc { center: self.place(index), radius });
        }
        discs
    }

    /// Discs at this distance from the mask, spread evenly around its middle.
    pub(super) fn ring(&self, distance: f64, most: usize, radius: f64) -> Vec<Disc> {
        let sector = |n: usize| std::f64::consts::TAU * n as f64 / most as f64;
        let disc = |n: usize| {
            let (sin, cos) = sector(n).sin_cos();
            let off = |index: usize| {
                let at = self.place(index);
                let (x, y) = (at.x - self.center.x, at.y - self.center.y);
                // How far from the wanted direction, and from the wanted distance.
                let aside = (1.0 - (x * cos + y * sin) / x.hypot(y).max(1.0)) * 4.0 * distance;
                aside + (self.distance.get(index).copied().unwrap_or(0.0) - distance).abs()
            };
            let best = (0..self.distance.len()).min_by(|a, b| off(*a).total_cmp(&off(*b)))?;
            let is_there = (self.distance.get(best)? - distance).abs() < 0.5 * distance;
            is_there.then(|| Disc { center: self.place(best), radius })
        };
        (0..most).filter_map(disc).collect()
    }
}

fn apart(a: PixelPos, b: PixelPos) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}
