//! Small rendered heads for exercises.

use rand::{Rng, RngExt as _};

use super::TeachError;
use super::picture::Picture;
use crate::color::Reflectance;
use crate::render::{
    CameraSpec, HairColor, HairPattern, LightSpec, LookSpec, ScarSpec, Scene, SceneSpec, changed, paler,
    render_scene, skin_spectra,
};

/// Pixels across and down, and on a millimetre: 40 mm by 26 mm of a head.
const SIZE: (u32, u32) = (720, 468);
const PX_PER_MM: f64 = 18.0;

/// One of the measured skins.
pub(super) fn skin(rng: &mut impl Rng) -> Reflectance {
    let skins = skin_spectra();
    let fair = Reflectance([0.4; crate::color::BANDS]);
    skins.get(rng.random_range(0..skins.len().max(1))).copied().unwrap_or(fair)
}

/// A scar in a skin: paler or darker, redder or less red.
pub(super) fn scar_in(skin: &Reflectance, paleness: f64, melanin: f64, blood: f64) -> Reflectance {
    changed(&paler(skin, paleness), melanin, blood)
}

/// An honest close photo of a strip scar in short hair, in even light, without a card.
pub(super) fn close_photo(rng: &mut impl Rng, skin: Reflectance, scar: Reflectance) -> SceneSpec {
    let hair = [HairColor::Black, HairColor::Brown][rng.random_range(0..2)];
    let mut spec = SceneSpec::new(rng.random(), skin, scar, hair.reflectance());
    (spec.width, spec.height, spec.px_per_mm) = (SIZE.0, SIZE.1, PX_PER_MM);
    spec.skin.mottling_sd = 1.0;
    spec.skin.relief_sd = 0.012;
    spec.hair.width_mm = rng.random_range(0.07..0.09);
    spec.hair.form = HairPattern::Strokes { length_mm: rng.random_range(0.6..1.2) };
    spec.hair.cover = rng.random_range(0.05..0.12);
    spec.scars = vec![ScarSpec::Strip {
        length_mm: rng.random_range(24.0..32.0),
        width_mm: rng.random_range(3.5..5.5),
    }];
    spec.scar_border_mm = 0.3;
    spec.light = LightSpec { gradient: rng.random_range(0.05..0.2), glare_share: 0.002, glare_peak: 0.3 };
    spec.camera = CameraSpec { jpeg_quality: 92, exposure: 1.0, ..CameraSpec::default() };
    spec.look =
        LookSpec { hair_unevenness: 0.8, scar_texture: 0.6, pores: 0.2, under_skin: 0.2, ..spec.look };
    spec
}

/// Renders it; the picture and everything that is known of it.
pub(super) fn photograph(spec: &SceneSpec) -> Result<(Picture, Scene), TeachError> {
    let scene = render_scene(spec)?;
    let picture = Picture::of_scene(scene.clone())?;
    Ok((picture, scene))
}
