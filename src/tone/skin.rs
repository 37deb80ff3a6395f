//! The tone of skin and the mean of everything, from one walk over the pixels of a zone.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::bootstrap::{Block, covariance};
use super::cell::{Cell, Hair, Verdict};
use super::judge::lab;
use super::number::{center_and_spread, floor, quantile};
use super::peak::{self, Peak};
use super::tile::Tile;
use crate::calibrate::LightModel;
use crate::color::{Lab, Xyz, lab_from_linear, lab_of};
use crate::photo::LinearImage;

/// Pixels of one zone in one square, flattened.
#[derive(Debug)]
pub(super) struct Patch {
    /// What it is resampled with: its tile, and the column and row of the larger square that holds it.
    block: [usize; 3],
    labs: Vec<[f32; 3]>,
    /// Sum of their XYZ.
    sum: [f64; 3],
}

/// A colour with its spread from pixel to pixel or place to place, its own error, and the pixels it is of.
#[derive(Debug, Clone)]
pub(super) struct Measured {
    pub(super) lab: Lab,
    pub(super) spread: [f64; 3],
    pub(super) covariance: [[f64; 3]; 3],
    pub(super) pixels: usize,
    /// L* from and to, between which pixels count as this skin; nothing for a mean of everything.
    pub(super) band: [f64; 2],
}

/// Cells across a block of the resampling: mottling, hair and shine change over about 3 mm.
const BLOCK_CELLS: usize = 4;
/// Standard deviations about the peak within which pixels count as bare skin.
const NEAR_PEAK: f64 = 1.2;
/// Standard deviations about the middle within which pixels of skin alone are looked for.
const WIDE: f64 = 2.5;
/// Fewest pixels of a patch that tell its texture.
const TEXTURE_PIXELS: usize = 8;
/// How much rougher than the calm ones of its zone a patch may be that holds skin alone.
const ROUGHER: f64 = 1.35;
/// Share of patches from which on the others may be left out as rough.
const CALM_SHARE: f64 = 0.2;

/// Reads the accepted pixels of a zone. `parts` is the number of squares across a cell, `border` the distance in
/// pixels to other zones below which a pixel is left out.
pub(super) fn patches(
    tiles: &[Tile],
    cells: &[Cell],
    zone: u16,
    model: &LightModel,
    (parts, border): (usize, usize),
) -> Vec<Patch> {
    let chosen: Vec<&Cell> = cells.iter().filter(|c| c.zone == zone && c.verdict == Verdict::Used).collect();
    chosen
        .par_iter()
        .flat_map_iter(|cell| {
            let tile = tiles.get(cell.tile);
            squares(cell, parts).filter_map(move |area| patch(tile?, cell, area, model, border))
        })
        .collect()
}

/// Cuts a cell into `parts` squares across.
pub(super) fn squares(cell: &Cell, parts: usize) -> impl Iterator<Item = [usize; 4]> + use<> {
    let [left, top, right, bottom] = cell.area;
    let cut = move |from: usize, to: usize, i: usize| from + (to - from) * i / parts;
    (0..parts * parts).map(move |i| (i % parts, i / parts)).map(move |(x, y)| {
        [cut(left, right, x), cut(top, bottom, y), cut(left, right, x + 1), cut(top, bottom, y + 1)]
    })
}

/// The accepted pixels in one square of a cell; none when there are none.
pub(super) fn patch(
    tile: &Tile,
    cell: &Cell,
    area: [usize; 4],
    model: &LightModel,
    border: usize,
) -> Option<Patch> {
    let mut pixels = Vec::with_capacity((area[2] - area[0]) * (area[3] - area[1]));
    let mut sum = [0u64; 3];
    for y in area[1]..area[3] {
        for at in tile.index(area[0], y)..tile.index(area[2], y) {
            let own = tile.zone.get(at) == Some(&cell.zone) && tile.clipped.get(at) == Some(&false);
            if !own || (border > 0 && tile.near_edge(at, border)) {
                continue;
            }
            let Some(linear) = tile.linear.get(at) else { continue };
            pixels.push(*linear);
            sum = [0, 1, 2].map(|i: usize| sum[i] + u64::from(linear[i]));
        }
    }
    if pixels.is_empty() {
        return None;
    }
    let (labs, sum) = match model.plain() {
        Some(matrix) => straight(&pixels, sum, matrix, cell.light),
        None => curved(&pixels, model, cell.light),
    };
    let side = BLOCK_CELLS * (cell.area[2] - cell.area[0]).max(cell.area[3] - cell.area[1]).max(1);
    Some(Patch { block: [cell.tile, cell.area[0] / side, cell.area[1] / side], labs, sum })
}

