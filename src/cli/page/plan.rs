//! A plan as a page that a technician can mix from.

use std::fmt::{self, Write as _};

use super::super::words::{lab_columns, wrapped};
use super::{WIDTH, tones};
use crate::analysis::{Figures, Outcome, accepted_words, job_name, kind_name, lightness, percent};
use crate::blend::{ErrorRange, Job, Proposal, Recipe, ZonePlan};
use crate::color::Lab;
use crate::library::ShadeLibrary;
use crate::trust::PhotoTrust;

/// Column where the text of a line starts.
const TEXT: usize = 14;

/// A page to mix from: tones, job and proposals for the photo of this name, with the bottles of this library.
///
/// # Errors
/// Never: text is written to memory.
pub fn plan(photo: &str, outcome: &Outcome, library: &ShadeLibrary) -> Result<String, fmt::Error> {
    let matching = &outcome.matching;
    let mut page = tones(photo, &outcome.calibration, &outcome.tones)?;
    page += &trust(&outcome.trust);
    writeln!(page, "\nJob: {}", job_name(matching.job.kind))?;
    page += &wrapped(&matching.job.why, 2, WIDTH);
    for note in &matching.notes {
        page += &wrapped(note, 2, WIDTH);
    }
    if matching.proposals.is_empty() {
        if matching.job.kind != Job::None {
            page += "  No recipe can be recommended with these bottles.\n";
        }
        return Ok(page);
    }
    let shared = shared_warnings(&matching.proposals);
    let writer = Writer { figures: Figures::of(&outcome.calibration), library, shared: &shared };
    for (index, proposal) in matching.proposals.iter().enumerate() {
        page += &writer.proposal(index + 1, proposal)?;
    }
    if !shared.is_empty() {
        page += "\nFor all of these\n";
        for warning in &shared {
            page += &wrapped(&format!("Warning: {warning}"), 2, WIDTH);
        }
    }
    page += &bottles(&matching.proposals, library)?;
    page += "\nBefore mixing\n";
    page += &wrapped(
        "Test first and judge it healed, after 28 days or more. A scalp that already carries pigment, is bruised \
         or freshly shaved misleads every tone. These are predictions and reminders, not medical advice.",
        2,
        WIDTH,
    );
    Ok(page)
}

/// What speaks against the photo, and that a red one was accepted.
fn trust(trust: &PhotoTrust) -> String {
    if let Some(accepted) = accepted_words(trust) {
        return wrapped(&format!("RED PHOTO: {accepted}"), 0, WIDTH);
    }
    let reasons = trust.decisive().map(|reason| wrapped(&format!("Photo: {}", reason.text), 0, WIDTH));
    reasons.collect()
}

/// Writes proposals with figures as fine as the photo allows.
struct Writer<'a> {
    figures: Figures,
    library: &'a ShadeLibrary,
    /// Warnings that every proposal bears are told once, below all of them.
    shared: &'a [&'a str],
}

