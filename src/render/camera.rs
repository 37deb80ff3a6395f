//! From linear light to the file: blur, noise, encoding, sharpening, JPEG.

use rand_distr::{Distribution as _, StandardNormal};
use rayon::prelude::*;

use super::fault::{map_tones, smear};
use super::field::stream;
use super::tint::{Light, blend};
use super::{CameraSpec, SceneError, SceneSpec};
use crate::photo::number::{code, floor_index, single};

/// Radius of the unsharp mask, px.
const SHARPENING_RADIUS: f64 = 1.5;

/// Takes the picture: `light` in linear sRGB as it falls on the sensor, row by row. Returns 8-bit sRGB.
pub(crate) fn expose(spec: &SceneSpec, mut light: Vec<Light>) -> Vec<u8> {
    let (width, camera) = (spec.width as usize, &spec.camera);
    blur(&mut light, width, camera.blur_px);
    blur_corners(&mut light, width, spec.look.corner_blur_px);
    smear(&mut light, width, spec.faults.smear_px);
    map_tones(&mut light, width, spec.px_per_mm, spec.faults.tone_mapping);
    let (gain, cast) = (single(camera.exposure), camera.cast.map(single));
    let (shot, read) =
        (single(camera.shot_noise * camera.shot_noise), single(camera.read_noise * camera.read_noise));
    let encode = Encoder::new();
    light.par_chunks_exact_mut(width).enumerate().for_each(|(y, row)| {
        let mut rng = stream(spec.seed, 1_000_000 + y as u64);
        for pixel in row {
            for (value, cast) in pixel.iter_mut().zip(cast) {
                let seen = *value * gain;
                let normal: f32 = StandardNormal.sample(&mut rng);
                let noisy = seen + normal * (shot * seen.max(0.0) + read).sqrt();
                *value = encode.at(noisy * cast);
            }
        }
    });
    sharpen(&mut light, width, camera.sharpening);
    light.par_iter().flat_map_iter(|pixel| pixel.map(code)).collect()
}

/// Writes 8-bit sRGB as a JPEG with colour halved in both directions, as phones do.
///
/// # Errors
/// [`SceneError::Encode`] when the picture is larger than a JPEG holds.
pub(crate) fn jpeg(pixels: &[u8], size: (u32, u32), camera: &CameraSpec) -> Result<Vec<u8>, SceneError> {
    let too_large = || SceneError::Encode("a JPEG holds at most 65 535 pixels a side".to_owned());
    let width = u16::try_from(size.0).ok().ok_or_else(too_large)?;
    let height = u16::try_from(size.1).ok().ok_or_else(too_large)?;
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, camera.jpeg_quality);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::R_4_2_0);
    encoder.set_chroma_subsampling_method(jpeg_encoder::ChromaSubsamplingMethod::Average);
    encoder
        .encode(pixels, width, height, jpeg_encoder::ColorType::Rgb)
        .map_err(|error| SceneError::Encode(error.to_string()))?;
    Ok(bytes)
}

/// Gaussian blur in place; nothing below 0.05 px.
pub(crate) fn blur(light: &mut [Light], width: usize, sigma: f64) {
    if sigma < 0.05 || width == 0 {
        return;
    }
    let kernel = kernel(sigma);
    let reach = kernel.len() / 2;
    light.par_chunks_exact_mut(width).for_each_init(
        || vec![[0.0; 3]; width + 2 * reach],
        |padded, row| {
            let (Some(first), Some(last)) = (row.first().copied(), row.last().copied()) else { return };
            padded[..reach].fill(first);
            padded[reach..reach + width].copy_from_slice(row);
            padded[reach + width..].fill(last);
            row.fill([0.0; 3]);
            for (k, weight) in kernel.iter().enumerate() {
                add_scaled(row, &padded[k..k + width], *weight);
            }
        },
    );
    let height = light.len() / width;
    let source = light.to_vec();
    light.par_chunks_exact_mut(width).enumerate().for_each(|(y, row)| {
        row.fill([0.0; 3]);
        for (k, weight) in kernel.iter().enumerate() {
            let from = (y + k).saturating_sub(reach).min(height - 1) * width;
            add_scaled(row, &source[from..from + width], *weight);
        }
    });
}

