//! A case on disk: the photo and, beside it, where to click and what is true.

use std::fs;
use std::path::{Path, PathBuf};

use rand::RngExt as _;
use serde::{Deserialize, Serialize};

use crate::calibrate::GreyPick;
use crate::color::{BANDS, Reflectance};
use crate::disk::write_whole;
use crate::photo::PixelPos;
use crate::region::Regions;

use super::field::stream;
use super::{
    CameraSpec, CardSpec, HairColor, HairPattern, LightSpec, LookSpec, ScarSpec, SceneError, SceneSpec,
    SceneTruth, SpotSpec, paler, render_scene,
};

/// Name of the photo in a case's folder.
pub const PHOTO_NAME: &str = "photo.jpg";
/// Name of the file beside it, a [`CaseFile`] in RON.
pub const CASE_NAME: &str = "case.ron";
/// Seed of the case that comes with the program.
pub const BUNDLED_SEED: u64 = 5;

/// What is known about a rendered photo, as it is written to `case.ron`. Positions are in pixels of the
/// photo, from its top left corner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseFile {
    /// Seed it was rendered from.
    pub seed: u64,
    /// Name of the photo in the same folder.
    pub photo: String,
    /// Pixels on a millimetre.
    pub px_per_mm: f64,
    /// Two places on the scale in the picture.
    pub ruler: Option<RulerClicks>,
    /// Where to click the grey card.
    pub grey: Option<GreyPick>,
    /// The scars as a technician would outline them, and card and scale as exclusions.
    pub regions: Regions,
    /// What a perfect measurement reads.
    pub truth: SceneTruth,
}

/// Two places on a scale.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RulerClicks {
    /// The first.
    pub from: PixelPos,
    /// The second.
    pub to: PixelPos,
    /// Distance between them, mm.
    pub millimetres: f64,
}

/// The scene of a case: another head, scar and light for each seed.
#[must_use]
pub fn case_spec(seed: u64) -> SceneSpec {
    let mut rng = stream(seed, 60);
    let skins = skin_spectra();
    let fair = Reflectance([0.4; BANDS]);
    let skin = skins.get(rng.random_range(0..skins.len().max(1))).copied().unwrap_or(fair);
    let hair = [HairColor::Black, HairColor::Black, HairColor::Brown, HairColor::Grey];
    let hair = hair[rng.random_range(0..hair.len())].reflectance();
    let mut spec = SceneSpec::new(seed, skin, paler(&skin, rng.random_range(0.6..0.95)), hair);
    (spec.width, spec.height, spec.px_per_mm) = (2400, 1600, 26.0);
    spec.skin.mottling_sd = 1.3;
    spec.hair.width_mm = rng.random_range(0.078..0.092);
    spec.hair.form = HairPattern::Strokes { length_mm: rng.random_range(0.6..1.0) };
    spec.hair.cover = rng.random_range(0.07..0.13);
    spec.hair.overhang = true;
    let (length_mm, width_mm) = (rng.random_range(45.0..62.0), rng.random_range(2.5..4.5));
    spec.scars = vec![
        ScarSpec::Strip { length_mm, width_mm },
        ScarSpec::Grafts { count: rng.random_range(8..16), diameter_mm: 1.0 },
    ];
    spec.scar_border_mm = 0.35;
    spec.light = LightSpec { gradient: rng.random_range(0.32..0.45), glare_share: 0.002, glare_peak: 0.3 };
    spec.spots = SpotSpec { moles: 2, redness: 3, wet: 0 };
    spec.camera = CameraSpec { sharpening: 0.2, ..CameraSpec::default() };
    spec.skin.relief_sd = 0.022;
    spec.look = LookSpec {
        hair_unevenness: rng.random_range(0.8..1.0),
        whorl: Some([rng.random_range(0.2..0.8), rng.random_range(-0.9..-0.4)]),
        hair_shadow: 0.2,
        under_skin: 0.3,
        pores: 0.3,
        scar_texture: 1.0,
        stitches: 0.8,
        sheen: 0.08,
        corner_blur_px: 1.0,
    };
    spec.card = Some(CardSpec { l_star: 50.0, size_mm: 14.0 });
    spec.ruler = true;
    spec
}

/// Renders the case of a seed into a folder, which is made when it is missing: [`PHOTO_NAME`] and
/// [`CASE_NAME`], each written whole or not at all. Returns both paths.
///
/// # Errors
/// [`SceneError::Write`] when the folder or a file cannot be written; otherwise as
/// [`render_scene`].
pub fn write_case(seed: u64, folder: &Path) -> Result<[PathBuf; 2], SceneError> {
    let failed = |path: &Path, error: std::io::Error| SceneError::Write {
        reason: error.to_string(),
        path: path.to_path_buf(),
    };
    fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    let (photo, case) = render_case(seed)?;
    let paths = [folder.join(PHOTO_NAME), folder.join(CASE_NAME)];
    for (path, bytes) in paths.iter().zip([photo.as_slice(), case.as_bytes()]) {
        write_whole(path, bytes).map_err(|error| failed(path, error))?;
    }
    Ok(paths)
}

/// The two files of a case as they are written: the photo's bytes and the text beside it.
///
/// # Errors
/// As [`render_scene`].
pub fn render_case(seed: u64) -> Result<(Vec<u8>, String), SceneError> {
    let scene = render_scene(&case_spec(seed))?;
    let ruler = scene.ruler.map(|([from, to], millimetres)| RulerClicks { from, to, millimetres });
    let case = CaseFile {
        seed,
        photo: PHOTO_NAME.to_owned(),
        px_per_mm: scene.px_per_mm,
        ruler,
        grey: scene.grey,
        regions: scene.regions,
        truth: scene.truth,
    };
    let style = ron::ser::PrettyConfig::new().depth_limit(5).struct_names(false);
    let text =
        ron::ser::to_string_pretty(&case, style).map_err(|error| SceneError::Encode(error.to_string()))?;
    let head = format!(
        "// Made by `scalp-shade render-case --seed {seed}` together with {PHOTO_NAME}: not a photo of a person.\n\
         // Positions are in pixels from the top left corner; tones are CIELAB, D65, 2-degree observer.\n"
    );
    Ok((scene.jpeg, head + &text + "\n"))
}

/// The measured spectra that come with the program, light to dark.
#[must_use]
pub fn skin_spectra() -> Vec<Reflectance> {
    include_str!("../../assets/skin_spectra.csv")
        .lines()
        .skip(2)
        .filter_map(|line| {
            let bands: Vec<f64> =
                line.split(',').skip(2).take(BANDS).filter_map(|v| v.parse().ok()).collect();
            bands.try_into().ok().map(Reflectance)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_spectra_are_read_and_look_as_the_archive_says() {
        let spectra = skin_spectra();
        assert_eq!(spectra.len(), 8);
        let lines = include_str!("../../assets/skin_spectra.csv").lines().skip(2);
        for (spectrum, line) in spectra.iter().zip(lines) {
            let l: f64 = line.split(',').nth(33).unwrap().parse().unwrap();
            assert!((spectrum.lab().l - l).abs() < 0.3, "{line}: {:?}", spectrum.lab());
        }
    }

    #[test]
    fn every_seed_gives_a_scene_in_range() {
        for seed in (0..200).chain([u64::MAX, BUNDLED_SEED]) {
            case_spec(seed).check().unwrap();
        }
    }
}
