//! Which cells are skin like the rest, and which are shine, shade or something else.

use super::cell::{Cell, Hair, Verdict};
use super::light::Light;
use super::number::{center_and_spread, median};
use super::tile::SURROUND;
use palette::convert::IntoColorUnclamped as _;

use crate::color::{Lab, Xyz};

/// Robust standard deviations from which on a cell is shine.
const GLARE_SDS: f64 = 3.5;
/// White light added to the skin below which nothing is called shine: 1.5 % of a white.
const LEAST_GLARE: f64 = 0.015;
/// Robust standard deviations from which on a cell is unlike the rest.
const OUTLIER_SDS: f64 = 5.0;
/// Spread of skin in L*, a*, b* that is never called unusual: natural mottling.
const LEAST_SPREAD: [f64; 3] = [1.5, 1.0, 1.0];
/// Share of the expected light below which a cell is in deep shade.
const SHADE_SHARE: f64 = 0.5;
/// Luminance that the lightest tenth of a cell must reach to hold colour: L* 4.5, code 16 of 255.
const DARKEST: f64 = 0.005;

/// The light, and what skin is usual in each zone.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Judge {
    light: Light,
    usual: Vec<(u16, Usual)>,
}

/// What most cells of a zone are like.
#[derive(Debug, Clone, PartialEq)]
struct Usual {
    hair: Option<Hair>,
    color: [f64; 3],
    lab: [f64; 3],
    sd: [f64; 3],
    shine_limit: f64,
}

/// Sets each cell's light and verdict; gives by what.
pub(super) fn judge(cells: &mut [Cell], light: &Light, hair: Option<Hair>) -> Judge {
    let mut zones: Vec<u16> = cells.iter().map(|cell| cell.zone).collect();
    zones.sort_unstable();
    zones.dedup();
    let mut judge = Judge { light: light.clone(), usual: Vec::new() };
    for cell in cells.iter_mut() {
        judge.judge(cell);
    }
    let found = zones.into_iter().filter_map(|zone| {
        let hair = if zone == SURROUND { hair } else { None };
        Some((zone, Usual::of(cells, zone, hair)?))
    });
    judge.usual = found.collect();
    for cell in cells.iter_mut() {
        judge.judge(cell);
    }
    judge
}

impl Judge {
    /// Sets a cell's light and verdict.
    pub(super) fn judge(&self, cell: &mut Cell) {
        cell.light = self.light.at(cell.middle);
        if cell.verdict == Verdict::Clipped {
            return;
        }
        cell.verdict = if cell.quantiles[4] < DARKEST {
            Verdict::DeepShade
        } else {
            let usual = self.usual.iter().find(|(zone, _)| *zone == cell.zone);
            usual.map_or(Verdict::Used, |(_, usual)| usual.verdict(cell))
        };
    }
}

impl Usual {
    /// Of the cells of a zone that are measured so far; none when they are too few.
    fn of(cells: &[Cell], zone: u16, hair: Option<Hair>) -> Option<Self> {
        let colors: Vec<[f64; 3]> = cells
            .iter()
            .filter(|cell| cell.zone == zone && cell.verdict == Verdict::Used)
            .map(|cell| flat(cell, hair))
            .collect();
        if colors.len() < 4 {
            return None;
        }
        let color = [0, 1, 2].map(|i: usize| median(colors.iter().map(|color| color[i])));
        let labs: Vec<Lab> = colors.iter().map(|&color| lab(color)).collect();
        let (l, l_sd) = center_and_spread(&labs.iter().map(|c| c.l).collect::<Vec<_>>());
        let (a, a_sd) = center_and_spread(&labs.iter().map(|c| c.a).collect::<Vec<_>>());
        let (b, b_sd) = center_and_spread(&labs.iter().map(|c| c.b).collect::<Vec<_>>());
        let sd = [l_sd.max(LEAST_SPREAD[0]), a_sd.max(LEAST_SPREAD[1]), b_sd.max(LEAST_SPREAD[2])];
        let shine: Vec<f64> = colors.iter().map(|&own| added_white(own, color)).collect();
        let (shine_center, shine_sd) = center_and_spread(&shine);
        let shine_limit = shine_center + (GLARE_SDS * shine_sd).max(LEAST_GLARE);
        Some(Self { hair, color, lab: [l, a, b], sd, shine_limit })
    }

    fn verdict(&self, cell: &Cell) -> Verdict {
        let color = flat(cell, self.hair);
        let (lab, [l, a, b]) = (lab(color), self.lab);
        let off = [(lab.l - l) / self.sd[0], (lab.a - a) / self.sd[1], (lab.b - b) / self.sd[2]];
        let distance = off.iter().map(|d| d * d).sum::<f64>().sqrt();
        // Hairy cells are dark without being unusual: darkness alone is judged more mildly.
        let mild = if lab.l < l && self.hair.is_some() { 1.5 } else { 1.0 };
        if added_white(color, self.color) > self.shine_limit && lab.l > l {
            Verdict::Glare
        } else if color[1] < SHADE_SHARE * self.color[1] && off[1].hypot(off[2]) < OUTLIER_SDS {
            Verdict::DeepShade
        } else if distance > OUTLIER_SDS * mild {
            Verdict::Outlier
        } else {
            Verdict::Used
        }
    }
}

/// Colour of a cell's skin, flattened.
fn flat(cell: &Cell, hair: Option<Hair>) -> [f64; 3] {
    cell.skin(hair).map(|value| value / cell.light)
}

/// White light that must be added to some multiple of the usual skin to give this colour.
fn added_white(color: [f64; 3], skin: [f64; 3]) -> f64 {
    const WHITE: [f64; 3] = [0.95047, 1.0, 1.08883];
    let dot = |p: [f64; 3], q: [f64; 3]| p.iter().zip(q).map(|(x, y)| x * y).sum::<f64>();
    let (ss, sw, ww) = (dot(skin, skin), dot(skin, WHITE), dot(WHITE, WHITE));
    let (sc, wc) = (dot(skin, color), dot(WHITE, color));
    let determinant = ss * ww - sw * sw;
    if determinant <= 1e-9 * ss * ww { 0.0 } else { (ss * wc - sw * sc) / determinant }
}

pub(super) fn lab(xyz: [f64; 3]) -> Lab {
    Xyz::new(xyz[0], xyz[1], xyz[2]).into_color_unclamped()
}
