//! The colour direction in which hair stands out from skin at fine scale, and what pixels do along it.
//!
//! Scars carry no hair: what their pixels do at the same scale is noise, and only what goes beyond it in the
//! surround is hair. So grey hair on fair skin, as light as the skin and only less coloured, is found too.

use rayon::prelude::*;

use super::cell::{Cell, Verdict};
use super::measure::each_pixel;
use super::number::{center_and_spread, quantile};
use super::texture;
use super::tile::{SURROUND, Tile};

/// Ratio of the surround's to the scars' fine differences from which on luminance alone tells hair.
const CLEAR_LUMINANCE: f64 = 4.0;
/// How many times that ratio another direction must reach to be taken instead.
const FAR_CLEARER: f64 = 2.5;

/// Second moments of colour differences between neighbouring places.
#[derive(Debug, Clone, Copy, Default)]
struct Moments {
    count: f64,
    /// Upper triangle: xx, xy, xz, yy, yz, zz.
    sums: [f64; 6],
}

/// Colour along the direction of hair.
#[derive(Debug, Clone)]
pub(super) struct Contrast {
    /// Projection of a flattened XYZ on the direction in which noise is least and hair shows most; grows
    /// with luminance where that tells.
    pub(super) projection: [f64; 3],
    /// Change of XYZ for a change of 1 of the projection as hair makes it.
    pub(super) along: [f64; 3],
    /// L* of the pixels that hold least hair: skin, or a little on the hair's side of it.
    pub(super) peak: f64,
    /// Mean XYZ of the surround.
    pub(super) area: [f64; 3],
    /// Skewness of the projection at fine scale: below 0 when hair has less of it than skin.
    pub(super) skewness: f64,
    /// The projection is luminance.
    pub(super) by_luminance: bool,
    /// Values of the projection in the surround, sorted, and their mean.
    pub(super) values: Vec<f64>,
    pub(super) mean: f64,
    /// Mean square differences at 1 and 2 pixels, noise taken off.
    pub(super) steps: [f64; 2],
    /// Standard deviation of the projection on hairless skin (mottling and noise).
    pub(super) noise: f64,
    /// Hair lies along a common direction: 0 for dots, towards 1 for strokes.
    pub(super) coherence: f64,
}

impl Contrast {
    pub(super) fn value(&self, xyz: [f32; 3]) -> f64 {
        self.projection.iter().zip(xyz).map(|(p, c)| p * f64::from(c)).sum()
    }

    /// Value that this share of the pixels stays below.
    pub(super) fn at(&self, share: f64) -> f64 {
        let last = self.values.len().saturating_sub(1);
        self.values
            .get(super::number::floor(share * self.values.len() as f64).min(last))
            .copied()
            .unwrap_or(0.0)
    }

    /// XYZ of a mix of skin and hair with this value.
    pub(super) fn color(&self, value: f64) -> [f64; 3] {
        std::array::from_fn(|i| self.area[i] + (value - self.mean) * self.along[i])
    }
}

/// Looks for the direction of hair; `None` when the surround shows nothing beyond the scars' noise. `plain`
/// asks for luminance, whatever other direction may be clearer.
pub(super) fn find(
    tiles: &[Tile],
    cells: &[Cell],
    mean_xyz: [f64; 3],
    peak: f64,
    plain: bool,
) -> Option<Contrast> {
    let fine = |surround| moments(tiles, cells, surround, Scale::Fine);
    let coarse = |surround| moments(tiles, cells, surround, Scale::Coarse);
    let (hairy, bald) = (fine(true), fine(false));
    if hairy.count < 200.0 {
        return None;
    }
    let scale = |m: Moments| m.sums.map(|sum| sum / m.count.max(1.0));
    let bald_fine = scale(bald);
    // Noise follows the light: bring the scars' noise to the surround's level.
    let noise = if bald.count > 200.0 { bald_fine } else { scale(hairy).map(|v| 0.1 * v) };
    let hairy_fine = scale(hairy);
    // Luminance is sharpest: it is used alone where it tells hair well enough.
    let luminance = [0.0, 1.0, 0.0];
    let clear = hairy_fine[3] > CLEAR_LUMINANCE * noise[3].max(1e-9);
    let best = best_direction(hairy_fine, noise, mean_xyz);
    let ratio = |p: [f64; 3]| along_both(hairy_fine, p) / along_both(noise, p).max(1e-12);
    let by_luminance = plain || clear && best.is_none_or(|best| ratio(best) < FAR_CLEARER * ratio(luminance));
    let (hairy_wide, bald_wide) = (scale(coarse(true)), scale(coarse(false)));
    // Colour may tell only at a scale that halved colour keeps.
    let wide = best_direction(hairy_wide, bald_wide, mean_xyz).filter(|best| {
        let ratio = |p: [f64; 3]| along_both(hairy_wide, p) / along_both(bald_wide, p).max(1e-12);
        by_luminance && !plain && ratio(*best) > FAR_CLEARER * ratio(luminance)
    });
    let by_luminance = by_luminance && wide.is_none();
    let projection = if by_luminance { luminance } else { wide.or(best)? };
    let signal: Vec<f64> = hairy_wide.iter().zip(bald_wide).map(|(a, b)| a - b).collect();
    let signal: [f64; 6] = std::array::from_fn(|i| signal.get(i).copied().unwrap_or(0.0));
    let reach = apply(signal, projection);
    let variance: f64 = reach.iter().zip(projection).map(|(a, b)| a * b).sum();
    if variance <= 0.0 {
        return None;
    }
    let along = reach.map(|value| value / variance);
    let mut contrast = Contrast {
        projection,
        along,
        skewness: 0.0,
        peak,
        by_luminance,
        area: mean_xyz,
        values: Vec::new(),
        mean: 0.0,
        steps: [0.0; 2],
        noise: 0.0,
        coherence: 0.0,
    };
    fill(&mut contrast, tiles, cells);
    (contrast.values.len() > 200).then_some(contrast)
}

