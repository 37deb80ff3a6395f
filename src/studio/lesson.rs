//! What the log has taught: before, after, on how many results, and which disagree.

use std::collections::BTreeMap;

use super::between::{Between, ENOUGH, fit_with_spread};
use super::entry::{Entry, Zone};
use super::evidence::Evidence;
use super::matrix::{Cholesky, dot};
use super::posterior::{FITTED, Point, Posterior, TOLD_APART, misfit, placed, told_apart};
use super::surprise::{client, waiting};
use crate::color::Lab;
use crate::library::ShadeLibrary;
use crate::locale::tr;
use crate::optics::prior::{Belief, CLEAR_DEPTH_SIGMA, DEPOSIT_SIGMA, HANDLING};

/// A quantity that is not known exactly, taken as lognormal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// As probable above as below.
    pub median: f64,
    /// Spread of its logarithm.
    pub log_sd: f64,
}

impl Range {
    /// The range that holds it in eight cases of ten.
    #[must_use]
    pub fn interval_80(&self) -> (f64, f64) {
        const TEN_PERCENT: f64 = 1.281_551_565_544_600_4;
        let factor = (TEN_PERCENT * self.log_sd).exp();
        (self.median / factor, self.median * factor)
    }

    fn of_logarithm(ln: f64, variance: f64) -> Self {
        Self { median: ln.exp(), log_sd: variance.max(0.0).sqrt() }
    }
}

/// One quantity before and after.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Taught {
    /// Under the priors.
    pub before: Range,
    /// In this studio.
    pub after: Range,
    /// With the next client: the studio's, and how clients differ.
    pub next_client: Range,
}

/// How far clients differ: spread of logarithms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetweenClients {
    /// Until enough results are there.
    pub assumed: f64,
    /// What the fit went on with.
    pub used: f64,
    /// Estimated from the results, not assumed.
    pub estimated: bool,
}

/// One result against what the studio's handling leads to expect.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultReport {
    /// Id of the entry.
    pub id: String,
    /// What was measured.
    pub tone: Lab,
    /// What was expected; none when the result was not used.
    pub expected: Option<Lab>,
    /// Residual in units of what is expected of measurement and clients: 1 is usual.
    pub residual: Option<f64>,
    /// Beyond what 99 in 100 results show.
    pub disagrees: bool,
    /// It waits, out of the count, until a result of another client agrees: the chance of one as far from what is
    /// expected without it, below 0.01.
    pub waits: Option<f64>,
    /// Why it was not used.
    pub not_used: Option<String>,
}

/// What the log has taught.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    /// Results that were used; those that wait are not.
    pub results: usize,
    /// Clear dermis above the pigment, mm.
    pub clear_depth_mm: Taught,
    /// Millilitres of mix that healed normal skin holds by millilitre: deposit · hold.
    pub held_by_skin: Taught,
    /// The same of a scar: deposit · uptake · hold.
    pub held_by_scar: Taught,
    /// How far clients differ.
    pub between_clients: BetweenClients,
    /// Every entry, in the order of the log.
    pub reports: Vec<ResultReport>,
    /// What new cases are drawn from; none without a usable result: the priors stand.
    pub belief: Option<Belief>,
}

/// A result beyond this is told: 99 % of χ² with three degrees of freedom.
const DISAGREES_ABOVE: f64 = 11.344_866_730_144_373;

/// Fits the handling to the entries. The library gives the solids of bottles whose entries do not.
#[must_use]
pub fn learn(entries: &[Entry], library: &ShadeLibrary) -> Lesson {
    let evidence: Vec<Result<Evidence, String>> =
        entries.iter().map(|entry| Evidence::of(entry, library)).collect();
    let waits = waiting(entries, &evidence);
    let clients = by_client(entries, &evidence, &|which| waits[which].is_none());
    let results = clients.iter().map(Vec::len).sum();
    let fitted = if results == 0 { None } else { fit_with_spread(&clients, results) };
    let (between, posterior) = match &fitted {
        Some((between, posterior)) => (*between, Some(posterior)),
        None => (Between::ASSUMED, None),
    };
    let [clear_depth_mm, held_by_skin, held_by_scar] = taught(between, posterior);
    let reports = entries.iter().zip(&evidence).zip(&waits);
    Lesson {
        results: if posterior.is_some() { results } else { 0 },
        clear_depth_mm,
        held_by_skin,
        held_by_scar,
        between_clients: BetweenClients {
            assumed: Between::ASSUMED.log_sd,
            used: between.log_sd,
            estimated: posterior.is_some() && results >= ENOUGH,
        },
        reports: reports
            .map(|((entry, evidence), waits)| report(entry, evidence, *waits, (between, posterior)))
            .collect(),
        belief: posterior.and_then(|posterior| belief(between, posterior)),
    }
}

