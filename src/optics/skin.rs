//! Bare skin in two layers, from five parameters.

use std::sync::LazyLock;

use serde::Serialize;

use super::elementary::exp;
use super::film::{Film, infinite};
use super::lanes::Lanes;
use super::skin_gradient::PARAMETERS;
use super::{LANES, defaults, inversion};
use crate::color::{BANDS, Lab, Reflectance, WAVELENGTHS_NM, spectral_table};

/// What makes one skin differ from another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SkinParameters {
    /// Share of the epidermis taken by melanosomes, 1e-5..=0.6.
    pub melanin_fraction: f64,
    /// Share of the dermis taken by blood, 1e-5..=0.06.
    pub blood_fraction: f64,
    /// Exponent b of the scattering, 0.05..=4.
    pub scattering_power: f64,
    /// Reduced scattering A at 500 nm, 15..=200 1/cm.
    pub scattering_amplitude: f64,
    /// Factor s on the absorption of bloodless tissue, 0.2..=2.
    pub baseline_scale: f64,
}

impl SkinParameters {
    /// The most probable skin of this colour (D65), see [`Tissue::from_lab`](super::Tissue::from_lab).
    ///
    /// `glare` (0..1) is the share of the surface's glare in the measurement, which saw `glare + (1 − glare) R`:
    /// 0 for everything that excludes it, 0.02 for spectrophotometers with the specular part included.
    /// Coordinates that are not finite count as 0.
    pub fn from_lab(lab: Lab, glare: f64) -> Self {
        let finite = |value: f64| if value.is_finite() { value.clamp(-1000.0, 1000.0) } else { 0.0 };
        let glare = if (0.0..1.0).contains(&glare) { glare } else { 0.0 };
        inversion::fit(Lab::new(finite(lab.l), finite(lab.a), finite(lab.b)), glare)
    }

    /// Reflectance without the surface's glare.
    pub fn reflectance(&self) -> Reflectance {
        Reflectance::from(&self.reflectance_lanes())
    }

    pub(super) fn from_logarithms(logarithms: &[f64; PARAMETERS]) -> Self {
        let [melanin_fraction, blood_fraction, scattering_power, scattering_amplitude, baseline_scale] =
            logarithms.map(f64::exp);
        Self { melanin_fraction, blood_fraction, scattering_power, scattering_amplitude, baseline_scale }
    }

    /// The same in lanes.
    #[inline]
    pub(super) fn reflectance_lanes(&self) -> Lanes {
        let layers = self.layers();
        let mut seen = Lanes::splat(0.0);
        for i in 0..LANES {
            let s = layers.scattering.0[i];
            let epidermis = Film::new(layers.epidermis_absorption.0[i], s, EPIDERMIS_CM);
            seen.0[i] = surface(epidermis.over(infinite(layers.dermis_absorption.0[i], s)));
        }
        seen
    }

    /// Kubelka and Munk's coefficients of the layers.
    #[inline]
    pub(super) fn layers(&self) -> Layers {
        let Chromophores { blood, baseline, melanosome, log_wavelength } = chromophores();
        let mut layers = Layers {
            scattering: Lanes::splat(0.0),
            epidermis_absorption: Lanes::splat(0.0),
            dermis_absorption: Lanes::splat(0.0),
        };
        for i in 0..LANES {
            let bloodless = self.baseline_scale * baseline.0[i];
            layers.scattering.0[i] =
                0.75 * self.scattering_amplitude * exp(-self.scattering_power * log_wavelength.0[i]);
            layers.epidermis_absorption.0[i] =
                2.0 * (self.melanin_fraction * melanosome.0[i] + (1.0 - self.melanin_fraction) * bloodless);
            layers.dermis_absorption.0[i] =
                2.0 * (self.blood_fraction * blood.0[i] + (1.0 - self.blood_fraction) * bloodless);
        }
        layers
    }
}

