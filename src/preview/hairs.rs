//! The hairs beside a scar, so that marks go on among them.

use image::{GrayImage, Luma};
use imageproc::region_labelling::{Connectivity, connected_components};

use super::blur::square_mean;
use crate::color::xyz_of;
use crate::photo::number::{floor_index, single};
use crate::photo::{LinearImage, PixelRect, light_pixels};
use crate::tone::{HairForm, Tones};

/// Pixels on a millimetre at which hairs are looked for, at most: finer pictures are taken together.
const FINEST_PX_PER_MM: f64 = 16.0;
/// Half the side of the square whose mean is the skin's light at a place, mm.
const AROUND_MM: f64 = 1.5;
/// Share of the strongest hairs' depth from which on a pixel is hair, and the least depth that is.
const DEPTH: (f32, f32) = (0.5, 0.12);
/// Share of the pieces' median weight below which a piece is no hair.
const LEAST_WEIGHT: f64 = 0.25;
/// Spread of mark sizes where hairs do not tell it (*assumed*), and its bounds.
const SIZE_SPREAD: (f64, f64, f64) = (0.12, 0.05, 0.25);

/// Hairs that were found.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Hairs {
    /// Middle of each, in pixels of the photo.
    pub(super) places: Vec<[f64; 2]>,
    /// Standard deviation of the logarithm of their width, and so of the marks'.
    pub(super) size_spread: f64,
}

/// Looks for hairs in a part of the photo; `luminance` takes linear light to Y.
pub(super) fn find(
    image: &LinearImage,
    tones: &Tones,
    luminance: [f32; 3],
    [left, top, right, bottom]: [f64; 4],
    px_per_mm: f64,
) -> Hairs {
    let none = Hairs { places: Vec::new(), size_spread: SIZE_SPREAD.0 };
    let Ok(hair) = &tones.hair else { return none };
    let (left, top) = (left.max(0.0).floor(), top.max(0.0).floor());
    let (right, bottom) = (right.min(f64::from(image.width())), bottom.min(f64::from(image.height())));
    let step = (px_per_mm / FINEST_PX_PER_MM).max(1.0);
    let length = |from: f64, to: f64| u32::try_from(floor_index((to - from) / step)).unwrap_or(0);
    let (width, height) = (length(left, right), length(top, bottom));
    if width < 8 || height < 8 {
        return none;
    }
    let area =
        PixelRect { x: left, y: top, width: f64::from(width) * step, height: f64::from(height) * step };
    let light: Vec<f32> = light_pixels(image, area, (width, height))
        .into_iter()
        .map(|v| luminance[0] * v[0] + luminance[1] * v[1] + luminance[2] * v[2])
        .collect();
    let columns = width as usize;
    let around = square_mean(&light, columns, floor_index(AROUND_MM * px_per_mm / step).max(2));
    let y = |lab| xyz_of(lab).y.max(1e-4);
    let (bare, average) = (y(tones.bare_skin.lab), y(tones.area_average.lab));
    let sign = if y(hair.lab) < bare { 1.0 } else { -1.0 };
    let skin = single(bare / average);
    let depths: Vec<f32> =
        light.iter().zip(&around).map(|(v, mean)| sign * (1.0 - v / (mean * skin).max(1e-5))).collect();
    let mut sorted = depths.clone();
    let strong = floor_index(0.97 * (sorted.len() - 1) as f64);
    let strong = *sorted.select_nth_unstable_by(strong, f32::total_cmp).1;
    let limit = (DEPTH.0 * strong).max(DEPTH.1);
    let is_hair = GrayImage::from_fn(width, height, |x, y| {
        let at = y as usize * columns + x as usize;
        Luma([u8::from(depths.get(at).is_some_and(|depth| *depth > limit)) * 255])
    });
    let labels = connected_components(&is_hair, Connectivity::Eight, Luma([0]));
    let mut pieces: Vec<[f64; 3]> = Vec::new();
    for ((x, y, Luma([label])), depth) in labels.enumerate_pixels().zip(&depths) {
        let Some(number) = label.checked_sub(1) else { continue };
        let number = number as usize;
        if pieces.len() <= number {
            pieces.resize(number + 1, [0.0; 3]);
        }
        let weight = f64::from(*depth);
        let piece = &mut pieces[number];
        *piece = [
            piece[0] + weight * (f64::from(x) + 0.5),
            piece[1] + weight * (f64::from(y) + 0.5),
            piece[2] + weight,
        ];
    }
    let mut weights: Vec<f64> = pieces.iter().map(|piece| piece[2]).filter(|weight| *weight > 0.0).collect();
    weights.sort_unstable_by(f64::total_cmp);
    let at =
        |share: f64| weights.get(floor_index(share * weights.len() as f64)).copied().unwrap_or(1.0).max(1e-9);
    let least = LEAST_WEIGHT * at(0.5);
    let places = pieces
        .iter()
        .filter(|piece| piece[2] > least)
        .map(|[x, y, weight]| [left + x / weight * step, top + y / weight * step])
        .collect();
    // A dot's weight goes with its width squared; a stroke's with its length too, which says nothing of its width.
    let is_dots = tones.hairs.is_some_and(|hairs| hairs.form == HairForm::Dots);
    let told = is_dots && weights.len() >= 30;
    let spread = if told { 0.25 * (at(0.84) / at(0.16)).ln() } else { SIZE_SPREAD.0 };
    Hairs { places, size_spread: spread.clamp(SIZE_SPREAD.1, SIZE_SPREAD.2) }
}
