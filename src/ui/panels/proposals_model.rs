//! What the recipes panel says.

use crate::app::{Document, Work};
use crate::blend::{Job, Proposal, Recipe, Seen, ZonePlan};
use crate::calibrate::CalibrationKind;
use crate::color::Lab;
use crate::ui::widgets::Swatch;
use crate::ui::words::{self, Figures};

/// Everything the panel shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ProposalsModel {
    /// Said in place of plans when there are none.
    pub empty: Option<String>,
    /// The plans follow from older inputs and are being worked out again.
    pub outdated: bool,
    /// What is to be done, and why.
    pub job: String,
    /// What else the technician should know.
    pub notes: Vec<String>,
    /// One card for each plan.
    pub cards: Vec<CardModel>,
}

/// One plan.
#[derive(Debug, Clone, PartialEq)]
pub struct CardModel {
    /// Why it is on the list.
    pub kind: String,
    /// Scar first, then surround.
    pub zones: Vec<ZoneModel>,
    /// What to know before mixing.
    pub warnings: Vec<String>,
    /// The reasons, opened on demand.
    pub why: Vec<String>,
}

/// One zone of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct ZoneModel {
    /// "Scar" or "Surround".
    pub name: String,
    /// What is mixed.
    pub cups: Vec<CupModel>,
    /// Strips of target, healed and fresh, with what is read out for each.
    pub strips: Vec<(Vec<Swatch>, String)>,
    /// Distances, chance of acceptance, density.
    pub lines: Vec<String>,
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
pub fn proposals_model(document: &Document, shade_name: &dyn Fn(&str) -> String) -> ProposalsModel {
    let Some(matching) = document.matching() else {
        return ProposalsModel { empty: Some(why_none(document)), ..ProposalsModel::default() };
    };
    let calibrated = document.measured().is_some_and(|(c, _)| c.kind != CalibrationKind::Uncalibrated);
    let figures = Figures { calibrated };
    let job = format!("{}. {}", words::job(matching.job.kind), words::sentence(&matching.job.why));
    let cards: Vec<CardModel> = matching.proposals.iter().map(|p| card(p, figures, shade_name)).collect();
    let empty = cards.is_empty().then(|| "No plan can be recommended for these tones.".to_owned());
    let notes = matching.notes.iter().map(|note| words::sentence(note)).collect();
    ProposalsModel { empty, outdated: !document.plans_are_current(), job, notes, cards }
}

fn why_none(document: &Document) -> String {
    match document.work() {
        Work::Refused(crate::app::Stage::Match, why) => words::sentence(&why),
        Work::Refused(..) => "Recipes follow once the tones can be measured.".to_owned(),
        Work::Opening(_) | Work::Running(_) => "Recipes follow the tones.".to_owned(),
        Work::Stopped(_) => "The search was stopped; choose “Work again” below to go on.".to_owned(),
        Work::AtRest => "Recipes appear here once the scar is marked.".to_owned(),
    }
}

fn card(proposal: &Proposal, figures: Figures, shade_name: &dyn Fn(&str) -> String) -> CardModel {
    let mut zones = vec![zone("Scar", &proposal.scar, figures, shade_name)];
    if let Some(surround) = &proposal.surround {
        zones.push(zone("Surround", surround, figures, shade_name));
    }
    CardModel {
        kind: heading(proposal),
        zones,
        warnings: proposal.warnings.iter().map(|w| words::sentence(&w.text)).collect(),
        why: why(proposal, figures, shade_name),
    }
}

/// "Best match, also most robust".
fn heading(proposal: &Proposal) -> String {
    let mut heading = words::kind(proposal.kind).to_owned();
    for kind in &proposal.also {
        heading = format!("{heading}, also {}", words::kind(*kind).to_lowercase());
    }
    heading
}

