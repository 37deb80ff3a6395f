//! Skin, hair and cover from pixels that nearly all hold both.
//!
//! The distribution of the surround's pixels along the hair's direction is compared with what patterns of hair
//! of some width, blur and cover do to pixels ([`super::forward`]). A straight line through observed against
//! expected quantiles has the skin at share 0 and the hair at share 1; the pattern is the one with the
//! straightest line that also explains how much neighbouring pixels differ.

use rayon::prelude::*;

use super::contrast::Contrast;
use super::forward::Pattern;

/// What pixels are made of, along the direction of hair.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unmixed {
    pub(super) pattern: Pattern,
    /// Value of bare skin and of hair.
    pub(super) skin: f64,
    pub(super) hair: f64,
    /// How far the observed quantiles stay off the line, in units of the contrast.
    pub(super) misfit: f64,
    /// Standard deviation of skin without hair.
    pub(super) noise: f64,
    pub(super) cost: f64,
}

/// Usual width of a scalp hair in mm and the standard deviation of its logarithm (0.06-0.1 mm).
const WIDTH_MM: f64 = 0.078;
const WIDTH_LOG_SD: f64 = 0.17;
/// Usual blur of a photo in pixels, pixel included, and the standard deviation of its logarithm (*assumed*).
const BLUR_PX: f64 = 0.95;
const BLUR_LOG_SD: f64 = 0.35;
/// Usual cover of a shaved head and the standard deviation of its logarithm (*assumed*).
const USUAL_COVER: f64 = 0.15;
const COVER_LOG_SD: f64 = 0.8;
/// Standard deviation of the logarithm of skin's noise in the surround against that in the scars (*assumed*).
const NOISE_LOG_SD: f64 = 0.25;
/// Misfit, in units of the contrast, that a right pattern still shows: hairs stand neither independently nor
/// straight (*assumed*).
const USUAL_MISFIT: f64 = 0.012;
/// The same for the logarithm of differences between neighbours.
const USUAL_STEP_ERROR: f64 = 0.10;

/// Light that even the blackest hair gives back, and the most that white hair does (*assumed*); what lies
/// beyond costs, by a standard deviation of linear light.
const DARKEST_HAIR: f64 = 0.015;
const LIGHTEST_HAIR: f64 = 0.8;
const BEYOND_SD: f64 = 0.01;

const QUANTILES: usize = 60;

/// Finds skin and hair. `lowest` is the least value of the projection that any colour can have from here.
pub(super) fn unmix(contrast: &Contrast, px_per_mm: Option<f64>, dots: bool) -> Option<Unmixed> {
    let observed: Vec<f64> = (0..QUANTILES)
        .map(|i| {
            let share = (i as f64 + 0.5) / QUANTILES as f64;
            let index = super::number::floor(share * contrast.values.len() as f64);
            // Ascending in the share of hair.
            let index =
                if contrast.side < 0.0 { contrast.values.len().saturating_sub(1 + index) } else { index };
            contrast.values.get(index).copied().unwrap_or(0.0)
        })
        .collect();
    let width = px_per_mm.map_or(2.0, |scale| WIDTH_MM * scale);
    let width_sd = if px_per_mm.is_some() { WIDTH_LOG_SD } else { 0.7 };
    let judge = |place: [f64; 4]| {
        let [cover, hair_width, blur, noise] = place.map(f64::exp);
        let pattern = Pattern { dots, width: hair_width, blur, cover };
        let mut found = try_pattern(contrast, &observed, pattern, noise * contrast.noise)?;
        found.cost += ((place[1] - width.ln()) / width_sd).powi(2)
            + ((place[2] - BLUR_PX.ln()) / BLUR_LOG_SD).powi(2)
            + (place[3] / NOISE_LOG_SD).powi(2)
            + ((place[0] - USUAL_COVER.ln()) / COVER_LOG_SD).powi(2);
        Some(found)
    };
    let starts: Vec<[f64; 4]> =
        [0.08f64, 0.25].iter().map(|cover| [cover.ln(), width.ln(), BLUR_PX.ln(), 0.0]).collect();
    let ends: Vec<Unmixed> = starts.par_iter().filter_map(|start| descend(*start, &judge)).collect();
    ends.into_iter().min_by(|a, b| a.cost.total_cmp(&b.cost))
}

