//! Colour of bare skin with its derivatives, for the inversion.

use super::elementary::exp;
use super::film::decay;
use super::lanes::Lanes;
use super::skin::{EPIDERMIS_CM, SkinParameters, chromophores, surface};
use super::{LANES, defaults};
use crate::color::Illuminant;

/// Number of parameters: melanin, blood, scattering power, scattering amplitude, baseline.
pub(super) const PARAMETERS: usize = 5;

/// X, Y, Z under D65 and, for each parameter, how they change with its logarithm.
pub(super) struct ColorGradient {
    pub(super) xyz: [f64; 3],
    pub(super) by_log: [[f64; 3]; PARAMETERS],
}

/// Reflectance and its derivatives by the three coefficients, per band.
struct Band {
    seen: f64,
    by_epidermis_absorption: f64,
    by_dermis_absorption: f64,
    by_scattering: f64,
}

impl SkinParameters {
    /// Colour with derivatives by the logarithms of the parameters, about three times the work of the colour.
    pub(super) fn color_gradient(&self) -> ColorGradient {
        let layers = self.layers();
        let chromophores = chromophores();
        let mut seen = Lanes::splat(0.0);
        let mut by_log = [Lanes::splat(0.0); PARAMETERS];
        for i in 0..LANES {
            let s = layers.scattering.0[i];
            let band = Band::new(layers.epidermis_absorption.0[i], layers.dermis_absorption.0[i], s);
            let bloodless = self.baseline_scale * chromophores.baseline.0[i];
            seen.0[i] = band.seen;
            by_log[0].0[i] = band.by_epidermis_absorption
                * (2.0 * self.melanin_fraction * (chromophores.melanosome.0[i] - bloodless));
            by_log[1].0[i] = band.by_dermis_absorption
                * (2.0 * self.blood_fraction * (chromophores.blood.0[i] - bloodless));
            by_log[2].0[i] =
                -band.by_scattering * s * self.scattering_power * chromophores.log_wavelength.0[i];
            by_log[3].0[i] = band.by_scattering * s;
            by_log[4].0[i] = 2.0
                * bloodless
                * (band.by_epidermis_absorption * (1.0 - self.melanin_fraction)
                    + band.by_dermis_absorption * (1.0 - self.blood_fraction));
        }
        let xyz = |lanes: &Lanes| lanes.xyz_under(Illuminant::D65);
        ColorGradient { xyz: xyz(&seen), by_log: by_log.each_ref().map(xyz) }
    }
}

impl Band {
    /// An epidermis over an infinite dermis that scatters alike, through the surface.
    #[inline]
    fn new(epidermis: f64, dermis: f64, s: f64) -> Self {
        const K2: f64 = defaults::SURFACE_INTERNAL_REFLECTANCE;
        // The dermis, g = s / w, and its derivatives.
        let (dermis, dermis_decay) = decay(dermis, s);
        let w = dermis + s + dermis_decay;
        let g = s / w;
        let g_by_k = -g / dermis_decay;
        let g_by_s = (1.0 - g * (1.0 + dermis / dermis_decay)) / w;
        // The film over it, up / down, with the derivatives of its parts.
        let (k, beta) = decay(epidermis, s);
        let twice = exp(-2.0 * EPIDERMIS_CM * beta);
        let (less, more) = (1.0 - twice, beta * (1.0 + twice));
        let (beta_by_k, beta_by_s) = ((k + s) / beta, k / beta);
        let less_by_beta = 2.0 * EPIDERMIS_CM * twice;
        let more_by_beta = 1.0 + twice - beta * less_by_beta;
        let (up_of_less, down_of_less) = (s - (k + s) * g, k + s - s * g);
        let (up, down) = (less * up_of_less + more * g, less * down_of_less + more);
        let inside = up / down;
        let up_by_beta = less_by_beta * up_of_less + more_by_beta * g;
        let down_by_beta = less_by_beta * down_of_less + more_by_beta;
        let up_by_g = more - less * (k + s);
        let down_by_g = -less * s;
        let outside = (1.0 - K2) / ((1.0 - K2 * inside) * (1.0 - K2 * inside) * down);
        let derivative = |up: f64, down: f64| outside * (up - inside * down);
        Self {
            seen: surface(inside),
            by_epidermis_absorption: derivative(
                up_by_beta * beta_by_k - less * g,
                down_by_beta * beta_by_k + less,
            ),
            by_dermis_absorption: derivative(up_by_g * g_by_k, down_by_g * g_by_k),
            by_scattering: derivative(
                up_by_beta * beta_by_s + less * (1.0 - g) + up_by_g * g_by_s,
                down_by_beta * beta_by_s + less * (1.0 - g) + down_by_g * g_by_s,
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivatives_are_those_of_the_colour() {
        let logs = [0.04_f64, 0.01, 1.3, 40.0, 0.8].map(f64::ln);
        let at = |logs: [f64; PARAMETERS]| SkinParameters::from_logarithms(&logs).color_gradient();
        let found = at(logs);
        let plain = SkinParameters::from_logarithms(&logs).reflectance().xyz();
        assert!((found.xyz[0] - plain.x).abs() < 1e-12 && (found.xyz[2] - plain.z).abs() < 1e-12);
        for parameter in 0..PARAMETERS {
            let shifted = |by: f64| {
                let mut logs = logs;
                logs[parameter] += by;
                at(logs).xyz
            };
            let (up, down) = (shifted(1e-5), shifted(-1e-5));
            for c in 0..3 {
                let slope = (up[c] - down[c]) / 2e-5;
                assert!((slope - found.by_log[parameter][c]).abs() < 1e-9, "{parameter} {c}: {slope}");
            }
        }
    }
}
