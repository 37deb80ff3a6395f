//! How far lighter or darker than wanted something will be, drawn as a range on a scale with its target in the middle.

use egui::{Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::text::paint_line;
use crate::color::Interval;
use crate::ui::theme;

/// A range of differences in L* from a target.
#[derive(Debug, Clone, PartialEq)]
pub struct RangeBar {
    /// Said in front of it: "Mark ΔE 4.2 (3.0 to 6.5)".
    pub label: String,
    /// Said behind it: "3 L* lighter".
    pub words: String,
    /// Median.
    pub middle: f64,
    /// In 8 of 10 cases.
    pub interval: Interval,
    /// Accepted either side of the target.
    pub accepted: f64,
    /// What is read out, and shown under the pointer.
    pub described: String,
}

/// Height of a bar and size of its words, in points.
const HEIGHT: f32 = 17.0;
const TEXT: f32 = 13.0;
/// Shares of the width for the label in front and the words behind.
const LABEL: f32 = 0.4;
const WORDS: f32 = 0.3;
/// L* from the target to either end of the scale.
const MOST: f64 = 12.0;

/// Lays one out over all of the width.
pub fn range_bar_ui(ui: &mut Ui, bar: &RangeBar) {
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &bar.described));
    let left = area.left() + LABEL * area.width();
    let right = area.right() - WORDS * area.width();
    let painter = ui.painter();
    for (from, to, text) in [(area.left(), left, &bar.label), (right + 8.0, area.right(), &bar.words)] {
        let room = Rect::from_min_max(pos2(from, area.top()), pos2(to, area.bottom()));
        paint_line(ui, painter, room, text, (TEXT, theme::ink(ui)));
    }
    let scale = Rect::from_min_max(pos2(left + 8.0, area.top() + 1.0), pos2(right, area.bottom() - 1.0));
    paint(ui, scale, bar);
    response.on_hover_text(&bar.described);
}

fn paint(ui: &Ui, scale: Rect, bar: &RangeBar) {
    let (painter, ink) = (ui.painter(), theme::ink(ui));
    let (low, high) = (place(scale, bar.interval.low), place(scale, bar.interval.high));
    let y = scale.center().y;
    let accepted = Rect::from_min_max(
        pos2(place(scale, -bar.accepted), scale.top() + 2.0),
        pos2(place(scale, bar.accepted), scale.bottom() - 2.0),
    );
    painter.rect_filled(accepted, 2.0, theme::MAT);
    painter.hline(scale.x_range(), y, Stroke::new(1.0, theme::faint_ink(ui).gamma_multiply(0.5)));
    painter.vline(place(scale, 0.0), scale.y_range(), Stroke::new(1.0, ink));
    painter.hline(low..=high, y, Stroke::new(3.0, ink));
    for (x, beyond) in [(low, bar.interval.low < -MOST), (high, bar.interval.high > MOST)] {
        // A range that goes on past the scale has no end to mark.
        if !beyond {
            painter.vline(x, y - 4.0..=y + 4.0, Stroke::new(1.5, ink));
        }
    }
    painter.circle(pos2(place(scale, bar.middle), y), 4.0, ink, Stroke::new(1.5, theme::card(ui)));
}

/// Where a difference lies on the scale, cut at its ends.
fn place(scale: Rect, difference: f64) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "a share of the scale")]
    let share = ((difference + MOST) / (2.0 * MOST)).clamp(0.0, 1.0) as f32;
    scale.left() + scale.width() * if share.is_finite() { share } else { 0.5 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_target_is_in_the_middle_and_ends_are_cut() {
        let scale = Rect::from_min_max(pos2(100.0, 0.0), pos2(340.0, 15.0));
        let places = [0.0, -12.0, 6.0, 40.0, f64::NAN].map(|difference| place(scale, difference));
        assert_eq!(places, [220.0, 100.0, 280.0, 340.0, 220.0]);
    }
}
