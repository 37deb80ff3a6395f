//! The log, what it has taught, and which results disagree.

use egui::{Frame, Label, Margin, RichText, Role, Ui, WidgetInfo};

use super::desk::file_name;
use super::lesson_bars::{LessonBar, lesson_bar_ui, lesson_bars};
use crate::analysis::{Figures, sentence};
use crate::app::{Command, Document, HealedBench, HealedCommand};
use crate::color::Lab;
use crate::locale::{count, keep, number, say, tr};
use crate::studio::{Entry, Lesson, ResultReport};
use crate::ui::panels::Asks;
use crate::ui::widgets::{Swatch, chip_ui, faint_ui, swatch_strip_ui};
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

const NO_LOG: &str =
    keep!("No log yet. One is kept beside the studio's own shade library, or wherever you choose.");

/// Puts the panel's words together.
#[must_use]
pub fn healed_result_model(bench: &HealedBench, document: &Document) -> HealedResultModel {
    let ledger = bench.ledger();
    let refused = [bench.desk().refused(), ledger.refused()];
    let mut model = HealedResultModel {
        log: ledger.path().map_or_else(|| tr(NO_LOG).to_owned(), file_name),
        log_hint: ledger.path().map(|path| path.display().to_string()).unwrap_or_default(),
        refused: refused.into_iter().flatten().map(sentence).collect(),
        can_put_back: ledger.taken_out().is_some(),
        busy: ledger.is_changing(),
        ..HealedResultModel::default()
    };
    if let Some(id) = bench.added() {
        model.news = say!("%{result} is in the log.", result = id);
    } else if let Some(entry) = ledger.taken_out() {
        model.news =
            say!("%{result} was taken out; everything is as if it had never been there.", result = entry.id);
    }
    match bench.desk().read() {
        Some((Ok(read), current)) => {
            let figures = Figures::of(&read.reference.calibration);
            let (skin, tone) = (words::lab(figures, read.tissue), words::lab(figures, read.tone));
            model.reading = if current {
                say!("Skin %{skin}, healed result %{result}.", skin = skin, result = tone)
            } else {
                say!(
                    "Being read again; from before: Skin %{skin}, healed result %{result}.",
                    skin = skin,
                    result = tone
                )
            };
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
        (_, 0) => tr("The log is empty: recipes go by what is known of the trade.").to_owned(),
        (0, _) if lesson.reports.iter().any(|report| report.waits.is_some()) => {
            tr("No result of the log counts yet: recipes go by what is known of the trade.").to_owned()
        }
        (0, _) => {
            tr("No result of the log can be used yet: recipes go by what is known of the trade.").to_owned()
        }
        (n, _) => count!(
            n,
            "What your studio has taught it, from %{n} healed result",
            "What your studio has taught it, from %{n} healed results"
        ),
    };
    if lesson.results > 0 {
        model.bars = lesson_bars(lesson);
        let between = &lesson.between_clients;
        let factor = number(between.used.exp(), 2);
        let differ = if between.estimated {
            say!("Clients differ by a factor of %{factor} (estimated from the results).", factor = factor)
        } else {
            say!(
                "Clients differ by a factor of %{factor} (assumed until there are 10 results).",
                factor = factor
            )
        };
        model.facts = vec![
            differ,
            tr("Each bar is the range that holds the figure in eight cases of ten, its line the middle.")
                .to_owned(),
        ];
    }
    model.exceptions = exceptions(&lesson.reports);
    let rows = entries.iter().zip(&lesson.reports).map(|(entry, report)| row(entry, report, name));
    model.rows = rows.collect();
    // What has to be looked at first; the sort is stable.
    model.rows.sort_by_key(|row| !row.odd);
}

/// How many results do not count in full, and why.
fn exceptions(reports: &[ResultReport]) -> String {
    let those = |odd: fn(&ResultReport) -> bool| reports.iter().filter(|report| odd(report)).count();
    let waiting = those(|report| report.waits.is_some());
    let disagree = those(|report| report.disagrees && report.waits.is_none());
    let unused = those(|report| report.not_used.is_some());
    let told = [
        (
            waiting,
            count!(
                waiting,
                "%{n} waits for another client's that agrees",
                "%{n} wait for another client's that agrees"
            ),
        ),
        (disagree, count!(disagree, "%{n} disagrees with the rest", "%{n} disagree with the rest")),
        (unused, count!(unused, "%{n} not used##one result", "%{n} not used##several results")),
    ];
    told.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words).collect::<Vec<_>>().join(", ")
}

