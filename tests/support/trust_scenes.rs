//! Honest phone photos, and the same spoiled in each way.

#![allow(dead_code, clippy::allow_attributes, reason = "each test uses its part")]

use scalp_shade::color::Reflectance;
use scalp_shade::render::{
    CameraSpec, CardSpec, HairColor, HairPattern, LightSpec, ScarSpec, SceneSpec, SpotSpec, paler,
};

use crate::dice::Dice;
use crate::origins::skin_in_turn;

/// An honest phone photo: skin of every origin in turn, every hair, 12 to 40 px/mm, a moderate change of light, a
/// little shine, with and without card, sharpened or not.
pub(crate) fn good(seed: u64, skins: &[(String, Reflectance)]) -> SceneSpec {
    let mut dice = Dice::of_state(seed.wrapping_mul(0x5851_F42D_4C95_7F2D) ^ 0x7A11);
    dice.unit();
    let (_, skin) = skin_in_turn(seed, skins, &mut dice);
    let hair = HairColor::ALL[dice.pick(4) as usize];
    let scar = paler(skin, dice.from(0.3, 1.2));
    let mut spec = SceneSpec::new(seed, *skin, scar, hair.reflectance());
    (spec.width, spec.height) = (800, 640);
    spec.px_per_mm = dice.from(12f64.ln(), 40f64.ln()).exp();
    let across_mm = f64::from(spec.width) / spec.px_per_mm;
    spec.skin.mottling_sd = dice.from(1.0, 2.0);
    spec.skin.relief_sd = dice.from(0.008, 0.02);
    spec.hair.width_mm = dice.from(0.06, 0.1);
    spec.hair.form = if dice.unit() < 0.35 {
        HairPattern::Dots
    } else {
        HairPattern::Strokes { length_mm: dice.from(1.0, 3.0) }
    };
    spec.hair.cover = dice.from(0.03, 0.35);
    spec.hair.overhang = dice.unit() < 0.5;
    let strip =
        ScarSpec::Strip { length_mm: 0.6 * across_mm, width_mm: dice.from(2.0, 4.0).min(0.2 * across_mm) };
    let grafts = ScarSpec::Grafts { count: 5 + dice.pick(10), diameter_mm: dice.from(0.9, 1.4) };
    spec.scars = if dice.unit() < 0.5 { vec![strip] } else { vec![strip, grafts] };
    spec.light = LightSpec {
        gradient: dice.from(0.05, 0.4),
        glare_share: dice.from(0.0, 0.04),
        glare_peak: dice.from(0.2, 0.8),
    };
    spec.spots = SpotSpec { moles: dice.pick(3), redness: dice.pick(3), wet: dice.pick(2) };
    let warmth = dice.from(-0.06, 0.06);
    spec.camera = CameraSpec {
        blur_px: dice.from(0.6, 1.2),
        sharpening: if dice.unit() < 0.5 { 0.0 } else { dice.from(0.1, 0.5) },
        shot_noise: dice.from(0.005, 0.02),
        exposure: dice.from(0.8, 1.1),
        cast: [1.0 + warmth, 1.0, 1.0 - warmth * dice.from(0.5, 1.5)],
        jpeg_quality: if dice.unit() < 0.5 { 92 } else { 85 },
        ..CameraSpec::default()
    };
    if across_mm > 34.0 && dice.unit() < 0.6 {
        spec.card = Some(CardSpec { l_star: 50.0, size_mm: 9.0 });
    }
    spec
}
