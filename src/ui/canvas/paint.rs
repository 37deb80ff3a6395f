//! Outlines, handles and names over the photo, readable on every skin and without colour.
//!
//! Every line is light on dark. Scars are drawn whole, exclusions dashed with a cross, the surround dotted,
//! and each bears its name.

use egui::{
    Align, Align2, Color32, FontId, Label, Layout, Painter, Pos2, Rect, RichText, Stroke, Ui, UiBuilder, vec2,
};

use super::chart::{ChartPaint, ChartScene, paint_chart};
use super::grab::middles;
use super::ring::RingLines;
use super::strokes::{Line, stroke};
use super::{Hand, Selection, Sketch, Tool, View};
use crate::app::{ShapeRef, all_shapes, shape_at};
use crate::calibrate::GreyPick;
use crate::locale::tr;
use crate::photo::PixelPos;
use crate::region::{Regions, Shape};
use crate::ui::theme;

/// Sides of a circle that looks round.
const CIRCLE_SIDES: u8 = 64;
/// Gap in points from which the ring's inner edge is drawn.
const INNER_EDGE_FROM: f32 = 14.0;
/// Half the side of a corner's handle, in points.
const HANDLE: f32 = 4.0;

/// What is painted over the photo.
pub(super) struct Overlay<'a> {
    pub(super) canvas: Rect,
    pub(super) view: &'a View,
    pub(super) regions: &'a Regions,
    pub(super) grey: Option<GreyPick>,
    pub(super) chart: ChartScene<'a>,
    pub(super) ring: &'a RingLines,
    pub(super) ruler_text: &'a str,
    pub(super) hand: &'a Hand,
    pub(super) pointer: Option<PixelPos>,
}

/// Paints all of it; gives the places of the scars' names on the screen.
pub(super) fn paint_overlay(painter: &Painter, o: &Overlay<'_>) -> Vec<(usize, Rect)> {
    // Where the gap is narrow on the screen its edge would only hide the scar's.
    let inner_shows = narrow(o.ring.gap) * o.view.scale() >= INNER_EDGE_FROM;
    let inner = o.ring.inner.iter().filter(|_| inner_shows);
    for run in inner.chain(&o.ring.outer) {
        let points: Vec<Pos2> = run.iter().map(|&p| o.at(p)).collect();
        stroke(painter, &points, Line::Dotted, false);
    }
    let outer = o.ring.outer.iter().flatten().map(|&place| o.at(place));
    if let Some(highest) = outer.min_by(|a, b| a.y.total_cmp(&b.y)) {
        name(painter, o.canvas, highest, tr("Surround"));
    }
    for (which, shape) in all_shapes(o.regions) {
        let selected = match o.hand.selection() {
            Some(Selection::Outline(one, _)) => one == which,
            Some(Selection::Group(group)) => group.holds(which),
            _ => false,
        };
        let line = match which {
            ShapeRef::Scar { .. } => Line::Whole,
            ShapeRef::Exclusion(_) => Line::Dashed,
            ShapeRef::Surround => Line::Dotted,
        };
        let points = o.outline(shape);
        if matches!(which, ShapeRef::Exclusion(_)) {
            cross(painter, &points);
        }
        stroke(painter, &points, line, selected);
    }
    let names = names(painter, o);
    if let Some(grey) = o.grey {
        grey_card(painter, o, &grey);
    }
    handles(painter, o);
    ruler(painter, o);
    let in_hand = o.hand.tool == Tool::Chart;
    let chart = ChartPaint {
        canvas: o.canvas,
        view: o.view,
        chart: o.chart,
        selected: in_hand || o.hand.selection() == Some(Selection::Chart),
        asked: o.pointer.filter(|_| in_hand),
    };
    paint_chart(painter, &chart);
    paint_sketch(painter, o);
    brush(painter, o);
    names
}

impl Overlay<'_> {
    fn at(&self, place: PixelPos) -> Pos2 {
        self.view.to_screen(self.canvas, place)
    }

    /// The closed outline on the screen; the last point is the first again.
    fn outline(&self, shape: &Shape) -> Vec<Pos2> {
        match shape {
            Shape::Polygon(corners) => corners.iter().chain(corners.first()).map(|&c| self.at(c)).collect(),
            Shape::Disc(d) => circle(self.at(d.center), narrow(d.radius) * self.view.scale()),
        }
    }
}

