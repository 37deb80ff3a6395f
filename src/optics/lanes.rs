//! Spectra padded to 32 values, so that loops over bands become vector instructions.

use std::sync::LazyLock;

use crate::color::{BANDS, Illuminant, Reflectance};

/// Number of values: 31 bands and one of padding.
pub const LANES: usize = 32;

/// One value for each band and one of padding, which never counts in a colour.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(align(32))]
pub struct Lanes(pub [f64; LANES]);

impl Lanes {
    /// The same value everywhere.
    pub const fn splat(value: f64) -> Self {
        Self([value; LANES])
    }

    /// Bands, and what stands in the padding.
    pub fn from_bands(bands: [f64; BANDS], padding: f64) -> Self {
        let mut lanes = Self::splat(padding);
        lanes.0.iter_mut().zip(bands).for_each(|(lane, band)| *lane = band);
        lanes
    }

    /// Each value by itself.
    #[must_use]
    pub fn map(&self, f: impl Fn(f64) -> f64) -> Self {
        Self(std::array::from_fn(|i| f(self.0[i])))
    }

    /// X, Y, Z of a reflectance under a light, as [`Reflectance::xyz_under`].
    pub fn xyz_under(&self, light: Illuminant) -> [f64; 3] {
        weights(light).each_ref().map(|w| dot(&self.0, &w.0))
    }

    /// X, Y, Z of the product of two spectra under D65.
    pub(super) fn product_xyz(&self, other: &Self) -> [f64; 3] {
        let product = Self(std::array::from_fn(|i| self.0[i] * other.0[i]));
        product.xyz_under(Illuminant::D65)
    }
}

impl From<&Reflectance> for Lanes {
    fn from(reflectance: &Reflectance) -> Self {
        Self::from_bands(reflectance.0, 0.5)
    }
}

impl From<&Lanes> for Reflectance {
    fn from(lanes: &Lanes) -> Self {
        Self(std::array::from_fn(|band| lanes.0[band]))
    }
}

/// Eight running sums, so that the order of the additions is fixed and allows vector instructions.
#[inline]
fn dot(a: &[f64; LANES], b: &[f64; LANES]) -> f64 {
    let mut sums = [0.0; 8];
    for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        for (sum, (a, b)) in sums.iter_mut().zip(a.iter().zip(b)) {
            *sum += a * b;
        }
    }
    let [a, b, c, d, e, f, g, h] = sums;
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}

fn weights(light: Illuminant) -> &'static [Lanes; 3] {
    static WEIGHTS: LazyLock<[[Lanes; 3]; 5]> = LazyLock::new(|| {
        Illuminant::ALL.map(|light| {
            std::array::from_fn(|c| Lanes::from_bands(light.weights().map(|weight| weight[c]), 0.0))
        })
    });
    let [d65, d50, a, fl11, led_b3] = &*WEIGHTS;
    match light {
        Illuminant::D65 => d65,
        Illuminant::D50 => d50,
        Illuminant::A => a,
        Illuminant::Fl11 => fl11,
        Illuminant::LedB3 => led_b3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_colour_as_the_plain_spectrum() {
        let reflectance = Reflectance(std::array::from_fn(|i| 0.1 + 0.02 * i as f64));
        for light in Illuminant::ALL {
            let lanes = Lanes::from(&reflectance).xyz_under(light);
            for (a, b) in lanes.into_iter().zip(reflectance.xyz_under(light)) {
                assert!((a - b).abs() < 1e-14, "{light:?}");
            }
        }
    }
}
