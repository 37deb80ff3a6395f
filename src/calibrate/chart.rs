//! A ColorChecker in the picture: read it, choose a model by what it says of patches it has not seen, and tell
//! what was found.

use std::array;

use serde::Serialize;

use super::calibration::UNCALIBRATED_SD;
use super::chart_place::{self, Placed};
use super::chart_reading::PatchReading;
use super::light_model::ModelKind;
use super::own_light::own_lights;
use super::patch_fit::{self, Fitted, Pair};
use super::reference::{COLUMNS, PATCHES, ROWS, place};
use super::sound::{self, Dropped, Fault};
use super::{Calibration, CalibrationKind, ChartError, ChartPick, ReferencePatch, reference_patches};
use crate::color::{Lab, lab_of};
use crate::photo::{LinearImage, PixelPos};

/// What the card said, in a few figures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ChartReading {
    /// As it was told.
    pub pick: ChartPick,
    /// Outer corners of dark skin, bluish green, black and white.
    pub corners: [PixelPos; 4],
    /// The model chosen.
    pub model: ModelKind,
    /// Patches it was fitted on.
    pub used: usize,
    /// Mean ΔE00 on those patches.
    pub fit_delta_e: f64,
    /// Mean ΔE00 on each patch under the model of all others.
    pub leave_one_out_delta_e: f64,
    /// The same over dark skin and light skin; none when both were dropped.
    pub skin_held_out_delta_e: Option<f64>,
    /// Change of the light across the card in percent, from its darkest to its lightest patch.
    pub light_percent: f64,
    /// Whether that change was taken off.
    pub light_corrected: bool,
    /// Where on the picture the light grows, in degrees from the right over the top; none when it hardly changes.
    pub light_toward_degrees: Option<f64>,
    /// Scale at the middle of the card.
    pub mm_per_px: f64,
}

/// One patch as it was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChartPatch {
    /// What it is.
    pub reference: ReferencePatch,
    /// Its colour by the calibration.
    pub lab: Lab,
    /// Corners of the square that was read, in the order of the card's.
    pub read: [PixelPos; 4],
    /// Light on it, where the mean of the patches that were used is 1; none when they do not tell one.
    pub light: Option<f64>,
    /// Why it was not used, if so.
    pub dropped: Option<&'static str>,
}

/// A calibration by a card, and everything that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartCalibration {
    /// What to measure with.
    pub calibration: Calibration,
    /// The figures.
    pub reading: ChartReading,
    /// The patches, row by row from dark skin.
    pub patches: Vec<ChartPatch>,
    /// Every model that was tried with its mean ΔE00 on the patches and on patches left out.
    pub tried: Vec<(ModelKind, f64, f64)>,
}

/// Fewest patches for a model.
const FEWEST: usize = 12;
/// Most patches over which something may lie, and most in another light than the rest: a third of the card.
const MOST_COVERED: usize = 3;
const MOST_IN_OTHER_LIGHT: usize = 8;
/// Mean ΔE00 of the fit above which the colours are not this card's. Sound cards leave below 3.5 under every
/// light tried.
const MOST_ERROR: f64 = 5.0;
/// Change of light over the card, percent, below which its direction is noise (*assumed*).
const LEAST_CHANGE: f64 = 2.0;
/// Smallest error that is claimed for the shared error: two cards of an edition differ by about as much.
const LEAST_ERROR: f64 = 0.5;
/// Standard deviation of skin's L*, a*, b* for each ΔE00 on patches left out. a* and b* as rendered captures have them
/// (3 cameras, 5 lights, cards of known and of unknown spectra: 0.49 and 0.52 of a*, 0.73 and 0.98 of b*, which lights
/// of few lines move most). L* as without a card, 4.5 of 6: captures have 0.12 to 0.20, but in them the light on the scalp
/// is that on the card, and glare there is none.
const SD_OF_ERROR: [f64; 3] = [0.75, 0.50, 0.85];

/// Calibrates by a card.
///
/// # Errors
/// When there is no card or more than one, it cannot be read, or its colours are not a ColorChecker's.
pub fn calibrate_by_chart(image: &LinearImage, pick: &ChartPick) -> Result<ChartCalibration, ChartError> {
    let mm = pick.size.pitch_mm();
    if !(2.0..=200.0).contains(&mm) {
        return Err(ChartError::Size { mm });
    }
    let placed = chart_place::place_card(image, pick)?;
    let references = reference_patches(pick.edition);
    let pairs = pairs(&placed.readings, references);
    let dropped = sound::judge(&pairs, &placed.readings);
    let kept = kept(&pairs, &dropped);
    let count = |is: fn(Fault) -> bool| dropped.iter().flatten().filter(|fault| is(**fault)).count();
    if count(Fault::is_cover) > MOST_COVERED {
        return Err(covered(references, &dropped));
    }
    if kept.len() < FEWEST || count(Fault::is_light) > MOST_IN_OTHER_LIGHT {
        return Err(too_few(references, &dropped));
    }
    let (best, tried) = patch_fit::choose(&kept).ok_or_else(|| too_few(references, &dropped))?;
    let fit = mean(&best.fit);
    if fit > MOST_ERROR {
        return Err(ChartError::NotThisCard { error: fit });
    }
    let slope = slope_of_light(&best, &kept);
    let light = change_of_light(slope, &pairs);
    let reading = ChartReading {
        pick: *pick,
        corners: placed.corners(),
        model: best.kind,
        used: kept.len(),
        fit_delta_e: fit,
        leave_one_out_delta_e: mean(&best.held_out),
        skin_held_out_delta_e: skin_held_out(&kept, &best.held_out, references),
        light_percent: light,
        light_corrected: best.slope.is_some(),
        light_toward_degrees: (light >= LEAST_CHANGE).then(|| toward(slope, &placed.corners())),
        mm_per_px: mm / placed.card.area(MIDDLE).abs().sqrt(),
    };
    let error = best.error.max(LEAST_ERROR);
    let calibration = Calibration {
        light: best.model,
        kind: CalibrationKind::Chart(reading),
        shared_sd: array::from_fn(|c| (error * SD_OF_ERROR[c]).min(UNCALIBRATED_SD[c])),
    };
    let patches = patches(&placed, &pairs, &dropped, &calibration);
    let tried = tried.iter().map(|model| (model.kind, mean(&model.fit), mean(&model.held_out))).collect();
    Ok(ChartCalibration { calibration, reading, patches, tried })
}