pub(super) fn circle(center: Pos2, radius: f32) -> Vec<Pos2> {
    (0..=CIRCLE_SIDES)
        .map(|i| {
            let angle = f32::from(i) / f32::from(CIRCLE_SIDES) * std::f32::consts::TAU;
            center + radius * vec2(angle.cos(), angle.sin())
        })
        .collect()
}

fn cross(painter: &Painter, points: &[Pos2]) {
    let area = Rect::from_points(points);
    let arm = (area.width().min(area.height()) * 0.25).clamp(3.0, 12.0);
    let c = area.center();
    for d in [vec2(arm, arm), vec2(arm, -arm)] {
        painter.line_segment([c - d, c + d], Stroke::new(3.5, theme::STROKE_DARK));
        painter.line_segment([c - d, c + d], Stroke::new(1.5, theme::STROKE_LIGHT));
    }
}

/// One name for each scar, above all of its outlines; one for each exclusion. Gives the places of the scars'.
fn names(painter: &Painter, o: &Overlay<'_>) -> Vec<(usize, Rect)> {
    // Above the highest outline and not above the middle of all, where another scar may be.
    let top_of = |shapes: &[Shape]| {
        let tops = shapes.iter().map(|s| Rect::from_points(&o.outline(s)).center_top());
        tops.min_by(|a, b| a.y.total_cmp(&b.y))
    };
    let mut places = Vec::new();
    for (i, scar) in o.regions.scars.iter().enumerate() {
        if let Some(top) = top_of(&scar.shapes) {
            places.extend(name(painter, o.canvas, top, &scar.name).map(|place| (i, place)));
        }
    }
    for exclusion in &o.regions.exclusions {
        if let Some(top) = top_of(std::slice::from_ref(exclusion)) {
            name(painter, o.canvas, top, tr("Left out"));
        }
    }
    if let Some(top) = shape_at(o.regions, ShapeRef::Surround).and_then(|s| top_of(std::slice::from_ref(s))) {
        name(painter, o.canvas, top, tr("Surround"));
    }
    places
}

/// Words above a place; gives the room they take, none where they cannot be seen.
pub(super) fn name(painter: &Painter, canvas: Rect, above: Pos2, text: &str) -> Option<Rect> {
    let seen = canvas.expand(40.0).contains(above);
    seen.then(|| plate(painter, above - vec2(0.0, 6.0), Align2::CENTER_BOTTOM, text))
}

/// Words on a dark plate; gives the place they take.
pub(super) fn plate(painter: &Painter, at: Pos2, align: Align2, text: &str) -> Rect {
    // Larger words leave less room: what does not fit goes on in a second line.
    let room = (painter.clip_rect().width() - 24.0).max(60.0);
    let galley = painter.layout(text.to_owned(), FontId::proportional(12.5), theme::PLATE_INK, room);
    let area = align.anchor_size(at, galley.size());
    painter.rect_filled(area.expand2(vec2(4.0, 1.0)), 3.0, theme::PLATE);
    painter.galley(area.min, galley, theme::PLATE_INK);
    area
}

/// Words in the middle of an empty canvas, from the left: words spread to both edges read badly.
pub(super) fn say_in(ui: &mut Ui, canvas: Rect, text: &str) {
    let words = RichText::new(text).color(Color32::BLACK);
    let room =
        Rect::from_center_size(canvas.center(), vec2((canvas.width() - 24.0).clamp(40.0, 460.0), 90.0));
    let layout = Layout::top_down(Align::Min);
    ui.scope_builder(UiBuilder::new().max_rect(room).layout(layout), |ui| ui.add(Label::new(words).wrap()));
}

fn grey_card(painter: &Painter, o: &Overlay<'_>, grey: &GreyPick) {
    let (center, radius) = (o.at(grey.center), narrow(grey.radius) * o.view.scale());
    let selected = o.hand.selection() == Some(Selection::Grey);
    stroke(painter, &circle(center, radius.max(3.0)), Line::Whole, selected);
    for d in [vec2(4.0, 0.0), vec2(0.0, 4.0)] {
        stroke(painter, &[center - d, center + d], Line::Whole, false);
    }
    name(painter, o.canvas, center - vec2(0.0, radius), tr("Grey card"));
}