fn zone(name: &str, plan: &ZonePlan, figures: Figures, shade_name: &dyn Fn(&str) -> String) -> ZoneModel {
    let cups = [("Wash", &plan.wash), ("Dots", &plan.dots)]
        .into_iter()
        .filter_map(|(what, recipe)| recipe.as_ref().map(|r| cup(what, r, shade_name)))
        .collect();
    let mut strips = Vec::new();
    let marks = |seen: &Seen| seen.mark;
    if let (Some(target), Some(healed), Some(fresh)) =
        (marks(&plan.target), marks(&plan.timeline.healed), marks(&plan.timeline.fresh))
    {
        strips.push(strip(name, "mark", [target, healed, fresh], figures));
    }
    let area = [plan.target.area, plan.timeline.healed.area, plan.timeline.fresh.area];
    strips.push(strip(name, "area", area, figures));
    ZoneModel { name: name.to_owned(), cups, strips, lines: lines(plan, figures) }
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

fn strip(zone: &str, what: &str, labs: [Lab; 3], figures: Figures) -> (Vec<Swatch>, String) {
    let names = [format!("Target {what}"), "Healed".to_owned(), "Fresh".to_owned()];
    let described = names
        .iter()
        .zip(labs)
        .map(|(name, lab)| format!("{name} {}", figures.lab(lab)))
        .collect::<Vec<_>>()
        .join("; ");
    let swatches = names.into_iter().zip(labs).map(|(name, lab)| Swatch { name, lab }).collect();
    (swatches, format!("{zone}: {described}"))
}

fn lines(plan: &ZonePlan, figures: Figures) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(mark) = &plan.mark_error {
        lines.push(format!("Mark {}, {}", figures.error(mark), words::lightness(mark.delta_l)));
    }
    let area = &plan.area_error;
    lines.push(format!("Area {}, {}", figures.error(area), words::lightness(area.delta_l)));
    lines.push(format!("Acceptable: {}", words::chance(plan.p_acceptable)));
    lines.push(format!("Too dark: {}", words::chance(plan.p_too_dark)));
    if plan.marks_per_cm2 > 0.0 {
        lines.push(format!(
            "{:.0} marks per cm², covering {} when healed",
            plan.marks_per_cm2,
            words::percent(plan.cover)
        ));
    }
    lines
}

fn why(proposal: &Proposal, figures: Figures, shade_name: &dyn Fn(&str) -> String) -> Vec<String> {
    let mut why = vec![words::sentence(&proposal.why)];
    let mut zone = |name: &str, plan: &ZonePlan| {
        for s in &plan.sensitivity {
            let cup = if s.in_wash { " in the wash" } else { "" };
            why.push(format!(
                "{name}: 0.05 ml more of {}{cup} heals {}, 0.05 ml less {}",
                shade_name(&s.shade),
                shift(s.delta_l),
                shift(s.less_delta_l)
            ));
        }
        let m = plan.metamerism;
        why.push(format!(
            "{name} under other lights: ΔE {} in lamp light, {} in fluorescent, {} in LED light",
            figures.number(m.a),
            figures.number(m.fl11),
            figures.number(m.led_b3)
        ));
        let seen = |s: &Seen| figures.lab(s.area);
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

fn shift(delta_l: f64) -> String {
    if delta_l.abs() < 0.05 || !delta_l.is_finite() {
        return "no differently".to_owned();
    }
    format!("{:.1} {}", delta_l.abs(), if delta_l > 0.0 { "lighter" } else { "darker" })
}

/// Whether a job can be chosen by hand.
pub(super) fn jobs_to_choose() -> [(Option<Job>, &'static str); 5] {
    [
        (None, "Choose for me"),
        (Some(Job::Dots), words::job(Job::Dots)),
        (Some(Job::Wash), words::job(Job::Wash)),
        (Some(Job::WashAndDots), words::job(Job::WashAndDots)),
        (Some(Job::SkinTone), words::job(Job::SkinTone)),
    ]
}
