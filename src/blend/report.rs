//! What is shown of one zone: looks over time, errors with intervals, chances, sensitivity, metamerism.

use super::bed::Moment;
use super::cup::Cup;
use super::difference::{
    MARK_ACCEPTED_DELTA_L, TOO_DARK_DELTA_L, acceptance, area_delta_e, mark_delta_e, quantile_of_sorted,
};
use super::draws::Draw;
use super::full::Judge;
use super::metamerism::metamerism;
use super::sensitivity::sensitivity;
use super::solve::Solver;
use super::stock::Stock;
use super::worlds::{Ground, Look, Treatment};
use super::{ErrorRange, MatchTarget, Seen, SeenInterval, Timeline, TimelineInterval, ZonePlan};
use crate::color::{Interval, Lab, LabInterval};
use crate::optics::Concentrations;

/// Looks that are kept of each zone, to be drawn as dots.
const CLOUD: usize = 64;

/// What is done in one zone.
#[derive(Debug, Clone, Copy)]
pub(super) struct ZoneDone<'a> {
    pub(super) ground: &'a Ground,
    pub(super) judge: Judge<'a>,
    pub(super) stock: &'a Stock,
    pub(super) wash: Option<Cup>,
    pub(super) dots: Option<Cup>,
    pub(super) per_cm2: f64,
}

/// A zone's plan with the looks behind its figures: fresh, healed, one and three years, in all worlds.
pub(super) struct ZoneReport {
    pub(super) plan: ZonePlan,
    pub(super) looks: [Vec<Look>; 4],
}

impl ZoneDone<'_> {
    /// What the cup of the wash holds.
    pub(super) fn wash_cup(&self) -> Option<Concentrations> {
        self.wash.map(|cup| self.stock.concentrations(&cup))
    }

    /// Looks at a moment, with the density made `share` of the final one.
    pub(super) fn looks(&self, draws: &[Draw], moment: Moment, share: f64) -> Vec<Look> {
        let wash = self.wash_cup();
        if let Some(cup) = self.dots {
            let cup = self.stock.concentrations(&cup);
            let treatment = Treatment::Dots { cup: &cup, per_cm2: share * self.per_cm2 };
            self.ground.worlds(draws, moment, wash.as_ref()).looks(treatment, draws)
        } else {
            let cup = wash.unwrap_or(Concentrations::NONE);
            self.ground.worlds(draws, moment, None).looks(Treatment::Even(&cup), draws)
        }
    }
}

/// Works out everything that is shown of a zone; none when a cup cannot be measured.
pub(super) fn report(done: &ZoneDone<'_>, target: &MatchTarget, solver: &Solver<'_>) -> Option<ZoneReport> {
    let draws = solver.draws;
    let looks = Moment::SHOWN.map(|moment| done.looks(draws, moment, 1.0));
    let seen = looks.each_ref().map(|looks| seen(looks));
    let [fresh, healed, year_1, year_3] = seen.map(|(middle, _)| middle);
    let timeline = Timeline { fresh, healed, year_1, year_3 };
    let [fresh, healed, year_1, year_3] = seen.map(|(_, range)| range);
    let judged = Judged::of(&looks[1], &done.judge, draws, acceptance(target.bare_skin));
    let nominal = Draw::NOMINAL;
    let recipe = |cup: Option<Cup>| match cup {
        Some(cup) => done.stock.recipe(&cup).map(Some),
        None => Some(None),
    };
    let even = done.dots.is_none();
    let plan = ZonePlan {
        wash: recipe(done.wash)?,
        dots: recipe(done.dots)?,
        marks_per_cm2: done.per_cm2,
        cover: if even {
            1.0
        } else {
            done.ground.worlds(&[], Moment::HEALED, None).nominal().cover(done.per_cm2)
        },
        target: Seen { mark: done.judge.mark_target(&nominal), area: done.judge.area_target(&nominal) },
        timeline,
        timeline_80: TimelineInterval { fresh, healed, year_1, year_3 },
        cloud: cloud(&looks[1]),
        mark_error: judged.mark,
        area_error: judged.area,
        p_acceptable: judged.p_acceptable,
        p_too_dark: judged.p_too_dark,
        sensitivity: sensitivity(done),
        metamerism: metamerism(done, target),
    };
    Some(ZoneReport { plan, looks })
}

