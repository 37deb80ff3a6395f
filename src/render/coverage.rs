//! How much of each pixel hair hides: 64 sample points a pixel, so that crossing hairs are not counted
//! twice.

use crate::photo::number::floor_index;

const SUB: f64 = 8.0;

/// Hair over the picture.
#[derive(Debug)]
pub(crate) struct HairMap {
    pub(crate) width: usize,
    height: usize,
    /// One bit for each of 8 by 8 points of a pixel, rows from the top.
    bits: Vec<u64>,
    /// Sum over the bits of their hair's brightness.
    gain: Vec<f32>,
}

impl HairMap {
    pub(crate) fn new(width: usize, height: usize) -> Self {
        Self { width, height, bits: vec![0; width * height], gain: vec![0.0; width * height] }
    }

    /// Share of pixel `index` that hair hides, 0..=1.
    pub(crate) fn cover(&self, index: usize) -> f32 {
        self.bits[index].count_ones() as f32 / 64.0
    }

    /// Mean brightness of the hair in pixel `index`, as a factor; 1 without hair.
    pub(crate) fn gain(&self, index: usize) -> f32 {
        let count = self.bits[index].count_ones();
        if count == 0 { 1.0 } else { self.gain[index] / count as f32 }
    }

    /// Bits of pixel `index`.
    pub(crate) fn bits(&self, index: usize) -> u64 {
        self.bits[index]
    }

    /// Paints a capsule (a line with round ends) and returns how many new points it hides.
    pub(crate) fn paint(&mut self, from: (f64, f64), to: (f64, f64), radius: f64, gain: f32) -> u64 {
        let (width, height) = (self.width, self.height);
        let mut new = 0;
        capsule(from, to, radius, (width, height), |index, mask| {
            let fresh = mask & !self.bits[index];
            self.bits[index] |= fresh;
            let count = fresh.count_ones();
            self.gain[index] += gain * count as f32;
            new += u64::from(count);
        });
        new
    }
}

/// Calls `paint(pixel, bits)` for every pixel of the picture that the capsule touches; a pixel comes once
/// for each of the eight rows of points in it.
pub(crate) fn capsule(
    from: (f64, f64),
    to: (f64, f64),
    radius: f64,
    size: (usize, usize),
    mut paint: impl FnMut(usize, u64),
) {
    let top = (from.1.min(to.1) - radius).max(0.0);
    let bottom = from.1.max(to.1) + radius;
    if bottom < 0.0 {
        return;
    }
    let rows = floor_index(top * SUB)..(floor_index(bottom * SUB) + 1).min(size.1 * 8);
    for row in rows {
        let y = (row as f64 + 0.5) / SUB;
        let Some((left, right)) = span(from, to, radius, y) else { continue };
        let first = (left * SUB - 0.5).ceil().max(0.0);
        let last = (right * SUB - 0.5).floor().min(size.0 as f64 * SUB - 1.0);
        if last < first {
            continue;
        }
        let (first, last) = (floor_index(first), floor_index(last));
        for x in first / 8..=last / 8 {
            let low = first.saturating_sub(x * 8).min(7);
            let high = (last - x * 8).min(7);
            let run = (0xFF_u64 >> (7 - (high - low))) << low;
            paint((row / 8) * size.0 + x, run << (8 * (row % 8)));
        }
    }
}

/// Where the line at height `y` crosses the capsule.
fn span(a: (f64, f64), b: (f64, f64), radius: f64, y: f64) -> Option<(f64, f64)> {
    let mut left = f64::MAX;
    let mut right = f64::MIN;
    for end in [a, b] {
        let half = radius * radius - (y - end.1) * (y - end.1);
        if half >= 0.0 {
            left = left.min(end.0 - half.sqrt());
            right = right.max(end.0 + half.sqrt());
        }
    }
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx.hypot(dy);
    if length > 1e-9 {
        let (nx, ny) = (-dy / length * radius, dx / length * radius);
        let corners =
            [(a.0 + nx, a.1 + ny), (b.0 + nx, b.1 + ny), (b.0 - nx, b.1 - ny), (a.0 - nx, a.1 - ny)];
        for (p, q) in corners.iter().zip(corners.iter().cycle().skip(1)) {
            if (p.1 - y) * (q.1 - y) <= 0.0 && (p.1 - q.1).abs() > 1e-12 {
                let x = p.0 + (q.0 - p.0) * (y - p.1) / (q.1 - p.1);
                left = left.min(x);
                right = right.max(x);
            }
        }
    }
    (left <= right).then_some((left, right))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(map: &HairMap) -> f64 {
        (0..map.bits.len()).map(|i| f64::from(map.cover(i))).sum()
    }

    #[test]
    fn area_of_a_disc_and_of_a_stroke() {
        for (k, to) in [(20.3, 30.7), (44.1, 22.9), (20.3, 52.0)].into_iter().enumerate() {
            let mut map = HairMap::new(64, 64);
            let from = (20.3, 30.7);
            map.paint(from, to, 2.2, 1.0);
            let length = (to.0 - from.0).hypot(to.1 - from.1);
            let wanted = std::f64::consts::PI * 2.2 * 2.2 + length * 4.4;
            assert!((area(&map) / wanted - 1.0).abs() < 0.01, "{k}: {} {wanted}", area(&map));
        }
    }

    #[test]
    fn overlaps_count_once_and_the_edge_cuts() {
        let mut map = HairMap::new(16, 16);
        let new = map.paint((8.0, 8.0), (8.0, 8.0), 3.0, 1.2);
        assert!(new > 0);
        assert_eq!(map.paint((8.0, 8.0), (8.0, 8.0), 3.0, 0.5), 0);
        assert!((map.gain(8 * 16 + 8) - 1.2).abs() < 1e-6);
        let mut map = HairMap::new(16, 16);
        map.paint((0.0, -3.0), (0.0, 30.0), 1.0, 1.0);
        assert!((area(&map) - 16.0).abs() < 0.2, "{}", area(&map));
        map.paint((-50.0, -50.0), (-40.0, -45.0), 1.0, 1.0);
        map.paint((50.0, 50.0), (40.0, 45.0), 1.0, 1.0);
        assert!((area(&map) - 16.0).abs() < 0.2);
    }
}
