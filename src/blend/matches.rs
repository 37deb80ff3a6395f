//! From a target and a library to the short list.

use super::bed::Moment;
use super::case::Case;
use super::cup::Cup;
use super::difference::{BOTTLE_FEE, MARK_ACCEPTED_DELTA_L, SCAR_WEIGHT, Spread, acceptance, area_delta_e};
use super::draws::Draw;
use super::first_session::{FirstCups, first_cups};
use super::full::Judge;
use super::job::choose;
use super::limit::Limit;
use super::reach::reach;
use super::report::{Judged, ZoneDone, ZoneReport, report};
use super::solve::{Plan, Solver};
use super::stock::Stock;
use super::warnings::{Facts, warnings};
use super::words::{area_too_far, marks_too_far, not_the_job, what_would_help, why};
use super::worlds::Treatment;
use super::{
    HandCup, HandError, HandPlan, Job, JobChoice, MatchError, MatchSettings, MatchTarget, Matching, Proposal,
    ProposalKind, apart::zones_apart,
};
use crate::color::Lab;
use crate::library::ShadeLibrary;
use crate::locale::{say, tr};
use crate::progress::{Cancelled, Progress, Silent};

/// Chooses the job and searches plans for it.
///
/// # Errors
/// When `progress` asks to stop, or a tone is not finite.
pub fn find_matches(
    target: &MatchTarget,
    library: &ShadeLibrary,
    settings: &MatchSettings,
    progress: &dyn Progress,
) -> Result<Matching, MatchError> {
    if !is_sound(target) {
        return Err(MatchError::BadTone);
    }
    let case = Case::new(target, library, settings);
    let mut solver = case.solver(target, settings, progress);
    let job = choose(target, library, settings, &solver)?;
    if job.kind == Job::SkinTone {
        solver.wash_stock = &case.flesh_stock;
    }
    let plans = plans(&solver, target, job.kind)?;
    let matcher = Matcher { target, library, settings, solver: &solver, job: job.kind };
    let recipes_considered = matcher.considered();
    let reach = reach(solver.scar, solver.wash_stock);
    let mut matching = Matching { job, proposals: Vec::new(), recipes_considered, reach, notes: Vec::new() };
    let Some(best) = plans.first() else {
        if matching.job.kind != Job::None {
            let (note, why) = if settings.with.is_empty() {
                (
                    tr("No bottle in the library is in stock, in date and allowed for this job."),
                    tr("no bottle at hand is allowed for it"),
                )
            } else {
                (
                    tr(
                        "No recipe for this job can hold all the bottles that it must hold: let one of them go.",
                    ),
                    tr("no recipe holds all the bottles that it must hold"),
                )
            };
            matching.notes.push(note.to_owned());
            matching.job = none(&matching.job, why);
        }
        return Ok(matching);
    };
    if let Some(text) = matcher.beyond_limits(best) {
        if settings.job.is_none() {
            matching.job = none(&matching.job, &text);
            return Ok(matching);
        }
        matching.notes.push(say!("Nothing is likely to be acceptable: %{reason}.", reason = text));
    }
    matcher.short_list(&plans, &mut matching)?;
    Ok(matching)
}

/// Judges a plan that a hand has changed as those are judged that were found.
///
/// # Errors
/// When a bottle is not at hand, a cup cannot be measured, or the plan lacks a cup.
pub fn judge_by_hand(
    plan: &HandPlan,
    target: &MatchTarget,
    library: &ShadeLibrary,
    settings: &MatchSettings,
) -> Result<Proposal, HandError> {
    if !is_sound(target) {
        return Err(HandError::BadTone);
    }
    let needs_follicle = matches!(plan.job, Job::Dots | Job::WashAndDots);
    if !plan.is_complete() || (needs_follicle && target.follicle.is_none()) {
        return Err(HandError::Incomplete);
    }
    let case = Case::new(target, library, settings);
    let mut solver = case.solver(target, settings, &Silent);
    if plan.job == Job::SkinTone {
        solver.wash_stock = &case.flesh_stock;
    }
    let cup = |cup: &Option<HandCup>| cup.as_ref().map(|cup| cup.in_stock(solver.wash_stock)).transpose();
    let per_cm2 = if needs_follicle {
        plan.marks_per_cm2.clamp(0.0, settings.thresholds.most_marks_per_cm2)
    } else {
        0.0
    };
    let cups =
        Cups { wash: cup(&plan.wash)?, scar: cup(&plan.dots)?, surround: cup(&plan.surround)?, per_cm2 };
    let matcher = Matcher { target, library, settings, solver: &solver, job: plan.job };
    matcher.proposal(ProposalKind::ByHand, Vec::new(), &cups).ok_or(HandError::Unmeasurable)
}

