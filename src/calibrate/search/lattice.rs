//! Blobs that lie like the squares of a board.

use super::super::homography::Homography;
use super::blob::Blob;

/// A board: which blob lies on which square.
#[derive(Debug)]
pub(super) struct Board {
    /// Column and row, and the blob's middle.
    pub(super) squares: Vec<([i32; 2], [f64; 2])>,
}

/// Distance of neighbours in sides.
const APART: (f64, f64) = (0.95, 1.75);
/// Ratio of sides of two blobs of a board.
const ALIKE: (f64, f64) = (0.62, 1.62);
/// Least sine of the angle between rows and columns.
const SQUARE: f64 = 0.75;
/// How far from its predicted place a blob may lie, in steps.
const ASTRAY: f64 = 0.24;
/// Fewest blobs of a board.
const FEWEST: usize = 9;
/// Furthest square from the first.
const FAR: i32 = 9;
/// Most boards that are looked at, the fullest first.
const MOST: usize = 12;

/// The boards, the fullest first.
pub(super) fn boards(blobs: &[Blob]) -> Vec<Board> {
    let near = Near::new(blobs);
    let mut taken = vec![0_u8; blobs.len()];
    let mut found: Vec<Board> = Vec::new();
    for seed in 0..blobs.len() {
        // A blob may serve in two boards: a wrong one must not hide the right one.
        if taken[seed] > 1 {
            continue;
        }
        let mut best: Vec<([i32; 2], usize)> = Vec::new();
        for basis in near.bases(seed) {
            let squares = near.grow(seed, basis);
            if squares.len() > best.len() {
                best = squares;
            }
        }
        if best.len() < FEWEST {
            continue;
        }
        if let Some((board, used)) = near.fitted(&best) {
            for index in used {
                taken[index] += 1;
            }
            found.push(board);
        }
    }
    found.sort_by_key(|board| std::cmp::Reverse(board.squares.len()));
    found.truncate(MOST);
    found
}

/// Blobs by place.
struct Near<'a> {
    blobs: &'a [Blob],
    /// Neighbours of each blob: those of like size within reach.
    neighbours: Vec<Vec<usize>>,
}

impl<'a> Near<'a> {
    fn new(blobs: &'a [Blob]) -> Self {
        let mut order: Vec<usize> = (0..blobs.len()).collect();
        order.sort_by(|&a, &b| blobs[a].at[0].total_cmp(&blobs[b].at[0]));
        let mut neighbours = vec![Vec::new(); blobs.len()];
        for (rank, &a) in order.iter().enumerate() {
            let reach = 2.0 * APART.1 * blobs[a].side;
            for &b in order.iter().skip(rank + 1) {
                let (dx, dy) = (blobs[b].at[0] - blobs[a].at[0], blobs[b].at[1] - blobs[a].at[1]);
                if dx > reach {
                    break;
                }
                let ratio = blobs[b].side / blobs[a].side;
                if dy.abs() <= reach && (ALIKE.0..=ALIKE.1).contains(&ratio) {
                    neighbours[a].push(b);
                    neighbours[b].push(a);
                }
            }
        }
        Self { blobs, neighbours }
    }

    /// Pairs of steps to neighbours that could be along the rows and down the columns of a board.
    fn bases(&self, seed: usize) -> Vec<[[f64; 2]; 2]> {
        let from = self.blobs[seed];
        let mut steps: Vec<[f64; 2]> = self.neighbours[seed]
            .iter()
            .map(|&other| self.blobs[other])
            .map(|other| [other.at[0] - from.at[0], other.at[1] - from.at[1]])
            .filter(|step| {
                let sides = step[0].hypot(step[1]) / from.side;
                (APART.0..=APART.1).contains(&sides)
            })
            .collect();
        steps.sort_by(|a, b| a[0].hypot(a[1]).total_cmp(&b[0].hypot(b[1])));
        steps.truncate(8);
        let pairs = (0..steps.len()).flat_map(|i| (i + 1..steps.len()).map(move |j| (i, j)));
        let mut bases: Vec<[[f64; 2]; 2]> = pairs
            .filter_map(|(i, j)| {
                let (u, v) = (*steps.get(i)?, *steps.get(j)?);
                let sine = (u[0] * v[1] - u[1] * v[0]) / (u[0].hypot(u[1]) * v[0].hypot(v[1]));
                (sine.abs() > SQUARE).then_some(if sine > 0.0 { [u, v] } else { [v, u] })
            })
            .collect();
        bases.truncate(6);
        bases
    }

