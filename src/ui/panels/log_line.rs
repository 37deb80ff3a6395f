//! What the studio's log of healed results does to the recipes, and how to do without it.

use egui::{Label, RichText, Ui};

use super::Asks;
use crate::analysis::job_name;
use crate::app::{Command, Document, Learnt};
use crate::blend::{HandCup, HandPlan, Job, Matching};
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
            let words = "Answered without the log of healed results.".to_owned();
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
    let results =
        |n: usize| if n == 1 { "1 healed result".to_owned() } else { format!("{n} healed results") };
    let mut words = match (learnt.results, learnt.disagree) {
        (0, _) => String::new(),
        (n, 0) => format!("Learnt from {} of this studio.", results(n)),
        (n, odd) => format!(
            "Learnt from {} of this studio; {odd} of them disagree with the rest: see Healed results.",
            results(n)
        ),
    };
    if learnt.waiting > 0 {
        let (lies, counts) = if learnt.waiting == 1 { ("lies", "does") } else { ("lie", "do") };
        let waits = format!(
            "{} {lies} far outside what can be expected and {counts} not count until another client's agrees: see \
             Healed results.",
            results(learnt.waiting)
        );
        words = [words, waits].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    }
    words
}

/// What the log changes, where it changes much.
fn change(with: &Matching, without: &Matching) -> Option<String> {
    let outcome = |matching: &Matching| match (matching.job.kind, matching.proposals.is_empty()) {
        (Job::None, _) => "no treatment is proposed".to_owned(),
        (_, true) => "no recipe can be recommended".to_owned(),
        (job, false) => format!("the job is {}", job_name(job).to_lowercase()),
    };
    let (by_log, else_) = (outcome(with), outcome(without));
    if by_log != else_ {
        return Some(format!("Because of the log {by_log}; without it {else_}."));
    }
    let best = |matching: &Matching| Some(HandPlan::of(matching.proposals.first()?, matching.job.kind));
    let (with, without) = (best(with)?, best(without)?);
    let cups = [
        ("the wash takes", &with.wash, &without.wash),
        ("the dots in the scar take", &with.dots, &without.dots),
        ("the dots around take", &with.surround, &without.surround),
    ];
    let strength = |cup: &HandCup| 1.0 / (1.0 + f64::from(cup.water_parts));
    cups.into_iter().find_map(|(what, with, without)| {
        let (with, without) = (with.as_ref()?, without.as_ref()?);
        let ratio = strength(with) / strength(without);
        (ratio.max(1.0 / ratio) >= MUCH).then(|| {
            format!(
                "Because of the log {what} {} parts of water to 1 part of pigment; without it {}.",
                with.water_parts, without.water_parts
            )
        })
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
        ("Answer without the log", "Recipes then go by what is known of the trade; the log stays as it is")
    } else {
        ("Count on the log again", "Recipes then go by what your studio's healed results have taught")
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