#[derive(Clone, Copy, PartialEq)]
enum Scale {
    /// Neighbouring pixels two apart.
    Fine,
    /// Squares of 4 to 6 pixels side by side: halved chroma no longer matters much.
    Coarse,
}

fn moments(tiles: &[Tile], cells: &[Cell], surround: bool, scale: Scale) -> Moments {
    let chosen: Vec<&Cell> = cells
        .iter()
        .filter(|cell| cell.verdict == Verdict::Used && (cell.zone == SURROUND) == surround)
        .collect();
    let parts: Vec<Moments> = chosen
        .par_iter()
        .map(|cell| {
            tiles.get(cell.tile).map_or_else(Moments::default, |tile| cell_moments(tile, cell, scale))
        })
        .collect();
    let mut parts = parts;
    if !surround {
        // Hairs may lie over a scar's edge: the calmer half of its cells shows the noise.
        parts.retain(|part| part.count > 0.0);
        parts.sort_by(|a, b| (a.sums[3] / a.count).total_cmp(&(b.sums[3] / b.count)));
        parts.truncate(parts.len().div_ceil(2));
    }
    let mut total = Moments::default();
    for part in parts {
        total.count += part.count;
        for (sum, value) in total.sums.iter_mut().zip(part.sums) {
            *sum += value;
        }
    }
    total
}

fn cell_moments(tile: &Tile, cell: &Cell, scale: Scale) -> Moments {
    let mut moments = Moments::default();
    let mut add = |a: [f64; 3], b: [f64; 3]| {
        let d = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
        let products = [d[0] * d[0], d[0] * d[1], d[0] * d[2], d[1] * d[1], d[1] * d[2], d[2] * d[2]];
        moments.count += 1.0;
        for (sum, value) in moments.sums.iter_mut().zip(products) {
            *sum += value;
        }
    };
    let [left, top, right, bottom] = cell.area;
    let (block, apart) = match scale {
        Scale::Fine => (1, 2),
        // Where hairs are fine, the wider squares hold too much mottling.
        Scale::Coarse if right - left < 16 => (4, 4),
        Scale::Coarse => (6, 9),
    };
    let step = if scale == Scale::Fine { 1 } else { 2 };
    for y in (top..bottom).step_by(step) {
        for x in (left..right).step_by(step) {
            let Some(here) = block_mean(tile, cell, [x, y, block]) else { continue };
            for (dx, dy) in [(apart, 0), (0, apart)] {
                if let Some(there) = block_mean(tile, cell, [x + dx, y + dy, block]) {
                    add(here, there);
                }
            }
        }
    }
    moments
}

/// Mean flattened colour of a square of pixels of the cell's zone; may reach beyond the cell.
fn block_mean(tile: &Tile, cell: &Cell, [x, y, side]: [usize; 3]) -> Option<[f64; 3]> {
    if x + side > tile.width || y + side > tile.height {
        return None;
    }
    let mut sum = [0.0f32; 3];
    for row in y..y + side {
        for at in tile.index(x, row)..tile.index(x + side, row) {
            if tile.zone.get(at) != Some(&cell.zone) || tile.clipped.get(at) != Some(&false) {
                return None;
            }
            let xyz = tile.xyz.get(at)?;
            sum = [sum[0] + xyz[0], sum[1] + xyz[1], sum[2] + xyz[2]];
        }
    }
    let n = (side * side) as f64 * cell.light;
    Some(sum.map(|value| f64::from(value) / n))
}

/// Second moment along a direction.
fn along_both(m: [f64; 6], v: [f64; 3]) -> f64 {
    apply(m, v).iter().zip(v).map(|(a, b)| a * b).sum()
}

