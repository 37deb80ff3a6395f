//! Text in one line.

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontId, Painter, Rect, Ui};

/// Paints one line from the top left, cut with an ellipsis where the room ends; `font` is size and color.
pub(crate) fn paint_line(ui: &Ui, painter: &Painter, area: Rect, text: &str, (size, ink): (f32, Color32)) {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), FontId::proportional(size), ink);
    job.wrap = TextWrapping::truncate_at_width(area.width().max(1.0));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    painter.galley(area.min, galley, ink);
}
