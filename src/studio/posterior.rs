//! The most probable handling given the evidence, and its spread.
//!
//! Seven standard normal numbers under the priors: the five of `Handling`, then Yule-Nielsen's n and the
//! healed width of a mark, which areas depend on and which are integrated away. Measured minus predicted has the
//! covariance of the measurement plus that of the spread between clients, carried through the model's slopes;
//! results of one client share that spread. The loss is Student's t with five degrees of freedom over all
//! results of a client, its scale such that good results weigh 1 on average: a gross error stops counting
//! instead of pulling. The spread is Laplace's, from the observed curvature at the optimum.

use super::between::Between;
use super::entry::Zone;
use super::evidence::{Evidence, PLACED, Placed};
use super::holds::{ln_hold_scar, ln_hold_skin};
use super::matrix::{Cholesky, add_outer, dot, identity};
use crate::optics::defaults;
use crate::optics::distribution::normal_cdf;
use crate::optics::prior::{
    CLEAR_DEPTH_SIGMA, DEPOSIT_SIGMA, DIAMETER_SIGMA, HANDLING, UPTAKE_SIGMA, hold_correlation,
};

/// Numbers that are fitted.
pub(super) const FITTED: usize = HANDLING + 2;
/// What is told apart: logarithms of clear depth, held by skin, held by a scar.
pub(super) const TOLD_APART: usize = 3;

/// Degrees of freedom of the loss.
const FREEDOM: f64 = 5.0;
/// With this in place of the degrees of freedom under the residual, good results weigh 1 on average.
const BALANCED: f64 = FREEDOM - 1.0;
/// What the loss keeps of the information in results with normal errors (the variance of its pull is 1.10 times
/// its curvature): the curvature counts that much less in the spread.
const KEPT: f64 = 0.909;
/// Covariances are brought up to date at most this often; they settle in four to six.
const ROUNDS: usize = 12;
/// Steps between two updates.
const STEPS: usize = 20;
/// Moves below this, in prior standard deviations, end the search.
const SETTLED: f64 = 1e-7;
/// Half a step of the finite differences of the handling.
const HALF: f64 = 1e-3;

pub(super) type Point = [f64; FITTED];

/// The optimum and what surrounds it.
#[derive(Debug, Clone)]
pub(super) struct Posterior {
    pub at: Point,
    /// By rows.
    pub covariance: Vec<Vec<f64>>,
    /// Logarithm of the evidence for the spread between clients, up to a constant.
    pub ln_evidence: f64,
}

/// The fit for a given spread between clients, from a start; none when the numbers give out, which no log of
/// sound entries makes them do.
pub(super) fn fit(clients: &[Vec<&Evidence>], between: Between, start: Point) -> Option<Posterior> {
    let mut at = start;
    for _ in 0..ROUNDS {
        let before = at;
        let blocks = blocks(clients, between, &at)?;
        at = optimum(clients, &blocks, at)?;
        if far(&before, &at) < SETTLED {
            break;
        }
    }
    let blocks = blocks(clients, between, &at)?;
    let near = local(clients, &blocks, &at);
    let curvature = curvature(&near, true, KEPT).or_else(|| curvature(&near, false, KEPT))?;
    let spread: f64 = blocks.iter().map(Cholesky::ln_determinant).sum();
    let ln_evidence = -loss(clients, &blocks, &at) - 0.5 * (spread + curvature.ln_determinant());
    Some(Posterior { at, covariance: curvature.inverse(), ln_evidence })
}

/// Logarithms of what is told apart, and how they change with each fitted number.
pub(super) fn told_apart(at: &Point) -> ([f64; TOLD_APART], [Point; TOLD_APART]) {
    let mut slopes = [[0.0; FITTED]; TOLD_APART];
    for which in 0..HANDLING {
        let (up, down) = (logarithms(&moved(at, which, HALF)), logarithms(&moved(at, which, -HALF)));
        for (row, (up, down)) in slopes.iter_mut().zip(up.iter().zip(down)) {
            row[which] = (up - down) / (2.0 * HALF);
        }
    }
    (logarithms(at), slopes)
}

