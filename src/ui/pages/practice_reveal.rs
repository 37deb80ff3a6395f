//! Truth, answer, score and reason.

use egui::{Frame, Grid, Label, Margin, RichText, Ui};

use super::practice::strip_ui;
use super::practice_model::RevealModel;
use crate::ui::theme;

/// Lays the reveal out.
pub fn reveal_ui(ui: &mut Ui, model: &RevealModel) {
    let frame = Frame::new().fill(theme::card(ui)).corner_radius(4.0).inner_margin(Margin::symmetric(10, 7));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(RichText::new(&model.heading).size(19.0).strong());
        Grid::new("reveal").num_columns(2).spacing([14.0, 3.0]).show(ui, |ui| {
            let room = (ui.available_width() - 130.0).max(120.0);
            for (name, value) in &model.rows {
                ui.label(RichText::new(name).color(theme::faint_ink(ui)));
                ui.scope(|ui| {
                    ui.set_width(room);
                    ui.add(Label::new(RichText::new(value).strong()).wrap());
                });
                ui.end_row();
            }
        });
        if !model.swatches.is_empty() {
            strip_ui(ui, &model.swatches);
        }
        for reason in &model.reasons {
            ui.add(Label::new(reason).wrap());
        }
    });
}