/// Colours of pixels, and the sum of their XYZ, by a matrix; `sum` is that of their codes.
fn straight(
    pixels: &[[u16; 3]],
    sum: [u64; 3],
    matrix: &[[f64; 3]; 3],
    light: f64,
) -> (Vec<[f32; 3]>, [f64; 3]) {
    let flat = matrix.map(|row| row.map(|value| value / light));
    let mut labs = Vec::new();
    lab_from_linear(pixels, &flat, &mut labs);
    let white = f64::from(LinearImage::WHITE);
    let sum = flat.map(|row| row.iter().zip(sum).map(|(value, sum)| value * sum as f64 / white).sum());
    (labs, sum)
}

/// The same by a model that is no matrix.
fn curved(pixels: &[[u16; 3]], model: &LightModel, light: f64) -> (Vec<[f32; 3]>, [f64; 3]) {
    let mut sum = [0.0; 3];
    let labs = pixels
        .iter()
        .map(|codes| {
            let xyz = model.xyz(codes.map(|code| f64::from(code) / f64::from(LinearImage::WHITE)));
            let flat = [xyz.x / light, xyz.y / light, xyz.z / light];
            sum = [0, 1, 2].map(|i: usize| sum[i] + flat[i]);
            let lab = lab_of(Xyz::new(flat[0], flat[1], flat[2]));
            #[expect(clippy::cast_possible_truncation, reason = "as exact as the fast way")]
            let lab = [lab.l as f32, lab.a as f32, lab.b as f32];
            lab
        })
        .collect();
    (labs, sum)
}

/// Pixels of patches.
pub(super) fn count(patches: &[Patch]) -> usize {
    patches.iter().map(|patch| patch.labs.len()).sum()
}

/// Roughness above which patches are left out as much rougher than the calm ones: over a scar those are the ones
/// with hair across. None when too few patches tell.
pub(super) fn rough_limit(patches: &[Patch]) -> Option<f64> {
    let mut known: Vec<f64> = patches.iter().filter_map(Patch::roughness).collect();
    // Never more than half: what is rough only because its skin is lighter must not be left out.
    (known.len() >= 8).then(|| {
        let calm = ROUGHER * quantile(&mut known, CALM_SHARE);
        calm.max(quantile(&mut known, 0.5))
    })
}

impl Patch {
    /// L*, a*, b* of its pixels.
    pub(super) fn labs(&self) -> &[[f32; 3]] {
        &self.labs
    }

    /// Whether it is not rougher than this.
    pub(super) fn is_calm(&self, limit: Option<f64>) -> bool {
        limit.is_none_or(|limit| self.roughness().is_some_and(|rough| rough <= limit))
    }

    fn roughness(&self) -> Option<f64> {
        (self.labs.len() >= TEXTURE_PIXELS).then(|| roughness(&self.labs))
    }
}

/// Standard deviation of colour inside a patch.
fn roughness(labs: &[[f32; 3]]) -> f64 {
    let n = labs.len() as f64;
    let variance = |i: usize| {
        let sum: f64 = labs.iter().map(|lab| f64::from(lab[i])).sum();
        let squares: f64 = labs.iter().map(|lab| f64::from(lab[i]).powi(2)).sum();
        (squares / n - (sum / n).powi(2)).max(0.0)
    };
    (variance(0) + variance(1) + variance(2)).sqrt()
}

