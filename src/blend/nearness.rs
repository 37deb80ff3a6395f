//! How near colours of a region can come to a target: a lower bound of CIEDE2000 whose constants are ready.

use super::difference::{FOLLICLE_SHARE, KAPPA};
use crate::color::Lab;

/// Lower bound of CIEDE2000 (`kC = kH = k`) between the colours of a region and targets, darker counting
/// `1 + kappa`.
///
/// The lightness term is exact but for its scale, which is largest at one end of the region. In the plane of a' and
/// b* chroma and hue are both divided by no more than the scale of chroma at the largest chroma; a' is a* stretched
/// by no less than at the largest chroma; and the rotation term takes away no more than its own factor, which is
/// nothing where no mean hue can be blue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Nearness {
    target: [f64; 3],
    half: [f64; 3],
    lighter: f64,
    darker: f64,
    along_a: f64,
    along_b: f64,
}

/// Lower and upper ends of L*, a*, b*.
pub(super) type Region = ([f64; 3], [f64; 3]);

impl Nearness {
    /// Of a mark: colour counts a third.
    pub(super) fn of_mark(target: Region, colors: Region, kappa: f64) -> Self {
        Self::new(target, colors, 3.0, kappa)
    }

    /// Of an area.
    pub(super) fn of_area(target: Region, colors: Region) -> Self {
        Self::new(target, colors, 1.0, KAPPA)
    }

    fn new(target: Region, (low, high): Region, k: f64, kappa: f64) -> Self {
        let (target_low, target_high) = target;
        let scale = lightness_scale(f64::midpoint(target_low[0], low[0]))
            .max(lightness_scale(f64::midpoint(target_high[0], high[0])));
        let most = |low: [f64; 3], high: [f64; 3]| {
            [1, 2].map(|c: usize| if low[c].abs() > high[c].abs() { low[c].abs() } else { high[c].abs() })
        };
        let (own, other) = (most(low, high), most(target_low, target_high));
        let length = |ab: [f64; 2], stretch: f64| (stretch * stretch * ab[0] * ab[0] + ab[1] * ab[1]).sqrt();
        let mean = |stretch: f64| f64::midpoint(length(own, stretch), length(other, stretch));
        let least_stretch = 1.0 + 0.5 * (1.0 - share_of_25(mean(1.0)));
        let chroma = mean(1.5);
        let blue = low[2] < 0.0 || target_low[2] < 0.0;
        // Beyond the blue hues the rotation is not quite nothing, but below 1e-5.
        let rest = if blue { 1.0 - share_of_25(chroma) } else { 1.0 - 2e-5 };
        let plane = rest.sqrt() / (k * (1.0 + 0.045 * chroma));
        Self {
            target: std::array::from_fn(|c| f64::midpoint(target_low[c], target_high[c])),
            half: std::array::from_fn(|c| 0.5 * (target_high[c] - target_low[c])),
            lighter: 1.0 / scale,
            darker: (1.0 + kappa) / scale,
            along_a: least_stretch * plane,
            along_b: plane,
        }
    }

    /// The same for one target among those of the bound.
    #[inline]
    pub(super) fn aimed_at(mut self, target: Lab) -> Self {
        self.target = [target.l, target.a, target.b];
        self.half = [0.0; 3];
        self
    }

    /// For all colours within `spread` of one; all of them must lie in the region.
    #[inline]
    pub(super) fn at(&self, color: &[f64; 3], spread: &[f64; 3]) -> f64 {
        let off = |c: usize| {
            let off = (color[c] - self.target[c]).abs() - self.half[c] - spread[c];
            if off > 0.0 { off } else { 0.0 }
        };
        let scale = if color[0] < self.target[0] { self.darker } else { self.lighter };
        let (l, a, b) = (scale * off(0), self.along_a * off(1), self.along_b * off(2));
        (l * l + a * a + b * b).sqrt()
    }
}

/// Lower bound of a surround's error from those against the follicle and beside the scar's mark.
#[inline]
pub(super) fn of_surround(on_follicle: f64, beside: f64) -> f64 {
    FOLLICLE_SHARE * on_follicle + (1.0 - FOLLICLE_SHARE) * beside
}

/// A region of one colour.
pub(super) fn just(color: Lab) -> Region {
    let color = [color.l, color.a, color.b];
    (color, color)
}

/// Makes room for a colour in a region.
pub(super) fn widen(region: &mut Option<Region>, color: Lab) {
    let (low, high) = just(color);
    let (from, to) = region.get_or_insert((low, high));
    for c in 0..3 {
        (from[c], to[c]) = (from[c].min(low[c]), to[c].max(high[c]));
    }
}

/// `SL` of CIEDE2000.
pub(super) fn lightness_scale(mean: f64) -> f64 {
    let from_middle = (mean - 50.0) * (mean - 50.0);
    1.0 + 0.015 * from_middle / (20.0 + from_middle).sqrt()
}

/// `√(C⁷ / (C⁷ + 25⁷))`.
pub(super) fn share_of_25(chroma: f64) -> f64 {
    let seventh = chroma.min(1e30).powi(7);
    (seventh / (seventh + 6_103_515_625.0)).sqrt()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::difference::{area_error, mark_delta_e, mark_error};
    use super::*;

    proptest! {
        /// The bound holds for every colour of the region, whatever is taken for its middle.
        #[test]
        fn errors_are_no_smaller(
            low in (10.0..90.0_f64, -15.0..25.0_f64, -25.0..30.0_f64), size in 0.0..25.0_f64,
            target in (20.0..90.0_f64, -8.0..25.0_f64, -12.0..30.0_f64), more in 0.0..3.0_f64,
            at in prop::array::uniform3(0.0..1.0_f64), of in prop::array::uniform3(0.0..1.0_f64),
            spread in prop::array::uniform3(0.0..2.0_f64), off in prop::array::uniform3(-1.0..1.0_f64),
        ) {
            let (low, target) = ([low.0, low.1, low.2], [target.0, target.1, target.2]);
            let colors = (low, low.map(|v| v + size));
            let targets = (target, target.map(|v| v + more));
            let lab = |v: [f64; 3]| Lab::new(v[0], v[1], v[2]);
            let inside: [f64; 3] = std::array::from_fn(|c| low[c] + at[c] * size);
            let wanted = lab(std::array::from_fn(|c| target[c] + of[c] * more));
            let near = std::array::from_fn(|c| inside[c] + off[c] * spread[c]);
            let truth = lab(inside);
            let floor = |nearness: Nearness| nearness.at(&near, &spread);
            prop_assert!(floor(Nearness::of_area(targets, colors)) <= area_error(truth, wanted) + 1e-9);
            prop_assert!(floor(Nearness::of_mark(targets, colors, KAPPA)) <= mark_error(truth, wanted) + 1e-9);
            prop_assert!(floor(Nearness::of_mark(targets, colors, 0.0)) <= mark_delta_e(truth, wanted) + 1e-9);
        }
    }
}
