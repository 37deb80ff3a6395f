//! The log, what it has taught, and which results disagree.

use egui::{Frame, Label, Margin, RichText, Role, Ui, WidgetInfo};

use super::desk::file_name;
use super::lesson_bars::{LessonBar, lesson_bar_ui, lesson_bars};
use crate::analysis::{Figures, sentence};
use crate::app::{Command, Document, HealedBench, HealedCommand};
use crate::color::Lab;
use crate::studio::{Entry, Lesson, ResultReport};
use crate::ui::panels::Asks;
use crate::ui::widgets::{Swatch, chip_ui, swatch_strip_ui};
use crate::ui::{Action, theme, words};

/// Everything the panel shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HealedResultModel {
    /// Name of the log.
    pub log: String,
    /// Where it is.
    pub log_hint: String,
    /// Why the log or a photo could not be read or changed.
    pub refused: Vec<String>,
    /// What was read on the photo, or why nothing could be.
    pub reading: String,
    /// What was read: skin, result.
    pub read: Option<[Lab; 2]>,
    /// What to look at in the reading.
    pub notes: Vec<String>,
    /// What was just added, or taken out.
    pub news: String,
    /// A result was taken out and can be put back.
    pub can_put_back: bool,
    /// Recipes count on the log; none while there is nothing to count on.
    pub counted_on: Option<bool>,
    /// "What your studio has taught it, from 12 healed results".
    pub headline: String,
    /// Before, after and the next client.
    pub bars: Vec<LessonBar>,
    /// How clients differ, what the figures mean.
    pub facts: Vec<String>,
    /// How many disagree, and how many are not used.
    pub exceptions: String,
    /// The results, those to be looked at first, else in the order of the log.
    pub rows: Vec<ResultRow>,
    /// The log is being changed.
    pub busy: bool,
}

/// One result of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultRow {
    /// Its id.
    pub id: String,
    /// What was measured, where and when.
    pub what: String,
    /// What was in the cup.
    pub cup: String,
    /// Measured, and expected of the studio's hands.
    pub labs: (Lab, Option<Lab>),
    /// How it stands to the others.
    pub standing: String,
    /// It disagrees or was not used.
    pub odd: bool,
}

/// Height of the two colours that were read, in points.
const SWATCHES: f32 = 28.0;

const NO_LOG: &str = "No log yet. One is kept beside the studio's own shade library, or wherever you choose.";

/// Puts the panel's words together.
#[must_use]
pub fn healed_result_model(bench: &HealedBench, document: &Document) -> HealedResultModel {
    let ledger = bench.ledger();
    let refused = [bench.desk().refused(), ledger.refused()];
    let mut model = HealedResultModel {
        log: ledger.path().map_or_else(|| NO_LOG.to_owned(), file_name),
        log_hint: ledger.path().map(|path| path.display().to_string()).unwrap_or_default(),
        refused: refused.into_iter().flatten().map(sentence).collect(),
        can_put_back: ledger.taken_out().is_some(),
        busy: ledger.is_changing(),
        ..HealedResultModel::default()
    };
    if let Some(id) = bench.added() {
        model.news = format!("{id} is in the log.");
    } else if let Some(entry) = ledger.taken_out() {
        model.news = format!("{} was taken out; everything is as if it had never been there.", entry.id);
    }
    match bench.desk().read() {
        Some((Ok(read), current)) => {
            let figures = Figures::of(&read.reference.calibration);
            let again = if current { "" } else { "Being read again; from before: " };
            let (skin, tone) = (words::lab(figures, read.tissue), words::lab(figures, read.tone));
            model.reading = format!("{again}Skin {skin}, healed result {tone}.");
            model.read = Some([read.tissue, read.tone]);
            model.notes = read.notes.iter().map(|note| sentence(note)).collect();
        }
        Some((Err(why), _)) => model.reading = sentence(why),
        None => {}
    }
    if let Some((log, lesson)) = ledger.log() {
        fill(&mut model, log.entries(), lesson, &|id| document.bottles().shade_name(id));
        model.counted_on = lesson.belief.map(|_| document.settings().count_on_log);
    }
    model
}