impl ChartReading {
    /// Middle of the card on the picture.
    #[must_use]
    pub fn center(&self) -> PixelPos {
        let sum = self.corners.iter().fold([0.0; 2], |sum, corner| [sum[0] + corner.x, sum[1] + corner.y]);
        PixelPos { x: sum[0] / 4.0, y: sum[1] / 4.0 }
    }

    /// Outline of the card with its border, about.
    #[must_use]
    pub fn outline(&self) -> [PixelPos; 4] {
        const BORDER: f64 = 1.12;
        let middle = self.center();
        self.corners.map(|corner| PixelPos {
            x: middle.x + BORDER * (corner.x - middle.x),
            y: middle.y + BORDER * (corner.y - middle.y),
        })
    }
}

/// Middle of the card in pitches.
const MIDDLE: [f64; 2] = [(COLUMNS as f64 - 1.0) / 2.0, (ROWS as f64 - 1.0) / 2.0];

pub(super) fn pairs<'a>(
    readings: &[PatchReading; PATCHES],
    references: &'a [ReferencePatch; PATCHES],
) -> [Pair<'a>; PATCHES] {
    array::from_fn(|index| {
        let [column, row] = place(index);
        let at = [column - MIDDLE[0], row - MIDDLE[1]];
        Pair { linear: readings[index].linear, patch: &references[index], at }
    })
}

fn kept<'a>(pairs: &[Pair<'a>; PATCHES], dropped: &Dropped) -> Vec<Pair<'a>> {
    pairs.iter().zip(dropped).filter(|(_, why)| why.is_none()).map(|(pair, _)| *pair).collect()
}

fn too_few(references: &[ReferencePatch; PATCHES], dropped: &Dropped) -> ChartError {
    let named: Vec<String> = references
        .iter()
        .zip(dropped)
        .filter_map(|(patch, why)| why.map(|why| format!("{}: {}", patch.words(), why.words())))
        .collect();
    ChartError::TooFewPatches { used: PATCHES - named.len(), dropped: named.join(", ") }
}

fn covered(references: &[ReferencePatch; PATCHES], dropped: &Dropped) -> ChartError {
    let named = references.iter().zip(dropped).filter(|(_, why)| why.is_some_and(Fault::is_cover));
    let named: Vec<&str> = named.map(|(patch, _)| patch.words()).collect();
    ChartError::Covered { count: named.len(), names: named.join(", ") }
}

/// Change of the logarithm of light from one column and one row of the card to the next.
fn slope_of_light(best: &Fitted, kept: &[Pair<'_>]) -> [f64; 2] {
    best.slope
        .or_else(|| {
            let plain = patch_fit::model(kept.iter().copied(), ModelKind::Matrix)?;
            patch_fit::slope(&plain, kept.iter().copied())
        })
        .unwrap_or_default()
}

/// Change of the light over the card in percent.
fn change_of_light(slope: [f64; 2], pairs: &[Pair<'_>; PATCHES]) -> f64 {
    let logarithms = pairs.map(|pair| slope[0] * pair.at[0] + slope[1] * pair.at[1]);
    let most = logarithms.iter().copied().fold(f64::MIN, f64::max);
    let least = logarithms.iter().copied().fold(f64::MAX, f64::min);
    100.0 * ((most - least).exp() - 1.0)
}

/// Direction on the picture in which light grows, degrees from the right over the top.
fn toward(slope: [f64; 2], [dark_skin, bluish_green, _, white]: &[PixelPos; 4]) -> f64 {
    let along = |to: &PixelPos, steps: f64| [(to.x - dark_skin.x) / steps, (to.y - dark_skin.y) / steps];
    let (column, row) = (along(bluish_green, COLUMNS as f64 - 1.0), along(white, ROWS as f64 - 1.0));
    let [x, y] = [0, 1].map(|i: usize| slope[0] * column[i] + slope[1] * row[i]);
    (-y).atan2(x).to_degrees().rem_euclid(360.0)
}

fn skin_held_out(kept: &[Pair<'_>], held_out: &[f64], references: &[ReferencePatch; PATCHES]) -> Option<f64> {
    let [dark, light, ..] = references;
    let skin: Vec<f64> = kept
        .iter()
        .zip(held_out)
        .filter(|(pair, _)| [dark.name, light.name].contains(&pair.patch.name))
        .map(|(_, error)| *error)
        .collect();
    (!skin.is_empty()).then(|| mean(&skin))
}

fn patches(
    placed: &Placed,
    pairs: &[Pair<'_>; PATCHES],
    dropped: &Dropped,
    calibration: &Calibration,
) -> Vec<ChartPatch> {
    let lights = own_lights(pairs, &dropped.map(|why| why.is_none()));
    (0..PATCHES)
        .map(|index| ChartPatch {
            reference: *pairs[index].patch,
            lab: lab_of(calibration.xyz(pairs[index].linear)),
            read: placed.square_read(index),
            light: lights.as_ref().map(|lights| lights.logarithm[index].exp()),
            dropped: dropped[index].map(Fault::words),
        })
        .collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}
