//! The measured tones.

use egui::{Align, CollapsingHeader, Label, Layout, RichText, Ui};

use super::{Asks, ToneRow, TonesModel};
use crate::ui::theme;
use crate::ui::widgets::{chip_ui, swatch_strip_ui};

/// Height of the large swatches, in points.
const LARGE: f32 = 72.0;

/// Lays the panel out.
pub fn tones_panel_ui(ui: &mut Ui, model: &TonesModel, _asks: &mut Asks) {
    ui.heading("Tones");
    if let Some(empty) = &model.empty {
        ui.label(empty);
        return;
    }
    if model.outdated {
        ui.label(RichText::new("Being measured again; these are the tones from before.").color(theme::INK));
    }
    if !model.headline.is_empty() {
        ui.strong(&model.headline);
    }
    let names: Vec<&str> = model.pair.iter().map(|s| s.name.as_str()).collect();
    swatch_strip_ui(ui, &model.pair, LARGE, &format!("Swatches: {}", names.join(" beside ")));
    for row in &model.rows {
        row_ui(ui, row);
    }
    for note in &model.notes {
        ui.add(Label::new(format!("⚠ {note}")).wrap());
    }
    CollapsingHeader::new("How they were measured").id_salt("measured").show(ui, |ui| {
        for fact in &model.facts {
            ui.add(Label::new(fact).wrap());
        }
        for row in model.rows.iter().filter(|row| !row.detail.is_empty()) {
            let text = format!("{}: {}", row.name, row.detail);
            ui.add(Label::new(RichText::new(text).small().color(theme::FAINT_INK)).wrap());
        }
    });
}

fn row_ui(ui: &mut Ui, row: &ToneRow) {
    ui.horizontal(|ui| {
        if let Some(lab) = row.lab {
            chip_ui(ui, lab, &format!("{} {}", row.name, row.figures));
            name_and_figures_ui(ui, row);
        } else {
            ui.add_space(48.0);
            ui.add(Label::new(format!("{} not resolved: {}", row.name, row.figures)).wrap());
        }
    });
}

fn name_and_figures_ui(ui: &mut Ui, row: &ToneRow) {
    // The figures come first from the right, so that a long name is cut and not they.
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.label(&row.figures).on_hover_text(&row.detail);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add(Label::new(RichText::new(&row.name).strong()).truncate());
        });
    });
}
