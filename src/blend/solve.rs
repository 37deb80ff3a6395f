//! From nominal lists to scored plans.

use rayon::prelude::*;

use super::bed::{Bed, Moment};
use super::cup::{BottleMask, Cup};
use super::difference::{BOTTLE_FEE, SCAR_WEIGHT, mark_error};
use super::draws::{Draw, ZoneKind};
use super::full::{Judge, Scored, score_all};
use super::goal::{Aim, Goal};
use super::nominal::{Nominal, Reporter};
use super::pairing::{Marks, Pairing};
use super::stock::Stock;
use super::top_list::Ranked;
use super::view::{View, density};
use super::worlds::{Ground, Look, Treatment, Worlds, plus};
use crate::color::{Lab, xyz_of};
use crate::locale::tr;
use crate::optics::{Concentrations, cover_of_marks, defaults};
use crate::progress::{Cancelled, Progress};

/// How many nominal cups of each number of bottles get the full score.
pub(super) const FULLY_SCORED: usize = 200;
/// For how many scar answers the surround is solved.
const SCAR_ANSWERS: usize = 20;

/// Everything the solvers share.
pub(super) struct Solver<'a> {
    pub(super) stock: &'a Stock,
    pub(super) wash_stock: &'a Stock,
    pub(super) draws: &'a [Draw],
    pub(super) scar: &'a Ground,
    pub(super) surround: &'a Ground,
    pub(super) area_average: Lab,
    pub(super) most_per_cm2: f64,
    /// Identifiers of bottles that the scar's recipe must hold.
    pub(super) with: &'a [String],
    pub(super) progress: &'a dyn Progress,
}

/// One zone's part of a plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Part {
    pub(super) scored: Scored,
    /// Marks per cm² at the end; 0 for an even tone.
    pub(super) per_cm2: f64,
}

/// A plan before it is written out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Plan {
    /// Under the dots of a wash with dots, or alone.
    pub(super) wash: Option<Cup>,
    pub(super) scar: Part,
    pub(super) surround: Option<Part>,
    pub(super) score: f64,
    /// 90 % quantile of the error, the zones weighed as in the score.
    pub(super) p90: f64,
    pub(super) bottles: u32,
}

impl Plan {
    pub(super) fn new(wash: Option<Cup>, scar: Part, surround: Option<Part>) -> Self {
        let mut mask = scar.scored.ranked.cup.mask();
        mask = wash.map_or(mask, |cup| mask.union(cup.mask()));
        mask = surround.map_or(mask, |part| mask.union(part.scored.ranked.cup.mask()));
        let bottles = mask.count();
        let weigh = |of: fn(&Scored) -> f64| match &surround {
            Some(part) => SCAR_WEIGHT * of(&scar.scored) + (1.0 - SCAR_WEIGHT) * of(&part.scored),
            None => of(&scar.scored),
        };
        let fee = BOTTLE_FEE * (f64::from(bottles) - 1.0);
        Self {
            wash,
            scar,
            surround,
            score: weigh(|scored| scored.spread.score()) + fee,
            p90: weigh(|scored| scored.spread.p90),
            bottles,
        }
    }

    /// Better first, ties as in the nominal stage.
    pub(super) fn compare(&self, other: &Self) -> std::cmp::Ordering {
        let rounded = |score: f64| (score * 1e9).round();
        (rounded(self.score).total_cmp(&rounded(other.score)))
            .then(self.bottles.cmp(&other.bottles))
            .then_with(|| self.scar.scored.ranked.cup.tie(&other.scar.scored.ranked.cup))
            .then_with(|| match (&self.surround, &other.surround) {
                (Some(own), Some(other)) => own.scored.ranked.cup.tie(&other.scored.ranked.cup),
                _ => std::cmp::Ordering::Equal,
            })
    }
}

impl<'a> Solver<'a> {
    /// The bottles that the scar's recipe must hold; none when one of them is not in this stock.
    fn required(&self, stock: &Stock) -> Option<BottleMask> {
        let place = |id: &String| {
            let at = stock.bottles().iter().position(|bottle| bottle.id == *id)?;
            u8::try_from(at).ok()
        };
        Some(BottleMask::of(&self.with.iter().map(place).collect::<Option<Vec<u8>>>()?))
    }

