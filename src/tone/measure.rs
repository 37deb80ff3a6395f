//! From a photo and its regions to all tones.

use super::bootstrap::{Block, add_outer, covariance};
use super::cell::{Cell, Hair, Verdict, cells};
use super::error::ToneError;
use super::hair::{Separation, separate};
use super::judge::{judge, lab};
use super::number::{center_and_spread, median};
use super::peak;
use super::report::report;
use super::tile::{FIRST_SCAR, SURROUND, Tile, read_tiles};
use super::{LightGradient, Rejected, ScarTone, Tone, Tones, beyond, light};
use crate::calibrate::{Calibration, CalibrationKind};
use crate::color::Lab;
use crate::photo::LinearImage;
use crate::progress::{Cancelled, Progress};
use crate::region::{Regions, masks};

/// Fewest pixels a tone is made of.
const FEWEST_PIXELS: usize = 60;
/// Error of the way from the area average to bare skin, relative (*assumed*, about what rendered scenes show).
const UNMIXING_ERROR: f64 = 0.12;

/// Measures the tones of a photo. `px_per_mm` is the scale, when known.
///
/// # Errors
/// When the regions are not sound, when too little skin is left, or when `progress` asked to stop.
pub fn measure_tones(
    image: &LinearImage,
    regions: &Regions,
    calibration: &Calibration,
    px_per_mm: Option<f64>,
    progress: &dyn Progress,
) -> Result<Tones, ToneError> {
    let go_on = |share: f32, doing| match progress.report(share, doing) {
        std::ops::ControlFlow::Continue(()) => Ok(()),
        std::ops::ControlFlow::Break(()) => Err(Cancelled),
    };
    go_on(0.0, "Reading the outlined skin")?;
    let masks = masks(regions, image.width(), image.height(), px_per_mm)?;
    let side = cell_side(px_per_mm);
    let tiles = read_tiles(image, &masks, calibration, side);
    let mut cells = cells(&tiles, side as usize);
    go_on(0.3, "Flattening the light")?;
    let card = match calibration.kind {
        CalibrationKind::GreyCard(reading) => Some([reading.pick.center.x, reading.pick.center.y]),
        CalibrationKind::Uncalibrated => None,
    };
    let hair = polarity(&cells);
    let mut fitted = light::fit(&cells, &[], hair, card);
    judge(&mut cells, &fitted, hair);
    let outside = match calibration.kind {
        CalibrationKind::GreyCard(reading) => {
            let outside = beyond::read(image, regions, &masks, calibration, (&reading.pick, side));
            beyond::grow(&cells, outside, hair, card)
        }
        CalibrationKind::Uncalibrated => Vec::new(),
    };
    fitted = light::fit(&cells, &outside, hair, card);
    judge(&mut cells, &fitted, hair);
    go_on(0.5, "Telling hair from skin")?;
    let scars = (FIRST_SCAR..)
        .zip(&regions.scars)
        .map(|(zone, scar)| {
            let skin = skin_tone(&tiles, &cells, zone, None, &scar.name)?;
            Ok(ScarTone { name: scar.name.clone(), skin })
        })
        .collect::<Result<Vec<_>, ToneError>>()?;
    let mut bare_skin = skin_tone(&tiles, &cells, SURROUND, hair, "the surround")?;
    let area_average = area_tone(&tiles, &cells)?;
    let found = separate(&tiles, &cells, xyz(area_average.lab), px_per_mm, bare_skin.lab.l);
    if let Some(found) = &found {
        correct_skin(&mut bare_skin, found, &area_average);
    }
    let told = report(&tiles, &cells, found.as_ref(), px_per_mm, bare_skin.rejected);
    let planned_scar = farthest(&scars, &bare_skin);
    Ok(Tones {
        scars,
        planned_scar,
        bare_skin,
        hair: told.hair,
        follicle: told.follicle,
        area_average,
        cover: told.cover,
        cover_sd: told.cover_sd,
        hairs: told.hairs,
        scale: told.scale,
        light: LightGradient { percent: fitted.percent },
        notes: told.notes,
    })
}

