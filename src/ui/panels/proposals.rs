//! The plans as cards.

use egui::{CollapsingHeader, Frame, Grid, Label, Margin, RichText, Ui};

use super::{Asks, CardModel, CupModel, ProposalsModel, ZoneModel};
use crate::ui::theme;
use crate::ui::widgets::swatch_strip_ui;

/// Height of the swatches on a card, in points.
const STRIP: f32 = 44.0;

/// Lays the panel out.
pub fn proposals_panel_ui(ui: &mut Ui, model: &ProposalsModel, _asks: &mut Asks) {
    ui.heading("Recipes");
    if !model.job.is_empty() {
        ui.add(Label::new(&model.job).wrap());
    }
    if let Some(empty) = &model.empty {
        ui.add(Label::new(empty).wrap());
    }
    if model.outdated {
        ui.label("Being worked out again; these are the recipes from before.");
    }
    for note in &model.notes {
        ui.add(Label::new(note).wrap());
    }
    for (i, card) in model.cards.iter().enumerate() {
        ui.push_id(i, |ui| card_ui(ui, card));
    }
}

fn card_ui(ui: &mut Ui, card: &CardModel) {
    Frame::new().fill(theme::CARD).corner_radius(4.0).inner_margin(Margin::same(10)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.heading(&card.kind);
        for (i, zone) in card.zones.iter().enumerate() {
            if i > 0 {
                ui.separator();
            }
            ui.push_id(i, |ui| zone_ui(ui, zone));
        }
        for warning in &card.warnings {
            ui.add(Label::new(format!("⚠ {warning}")).wrap());
        }
        CollapsingHeader::new("Why").id_salt("why").show(ui, |ui| {
            for line in &card.why {
                ui.add(Label::new(line).wrap());
            }
        });
    });
}

fn zone_ui(ui: &mut Ui, zone: &ZoneModel) {
    ui.strong(&zone.name);
    for (i, cup) in zone.cups.iter().enumerate() {
        ui.push_id(i, |ui| cup_ui(ui, cup));
    }
    for (swatches, described) in &zone.strips {
        swatch_strip_ui(ui, swatches, STRIP, described);
    }
    for line in &zone.lines {
        ui.add(Label::new(line).wrap());
    }
}

fn cup_ui(ui: &mut Ui, cup: &CupModel) {
    ui.label(RichText::new(&cup.title).color(theme::FAINT_INK));
    Grid::new("cup").num_columns(3).min_row_height(18.0).spacing([12.0, 1.0]).show(ui, |ui| {
        for line in &cup.lines {
            ui.label(RichText::new(&line.parts).strong());
            ui.label(RichText::new(&line.volume).strong());
            ui.add(Label::new(&line.name).wrap());
            ui.end_row();
        }
    });
    ui.add(Label::new(RichText::new(&cup.text).small().color(theme::FAINT_INK)).wrap());
}
