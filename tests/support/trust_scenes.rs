//! Honest phone photos, and the same spoiled in each way.

#![allow(dead_code, clippy::allow_attributes, reason = "each test uses its part")]

use scalp_shade::color::{BANDS, Reflectance};
use scalp_shade::render::{
    CameraSpec, CardSpec, HairColor, HairPattern, LightSpec, ScarSpec, SceneSpec, SpotSpec, paler,
};

/// Small, seeded, and no concern of what is tested.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x5851_F42D_4C95_7F2D) ^ 0x7A11);
        dice.unit();
        dice
    }

    pub(crate) fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    pub(crate) fn below(&mut self, count: u32) -> u32 {
        (0..count).rev().find(|&i| self.unit() < 1.0 / f64::from(i + 1)).unwrap_or(0)
    }
}

pub(crate) struct Skin {
    pub(crate) origin: String,
    pub(crate) reflectance: Reflectance,
}

/// The measured spectra of all origins.
pub(crate) fn skins() -> Vec<Skin> {
    let rows = include_str!("../data/issa_sample.csv").lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|row| {
        let fields: Vec<&str> = row.split(',').collect();
        let mut bands = [0.0; BANDS];
        for (band, field) in bands.iter_mut().zip(fields.iter().skip(2)) {
            *band = field.parse().expect("a number in the archive");
        }
        Skin { origin: fields[0].to_owned(), reflectance: Reflectance(bands) }
    })
    .collect()
}

/// An honest phone photo: skin of every origin in turn, every hair, 12 to 40 px/mm, a moderate change of light, a
/// little shine, with and without card, sharpened or not.
pub(crate) fn good(seed: u64, skins: &[Skin]) -> SceneSpec {
    let mut dice = Dice::new(seed);
    let mut origins: Vec<&str> = skins.iter().map(|skin| skin.origin.as_str()).collect();
    origins.sort_unstable();
    origins.dedup();
    let origin = origins[usize::try_from(seed % origins.len() as u64).expect("small")];
    let of_origin: Vec<&Skin> = skins.iter().filter(|skin| skin.origin == origin).collect();
    let skin = of_origin[dice.below(u32::try_from(of_origin.len()).expect("hundreds")) as usize];
    let hair = HairColor::ALL[dice.below(4) as usize];
    let scar = paler(&skin.reflectance, dice.between(0.3, 1.2));
    let mut spec = SceneSpec::new(seed, skin.reflectance, scar, hair.reflectance());
    (spec.width, spec.height) = (800, 640);
    spec.px_per_mm = dice.between(12f64.ln(), 40f64.ln()).exp();
    let across_mm = f64::from(spec.width) / spec.px_per_mm;
    spec.skin.mottling_sd = dice.between(1.0, 2.0);
    spec.skin.relief_sd = dice.between(0.008, 0.02);
    spec.hair.width_mm = dice.between(0.06, 0.1);
    spec.hair.form = if dice.unit() < 0.35 {
        HairPattern::Dots
    } else {
        HairPattern::Strokes { length_mm: dice.between(1.0, 3.0) }
    };
    spec.hair.cover = dice.between(0.03, 0.35);
    spec.hair.overhang = dice.unit() < 0.5;
    let strip =
        ScarSpec::Strip { length_mm: 0.6 * across_mm, width_mm: dice.between(2.0, 4.0).min(0.2 * across_mm) };
    let grafts = ScarSpec::Grafts { count: 5 + dice.below(10), diameter_mm: dice.between(0.9, 1.4) };
    spec.scars = if dice.unit() < 0.5 { vec![strip] } else { vec![strip, grafts] };
    spec.light = LightSpec {
        gradient: dice.between(0.05, 0.4),
        glare_share: dice.between(0.0, 0.04),
        glare_peak: dice.between(0.2, 0.8),
    };
    spec.spots = SpotSpec { moles: dice.below(3), redness: dice.below(3), wet: dice.below(2) };
    let warmth = dice.between(-0.06, 0.06);
    spec.camera = CameraSpec {
        blur_px: dice.between(0.6, 1.2),
        sharpening: if dice.unit() < 0.5 { 0.0 } else { dice.between(0.1, 0.5) },
        shot_noise: dice.between(0.005, 0.02),
        exposure: dice.between(0.8, 1.1),
        cast: [1.0 + warmth, 1.0, 1.0 - warmth * dice.between(0.5, 1.5)],
        jpeg_quality: if dice.unit() < 0.5 { 92 } else { 85 },
        ..CameraSpec::default()
    };
    if across_mm > 34.0 && dice.unit() < 0.6 {
        spec.card = Some(CardSpec { l_star: 50.0, size_mm: 9.0 });
    }
    spec
}