/// How the pigment of a zone lies at a point.
pub(super) fn placed(at: &Point, zone: Zone) -> Placed {
    let [ln_depth, skin, scar] = logarithms(at);
    let [.., n, width] = *at;
    Placed {
        ln_depth,
        ln_held: if zone == Zone::Scar { scar } else { skin },
        yule_nielsen: 1.0 + normal_cdf(n),
        ln_diameter: defaults::HEALED_DIAMETER_MM.ln() + DIAMETER_SIGMA * width,
    }
}

/// Squared residuals of one result at a point, in units of what is expected: χ² with three degrees of freedom.
pub(super) fn misfit(evidence: &Evidence, between: Between, at: &Point) -> Option<f64> {
    let blocks = blocks(&[vec![evidence]], between, at)?;
    let residual = residual(&[evidence], at);
    blocks.first().map(|block| block.whitened(&residual)).map(|white| dot(&white, &white))
}

fn logarithms(at: &Point) -> [f64; TOLD_APART] {
    let [depth, deposit, skin, scar, uptake, ..] = *at;
    let shared = hold_correlation();
    let scar = shared * skin + (1.0 - shared * shared).sqrt() * scar;
    let deposit = defaults::DEPOSIT.ln() + DEPOSIT_SIGMA * deposit;
    [
        defaults::CLEAR_DEPTH_MM.ln() + CLEAR_DEPTH_SIGMA * depth,
        deposit + ln_hold_skin(skin),
        deposit + ln_hold_scar(scar) + defaults::UPTAKE_SCAR.ln() + UPTAKE_SIGMA * uptake,
    ]
}

fn moved(at: &Point, which: usize, by: f64) -> Point {
    let mut moved = *at;
    moved[which] += by;
    moved
}

fn far(a: &Point, b: &Point) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

fn residual(client: &[&Evidence], at: &Point) -> Vec<f64> {
    client
        .iter()
        .flat_map(|evidence| {
            let expected = evidence.predict(&placed(at, evidence.zone));
            let tone = [evidence.tone.l, evidence.tone.a, evidence.tone.b];
            std::array::from_fn::<f64, 3, _>(|c| tone[c] - expected[c])
        })
        .collect()
}

/// Factor of each client's covariance at a point.
fn blocks(clients: &[Vec<&Evidence>], between: Between, at: &Point) -> Option<Vec<Cholesky>> {
    clients
        .iter()
        .map(|client| {
            let size = 3 * client.len();
            let mut matrix = vec![vec![0.0; size]; size];
            let mut depth = Vec::with_capacity(size);
            let mut held = Vec::with_capacity(size);
            for (index, evidence) in client.iter().enumerate() {
                let placed = placed(at, evidence.zone);
                for (c, row) in evidence.covariance(&placed).iter().enumerate() {
                    matrix[3 * index + c][3 * index..3 * index + 3].copy_from_slice(row);
                }
                for row in evidence.slopes(&placed) {
                    depth.push(row[0]);
                    held.push(row[1]);
                }
            }
            add_outer(&mut matrix, &depth, between.log_sd * between.log_sd);
            add_outer(&mut matrix, &held, between.log_sd * between.log_sd);
            Cholesky::of(&matrix)
        })
        .collect()
}

/// One client near a point: residuals and slopes freed of their covariance.
struct Local {
    residual: Vec<f64>,
    /// By fitted number.
    slopes: Vec<Vec<f64>>,
}

fn local(clients: &[Vec<&Evidence>], blocks: &[Cholesky], at: &Point) -> Vec<Local> {
    let (_, told) = told_apart(at);
    let n = (normal_cdf(at[HANDLING] + HALF) - normal_cdf(at[HANDLING] - HALF)) / (2.0 * HALF);
    let chain = |zone: Zone, which: usize| -> [f64; PLACED] {
        let held = if zone == Zone::Scar { told[2] } else { told[1] };
        match which {
            HANDLING => [0.0, 0.0, n, 0.0],
            which if which > HANDLING => [0.0, 0.0, 0.0, DIAMETER_SIGMA],
            which => [told[0][which], held[which], 0.0, 0.0],
        }
    };
    let near = clients.iter().zip(blocks).map(|(client, block)| {
        let by_placed: Vec<_> = client
            .iter()
            .map(|evidence| (evidence.zone, evidence.slopes(&placed(at, evidence.zone))))
            .collect();
        let slopes = (0..FITTED).map(|which| {
            let column: Vec<f64> = by_placed
                .iter()
                .flat_map(|(zone, rows)| {
                    let chain = chain(*zone, which);
                    rows.map(|row| dot(&row, &chain))
                })
                .collect();
            block.whitened(&column)
        });
        Local { slopes: slopes.collect(), residual: block.whitened(&residual(client, at)) }
    });
    near.collect()
}

