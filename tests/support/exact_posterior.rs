//! The posterior of the healed look by importance sampling: tones are drawn round the measured ones as the stated
//! errors allow and weighted by how common such skins are; healing is drawn from its priors. The same posterior as
//! from draws of skins weighted by the tones' likelihood, with many more draws that count.

use rand::SeedableRng as _;
use rand_distr::{Distribution as _, StandardNormal};
use rand_pcg::Pcg64Mcg;
use rayon::prelude::*;
use scalp_shade::blend::ZonePlan;
use scalp_shade::color::{Interval, Lab, Reflectance, carry_light_error};
use scalp_shade::library::ShadeLibrary;
use scalp_shade::render::paler;

use crate::drawn_case::{DrawnCase, Healing, TrueZone};
use crate::worlds::World;

/// Standard deviation in L*, a*, b* of what scars differ from their skins by (*assumed*).
const SCAR_SD: [f64; 3] = [6.0, 4.0, 4.0];

/// Bare skin and scar minus bare skin, L* a* b* each.
type Pair = [f64; 6];

/// How common skins with their scars are: a normal distribution fitted to the skins the photos are made of; scars
/// differ from them as the rendered ones do in the mean, by [`SCAR_SD`] either way whatever the direction (the rendered
/// ones lie on a line, which nobody may count on).
#[derive(Debug)]
pub(crate) struct SkinPrior {
    mean: Pair,
    /// Lower triangular factor of the covariance.
    factor: [[f64; 6]; 6],
}

impl SkinPrior {
    pub(crate) fn new(skins: &[Reflectance]) -> Self {
        let pairs: Vec<Pair> = skins
            .iter()
            .flat_map(|skin| {
                (0..10).map(|i| {
                    let (bare, scar) = (skin.lab(), paler(skin, 0.3 + 0.1 * f64::from(i)).lab());
                    pair(bare, scar)
                })
            })
            .collect();
        let n = pairs.len() as f64;
        let mean = std::array::from_fn(|i| pairs.iter().map(|p| p[i]).sum::<f64>() / n);
        let off = |p: &Pair, i: usize| p[i] - mean[i];
        let covariance = std::array::from_fn(|i| {
            std::array::from_fn(|j| match (i < 3, j < 3) {
                (true, true) => pairs.iter().map(|p| off(p, i) * off(p, j)).sum::<f64>() / n,
                (false, false) if i == j => SCAR_SD[i - 3] * SCAR_SD[i - 3],
                _ => 0.0,
            })
        });
        Self { mean, factor: factor_of(&covariance) }
    }

    /// Logarithm of the density, without its constant.
    fn log_density(&self, pair: &Pair) -> f64 {
        let mut solved = [0.0; 6];
        for i in 0..6 {
            let inner: f64 = (0..i).map(|k| self.factor[i][k] * solved[k]).sum();
            solved[i] = (pair[i] - self.mean[i] - inner) / self.factor[i][i];
        }
        -0.5 * solved.iter().map(|v| v * v).sum::<f64>()
    }
}

fn pair(bare: Lab, scar: Lab) -> Pair {
    [bare.l, bare.a, bare.b, scar.l - bare.l, scar.a - bare.a, scar.b - bare.b]
}

fn factor_of(covariance: &[[f64; 6]; 6]) -> [[f64; 6]; 6] {
    let mut low = [[0.0; 6]; 6];
    for i in 0..6 {
        for j in 0..=i {
            let inner: f64 = (0..j).map(|k| low[i][k] * low[j][k]).sum();
            let rest: f64 = covariance[i][j] - inner;
            low[i][j] = if i == j { rest.max(1e-9).sqrt() } else { rest / low[j][j] };
        }
    }
    low
}

/// One draw with its weight: scar skin, and the healed mark and area in the scar.
struct Drawn {
    weight: f64,
    skin: Lab,
    mark: Option<Lab>,
    area: Lab,
}

/// Widths of the exact 80 % intervals by coordinate.
#[derive(Debug)]
pub(crate) struct ExactWidths {
    pub(crate) skin: [f64; 3],
    pub(crate) mark: Option<[f64; 3]>,
    pub(crate) area: [f64; 3],
    /// As many draws of equal weight would tell as much.
    pub(crate) effective: f64,
}

pub(crate) fn exact_widths(
    case: &DrawnCase,
    plan: &ZonePlan,
    prior: &SkinPrior,
    library: &ShadeLibrary,
    draws: u64,
) -> ExactWidths {
    let (bare, scar) = (&case.tones.bare_skin, case.tones.scar_skin());
    let [of_bare, of_scar] = [bare, scar].map(|tone| {
        let mut wide = [[0.0; 6]; 6];
        (0..3).for_each(|i| (0..3).for_each(|j| wide[i][j] = tone.covariance[i][j]));
        factor_of(&wide)
    });
    let one = |index: u64| {
        let mut rng = Pcg64Mcg::seed_from_u64(0xe4ac_7000_0000 + index);
        let mut three = || -> [f64; 3] { std::array::from_fn(|_| StandardNormal.sample(&mut rng)) };
        let (light, own_bare, own_scar) = (three(), three(), three());
        let light: [f64; 3] = std::array::from_fn(|c| light[c] * case.calibration.shared_sd[c]);
        let own = |factor: &[[f64; 6]; 6], z: [f64; 3]| -> [f64; 3] {
            std::array::from_fn(|i| (0..3).map(|k| factor[i][k] * z[k]).sum())
        };
        let minus = |tone: Lab, own: [f64; 3]| {
            let light = carry_light_error(light, bare.lab, tone);
            Lab::new(tone.l - own[0] - light[0], tone.a - own[1] - light[1], tone.b - own[2] - light[2])
        };
        let (bare, skin) =
            (minus(bare.lab, own(&of_bare, own_bare)), minus(scar.lab, own(&of_scar, own_scar)));
        let weight = prior.log_density(&pair(bare, skin)).exp();
        let healing = Healing::drawn(&mut rng, World::AS_ASSUMED);
        let zone = TrueZone { skin, scar: true, library, healing: &healing };
        let (mark, area) = zone.looks(plan.wash.as_ref(), plan.dots.as_ref(), plan.marks_per_cm2, None);
        Drawn { weight, skin, mark, area }
    };
    let drawn: Vec<Drawn> = (0..draws).into_par_iter().map(one).collect();
    let (sum, squares) = drawn.iter().fold((0.0, 0.0), |(s, q), d| (s + d.weight, q + d.weight * d.weight));
    let widths = |of: fn(&Drawn) -> Lab| {
        [|lab: Lab| lab.l, |lab: Lab| lab.a, |lab: Lab| lab.b]
            .map(|c| weighted_80(drawn.iter().map(|d| (c(of(d)), d.weight)).collect(), sum).width())
    };
    let with_marks = drawn.first().is_some_and(|d| d.mark.is_some());
    ExactWidths {
        skin: widths(|d| d.skin),
        mark: with_marks.then(|| widths(|d| d.mark.unwrap_or_default())),
        area: widths(|d| d.area),
        effective: sum * sum / squares,
    }
}

fn weighted_80(mut values: Vec<(f64, f64)>, sum: f64) -> Interval {
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let at = |share: f64| {
        let mut before = 0.0;
        let found = values.iter().find(|(_, weight)| {
            before += weight;
            before >= share * sum
        });
        found.map_or(f64::NAN, |(value, _)| *value)
    };
    Interval { low: at(0.1), high: at(0.9) }
}
