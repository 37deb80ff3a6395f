//! What the surround's hair is: its form, its own colour, its share of the area.

use super::across;
use super::cell::{Cell, Verdict};
use super::contrast::{self, Contrast};
use super::number::floor;
use super::plausible;
use super::section::{Section, section};
use super::tile::{SURROUND, Tile};
use super::unmix::{Unmixed, unmix, unmix_known};

/// Skin and hair told apart.
#[derive(Debug, Clone)]
pub(super) struct Separation {
    pub(super) contrast: Contrast,
    pub(super) unmixed: Unmixed,
    /// XYZ of bare skin and of hair.
    pub(super) skin: [f64; 3],
    pub(super) hair: [f64; 3],
    /// Share of the surround that hair takes.
    pub(super) cover: f64,
    /// Ashman's D of skin and hair, the pixels that hold both taken apart.
    pub(super) ashman: f64,
    /// The Bayes information criterion prefers two components to one.
    pub(super) two_components: bool,
    /// Single hairs, where they were seen.
    pub(super) single: Option<Single>,
}

/// Single hairs looked at one by one.
#[derive(Debug, Clone)]
pub(super) struct Single {
    pub(super) section: Section,
    pub(super) hair: across::Hair,
}

/// Agreement of direction within a cell, 0..=1, that strokes always and dots never reach.
const SURELY_STROKES: f64 = 0.62;
/// Agreement of direction that dots reach at most half of the time.
const LIKELY_DOTS: f64 = 0.40;
/// Change of the agreement that speaks for one form by one standard deviation.
const FORM_SD: f64 = 0.06;
/// Spread of hair's own colour from hair to hair, in units of the contrast (*assumed*).
const HAIR_SPREAD: f64 = 0.1;
/// Cost of the best pattern, in squared standard deviations, above which it is not believed.
const DOUBTFUL_COST: f64 = 18.0;
/// Misfit of the quantiles, in units of the contrast, above which the pixels are no mix of skin and hair.
const TOLERATED_MISFIT: f64 = 0.08;

/// Usual width of a scalp hair in mm, and pixels from which on single hairs are looked at.
const WIDTH_MM: f64 = 0.078;
const FOLLOWED_PX: f64 = 1.4;
/// Stubble seen nearly end on is a little longer than wide: a disc of the same area is wider than the hair by
/// this factor (*assumed*: a third longer).
const STUB: f64 = 1.17;
/// Depth of single hairs, relative to skin, below which they may be something else.
const LEAST_DEPTH: f64 = 0.15;
/// Pixels along single strokes that stand for a dot when forms are weighed, and the fewest for strokes.
const FORM_RATIO: usize = 10;
const FEWEST_STROKES: usize = 200;
/// Pixels of the surround, and of all scars, in which hair is looked for.
const ENOUGH_PIXELS: usize = 250_000;
/// Skewness that settles whether hair is darker or lighter.
const SURE_SKEW: f64 = 0.25;

impl Separation {
    /// Width of a hair in pixels: a dot's disc is wider.
    pub(super) fn width(&self) -> f64 {
        let pattern = self.unmixed.pattern;
        if pattern.dots && self.single.is_some() { pattern.width / STUB } else { pattern.width }
    }

    /// Standard deviation of the cover's error: with how well the pattern found explains the pixels (*assumed*,
    /// about what rendered scenes show).
    pub(super) fn cover_sd(&self) -> f64 {
        let relative = if self.single.is_some() { 0.12 } else { 0.20 };
        let odd = (self.unmixed.cost - DOUBTFUL_COST).max(0.0).sqrt();
        (relative * self.cover).hypot(0.012).hypot((0.015 * odd).min(0.12))
    }

    /// How far the unmixing is believed against the level of the clearest pixels, 0..=1: less the worse the
    /// pattern found explains the pixels (*assumed*; the slope is about what rendered scenes show).
    pub(super) fn belief(&self) -> f64 {
        (0.9 - self.unmixed.cost / 30.0).clamp(0.2, 0.9)
    }

    /// No pattern of hair explains the pixels.
    pub(super) fn doubtful(&self) -> bool {
        self.unmixed.cost > DOUBTFUL_COST
    }
}

