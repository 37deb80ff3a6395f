//! Where the card lies on the picture, and which way round.

use super::chart::pairs;
use super::chart_reading::{self, COARSE, FINE, HALF, PatchReading};
use super::homography::Homography;
use super::light_model::ModelKind;
use super::patch_fit;
use super::reference::{COLUMNS, PATCHES, ROWS, place};
use super::{ChartError, ChartPick, reference_patches, search};
use crate::color::lab_of;
use crate::locale::tr;
use crate::photo::{LinearImage, PixelPos};

/// A card on the picture.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    /// From places on the card in pitches, the middle of dark skin at (0, 0), to pixels.
    pub(super) card: Homography,
    /// What was read there.
    pub(super) readings: [PatchReading; PATCHES],
}

/// Half a patch in pitches: patches of the Classic take 0.886 of the pitch, those of the Passport 0.825.
const HALF_PATCH: f64 = 0.43;
/// Least pixels across a patch that can be read.
const LEAST_PATCH: f64 = 6.0;
/// Median ΔE00 of the best way round above which none fits.
const MOST_ERROR: f64 = 9.0;
/// Fewest patches that tell the way round.
const FEWEST_SOUND: usize = 8;
/// C*ab that a coloured patch has at least on average in a colour photo.
const LEAST_CHROMA: f64 = 4.0;

/// Finds the card or takes its corners, and turns it the right way round.
pub(super) fn place_card(image: &LinearImage, pick: &ChartPick) -> Result<Placed, ChartError> {
    let Some(corners) = pick.corners else { return found(image, pick) };
    let (width, height) = (image.width(), image.height());
    let inside = |corner: &PixelPos| {
        (0.0..=f64::from(width)).contains(&corner.x) && (0.0..=f64::from(height)).contains(&corner.y)
    };
    if !corners.iter().all(inside) {
        return Err(ChartError::Outside { width, height });
    }
    turned(image, corners.map(|corner| [corner.x, corner.y]), pick)
}

/// The one card on the picture.
fn found(image: &LinearImage, pick: &ChartPick) -> Result<Placed, ChartError> {
    match search::find_cards(image, pick.edition)[..] {
        [] if is_grey(image) => Err(ChartError::Greyscale),
        [] => Err(ChartError::NotFound),
        [card] => best_way(image, &[card], pick),
        ref cards => Err(ChartError::Several { count: cards.len() }),
    }
}

/// Whether no pixel of a sample has a colour.
fn is_grey(image: &LinearImage) -> bool {
    /// Largest difference of channels in a grey picture, of 65535: rounding by profiles.
    const GREY: u16 = 200;
    let apart = |pixel: &[u16; 3]| {
        let (most, least) = (pixel.iter().max(), pixel.iter().min());
        most.zip(least).map_or(0, |(most, least)| most - least)
    };
    image.pixels().iter().step_by(101).all(|pixel| apart(pixel) <= GREY)
}

impl Placed {
    /// Outer corners of dark skin, bluish green, black and white.
    pub(super) fn corners(&self) -> [PixelPos; 4] {
        outer_corners().map(|corner| position(self.card.apply(corner)))
    }

    /// Corners of the square that was read on a patch.
    pub(super) fn square_read(&self, index: usize) -> [PixelPos; 4] {
        square(&self.card, index, HALF)
    }
}

/// The 24 patches between the outer corners of dark skin, bluish green, black and white, each by its corners;
/// none when the corners span nothing.
#[must_use]
pub fn chart_grid(corners: &[PixelPos; 4]) -> Option<[[PixelPos; 4]; PATCHES]> {
    let pairs: [_; 4] = std::array::from_fn(|i| (outer_corners()[i], [corners[i].x, corners[i].y]));
    let card = Homography::fit(&pairs).filter(is_convex)?;
    Some(std::array::from_fn(|index| square(&card, index, HALF_PATCH)))
}

/// Corners of a square around the middle of a patch.
fn square(card: &Homography, index: usize, half: f64) -> [PixelPos; 4] {
    let [x, y] = place(index);
    [[-half, -half], [half, -half], [half, half], [-half, half]]
        .map(|[dx, dy]| position(card.apply([x + dx, y + dy])))
}

fn position([x, y]: [f64; 2]) -> PixelPos {
    PixelPos { x, y }
}

fn outer_corners() -> [[f64; 2]; 4] {
    let (right, bottom) = (COLUMNS as f64 - 1.0 + HALF_PATCH, ROWS as f64 - 1.0 + HALF_PATCH);
    [[-HALF_PATCH, -HALF_PATCH], [right, -HALF_PATCH], [right, bottom], [-HALF_PATCH, bottom]]
}

