//! Colour of skin with more or less melanin and blood, as linear sRGB, from its spectrum.

use palette::LinSrgb;
use palette::convert::FromColorUnclamped as _;

use crate::color::{Lab, Reflectance, Xyz, lab_of};

use super::spectra::changed;
use crate::photo::number::{floor_index, single};

/// Linear sRGB, not clamped, white 1.
pub(crate) type Light = [f32; 3];

/// Linear sRGB of a spectrum under D65.
pub(crate) fn light_of(reflectance: &Reflectance) -> Light {
    let rgb = LinSrgb::<f64>::from_color_unclamped(reflectance.xyz());
    [rgb.red, rgb.green, rgb.blue].map(single)
}

/// CIELAB of linear sRGB.
pub(crate) fn lab_of_light(light: [f64; 3]) -> Lab {
    let rgb = LinSrgb::<f64>::new(light[0], light[1], light[2]);
    lab_of(Xyz::from_color_unclamped(rgb))
}

/// Sum of two lights with a share.
pub(crate) fn blend(from: Light, to: Light, share: f32) -> Light {
    std::array::from_fn(|c| from[c] + (to[c] - from[c]) * share)
}

const STEPS: usize = 17;
const REACH: f32 = 4.0;

/// A table of one skin over melanin and blood, both in standard deviations of the mottling.
#[derive(Debug)]
pub(crate) struct Tint {
    table: Vec<Light>,
    skin: Reflectance,
}

impl Tint {
    /// A skin whose L* varies by `sd` when both fields are standard normal: four fifths of that variance
    /// by melanin, the rest by blood.
    pub(crate) fn new(skin: &Reflectance, sd: f64) -> Self {
        const STEP: f64 = 0.02;
        let slope = |melanin: f64, blood: f64| {
            ((changed(skin, -melanin, -blood).lab().l - changed(skin, melanin, blood).lab().l) / (2.0 * STEP))
                .max(1e-3)
        };
        let unit = [sd * 0.8_f64.sqrt() / slope(STEP, 0.0), sd * 0.2_f64.sqrt() / slope(0.0, STEP)];
        let at = |i: usize| f64::from(REACH) * (2.0 * i as f64 / (STEPS - 1) as f64 - 1.0);
        let table = (0..STEPS * STEPS)
            .map(|i| light_of(&changed(skin, at(i % STEPS) * unit[0], at(i / STEPS) * unit[1])))
            .collect();
        Self { table, skin: *skin }
    }

    /// The skin with this much melanin and blood.
    pub(crate) fn at(&self, melanin: f32, blood: f32) -> Light {
        let place = |value: f32| {
            let scaled = (value.clamp(-REACH, REACH) + REACH) * ((STEPS - 1) as f32 / (2.0 * REACH));
            let cell = floor_index(f64::from(scaled)).min(STEPS - 2);
            (cell, scaled - cell as f32)
        };
        let ((x, dx), (y, dy)) = (place(melanin), place(blood));
        let corner = |x: usize, y: usize| self.table[y * STEPS + x];
        blend(
            blend(corner(x, y), corner(x + 1, y), dx),
            blend(corner(x, y + 1), corner(x + 1, y + 1), dx),
            dy,
        )
    }

    /// Factors on light for skin with this much more melanin and blood, in optical density at 550 nm.
    pub(crate) fn factors(&self, melanin: f64, blood: f64) -> Light {
        let (plain, other) = (light_of(&self.skin), light_of(&changed(&self.skin, melanin, blood)));
        std::array::from_fn(|c| other[c].max(0.0) / plain[c].max(1e-4))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mottling_has_the_wanted_spread_on_light_and_dark_skin() {
        for level in [0.05, 0.2, 0.5] {
            let skin =
                Reflectance(crate::color::WAVELENGTHS_NM.map(|nm| level * (0.5 + (nm - 400.0) / 300.0)));
            let tint = Tint::new(&skin, 1.5);
            let l = |melanin: f32, blood: f32| lab_of_light(tint.at(melanin, blood).map(f64::from)).l;
            let by_melanin = (l(-1.0, 0.0) - l(1.0, 0.0)) / 2.0;
            let by_blood = (l(0.0, -1.0) - l(0.0, 1.0)) / 2.0;
            let sd = by_melanin.hypot(by_blood);
            assert!((sd - 1.5).abs() < 0.05, "{level}: {sd}");
            assert!((l(0.0, 0.0) - skin.lab().l).abs() < 0.01);
        }
    }
}
