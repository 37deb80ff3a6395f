//! Spectra of hair, and how skin changes with melanin and blood.

use std::sync::LazyLock;

use crate::color::{BANDS, Reflectance, WAVELENGTHS_NM, spectral_table};

/// The four hair colours of the rendered pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HairColor {
    /// L* about 20.
    Black,
    /// L* about 31.
    Brown,
    /// L* about 54.
    Blond,
    /// L* about 65.
    Grey,
}

impl HairColor {
    /// All of them, dark to light.
    pub const ALL: [Self; 4] = [Self::Black, Self::Brown, Self::Blond, Self::Grey];

    /// `r0 + r1·u^p` with `u = (λ − 400)/300`: assumed curves, shaped after uncalibrated photos.
    #[must_use]
    pub fn reflectance(self) -> Reflectance {
        let (r0, r1, p) = match self {
            Self::Black => (0.025, 0.02, 2.0),
            Self::Brown => (0.035, 0.10, 2.0),
            Self::Blond => (0.10, 0.28, 1.3),
            Self::Grey => (0.32, 0.05, 1.0),
        };
        Reflectance(WAVELENGTHS_NM.map(|nm| r0 + r1 * ((nm - 400.0) / 300.0_f64).powf(p)))
    }
}

/// Skin with less melanin and blood, as in a scar: `strength` 0 leaves it, 1 takes about as much as a
/// white scar lacks.
#[must_use]
pub fn paler(skin: &Reflectance, strength: f64) -> Reflectance {
    // Half-way to a bright, nearly neutral tissue in optical density, so that dark skin pales more; a few
    // vessels stay.
    let mut out = [0.0; BANDS];
    for ((to, from), nm) in out.iter_mut().zip(skin.0).zip(WAVELENGTHS_NM) {
        let tissue = 0.52 + 0.16 * (nm - 400.0) / 300.0;
        let share = (0.55 * strength).clamp(0.0, 1.0);
        *to = from.max(1e-3).powf(1.0 - share) * tissue.powf(share);
    }
    changed(&Reflectance(out), 0.0, 0.10 * strength.max(0.0))
}

/// Skin with `melanin` and `blood` more than it has, in units of optical density at 550 nm (natural
/// logarithm): the modified Beer-Lambert law, enough for small changes.
#[must_use]
pub fn changed(skin: &Reflectance, melanin: f64, blood: f64) -> Reflectance {
    let mut out = [0.0; BANDS];
    for (to, (from, (m, b))) in out.iter_mut().zip(skin.0.iter().zip(MELANIN.iter().zip(BLOOD.iter()))) {
        *to = (from * (-(melanin * m + blood * b)).exp()).clamp(0.0, 1.0);
    }
    Reflectance(out)
}

/// Melanosomes absorb as λ^-3.33 (Jacques 1998); 1 at 550 nm.
static MELANIN: LazyLock<[f64; BANDS]> =
    LazyLock::new(|| WAVELENGTHS_NM.map(|nm| (nm / 550.0_f64).powf(-3.33)));

/// Square root of the absorption of blood at 75 % saturation, 1 at 550 nm. The root stands for light
/// going less deep where blood absorbs much.
static BLOOD: LazyLock<[f64; BANDS]> = LazyLock::new(|| {
    let table = spectral_table::read::<2>(include_str!("../../assets/haemoglobin.csv"))
        .expect("the table is part of the program and is read in a test");
    let extinction = table.map(|[oxygenated, reduced]| 0.75 * oxygenated + 0.25 * reduced);
    let at_550 = extinction.get(15).copied().unwrap_or(1.0);
    extinction.map(|e| (e / at_550).sqrt())
});

#[cfg(test)]
mod tests {
    use super::*;

    fn skin() -> Reflectance {
        Reflectance(WAVELENGTHS_NM.map(|nm| 0.2 + 0.35 * (nm - 400.0) / 300.0))
    }

    #[test]
    fn hair_has_the_lightness_of_photos() {
        for (color, l) in HairColor::ALL.into_iter().zip([20.4, 31.0, 54.2, 65.4]) {
            let got = color.reflectance().lab().l;
            assert!((got - l).abs() < 1.5, "{color:?}: {got}");
        }
    }

    #[test]
    fn melanin_darkens_and_blood_reddens() {
        let (plain, tanned, flushed) =
            (skin().lab(), changed(&skin(), 0.1, 0.0).lab(), changed(&skin(), 0.0, 0.1).lab());
        assert!(tanned.l < plain.l - 1.0 && (tanned.a - plain.a).abs() < 3.0, "{plain:?} {tanned:?}");
        assert!(flushed.a > plain.a + 1.0, "{plain:?} {flushed:?}");
        assert!(paler(&skin(), 1.0).lab().l > plain.l + 3.0);
        assert_eq!(paler(&skin(), 0.0).lab().l, plain.l);
    }
}
