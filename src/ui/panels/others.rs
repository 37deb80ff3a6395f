//! What another bottle would bring to the best recipe, looked for when it is asked.

use egui::{Align, CollapsingHeader, Label, Layout, ProgressBar, RichText, Ui};

use super::Asks;
use crate::analysis::{Figures, percent, sentence};
use crate::app::{Edit, OthersBench, OthersCommand};
use crate::blend::{OtherBottle, OtherBottles, PlanFigures};
use crate::ui::theme;

/// Changes of the score that are not worth a word.
const ALIKE: f64 = 0.05;

/// What the section shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OthersModel {
    /// Share of the search that is done, while it runs.
    pub share: Option<f32>,
    /// What they are held against, or why that is not known; empty before it was asked.
    pub told: String,
    /// One for each bottle, best first.
    pub rows: Vec<OtherRow>,
}

/// One bottle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherRow {
    /// Identifier of the shade.
    pub id: String,
    /// Its name.
    pub name: String,
    /// It stands on the shelf.
    pub at_hand: bool,
    /// What it would bring, in words.
    pub words: String,
}

impl OthersModel {
    /// From what was found.
    pub(super) fn of(bench: &OthersBench, figures: Figures) -> Self {
        let share = bench.reading().map(|(share, _)| share);
        match bench.found() {
            None => Self { share, ..Self::default() },
            Some(Err(why)) => Self { share, told: sentence(why), ..Self::default() },
            Some(Ok(found)) => Self { share, told: best_words(found, figures), rows: rows(found, figures) },
        }
    }
}

fn best_words(found: &OtherBottles, figures: Figures) -> String {
    match &found.best {
        Some(best) => format!("The best match as it is: {}.", plan_words(best, figures)),
        None => "No recipe can be recommended with the bottles at hand. With one more:".to_owned(),
    }
}

fn plan_words(plan: &PlanFigures, figures: Figures) -> String {
    format!(
        "score {:.1}, area ΔE {}, acceptable {}",
        plan.score,
        figures.number(plan.area_delta_e),
        percent(plan.p_acceptable)
    )
}

fn rows(found: &OtherBottles, figures: Figures) -> Vec<OtherRow> {
    let words = |other: &OtherBottle| match (&other.with_it, &found.best) {
        (None, _) => "no recipe can be recommended with it".to_owned(),
        (Some(plan), None) => format!("makes a recipe possible: {}", plan_words(plan, figures)),
        (Some(plan), Some(best)) => {
            let change = plan.score - best.score;
            let held_against = if change.abs() < ALIKE {
                "as good".to_owned()
            } else if change < 0.0 {
                format!("better by {:.1}", -change)
            } else {
                format!("worse by {change:.1}")
            };
            format!("{held_against}: {}", plan_words(plan, figures))
        }
    };
    let row = |other: &OtherBottle| OtherRow {
        id: other.shade.clone(),
        name: other.name.clone(),
        at_hand: other.at_hand,
        words: words(other),
    };
    found.others.iter().map(row).collect()
}

/// Lays the section out.
pub fn others_ui(ui: &mut Ui, model: &OthersModel, asks: &mut Asks) {
    CollapsingHeader::new("Why not another bottle").show(ui, |ui| {
        let about = "The best recipe that holds each bottle which the best match does without: those on the shelf, and \
                     the reference shades that are not.";
        ui.add(Label::new(RichText::new(about).color(theme::faint_ink(ui))).wrap());
        match model.share {
            Some(share) => {
                ui.horizontal(|ui| {
                    ui.add(ProgressBar::new(share).desired_width(160.0).show_percentage());
                    if ui.button("Stop").clicked() {
                        asks.commands.push(OthersCommand::Stop.into());
                    }
                });
            }
            None if model.told.is_empty() => {
                let hint = "Takes up to a minute; the work goes on meanwhile";
                let look = ui.button("Look").on_hover_text(hint);
                asks.commands.extend(look.clicked().then(|| OthersCommand::Ask.into()));
            }
            None => {}
        }
        if !model.told.is_empty() {
            ui.add(Label::new(&model.told).wrap());
        }
        for row in &model.rows {
            ui.push_id(&row.id, |ui| row_ui(ui, row, asks));
        }
    });
}

fn row_ui(ui: &mut Ui, row: &OtherRow, asks: &mut Asks) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if row.at_hand {
                let hint = "Look for recipes that must hold this bottle";
                let lock = ui.button("Lock in").on_hover_text(hint);
                if lock.clicked() {
                    asks.edit(Edit::LockBottle(row.id.clone(), true));
                }
            } else {
                ui.label(RichText::new("not at hand").color(theme::faint_ink(ui)));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(RichText::new(&row.name).strong()).truncate()).on_hover_text(&row.name);
            });
        });
    });
    ui.add(Label::new(&row.words).wrap());
}
