//! One photographed scene with everything that is known about it.

use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::calibrate::GreyPick;
use crate::photo::{DecodeLimits, LinearImage, PixelPos, decode_photo};
use crate::region::Regions;

use super::camera::{expose, jpeg};
use super::canvas::{Canvas, paint_scene};
use super::fault::SecondLight;
use super::light::{Glare, Shading};
use super::props::Props;
use super::relief::{Relief, Rows};
use super::spots::add_spots;
use super::tint::Light;
use super::truth::{TruthParts, middle_of};
use super::{SceneSpec, SceneTruth};
use crate::photo::number::single;

/// A rendered photo and its truth.
#[derive(Debug, Clone)]
pub struct Scene {
    /// The photo as a file: JPEG, 4:2:0, sRGB.
    pub jpeg: Vec<u8>,
    /// The same, read back.
    pub image: LinearImage,
    /// Scars as drawn, card and scale as exclusions, the ring as surround.
    pub regions: Regions,
    /// Where to click the grey card, when there is one.
    pub grey: Option<GreyPick>,
    /// Where to click the scale, when there is one, and the distance between the clicks in mm.
    pub ruler: Option<([PixelPos; 2], f64)>,
    /// Pixels on a millimetre.
    pub px_per_mm: f64,
    /// What a perfect measurement reads.
    pub truth: SceneTruth,
}

/// Why a scene was not rendered or not written.
#[derive(Debug, thiserror::Error)]
pub enum SceneError {
    /// A value outside its range.
    #[error("{what} is {got}; choose a value from {least} to {most}")]
    OutOfRange {
        /// Which value, with its unit.
        what: &'static str,
        /// What was asked for.
        got: f64,
        /// Least that is allowed.
        least: f64,
        /// Most that is allowed.
        most: f64,
    },
    /// The picture could not be made into a file or read back.
    #[error("the picture cannot be made into a JPEG: {0}; choose a smaller picture")]
    Encode(String),
    /// A file or folder could not be written.
    #[error("cannot write ({reason}); choose a folder that you may write to: {}", path.display())]
    Write {
        /// What the system says.
        reason: String,
        /// The file or folder.
        path: PathBuf,
    },
}

/// Renders a scene, photographs it and takes its truth.
///
/// The same scene gives the same bytes on any number of threads.
///
/// # Errors
/// [`SceneError::OutOfRange`] for a scene outside its ranges, [`SceneError::Encode`] when no file can be
/// made of it.
pub fn render_scene(spec: &SceneSpec) -> Result<Scene, SceneError> {
    let mut canvas = paint_scene(spec)?;
    let props = Props::new(spec);
    let shading = Shading::new(spec);
    let truth = take_truth(spec, &canvas, &props, &shading);
    let regions =
        Regions { scars: canvas.scars().to_vec(), exclusions: props.outlines(), ..Regions::default() };
    add_spots(spec, &mut canvas);
    let light = illuminate(spec, &canvas, &props, &shading);
    let pixels = expose(spec, light);
    let jpeg = jpeg(&pixels, (spec.width, spec.height), &spec.camera)?;
    let image = read_back(&jpeg)?;
    let (grey, ruler) = (props.grey_pick(), props.ruler_clicks());
    Ok(Scene { jpeg, image, regions, grey, ruler, px_per_mm: spec.px_per_mm, truth })
}

