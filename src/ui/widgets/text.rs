//! Text in one line, and where a row ends.

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontId, Label, Painter, Rect, RichText, TextStyle, TextWrapMode, Ui, WidgetText};

use crate::ui::theme;

/// Paints one line from the top left, cut with an ellipsis where the room ends; `font` is size and color.
pub(crate) fn paint_line(ui: &Ui, painter: &Painter, area: Rect, text: &str, (size, ink): (f32, Color32)) {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), FontId::proportional(size), ink);
    job.wrap = TextWrapping::truncate_at_width(area.width().max(1.0));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    painter.galley(area.min, galley, ink);
}

/// Words of less weight, in as many lines as they need.
pub(crate) fn faint_ui(ui: &mut Ui, text: &str) {
    ui.add(Label::new(RichText::new(text).color(theme::faint_ink(ui))).wrap());
}

/// How wide one line is in this size.
pub(crate) fn line_width(ui: &Ui, text: &str, size: f32) -> f32 {
    let job = LayoutJob::simple_singleline(text.to_owned(), FontId::proportional(size), Color32::WHITE);
    ui.fonts_mut(|fonts| fonts.layout_job(job)).size().x
}

/// How wide a row of buttons with these words is.
pub(crate) fn buttons_width<'a>(ui: &Ui, texts: impl Iterator<Item = &'a str>) -> f32 {
    let (padding, gap) = (2.0 * ui.spacing().button_padding.x, ui.spacing().item_spacing.x);
    let width = |text: &str| {
        let galley = WidgetText::from(text).into_galley(
            ui,
            Some(TextWrapMode::Extend),
            f32::INFINITY,
            TextStyle::Button,
        );
        galley.size().x + padding + gap
    };
    texts.map(width).sum()
}

/// Ends the row of a wrapped layout where less than this is left: what measures its own room is squeezed there.
pub(crate) fn needs_room(ui: &mut Ui, width: f32) {
    if ui.available_size_before_wrap().x < width {
        ui.end_row();
    }
}