/// Usable results that count by client, in an order that does not depend on the log's.
pub(super) fn by_client<'e>(
    entries: &[Entry],
    evidence: &'e [Result<Evidence, String>],
    counts: &dyn Fn(usize) -> bool,
) -> Vec<Vec<&'e Evidence>> {
    let mut ordered: BTreeMap<(bool, &str), Vec<(&str, &Evidence)>> = BTreeMap::new();
    for (which, (entry, evidence)) in entries.iter().zip(evidence).enumerate() {
        let Some(evidence) = evidence.as_ref().ok().filter(|_| counts(which)) else { continue };
        ordered.entry(client(entry)).or_default().push((&entry.id, evidence));
    }
    ordered
        .into_values()
        .map(|mut client| {
            client.sort_by_key(|(id, _)| *id);
            client.into_iter().map(|(_, evidence)| evidence).collect()
        })
        .collect()
}

fn taught(between: Between, posterior: Option<&Posterior>) -> [Taught; TOLD_APART] {
    let (prior_ln, prior_slopes) = told_apart(&[0.0; FITTED]);
    let spread = between.log_sd * between.log_sd;
    std::array::from_fn(|which| {
        let slopes = &prior_slopes[which];
        let before = Range::of_logarithm(prior_ln[which], dot(slopes, slopes));
        let Some(posterior) = posterior else { return Taught { before, after: before, next_client: before } };
        let (ln, slopes) = told_apart(&posterior.at);
        let variance = variance(&slopes[which], posterior);
        Taught {
            before,
            after: Range::of_logarithm(ln[which], variance),
            next_client: Range::of_logarithm(ln[which], variance + spread),
        }
    })
}

fn variance(slopes: &Point, posterior: &Posterior) -> f64 {
    posterior.covariance.iter().zip(slopes).map(|(row, slope)| slope * dot(row, slopes)).sum()
}

fn report(
    entry: &Entry,
    evidence: &Result<Evidence, String>,
    waits: Option<f64>,
    (between, posterior): (Between, Option<&Posterior>),
) -> ResultReport {
    let (id, tone) = (entry.id.clone(), entry.tone);
    let unused = |not_used: String| ResultReport {
        id: entry.id.clone(),
        tone,
        expected: None,
        residual: None,
        disagrees: false,
        waits: None,
        not_used: Some(not_used),
    };
    // A result that waits is held against what is known without it, be it the priors alone.
    let at = posterior.map(|posterior| posterior.at).or(waits.map(|_| [0.0; FITTED]));
    match (evidence, at) {
        (Err(why), _) => unused(why.clone()),
        (Ok(_), None) => unused(String::from(tr("the fit found no answer: check the numbers of the log"))),
        (Ok(evidence), Some(at)) => {
            let zone: Zone = evidence.zone;
            let [l, a, b] = evidence.predict(&placed(&at, zone));
            let misfit = misfit(evidence, between, &at);
            ResultReport {
                id,
                tone,
                expected: Some(Lab::new(l, a, b)),
                residual: misfit.map(|misfit| (misfit / 3.0).sqrt()),
                disagrees: misfit.is_some_and(|misfit| misfit > DISAGREES_ABOVE),
                waits,
                not_used: None,
            }
        }
    }
}

/// What a new client's handling is drawn from: the posterior of the five numbers, widened in depth and deposit
/// by how clients differ.
fn belief(between: Between, posterior: &Posterior) -> Option<Belief> {
    let mut covariance: Vec<Vec<f64>> =
        posterior.covariance.iter().take(HANDLING).map(|row| row[..HANDLING].to_vec()).collect();
    for (which, sigma) in [(0, CLEAR_DEPTH_SIGMA), (1, DEPOSIT_SIGMA)] {
        covariance[which][which] += (between.log_sd / sigma).powi(2);
    }
    let factor = Cholesky::of(&covariance)?;
    let rows = factor.rows();
    Some(Belief {
        middle: std::array::from_fn(|i| posterior.at[i]),
        factor: std::array::from_fn(|i| {
            std::array::from_fn(|j| rows.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0.0))
        }),
    })
}
