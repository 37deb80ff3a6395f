//! A mark on colours that the screen cannot show.

use egui::{Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, vec2};

use crate::color::{Lab, fits_screen};
use crate::locale::{keep, tr};
use crate::ui::theme;

/// Side of the mark, in points.
const SIDE: f32 = 9.0;
/// Said under the pointer.
pub(crate) const CUT_TEXT: &str =
    keep!("This colour lies outside what a screen can show (sRGB); what you see is the nearest it can.");

/// Marks the upper right corner of a swatch whose colour is cut; nothing on one that is shown as it is.
pub(crate) fn cut_mark_ui(ui: &Ui, patch: Rect, lab: Lab) {
    if fits_screen(lab) {
        return;
    }
    let corner = patch.right_top();
    let area = Rect::from_min_max(corner - vec2(SIDE, 0.0), corner + vec2(0.0, SIDE)).intersect(patch);
    let (left, below) = (corner - vec2(area.width(), 0.0), corner + vec2(0.0, area.height()));
    let edge = Stroke::new(1.0, theme::STROKE_DARK);
    ui.painter().add(Shape::convex_polygon(vec![left, corner, below], theme::STROKE_LIGHT, edge));
    let id = ui.scope_id().with(("cut", patch.left().to_bits(), patch.top().to_bits()));
    let response = ui.interact(area, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, tr(CUT_TEXT)));
    response.on_hover_text(tr(CUT_TEXT));
}
