//! Bounds of errors over a small range of looks, from the error in its middle and the steepest slopes.

use super::goal::lab_at;
use super::nearness::{lightness_scale, share_of_25};
use super::view::LOOKS;
use crate::color::Lab;

/// How much an error can change, at most, with L*, a* and b* of a tone.
pub(super) const AREA_SLOPE: [f64; 3] = [1.75, 1.8, 1.4];
/// The same for a mark, whose colour counts a third.
pub(super) const MARK_SLOPE: [f64; 3] = [1.75, 0.7, 0.55];

/// A range of looks: three coordinates of the mark (or even tone), three of the area at the highest density.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LookBox {
    /// Lower ends.
    pub(super) low: [f64; LOOKS],
    /// Upper ends.
    pub(super) high: [f64; LOOKS],
}

impl LookBox {
    pub(super) fn middle(&self) -> [f64; LOOKS] {
        std::array::from_fn(|c| f64::midpoint(self.low[c], self.high[c]))
    }

    /// Largest change of an error from the middle of the box to its walls.
    pub(super) fn reach(&self, from: usize, slope: [f64; 3]) -> f64 {
        (0..3).map(|c| 0.5 * slope[c] * (self.high[from + c] - self.low[from + c])).sum()
    }

    /// Lower bound of an area's error over all densities: from points on the way and the slope between them, as many as
    /// tell whether it is below `enough`.
    pub(super) fn way_floor(&self, ground: Lab, enough: f64, error: impl Fn(Lab) -> f64) -> f64 {
        const NARROWEST: f64 = 1.0 / 16.0;
        let end = lab_at(&self.middle(), 3);
        let way = [end.l - ground.l, end.a - ground.a, end.b - ground.b];
        let change: f64 = way.iter().zip(AREA_SLOPE).map(|(way, slope)| slope * way.abs()).sum();
        // The way is not quite straight.
        let allowance = self.reach(3, AREA_SLOPE) + 0.03 * change;
        let at = |share: f64| {
            let [l, a, b] = way.map(|way| share * way);
            (share, error(Lab::new(ground.l + l, ground.a + a, ground.b + b)) - allowance)
        };
        let (start, end) = (at(0.0), at(1.0));
        let mut lowest = f64::INFINITY;
        let mut open = vec![(start, end)];
        while let Some((low, high)) = open.pop() {
            let width = high.0 - low.0;
            let floor = 0.5 * (low.1 + high.1 - width * change);
            // It only matters whether anything is below.
            if floor >= enough || width <= NARROWEST || low.1.min(high.1) < enough {
                lowest = lowest.min(floor);
                continue;
            }
            let middle = at(0.5 * (low.0 + high.0));
            open.extend([(low, middle), (middle, high)]);
        }
        lowest.max(0.0)
    }

