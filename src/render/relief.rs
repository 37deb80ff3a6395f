//! The fine relief of skin and scars in slanting light, and the sheen on it.

use super::SceneSpec;
use super::canvas::Canvas;
use super::field::{Field, stream};
use super::light::Shading;
use crate::photo::number::single;

/// Bumps seen in the light of the scene.
#[derive(Debug)]
pub(crate) struct Relief {
    bumps: Field,
    ridges: Option<Field>,
    /// Direction in the picture that the light goes.
    away: (f32, f32),
    /// From a difference of neighbouring heights to a standard normal slope.
    scale: f32,
    sd: f32,
    texture: f32,
    /// Width of a scar's border in pixels.
    border: f32,
    sheen: f32,
    /// Middle of the sheen and one over its reach, px.
    lobe: [f32; 4],
}

/// Working rows, as wide as the picture.
#[derive(Debug)]
pub(crate) struct Rows {
    here: Vec<f32>,
    below: Vec<f32>,
    ridge: Vec<f32>,
}

impl Rows {
    pub(crate) fn new(width: usize) -> Self {
        Self { here: vec![0.0; width], below: vec![0.0; width], ridge: vec![0.0; width] }
    }
}

impl Relief {
    pub(crate) fn new(spec: &SceneSpec, shading: &Shading) -> Self {
        let (mm, size) = (spec.px_per_mm, (spec.width, spec.height));
        let layers = [(0.13 * mm, 0.15), (0.45 * mm, 0.85)];
        let bumps = Field::new(&mut stream(spec.seed, 43), size, &layers);
        let texture = spec.look.scar_texture;
        let ridges = (texture > 0.0).then(|| ridges(spec));
        let (dx, dy) = shading.away();
        let mut squares = 0.0;
        for i in 0..2000 {
            let (x, y) =
                (f64::from(i % 50) * f64::from(size.0) / 51.0, f64::from(i / 50) * f64::from(size.1) / 41.0);
            let here = bumps.at(x, y);
            squares += (dx * (bumps.at(x + 1.0, y) - here) + dy * (bumps.at(x, y + 1.0) - here)).powi(2);
        }
        let scale = 1.0 / (squares / 2000.0_f64).sqrt().max(1e-6);
        let (w, h) = (f64::from(size.0), f64::from(size.1));
        Self {
            bumps,
            ridges,
            away: (single(dx), single(dy)),
            scale: single(scale),
            sd: single(spec.skin.relief_sd),
            texture: single(texture),
            border: single((2.0 * spec.scar_border_mm * mm).max(1.0)),
            sheen: single(spec.look.sheen),
            lobe: [0.5 * w - 0.25 * w * dx, 0.01 * h, 1.0 / (0.28 * w), 1.0 / (0.11 * h)].map(single),
        }
    }

    /// Factor on the light and light added by sheen for each pixel of row `y`.
    pub(crate) fn row(&self, y: usize, canvas: &Canvas, rows: &mut Rows, out: &mut [(f32, f32)]) {
        if self.sd > 0.0 || self.sheen > 0.0 {
            self.bumps.row(y, &mut rows.here);
            self.bumps.row(y + 1, &mut rows.below);
        }
        if let Some(ridges) = &self.ridges {
            ridges.row(y, &mut rows.ridge);
        }
        let last = out.len() - 1;
        for (x, value) in out.iter_mut().enumerate() {
            let (here, right, below) = (rows.here[x], rows.here[(x + 1).min(last)], rows.below[x]);
            let slope = self.scale * (self.away.0 * (right - here) + self.away.1 * (below - here));
            let share = canvas.scars.share[y * canvas.scars.width + x];
            let dent = if self.texture > 0.0 { self.dent(x, y, canvas) } else { 0.0 };
            let ridge = self.texture * share * rows.ridge[x];
            let factor =
                1.0 + self.sd * slope * (1.0 - 0.6 * share) + 0.012 * ridge - 0.06 * self.texture * dent;
            *value = (factor.max(0.2), self.sheen_at(x, y, slope, share, ridge));
        }
    }

    /// How steeply the border of a sunken scar falls away from the light, -1..=1 or so.
    fn dent(&self, x: usize, y: usize, canvas: &Canvas) -> f32 {
        let (width, height) = canvas.size();
        let share = &canvas.scars.share;
        let at = |x: usize, y: usize| share[y.min(height - 1) * width + x.min(width - 1)];
        let (left, above) = (x.saturating_sub(1), y.saturating_sub(1));
        let across = at(x + 1, y) - at(left, y);
        let down = at(x, y + 1) - at(x, above);
        0.5 * self.border * (self.away.0 * across + self.away.1 * down)
    }

    fn sheen_at(&self, x: usize, y: usize, slope: f32, share: f32, ridge: f32) -> f32 {
        if self.sheen <= 0.0 {
            return 0.0;
        }
        let (dx, dy) = ((x as f32 - self.lobe[0]) * self.lobe[2], (y as f32 - self.lobe[1]) * self.lobe[3]);
        let squared = dx * dx + dy * dy;
        if squared > 20.0 {
            return 0.0;
        }
        // Smooth scar skin shines over a wider angle than skin with pores.
        let lobe = (-squared * squared.sqrt()).exp() + 0.10 * share * (-0.25 * squared).exp();
        let facets = (1.0 - 0.7 * slope).max(0.0);
        self.sheen * lobe * (0.25 + 0.45 * facets * facets) * (1.0 + 0.3 * ridge).max(0.2)
    }
}

/// Fine lines across a strip, a few times as long as wide.
pub(crate) fn ridges(spec: &SceneSpec) -> Field {
    let mm = spec.px_per_mm;
    let size = (spec.width, spec.height);
    Field::stretched(
        &mut stream(spec.seed, 44),
        size,
        &[((0.22 * mm, 0.9 * mm), 0.5), ((1.1 * mm, 0.8 * mm), 0.5)],
    )
}
