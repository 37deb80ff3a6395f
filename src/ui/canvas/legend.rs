//! Words over pictures of a plan, and what the colours of the map of differences stand for.

use egui::{Align2, Pos2, Rect, Role, Sense, Ui, WidgetInfo, vec2};

use super::paint::plate;
use crate::locale::{number, say, tr};
use crate::preview::HEAT_STEPS;
use crate::ui::screen_profile::shown;

/// Writes on a plate, for the eye and for screen readers.
pub(super) fn written(ui: &Ui, clip: Rect, at: Pos2, align: Align2, text: &str) {
    let area = plate(&ui.painter_at(clip), at, align, text);
    let said = ui.interact(area, ui.scope_id().with(("written", text)), Sense::hover());
    said.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
}

/// The colours of the map of differences, with what they stand for.
pub(super) fn legend(ui: &Ui, whole: Rect, accepted: f64) {
    let mut at = whole.right_top() + vec2(-10.0, 34.0);
    written(ui, whole, at, Align2::RIGHT_TOP, tr("ΔE00, difference from the skin around"));
    let painter = ui.painter_at(whole);
    for (times, color) in HEAT_STEPS.iter().skip(1) {
        at.y += 22.0;
        let limit = number(times * accepted, 1);
        let words = if *times <= 1.0 { say!("up to %{limit}: a match", limit = limit) } else { limit };
        let text = plate(&painter, at, Align2::RIGHT_TOP, &words);
        let swatch = Rect::from_min_size(text.left_top() - vec2(26.0, 0.0), vec2(18.0, text.height()));
        painter.rect_filled(swatch, 2.0, shown(*color));
    }
}
