//! What a nominal search looks for: the error of a cup, and a floor under it for all cups in a region.

use super::bed::lab_of_array;
use super::cup::BottleMask;
use super::difference::{
    BOTTLE_FEE, FOLLICLE_SHARE, KAPPA, MARK_SHARE, area_delta_e, area_error, mark_delta_e, mark_error,
};
use super::view::{LOOKS, Sight};
use crate::color::Lab;

/// What is asked of a cup.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Aim {
    /// Marks in the scar: the mark like the follicle, the area like the area average, at the best density.
    Dots {
        /// What a mark must imitate.
        follicle: Lab,
        /// What the area must look like.
        area_average: Lab,
    },
    /// The area alone, by plain CIEDE2000, at the best density: can dots reach it at all?
    DotsArea {
        /// What the area must look like.
        area_average: Lab,
    },
    /// An even tone.
    Even {
        /// What it must look like.
        target: Lab,
    },
    /// Marks in the surround: like the follicle and like the scar's marks.
    Surround {
        /// What a mark must imitate.
        follicle: Lab,
        /// The mark of the scar.
        scar_mark: Lab,
    },
}

/// An aim with its place in the plan's score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Goal {
    /// What is asked.
    pub aim: Aim,
    /// Weight of the error.
    pub weight: f64,
    /// Bottles that the plan has already.
    pub owned: BottleMask,
    /// Whether bottles cost.
    pub with_fee: bool,
}

impl Goal {
    /// One cup alone with the full fee.
    pub fn single(aim: Aim) -> Self {
        Self { aim, weight: 1.0, owned: BottleMask::default(), with_fee: true }
    }

    /// What the bottles cost.
    pub fn fee(&self, bottles: BottleMask) -> f64 {
        if !self.with_fee {
            return 0.0;
        }
        BOTTLE_FEE * (f64::from(self.owned.union(bottles).count()) - 1.0)
    }

    /// Error of one cup without fee and weight, and the best step of the density grid, every step looked at.
    pub fn error(&self, sight: &Sight<'_>) -> (f64, u8) {
        self.error_by(sight, None)
    }

    /// The same without looking at every step of the density, and only where the score can be `bar` or better.
    ///
    /// `shared` holds what goals with the same follicle share for this mark.
    pub(super) fn error_below(
        &self,
        sight: &Sight<'_>,
        shared: &mut Option<(Lab, f64)>,
        bar: f64,
    ) -> Option<(f64, u8)> {
        let mut on_follicle = |follicle: Lab| match *shared {
            Some((known, error)) if known == follicle => error,
            _ => shared.insert((follicle, mark_error(sight.first(), follicle))).1,
        };
        match self.aim {
            Aim::Surround { follicle, scar_mark } => {
                let base = FOLLICLE_SHARE * on_follicle(follicle);
                (self.weight * base <= bar)
                    .then(|| (base + (1.0 - FOLLICLE_SHARE) * mark_delta_e(sight.first(), scar_mark), 0))
            }
            Aim::Dots { follicle, .. } if self.weight * MARK_SHARE * on_follicle(follicle) > bar => None,
            _ => Some(self.error_by(sight, Some(AREA_SLOPE))),
        }
    }

    fn error_by(&self, sight: &Sight<'_>, slope: Option<[f64; 3]>) -> (f64, u8) {
        let over_densities = |error: &dyn Fn(Lab) -> f64| match slope {
            Some(slope) => sight.best_density_by_slope(error, slope),
            None => sight.best_density(error),
        };
        match self.aim {
            Aim::Dots { follicle, area_average } => {
                let (area, step) = over_densities(&|lab| area_error(lab, area_average));
                (MARK_SHARE * mark_error(sight.first(), follicle) + (1.0 - MARK_SHARE) * area, step)
            }
            Aim::DotsArea { area_average } => over_densities(&|lab| area_delta_e(lab, area_average)),
            Aim::Even { target } => (area_error(sight.first(), target), 0),
            Aim::Surround { follicle, scar_mark } => {
                let mark = sight.first();
                let error = FOLLICLE_SHARE * mark_error(mark, follicle)
                    + (1.0 - FOLLICLE_SHARE) * mark_delta_e(mark, scar_mark);
                (error, 0)
            }
        }
    }

    /// What goals with this one's follicle share over a box: the follicle's part of both floors.
    pub(super) fn shared_floors(&self, looks: &LookBox) -> Option<SharedFloors> {
        let Aim::Surround { follicle, .. } = self.aim else { return None };
        let first = lab_at(&looks.middle(), 0);
        Some(SharedFloors {
            floor: FOLLICLE_SHARE * looks.mark_floor(follicle, KAPPA),
            near: FOLLICLE_SHARE * mark_error(first, follicle),
            first,
            reach: looks.reach(0, MARK_SLOPE),
        })
    }

