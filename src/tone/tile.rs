//! The pixels that are looked at, in tiles that fit the processor's cache.
//!
//! When the regions hold more pixels than tones need, tiles are left out evenly; which ones depends on the
//! regions alone, so the same photo always gives the same tones.

use rayon::prelude::*;

use crate::calibrate::Calibration;
use crate::photo::LinearImage;
use crate::region::{Mask, Masks};

/// Where a pixel lies.
pub(super) const OUTSIDE: u16 = 0;
/// The perilesional band.
pub(super) const SURROUND: u16 = 1;
/// The first scar; the next ones follow.
pub(super) const FIRST_SCAR: u16 = 2;

/// Most pixels of one region that are looked at. Medians of half a million pixels are far surer than the light
/// they were taken in.
const ENOUGH_PIXELS: usize = 450_000;
/// Pixels beside a tile that are read as well, so that hairs at its edge are seen whole.
const HALO: u32 = 12;
/// Least side of a tile.
const SIDE: u32 = 192;
/// Linear light in a channel of sRGB that counts as the end of the range (code 253 of 255).
const CLIPPED_AT: f32 = 0.982;

/// A rectangle of the picture in XYZ, with its neighbourhood.
#[derive(Debug)]
pub(super) struct Tile {
    /// Picture column and row of the first pixel held.
    pub(super) left: u32,
    pub(super) top: u32,
    /// Pixels held.
    pub(super) width: usize,
    pub(super) height: usize,
    /// The part that this tile answers for, in its own coordinates: left, top, right, bottom.
    pub(super) core: [usize; 4],
    /// Linear light of each pixel as the picture holds it.
    pub(super) linear: Vec<[u16; 3]>,
    /// Colour of each pixel, relative to D65.
    pub(super) xyz: Vec<[f32; 3]>,
    /// Zone of each pixel.
    pub(super) zone: Vec<u16>,
    /// At the end of the camera's range.
    pub(super) clipped: Vec<bool>,
}

/// Reads the tiles that masks touch. `cell` is the side of a cell, of which tiles hold whole numbers.
pub(super) fn read_tiles(
    image: &LinearImage,
    masks: &Masks,
    calibration: &Calibration,
    cell: u32,
) -> Vec<Tile> {
    let side = tile_side(cell);
    let across = image.width().div_ceil(side);
    let down = image.height().div_ceil(side);
    let mut chosen: Vec<(u32, u32)> = Vec::new();
    for mask in std::iter::once(&masks.surround).chain(&masks.scars) {
        let touched: Vec<(u32, u32)> = (0..down)
            .flat_map(|y| (0..across).map(move |x| (x, y)))
            .filter(|&(x, y)| touches(mask, x * side, y * side, side))
            .collect();
        let step = (mask.pixel_count() as f64 / ENOUGH_PIXELS as f64).max(1.0);
        let mut next = 0.0;
        for (index, at) in touched.into_iter().enumerate() {
            if index as f64 >= next {
                chosen.push(at);
                next += step;
            }
        }
    }
    chosen.sort_unstable();
    chosen.dedup();
    chosen
        .par_iter()
        .map(|&(x, y)| read(image, masks, calibration, [x * side, y * side, side, HALO]))
        .collect()
}

/// Side of a tile, of which cells of this side are a whole part.
pub(super) fn tile_side(cell: u32) -> u32 {
    SIDE.div_ceil(cell) * cell
}

/// Reads the tile at a left top corner, as [`read_tiles`] does.
pub(super) fn read_tile(
    image: &LinearImage,
    masks: &Masks,
    calibration: &Calibration,
    [x, y, side]: [u32; 3],
) -> Tile {
    read(image, masks, calibration, [x, y, side, HALO])
}

/// Reads squares of `side` pixels at the given left top corners, without their neighbourhood.
pub(super) fn read_squares(
    image: &LinearImage,
    masks: &Masks,
    calibration: &Calibration,
    places: &[(u32, u32)],
    side: u32,
) -> Vec<Tile> {
    places.par_iter().map(|&(x, y)| read(image, masks, calibration, [x, y, side, 0])).collect()
}

