//! Blur of the picture from its strongest edges.
//!
//! An edge that is blurred once more by a known amount loses more of its slope the sharper it was: with a blur σ
//! and s on top, slopes fall to σ / √(σ² + s²) (Zhuo and Sim, Pattern Recognition 44, 2011). Slopes are taken along
//! four ways by themselves, so that a shake shows along its own. Coarser copies of the picture come first: noise
//! cannot feign sharpness there.

use rayon::prelude::*;

use super::area::Area;
use crate::photo::LinearImage;

/// Cells across and down; of each a tile is looked at.
const CELLS: (u32, u32) = (8, 6);
/// Pixels along a tile's side.
const TILE: usize = 192;
/// Standard deviation of the blur put on top, in pixels: 1-2-1 three times.
const ON_TOP: f64 = 1.224_744_871_391_589;
/// Weakest change of the square root of light over a pixel that is an edge, on the picture and on its copies of half
/// and a quarter of the size, where noise is less.
const WEAKEST: [f32; 3] = [0.012, 0.007, 0.004];
/// Edges that are judged in a tile: the strongest of them.
const JUDGED: f64 = 0.01;
/// Fewest edges of a tile, and fewest tiles, that say something.
const FEWEST_EDGES: usize = 12;
const FEWEST_TILES: usize = 3;
/// A blur above which a coarser copy is believed, in its pixels.
const COARSE_ENOUGH: f64 = 1.4;

/// Standard deviation of the blur in pixels, along the worst way; none where there is no edge.
pub(super) fn measure(image: &LinearImage, area: &Area) -> Option<f64> {
    let tiles: Vec<Tile> =
        area.cells(CELLS.0, CELLS.1).par_iter().filter_map(|rect| Tile::read(image, *rect)).collect();
    let mut scales = vec![tiles];
    for _ in 0..2 {
        let finer = scales.last().map(Vec::as_slice).unwrap_or_default();
        let coarser: Vec<Tile> = finer.par_iter().map(Tile::halved).collect();
        scales.push(coarser);
    }
    let mut finest = None;
    for (index, tiles) in scales.iter().enumerate().rev() {
        let scale = [1.0, 2.0, 4.0][index];
        let found = Way::ALL.map(|way| of_tiles(tiles, way, WEAKEST[index]));
        let Some(blur) = found.into_iter().flatten().reduce(f64::max) else { continue };
        finest = Some(scale * blur);
        if blur > COARSE_ENOUGH {
            break;
        }
    }
    finest
}

/// Along what slopes are taken.
#[derive(Debug, Clone, Copy)]
enum Way {
    Across,
    Down,
    Falling,
    Rising,
}

impl Way {
    const ALL: [Self; 4] = [Self::Across, Self::Down, Self::Falling, Self::Rising];

    /// Step to the next pixel along it, step beside it, and the length of the first in pixels.
    fn steps(self, side: usize) -> (usize, usize, f64) {
        match self {
            Self::Across => (1, side, 1.0),
            Self::Down => (side, 1, 1.0),
            Self::Falling => (side + 1, side - 1, std::f64::consts::SQRT_2),
            Self::Rising => (side - 1, side + 1, std::f64::consts::SQRT_2),
        }
    }
}

/// A square of the picture: the square root of luminance.
struct Tile {
    side: usize,
    pixels: Vec<f32>,
}

