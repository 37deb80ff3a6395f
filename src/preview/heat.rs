//! Colours for how far a place is from what it should look like.

use crate::color::{Lab, Xyz, delta_e_2000, lab_of};
use crate::photo::number::code;

/// Multiples of the accepted distance and their colours: grey where accepted, then yellow to dark red, lighter to
/// darker, so that they are told apart without colour too (ramp after `ColorBrewer`'s `YlOrRd`).
pub const HEAT_STEPS: [(f64, [u8; 3]); 5] = [
    (0.0, [186, 186, 186]),
    (1.0, [186, 186, 186]),
    (1.5, [254, 217, 118]),
    (2.5, [240, 59, 32]),
    (4.0, [103, 0, 26]),
];

/// sRGB for a distance in CIEDE2000, `accepted` being the one that still counts as a match.
#[must_use]
pub fn heat_color(delta_e: f64, accepted: f64) -> [u8; 3] {
    let times = (delta_e / accepted.max(1e-6)).clamp(0.0, 4.0);
    let pair = HEAT_STEPS.windows(2).find(|pair| matches!(pair, [_, b] if times <= b.0));
    let Some([(low, from), (high, to)]) = pair else { return HEAT_STEPS[4].1 };
    let along = crate::photo::number::single((times - low) / (high - low));
    std::array::from_fn(|c| code(f32::from(from[c]) * (1.0 - along) + f32::from(to[c]) * along))
}

/// Distance of light from a colour, CIEDE2000.
pub(super) fn distance(xyz: [f32; 3], goal: Lab) -> f32 {
    let [x, y, z] = xyz.map(f64::from);
    crate::photo::number::single(delta_e_2000(lab_of(Xyz::new(x, y, z)), goal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_accepted_is_grey_and_the_rest_grows_darker() {
        assert_eq!(heat_color(0.0, 2.0), heat_color(2.0, 2.0));
        let light = |times: f64| heat_color(times, 1.0).iter().map(|v| i32::from(*v)).sum::<i32>();
        assert!(light(1.5) > light(2.5) && light(2.5) > light(4.0));
        assert_eq!(heat_color(f64::MAX, 1.8), HEAT_STEPS[4].1);
        assert_eq!(heat_color(3.0, f64::NAN), HEAT_STEPS[4].1);
    }
}
