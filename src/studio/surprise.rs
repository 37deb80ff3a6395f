//! How surprising a result is, and which results wait because of it.
//!
//! One gross error among few results would swing all that is believed: the priors are wide, and the robust loss can
//! only stop counting what other results speak against. So a result that the priors all but rule out is left out
//! of the count until the results of other clients make it probable. Nothing is lost for good: a studio whose hands
//! are far from usual is believed from its second client on.

use std::collections::{BTreeMap, BTreeSet};

use super::between::Between;
use super::entry::Entry;
use super::evidence::Evidence;
use super::lesson::by_client;
use super::matrix::{Cholesky, dot, identity};
use super::posterior::{FITTED, Point, fit, placed};
use crate::optics::distribution::{normal_cdf, normal_quantile};

/// A result waits when one as far out has less than this chance.
pub(super) const WAITS_BELOW: f64 = 0.01;
/// Handlings that are drawn; measuring errors smooth what lies between them.
const DRAWS: u32 = 128;
/// Groups of clients that are held against all others, one after the other.
const GROUPS: usize = 8;
/// One for each fitted number, then how the client differs in depth and in what tissue holds.
const PRIMES: [u32; FITTED + 2] = [2, 3, 5, 7, 11, 13, 17, 19, 23];

/// For every entry that waits: the chance that a result is as far from what is expected without it.
///
/// What is odd of one client may be odd for one reason, so it is held against the results of others; where many
/// clients are odd, against those of most others, so that long logs take no longer than a few fits.
pub(super) fn waiting(entries: &[Entry], evidence: &[Result<Evidence, String>]) -> Vec<Option<f64>> {
    let start = [0.0; FITTED];
    let unit = identity(FITTED);
    let under_priors = |one: &Evidence| tail(one, &start, &unit).filter(|chance| *chance < WAITS_BELOW);
    let mut waiting: Vec<Option<f64>> =
        evidence.iter().map(|one| one.as_ref().ok().and_then(under_priors)).collect();
    let clients: BTreeSet<(bool, &str)> = entries
        .iter()
        .zip(&waiting)
        .filter(|(_, odd)| odd.is_some())
        .map(|(entry, _)| client(entry))
        .collect();
    let groups: BTreeMap<(bool, &str), usize> =
        clients.into_iter().enumerate().map(|(place, client)| (client, place % GROUPS)).collect();
    let odd: Vec<Option<usize>> = entries
        .iter()
        .zip(&waiting)
        .map(|(entry, odd)| odd.and_then(|_| groups.get(&client(entry)).copied()))
        .collect();
    for group in 0..GROUPS.min(groups.len()) {
        let rest = by_client(entries, evidence, &|which| odd[which] != Some(group));
        let Some(believed) = fit(&rest, Between::ASSUMED, start).filter(|_| !rest.is_empty()) else {
            continue;
        };
        let Some(factor) = Cholesky::of(&believed.covariance) else { continue };
        for (which, one) in evidence.iter().enumerate().filter(|(which, _)| odd[*which] == Some(group)) {
            let chance = one.as_ref().ok().and_then(|one| tail(one, &believed.at, factor.rows()));
            waiting[which] = chance.or(waiting[which]).filter(|chance| *chance < WAITS_BELOW);
        }
    }
    waiting
}

/// Whose result it is; without a code it is its own client's.
pub(super) fn client(entry: &Entry) -> (bool, &str) {
    match &entry.client {
        Some(client) => (true, client.as_str()),
        None => (false, entry.id.as_str()),
    }
}

/// The chance of a result as far out as this one in L*, a* or b*, for handlings of a middle and a triangular factor;
/// three times the least of the three, which is at most what it seems.
fn tail(evidence: &Evidence, middle: &Point, factor: &[Vec<f64>]) -> Option<f64> {
    let tone = [evidence.tone.l, evidence.tone.a, evidence.tone.b];
    let mut below = [0.0; 3];
    for index in 1..=DRAWS {
        let z = PRIMES.map(|prime| normal_quantile(radical_inverse(index, prime)));
        let (own, client) = z.split_at(FITTED);
        let at: Point = std::array::from_fn(|i| {
            middle[i] + factor.get(i).map_or(0.0, |row| dot(row, &own[..row.len().min(FITTED)]))
        });
        let mut placed = placed(&at, evidence.zone);
        placed.ln_depth += Between::ASSUMED.log_sd * client[0];
        placed.ln_held += Between::ASSUMED.log_sd * client[1];
        let expected = evidence.predict(&placed);
        let covariance = evidence.covariance(&placed);
        for (c, sum) in below.iter_mut().enumerate() {
            *sum += normal_cdf((tone[c] - expected[c]) / covariance[c][c].sqrt()) / f64::from(DRAWS);
        }
    }
    let least = below.map(|below| 2.0 * below.min(1.0 - below)).into_iter().fold(f64::INFINITY, f64::min);
    least.is_finite().then(|| (3.0 * least).clamp(0.0, 1.0))
}

/// Halton's sequence in one dimension: between 0 and 1, and evenly.
fn radical_inverse(index: u32, prime: u32) -> f64 {
    let (mut left, mut share, mut value) = (index, 1.0, 0.0);
    while left > 0 {
        share /= f64::from(prime);
        value += share * f64::from(left % prime);
        left /= prime;
    }
    value
}
