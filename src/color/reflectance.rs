//! Reflectance on one fixed wavelength grid, and its colour under a light.

use super::{Illuminant, Lab, Xyz, lab_from_ratios};

/// Number of bands: 400, 410 … 700 nm.
pub const BANDS: usize = 31;

/// Centres of the bands in nm.
pub const WAVELENGTHS_NM: [f64; BANDS] = {
    let mut nm = [0.0; BANDS];
    let mut band = 0;
    let mut wavelength = 400.0;
    while band < BANDS {
        nm[band] = wavelength;
        wavelength += 10.0;
        band += 1;
    }
    nm
};

/// Share of light given back at 400, 410 … 700 nm, 0..=1, without the glare of the surface.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reflectance(pub [f64; BANDS]);

impl Reflectance {
    /// Colour under D65; a perfect white gives palette's D65 white.
    pub fn xyz(&self) -> Xyz {
        let [x, y, z] = self.xyz_under(Illuminant::D65);
        Xyz::new(x, y, z)
    }

    /// X, Y, Z under a light; a perfect white gives [`Illuminant::white`], with Y = 1.
    pub fn xyz_under(&self, light: Illuminant) -> [f64; 3] {
        let mut sum = [0.0; 3];
        for (reflectance, weights) in self.0.iter().zip(light.weights()) {
            for (total, weight) in sum.iter_mut().zip(weights) {
                *total += reflectance * weight;
            }
        }
        sum
    }

    /// CIELAB under D65.
    pub fn lab(&self) -> Lab {
        self.lab_under(Illuminant::D65)
    }

    /// CIELAB relative to the white of `light`, carried in the type of D65.
    pub fn lab_under(&self, light: Illuminant) -> Lab {
        let (xyz, white) = (self.xyz_under(light), light.white());
        lab_from_ratios(std::array::from_fn(|c| xyz[c] / white[c]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grey_is_neutral_under_every_light() {
        let grey = Reflectance([0.2; BANDS]);
        for light in Illuminant::ALL {
            let lab = grey.lab_under(light);
            assert!((lab.l - 51.8372).abs() < 1e-3, "{light:?}: {lab:?}");
            assert!(lab.a.abs() < 1e-9 && lab.b.abs() < 1e-9, "{light:?}: {lab:?}");
        }
    }
}
