//! What a difference costs, and when it is accepted.

use crate::color::{
    DeltaEWeights, Lab, delta_e_2000, delta_e_2000_dark_penalised, delta_e_2000_weighted,
    individual_typology_angle,
};

/// How much more too dark costs than too light.
pub(super) const KAPPA: f64 = 0.5;
/// Share of the mark in the scar's error; the area has the rest.
pub(super) const MARK_SHARE: f64 = 0.4;
/// Share of the follicle in the surround's error; looking like the scar's mark has the rest.
pub(super) const FOLLICLE_SHARE: f64 = 0.6;
/// Share of the scar in the plan's score; the surround has the rest.
pub(super) const SCAR_WEIGHT: f64 = 0.7;
/// What each bottle beyond the first costs.
pub(super) const BOTTLE_FEE: f64 = 0.15;
/// Accepted difference of a mark in L*.
pub const MARK_ACCEPTED_DELTA_L: f64 = 3.0;
/// More than this below the target in L* counts as too dark.
pub(super) const TOO_DARK_DELTA_L: f64 = 2.0;

/// `e` of a mark against its target: colour counts a third, too dark counts more.
pub fn mark_error(predicted: Lab, target: Lab) -> f64 {
    delta_e_2000_dark_penalised(predicted, target, DeltaEWeights::MARK, KAPPA)
}

/// `e` of an area against its target: too dark counts more.
pub fn area_error(predicted: Lab, target: Lab) -> f64 {
    delta_e_2000_dark_penalised(predicted, target, DeltaEWeights::AREA, KAPPA)
}

/// CIEDE2000 of a mark, colour counting a third.
pub fn mark_delta_e(a: Lab, b: Lab) -> f64 {
    delta_e_2000_weighted(a, b, DeltaEWeights::MARK)
}

/// CIEDE2000 of an area.
pub fn area_delta_e(a: Lab, b: Lab) -> f64 {
    delta_e_2000(a, b)
}

/// Largest accepted CIEDE2000 of an area, T: 1.8 on light skin (typology angle above 41°), 2.6 on dark (below
/// 10°), linear between.
pub fn acceptance(bare_skin: Lab) -> f64 {
    let angle = individual_typology_angle(bare_skin);
    let dark = ((41.0 - angle) / 31.0).clamp(0.0, 1.0);
    1.8 + 0.8 * dark
}

/// Mean and 90 % quantile put together: `mean + 0.5 (p90 − mean)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spread {
    /// Mean of the errors.
    pub mean: f64,
    /// Their 90 % quantile.
    pub p90: f64,
}

impl Spread {
    /// Of the errors in all draws, which change places.
    pub(super) fn of(errors: &mut [f64]) -> Self {
        let mean = errors.iter().sum::<f64>() / errors.len().max(1) as f64;
        Self { mean, p90: quantile_of_unsorted(errors, 0.9) }
    }

    /// The score.
    pub(super) fn score(self) -> f64 {
        self.mean + 0.5 * (self.p90 - self.mean)
    }
}

/// Quantile by linear interpolation between the sorted values (the first is 0 %, the last 100 %).
pub(super) fn quantile_of_sorted(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let (index, share) = place_of_quantile(last, p);
    let (low, high) = (sorted[index], sorted[(index + 1).min(last)]);
    low + share * (high - low)
}

/// The value below the quantile, and how far it lies towards the next.
fn place_of_quantile(last: usize, p: f64) -> (usize, f64) {
    let place = p.clamp(0.0, 1.0) * last as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the last index"
    )]
    let index = place as usize;
    (index.min(last), place - place.floor())
}

/// The same of values in any order, which change places: only the two values around the quantile are sought.
fn quantile_of_unsorted(values: &mut [f64], p: f64) -> f64 {
    let Some(last) = values.len().checked_sub(1) else { return f64::NAN };
    let (index, share) = place_of_quantile(last, p);
    let (_, low, above) = values.select_nth_unstable_by(index, f64::total_cmp);
    let high = above.iter().copied().min_by(f64::total_cmp).unwrap_or(*low);
    *low + share * (high - *low)
}

/// Quantile of values in any order.
pub fn quantile(values: impl IntoIterator<Item = f64>, p: f64) -> f64 {
    let mut sorted: Vec<f64> = values.into_iter().collect();
    sorted.sort_unstable_by(f64::total_cmp);
    quantile_of_sorted(&sorted, p)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acceptance_runs_from_light_to_dark() {
        // Angle 45°, 26.6° and -45°.
        assert!((acceptance(Lab::new(65.0, 10.0, 15.0)) - 1.8).abs() < 1e-12);
        assert!((acceptance(Lab::new(40.0, 10.0, 10.0)) - 2.6).abs() < 1e-12);
        let middle = acceptance(Lab::new(55.0, 10.0, 10.0));
        assert!((middle - (1.8 + 0.8 * (41.0 - 26.565_051) / 31.0)).abs() < 1e-6);
    }

    #[test]
    fn quantiles_are_linear_between_values() {
        let values = [1.0, 2.0, 4.0, 8.0];
        assert_eq!(quantile_of_sorted(&values, 0.5), 3.0);
        assert!((quantile_of_sorted(&values, 0.9) - 6.8).abs() < 1e-12);
        assert_eq!(quantile_of_sorted(&values, 1.0), 8.0);
        assert!(quantile_of_sorted(&[], 0.5).is_nan());
        for p in [0.0, 0.2, 0.5, 0.9, 1.0] {
            let mut unsorted = [4.0, 8.0, 1.0, 2.0];
            assert_eq!(quantile_of_unsorted(&mut unsorted, p), quantile_of_sorted(&values, p));
        }
        let spread = Spread::of(&mut [8.0, 1.0, 4.0, 2.0]);
        assert!((spread.score() - (3.75 + 0.5 * (6.8 - 3.75))).abs() < 1e-12);
    }

    #[test]
    fn too_dark_costs_more() {
        let target = Lab::new(50.0, 5.0, 10.0);
        assert!(
            mark_error(Lab::new(47.0, 5.0, 10.0), target)
                > 1.4 * mark_error(Lab::new(53.0, 5.0, 10.0), target)
        );
        assert!(
            mark_delta_e(Lab::new(50.0, 9.0, 10.0), target) < area_delta_e(Lab::new(50.0, 9.0, 10.0), target)
        );
    }
}
