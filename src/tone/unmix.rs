//! Skin, hair and cover from pixels that nearly all hold both.
//!
//! The distribution of the surround's pixels along the hair's direction is compared with what patterns of hair
//! of some width, blur and cover do to pixels ([`super::forward`]). A straight line through observed against
//! expected quantiles has the skin at share 0 and the hair at share 1; the pattern is the one with the
//! straightest line that also explains how much neighbouring pixels differ.

use rayon::prelude::*;

use super::across::Hair;
use super::contrast::Contrast;
use super::forward::Pattern;
use super::judge::lab;
use super::plausible;

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
/// The same for colour, which most photos hold at half the width and height.
const COLOR_BLUR_PX: f64 = 1.35;
const BLUR_LOG_SD: f64 = 0.35;
/// Usual strength of a photo's sharpening and its standard deviation (*assumed*).
const USUAL_HALO: f64 = 0.25;
const HALO_SD: f64 = 0.15;
/// Usual cover of a shaved head and the standard deviation of its logarithm (*assumed*).
const USUAL_COVER: f64 = 0.15;
const COVER_LOG_SD: f64 = 0.8;
/// Cover that shaved heads hardly exceed, and the standard deviation of the excess (*assumed*).
const DENSE_COVER: f64 = 0.38;
const DENSE_SD: f64 = 0.06;
/// Standard deviation of hairs' brightness from hair to hair, relative (*assumed*).
const HAIR_UNEVEN: f64 = 0.1;
/// Standard deviation of the logarithm of skin's noise in the surround against that in the scars (*assumed*).
const NOISE_LOG_SD: f64 = 0.25;
/// Misfit, in units of the contrast, that a right pattern still shows: hairs stand neither independently nor
/// straight (*assumed*).
const USUAL_MISFIT: f64 = 0.012;
/// The same for the logarithm of differences between neighbours.
const USUAL_STEP_ERROR: f64 = 0.10;

/// Standard deviation in L* of the level of the clearest pixels from bare skin: with hairs many pixels wide,
/// and the part that grows as they become thinner than a pixel (*assumed*).
const PEAK_SD: [f64; 2] = [0.8, 1.6];
/// Skewness of a cell's pixels that speaks against a side by one standard deviation.
const SKEW_SD: f64 = 0.06;
/// Skewness that settles the side.
const SURE_SKEW: f64 = 0.25;
/// Hair is darker than the skin more often than lighter.
const LIGHTER_COST: f64 = 1.5;

/// Standard deviation of the logarithm of the contrast in all pixels against that of single hairs (*assumed*).
const DEPTH_LOG_SD: f64 = 0.08;

const QUANTILES: usize = 60;
/// Quantiles at the light end that may hold shine.
const SHINY: usize = 3;

/// Finds skin and hair. `lowest` is the least value of the projection that any colour can have from here.
pub(super) fn unmix(contrast: &Contrast, px_per_mm: Option<f64>, dots: bool) -> Option<Unmixed> {
    let one = |side: f64| {
        if -side * contrast.skewness > SURE_SKEW {
            return None;
        }
        let mut found = unmix_side(contrast, px_per_mm, dots, side)?;
        let against = (-side * contrast.skewness).max(0.0);
        found.cost += (against / SKEW_SD).powi(2) + if side > 0.0 { LIGHTER_COST } else { 0.0 };
        Some(found)
    };
    let (darker, lighter) = (one(-1.0), one(1.0));
    [darker, lighter].into_iter().flatten().min_by(|a, b| a.cost.total_cmp(&b.cost))
}

/// The same where one hair is known from its section: only the cover and the skin's noise are looked for.
pub(super) fn unmix_known(contrast: &Contrast, hair: &Hair) -> Option<Unmixed> {
    let side = hair.pattern.levels.map_or(-1.0, |[skin, hair]| if hair < skin { -1.0 } else { 1.0 });
    let observed = observed(contrast, side);
    let judge = |place: [f64; 5]| {
        let (cover, noise) = (place[0].exp(), place[3].exp());
        let (skin, own) = (contrast.at(0.6), hair.luminance);
        let uneven = (HAIR_UNEVEN * own / (own - skin)).abs().min(1.0);
        let pattern = Pattern { uneven, cover, ..hair.pattern };
        let mut found = try_pattern(contrast, &observed, pattern, noise * contrast.noise, side)?;
        let depth = (found.hair - found.skin) / (hair.luminance - found.skin);
        let far = contrast.color(found.skin);
        let off = (lab(far).l - contrast.peak) / (PEAK_SD[0] + PEAK_SD[1] / pattern.width);
        found.cost += off * off
            + (place[3] / NOISE_LOG_SD).powi(2)
            + (depth.max(0.05).ln() / DEPTH_LOG_SD).powi(2)
            + ((place[0] - USUAL_COVER.ln()) / COVER_LOG_SD).powi(2);
        Some(found)
    };
    let starts = [0.05f64, 0.2].map(|cover| [cover.ln(), 0.0, 0.0, 0.0, 0.0]);
    let ends: Vec<Unmixed> = starts.par_iter().filter_map(|start| descend(*start, &[0, 3], &judge)).collect();
    ends.into_iter().min_by(|a, b| a.cost.total_cmp(&b.cost))
}

/// Quantiles of the pixels, ascending in the share of hair.
fn observed(contrast: &Contrast, side: f64) -> Vec<f64> {
    (0..QUANTILES)
        .map(|i| {
            let share = (i as f64 + 0.5) / QUANTILES as f64;
            contrast.at(if side < 0.0 { 1.0 - share } else { share })
        })
        .collect()
}

