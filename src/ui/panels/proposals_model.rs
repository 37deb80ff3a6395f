//! What the recipes panel says.

use super::ByHandModel;
use crate::analysis::{
    Figures, capitalized, job_name, kind_name, lightness, lightness_alone, percent, sentence,
};
use crate::app::{Document, HandBench, Learnt, Work};
use crate::blend::{
    ErrorRange, HandPlan, Job, MARK_ACCEPTED_DELTA_L, Proposal, ProposalKind, Recipe, Seen, ZonePlan,
    acceptance,
};
use crate::color::Lab;
use crate::ui::widgets::{RangeBar, Swatch};
use crate::ui::words;

/// Everything the panel shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ProposalsModel {
    /// Said in place of plans when there are none.
    pub empty: Option<String>,
    /// The plans follow from older inputs and are being worked out again.
    pub outdated: bool,
    /// What is to be done: "Wash + dots".
    pub job: String,
    /// Why that is to be done.
    pub job_why: String,
    /// What else the technician should know.
    pub notes: Vec<String>,
    /// What the studio's healed results did to the plans; empty without.
    pub learnt: String,
    /// One card for each plan; the last is the one by hand, where there is one.
    pub cards: Vec<CardModel>,
    /// What is changed by hand.
    pub by_hand: Option<ByHandModel>,
}

/// One plan.
#[derive(Debug, Clone, PartialEq)]
pub struct CardModel {
    /// Why it is on the list.
    pub kind: String,
    /// It is shown on the photo.
    pub shown: bool,
    /// It is the plan by hand.
    pub by_hand: bool,
    /// Scar first, then surround.
    pub zones: Vec<ZoneModel>,
    /// What keeps it from a surer or better match.
    pub limit: String,
    /// What to know before mixing.
    pub warnings: Vec<String>,
    /// The reasons, opened on demand.
    pub why: Vec<String>,
    /// All of it as text, to be copied.
    pub text: String,
}

/// One zone of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct ZoneModel {
    /// "Scar" or "Surround".
    pub name: String,
    /// "144 marks per cm²"; empty without dots.
    pub density: String,
    /// What is mixed.
    pub cups: Vec<CupModel>,
    /// Target, healed and fresh, of the marks and of the area.
    pub strips: Vec<StripModel>,
    /// Distances from the target, and how much lighter or darker: of the mark and of the area.
    pub bars: Vec<RangeBar>,
    /// Of acceptance, and of too dark.
    pub chances: String,
}

/// What a zone is to look like and what it will look like.
#[derive(Debug, Clone, PartialEq)]
pub struct StripModel {
    /// "Mark" or "Area".
    pub name: String,
    /// Target, healed, fresh.
    pub swatches: Vec<Swatch>,
    /// What is read out.
    pub described: String,
}

/// One cup.
#[derive(Debug, Clone, PartialEq)]
pub struct CupModel {
    /// "Dots, 1 ml cup".
    pub title: String,
    /// Bottles, water last.
    pub lines: Vec<CupLine>,
    /// The recipe written out, for reading aloud and for copying.
    pub text: String,
}

/// What goes into a cup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CupLine {
    /// "3 parts".
    pub parts: String,
    /// The bottle, or water.
    pub name: String,
    /// "0.05 ml".
    pub volume: String,
}

/// Puts the panel's words together. `shade_name` tells what a bottle is called.
#[must_use]
pub fn proposals_model(
    document: &Document,
    (shown, hand): (Option<usize>, &HandBench),
    shade_name: &dyn Fn(&str) -> String,
) -> ProposalsModel {
    let Some(matching) = document.matching() else {
        return ProposalsModel { empty: Some(why_none(document)), ..ProposalsModel::default() };
    };
    let figures = Figures { calibrated: document.measured().is_some_and(|(c, _)| Figures::of(c).calibrated) };
    let accepted = document.measured().map_or(0.0, |(_, tones)| acceptance(tones.bare_skin.lab));
    let cards: Vec<CardModel> = (0..)
        .zip(matching.proposals.iter().chain(hand.judged()))
        .map(|(i, p)| CardModel { shown: shown == Some(i), ..card(p, (figures, accepted), shade_name) })
        .collect();
    let nothing = match matching.job.kind {
        Job::None => "Nothing needs to be mixed.",
        _ => "No recipe can be recommended for these tones with these bottles.",
    };
    ProposalsModel {
        empty: cards.is_empty().then(|| nothing.to_owned()),
        outdated: !document.plans_are_current(),
        job: capitalized(job_name(matching.job.kind)),
        job_why: sentence(&matching.job.why),
        notes: matching.notes.iter().map(|note| sentence(note)).collect(),
        learnt: document.learnt().map(learnt).unwrap_or_default(),
        cards,
        by_hand: hand.plan().map(|plan| by_hand(plan, hand, document)),
    }
}