/// The way round, of eight, in which the colours fit best.
fn turned(image: &LinearImage, corners: [[f64; 2]; 4], pick: &ChartPick) -> Result<Placed, ChartError> {
    let mut ways = Vec::new();
    for (start, backwards) in (0..4).flat_map(|start| [(start, false), (start, true)]) {
        let order = |i: usize| if backwards { (start + 4 - i) % 4 } else { (start + i) % 4 };
        let from = outer_corners();
        let pairs: [_; 4] = std::array::from_fn(|i| (from[i], corners[order(i)]));
        let card = Homography::fit(&pairs).filter(is_convex).ok_or(ChartError::Corners)?;
        ways.push(card);
    }
    if let Some(pixels) = ways.first().map(smallest_patch).filter(|&pixels| pixels < LEAST_PATCH) {
        return Err(ChartError::TooSmall { pixels });
    }
    best_way(image, &ways, pick)
}

/// Judges places of the card by its colours: by the median over the patches, since some may be covered.
pub(super) fn best_way(
    image: &LinearImage,
    ways: &[Homography],
    pick: &ChartPick,
) -> Result<Placed, ChartError> {
    let references = reference_patches(pick.edition);
    let mut best: Option<(f64, Homography)> = None;
    let (mut most, mut colorless) = (0, false);
    for card in ways {
        let Some(readings) = chart_reading::read(image, card, COARSE) else { continue };
        let pairs = pairs(&readings, references);
        let sound = pairs.iter().zip(&readings).filter(|(_, reading)| reading.clipped <= 0.02);
        let sound: Vec<_> = sound.map(|(pair, _)| *pair).collect();
        most = most.max(sound.len());
        if sound.len() < FEWEST_SOUND {
            continue;
        }
        let Some(model) = patch_fit::model(sound.iter().copied(), ModelKind::Matrix) else {
            colorless = true;
            continue;
        };
        let mut errors: Vec<f64> = sound.iter().map(|pair| patch_fit::left_over(&model, pair)).collect();
        errors.sort_by(f64::total_cmp);
        let error = errors[errors.len() / 2];
        if best.as_ref().is_none_or(|(least, _)| error < *least) {
            best = Some((error, *card));
        }
    }
    let Some((error, card)) = best else {
        if colorless {
            return Err(ChartError::Greyscale);
        }
        return Err(ChartError::TooFewPatches {
            used: most,
            dropped: String::from(tr("the others are clipped")),
        });
    };
    let Some(readings) = chart_reading::read(image, &card, FINE) else { return Err(ChartError::NotFound) };
    if chroma(&readings) < LEAST_CHROMA {
        return Err(ChartError::Greyscale);
    }
    if error > MOST_ERROR {
        return Err(ChartError::NotThisCard { error });
    }
    if card.area([2.5, 1.5]) < 0.0 { Err(ChartError::Mirrored) } else { Ok(Placed { card, readings }) }
}

/// Mean C*ab of the 18 coloured patches, seen against the mean of all so that a cast is no colour.
fn chroma(readings: &[PatchReading; PATCHES]) -> f64 {
    let sum =
        readings.iter().fold([1e-9; 3], |sum, reading| [0, 1, 2].map(|i: usize| sum[i] + reading.linear[i]));
    let plain = super::Calibration::uncalibrated();
    let colored = readings.get(..18).unwrap_or(&[]);
    let total: f64 = colored
        .iter()
        .map(|reading| {
            let grey = (sum[0] + sum[1] + sum[2]) / 3.0;
            let lab = lab_of(plain.xyz([0, 1, 2].map(|i: usize| reading.linear[i] * grey / sum[i])));
            lab.a.hypot(lab.b)
        })
        .sum();
    total / 18.0
}

/// Whether all corners lie before the horizon and turn the same way.
fn is_convex(card: &Homography) -> bool {
    let areas = outer_corners().map(|corner| card.area(corner));
    areas.iter().all(|area| area.is_finite() && *area != 0.0)
        && (areas.iter().all(|&area| area > 0.0) || areas.iter().all(|&area| area < 0.0))
}

/// Pixels across the smallest of the corner patches.
fn smallest_patch(card: &Homography) -> f64 {
    let areas = outer_corners().map(|corner| card.area(corner).abs().sqrt());
    2.0 * HALF_PATCH * areas.iter().copied().fold(f64::INFINITY, f64::min)
}