fn unmix_side(contrast: &Contrast, px_per_mm: Option<f64>, dots: bool, side: f64) -> Option<Unmixed> {
    let observed = observed(contrast, side);
    let width = px_per_mm.map_or(2.0, |scale| WIDTH_MM * scale);
    let width_sd = if px_per_mm.is_some() { WIDTH_LOG_SD } else { 0.7 };
    let usual_blur = if contrast.by_luminance { BLUR_PX } else { COLOR_BLUR_PX };
    let judge = |place: [f64; 5]| {
        let [cover, hair_width, blur, noise] = [place[0], place[1], place[2], place[3]].map(f64::exp);
        let pattern =
            Pattern { dots, width: hair_width, blur, halo: place[4], uneven: 0.0, cover, levels: None };
        let noise_sd = noise * contrast.noise;
        let mut found = try_pattern(contrast, &observed, pattern, noise_sd, side)?;
        for _ in 0..2 {
            let uneven = (HAIR_UNEVEN * found.hair / (found.hair - found.skin)).abs().min(1.0);
            if (uneven - found.pattern.uneven).abs() > 0.05 {
                found = try_pattern(contrast, &observed, Pattern { uneven, ..pattern }, noise_sd, side)?;
            }
        }
        let far = contrast.color(found.skin);
        let off = (lab(far).l - contrast.peak) / (PEAK_SD[0] + PEAK_SD[1] / hair_width);
        found.cost += off * off
            + ((place[1] - width.ln()) / width_sd).powi(2)
            + ((place[2] - usual_blur.ln()) / BLUR_LOG_SD).powi(2)
            + (place[3] / NOISE_LOG_SD).powi(2)
            + ((place[4] - USUAL_HALO) / HALO_SD).powi(2)
            + ((place[0] - USUAL_COVER.ln()) / COVER_LOG_SD).powi(2)
            + ((cover - DENSE_COVER).max(0.0) / DENSE_SD).powi(2);
        Some(found)
    };
    let starts: Vec<[f64; 5]> = [0.05f64, 0.12, 0.28]
        .iter()
        .map(|cover| [cover.ln(), width.ln(), usual_blur.ln(), 0.0, USUAL_HALO])
        .collect();
    let ends: Vec<Unmixed> =
        starts.par_iter().filter_map(|start| descend(*start, &[0, 1, 2, 3, 4], &judge)).collect();
    ends.into_iter().min_by(|a, b| a.cost.total_cmp(&b.cost))
}

fn descend(
    mut place: [f64; 5],
    axes: &[usize],
    judge: &(impl Fn([f64; 5]) -> Option<Unmixed> + Sync),
) -> Option<Unmixed> {
    let mut best = judge(place)?;
    let mut step = [0.35, 0.15, 0.25, 0.25, 0.15];
    for _ in 0..7 {
        for &axis in axes {
            for direction in [1.0, -1.0] {
                let mut there = place;
                there[axis] += direction * step[axis];
                there[0] = there[0].min(-0.5);
                there[4] = there[4].clamp(0.0, 0.8);
                if let Some(found) = judge(there).filter(|found| found.cost < best.cost) {
                    best = found;
                    place = there;
                    break;
                }
            }
        }
        step = step.map(|s| s * 0.65);
    }
    Some(best)
}

fn try_pattern(
    contrast: &Contrast,
    observed: &[f64],
    pattern: Pattern,
    noise: f64,
    side: f64,
) -> Option<Unmixed> {
    let effect = pattern.effect();
    let n = effect.shares.len() as f64;
    let mean = effect.shares.iter().sum::<f64>() / n;
    let variance = effect.shares.iter().map(|share| (share - mean).powi(2)).sum::<f64>() / n;
    let count = contrast.values.len() as f64;
    let total = contrast.values.iter().map(|value| (value - contrast.mean).powi(2)).sum::<f64>() / count;
    let signal = (total - noise * noise).max(0.05 * total);
    let strength = (signal / variance.max(1e-9)).sqrt();
    let expected = with_noise(&effect.shares, noise / strength);
    // Straight line through observed against expected quantiles. Where hair is light, the lightest pixels may
    // be shine.
    let kept = if side > 0.0 { QUANTILES - SHINY } else { QUANTILES };
    let (expected, observed) = (expected.get(..kept)?, observed.get(..kept)?);
    let m = observed.len() as f64;
    let (xm, ym) = (expected.iter().sum::<f64>() / m, observed.iter().sum::<f64>() / m);
    let xx: f64 = expected.iter().map(|x| (x - xm).powi(2)).sum();
    let xy: f64 = expected.iter().zip(observed).map(|(x, y)| (x - xm) * (y - ym)).sum();
    let slope = xy / xx.max(1e-12);
    if slope * side <= 0.0 {
        return None;
    }
    let rest: f64 =
        expected.iter().zip(observed).map(|(x, y)| (y - ym - slope * (x - xm)).powi(2)).sum::<f64>() / m;
    let misfit = rest.sqrt() / slope.abs();
    let skin = contrast.mean - slope * mean;
    let hair = skin + slope;
    let mut cost = (misfit / USUAL_MISFIT).powi(2) + impossible(contrast, skin, hair);
    for (seen, share) in contrast.steps.iter().zip(effect.steps) {
        let expected_step = share * slope * slope;
        if *seen > 0.0 && expected_step > 0.0 {
            cost += ((seen / expected_step).ln() / USUAL_STEP_ERROR).powi(2);
        }
    }
    Some(Unmixed { pattern: Pattern { cover: effect.cover, ..pattern }, skin, hair, misfit, noise, cost })
}

/// Cost of skin or hair as nobody has it.
fn impossible(contrast: &Contrast, skin: f64, hair: f64) -> f64 {
    plausible::oddness(contrast.color(skin), contrast.color(hair))
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
