//! How light the pixels of a zone are: skin, hair and what was left out, stacked, in greys only.

use egui::{
    Align2, Color32, FontId, Label, Painter, Pos2, Rect, RichText, Role, Sense, Stroke, Ui, WidgetInfo, pos2,
    vec2,
};

use crate::ui::theme;

/// Height of the bars, and of marks and figures below them, in points.
const BARS: f32 = 72.0;
const BELOW: f32 = 30.0;
/// Room to the left and the right of the bars.
const SIDE: f32 = 10.0;
const TEXT: f32 = 11.5;
/// Points between the middles of two marks at least.
const APART: f32 = 11.0;
/// Points between the lines of a hatched part.
const HATCH: f32 = 5.0;

/// What a part of the pixels is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartFill {
    /// Skin: light.
    Skin,
    /// Neither skin nor hair alone: a middle grey.
    Between,
    /// Hair: dark.
    Hair,
    /// Left out: hatched.
    LeftOut,
}

/// A part of the pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct HistogramPart {
    /// How it is filled.
    pub fill: PartFill,
    /// Pixels by L*, from 0 to 100 in even bins.
    pub bins: Vec<u32>,
    /// What it is, with its share.
    pub words: String,
}

/// A tone on the axis.
#[derive(Debug, Clone, PartialEq)]
pub struct HistogramMark {
    /// Its number.
    pub mark: String,
    /// Its name and figures.
    pub described: String,
    /// L*.
    pub level: f64,
}

/// The histogram of a zone.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ToneHistogram {
    /// Which zone.
    pub title: String,
    /// From the bottom to the top.
    pub parts: Vec<HistogramPart>,
    /// The tones.
    pub marks: Vec<HistogramMark>,
    /// L* at the left and the right end.
    pub span: [f64; 2],
    /// What is read out.
    pub described: String,
}

/// Paints the histogram with its legend below.
pub fn tone_histogram_ui(ui: &mut Ui, histogram: &ToneHistogram) {
    ui.label(&histogram.title);
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), BARS + BELOW), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &histogram.described));
    let bars = Rect::from_min_max(area.min + vec2(SIDE, 4.0), pos2(area.right() - SIDE, area.top() + BARS));
    if ui.is_rect_visible(area) {
        let painter = ui.painter_at(area);
        painter.rect_filled(area, 3.0, theme::MAT);
        paint_bars(&painter, bars, histogram);
        paint_axis(&painter, bars, histogram);
        let near = |pointer: Pos2| {
            let away = |mark: &&HistogramMark| (place(bars, histogram.span, mark.level) - pointer.x).abs();
            histogram.marks.iter().min_by(|a, b| away(a).total_cmp(&away(b))).filter(|m| away(m) < 8.0)
        };
        let mark = response.hover_pos().and_then(near);
        response.on_hover_text(mark.map_or(&histogram.described, |mark| &mark.described));
    }
    let (left_out, used): (Vec<_>, Vec<_>) =
        histogram.parts.iter().partition(|part| part.fill == PartFill::LeftOut);
    for line in [used, left_out] {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing = vec2(5.0, 2.0);
            for part in line {
                legend_ui(ui, part);
            }
        });
    }
}

/// A sample of a part's filling, and what it is.
fn legend_ui(ui: &mut Ui, part: &HistogramPart) {
    let (sample, _) = ui.allocate_exact_size(vec2(14.0, 12.0), Sense::hover());
    fill(ui.painter(), sample, part.fill);
    ui.painter().rect_stroke(sample, 0.0, (1.0, theme::STROKE_DARK), egui::StrokeKind::Inside);
    ui.add(Label::new(RichText::new(&part.words).small()).truncate());
    ui.add_space(6.0);
}

