//! What a card says of one plan.

use crate::analysis::{Figures, lightness, lightness_and_hue, percent, sentence};
use crate::app::{Notation, PlanRef};
use crate::blend::{
    ErrorRange, HandPlan, MARK_ACCEPTED_DELTA_L, Proposal, ProposalKind, Recipe, Seen, ZonePlan,
};
use crate::color::Lab;
use crate::locale::{number, plain, say, tr};
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
    /// Whether it is the plan of today's visit; none without a case that can be written.
    pub decided: Option<bool>,
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

/// What is looked at.
#[derive(Debug, Clone, Copy)]
enum Sight {
    Mark,
    Area,
}

impl Sight {
    fn name(self) -> &'static str {
        match self {
            Self::Mark => tr("Mark"),
            Self::Area => tr("Area"),
        }
    }

    fn within_line(self) -> &'static str {
        match self {
            Self::Mark => tr("mark"),
            Self::Area => tr("area"),
        }
    }
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
    let mut zones = vec![zone(tr("Scar"), &proposal.scar, told, shade_name)];
    if let Some(surround) = &proposal.surround {
        zones.push(zone(tr("Surround"), surround, told, shade_name));
    } else {
        zones.push(ZoneModel {
            name: tr("Surround").to_owned(),
            chances: tr("Nothing to mix: an even tone needs no recipe for the skin around.").to_owned(),
            ..ZoneModel::default()
        });
    }
    let mut card = CardModel {
        shown,
        which,
        plan,
        pinned,
        decided: None,
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
    lines.push(tr("A simulation, not a promise.").to_owned());
    lines.join("\n")
}

/// "also fewest bottles and most robust".
fn also(proposal: &Proposal) -> String {
    let kinds = proposal.also.iter().map(|kind| kind_within_line(*kind).to_owned());
    let kinds = kinds.reduce(|first, last| say!("%{first} and %{last}", first = first, last = last));
    kinds.map_or_else(String::new, |kinds| say!("also %{kinds}", kinds = kinds))
}

fn kind_within_line(kind: ProposalKind) -> &'static str {
    match kind {
        ProposalKind::BestMatch => tr("best match"),
        ProposalKind::FewestBottles => tr("fewest bottles"),
        ProposalKind::MostRobust => tr("most robust"),
        ProposalKind::FirstSession => tr("first session"),
        ProposalKind::ByHand => tr("by hand"),
        ProposalKind::Pinned => tr("pinned"),
    }
}

fn zone(name: &str, plan: &ZonePlan, told: Told, shade_name: &dyn Fn(&str) -> String) -> ZoneModel {
    let figures = told.figures;
    let filled = |recipe: &Option<Recipe>, is_wash| {
        recipe.as_ref().map(|recipe| cup(recipe, is_wash, told.notation, shade_name))
    };
    let cups = [filled(&plan.wash, true), filled(&plan.dots, false)].into_iter().flatten().collect();
    let mut strips = Vec::new();
    let marks = |seen: &Seen| seen.mark;
    if let (Some(target), Some(healed), Some(fresh)) =
        (marks(&plan.target), marks(&plan.timeline.healed), marks(&plan.timeline.fresh))
    {
        strips.push(strip(name, Sight::Mark, [target, healed, fresh], figures));
    }
    let area = [plan.target.area, plan.timeline.healed.area, plan.timeline.fresh.area];
    strips.push(strip(name, Sight::Area, area, figures));
    let density = match plan.marks_per_cm2 {
        marks if marks > 0.0 => say!("%{marks} marks per cm²", marks = number(marks, 0)),
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

fn cup(recipe: &Recipe, is_wash: bool, notation: Notation, shade_name: &dyn Fn(&str) -> String) -> CupModel {
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
            name: tr("Water").to_owned(),
            volume: volume(recipe.parts.len()),
        });
    }
    let (ratio, all) =
        (words::ratio(recipe.water_parts, notation), words::millilitres(recipe.ml.iter().sum()));
    let cup = plain(recipe.cup_ml);
    let title = if is_wash {
        say!("Wash %{ratio}, %{cup} ml cup, %{all} in all", ratio = ratio, cup = cup, all = all)
    } else {
        say!("Dots %{ratio}, %{cup} ml cup, %{all} in all", ratio = ratio, cup = cup, all = all)
    };
    CupModel { title, lines, text: recipe.text.clone() }
}

