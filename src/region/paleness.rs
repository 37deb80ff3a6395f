//! A photo as cells of skin: how light the skin between the hairs is, how much hair lies on it, and what is no skin.

use image::{GrayImage, Luma};
use imageproc::distance_transform::Norm;
use imageproc::morphology::{close, dilate, open};
use rayon::prelude::*;

use super::raster::Raster;
use super::suggest::SuggestBasis;
use crate::color::{Xyz, lab_of};
use crate::photo::number::{code, floor_index, single};
use crate::photo::{LinearImage, PixelRect, light_pixels};

/// Side of a cell, mm; without a scale, the share of the diagonal that is taken for it.
const CELL_MM: f64 = 0.25;
const CELL_SHARE: f64 = 0.0022;
/// Samples on a millimetre, at which a hair is about one wide, and most across the photo.
const SAMPLES_MM: f64 = 12.0;
const MOST_ACROSS: f64 = 2000.0;
/// Most cells across the photo: beyond them cells are larger than a quarter of a millimetre.
const MOST_CELLS: f64 = 1200.0;
/// Samples on each side of one that a hair is closed over.
const HAIR_REACH: usize = 2;
/// Linear light from which a channel is taken for clipped.
const CLIPPED: f32 = 0.97;
/// Share of the skin's chroma below which a cell is no skin: cards, rulers, paper, shine.
const NEUTRAL: f32 = 0.45;
/// What is left free beside what is no skin, mm.
const BESIDE_MM: f64 = 1.0;
/// Reach of the surround that a cell is held against, mm, and cells from place to place where it is worked out.
const AROUND_MM: f64 = 12.0;
const LATTICE: usize = 4;
/// Mean depth of hair, L*, above which there is hair to tell by.
const LEAST_HAIR: f64 = 0.8;

/// The photo in cells.
pub(super) struct Cells {
    /// Pixels of the photo on a side of a cell.
    pub(super) step: f64,
    /// The same in mm, or what is taken for it.
    pub(super) cell_mm: f64,
    /// Cells across and down.
    pub(super) size: (u32, u32),
    /// L* of the skin between the hairs.
    pub(super) skin: Vec<f32>,
    /// Mean distance of L* from the skin's, by hair.
    pub(super) hair: Vec<f32>,
    /// No skin, marked already, or to be left out.
    pub(super) left_out: Vec<bool>,
}

impl Cells {
    /// Reads a photo; none when it is too small.
    pub(super) fn read(image: &LinearImage, basis: &SuggestBasis<'_>) -> Option<Self> {
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let told = basis.px_per_mm.filter(|scale| scale.is_finite() && *scale > 0.0);
        let px_per_mm = told.unwrap_or(CELL_SHARE * width.hypot(height) / CELL_MM);
        let longest = width.max(height);
        let step = (px_per_mm * CELL_MM).max(longest / MOST_CELLS).max(1.0);
        let sample = (px_per_mm / SAMPLES_MM).max(longest / MOST_ACROSS).max(1.0);
        // Whole samples in a cell.
        let each = floor_index(step / sample + 0.5).max(1);
        let sample = step / each as f64;
        let size =
            (u32::try_from(floor_index(width / step)).ok()?, u32::try_from(floor_index(height / step)).ok()?);
        if size.0 < 16 || size.1 < 16 {
            return None;
        }
        let across = (size.0 as usize * each, size.1 as usize * each);
        let area =
            PixelRect { x: 0.0, y: 0.0, width: across.0 as f64 * sample, height: across.1 as f64 * sample };
        let samples = (u32::try_from(across.0).ok()?, u32::try_from(across.1).ok()?);
        let light = light_pixels(image, area, samples);
        let tones: Vec<[f32; 3]> = light.par_iter().map(|v| tone(*v, &basis.xyz_from_linear)).collect();
        let lightness: Vec<f32> = tones.iter().map(|tone| tone[0]).collect();
        let skin = between_hairs(&lightness, across.0);
        let cells = Samples { across: across.0, each, size };
        let mean_skin = cells.means(|at| skin[at]);
        let hair = cells.means(|at| (skin[at] - lightness[at]).abs());
        let chroma = cells.means(|at| tones[at][1].hypot(tones[at][2]));
        let clipped = cells.means(|at| f32::from(u8::from(light[at].iter().any(|v| *v >= CLIPPED))));
        let left_out = no_skin(size, (&chroma, &clipped), (step, step / px_per_mm), basis);
        Some(Self { step, cell_mm: step / px_per_mm, size, skin: mean_skin, hair, left_out })
    }

    /// For every cell the median of the skin about it and the mean of its hair, worked out at every few cells.
    pub(super) fn surround(&self) -> (Vec<f32>, Vec<f32>) {
        let (width, height) = (self.size.0 as usize, self.size.1 as usize);
        let reach = floor_index(AROUND_MM / self.cell_mm).max(4);
        let places = |length: usize| length.div_ceil(LATTICE);
        let (columns, rows) = (places(width), places(height));
        let lattice: Vec<[f32; 2]> = (0..columns * rows)
            .into_par_iter()
            .map(|place| {
                let (x, y) = (place % columns * LATTICE, place / columns * LATTICE);
                let near = |at: usize, length: usize| {
                    (at.saturating_sub(reach)..(at + reach + 1).min(length)).step_by(3)
                };
                let cells = near(y, height).flat_map(|r| near(x, width).map(move |c| r * width + c));
                let used: Vec<usize> = cells.filter(|at| !self.left_out[*at]).collect();
                if used.is_empty() {
                    return [f32::MAX, f32::MAX];
                }
                let hair = used.iter().map(|at| self.hair[*at]).sum::<f32>() / used.len() as f32;
                let mut skin: Vec<f32> = used.iter().map(|at| self.skin[*at]).collect();
                let middle = skin.len() / 2;
                [*skin.select_nth_unstable_by(middle, f32::total_cmp).1, hair]
            })
            .collect();
        let at = |i: usize| lattice[(i / width / LATTICE) * columns + (i % width) / LATTICE];
        let all = (0..width * height).map(at);
        all.map(|[skin, hair]| (skin, hair)).unzip()
    }

