//! Which patches can be trusted: not clipped, in the same light as the others, without glare, uncovered.

use std::array;

use super::chart_reading::PatchReading;
use super::least_squares::least_squares;
use super::own_light::{OwnLights, own_lights};
use super::patch_fit::{Pair, Slope, scale};
use super::reference::{COLUMNS, PATCHES, ROWS};
use crate::color::{Illuminant, Lab, Xyz, delta_e_2000, lab_of};
use crate::locale::tr;

/// Why a patch is not used, `None` for those that are.
pub(super) type Dropped = [Option<Fault>; PATCHES];

/// What is wrong with a patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// At the camera's upper end.
    Clipped,
    /// At its lower end.
    Black,
    /// Not one even square.
    Uneven,
    /// Not the colour of the patch in any amount of light.
    OtherColor,
    /// Darker than the light on the others tells.
    Shaded,
    /// Lighter than that, or paler.
    Glossy,
}

impl Fault {
    /// In words, after the name of the patch.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Clipped => tr("clipped##a patch of the card"),
            Self::Black => tr("a channel is black"),
            Self::Uneven => tr("uneven: hair, shade or glare on a part of it"),
            Self::OtherColor => tr("another colour: covered or soiled"),
            Self::Shaded => tr("in the shade"),
            Self::Glossy => tr("glossy##a patch of the card"),
        }
    }

    /// Whether something may lie over the patch.
    pub(super) fn is_cover(self) -> bool {
        matches!(self, Self::Uneven | Self::OtherColor)
    }

    /// Whether its light is not that of the others.
    pub(super) fn is_light(self) -> bool {
        matches!(self, Self::Shaded | Self::Glossy)
    }
}

/// Share of pixels at the upper and at the lower end of the range that is still averaged away.
const CLIPPED_SHARE: f64 = 0.02;
const BLACK_SHARE: f64 = 0.2;
/// Relative unevenness of a patch that is neither shaded in part nor glossy; noise of phones leaves 2 % of it.
const UNEVEN: f64 = 0.10;
/// Fewest patches that tell the light on each of them.
const FEWEST: usize = 9;
/// Most patches that are set aside for their colour, the worst first.
const MOST_ASIDE: usize = 12;
/// ΔE00 that a patch may be off in the light of its own, and the same in medians of all. Sound captures leave 9
/// at most (cyan in light A without white balance) and 5 in medians (tests/chart.rs).
const OTHER_COLOR: (f64, f64) = (12.0, 5.0);
/// ΔE00 below which such a patch is its own colour with white light added.
const PALER: f64 = 6.0;
/// Logarithm of light by which a patch alone differs from the plane through the others, and by which it does beside
/// one that differs too: at least so much, and so many of their standard deviations. Sound captures leave 0.14 at
/// most; on real photos a strong colour leaves 0.25 with a deviation of 0.08.
const ALONE: (f64, f64) = (0.30, 3.5);
const AMONG_OTHERS: (f64, f64) = (0.16, 3.0);
/// Difference in L* that makes it worth mentioning: veiling light raises dark patches by less.
const OTHER_L: f64 = 4.0;
/// Y of a patch dark enough for veiling light to matter; the plane is not laid through those.
const DARK: f64 = 0.05;
/// Logarithm of light up to which a patch speaks for a plane, the less the further off, and up to which it takes
/// part in the final one. Wider, a shadow over two columns would pass for a steep slope.
const NEAR_PLANE: (f64, f64) = (0.10, 0.15);
/// Steepest light over the whole card, as a logarithm: 2.2 to 1.
const STEEPEST: f64 = 0.8;
/// Patches that must speak for a plane more when the light on it changes by a factor of e over the card: even
/// light is likelier than a slope.
const EVEN_IS_LIKELIER: f64 = 6.0;

