//! Connected pieces of hair: how long they are and how many stand on the skin.

use rayon::prelude::*;

use super::cell::{Cell, Verdict};
use super::hair::Separation;
use super::number::{floor, median};
use super::tile::{SURROUND, Tile};

/// Pieces in pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pieces {
    /// Median length of strokes.
    pub(super) length: Option<f64>,
    /// How many in the pixels looked at.
    pub(super) count: f64,
    /// Pixels looked at.
    pub(super) area: f64,
}

/// Pixels in which strokes are followed.
const ENOUGH_PIXELS: usize = 400_000;
/// Fewest single strokes for a median length.
const FEWEST: usize = 12;
/// Pixels a hair must be wide to be followed to its end.
const FOLLOWED_PX: f64 = 1.3;
/// Pixels between the places from which hairs are followed, and from a tile's edge.
const SEEDS_APART: usize = 5;
const EDGE: usize = 8;
/// Pixels of a step along a hair, the turn in radians it may try, and the longest way.
const STRIDE: f64 = 1.5;
const TURN: f64 = 0.10;
const LONGEST: f64 = 400.0;

/// Measures lengths on single strokes and counts hairs from the area they cover.
pub(super) fn pieces(tiles: &[Tile], cells: &[Cell], found: &Separation) -> Pieces {
    let pattern = found.unmixed.pattern;
    let area: usize = cells
        .iter()
        .filter(|cell| cell.zone == SURROUND && cell.verdict == Verdict::Used)
        .map(|cell| cell.pixels)
        .sum();
    let lengths: Vec<f64> = if pattern.dots || pattern.width < FOLLOWED_PX {
        Vec::new()
    } else {
        let step = (tiles.iter().map(|tile| tile.xyz.len()).sum::<usize>() / ENOUGH_PIXELS).max(1);
        tiles.par_iter().step_by(step).flat_map_iter(|tile| strokes(tile, found)).collect()
    };
    let length = (lengths.len() >= FEWEST).then(|| median(lengths)).filter(|length| *length > pattern.width);
    let round = std::f64::consts::PI * pattern.width * pattern.width / 4.0;
    let piece =
        round + length.unwrap_or(if pattern.dots { 0.0 } else { 12.0 * pattern.width }) * pattern.width;
    let thrown = -(1.0 - found.cover.min(0.95)).ln() / piece.max(0.1);
    Pieces { length, count: thrown * area as f64, area: area as f64 }
}

/// Lengths of hairs of a tile, each followed both ways from a place on it.
fn strokes(tile: &Tile, found: &Separation) -> Vec<f64> {
    let (skin, hair) = (found.unmixed.skin, found.unmixed.hair);
    let shares: Vec<f64> =
        tile.xyz.iter().map(|xyz| (skin - found.contrast.value(*xyz)) / (skin - hair)).collect();
    let walk = Walk {
        shares: &shares,
        width: tile.width,
        height: tile.height,
        limit: 0.6 * found.unmixed.pattern.peak(),
        gap: (0.6 * found.unmixed.pattern.width).max(1.0),
    };
    let mut lengths = Vec::new();
    for y in (EDGE..tile.height.saturating_sub(EDGE)).step_by(SEEDS_APART) {
        for x in (EDGE..tile.width.saturating_sub(EDGE)).step_by(SEEDS_APART) {
            let at = tile.index(x, y);
            if tile.zone.get(at) != Some(&SURROUND) || shares.get(at).is_none_or(|s| *s < walk.limit) {
                continue;
            }
            let Some(direction) = walk.direction(x, y) else { continue };
            let start = [x as f64, y as f64];
            if let (Some(there), Some(back)) =
                (walk.length(start, direction), walk.length(start, direction + std::f64::consts::PI))
            {
                lengths.push(there + back);
            }
        }
    }
    lengths
}

/// Shares of hair in a tile, to be walked along.
struct Walk<'a> {
    shares: &'a [f64],
    width: usize,
    height: usize,
    /// Share of hair at its edge.
    limit: f64,
    /// Longest gap that is walked over.
    gap: f64,
}

impl Walk<'_> {
    fn share(&self, x: f64, y: f64) -> Option<f64> {
        if !(x >= 0.0 && y >= 0.0) {
            return None;
        }
        let (column, row) = (floor(x), floor(y));
        if column + 1 >= self.width || row + 1 >= self.height {
            return None;
        }
        let (u, v) = (x - column as f64, y - row as f64);
        let at = |c: usize, r: usize| self.shares.get(r * self.width + c).copied();
        let top = at(column, row)? * (1.0 - u) + at(column + 1, row)? * u;
        let bottom = at(column, row + 1)? * (1.0 - u) + at(column + 1, row + 1)? * u;
        Some(top * (1.0 - v) + bottom * v)
    }

    /// Direction in which the share changes least around a place.
    fn direction(&self, x: usize, y: usize) -> Option<f64> {
        let mut tensor = [0.0; 3];
        for row in y.checked_sub(4)?..=y + 4 {
            for column in x.checked_sub(4)?..=x + 4 {
                let at = |c: usize, r: usize| self.shares.get(r * self.width + c).copied();
                let gx = at(column + 1, row)? - at(column.checked_sub(1)?, row)?;
                let gy = at(column, row + 1)? - at(column, row.checked_sub(1)?)?;
                tensor = [tensor[0] + gx * gx, tensor[1] + gx * gy, tensor[2] + gy * gy];
            }
        }
        Some(0.5 * f64::atan2(2.0 * tensor[1], tensor[0] - tensor[2]) + std::f64::consts::FRAC_PI_2)
    }

    /// Way along the hair to its end; `None` when it leaves the tile.
    fn length(&self, mut place: [f64; 2], mut direction: f64) -> Option<f64> {
        let (mut walked, mut reached) = (0.0, 0.0);
        while walked - reached <= self.gap && walked < LONGEST {
            let mut best = (f64::NEG_INFINITY, direction);
            for turn in [0.0, -TURN, TURN] {
                let (sin, cos) = (direction + turn).sin_cos();
                let share = self.share(place[0] + STRIDE * cos, place[1] + STRIDE * sin)?;
                if share > best.0 {
                    best = (share, direction + turn);
                }
            }
            if best.0 >= self.limit {
                reached = walked + STRIDE;
                direction += 0.5 * (best.1 - direction);
            }
            let (sin, cos) = direction.sin_cos();
            place = [place[0] + STRIDE * cos, place[1] + STRIDE * sin];
            walked += STRIDE;
        }
        Some(reached)
    }
}
