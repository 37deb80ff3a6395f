//! Light on a curved head, and its shine.

use rand::RngExt as _;

use super::SceneSpec;
use super::field::{Field, stream};
use crate::photo::number::single;

/// Light that falls on each place, as a factor; the brightest in the picture is 1.
#[derive(Debug)]
pub(crate) struct Shading {
    /// Middle of the picture and one over half its diagonal.
    frame: (f64, f64, f64),
    /// Slope of the head's normal at the edge of the picture.
    bend: f64,
    /// Direction of the light.
    light: [f64; 3],
    /// From the cosine to the factor.
    scale: (f64, f64),
}

impl Shading {
    pub(crate) fn new(spec: &SceneSpec) -> Self {
        let mut rng = stream(spec.seed, 40);
        let turn = rng.random_range(0.0..std::f64::consts::TAU);
        // The sheen lies near the top edge, so the lamp has to be there too.
        let turn = if spec.look.sheen > 0.0 { turn / 3.0 + std::f64::consts::PI * 7.0 / 6.0 } else { turn };
        let (sin, cos) = turn.sin_cos();
        let tilt: f64 = rng.random_range(0.35..0.8);
        let (w, h) = (f64::from(spec.width), f64::from(spec.height));
        let frame = (0.5 * w, 0.5 * h, 2.0 / w.hypot(h));
        let light = [tilt.sin() * cos, tilt.sin() * sin, tilt.cos()];
        let mut shading = Self { frame, bend: rng.random_range(0.4..0.8), light, scale: (0.0, 1.0) };
        let (mut least, mut most) = (f64::MAX, f64::MIN);
        for i in 0..=40 {
            for j in 0..=40 {
                let cosine = shading.cosine(w * f64::from(i) / 40.0, h * f64::from(j) / 40.0);
                (least, most) = (least.min(cosine), most.max(cosine));
            }
        }
        // The shape is that of a sphere under one lamp; the depth is what the scene asks for.
        let darkest = 1.0 / (1.0 + spec.light.gradient);
        let slope = (1.0 - darkest) / (most - least).max(1e-9);
        shading.scale = (darkest - slope * least, slope);
        shading
    }

    /// Direction in the picture that the light goes, of length 1.
    pub(crate) fn away(&self) -> (f64, f64) {
        let length = self.light[0].hypot(self.light[1]).max(1e-9);
        (-self.light[0] / length, -self.light[1] / length)
    }

    /// Light at a place in pixels.
    pub(crate) fn at(&self, x: f64, y: f64) -> f64 {
        self.scale.0 + self.scale.1 * self.cosine(x, y)
    }

    fn cosine(&self, x: f64, y: f64) -> f64 {
        let (u, v) =
            (self.bend * (x - self.frame.0) * self.frame.2, self.bend * (y - self.frame.1) * self.frame.2);
        let up = (1.0 - u * u - v * v).max(0.01).sqrt();
        u * self.light[0] + v * self.light[1] + up * self.light[2]
    }
}

/// Shine: smooth patches with a sparkle, in linear light, white as the light itself.
#[derive(Debug)]
pub(crate) struct Glare {
    lobes: Field,
    sparkle: Field,
    threshold: f64,
    peak: f32,
}

impl Glare {
    /// None when the scene has no shine.
    pub(crate) fn new(spec: &SceneSpec) -> Option<Self> {
        if spec.light.glare_share <= 0.0 || spec.light.glare_peak <= 0.0 {
            return None;
        }
        let (mm, size) = (spec.px_per_mm, (spec.width, spec.height));
        let lobes = Field::new(&mut stream(spec.seed, 41), size, &[(3.0 * mm, 0.85), (0.7 * mm, 0.15)]);
        let sparkle = Field::new(&mut stream(spec.seed, 42), size, &[(0.25 * mm, 1.0)]);
        let mut values: Vec<f64> = (0..160 * 120)
            .map(|i| {
                let x = (f64::from(i % 160) + 0.5) / 160.0 * f64::from(spec.width);
                lobes.at(x, (f64::from(i / 160) + 0.5) / 120.0 * f64::from(spec.height))
            })
            .collect();
        values.sort_by(f64::total_cmp);
        let rank = crate::photo::number::floor_index((1.0 - spec.light.glare_share) * values.len() as f64);
        let threshold = values.get(rank).copied().unwrap_or(f64::MAX);
        Some(Self { lobes, sparkle, threshold, peak: single(spec.light.glare_peak) })
    }

    /// Light added to row `y`; `out` and `buffer` are as wide as the picture.
    pub(crate) fn row(&self, y: usize, out: &mut [f32], buffer: &mut [f32]) {
        self.lobes.row(y, out);
        if out.iter().all(|lobe| f64::from(*lobe) <= self.threshold) {
            out.fill(0.0);
            return;
        }
        self.sparkle.row(y, buffer);
        let threshold = single(self.threshold);
        for (value, sparkle) in out.iter_mut().zip(buffer) {
            let rise = ((*value - threshold) / 0.6).clamp(0.0, 1.0);
            *value = self.peak * rise.sqrt() * rise * (0.75 + 0.35 * *sparkle).clamp(0.1, 1.6);
        }
    }
}
