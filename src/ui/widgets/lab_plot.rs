//! Tones in L* and in the a*b* plane: where they are, how sure that is, and what the bottles can reach.

use egui::{Align2, Color32, FontId, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::color::{Lab, LabInterval};
use crate::locale::{say, tr};
use crate::ui::theme;

/// Height of the plot in points, and width of the strip of L*.
const HEIGHT: f32 = 210.0;
const STRIP: f32 = 140.0;
/// Room for figures along an edge.
const EDGE: f32 = 26.0;
/// Least span of a* and of b* that is shown: less would blow up noise.
const LEAST_SPAN: f64 = 14.0;
const TEXT: f32 = 11.5;
/// Half the width of a tick on the strip of L*, in points.
const TICK: f32 = 6.0;

/// One tone.
#[derive(Debug, Clone, PartialEq)]
pub struct PlotPoint {
    /// A number or letter that stands in it.
    pub mark: String,
    /// Its name and figures, told under the pointer and read out.
    pub described: String,
    /// Where it is.
    pub lab: Lab,
    /// Where it lies in 8 of 10 cases, when known.
    pub range: Option<LabInterval>,
    /// Where it may lie, each place as likely as the others.
    pub cloud: Vec<Lab>,
    /// Those places are drawn as rings and not as dots.
    pub rings: bool,
}

/// Everything the plot shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LabPlot {
    /// The tones.
    pub points: Vec<PlotPoint>,
    /// Corners of what the bottles can give this scar, in a* and b*.
    pub reach: Vec<Lab>,
}

/// Paints L* on a strip and a*, b* in their plane.
pub fn lab_plot_ui(ui: &mut Ui, plot: &LabPlot) {
    if plot.points.is_empty() {
        return;
    }
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let words: Vec<&str> = plot.points.iter().map(|point| point.described.as_str()).collect();
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Image, true, say!("Tones in L*a*b*: %{tones}", tones = words.join("; ")))
    });
    let painter = ui.painter_at(area);
    painter.rect_filled(area, 3.0, theme::MAT);
    let strip =
        Rect::from_min_max(area.min + vec2(EDGE, 20.0), pos2(area.left() + STRIP, area.bottom() - 12.0));
    let plane =
        Rect::from_min_max(pos2(strip.right() + EDGE + 18.0, area.top() + 20.0), area.max - vec2(12.0, 22.0));
    let pointer = response.hover_pos();
    let mut told = None;
    let mut note = |at: Pos2, point: &PlotPoint| {
        if pointer.is_some_and(|pointer| pointer.distance(at) < 9.0) {
            told = Some(point.described.clone());
        }
    };
    lightness(ui, strip, plot, &mut note);
    chroma(ui, plane, plot, &mut note);
    if let Some(told) = told {
        response.on_hover_text(told);
    }
}

fn text(ui: &Ui, at: Pos2, align: Align2, words: &str) {
    ui.painter().text(at, align, words, FontId::proportional(TEXT), Color32::BLACK);
}

fn dot(ui: &Ui, at: Pos2, point: &PlotPoint) {
    ui.painter().circle(at, 7.5, theme::screen_color(point.lab), Stroke::new(1.2, Color32::BLACK));
    let ink = if point.lab.l > 50.0 { Color32::BLACK } else { Color32::WHITE };
    ui.painter().text(at, Align2::CENTER_CENTER, &point.mark, FontId::proportional(TEXT), ink);
}

/// L* from bottom to top, the tones side by side so that none hides another.
fn lightness(ui: &Ui, strip: Rect, plot: &LabPlot, note: &mut dyn FnMut(Pos2, &PlotPoint)) {
    let ends = plot.points.iter().flat_map(|p| {
        let range = p.range.map(|range| range.l);
        let own = [Some(p.lab.l), range.map(|r| r.low), range.map(|r| r.high)];
        own.into_iter().flatten().chain(p.cloud.iter().map(|lab| lab.l))
    });
    let (low, high) = ends.fold((100.0_f64, 0.0_f64), |(low, high), l| (low.min(l), high.max(l)));
    let (low, high) =
        (((low / 10.0).floor() * 10.0).max(0.0), ((high / 10.0).ceil() * 10.0).min(100.0).max(low + 10.0));
    let y = |l: f64| strip.bottom() - narrow((l - low) / (high - low)) * strip.height();
    let mut tick = low;
    while tick <= high + 1e-9 {
        ui.painter().hline(strip.x_range(), y(tick), (1.0, Color32::from_gray(96)));
        text(ui, pos2(strip.left() - 4.0, y(tick)), Align2::RIGHT_CENTER, &format!("{tick:.0}"));
        tick += 10.0;
    }
    text(ui, strip.left_top() - vec2(0.0, 4.0), Align2::LEFT_BOTTOM, "L*");
    let step = strip.width() / plot.points.len() as f32;
    for (i, point) in plot.points.iter().enumerate() {
        let at = pos2(strip.left() + (i as f32 + 0.5) * step, y(point.lab.l));
        for lab in &point.cloud {
            let y = y(lab.l);
            ui.painter().hline(at.x - TICK..=at.x + TICK, y, (1.0, theme::TICK));
        }
        if let Some(range) = point.range {
            ui.painter().vline(at.x, y(range.l.high)..=y(range.l.low), (1.5, Color32::BLACK));
        }
        dot(ui, at, point);
        note(at, point);
    }
}

