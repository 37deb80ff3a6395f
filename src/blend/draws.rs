//! What is not known, drawn 256 times, the same for every recipe.

use super::sobol::{DIMENSIONS, shifted_points};
use super::{MatchTarget, OwnErrors};
use crate::color::{Lab, carry_light_error};
use crate::optics::defaults;
use crate::optics::distribution::{beta_quantile, lognormal, normal_cdf, normal_quantile};
use crate::optics::prior::{
    Belief, CLEAR_DEPTH_SIGMA, DEPOSIT_SIGMA, DIAMETER_SIGMA, HOLD_SCAR_SD, HOLD_SKIN_SD, Handling,
    UPTAKE_SIGMA, hold_correlation,
};

/// Which zone a recipe is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneKind {
    /// The scar.
    Scar,
    /// The feather zone around it.
    Surround,
}

/// One possible world.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Draw {
    /// Clear dermis above healed pigment, mm.
    pub clear_depth_mm: f64,
    /// Millilitres of mix held by a millilitre of fresh normal skin.
    pub deposit: f64,
    /// Share held after healing in normal skin.
    pub hold_skin: f64,
    /// Share held after healing in the scar.
    pub hold_scar: f64,
    /// Uptake of the scar relative to normal skin.
    pub uptake: f64,
    /// Yule-Nielsen's n.
    pub yule_nielsen: f64,
    /// Width of a healed mark, mm.
    pub healed_diameter_mm: f64,
    /// Own error of scar skin, L* a* b*.
    pub scar_skin: [f64; 3],
    /// Own error of bare skin.
    pub bare_skin: [f64; 3],
    /// Own error of the follicle.
    pub follicle: [f64; 3],
    /// Own error of the area average.
    pub area_average: [f64; 3],
    /// The error of light and camera that all tones share.
    pub shared: SharedError,
}

/// One error of the light as each tone has it, L* a* b*.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct SharedError {
    /// Of scar skin.
    pub scar_skin: [f64; 3],
    /// Of bare skin, for which it is stated.
    pub bare_skin: [f64; 3],
    /// Of the follicle.
    pub follicle: [f64; 3],
    /// Of the area average.
    pub area_average: [f64; 3],
}

impl SharedError {
    /// The error of bare skin and what the same light does to the other tones.
    fn of(target: &MatchTarget, error: [f64; 3]) -> Self {
        let carried = |tone: Lab| carry_light_error(error, target.bare_skin, tone);
        Self {
            scar_skin: carried(target.scar_skin),
            bare_skin: error,
            follicle: target.follicle.map_or(error, carried),
            area_average: carried(target.area_average),
        }
    }
}

impl Draw {
    /// Everything at its default and no error: the world of the nominal stage.
    pub const NOMINAL: Self = Self {
        clear_depth_mm: defaults::CLEAR_DEPTH_MM,
        deposit: defaults::DEPOSIT,
        hold_skin: defaults::HOLD_SKIN,
        hold_scar: defaults::HOLD_SCAR,
        uptake: defaults::UPTAKE_SCAR,
        yule_nielsen: defaults::YULE_NIELSEN,
        healed_diameter_mm: defaults::HEALED_DIAMETER_MM,
        scar_skin: [0.0; 3],
        bare_skin: [0.0; 3],
        follicle: [0.0; 3],
        area_average: [0.0; 3],
        shared: SharedError {
            scar_skin: [0.0; 3],
            bare_skin: [0.0; 3],
            follicle: [0.0; 3],
            area_average: [0.0; 3],
        },
    };

    /// The nominal world of a studio whose handling was learnt.
    pub fn nominal_of(belief: &Belief) -> Self {
        Self::NOMINAL.with(&belief.middle())
    }

    /// The same world with another handling.
    fn with(self, handling: &Handling) -> Self {
        let Handling { clear_depth_mm, deposit, hold_skin, hold_scar, uptake } = *handling;
        Self { clear_depth_mm, deposit, hold_skin, hold_scar, uptake, ..self }
    }

    /// Millilitres of mix held by a millilitre of fresh tissue of a zone.
    pub fn deposit_in(&self, zone: ZoneKind) -> f64 {
        match zone {
            ZoneKind::Scar => self.deposit * self.uptake,
            ZoneKind::Surround => self.deposit,
        }
    }

