//! What blurred hair does to a pixel: the share of a pixel's light that hair takes, drawn for a pattern of
//! given width, blur and cover.
//!
//! Hairs are thrown independently; each takes the share that its blurred outline covers, and the skin seen is
//! the product of what they leave. Strokes are long bars of any direction, dots are discs.

use std::sync::LazyLock;

use rand::{RngExt as _, SeedableRng as _};

/// A pattern of hair, all lengths in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pattern {
    /// Discs instead of bars.
    pub(super) dots: bool,
    /// Width of a hair.
    pub(super) width: f64,
    /// Standard deviation of the blur, the pixel's own size included.
    pub(super) blur: f64,
    /// Strength of the halo that sharpening leaves round a hair; 0 for none.
    pub(super) halo: f64,
    /// Standard deviation of hairs' brightness from hair to hair, in units of the contrast to skin.
    pub(super) uneven: f64,
    /// Share of the area that hair takes.
    pub(super) cover: f64,
    /// Luminance of skin and hair, when it is luminance that is looked at: sharpening works on encoded values,
    /// which are steeper in the dark.
    pub(super) levels: Option<[f64; 2]>,
}

/// What a pattern does to pixels.
#[derive(Debug, Clone)]
pub(super) struct Effect {
    /// Shares taken as they are seen after sharpening, sorted.
    pub(super) shares: Vec<f64>,
    /// Mean share taken before sharpening.
    pub(super) cover: f64,
    /// Mean square difference of the share between pixels 1 and 2 apart along rows or columns.
    pub(super) steps: [f64; 2],
}

/// Pixels drawn: enough to place a quantile to 0.015.
const DRAWS: usize = 1200;
/// Radius of the halo of sharpening in pixels (*assumed*; phones use 1 to 2).
const HALO_PX: f64 = 1.4;

impl Pattern {
    /// Share of light that a hair takes at its middle, as it is seen after sharpening.
    pub(super) fn peak(&self) -> f64 {
        self.seen([0.0]).first().copied().unwrap_or(1.0)
    }

    /// Share of light that a single hair takes at distances, as it is seen after sharpening.
    pub(super) fn seen(&self, distances: impl IntoIterator<Item = f64>) -> Vec<f64> {
        let (profile, curve) = (Profile::new(self), Curve::new(self.levels));
        let at = |distance: f64| {
            let [own, soft] = profile.at(distance * distance);
            curve.sharpened(own, soft, self.halo)
        };
        distances.into_iter().map(at).collect()
    }

    /// Share of light that a hair takes at a distance before sharpening.
    fn own(&self, distance: f64) -> f64 {
        if self.dots { disc(distance, self.width, self.blur) } else { bar(distance, self.width, self.blur) }
    }

    /// Draws pixels of this pattern; the same pattern always gives the same ones.
    pub(super) fn effect(&self) -> Effect {
        let dice = &*DICE;
        let profile = Profile::new(self);
        let reach = profile.reach;
        let curve = Curve::new(self.levels);
        let intensity = -(1.0 - self.cover.clamp(0.0, 0.95)).ln();
        // Mean number of hairs whose axis or middle lies within reach.
        let mean = if self.dots {
            intensity / (std::f64::consts::PI * self.width * self.width / 4.0) * 4.0 * reach * reach
        } else {
            intensity / self.width * 2.0 * reach
        };
        let mut shares = Vec::with_capacity(DRAWS);
        let mut sums = [0.0; 2];
        let mut cover = 0.0;
        let mut throws = dice.throws.iter().cycle();
        for chance in &dice.chances {
            let mut left = [[1.0; 2]; 3];
            for [x, second, direction, normal] in throws.by_ref().take(poisson(*chance, mean)) {
                let (x, y) = (x * reach, if self.dots { second * reach } else { 0.0 });
                let along = if self.dots { 1.0 } else { *direction };
                let strength = 1.0 + self.uneven * normal;
                for (rest, place) in left.iter_mut().zip([x - along, x, x + along]) {
                    let [own, soft] = profile.at(place * place + y * y);
                    rest[0] *= 1.0 - strength * own;
                    rest[1] *= 1.0 - strength * soft;
                }
            }
            cover += 1.0 - left[1][0];
            let seen = left.map(|[own, soft]| curve.sharpened(1.0 - own, 1.0 - soft, self.halo));
            shares.push(seen[1]);
            sums[0] += 0.5 * ((seen[0] - seen[1]).powi(2) + (seen[1] - seen[2]).powi(2));
            sums[1] += (seen[0] - seen[2]).powi(2);
        }
        shares.sort_unstable_by(f64::total_cmp);
        Effect { shares, cover: cover / DRAWS as f64, steps: sums.map(|sum| sum / DRAWS as f64) }
    }
}