    /// Squares reached from a seed step by step, the steps following the board as it recedes.
    fn grow(&self, seed: usize, basis: [[f64; 2]; 2]) -> Vec<([i32; 2], usize)> {
        let mut squares = vec![([0, 0], seed)];
        let mut bases = vec![basis];
        let mut next = 0;
        while let Some(&(square, index)) = squares.get(next) {
            let basis = bases[next];
            for (axis, sign) in [(0, 1), (0, -1), (1, 1), (1, -1)] {
                let mut wanted: [i32; 2] = square;
                wanted[axis] += sign;
                if wanted[axis].abs() > FAR || squares.iter().any(|(taken, _)| *taken == wanted) {
                    continue;
                }
                let step = basis[axis].map(|value| value * f64::from(sign));
                let Some(found) = self.at(index, step) else { continue };
                if squares.iter().any(|(_, taken)| *taken == found) {
                    continue;
                }
                let (from, to) = (self.blobs[index].at, self.blobs[found].at);
                let mut turned = basis;
                let seen = [to[0] - from[0], to[1] - from[1]].map(|value| value * f64::from(sign));
                turned[axis] = [0, 1].map(|i: usize| f64::midpoint(basis[axis][i], seen[i]));
                squares.push((wanted, found));
                bases.push(turned);
            }
            next += 1;
        }
        squares
    }

    /// The blob that lies a step from another.
    fn at(&self, index: usize, step: [f64; 2]) -> Option<usize> {
        let from = self.blobs[index].at;
        let wanted = [from[0] + step[0], from[1] + step[1]];
        let astray = |other: usize| {
            let at = self.blobs[other].at;
            (at[0] - wanted[0]).hypot(at[1] - wanted[1])
        };
        let limit = ASTRAY * step[0].hypot(step[1]);
        self.neighbours[index]
            .iter()
            .copied()
            .filter(|&other| astray(other) <= limit)
            .min_by(|&a, &b| astray(a).total_cmp(&astray(b)))
    }

    /// A board through squares, those astray left out, and every other blob that lies on one of its squares.
    fn fitted(&self, squares: &[([i32; 2], usize)]) -> Option<(Board, Vec<usize>)> {
        let mut kept = squares.to_vec();
        let mut map = self.map(&kept)?;
        for _ in 0..3 {
            kept.retain(|&(square, index)| self.astray(&map, square, index) <= 0.15);
            if kept.len() < FEWEST {
                return None;
            }
            map = self.map(&kept)?;
            let side = self.side(&kept);
            for (index, blob) in self.blobs.iter().enumerate() {
                let ratio = blob.side / side;
                if !(0.55..=1.8).contains(&ratio) || kept.iter().any(|&(_, taken)| taken == index) {
                    continue;
                }
                if let Some(square) = self.square_of(&map, &kept, index) {
                    kept.push((square, index));
                }
            }
        }
        let board =
            Board { squares: kept.iter().map(|&(square, index)| (square, self.blobs[index].at)).collect() };
        Some((board, kept.into_iter().map(|(_, index)| index).collect()))
    }

    fn map(&self, squares: &[([i32; 2], usize)]) -> Option<Homography> {
        let pairs: Vec<_> =
            squares.iter().map(|&(square, index)| (square.map(f64::from), self.blobs[index].at)).collect();
        Homography::fit(&pairs)
    }

    /// Distance from its place in steps.
    fn astray(&self, map: &Homography, square: [i32; 2], index: usize) -> f64 {
        let (wanted, at) = (map.apply(square.map(f64::from)), self.blobs[index].at);
        let step = map.area(square.map(f64::from)).abs().sqrt();
        (wanted[0] - at[0]).hypot(wanted[1] - at[1]) / step
    }

    /// The free square within one of those known on which a blob lies.
    fn square_of(&self, map: &Homography, kept: &[([i32; 2], usize)], index: usize) -> Option<[i32; 2]> {
        let bounds = [0, 1].map(|axis: usize| {
            let values = kept.iter().map(move |(square, _)| square[axis]);
            (values.clone().min().unwrap_or(0) - 1, values.max().unwrap_or(0) + 1)
        });
        (bounds[1].0..=bounds[1].1)
            .flat_map(|row| (bounds[0].0..=bounds[0].1).map(move |column| [column, row]))
            .filter(|square| !kept.iter().any(|(taken, _)| taken == square))
            .find(|square| self.astray(map, *square, index) <= 0.13)
    }

    fn side(&self, squares: &[([i32; 2], usize)]) -> f64 {
        let mut sides: Vec<f64> = squares.iter().map(|&(_, index)| self.blobs[index].side).collect();
        sides.sort_by(f64::total_cmp);
        sides.get(sides.len() / 2).copied().unwrap_or(1.0)
    }
}
