//! What spoils photos: a second light, a shaking hand, tone-mapping. Only tests of what notices it use this.

use rand::RngExt as _;
use rayon::prelude::*;

use super::SceneSpec;
use super::camera::blur;
use super::field::stream;
use super::tint::Light;
use crate::photo::number::{floor_index, single};

/// Faults of a photo; all off by default. The truth of a scene does not know of smear and tone-mapping.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FaultSpec {
    /// Factors on linear red, green and blue of the light that takes over towards one side of the picture,
    /// 0.3..=3; 1 for one light.
    pub second_light: [f64; 3],
    /// Way of the picture over the sensor during the exposure, to the right and down, -40..=40 px.
    pub smear_px: [f64; 2],
    /// Local tone-mapping as phones and programs do it, 0..=1: wide differences of light become smaller, fine
    /// ones larger.
    pub tone_mapping: f64,
}

impl Default for FaultSpec {
    fn default() -> Self {
        Self { second_light: [1.0; 3], smear_px: [0.0; 2], tone_mapping: 0.0 }
    }
}

/// Reach of what tone-mapping takes for light, mm.
const WIDE_MM: f64 = 2.0;
/// Share of wide differences (in log light) that full tone-mapping takes off, and fine ones it adds.
const FLATTENED: f32 = 0.6;
const DETAIL: f32 = 0.5;

impl FaultSpec {
    /// Names, values, least and most of all numbers.
    pub(crate) fn ranges(&self) -> [(&'static str, f64, f64, f64); 6] {
        let [r, g, b] = self.second_light;
        let [x, y] = self.smear_px;
        [
            ("red of the second light", r, 0.3, 3.0),
            ("green of the second light", g, 0.3, 3.0),
            ("blue of the second light", b, 0.3, 3.0),
            ("smear to the right in pixels", x, -40.0, 40.0),
            ("smear down in pixels", y, -40.0, 40.0),
            ("tone-mapping", self.tone_mapping, 0.0, 1.0),
        ]
    }
}

/// The second light over the picture.
#[derive(Debug)]
pub(crate) struct SecondLight {
    factors: [f64; 3],
    middle: (f64, f64),
    /// Direction to it, over half the picture's diagonal.
    towards: (f64, f64),
}

impl SecondLight {
    /// None when there is one light.
    pub(crate) fn new(spec: &SceneSpec) -> Option<Self> {
        let factors = spec.faults.second_light;
        if factors == [1.0; 3] {
            return None;
        }
        let (w, h) = (f64::from(spec.width), f64::from(spec.height));
        let (sin, cos) = stream(spec.seed, 43).random_range(0.0..std::f64::consts::TAU).sin_cos();
        let scale = 2.0 / w.hypot(h);
        Some(Self { factors, middle: (0.5 * w, 0.5 * h), towards: (cos * scale, sin * scale) })
    }

    /// Factors on red, green and blue at a place in pixels.
    pub(crate) fn at(&self, x: f64, y: f64) -> [f64; 3] {
        let along = (x - self.middle.0) * self.towards.0 + (y - self.middle.1) * self.towards.1;
        let t = ((along + 0.8) / 1.6).clamp(0.0, 1.0);
        let share = t * t * (3.0 - 2.0 * t);
        self.factors.map(|factor| 1.0 + share * (factor - 1.0))
    }
}

/// Smears the picture along the way of the hand.
pub(crate) fn smear(light: &mut [Light], width: usize, [dx, dy]: [f64; 2]) {
    let length = dx.hypot(dy);
    if length < 0.1 || width == 0 {
        return;
    }
    let source = light.to_vec();
    let height = source.len() / width;
    let steps = floor_index(length.ceil()) * 2 + 1;
    let pixel = |x: usize, y: usize| source[y.min(height - 1) * width + x.min(width - 1)];
    light.par_chunks_exact_mut(width).enumerate().for_each(|(y, row)| {
        for (x, out) in row.iter_mut().enumerate() {
            let mut sum = [0.0; 3];
            for step in 0..steps {
                let part = step as f64 / (steps - 1) as f64 - 0.5;
                let (fx, fy) = ((x as f64 + part * dx).max(0.0), (y as f64 + part * dy).max(0.0));
                let (ix, iy) = (floor_index(fx), floor_index(fy));
                let (u, v) = (single(fx - ix as f64), single(fy - iy as f64));
                let corners = [pixel(ix, iy), pixel(ix + 1, iy), pixel(ix, iy + 1), pixel(ix + 1, iy + 1)];
                let weights = [(1.0 - u) * (1.0 - v), u * (1.0 - v), (1.0 - u) * v, u * v];
                for (corner, weight) in corners.iter().zip(weights) {
                    sum = std::array::from_fn(|c| sum[c] + weight * corner[c]);
                }
            }
            *out = sum.map(|value| value / steps as f32);
        }
    });
}

/// Tone-maps linear light in place.
pub(crate) fn map_tones(light: &mut [Light], width: usize, px_per_mm: f64, strength: f64) {
    if strength <= 0.0 {
        return;
    }
    let luminance = |p: &Light| (0.2126 * p[0] + 0.7152 * p[1] + 0.0722 * p[2]).max(1e-4).ln();
    let mut wide: Vec<Light> = light.par_iter().map(|p| [luminance(p), 0.0, 0.0]).collect();
    blur(&mut wide, width, WIDE_MM * px_per_mm);
    let middle = wide.iter().map(|p| f64::from(p[0])).sum::<f64>() / wide.len().max(1) as f64;
    let (middle, strength) = (single(middle), single(strength));
    light.par_iter_mut().zip(&wide).for_each(|(pixel, wide)| {
        let fine = luminance(pixel) - wide[0];
        let change = strength * (DETAIL * fine - FLATTENED * (wide[0] - middle));
        *pixel = pixel.map(|value| value * change.exp());
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_smear_spreads_a_point_along_its_way_and_keeps_the_light() {
        let (width, height) = (41, 21);
        let mut light = vec![[0.0; 3]; width * height];
        light[10 * width + 20] = [1.0; 3];
        smear(&mut light, width, [8.0, 0.0]);
        let sum: f32 = light.iter().map(|p| p[0]).sum();
        assert!((sum - 1.0).abs() < 1e-4, "{sum}");
        let wide = light.iter().enumerate().filter(|(_, p)| p[0] > 0.02).map(|(i, _)| (i % width, i / width));
        let places: Vec<_> = wide.collect();
        assert!(
            places.iter().all(|(x, y)| *y == 10 && x.abs_diff(20) <= 5) && places.len() >= 8,
            "{places:?}"
        );
    }

    #[test]
    fn tone_mapping_takes_off_wide_differences() {
        let width = 200;
        let mut light: Vec<Light> =
            (0..width * 20).map(|i| [if i % width < 100 { 0.1 } else { 0.4 }; 3]).collect();
        map_tones(&mut light, width, 2.0, 1.0);
        let ratio = light[190][0] / light[10][0];
        assert!((ratio - 4.0_f32.powf(0.4)).abs() < 0.05, "{ratio}");
    }
}
