//! Outline of the ring around all scars, worked out off the frame thread.

use std::collections::BTreeMap;

use crate::photo::PixelPos;
use crate::region::{Regions, RingSize, Shape, Surround};

use super::geometry::signed_distance;

/// Cells along the longer side of the ring's box.
const CELLS: u16 = 150;

/// What the ring depends on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RingRequest {
    pub(super) regions: Regions,
    pub(super) size: [u32; 2],
    pub(super) px_per_mm: Option<f64>,
}

/// The ring's edges, each as runs of places.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct RingLines {
    /// Beside the scars.
    pub(super) inner: Vec<Vec<PixelPos>>,
    /// Away from them.
    pub(super) outer: Vec<Vec<PixelPos>>,
    /// Distance of the inner edge from the scars, in pixels.
    pub(super) gap: f64,
}

/// Gap and width in pixels; `None` when the surround is drawn or its size in millimetres has no scale.
pub(super) fn ring_pixels(surround: &Surround, size: [u32; 2], px_per_mm: Option<f64>) -> Option<(f64, f64)> {
    let Surround::Ring(ring) = surround else { return None };
    match (*ring, px_per_mm) {
        (RingSize::Pixels { gap, width }, _) => Some((gap, width)),
        (RingSize::Millimetres { gap, width }, Some(scale)) => Some((gap * scale, width * scale)),
        (RingSize::Millimetres { .. }, None) => None,
        (RingSize::Auto, Some(scale)) => Some((scale, 10.0 * scale)),
        (RingSize::Auto, None) => {
            let diagonal = f64::from(size[0]).hypot(f64::from(size[1]));
            Some((diagonal * 0.005, diagonal * 0.04))
        }
    }
}

/// The edges of the ring, by marching squares over the distance from all scars.
pub(super) fn ring_lines(request: &RingRequest) -> RingLines {
    let Some((gap, width)) = ring_pixels(&request.regions.surround, request.size, request.px_per_mm) else {
        return RingLines::default();
    };
    let shapes: Vec<&Shape> = request.regions.scars.iter().flat_map(|s| &s.shapes).collect();
    let Some(grid) = Grid::around(&shapes, gap + width, request.size) else {
        return RingLines::default();
    };
    let field = grid.sample(|at| shapes.iter().map(|s| signed_distance(s, at)).fold(f64::INFINITY, f64::min));
    let edge = |level| chained(&grid.contour(&field, level), grid.step);
    RingLines { inner: edge(gap), outer: edge(gap + width), gap }
}

/// Joins stretches end to end.
fn chained(stretches: &[[PixelPos; 2]], step: f64) -> Vec<Vec<PixelPos>> {
    // Neighbouring cells find the same crossing up to rounding.
    let key = |p: PixelPos| {
        let snap = |v: f64| (v / step * 64.0).round().to_bits();
        (snap(p.x), snap(p.y))
    };
    let mut ends: BTreeMap<(u64, u64), Vec<usize>> = BTreeMap::new();
    for (i, stretch) in stretches.iter().enumerate() {
        for &end in stretch {
            ends.entry(key(end)).or_default().push(i);
        }
    }
    let mut used = vec![false; stretches.len()];
    let mut take_next = |at: PixelPos| {
        let &i = ends.get(&key(at))?.iter().find(|&&i| used.get(i) == Some(&false))?;
        *used.get_mut(i)? = true;
        let &[a, b] = stretches.get(i)?;
        Some(if key(a) == key(at) { b } else { a })
    };
    let mut lines = Vec::new();
    for &[start, _] in stretches {
        let mut line = vec![start];
        let mut at = start;
        while let Some(next) = take_next(at) {
            line.push(next);
            at = next;
        }
        if line.len() > 1 {
            lines.push(line);
        }
    }
    lines
}

struct Grid {
    left: f64,
    top: f64,
    step: f64,
    columns: usize,
    rows: usize,
}

