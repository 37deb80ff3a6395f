//! One photographed scene with everything that is known about it.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::calibrate::GreyPick;
use crate::photo::{LinearImage, PixelPos};
use crate::region::Regions;

use super::camera::{expose, jpeg};
use super::canvas::{Canvas, paint_scene};
use super::field::{Field, stream};
use super::light::{Glare, Shading};
use super::numbers::{floor_index, single};
use super::props::Props;
use super::spots::add_spots;
use super::tint::Light;
use super::truth::{TruthParts, middle_of};
use super::{SceneSpec, SceneTruth};

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
    let relief_cell = 0.12 * spec.px_per_mm;
    let relief = Field::new(&mut stream(spec.seed, 43), (spec.width, spec.height), &[(relief_cell, 1.0)]);
    let (relief_sd, glare) = (single(spec.skin.relief_sd), Glare::new(spec));
    let mut light = vec![[0.0; 3]; canvas.skin.len()];
    light.par_chunks_exact_mut(width).enumerate().for_each(|(y, row)| {
        let mut fine = vec![0.0; width];
        let mut shine = vec![0.0; width];
        let mut buffer = vec![0.0; width];
        if relief_sd > 0.0 {
            relief.row(y, &mut fine);
        }
        if let Some(glare) = &glare {
            glare.row(y, &mut shine, &mut buffer);
        }
        for (x, pixel) in row.iter_mut().enumerate() {
            let factor = single(shading.at(x as f64 + 0.5, y as f64 + 0.5)) * (1.0 + relief_sd * fine[x]);
            *pixel = canvas.pixel(y * width + x).map(|c| c * factor + shine[x]);
        }
        props.paint(y, row, |x, y| shading.at(x, y));
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
    let gain = spec.camera.cast.map(|cast| cast * spec.camera.exposure * median_light);
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

/// Reads the file back as any program would: sRGB to linear light in Rec. 2020.
fn read_back(jpeg: &[u8]) -> Result<LinearImage, SceneError> {
    let decoded = image::load_from_memory_with_format(jpeg, image::ImageFormat::Jpeg)
        .map_err(|error| SceneError::Encode(error.to_string()))?
        .into_rgb8();
    let (width, height) = decoded.dimensions();
    let linear: Vec<f32> = (0..=255_u8).map(decode).collect();
    let white = f32::from(LinearImage::WHITE);
    let pixels = decoded
        .as_raw()
        .par_chunks_exact(3)
        .map(|rgb| {
            let rgb: Light = std::array::from_fn(|c| linear[usize::from(rgb[c])]);
            REC2020_FROM_SRGB.map(|row| {
                let value = row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2];
                u16::try_from(floor_index(f64::from(value * white + 0.5))).unwrap_or(u16::MAX)
            })
        })
        .collect();
    LinearImage::from_pixels(width, height, pixels)
        .ok_or_else(|| SceneError::Encode("it is empty".to_owned()))
}

/// Linear Rec. 2020 from linear sRGB (ITU-R BT.2087, both with a white of D65).
const REC2020_FROM_SRGB: [[f32; 3]; 3] =
    [[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]];

/// The sRGB curve (IEC 61966-2-1).
fn decode(code: u8) -> f32 {
    let encoded = f32::from(code) / 255.0;
    if encoded <= 0.040_45 { encoded / 12.92 } else { ((encoded + 0.055) / 1.055).powf(2.4) }
}