fn none(job: &JobChoice, text: &str) -> JobChoice {
    JobChoice { kind: Job::None, why: not_the_job(job, text), wanted: Some(job.kind) }
}

fn is_sound(target: &MatchTarget) -> bool {
    let optional = [target.hair, target.follicle].into_iter().flatten();
    let tones = [target.scar_skin, target.bare_skin, target.area_average].into_iter().chain(optional);
    let numbers = [target.cover, target.follicles_per_cm2];
    tones.flat_map(|lab| [lab.l, lab.a, lab.b]).chain(numbers).all(f64::is_finite)
}

fn plans(solver: &Solver<'_>, target: &MatchTarget, job: Job) -> Result<Vec<Plan>, Cancelled> {
    match (job, target.follicle) {
        (Job::Dots, Some(follicle)) => solver.dots(follicle, None),
        (Job::WashAndDots, Some(follicle)) => {
            match solver.wash_under_dots(follicle, target.follicles_per_cm2)? {
                Some(wash) => solver.dots(follicle, Some(wash.cup)),
                None => Ok(Vec::new()),
            }
        }
        (Job::Wash, _) => solver.even(target.area_average, false),
        (Job::SkinTone, _) => solver.even(target.bare_skin, true),
        _ => Ok(Vec::new()),
    }
}

struct Matcher<'a> {
    target: &'a MatchTarget,
    library: &'a ShadeLibrary,
    settings: &'a MatchSettings,
    solver: &'a Solver<'a>,
    job: Job,
}

/// The cups of a plan.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cups {
    wash: Option<Cup>,
    scar: Option<Cup>,
    surround: Option<Cup>,
    per_cm2: f64,
}

impl Cups {
    fn of(plan: &Plan) -> Self {
        let cup = plan.scar.scored.ranked.cup;
        match &plan.surround {
            Some(surround) => Self {
                wash: plan.wash,
                scar: Some(cup),
                surround: Some(surround.scored.ranked.cup),
                per_cm2: plan.scar.per_cm2,
            },
            None => Self { wash: Some(cup), scar: None, surround: None, per_cm2: 0.0 },
        }
    }
}

