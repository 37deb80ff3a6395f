//! The `ColorChecker` over the photo: its four corners in the hand, and its patches on the screen.

use egui::{Align2, Painter, Pos2, Rect, Stroke, vec2};

use super::geometry::{distance, signed_distance};
use super::hand::{Deed, Hand, Scene, Selection, Sketch};
use super::paint::{name, plate, square};
use super::strokes::{Line, stroke};
use super::{Tool, View, grab::Grab};
use crate::app::{Command, Edit};
use crate::calibrate::{ChartPatch, ChartPick, chart_grid};
use crate::locale::{fixed, tr};
use crate::photo::PixelPos;
use crate::region::Shape;
use crate::ui::{theme, words};

/// Side of a patch on the screen, in points, from which on it is drawn whole.
const SMALLEST_PATCH: f32 = 4.0;

/// The card as the canvas shows it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ChartScene<'a> {
    /// Outer corners of dark skin, bluish green, black and white, once they are known.
    pub corners: Option<[PixelPos; 4]>,
    /// What was read, when it was read between these very corners.
    pub patches: &'a [ChartPatch],
    /// What corners clicked by hand become; none until it was told which card it is.
    pub pick: Option<ChartPick>,
}

impl ChartScene<'_> {
    /// Corners as they were clicked, turned so that the longer side comes first: the card has six columns and
    /// four rows.
    #[must_use]
    pub fn lying(corners: [PixelPos; 4]) -> [PixelPos; 4] {
        let [a, b, c, d] = corners;
        let (along, across) = (distance(a, b) + distance(c, d), distance(b, c) + distance(d, a));
        if along >= across { corners } else { [b, c, d, a] }
    }
}

impl ChartScene<'_> {
    /// The card with a corner moved.
    pub(super) fn with_corner(&self, corner: usize, at: PixelPos) -> Option<ChartPick> {
        let (mut corners, pick) = (self.corners?, self.pick?);
        *corners.get_mut(corner)? = at;
        Some(ChartPick { corners: Some(corners), ..pick })
    }
}

impl Hand {
    /// A corner of the card under the hand is taken hold of.
    pub(super) fn grab_chart_corner(&mut self, at: PixelPos, scene: &Scene<'_>) -> bool {
        let held = self.tool == Tool::Chart || self.selection == Some(Selection::Chart);
        let Some(corners) = scene.chart.corners.filter(|_| held) else { return false };
        let Some(corner) = corner_near(&corners, at, scene.reach) else { return false };
        self.grab = Some(Grab::ChartCorner(corner));
        self.selection = Some(Selection::Chart);
        true
    }

    /// Whether a place lies on the card.
    pub(super) fn is_on_chart(at: PixelPos, scene: &Scene<'_>) -> bool {
        let outline = scene.chart.corners.map(|corners| Shape::Polygon(corners.to_vec()));
        outline.is_some_and(|outline| signed_distance(&outline, at) <= scene.reach)
    }

    /// The corner follows the hand; from then on the corners are told by hand.
    pub(super) fn drag_chart_corner(corner: usize, at: PixelPos, scene: &Scene<'_>) -> Deed {
        scene
            .chart
            .with_corner(corner, at)
            .map_or_else(Deed::default, |pick| Deed::edit(Edit::SetChart(Some(pick))))
    }

    /// A click with the card's tool: the next of its four corners.
    pub(super) fn click_chart_corner(&mut self, at: PixelPos, scene: &Scene<'_>) -> Deed {
        if scene.chart.corners.is_some() {
            return Deed::default();
        }
        let Some(pick) = scene.chart.pick else {
            let ask =
                tr("Say first, above the photo, when the ColorChecker was made; the date is on its back.");
            return Deed { commands: vec![Command::Tell(ask.to_owned())], ..Deed::default() };
        };
        let mut clicked = match self.sketch.take() {
            Some(Sketch::Corners(corners)) => corners,
            _ => Vec::new(),
        };
        clicked.push(at);
        match <[PixelPos; 4]>::try_from(clicked) {
            Ok(corners) => {
                let corners = Some(ChartScene::lying(corners));
                Deed::edit(Edit::SetChart(Some(ChartPick { corners, ..pick })))
            }
            Err(fewer) => {
                self.sketch = Some(Sketch::Corners(fewer));
                Deed::default()
            }
        }
    }
}