/// Coefficients of the layers, 1/cm.
pub(super) struct Layers {
    /// S of both layers.
    pub(super) scattering: Lanes,
    pub(super) epidermis_absorption: Lanes,
    pub(super) dermis_absorption: Lanes,
}

pub(super) const EPIDERMIS_CM: f64 = defaults::EPIDERMIS_MM / 10.0;

/// Through the surface, from inside (Saunderson with k1 = 0).
#[inline]
pub(super) fn surface(inside: f64) -> f64 {
    const K2: f64 = defaults::SURFACE_INTERNAL_REFLECTANCE;
    (1.0 - K2) * inside / (1.0 - K2 * inside)
}

/// Absorption of what skin is made of, 1/cm, and `ln(λ / 500 nm)`.
pub(super) struct Chromophores {
    pub(super) blood: Lanes,
    pub(super) baseline: Lanes,
    pub(super) melanosome: Lanes,
    pub(super) log_wavelength: Lanes,
}

#[inline]
pub(super) fn chromophores() -> &'static Chromophores {
    static CHROMOPHORES: LazyLock<Chromophores> = LazyLock::new(|| {
        let haemoglobin = spectral_table::read::<2>(HAEMOGLOBIN)
            .expect("the embedded table of haemoglobin is complete, a test reads it");
        let at = |f: fn(f64) -> f64| Lanes::from_bands(WAVELENGTHS_NM.map(f), f(700.0));
        Chromophores {
            blood: Lanes::from_bands(blood_absorption(&haemoglobin), 1.0),
            // Jacques 1998.
            baseline: at(|nm| 0.244 + 85.3 * (-(nm - 154.0) / 66.2).exp()),
            // Jacques 1998.
            melanosome: at(|nm| 6.6e11 * nm.powf(-3.33)),
            log_wavelength: at(|nm| (nm / 500.0).ln()),
        }
    });
    &CHROMOPHORES
}

const HAEMOGLOBIN: &str = include_str!("../../assets/haemoglobin.csv");

fn blood_absorption(haemoglobin: &[[f64; 2]; BANDS]) -> [f64; BANDS] {
    const OXY: f64 = defaults::OXYGEN_SATURATION;
    haemoglobin.map(|[oxy, deoxy]| {
        std::f64::consts::LN_10 * (OXY * oxy + (1.0 - OXY) * deoxy) * defaults::HAEMOGLOBIN_G_PER_L
            / defaults::HAEMOGLOBIN_G_PER_MOL
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chromophores_are_the_published_ones() {
        let found = chromophores();
        // Prahl: 53 236 and 46 592 at 540 nm.
        let expected = std::f64::consts::LN_10 * (0.75 * 53_236.0 + 0.25 * 46_592.0) * 150.0 / 64_500.0;
        assert!((found.blood.0[14] - expected).abs() < 1e-9);
        // Jacques: melanosomes about 519/cm at 500 nm by the formula; baseline 0.70/cm at 500 nm.
        assert!((found.melanosome.0[10] - 679.1).abs() < 1.0, "{}", found.melanosome.0[10]);
        assert!((found.baseline.0[10] - 0.702).abs() < 0.01, "{}", found.baseline.0[10]);
        assert_eq!(found.log_wavelength.0[10], 0.0);
    }

    #[test]
    fn melanin_darkens_and_blood_reddens() {
        let fair = SkinParameters {
            melanin_fraction: 0.01,
            blood_fraction: 0.01,
            scattering_power: 1.42,
            scattering_amplitude: 46.0,
            baseline_scale: 1.0,
        };
        let dark = SkinParameters { melanin_fraction: 0.1, ..fair }.reflectance().lab();
        let red = SkinParameters { blood_fraction: 0.03, ..fair }.reflectance().lab();
        let fair = fair.reflectance().lab();
        assert!(dark.l < fair.l - 10.0, "{fair:?} {dark:?}");
        assert!(red.a > fair.a + 2.0, "{fair:?} {red:?}");
    }
}
