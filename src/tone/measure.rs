//! From a photo and its regions to all tones.

use std::sync::Arc;

use super::bootstrap::add_outer;
use super::cell::{Cell, Hair, Verdict, cells};
use super::error::ToneError;
use super::hair::{Separation, separate};
use super::judge::{judge, lab};
use super::number::median;
use super::report::report;
use super::skin::{self, Measured, Patch};
use super::sorting::{ScarSorting, Sorting, skin_or_between};
use super::tile::{FIRST_SCAR, SURROUND, Tile, read_tiles};
use super::{LightGradient, LightnessHistogram, PixelUse, Rejected, ScarTone, Tone, Tones, beyond, light};
use crate::calibrate::{Calibration, CalibrationKind, LightModel};
use crate::color::Lab;
use crate::locale::tr;
use crate::photo::LinearImage;
use crate::progress::{Cancelled, Progress};
use crate::region::{Regions, masks};

/// Fewest pixels a tone is made of.
const FEWEST_PIXELS: usize = 60;
/// Fewest pixels of a scar without its border for the border to be left out.
const FEWEST_INNER: usize = 150;
/// Width of the soft border of a scar, mm (*assumed*), and of the blur of pictures, pixels.
const BORDER_MM: f64 = 0.1;
const BLUR_PX: f64 = 1.5;
/// Seed of the area average's resampling; those of zones are their numbers.
const AREA_SEED: u64 = 1000;
/// Error of the way from the area average to bare skin, relative, where a hair is two pixels wide and where it is
/// less (*assumed*, about what rendered scenes show).
const UNMIXING_ERROR: [f64; 2] = [0.12, 0.25];
/// Pixels from which on a hair is wide.
const WIDE_HAIR_PX: f64 = 2.0;
/// Standard deviation of a*, b* between the hair's colour and what is taken for it (*assumed*). Its share is
/// taken out of the area average, and its error stays in the skin.
const HAIR_COLOR_SD: [f64; 2] = [2.0, 3.0];
/// Error of bare skin in L*, a*, b* when no hair is told apart that may be there (*assumed*).
const HIDDEN_HAIR_SD: [f64; 3] = [1.5, 0.8, 0.8];

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
    go_on(0.0, tr("Reading the outlined skin"))?;
    let masks = masks(regions, image.width(), image.height(), px_per_mm)?;
    let side = cell_side(px_per_mm);
    let tiles = read_tiles(image, &masks, calibration, side);
    let mut cells = cells(&tiles, side as usize);
    go_on(0.3, tr("Flattening the light"))?;
    let card = match calibration.kind {
        CalibrationKind::GreyCard(reading) => Some([reading.pick.center.x, reading.pick.center.y]),
        CalibrationKind::Chart(reading) => Some([reading.center().x, reading.center().y]),
        CalibrationKind::Profile(_) | CalibrationKind::Uncalibrated => None,
    };
    let hair = polarity(&cells);
    let mut fitted = light::fit(&cells, &[], hair, card);
    judge(&mut cells, &fitted, hair);
    let outside = match calibration.kind {
        CalibrationKind::GreyCard(reading) => {
            let outside = beyond::read(image, regions, &masks, calibration, (&reading.pick, side));
            beyond::grow(&cells, outside, hair, card)
        }
        CalibrationKind::Chart(_) | CalibrationKind::Profile(_) | CalibrationKind::Uncalibrated => Vec::new(),
    };
    fitted = light::fit(&cells, &outside, hair, card);
    let judge = judge(&mut cells, &fitted, hair);
    go_on(0.5, tr("Telling hair from skin"))?;
    let model = &calibration.light;
    let border = scar_border(px_per_mm);
    let mut lightness = Vec::with_capacity(regions.scars.len() + 1);
    let (mut scars, mut sortings) = (Vec::new(), Vec::new());
    for (zone, scar) in (FIRST_SCAR..).zip(&regions.scars) {
        let found = scar_tone(&tiles, &cells, zone, (model, border), &scar.name)?;
        scars.push(ScarTone { name: scar.name.clone(), skin: found.tone });
        sortings.push(found.sorting);
        lightness.push(found.lightness);
    }
    let around = skin::patches(&tiles, &cells, SURROUND, model, (1, 0));
    let of_surround = |found| tone(found, &cells, SURROUND, (tr("the surround"), skin::count(&around)));
    let bare = skin::skin(&around, hair, u64::from(SURROUND));
    let band = bare.as_ref().map_or([0.0; 2], |bare| bare.band);
    let mut bare_skin = of_surround(bare)?;
    let area_average = of_surround(skin::area(&around, AREA_SEED))?;
    let found = separate(&tiles, &cells, xyz(area_average.lab), px_per_mm, bare_skin.lab.l);
    match &found {
        Some(found) => correct_skin(&mut bare_skin, found, &area_average),
        None => add_outer(&mut bare_skin.covariance, HIDDEN_HAIR_SD),
    }
    let told = report(&tiles, &cells, found.as_ref(), px_per_mm, bare_skin.rejected);
    let planned_scar = farthest(&scars, &bare_skin);
    let sorting = Sorting { judge, side, scars: sortings, band, hair: told.rule };
    let mut of_surround = LightnessHistogram::of_rejected(&tiles, &cells, SURROUND);
    of_surround.add_patches(&around, |lab| sorting.use_of(lab));
    lightness.push(of_surround);
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
        lightness,
        sorting: Some(Arc::new(sorting)),
    })
}

