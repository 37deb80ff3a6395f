//! Quantiles of the distributions of what is assumed.

use statrs::function::beta::beta_reg;
use statrs::function::erf::{erfc, erfc_inv};

/// Standard normal quantile of a probability in (0, 1).
pub(crate) fn normal_quantile(p: f64) -> f64 {
    -std::f64::consts::SQRT_2 * erfc_inv(2.0 * p)
}

/// Standard normal distribution function.
pub(crate) fn normal_cdf(z: f64) -> f64 {
    0.5 * erfc(-z / std::f64::consts::SQRT_2)
}

/// Lognormal from a standard normal number: `median · exp(σ z)`, σ being that of the logarithm.
pub(crate) fn lognormal(median: f64, sigma: f64, z: f64) -> f64 {
    median * (sigma * z).exp()
}

/// Quantile of the beta distribution with this mean and standard deviation, which must fit in 0..=1.
pub(crate) fn beta_quantile(mean: f64, sd: f64, p: f64) -> f64 {
    let total = mean * (1.0 - mean) / (sd * sd) - 1.0;
    let (a, b) = (mean * total, (1.0 - mean) * total);
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    // Halving 60 times leaves 1e-18: slower than Newton's way and sure.
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if beta_reg(a, b, middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against `SciPy` 1.17.1, `norm.ppf`.
    #[test]
    fn normal_quantiles() {
        for (p, z) in [
            (0.5 / 256.0, -2.885_634_912_426_757_3),
            (0.02, -2.053_748_910_631_823),
            (0.1, -1.281_551_565_544_600_4),
            (0.3, -0.524_400_512_708_041),
            (0.5, 0.0),
            (0.9, 1.281_551_565_544_600_4),
            (1e-6, -4.753_424_308_822_899),
        ] {
            assert!((normal_quantile(p) - z).abs() < 1e-9, "{p}: {}", normal_quantile(p));
            assert!((normal_cdf(z) - p).abs() < 1e-10);
        }
    }

    /// Against `SciPy` 1.17.1, `beta.ppf`.
    #[test]
    fn beta_quantiles() {
        let p = [0.5 / 256.0, 0.1, 0.5, 0.9, 255.5 / 256.0];
        let skin = [
            0.253_288_512_447_813_75,
            0.440_384_101_188_298_74,
            0.604_358_404_518_851_3,
            0.753_640_604_580_825_7,
            0.890_218_733_451_255_7,
        ];
        let scar = [
            0.093_532_432_611_672_17,
            0.305_780_965_348_289_9,
            0.555_304_269_274_109_9,
            0.786_340_143_945_533_1,
            0.949_177_595_087_396_4,
        ];
        for i in 0..5 {
            assert!((beta_quantile(0.60, 0.12, p[i]) - skin[i]).abs() < 1e-9);
            assert!((beta_quantile(0.55, 0.18, p[i]) - scar[i]).abs() < 1e-9);
        }
    }
}