/// From shares of light to shares of encoded values and back, between skin (0) and hair (1).
#[derive(Debug, Clone, Copy)]
struct Curve {
    /// Luminance of skin, change to hair, and both encoded; none when encoding does not matter.
    ends: Option<[f64; 4]>,
}

impl Curve {
    fn new(levels: Option<[f64; 2]>) -> Self {
        let ends = levels.map(|[skin, hair]| {
            let (from, to) = (encoded(skin), encoded(hair));
            [skin, hair - skin, from, to - from]
        });
        Self { ends: ends.filter(|[_, step, _, change]| step.abs() > 1e-4 && change.abs() > 1e-4) }
    }

    fn to_encoded(self, share: f64) -> f64 {
        self.ends.map_or(share, |[skin, step, from, change]| (encoded(skin + share * step) - from) / change)
    }

    fn to_light(self, share: f64) -> f64 {
        self.ends.map_or(share, |[skin, step, from, change]| (decoded(from + share * change) - skin) / step)
    }

    /// Share of light after sharpening, from the share of light here and of encoded values around.
    fn sharpened(self, own: f64, soft: f64, halo: f64) -> f64 {
        if halo <= 0.0 {
            return own;
        }
        let own = self.to_encoded(own);
        self.to_light(own + halo * (own - soft))
    }
}