/// The corner within reach of a place.
pub(super) fn corner_near(corners: &[PixelPos; 4], at: PixelPos, reach: f64) -> Option<usize> {
    let near = (0..4).filter(|&i| distance(corners[i], at) <= reach);
    near.min_by(|&i, &j| distance(corners[i], at).total_cmp(&distance(corners[j], at)))
}

/// How the card is painted.
pub(super) struct ChartPaint<'a> {
    pub(super) canvas: Rect,
    pub(super) view: &'a View,
    pub(super) chart: ChartScene<'a>,
    /// Its corners can be taken hold of.
    pub(super) selected: bool,
    /// Where the pointer asks what was read.
    pub(super) asked: Option<PixelPos>,
}

/// Outline, patches and handles, and what was read on the patch under the pointer.
pub(super) fn paint_chart(painter: &Painter, p: &ChartPaint<'_>) {
    let Some(corners) = p.chart.corners else { return };
    let at = |place| p.view.to_screen(p.canvas, place);
    let points: Vec<Pos2> = corners.iter().chain(corners.first()).map(|&c| at(c)).collect();
    stroke(painter, &points, Line::Whole, p.selected);
    if p.chart.patches.is_empty() {
        for patch in chart_grid(&corners).into_iter().flatten() {
            outline(painter, &patch.map(at), false);
        }
    }
    for patch in p.chart.patches {
        outline(painter, &patch.read.map(at), patch.dropped.is_some());
    }
    if let Some(&top) = points.iter().min_by(|a, b| a.y.total_cmp(&b.y)) {
        name(painter, p.canvas, top, fixed!("ColorChecker"));
    }
    if p.selected {
        for corner in corners {
            square(painter, at(corner), false);
        }
    }
    if let Some(place) = p.asked
        && let Some(patch) = patch_under(&p.chart, place)
    {
        plate(painter, at(place) + vec2(14.0, 18.0), Align2::LEFT_TOP, &words::patch(patch));
    }
}

/// A patch; one that was left out is crossed.
fn outline(painter: &Painter, corners: &[Pos2; 4], crossed: bool) {
    let [a, b, c, d] = *corners;
    if (c - a).length() < SMALLEST_PATCH {
        return;
    }
    let mut lines = vec![[a, b], [b, c], [c, d], [d, a]];
    if crossed {
        lines.extend([[a, c], [b, d]]);
    }
    for (width, ink) in [(2.5, theme::STROKE_DARK), (1.0, theme::STROKE_LIGHT)] {
        for line in &lines {
            painter.line_segment(*line, Stroke::new(width, ink));
        }
    }
}

/// What was read on the patch under the pointer.
fn patch_under<'a>(chart: &ChartScene<'a>, at: PixelPos) -> Option<&'a ChartPatch> {
    let inside = |patch: &&ChartPatch| signed_distance(&Shape::Polygon(patch.read.to_vec()), at) <= 0.0;
    chart.patches.iter().find(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_corners_lie_along_the_longer_side() {
        let at = |x: f64, y: f64| PixelPos { x, y };
        let standing = [at(0.0, 0.0), at(40.0, 0.0), at(40.0, 60.0), at(0.0, 60.0)];
        let [a, b, ..] = ChartScene::lying(standing);
        assert!((distance(a, b) - 60.0).abs() < 1e-9);
        let lying = [at(0.0, 0.0), at(60.0, 0.0), at(60.0, 40.0), at(0.0, 40.0)];
        assert_eq!(ChartScene::lying(lying), lying);
    }
}