/// The editor of the plan by hand.
fn by_hand(plan: &HandPlan, hand: &HandBench, document: &Document) -> ByHandModel {
    let best = document.matching().and_then(|matching| matching.proposals.first());
    let score = match (hand.judged(), best) {
        (Some(judged), Some(best)) => {
            format!(
                "Scar: area ΔE {:.1}, acceptable {}, too dark {}. Score {:.1}, lower is better; the best match has {:.1}.",
                judged.scar.area_error.delta_e,
                percent(judged.scar.p_acceptable),
                percent(judged.scar.p_too_dark),
                judged.score,
                best.score
            )
        }
        _ => "Being judged.".to_owned(),
    };
    let shades = document.bottles().library().shades();
    ByHandModel {
        plan: plan.clone(),
        refused: hand.refused().map(sentence).unwrap_or_default(),
        score,
        bottles: shades.iter().map(|shade| (shade.id.clone(), shade.name.clone())).collect(),
    }
}

/// What the studio's healed results did to the plans.
fn learnt(learnt: &Learnt) -> String {
    let results = if learnt.results == 1 {
        "1 healed result".to_owned()
    } else {
        format!("{} healed results", learnt.results)
    };
    match learnt.disagree {
        0 => format!("Learnt from {results} of this studio."),
        n => format!(
            "Learnt from {results} of this studio; {n} of them disagree with the rest: see Healed results."
        ),
    }
}

fn why_none(document: &Document) -> String {
    match document.work() {
        Work::Refused(crate::app::Stage::Match, why) => sentence(&why),
        Work::Refused(..) => "Recipes follow once the tones can be measured.".to_owned(),
        Work::Opening(_) | Work::Running(_) => "Recipes follow the tones.".to_owned(),
        Work::Stopped(_) => "The search was stopped; choose “Work again” below to go on.".to_owned(),
        Work::AtRest => "Recipes appear here once the scar is marked.".to_owned(),
    }
}

/// `told` is how finely figures may be told, and the accepted distance of an area.
fn card(proposal: &Proposal, told: (Figures, f64), shade_name: &dyn Fn(&str) -> String) -> CardModel {
    let mut zones = vec![zone("Scar", &proposal.scar, told, shade_name)];
    if let Some(surround) = &proposal.surround {
        zones.push(zone("Surround", surround, told, shade_name));
    }
    let mut card = CardModel {
        shown: false,
        by_hand: proposal.kind == ProposalKind::ByHand,
        kind: heading(proposal),
        zones,
        limit: proposal.limit.sentence(told.0.calibrated),
        warnings: proposal.warnings.iter().map(|w| sentence(&w.text)).collect(),
        why: why(proposal, told.0, shade_name),
        text: String::new(),
    };
    card.text = text(&card);
    card
}

