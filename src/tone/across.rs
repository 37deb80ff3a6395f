//! Width, blur, sharpening and colour of hair from the mean section across single hairs.

use super::forward::Pattern;
use super::judge::lab;
use super::section::Section;

/// What one hair is, from its section in luminance.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hair {
    /// Width, blur and sharpening; its cover is not known from here.
    pub(super) pattern: Pattern,
    /// Luminance of the hair itself.
    pub(super) luminance: f64,
    /// How far the section stays off, and its parts off what is usual, in squared standard deviations.
    pub(super) cost: f64,
}

/// Single hairs that can be told from others are the wider ones, by this factor (*assumed*).
const PICKED: f64 = 1.1;
/// Usual blur of a photo in pixels, pixel included, and the standard deviation of its logarithm (*assumed*).
const BLUR_PX: f64 = 0.87;
const BLUR_LOG_SD: f64 = 0.27;
/// Standard deviation of the logarithm of a hair's width in mm.
const WIDTH_LOG_SD: f64 = 0.13;
/// Usual strength of a photo's sharpening and its standard deviation (*assumed*).
const USUAL_HALO: f64 = 0.25;
const HALO_SD: f64 = 0.15;
/// Error of the mean section in luminance, and relative to the contrast (*assumed*: encoding, curved hairs).
const ERROR: [f64; 2] = [0.006, 0.015];
/// Independent pieces of evidence that a section holds.
const PIECES: f64 = 8.0;
/// L* of hair, least and most, and the standard deviation by which each may be missed (*assumed*).
const LIGHTNESS: [[f64; 2]; 2] = [[16.0, 3.0], [64.0, 4.0]];

/// Fits a section; `width` is the usual width of a hair in pixels.
pub(super) fn across(section: &Section, dots: bool, width: f64) -> Option<Hair> {
    let usual = width * PICKED;
    let judge = |[wide, blur, halo]: [f64; 3]| -> Option<Hair> {
        let pattern = Pattern {
            dots,
            width: usual * (WIDTH_LOG_SD * wide).exp(),
            blur: BLUR_PX * (BLUR_LOG_SD * blur).exp(),
            halo: (USUAL_HALO + HALO_SD * halo).max(0.0),
            uneven: 0.0,
            cover: 0.0,
            levels: None,
        };
        let mut found = line(section, pattern)?;
        for _ in 0..2 {
            let levels = [found.skin, found.skin + found.step].map(|level| level.clamp(2e-3, 1.0));
            found = line(section, Pattern { levels: Some(levels), ..pattern })?;
        }
        let luminance = (found.skin + found.step).max(2e-3);
        let lightness = lab([0.0, luminance, 0.0]).l;
        let [[least, below], [most, above]] = LIGHTNESS;
        let odd = (least - lightness).max(0.0) / below + (lightness - most).max(0.0) / above;
        let error = ERROR[0] + ERROR[1] * found.step.abs();
        let cost =
            PIECES * found.variance / (error * error) + wide * wide + blur * blur + halo * halo + odd * odd;
        let pattern = Pattern { width: pattern.width / PICKED, levels: found.levels, ..pattern };
        Some(Hair { pattern, luminance, cost })
    };
    let mut place = [0.0; 3];
    let mut best = judge(place)?;
    let mut step = 1.0;
    for _ in 0..9 {
        for axis in 0..place.len() {
            for direction in [step, -step] {
                let mut there = place;
                there[axis] += direction;
                if let Some(found) = judge(there).filter(|found| found.cost < best.cost) {
                    (best, place) = (found, there);
                    break;
                }
            }
        }
        step *= 0.7;
    }
    Some(best)
}

/// Skin, and the step from it to hair, of the line through a section's values against the shares expected.
struct Line {
    skin: f64,
    step: f64,
    variance: f64,
    levels: Option<[f64; 2]>,
}

fn line(section: &Section, pattern: Pattern) -> Option<Line> {
    let shares = pattern.seen(section.points.iter().map(|point| point[0]));
    let n = shares.len() as f64;
    let points = || shares.iter().zip(&section.points).map(|(share, point)| (*share, point[1]));
    let (sx, sy) = points().fold((0.0, 0.0), |sum, (x, y)| (sum.0 + x, sum.1 + y));
    let (mx, my) = (sx / n, sy / n);
    let xx: f64 = points().map(|(x, _)| (x - mx).powi(2)).sum();
    let xy: f64 = points().map(|(x, y)| (x - mx) * (y - my)).sum();
    let step = xy / xx;
    let variance = points().map(|(x, y)| (y - my - step * (x - mx)).powi(2)).sum::<f64>() / n;
    let skin = my - step * mx;
    (step.is_finite() && step != 0.0).then_some(Line { skin, step, variance, levels: pattern.levels })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn section_of_a_known_hair_gives_its_luminance() {
        for (dots, hair) in [(false, 0.03), (true, 0.04), (false, 0.33)] {
            let true_hair = Pattern {
                dots,
                width: 3.0 * PICKED,
                blur: 0.9,
                halo: 0.3,
                uneven: 0.0,
                cover: 0.0,
                levels: Some([0.25, hair]),
            };
            let places: Vec<f64> = (0..20).map(|i| 0.125 + 0.25 * f64::from(i)).collect();
            let shares = true_hair.seen(places.iter().copied());
            let points =
                places.iter().zip(shares).map(|(d, s)| [*d, 0.25 + s * (hair - 0.25), 10.0]).collect();
            let found = across(&Section { points, hairs: 200, along: None }, dots, 3.0).expect("a hair");
            assert!((found.luminance - hair).abs() < 0.02, "{dots} {hair}: {}", found.luminance);
            assert!((found.pattern.width / 3.0 - 1.0).abs() < 0.1, "{}", found.pattern.width);
        }
    }
}