/// Half the distance from the priors squared, plus the loss of every client.
fn loss(clients: &[Vec<&Evidence>], blocks: &[Cholesky], at: &Point) -> f64 {
    let of_client = |(client, block): (&Vec<&Evidence>, &Cholesky)| {
        let white = block.whitened(&residual(client, at));
        0.5 * (FREEDOM + white.len() as f64) * (dot(&white, &white) / BALANCED).ln_1p()
    };
    0.5 * dot(at, at) + clients.iter().zip(blocks).map(of_client).sum::<f64>()
}

/// Curvature of the loss, the results' part of it `kept` times; `observed` takes into account that weights fall as residuals grow.
fn curvature(locals: &[Local], observed: bool, kept: f64) -> Option<Cholesky> {
    let mut matrix = identity(FITTED);
    for local in locals {
        let size = local.residual.len();
        let weight = (FREEDOM + size as f64) / (BALANCED + dot(&local.residual, &local.residual));
        for k in 0..size {
            let row: Vec<f64> = local.slopes.iter().map(|column| column[k]).collect();
            add_outer(&mut matrix, &row, kept * weight);
        }
        if observed {
            let pull: Vec<f64> = local.slopes.iter().map(|column| dot(column, &local.residual)).collect();
            add_outer(&mut matrix, &pull, -2.0 * kept * weight * weight / (FREEDOM + size as f64));
        }
    }
    Cholesky::of(&matrix)
}

