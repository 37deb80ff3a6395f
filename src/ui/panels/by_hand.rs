//! Changing a plan by hand: parts, water and density of each cup.

use egui::{Align, Button, ComboBox, Frame, Label, Layout, Margin, RichText, Ui};

use super::Asks;
use crate::app::{Edit, Notation};
use crate::blend::{HandCup, HandPlan, RecipePart};
use crate::locale::{is_one, say, tr};
use crate::ui::widgets::number_field;
use crate::ui::{theme, words};

/// What can be changed, and what it is mixed from.
#[derive(Debug, Clone, PartialEq)]
pub struct ByHandModel {
    /// The plan as it is told now.
    pub plan: HandPlan,
    /// How dilutions are written.
    pub notation: Notation,
    /// Why it cannot be judged; empty when it can.
    pub refused: String,
    /// Its score beside that of the best plan: "3.1; the best match has 2.8".
    pub score: String,
    /// Identifiers and names of the bottles at hand.
    pub bottles: Vec<(String, String)>,
}

/// Most bottles in a cup.
const MOST_BOTTLES: usize = 3;

/// Lays the editor out.
pub fn by_hand_ui(ui: &mut Ui, model: &ByHandModel, asks: &mut Asks) {
    Frame::new().fill(theme::card(ui)).corner_radius(4.0).inner_margin(Margin::symmetric(10, 7)).show(
        ui,
        |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                ui.label(RichText::new(tr("Change by hand")).heading());
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if ui
                        .button(tr("Discard"))
                        .on_hover_text(tr("Forget the plan by hand; Ctrl+Z brings it back"))
                        .clicked()
                    {
                        asks.edit(Edit::ChangeByHand(None));
                    }
                });
            });
            let mut plan = model.plan.clone();
            for (id, name, cup) in [
                ("wash", tr("Wash"), &mut plan.wash),
                ("dots", tr("Dots in the scar"), &mut plan.dots),
                ("around", tr("Dots around"), &mut plan.surround),
            ] {
                if let Some(cup) = cup {
                    ui.push_id(id, |ui| cup_ui(ui, name, cup, model));
                }
            }
            if plan.dots.is_some() {
                ui.horizontal(|ui| {
                    let label = ui.label(tr("Density"));
                    let drag =
                        number_field(&mut plan.marks_per_cm2).range(0.0..=250.0).speed(1.0).max_decimals(0);
                    ui.add(drag.suffix(format!(" {}", tr("marks per cm²")))).labelled_by(label.id);
                });
            }
            let told = if model.refused.is_empty() { &model.score } else { &model.refused };
            let told = RichText::new(told);
            ui.add(Label::new(if model.refused.is_empty() { told } else { told.strong() }).wrap());
            if plan != model.plan {
                asks.edit(Edit::ChangeByHand(Some(Box::new(plan))));
            }
        },
    );
}

fn bottles_ui(ui: &mut Ui, shade: &mut String, bottles: &[(String, String)]) {
    for (id, name) in bottles {
        ui.selectable_value(shade, id.clone(), name);
    }
}

fn cup_ui(ui: &mut Ui, name: &str, cup: &mut HandCup, model: &ByHandModel) {
    let bottles = &model.bottles;
    ui.horizontal(|ui| {
        ui.label(RichText::new(name).strong());
        let pigment: u32 = cup.parts.iter().map(|part| part.parts).sum();
        let water = cup.water_parts.saturating_mul(pigment);
        let all = say!(
            "%{ratio}: %{pigment_parts} of pigment, %{water_parts} of water",
            ratio = words::ratio(cup.water_parts, model.notation),
            pigment_parts = words::parts(pigment),
            water_parts = words::parts(water)
        );
        ui.add(Label::new(RichText::new(all).color(theme::faint_ink(ui))).truncate());
    });
    let called = |id: &str| {
        bottles.iter().find(|(known, _)| known == id).map_or_else(|| id.to_owned(), |(_, name)| name.clone())
    };
    let mut gone = None;
    let several = cup.parts.len() > 1;
    for (i, part) in cup.parts.iter_mut().enumerate() {
        ui.push_id(i, |ui| {
            ui.horizontal(|ui| {
                let unit =
                    if is_one(part.parts) { tr("part##of a mixture") } else { tr("parts##of a mixture") };
                let drag = number_field(&mut part.parts).range(1..=12).speed(0.05).suffix(format!(" {unit}"));
                let bottle = called(&part.shade);
                let response = ui.add(drag);
                let words = say!("%{cup}: parts of %{bottle}", cup = name, bottle = bottle);
                response
                    .widget_info(|| egui::WidgetInfo::labeled(egui::Role::SpinButton, true, words.clone()));
                let width = (ui.available_width() - 40.0).max(80.0);
                let combo = ComboBox::from_id_salt("bottle").width(width).selected_text(bottle).truncate();
                let combo = combo.show_ui(ui, |ui| bottles_ui(ui, &mut part.shade, bottles));
                let words = say!("%{cup}: bottle %{place}", cup = name, place = i + 1);
                combo.response.accessible_name(words);
                let out = Button::new("×").min_size(egui::vec2(24.0, 0.0));
                if ui.add_enabled(several, out).on_hover_text(tr("Take this bottle out")).clicked() {
                    gone = Some(i);
                }
            });
        });
    }
    if let Some(i) = gone {
        cup.parts.remove(i);
    }
    ui.horizontal(|ui| {
        let unit = format!(" × {}", tr("water"));
        let drag = number_field(&mut cup.water_parts).range(0..=100).speed(0.1).suffix(unit);
        let hint = tr("Parts of water to one part of pigment in all");
        let response = ui.add(drag).on_hover_text(hint);
        let words = say!("%{cup}: water to one part of pigment", cup = name);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::SpinButton, true, words.clone()));
        let free = bottles.iter().find(|(id, _)| cup.parts.iter().all(|part| part.shade != *id));
        let room = cup.parts.len() < MOST_BOTTLES && free.is_some();
        let add = ui.add_enabled(room, Button::new(tr("Add bottle")));
        if let (true, Some((id, _))) = (add.clicked(), free) {
            cup.parts.push(RecipePart { shade: id.clone(), parts: 1 });
        }
    });
}
