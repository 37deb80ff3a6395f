//! Mean section across single hairs: how value changes with the distance from a hair's axis or middle.
//!
//! Unlike the distribution of all pixels it does not depend on how hairs stand and cross, nor on mottling.

use super::cell::{Cell, Verdict};
use super::contrast::Contrast;
use super::number::floor;
use super::tile::{SURROUND, Tile};

/// Values at distances from a hair's axis (strokes) or middle (dots).
#[derive(Debug, Clone, Default)]
pub(super) struct Section {
    /// Distance in pixels, mean value there, and the number of pixels.
    pub(super) points: Vec<[f64; 3]>,
    /// Hairs looked at.
    pub(super) hairs: usize,
    /// Change of XYZ that a hair makes in all, for a change of 1 of the value; none where that is not clear.
    pub(super) along: Option<[f64; 3]>,
}

/// Fewest hairs whose mean is believed.
const FEWEST: usize = 25;
/// Hairs looked at; more do not change the mean.
const ENOUGH: usize = 1500;
/// Step of the distances in pixels.
const STEP: f64 = 0.25;
/// Pixels beyond a hair's edge to which its section is followed.
const BESIDE: f64 = 3.6;
/// Pixels along a stroke, to both sides, that go into its section.
const ALONG: f64 = 1.5;
/// Share of a hair's depth that its flanks may show when no other hair is near.
const FREE: f64 = 0.3;

impl Section {
    /// Value of skin beside the hairs and of their middle.
    pub(super) fn ends(&self) -> [f64; 2] {
        let far: Vec<f64> = self.points.iter().rev().take(4).map(|point| point[1]).collect();
        let skin = far.iter().sum::<f64>() / far.len().max(1) as f64;
        [skin, self.points.first().map_or(skin, |point| point[1])]
    }

    /// Mean value in a disc on the axis or middle.
    pub(super) fn in_disc(&self, dots: bool, radius: f64) -> f64 {
        let points: Vec<(f64, f64)> = self.points.iter().map(|point| (point[0], point[1])).collect();
        mean_in_disc(&points, dots, radius)
    }
}

/// Mean in a disc on the axis (strokes) or middle (dots) of what is known at distances from it.
pub(super) fn mean_in_disc(points: &[(f64, f64)], dots: bool, radius: f64) -> f64 {
    const PARTS: u32 = 60;
    let at = |distance: f64| {
        let below = points.iter().take_while(|point| point.0 <= distance).last();
        let above = points.iter().find(|point| point.0 > distance);
        match (below, above) {
            (Some(a), Some(b)) => a.1 + (b.1 - a.1) * (distance - a.0) / (b.0 - a.0),
            (Some(only), None) | (None, Some(only)) => only.1,
            (None, None) => 0.0,
        }
    };
    let (mut sum, mut total) = (0.0, 0.0);
    for part in 0..PARTS {
        let distance = radius * (f64::from(part) + 0.5) / f64::from(PARTS);
        let weight = if dots { distance } else { (radius * radius - distance * distance).sqrt() };
        sum += weight * at(distance);
        total += weight;
    }
    sum / total
}

/// Looks at single hairs of the surround. `side` is -1 where hair has less of the value than skin, 1 where it
/// has more; `width` is about the width of a hair in pixels.
pub(super) fn section(
    contrast: &Contrast,
    tiles: &[Tile],
    cells: &[Cell],
    dots: bool,
    [side, width]: [f64; 2],
) -> Option<Section> {
    let reach = (width / 2.0 + BESIDE).min(9.0);
    let at = |share: f64| side * contrast.at(if side < 0.0 { 1.0 - share } else { share });
    let (skin, hair) = (at(0.4), at(0.985));
    let look = Look { contrast, side, reach, width, dots, limit: skin + 0.5 * (hair - skin) };
    let mut sums = vec![[0.0; 6]; floor(reach / STEP) + 1];
    let chosen: Vec<&Cell> =
        cells.iter().filter(|c| c.zone == SURROUND && c.verdict == Verdict::Used).collect();
    let mut hairs = 0;
    // Cells from all over the surround, as many as are needed.
    let stride = 7;
    'all: for first in 0..stride {
        for cell in chosen.iter().skip(first).step_by(stride) {
            let Some(tile) = tiles.get(cell.tile) else { continue };
            hairs += look.add(tile, cell, &mut sums);
            if hairs >= ENOUGH {
                break 'all;
            }
        }
    }
    sums.retain(|sum| sum[2] > 0.0);
    let points: Vec<[f64; 3]> =
        sums.iter().map(|[place, value, count, ..]| [place / count, side * value / count, *count]).collect();
    let along = along(&sums, side, dots);
    (hairs >= FEWEST && points.len() > 8).then_some(Section { points, hairs, along })
}