/// The lowest loss near a start with covariances held still.
fn optimum(clients: &[Vec<&Evidence>], blocks: &[Cholesky], start: Point) -> Option<Point> {
    let mut at = start;
    let mut lowest = loss(clients, blocks, &at);
    for _ in 0..STEPS {
        let near = local(clients, blocks, &at);
        let mut gradient: Vec<f64> = at.to_vec();
        for local in &near {
            let size = local.residual.len() as f64;
            let weight = (FREEDOM + size) / (BALANCED + dot(&local.residual, &local.residual));
            for (g, column) in gradient.iter_mut().zip(&local.slopes) {
                *g -= weight * dot(column, &local.residual);
            }
        }
        let step = curvature(&near, false, 1.0)?.solve(&gradient);
        let (mut share, mut better) = (1.0, None);
        for _ in 0..12 {
            let trial: Point = std::array::from_fn(|i| at[i] - share * step[i]);
            let found = loss(clients, blocks, &trial);
            if found < lowest {
                better = Some((trial, found));
                break;
            }
            share *= 0.5;
        }
        let Some((trial, found)) = better else { break };
        let move_by = far(&at, &trial);
        (at, lowest) = (trial, found);
        if move_by < SETTLED {
            break;
        }
    }
    at.iter().all(|value| value.is_finite()).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Lab;
    use crate::library::ShadeLibrary;
    use crate::optics::distribution::normal_quantile;
    use crate::optics::{Colourant, Concentrations};
    use crate::studio::{Card, Entry, Mixture, Part, Subject, TissuePhoto};

    /// Marks and an area that fit no single handling exactly.
    fn evidence(seed: usize) -> Vec<Evidence> {
        let tones = [(50.0, 3.0), (56.0, 8.0), (47.0, 2.0), (53.0, 6.0), (49.0, 4.0), (62.0, 20.0)];
        let results = tones.iter().enumerate().map(|(i, (l, water))| {
            let (scar, off) = (i % 2 == 0, (i * 7 + seed * 5) % 5);
            let black = Concentrations::single(Colourant::CarbonBlack, 150.0);
            Entry {
                id: format!("{i}"),
                date: None,
                client: None,
                zone: if scar { Zone::Scar } else { Zone::Skin },
                recipe: Mixture {
                    parts: vec![Part { shade: String::from("black"), parts: 1, solids: Some(black) }],
                    water_parts: *water,
                },
                wash: None,
                subject: if i == 5 { Subject::Area { marks_per_cm2: 150.0 } } else { Subject::Mark },
                days: 40.0,
                tissue: if scar { Lab::new(74.0, 6.0, 13.0) } else { Lab::new(64.0, 11.5, 16.5) },
                tissue_photo: TissuePhoto::Same,
                tone: Lab::new(l + off as f64 - 2.0, 1.0, 4.0 + 0.5 * off as f64),
                card: if seed == 0 { Card::Grey } else { Card::Chart },
                note: None,
            }
        });
        let library = ShadeLibrary::bundled();
        results.map(|entry| Evidence::of(&entry, &library).expect("it can be used")).collect()
    }

    /// Points of a normal distribution: Halton's sequence, one prime for each number.
    fn normal_points(count: u32) -> impl Iterator<Item = Point> {
        (1..=count).map(|index| {
            [2_u32, 3, 5, 7, 11, 13, 17].map(|prime| {
                let (mut left, mut share, mut value) = (index, 1.0, 0.0);
                while left > 0 {
                    share /= f64::from(prime);
                    value += share * f64::from(left % prime);
                    left /= prime;
                }
                normal_quantile(value)
            })
        })
    }

    /// Middle and spread of what is told apart, by importance sampling around an optimum; covariances stay as
    /// at the optimum, which is what Laplace's spread is of, or follow the point.
    fn sampled(clients: &[Vec<&Evidence>], found: &Posterior, follow: bool) -> [(f64, f64); TOLD_APART] {
        const WIDER: f64 = 1.3;
        let factor = Cholesky::of(&found.covariance).expect("a covariance");
        let still = blocks(clients, Between::ASSUMED, &found.at).expect("covariances");
        let mut sums = [[0.0; 2]; TOLD_APART];
        let (mut total, mut squares) = (0.0, 0.0);
        for z in normal_points(1500) {
            let at: Point = std::array::from_fn(|i| found.at[i] + WIDER * dot(&factor.rows()[i], &z));
            let moved = blocks(clients, Between::ASSUMED, &at).expect("covariances");
            let blocks = if follow { &moved } else { &still };
            let spread: f64 = blocks.iter().map(Cholesky::ln_determinant).sum();
            let ln = -loss(clients, blocks, &at) - 0.5 * spread + 0.5 * dot(&z, &z) - found.ln_evidence;
            let weight = ln.exp();
            total += weight;
            squares += weight * weight;
            for (sum, value) in sums.iter_mut().zip(told_apart(&at).0) {
                sum[0] += weight * value;
                sum[1] += weight * value * value;
            }
        }
        assert!(total * total / squares > 100.0, "too few points count: {}", total * total / squares);
        sums.map(|[first, second]| {
            let mean = first / total;
            (mean, (second / total - mean * mean).sqrt())
        })
    }

    #[test]
    fn laplace_agrees_with_importance_sampling() {
        for seed in 0..2 {
            let evidence = evidence(seed);
            let clients: Vec<Vec<&Evidence>> = evidence.iter().map(|one| vec![one]).collect();
            let found = fit(&clients, Between::ASSUMED, [0.0; FITTED]).expect("it fits");
            let (told, slopes) = told_apart(&found.at);
            for (follow, most_off, most_wide) in [(false, 0.5, 1.35), (true, 1.0, 1.6)] {
                for (which, (mean, sd)) in sampled(&clients, &found, follow).into_iter().enumerate() {
                    let rows = found.covariance.iter().zip(slopes[which]);
                    let laplace =
                        rows.map(|(row, slope)| slope * dot(row, &slopes[which])).sum::<f64>().sqrt();
                    let (off, wide) = ((told[which] - mean) / sd, laplace / sd);
                    println!(
                        "case {seed}, covariances follow {follow}, {which}: off {off:.2} sd, spread {wide:.2}"
                    );
                    assert!(off.abs() < most_off, "{which}: {} against {mean} ± {sd}", told[which]);
                    assert!((1.0 / most_wide..most_wide).contains(&wide), "{which}: {laplace} against {sd}");
                }
            }
        }
    }
}