/// Side of a cell in pixels: 0.8 mm, which holds several hairs and is smaller than a mole.
fn cell_side(px_per_mm: Option<f64>) -> u32 {
    match px_per_mm {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 8..=32")]
        Some(scale) => (0.8 * scale).round().clamp(8.0, 32.0) as u32,
        None => 14,
    }
}

/// Whether hair is darker or lighter than the skin: the side to which the pixels of a cell trail off.
fn polarity(cells: &[Cell]) -> Option<Hair> {
    let skews =
        cells.iter().filter(|cell| cell.zone == SURROUND && cell.verdict == Verdict::Used).map(|cell| {
            let [low, _, middle, _, high] = cell.quantiles.map(f64::cbrt);
            high + low - 2.0 * middle
        });
    let skew = median(skews);
    if skew == 0.0 { None } else { Some(if skew < 0.0 { Hair::Darker } else { Hair::Lighter }) }
}

/// Calls `each` with the index and flattened colour of every unclipped pixel of a cell.
pub(super) fn each_pixel(tile: &Tile, cell: &Cell, mut each: impl FnMut(usize, [f32; 3])) {
    #[expect(clippy::cast_possible_truncation, reason = "colours need no more than f32")]
    let flatten = (1.0 / cell.light) as f32;
    let [left, top, right, bottom] = cell.area;
    for y in top..bottom {
        for at in tile.index(left, y)..tile.index(right, y) {
            if tile.zone.get(at) != Some(&cell.zone) || tile.clipped.get(at) != Some(&false) {
                continue;
            }
            if let Some(xyz) = tile.xyz.get(at) {
                each(at, xyz.map(|value| value * flatten));
            }
        }
    }
}

fn skin_tone(
    tiles: &[Tile],
    cells: &[Cell],
    zone: u16,
    hair: Option<Hair>,
    place: &str,
) -> Result<Tone, ToneError> {
    let used: Vec<&Cell> =
        cells.iter().filter(|cell| cell.zone == zone && cell.verdict == Verdict::Used).collect();
    let mut values = Vec::new();
    for cell in &used {
        let Some(tile) = tiles.get(cell.tile) else { continue };
        each_pixel(tile, cell, |_, xyz| values.push(lightness(xyz[1])));
    }
    let too_few = |pixels| ToneError::TooFewPixels { place: place.to_owned(), pixels, needed: FEWEST_PIXELS };
    let found = peak::fit(&values, hair).filter(|_| values.len() >= FEWEST_PIXELS);
    let bell = found.ok_or_else(|| too_few(values.len()))?;
    let (from, to) = (bell.center - 1.2 * bell.sd, bell.center + 1.2 * bell.sd);
    let mut sum = [0.0; 3];
    let mut count = 0usize;
    let mut blocks = Vec::new();
    let mut spread: [Vec<f64>; 3] = Default::default();
    for cell in &used {
        let Some(tile) = tiles.get(cell.tile) else { continue };
        let mut own = Block::default();
        each_pixel(tile, cell, |_, xyz| {
            let l = f64::from(lightness(xyz[1]));
            if l >= from && l <= to {
                own.weight += 1.0;
                for (total, value) in own.sum.iter_mut().zip(xyz) {
                    *total += f64::from(value);
                }
            }
        });
        if own.weight > 0.0 {
            count += super::number::floor(own.weight);
            for (total, value) in sum.iter_mut().zip(own.sum) {
                *total += value;
            }
            let mean = lab(own.sum.map(|value| value / own.weight));
            for (list, value) in spread.iter_mut().zip([mean.l, mean.a, mean.b]) {
                list.push(value);
            }
            blocks.push(Block { weight: own.weight, sum: [mean.l, mean.a, mean.b].map(|v| v * own.weight) });
        }
    }
    if count == 0 {
        return Err(too_few(0));
    }
    let mean = lab(sum.map(|value| value / count as f64));
    let mut color = mean;
    color.l = bell.center;
    let spread = [bell.sd, center_and_spread(&spread[1]).1, center_and_spread(&spread[2]).1];
    Ok(Tone {
        lab: color,
        spread,
        covariance: covariance(&blocks, u64::from(zone)),
        pixels: count,
        rejected: rejected(cells, zone),
    })
}