/// Errors and chances of healed looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Judged {
    pub(super) mark: Option<ErrorRange>,
    pub(super) area: ErrorRange,
    pub(super) p_acceptable: f64,
    pub(super) p_too_dark: f64,
}

impl Judged {
    pub(super) fn of(looks: &[Look], judge: &Judge<'_>, draws: &[Draw], accepted: f64) -> Self {
        let pairs: Vec<Pair> =
            looks.iter().zip(draws).map(|(look, draw)| Pair::of(*look, judge, draw)).collect();
        let marks: Option<Vec<(Lab, Lab)>> = pairs.iter().map(|pair| pair.mark).collect();
        let share = |fits: &dyn Fn(&Pair) -> bool| {
            pairs.iter().filter(|pair| fits(pair)).count() as f64 / pairs.len().max(1) as f64
        };
        let area_fits = |pair: &Pair| area_delta_e(pair.area.0, pair.area.1) <= accepted;
        let mark_fits =
            |pair: &Pair| pair.mark.is_none_or(|(a, b)| (a.l - b.l).abs() <= MARK_ACCEPTED_DELTA_L);
        let judged_by_area = !matches!(judge, Judge::Surround { .. });
        let dark = |pair: &Pair| {
            let (seen, target) = pair.mark.unwrap_or(pair.area);
            seen.l < target.l - TOO_DARK_DELTA_L
        };
        Self {
            mark: marks.filter(|marks| !marks.is_empty()).map(|marks| range(&marks, mark_delta_e)),
            area: range(&pairs.iter().map(|pair| pair.area).collect::<Vec<_>>(), area_delta_e),
            p_acceptable: share(&|pair| mark_fits(pair) && (!judged_by_area || area_fits(pair))),
            p_too_dark: share(&dark),
        }
    }
}

/// What is seen and what should be.
struct Pair {
    mark: Option<(Lab, Lab)>,
    area: (Lab, Lab),
}

impl Pair {
    fn of(look: Look, judge: &Judge<'_>, draw: &Draw) -> Self {
        Self { mark: look.mark.zip(judge.mark_target(draw)), area: (look.area, judge.area_target(draw)) }
    }
}

fn range(pairs: &[(Lab, Lab)], delta_e: fn(Lab, Lab) -> f64) -> ErrorRange {
    let (delta_e, interval_80) = middle_and_80(pairs.iter().map(|(seen, target)| delta_e(*seen, *target)));
    let (delta_l, delta_l_80) = middle_and_80(pairs.iter().map(|(seen, target)| seen.l - target.l));
    ErrorRange { delta_e, interval_80, delta_l, delta_l_80 }
}

/// The first looks: the start of the sequence that the worlds are drawn by covers as evenly as all of it.
fn cloud(looks: &[Look]) -> Vec<Seen> {
    looks.iter().take(CLOUD).map(|look| Seen { mark: look.mark, area: look.area }).collect()
}

/// Medians and 80 % intervals of looks.
fn seen(looks: &[Look]) -> (Seen, SeenInterval) {
    let marks: Option<Vec<Lab>> = looks.iter().map(|look| look.mark).collect();
    let areas: Vec<Lab> = looks.iter().map(|look| look.area).collect();
    let (mark, mark_80) = marks.map(|marks| by_coordinate(&marks)).unzip();
    let (area, area_80) = by_coordinate(&areas);
    (Seen { mark, area }, SeenInterval { mark: mark_80, area: area_80 })
}

fn by_coordinate(colors: &[Lab]) -> (Lab, LabInterval) {
    let of = |coordinate: fn(&Lab) -> f64| middle_and_80(colors.iter().map(coordinate));
    let [l, a, b] = [of(|c| c.l), of(|c| c.a), of(|c| c.b)];
    (Lab::new(l.0, a.0, b.0), LabInterval { l: l.1, a: a.1, b: b.1 })
}

/// Median, and from 10 % to 90 %.
fn middle_and_80(values: impl Iterator<Item = f64>) -> (f64, Interval) {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let at = |p: f64| quantile_of_sorted(&sorted, p);
    (at(0.5), Interval { low: at(0.1), high: at(0.9) })
}