/// Adds `weight` times `from`, as one long row of numbers, which the compiler turns into vectors.
fn add_scaled(to: &mut [Light], from: &[Light], weight: f32) {
    for (value, add) in to.as_flattened_mut().iter_mut().zip(from.as_flattened()) {
        *value += weight * add;
    }
}

/// A curved head leaves the depth of field towards the corners.
fn blur_corners(light: &mut [Light], width: usize, sigma: f64) {
    if sigma < 0.05 {
        return;
    }
    let mut soft = light.to_vec();
    blur(&mut soft, width, sigma);
    let height = light.len() / width;
    let middle = (single(0.5 * width as f64), single(0.5 * height as f64));
    let scale = 1.0 / (middle.0 * middle.0 + middle.1 * middle.1);
    let rows = light.par_chunks_exact_mut(width).zip(soft.par_chunks_exact(width)).enumerate();
    rows.for_each(|(y, (row, soft))| {
        for (x, (pixel, soft)) in row.iter_mut().zip(soft).enumerate() {
            let (dx, dy) = (x as f32 - middle.0, y as f32 - middle.1);
            let share = ((dx * dx + dy * dy) * scale - 0.15).clamp(0.0, 1.0);
            *pixel = blend(*pixel, *soft, share);
        }
    });
}

/// Unsharp mask on encoded values: it leaves the halos that phones leave.
fn sharpen(encoded: &mut [Light], width: usize, strength: f64) {
    if strength <= 0.0 {
        return;
    }
    let mut soft = encoded.to_vec();
    blur(&mut soft, width, SHARPENING_RADIUS);
    let strength = single(strength);
    encoded.par_iter_mut().zip(&soft).for_each(|(pixel, soft)| {
        for (value, soft) in pixel.iter_mut().zip(soft) {
            *value += strength * (*value - soft);
        }
    });
}

fn kernel(sigma: f64) -> Vec<f32> {
    let reach = floor_index((3.0 * sigma).ceil()).max(1);
    let weights: Vec<f64> =
        (0..=2 * reach).map(|k| (-0.5 * ((k as f64 - reach as f64) / sigma).powi(2)).exp()).collect();
    let total: f64 = weights.iter().sum();
    weights.iter().map(|w| single(w / total)).collect()
}

/// The sRGB curve as a table, 0..=1 to 0..=255.
struct Encoder {
    table: Vec<f32>,
}

impl Encoder {
    const LAST: u16 = 16_383;

    fn new() -> Self {
        // Even steps of the square root of light: fine where the curve is steep.
        let table = (0..=Self::LAST)
            .map(|i| {
                let root = f64::from(i) / f64::from(Self::LAST);
                let light = root * root;
                let encoded =
                    if light <= 0.003_130_8 { 12.92 * light } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
                single(encoded * 255.0)
            })
            .collect();
        Self { table }
    }

    fn at(&self, light: f32) -> f32 {
        let place = light.clamp(0.0, 1.0).sqrt() * f32::from(Self::LAST) + 0.5;
        self.table.get(floor_index(f64::from(place))).copied().unwrap_or(255.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blur_keeps_the_sum_and_has_the_wanted_width() {
        let (width, height) = (41, 31);
        let mut light = vec![[0.0; 3]; width * height];
        light[15 * width + 20] = [1.0, 2.0, 0.5];
        blur(&mut light, width, 2.0);
        let sum: f32 = light.iter().map(|p| p[1]).sum();
        assert!((sum - 2.0).abs() < 1e-4, "{sum}");
        let variance: f32 =
            light.iter().enumerate().map(|(i, p)| p[0] * ((i % width) as f32 - 20.0).powi(2)).sum();
        assert!((variance.sqrt() - 2.0).abs() < 0.05, "{}", variance.sqrt());
    }

    #[test]
    fn encoding_is_srgb() {
        let encoder = Encoder::new();
        for (light, wanted) in
            [(0.0, 0.0), (1.0, 255.0), (2.0, 255.0), (-1.0, 0.0), (0.18, 117.65), (0.001, 3.29)]
        {
            assert!((encoder.at(light) - wanted).abs() < 0.05, "{light}: {}", encoder.at(light));
        }
    }
}
