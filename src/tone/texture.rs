//! What the pixels of a cell do beside each other, along the direction in which hair stands out.

use rayon::prelude::*;

use super::cell::{Cell, Verdict};
use super::contrast::Contrast;
use super::measure::each_pixel;
use super::number::median;
use super::tile::{SURROUND, Tile};

/// Median over cells of the skewness of what their pixels hold: mottling and light, which change slowly, do
/// not speak.
pub(super) fn skewness(contrast: &Contrast, tiles: &[Tile], cells: &[Cell]) -> f64 {
    let skews: Vec<f64> = chosen(cells, true)
        .par_iter()
        .filter_map(|cell| {
            let tile = tiles.get(cell.tile)?;
            let mut sums = [0.0; 4];
            each_pixel(tile, cell, |_, xyz| {
                let off = contrast.value(xyz) - contrast.mean;
                for (power, sum) in [1.0, off, off * off, off * off * off].into_iter().zip(&mut sums) {
                    *sum += power;
                }
            });
            let [n, one, two, three] = sums;
            let (one, two, three) = (one / n, two / n, three / n);
            let variance = two - one * one;
            let third = three - 3.0 * one * two + 2.0 * one * one * one;
            (n > 30.0 && variance > 0.0).then(|| third / variance.powf(1.5))
        })
        .collect();
    median(skews)
}

/// Mean square differences at 1 and 2 pixels, and how much the gradients of a cell agree in direction.
pub(super) fn steps(contrast: &Contrast, tiles: &[Tile], cells: &[Cell], surround: bool) -> ([f64; 2], f64) {
    let found: Vec<Steps> = chosen(cells, surround)
        .par_iter()
        .filter_map(|cell| tiles.get(cell.tile).map(|tile| cell_steps(contrast, tile, cell)))
        .collect();
    let coherences: Vec<f64> = found.iter().filter_map(|steps| steps.coherence).collect();
    // In scars the calmer half, over which no hair lies; elsewhere all but the few that may hold shine.
    let mut parts: Vec<Steps> = found.into_iter().filter(|steps| steps.counts[0] > 0.0).collect();
    parts.sort_by(|a, b| (a.sums[0] / a.counts[0]).total_cmp(&(b.sums[0] / b.counts[0])));
    parts.truncate(if surround { parts.len() - parts.len() / 33 } else { parts.len().div_ceil(2) });
    let mut sums = [0.0; 2];
    let mut counts = [0.0; 2];
    for part in parts {
        for k in 0..2 {
            sums[k] += part.sums[k];
            counts[k] += part.counts[k];
        }
    }
    ([0, 1].map(|k: usize| if counts[k] > 0.0 { sums[k] / counts[k] } else { 0.0 }), median(coherences))
}

fn chosen(cells: &[Cell], surround: bool) -> Vec<&Cell> {
    cells.iter().filter(|c| c.verdict == Verdict::Used && (c.zone == SURROUND) == surround).collect()
}

/// Squares of the differences in one cell at 1 and 2 pixels, and how many.
struct Steps {
    sums: [f64; 2],
    counts: [f64; 2],
    coherence: Option<f64>,
}

/// Farthest neighbour that is looked at, pixels.
const REACH: usize = 2;

fn cell_steps(contrast: &Contrast, tile: &Tile, cell: &Cell) -> Steps {
    let [left, top, right, bottom] = cell.area;
    let (width, height) = (right - left + REACH, bottom - top + REACH);
    let plane = plane(contrast, tile, cell);
    let at = |x: usize, y: usize| plane.get(y * width + x).copied().unwrap_or(f64::NAN);
    let (mut sums, mut counts, mut tensor) = ([0.0; 2], [0.0; 2], [0.0; 3]);
    for y in 0..height - REACH {
        for x in 0..width - REACH {
            let here = at(x, y);
            if here.is_nan() {
                continue;
            }
            for k in 0..REACH {
                // A neighbour of another zone is no number.
                let beside = [at(x + k + 1, y), at(x, y + k + 1)];
                for there in beside.into_iter().filter(|there| !there.is_nan()) {
                    counts[k] += 1.0;
                    sums[k] += (here - there) * (here - there);
                }
            }
            let (gx, gy) = (at(x + 2, y) - here, at(x, y + 2) - here);
            if !(gx + gy).is_nan() {
                tensor = [tensor[0] + gx * gx, tensor[1] + gx * gy, tensor[2] + gy * gy];
            }
        }
    }
    let trace = tensor[0] + tensor[2];
    let coherence = (trace > 0.0).then(|| f64::hypot(tensor[0] - tensor[2], 2.0 * tensor[1]) / trace);
    Steps { sums, counts, coherence }
}

/// Flattened values of a cell and of the two rows and columns after it; no number outside its zone.
fn plane(contrast: &Contrast, tile: &Tile, cell: &Cell) -> Vec<f64> {
    let [left, top, right, bottom] = cell.area;
    let mut plane = Vec::with_capacity((right - left + REACH) * (bottom - top + REACH));
    for y in top..bottom + REACH {
        for x in left..right + REACH {
            let at = tile.index(x, y);
            let inside = x < tile.width
                && tile.zone.get(at) == Some(&cell.zone)
                && tile.clipped.get(at) == Some(&false);
            let xyz = tile.xyz.get(at).filter(|_| inside);
            plane.push(xyz.map_or(f64::NAN, |xyz| contrast.value(*xyz) / cell.light));
        }
    }
    plane
}