fn handles(painter: &Painter, o: &Overlay<'_>) {
    let Some(Selection::Outline(which, held)) = o.hand.selection() else { return };
    if !o.hand.shows_handles() {
        return;
    }
    match shape_at(o.regions, which) {
        Some(Shape::Polygon(corners)) => {
            for (_, middle) in middles(corners) {
                let at = o.at(middle);
                painter.circle(at, 2.8, theme::STROKE_LIGHT, Stroke::new(1.2, theme::STROKE_DARK));
            }
            for (i, &corner) in corners.iter().enumerate() {
                square(painter, o.at(corner), held == Some(i));
            }
        }
        Some(Shape::Disc(d)) => {
            for (dx, dy) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
                let rim = PixelPos { x: d.center.x + dx * d.radius, y: d.center.y + dy * d.radius };
                square(painter, o.at(rim), false);
            }
        }
        None => {}
    }
}

/// How large the brush is, about the pointer.
fn brush(painter: &Painter, o: &Overlay<'_>) {
    let has_brush = o.hand.tool.draws() && o.hand.pen.is_round();
    if let Some(at) = o.pointer.filter(|_| has_brush) {
        stroke(painter, &circle(o.at(at), o.hand.brush_points.points()), Line::Whole, true);
    }
}

/// A corner's handle; the one that was taken is dark with a light edge.
pub(super) fn square(painter: &Painter, at: Pos2, held: bool) {
    if !painter.clip_rect().contains(at) {
        return;
    }
    let half = if held { HANDLE + 1.5 } else { HANDLE };
    let area = Rect::from_center_size(at, vec2(2.0 * half, 2.0 * half));
    let (fill, edge) = if held {
        (theme::STROKE_DARK, theme::STROKE_LIGHT)
    } else {
        (theme::STROKE_LIGHT, theme::STROKE_DARK)
    };
    painter.rect(area, 0.0, fill, Stroke::new(1.5, edge), egui::StrokeKind::Middle);
}

fn ruler(painter: &Painter, o: &Overlay<'_>) {
    if let Some([a, b]) = o.hand.ruler() {
        length(painter, o.at(a), o.at(b));
        let middle = o.at(a) + (o.at(b) - o.at(a)) / 2.0;
        plate(painter, middle - vec2(0.0, 8.0), Align2::CENTER_BOTTOM, o.ruler_text);
    }
}

fn length(painter: &Painter, a: Pos2, b: Pos2) {
    stroke(painter, &[a, b], Line::Whole, false);
    let across = (b - a).normalized().rot90() * 7.0;
    for end in [a, b] {
        stroke(painter, &[end - across, end + across], Line::Whole, false);
    }
}

/// Paints what is being drawn right now.
pub(super) fn paint_sketch(painter: &Painter, o: &Overlay<'_>) {
    match o.hand.sketch() {
        Some(Sketch::Corners(corners)) => {
            let mut points: Vec<Pos2> = corners.iter().map(|&c| o.at(c)).collect();
            points.extend(o.pointer.map(|p| o.at(p)));
            stroke(painter, &points, Line::Whole, true);
            for (i, &corner) in corners.iter().enumerate() {
                square(painter, o.at(corner), i == 0 && corners.len() >= 3);
            }
        }
        Some(Sketch::Stroke(run)) => {
            let points: Vec<Pos2> = run.iter().map(|&c| o.at(c)).collect();
            stroke(painter, &points, Line::Whole, true);
        }
        Some(Sketch::Brush(run)) => {
            for at in run {
                painter.circle_filled(o.at(*at), o.hand.brush_points.points(), Color32::from_white_alpha(40));
            }
        }
        Some(Sketch::Disc(d)) => {
            let center = o.at(d.center);
            stroke(painter, &circle(center, narrow(d.radius) * o.view.scale()), Line::Whole, true);
            square(painter, center, false);
        }
        Some(Sketch::Length(first)) => {
            let end = o.pointer.map_or_else(|| o.at(*first), |p| o.at(p));
            length(painter, o.at(*first), end);
        }
        None => {}
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a radius on the screen needs no more than f32")]
pub(super) fn narrow(v: f64) -> f32 {
    v.clamp(0.0, 1e7) as f32
}
