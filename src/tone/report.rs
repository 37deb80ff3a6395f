//! From what was told apart to the tones of hair and follicle, with how sure they are.

use super::bootstrap::add_outer;
use super::cell::{Cell, Verdict};
use super::hair::Separation;
use super::judge::lab;
use super::measure::each_pixel;
use super::number::{center_and_spread, floor};
use super::pieces::pieces;
use super::sorting::HairRule;
use super::tile::{SURROUND, Tile};
use super::{Follicle, HairForm, HairPieces, NotResolved, Rejected, Scale, ScaleSource, Tone, follicle};
use crate::color::{Lab, UNNOTICED, delta_e_2000};
use crate::locale::{number, say, tr};

/// Everything about hair.
#[derive(Debug)]
pub(super) struct HairReport {
    pub(super) hair: Result<Tone, NotResolved>,
    pub(super) follicle: Result<Follicle, NotResolved>,
    pub(super) cover: f64,
    pub(super) cover_sd: f64,
    pub(super) hairs: Option<HairPieces>,
    pub(super) scale: Option<Scale>,
    pub(super) notes: Vec<String>,
    /// Which pixels are hair, where hair stands apart from skin.
    pub(super) rule: Option<HairRule>,
}

/// Pixels a hair must be wide for its own colour.
const RESOLVED_PX: f64 = 2.0;
/// Ashman's D from which on two components count as apart.
const SEPARATED: f64 = 2.0;
/// Usual width of a hair when nothing better is known, mm (`matching.md` section 1).
const USUAL_WIDTH_MM: f64 = 0.07;
/// Scale from which on a follicle's disc can be read.
const FOLLICLE_PX_PER_MM: f64 = 16.0;
/// Error of the hair's share and contrast, relative, where a hair is two pixels wide and where it is less
/// (*assumed*, about what rendered scenes show).
const MIX_ERROR: [f64; 2] = [0.10, 0.20];

/// Standard deviation of hair's own L*, a*, b* and of the follicle's, what the hair's share leaves open not
/// included (*assumed*, about what rendered scenes show).
const HAIR_SD: [f64; 3] = [4.0, 2.3, 3.5];
const FOLLICLE_SD: [f64; 3] = [0.9, 0.7, 0.8];

/// Writes up what was found; `found` is `None` when nothing stood out from skin.
pub(super) fn report(
    tiles: &[Tile],
    cells: &[Cell],
    found: Option<&Separation>,
    px_per_mm: Option<f64>,
    rejected: Rejected,
) -> HairReport {
    let given = px_per_mm.map(|px_per_mm| Scale { px_per_mm, source: ScaleSource::Given });
    let Some(found) = found else {
        return nothing(given);
    };
    let pattern = found.unmixed.pattern;
    let scale =
        given.or(Some(Scale { px_per_mm: found.width() / USUAL_WIDTH_MM, source: ScaleSource::HairWidth }));
    let per_mm = scale.map_or(1.0, |scale| scale.px_per_mm);
    let apart =
        found.single.is_some() || found.ashman >= SEPARATED && found.two_components && !found.doubtful();
    let area = follicle::mixed(found.skin, found.hair, found.cover);
    // What darkens the surround unnoticed, and cannot be told apart, is texture and no hair.
    if !apart && delta_e_2000(lab(area), lab(found.skin)) < UNNOTICED {
        return nothing(given);
    }
    let resolved = apart && found.width() >= RESOLVED_PX;
    let mix_error = MIX_ERROR[usize::from(!resolved)];
    let hair =
        if resolved { Ok(hair_tone(tiles, cells, found, rejected)) } else { Err(why(found, apart, per_mm)) };
    // Without hair that stands apart there is nothing a mark could imitate: the area average alone is left.
    let follicle = if apart {
        follicle_tone(found, &hair, per_mm, mix_error, rejected)
    } else {
        Err(why(found, apart, per_mm))
    };
    let mut notes = Vec::new();
    if let Err(reason) = &hair {
        notes.push(reason.reason.clone());
    }
    if px_per_mm.is_none() {
        notes.push(say!(
            "The scale is a guess from the width of the hairs, taken as %{width} mm: lay the ruler over a known length.",
            width = number(USUAL_WIDTH_MM, 2)
        ));
    }
    let width_mm = found.width() / per_mm;
    let read = pieces(tiles, cells, found);
    let hairs = apart.then(|| HairPieces {
        form: if pattern.dots { HairForm::Dots } else { HairForm::Strokes },
        count: floor(read.count.round()),
        length_mm: read.length.map(|length| length / per_mm),
        width_mm,
        per_cm2: read.count / read.area.max(1.0) * per_mm * per_mm * 100.0,
    });
    HairReport {
        follicle,
        hair,
        cover: found.cover,
        cover_sd: found.cover_sd().hypot(if apart { 0.0 } else { (0.5 * found.cover).max(0.08) }),
        hairs,
        scale,
        notes,
        rule: apart.then(|| HairRule::of(found)),
    }
}