/// Light as it falls on the sensor before the lens blurs it.
fn illuminate(spec: &SceneSpec, canvas: &Canvas, props: &Props, shading: &Shading) -> Vec<Light> {
    let (width, _) = canvas.size();
    let (relief, glare) = (Relief::new(spec, shading), Glare::new(spec));
    let second = SecondLight::new(spec);
    let mut light = vec![[0.0; 3]; canvas.skin.len()];
    light.par_chunks_exact_mut(width).enumerate().for_each(|(y, row)| {
        let mut bumps = vec![(1.0, 0.0); width];
        let mut rows = Rows::new(width);
        let mut shine = vec![0.0; width];
        let mut buffer = vec![0.0; width];
        relief.row(y, canvas, &mut rows, &mut bumps);
        if let Some(glare) = &glare {
            glare.row(y, &mut shine, &mut buffer);
        }
        for (x, pixel) in row.iter_mut().enumerate() {
            let (bump, sheen) = bumps[x];
            let factor = single(shading.at(x as f64 + 0.5, y as f64 + 0.5)) * bump;
            *pixel = canvas.pixel(y * width + x).map(|c| c * factor + shine[x] + sheen);
        }
        props.paint(y, row, |x, y| shading.at(x, y));
        if let Some(second) = &second {
            for (x, pixel) in row.iter_mut().enumerate() {
                let factors = second.at(x as f64 + 0.5, y as f64 + 0.5);
                *pixel = std::array::from_fn(|c| pixel[c] * single(factors[c]));
            }
        }
    });
    light
}

fn take_truth(spec: &SceneSpec, canvas: &Canvas, props: &Props, shading: &Shading) -> SceneTruth {
    let (width, _) = canvas.size();
    let mut surround = canvas.surround();
    for (index, inside) in surround.iter_mut().enumerate() {
        *inside = *inside && !props.covers((index % width) as f64 + 0.5, (index / width) as f64 + 0.5);
    }
    let sampled = |index: usize| surround[index] || canvas.scars.share[index] >= 0.5;
    let mut factors: Vec<f64> = (0..surround.len())
        .filter(|index| sampled(*index))
        .step_by(1 + surround.len() / 40_000)
        .map(|index| shading.at((index % width) as f64 + 0.5, (index / width) as f64 + 0.5))
        .collect();
    let median_light = middle_of(&mut factors).unwrap_or(1.0);
    let range = factors.first().zip(factors.last()).map_or(1.0, |(least, most)| most / least);
    let parts = TruthParts::new(canvas, &surround);
    let mixed = median_tint(spec, width, (0..surround.len()).filter(|index| sampled(*index)));
    let of_camera = spec.camera.exposure * median_light;
    let gain = [0, 1, 2].map(|c: usize| spec.camera.cast[c] * mixed[c] * of_camera);
    let of_hairs = |measure: fn(&super::follicles::Hair) -> f64| {
        middle_of(&mut parts.hairs.iter().map(measure).collect::<Vec<_>>()).map(|px| px / spec.px_per_mm)
    };
    let area_cm2 = parts.pixels as f64 / (spec.px_per_mm * spec.px_per_mm) / 100.0;
    SceneTruth {
        at_card_light: parts.tones([1.0; 3]),
        at_median_light: parts.tones(gain),
        median_light,
        light_at_card: props.card_center().map(|(x, y)| shading.at(x, y)),
        light_gradient_percent: 100.0 * (range - 1.0),
        cover: parts.cover,
        hair_width_mm: of_hairs(super::follicles::Hair::width),
        hair_length_mm: of_hairs(super::follicles::Hair::length),
        hairs: parts.hairs.len(),
        hairs_per_cm2: if area_cm2 > 0.0 { parts.hairs.len() as f64 / area_cm2 } else { 0.0 },
        px_per_mm: spec.px_per_mm,
    }
}

/// Median by channel of what a second light does at these pixels.
fn median_tint(spec: &SceneSpec, width: usize, pixels: impl Iterator<Item = usize>) -> [f64; 3] {
    let Some(second) = SecondLight::new(spec) else { return [1.0; 3] };
    let tints: Vec<[f64; 3]> = pixels
        .step_by(97)
        .map(|index| second.at((index % width) as f64 + 0.5, (index / width) as f64 + 0.5))
        .collect();
    [0, 1, 2]
        .map(|c: usize| middle_of(&mut tints.iter().map(|tint| tint[c]).collect::<Vec<_>>()).unwrap_or(1.0))
}

/// Reads the file back as the program reads any photo.
fn read_back(jpeg: &[u8]) -> Result<LinearImage, SceneError> {
    let photo = decode_photo(jpeg, &DecodeLimits::default())
        .map_err(|error| SceneError::Encode(error.to_string()))?;
    Ok(Arc::unwrap_or_clone(photo.image))
}
