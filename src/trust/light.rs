//! Exposure, clipping, shine, gradient and colour of the light on the skin.

use rayon::prelude::*;

use super::TrustMeasures;
use super::area::{Area, Rect};
use super::plane::{Plane, median};
use crate::calibrate::Calibration;
use crate::color::lab_of;
use crate::photo::LinearImage;

/// Cells across and down.
const CELLS: (u32, u32) = (24, 18);
/// Samples along a side of a cell, at most.
const SAMPLES: f64 = 14.0;
/// Linear light from which on a channel is at the camera's limit (code 253 of 255 in sRGB).
const CLIPPED_AT: f64 = 0.982;
/// Shine is brighter than the skin around it by this, and less coloured by that.
const SHINE_BRIGHTER: f64 = 1.4;
const SHINE_PALER: f64 = 0.8;

/// What is seen in one cell.
struct Cell {
    /// Its middle, -1..=1 over the area.
    at: [f64; 2],
    scar: bool,
    samples: Vec<[f64; 3]>,
    /// Luminance of its brighter half: skin between the hairs.
    skin: f64,
    /// Medians of ln(red/green) and ln(blue/green).
    color: [f64; 2],
}

/// Fills in what is measured of the light.
pub(super) fn measure(image: &LinearImage, area: &Area, measures: &mut TrustMeasures) {
    let cells: Vec<Cell> =
        area.cells(CELLS.0, CELLS.1).par_iter().filter_map(|rect| Cell::read(image, rect, area)).collect();
    let all = || cells.iter().flat_map(|cell| &cell.samples);
    let count = all().count().max(1) as f64;
    let strongest = |pixel: &[f64; 3]| pixel.iter().copied().fold(0.0, f64::max);
    measures.clipped = all().filter(|pixel| strongest(pixel) >= CLIPPED_AT).count() as f64 / count;
    measures.level = median(cells.iter().map(|cell| quantile(cell.samples.iter().map(strongest), 0.7)));
    let points = |of: &dyn Fn(&Cell) -> f64| -> Vec<([f64; 2], f64)> {
        cells.iter().filter(|cell| !cell.scar).map(|cell| (cell.at, of(cell))).collect()
    };
    let light = Plane::through(&points(&|cell| cell.skin.max(1e-5).ln()));
    measures.light_ratio = light.span().exp();
    let change = [0, 1].map(|i: usize| Plane::through(&points(&|cell| cell.color[i])).span());
    measures.color_change = change[0].max(change[1]);
    measures.glare = glare(&cells, &light);
    let skin = [0, 1, 2]
        .map(|c: usize| median(cells.iter().map(|cell| quantile(cell.samples.iter().map(|p| p[c]), 0.6))));
    let lab = lab_of(Calibration::uncalibrated().xyz(skin));
    measures.skin_ab = [lab.a, lab.b];
}

impl Cell {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "inside the picture")]
    fn read(image: &LinearImage, rect: &Rect, area: &Area) -> Option<Self> {
        let [left, top, right, bottom] = *rect;
        let step = ((right - left).max(bottom - top) / SAMPLES).ceil().max(1.0) as usize;
        let (columns, rows) = (left as u32..right as u32, top as u32..bottom as u32);
        let mut samples = Vec::with_capacity(256);
        for y in rows.step_by(step) {
            let row = image.row(y).unwrap_or(&[]);
            let codes = columns.clone().step_by(step).filter_map(|x| row.get(x as usize));
            samples.extend(codes.map(|code| code.map(|c| f64::from(c) / f64::from(LinearImage::WHITE))));
        }
        if samples.len() < 9 {
            return None;
        }
        let whole = area.rect;
        let place = |low: f64, high: f64, from: f64, to: f64| (low + high - from - to) / (to - from).max(1.0);
        let ratio = |i: usize| {
            let lit = samples.iter().filter(|p| p.iter().all(|c| (5e-4..CLIPPED_AT).contains(c)));
            median(lit.map(|p| (p[i] / p[1]).ln()))
        };
        Some(Self {
            at: [place(left, right, whole[0], whole[2]), place(top, bottom, whole[1], whole[3])],
            scar: area.has_scar(rect),
            skin: quantile(samples.iter().map(luminance), 0.7),
            color: [ratio(0), ratio(2)],
            samples,
        })
    }
}

/// Share of pixels that are much brighter and less coloured than the skin around them.
fn glare(cells: &[Cell], light: &Plane) -> f64 {
    let colored = |pixel: &[f64; 3]| {
        let (low, high) =
            (pixel.iter().copied().fold(1.0, f64::min), pixel.iter().copied().fold(0.0, f64::max));
        1.0 - low / f64::max(high, 1e-6)
    };
    let usual = median(cells.iter().map(|cell| quantile(cell.samples.iter().map(colored), 0.5)));
    let (mut shiny, mut count) = (0, 0);
    for cell in cells.iter().filter(|cell| !cell.scar) {
        let skin = light.at(cell.at).exp();
        let is_shiny =
            |p: &&[f64; 3]| luminance(p) > SHINE_BRIGHTER * skin && colored(p) < SHINE_PALER * usual;
        shiny += cell.samples.iter().filter(is_shiny).count();
        count += cell.samples.len();
    }
    f64::from(u32::try_from(shiny).unwrap_or(0)) / f64::from(u32::try_from(count.max(1)).unwrap_or(1))
}

/// Luminance of linear Rec. 2020 (ITU-R BT.2020).
fn luminance([r, g, b]: &[f64; 3]) -> f64 {
    0.2627 * r + 0.6780 * g + 0.0593 * b
}

fn quantile(values: impl Iterator<Item = f64>, share: f64) -> f64 {
    let mut all: Vec<f64> = values.collect();
    all.sort_by(f64::total_cmp);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
    let index = (share * all.len().saturating_sub(1) as f64) as usize;
    all.get(index).copied().unwrap_or(0.0)
}
