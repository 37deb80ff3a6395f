//! Skin as it was measured: the model's parameters and what the model leaves over.

use super::{Lanes, SkinParameters, defaults};
use crate::color::{Illuminant, Lab, Reflectance, delta_e_2000, lab_from_ratios, xyz_of};

/// Skin that has the measured tone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tissue {
    /// Share of the epidermis taken by melanosomes.
    pub melanin_fraction: f64,
    /// Share of the dermis taken by blood.
    pub blood_fraction: f64,
    /// Exponent b of the scattering.
    pub scattering_power: f64,
    /// Reduced scattering A at 500 nm, 1/cm.
    pub scattering_amplitude: f64,
    /// Factor s on the absorption of bloodless tissue.
    pub baseline_scale: f64,
    /// CIEDE2000 between the measured tone and the model's, before [`q`](Self::q). Infinite when the tone was
    /// not finite.
    pub residual_delta_e: f64,
    /// XYZ measured over XYZ of the model, by channel; multiplies XYZ last, so that zero pigment gives back the
    /// tone that was measured.
    pub q: [f64; 3],
}

impl Tissue {
    /// The most probable skin of this colour (D65). Takes 0.2 to 0.7 ms.
    ///
    /// Any colour gets an answer: one that no skin has gets the nearest skin, a large
    /// [`residual_delta_e`](Self::residual_delta_e) and a `q` that makes up for it. Coordinates that are not
    /// finite count as 0 and give an infinite residual.
    pub fn from_lab(lab: Lab) -> Self {
        let finite = |value: f64| if value.is_finite() { value.clamp(-1000.0, 1000.0) } else { 0.0 };
        let target = Lab::new(finite(lab.l), finite(lab.a), finite(lab.b));
        let skin = SkinParameters::from_lab(target, 0.0);
        let xyz = skin.reflectance_lanes().xyz_under(Illuminant::D65);
        let white = Illuminant::D65.white();
        let model = lab_from_ratios(std::array::from_fn(|c| xyz[c] / white[c]));
        let measured = xyz_of(target);
        let is_finite = lab.l.is_finite() && lab.a.is_finite() && lab.b.is_finite();
        Self {
            melanin_fraction: skin.melanin_fraction,
            blood_fraction: skin.blood_fraction,
            scattering_power: skin.scattering_power,
            scattering_amplitude: skin.scattering_amplitude,
            baseline_scale: skin.baseline_scale,
            residual_delta_e: if is_finite { delta_e_2000(model, target) } else { f64::INFINITY },
            q: [measured.x / xyz[0], measured.y / xyz[1], measured.z / xyz[2]],
        }
    }

    /// The parameters of the model.
    pub fn parameters(&self) -> SkinParameters {
        SkinParameters {
            melanin_fraction: self.melanin_fraction,
            blood_fraction: self.blood_fraction,
            scattering_power: self.scattering_power,
            scattering_amplitude: self.scattering_amplitude,
            baseline_scale: self.baseline_scale,
        }
    }

    /// Reflectance of the model, without `q`.
    pub fn reflectance(&self) -> Reflectance {
        Reflectance::from(&self.reflectance_lanes())
    }

    /// The same in lanes.
    pub fn reflectance_lanes(&self) -> Lanes {
        self.parameters().reflectance_lanes()
    }

    /// Whether the tone is one that the model cannot reach: residual above 2.
    pub fn is_outside_skin_model(&self) -> bool {
        self.residual_delta_e > defaults::OUTSIDE_SKIN_MODEL_DELTA_E
    }

    /// Colour of a mark or area on this skin, with `q`.
    pub fn color(&self, reflectance: &Reflectance) -> Lab {
        self.color_under(reflectance, Illuminant::D65)
    }

    /// The same under another light, relative to its white; `q` stays the one of D65.
    pub fn color_under(&self, reflectance: &Reflectance, light: Illuminant) -> Lab {
        self.color_of_xyz(reflectance.xyz_under(light), light)
    }

    /// The same from X, Y, Z without `q`, for the fast paths.
    #[inline]
    pub fn color_of_xyz(&self, xyz: [f64; 3], light: Illuminant) -> Lab {
        let white = light.white();
        lab_from_ratios(std::array::from_fn(|c| self.q[c] * xyz[c] / white[c]))
    }
}
