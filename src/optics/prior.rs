//! How sure the assumed settings are: priors on how a studio's hands place pigment, and what was learnt of them.
//!
//! Everything is told in five standard normal numbers, so that priors and a posterior have one form: a middle
//! and a triangular factor. The numbers stand, in this order, for clear depth, deposit, hold of skin, hold of a
//! scar (what it does not share with skin) and uptake of a scar.

use super::defaults;
use super::distribution::{beta_quantile, lognormal, normal_cdf};

/// Standard normal numbers that tell a [`Handling`].
pub const HANDLING: usize = 5;

/// σ of the logarithm of the clear depth.
pub const CLEAR_DEPTH_SIGMA: f64 = 0.5;
/// σ of the logarithm of the deposit.
pub const DEPOSIT_SIGMA: f64 = 0.35;
/// Standard deviation of the hold of normal skin.
pub const HOLD_SKIN_SD: f64 = 0.12;
/// Standard deviation of the hold of a scar.
pub const HOLD_SCAR_SD: f64 = 0.18;
/// Rank correlation of the two holds (*assumed*).
pub const HOLD_RANK_CORRELATION: f64 = 0.5;
/// σ of the logarithm of the scar's uptake.
pub const UPTAKE_SIGMA: f64 = 0.3;
/// σ of the logarithm of the healed diameter (*assumed*).
pub const DIAMETER_SIGMA: f64 = 0.2;

/// How much pigment is placed, how deep, and what stays.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Handling {
    /// Clear dermis above healed pigment, mm.
    pub clear_depth_mm: f64,
    /// Millilitres of mix held by a millilitre of fresh normal skin.
    pub deposit: f64,
    /// Share held after healing in normal skin.
    pub hold_skin: f64,
    /// Share held after healing in a scar.
    pub hold_scar: f64,
    /// Uptake of a scar relative to normal skin.
    pub uptake: f64,
}

impl Handling {
    /// The settings that five standard normal numbers stand for under the priors.
    pub fn from_normals(z: &[f64; HANDLING]) -> Self {
        let correlation = hold_correlation();
        let hold_scar = correlation * z[2] + (1.0 - correlation * correlation).sqrt() * z[3];
        Self {
            clear_depth_mm: lognormal(defaults::CLEAR_DEPTH_MM, CLEAR_DEPTH_SIGMA, z[0]),
            deposit: lognormal(defaults::DEPOSIT, DEPOSIT_SIGMA, z[1]),
            hold_skin: beta_quantile(defaults::HOLD_SKIN, HOLD_SKIN_SD, normal_cdf(z[2])),
            hold_scar: beta_quantile(defaults::HOLD_SCAR, HOLD_SCAR_SD, normal_cdf(hold_scar)),
            uptake: lognormal(defaults::UPTAKE_SCAR, UPTAKE_SIGMA, z[4]),
        }
    }

    /// Millilitres of mix that a millilitre of healed normal skin holds: deposit · hold.
    pub fn held_by_skin(&self) -> f64 {
        self.deposit * self.hold_skin
    }

    /// The same of a scar: deposit · uptake · hold.
    pub fn held_by_scar(&self) -> f64 {
        self.deposit * self.uptake * self.hold_scar
    }
}

/// What is believed of the handling in a new case: `middle + factor · z` for standard normal z.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Belief {
    /// The most probable numbers.
    pub middle: [f64; HANDLING],
    /// Lower triangular factor of their covariance.
    pub factor: [[f64; HANDLING]; HANDLING],
}

impl Belief {
    /// The most probable handling.
    pub fn middle(&self) -> Handling {
        Handling::from_normals(&self.middle)
    }

    /// The handling of one draw from five standard normal numbers.
    pub fn draw(&self, z: [f64; HANDLING]) -> Handling {
        let moved = |row: usize| self.factor[row].iter().zip(z).map(|(f, z)| f * z).sum::<f64>();
        Handling::from_normals(&std::array::from_fn(|row| self.middle[row] + moved(row)))
    }
}

/// Correlation of the normal numbers behind the two holds: that of a Gaussian copula with their rank correlation.
pub fn hold_correlation() -> f64 {
    2.0 * (std::f64::consts::PI * HOLD_RANK_CORRELATION / 6.0).sin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_the_priors_is_near_the_defaults() {
        let middle = Handling::from_normals(&[0.0; HANDLING]);
        assert!((middle.clear_depth_mm - defaults::CLEAR_DEPTH_MM).abs() < 1e-12);
        assert!((middle.deposit - defaults::DEPOSIT).abs() < 1e-12);
        // Medians of the two beta distributions, SciPy 1.17.1.
        assert!((middle.hold_skin - 0.604_358_404_518_851_3).abs() < 1e-9);
        assert!((middle.hold_scar - 0.555_304_269_274_109_9).abs() < 1e-9);
        assert!((middle.held_by_scar() - 0.08 * 0.555_304_269).abs() < 1e-9);
    }

    #[test]
    fn a_belief_moves_and_narrows() {
        let mut factor = [[0.0; HANDLING]; HANDLING];
        factor[0][0] = 0.5;
        let belief = Belief { middle: [2.0, 0.0, 0.0, 0.0, 0.0], factor };
        let depth = belief.draw([1.0; HANDLING]).clear_depth_mm;
        assert!((depth - 0.04 * (0.5_f64 * 2.5).exp()).abs() < 1e-12);
        assert_eq!(belief.draw([0.0; HANDLING]), belief.middle());
        // Far out nothing breaks.
        let far = Handling::from_normals(&[40.0; HANDLING]);
        assert!(far.hold_skin <= 1.0 && far.held_by_scar().is_finite());
    }
}
