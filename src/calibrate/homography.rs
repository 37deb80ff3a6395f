//! The perspective view of a plane: places on the card to places on the picture.

use super::least_squares::least_squares;

/// A perspective map of the plane, rows of a 3 x 3 matrix.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Homography([[f64; 3]; 3]);

impl Homography {
    /// The map that takes the first place of each pair to the second; four pairs or more, no three on a line.
    pub(super) fn fit(pairs: &[([f64; 2], [f64; 2])]) -> Option<Self> {
        if pairs.len() < 4 {
            return None;
        }
        let from = Frame::of(pairs.iter().map(|pair| pair.0))?;
        let to = Frame::of(pairs.iter().map(|pair| pair.1))?;
        let rows = pairs.iter().flat_map(|(source, target)| {
            let ([x, y], [u, v]) = (from.inside(*source), to.inside(*target));
            [
                ([x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y], [u]),
                ([0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y], [v]),
            ]
        });
        let [[a, b, c, d, e, f, g, h]] = least_squares::<8, 1>(rows)?;
        let inner = [[a, b, c], [d, e, f], [g, h, 1.0]];
        let map = Self(product(&to.outward(), &product(&inner, &from.inward())));
        map.0.as_flattened().iter().all(|value| value.is_finite()).then_some(map)
    }

    /// Where a place comes to lie; infinite on the horizon.
    pub(super) fn apply(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let [u, v, w] = self.0.map(|row| row[0] * x + row[1] * y + row[2]);
        [u / w, v / w]
    }

    /// Pixels that one unit of area covers at a place; negative when the map mirrors.
    pub(super) fn area(&self, [x, y]: [f64; 2]) -> f64 {
        const STEP: f64 = 0.05;
        let ([x0, y0], [x1, y1]) = (self.apply([x - STEP, y]), self.apply([x + STEP, y]));
        let ([x2, y2], [x3, y3]) = (self.apply([x, y - STEP]), self.apply([x, y + STEP]));
        ((x1 - x0) * (y3 - y2) - (y1 - y0) * (x3 - x2)) / (4.0 * STEP * STEP)
    }
}

fn product(a: &[[f64; 3]; 3], b: &[[f64; 3]; 3]) -> [[f64; 3]; 3] {
    a.map(|row| [0, 1, 2].map(|j: usize| row.iter().zip(b).map(|(value, other)| value * other[j]).sum()))
}

/// Middle and size of a set of places: near one, sums of products keep their figures.
struct Frame {
    middle: [f64; 2],
    size: f64,
}

impl Frame {
    fn of(places: impl Iterator<Item = [f64; 2]> + Clone) -> Option<Self> {
        let n = places.clone().count() as f64;
        let sum = places.clone().fold([0.0; 2], |sum, p| [sum[0] + p[0], sum[1] + p[1]]);
        let middle = sum.map(|s| s / n);
        let far: f64 = places.map(|p| (p[0] - middle[0]).hypot(p[1] - middle[1])).sum();
        let size = far / n;
        (size.is_finite() && size > 0.0).then_some(Self { middle, size })
    }

    fn inside(&self, p: [f64; 2]) -> [f64; 2] {
        [(p[0] - self.middle[0]) / self.size, (p[1] - self.middle[1]) / self.size]
    }

    fn inward(&self) -> [[f64; 3]; 3] {
        let s = 1.0 / self.size;
        [[s, 0.0, -self.middle[0] * s], [0.0, s, -self.middle[1] * s], [0.0, 0.0, 1.0]]
    }

    fn outward(&self) -> [[f64; 3]; 3] {
        [[self.size, 0.0, self.middle[0]], [0.0, self.size, self.middle[1]], [0.0, 0.0, 1.0]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_corners_and_a_point_between() {
        let truth = Homography([[80.0, 5.0, 300.0], [-7.0, 75.0, 210.0], [0.01, -0.02, 1.0]]);
        let corners = [[-0.5, -0.5], [5.5, -0.5], [5.5, 3.5], [-0.5, 3.5]];
        let pairs = corners.map(|corner| (corner, truth.apply(corner)));
        let found = Homography::fit(&pairs).expect("four corners");
        let ([x, y], [u, v]) = (found.apply([2.3, 1.7]), truth.apply([2.3, 1.7]));
        assert!((x - u).abs() < 1e-6 && (y - v).abs() < 1e-6, "{x} {u} {y} {v}");
        assert!(found.area([2.0, 2.0]) > 0.0, "not mirrored");
        let mirrored = pairs.map(|(from, [x, y])| (from, [-x, y]));
        assert!(Homography::fit(&mirrored).is_some_and(|map| map.area([2.0, 2.0]) < 0.0), "mirrored");
        assert!(Homography::fit(&pairs[..3]).is_none(), "three corners");
        let line = [0.0, 1.0, 2.0, 3.0].map(|t| ([t, 0.0], [t, t]));
        assert!(Homography::fit(&line).is_none(), "on a line");
    }
}
