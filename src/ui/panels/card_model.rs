//! What a card says of one plan.

use crate::analysis::{Figures, kind_name, lightness, lightness_and_hue, percent, sentence};
use crate::app::{Notation, PlanRef};
use crate::blend::{ErrorRange, HandPlan, MARK_ACCEPTED_DELTA_L, Proposal, Recipe, Seen, ZonePlan};
use crate::color::Lab;
use crate::ui::widgets::{RangeBar, Swatch};
use crate::ui::words;

/// One plan.
#[derive(Debug, Clone, PartialEq)]
pub struct CardModel {
    /// Why it is on the list.
    pub kind: String,
    /// In what other senses it is the best; empty in none.
    pub also: String,
    /// It is shown on the photo.
    pub shown: bool,
    /// Which plan it is.
    pub which: PlanRef,
    /// What is mixed and placed, for changing it and for pinning it.
    pub plan: HandPlan,
    /// Where it is pinned.
    pub pinned: Option<usize>,
    /// Scar first, then surround.
    pub zones: Vec<ZoneModel>,
    /// How it compares with the best match, where its scar recipe is the same; empty elsewhere.
    pub same: String,
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
#[derive(Debug, Clone, PartialEq, Default)]
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
    /// "Dots 20:1, 1 ml cup, 1.05 ml in all".
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
    /// "0.05 ml", or "1 drop".
    pub volume: String,
}

/// What the list knows of a plan beside what is in it.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) which: PlanRef,
    pub(super) plan: HandPlan,
    pub(super) pinned: Option<usize>,
    pub(super) shown: bool,
    pub(super) kind: String,
    pub(super) same: String,
}

/// How figures are told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    /// How finely.
    pub(super) figures: Figures,
    /// The accepted distance of an area.
    pub(super) accepted: f64,
    /// How dilutions are written.
    pub(super) notation: Notation,
}

pub(super) fn card(
    listed: Listed,
    proposal: &Proposal,
    told: Told,
    shade_name: &dyn Fn(&str) -> String,
) -> CardModel {
    let Listed { which, plan, pinned, shown, kind, same } = listed;
    let mut zones = vec![zone("Scar", &proposal.scar, told, shade_name)];
    if let Some(surround) = &proposal.surround {
        zones.push(zone("Surround", surround, told, shade_name));
    } else {
        zones.push(ZoneModel {
            name: "Surround".to_owned(),
            chances: "Nothing to mix: an even tone needs no recipe for the skin around.".to_owned(),
            ..ZoneModel::default()
        });
    }
    let mut card = CardModel {
        shown,
        which,
        plan,
        pinned,
        kind,
        also: also(proposal),
        same,
        zones,
        limit: proposal.limit.sentence(told.figures.calibrated),
        warnings: proposal.warnings.iter().map(|w| sentence(&w.text)).collect(),
        why: why(proposal, told.figures, shade_name),
        text: String::new(),
    };
    card.text = text(&card);
    card
}

/// A card as lines of text, for a message or a note.
fn text(card: &CardModel) -> String {
    let mut lines = vec![card.kind.clone()];
    lines.extend([&card.also, &card.same].into_iter().filter(|line| !line.is_empty()).cloned());
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

/// "also fewest bottles and most robust".
fn also(proposal: &Proposal) -> String {
    let kinds: Vec<String> = proposal.also.iter().map(|kind| kind_name(*kind).to_lowercase()).collect();
    if kinds.is_empty() { String::new() } else { format!("also {}", kinds.join(" and ")) }
}

fn zone(name: &str, plan: &ZonePlan, told: Told, shade_name: &dyn Fn(&str) -> String) -> ZoneModel {
    let figures = told.figures;
    let cups = [("Wash", &plan.wash), ("Dots", &plan.dots)]
        .into_iter()
        .filter_map(|(what, recipe)| recipe.as_ref().map(|r| cup(what, r, told.notation, shade_name)))
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

fn cup(what: &str, recipe: &Recipe, notation: Notation, shade_name: &dyn Fn(&str) -> String) -> CupModel {
    let volume = |i: usize| match recipe.drops.as_ref().and_then(|drops| drops.get(i)) {
        Some(&drops) => words::drops(drops),
        None => recipe.ml.get(i).map_or_else(String::new, |&ml| words::millilitres(ml)),
    };
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
    let (ratio, all) =
        (words::ratio(recipe.water_parts, notation), words::millilitres(recipe.ml.iter().sum()));
    let title = format!("{what} {ratio}, {} ml cup, {all} in all", recipe.cup_ml);
    CupModel { title, lines, text: recipe.text.clone() }
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
fn bars(zone: &str, plan: &ZonePlan, told: Told) -> Vec<RangeBar> {
    let Told { figures, accepted, .. } = told;
    let healed = &plan.timeline.healed;
    let bar = |name: &str, error: &ErrorRange, accepted: f64, looks: (Lab, Lab)| RangeBar {
        label: format!("{name} {}", words::error(figures, error)),
        words: lightness_and_hue(error.delta_l, looks),
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
    let looks = healed.mark.zip(plan.target.mark);
    let mark = plan.mark_error.as_ref().zip(looks);
    let mark = mark.map(|(error, looks)| bar("Mark", error, MARK_ACCEPTED_DELTA_L, looks));
    let area = bar("Area", &plan.area_error, accepted, (healed.area, plan.target.area));
    mark.into_iter().chain([area]).collect()
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
