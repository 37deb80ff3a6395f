//! Slow changes of light across the skin.
//!
//! The logarithm of the skin's luminance is fitted by a low polynomial of the place, with an offset of its
//! own for each zone, so that a scar's paleness is not taken for light. Cells unlike the rest lose weight.

use super::cell::{Cell, Hair, Verdict};
use super::number::{center_and_spread, quantile, solve};
use super::tile::SURROUND;

/// The fitted light, relative to the reference.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Light {
    middle: [f64; 2],
    scale: f64,
    weights: Vec<f64>,
    reference: f64,
    /// Brightest over darkest light on the measured skin, minus one, in percent.
    pub(super) percent: f64,
}

/// Cells for each coefficient below which the polynomial stays quadratic.
const CELLS_FOR_CUBIC: usize = 400;
/// Usual size of the slopes, the bends and the third order, in log light from the middle to the end of the
/// skin (*assumed*: a head in the light of a room or a lamp).
const USUAL: [f64; 3] = [0.5, 0.15, 0.06];
/// Cells that mottling, hair and shine make alike, so that they count as one: patches of about 3 mm.
const ALIKE: f64 = 14.0;

/// Fits the light. `card` is the place of a grey card, at which the light is then 1; without one it is 1 at
/// the median over all zones.
///
/// `beyond` are cells of the same skin outside the regions; they bear on the shape of the light only.
pub(super) fn fit(cells: &[Cell], beyond: &[Cell], hair: Option<Hair>, card: Option<[f64; 2]>) -> Light {
    let usable: Vec<&Cell> =
        cells.iter().chain(beyond).filter(|cell| cell.verdict == Verdict::Used).collect();
    let inside = cells.iter().filter(|cell| cell.verdict == Verdict::Used).count();
    let extent = |axis: usize| {
        let ends = usable.iter().map(|cell| cell.middle[axis]);
        (ends.clone().fold(f64::INFINITY, f64::min), ends.fold(f64::NEG_INFINITY, f64::max))
    };
    let ((x0, x1), (y0, y1)) = (extent(0), extent(1));
    let mut light = Light {
        middle: [f64::midpoint(x0, x1), f64::midpoint(y0, y1)],
        scale: ((x1 - x0).max(y1 - y0) / 2.0).max(1.0),
        weights: Vec::new(),
        reference: 0.0,
        percent: 0.0,
    };
    if usable.len() < 30 {
        return light;
    }
    let order = if usable.len() >= CELLS_FOR_CUBIC { 3 } else { 2 };
    let levels: Vec<f64> = usable
        .iter()
        .map(|cell| cell.skin(if cell.zone == SURROUND { hair } else { None })[1].max(1e-5).ln())
        .collect();
    // Where more hair stands, even the clearest pixels of a cell hold some of it: the contrast tells.
    let with_hair = |cell: &&Cell| {
        let mut terms = light.terms(cell.middle, order);
        terms.push(if cell.zone == SURROUND { contrast(cell) } else { 0.0 });
        terms
    };
    let terms: Vec<Vec<f64>> = usable.iter().map(with_hair).collect();
    let zones = zone_indices(&usable);
    let mut trust: Vec<f64> = usable.iter().map(|cell| cell.pixels as f64).collect();
    let most = trust.iter().copied().fold(1.0, f64::max);
    for weight in &mut trust {
        *weight /= most;
    }
    let mut weights = trust.clone();
    let mut spread = 0.05;
    for _ in 0..8 {
        let pull = pulls(order, spread);
        let Some((mut coefficients, residuals)) = weighted_fit(&terms, &levels, &zones, &weights, &pull)
        else {
            break;
        };
        coefficients.pop();
        light.weights = coefficients;
        spread = center_and_spread(&residuals).1.max(1e-3);
        let limit = (4.685 * spread).max(1e-4);
        for ((weight, residual), trust) in weights.iter_mut().zip(&residuals).zip(&trust) {
            let part = (residual / limit).powi(2);
            *weight = if part < 1.0 { trust * (1.0 - part).powi(2) } else { 0.0 };
        }
    }
    let mut values: Vec<f64> = usable.iter().take(inside).map(|cell| light.log_at(cell.middle)).collect();
    let (low, high) = (quantile(&mut values, 0.0), quantile(&mut values, 1.0));
    light.percent = 100.0 * ((high - low).exp() - 1.0);
    let slack = 0.5 * (high - low);
    light.reference = match card {
        Some(place) if beyond.is_empty() => light.log_at(place).clamp(low - slack, high + slack),
        Some(place) => light.log_at(place),
        None => middle(cells, |place| light.log_at(place)),
    };
    light
}

impl Light {
    /// Light at a place, 1 at the reference.
    pub(super) fn at(&self, place: [f64; 2]) -> f64 {
        (self.log_at(place) - self.reference).exp()
    }