impl Tile {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "inside the picture")]
    fn read(image: &LinearImage, [left, top, right, bottom]: [f64; 4]) -> Option<Self> {
        let side = TILE.min((right - left).min(bottom - top) as usize);
        let (x, y) = (
            (f64::midpoint(left, right) - side as f64 / 2.0) as usize,
            f64::midpoint(top, bottom) - side as f64 / 2.0,
        );
        if side < 24 {
            return None;
        }
        let mut pixels = Vec::with_capacity(side * side);
        for row in (y as u32..).take(side) {
            let codes = image.row(row)?.get(x..x + side)?;
            pixels.extend(codes.iter().map(|[r, g, b]| {
                let light = 0.2627 * f32::from(*r) + 0.678 * f32::from(*g) + 0.0593 * f32::from(*b);
                (light / f32::from(LinearImage::WHITE)).sqrt()
            }));
        }
        Some(Self { side, pixels })
    }

    fn halved(&self) -> Self {
        let side = self.side / 2;
        let at = |x: usize, y: usize| self.pixels.get(y * self.side + x).copied().unwrap_or(0.0);
        let mean = |x: usize, y: usize| {
            (at(2 * x, 2 * y) + at(2 * x + 1, 2 * y) + at(2 * x, 2 * y + 1) + at(2 * x + 1, 2 * y + 1)) / 4.0
        };
        let pixels =
            (0..side).flat_map(|y| (0..side).map(move |x| (x, y))).map(|(x, y)| mean(x, y)).collect();
        Self { side, pixels }
    }

    /// The blur along a way from the strongest edges, in pixels.
    fn blur(&self, way: Way, weakest: f32) -> Option<f64> {
        let side = self.side;
        let (along, beside, length) = way.steps(side);
        // Noise is averaged beside the edge, not across it.
        let calm = smoothed(&self.pixels, beside);
        let mut twice = calm.clone();
        for _ in 0..3 {
            twice = smoothed(&twice, along);
        }
        let slope = |pixels: &[f32], at: usize| {
            let (before, after) = (pixels.get(at.wrapping_sub(along)), pixels.get(at + along));
            before.zip(after).map_or(0.0, |(before, after)| (after - before) / 2.0)
        };
        let inner = (4..side.saturating_sub(4)).flat_map(|y| (4..side - 4).map(move |x| y * side + x));
        let mut edges: Vec<(f32, f32)> = inner
            .filter_map(|at| {
                let now = slope(&calm, at).abs();
                let top = now >= slope(&calm, at - along).abs() && now >= slope(&calm, at + along).abs();
                (now >= weakest && top).then(|| (now, slope(&twice, at).abs()))
            })
            .collect();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
        let judged = ((side * side) as f64 * JUDGED) as usize;
        edges.sort_by(|a, b| b.0.total_cmp(&a.0));
        edges.truncate(judged.max(FEWEST_EDGES));
        if edges.len() < FEWEST_EDGES {
            return None;
        }
        let mut blurs: Vec<f64> =
            edges.iter().map(|(now, twice)| blur(f64::from(*now), f64::from(*twice))).collect();
        blurs.sort_by(f64::total_cmp);
        blurs.get(blurs.len() / 2).map(|steps| length * steps)
    }
}

/// σ from a slope before and after.
fn blur(before: f64, after: f64) -> f64 {
    let ratio = (before / after.max(1e-9)).max(1.0 + 1e-6);
    (ON_TOP / (ratio * ratio - 1.0).sqrt()).min(20.0)
}

/// Smoothed by 1-2-1 over steps of `stride` pixels; what has no neighbour stays. Rows run into each other at their ends,
/// where no edge is judged.
fn smoothed(pixels: &[f32], stride: usize) -> Vec<f32> {
    let mut out = pixels.to_vec();
    let neighbours = pixels.iter().zip(pixels.iter().skip(stride)).zip(pixels.iter().skip(2 * stride));
    for (out, ((before, here), after)) in out.iter_mut().skip(stride).zip(neighbours) {
        *out = 0.25 * before + 0.5 * here + 0.25 * after;
    }
    out
}

/// The median over tiles along one way.
fn of_tiles(tiles: &[Tile], way: Way, weakest: f32) -> Option<f64> {
    let mut blurs: Vec<f64> = tiles.par_iter().filter_map(|tile| tile.blur(way, weakest)).collect();
    blurs.sort_by(f64::total_cmp);
    (blurs.len() >= FEWEST_TILES).then(|| blurs.get(blurs.len() / 2).copied()).flatten()
}
