//! Which way a trainee errs: the median of the last signed errors, with a range for it.

use statrs::distribution::{Binomial, DiscreteCDF as _};

use crate::blend::quantile;
use crate::color::Interval;

/// Fewest errors that a range can be told from: with three, from the least to the most holds in 75 % only.
const FEWEST: usize = 4;

/// How a trainee errs in one coordinate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bias {
    /// Median of the signed errors, answer minus truth.
    pub median: f64,
    /// Where the true median lies in at least 8 of 10 cases.
    pub interval: Interval,
    /// Errors it is made of.
    pub errors: usize,
}

/// Of some signed errors; none of fewer than four.
///
/// The range runs between order statistics, the narrowest pair the same number of places from both ends that holds the
/// true median with a chance of 80 % or more, whatever the errors' distribution: the number of errors below it is
/// binomial with ½. Values that are not finite are left out.
#[must_use]
pub fn bias(errors: &[f64]) -> Option<Bias> {
    let mut sorted: Vec<f64> = errors.iter().copied().filter(|error| error.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    if n < FEWEST {
        return None;
    }
    let below = Binomial::new(0.5, n as u64).ok()?;
    // Outside the pair lie both tails: at most `place` errors below the median, or above it.
    let holds = |place: usize| 1.0 - 2.0 * below.cdf(place as u64);
    let place = (0..n / 2).take_while(|place| holds(*place) >= 0.8).last()?;
    let interval = Interval { low: *sorted.get(place)?, high: *sorted.get(n - 1 - place)? };
    Some(Bias { median: quantile(sorted.iter().copied(), 0.5), interval, errors: n })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt as _, SeedableRng as _};

    #[test]
    fn few_errors_have_no_range() {
        assert_eq!(bias(&[1.0, 2.0, 3.0]), None);
        let four = bias(&[4.0, 1.0, 3.0, f64::NAN, 2.0]).expect("four");
        assert_eq!((four.median, four.interval), (2.5, Interval { low: 1.0, high: 4.0 }));
    }

    /// Order statistics of a median (David and Nagaraja, Order Statistics, 7.1): of 10 errors the third from each end
    /// holds it in 1 − 2·P(B ≤ 2) = 89 %, the fourth in 66 %.
    #[test]
    fn the_range_is_that_of_order_statistics() {
        let ten: Vec<f64> = (1..=10).map(f64::from).collect();
        assert_eq!(bias(&ten).expect("ten").interval, Interval { low: 3.0, high: 8.0 });
    }

    #[test]
    fn the_range_holds_the_median_in_eight_of_ten_cases_or_more() {
        let mut rng = rand_pcg::Pcg64Mcg::seed_from_u64(1);
        for n in [5, 12, 20, 33] {
            let tries = 4000;
            let held = (0..tries)
                .filter(|_| {
                    // Lopsided: the median of −ln u is ln 2.
                    let errors: Vec<f64> = (0..n).map(|_| -rng.random_range(1e-9_f64..1.0).ln()).collect();
                    bias(&errors).expect("enough").interval.holds(std::f64::consts::LN_2)
                })
                .count();
            let share = held as f64 / f64::from(tries);
            assert!((0.78..0.96).contains(&share), "{n}: {share}");
        }
    }
}
