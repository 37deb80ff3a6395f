//! The ideal picture: skin, scars and hair in linear light, before any light, shine, blur or noise.

use rayon::prelude::*;

use crate::region::Scar;

use super::camera::blur;
use super::coverage::HairMap;
use super::field::{Field, stream};
use super::follicles::{Hair, grow};
use super::outline::ScarMap;
use super::relief::ridges;
use super::ring::surround;
use super::stubble::darken_around_hairs;
use super::tint::{Light, Tint, blend, light_of};
use super::truth::TruthParts;
use super::{SceneError, SceneSpec, TrueTones};
use crate::photo::number::single;

/// Mottling of a scar as a share of that of bare skin: it holds less melanin and fewer vessels.
const SCAR_MOTTLING: f64 = 0.6;

/// A painted scene, in linear sRGB with the white of the picture at 1.
#[derive(Debug)]
pub struct Canvas {
    pub(crate) px_per_mm: f64,
    /// Skin of each pixel, mottled, scars included, hair left out.
    pub(crate) skin: Vec<Light>,
    pub(crate) hair: HairMap,
    pub(crate) hairs: Vec<Hair>,
    pub(crate) hair_light: Light,
    pub(crate) scars: ScarMap,
}

/// Paints skin, scars and hair of a scene.
///
/// # Errors
/// [`SceneError::OutOfRange`] when the scene asks for something outside its ranges.
pub fn paint_scene(spec: &SceneSpec) -> Result<Canvas, SceneError> {
    spec.check()?;
    let scars = ScarMap::new(spec);
    let (hair, hairs) = grow(spec, &scars);
    let skin = paint_skin(spec, &scars);
    let hair_light = light_of(&spec.hair.reflectance);
    let mut canvas = Canvas { px_per_mm: spec.px_per_mm, skin, hair, hairs, hair_light, scars };
    mark_stitches(spec, &mut canvas);
    darken_around_hairs(spec, &mut canvas);
    Ok(canvas)
}

impl Canvas {
    /// Pixels across and down.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.scars.width, self.scars.height)
    }

    /// Linear sRGB of a pixel, counted row by row from the top left: its skin and hair by area.
    ///
    /// # Panics
    /// When there is no such pixel.
    #[must_use]
    pub fn pixel(&self, index: usize) -> [f32; 3] {
        let cover = self.hair.cover(index);
        if cover == 0.0 {
            return self.skin[index];
        }
        blend(self.skin[index], self.hair_light.map(|c| c * self.hair.gain(index)), cover)
    }

    /// Share of a pixel that hair hides, 0..=1.
    ///
    /// # Panics
    /// When there is no such pixel.
    #[must_use]
    pub fn cover(&self, index: usize) -> f32 {
        self.hair.cover(index)
    }

    /// The outlines of the scars.
    #[must_use]
    pub fn scars(&self) -> &[Scar] {
        &self.scars.scars
    }

    /// The surround of the truth: 1 to 11 mm from the nearest scar, row by row.
    #[must_use]
    pub fn surround(&self) -> Vec<bool> {
        surround(&self.scars, self.px_per_mm)
    }

    /// True tones with a surround of one's own (row by row), all light multiplied by `gain` in linear red,
    /// green and blue; and the share of that surround that hair hides.
    #[must_use]
    pub fn tones_within(&self, surround: &[bool], gain: [f64; 3]) -> (TrueTones, f64) {
        let parts = TruthParts::new(self, surround);
        (parts.tones(gain), parts.cover)
    }
}

fn paint_skin(spec: &SceneSpec, scars: &ScarMap) -> Vec<Light> {
    let mm = spec.px_per_mm;
    let size = (spec.width, spec.height);
    let melanin =
        Field::new(&mut stream(spec.seed, 30), size, &[(4.0 * mm, 0.4), (1.2 * mm, 0.35), (0.4 * mm, 0.25)]);
    let blood = Field::new(&mut stream(spec.seed, 31), size, &[(3.0 * mm, 0.6), (0.9 * mm, 0.4)]);
    let bare = Tint::new(&spec.skin.reflectance, spec.skin.mottling_sd);
    let scar = Tint::new(&spec.scar, spec.skin.mottling_sd * SCAR_MOTTLING);
    let old = ScarSkin::new(spec);
    let width = scars.width;
    let mut skin = vec![[0.0; 3]; width * scars.height];
    skin.par_chunks_exact_mut(width).enumerate().for_each(|(y, row)| {
        let mut uneven = [vec![0.0; width], vec![0.0; width], vec![0.0; width], vec![0.0; width]];
        let [more_melanin, more_blood, ridge, patch] = &mut uneven;
        melanin.row(y, more_melanin);
        blood.row(y, more_blood);
        if let Some(old) = &old {
            old.ridges.row(y, ridge);
            old.patches.row(y, patch);
        }
        let shares = scars.share.iter().skip(y * width);
        for (x, (light, share)) in row.iter_mut().zip(shares).enumerate() {
            let (share, m, b) = (*share, more_melanin[x], more_blood[x]);
            *light = bare.at(m, b);
            if share > 0.0 {
                let own = old.as_ref().map_or_else(
                    || scar.at(m, b),
                    |old| old.tone(&scar, *light, [m, b, ridge[x], patch[x], share]),
                );
                *light = blend(*light, own, share);
            }
        }
    });
    let floor = single(1e-5);
    skin.par_iter_mut().for_each(|light| *light = light.map(|c| c.max(floor)));
    skin
}

/// How the skin of a scar varies beyond mottling.
struct ScarSkin {
    texture: f32,
    ridges: Field,
    patches: Field,
}

impl ScarSkin {
    fn new(spec: &SceneSpec) -> Option<Self> {
        let (mm, size, texture) = (spec.px_per_mm, (spec.width, spec.height), spec.look.scar_texture);
        let layers = [(1.6 * mm, 0.6), (0.5 * mm, 0.4)];
        (texture > 0.0).then(|| Self {
            texture: single(texture),
            ridges: ridges(spec),
            patches: Field::new(&mut stream(spec.seed, 32), size, &layers),
        })
    }

    /// Scar skin under the local mottling of melanin and blood, its ridges and patches: a little redder
    /// along the border, and here and there more like the skin beside it.
    fn tone(&self, scar: &Tint, bare: Light, [m, b, ridge, patch, share]: [f32; 5]) -> Light {
        let own =
            scar.at(m + 0.6 * self.texture * ridge, b + self.texture * (3.0 * (1.0 - share) - 0.8 * ridge));
        blend(own, bare, self.texture * (0.16 + 0.13 * patch).clamp(0.0, 0.5))
    }
}

/// Pales the skin along the lines where stitches were.
fn mark_stitches(spec: &SceneSpec, canvas: &mut Canvas) {
    if spec.look.stitches <= 0.0 {
        return;
    }
    let (width, height) = canvas.size();
    let mut map = HairMap::new(width, height);
    for [from, to] in &canvas.scars.stitches {
        map.paint(*from, *to, 0.2 * spec.px_per_mm, 1.0);
    }
    let mut marks: Vec<Light> = (0..width * height).map(|i| [map.cover(i), 0.0, 0.0]).collect();
    blur(&mut marks, width, 0.14 * spec.px_per_mm);
    let (pale, strength) = (light_of(&spec.scar), single(0.9 * spec.look.stitches));
    for ((skin, mark), share) in canvas.skin.iter_mut().zip(&marks).zip(&canvas.scars.share) {
        if mark[0] > 0.0 {
            *skin = blend(*skin, pale, strength * mark[0] * (1.0 - share));
        }
    }
}