/// Tells hair from skin; `None` when nothing in the surround stands out from skin.
pub(super) fn separate(
    tiles: &[Tile],
    cells: &[Cell],
    area: [f64; 3],
    px_per_mm: Option<f64>,
    peak: f64,
) -> Option<Separation> {
    let few = few(cells);
    let cells = &few;
    if let Some(found) = separate_single(tiles, cells, area, px_per_mm, peak) {
        return Some(found);
    }
    let contrast = contrast::find(tiles, cells, area, peak, false)?;
    let unmixed = best_form(&contrast, px_per_mm)?;
    if unmixed.misfit > TOLERATED_MISFIT {
        return None;
    }
    Some(write_up(contrast, unmixed, area, None))
}

/// Cells from all over each zone, as many as are needed: thousands of hairs tell no more than hundreds.
fn few(cells: &[Cell]) -> Vec<Cell> {
    let used = |cell: &&Cell| cell.verdict == Verdict::Used;
    let pixels = |surround: bool| {
        let zone = cells.iter().filter(used).filter(|cell| (cell.zone == SURROUND) == surround);
        zone.map(|cell| cell.pixels).sum::<usize>()
    };
    let steps = [pixels(false), pixels(true)].map(|pixels| pixels as f64 / ENOUGH_PIXELS as f64);
    let mut passed = [0.0, 0.0];
    let chosen = cells.iter().filter(used).filter(|cell| {
        let surround = usize::from(cell.zone == SURROUND);
        passed[surround] += 1.0;
        let step = steps[surround].max(1.0);
        (passed[surround] / step).floor() > ((passed[surround] - 1.0) / step).floor()
    });
    chosen.cloned().collect()
}

/// By single hairs, where they are wide enough and stand out in luminance.
fn separate_single(
    tiles: &[Tile],
    cells: &[Cell],
    area: [f64; 3],
    px_per_mm: Option<f64>,
    peak: f64,
) -> Option<Separation> {
    let width = px_per_mm.map(|scale| WIDTH_MM * scale)?;
    if width < FOLLOWED_PX {
        return None;
    }
    let mut contrast = contrast::find(tiles, cells, area, peak, true)?;
    let (section, dots) = best_section(&contrast, tiles, cells, width)?;
    contrast.along = section.along.unwrap_or(contrast.along);
    let hair = across::across(&section, dots, if dots { STUB * width } else { width })?;
    let mut unmixed = unmix_known(&contrast, &hair)?;
    unmixed.hair = hair.luminance;
    Some(write_up(contrast, unmixed, area, Some(Single { section, hair })))
}

/// Single hairs as strokes or dots, darker or lighter: of what there is most.
fn best_section(contrast: &Contrast, tiles: &[Tile], cells: &[Cell], width: f64) -> Option<(Section, bool)> {
    let sides = if contrast.skewness.abs() > SURE_SKEW { vec![contrast.skewness] } else { vec![-1.0, 1.0] };
    let of_form = |dots: bool, width: f64| {
        let found =
            sides.iter().filter_map(|side| section(contrast, tiles, cells, dots, [side.signum(), width]));
        let deep = found.filter(|section| {
            let [skin, hair] = section.ends();
            (hair - skin).abs() > LEAST_DEPTH * skin
        });
        deep.max_by_key(|section| section.hairs)
    };
    let (strokes, dots) = (of_form(false, width), of_form(true, STUB * width));
    // Pixels along strokes are counted, and dots one by one.
    let count = |found: &Option<Section>| found.as_ref().map_or(0, |section| section.hairs);
    if count(&dots) * FORM_RATIO > count(&strokes) {
        return dots.map(|section| (section, true));
    }
    strokes.filter(|section| section.hairs >= FEWEST_STROKES).map(|section| (section, false))
}

fn write_up(contrast: Contrast, unmixed: Unmixed, area: [f64; 3], single: Option<Single>) -> Separation {
    let cover = ((unmixed.skin - contrast.mean) / (unmixed.skin - unmixed.hair)).clamp(0.0, 0.9);
    let hair = plausible::hair(contrast.color(unmixed.hair));
    // What is left of the area average, which is known best, when hair is taken out.
    let skin = std::array::from_fn(|i| ((area[i] - cover * hair[i]) / (1.0 - cover)).max(1e-4));
    let (_, two_components) = two_bells(&contrast.values);
    let ashman = std::f64::consts::SQRT_2 * (unmixed.skin - unmixed.hair).abs()
        / unmixed.noise.hypot(HAIR_SPREAD * (unmixed.skin - unmixed.hair));
    Separation { contrast, unmixed, skin, hair, cover, ashman, two_components, single }
}