    /// Lower bound of CIEDE2000 to any area on the way from `ground` to the areas of the box, by density.
    ///
    /// The way is as good as straight; 5 % of its length is allowed for the bend.
    pub(super) fn path_floor(&self, ground: Lab, target: Lab) -> f64 {
        let middle: [f64; 3] = std::array::from_fn(|c| f64::midpoint(self.low[3 + c], self.high[3 + c]));
        let half: [f64; 3] = std::array::from_fn(|c| 0.5 * (self.high[3 + c] - self.low[3 + c]));
        let from = [ground.l, ground.a, ground.b];
        let to = [target.l, target.a, target.b];
        let lightness = lightness_scale(f64::midpoint(target.l, ground.l))
            .max(lightness_scale(f64::midpoint(target.l, middle[0] - half[0])));
        let widest = stretched(
            from[1].abs().max(middle[1].abs() + half[1]),
            from[2].abs().max(middle[2].abs() + half[2]),
        );
        let chroma = f64::midpoint(widest, stretched(target.a, target.b));
        let blue = from[2] < 0.0 || to[2] < 0.0 || middle[2] - half[2] < 0.0;
        let rotation = if blue { share_of_25(chroma) } else { 0.0 };
        let plane = (1.0 - rotation).sqrt() / (1.0 + 0.045 * chroma);
        let scale = [1.0 / lightness, plane, plane];
        let way: [f64; 3] = std::array::from_fn(|c| scale[c] * (middle[c] - from[c]));
        let goal: [f64; 3] = std::array::from_fn(|c| scale[c] * (to[c] - from[c]));
        let length2 = dot(way, way);
        let along = if length2 > 0.0 { (dot(way, goal) / length2).clamp(0.0, 1.0) } else { 0.0 };
        let off: [f64; 3] = std::array::from_fn(|c| goal[c] - along * way[c]);
        let radius: [f64; 3] = std::array::from_fn(|c| scale[c] * half[c]);
        (dot(off, off).sqrt() - dot(radius, radius).sqrt() - 0.05 * length2.sqrt()).max(0.0)
    }
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Chroma with a* stretched as far as CIEDE2000 ever does.
fn stretched(a: f64, b: f64) -> f64 {
    (2.25 * a * a + b * b).sqrt()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::difference::{area_delta_e, area_error, mark_delta_e, mark_error};
    use super::*;

    proptest! {
        /// Errors change no faster than the slopes say.
        #[test]
        fn slopes_hold(
            from in prop::array::uniform3(0.0..1.0_f64), step in prop::array::uniform3(-3.0..3.0_f64),
            target in prop::array::uniform3(0.0..1.0_f64),
        ) {
            let a = [20.0 + 60.0 * from[0], -5.0 + 25.0 * from[1], -10.0 + 35.0 * from[2]];
            let b: [f64; 3] = std::array::from_fn(|c| a[c] + step[c]);
            let lab = |v: [f64; 3]| Lab::new(v[0], v[1], v[2]);
            let target = Lab::new(25.0 + 50.0 * target[0], 15.0 * target[1], 25.0 * target[2]);
            let bound = |slope: [f64; 3]| -> f64 { (0..3).map(|c| slope[c] * step[c].abs()).sum() };
            prop_assert!((area_error(lab(a), target) - area_error(lab(b), target)).abs() <= bound(AREA_SLOPE));
            prop_assert!((mark_error(lab(a), target) - mark_error(lab(b), target)).abs() <= bound(MARK_SLOPE));
            prop_assert!((mark_delta_e(lab(a), target) - mark_delta_e(lab(b), target)).abs() <= bound(MARK_SLOPE));
        }

        /// The same for areas on a straight way.
        #[test]
        fn floor_of_a_way_is_below(
            ground in prop::array::uniform3(0.0..1.0_f64), target in prop::array::uniform3(0.0..1.0_f64),
            way in prop::array::uniform3(-4.0..1.0_f64), size in 0.0..1.0_f64,
            at in prop::array::uniform3(0.0..1.0_f64), along in 0.0..1.0_f64,
        ) {
            let skin = |v: [f64; 3]| [30.0 + 50.0 * v[0], 2.0 + 15.0 * v[1], 4.0 + 20.0 * v[2]];
            let (from, to) = (skin(ground), skin(target));
            let corner: [f64; 3] = std::array::from_fn(|c| from[c] + way[c]);
            let end: [f64; 3] = std::array::from_fn(|c| corner[c] + at[c] * size);
            let low = [0.0, 0.0, 0.0, corner[0], corner[1], corner[2]];
            let looks = LookBox { low, high: low.map(|v| v + size) };
            let lab = |v: [f64; 3]| Lab::new(v[0], v[1], v[2]);
            let area = lab(std::array::from_fn(|c| from[c] + along * (end[c] - from[c])));
            prop_assert!(looks.path_floor(lab(from), lab(to)) <= area_delta_e(area, lab(to)) + 1e-9);
        }
    }
}
