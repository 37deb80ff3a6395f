//! What the recipes panel says.

use super::card_model::{CardModel, Listed, Told, card};
use super::{ByHandModel, LogModel, OthersModel};
use crate::analysis::{Figures, job_name, kind_name, percent, sentence};
use crate::app::{Document, HeldBench, OthersBench, PlanRef, Work};
use crate::blend::{HandPlan, Job, Proposal, ZonePlan, acceptance};
use crate::locale::{capitalized, number, say, tr};

/// Chances of acceptance from which a match is called likely, and about even.
const LIKELY: f64 = 0.65;
const EVEN: f64 = 0.4;

/// Everything the panel shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ProposalsModel {
    /// Said in place of plans when there are none.
    pub empty: Option<String>,
    /// How good the best of them is, in a sentence, unless it is likely to be good enough.
    pub verdict: String,
    /// The job whose best plan can be shown although it does not come near enough.
    pub all_the_same: Option<Job>,
    /// The plans follow from older inputs and are being worked out again.
    pub outdated: bool,
    /// What is to be done: "Wash + dots".
    pub job: String,
    /// Why that is to be done.
    pub job_why: String,
    /// What else the technician should know.
    pub notes: Vec<String>,
    /// What the studio's healed results did to the plans.
    pub log: LogModel,
    /// One card for each plan: those that were found, the one by hand, those that are pinned and were not found.
    pub cards: Vec<CardModel>,
    /// Pinned plans that cannot be mixed, and why.
    pub refused: Vec<(usize, String)>,
    /// What is changed by hand.
    pub by_hand: Option<ByHandModel>,
    /// What another bottle would bring; none while there are no plans to hold it against.
    pub others: Option<OthersModel>,
}

/// Puts the panel's words together. `shade_name` tells what a bottle is called.
#[must_use]
pub fn proposals_model(
    document: &Document,
    (shown, held, others): (Option<PlanRef>, &HeldBench, &OthersBench),
    shade_name: &dyn Fn(&str) -> String,
) -> ProposalsModel {
    let Some(matching) = document.matching() else {
        let (empty, log) = (Some(why_none(document)), LogModel::of(document));
        return ProposalsModel { empty, log, ..ProposalsModel::default() };
    };
    let figures = Figures { calibrated: document.measured().is_some_and(|(c, _)| Figures::of(c).calibrated) };
    let notation = document.settings().display.notation;
    let accepted = document.measured().map_or(0.0, |(_, tones)| acceptance(tones.bare_skin.lab));
    let own = &document.inputs().held;
    let told = Told { figures, accepted, notation };
    let card_of = |which: PlanRef, proposal: &Proposal, plan: HandPlan, kind: String| {
        let same = same_scar(proposal, which, &matching.proposals);
        let (pinned, shown) = (own.place_of(&plan), shown == Some(which));
        card(Listed { which, plan, pinned, shown, kind, same }, proposal, told, shade_name)
    };
    let kind_of = |proposal: &Proposal| kind_name(proposal.kind).to_owned();
    let found = (0..).zip(&matching.proposals);
    let mut cards: Vec<CardModel> = found
        .map(|(i, p)| card_of(PlanRef::Found(i), p, HandPlan::of(p, matching.job.kind), kind_of(p)))
        .collect();
    if let (Some(judged), Some(plan)) = (held.by_hand(), &own.by_hand) {
        cards.push(card_of(PlanRef::ByHand, judged, plan.clone(), kind_of(judged)));
    }
    let mut refused = Vec::new();
    for (i, (pinned, judged)) in own.pinned.iter().zip(held.pinned()).enumerate() {
        match judged {
            Err(why) => refused
                .push((i, say!("Pinned plan “%{plan}”: %{why}", plan = pinned.name, why = sentence(why)))),
            // Shown already where it was found, or is being changed.
            Ok(_) if cards.iter().any(|card| card.plan == pinned.plan) => {}
            Ok(judged) => {
                let kind = say!("Pinned: %{plan}", plan = pinned.name);
                cards.push(card_of(PlanRef::Pinned(i), judged, pinned.plan.clone(), kind));
            }
        }
    }
    let log = LogModel::of(document);
    let nothing = match (matching.job.kind, matching.job.wanted) {
        (Job::None, None) if !log.change.is_empty() => tr("No treatment is proposed."),
        (Job::None, None) => tr("Nothing is to be mixed."),
        _ => tr("No recipe comes near enough with these bottles."),
    };
    ProposalsModel {
        empty: cards.is_empty().then(|| nothing.to_owned()),
        verdict: matching.proposals.first().map(verdict).unwrap_or_default(),
        all_the_same: matching.job.wanted.filter(|_| document.inputs().job.is_none()),
        outdated: !document.plans_are_current(),
        job: capitalized(job_name(matching.job.kind)),
        job_why: sentence(&matching.job.why),
        notes: matching.notes.iter().map(|note| sentence(note)).collect(),
        log,
        others: Some(OthersModel::of(others, figures)),
        cards,
        refused,
        by_hand: own.by_hand.as_ref().map(|plan| by_hand(plan, held, document)),
    }
}