impl Grid {
    fn around(shapes: &[&Shape], reach: f64, size: [u32; 2]) -> Option<Self> {
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        let mut take = |x: f64, y: f64, r: f64| {
            low = [low[0].min(x - r), low[1].min(y - r)];
            high = [high[0].max(x + r), high[1].max(y + r)];
        };
        for shape in shapes {
            match shape {
                Shape::Disc(d) => take(d.center.x, d.center.y, d.radius),
                Shape::Polygon(corners) => corners.iter().for_each(|c| take(c.x, c.y, 0.0)),
            }
        }
        let margin = reach * 1.05 + 2.0;
        let low = [(low[0] - margin).max(0.0), (low[1] - margin).max(0.0)];
        let high = [(high[0] + margin).min(f64::from(size[0])), (high[1] + margin).min(f64::from(size[1]))];
        let longest = (high[0] - low[0]).max(high[1] - low[1]);
        let step = longest / f64::from(CELLS);
        if !(step.is_finite() && step > 0.0 && high[0] > low[0] && high[1] > low[1]) {
            return None;
        }
        let count = |length: f64| (0..=CELLS).take_while(|&i| f64::from(i) * step < length).count() + 1;
        Some(Self {
            left: low[0],
            top: low[1],
            step,
            columns: count(high[0] - low[0]),
            rows: count(high[1] - low[1]),
        })
    }

    fn at(&self, column: usize, row: usize) -> PixelPos {
        PixelPos { x: self.left + column as f64 * self.step, y: self.top + row as f64 * self.step }
    }

    fn sample(&self, distance: impl Fn(PixelPos) -> f64) -> Vec<f64> {
        let places = (0..self.rows).flat_map(|r| (0..self.columns).map(move |c| (c, r)));
        places.map(|(c, r)| distance(self.at(c, r))).collect()
    }

    fn contour(&self, field: &[f64], level: f64) -> Vec<[PixelPos; 2]> {
        let mut lines = Vec::new();
        for row in 0..self.rows.saturating_sub(1) {
            for column in 0..self.columns.saturating_sub(1) {
                let corner =
                    |c: usize, r: usize| field.get(r * self.columns + c).map(|&v| (self.at(c, r), v - level));
                let around = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)];
                let [Some(a), Some(b), Some(c), Some(d)] = around.map(|(c, r)| corner(c, r)) else {
                    continue;
                };
                let crossings: Vec<_> = [(a, b), (b, c), (c, d), (d, a)]
                    .into_iter()
                    .filter_map(|(p, q)| crossing(p, q))
                    .collect();
                lines.extend(crossings.chunks_exact(2).filter_map(|pair| match pair {
                    [p, q] => Some([*p, *q]),
                    _ => None,
                }));
            }
        }
        lines
    }
}

fn crossing((a, va): (PixelPos, f64), (b, vb): (PixelPos, f64)) -> Option<PixelPos> {
    if (va < 0.0) == (vb < 0.0) {
        return None;
    }
    let t = va / (va - vb);
    Some(PixelPos { x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::region::{Disc, Scar};

    #[test]
    fn the_ring_around_a_disc_is_two_circles() {
        let center = PixelPos { x: 500.0, y: 400.0 };
        let disc = Shape::Disc(Disc { center, radius: 60.0 });
        let regions = Regions {
            scars: vec![Scar { name: "Scar 1".to_owned(), shapes: vec![disc] }],
            surround: Surround::Ring(RingSize::Pixels { gap: 10.0, width: 50.0 }),
            ..Regions::default()
        };
        let lines = ring_lines(&RingRequest { regions, size: [1000, 800], px_per_mm: None });
        for (edge, radius) in [(&lines.inner, 70.0), (&lines.outer, 120.0)] {
            let [run] = edge.as_slice() else { panic!("{} runs", edge.len()) };
            assert!(run.len() > 100);
            for place in run {
                let away = (place.x - center.x).hypot(place.y - center.y);
                assert!((away - radius).abs() < 0.5, "{away}");
            }
        }
    }

    #[test]
    fn nothing_marked_gives_no_ring() {
        let request = RingRequest { regions: Regions::default(), size: [10, 10], px_per_mm: None };
        assert_eq!(ring_lines(&request), RingLines::default());
    }

    #[test]
    fn the_size_follows_scale_and_diagonal() {
        let auto = Surround::Ring(RingSize::Auto);
        assert_eq!(ring_pixels(&auto, [3000, 4000], None), Some((25.0, 200.0)));
        assert_eq!(ring_pixels(&auto, [3000, 4000], Some(12.0)), Some((12.0, 120.0)));
        let mm = Surround::Ring(RingSize::Millimetres { gap: 1.0, width: 5.0 });
        assert_eq!(ring_pixels(&mm, [10, 10], None), None);
    }
}
