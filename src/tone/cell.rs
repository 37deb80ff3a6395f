//! Small squares of skin: the scale at which light, shine, moles and redness are judged.
//!
//! A cell is larger than a hair and smaller than a mole. Whatever is rejected as light or as unlike skin is
//! rejected by whole cells, hairs included, so that the share of hair in what is left stays as it was.

use rayon::prelude::*;

use super::tile::{OUTSIDE, Tile};

/// Pixels of one zone in one square.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) zone: u16,
    /// Index of the tile that holds it.
    pub(super) tile: usize,
    /// Left, top, right, bottom in the tile's coordinates.
    pub(super) area: [usize; 4],
    /// Middle in pixels of the picture.
    pub(super) middle: [f64; 2],
    /// Pixels of the zone, clipped ones left out.
    pub(super) pixels: usize,
    /// Clipped pixels of the zone.
    pub(super) clipped: usize,
    /// Luminance at 10, 25, 50, 75 and 90 % of the pixels.
    pub(super) quantiles: [f64; 5],
    /// Mean XYZ of the pixels between 10 and 40, 30 and 70, 60 and 90 % of luminance.
    pub(super) bands: [[f64; 3]; 3],
    /// Light here against the reference; 1 until it is fitted.
    pub(super) light: f64,
    /// What became of it.
    pub(super) verdict: Verdict,
}

/// Whether a cell is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Used,
    Glare,
    DeepShade,
    Outlier,
    /// Too few pixels of it are not clipped.
    Clipped,
}

/// Which pixels of a cell are skin for the most part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hair {
    Darker,
    Lighter,
}

impl Cell {
    /// Calls `each` with the index of every pixel of the cell's zone.
    pub(super) fn each_of_zone(&self, tile: &Tile, mut each: impl FnMut(usize)) {
        let [left, top, right, bottom] = self.area;
        for y in top..bottom {
            for at in tile.index(left, y)..tile.index(right, y) {
                if tile.zone.get(at) == Some(&self.zone) {
                    each(at);
                }
            }
        }
    }

    /// Luminance and colour of its skin, hair being darker or lighter.
    pub(super) fn skin(&self, hair: Option<Hair>) -> [f64; 3] {
        match hair {
            Some(Hair::Darker) => self.bands[2],
            Some(Hair::Lighter) => self.bands[0],
            None => self.bands[1],
        }
    }
}

/// Cuts all tiles into cells of a side of `side` pixels.
pub(super) fn cells(tiles: &[Tile], side: usize) -> Vec<Cell> {
    tiles.par_iter().enumerate().flat_map_iter(|(index, tile)| tile_cells(index, tile, side)).collect()
}

/// The cells of one tile.
pub(super) fn tile_cells(index: usize, tile: &Tile, side: usize) -> Vec<Cell> {
    let mut found = Vec::new();
    let [left, top, right, bottom] = tile.core;
    for y in (top..bottom).step_by(side) {
        for x in (left..right).step_by(side) {
            let area = [x, y, (x + side).min(right), (y + side).min(bottom)];
            let mut zones: Vec<u16> = (area[1]..area[3])
                .flat_map(|row| {
                    tile.zone.get(tile.index(area[0], row)..tile.index(area[2], row)).unwrap_or(&[])
                })
                .copied()
                .filter(|&zone| zone != OUTSIDE)
                .collect();
            zones.sort_unstable();
            zones.dedup();
            found.extend(zones.into_iter().filter_map(|zone| cell(index, tile, area, zone)));
        }
    }
    found
}

/// Fewest pixels that make a cell.
const FEWEST: usize = 5;

fn cell(index: usize, tile: &Tile, area: [usize; 4], zone: u16) -> Option<Cell> {
    let mut clipped = 0;
    // Luminance, which is never below 0, and place in one number: its bits sort as it does.
    let mut light: Vec<u64> = Vec::with_capacity((area[2] - area[0]) * (area[3] - area[1]));
    for y in area[1]..area[3] {
        for at in tile.index(area[0], y)..tile.index(area[2], y) {
            if tile.zone.get(at) != Some(&zone) {
                continue;
            }
            if tile.clipped.get(at) == Some(&true) {
                clipped += 1;
            } else if let Some(xyz) = tile.xyz.get(at) {
                light.push((u64::from(xyz[1].max(0.0).to_bits()) << 32) | at as u64);
            }
        }
    }
    let n = light.len();
    if n + clipped < FEWEST {
        return None;
    }
    light.sort_unstable();
    let rank = |share: f64| super::number::floor(share * n as f64).min(n.saturating_sub(1));
    let place = |key: &u64| usize::try_from(key & u64::from(u32::MAX)).ok();
    let color = |key: &u64| place(key).and_then(|at| tile.xyz.get(at));
    let quantile = |share: f64| light.get(rank(share)).and_then(color).map_or(0.0, |xyz| f64::from(xyz[1]));
    let band = |from: f64, to: f64| {
        let part = light.get(rank(from)..rank(to).max(rank(from) + 1).min(n)).unwrap_or(&[]);
        let mut sum = [0.0; 3];
        for xyz in part.iter().filter_map(color) {
            for (total, value) in sum.iter_mut().zip(xyz) {
                *total += f64::from(*value);
            }
        }
        sum.map(|total| total / part.len().max(1) as f64)
    };
    Some(Cell {
        zone,
        tile: index,
        area,
        middle: [
            f64::from(tile.left) + (area[0] + area[2]) as f64 / 2.0,
            f64::from(tile.top) + (area[1] + area[3]) as f64 / 2.0,
        ],
        pixels: n,
        clipped,
        quantiles: [0.1, 0.25, 0.5, 0.75, 0.9].map(quantile),
        bands: [band(0.1, 0.4), band(0.3, 0.7), band(0.6, 0.9)],
        light: 1.0,
        verdict: if n * 2 < n + clipped || n < FEWEST { Verdict::Clipped } else { Verdict::Used },
    })
}
