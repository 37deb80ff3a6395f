//! The measured tones, in so little room that the recipes below them stand on the first screen.

use egui::{Align, CollapsingHeader, Label, Layout, RichText, Ui};

use super::{Asks, ToneRow, TonesModel};
use crate::locale::{count, keep, say, tr};
use crate::ui::theme;
use crate::ui::widgets::{chip_ui, lab_plot_ui, tone_histogram_ui, tone_strip_ui};

/// Height of the swatches, in points.
const SWATCH: f32 = 44.0;

/// What the words stand for, under the pointer.
const LIGHTNESS: &str = keep!(
    "L* is lightness, from 0 for black to 100 for white. Side by side, a step of 1 is about the least that is seen."
);
const DELTA_E: &str = keep!(
    "ΔE says how far two colours lie apart. Side by side, a step of 1 is about the least that is seen."
);

/// Lays the panel out.
pub fn tones_panel_ui(ui: &mut Ui, model: &TonesModel, _asks: &mut Asks) {
    ui.horizontal(|ui| {
        ui.heading(tr("Tones"));
        if let Some(uncalibrated) = &model.uncalibrated {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add(Label::new(format!("⚠ {uncalibrated}")).truncate()).on_hover_text(tr(DELTA_E));
            });
        }
    });
    if let Some(empty) = &model.empty {
        ui.label(empty);
        return;
    }
    if model.outdated {
        let outdated = tr("Being measured again; these are the tones from before.");
        ui.label(RichText::new(outdated).color(theme::ink(ui)));
    }
    if !model.headline.is_empty() {
        ui.add(Label::new(RichText::new(&model.headline).strong()).truncate()).on_hover_text(tr(LIGHTNESS));
    }
    tone_strip_ui(ui, &model.cells, SWATCH);
    let title = match model.notes.len() {
        0 => tr("All tones and how they were measured").to_owned(),
        n => count!(
            n,
            "⚠ %{n} note, all tones, how they were measured",
            "⚠ %{n} notes, all tones, how they were measured"
        ),
    };
    CollapsingHeader::new(title).id_salt("measured").show(ui, |ui| {
        lab_plot_ui(ui, &model.plot);
        let small = |ui: &mut Ui, said: &str| {
            ui.add(Label::new(RichText::new(said).small().color(theme::faint_ink(ui))).wrap());
        };
        if !model.plot.reach.is_empty() {
            small(
                ui,
                tr("Within the dark line: what one or two of these bottles can give the scar, healed."),
            );
        }
        if !model.cloud.is_empty() {
            small(ui, &model.cloud);
        }
        for histogram in &model.histograms {
            tone_histogram_ui(ui, histogram);
        }
        for note in &model.notes {
            ui.add(Label::new(format!("⚠ {note}")).wrap());
        }
        for (number, row) in (1..).zip(&model.rows) {
            row_ui(ui, number, row);
        }
        for fact in &model.facts {
            ui.add(Label::new(fact).wrap());
        }
    });
}

fn row_ui(ui: &mut Ui, number: usize, row: &ToneRow) {
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - 56.0;
        match row.lab {
            Some(lab) => chip_ui(ui, lab, &format!("{} {}", row.name, row.figures)),
            None => ui.add_space(48.0),
        }
        ui.vertical(|ui| {
            ui.set_width(room.max(80.0));
            ui.spacing_mut().item_spacing.y = 1.0;
            let text = match row.lab {
                Some(_) => format!("{number} {} {}", row.name, row.figures),
                None => say!(
                    "%{number} %{tone} not resolved: %{why}",
                    number = number,
                    tone = row.name,
                    why = row.figures
                ),
            };
            ui.add(Label::new(RichText::new(text).strong()).wrap());
            if !row.detail.is_empty() {
                ui.add(Label::new(RichText::new(&row.detail).small().color(theme::faint_ink(ui))).wrap());
            }
        });
    });
}