fn apply(m: [f64; 6], v: [f64; 3]) -> [f64; 3] {
    [
        m[0] * v[0] + m[1] * v[1] + m[2] * v[2],
        m[1] * v[0] + m[3] * v[1] + m[4] * v[2],
        m[2] * v[0] + m[4] * v[1] + m[5] * v[2],
    ]
}

/// Projection with the largest ratio of hair to noise: power iteration on noise⁻¹·(all − noise).
fn best_direction(all: [f64; 6], noise: [f64; 6], mean: [f64; 3]) -> Option<[f64; 3]> {
    let floor = 1e-3 * (all[0] + all[3] + all[5]) / 3.0 + 1e-9;
    let inverse =
        inverse([noise[0] + floor, noise[1], noise[2], noise[3] + floor, noise[4], noise[5] + floor])?;
    let signal: [f64; 6] = std::array::from_fn(|i| all[i] - noise[i]);
    let mut v = [0.3, 1.0, 0.2];
    for _ in 0..60 {
        let next = apply(inverse, apply(signal, v));
        let size = next.iter().map(|x| x * x).sum::<f64>().sqrt();
        if size <= 0.0 || !size.is_finite() {
            return None;
        }
        v = next.map(|x| x / size);
    }
    let spread: f64 = apply(signal, v).iter().zip(v).map(|(a, b)| a * b).sum();
    if spread <= 0.0 {
        return None;
    }
    // Scaled so that the mean colour projects on its own luminance where it can.
    let level: f64 = v.iter().zip(mean).map(|(a, b)| a * b).sum();
    let scale = if level.abs() > 0.2 * mean[1] { mean[1] / level } else { 1.0 };
    Some(v.map(|x| x * scale))
}

fn inverse(m: [f64; 6]) -> Option<[f64; 6]> {
    let [a, b, c, d, e, f] = m;
    let determinant = a * (d * f - e * e) - b * (b * f - c * e) + c * (b * e - c * d);
    if determinant.abs() < 1e-30 {
        return None;
    }
    let out = [d * f - e * e, c * e - b * f, b * e - c * d, a * f - c * c, b * c - a * e, a * d - b * b];
    Some(out.map(|value| value / determinant))
}

fn fill(contrast: &mut Contrast, tiles: &[Tile], cells: &[Cell]) {
    let used: Vec<&Cell> = cells.iter().filter(|cell| cell.verdict == Verdict::Used).collect();
    let (hairy, bare): (Vec<&Cell>, Vec<&Cell>) = used.iter().partition(|cell| cell.zone == SURROUND);
    let here = &*contrast;
    let own = |cell: &&Cell| {
        let mut own = Vec::with_capacity(cell.pixels);
        if let Some(tile) = tiles.get(cell.tile) {
            each_pixel(tile, cell, |_, xyz| own.push(here.value(xyz)));
        }
        own
    };
    let mut values: Vec<f64> = hairy.par_iter().flat_map_iter(own).collect();
    let level_and_spread = |mut own: Vec<f64>| {
        (own.len() >= 30).then(|| {
            let (low, high) = (quantile(&mut own, 0.16), quantile(&mut own, 0.84));
            [quantile(&mut own, 0.5), 0.5 * (high - low)]
        })
    };
    let bald: Vec<[f64; 2]> = bare.par_iter().filter_map(|cell| level_and_spread(own(cell))).collect();
    values.par_sort_unstable_by(f64::total_cmp);
    contrast.values = values;
    contrast.mean = contrast.values.iter().sum::<f64>() / contrast.values.len().max(1) as f64;
    // Hairs may lie over a scar: its calmer cells show the noise, its cells together the mottling.
    let levels: Vec<f64> = bald.iter().map(|cell| cell[0]).collect();
    let (level, mottling) = center_and_spread(&levels);
    let mut noises: Vec<f64> = bald.iter().map(|cell| cell[1]).collect();
    let noise = quantile(&mut noises, 0.35);
    contrast.noise = noise.hypot(mottling.min(2.0 * noise));
    // Noise and mottling follow the level of light.
    let at = |share: f64| {
        contrast
            .values
            .get(super::number::floor(share * contrast.values.len() as f64))
            .copied()
            .unwrap_or(0.0)
    };
    let follow = if level > 0.0 { (at(0.5) / level).clamp(0.3, 3.0) } else { 1.0 };
    contrast.noise *= follow;
    contrast.skewness = texture::skewness(contrast, tiles, cells);
    let (hairy, coherence) = texture::steps(contrast, tiles, cells, true);
    let (bald, _) = texture::steps(contrast, tiles, cells, false);
    contrast.coherence = coherence;
    contrast.steps = [0, 1].map(|i: usize| (hairy[i] - bald[i] * follow * follow).max(0.0));
}