fn paint_bars(painter: &Painter, area: Rect, histogram: &ToneHistogram) {
    let count = histogram.parts.iter().map(|part| part.bins.len()).max().unwrap_or(0);
    let at = |bin: usize, part: &HistogramPart| f64::from(part.bins.get(bin).copied().unwrap_or(0));
    let total = |bin: usize| histogram.parts.iter().map(|part| at(bin, part)).sum::<f64>();
    let most = (0..count).map(total).fold(1.0, f64::max);
    for bin in 0..count {
        let all = total(bin);
        let ends = [bin, bin + 1].map(|end| end as f64 * 100.0 / count as f64);
        let [left, right] = ends.map(|level| place(area, histogram.span, level));
        if all <= 0.0 || right <= left {
            continue;
        }
        // By the square root, so that the few hairs are seen beside all the skin.
        let height = f64::from(area.height()) * (all / most).sqrt();
        let mut top = area.bottom();
        for part in histogram.parts.iter().filter(|part| at(bin, part) > 0.0) {
            let bottom = top;
            top -= narrow(height * at(bin, part) / all);
            fill(painter, Rect::from_min_max(pos2(left, top), pos2(right - 0.5, bottom)), part.fill);
        }
    }
}

fn fill(painter: &Painter, area: Rect, with: PartFill) {
    let grey = match with {
        PartFill::Skin => 228,
        PartFill::Between => 166,
        PartFill::Hair => 30,
        PartFill::LeftOut => 244,
    };
    painter.rect_filled(area, 0.0, Color32::from_gray(grey));
    if with == PartFill::LeftOut {
        hatch(painter, area);
    }
}

/// Slanting lines that go on from bar to bar.
fn hatch(painter: &Painter, area: Rect) {
    let mut sum = ((area.left() + area.top()) / HATCH).ceil() * HATCH;
    while sum < area.right() + area.bottom() {
        let (from, to) = ((sum - area.bottom()).max(area.left()), (sum - area.top()).min(area.right()));
        if from < to {
            painter.line_segment([pos2(from, sum - from), pos2(to, sum - to)], (1.5, Color32::BLACK));
        }
        sum += HATCH;
    }
}

fn paint_axis(painter: &Painter, area: Rect, histogram: &ToneHistogram) {
    let [low, high] = histogram.span;
    painter.hline(area.x_range(), area.bottom(), (1.0, Color32::BLACK));
    let font = FontId::proportional(TEXT);
    let mut level = (low / 10.0).ceil() * 10.0;
    while level <= high + 1e-9 {
        let x = place(area, histogram.span, level);
        painter.vline(x, area.bottom()..=area.bottom() + 3.0, (1.0, Color32::BLACK));
        let words = if level - 10.0 < low { format!("L* {level:.0}") } else { format!("{level:.0}") };
        let at = pos2(x, area.bottom() + BELOW - 2.0);
        let room = x - area.left() < 12.0;
        let align = if room { Align2::LEFT_BOTTOM } else { Align2::CENTER_BOTTOM };
        painter.text(
            if room { pos2(area.left(), at.y) } else { at },
            align,
            words,
            font.clone(),
            Color32::BLACK,
        );
        level += 10.0;
    }
    let mut marks: Vec<&HistogramMark> = histogram.marks.iter().collect();
    marks.sort_by(|a, b| a.level.total_cmp(&b.level));
    let mut next = f32::NEG_INFINITY;
    for mark in marks {
        let x = place(area, histogram.span, mark.level);
        for (width, color) in [(2.5, theme::STROKE_LIGHT), (1.0, theme::STROKE_DARK)] {
            painter.vline(x, area.top()..=area.bottom() + 3.0, Stroke::new(width, color));
        }
        let at = x.max(next);
        painter.text(
            pos2(at, area.bottom() + 3.0),
            Align2::CENTER_TOP,
            &mark.mark,
            font.clone(),
            Color32::BLACK,
        );
        next = at + APART;
    }
}

/// Where an L* lies, cut at the ends.
fn place(area: Rect, [low, high]: [f64; 2], level: f64) -> f32 {
    let share = ((level - low) / (high - low).max(1e-6)).clamp(0.0, 1.0);
    area.left() + area.width() * narrow(share)
}

#[expect(clippy::cast_possible_truncation, reason = "a place on the screen needs no more than f32")]
fn narrow(v: f64) -> f32 {
    if v.is_finite() { v.clamp(0.0, 1e6) as f32 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_lie_within_the_bars() {
        let area = Rect::from_min_max(pos2(10.0, 0.0), pos2(210.0, 50.0));
        let places = [40.0, 65.0, 90.0, -5.0, 120.0, f64::NAN].map(|level| place(area, [40.0, 90.0], level));
        assert_eq!(places, [10.0, 110.0, 210.0, 10.0, 210.0, 10.0]);
    }
}
