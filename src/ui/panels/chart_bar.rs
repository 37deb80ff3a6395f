//! What can be told about the `ColorChecker`: which one it is, and where.

use egui::{ComboBox, DragValue, Ui};

use super::Asks;
use crate::app::{Document, Edit};
use crate::calibrate::{ChartPick, ChartSize, Edition};
use crate::ui::Action;

/// What the toolbar shows of the card.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ChartBarModel {
    /// The card, once there is one.
    pub pick: Option<ChartPick>,
    /// Printing of the studio's card, once it was told.
    pub edition: Option<Edition>,
    /// Its size.
    pub size: ChartSize,
    /// It was read.
    pub read: bool,
}

impl ChartBarModel {
    /// From the document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let (pick, settings) = (document.inputs().chart, document.settings());
        Self {
            pick,
            edition: pick.map(|pick| pick.edition).or(settings.chart_edition),
            size: pick.map_or(settings.chart_size, |pick| pick.size),
            read: document.reference().is_some_and(|reference| !reference.patches.is_empty()),
        }
    }
}

/// Lays it out. The edition is asked for before anything else: it cannot be told from a photo.
pub(super) fn chart_bar_ui(ui: &mut Ui, model: &ChartBarModel, asks: &mut Asks) {
    let Some(edition) = model.edition else {
        ui.label("Find a ColorChecker made");
        for edition in [Edition::Before2014, Edition::After2014] {
            let asked = ui.button(capital(edition)).on_hover_text(
                "The date is printed on its back. If you cannot tell, take the newer one: the two differ by about 1 ΔE",
            );
            if asked.clicked() {
                asks.edit(Edit::SetChart(Some(ChartPick { corners: None, edition, size: model.size })));
            }
        }
        return;
    };
    let told = model.pick.unwrap_or(ChartPick { corners: None, edition, size: model.size });
    match model.pick {
        None => {
            if ui.button("Find card").clicked() {
                asks.edit(Edit::SetChart(Some(told)));
            }
        }
        Some(pick) if pick.corners.is_some() => {
            if ui.button("Find card").on_hover_text("Search for it again, without the corners").clicked() {
                asks.edit(Edit::SetChart(Some(ChartPick { corners: None, ..pick })));
            }
        }
        Some(_) => {}
    }
    edition_ui(ui, told, asks);
    size_ui(ui, told, asks);
    if model.read && ui.button("What it says…").on_hover_text(Action::CardReading.hint()).clicked() {
        asks.actions.push(Action::CardReading);
    }
    if model.pick.is_some() && ui.button("Remove card").clicked() {
        asks.edit(Edit::SetChart(None));
    }
}

fn edition_ui(ui: &mut Ui, told: ChartPick, asks: &mut Asks) {
    let combo = ComboBox::from_id_salt("edition").selected_text(capital(told.edition)).show_ui(ui, |ui| {
        for edition in [Edition::Before2014, Edition::After2014] {
            let chosen = edition == told.edition;
            if ui.selectable_label(chosen, capital(edition)).clicked() && !chosen {
                asks.edit(Edit::SetChart(Some(ChartPick { edition, ..told })));
            }
        }
    });
    combo.response.accessible_name("When the card was made");
}

fn size_ui(ui: &mut Ui, told: ChartPick, asks: &mut Asks) {
    let set = |asks: &mut Asks, size| asks.edit(Edit::SetChart(Some(ChartPick { size, ..told })));
    let combo = ComboBox::from_id_salt("card size").selected_text(size_name(told.size)).width(96.0);
    let combo = combo.show_ui(ui, |ui| {
        let other = ChartSize::Pitch(told.size.pitch_mm());
        for size in [ChartSize::Classic, ChartSize::Passport, other] {
            let chosen = size_name(size) == size_name(told.size);
            if ui.selectable_label(chosen, size_name(size)).clicked() && !chosen {
                set(asks, size);
            }
        }
    });
    combo.response.accessible_name("Size of the card");
    if let ChartSize::Pitch(mm) = told.size {
        let label = ui.label("Patch to patch");
        let mut pitch = mm;
        let drag = DragValue::new(&mut pitch).range(2.0..=200.0).speed(0.1).max_decimals(1).suffix(" mm");
        if ui.add(drag.update_while_editing(false)).labelled_by(label.id).changed() {
            set(asks, ChartSize::Pitch(pitch));
        }
    }
}

fn size_name(size: ChartSize) -> &'static str {
    match size {
        ChartSize::Classic => "Classic",
        ChartSize::Passport => "Passport",
        ChartSize::Pitch(_) => "Other size",
    }
}

fn capital(edition: Edition) -> String {
    crate::analysis::capitalized(edition.words())
}