pub(super) fn touches(mask: &Mask, left: u32, top: u32, side: u32) -> bool {
    (top..top + side).any(|y| mask.row(y).iter().any(|span| span.start < left + side && span.end > left))
}

/// Reads one tile: left, top, side and the width of its neighbourhood.
fn read(image: &LinearImage, masks: &Masks, calibration: &Calibration, [x, y, side, halo]: [u32; 4]) -> Tile {
    let (left, top) = (x.saturating_sub(halo), y.saturating_sub(halo));
    let right = (x + side + halo).min(image.width());
    let bottom = (y + side + halo).min(image.height());
    let (width, height) = ((right - left) as usize, (bottom - top) as usize);
    let core = [
        (x - left) as usize,
        (y - top) as usize,
        ((x + side).min(image.width()) - left) as usize,
        ((y + side).min(image.height()) - top) as usize,
    ];
    let mut tile = Tile {
        left,
        top,
        width,
        height,
        core,
        linear: Vec::with_capacity(width * height),
        xyz: Vec::with_capacity(width * height),
        zone: vec![OUTSIDE; width * height],
        clipped: Vec::with_capacity(width * height),
    };
    let xyz = calibration.light.single();
    for row_number in top..bottom {
        let row = image.row(row_number).unwrap_or(&[]);
        for codes in row.get(left as usize..right as usize).unwrap_or(&[]) {
            let rgb = codes.map(|code| f32::from(code) / f32::from(LinearImage::WHITE));
            tile.clipped.push(is_clipped(rgb));
            tile.linear.push(*codes);
            tile.xyz.push(xyz(rgb));
        }
    }
    let scars = (FIRST_SCAR..).zip(&masks.scars);
    for (zone, mask) in std::iter::once((SURROUND, &masks.surround)).chain(scars) {
        for (row, y) in (top..bottom).enumerate() {
            for span in mask.row(y) {
                let (from, to) = (span.start.clamp(left, right) - left, span.end.clamp(left, right) - left);
                let range = row * width + from as usize..row * width + to as usize;
                if let Some(zones) = tile.zone.get_mut(range) {
                    zones.fill(zone);
                }
            }
        }
    }
    tile
}

/// Clipped in sRGB, where 8-bit pictures end, or in the picture's own range.
fn is_clipped(rgb: [f32; 3]) -> bool {
    // No channel of sRGB reaches its end while all of Rec. 2020 are below this.
    if rgb.iter().all(|&value| value < 0.6) {
        return false;
    }
    let [r, g, b] = rgb;
    // Linear sRGB from linear Rec. 2020 (ITU-R BT.2087, inverse matrix).
    let srgb = [
        1.660491 * r - 0.587641 * g - 0.072850 * b,
        -0.12455 * r + 1.1329 * g - 0.008349 * b,
        -0.018151 * r - 0.100579 * g + 1.11873 * b,
    ];
    srgb.iter().chain(&rgb).any(|&value| value >= CLIPPED_AT)
}

impl Tile {
    /// Whether a pixel lies closer than `reach` to another zone or to the end of what is held.
    pub(super) fn near_edge(&self, at: usize, reach: usize) -> bool {
        let zone = self.zone.get(at);
        let (x, y) = (at % self.width.max(1), at / self.width.max(1));
        let slant = (reach * 7).div_ceil(10);
        let steps = [(reach, 0), (0, reach), (slant, slant)];
        steps.into_iter().any(|(dx, dy)| {
            let inside = x >= dx && y >= dy && x + dx < self.width && y + dy < self.height;
            !inside
                || [(x + dx, y + dy), (x - dx, y - dy), (x + dx, y - dy), (x - dx, y + dy)]
                    .into_iter()
                    .any(|(x, y)| self.zone.get(self.index(x, y)) != zone)
        })
    }

    /// Index of a pixel held, from its own column and row.
    pub(super) fn index(&self, x: usize, y: usize) -> usize {
        y * self.width + x
    }
}