/// Side of a cell in pixels: 0.8 mm, which holds several hairs and is smaller than a mole.
pub(super) fn cell_side(px_per_mm: Option<f64>) -> u32 {
    match px_per_mm {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 8..=32")]
        Some(scale) => (0.8 * scale).round().clamp(8.0, 32.0) as u32,
        None => 14,
    }
}

/// Pixels beside a scar's outline that hold some of the skin around it.
fn scar_border(px_per_mm: Option<f64>) -> usize {
    super::number::floor(BORDER_MM * px_per_mm.unwrap_or(10.0) + BLUR_PX + 0.5).min(10)
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
        let row = tile.index(left, y)..tile.index(right, y);
        let parts = (tile.zone.get(row.clone()), tile.clipped.get(row.clone()), tile.xyz.get(row.clone()));
        let (Some(zones), Some(clipped), Some(colors)) = parts else { continue };
        for (at, ((zone, clipped), xyz)) in row.zip(zones.iter().zip(clipped).zip(colors)) {
            if *zone == cell.zone && !clipped {
                each(at, xyz.map(|value| value * flatten));
            }
        }
    }
}

/// What was found of a scar.
struct FoundScar {
    tone: Tone,
    lightness: LightnessHistogram,
    sorting: ScarSorting,
}

/// Skin of a scar: where hair lies across, and along the border, other light is mixed in.
fn scar_tone(
    tiles: &[Tile],
    cells: &[Cell],
    zone: u16,
    (model, border): (&LightModel, usize),
    name: &str,
) -> Result<FoundScar, ToneError> {
    let mut lightness = LightnessHistogram::of_rejected(tiles, cells, zone);
    let whole = skin::patches(tiles, cells, zone, model, (2, 0));
    let mut along = LightnessHistogram::default();
    along.add_patches(&whole, |_| PixelUse::Border);
    let inner = skin::patches(tiles, cells, zone, model, (2, border));
    let all = skin::count(&whole);
    let wide = skin::count(&inner) >= FEWEST_INNER;
    let (kept, border) = if wide { (inner, border) } else { (whole, 0) };
    let sorting = ScarSorting { border, rough: skin::rough_limit(&kept) };
    let (calm, rough): (Vec<Patch>, Vec<Patch>) =
        kept.into_iter().partition(|patch| patch.is_calm(sorting.rough));
    let found = skin::skin(&calm, None, u64::from(zone));
    let band = found.as_ref().map_or([0.0; 2], |found| found.band);
    lightness.add_patches(&calm, |lab| skin_or_between(lab, band));
    lightness.add_patches(&rough, |_| PixelUse::Hair);
    lightness.add_border(&along);
    let mut tone = tone(found, cells, zone, (name, all))?;
    tone.rejected.mixed = all - skin::count(&calm);
    Ok(FoundScar { tone, lightness, sorting })
}

fn tone(
    found: Option<Measured>,
    cells: &[Cell],
    zone: u16,
    (place, pixels): (&str, usize),
) -> Result<Tone, ToneError> {
    let too_few = || ToneError::TooFewPixels { place: place.to_owned(), pixels, needed: FEWEST_PIXELS };
    let found = found.filter(|_| pixels >= FEWEST_PIXELS).ok_or_else(too_few)?;
    Ok(Tone {
        lab: found.lab,
        spread: found.spread,
        covariance: found.covariance,
        pixels: found.pixels,
        rejected: rejected(cells, zone),
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
    let error = UNMIXING_ERROR[usize::from(found.unmixed.pattern.width < WIDE_HAIR_PX)];
    add_outer(&mut bare_skin.covariance, to_area.map(|change| error * change));
    let taken_out = found.cover.min(0.6) / (1.0 - found.cover.min(0.6));
    let [a, b] = HAIR_COLOR_SD.map(|sd| taken_out * sd);
    add_outer(&mut bare_skin.covariance, [0.0, a, 0.0]);
    add_outer(&mut bare_skin.covariance, [0.0, 0.0, b]);
}