fn area_tone(tiles: &[Tile], cells: &[Cell]) -> Result<Tone, ToneError> {
    let mut sum = [0.0; 3];
    let mut blocks = Vec::new();
    let mut count = 0;
    let mut lights = Vec::new();
    for cell in cells.iter().filter(|cell| cell.zone == SURROUND && cell.verdict == Verdict::Used) {
        let Some(tile) = tiles.get(cell.tile) else { continue };
        let mut own = Block::default();
        each_pixel(tile, cell, |_, xyz| {
            own.weight += 1.0;
            for (total, value) in own.sum.iter_mut().zip(xyz) {
                *total += f64::from(value);
            }
        });
        if own.weight > 0.0 {
            count += super::number::floor(own.weight);
            for (total, value) in sum.iter_mut().zip(own.sum) {
                *total += value;
            }
            let mean = lab(own.sum.map(|value| value / own.weight));
            lights.push([mean.l, mean.a, mean.b]);
            blocks.push(Block { weight: own.weight, sum: [mean.l, mean.a, mean.b].map(|v| v * own.weight) });
        }
    }
    if count < FEWEST_PIXELS {
        return Err(ToneError::TooFewPixels {
            place: "the surround".to_owned(),
            pixels: count,
            needed: FEWEST_PIXELS,
        });
    }
    let spread =
        [0, 1, 2].map(|i: usize| center_and_spread(&lights.iter().map(|l| l[i]).collect::<Vec<_>>()).1);
    Ok(Tone {
        lab: lab(sum.map(|value| value / count as f64)),
        spread,
        covariance: covariance(&blocks, 1000),
        pixels: count,
        rejected: rejected(cells, SURROUND),
    })
}

fn rejected(cells: &[Cell], zone: u16) -> Rejected {
    let mut counts = Rejected::default();
    for cell in cells.iter().filter(|cell| cell.zone == zone) {
        counts.clipped += cell.clipped;
        match cell.verdict {
            Verdict::Used => {}
            Verdict::Clipped => counts.clipped += cell.pixels,
            Verdict::Glare => counts.glare += cell.pixels,
            Verdict::DeepShade => counts.deep_shade += cell.pixels,
            Verdict::Outlier => counts.outlier += cell.pixels,
        }
    }
    counts
}

fn farthest(scars: &[ScarTone], bare_skin: &Tone) -> usize {
    use palette::color_difference::Ciede2000 as _;
    let distance = |scar: &ScarTone| scar.skin.lab.difference(bare_skin.lab);
    (0..scars.len())
        .max_by(|&a, &b| {
            let at = |index: usize| scars.get(index).map_or(0.0, distance);
            at(a).total_cmp(&at(b)).then(b.cmp(&a))
        })
        .unwrap_or(0)
}

/// L* of a luminance.
pub(super) fn lightness(y: f32) -> f32 {
    const EDGE: f32 = 216.0 / 24389.0;
    if y > EDGE { 116.0 * y.cbrt() - 16.0 } else { y * (24389.0 / 27.0) }
}

fn xyz(lab: Lab) -> [f64; 3] {
    let xyz = crate::color::xyz_of(lab);
    [xyz.x, xyz.y, xyz.z]
}

/// Bare skin between the level of the clearest pixels and what the unmixing has: even the pixels between
/// hairs hold some of their light, but the unmixing may be misled. Their distance tells how sure it is.
fn correct_skin(bare_skin: &mut Tone, found: &Separation, area: &Tone) {
    let (peak, unmixed, belief) = (bare_skin.lab, lab(found.skin), found.belief());
    let between = |peak: f64, unmixed: f64| peak + belief * (unmixed - peak);
    bare_skin.lab =
        Lab::new(between(peak.l, unmixed.l), between(peak.a, unmixed.a), between(peak.b, unmixed.b));
    let apart = [unmixed.l - peak.l, unmixed.a - peak.a, unmixed.b - peak.b];
    add_outer(&mut bare_skin.covariance, apart.map(|change| 0.5 * change));
    let to_area = [area.lab.l - bare_skin.lab.l, area.lab.a - bare_skin.lab.a, area.lab.b - bare_skin.lab.b];
    add_outer(&mut bare_skin.covariance, to_area.map(|change| UNMIXING_ERROR * change));
}