fn fill(model: &mut HealedResultModel, entries: &[Entry], lesson: &Lesson, name: &dyn Fn(&str) -> String) {
    model.headline = match (lesson.results, entries.len()) {
        (_, 0) => "The log is empty: recipes go by what is known of the trade.".to_owned(),
        (0, _) if lesson.reports.iter().any(|report| report.waits.is_some()) => {
            "No result of the log counts yet: recipes go by what is known of the trade.".to_owned()
        }
        (0, _) => {
            "No result of the log can be used yet: recipes go by what is known of the trade.".to_owned()
        }
        (1, _) => "What your studio has taught it, from 1 healed result".to_owned(),
        (n, _) => format!("What your studio has taught it, from {n} healed results"),
    };
    if lesson.results > 0 {
        model.bars = lesson_bars(lesson);
        let between = &lesson.between_clients;
        let how = if between.estimated {
            "estimated from the results"
        } else {
            "assumed until there are 10 results"
        };
        model.facts = vec![
            format!("Clients differ by a factor of {:.2} ({how}).", between.used.exp()),
            "Each bar is the range that holds the figure in eight cases of ten, its line the middle."
                .to_owned(),
        ];
    }
    let count =
        |odd: &dyn Fn(&ResultReport) -> bool| lesson.reports.iter().filter(|report| odd(report)).count();
    let waiting = count(&|report| report.waits.is_some());
    let disagree = count(&|report| report.disagrees && report.waits.is_none());
    let unused = count(&|report| report.not_used.is_some());
    let waits = if waiting == 1 {
        "waits for another client's that agrees"
    } else {
        "wait for another client's that agrees"
    };
    model.exceptions = [(waiting, waits), (disagree, "disagree with the rest"), (unused, "not used")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect::<Vec<_>>()
        .join(", ");
    let rows = entries.iter().zip(&lesson.reports).map(|(entry, report)| row(entry, report, name));
    model.rows = rows.collect();
    // What has to be looked at first; the sort is stable.
    model.rows.sort_by_key(|row| !row.odd);
}

fn row(entry: &Entry, report: &ResultReport, name: &dyn Fn(&str) -> String) -> ResultRow {
    let figures = Figures { calibrated: true };
    let measured = words::lab(figures, entry.tone);
    let expected = report.expected.map(|lab| words::lab(figures, lab)).unwrap_or_default();
    let times = report.residual.unwrap_or_default();
    let standing = match (&report.not_used, report.disagrees) {
        _ if report.waits.is_some() => format!(
            "{measured} lies far outside what can be expected, which is {expected}: fewer than 1 result in 100 would be \
             as far off. It does not count until a result of another client agrees. Check the click, the recipe and the \
             zone, or take it out."
        ),
        (Some(why), _) => format!("{measured}. Not used: {why}."),
        (None, true) => format!(
            "{measured} disagrees with the rest: {expected} was expected, {times:.1} times the usual distance away. \
             Check it, or take it out."
        ),
        (None, false) => format!("{measured}, expected {expected}: {times:.1} times the usual distance."),
    };
    let over =
        entry.wash.as_ref().map(|wash| format!(" over a wash of {}", wash.words(name))).unwrap_or_default();
    ResultRow {
        id: entry.id.clone(),
        what: entry.words(),
        cup: format!("{}{over}", entry.recipe.words(name)),
        labs: (entry.tone, report.expected),
        standing,
        odd: report.disagrees || report.waits.is_some() || report.not_used.is_some(),
    }
}

/// Lays the panel out.
pub fn healed_result_ui(ui: &mut Ui, model: &HealedResultModel, asks: &mut Asks) {
    if !model.reading.is_empty() {
        ui.heading("Read on this photo");
        if let Some([skin, healed]) = model.read {
            let swatches = [("Skin", skin), ("Healed result", healed)];
            let swatches = swatches.map(|(name, lab)| Swatch { name: name.to_owned(), lab });
            swatch_strip_ui(ui, &swatches, SWATCHES, "Skin and healed result side by side");
        }
        ui.add(Label::new(&model.reading).wrap());
        for note in &model.notes {
            ui.add(Label::new(format!("⚠ {note}")).wrap());
        }
        ui.add_space(6.0);
    }
    ui.heading("Log of healed results").on_hover_text(
        "A file with one entry for each result: what was mixed, and what it looked like when healed",
    );
    ui.add(Label::new(RichText::new(&model.log).color(theme::faint_ink(ui))).wrap())
        .on_hover_text(&model.log_hint);
    ui.horizontal(|ui| {
        for action in [Action::ChooseLog, Action::NewLog] {
            if ui.button(action.text()).on_hover_text(action.hint()).clicked() {
                asks.actions.push(action);
            }
        }
    });
    for refused in &model.refused {
        ui.add(Label::new(format!("⚠ {refused}")).wrap());
    }
    if !model.news.is_empty() {
        ui.add(Label::new(RichText::new(format!("✔ {}", model.news)).strong()).wrap());
    }
    if model.can_put_back && ui.add_enabled(!model.busy, egui::Button::new("Put it back")).clicked() {
        asks.commands.push(Command::Healed(HealedCommand::PutBack));
    }
    if model.headline.is_empty() {
        return;
    }
    ui.add_space(6.0);
    ui.add(Label::new(RichText::new(&model.headline).strong()).wrap());
    if let Some(mut on) = model.counted_on {
        let hint = "Off: recipes go by what is known of the trade, as if there were no log";
        if ui.checkbox(&mut on, "Recipes count on it").on_hover_text(hint).changed() {
            asks.commands.push(Command::CountOnLog(on));
        }
    }
    if !model.exceptions.is_empty() {
        ui.add(Label::new(format!("⚠ Of the results in the log: {}.", model.exceptions)).wrap());
    }
    for bar in &model.bars {
        lesson_bar_ui(ui, bar);
    }
    for fact in &model.facts {
        ui.add(Label::new(RichText::new(fact).color(theme::faint_ink(ui))).wrap());
    }
    ui.add_space(6.0);
    for row in &model.rows {
        row_ui(ui, row, model.busy, asks);
    }
}

fn row_ui(ui: &mut Ui, row: &ResultRow, busy: bool, asks: &mut Asks) {
    Frame::new().fill(theme::card(ui)).inner_margin(Margin::same(8)).corner_radius(4.0).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.strong(&row.id);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let remove = ui.add_enabled(!busy, egui::Button::new("Take out"));
                let name = format!("Take {} out of the log", row.id);
                remove.widget_info(|| WidgetInfo::labeled(Role::Button, !busy, &name));
                if remove.on_hover_text("Remove it from the log; it can be put back").clicked() {
                    asks.commands.push(Command::Healed(HealedCommand::Remove(row.id.clone())));
                }
                if let Some(expected) = row.labs.1 {
                    chip_ui(ui, expected, "expected");
                }
                chip_ui(ui, row.labs.0, "measured");
            });
        });
        ui.add(Label::new(&row.what).wrap());
        ui.add(Label::new(RichText::new(&row.cup).color(theme::faint_ink(ui))).wrap());
        let mark = if row.odd { "⚠ " } else { "" };
        ui.add(Label::new(format!("{mark}{}", row.standing)).wrap());
    });
}