    /// Whether a cup in the box can have a weighted error of at most `bar`, given what is shared.
    pub(super) fn may_reach(&self, looks: &LookBox, shared: &SharedFloors, bar: f64) -> bool {
        let Aim::Surround { scar_mark, .. } = self.aim else { return true };
        let beside = 1.0 - FOLLICLE_SHARE;
        let may = |floor: f64| self.weight * floor <= bar;
        may(shared.floor.max(shared.near - FOLLICLE_SHARE * shared.reach))
            && may(shared.near + beside * mark_delta_e(shared.first, scar_mark) - shared.reach)
            && may(shared.floor + beside * looks.mark_floor(scar_mark, 0.0))
    }

    /// No cup whose look lies in the box has a smaller error; `ground` is the area without marks.
    pub fn floor(&self, looks: &LookBox, ground: Lab) -> f64 {
        match self.aim {
            Aim::Dots { follicle, area_average } => {
                MARK_SHARE * looks.mark_floor(follicle, KAPPA)
                    + (1.0 - MARK_SHARE) * looks.path_floor(ground, area_average)
            }
            Aim::DotsArea { area_average } => looks.path_floor(ground, area_average),
            Aim::Even { target } => looks.floor(target, 1.0, KAPPA),
            Aim::Surround { follicle, scar_mark } => {
                FOLLICLE_SHARE * looks.mark_floor(follicle, KAPPA)
                    + (1.0 - FOLLICLE_SHARE) * looks.mark_floor(scar_mark, 0.0)
            }
        }
    }
}

/// What goals with the same follicle share over a box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct SharedFloors {
    floor: f64,
    near: f64,
    first: Lab,
    reach: f64,
}

/// How much an error can change, at most, with L*, a* and b* of a tone.
const AREA_SLOPE: [f64; 3] = [1.75, 1.8, 1.4];
/// The same for a mark, whose colour counts a third.
const MARK_SLOPE: [f64; 3] = [1.75, 0.7, 0.55];

/// A range of looks: three coordinates of the mark (or even tone), three of the area at the highest density.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LookBox {
    /// Lower ends.
    pub low: [f64; LOOKS],
    /// Upper ends.
    pub high: [f64; LOOKS],
}

impl Goal {
    /// The same from the error in the middle of the box and its slope: sharper than [`floor`](Self::floor) for small
    /// boxes, and dearer.
    pub fn floor_near(&self, looks: &LookBox, ground: Lab) -> f64 {
        let middle = looks.middle();
        let first = lab_at(&middle, 0);
        let mark = looks.reach(0, MARK_SLOPE);
        match self.aim {
            Aim::Dots { follicle, area_average } => {
                let area = looks.way_floor(ground, |lab| area_error(lab, area_average));
                MARK_SHARE * (mark_error(first, follicle) - mark).max(0.0) + (1.0 - MARK_SHARE) * area
            }
            Aim::DotsArea { area_average } => looks.way_floor(ground, |lab| area_delta_e(lab, area_average)),
            Aim::Even { target } => area_error(first, target) - looks.reach(0, AREA_SLOPE),
            Aim::Surround { follicle, scar_mark } => {
                FOLLICLE_SHARE * mark_error(first, follicle)
                    + (1.0 - FOLLICLE_SHARE) * mark_delta_e(first, scar_mark)
                    - mark
            }
        }
    }
}

impl LookBox {
    fn middle(&self) -> [f64; LOOKS] {
        std::array::from_fn(|c| f64::midpoint(self.low[c], self.high[c]))
    }

    /// Largest change of an error from the middle of the box to its walls.
    fn reach(&self, from: usize, slope: [f64; 3]) -> f64 {
        (0..3).map(|c| 0.5 * slope[c] * (self.high[from + c] - self.low[from + c])).sum()
    }

    /// Lower bound of an area's error over all densities: five points on the way and the slope between them.
    fn way_floor(&self, ground: Lab, error: impl Fn(Lab) -> f64) -> f64 {
        let end = lab_at(&self.middle(), 3);
        let way = [end.l - ground.l, end.a - ground.a, end.b - ground.b];
        let change: f64 = way.iter().zip(AREA_SLOPE).map(|(way, slope)| slope * way.abs()).sum();
        let at = |share: f64| {
            error(Lab::new(ground.l + share * way[0], ground.a + share * way[1], ground.b + share * way[2]))
        };
        let points = [0.0, 0.25, 0.5, 0.75, 1.0].map(at);
        let between = |pair: &[f64]| (0.5 * (pair[0] + pair[1] - 0.25 * change)).max(0.0);
        let lowest = points.windows(2).map(between).fold(f64::INFINITY, f64::min);
        // The way is not quite straight.
        (lowest - self.reach(3, AREA_SLOPE) - 0.03 * change).max(0.0)
    }

