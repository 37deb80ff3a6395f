//! Distances and simplification of outlines, in pixels of the photo.

use crate::photo::PixelPos;
use crate::region::{Disc, Shape};

/// Distance between two places.
pub(super) fn distance(a: PixelPos, b: PixelPos) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// Distance of a place from a stretch.
pub(super) fn distance_to_segment(at: PixelPos, a: PixelPos, b: PixelPos) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length2 = dx * dx + dy * dy;
    if length2 <= 0.0 {
        return distance(at, a);
    }
    let t = (((at.x - a.x) * dx + (at.y - a.y) * dy) / length2).clamp(0.0, 1.0);
    distance(at, PixelPos { x: a.x + t * dx, y: a.y + t * dy })
}

/// The edges of a closed outline.
pub(super) fn edges(corners: &[PixelPos]) -> impl Iterator<Item = (PixelPos, PixelPos)> + '_ {
    corners.iter().copied().zip(corners.iter().copied().cycle().skip(1))
}

/// Distance from the edge of a shape: negative inside.
pub(super) fn signed_distance(shape: &Shape, at: PixelPos) -> f64 {
    match shape {
        Shape::Disc(Disc { center, radius }) => distance(at, *center) - radius,
        Shape::Polygon(corners) => {
            let near =
                edges(corners).map(|(a, b)| distance_to_segment(at, a, b)).fold(f64::INFINITY, f64::min);
            if contains(corners, at) { -near } else { near }
        }
    }
}

/// The shape moved by a distance.
pub(super) fn moved(shape: &Shape, dx: f64, dy: f64) -> Shape {
    let shift = |p: PixelPos| PixelPos { x: p.x + dx, y: p.y + dy };
    match shape {
        Shape::Disc(d) => Shape::Disc(Disc { center: shift(d.center), radius: d.radius }),
        Shape::Polygon(corners) => Shape::Polygon(corners.iter().map(|&c| shift(c)).collect()),
    }
}

/// The corners of a stroke that matter: no place of the stroke is further than `tolerance` from what is
/// kept (Ramer 1972, Douglas and Peucker 1973).
pub(super) fn simplified(stroke: &[PixelPos], tolerance: f64) -> Vec<PixelPos> {
    let mut keep = vec![false; stroke.len()];
    let mut spans = vec![(0, stroke.len().saturating_sub(1))];
    while let Some((from, to)) = spans.pop() {
        let (Some(&a), Some(&b)) = (stroke.get(from), stroke.get(to)) else { break };
        for end in [from, to] {
            if let Some(flag) = keep.get_mut(end) {
                *flag = true;
            }
        }
        let between = stroke.iter().enumerate().take(to).skip(from + 1);
        let furthest =
            between.map(|(i, &p)| (i, distance_to_segment(p, a, b))).max_by(|(_, d), (_, e)| d.total_cmp(e));
        if let Some((middle, away)) = furthest
            && away > tolerance
        {
            spans.push((from, middle));
            spans.push((middle, to));
        }
    }
    stroke.iter().zip(keep).filter_map(|(&p, kept)| kept.then_some(p)).collect()
}

/// Even-odd rule, as the masks have it.
fn contains(corners: &[PixelPos], at: PixelPos) -> bool {
    let crosses = |(a, b): (PixelPos, PixelPos)| {
        (a.y > at.y) != (b.y > at.y) && at.x < a.x + (at.y - a.y) / (b.y - a.y) * (b.x - a.x)
    };
    edges(corners).filter(|&edge| crosses(edge)).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use approx::assert_relative_eq;

    use super::*;

    fn at(x: f64, y: f64) -> PixelPos {
        PixelPos { x, y }
    }

    #[test]
    fn distance_has_the_sign_of_the_side() {
        let square = Shape::Polygon(vec![at(0.0, 0.0), at(10.0, 0.0), at(10.0, 10.0), at(0.0, 10.0)]);
        assert_relative_eq!(signed_distance(&square, at(5.0, 2.0)), -2.0);
        assert_relative_eq!(signed_distance(&square, at(13.0, 14.0)), 5.0);
        let disc = Shape::Disc(Disc { center: at(1.0, 1.0), radius: 3.0 });
        assert_relative_eq!(signed_distance(&disc, at(1.0, 5.0)), 1.0);
    }

    #[test]
    fn a_simplified_stroke_stays_within_its_tolerance() {
        let stroke: Vec<_> = (0..400)
            .map(|i| {
                let t = f64::from(i) / 400.0 * std::f64::consts::TAU;
                at(500.0 + 300.0 * t.cos(), 400.0 + 120.0 * t.sin())
            })
            .collect();
        let kept = simplified(&stroke, 1.0);
        assert!((12..80).contains(&kept.len()), "{}", kept.len());
        for &p in &stroke {
            let open = kept.iter().zip(kept.iter().skip(1));
            let near = open.map(|(&a, &b)| distance_to_segment(p, a, b)).fold(f64::INFINITY, f64::min);
            assert!(near <= 1.0, "{near}");
        }
        assert!(simplified(&[], 1.0).is_empty());
        assert_eq!(simplified(&[at(1.0, 2.0)], 1.0).len(), 1);
    }
}
