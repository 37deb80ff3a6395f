//! Skin between the measured regions and a grey card.
//!
//! A card seldom lies inside the ring. What the light does on the way to it is read on the skin that lies
//! there: from the ring outwards, cell by cell, as long as the colour stays that of the surround under a
//! light that changes slowly. Hair, clothes, background and the card itself stop it. These cells bear on the
//! light alone, never on a tone.

use super::cell::{Cell, Hair, Verdict, cells};
use super::judge::lab;
use super::light;
use super::number::{center_and_spread, floor};
use super::tile::{SURROUND, read_squares};
use crate::calibrate::{Calibration, GreyPick};
use crate::photo::{LinearImage, PixelPos};
use crate::region::{Masks, Regions, Shape, Surround, masks};

/// Squares across the longer side of the area that is looked at.
const SQUARES: u32 = 48;
/// Rounds of growth; each reaches one square further on each side.
const ROUNDS: usize = 60;
/// Standard deviations of the surround's cells within which skin further out has to lie.
const LIKE_SKIN_SDS: f64 = 3.0;
/// Spread of L*, a*, b* that is always allowed from cell to cell: mottling, a little more or less hair.
const LEAST_SPREAD: [f64; 3] = [2.0, 1.2, 1.2];

/// Reads cells of a side of `side` pixels between the regions and the card, none of them in a scar, an exclusion
/// or the surround.
pub(super) fn read(
    image: &LinearImage,
    regions: &Regions,
    held: &Masks,
    calibration: &Calibration,
    (card, side): (&GreyPick, u32),
) -> Vec<Cell> {
    let Some(frame) = frame(image, held, card) else { return Vec::new() };
    let at = |x: u32, y: u32| PixelPos { x: f64::from(x), y: f64::from(y) };
    let [left, top, right, bottom] = frame;
    let outline = vec![at(left, top), at(right, top), at(right, bottom), at(left, bottom)];
    let all = Regions { surround: Surround::Outline(Shape::Polygon(outline)), ..regions.clone() };
    let Ok(mut found) = masks(&all, image.width(), image.height(), None) else { return Vec::new() };
    found.surround = found.surround.minus(&held.surround);
    found.scars.clear();
    let step = ((right - left).max(bottom - top) / SQUARES).max(side);
    let clear = 2.0 * card.radius;
    let places: Vec<(u32, u32)> = (top..bottom)
        .step_by(step as usize)
        .flat_map(|y| (left..right).step_by(step as usize).map(move |x| (x, y)))
        .filter(|&(x, y)| {
            let far = |from: u32, to: f64| (f64::from(from) + f64::from(side) / 2.0 - to).abs();
            let whole = [(x, y), (x + side, y), (x, y + side), (x + side, y + side)];
            far(x, card.center.x).hypot(far(y, card.center.y)) > clear
                && whole.iter().all(|&(x, y)| found.surround.contains(x, y))
        })
        .collect();
    let tiles = read_squares(image, &found, calibration, &places, side);
    cells(&tiles, side as usize)
}

/// Smallest rectangle of pixels that holds the regions and the card.
fn frame(image: &LinearImage, held: &Masks, card: &GreyPick) -> Option<[u32; 4]> {
    let mut frame = held.surround.bounds()?;
    for scar in held.scars.iter().filter_map(crate::region::Mask::bounds) {
        frame.left = frame.left.min(scar.left);
        frame.top = frame.top.min(scar.top);
        frame.right = frame.right.max(scar.right);
        frame.bottom = frame.bottom.max(scar.bottom);
    }
    let reach = 4.0 * card.radius;
    let whole = |value: f64, most: u32| u32::try_from(floor(value)).unwrap_or(u32::MAX).min(most);
    let (x, y) = (card.center.x, card.center.y);
    let left = frame.left.min(whole(x - reach, image.width()));
    let top = frame.top.min(whole(y - reach, image.height()));
    let right = frame.right.max(whole(x + reach, image.width()));
    let bottom = frame.bottom.max(whole(y + reach, image.height()));
    (left < right && top < bottom).then_some([left, top, right, bottom])
}

/// Those of `outside` that are skin like the surround's, reached from it step by step.
pub(super) fn grow(
    inside: &[Cell],
    mut outside: Vec<Cell>,
    hair: Option<Hair>,
    card: Option<[f64; 2]>,
) -> Vec<Cell> {
    outside.retain(|cell| cell.verdict == Verdict::Used);
    let known: Vec<&Cell> =
        inside.iter().filter(|c| c.verdict == Verdict::Used && c.zone == SURROUND).collect();
    let Some((center, sd)) = usual(&known, hair) else { return Vec::new() };
    let step = spacing(&outside);
    let mut front: Vec<[f64; 2]> = known.iter().map(|cell| cell.middle).collect();
    let mut grown: Vec<Cell> = Vec::new();
    for _ in 0..ROUNDS {
        let fitted = light::fit(inside, &grown, hair, card);
        let near = |cell: &Cell| {
            front.iter().any(|at| {
                let (x, y) = ((at[0] - cell.middle[0]).abs(), (at[1] - cell.middle[1]).abs());
                x.max(y) < 2.2 * step
            })
        };
        let like = |cell: &Cell| {
            let level = fitted.at(cell.middle);
            let color = lab(cell.skin(hair).map(|value| value / level));
            let off = [color.l - center[0], color.a - center[1], color.b - center[2]];
            off.iter().zip(sd).map(|(off, sd)| (off / sd).powi(2)).sum::<f64>().sqrt() < LIKE_SKIN_SDS
        };
        let (new, rest): (Vec<Cell>, Vec<Cell>) =
            outside.into_iter().partition(|cell| near(cell) && like(cell));
        outside = rest;
        if new.is_empty() {
            break;
        }
        front = new.iter().map(|cell| cell.middle).collect();
        grown.extend(new);
    }
    grown
}

/// Median and spread of the flattened skin of cells.
fn usual(cells: &[&Cell], hair: Option<Hair>) -> Option<([f64; 3], [f64; 3])> {
    let labs: Vec<_> = cells.iter().map(|c| lab(c.skin(hair).map(|value| value / c.light))).collect();
    if labs.len() < 20 {
        return None;
    }
    let of =
        |get: fn(&crate::color::Lab) -> f64| center_and_spread(&labs.iter().map(get).collect::<Vec<_>>());
    let parts = [of(|c| c.l), of(|c| c.a), of(|c| c.b)];
    let [l, a, b] = LEAST_SPREAD;
    Some((parts.map(|part| part.0), [parts[0].1.max(l), parts[1].1.max(a), parts[2].1.max(b)]))
}

/// Distance of neighbouring squares.
fn spacing(cells: &[Cell]) -> f64 {
    let mut columns: Vec<f64> = cells.iter().map(|cell| cell.middle[0]).collect();
    columns.sort_by(f64::total_cmp);
    columns.dedup();
    columns.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min).max(1.0)
}
