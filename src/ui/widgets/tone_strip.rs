//! The tones of a photo side by side, each with its figures: all that is compared at one glance.

use egui::{Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::cut_mark::cut_mark_ui;
use super::text::paint_line;
use crate::color::Lab;
use crate::ui::{glossary, theme};

/// Mat around the swatches, in points.
const MAT_WIDTH: f32 = 8.0;
/// Height of a line of figures, in points.
const LINE: f32 = 15.0;
/// Room below a figure for how sure it is, in points, and the length of one unit of L*, a*, b* there.
const WHISKER: f32 = 4.0;
const PER_UNIT: f32 = 3.0;
/// Room for the name, in points.
const NAME: f32 = 17.0;
/// How much wider the first two are than the others.
const FIRST_TWO: f32 = 1.45;
/// Size of names and figures, in points.
const TEXT: f32 = 12.5;

/// One tone.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ToneCell {
    /// What it is.
    pub name: String,
    /// Its colour; none when it could not be measured.
    pub lab: Option<Lab>,
    /// Figures below the swatch, or why there are none.
    pub lines: Vec<String>,
    /// How wide the range of each figure is that holds in 8 of 10 cases, drawn below it; none is drawn when empty.
    pub widths: Vec<f64>,
    /// What is read out, and shown under the pointer.
    pub described: String,
}

/// Swatches over all of the width. The first two, scar and bare skin, touch each other and are wider: their
/// difference is what the work is about.
pub fn tone_strip_ui(ui: &mut Ui, cells: &[ToneCell], height: f32) {
    if cells.is_empty() {
        return;
    }
    let lines = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
    let below = (LINE + WHISKER) * lines as f32 + 2.0;
    let size = Vec2::new(ui.available_width(), NAME + height + 2.0 * MAT_WIDTH + below);
    let (area, _) = ui.allocate_exact_size(size, Sense::hover());
    let mat = Rect::from_min_max(area.min + vec2(0.0, NAME), pos2(area.right(), area.bottom() - below));
    ui.painter().rect_filled(mat, 3.0, theme::MAT);
    let patches = patches(mat.shrink(MAT_WIDTH), cells.len());
    for (i, (cell, patch)) in cells.iter().zip(patches).enumerate() {
        let room = Rect::from_x_y_ranges(patch.x_range(), area.y_range());
        let response = ui.interact(room, ui.scope_id().with(("tone", i)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &cell.described));
        cell_ui(ui, cell, room, patch);
        response.on_hover_text(glossary::hover(&cell.name, &cell.described));
        if let Some(lab) = cell.lab {
            cut_mark_ui(ui, patch, lab);
        }
    }
}

/// Where the swatches are: the first two together, the others apart from them.
fn patches(inner: Rect, count: usize) -> Vec<Rect> {
    let weight = |i: usize| if i < 2 { FIRST_TWO } else { 1.0 };
    let gap = |i: usize| if i >= 2 { MAT_WIDTH } else { 0.0 };
    let gaps: f32 = (0..count).map(gap).sum();
    let unit = (inner.width() - gaps).max(1.0) / (0..count).map(weight).sum::<f32>();
    let mut left = inner.left();
    (0..count)
        .map(|i| {
            left += gap(i);
            let patch =
                Rect::from_min_max(pos2(left, inner.top()), pos2(left + unit * weight(i), inner.bottom()));
            left = patch.right();
            patch
        })
        .collect()
}

fn cell_ui(ui: &Ui, cell: &ToneCell, room: Rect, patch: Rect) {
    let painter = ui.painter();
    let name = Rect::from_min_max(room.min, pos2(room.right() - 3.0, room.top() + NAME));
    paint_line(ui, painter, name, &cell.name, (TEXT, theme::faint_ink(ui)));
    if let Some(lab) = cell.lab {
        // No rounding and no gap: an edge of grey would hide a small difference.
        painter.rect_filled(patch, 0.0, theme::screen_color(lab));
    } else {
        painter.rect_stroke(patch, 0.0, Stroke::new(1.0, theme::STROKE_DARK), StrokeKind::Inside);
        painter.line_segment([patch.left_bottom(), patch.right_top()], (1.0, theme::STROKE_DARK));
    }
    let mut top = patch.bottom() + MAT_WIDTH + 2.0;
    for (i, line) in cell.lines.iter().enumerate() {
        // Up to the next swatch: a figure may be wider than its colour.
        let line_room = Rect::from_min_max(pos2(room.left(), top), pos2(room.right() + 6.0, top + LINE));
        paint_line(ui, painter, line_room, line, (TEXT, theme::ink(ui)));
        top += LINE;
        if let Some(width) = cell.widths.get(i) {
            whisker(ui, patch.shrink2(vec2(1.0, 0.0)), top + 1.0, *width);
        }
        top += WHISKER;
    }
}

/// A range with its ends, as long as it is wide; one that is wider than its colour goes without an end.
fn whisker(ui: &Ui, room: Rect, y: f32, width: f64) {
    #[expect(clippy::cast_possible_truncation, reason = "a length on the screen")]
    let length = PER_UNIT * width.clamp(0.0, 1000.0) as f32;
    let right = room.left() + length.min(room.width());
    let (painter, stroke) = (ui.painter(), Stroke::new(1.5, theme::faint_ink(ui)));
    painter.hline(room.left()..=right, y, stroke);
    painter.vline(room.left(), y - 2.0..=y + 2.0, stroke);
    if length <= room.width() {
        painter.vline(right, y - 2.0..=y + 2.0, stroke);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scar_and_bare_skin_touch_and_are_wider() {
        let inner = Rect::from_min_max(pos2(0.0, 0.0), pos2(340.0, 40.0));
        let all = patches(inner, 5);
        let [scar, bare, follicle, .., last] = all.as_slice() else { panic!("{all:?}") };
        assert!((scar.right() - bare.left()).abs() < 1e-3);
        assert!(follicle.left() - bare.right() > 5.0);
        assert!(scar.width() > 1.4 * follicle.width());
        assert!((last.right() - 340.0).abs() < 0.01);
        assert_eq!(patches(inner, 1).len(), 1);
    }
}
