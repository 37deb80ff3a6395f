//! Where on the photo pixels were left out of the measurement, and why.
//!
//! The answer is that of the measurement itself: light, verdicts, borders and hair are asked as it found them
//! ([`Sorting`]). Where the regions are so large that it looked at some tiles only, the others are sorted the same
//! way, so that the whole outline is answered.

use rayon::prelude::*;

use super::cell::{Cell, Verdict, tile_cells};
use super::error::ToneError;
use super::histogram::PixelUse;
use super::measure::each_pixel;
use super::skin::{patch, squares};
use super::sorting::{ScarSorting, Sorting};
use super::tile::{FIRST_SCAR, SURROUND, Tile, read_tile, tile_side, touches};
use crate::calibrate::{Calibration, LightModel};
use crate::locale::tr;
use crate::photo::LinearImage;
use crate::progress::{Cancelled, Progress};
use crate::region::{Bounds, Mask, Masks, Regions, masks};

/// Most places across the photo that are told apart: 3 MB for 48 megapixels, if all of it is outlined.
const PLACES: u32 = 2048;

/// Which pixels were left out, at the places of a grid over the outlined part of a photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    area: Bounds,
    /// Pixels between places.
    step: u32,
    columns: u32,
    /// For each place 0, or 1 and the place of its use in [`PixelUse::ALL`]: that of the pixel in the middle.
    uses: Vec<u8>,
    /// Places by use.
    counts: [usize; PixelUse::ALL.len()],
}

impl LeftOut {
    /// Why the pixel at a place of the photo was left out; none where it was used or is not outlined.
    #[must_use]
    pub fn at(&self, x: f64, y: f64) -> Option<PixelUse> {
        let cell = |at: f64, from: u32, to: u32| {
            let inside = at >= f64::from(from) && at < f64::from(to);
            inside.then(|| super::number::floor((at - f64::from(from)) / f64::from(self.step)))
        };
        let column = cell(x, self.area.left, self.area.right)?;
        let row = cell(y, self.area.top, self.area.bottom)?;
        used(*self.uses.get(row * self.columns as usize + column)?)
    }

    /// Places that were left out for a reason.
    #[must_use]
    pub fn count(&self, of: PixelUse) -> usize {
        self.counts[of as usize]
    }

    /// Bytes that it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.uses.len()
    }

    /// Rows and columns of places, `from` up to `to` pixels, with the pixel in the middle of each.
    fn places(&self, from: u32, to: u32, start: u32) -> impl Iterator<Item = (u32, u32)> + use<> {
        let step = self.step;
        let first = from.saturating_sub(start).saturating_sub(step / 2).div_ceil(step);
        let middle = move |place: u32| start + place * step + step / 2;
        (first..).map(move |place| (place, middle(place))).take_while(move |(_, pixel)| *pixel < to)
    }

    fn put(&mut self, column: u32, row: u32, code: u8) {
        if column < self.columns
            && let Some(place) = self.uses.get_mut(row as usize * self.columns as usize + column as usize)
        {
            *place = code;
        }
    }
}

fn used(code: u8) -> Option<PixelUse> {
    PixelUse::ALL.get(usize::from(code.checked_sub(1)?)).copied()
}

fn code(of: PixelUse) -> u8 {
    of as u8 + 1
}

/// Sorts the pixels of all regions as the measurement did that found `sorting` with the same regions.
///
/// # Errors
/// When the regions are not sound, or when `progress` asked to stop.
pub fn left_out(
    image: &LinearImage,
    regions: &Regions,
    calibration: &Calibration,
    px_per_mm: Option<f64>,
    sorting: &Sorting,
    progress: &dyn Progress,
) -> Result<LeftOut, ToneError> {
    let (width, height) = (image.width(), image.height());
    let kept = masks(regions, width, height, px_per_mm)?;
    let outlined = masks(&Regions { exclusions: Vec::new(), ..regions.clone() }, width, height, px_per_mm)?;
    let whole = outlined.scars.iter().fold(outlined.surround, |all, scar| all.union(scar));
    let step = width.max(height).div_ceil(PLACES).max(1);
    let area = whole.bounds().unwrap_or(Bounds { left: 0, top: 0, right: 1, bottom: 1 });
    let columns = (area.right - area.left).div_ceil(step);
    let rows = (area.bottom - area.top).div_ceil(step);
    let uses = vec![0; columns as usize * rows as usize];
    let mut found = LeftOut { area, step, columns, uses, counts: [0; PixelUse::ALL.len()] };
    let held = kept.scars.iter().fold(kept.surround.clone(), |all, scar| all.union(scar));
    exclude(&mut found, &whole.minus(&held));
    let side = tile_side(sorting.side);
    let first = area.top / side * side;
    for top in (first..area.bottom).step_by(side as usize) {
        let share = f64::from(top - first) / f64::from((area.bottom - first).max(1));
        #[expect(clippy::cast_possible_truncation, reason = "a share of the work")]
        if progress.report(share as f32, tr("Finding what was left out")).is_break() {
            return Err(Cancelled.into());
        }
        let tiles: Vec<[u32; 3]> = (area.left / side * side..area.right)
            .step_by(side as usize)
            .map(|left| [left, top, side])
            .filter(|&[left, top, side]| touches(&held, left, top, side))
            .collect();
        let parts: Vec<Vec<(u32, u32, u8)>> =
            tiles.par_iter().map(|&at| places_of(image, &kept, (calibration, sorting), at, &found)).collect();
        for (column, row, code) in parts.into_iter().flatten() {
            found.put(column, row, code);
        }
    }
    for of in found.uses.iter().filter_map(|&code| used(code)) {
        found.counts[of as usize] += 1;
    }
    Ok(found)
}

