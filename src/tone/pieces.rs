//! Connected pieces of hair: how long they are and how many stand on the skin.

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

/// Fewest single strokes for a median length.
const FEWEST: usize = 12;
/// Times the usual width above which a piece is several hairs grown together.
const MERGED: f64 = 1.7;

/// Measures lengths on single strokes and counts hairs from the area they cover.
pub(super) fn pieces(tiles: &[Tile], cells: &[Cell], found: &Separation) -> Pieces {
    let pattern = found.unmixed.pattern;
    let area: usize = cells
        .iter()
        .filter(|cell| cell.zone == SURROUND && cell.verdict == Verdict::Used)
        .map(|cell| cell.pixels)
        .sum();
    let lengths: Vec<f64> =
        if pattern.dots { Vec::new() } else { tiles.iter().flat_map(|tile| strokes(tile, found)).collect() };
    let length = (lengths.len() >= FEWEST).then(|| median(lengths)).filter(|length| *length > pattern.width);
    let round = std::f64::consts::PI * pattern.width * pattern.width / 4.0;
    let piece =
        round + length.unwrap_or(if pattern.dots { 0.0 } else { 12.0 * pattern.width }) * pattern.width;
    let thrown = -(1.0 - found.cover.min(0.95)).ln() / piece.max(0.1);
    Pieces { length, count: thrown * area as f64, area: area as f64 }
}

/// Lengths of the single strokes of a tile.
fn strokes(tile: &Tile, found: &Separation) -> Vec<f64> {
    let (skin, hair) = (found.unmixed.skin, found.unmixed.hair);
    let limit = 0.5 * found.unmixed.pattern.peak();
    let share = |at: usize| {
        let value = tile.xyz.get(at).map_or(skin, |xyz| found.contrast.value(*xyz));
        (skin - value) / (skin - hair)
    };
    let mut open: Vec<bool> =
        (0..tile.zone.len()).map(|at| tile.zone.get(at) == Some(&SURROUND) && share(at) > limit).collect();
    let mut lengths = Vec::new();
    for start in 0..open.len() {
        if open.get(start) != Some(&true) {
            continue;
        }
        let piece = take_piece(&mut open, tile.width, start);
        if let Some(length) = length_of(&piece, tile, found.unmixed.pattern.width) {
            lengths.push(length);
        }
    }
    lengths
}

fn take_piece(open: &mut [bool], width: usize, start: usize) -> Vec<(usize, usize)> {
    let mut piece = Vec::new();
    let mut stack = vec![start];
    while let Some(at) = stack.pop() {
        match open.get_mut(at) {
            Some(state) if *state => *state = false,
            _ => continue,
        }
        let (x, y) = (at % width, at / width);
        piece.push((x, y));
        for (dx, dy) in [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, 1), (-1, 1), (1, -1)] {
            let (Some(nx), Some(ny)) = (x.checked_add_signed(dx), y.checked_add_signed(dy)) else { continue };
            if nx < width {
                stack.push(ny * width + nx);
            }
        }
    }
    piece
}

/// Length of a straight single hair from the spread of its pixels; `None` for anything else.
fn length_of(piece: &[(usize, usize)], tile: &Tile, width: f64) -> Option<f64> {
    let n = piece.len() as f64;
    let at_edge = piece.iter().any(|&(x, y)| x == 0 || y == 0 || x + 1 >= tile.width || y + 1 >= tile.height);
    if at_edge || n < 4.0 {
        return None;
    }
    let (mx, my) = (
        piece.iter().map(|p| p.0 as f64).sum::<f64>() / n,
        piece.iter().map(|p| p.1 as f64).sum::<f64>() / n,
    );
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for &(x, y) in piece {
        let (dx, dy) = (x as f64 - mx, y as f64 - my);
        xx += dx * dx / n;
        xy += dx * dy / n;
        yy += dy * dy / n;
    }
    let half = 0.5 * f64::hypot(xx - yy, 2.0 * xy);
    let along = f64::midpoint(xx, yy) + half;
    let length = (12.0 * along).sqrt();
    (n / length < MERGED * width.max(1.0) && length > 2.0 * width && floor(length) > 2).then_some(length)
}
