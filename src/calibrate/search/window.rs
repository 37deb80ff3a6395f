//! Parts of a board that could be the card, judged by their colours.

use super::super::Edition;
use super::super::homography::Homography;
use super::super::least_squares::least_squares;
use super::super::reference_patches;
use super::lattice::Board;
use crate::color::{Xyz, delta_e_2000, lab_of};
use crate::photo::LinearImage;

/// Columns and rows of the card.
const SIZE: [i32; 2] = [6, 4];
/// Fewest patches that must have been seen as blobs.
const FEWEST: usize = 10;
/// Most blobs of the board beside the card.
const MOST_BESIDE: usize = 8;
/// Mean ΔE00 that a matrix may leave, and share of patches that must lie below twice of it.
const MOST_ERROR: f64 = 6.5;
const FEWEST_NEAR: usize = 20;
/// ΔE00 of a patch that is near.
const NEAR: f64 = 12.0;
/// Linear light from which on a channel is no longer sure.
const BRIGHTEST: f64 = 0.97;

/// Cards that were found so far, none over another.
#[derive(Debug)]
pub(super) struct Cards<'a> {
    image: &'a LinearImage,
    edition: Edition,
    /// With their errors.
    found: Vec<(f64, Homography)>,
}

impl<'a> Cards<'a> {
    pub(super) fn new(image: &'a LinearImage, edition: Edition) -> Self {
        Self { image, edition, found: Vec::new() }
    }

    /// Looks for cards on boards of a plane that was shrunk by `step`.
    pub(super) fn add(&mut self, boards: &[Board], step: f64) {
        for board in boards {
            let best = windows(board, step)
                .into_iter()
                .filter_map(|card| Some((error(self.image, &card, self.edition)?, card)))
                .min_by(|a, b| a.0.total_cmp(&b.0));
            self.found.extend(best);
        }
    }

    /// The cards, the surest first.
    pub(super) fn surest_first(mut self) -> Vec<Homography> {
        self.found.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut kept: Vec<Homography> = Vec::new();
        for (_, card) in self.found {
            let middle = card.apply([2.5, 1.5]);
            let apart = |other: &Homography| {
                let at = other.apply([2.5, 1.5]);
                (at[0] - middle[0]).hypot(at[1] - middle[1]) / other.area([2.5, 1.5]).abs().sqrt()
            };
            if kept.iter().all(|other| apart(other) > 3.0) {
                kept.push(card);
            }
        }
        kept
    }
}

/// Every way to lay the card on a board, in pixels of the picture.
fn windows(board: &Board, step: f64) -> Vec<Homography> {
    let mut ways = Vec::new();
    for size in [SIZE, [SIZE[1], SIZE[0]]] {
        let bounds = [0, 1].map(|axis: usize| {
            let values = board.squares.iter().map(move |(square, _)| square[axis]);
            (values.clone().min().unwrap_or(0), values.max().unwrap_or(0))
        });
        let range = |axis: usize| (bounds[axis].0 - size[axis] + 2)..=(bounds[axis].1 - 1);
        for (left, top) in range(0).flat_map(|left| range(1).map(move |top| (left, top))) {
            let pairs: Vec<_> = board
                .squares
                .iter()
                .map(|(square, at)| ([square[0] - left, square[1] - top], at.map(|value| value * step)))
                .filter(|(square, _)| (0..size[0]).contains(&square[0]) && (0..size[1]).contains(&square[1]))
                .collect();
            if pairs.len() >= FEWEST && board.squares.len() - pairs.len() <= MOST_BESIDE {
                ways.extend(turns(&pairs, size));
            }
        }
    }
    ways
}

/// The four ways, two of them mirrored, to lay the card on squares of one shape.
fn turns(pairs: &[([i32; 2], [f64; 2])], [width, _]: [i32; 2]) -> Vec<Homography> {
    let lying = width == SIZE[0];
    let last = [SIZE[0] - 1, SIZE[1] - 1];
    [[false, false], [true, false], [false, true], [true, true]]
        .iter()
        .filter_map(|flip| {
            let placed: Vec<_> = pairs
                .iter()
                .map(|&([column, row], at)| {
                    let along = if lying { [column, row] } else { [row, column] };
                    let square = [0, 1].map(|i: usize| if flip[i] { last[i] - along[i] } else { along[i] });
                    (square.map(f64::from), at)
                })
                .collect();
            Homography::fit(&placed)
        })
        .collect()
}

/// Mean ΔE00 that the best matrix leaves on the patches; none when they are not on the picture or far from the
/// card's colours.
fn error(image: &LinearImage, card: &Homography, edition: Edition) -> Option<f64> {
    let references = reference_patches(edition);
    let mut seen = Vec::with_capacity(references.len());
    for (index, patch) in references.iter().enumerate() {
        let place = [(index % 6) as f64, (index / 6) as f64];
        let light = middle_of(image, card, place)?;
        if light.iter().all(|&value| value < BRIGHTEST) {
            seen.push((light, patch));
        }
    }
    if seen.len() < FEWEST_NEAR - 4 {
        return None;
    }
    let rows = seen.iter().map(|(light, patch)| {
        let factor = patch.xyz.y.max(0.02).powf(-2.0 / 3.0);
        let Xyz { x, y, z, .. } = patch.xyz;
        (light.map(|value| value * factor), [x, y, z].map(|value| value * factor))
    });
    let matrix = least_squares::<3, 3>(rows)?;
    let errors: Vec<f64> = seen
        .iter()
        .map(|(light, patch)| {
            let [x, y, z] = matrix.map(|row| row.iter().zip(light).map(|(a, b)| a * b).sum::<f64>());
            delta_e_2000(lab_of(Xyz::new(x, y, z)), patch.lab)
        })
        .collect();
    let near = errors.iter().filter(|error| **error <= NEAR).count() + references.len() - seen.len();
    let mean = errors.iter().sum::<f64>() / errors.len() as f64;
    (mean <= MOST_ERROR && near >= FEWEST_NEAR).then_some(mean)
}

/// Mean light of the middle of a patch.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to lie on the picture")]
fn middle_of(image: &LinearImage, card: &Homography, [column, row]: [f64; 2]) -> Option<[f64; 3]> {
    const SAMPLES: [f64; 5] = [-0.2, -0.1, 0.0, 0.1, 0.2];
    let mut sum = [0.0; 3];
    for dy in SAMPLES {
        for dx in SAMPLES {
            let [x, y] = card.apply([column + dx, row + dy]);
            let inside =
                x >= 0.0 && y >= 0.0 && x < f64::from(image.width()) && y < f64::from(image.height());
            if !inside {
                return None;
            }
            let codes = image.pixel(x as u32, y as u32)?;
            sum.iter_mut().zip(codes).for_each(|(sum, code)| *sum += f64::from(code));
        }
    }
    Some(sum.map(|sum| sum / 25.0 / f64::from(LinearImage::WHITE)))
}