/// Notes what outlines exclude.
fn exclude(found: &mut LeftOut, excluded: &Mask) {
    for (row, y) in found.places(found.area.top, found.area.bottom, found.area.top) {
        for span in excluded.row(y) {
            for (column, _) in found.places(span.start, span.end, found.area.left) {
                found.put(column, row, code(PixelUse::Excluded));
            }
        }
    }
}

/// What was left out in one tile, at the places of the grid.
fn places_of(
    image: &LinearImage,
    masks: &Masks,
    (calibration, sorting): (&Calibration, &Sorting),
    at: [u32; 3],
    grid: &LeftOut,
) -> Vec<(u32, u32, u8)> {
    let tile = read_tile(image, masks, calibration, at);
    let codes = sorted(&tile, sorting, &calibration.light);
    let [left, top, right, bottom] = tile.core.map(|at| u32::try_from(at).unwrap_or(u32::MAX));
    let mut found = Vec::new();
    for (row, y) in grid.places(tile.top + top, tile.top + bottom, grid.area.top) {
        for (column, x) in grid.places(tile.left + left, tile.left + right, grid.area.left) {
            let at = tile.index((x - tile.left) as usize, (y - tile.top) as usize);
            found.extend(codes.get(at).filter(|code| **code > 0).map(|code| (column, row, *code)));
        }
    }
    found
}

/// A code for every pixel of a tile.
fn sorted(tile: &Tile, sorting: &Sorting, model: &LightModel) -> Vec<u8> {
    let mut codes = vec![0; tile.zone.len()];
    for mut cell in tile_cells(0, tile, sorting.side as usize) {
        sorting.judge.judge(&mut cell);
        cell.each_of_zone(tile, |at| {
            let clipped = tile.clipped.get(at) == Some(&true);
            let of = if clipped { Some(PixelUse::Clipped) } else { PixelUse::of_cell(cell.verdict) };
            if let (Some(of), Some(place)) = (of, codes.get_mut(at)) {
                *place = code(of);
            }
        });
        if cell.verdict != Verdict::Used {
            continue;
        }
        if cell.zone == SURROUND {
            each_pixel(tile, &cell, |at, xyz| {
                if let Some(place) = codes.get_mut(at).filter(|_| sorting.leaves_as_hair(xyz)) {
                    *place = code(PixelUse::Hair);
                }
            });
        } else if let Some(scar) = sorting.scars.get(usize::from(cell.zone - FIRST_SCAR)) {
            sort_scar(tile, &cell, (*scar, model), &mut codes);
        }
    }
    codes
}

/// What is left out of a scar's measured cell: the border, and squares with hair across.
fn sort_scar(tile: &Tile, cell: &Cell, (scar, model): (ScarSorting, &LightModel), codes: &mut [u8]) {
    for area in squares(cell, 2) {
        let calm = patch(tile, cell, area, model, scar.border).is_some_and(|own| own.is_calm(scar.rough));
        let square = Cell { area, ..cell.clone() };
        square.each_of_zone(tile, |at| {
            let border = scar.border > 0 && tile.near_edge(at, scar.border);
            let of = if border { PixelUse::Border } else { PixelUse::Hair };
            let open = codes.get_mut(at).filter(|code| **code == 0 && (border || !calm));
            if let Some(place) = open {
                *place = code(of);
            }
        });
    }
}
