//! The level of bare skin in a distribution that hair drags to one side.
//!
//! Skin alone would be a bell. Hair, and pixels that hold both, only ever pull to the hair's side, so the
//! bell is fitted to its free flank.

use super::cell::Hair;

/// A fitted bell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Peak {
    pub(super) center: f64,
    pub(super) sd: f64,
}

/// Width of a histogram bin, in L*.
const BIN: f64 = 0.25;
/// Standard deviation of the smoothing of the histogram, in bins.
const SMOOTHING: f64 = 2.0;

/// Fits the bell of skin to values of L*. `hair` says which flank is spoilt. `None` without values.
pub(super) fn fit(values: impl IntoIterator<Item = f32>, hair: Option<Hair>) -> Option<Peak> {
    let mut counts = vec![0.0; 480];
    // L* of -5..115, mirrored when hair is lighter, so that the free flank is always the upper one.
    let flip = hair == Some(Hair::Lighter);
    for value in values {
        let value = if flip { 110.0 - f64::from(value) } else { f64::from(value) };
        let bin = super::number::floor((value + 5.0) / BIN);
        if let Some(count) = counts.get_mut(bin) {
            *count += 1.0;
        }
    }
    let smooth = smoothed(&counts);
    let (mode, &top) = smooth.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
    if top <= 0.0 {
        return None;
    }
    let half_above = (mode..smooth.len()).find(|&i| smooth.get(i).is_none_or(|&count| count < 0.5 * top))?;
    let widening = SMOOTHING * BIN;
    let half_width = (half_above - mode) as f64 * BIN / 1.177;
    let mut peak =
        Peak { center: at(mode), sd: (half_width * half_width - widening * widening).sqrt().max(0.4) };
    let below = if hair.is_some() { 0.5 } else { 1.5 };
    for _ in 0..6 {
        let wide = peak.sd.hypot(widening);
        let Some(fitted) = parabola(&smooth, peak.center - below * wide, peak.center + 1.5 * wide) else {
            break;
        };
        // A step larger than the bell itself means that the flank is no bell: keep the mode.
        if (fitted.0 - at(mode)).abs() > 1.5 * wide || fitted.1 > 3.0 * wide {
            break;
        }
        peak = Peak { center: fitted.0, sd: (fitted.1 * fitted.1 - widening * widening).max(0.05).sqrt() };
    }
    if flip {
        peak.center = 110.0 - peak.center;
    }
    Some(peak)
}

fn at(bin: usize) -> f64 {
    (bin as f64 + 0.5) * BIN - 5.0
}

fn smoothed(counts: &[f64]) -> Vec<f64> {
    let kernel: Vec<f64> = (-8..=8).map(|i| (-0.5 * (f64::from(i) / SMOOTHING).powi(2)).exp()).collect();
    let total: f64 = kernel.iter().sum();
    (0..counts.len())
        .map(|i| {
            let inner = kernel.iter().enumerate().map(|(k, weight)| {
                (i + k).checked_sub(8).and_then(|j| counts.get(j)).map_or(0.0, |count| weight * count)
            });
            inner.sum::<f64>() / total
        })
        .collect()
}

/// Centre and standard deviation of the bell through a part of a histogram: a parabola through the logarithm,
/// each bin weighted by its count.
fn parabola(histogram: &[f64], from: f64, to: f64) -> Option<(f64, f64)> {
    let mut sums = [0.0; 5];
    let mut right = [0.0; 3];
    let origin = f64::midpoint(from, to);
    for (bin, &count) in histogram.iter().enumerate() {
        let x = at(bin);
        if x < from || x > to || count < 3.0 {
            continue;
        }
        let x = x - origin;
        let log = count.ln();
        for (power, sum) in sums.iter_mut().enumerate() {
            *sum += count * x.powi(i32::try_from(power).unwrap_or(0));
        }
        for (power, sum) in right.iter_mut().enumerate() {
            *sum += count * log * x.powi(i32::try_from(power).unwrap_or(0));
        }
    }
    let scale = sums[0];
    if scale <= 0.0 {
        return None;
    }
    let matrix: Vec<Vec<f64>> = (0..3).map(|i| (0..3).map(|j| sums[i + j] / scale).collect()).collect();
    let solved = super::number::solve(&matrix, &right.map(|sum| sum / scale))?;
    let (slope, bend) = (solved[1], solved[2]);
    (bend < -1e-4).then(|| (origin - slope / (2.0 * bend), (-0.5 / bend).sqrt()))
}

#[cfg(test)]
mod tests {
    use rand::{RngExt as _, SeedableRng as _};

    use super::*;

    #[test]
    fn hair_does_not_pull_the_skin() {
        let mut random = rand_pcg::Pcg64::seed_from_u64(7);
        let mut normal = move || (0..12).map(|_| random.random::<f64>()).sum::<f64>() - 6.0;
        let mut values = Vec::new();
        for i in 0..40_000 {
            #[expect(clippy::cast_possible_truncation, reason = "test data")]
            values.push((62.0 + 1.8 * normal()) as f32);
            if i % 2 == 0 {
                let pull = f64::from(i) / 40_000.0 * 40.0;
                #[expect(clippy::cast_possible_truncation, reason = "test data")]
                values.push((62.0 - pull + 1.8 * normal()) as f32);
            }
        }
        let peak = fit(values.iter().copied(), Some(Hair::Darker)).expect("values");
        assert!((peak.center - 62.0).abs() < 0.3, "centre {}", peak.center);
        assert!((peak.sd - 1.8).abs() < 0.3, "spread {}", peak.sd);
        let mirrored: Vec<f32> = values.iter().map(|value| 100.0 - value).collect();
        let peak = fit(mirrored, Some(Hair::Lighter)).expect("values");
        assert!((peak.center - 38.0).abs() < 0.3, "centre {}", peak.center);
        assert!(fit([], None).is_none(), "nothing to fit");
    }
}