impl Writer<'_> {
    fn proposal(&self, number: usize, proposal: &Proposal) -> Result<String, fmt::Error> {
        let mut text = format!(
            "\n{number}. {}{}   score {}{}\n",
            kind_name(proposal.kind),
            also(proposal),
            self.figures.number(proposal.score),
            if self.figures.calibrated { "" } else { " (uncalibrated)" }
        );
        text += &self.zone("Scar", &proposal.scar)?;
        match &proposal.surround {
            Some(surround) => text += &self.zone("Surround", surround)?,
            None => text += "   Surround   no recipe: a wash or skin tone has none\n",
        }
        if let Some(marks) = proposal.surround.as_ref().map(|_| proposal.zones_apart.marks) {
            let apart = [marks, proposal.zones_apart.areas, proposal.zones_apart.feather_worst];
            let [marks, areas, feather] = apart.map(|times| self.times(times));
            text += "   Zones apart, ΔE00 fresh, healed, 1 year, 3 years\n";
            writeln!(text, "     marks {marks}   areas {areas}   worst of feather {feather}")?;
        }
        let own = proposal.warnings.iter().map(|warning| warning.text.as_str());
        for warning in own.filter(|text| !self.shared.contains(text)) {
            text += &wrapped(&format!("Warning: {warning}"), 3, WIDTH);
        }
        text += &wrapped(&format!("Why: {}", proposal.why), 3, WIDTH);
        text += &wrapped(&proposal.limit.sentence(self.figures.calibrated), 3, WIDTH);
        Ok(text)
    }

    fn zone(&self, name: &str, zone: &ZonePlan) -> Result<String, fmt::Error> {
        let mut text = format!("   {name}\n");
        for (what, recipe) in [("wash", &zone.wash), ("dots", &zone.dots)] {
            if let Some(recipe) = recipe {
                text += &cup(what, recipe);
            }
        }
        if zone.dots.is_some() {
            text += &line(
                "density",
                &format!(
                    "{:.0} marks on a cm², {} of the area healed",
                    zone.marks_per_cm2,
                    percent(zone.cover)
                ),
            );
        }
        text += &self.table(zone)?;
        let healed = &zone.timeline_80.healed;
        if let Some(mark) = &healed.mark {
            text += &line("healed", &format!("mark in 8 of 10 cases {}", self.figures.interval(mark)));
        }
        text += &line("healed", &format!("area in 8 of 10 cases {}", self.figures.interval(&healed.area)));
        if let Some(error) = &zone.mark_error {
            text += &self.error("mark", error);
        }
        text += &self.error("area", &zone.area_error);
        text += &line(
            "chances",
            &format!("acceptable {}, too dark {}", percent(zone.p_acceptable), percent(zone.p_too_dark)),
        );
        let shade_name =
            |id: &str| self.library.shade(id).map_or_else(|| id.to_owned(), |shade| shade.name.clone());
        for change in self.figures.drops(&zone.sensitivity, &shade_name) {
            text += &line("one drop", &change);
        }
        let other = &zone.metamerism;
        let [a, fl11, led] = [other.a, other.fl11, other.led_b3].map(|value| self.figures.number(value));
        text +=
            &line("other light", &format!("ΔE00 {a} in lamp light, {fl11} under FL11, {led} under LED-B3"));
        Ok(text)
    }

    /// Target and how it will look, as columns of L* a* b*.
    fn table(&self, zone: &ZonePlan) -> Result<String, fmt::Error> {
        let times = &zone.timeline;
        let columns = [
            ("target", &zone.target),
            ("fresh", &times.fresh),
            ("healed", &times.healed),
            ("1 year", &times.year_1),
            ("3 years", &times.year_3),
        ];
        let mut text = format!("     {:<7}", "L* a* b*");
        for (name, _) in columns {
            write!(text, "{name:>16}")?;
        }
        text.push('\n');
        let marks: Vec<Lab> = columns.iter().filter_map(|(_, seen)| seen.mark).collect();
        let areas: Vec<Lab> = columns.iter().map(|(_, seen)| seen.area).collect();
        for (name, labs) in [("mark", marks), ("area", areas)] {
            if labs.len() == columns.len() {
                write!(text, "     {name:<8}")?;
                for lab in labs {
                    write!(text, "{:>16}", narrow(&lab_columns(self.figures, lab)))?;
                }
                text.push('\n');
            }
        }
        Ok(text)
    }

    fn error(&self, what: &str, error: &ErrorRange) -> String {
        let said = if self.figures.calibrated { "" } else { ", uncalibrated" };
        line(what, &format!("ΔE00 {}{said}; {}", self.figures.error(error), lightness(error.delta_l)))
    }

    fn times(&self, values: [f64; 4]) -> String {
        values.map(|value| self.figures.number(value)).join(", ")
    }
}

/// The recipe: what goes in, how thin it gets, and the same in drops.
fn cup(what: &str, recipe: &Recipe) -> String {
    let mut steps = recipe.text.split("; ");
    let mut text = line(what, steps.next().unwrap_or_default());
    let (drops, rest): (Vec<&str>, Vec<&str>) = steps.partition(|step| step.starts_with("in drops"));
    for step in [rest.join("; "), drops.join("; ")].iter().filter(|step| !step.is_empty()) {
        text += &line("", step);
    }
    text
}

/// Warnings that every one of several proposals bears.
fn shared_warnings(proposals: &[Proposal]) -> Vec<&str> {
    let [first, others @ ..] = proposals else { return Vec::new() };
    let bears = |other: &Proposal, text: &str| other.warnings.iter().any(|warning| warning.text == text);
    let texts = first.warnings.iter().map(|warning| warning.text.as_str());
    texts.filter(|text| !others.is_empty() && others.iter().all(|other| bears(other, text))).collect()
}

/// ", fewest bottles": what else this plan is.
fn also(proposal: &Proposal) -> String {
    let others = proposal.also.iter().map(|other| [", ", kind_name(*other)].concat().to_lowercase());
    others.collect()
}

fn line(label: &str, text: &str) -> String {
    let lines = wrapped(text, TEXT + 3, WIDTH);
    format!("     {label:<width$}{}", lines.trim_start(), width = TEXT - 2)
}

/// Columns pulled together by one blank.
fn narrow(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the ids in the recipes stand for.
fn bottles(proposals: &[Proposal], library: &ShadeLibrary) -> Result<String, fmt::Error> {
    let recipes = proposals.iter().flat_map(|proposal| {
        let zones = [Some(&proposal.scar), proposal.surround.as_ref()];
        zones.into_iter().flatten().flat_map(|zone| [&zone.wash, &zone.dots]).flatten()
    });
    let mut ids: Vec<&str> =
        recipes.flat_map(|recipe| recipe.parts.iter().map(|part| part.shade.as_str())).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut text = String::from("\nBottles\n");
    for shade in ids.iter().filter_map(|id| library.shade(id)) {
        let lot = shade.lot.as_ref().map_or_else(String::new, |lot| format!(", lot {lot}"));
        writeln!(text, "  {:<20} {} ({}{lot})", shade.id, shade.name, shade.maker)?;
    }
    Ok(text)
}