/// a* to the right, b* upwards, both at the same scale.
fn chroma(ui: &Ui, plane: Rect, plot: &LabPlot, note: &mut dyn FnMut(Pos2, &PlotPoint)) {
    // As large as the tones and their ranges need; what the bottles reach goes on beyond.
    let tones = plot.points.iter().flat_map(|p| {
        let ends = p.range.map(|r| [Lab::new(0.0, r.a.low, r.b.low), Lab::new(0.0, r.a.high, r.b.high)]);
        ends.into_iter().flatten().chain([p.lab]).chain(p.cloud.iter().copied())
    });
    let first = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    let [left, low, right, high] =
        tones.fold(first, |b, lab| [b[0].min(lab.a), b[1].min(lab.b), b[2].max(lab.a), b[3].max(lab.b)]);
    let (middle_a, middle_b) = (f64::midpoint(left, right), f64::midpoint(low, high));
    let room = (f64::from(plane.width()).max(1.0), f64::from(plane.height()).max(1.0));
    let per_unit =
        (room.0 / (right - left + 3.0).max(LEAST_SPAN)).min(room.1 / (high - low + 3.0).max(LEAST_SPAN));
    let place = |a: f64, b: f64| {
        plane.center() + vec2(narrow((a - middle_a) * per_unit), -narrow((b - middle_b) * per_unit))
    };
    let painter = ui.painter_at(plane.expand(4.0));
    painter.rect_stroke(plane, 0.0, (1.0, Color32::from_gray(96)), egui::StrokeKind::Inside);
    let span = |middle: f64, room: f64| {
        let half = room / per_unit / 2.0;
        let first = ((middle - half) / 5.0).ceil() * 5.0;
        (0..40_u32).map(move |i| first + 5.0 * f64::from(i)).take_while(move |v| *v <= middle + half)
    };
    for a in span(middle_a, room.0) {
        let x = place(a, 0.0).x;
        painter.vline(x, plane.y_range(), (1.0, Color32::from_gray(if a == 0.0 { 70 } else { 104 })));
        text(ui, pos2(x, plane.bottom() + 2.0), Align2::CENTER_TOP, &format!("{a:.0}"));
    }
    for b in span(middle_b, room.1) {
        let y = place(0.0, b).y;
        painter.hline(plane.x_range(), y, (1.0, Color32::from_gray(if b == 0.0 { 70 } else { 104 })));
        text(ui, pos2(plane.left() - 4.0, y), Align2::RIGHT_CENTER, &format!("{b:.0}"));
    }
    text(ui, plane.left_top() - vec2(0.0, 4.0), Align2::LEFT_BOTTOM, tr("b* up, a* right"));
    let border: Vec<Pos2> = plot.reach.iter().map(|lab| place(lab.a, lab.b)).collect();
    if border.len() >= 3 {
        ui.painter_at(plane).add(Shape::closed_line(border, Stroke::new(1.5, Color32::from_gray(30))));
    }
    for point in &plot.points {
        for lab in &point.cloud {
            let at = place(lab.a, lab.b);
            if point.rings {
                painter.circle_stroke(at, 2.0, (1.0, Color32::BLACK));
            } else {
                painter.circle_filled(at, 1.7, Color32::BLACK);
            }
        }
    }
    for point in &plot.points {
        let at = place(point.lab.a, point.lab.b);
        if let Some(range) = point.range {
            let (from, to) = (place(range.a.low, range.b.high), place(range.a.high, range.b.low));
            painter.hline(from.x..=to.x, at.y, (1.5, Color32::BLACK));
            painter.vline(at.x, from.y..=to.y, (1.5, Color32::BLACK));
        }
    }
    for point in &plot.points {
        let at = place(point.lab.a, point.lab.b);
        dot(ui, at, point);
        note(at, point);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a place on the screen needs no more than f32")]
fn narrow(v: f64) -> f32 {
    if v.is_finite() { v.clamp(-1e6, 1e6) as f32 } else { 0.0 }
}