fn strip(zone: &str, sight: Sight, labs: [Lab; 3], figures: Figures) -> StripModel {
    let swatches = [tr("Target"), tr("Healed"), tr("Fresh")].into_iter().zip(labs);
    let swatches: Vec<Swatch> = swatches.map(|(name, lab)| Swatch { name: name.to_owned(), lab }).collect();
    let said: Vec<String> =
        swatches.iter().map(|s| format!("{} {}", s.name, words::lab(figures, s.lab))).collect();
    let described = format!("{zone}, {}: {}", sight.within_line(), said.join("; "));
    StripModel { name: sight.name().to_owned(), swatches, described }
}

/// Lightness against the target, drawn.
fn bars(zone: &str, plan: &ZonePlan, told: Told) -> Vec<RangeBar> {
    let Told { figures, accepted, .. } = told;
    let healed = &plan.timeline.healed;
    let bar = |sight: Sight, error: &ErrorRange, accepted: f64, looks: (Lab, Lab)| RangeBar {
        label: format!("{} {}", sight.name(), words::error(figures, error)),
        words: lightness_and_hue(error.delta_l, looks),
        middle: error.delta_l,
        interval: error.delta_l_80,
        accepted,
        described: say!(
            "%{zone}, %{mark_or_area} %{error} when healed at 28 days, %{lightness}; in 8 of 10 cases L* %{low} to %{high} from the target, of which %{accepted} either way is accepted",
            zone = zone,
            mark_or_area = sight.name(),
            error = words::error(figures, error),
            lightness = lightness(error.delta_l),
            low = words::number(figures, error.delta_l_80.low),
            high = words::number(figures, error.delta_l_80.high),
            accepted = words::number(figures, accepted),
        ),
    };
    let looks = healed.mark.zip(plan.target.mark);
    let mark = plan.mark_error.as_ref().zip(looks);
    let mark = mark.map(|(error, looks)| bar(Sight::Mark, error, MARK_ACCEPTED_DELTA_L, looks));
    let area = bar(Sight::Area, &plan.area_error, accepted, (healed.area, plan.target.area));
    mark.into_iter().chain([area]).collect()
}

fn chances(plan: &ZonePlan) -> String {
    say!(
        "Acceptable: %{chance}; too dark: %{too_dark}",
        chance = words::chance(plan.p_acceptable),
        too_dark = percent(plan.p_too_dark)
    )
}

fn why(proposal: &Proposal, figures: Figures, shade_name: &dyn Fn(&str) -> String) -> Vec<String> {
    let mut why = vec![sentence(&proposal.why)];
    let mut zone = |name: &str, plan: &ZonePlan| {
        for (what, recipe) in [(tr("wash"), &plan.wash), (tr("dots"), &plan.dots)] {
            why.extend(recipe.as_ref().map(|r| format!("{name}, {what}: {}", r.text)));
        }
        if plan.marks_per_cm2 > 0.0 {
            why.push(say!(
                "%{zone}: marks cover %{percent} of the area when healed",
                zone = name,
                percent = percent(plan.cover)
            ));
        }
        why.extend(figures.drops(&plan.sensitivity, shade_name).iter().map(|s| format!("{name}: {s}")));
        let m = plan.metamerism;
        why.push(say!(
            "%{zone} under other lights: ΔE %{lamp} in lamp light, %{fluorescent} in fluorescent, %{led} in LED light",
            zone = name,
            lamp = words::number(figures, m.a),
            fluorescent = words::number(figures, m.fl11),
            led = words::number(figures, m.led_b3)
        ));
        let healed = &plan.timeline_80.healed;
        if let Some(mark) = &healed.mark {
            why.push(say!(
                "%{zone} mark healed, in 8 of 10 cases: %{interval}",
                zone = name,
                interval = words::interval(figures, mark)
            ));
        }
        why.push(say!(
            "%{zone} area healed, in 8 of 10 cases: %{interval}",
            zone = name,
            interval = words::interval(figures, &healed.area)
        ));
        let seen = |s: &Seen| words::lab(figures, s.area);
        why.push(say!(
            "%{zone} area after one year %{after_one}, after three years %{after_three}",
            zone = name,
            after_one = seen(&plan.timeline.year_1),
            after_three = seen(&plan.timeline.year_3)
        ));
    };
    zone(tr("Scar"), &proposal.scar);
    if let Some(surround) = &proposal.surround {
        zone(tr("Surround"), surround);
    }
    let apart = &proposal.zones_apart;
    let series = |values: &[f64; 4]| {
        let said: Vec<String> = values.iter().map(|&v| words::number(figures, v)).collect();
        said.join(", ")
    };
    if proposal.surround.is_some() {
        why.push(say!(
            "Marks of scar and surround apart, fresh, healed, one and three years: ΔE %{distances}",
            distances = series(&apart.marks)
        ));
    }
    why.push(say!("Areas apart at the same times: ΔE %{distances}", distances = series(&apart.areas)));
    why
}