/// How good a plan is likely to be.
fn verdict(best: &Proposal) -> String {
    let both = best.surround.iter().map(|zone| zone.p_acceptable).fold(best.scar.p_acceptable, f64::min);
    match both {
        // The card says so itself.
        p if p >= LIKELY => "",
        p if p >= EVEN => tr("A good match is about as likely as not."),
        _ => tr("The best of these bottles, but probably not good enough."),
    }
    .to_owned()
}

/// Where another plan treats the scar as the best one does.
fn same_scar(plan: &Proposal, which: PlanRef, found: &[Proposal]) -> String {
    let treats_alike = |best: &Proposal| {
        let (best, own) = (&best.scar, &plan.scar);
        best.wash == own.wash && best.dots == own.dots && best.marks_per_cm2 == own.marks_per_cm2
    };
    let same = which != PlanRef::Found(0) && found.first().is_some_and(treats_alike);
    if same {
        tr("The scar is treated as in the best match; only the surround differs.").to_owned()
    } else {
        String::new()
    }
}

/// The editor of the plan by hand.
fn by_hand(plan: &HandPlan, held: &HeldBench, document: &Document) -> ByHandModel {
    let best = document.matching().and_then(|matching| matching.proposals.first());
    let score = match (held.by_hand(), best) {
        (Some(judged), Some(best)) => {
            let zone = |name: &str, zone: &ZonePlan| {
                say!(
                    "%{zone}: area ΔE %{error}, acceptable %{acceptable}, too dark %{too_dark}.",
                    zone = name,
                    error = number(zone.area_error.delta_e, 1),
                    acceptable = percent(zone.p_acceptable),
                    too_dark = percent(zone.p_too_dark)
                )
            };
            let around = judged.surround.as_ref().map(|plan| zone(tr("Surround"), plan));
            let (scar, around) = (zone(tr("Scar"), &judged.scar), around.unwrap_or_default());
            let score = say!(
                "Score %{score}, lower is better; the best match has %{best}.",
                score = number(judged.score, 1),
                best = number(best.score, 1)
            );
            [scar, around, score].join(" ")
        }
        _ => tr("Being judged.").to_owned(),
    };
    let shades = document.bottles().library().shades();
    ByHandModel {
        plan: plan.clone(),
        notation: document.settings().display.notation,
        refused: held.refused().map(sentence).unwrap_or_default(),
        score,
        bottles: shades.iter().map(|shade| (shade.id.clone(), shade.name.clone())).collect(),
    }
}

fn why_none(document: &Document) -> String {
    match document.work() {
        Work::Refused(crate::app::Stage::Match, why) => sentence(&why),
        Work::Refused(..) => tr("Recipes follow once the tones can be measured.").to_owned(),
        Work::Opening(_) | Work::Running(_) => tr("Recipes follow the tones.").to_owned(),
        Work::Stopped(_) => tr("The search was stopped; choose “Work again” below to go on.").to_owned(),
        Work::AtRest => tr("Recipes appear here once the scar is marked.").to_owned(),
    }
}

/// What can be chosen as the job, by name.
pub(super) fn jobs_to_choose() -> [(Option<Job>, String); 5] {
    let named = |job: Job| (Some(job), capitalized(job_name(job)));
    [
        (None, tr("Choose for me").to_owned()),
        named(Job::Dots),
        named(Job::Wash),
        named(Job::WashAndDots),
        named(Job::SkinTone),
    ]
}