/// Judges every patch.
pub(super) fn judge(pairs: &[Pair<'_>; PATCHES], readings: &[PatchReading; PATCHES]) -> Dropped {
    let mut dropped = readings.map(|reading| unreadable(&reading));
    let Some(own) = drop_other_colors(pairs, &mut dropped) else { return dropped };
    drop_other_light(pairs, &own, &mut dropped);
    dropped
}

fn unreadable(reading: &PatchReading) -> Option<Fault> {
    if reading.clipped > CLIPPED_SHARE {
        Some(Fault::Clipped)
    } else if reading.black > BLACK_SHARE {
        Some(Fault::Black)
    } else if reading.unevenness > UNEVEN {
        Some(Fault::Uneven)
    } else {
        None
    }
}

/// Drops patches of another colour; the light on each as the others tell it.
fn drop_other_colors(pairs: &[Pair<'_>; PATCHES], dropped: &mut Dropped) -> Option<OwnLights> {
    let readable: [bool; PATCHES] = array::from_fn(|index| dropped[index].is_none());
    let mut used = readable;
    let mut own = own_lights(pairs, &used)?;
    for _ in 0..MOST_ASIDE {
        let limit = limit(&own, &used);
        let worst =
            (0..PATCHES).filter(|&i| used[i]).max_by(|&a, &b| own.misfit[a].total_cmp(&own.misfit[b]))?;
        if own.misfit[worst] <= limit || used.iter().filter(|used| **used).count() <= FEWEST {
            break;
        }
        used[worst] = false;
        own = own_lights(pairs, &used)?;
    }
    let limit = limit(&own, &used);
    for index in (0..PATCHES).filter(|&i| readable[i] && own.misfit[i] > limit) {
        let paler = is_paler(&own, &pairs[index]);
        dropped[index] = Some(if paler { Fault::Glossy } else { Fault::OtherColor });
    }
    Some(own)
}

fn limit(own: &OwnLights, used: &[bool; PATCHES]) -> f64 {
    let misfits: Vec<f64> = (0..PATCHES).filter(|&i| used[i]).map(|i| own.misfit[i]).collect();
    OTHER_COLOR.0.max(OTHER_COLOR.1 * median(misfits))
}

/// Whether a patch is its own colour with white light added.
fn is_paler(own: &OwnLights, pair: &Pair<'_>) -> bool {
    let seen = own.model.xyz(pair.linear);
    let Xyz { x, y, z, .. } = pair.patch.xyz;
    let (wanted, white) = ([x, y, z], Illuminant::D65.white());
    let rows = [seen.x, seen.y, seen.z].into_iter().zip(wanted.into_iter().zip(white));
    let rows = rows.map(|(seen, (wanted, white))| ([wanted / white, 1.0], [seen / white]));
    let Some([[light, glare]]) = least_squares::<2, 1>(rows) else { return false };
    if light <= 0.0 || glare <= 0.0 {
        return false;
    }
    let [x, y, z] = [0, 1, 2].map(|i: usize| ([seen.x, seen.y, seen.z][i] - glare * white[i]) / light);
    delta_e_2000(lab_of(Xyz::new(x, y, z)), pair.patch.lab) < PALER
}

/// Drops patches in another light than the plane that most of them share.
fn drop_other_light(pairs: &[Pair<'_>; PATCHES], own: &OwnLights, dropped: &mut Dropped) {
    let judged: Vec<usize> = (0..PATCHES).filter(|&index| dropped[index].is_none()).collect();
    let bright: Vec<usize> =
        judged.iter().copied().filter(|&index| pairs[index].patch.xyz.y >= DARK).collect();
    let Some((plane, deviation)) = common_plane(pairs, own, &bright) else { return };
    let off: [f64; PATCHES] = array::from_fn(|index| own.logarithm[index] - plane.at(pairs[index].at));
    let limit = |(least, deviations): (f64, f64)| f64::max(least, deviations * deviation);
    let (alone, among_others) = (limit(ALONE), limit(AMONG_OTHERS));
    let is_seen = |index: usize| {
        let Xyz { x, y, z, .. } = pairs[index].patch.xyz;
        let level = off[index].exp();
        let Lab { l, .. } = lab_of(Xyz::new(x * level, y * level, z * level));
        (l - pairs[index].patch.lab.l).abs() > OTHER_L
    };
    let apart: Vec<usize> = judged.into_iter().filter(|&index| off[index].abs() > among_others).collect();
    let alike = |index: usize, other: usize| apart.contains(&other) && off[other] * off[index] > 0.0;
    for &index in &apart {
        let far = off[index].abs() > alone;
        // A dark patch among shaded ones lies in the shade too, however little it shows.
        let has_seen_neighbour = neighbours(index).any(|other| alike(index, other) && is_seen(other));
        if (far && is_seen(index)) || has_seen_neighbour {
            dropped[index] = Some(if off[index] < 0.0 { Fault::Shaded } else { Fault::Glossy });
        }
    }
}

/// Patches to the left, right, above and below.
fn neighbours(index: usize) -> impl Iterator<Item = usize> {
    let (column, row) = (index % COLUMNS, index / COLUMNS);
    let left = (column > 0).then(|| index - 1);
    let right = (column + 1 < COLUMNS).then_some(index + 1);
    let above = (row > 0).then(|| index - COLUMNS);
    let below = (row + 1 < ROWS).then_some(index + COLUMNS);
    [left, right, above, below].into_iter().flatten()
}

/// Logarithm of the light over the card.
#[derive(Debug, Clone, Copy)]
struct Plane {
    level: f64,
    slope: Slope,
}

impl Plane {
    fn at(&self, [x, y]: [f64; 2]) -> f64 {
        self.level + self.slope[0] * x + self.slope[1] * y
    }

    /// Change over the whole card.
    fn range(&self) -> f64 {
        let (across, down) = (COLUMNS as f64 - 1.0, ROWS as f64 - 1.0);
        self.slope[0].abs() * across + self.slope[1].abs() * down
    }
}

/// The plane that most patches share, and their standard deviation from it.
fn common_plane(pairs: &[Pair<'_>; PATCHES], own: &OwnLights, among: &[usize]) -> Option<(Plane, f64)> {
    let through = |indices: &[usize]| {
        let rows = indices.iter().map(|&index| {
            let ([x, y], factor) = (pairs[index].at, 1.0 / scale(pairs[index].patch));
            ([1.0, x, y].map(|value| value * factor), [own.logarithm[index] * factor])
        });
        let [[level, x, y]] = least_squares::<3, 1>(rows)?;
        Some(Plane { level, slope: [x, y] })
    };
    let off = |plane: &Plane, index: usize| own.logarithm[index] - plane.at(pairs[index].at);
    let mut best: Option<(f64, Plane)> = None;
    for (i, &a) in among.iter().enumerate() {
        for (j, &b) in among.iter().enumerate().skip(i + 1) {
            for &c in among.iter().skip(j + 1) {
                let Some(plane) = through(&[a, b, c]).filter(|plane| plane.range() <= STEEPEST) else {
                    continue;
                };
                let score: f64 = among
                    .iter()
                    .map(|&index| (1.0 - (off(&plane, index) / NEAR_PLANE.0).powi(2)).max(0.0))
                    .sum();
                let score = score - EVEN_IS_LIKELIER * plane.range();
                if best.as_ref().is_none_or(|(most, _)| score > *most) {
                    best = Some((score, plane));
                }
            }
        }
    }
    let (_, mut plane) = best?;
    for _ in 0..3 {
        let near: Vec<usize> =
            among.iter().copied().filter(|&index| off(&plane, index).abs() <= NEAR_PLANE.1).collect();
        plane = through(&near).filter(|plane| plane.range() <= STEEPEST).unwrap_or(plane);
    }
    let offs: Vec<f64> = among.iter().map(|&index| off(&plane, index).abs()).collect();
    // The median of a normal deviate's size is 0.6745 of its standard deviation.
    Some((plane, median(offs) / 0.6745))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
