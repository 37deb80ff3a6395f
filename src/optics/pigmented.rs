//! Skin with pigment in it.

use super::colourant::spectra;
use super::film::{Film, decay, infinite};
use super::lanes::Lanes;
use super::{Concentrations, LANES, Tissue, defaults, elementary::exp};
use crate::color::{Illuminant, Reflectance};

/// What colourants add to the coefficients of the pigmented layer, 1/cm.
///
/// Linear in the concentrations: the column of a mix is the sum of the columns of its parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PigmentColumn {
    /// Added to K.
    pub absorption: Lanes,
    /// Added to S.
    pub scattering: Lanes,
}

impl PigmentColumn {
    /// No pigment.
    pub const NONE: Self = Self { absorption: Lanes::splat(0.0), scattering: Lanes::splat(0.0) };

    /// Of concentrations in tissue, mg/cm³.
    pub fn of(tissue: &Concentrations) -> Self {
        let mut column = Self::NONE;
        for (amount, unit) in tissue.0.into_iter().zip(spectra()) {
            if amount != 0.0 {
                add(&mut column.absorption, &unit.absorption, amount);
                add(&mut column.scattering, &unit.scattering, amount);
            }
        }
        column
    }

    /// Adds `factor` times another column.
    #[inline]
    pub fn add_scaled(&mut self, other: &Self, factor: f64) {
        add(&mut self.absorption, &other.absorption, factor);
        add(&mut self.scattering, &other.scattering, factor);
    }
}

#[inline]
fn add(sum: &mut Lanes, lanes: &Lanes, factor: f64) {
    for (sum, lane) in sum.0.iter_mut().zip(lanes.0) {
        *sum += factor * lane;
    }
}

/// Skin with a pigmented layer under a clear one; everything that does not depend on the pigment is ready.
///
/// Epidermis and clear dermis make one film, and with the surface the light seen is a ratio of linear functions
/// of what comes up from the pigmented layer, which rests on the dermis.
#[derive(Debug, Clone)]
pub struct PigmentedSkin {
    absorption: Lanes,
    scattering: Lanes,
    /// Reflectance of the dermis below.
    ground: Lanes,
    /// Seen is `(m0 + m1 r) / (m2 + m3 r)` for what the pigmented layer gives back, `r`.
    seen: [Lanes; 4],
    layer_cm: f64,
}

impl PigmentedSkin {
    /// Skin with the pigment between `clear_depth_mm` and `clear_depth_mm + layer_mm` below the epidermis.
    ///
    /// The depth is the one of the day: see [`effective_clear_depth_mm`](super::effective_clear_depth_mm).
    pub fn new(tissue: &Tissue, clear_depth_mm: f64, layer_mm: f64) -> Self {
        Self::under_epidermis(tissue, defaults::EPIDERMIS_MM, clear_depth_mm, layer_mm)
    }

    /// The same under an epidermis of another thickness (0.06 to 0.1 mm in textbooks) with as much melanin in
    /// all: for asking what the assumed thickness is worth.
    pub fn under_epidermis(tissue: &Tissue, epidermis_mm: f64, clear_depth_mm: f64, layer_mm: f64) -> Self {
        const K2: f64 = defaults::SURFACE_INTERNAL_REFLECTANCE;
        let layers = tissue.parameters().layers();
        let (epidermis_cm, denser) = (epidermis_mm / 10.0, defaults::EPIDERMIS_MM / epidermis_mm);
        let mut seen = [Lanes::splat(0.0); 4];
        let mut ground = Lanes::splat(0.0);
        for i in 0..LANES {
            let (k, s) = (layers.dermis_absorption.0[i], layers.scattering.0[i]);
            let epidermis = Film::new(denser * layers.epidermis_absorption.0[i], s, epidermis_cm);
            let (front, through, back) = epidermis.on(Film::new(k, s, clear_depth_mm / 10.0));
            let rest = through * through - front * back;
            seen[0].0[i] = (1.0 - K2) * front;
            seen[1].0[i] = (1.0 - K2) * rest;
            seen[2].0[i] = 1.0 - K2 * front;
            seen[3].0[i] = -back - K2 * rest;
            ground.0[i] = infinite(k, s);
        }
        Self {
            absorption: layers.dermis_absorption,
            scattering: layers.scattering,
            ground,
            seen,
            layer_cm: layer_mm / 10.0,
        }
    }