fn row(entry: &Entry, report: &ResultReport, name: &dyn Fn(&str) -> String) -> ResultRow {
    let figures = Figures { calibrated: true };
    let measured = words::lab(figures, entry.tone);
    let expected = report.expected.map(|lab| words::lab(figures, lab)).unwrap_or_default();
    let times = number(report.residual.unwrap_or_default(), 1);
    let standing = match (&report.not_used, report.disagrees) {
        _ if report.waits.is_some() => say!(
            "%{measured} lies far outside what can be expected, which is %{expected}: fewer than 1 result in 100 would be \
             as far off. It does not count until a result of another client agrees. Check the click, the recipe and the \
             zone, or take it out.",
            measured = measured,
            expected = expected
        ),
        (Some(why), _) => say!("%{measured}. Not used: %{reason}.", measured = measured, reason = why),
        (None, true) => say!(
            "%{measured} disagrees with the rest: %{expected} was expected, %{times} times the usual distance away. \
             Check it, or take it out.",
            measured = measured,
            expected = expected,
            times = times
        ),
        (None, false) => say!(
            "%{measured}, expected %{expected}: %{times} times the usual distance.",
            measured = measured,
            expected = expected,
            times = times
        ),
    };
    let cup = entry.recipe.words(name);
    let cup = match &entry.wash {
        Some(wash) => say!("%{cup} over a wash of %{wash}", cup = cup, wash = wash.words(name)),
        None => cup,
    };
    ResultRow {
        id: entry.id.clone(),
        what: entry.words(),
        cup,
        labs: (entry.tone, report.expected),
        standing,
        odd: report.disagrees || report.waits.is_some() || report.not_used.is_some(),
    }
}

/// Lays the panel out.
pub fn healed_result_ui(ui: &mut Ui, model: &HealedResultModel, asks: &mut Asks) {
    if !model.reading.is_empty() {
        ui.heading(tr("Read on this photo"));
        if let Some([skin, healed]) = model.read {
            let swatches = [(tr("Skin"), skin), (tr("Healed result"), healed)];
            let swatches = swatches.map(|(name, lab)| Swatch { name: name.to_owned(), lab });
            swatch_strip_ui(ui, &swatches, SWATCHES, tr("Skin and healed result side by side"));
        }
        ui.add(Label::new(&model.reading).wrap());
        for note in &model.notes {
            ui.add(Label::new(format!("⚠ {note}")).wrap());
        }
        ui.add_space(6.0);
    }
    ui.heading(tr("Log of healed results")).on_hover_text(tr(
        "A file with one entry for each result: what was mixed, and what it looked like when healed",
    ));
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
    if model.can_put_back
        && ui.add_enabled(!model.busy, egui::Button::new(tr("Put it back##a result, into the log"))).clicked()
    {
        asks.commands.push(Command::Healed(HealedCommand::PutBack));
    }
    if model.headline.is_empty() {
        return;
    }
    ui.add_space(6.0);
    ui.add(Label::new(RichText::new(&model.headline).strong()).wrap());
    if let Some(mut on) = model.counted_on {
        let hint = tr("Off: recipes go by what is known of the trade, as if there were no log");
        if ui.checkbox(&mut on, tr("Recipes count on it")).on_hover_text(hint).changed() {
            asks.commands.push(Command::CountOnLog(on));
        }
    }
    if !model.exceptions.is_empty() {
        ui.add(
            Label::new(say!("⚠ Of the results in the log: %{exceptions}.", exceptions = model.exceptions))
                .wrap(),
        );
    }
    for bar in &model.bars {
        lesson_bar_ui(ui, bar);
    }
    for fact in &model.facts {
        faint_ui(ui, fact);
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
                let remove = ui.add_enabled(!busy, egui::Button::new(tr("Take out##a result, of the log")));
                let name = say!("Take %{result} out of the log", result = row.id);
                remove.widget_info(|| WidgetInfo::labeled(Role::Button, !busy, &name));
                if remove.on_hover_text(tr("Remove it from the log; it can be put back")).clicked() {
                    asks.commands.push(Command::Healed(HealedCommand::Remove(row.id.clone())));
                }
                if let Some(expected) = row.labs.1 {
                    chip_ui(ui, expected, tr("expected##the colour of a result"));
                }
                chip_ui(ui, row.labs.0, tr("measured##the colour of a result"));
            });
        });
        ui.add(Label::new(&row.what).wrap());
        ui.add(Label::new(RichText::new(&row.cup).color(theme::faint_ink(ui))).wrap());
        let mark = if row.odd { "⚠ " } else { "" };
        ui.add(Label::new(format!("{mark}{}", row.standing)).wrap());
    });
}
