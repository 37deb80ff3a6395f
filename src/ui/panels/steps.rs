//! The steps of the work, in order; in a narrow window as a strip of their numbers.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align, Button, FontId, Galley, Layout, Rect, Role, Sense, StrokeKind, Ui, Vec2, WidgetInfo, vec2,
};

use super::{Asks, StepModel, StepsModel};
use crate::locale::tr;
use crate::ui::widgets::paint_line;
use crate::ui::{Action, glossary, theme};

/// Height of a title, and what lies above and below a step's words, in points.
const TITLE: f32 = 18.0;
const PADDING: Vec2 = vec2(8.0, 4.0);
/// Lines of a detail, at most; all of it is under the pointer.
const DETAIL_LINES: usize = 2;

/// The heading, with a button that folds the steps away.
pub(in crate::ui) fn steps_heading_ui(ui: &mut Ui, open: &mut bool) {
    ui.horizontal(|ui| {
        ui.heading(tr("Steps"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let fold = ui.button("«").on_hover_text(tr("Fold the steps to a strip: more room for the photo"));
            fold.widget_info(|| WidgetInfo::labeled(Role::Button, true, tr("Fold steps")));
            if fold.clicked() {
                *open = false;
            }
        });
    });
}

/// Lays the panel out; a step that needs a tool takes it in hand.
pub fn steps_panel_ui(ui: &mut Ui, model: &StepsModel, asks: &mut Asks) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for step in &model.steps {
            step_ui(ui, step, step.tool.is_some() && step.tool == Some(model.tool), asks);
        }
    });
}

/// The steps by their numbers, and a button that unfolds them.
pub(in crate::ui) fn steps_strip_ui(ui: &mut Ui, model: &StepsModel, open: &mut bool, asks: &mut Asks) {
    let size = vec2(ui.available_width(), ui.spacing().interact_size.y.max(30.0));
    ui.spacing_mut().item_spacing.y = 3.0;
    let unfold = ui.add_sized(size, Button::new("»"));
    unfold.widget_info(|| WidgetInfo::labeled(Role::Button, true, tr("Unfold steps")));
    if unfold.on_hover_text(tr("Show the steps, the client, the cup and the bottles")).clicked() {
        *open = true;
    }
    for (number, step) in (1..).zip(&model.steps) {
        let in_hand = step.tool.is_some() && step.tool == Some(model.tool);
        let button =
            Button::selectable(in_hand, format!("{number} {}", step.state.sign())).frame_when_inactive(true);
        let response = ui.add_sized(size, button);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, in_hand, name_of(step)));
        if response.on_hover_text(hint_of(ui, step)).clicked()
            && let Some(tool) = step.tool
        {
            asks.actions.push(Action::Take(tool));
        }
    }
}

fn step_ui(ui: &mut Ui, step: &StepModel, in_hand: bool, asks: &mut Asks) {
    let sense = if step.tool.is_some() { Sense::click() } else { Sense::hover() };
    let (ink, faint) = if in_hand {
        (theme::selected_ink(ui), theme::selected_ink(ui))
    } else {
        (theme::ink(ui), theme::faint_ink(ui))
    };
    let width = ui.available_width();
    let detail = wrapped(ui, &step.detail, faint, width - 2.0 * PADDING.x);
    let height = (TITLE + detail.size().y + 2.0 * PADDING.y).max(ui.spacing().interact_size.y);
    let (area, response) = ui.allocate_exact_size(vec2(width, height), sense);
    let role = if step.tool.is_some() { Role::Button } else { Role::Label };
    response.widget_info(|| WidgetInfo::selected(role, true, in_hand, name_of(step)));
    let visuals = ui.style().interact_selectable(&response, in_hand);
    let painter = ui.painter_at(area);
    if in_hand || response.hovered() || response.has_focus() {
        painter.rect(area, 3.0, visuals.weak_bg_fill, visuals.bg_stroke, StrokeKind::Inside);
    }
    let inner = area.shrink2(PADDING);
    let state = painter.layout_no_wrap(step.state.words().to_owned(), FontId::proportional(12.5), ink);
    let state_at = inner.right_top() - vec2(state.size().x, -2.0);
    let room = inner.width() - state.size().x - 8.0;
    painter.galley(state_at, state, ink);
    paint_line(ui, &painter, Rect::from_min_size(inner.min, vec2(room, TITLE)), &step.title, (14.5, ink));
    painter.galley(inner.min + vec2(0.0, TITLE), detail, faint);
    if response.on_hover_text(hint_of(ui, step)).clicked()
        && let Some(tool) = step.tool
    {
        asks.actions.push(Action::Take(tool));
    }
}

fn wrapped(ui: &Ui, text: &str, ink: egui::Color32, width: f32) -> Arc<Galley> {
    let format = TextFormat::simple(FontId::proportional(12.0), ink);
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap.max_width = width.max(1.0);
    job.wrap.max_rows = DETAIL_LINES;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn name_of(step: &StepModel) -> String {
    format!("{}, {}: {}", step.title, step.state.words(), step.detail)
}

/// What was done, what its figures mean, and what a click does.
fn hint_of(ui: &Ui, step: &StepModel) -> String {
    let figures = glossary::figures(&step.detail).map(|said| format!("\n{said}")).unwrap_or_default();
    match step.tool.map(Action::Take) {
        Some(action) => {
            let key = action.key_text(ui.ctx());
            format!("{}: {}. {} ({key}){figures}", step.title, step.detail, action.hint())
        }
        None => format!("{}: {}{figures}", step.title, step.detail),
    }
}