    /// Reflectance of a mark with these concentrations in its tissue, mg/cm³, without `q`.
    pub fn mark(&self, tissue: &Concentrations) -> Reflectance {
        Reflectance::from(&self.mark_bands(&PigmentColumn::of(tissue)))
    }

    /// X, Y, Z of a mark under D65, without `q`: give them to [`Tissue::color_of_xyz`].
    pub fn mark_xyz(&self, tissue: &Concentrations) -> [f64; 3] {
        self.mark_bands(&PigmentColumn::of(tissue)).xyz_under(Illuminant::D65)
    }

    /// Reflectance of a mark whose tissue holds a column of pigment, in lanes, without `q`.
    #[inline]
    pub fn mark_bands(&self, pigment: &PigmentColumn) -> Lanes {
        let [m0, m1, m2, m3] = &self.seen;
        let mut mark = Lanes::splat(0.0);
        for i in 0..LANES {
            let s = self.scattering.0[i] + pigment.scattering.0[i];
            let (k, decay) = decay(self.absorption.0[i] + pigment.absorption.0[i], s);
            let twice = exp(-2.0 * self.layer_cm * decay);
            let ground = self.ground.0[i];
            // The pigmented film over its ground is up / down.
            let (less, more) = (1.0 - twice, decay * (1.0 + twice));
            let up = less * (s - (k + s) * ground) + more * ground;
            let down = less * (k + s - s * ground) + more;
            mark.0[i] = (m0.0[i] * down + m1.0[i] * up) / (m2.0[i] * down + m3.0[i] * up);
        }
        mark
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Colourant, Deposit};
    use super::*;
    use crate::color::Lab;

    /// The layers one after the other, as the specification lists them.
    fn layer_by_layer(tissue: &Tissue, clear_mm: f64, layer_mm: f64, added: &PigmentColumn) -> Reflectance {
        let layers = tissue.parameters().layers();
        Reflectance(std::array::from_fn(|i| {
            let (k, s) = (layers.dermis_absorption.0[i], layers.scattering.0[i]);
            let pigmented = Film::new(k + added.absorption.0[i], s + added.scattering.0[i], layer_mm / 10.0);
            let clear = Film::new(k, s, clear_mm / 10.0);
            let epidermis = Film::new(layers.epidermis_absorption.0[i], s, 0.008);
            let inside = epidermis.over(clear.over(pigmented.over(infinite(k, s))));
            0.48 * inside / (1.0 - 0.52 * inside)
        }))
    }

    #[test]
    fn folding_the_layers_changes_nothing() {
        let tissue = Tissue::from_lab(Lab::new(64.0, 11.5, 16.5));
        let cup = Concentrations::single(Colourant::CarbonBlack, 40.0).with(Colourant::TitaniumDioxide, 90.0);
        for (clear, layer, days) in [(0.04, 0.2, 28.0), (0.0, 0.35, 0.0), (0.3, 0.0, 400.0), (0.3, 0.01, 9e3)]
        {
            let amounts = Deposit { deposit: 0.08, hold: 0.6, days }.tissue(&cup);
            let folded = PigmentedSkin::new(&tissue, clear, layer).mark(&amounts);
            let plain = layer_by_layer(&tissue, clear, layer, &PigmentColumn::of(&amounts));
            for (a, b) in folded.0.into_iter().zip(plain.0) {
                assert!((a - b).abs() < 1e-12, "{a} {b}");
            }
        }
    }

    #[test]
    fn columns_add_up_like_concentrations() {
        let (a, b) = (
            Concentrations::single(Colourant::OrganicRed, 2.0),
            Concentrations::single(Colourant::CarbonBlack, 1.0),
        );
        let mut sum = PigmentColumn::of(&a);
        sum.add_scaled(&PigmentColumn::of(&b), 3.0);
        let direct = PigmentColumn::of(&a.plus(&b.scaled(3.0)));
        for i in 0..LANES {
            assert!((sum.absorption.0[i] - direct.absorption.0[i]).abs() < 1e-10);
            assert!((sum.scattering.0[i] - direct.scattering.0[i]).abs() < 1e-10);
        }
    }
}
