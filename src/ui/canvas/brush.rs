//! What a brush and an eraser do to the outlines they touch.

use super::{Deed, Hand, Pen, Scene, Selection, Sketch, Tool};
use crate::app::{Command, Edit, ShapeRef, all_shapes};
use crate::region::{BrushStroke, Shape};

/// Radius of a brush in points of the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BrushPoints(f32);

impl Default for BrushPoints {
    fn default() -> Self {
        Self(12.0)
    }
}

impl BrushPoints {
    /// Smallest and largest.
    pub const RANGE: std::ops::RangeInclusive<f32> = 2.0..=120.0;

    /// In points.
    #[must_use]
    pub fn points(self) -> f32 {
        self.0
    }

    /// Of this many points, within the range.
    #[must_use]
    pub fn of(points: f32) -> Self {
        Self(if points.is_finite() { points.clamp(*Self::RANGE.start(), *Self::RANGE.end()) } else { 12.0 })
    }
}

impl Hand {
    /// The stroke is over: what it touches is joined with it, or cut.
    pub(super) fn brushed(&mut self, scene: &Scene<'_>) -> Deed {
        let Some(Sketch::Brush(path)) = self.sketch.take() else { return Deed::default() };
        let stroke = BrushStroke { path: &path, radius: self.brush_radius(scene) };
        let of_kind = |which: &ShapeRef| match which {
            ShapeRef::Scar { .. } => self.tool == Tool::Scar,
            ShapeRef::Exclusion(_) => self.tool == Tool::Exclusion,
            ShapeRef::Surround => self.tool == Tool::Surround,
        };
        let mut touched: Vec<(ShapeRef, &Shape)> = all_shapes(scene.regions)
            .into_iter()
            .filter(|(which, shape)| of_kind(which) && stroke.touches(shape))
            .collect();
        let selected =
            |which: &ShapeRef| matches!(self.selection, Some(Selection::Outline(held, _)) if held == *which);
        touched.sort_by_key(|(which, _)| !selected(which));
        if self.pen == Pen::Eraser {
            // From the last on, so that places on the list still hold when one is gone.
            touched.sort_by_key(|(which, _)| std::cmp::Reverse(place(*which)));
            self.selection = None;
            let edits =
                touched.iter().map(|(which, shape)| Edit::ReplaceByShapes(*which, stroke.wiped(shape)));
            return Deed { commands: edits.map(Command::Edit).collect(), ..Deed::default() };
        }
        let onto = touched.first().copied();
        let painted = stroke.painted(onto.map(|(_, shape)| shape)).into_iter().next();
        match (painted, onto) {
            (Some(shape), Some((which, _))) => {
                self.selection = Some(Selection::Outline(which, None));
                Deed::edit(Edit::ReplaceShape(which, shape))
            }
            (Some(shape), None) => self.add(shape),
            (None, _) => Deed::default(),
        }
    }

    /// Radius of the brush in pixels of the photo.
    pub(super) fn brush_radius(&self, scene: &Scene<'_>) -> f64 {
        f64::from(self.brush_points.points()) * scene.px_per_point
    }
}

/// Where an outline stands, for putting the last first.
fn place(which: ShapeRef) -> (usize, usize) {
    match which {
        ShapeRef::Scar { scar, shape } => (scar, shape),
        ShapeRef::Exclusion(index) => (index, 0),
        ShapeRef::Surround => (0, 0),
    }
}
