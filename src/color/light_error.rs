//! What an error of the light does to other colours of the same photo.

use super::Lab;
use super::lab::roots_of;

/// The error of another colour, when light that is read wrong moves `seen` by `error`.
///
/// Too bright or too red a light multiplies X, Y and Z of every colour alike (von Kries), so that darker colours
/// move less. To first order each of the cube roots that `CIELAB` is made of moves in proportion to itself.
pub fn carry_light_error(error: [f64; 3], seen: Lab, other: Lab) -> [f64; 3] {
    let (seen, other) = (roots_of(seen), roots_of(other));
    let of_l = error[0] / 116.0;
    let moved = [of_l + error[1] / 500.0, of_l, of_l - error[2] / 200.0];
    let [x, y, z] = std::array::from_fn(|c| moved[c] * other[c].max(LEAST_ROOT) / seen[c].max(LEAST_ROOT));
    [116.0 * y, 500.0 * (x - y), 200.0 * (y - z)]
}

/// Below this `CIELAB` is no cube root any more; nothing is divided by less.
const LEAST_ROOT: f64 = 6.0 / 29.0;

#[cfg(test)]
mod tests {
    use super::super::{lab_of, xyz_of};
    use super::*;

    /// A light that is 6 % too bright, and a little too red.
    fn misread(color: Lab) -> Lab {
        let mut xyz = xyz_of(color);
        xyz.x *= 1.08;
        xyz.y *= 1.06;
        xyz.z *= 1.03;
        lab_of(xyz)
    }

    #[test]
    fn misread_light_moves_all_tones_as_told() {
        let off = |color: Lab| {
            let moved = misread(color);
            [moved.l - color.l, moved.a - color.a, moved.b - color.b]
        };
        let skin = Lab::new(64.0, 11.5, 16.5);
        for other in [Lab::new(74.0, 6.0, 13.0), Lab::new(47.7, 8.8, 12.4), Lab::new(24.0, 4.0, 5.0), skin] {
            let (carried, truth) = (carry_light_error(off(skin), skin, other), off(other));
            for c in 0..3 {
                assert!((carried[c] - truth[c]).abs() < 0.03, "{other:?}: {carried:?}, truly {truth:?}");
            }
        }
    }

    #[test]
    fn black_breaks_nothing() {
        let carried = carry_light_error([1.0, 1.0, 1.0], Lab::new(0.0, 0.0, 0.0), Lab::new(80.0, 0.0, 0.0));
        assert!(carried.iter().all(|value| value.is_finite()));
    }
}