fn descend(mut place: [f64; 4], judge: &(impl Fn([f64; 4]) -> Option<Unmixed> + Sync)) -> Option<Unmixed> {
    let mut best = judge(place)?;
    let mut step = [0.35, 0.15, 0.25, 0.25];
    for _ in 0..4 {
        for axis in 0..4 {
            for direction in [1.0, -1.0] {
                let mut there = place;
                there[axis] += direction * step[axis];
                there[0] = there[0].min(-0.5);
                if let Some(found) = judge(there).filter(|found| found.cost < best.cost) {
                    best = found;
                    place = there;
                    break;
                }
            }
        }
        step = step.map(|s| s * 0.6);
    }
    Some(best)
}

fn try_pattern(contrast: &Contrast, observed: &[f64], pattern: Pattern, noise: f64) -> Option<Unmixed> {
    let effect = pattern.effect();
    let n = effect.shares.len() as f64;
    let mean = effect.shares.iter().sum::<f64>() / n;
    let variance = effect.shares.iter().map(|share| (share - mean).powi(2)).sum::<f64>() / n;
    let count = contrast.values.len() as f64;
    let total = contrast.values.iter().map(|value| (value - contrast.mean).powi(2)).sum::<f64>() / count;
    let signal = (total - noise * noise).max(0.05 * total);
    let strength = (signal / variance.max(1e-9)).sqrt();
    let expected = with_noise(&effect.shares, noise / strength);
    // Straight line through observed against expected quantiles.
    let m = observed.len() as f64;
    let (xm, ym) = (expected.iter().sum::<f64>() / m, observed.iter().sum::<f64>() / m);
    let xx: f64 = expected.iter().map(|x| (x - xm).powi(2)).sum();
    let xy: f64 = expected.iter().zip(observed).map(|(x, y)| (x - xm) * (y - ym)).sum();
    let slope = xy / xx.max(1e-12);
    if slope * contrast.side <= 0.0 {
        return None;
    }
    let rest: f64 =
        expected.iter().zip(observed).map(|(x, y)| (y - ym - slope * (x - xm)).powi(2)).sum::<f64>() / m;
    let misfit = rest.sqrt() / slope.abs();
    let skin = contrast.mean - slope * mean;
    let hair = skin + slope;
    let mut cost = (misfit / USUAL_MISFIT).powi(2) + impossible(contrast, hair);
    for (seen, share) in contrast.steps.iter().zip(effect.steps) {
        let expected_step = share * slope * slope;
        if *seen > 0.0 && expected_step > 0.0 {
            cost += ((seen / expected_step).ln() / USUAL_STEP_ERROR).powi(2);
        }
    }
    Some(Unmixed { pattern: Pattern { cover: mean, ..pattern }, skin, hair, misfit, noise, cost })
}

/// Cost of a hair darker than any or lighter than white.
fn impossible(contrast: &Contrast, hair: f64) -> f64 {
    contrast
        .area
        .iter()
        .zip(contrast.along)
        .map(|(area, along)| area + (hair - contrast.mean) * along)
        .map(|value| {
            let beyond = (DARKEST_HAIR - value).max(value - LIGHTEST_HAIR).max(0.0);
            (beyond / BEYOND_SD).powi(2)
        })
        .sum()
}

/// Quantiles of shares with noise of the given standard deviation.
fn with_noise(shares: &[f64], noise: f64) -> Vec<f64> {
    /// Middle values of twelve equal parts of the normal distribution.
    const NORMAL: [f64; 12] =
        [-1.839, -1.159, -0.815, -0.548, -0.3186, -0.1045, 0.1045, 0.3186, 0.548, 0.815, 1.159, 1.839];
    let mut values: Vec<f64> =
        shares.iter().skip(4).step_by(9).flat_map(|share| NORMAL.map(|z| share + noise * z)).collect();
    values.sort_unstable_by(f64::total_cmp);
    (0..QUANTILES)
        .map(|i| {
            let share = (i as f64 + 0.5) / QUANTILES as f64;
            values.get(super::number::floor(share * values.len() as f64)).copied().unwrap_or(0.0)
        })
        .collect()
}
