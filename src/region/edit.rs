//! Moving, adding and removing corners: pure functions on polygons.

use super::outline::edges;
use crate::photo::PixelPos;

/// The corner nearest to a place, with its distance in pixels; `None` without corners.
#[must_use]
pub fn nearest_corner(corners: &[PixelPos], place: PixelPos) -> Option<(usize, f64)> {
    nearest(corners.iter().map(|corner| (corner.x - place.x).hypot(corner.y - place.y)))
}

/// The edge nearest to a place (edge `i` runs from corner `i` to the next), with its distance in pixels.
#[must_use]
pub fn nearest_edge(corners: &[PixelPos], place: PixelPos) -> Option<(usize, f64)> {
    nearest(edges(corners).map(|(a, b)| {
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let squared = dx * dx + dy * dy;
        let along = if squared > 0.0 { ((place.x - a.x) * dx + (place.y - a.y) * dy) / squared } else { 0.0 };
        let t = along.clamp(0.0, 1.0);
        (place.x - a.x - t * dx).hypot(place.y - a.y - t * dy)
    }))
}

/// The polygon with a corner added on edge `edge`; unchanged when there is no such edge.
#[must_use]
pub fn with_corner_inserted(corners: &[PixelPos], edge: usize, place: PixelPos) -> Vec<PixelPos> {
    let mut changed = corners.to_vec();
    if edge < corners.len() {
        changed.insert(edge + 1, place);
    }
    changed
}

/// The polygon with one corner moved; unchanged when there is no such corner.
#[must_use]
pub fn with_corner_moved(corners: &[PixelPos], corner: usize, place: PixelPos) -> Vec<PixelPos> {
    let mut changed = corners.to_vec();
    if let Some(moved) = changed.get_mut(corner) {
        *moved = place;
    }
    changed
}

/// The polygon with one corner removed; unchanged when there is no such corner or only three are left.
#[must_use]
pub fn with_corner_removed(corners: &[PixelPos], corner: usize) -> Vec<PixelPos> {
    let mut changed = corners.to_vec();
    if corner < corners.len() && corners.len() > 3 {
        changed.remove(corner);
    }
    changed
}

fn nearest(distances: impl Iterator<Item = f64>) -> Option<(usize, f64)> {
    distances.enumerate().min_by(|a, b| a.1.total_cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square() -> Vec<PixelPos> {
        [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)].map(|(x, y)| PixelPos { x, y }).to_vec()
    }

    #[test]
    fn corners_are_found_and_edited() {
        let place = PixelPos { x: 11.0, y: 5.0 };
        assert_eq!(nearest_edge(&square(), place), Some((1, 1.0)), "the right edge");
        assert_eq!(nearest_corner(&square(), PixelPos { x: 0.0, y: 8.0 }), Some((3, 2.0)), "lower left");
        assert_eq!(nearest_corner(&[], place), None, "nothing to find");
        let more = with_corner_inserted(&square(), 1, place);
        assert_eq!(more.get(2), Some(&place), "between its two corners");
        assert_eq!(with_corner_removed(&more, 2), square(), "removed again");
        assert_eq!(with_corner_removed(&square()[..3], 1).len(), 3, "a triangle keeps its corners");
        assert_eq!(with_corner_moved(&square(), 0, place).first(), Some(&place), "moved");
        assert_eq!(with_corner_moved(&square(), 9, place), square(), "no such corner");
    }
}
