//! How far clients of one studio differ.

use super::evidence::Evidence;
use super::posterior::{FITTED, Posterior, fit};

/// Spread of the logarithms of what tissue holds and of the clear depth from client to client; the two are
/// independent, and one client's zones share them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Between {
    pub log_sd: f64,
}

impl Between {
    /// Until enough results are there (*assumed*).
    pub(super) const ASSUMED: Self = Self { log_sd: 0.3 };
}

/// Results from which on the spread is estimated.
pub(super) const ENOUGH: usize = 10;
/// σ of the logarithm of what is assumed (*assumed*).
const PRIOR_SIGMA: f64 = 0.5;
/// Range of the estimate.
const RANGE: (f64, f64) = (0.05, 1.0);
/// Narrowing steps: each keeps 0.618 of the range, so that 3 % of the spread remain.
const STEPS: usize = 10;

/// The fit with the most probable spread between clients: its evidence times a lognormal prior around 0.3.
pub(super) fn fit_with_spread(clients: &[Vec<&Evidence>], results: usize) -> Option<(Between, Posterior)> {
    let first = fit(clients, Between::ASSUMED, [0.0; FITTED])?;
    if results < ENOUGH {
        return Some((Between::ASSUMED, first));
    }
    // From one start, so that the estimate does not depend on the way to it.
    let start = first.at;
    let merit = |ln_sd: f64| {
        let found = fit(clients, Between { log_sd: ln_sd.exp() }, start);
        let off = (ln_sd - Between::ASSUMED.log_sd.ln()) / PRIOR_SIGMA;
        found.map_or(f64::NEG_INFINITY, |found| found.ln_evidence - 0.5 * off * off)
    };
    // Golden section.
    let golden = f64::midpoint(5.0_f64.sqrt(), -1.0);
    let (mut low, mut high) = (RANGE.0.ln(), RANGE.1.ln());
    let (mut a, mut b) = (high - golden * (high - low), low + golden * (high - low));
    let (mut of_a, mut of_b) = (merit(a), merit(b));
    for _ in 0..STEPS {
        if of_a > of_b {
            (high, b, of_b) = (b, a, of_a);
            a = high - golden * (high - low);
            of_a = merit(a);
        } else {
            (low, a, of_a) = (a, b, of_b);
            b = low + golden * (high - low);
            of_b = merit(b);
        }
    }
    let between = Between { log_sd: f64::midpoint(low, high).exp() };
    fit(clients, between, start).map(|found| (between, found))
}