/// Colour that hairs change in all: blurred colour only moves it sideways.
fn along(sums: &[[f64; 6]], side: f64, dots: bool) -> Option<[f64; 3]> {
    let mean = |sum: &[f64; 6]| [1, 3, 4, 5].map(|i: usize| sum[i] / sum[2].max(1.0));
    let far: Vec<[f64; 4]> = sums.iter().rev().take(4).map(mean).collect();
    let base = [0, 1, 2, 3].map(|i: usize| far.iter().map(|m| m[i]).sum::<f64>() / far.len().max(1) as f64);
    let mut total = [0.0; 4];
    for sum in sums {
        let weight = if dots { sum[0] / sum[2] } else { 1.0 };
        for ((total, value), base) in total.iter_mut().zip(mean(sum)).zip(base) {
            *total += weight * (value - base);
        }
    }
    let [value, color @ ..] = total;
    (value.abs() > 1e-6).then(|| color.map(|change| side * change / value))
}

struct Look<'a> {
    contrast: &'a Contrast,
    side: f64,
    reach: f64,
    width: f64,
    dots: bool,
    /// Least value of a hair's middle.
    limit: f64,
}

impl Look<'_> {
    /// Adds the single hairs of a cell and returns how many.
    fn add(&self, tile: &Tile, cell: &Cell, sums: &mut [[f64; 6]]) -> usize {
        let far = floor(self.reach) + 3;
        let (left, top) = (cell.area[0].max(far), cell.area[1].max(far));
        let right = cell.area[2].min(tile.width.saturating_sub(far));
        let bottom = cell.area[3].min(tile.height.saturating_sub(far));
        if left >= right || top >= bottom {
            return 0;
        }
        // Values of the cell and its neighbourhood, once.
        let (wide, high) = (right - left + 2 * far, bottom - top + 2 * far);
        let mut values = Vec::with_capacity(wide * high);
        let mut colors = Vec::with_capacity(wide * high);
        #[expect(clippy::cast_possible_truncation, reason = "colours need no more than f32")]
        let flatten = (1.0 / cell.light) as f32;
        for y in top - far..bottom + far {
            for at in tile.index(left - far, y)..tile.index(right + far, y) {
                let free = tile.zone.get(at) == Some(&SURROUND) && tile.clipped.get(at) == Some(&false);
                let value = tile.xyz.get(at).map_or(0.0, |xyz| self.contrast.value(*xyz));
                values.push(if free { self.side * value / cell.light } else { f64::NAN });
                colors.push(tile.xyz.get(at).map_or([0.0; 3], |xyz| xyz.map(|value| value * flatten)));
            }
        }
        let field = Field { values, colors, wide };
        let mut hairs = 0;
        for y in far..high - far {
            for x in far..wide - far {
                if field.at(x, y) >= self.limit && self.add_hair(&field, x, y, sums) {
                    hairs += 1;
                }
            }
        }
        hairs
    }

    fn add_hair(&self, field: &Field, x: usize, y: usize, sums: &mut [[f64; 6]]) -> bool {
        let here = field.at(x, y);
        let across = if self.dots {
            // The highest of its neighbours.
            let lower = (y - 1..=y + 1).all(|r| (x - 1..=x + 1).all(|c| field.at(c, r) <= here));
            if !lower {
                return false;
            }
            None
        } else {
            let Some((cos, sin)) = field.across(x, y) else { return false };
            let (dx, dy) = ((cos * 1.3).round(), (sin * 1.3).round());
            let (before, after) = (field.step(x, y, -dx, -dy), field.step(x, y, dx, dy));
            if !(before <= here && after <= here) {
                return false;
            }
            Some((cos, sin))
        };
        let far = floor(self.reach) + 2;
        let near: Vec<(f64, f64, f64, usize)> = (y - far..=y + far)
            .flat_map(|r| (x - far..=x + far).map(move |c| (c, r)))
            .map(|(c, r)| (c as f64 - x as f64, r as f64 - y as f64, field.at(c, r), r * field.wide + c))
            .collect();
        let core = self.width / 2.0 + 0.8;
        let mut middle = [0.0; 2];
        for _ in 0..2 {
            let mut moments = [0.0; 3];
            for &(dx, dy, value, _) in &near {
                let (dx, dy) = (dx - middle[0], dy - middle[1]);
                let (distance, inside) = distance(across, dx, dy);
                if inside && distance.abs() <= core {
                    let weight = (value - self.limit).max(0.0);
                    moments[0] += weight;
                    moments[1] += weight * dx;
                    moments[2] += weight * dy;
                }
            }
            if moments[0].is_nan() || moments[0] <= 0.0 {
                return false;
            }
            let (mx, my) = (moments[1] / moments[0], moments[2] / moments[0]);
            let (mx, my) = across.map_or((mx, my), |(cos, sin)| {
                let off = mx * cos + my * sin;
                (off * cos, off * sin)
            });
            middle = [middle[0] + mx, middle[1] + my];
        }
        if middle[0].hypot(middle[1]) > 1.0 {
            return false;
        }
        let placed = near.iter().filter_map(|&(dx, dy, value, at)| {
            let (distance, inside) = distance(across, dx - middle[0], dy - middle[1]);
            (inside && distance.abs() < self.reach).then_some((distance, value, at))
        });
        let placed: Vec<(f64, f64, usize)> = placed.collect();
        let flank = self.width / 2.0 + 2.0;
        let beside = |from: f64, to: f64| {
            let part = placed.iter().filter(|(d, ..)| *d >= from && *d <= to);
            let (sum, n) = part.fold((0.0, 0.0), |(sum, n), (_, value, _)| (sum + value, n + 1.0));
            sum / n
        };
        let base = if self.dots {
            beside(flank, self.reach)
        } else {
            0.5 * (beside(flank, self.reach) + beside(-self.reach, -flank))
        };
        let free = base + FREE * (here - base);
        // Any missing pixel is no number, and then this is not a single hair either.
        let single =
            placed.iter().all(|(d, value, _)| *value <= free || (value.is_finite() && d.abs() < flank));
        if !single || base.is_nan() || here <= base {
            return false;
        }
        for (distance, value, at) in placed {
            let color = field.colors.get(at).copied().unwrap_or_default().map(f64::from);
            if let Some(sum) = sums.get_mut(floor(distance.abs() / STEP)) {
                let adds = [distance.abs(), value, 1.0, color[0], color[1], color[2]];
                for (total, add) in sum.iter_mut().zip(adds) {
                    *total += add;
                }
            }
        }
        true
    }
}

