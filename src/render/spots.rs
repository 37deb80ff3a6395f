//! Moles, red spots and wet patches: places that are skin but not the tone that is looked for.

use rand::RngExt as _;
use rand_pcg::Pcg64Mcg;

use super::SceneSpec;
use super::canvas::Canvas;
use super::field::stream;
use super::tint::{Light, Tint};
use crate::photo::number::{floor_index, single};

/// Puts all spots of the scene on the skin of the canvas. The truth is taken before.
pub(crate) fn add_spots(spec: &SceneSpec, canvas: &mut Canvas) {
    let mut rng = stream(spec.seed, 50);
    let tint = Tint::new(&spec.skin.reflectance, 0.0);
    // Eumelanin of a mole is nearly grey beside the light brown of skin.
    let mole = tint.factors(0.8, 0.1).map(|c| 0.62 * c.powf(0.6));
    let red = tint.factors(0.0, 0.35);
    // Water fills the relief, so that less light is scattered back and the colour deepens.
    let base = tint.at(0.0, 0.0);
    let wet: Light = base.map(|c| c.clamp(0.01, 1.0).powf(0.35));
    let kinds = [
        (spec.spots.moles, mole, 0.5..2.0),
        (spec.spots.redness, red, 0.5..2.0),
        (spec.spots.wet, wet, 2.0..5.0),
    ];
    for (count, factors, radius_mm) in kinds {
        for _ in 0..count {
            let radius = rng.random_range(radius_mm.clone()) * spec.px_per_mm;
            let flatness = rng.random_range(0.7..1.0);
            add(canvas, &mut rng, (radius, radius * flatness), factors);
        }
    }
}

fn add(canvas: &mut Canvas, rng: &mut Pcg64Mcg, radii: (f64, f64), factors: Light) {
    let (width, height) = canvas.size();
    let center = (rng.random_range(0.0..width as f64), rng.random_range(0.0..height as f64));
    let (sin, cos) = rng.random_range(0.0..std::f64::consts::PI).sin_cos();
    let reach = 1.4 * radii.0;
    let rows = floor_index(center.1 - reach)..floor_index(center.1 + reach + 1.0).min(height);
    for y in rows {
        for x in floor_index(center.0 - reach)..floor_index(center.0 + reach + 1.0).min(width) {
            let (dx, dy) = (x as f64 + 0.5 - center.0, y as f64 + 0.5 - center.1);
            let place = ((dx * cos + dy * sin) / radii.0).hypot((dy * cos - dx * sin) / radii.1);
            let t = ((1.3 - place) / 0.6).clamp(0.0, 1.0);
            let strength = single(t * t * (3.0 - 2.0 * t));
            if strength > 0.0 {
                let light = &mut canvas.skin[y * width + x];
                *light = std::array::from_fn(|c| light[c] * (1.0 + (factors[c] - 1.0) * strength));
            }
        }
    }
}
