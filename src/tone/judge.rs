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

/// Sets each cell's light and verdict.
pub(super) fn judge(cells: &mut [Cell], light: &Light, hair: Option<Hair>) {
    let mut zones: Vec<u16> = cells.iter().map(|cell| cell.zone).collect();
    zones.sort_unstable();
    zones.dedup();
    for cell in cells.iter_mut() {
        cell.light = light.at(cell.middle);
        if cell.verdict != Verdict::Clipped {
            let dark = cell.quantiles[4] < DARKEST;
            cell.verdict = if dark { Verdict::DeepShade } else { Verdict::Used };
        }
    }
    for zone in zones {
        let hair = if zone == SURROUND { hair } else { None };
        judge_zone(cells, zone, hair);
    }
}

fn judge_zone(cells: &mut [Cell], zone: u16, hair: Option<Hair>) {
    let members: Vec<usize> = cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| cell.zone == zone && cell.verdict == Verdict::Used)
        .map(|(index, _)| index)
        .collect();
    let colors: Vec<[f64; 3]> = members
        .iter()
        .filter_map(|&index| cells.get(index))
        .map(|cell| cell.skin(hair).map(|value| value / cell.light))
        .collect();
    if colors.len() < 4 {
        return;
    }
    let center = [0, 1, 2].map(|i: usize| median(colors.iter().map(|color| color[i])));
    let labs: Vec<Lab> = colors.iter().map(|&color| lab(color)).collect();
    let (l, l_sd) = center_and_spread(&labs.iter().map(|c| c.l).collect::<Vec<_>>());
    let (a, a_sd) = center_and_spread(&labs.iter().map(|c| c.a).collect::<Vec<_>>());
    let (b, b_sd) = center_and_spread(&labs.iter().map(|c| c.b).collect::<Vec<_>>());
    let sd = [l_sd.max(LEAST_SPREAD[0]), a_sd.max(LEAST_SPREAD[1]), b_sd.max(LEAST_SPREAD[2])];
    let shine: Vec<f64> = colors.iter().map(|&color| added_white(color, center)).collect();
    let (shine_center, shine_sd) = center_and_spread(&shine);
    let shine_limit = shine_center + (GLARE_SDS * shine_sd).max(LEAST_GLARE);
    for (((&index, color), lab), shine) in members.iter().zip(&colors).zip(&labs).zip(&shine) {
        let Some(cell) = cells.get_mut(index) else { continue };
        let off = [(lab.l - l) / sd[0], (lab.a - a) / sd[1], (lab.b - b) / sd[2]];
        let distance = off.iter().map(|d| d * d).sum::<f64>().sqrt();
        // Hairy cells are dark without being unusual: darkness alone is judged more mildly.
        let mild = if lab.l < l && hair.is_some() { 1.5 } else { 1.0 };
        cell.verdict = if *shine > shine_limit && lab.l > l {
            Verdict::Glare
        } else if color[1] < SHADE_SHARE * center[1] && off[1].hypot(off[2]) < OUTLIER_SDS {
            Verdict::DeepShade
        } else if distance > OUTLIER_SDS * mild {
            Verdict::Outlier
        } else {
            Verdict::Used
        };
    }
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
