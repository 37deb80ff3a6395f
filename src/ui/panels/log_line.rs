//! What the studio's log of healed results does to the recipes, and how to do without it.

use egui::{Label, RichText, Ui};

use super::Asks;
use crate::analysis::job_name;
use crate::app::{Command, Document, Learnt};
use crate::blend::{HandCup, HandPlan, Job, Matching};
use crate::locale::{count, say, tr};
use crate::ui::theme;

/// The lines about the log; nothing is shown while there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogModel {
    /// What recipes count on.
    pub words: String,
    /// That there is no plan because of the log, or quite another one; empty when neither.
    pub change: String,
    /// Recipes count on the log, or could; none while there is nothing to count on.
    pub counted_on: Option<bool>,
}

/// Cups that differ in pigment by this factor are told (*assumed*: clearly another recipe to a hand).
const MUCH: f64 = 1.5;

impl LogModel {
    /// Puts the words together.
    pub(super) fn of(document: &Document) -> Self {
        let Some(taught) = document.taught() else { return Self::default() };
        let counts = taught.belief.is_some();
        if document.learnt().is_none() {
            let words = tr("Answered without the log of healed results.").to_owned();
            let off = Self { words, change: String::new(), counted_on: Some(false) };
            return if counts { off } else { Self::default() };
        }
        let beside = document.matching().zip(document.matching_without_log());
        Self {
            words: words(taught),
            change: beside.and_then(|(with, without)| change(with, without)).unwrap_or_default(),
            counted_on: counts.then_some(true),
        }
    }
}

/// What the studio's healed results did to the plans.
fn words(learnt: &Learnt) -> String {
    let mut words = match (learnt.results, learnt.disagree) {
        (0, _) => String::new(),
        (n, 0) => count!(
            n,
            "Learnt from %{n} healed result of this studio.",
            "Learnt from %{n} healed results of this studio."
        ),
        (n, odd) => count!(
            n,
            "Learnt from %{n} healed result of this studio; %{odd} of them disagree with the rest: see Healed results.",
            "Learnt from %{n} healed results of this studio; %{odd} of them disagree with the rest: see Healed results.",
            odd = odd
        ),
    };
    if learnt.waiting > 0 {
        let waits = count!(
            learnt.waiting,
            "%{n} healed result lies far outside what can be expected and does not count until another client's agrees: see Healed results.",
            "%{n} healed results lie far outside what can be expected and do not count until another client's agrees: see Healed results."
        );
        words = [words, waits].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    }
    words
}

/// What comes of a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    NoTreatment,
    NoRecipe,
    Plan(Job),
}

impl Outcome {
    fn of(matching: &Matching) -> Self {
        match (matching.job.kind, matching.proposals.is_empty()) {
            (Job::None, _) => Self::NoTreatment,
            (_, true) => Self::NoRecipe,
            (job, false) => Self::Plan(job),
        }
    }

    /// As a part of a sentence.
    fn words(self) -> String {
        match self {
            Self::NoTreatment => tr("no treatment is proposed").to_owned(),
            Self::NoRecipe => tr("no recipe can be recommended").to_owned(),
            Self::Plan(job) => say!("the job is %{job}", job = job_name(job)),
        }
    }
}

/// What the log changes, where it changes much.
fn change(with: &Matching, without: &Matching) -> Option<String> {
    let (by_log, otherwise) = (Outcome::of(with), Outcome::of(without));
    if by_log != otherwise {
        return Some(say!(
            "Because of the log %{outcome}; without it %{other_outcome}.",
            outcome = by_log.words(),
            other_outcome = otherwise.words()
        ));
    }
    let best = |matching: &Matching| Some(HandPlan::of(matching.proposals.first()?, matching.job.kind));
    let (with, without) = (best(with)?, best(without)?);
    let strength = |cup: &HandCup| 1.0 / (1.0 + f64::from(cup.water_parts));
    // The parts of water with the log and without it, where they differ much.
    let water = |with: &Option<HandCup>, without: &Option<HandCup>| {
        let (with, without) = (with.as_ref()?, without.as_ref()?);
        let ratio = strength(with) / strength(without);
        (ratio.max(1.0 / ratio) >= MUCH).then_some((with.water_parts, without.water_parts))
    };
    if let Some((parts, other)) = water(&with.wash, &without.wash) {
        return Some(say!(
            "Because of the log the wash takes %{parts} parts of water to 1 part of pigment; without it %{other}.",
            parts = parts,
            other = other
        ));
    }
    if let Some((parts, other)) = water(&with.dots, &without.dots) {
        return Some(say!(
            "Because of the log the dots in the scar take %{parts} parts of water to 1 part of pigment; without it %{other}.",
            parts = parts,
            other = other
        ));
    }
    water(&with.surround, &without.surround).map(|(parts, other)| {
        say!(
            "Because of the log the dots around take %{parts} parts of water to 1 part of pigment; without it %{other}.",
            parts = parts,
            other = other
        )
    })
}

/// Lays the lines out.
pub(super) fn log_ui(ui: &mut Ui, model: &LogModel, asks: &mut Asks) {
    if !model.words.is_empty() {
        ui.add(Label::new(RichText::new(&model.words).color(theme::faint_ink(ui))).wrap());
    }
    if !model.change.is_empty() {
        ui.add(Label::new(RichText::new(format!("⚠ {}", model.change)).strong()).wrap());
    }
    let Some(on) = model.counted_on else { return };
    let (text, hint) = if on {
        (
            tr("Answer without the log"),
            tr("Recipes then go by what is known of the trade; the log stays as it is"),
        )
    } else {
        (tr("Count on the log again"), tr("Recipes then go by what your studio's healed results have taught"))
    };
    if ui.button(text).on_hover_text(hint).clicked() {
        asks.commands.push(Command::CountOnLog(!on));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blend::JobChoice;

    fn nothing(kind: Job) -> Matching {
        let job = JobChoice { kind, why: String::new(), wanted: None };
        Matching { job, proposals: Vec::new(), recipes_considered: 0, reach: Vec::new(), notes: Vec::new() }
    }

    #[test]
    fn results_that_count_and_those_that_wait_are_told_apart() {
        let told = |results, disagree, waiting| words(&Learnt { belief: None, results, disagree, waiting });
        assert_eq!(told(1, 0, 0), "Learnt from 1 healed result of this studio.");
        assert!(told(5, 1, 0).contains("1 of them disagree"));
        let waits = told(0, 0, 1);
        assert!(waits.starts_with("1 healed result lies far outside") && waits.contains("does not count"));
        assert!(told(4, 0, 2).contains("studio. 2 healed results lie far outside"));
    }

    #[test]
    fn a_job_that_only_the_log_takes_away_is_told() {
        let told = change(&nothing(Job::None), &nothing(Job::Dots)).expect("it differs");
        assert_eq!(
            told,
            "Because of the log no treatment is proposed; without it no recipe can be recommended."
        );
        assert_eq!(change(&nothing(Job::None), &nothing(Job::None)), None);
    }
}