    fn reporter(&self, from: f32, to: f32, doing: &'static str) -> Reporter<'a> {
        Reporter { progress: self.progress, span: (from, to), doing }
    }

    /// Whether the area can be brought within `limit` (CIEDE2000) by dots alone.
    pub(super) fn dots_reach_area(&self, limit: f64) -> Result<bool, Cancelled> {
        let Some(required) = self.required(self.stock) else { return Ok(false) };
        let bed = Bed::new(&self.scar.tissue, ZoneKind::Scar, &self.scar.nominal, Moment::HEALED, None);
        let aim = Aim::DotsArea { area_average: self.area_average };
        let view = View::dots(&bed, self.most_per_cm2);
        let goal = Goal { with_fee: false, ..Goal::single(aim) };
        let search =
            Nominal { stock: self.stock, bed, view, goals: vec![goal], three_with_owned: false, required };
        for count in 1..=3 {
            let found =
                search.search(count, 1, limit, self.reporter(0.0, 0.1, tr("Looking what dots can reach")))?;
            if found.iter().any(|list| !list.is_empty()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The wash under dots: nominally the best once follicles stand on it.
    pub(super) fn wash_under_dots(
        &self,
        follicle: Lab,
        follicles_per_cm2: f64,
    ) -> Result<Option<Ranked>, Cancelled> {
        let bed = Bed::new(&self.scar.tissue, ZoneKind::Scar, &self.scar.nominal, Moment::HEALED, None);
        let per_cm2 = follicles_per_cm2.min(self.most_per_cm2.max(0.0));
        let cover = cover_of_marks(per_cm2, defaults::HEALED_DIAMETER_MM);
        let follicle = xyz_of(follicle);
        let view = View::WithFollicles { cover, xyz: [follicle.x, follicle.y, follicle.z] };
        let goals = vec![Goal::single(Aim::Even { target: self.area_average })];
        let required = BottleMask::default();
        let search = Nominal { stock: self.wash_stock, bed, view, goals, three_with_owned: false, required };
        let mut best: Vec<Ranked> = Vec::new();
        for count in 1..=3 {
            let found =
                search.search(count, 1, f64::INFINITY, self.reporter(0.1, 0.3, tr("Choosing the wash")))?;
            best.extend(found.into_iter().flatten());
        }
        Ok(best.into_iter().min_by(Ranked::compare))
    }

    /// Plans of an even tone.
    pub(super) fn even(&self, target: Lab, bare_skin: bool) -> Result<Vec<Plan>, Cancelled> {
        let Some(required) = self.required(self.wash_stock) else { return Ok(Vec::new()) };
        let bed = Bed::new(&self.scar.tissue, ZoneKind::Scar, &self.scar.nominal, Moment::HEALED, None);
        let goals = vec![Goal::single(Aim::Even { target })];
        let stock = self.wash_stock;
        let search = Nominal { stock, bed, view: View::Mark, goals, three_with_owned: false, required };
        let worlds = self.scar.worlds(self.draws, Moment::HEALED, None);
        let mut plans = Vec::new();
        for count in 1..=3 {
            let reporter = self.reporter(0.1, 0.6, tr("Searching washes"));
            let found = search.search(count, FULLY_SCORED, f64::INFINITY, reporter)?;
            let candidates: Vec<Ranked> = found.into_iter().flatten().collect();
            let looks = |ranked: &Ranked| -> Vec<Look> {
                let cup = self.wash_stock.concentrations(&ranked.cup);
                let marks = worlds.marks(&cup, self.draws);
                marks.into_iter().map(|area| Look { mark: None, area }).collect()
            };
            let scored = score_all(&candidates, looks, Judge::Even { target, bare_skin }, self.draws);
            plans.extend(
                scored.into_iter().map(|scored| Plan::new(None, Part { scored, per_cm2: 0.0 }, None)),
            );
            self.reporter(0.6, 0.9, tr("Scoring washes")).at(1.0)?;
        }
        plans.sort_by(Plan::compare);
        Ok(plans)
    }

    /// Plans of dots, over a wash or not, with their surround.
    pub(super) fn dots(&self, follicle: Lab, wash: Option<Cup>) -> Result<Vec<Plan>, Cancelled> {
        let wash_cup = wash.map(|cup| self.wash_stock.concentrations(&cup));
        let answers = self.scar_answers(follicle, wash, wash_cup.as_ref())?;
        let worlds = self.scar.worlds(self.draws, Moment::HEALED, wash_cup.as_ref());
        let marks: Vec<Vec<Lab>> = answers
            .par_iter()
            .map(|part| worlds.marks(&self.stock.concentrations(&part.scored.ranked.cup), self.draws))
            .collect();
        let surround = self.surround.worlds(self.draws, Moment::HEALED, None);
        let owned: Vec<BottleMask> = answers
            .iter()
            .map(|part| part.scored.ranked.cup.mask().union(wash.map(|cup| cup.mask()).unwrap_or_default()))
            .collect();
        let goals = answers.iter().zip(&owned).map(|(part, owned)| {
            let cup = self.stock.concentrations(&part.scored.ranked.cup);
            let scar_mark = worlds.nominal().color(&worlds.nominal().mark(&cup));
            let aim = Aim::Surround { follicle, scar_mark };
            Goal { aim, weight: 1.0 - SCAR_WEIGHT, owned: *owned, with_fee: true }
        });
        let candidates = self.surround_candidates(goals.collect(), &surround)?;
        let pairing = Pairing::new(self.marks_of(&candidates, &surround, follicle)?);
        let best = |index: usize| pairing.best((wash, answers[index]), &marks[index], &candidates[index]);
        let mut plans: Vec<Plan> = (0..answers.len()).into_par_iter().flat_map_iter(best).collect();
        self.reporter(0.9, 0.95, tr("Scoring the surround")).at(1.0)?;
        plans.sort_by(Plan::compare);
        Ok(plans)
    }

    /// The best scar answers by the full score; the best of each number of bottles is always among them.
    fn scar_answers(
        &self,
        follicle: Lab,
        wash: Option<Cup>,
        wash_cup: Option<&Concentrations>,
    ) -> Result<Vec<Part>, Cancelled> {
        let Some(required) = self.required(self.stock) else { return Ok(Vec::new()) };
        let bed = Bed::new(&self.scar.tissue, ZoneKind::Scar, &self.scar.nominal, Moment::HEALED, wash_cup);
        let aim = Aim::Dots { follicle, area_average: self.area_average };
        let owned = wash.map(|cup| cup.mask()).unwrap_or_default();
        let view = View::dots(&bed, self.most_per_cm2);
        let goals = vec![Goal { owned, ..Goal::single(aim) }];
        let three_with_owned = wash.is_some();
        let search = Nominal { stock: self.stock, bed, view, goals, three_with_owned, required };
        let worlds = self.scar.worlds(self.draws, Moment::HEALED, wash_cup);
        let judge = Judge::Scar { follicle, area_average: self.area_average };
        let mut parts: Vec<Part> = Vec::new();
        for count in 1..=3 {
            let reporter = self.reporter(0.2, 0.5, tr("Searching the scar's marks"));
            let found = search.search(count, FULLY_SCORED, f64::INFINITY, reporter)?;
            let candidates: Vec<Ranked> = found.into_iter().flatten().collect();
            let per_cm2 = |ranked: &Ranked| density(self.most_per_cm2, ranked.density_step);
            let looks = |ranked: &Ranked| {
                let cup = self.stock.concentrations(&ranked.cup);
                worlds.looks(Treatment::Dots { cup: &cup, per_cm2: per_cm2(ranked) }, self.draws)
            };
            let scored = score_all(&candidates, looks, judge, self.draws);
            parts.extend(scored.into_iter().map(|scored| Part { scored, per_cm2: per_cm2(&scored.ranked) }));
            self.reporter(0.5, 0.55, tr("Scoring the scar's marks")).at(1.0)?;
        }
        let plan = |part: &Part| Plan::new(wash, *part, None);
        // As it will count in the plan.
        let key = |part: &Part| {
            let plan = plan(part);
            SCAR_WEIGHT * part.scored.spread.score() + BOTTLE_FEE * (f64::from(plan.bottles) - 1.0)
        };
        let rounded = |part: &Part| (key(part) * 1e9).round();
        parts.sort_by(|a, b| {
            rounded(a).total_cmp(&rounded(b)).then_with(|| a.scored.ranked.cup.tie(&b.scored.ranked.cup))
        });
        let mut answers: Vec<Part> = parts.iter().take(SCAR_ANSWERS).copied().collect();
        for bottles in 1..=3 {
            let best = parts.iter().find(|part| plan(part).bottles == bottles);
            answers.extend(best.filter(|part| !answers.contains(part)).copied().as_slice());
        }
        Ok(answers)
    }

    fn surround_candidates(&self, goals: Vec<Goal>, worlds: &Worlds) -> Result<Vec<Vec<Ranked>>, Cancelled> {
        let mut all: Vec<Vec<Ranked>> = vec![Vec::new(); goals.len()];
        let bed = worlds.nominal().clone();
        let search = Nominal {
            stock: self.stock,
            bed,
            view: View::Mark,
            goals,
            three_with_owned: false,
            required: BottleMask::default(),
        };
        for count in 1..=3 {
            let reporter = self.reporter(0.55, 0.8, tr("Searching the surround's marks"));
            let found = search.search(count, FULLY_SCORED, f64::INFINITY, reporter)?;
            all.iter_mut().zip(found).for_each(|(all, found)| all.extend(found));
        }
        Ok(all)
    }

    /// Marks of every candidate in all worlds, each predicted once.
    fn marks_of(
        &self,
        candidates: &[Vec<Ranked>],
        worlds: &Worlds,
        follicle: Lab,
    ) -> Result<Vec<(Cup, Marks)>, Cancelled> {
        let mut cups: Vec<Cup> = candidates.iter().flatten().map(|ranked| ranked.cup).collect();
        cups.sort_unstable_by(Cup::tie);
        cups.dedup();
        let reporter = self.reporter(0.8, 0.9, tr("Scoring the surround"));
        let targets: Vec<Lab> = self.draws.iter().map(|draw| plus(follicle, draw.follicle_error())).collect();
        let mut found = Vec::with_capacity(cups.len());
        for (index, some) in cups.chunks(128).enumerate() {
            reporter.at(index as f32 * 128.0 / cups.len() as f32)?;
            let predict = |cup: &Cup| {
                let marks = worlds.marks(&self.stock.concentrations(cup), self.draws);
                let on_follicle =
                    marks.iter().zip(&targets).map(|(mark, target)| mark_error(*mark, *target)).collect();
                (*cup, Marks { marks, on_follicle })
            };
            found.par_extend(some.par_iter().map(predict));
        }
        Ok(found)
    }
}
