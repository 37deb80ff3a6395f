//! Whether the screen can show a colour: sRGB, each channel cut at its ends.

use palette::convert::FromColorUnclamped as _;
use palette::{Clamp as _, LinSrgb};

use super::{Lab, Xyz, delta_e_2000, lab_of, xyz_of};

/// CIEDE2000 up to which a cut is not worth a word.
const UNSEEN_CUT: f64 = 0.5;

/// Whether a colour lies inside sRGB, the gamut of the screen: cut to it, it is off by no more than ΔE00 0.5.
#[must_use]
pub fn fits_screen(lab: Lab) -> bool {
    fits(xyz_of(lab))
}

/// The same for X, Y, Z of a pixel.
pub(crate) fn pixel_fits_screen(xyz: [f32; 3]) -> bool {
    let [x, y, z] = xyz.map(f64::from);
    fits(Xyz::new(x, y, z))
}

fn fits(xyz: Xyz) -> bool {
    let wanted: LinSrgb<f64> = LinSrgb::from_color_unclamped(xyz);
    let shown = wanted.clamp();
    wanted == shown || delta_e_2000(lab_of(xyz), lab_of(Xyz::from_color_unclamped(shown))) <= UNSEEN_CUT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skin_and_greys_fit_and_what_is_more_colourful_than_a_screen_does_not() {
        for lab in
            [(0.0, 0.0, 0.0), (100.0, 0.0, 0.0), (64.0, 11.5, 16.5), (24.0, 4.0, 5.0), (30.0, 8.0, 14.0)]
        {
            assert!(fits_screen(Lab::new(lab.0, lab.1, lab.2)), "{lab:?}");
        }
        for lab in [(103.0, 0.0, 0.0), (-5.0, 0.0, 0.0), (60.0, 120.0, 110.0), (20.0, 5.0, 45.0)] {
            assert!(!fits_screen(Lab::new(lab.0, lab.1, lab.2)), "{lab:?}");
        }
        // The red of the screen and a little beyond.
        let red = lab_of(Xyz::from_color_unclamped(LinSrgb::new(1.0, 0.0, 0.0)));
        assert!(fits_screen(red) && fits_screen(Lab::new(red.l, red.a + 0.5, red.b)));
        assert!(!fits_screen(Lab::new(red.l, red.a + 15.0, red.b + 15.0)));
    }
}