    fn mark_floor(&self, target: Lab, kappa: f64) -> f64 {
        self.floor(target, 3.0, kappa)
    }

    /// Lower bound of CIEDE2000 (`kC = kH = k`) to the first colour of the box, darker counting `1 + kappa`.
    ///
    /// The lightness term is exact but for its scale, which is largest at one end of the box. In the plane of a' and
    /// b* the distance is at least that in a* and b*, chroma and hue are both divided by no more than the scale of
    /// chroma at the largest chroma, and the rotation term takes away no more than its own factor; it is nothing
    /// where no mean hue can be blue.
    pub fn floor(&self, target: Lab, k: f64, kappa: f64) -> f64 {
        let lightness = if target.l < self.low[0] {
            self.low[0] - target.l
        } else {
            (1.0 + kappa) * (target.l - self.high[0]).max(0.0)
        };
        let scale = lightness_scale(f64::midpoint(target.l, self.low[0]))
            .max(lightness_scale(f64::midpoint(target.l, self.high[0])));
        let outside = |c: usize, t: f64| (self.low[c] - t).max(t - self.high[c]).max(0.0);
        let plane = outside(1, target.a).powi(2) + outside(2, target.b).powi(2);
        let most = |c: usize| self.low[c].abs().max(self.high[c].abs());
        let chroma = f64::midpoint(stretched(most(1), most(2)), stretched(target.a, target.b));
        let rotation = if self.low[2] >= 0.0 && target.b >= 0.0 { 0.0 } else { share_of_25(chroma) };
        let chroma_scale = k * (1.0 + 0.045 * chroma);
        ((lightness / scale).powi(2) + (1.0 - rotation) * plane / (chroma_scale * chroma_scale)).sqrt()
    }

    /// Lower bound of CIEDE2000 to any area on the way from `ground` to the areas of the box, by density.
    ///
    /// The way is as good as straight; 5 % of its length is allowed for the bend.
    fn path_floor(&self, ground: Lab, target: Lab) -> f64 {
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

/// `SL` of CIEDE2000.
fn lightness_scale(mean: f64) -> f64 {
    let from_middle = (mean - 50.0) * (mean - 50.0);
    1.0 + 0.015 * from_middle / (20.0 + from_middle).sqrt()
}

/// Chroma with a* stretched as far as CIEDE2000 ever does.
fn stretched(a: f64, b: f64) -> f64 {
    (2.25 * a * a + b * b).sqrt()
}

fn share_of_25(chroma: f64) -> f64 {
    let seventh = chroma.min(1e30).powi(7);
    (seventh / (seventh + 6_103_515_625.0)).sqrt()
}

/// Colour from the first or second three of a look.
pub(super) fn lab_at(look: &[f64; LOOKS], from: usize) -> Lab {
    Lab::new(look[from], look[from + 1], look[from + 2])
}

/// Colour of X, Y, Z that stand in a view.
pub(super) fn color(xyz: [f64; 3]) -> [f64; 3] {
    let lab = lab_of_array(xyz);
    [lab.l, lab.a, lab.b]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The floor holds for every colour in the box.
        #[test]
        fn floor_is_below(
            l in 20.0..90.0_f64, a in -10.0..25.0_f64, b in -20.0..30.0_f64,
            tl in 20.0..90.0_f64, ta in -5.0..25.0_f64, tb in -5.0..30.0_f64,
            size in 0.0..12.0_f64, at in prop::array::uniform3(0.0..1.0_f64),
        ) {
            let low = [l, a, b, 0.0, 0.0, 0.0];
            let looks = LookBox { low, high: low.map(|v| v + size) };
            let inside = Lab::new(l + at[0] * size, a + at[1] * size, b + at[2] * size);
            let target = Lab::new(tl, ta, tb);
            prop_assert!(looks.floor(target, 1.0, KAPPA) <= area_error(inside, target) + 1e-9);
            prop_assert!(looks.floor(target, 3.0, KAPPA) <= mark_error(inside, target) + 1e-9);
            prop_assert!(looks.floor(target, 3.0, 0.0) <= mark_delta_e(inside, target) + 1e-9);
        }

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
