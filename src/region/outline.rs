//! From outlines to the pixels inside them, and to those within a distance of them.

use std::ops::Range;

use super::{Disc, Mask, Shape};
use crate::photo::PixelPos;

/// Pixels whose centres lie inside the shape. Where a polygon crosses itself, everything it goes round
/// counts as inside (nonzero rule), as a hand that overshoots means it.
pub(super) fn fill(shape: &Shape, width: u32, height: u32) -> Mask {
    match shape {
        Shape::Disc(disc) => rasterise(&[Convex::Disc(*disc)], width, height),
        Shape::Polygon(corners) => fill_polygon(corners, width, height),
    }
}

/// Pixels whose centres lie inside a shape or within `distance` of its outline, for all shapes together.
/// Exact: distances are taken to the outline itself.
pub(super) fn grow(shapes: &[&Shape], distance: f64, width: u32, height: u32) -> Mask {
    let mut pieces = Vec::new();
    let mut inside = Mask::default();
    for shape in shapes {
        match shape {
            Shape::Disc(disc) => {
                pieces.push(Convex::Disc(Disc { center: disc.center, radius: disc.radius + distance }));
            }
            Shape::Polygon(corners) => {
                inside = inside.union(&fill_polygon(corners, width, height));
                pieces.extend(edges(corners).map(|(a, b)| Convex::Capsule(a, b, distance)));
            }
        }
    }
    inside.union(&rasterise(&pieces, width, height))
}

/// Pixels within `radius` of an open path.
pub(super) fn sweep(path: &[PixelPos], radius: f64, width: u32, height: u32) -> Mask {
    let ends = path.iter().map(|&center| Convex::Disc(Disc { center, radius }));
    let ways = path.iter().zip(path.iter().skip(1)).map(|(&a, &b)| Convex::Capsule(a, b, radius));
    rasterise(&ends.chain(ways).collect::<Vec<_>>(), width, height)
}

/// Edges of a closed polygon.
pub(super) fn edges(corners: &[PixelPos]) -> impl Iterator<Item = (PixelPos, PixelPos)> + '_ {
    corners.iter().copied().zip(corners.iter().copied().cycle().skip(1))
}

/// Area in square pixels; 0 or less than what is filled for an outline that crosses itself.
pub(super) fn area(shape: &Shape) -> f64 {
    match shape {
        Shape::Disc(disc) => std::f64::consts::PI * disc.radius * disc.radius,
        Shape::Polygon(corners) => {
            edges(corners).map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f64>().abs() / 2.0
        }
    }
}

enum Convex {
    Disc(Disc),
    /// Everything within a distance of a line segment.
    Capsule(PixelPos, PixelPos, f64),
}

impl Convex {
    fn rows(&self) -> (f64, f64) {
        match *self {
            Self::Disc(disc) => (disc.center.y - disc.radius, disc.center.y + disc.radius),
            Self::Capsule(a, b, r) => (a.y.min(b.y) - r, a.y.max(b.y) + r),
        }
    }

    /// Where the horizontal line at `y` runs inside.
    fn crossing(&self, y: f64) -> Option<(f64, f64)> {
        match *self {
            Self::Disc(disc) => chord(disc.center, disc.radius, y),
            Self::Capsule(a, b, r) => {
                let ends = [chord(a, r, y), chord(b, r, y), band(a, b, r, y)];
                ends.into_iter().flatten().reduce(|p, q| (p.0.min(q.0), p.1.max(q.1)))
            }
        }
    }
}

fn chord(center: PixelPos, radius: f64, y: f64) -> Option<(f64, f64)> {
    let dy = y - center.y;
    let squared = radius * radius - dy * dy;
    (squared >= 0.0).then(|| (center.x - squared.sqrt(), center.x + squared.sqrt()))
}

/// The rectangle along a segment, `r` to both sides, cut by the line at `y`.
fn band(a: PixelPos, b: PixelPos, r: f64, y: f64) -> Option<(f64, f64)> {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx.hypot(dy);
    if length <= 0.0 || r <= 0.0 {
        return None;
    }
    let (nx, ny) = (-dy / length * r, dx / length * r);
    let corners = [(a.x + nx, a.y + ny), (b.x + nx, b.y + ny), (b.x - nx, b.y - ny), (a.x - nx, a.y - ny)];
    let mut range: Option<(f64, f64)> = None;
    for (p, q) in corners.iter().zip(corners.iter().cycle().skip(1)) {
        if (p.1 <= y) == (q.1 <= y) {
            continue;
        }
        let x = p.0 + (y - p.1) / (q.1 - p.1) * (q.0 - p.0);
        range = Some(range.map_or((x, x), |(low, high)| (low.min(x), high.max(x))));
    }
    range
}

