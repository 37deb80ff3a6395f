//! The steps of the work, in order.

use egui::{FontId, Rect, Role, Sense, StrokeKind, Ui, WidgetInfo, vec2};

use super::{Asks, StepModel, StepsModel};
use crate::ui::widgets::paint_line;
use crate::ui::{Action, theme};

/// Height of a step, in points.
const HEIGHT: f32 = 42.0;

/// Lays the panel out; a step that needs a tool takes it in hand.
pub fn steps_panel_ui(ui: &mut Ui, model: &StepsModel, asks: &mut Asks) {
    ui.heading("Steps");
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for step in &model.steps {
            step_ui(ui, step, step.tool.is_some() && step.tool == Some(model.tool), asks);
        }
    });
}

fn step_ui(ui: &mut Ui, step: &StepModel, in_hand: bool, asks: &mut Asks) {
    let sense = if step.tool.is_some() { Sense::click() } else { Sense::hover() };
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), sense);
    let name = format!("{}, {}: {}", step.title, step.state.words(), step.detail);
    let role = if step.tool.is_some() { Role::Button } else { Role::Label };
    response.widget_info(|| WidgetInfo::selected(role, true, in_hand, &name));
    let visuals = ui.style().interact_selectable(&response, in_hand);
    let painter = ui.painter_at(area);
    if in_hand || response.hovered() || response.has_focus() {
        painter.rect(area, 3.0, visuals.weak_bg_fill, visuals.bg_stroke, StrokeKind::Inside);
    }
    let (ink, faint) = if in_hand {
        (theme::selected_ink(ui), theme::selected_ink(ui))
    } else {
        (theme::ink(ui), theme::faint_ink(ui))
    };
    let inner = area.shrink2(vec2(8.0, 4.0));
    let state = painter.layout_no_wrap(step.state.words().to_owned(), FontId::proportional(12.5), ink);
    let state_at = inner.right_top() - vec2(state.size().x, -2.0);
    let room = inner.width() - state.size().x - 8.0;
    painter.galley(state_at, state, ink);
    paint_line(ui, &painter, Rect::from_min_size(inner.min, vec2(room, 18.0)), &step.title, (14.5, ink));
    let below = Rect::from_min_max(inner.min + vec2(0.0, 18.0), inner.max);
    paint_line(ui, &painter, below, &step.detail, (12.0, faint));
    match step.tool {
        Some(tool) => {
            let action = Action::Take(tool);
            let hint = format!("{}. {} ({})", step.detail, action.hint(), action.key_text(ui.ctx()));
            if response.on_hover_text(hint).clicked() {
                asks.actions.push(action);
            }
        }
        None => {
            response.on_hover_text(&step.detail);
        }
    }
}
