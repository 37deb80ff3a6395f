//! What another bottle would bring to the best recipe, looked for when it is asked.

use egui::{Align, CollapsingHeader, Label, Layout, ProgressBar, RichText, Ui};

use super::Asks;
use crate::analysis::{Figures, best_words, other_words, sentence};
use crate::app::{Edit, OthersBench, OthersCommand};
use crate::blend::{OtherBottle, OtherBottles};
use crate::locale::tr;
use crate::ui::theme;
use crate::ui::widgets::faint_ui;

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

fn rows(found: &OtherBottles, figures: Figures) -> Vec<OtherRow> {
    let row = |other: &OtherBottle| OtherRow {
        id: other.shade.clone(),
        name: other.name.clone(),
        at_hand: other.at_hand,
        words: other_words(other, found.best.as_ref(), figures),
    };
    found.others.iter().map(row).collect()
}

/// Lays the section out.
pub fn others_ui(ui: &mut Ui, model: &OthersModel, asks: &mut Asks) {
    CollapsingHeader::new(tr("Why not another bottle")).id_salt("other bottles").show(ui, |ui| {
        let about = tr(
            "The best recipe that holds each bottle which the best match does without: those on the shelf, and the reference shades that are not.",
        );
        faint_ui(ui, about);
        match model.share {
            Some(share) => {
                ui.horizontal(|ui| {
                    ui.add(ProgressBar::new(share).desired_width(160.0).show_percentage());
                    if ui.button(tr("Stop##verb")).clicked() {
                        asks.commands.push(OthersCommand::Stop.into());
                    }
                });
            }
            None if model.told.is_empty() => {
                let hint = tr("Takes up to a minute; the work goes on meanwhile");
                let look = ui.button(tr("Look##search for bottles")).on_hover_text(hint);
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
                let hint = tr("Look for recipes that must hold this bottle");
                let lock = ui.button(tr("Lock in")).on_hover_text(hint);
                if lock.clicked() {
                    asks.edit(Edit::LockBottle(row.id.clone(), true));
                }
            } else {
                ui.label(RichText::new(tr("not at hand")).color(theme::faint_ink(ui)));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(RichText::new(&row.name).strong()).truncate()).on_hover_text(&row.name);
            });
        });
    });
    ui.add(Label::new(&row.words).wrap());
}