/// Encoded value of light, both of 0..=1 (sRGB, a square root in the least light).
fn encoded(light: f64) -> f64 {
    if light <= 0.003_130_8 { 12.92 * light } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

fn decoded(value: f64) -> f64 {
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// Random places that all patterns share, so that patterns differ by their sizes alone.
struct Dice {
    /// One for each drawn pixel, 0..1.
    chances: Vec<f64>,
    /// Two coordinates of -1..1, the cosine of a direction, and about a standard normal number.
    throws: Vec<[f64; 4]>,
}

static DICE: LazyLock<Dice> = LazyLock::new(|| {
    let mut random = rand_pcg::Pcg64::seed_from_u64(11);
    let mut chances: Vec<f64> = (0..DRAWS).map(|i| (i as f64 + 0.5) / DRAWS as f64).collect();
    for i in (1..DRAWS).rev() {
        chances.swap(i, random.random_range(0..=i));
    }
    let throw = |_| {
        let (x, y) = (random.random_range(-1.0..1.0), random.random_range(-1.0..1.0));
        let direction = (std::f64::consts::PI * random.random_range(0.0..1.0)).cos();
        let normal = (0..4).map(|_| random.random_range(-1.0..1.0)).sum::<f64>() * 0.866;
        [x, y, direction, normal]
    };
    Dice { chances, throws: (0..40_009).map(throw).collect() }
});

/// What one hair takes of light and, blurred by the sharpening's radius, of encoded values, by the square of
/// the distance.
struct Profile {
    reach: f64,
    table: Vec<[f64; 2]>,
}

impl Profile {
    const STEPS: usize = 160;

    fn new(pattern: &Pattern) -> Self {
        let reach = pattern.width / 2.0 + 2.6 * pattern.blur.hypot(HALO_PX) + 1.0;
        let curve = Curve::new(pattern.levels);
        let own: Vec<f64> = (0..GRID).map(|i| pattern.own(i as f64 * GRID_STEP)).collect();
        let encoded: Vec<f64> = own.iter().map(|share| curve.to_encoded(*share)).collect();
        let soft: Vec<f64> = if pattern.halo > 0.0 {
            let spread = if pattern.dots { &SPREAD[1] } else { &SPREAD[0] };
            spread
                .chunks_exact(GRID)
                .map(|row| row.iter().zip(&encoded).map(|(weight, share)| weight * share).sum())
                .collect()
        } else {
            encoded
        };
        let between = |values: &[f64], distance: f64| {
            let place = distance / GRID_STEP;
            let index = super::number::floor(place);
            match (values.get(index), values.get(index + 1)) {
                (Some(low), Some(high)) => low + (high - low) * (place - index as f64),
                _ => 0.0,
            }
        };
        let at = |i: usize| {
            let distance = reach * (i as f64 / Self::STEPS as f64).sqrt();
            [between(&own, distance), between(&soft, distance)]
        };
        Self { reach, table: (0..=Self::STEPS).map(at).collect() }
    }

    fn at(&self, squared: f64) -> [f64; 2] {
        let place = squared / (self.reach * self.reach) * Self::STEPS as f64;
        let index = super::number::floor(place);
        match (self.table.get(index), self.table.get(index + 1)) {
            (Some(low), Some(high)) => {
                let part = place - index as f64;
                [low[0] + (high[0] - low[0]) * part, low[1] + (high[1] - low[1]) * part]
            }
            _ => [0.0; 2],
        }
    }
}

/// Distances at which a hair's share is worked out, and their step in pixels.
const GRID: usize = 112;
const GRID_STEP: f64 = 0.125;

/// Weights that blur a profile by the sharpening's radius: of a bar, and of a disc.
static SPREAD: LazyLock<[Vec<f64>; 2]> = LazyLock::new(|| {
    let gauss = |off: f64| (-0.5 * (off / HALO_PX).powi(2)).exp();
    let at = |i: usize| i as f64 * GRID_STEP;
    let of_bar = |r: f64, rho: f64| if rho == 0.0 { gauss(r) } else { gauss(r - rho) + gauss(r + rho) };
    // A ring of places at distance rho from the disc's middle, seen from distance r.
    let of_disc = |r: f64, rho: f64| {
        let turns = 24;
        let ring: f64 = (0..turns)
            .map(|k| {
                let turn = (f64::from(k) + 0.5) / f64::from(turns) * std::f64::consts::PI;
                gauss((r * r + rho * rho - 2.0 * r * rho * turn.cos()).max(0.0).sqrt())
            })
            .sum();
        ring / f64::from(turns) * rho.max(0.125 * GRID_STEP)
    };
    let table = |weight: &dyn Fn(f64, f64) -> f64| {
        (0..GRID)
            .flat_map(|i| {
                // As far out as the grid reaches twice, so that its end does not raise the weights.
                let total: f64 = (0..2 * GRID).map(|j| weight(at(i), at(j))).sum();
                (0..GRID).map(move |j| (i, j, total))
            })
            .map(|(i, j, total)| weight(at(i), at(j)) / total)
            .collect()
    };
    [table(&of_bar), table(&of_disc)]
});

/// Share of light at a distance from the axis of a blurred bar.
fn bar(distance: f64, width: f64, blur: f64) -> f64 {
    let scale = blur.max(0.05) * std::f64::consts::SQRT_2;
    let (near, far) = ((distance - width / 2.0) / scale, (distance + width / 2.0) / scale);
    0.5 * (erf(far) - erf(near))
}

/// Share of light at a distance from the middle of a blurred disc: bars of the disc's chords, each as long as
/// its chord.
fn disc(distance: f64, width: f64, blur: f64) -> f64 {
    const CHORDS: usize = 12;
    let radius = width / 2.0;
    let scale = blur.max(0.05);
    let thickness = width / CHORDS as f64;
    (0..CHORDS)
        .map(|i| {
            let place = -radius + (i as f64 + 0.5) * thickness;
            let chord = 2.0 * (radius * radius - place * place).max(0.0).sqrt();
            let off = (distance - place) / scale;
            let weight = (-0.5 * off * off).exp() / (scale * (2.0 * std::f64::consts::PI).sqrt());
            weight * thickness * bar(0.0, chord, blur)
        })
        .sum()
}

/// Error function to 1.5e-7 (Abramowitz and Stegun 7.1.26).
fn erf(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.3275911 * x.abs());
    let poly =
        t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    let value = 1.0 - poly * (-x * x).exp();
    if x < 0.0 { -value } else { value }
}

/// The number of hairs that a chance of 0..1 stands for.
fn poisson(chance: f64, mean: f64) -> usize {
    let mut term = (-mean.min(600.0)).exp();
    let mut sum = term;
    let mut count = 0u32;
    while sum < chance && count < 1500 {
        count += 1;
        term *= mean / f64::from(count);
        sum += term;
    }
    usize::try_from(count).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_share_is_the_cover() {
        for dots in [false, true] {
            for (width, blur, cover) in [(0.7, 0.8, 0.1), (2.5, 0.8, 0.3), (1.2, 1.2, 0.2)] {
                let effect =
                    Pattern { dots, width, blur, halo: 0.2, uneven: 0.1, cover, levels: None }.effect();
                let mean = effect.shares.iter().sum::<f64>() / effect.shares.len() as f64;
                assert!((mean - cover).abs() < 0.02, "{dots} {width} {blur}: {mean} for {cover}");
            }
        }
    }

    #[test]
    fn profiles_hold_their_area() {
        let bar_area: f64 = (-400..400).map(|i| bar(f64::from(i) * 0.02, 1.6, 0.7) * 0.02).sum();
        assert!((bar_area - 1.6).abs() < 1e-3, "{bar_area}");
        let ring = |i: i32| (f64::from(i) + 0.5) * 0.02;
        let disc_area: f64 =
            (0..400).map(|i| disc(ring(i), 1.6, 0.7) * std::f64::consts::TAU * ring(i) * 0.02).sum();
        assert!((disc_area - 2.0106).abs() < 0.03, "{disc_area}");
        assert!((erf(0.5) - 0.5204999).abs() < 1e-6 && (erf(-2.0) + 0.9953223).abs() < 1e-6, "erf");
    }
}