/// Skin among hair that is darker or lighter, or skin alone.
pub(super) fn skin(patches: &[Patch], hair: Option<Hair>, seed: u64) -> Option<Measured> {
    let levels = || patches.iter().flat_map(|patch| patch.labs.iter().map(|lab| lab[0]));
    let bell = peak::fit(levels(), hair)?;
    let bell = if hair.is_none() { middle(levels(), bell) } else { bell };
    let band = [bell.center - NEAR_PEAK * bell.sd, bell.center + NEAR_PEAK * bell.sd];
    let parts: Vec<Option<Block>> = patches.par_iter().map(|patch| near_peak(patch, band)).collect();
    let blocks: Vec<Block> = parts.iter().copied().flatten().collect();
    let count: f64 = blocks.iter().map(|block| block.weight).sum();
    if count < 1.0 {
        return None;
    }
    let [_, a, b] = [0, 1, 2].map(|i: usize| blocks.iter().map(|block| block.sum[i]).sum::<f64>() / count);
    let apart = |i: usize| {
        center_and_spread(&blocks.iter().map(|block| block.sum[i] / block.weight).collect::<Vec<_>>()).1
    };
    Some(Measured {
        lab: Lab::new(bell.center, a, b),
        spread: [bell.sd, apart(1), apart(2)],
        covariance: covariance(&together(patches, &parts), seed),
        pixels: floor(count),
        band,
    })
}

/// Median of what lies about a bell, step by step; its place where nothing but skin is left.
fn middle(levels: impl Iterator<Item = f32>, bell: Peak) -> Peak {
    let mut held: Vec<f64> = levels.map(f64::from).collect();
    let mut found = bell;
    for _ in 0..3 {
        let reach = WIDE * found.sd.max(0.8);
        held.retain(|level| {
            (level - bell.center).abs() <= 2.0 * reach && (level - found.center).abs() <= reach
        });
        if held.len() < 8 {
            break;
        }
        let (center, sd) = center_and_spread(&held);
        found = Peak { center, sd };
    }
    found
}

/// Sum over a patch's pixels near the peak, as Lab.
fn near_peak(patch: &Patch, [from, to]: [f64; 2]) -> Option<Block> {
    let mut block = Block::default();
    for lab in &patch.labs {
        let lab = lab.map(f64::from);
        if lab[0] >= from && lab[0] <= to {
            block.weight += 1.0;
            block.sum = [0, 1, 2].map(|i: usize| block.sum[i] + lab[i]);
        }
    }
    (block.weight > 0.0).then_some(block)
}

/// Mean of everything in linear light.
pub(super) fn area(patches: &[Patch], seed: u64) -> Option<Measured> {
    let pixels = count(patches);
    let sum = [0, 1, 2].map(|i: usize| patches.iter().map(|patch| patch.sum[i]).sum::<f64>());
    let own = |patch: &Patch| {
        let n = patch.labs.len() as f64;
        let mean = lab(patch.sum.map(|value| value / n));
        (n, [mean.l, mean.a, mean.b])
    };
    let means: Vec<(f64, [f64; 3])> = patches.iter().map(own).collect();
    let blocks: Vec<Option<Block>> =
        means.iter().map(|(n, lab)| Some(Block { weight: *n, sum: lab.map(|value| value * n) })).collect();
    let apart = |i: usize| center_and_spread(&means.iter().map(|mean| mean.1[i]).collect::<Vec<_>>()).1;
    (pixels > 0).then(|| Measured {
        lab: lab(sum.map(|value| value / pixels as f64)),
        spread: [0, 1, 2].map(apart),
        covariance: covariance(&together(patches, &blocks), seed),
        pixels,
        band: [0.0; 2],
    })
}

/// Sums of the patches of each block.
fn together(patches: &[Patch], sums: &[Option<Block>]) -> Vec<Block> {
    let mut blocks: BTreeMap<[usize; 3], Block> = BTreeMap::new();
    for (patch, sum) in patches.iter().zip(sums) {
        let Some(sum) = sum else { continue };
        let block = blocks.entry(patch.block).or_default();
        block.weight += sum.weight;
        for (total, value) in block.sum.iter_mut().zip(sum.sum) {
            *total += value;
        }
    }
    blocks.into_values().collect()
}
