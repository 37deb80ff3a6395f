//! Colours to judge by eye, on a grey mat and without gaps between them.

use egui::{FontId, Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::cut_mark::cut_mark_ui;
use crate::color::Lab;
use crate::ui::theme;

/// Mat around the swatches, in points.
const MAT_WIDTH: f32 = 10.0;

/// One colour with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Swatch {
    /// What it is.
    pub name: String,
    /// Its colour.
    pub lab: Lab,
}

/// Neighbouring swatches over all of the width, names above; `described` is read out in their place.
pub fn swatch_strip_ui(ui: &mut Ui, swatches: &[Swatch], height: f32, described: &str) {
    if swatches.is_empty() {
        return;
    }
    let names_height = 18.0;
    let size = Vec2::new(ui.available_width(), names_height + height + 2.0 * MAT_WIDTH);
    let (area, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, described));
    if !ui.is_rect_visible(area) {
        return;
    }
    let mat = Rect::from_min_max(area.min + vec2(0.0, names_height), area.max);
    let painter = ui.painter();
    painter.rect_filled(mat, 3.0, theme::MAT);
    let inner = mat.shrink(MAT_WIDTH);
    let width = inner.width() / swatches.len() as f32;
    for (i, swatch) in swatches.iter().enumerate() {
        let left = inner.left() + width * i as f32;
        let patch = Rect::from_min_max(pos2(left, inner.top()), pos2(left + width, inner.bottom()));
        // No rounding and no feathering to the side: an edge of grey would hide a small difference.
        painter.rect_filled(patch, 0.0, theme::screen_color(swatch.lab));
        let galley = painter.layout(
            swatch.name.clone(),
            FontId::proportional(12.0),
            theme::faint_ink(ui),
            width.max(1.0),
        );
        painter.galley(pos2(left, area.top()), galley, theme::faint_ink(ui));
        cut_mark_ui(ui, patch, swatch.lab);
    }
}

/// A small colour for a row of text.
pub fn chip_ui(ui: &mut Ui, lab: Lab, described: &str) {
    let (area, response) = ui.allocate_exact_size(vec2(40.0, 24.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, described));
    response.on_hover_text(described);
    ui.painter().rect_filled(area, 2.0, theme::MAT);
    ui.painter().rect_filled(area.shrink(4.0), 0.0, theme::screen_color(lab));
    cut_mark_ui(ui, area.shrink(4.0), lab);
}