fn rasterise(pieces: &[Convex], width: u32, height: u32) -> Mask {
    let low = pieces.iter().map(|piece| piece.rows().0).fold(f64::INFINITY, f64::min);
    let high = pieces.iter().map(|piece| piece.rows().1).fold(f64::NEG_INFINITY, f64::max);
    let area = centres(low, high, height);
    let mut rows: Vec<Vec<Range<u32>>> = area.clone().map(|_| Vec::new()).collect();
    for piece in pieces {
        let (from, to) = piece.rows();
        for y in centres(from, to, height) {
            let Some((left, right)) = piece.crossing(f64::from(y) + 0.5) else { continue };
            if let Some(row) = rows.get_mut((y - area.start) as usize) {
                row.push(centres(left, right, width));
            }
        }
    }
    Mask::from_rows(area.start, rows)
}

fn fill_polygon(corners: &[PixelPos], width: u32, height: u32) -> Mask {
    let low = corners.iter().map(|corner| corner.y).fold(f64::INFINITY, f64::min);
    let high = corners.iter().map(|corner| corner.y).fold(f64::NEG_INFINITY, f64::max);
    let area = centres(low, high, height);
    let mut crossings: Vec<Vec<(f64, i32)>> = area.clone().map(|_| Vec::new()).collect();
    for (a, b) in edges(corners) {
        let (top, bottom, turn) = if a.y <= b.y { (a, b, 1) } else { (b, a, -1) };
        for y in centres(top.y, bottom.y, height) {
            let centre = f64::from(y) + 0.5;
            if centre >= bottom.y {
                continue;
            }
            let x = top.x + (centre - top.y) / (bottom.y - top.y) * (bottom.x - top.x);
            if let Some(row) = crossings.get_mut((y - area.start) as usize) {
                row.push((x, turn));
            }
        }
    }
    let rows = crossings.into_iter().map(|row| wound_spans(row, width)).collect();
    Mask::from_rows(area.start, rows)
}

fn wound_spans(mut crossings: Vec<(f64, i32)>, width: u32) -> Vec<Range<u32>> {
    crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut winding = 0;
    let mut spans = Vec::new();
    for (here, next) in crossings.iter().zip(crossings.iter().skip(1)) {
        winding += here.1;
        if winding != 0 {
            spans.push(centres(here.0, next.0, width));
        }
    }
    spans
}

/// Indices of the pixels whose centres lie in `from..to`, cut to `0..limit`.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=limit before")]
fn centres(from: f64, to: f64, limit: u32) -> Range<u32> {
    if from.is_nan() || to.is_nan() || from > to {
        return 0..0;
    }
    let limit = f64::from(limit);
    let start = (from - 0.5).ceil().clamp(0.0, limit) as u32;
    let end = (to - 0.5).ceil().clamp(0.0, limit) as u32;
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pos(x: f64, y: f64) -> PixelPos {
        PixelPos { x, y }
    }

    #[test]
    fn square_holds_the_centres_inside() {
        let square = Shape::Polygon(vec![pos(2.0, 3.0), pos(6.0, 3.0), pos(6.0, 5.0), pos(2.0, 5.0)]);
        let mask = fill(&square, 10, 10);
        assert_eq!(mask.pixel_count(), 8, "four by two");
        assert!(mask.contains(2, 3) && mask.contains(5, 4) && !mask.contains(6, 4) && !mask.contains(2, 5));
    }

    #[test]
    fn overshooting_loop_stays_filled() {
        // A square gone round twice: even-odd would leave it empty.
        let once = [pos(1.0, 1.0), pos(9.0, 1.0), pos(9.0, 9.0), pos(1.0, 9.0)];
        let twice: Vec<PixelPos> = once.iter().chain(&once).copied().collect();
        assert_eq!(fill(&Shape::Polygon(twice), 20, 20).pixel_count(), 64, "nonzero rule");
    }

    #[test]
    fn grown_outline_is_exact() {
        let corners = vec![pos(20.3, 18.1), pos(44.7, 22.4), pos(31.0, 47.9), pos(27.5, 30.2)];
        let shape = Shape::Polygon(corners.clone());
        let disc = Shape::Disc(Disc { center: pos(52.2, 50.6), radius: 4.5 });
        let inside = fill(&shape, 64, 64);
        let grown = grow(&[&shape, &disc], 6.25, 64, 64);
        for y in 0..64u32 {
            for x in 0..64u32 {
                let (px, py) = (f64::from(x) + 0.5, f64::from(y) + 0.5);
                let to_edge = edges(&corners)
                    .map(|(a, b)| {
                        let (dx, dy) = (b.x - a.x, b.y - a.y);
                        let along = ((px - a.x) * dx + (py - a.y) * dy) / (dx * dx + dy * dy);
                        let t = along.clamp(0.0, 1.0);
                        (px - a.x - t * dx).hypot(py - a.y - t * dy)
                    })
                    .fold(f64::INFINITY, f64::min);
                let to_disc = (px - 52.2).hypot(py - 50.6) - 4.5;
                let expected = inside.contains(x, y) || to_edge <= 6.25 || to_disc <= 6.25;
                assert_eq!(grown.contains(x, y), expected, "pixel {x}, {y}");
            }
        }
    }
}