    /// Share held after healing in a zone.
    pub fn hold_in(&self, zone: ZoneKind) -> f64 {
        match zone {
            ZoneKind::Scar => self.hold_scar,
            ZoneKind::Surround => self.hold_skin,
        }
    }

    /// Error of a zone's skin, own and shared.
    pub fn skin_error(&self, zone: ZoneKind) -> [f64; 3] {
        match zone {
            ZoneKind::Scar => add(self.scar_skin, self.shared.scar_skin),
            ZoneKind::Surround => self.bare_skin_error(),
        }
    }

    /// Error of the follicle as a target, own and shared.
    pub fn follicle_error(&self) -> [f64; 3] {
        add(self.follicle, self.shared.follicle)
    }

    /// Error of the area average as a target, own and shared.
    pub fn area_error(&self) -> [f64; 3] {
        add(self.area_average, self.shared.area_average)
    }

    /// Error of bare skin as a target, own and shared.
    pub fn bare_skin_error(&self) -> [f64; 3] {
        add(self.bare_skin, self.shared.bare_skin)
    }
}

/// The 256 draws for a target.
///
/// Dimensions in this order: clear depth, deposit, hold of skin, hold of scar, uptake, n, diameter, own errors of
/// scar skin, bare skin, follicle and area average, the shared error. An own error is the lower Cholesky factor
/// of its covariance times three standard normal numbers. The shared error is drawn for bare skin and carried to the
/// other tones as an error of the light.
pub fn draws(target: &MatchTarget) -> Vec<Draw> {
    let factors = OwnFactors::of(&target.own);
    let correlation = hold_correlation();
    shifted_points().iter().map(|point| draw(point, &factors, correlation, target)).collect()
}

/// The same draws where a studio's handling was learnt: what the first five dimensions stand for is replaced.
pub fn learnt_draws(target: &MatchTarget, belief: &Belief) -> Vec<Draw> {
    let handling = shifted_points().into_iter().map(|point| {
        let [depth, deposit, skin, scar, uptake, ..] = point.map(normal_quantile);
        belief.draw([depth, deposit, skin, scar, uptake])
    });
    draws(target).into_iter().zip(handling).map(|(draw, handling)| draw.with(&handling)).collect()
}

/// The draws for a target and the world of the nominal stage: by the priors, or by what was learnt.
pub(super) fn worlds_of(target: &MatchTarget, learnt: Option<&Belief>) -> (Vec<Draw>, Draw) {
    match learnt {
        Some(belief) => (learnt_draws(target, belief), Draw::nominal_of(belief)),
        None => (draws(target), Draw::NOMINAL),
    }
}

struct OwnFactors {
    scar_skin: [[f64; 3]; 3],
    bare_skin: [[f64; 3]; 3],
    follicle: [[f64; 3]; 3],
    area_average: [[f64; 3]; 3],
}

impl OwnFactors {
    fn of(own: &OwnErrors) -> Self {
        Self {
            scar_skin: cholesky(own.scar_skin),
            bare_skin: cholesky(own.bare_skin),
            follicle: cholesky(own.follicle),
            area_average: cholesky(own.area_average),
        }
    }
}

fn draw(point: &[f64; DIMENSIONS], own: &OwnFactors, correlation: f64, target: &MatchTarget) -> Draw {
    let z = point.map(normal_quantile);
    let three = |from: usize| -> [f64; 3] { std::array::from_fn(|i| z[from + i]) };
    let hold_scar = correlation * z[2] + (1.0 - correlation * correlation).sqrt() * z[3];
    let shared = three(19);
    Draw {
        clear_depth_mm: lognormal(defaults::CLEAR_DEPTH_MM, CLEAR_DEPTH_SIGMA, z[0]),
        deposit: lognormal(defaults::DEPOSIT, DEPOSIT_SIGMA, z[1]),
        hold_skin: beta_quantile(defaults::HOLD_SKIN, HOLD_SKIN_SD, point[2]),
        hold_scar: beta_quantile(defaults::HOLD_SCAR, HOLD_SCAR_SD, normal_cdf(hold_scar)),
        uptake: lognormal(defaults::UPTAKE_SCAR, UPTAKE_SIGMA, z[4]),
        yule_nielsen: 1.0 + point[5],
        healed_diameter_mm: lognormal(defaults::HEALED_DIAMETER_MM, DIAMETER_SIGMA, z[6]),
        scar_skin: times(own.scar_skin, three(7)),
        bare_skin: times(own.bare_skin, three(10)),
        follicle: times(own.follicle, three(13)),
        area_average: times(own.area_average, three(16)),
        shared: SharedError::of(
            target,
            std::array::from_fn(|i| finite(target.shared_sd[i]).max(0.0) * shared[i]),
        ),
    }
}