impl Matcher<'_> {
    fn considered(&self) -> u64 {
        let of = |stock: &Stock| -> u64 { (1..=3).map(|count| stock.cups(count)).sum::<u64>() };
        match self.job {
            Job::None => 0,
            Job::Dots => of(self.solver.stock),
            Job::Wash | Job::SkinTone => of(self.solver.wash_stock),
            Job::WashAndDots => of(self.solver.stock) + of(self.solver.wash_stock),
        }
    }

    fn scar_judge(&self) -> Judge<'static> {
        match (self.job, self.target.follicle) {
            (Job::Dots | Job::WashAndDots, Some(follicle)) => {
                Judge::Scar { follicle, area_average: self.target.area_average }
            }
            (Job::SkinTone, _) => Judge::Even { target: self.target.bare_skin, bare_skin: true },
            _ => Judge::Even { target: self.target.area_average, bare_skin: false },
        }
    }

    fn scar_done(&self, cups: &Cups) -> ZoneDone<'_> {
        ZoneDone {
            ground: self.solver.scar,
            judge: self.scar_judge(),
            stock: self.solver.wash_stock,
            wash: cups.wash,
            dots: cups.scar,
            per_cm2: cups.per_cm2,
        }
    }

    /// Why the best plan is not offered: the area more than 3 T off, or a mark more than 6 in L*.
    fn beyond_limits(&self, best: &Plan) -> Option<String> {
        let done = self.scar_done(&Cups::of(best));
        let wash = done.wash_cup();
        let worlds = |wash| self.solver.scar.worlds(&[], Moment::HEALED, wash);
        let look = match done.dots {
            Some(cup) => {
                let cup = done.stock.concentrations(&cup);
                worlds(wash.as_ref()).nominal_look(Treatment::Dots { cup: &cup, per_cm2: done.per_cm2 })
            }
            None => worlds(None).nominal_look(Treatment::Even(&wash?)),
        };
        let (area, mark) = (done.judge.area_target(&Draw::NOMINAL), done.judge.mark_target(&Draw::NOMINAL));
        let off = area_delta_e(look.area, area);
        let most = 3.0 * acceptance(self.target.bare_skin);
        let mark_off = look.mark.zip(mark).map_or(0.0, |(seen, wanted)| (seen.l - wanted.l).abs());
        (off > most || mark_off > 2.0 * MARK_ACCEPTED_DELTA_L).then(|| {
            let help = what_would_help((look.mark, look.area), (mark, area), self.target.calibrated);
            if off > most { area_too_far(off, most, &help) } else { marks_too_far(mark_off, &help) }
        })
    }

    fn short_list(&self, plans: &[Plan], matching: &mut Matching) -> Result<(), MatchError> {
        let Some(best) = plans.first() else { return Ok(()) };
        let fewest = self.fewest_bottles(plans, best);
        let rounded = |plan: &&Plan| (plan.p90 * 1e9).round();
        let robust = plans
            .iter()
            .min_by(|a, b| rounded(a).total_cmp(&rounded(b)).then_with(|| a.compare(b)))
            .unwrap_or(best);
        let mut chosen: Vec<(ProposalKind, Cups, Vec<ProposalKind>)> = Vec::new();
        for (kind, plan) in [
            (ProposalKind::BestMatch, best),
            (ProposalKind::FewestBottles, fewest),
            (ProposalKind::MostRobust, robust),
        ] {
            let cups = Cups::of(plan);
            match chosen.iter_mut().find(|(_, other, _)| *other == cups) {
                Some((_, _, also)) => also.push(kind),
                None => chosen.push((kind, cups, Vec::new())),
            }
        }
        match self.first_session(&Cups::of(best)) {
            Some(cups) => match chosen.iter_mut().find(|(_, other, _)| *other == cups) {
                Some((_, _, also)) => also.push(ProposalKind::FirstSession),
                None => chosen.push((ProposalKind::FirstSession, cups, Vec::new())),
            },
            None => matching.notes.push(
                tr("No first session is offered: even 100 parts of water leave a chance of 5 % or more that it heals \
                    more than 2 L* too dark.")
                .to_owned(),
            ),
        }
        for (kind, cups, also) in chosen.into_iter().take(self.settings.top.max(1)) {
            if self.solver.progress.report(0.97, tr("Writing the plans")).is_break() {
                return Err(MatchError::Cancelled);
            }
            matching.proposals.extend(self.proposal(kind, also, &cups));
        }
        Ok(())
    }

    /// The fewest bottles within acceptance, else within 0.5 of the best score.
    fn fewest_bottles<'p>(&self, plans: &'p [Plan], best: &'p Plan) -> &'p Plan {
        const TRIED: usize = 4;
        let with = |bottles: u32| plans.iter().filter(move |plan| plan.bottles == bottles);
        let accepted = (1..best.bottles)
            .find_map(|bottles| with(bottles).take(TRIED).find(|plan| self.is_acceptable(plan)));
        let near = || {
            (1..best.bottles).find_map(|bottles| with(bottles).find(|plan| plan.score <= best.score + 0.5))
        };
        accepted.or_else(near).unwrap_or(best)
    }

    /// Acceptable more likely than not, in both zones.
    fn is_acceptable(&self, plan: &Plan) -> bool {
        let cups = Cups::of(plan);
        let accepted = acceptance(self.target.bare_skin);
        let draws = self.solver.draws;
        let likely = |done: &ZoneDone<'_>| {
            let looks = done.looks(draws, Moment::HEALED, 1.0);
            Judged::of(&looks, &done.judge, draws, accepted).p_acceptable >= 0.5
        };
        likely(&self.scar_done(&cups)) && self.surround_done(&cups, &[]).is_none_or(|done| likely(&done))
    }

    fn surround_done<'s>(&'s self, cups: &Cups, scar_marks: &'s [Lab]) -> Option<ZoneDone<'s>> {
        let (cup, follicle) = (cups.surround?, self.target.follicle?);
        Some(ZoneDone {
            ground: self.solver.surround,
            judge: Judge::Surround { follicle, area_average: self.target.area_average, scar_marks },
            stock: self.solver.stock,
            wash: None,
            dots: Some(cup),
            per_cm2: cups.per_cm2,
        })
    }

    /// Weaker cups of the same family for the first visit.
    fn first_session(&self, cups: &Cups) -> Option<Cups> {
        let share = self.settings.thresholds.first_density_share;
        let surround = match self.surround_done(cups, &[]) {
            Some(done) => Some(first_cups(&done, self.solver, self.settings, 0)?),
            None => None,
        };
        let least_water = surround.and_then(|cups| cups.dots).map_or(0, |cup| cup.water());
        let FirstCups { wash, dots } =
            first_cups(&self.scar_done(cups), self.solver, self.settings, least_water)?;
        Some(Cups {
            wash,
            scar: dots,
            surround: surround.and_then(|cups| cups.dots),
            per_cm2: share * cups.per_cm2,
        })
    }

    fn proposal(&self, kind: ProposalKind, also: Vec<ProposalKind>, cups: &Cups) -> Option<Proposal> {
        let draws = self.solver.draws;
        let scar_done = self.scar_done(cups);
        let scar = report(&scar_done, self.target, self.solver)?;
        let marks: Vec<Lab> = scar.looks[1].iter().filter_map(|look| look.mark).collect();
        let surround_done = self.surround_done(cups, &marks);
        let surround = match &surround_done {
            Some(done) => Some(report(done, self.target, self.solver)?),
            None => None,
        };
        let both = surround_done.as_ref().zip(surround.as_ref());
        let zones_apart = zones_apart(&scar, &scar_done.judge, both, draws);
        let score = self.score(cups, (&scar_done, &scar), both);
        let facts = Facts {
            target: self.target,
            library: self.library,
            settings: self.settings,
            scar: &scar.plan,
            surround: surround.as_ref().map(|report| &report.plan),
        };
        let warnings = warnings(&facts);
        let mut proposal = Proposal {
            kind,
            also,
            score,
            scar: scar.plan,
            surround: surround.map(|report| report.plan),
            zones_apart,
            limit: Limit::of(&scar_done, draws),
            warnings,
            why: String::new(),
        };
        proposal.why = why(&proposal, self.job, self.target);
        Some(proposal)
    }

    fn score(
        &self,
        cups: &Cups,
        scar: (&ZoneDone<'_>, &ZoneReport),
        surround: Option<(&ZoneDone<'_>, &ZoneReport)>,
    ) -> f64 {
        let of = |(done, report): (&ZoneDone<'_>, &ZoneReport)| {
            Spread::of(&mut done.judge.errors(&report.looks[1], self.solver.draws)).score()
        };
        let masks = [cups.wash, cups.scar, cups.surround].into_iter().flatten().map(|cup| cup.mask());
        let bottles = masks.fold(super::BottleMask::default(), super::BottleMask::union).count();
        let fee = BOTTLE_FEE * (f64::from(bottles) - 1.0);
        fee + match surround {
            Some(surround) => SCAR_WEIGHT * of(scar) + (1.0 - SCAR_WEIGHT) * of(surround),
            None => of(scar),
        }
    }
}
