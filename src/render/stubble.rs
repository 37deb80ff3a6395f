//! What hair does to the skin around it: its shadow, the dark of the shaft under the surface, the pore.

use rand::RngExt as _;
use rayon::prelude::*;

use super::SceneSpec;
use super::camera::blur;
use super::canvas::Canvas;
use super::coverage::HairMap;
use super::field::stream;
use super::light::Shading;
use super::tint::Light;
use crate::photo::number::{floor_index, single};

/// Share of each that red, green and blue lose. Shadows on skin are reddish, because red light comes in
/// from the sides; hair under the skin looks bluish, because only blue light turns back above it.
const SHADOW: Light = [0.8, 1.0, 1.0];
const UNDER: Light = [1.0, 0.9, 0.7];
const PORE: Light = [0.7, 1.0, 1.0];

/// Pores without a hair, on a square millimetre.
const EMPTY_PORES: f64 = 1.2;

/// Darkens the skin of the canvas around its hairs.
pub(crate) fn darken_around_hairs(spec: &SceneSpec, canvas: &mut Canvas) {
    let look = &spec.look;
    if look.hair_shadow + look.under_skin + look.pores <= 0.0 {
        return;
    }
    let mm = spec.px_per_mm;
    let (width, height) = canvas.size();
    let pores = paint_pores(spec, canvas);
    let (dx, dy) = Shading::new(spec).away();
    let shift = |v: f64| (0.05 * mm * v).round();
    let mut close: Vec<Light> = (0..width * height)
        .into_par_iter()
        .map(|i| {
            let (x, y) = ((i % width) as f64 - shift(dx), (i / width) as f64 - shift(dy));
            let from = floor_index(y).min(height - 1) * width + floor_index(x).min(width - 1);
            [canvas.hair.cover(from), pores.cover(i), 0.0]
        })
        .collect();
    blur(&mut close, width, 0.045 * mm);
    let under = paint_shafts(spec, canvas);
    let mut deep: Vec<Light> =
        (0..width * height).into_par_iter().map(|i| [under.cover(i), 0.0, 0.0]).collect();
    blur(&mut deep, width, 0.12 * mm);
    let strength = [single(look.hair_shadow), single(look.under_skin), single(look.pores)];
    let shares = &canvas.scars.share;
    canvas.skin.par_iter_mut().zip(&close).zip(&deep).zip(shares).for_each(
        |(((skin, close), deep), share)| {
            let amounts = [
                close[0] * strength[0],
                deep[0] * strength[1] * (1.0 - share),
                close[1] * strength[2] * (1.0 - share),
            ];
            *skin = std::array::from_fn(|c| {
                skin[c]
                    * (1.0 - amounts[0] * SHADOW[c])
                    * (1.0 - amounts[1] * UNDER[c])
                    * (1.0 - amounts[2] * PORE[c])
            });
        },
    );
}

/// Openings at the roots and some without a hair.
fn paint_pores(spec: &SceneSpec, canvas: &Canvas) -> HairMap {
    let mm = spec.px_per_mm;
    let (width, height) = canvas.size();
    let mut map = HairMap::new(width, height);
    let mut rng = stream(spec.seed, 25);
    let mut dot = |place: (f64, f64), radius_mm: f64| {
        map.paint(place, place, radius_mm * mm, 1.0);
    };
    for hair in &canvas.hairs {
        dot(hair.root(), rng.random_range(0.05..0.09));
    }
    for _ in 0..floor_index(EMPTY_PORES * width as f64 * height as f64 / (mm * mm)) {
        let place = (rng.random_range(0.0..width as f64), rng.random_range(0.0..height as f64));
        dot(place, rng.random_range(0.03..0.07));
    }
    map
}

/// The shafts below the surface, running back from the roots.
fn paint_shafts(spec: &SceneSpec, canvas: &Canvas) -> HairMap {
    let mm = spec.px_per_mm;
    let (width, height) = canvas.size();
    let mut map = HairMap::new(width, height);
    let mut rng = stream(spec.seed, 26);
    for hair in &canvas.hairs {
        let (root, (dx, dy)) = (hair.root(), hair.heading());
        let length = rng.random_range(0.3..0.8) * mm;
        map.paint(root, (root.0 - dx * length, root.1 - dy * length), 0.6 * hair.width(), 1.0);
    }
    map
}
