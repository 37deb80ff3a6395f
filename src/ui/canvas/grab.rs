//! What a press takes hold of, and what dragging it does.

use super::Group;
use super::geometry::{distance, edges, moved, signed_distance};
use super::hand::{Deed, Hand, SMALLEST_DISC, Scene, Selection};
use crate::app::{Edit, ShapeRef, all_shapes, shape_at};
use crate::calibrate::GreyPick;
use crate::photo::PixelPos;
use crate::region::{Disc, Regions, Shape};

/// Corners up to which handles between the corners are offered.
const MIDDLES_UP_TO: usize = 80;

/// What a press took hold of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Grab {
    Corner(ShapeRef, usize),
    Rim(ShapeRef),
    Whole(ShapeRef, PixelPos),
    Group(Group, PixelPos),
    Grey(PixelPos),
    ChartCorner(usize),
    /// Nothing: the photo itself moves.
    Photo,
}

impl Hand {
    pub(super) fn grab_handle(&mut self, at: PixelPos, scene: &Scene<'_>) -> Option<Deed> {
        if !self.shows_handles() {
            return None;
        }
        let Some(Selection::Outline(which, _)) = self.selection else { return None };
        match shape_at(scene.regions, which)? {
            Shape::Disc(disc) => {
                if (distance(disc.center, at) - disc.radius).abs() > scene.reach {
                    return None;
                }
                self.grab = Some(Grab::Rim(which));
                Some(Deed::default())
            }
            Shape::Polygon(corners) => {
                let near = |&(_, c): &(usize, &PixelPos)| distance(*c, at) <= scene.reach;
                if let Some((index, _)) = corners
                    .iter()
                    .enumerate()
                    .filter(near)
                    .min_by(|a, b| distance(*a.1, at).total_cmp(&distance(*b.1, at)))
                {
                    self.grab = Some(Grab::Corner(which, index));
                    self.selection = Some(Selection::Outline(which, Some(index)));
                    return Some(Deed::default());
                }
                let (index, middle) = middles(corners).find(|&(_, m)| distance(m, at) <= scene.reach)?;
                let mut corners = corners.clone();
                corners.insert(index.min(corners.len()), middle);
                self.grab = Some(Grab::Corner(which, index));
                self.selection = Some(Selection::Outline(which, Some(index)));
                Some(Deed::edit(Edit::ReplaceShape(which, Shape::Polygon(corners))))
            }
        }
    }

    pub(super) fn grab_with_bare_hand(&mut self, at: PixelPos, scene: &Scene<'_>) -> Deed {
        if let Some(grey) = scene.grey
            && distance(grey.center, at) <= grey.radius.max(scene.reach)
        {
            self.grab = Some(Grab::Grey(at));
            self.selection = Some(Selection::Grey);
            return Deed::default();
        }
        if Self::is_on_chart(at, scene) {
            self.grab = Some(Grab::Photo);
            self.selection = Some(Selection::Chart);
            self.pressed = None;
            return Deed::default();
        }
        let hit = outline_under(scene.regions, at, scene.reach);
        if let (Some(Selection::Group(group)), Some(which)) = (self.selection, hit)
            && group.holds(which)
        {
            self.grab = Some(Grab::Group(group, at));
            return Deed::default();
        }
        let held = matches!((self.selection, hit), (Some(Selection::Outline(s, _)), Some(h)) if s == h);
        self.grab = Some(match hit {
            Some(which) if held => Grab::Whole(which, at),
            _ => Grab::Photo,
        });
        if let Some(which) = hit {
            self.selection = Some(Selection::Outline(which, None));
            if !held {
                // Selected by this press; a drag still moves the photo, so that nothing is moved unseen.
                self.pressed = None;
            }
        }
        Deed::default()
    }

    pub(super) fn drag_grabbed(&mut self, grab: Grab, at: PixelPos, scene: &Scene<'_>) -> Deed {
        match grab {
            Grab::Grey(from) => {
                let Some(grey) = scene.grey else { return Deed::default() };
                self.grab = Some(Grab::Grey(at));
                let center = PixelPos { x: grey.center.x + at.x - from.x, y: grey.center.y + at.y - from.y };
                Deed::edit(Edit::SetGrey(Some(GreyPick { center, ..grey })))
            }
            Grab::ChartCorner(corner) => Self::drag_chart_corner(corner, at, scene),
            Grab::Corner(which, index) => match shape_at(scene.regions, which) {
                Some(Shape::Polygon(corners)) => {
                    let mut corners = corners.clone();
                    if let Some(corner) = corners.get_mut(index) {
                        *corner = at;
                    }
                    Deed::edit(Edit::ReplaceShape(which, Shape::Polygon(corners)))
                }
                _ => Deed::default(),
            },
            Grab::Rim(which) => match shape_at(scene.regions, which) {
                Some(Shape::Disc(disc)) => {
                    let radius = distance(disc.center, at).max(SMALLEST_DISC);
                    Deed::edit(Edit::ReplaceShape(which, Shape::Disc(Disc { radius, ..*disc })))
                }
                _ => Deed::default(),
            },
            Grab::Whole(which, from) => {
                let Some(shape) = shape_at(scene.regions, which) else { return Deed::default() };
                self.grab = Some(Grab::Whole(which, at));
                Deed::edit(Edit::ReplaceShape(which, moved(shape, at.x - from.x, at.y - from.y)))
            }
            Grab::Group(group, from) => {
                self.grab = Some(Grab::Group(group, at));
                let moved = group.moved(scene.regions, [at.x - from.x, at.y - from.y]);
                Deed::edit(Edit::ReplaceRegions(Box::new(moved)))
            }
            Grab::Photo => Deed { moves_photo: true, ..Deed::default() },
        }
    }
}

/// Where a corner can be put in: the place among the corners, and the middle of the edge.
pub(super) fn middles(corners: &[PixelPos]) -> impl Iterator<Item = (usize, PixelPos)> + '_ {
    let offered = if corners.len() <= MIDDLES_UP_TO { corners.len() } else { 0 };
    edges(corners)
        .take(offered)
        .enumerate()
        .map(|(i, (a, b))| (i + 1, PixelPos { x: f64::midpoint(a.x, b.x), y: f64::midpoint(a.y, b.y) }))
}

/// The outline under the hand: its edge within reach, or its inside; the smallest inside wins.
pub(super) fn outline_under(regions: &Regions, at: PixelPos, reach: f64) -> Option<ShapeRef> {
    let hits = all_shapes(regions).into_iter().map(|(which, shape)| (which, signed_distance(shape, at)));
    let mut best: Option<(ShapeRef, f64)> = None;
    for (which, away) in hits.filter(|&(_, away)| away <= reach) {
        // On the edge counts as nearest; deep inside a large outline counts least.
        let rank = away.abs();
        let outer = matches!(which, ShapeRef::Surround) && away < -reach;
        let rank = if outer { rank + 1e9 } else { rank };
        if best.is_none_or(|(_, r)| rank < r) {
            best = Some((which, rank));
        }
    }
    best.map(|(which, _)| which)
}