fn nothing(scale: Option<Scale>) -> HairReport {
    let reason = tr(
        "Hair cannot be separated from skin: nothing in the surround stands out from it, so the plan rests on the area average and the cover is not known.",
    );
    let missing = || NotResolved { reason: reason.to_owned(), needed_px_per_mm: None };
    HairReport {
        hair: Err(missing()),
        follicle: Err(missing()),
        cover: 0.0,
        cover_sd: 0.2,
        hairs: None,
        scale,
        notes: vec![reason.to_owned()],
        rule: None,
    }
}

fn why(found: &Separation, apart: bool, per_mm: f64) -> NotResolved {
    let width = found.width();
    if apart {
        let needed = RESOLVED_PX / (width / per_mm);
        return NotResolved {
            reason: say!(
                "The hair's own colour is not resolved: a hair is %{width} pixels wide and 2 are needed, so take a closer photo, %{scale} pixels per mm or more.",
                width = number(width, 1),
                scale = number(needed, 0)
            ),
            needed_px_per_mm: Some(needed),
        };
    }
    let reason = if found.doubtful() {
        tr("Hair cannot be separated from skin: the surround's pixels are no clean mix of the two, so the plan rests on the area average; where there is hair, softer light and a sharper photo may help.").to_owned()
    } else {
        say!(
            "Hair cannot be separated from skin: their tones overlap (Ashman's D %{separation}, 2 is needed), so the plan rests on the area average.",
            separation = number(found.ashman, 1)
        )
    };
    NotResolved { reason, needed_px_per_mm: None }
}

fn hair_tone(tiles: &[Tile], cells: &[Cell], found: &Separation, rejected: Rejected) -> Tone {
    // Pixels that are hair for the most part, for the spread.
    let rule = HairRule::of(found);
    let mut colors: Vec<Lab> = Vec::new();
    let mut pixels = 0;
    for cell in cells.iter().filter(|cell| cell.zone == SURROUND && cell.verdict == Verdict::Used) {
        let Some(tile) = tiles.get(cell.tile) else { continue };
        each_pixel(tile, cell, |_, xyz| {
            let xyz = xyz.map(f64::from);
            if rule.holds(xyz) {
                pixels += 1;
                if colors.len() < 4000 {
                    colors.push(lab(xyz));
                }
            }
        });
    }
    let spread = [
        center_and_spread(&colors.iter().map(|c| c.l).collect::<Vec<_>>()).1,
        center_and_spread(&colors.iter().map(|c| c.a).collect::<Vec<_>>()).1,
        center_and_spread(&colors.iter().map(|c| c.b).collect::<Vec<_>>()).1,
    ];
    let mut covariance = [[0.0; 3]; 3];
    for (i, row) in covariance.iter_mut().enumerate() {
        row[i] = HAIR_SD[i] * HAIR_SD[i];
    }
    Tone { lab: lab(found.hair), spread, covariance, pixels, rejected }
}

/// What a share of another colour does to a colour, in L*, a*, b*.
fn change(color: [f64; 3], other: [f64; 3], share: f64) -> [f64; 3] {
    let (from, to) = (lab(color), lab(follicle::mixed(color, other, share)));
    [to.l - from.l, to.a - from.a, to.b - from.b]
}

fn follicle_tone(
    found: &Separation,
    hair: &Result<Tone, NotResolved>,
    per_mm: f64,
    mix_error: f64,
    rejected: Rejected,
) -> Result<Follicle, NotResolved> {
    let pattern = found.unmixed.pattern;
    let measured = per_mm >= FOLLICLE_PX_PER_MM;
    let read = found.single.as_ref().filter(|_| measured).map(|single| follicle::read(single, per_mm));
    let share = if let Some(value) = read {
        ((found.unmixed.skin - value) / (found.unmixed.skin - found.unmixed.hair)).clamp(0.0, 1.0)
    } else if measured {
        follicle::share(pattern.dots, pattern.width / per_mm, found.cover)
    } else if hair.is_ok() {
        follicle::assumed_share(pattern.dots)
    } else {
        return Err(NotResolved {
            reason: say!(
                "What one hair does to a mark's disc is not resolved at %{scale} pixels per mm: take a closer photo, 20 pixels per mm or more.",
                scale = number(per_mm, 0)
            ),
            needed_px_per_mm: Some(20.0),
        });
    };
    let color = follicle::mixed(found.skin, found.hair, share);
    let mut covariance = [[0.0; 3]; 3];
    for (i, row) in covariance.iter_mut().enumerate() {
        row[i] = FOLLICLE_SD[i] * FOLLICLE_SD[i];
    }
    let off = if measured { mix_error * share } else { 0.25 * share };
    add_outer(&mut covariance, change(color, found.hair, off));
    let (near, far) = (lab(color), lab(found.hair));
    let spread = [near.l - far.l, near.a - far.a, near.b - far.b].map(|d| 0.2 * d.abs());
    let pixels = floor(found.contrast.values.len() as f64 * found.cover);
    Ok(Follicle { tone: Tone { lab: near, spread, covariance, pixels, rejected }, measured })
}