    fn log_at(&self, place: [f64; 2]) -> f64 {
        let order = if self.weights.len() > 5 { 3 } else { 2 };
        self.terms(place, order).iter().zip(&self.weights).map(|(term, weight)| term * weight).sum()
    }

    fn terms(&self, place: [f64; 2], order: u8) -> Vec<f64> {
        let x = (place[0] - self.middle[0]) / self.scale;
        let y = (place[1] - self.middle[1]) / self.scale;
        let mut terms = vec![x, y, x * x, x * y, y * y];
        if order > 2 {
            terms.extend([x * x * x, x * x * y, x * y * y, y * y * y]);
        }
        terms
    }
}

/// Contrast inside a cell, in log light.
fn contrast(cell: &Cell) -> f64 {
    let [low, .., high] = cell.quantiles;
    (high.max(1e-5) / low.max(1e-5)).ln().min(2.0)
}

/// Pull of each coefficient to nothing, in cells: the variance of what cells say over the usual square of the
/// coefficient. Slopes are trusted; bends have to show themselves.
fn pulls(order: u8, spread: f64) -> Vec<f64> {
    let variance = ALIKE * spread * spread;
    let [slope, bend, third] = USUAL.map(|usual| variance / (usual * usual));
    let mut pulls = vec![slope, slope, bend, bend, bend];
    if order > 2 {
        pulls.extend([third; 4]);
    }
    // What hair does is not bound.
    pulls.push(1e-3 * variance);
    pulls
}

/// Median over all pixels of the regions, whatever became of them.
fn middle(cells: &[Cell], log_at: impl Fn([f64; 2]) -> f64) -> f64 {
    let mut values: Vec<(f64, usize)> =
        cells.iter().map(|cell| (log_at(cell.middle), cell.pixels + cell.clipped)).collect();
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = values.iter().map(|value| value.1).sum::<usize>().div_ceil(2);
    let mut passed = 0;
    let reached = values.iter().find(|value| {
        passed += value.1;
        passed >= half
    });
    reached.map_or(0.0, |value| value.0)
}

fn zone_indices(cells: &[&Cell]) -> Vec<usize> {
    let mut known: Vec<u16> = cells.iter().map(|cell| cell.zone).collect();
    known.sort_unstable();
    known.dedup();
    cells.iter().map(|cell| known.binary_search(&cell.zone).unwrap_or(0)).collect()
}

/// Coefficients and residuals of the weighted fit with one free offset for each zone.
fn weighted_fit(
    terms: &[Vec<f64>],
    levels: &[f64],
    zones: &[usize],
    weights: &[f64],
    pull: &[f64],
) -> Option<(Vec<f64>, Vec<f64>)> {
    let count = zones.iter().max()? + 1;
    let width = terms.first()?.len();
    let mut sums = vec![(0.0, 0.0, vec![0.0; width]); count];
    for (((row, level), &zone), weight) in terms.iter().zip(levels).zip(zones).zip(weights) {
        let sum = sums.get_mut(zone)?;
        sum.0 += weight;
        sum.1 += weight * level;
        for (total, term) in sum.2.iter_mut().zip(row) {
            *total += weight * term;
        }
    }
    let means: Vec<(f64, Vec<f64>)> = sums
        .into_iter()
        .map(|(n, level, row)| {
            let n = n.max(1e-12);
            (level / n, row.into_iter().map(|total| total / n).collect())
        })
        .collect();
    let mut matrix = vec![vec![0.0; width]; width];
    let mut right = vec![0.0; width];
    let mut centred = vec![0.0; width];
    for (((row, level), &zone), weight) in terms.iter().zip(levels).zip(zones).zip(weights) {
        let (level_mean, row_mean) = means.get(zone)?;
        for ((out, term), mean) in centred.iter_mut().zip(row).zip(row_mean) {
            *out = term - mean;
        }
        for (i, a) in centred.iter().enumerate() {
            right[i] += weight * a * (level - level_mean);
            for (j, b) in centred.iter().enumerate().take(i + 1) {
                matrix[i][j] += weight * a * b;
            }
        }
    }
    for (i, (row, pull)) in matrix.iter_mut().zip(pull).enumerate() {
        row[i] += pull;
    }
    let coefficients = solve(&matrix, &right)?;
    let residual = |((row, level), &zone): ((&Vec<f64>, &f64), &usize)| {
        let (level_mean, row_mean) = &means[zone];
        let fitted: f64 =
            row.iter().zip(row_mean).zip(&coefficients).map(|((term, mean), c)| (term - mean) * c).sum();
        level - level_mean - fitted
    };
    let residuals = terms.iter().zip(levels).zip(zones).map(residual).collect();
    Some((coefficients, residuals))
}
