//! What the studio's results have changed, drawn: the range before, the range after, and the next client's.

use egui::{FontId, Label, Rect, RichText, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::locale::{keep, number, tr};
use crate::studio::{Lesson, Range, Taught};
use crate::ui::theme;

/// One quantity.
#[derive(Debug, Clone, PartialEq)]
pub struct LessonBar {
    /// What it is, with its unit.
    pub name: String,
    /// What that means, in a sentence.
    pub hint: &'static str,
    /// Median and ends of the range that holds it in eight cases of ten: before, after, with the next client.
    pub ranges: [[f64; 3]; 3],
    /// Digits behind the point.
    pub digits: usize,
}

/// Height of a range, in points.
const ROW: f32 = 17.0;
/// Least room for the words in front of the ranges, the gap behind them, and room for the figures behind the ranges.
const WORDS: f32 = 84.0;
const GAP: f32 = 8.0;
const FIGURES: f32 = 126.0;
const SKIN: &str = keep!("How much of the cup is still in normal skin once healed: more gives darker marks");
const SCAR: &str =
    keep!("How much of the cup is still in a scar once healed: scars take up and keep less evenly");
const DEPTH: &str = keep!("How deep the pigment lies: more skin above it makes it look softer and bluer");
const FONT: FontId = FontId::proportional(12.0);

/// What its ranges are called.
fn names() -> [&'static str; 3] {
    [tr("before##learning from results"), tr("after##learning from results"), tr("next client")]
}

/// The three quantities that healed results can tell apart.
pub(super) fn lesson_bars(lesson: &Lesson) -> Vec<LessonBar> {
    let bar = |(name, hint): (&str, &'static str), taught: &Taught, factor: f64, digits| {
        let of = |range: &Range| {
            let (low, high) = range.interval_80();
            [range.median, low, high].map(|value| factor * value)
        };
        let ranges = [of(&taught.before), of(&taught.after), of(&taught.next_client)];
        LessonBar { name: name.to_owned(), hint: tr(hint), ranges, digits }
    };
    vec![
        bar((tr("Held by normal skin, ml of mix in 100 ml"), SKIN), &lesson.held_by_skin, 100.0, 1),
        bar((tr("Held by a scar, ml of mix in 100 ml"), SCAR), &lesson.held_by_scar, 100.0, 1),
        bar((tr("Clear depth above the pigment, mm"), DEPTH), &lesson.clear_depth_mm, 1.0, 3),
    ]
}

/// Lays one out: a name, and three ranges on one scale that begins at nothing.
pub(super) fn lesson_bar_ui(ui: &mut Ui, bar: &LessonBar) {
    ui.add(Label::new(RichText::new(&bar.name).strong()).wrap()).on_hover_text(bar.hint);
    let (area, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), 3.0 * ROW + 4.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, described(bar)));
    let most = bar.ranges.iter().map(|range| range[2]).fold(1e-12, f64::max);
    let painter = ui.painter();
    let width =
        |name: &str| painter.layout_no_wrap(name.to_owned(), FONT, theme::faint_ink(ui)).size().x + GAP;
    let left = area.left() + names().map(width).into_iter().fold(WORDS, f32::max);
    let scale = Rect::from_min_max(
        pos2(left, area.top()),
        pos2((area.right() - FIGURES).max(left + 30.0), area.bottom()),
    );
    for (index, (range, name)) in bar.ranges.iter().zip(names()).enumerate() {
        let middle = area.top() + 2.0 + ROW * (index as f32 + 0.5);
        #[expect(clippy::cast_possible_truncation, reason = "shares of the widest range")]
        let shares = range.map(|value| (value / most) as f32);
        range_ui(ui, scale, middle, shares, index);
        let text = |x, align, text: String| {
            painter.text(pos2(x, middle), align, text, FONT, theme::faint_ink(ui));
        };
        text(area.left(), egui::Align2::LEFT_CENTER, name.to_owned());
        text(area.right(), egui::Align2::RIGHT_CENTER, figures(bar, *range));
    }
}

/// Hollow before, solid after, thin for the next client; a tick at the median.
fn range_ui(ui: &Ui, scale: Rect, middle: f32, [median, low, high]: [f32; 3], index: usize) {
    let painter = ui.painter();
    let x = |share: f32| scale.left() + scale.width() * share.clamp(0.0, 1.0);
    let half = if index == 2 { 1.5 } else { 5.0 };
    let bar = Rect::from_min_max(pos2(x(low), middle - half), pos2(x(high).max(x(low) + 1.0), middle + half));
    painter.hline(scale.x_range(), middle, Stroke::new(1.0, theme::card(ui)));
    match index {
        0 => {
            painter.rect_stroke(bar, 1.0, Stroke::new(1.0, theme::faint_ink(ui)), egui::StrokeKind::Inside);
        }
        _ => {
            painter.rect_filled(bar, 1.0, theme::faint_ink(ui));
        }
    }
    let ink = if index == 1 { theme::selected_ink(ui) } else { theme::ink(ui) };
    painter.vline(x(median), middle - 5.0..=middle + 5.0, Stroke::new(2.0, ink));
}

fn figures(bar: &LessonBar, [median, low, high]: [f64; 3]) -> String {
    let digits = bar.digits;
    let [median, low, high] = [median, low, high].map(|value| number(value, digits));
    format!("{median} ({low} – {high})")
}

fn described(bar: &LessonBar) -> String {
    let ranges = bar.ranges.iter().zip(names());
    let all: Vec<String> = ranges.map(|(range, name)| format!("{name} {}", figures(bar, *range))).collect();
    format!("{}: {}", bar.name, all.join(", "))
}
