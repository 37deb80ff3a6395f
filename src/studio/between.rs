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
/// Spreads that are weighed: as many, each a fifth to a half larger than the one before.
const WEIGHED: usize = 9;
const RANGE: (f64, f64) = (0.08, 0.9);

/// The fit with the spread between clients that the results make probable: the root of its mean square over
/// what the evidence and a lognormal prior around 0.3 leave possible, so that not knowing it widens what is
/// said of the next client.
pub(super) fn fit_with_spread(clients: &[Vec<&Evidence>], results: usize) -> Option<(Between, Posterior)> {
    let first = fit(clients, Between::ASSUMED, [0.0; FITTED])?;
    if results < ENOUGH {
        return Some((Between::ASSUMED, first));
    }
    // All from one start, so that none depends on the one before.
    let start = first.at;
    let step = (RANGE.1 / RANGE.0).ln() / (WEIGHED - 1) as f64;
    let weighed: Vec<(f64, f64)> = (0..WEIGHED)
        .filter_map(|i| {
            let log_sd = RANGE.0 * (step * i as f64).exp();
            let off = (log_sd / Between::ASSUMED.log_sd).ln() / PRIOR_SIGMA;
            let found = fit(clients, Between { log_sd }, start)?;
            Some((log_sd, found.ln_evidence - 0.5 * off * off))
        })
        .collect();
    let most = weighed.iter().map(|(_, merit)| *merit).fold(f64::NEG_INFINITY, f64::max);
    let weight = |merit: f64| (merit - most).exp();
    let total: f64 = weighed.iter().map(|(_, merit)| weight(*merit)).sum();
    let square: f64 = weighed.iter().map(|(sd, merit)| sd * sd * weight(*merit)).sum();
    let between = Between { log_sd: (square / total).sqrt() };
    let found = fit(clients, between, start);
    Some(found.map_or((Between::ASSUMED, first), |found| (between, found)))
}