/// A card as lines of text, for a message or a note.
fn text(card: &CardModel) -> String {
    let mut lines = vec![card.kind.clone()];
    for zone in &card.zones {
        lines.push(String::new());
        lines.push(
            [zone.name.as_str(), &zone.density]
                .into_iter()
                .filter(|t| !t.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
        );
        lines.extend(zone.cups.iter().map(|cup| format!("{}: {}", cup.title, cup.text)));
        lines.push(zone.chances.clone());
    }
    lines.push(String::new());
    lines.extend(card.warnings.iter().cloned());
    lines.push("A simulation, not a promise.".to_owned());
    lines.join("\n")
}

/// "Best match, also most robust".
fn heading(proposal: &Proposal) -> String {
    let mut heading = kind_name(proposal.kind).to_owned();
    for kind in &proposal.also {
        heading = format!("{heading}, also {}", kind_name(*kind).to_lowercase());
    }
    heading
}

fn zone(name: &str, plan: &ZonePlan, told: (Figures, f64), shade_name: &dyn Fn(&str) -> String) -> ZoneModel {
    let figures = told.0;
    let cups = [("Wash", &plan.wash), ("Dots", &plan.dots)]
        .into_iter()
        .filter_map(|(what, recipe)| recipe.as_ref().map(|r| cup(what, r, shade_name)))
        .collect();
    let mut strips = Vec::new();
    let marks = |seen: &Seen| seen.mark;
    if let (Some(target), Some(healed), Some(fresh)) =
        (marks(&plan.target), marks(&plan.timeline.healed), marks(&plan.timeline.fresh))
    {
        strips.push(strip(name, "Mark", [target, healed, fresh], figures));
    }
    let area = [plan.target.area, plan.timeline.healed.area, plan.timeline.fresh.area];
    strips.push(strip(name, "Area", area, figures));
    let density = match plan.marks_per_cm2 {
        marks if marks > 0.0 => format!("{marks:.0} marks per cm²"),
        _ => String::new(),
    };
    ZoneModel {
        name: name.to_owned(),
        density,
        cups,
        strips,
        bars: bars(name, plan, told),
        chances: chances(plan),
    }
}

fn cup(what: &str, recipe: &Recipe, shade_name: &dyn Fn(&str) -> String) -> CupModel {
    let volume = |i: usize| recipe.ml.get(i).map_or_else(String::new, |&ml| words::millilitres(ml));
    let mut lines: Vec<CupLine> = recipe
        .parts
        .iter()
        .enumerate()
        .map(|(i, part)| CupLine {
            parts: words::parts(part.parts),
            name: shade_name(&part.shade),
            volume: volume(i),
        })
        .collect();
    let pigment: u32 = recipe.parts.iter().map(|p| p.parts).sum();
    if recipe.water_parts > 0 {
        lines.push(CupLine {
            parts: words::parts(recipe.water_parts.saturating_mul(pigment)),
            name: "Water".to_owned(),
            volume: volume(recipe.parts.len()),
        });
    }
    CupModel { title: format!("{what}, {} ml cup", recipe.cup_ml), lines, text: recipe.text.clone() }
}

fn strip(zone: &str, what: &str, labs: [Lab; 3], figures: Figures) -> StripModel {
    let swatches = ["Target", "Healed", "Fresh"].into_iter().zip(labs);
    let swatches: Vec<Swatch> = swatches.map(|(name, lab)| Swatch { name: name.to_owned(), lab }).collect();
    let said: Vec<String> =
        swatches.iter().map(|s| format!("{} {}", s.name, words::lab(figures, s.lab))).collect();
    let described = format!("{zone}, {}: {}", what.to_lowercase(), said.join("; "));
    StripModel { name: what.to_owned(), swatches, described }
}

/// Lightness against the target, drawn.
fn bars(zone: &str, plan: &ZonePlan, (figures, accepted_area): (Figures, f64)) -> Vec<RangeBar> {
    let bar = |name: &str, error: &ErrorRange, accepted: f64| RangeBar {
        label: format!("{name} {}", words::error(figures, error)),
        words: lightness_alone(error.delta_l),
        middle: error.delta_l,
        interval: error.delta_l_80,
        accepted,
        described: format!(
            "{zone}, {name} {} when healed at 28 days, {}; in 8 of 10 cases L* {} to {} from the target, of which {} either way \
             is accepted",
            words::error(figures, error),
            lightness(error.delta_l),
            words::number(figures, error.delta_l_80.low),
            words::number(figures, error.delta_l_80.high),
            words::number(figures, accepted),
        ),
    };
    let mark = plan.mark_error.as_ref().map(|error| bar("Mark", error, MARK_ACCEPTED_DELTA_L));
    mark.into_iter().chain([bar("Area", &plan.area_error, accepted_area)]).collect()
}

fn chances(plan: &ZonePlan) -> String {
    format!("Acceptable: {}; too dark: {}", words::chance(plan.p_acceptable), percent(plan.p_too_dark))
}

fn why(proposal: &Proposal, figures: Figures, shade_name: &dyn Fn(&str) -> String) -> Vec<String> {
    let mut why = vec![sentence(&proposal.why)];
    let mut zone = |name: &str, plan: &ZonePlan| {
        for (what, recipe) in [("wash", &plan.wash), ("dots", &plan.dots)] {
            why.extend(recipe.as_ref().map(|r| format!("{name}, {what}: {}", r.text)));
        }
        if plan.marks_per_cm2 > 0.0 {
            why.push(format!("{name}: marks cover {} of the area when healed", percent(plan.cover)));
        }
        why.extend(figures.drops(&plan.sensitivity, shade_name).iter().map(|s| format!("{name}: {s}")));
        let m = plan.metamerism;
        why.push(format!(
            "{name} under other lights: ΔE {} in lamp light, {} in fluorescent, {} in LED light",
            figures.number(m.a),
            figures.number(m.fl11),
            figures.number(m.led_b3)
        ));
        let healed = &plan.timeline_80.healed;
        if let Some(mark) = &healed.mark {
            why.push(format!("{name} mark healed, in 8 of 10 cases: {}", words::interval(figures, mark)));
        }
        why.push(format!("{name} area healed, in 8 of 10 cases: {}", words::interval(figures, &healed.area)));
        let seen = |s: &Seen| words::lab(figures, s.area);
        why.push(format!(
            "{name} area after one year {}, after three years {}",
            seen(&plan.timeline.year_1),
            seen(&plan.timeline.year_3)
        ));
    };
    zone("Scar", &proposal.scar);
    if let Some(surround) = &proposal.surround {
        zone("Surround", surround);
    }
    let apart = &proposal.zones_apart;
    let series = |values: &[f64; 4]| {
        let said: Vec<String> = values.iter().map(|&v| figures.number(v)).collect();
        said.join(", ")
    };
    if proposal.surround.is_some() {
        why.push(format!(
            "Marks of scar and surround apart, fresh, healed, one and three years: ΔE {}",
            series(&apart.marks)
        ));
    }
    why.push(format!("Areas apart at the same times: ΔE {}", series(&apart.areas)));
    why
}

/// What can be chosen as the job, by name.
pub(super) fn jobs_to_choose() -> [(Option<Job>, String); 5] {
    let named = |job: Job| (Some(job), capitalized(job_name(job)));
    [
        (None, "Choose for me".to_owned()),
        named(Job::Dots),
        named(Job::Wash),
        named(Job::WashAndDots),
        named(Job::SkinTone),
    ]
}
