//! The steps of the work, in order.

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Button, FontId, Layout, Ui};

use super::{Asks, StepModel, StepsModel};
use crate::ui::{Action, theme};

/// Lays the panel out; a step that needs a tool takes it in hand.
pub fn steps_panel_ui(ui: &mut Ui, model: &StepsModel, asks: &mut Asks) {
    ui.heading("Steps");
    ui.with_layout(Layout::top_down_justified(Align::LEFT), |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        for step in &model.steps {
            step_ui(ui, step, step.tool == Some(model.tool), asks);
        }
    });
}

fn step_ui(ui: &mut Ui, step: &StepModel, in_hand: bool, asks: &mut Asks) {
    let (ink, faint) =
        if in_hand { (theme::SELECTED_INK, theme::SELECTED_INK) } else { (theme::INK, theme::FAINT_INK) };
    let mut text = step_text(step, ink, faint);
    text.wrap.max_width = ui.available_width() - 16.0;
    match step.tool {
        Some(tool) => {
            let hint = Action::Take(tool).hint();
            let key = Action::Take(tool).key_text(ui.ctx());
            let button = Button::selectable(in_hand, text).wrap();
            if ui.add(button).on_hover_text(format!("{hint} ({key})")).clicked() {
                asks.actions.push(Action::Take(tool));
            }
        }
        None => {
            egui::Frame::new().inner_margin(egui::Margin::symmetric(8, 4)).show(ui, |ui| ui.label(text));
        }
    }
}

fn step_text(step: &StepModel, ink: egui::Color32, faint: egui::Color32) -> LayoutJob {
    let mut text = LayoutJob::default();
    let format = |size, color| TextFormat::simple(FontId::proportional(size), color);
    text.append(&format!("{}   ", step.title), 0.0, format(14.5, ink));
    text.append(&format!("{}\n", step.state.words()), 0.0, format(12.5, ink));
    text.append(&step.detail, 0.0, format(12.0, faint));
    text
}