/// The better of strokes and dots, the agreement of directions being heard.
fn best_form(contrast: &Contrast, px_per_mm: Option<f64>) -> Option<Unmixed> {
    let off = (contrast.coherence - LIKELY_DOTS) / FORM_SD;
    let strokes = unmix(contrast, px_per_mm, false).map(|mut found| {
        found.cost += (-off).max(0.0).powi(2);
        found
    });
    if contrast.coherence >= SURELY_STROKES {
        return strokes;
    }
    let dots = unmix(contrast, px_per_mm, true).map(|mut found| {
        found.cost += off.max(0.0).powi(2);
        found
    });
    match (strokes, dots) {
        (Some(strokes), Some(dots)) => Some(if strokes.cost <= dots.cost { strokes } else { dots }),
        (one, other) => one.or(other),
    }
}

/// Ashman's D of a two-component normal mixture and whether it is preferred to one component by BIC.
fn two_bells(sorted: &[f64]) -> (f64, bool) {
    const SAMPLE: usize = 2000;
    let sample: Vec<f64> = (0..SAMPLE)
        .filter_map(|i| sorted.get(floor((i as f64 + 0.5) / SAMPLE as f64 * sorted.len() as f64)))
        .copied()
        .collect();
    let n = sample.len() as f64;
    let mean = sample.iter().sum::<f64>() / n.max(1.0);
    let variance = sample.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / n.max(1.0);
    if variance <= 0.0 {
        return (0.0, false);
    }
    let at = |share: f64| sample.get(floor(share * n)).copied().unwrap_or(mean);
    let starts = [[at(0.05), at(0.6)], [at(0.4), at(0.95)]];
    let log_one: f64 = sample.iter().map(|value| log_bell(*value, mean, variance)).sum();
    let best = starts.iter().map(|start| em(&sample, *start, variance)).max_by(|a, b| a.0.total_cmp(&b.0));
    let Some((log_two, ashman)) = best else { return (0.0, false) };
    // Three more parameters; neighbouring pixels are not independent, so a sample stands for the picture.
    (ashman, -2.0 * log_two + 3.0 * n.ln() < -2.0 * log_one)
}

fn log_bell(value: f64, mean: f64, variance: f64) -> f64 {
    -0.5 * ((value - mean).powi(2) / variance + (std::f64::consts::TAU * variance).ln())
}

fn em(sample: &[f64], start: [f64; 2], variance: f64) -> (f64, f64) {
    let mut bells = start.map(|mean| (0.5, mean, 0.25 * variance));
    let mut log = f64::NEG_INFINITY;
    for _ in 0..60 {
        let mut sums = [(1e-9, 0.0, 0.0); 2];
        log = 0.0;
        for value in sample {
            let parts = bells.map(|(share, mean, var)| share * log_bell(*value, mean, var).exp());
            let total = (parts[0] + parts[1]).max(1e-300);
            log += total.ln();
            for (sum, part) in sums.iter_mut().zip(parts) {
                let weight = part / total;
                sum.0 += weight;
                sum.1 += weight * value;
                sum.2 += weight * value * value;
            }
        }
        let n = sample.len() as f64;
        bells = sums.map(|(weight, sum, square)| {
            let mean = sum / weight;
            (weight / n, mean, (square / weight - mean * mean).max(1e-4 * variance))
        });
    }
    let apart = (bells[0].1 - bells[1].1).abs();
    (log, std::f64::consts::SQRT_2 * apart / (bells[0].2 + bells[1].2).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bell_is_one_and_two_are_two() {
        let normal = |i: usize| {
            // Middle of the i-th of 1000 equal parts of a logistic distribution scaled to sd 1.
            let p = (i as f64 + 0.5) / 1000.0;
            (p / (1.0 - p)).ln() / 1.8138
        };
        let mut one: Vec<f64> = (0..1000).map(normal).collect();
        let mut two: Vec<f64> = (0..1000).map(|i| normal(i) + if i % 3 == 0 { 9.0 } else { 0.0 }).collect();
        one.sort_by(f64::total_cmp);
        two.sort_by(f64::total_cmp);
        assert!(two_bells(&one).0 < 2.0, "one bell: {}", two_bells(&one).0);
        assert!(two_bells(&two).0 > 4.0 && two_bells(&two).1, "two bells: {:?}", two_bells(&two));
        assert_eq!(two_bells(&[]), (0.0, false), "nothing");
    }
}