fn add(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    std::array::from_fn(|i| a[i] + b[i])
}

fn times(matrix: [[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(m, v)| m * v).sum())
}

fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { 0.0 }
}

/// Lower factor of a covariance; a direction without spread gets zeros.
fn cholesky(covariance: [[f64; 3]; 3]) -> [[f64; 3]; 3] {
    let mut factor = [[0.0_f64; 3]; 3];
    for row in 0..3 {
        for column in 0..=row {
            let dot: f64 = (0..column).map(|k| factor[row][k] * factor[column][k]).sum();
            let rest = finite(covariance[row][column]) - dot;
            factor[row][column] = if row == column {
                rest.max(0.0).sqrt()
            } else if factor[column][column] > 0.0 {
                rest / factor[column][column]
            } else {
                0.0
            };
        }
    }
    factor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cholesky_gives_the_covariance_back() {
        let covariance = [[4.0, 1.0, -0.5], [1.0, 2.0, 0.3], [-0.5, 0.3, 1.0]];
        let factor = cholesky(covariance);
        for i in 0..3 {
            for j in 0..3 {
                let back: f64 = (0..3).map(|k| factor[i][k] * factor[j][k]).sum();
                assert!((back - covariance[i][j]).abs() < 1e-12);
            }
        }
        assert_eq!(cholesky([[0.0; 3]; 3]), [[0.0; 3]; 3]);
        assert!(cholesky([[f64::NAN; 3]; 3]).iter().flatten().all(|v| *v == 0.0));
    }

    #[test]
    fn a_belief_that_is_the_prior_changes_nothing_to_speak_of() {
        let target = MatchTarget::example();
        let factor = std::array::from_fn(|i| std::array::from_fn(|j| if i == j { 1.0 } else { 0.0 }));
        let belief = Belief { middle: [0.0; 5], factor };
        for (learnt, prior) in learnt_draws(&target, &belief).iter().zip(draws(&target)) {
            assert!((learnt.hold_scar - prior.hold_scar).abs() < 1e-9);
            assert!((learnt.hold_skin - prior.hold_skin).abs() < 1e-9);
            assert!((learnt.deposit - prior.deposit).abs() < 1e-12);
            assert_eq!((learnt.shared, learnt.yule_nielsen), (prior.shared, prior.yule_nielsen));
        }
    }

    #[test]
    fn medians_spreads_and_correlation_are_the_stated_ones() {
        let target = MatchTarget::example();
        let draws = draws(&target);
        let ranks = |value: fn(&Draw) -> f64| {
            let mut order: Vec<usize> = (0..draws.len()).collect();
            order.sort_by(|a, b| value(&draws[*a]).total_cmp(&value(&draws[*b])));
            let mut ranks = vec![0.0; draws.len()];
            order.into_iter().enumerate().for_each(|(rank, index)| ranks[index] = rank as f64);
            ranks
        };
        let (a, b) = (ranks(|d| d.hold_skin), ranks(|d| d.hold_scar));
        let squares: f64 = a.iter().zip(&b).map(|(a, b)| (a - b) * (a - b)).sum();
        let spearman = 1.0 - 6.0 * squares / (256.0 * (256.0 * 256.0 - 1.0));
        assert!((spearman - 0.5).abs() < 0.06, "{spearman}");
        let mean = |value: fn(&Draw) -> f64| draws.iter().map(value).sum::<f64>() / 256.0;
        assert!((mean(|d| d.hold_skin) - 0.60).abs() < 0.002);
        assert!((mean(|d| d.hold_scar) - 0.55).abs() < 0.005);
        assert!((mean(|d| d.yule_nielsen) - 1.5).abs() < 1e-12);
        assert!((mean(|d| (d.deposit / 0.08).ln())).abs() < 1e-9);
        assert!((mean(|d| (d.clear_depth_mm / 0.04).ln().powi(2)) - 0.25).abs() < 0.01);
        assert!((mean(|d| d.shared.bare_skin[0].powi(2)).sqrt() - target.shared_sd[0]).abs() < 0.05);
    }
}