/// Distance from the axis or middle, and whether the place belongs to the section.
fn distance(across: Option<(f64, f64)>, dx: f64, dy: f64) -> (f64, bool) {
    match across {
        Some((cos, sin)) => (dx * cos + dy * sin, (dy * cos - dx * sin).abs() <= ALONG),
        None => (dx.hypot(dy), true),
    }
}

struct Field {
    values: Vec<f64>,
    colors: Vec<[f32; 3]>,
    wide: usize,
}

impl Field {
    fn at(&self, x: usize, y: usize) -> f64 {
        self.values.get(y * self.wide + x).copied().unwrap_or(f64::NAN)
    }

    fn step(&self, x: usize, y: usize, dx: f64, dy: f64) -> f64 {
        self.at(floor(x as f64 + dx), floor(y as f64 + dy))
    }

    /// Direction in which the value changes most around a place, where it is clear.
    fn across(&self, x: usize, y: usize) -> Option<(f64, f64)> {
        let mut tensor = [0.0; 3];
        for r in y - 3..=y + 3 {
            for c in x - 3..=x + 3 {
                let gx = self.at(c + 1, r) - self.at(c - 1, r);
                let gy = self.at(c, r + 1) - self.at(c, r - 1);
                tensor = [tensor[0] + gx * gx, tensor[1] + gx * gy, tensor[2] + gy * gy];
            }
        }
        let trace = tensor[0] + tensor[2];
        let agree = f64::hypot(tensor[0] - tensor[2], 2.0 * tensor[1]) / trace;
        (agree > 0.75).then(|| {
            let angle = 0.5 * f64::atan2(2.0 * tensor[1], tensor[0] - tensor[2]);
            (angle.cos(), angle.sin())
        })
    }
}