    /// Mean of each cell and its neighbours within `reach`, those that are left out not counted.
    pub(super) fn boxed(&self, values: &[f32], reach: usize) -> Vec<f32> {
        let (width, height) = (self.size.0 as usize, self.size.1 as usize);
        (0..width * height)
            .into_par_iter()
            .map(|i| {
                let (x, y) = (i % width, i / width);
                let (mut sum, mut n) = (0.0, 0.0);
                let columns = x.saturating_sub(reach)..(x + reach + 1).min(width);
                let rows = y.saturating_sub(reach)..(y + reach + 1).min(height);
                let near = rows.flat_map(|row| columns.clone().map(move |column| row * width + column));
                for at in near.filter(|at| !self.left_out[*at]) {
                    sum += values[at];
                    n += 1.0;
                }
                if n > 0.0 { sum / n } else { values[i] }
            })
            .collect()
    }

    /// Whether the head bears hair that can be told from skin.
    pub(super) fn hair_stands_out(&self) -> bool {
        let used = self.hair.iter().zip(&self.left_out).filter(|(_, out)| !**out);
        let (sum, n) = used.fold((0.0, 0.0), |(sum, n), (hair, _)| (sum + f64::from(*hair), n + 1.0));
        n > 0.0 && sum / n >= LEAST_HAIR
    }
}

/// Samples in square cells.
struct Samples {
    across: usize,
    each: usize,
    size: (u32, u32),
}

impl Samples {
    fn means(&self, value: impl Fn(usize) -> f32 + Sync) -> Vec<f32> {
        let width = self.size.0 as usize;
        (0..width * self.size.1 as usize)
            .into_par_iter()
            .map(|cell| {
                let (x, y) = (cell % width * self.each, cell / width * self.each);
                let rows = (y..y + self.each).map(|row| row * self.across + x);
                let sum: f32 = rows.flat_map(|from| from..from + self.each).map(&value).sum();
                sum / (self.each * self.each) as f32
            })
            .collect()
    }
}

fn tone(light: [f32; 3], xyz_from_linear: &[[f64; 3]; 3]) -> [f32; 3] {
    let v = light.map(f64::from);
    let [x, y, z] = xyz_from_linear.map(|m| (m[0] * v[0] + m[1] * v[1] + m[2] * v[2]).max(0.0));
    let lab = lab_of(Xyz::new(x, y, z));
    [single(lab.l), single(lab.a), single(lab.b)]
}

/// L* with hairs closed over: with what is darker than the skin filled, or what is lighter taken off, whichever there is
/// more of.
fn between_hairs(lightness: &[f32], across: usize) -> Vec<f32> {
    let closed = extreme(&extreme(lightness, across, f32::max), across, f32::min);
    let opened = extreme(&extreme(lightness, across, f32::min), across, f32::max);
    let off = |level: &[f32]| level.iter().zip(lightness).map(|(a, b)| f64::from((a - b).abs())).sum::<f64>();
    // Light hair must clearly prevail: noise and pores are even.
    if off(&opened) > 1.3 * off(&closed) { opened } else { closed }
}

/// The largest or the smallest within reach of each sample.
fn extreme(values: &[f32], across: usize, of: fn(f32, f32) -> f32) -> Vec<f32> {
    let mut along = vec![0.0_f32; values.len()];
    along.par_chunks_mut(across).zip(values.par_chunks(across)).for_each(|(out, row)| {
        for (x, out) in out.iter_mut().enumerate() {
            let near = &row[x.saturating_sub(HAIR_REACH)..(x + HAIR_REACH + 1).min(row.len())];
            *out = near.iter().copied().fold(near[0], of);
        }
    });
    let rows = values.len() / across.max(1);
    let mut down = vec![0.0_f32; values.len()];
    down.par_chunks_mut(across).enumerate().for_each(|(y, out)| {
        out.copy_from_slice(&along[y * across..(y + 1) * across]);
        for row in y.saturating_sub(HAIR_REACH)..(y + HAIR_REACH + 1).min(rows) {
            for (out, v) in out.iter_mut().zip(&along[row * across..(row + 1) * across]) {
                *out = of(*out, *v);
            }
        }
    });
    down
}

/// Cells that are clipped or as neutral as no skin is, with what lies beside them, and those that are to be left out.
fn no_skin(
    size: (u32, u32),
    (chroma, clipped): (&[f32], &[f32]),
    (step, cell_mm): (f64, f64),
    basis: &SuggestBasis<'_>,
) -> Vec<bool> {
    let mut sorted = chroma.to_vec();
    let middle = sorted.len() / 2;
    let usual = *sorted.select_nth_unstable_by(middle, f32::total_cmp).1;
    let cells = GrayImage::from_fn(size.0, size.1, |x, y| {
        let at = y as usize * size.0 as usize + x as usize;
        Luma([if chroma[at] < NEUTRAL * usual || clipped[at] > 0.02 { 255 } else { 0 }])
    });
    let cells = open(&close(&cells, Norm::LInf, 2), Norm::LInf, 1);
    let beside = code(single(BESIDE_MM / cell_mm));
    let mut raster = Raster::of(dilate(&cells, Norm::LInf, beside), 0.0, 0.0, step);
    for shape in basis.leave_out {
        raster.add(shape);
    }
    raster.cells.pixels().map(|pixel| pixel[0] > 0).collect()
}
