//! How far apart two colours look: CIEDE2000 and the two forms of it that the score uses.

use super::Lab;

/// CIEDE2000 that people do not notice on skin: published thresholds lie between 1 and 2.6.
pub const UNNOTICED: f64 = 1.0;

/// Parametric factors of CIEDE2000: a larger one counts that difference less.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DeltaEWeights {
    /// `kL`.
    pub lightness: f64,
    /// `kC`.
    pub chroma: f64,
    /// `kH`.
    pub hue: f64,
}

impl DeltaEWeights {
    /// (1, 1, 1), for areas.
    pub const AREA: Self = Self { lightness: 1.0, chroma: 1.0, hue: 1.0 };
    /// (1, 3, 3), for marks: finer than the eye resolves in colour (S-CIELAB, Zhang and Wandell 1996).
    pub const MARK: Self = Self { lightness: 1.0, chroma: 3.0, hue: 3.0 };
}

/// CIEDE2000 (CIE 142-2001; Sharma, Wu and Dalal 2005), in `f64` since `f32` fails one of the published pairs.
pub fn delta_e_2000(a: Lab, b: Lab) -> f64 {
    delta_e_2000_weighted(a, b, DeltaEWeights::AREA)
}

/// CIEDE2000 with parametric factors.
pub fn delta_e_2000_weighted(a: Lab, b: Lab, k: DeltaEWeights) -> f64 {
    Terms::between(a, b, k).squared().sqrt()
}

/// CIEDE2000 in which too dark costs more than too light, since light marks can be topped up and dark ones end
/// under a laser: when `predicted` is darker than `target`, the lightness term counts `1 + kappa` times.
pub fn delta_e_2000_dark_penalised(predicted: Lab, target: Lab, k: DeltaEWeights, kappa: f64) -> f64 {
    let terms = Terms::between(predicted, target, k);
    let mut squared = terms.squared();
    if predicted.l < target.l {
        squared += ((1.0 + kappa) * (1.0 + kappa) - 1.0) * terms.lightness * terms.lightness;
    }
    squared.sqrt()
}

/// Weighted differences, each divided by its factor and scale.
struct Terms {
    lightness: f64,
    chroma: f64,
    hue: f64,
    rotation: f64,
}

impl Terms {
    fn squared(&self) -> f64 {
        let Self { lightness, chroma, hue, rotation } = self;
        // Rounding may leave a tiny negative number for two equal colours.
        (lightness * lightness + chroma * chroma + hue * hue + rotation * chroma * hue).max(0.0)
    }

    fn between(a: Lab, b: Lab, k: DeltaEWeights) -> Self {
        let mean_chroma = f64::midpoint(length(a.a, a.b), length(b.a, b.b));
        let stretch = 1.0 + 0.5 * (1.0 - share_of_25(mean_chroma));
        let (first, second) = (Polar::new(stretch * a.a, a.b), Polar::new(stretch * b.a, b.b));

        let chroma = f64::midpoint(first.chroma, second.chroma);
        let hue = Direction::between(&first, &second);
        let from_middle = (f64::midpoint(a.l, b.l) - 50.0).powi(2);
        let lightness_scale = 1.0 + 0.015 * from_middle / (20.0 + from_middle).sqrt();
        let chroma_scale = 1.0 + 0.045 * chroma;
        let hue_scale = 1.0 + 0.015 * chroma * hue.weight();
        Self {
            lightness: (b.l - a.l) / (k.lightness * lightness_scale),
            chroma: (second.chroma - first.chroma) / (k.chroma * chroma_scale),
            hue: first.chord(&second) / (k.hue * hue_scale),
            rotation: -2.0 * share_of_25(chroma) * hue.blue_turn(),
        }
    }
}

/// Chroma and the direction of the hue; no direction for a grey.
struct Polar {
    chroma: f64,
    cos: f64,
    sin: f64,
}

impl Polar {
    fn new(a: f64, b: f64) -> Self {
        let chroma = length(a, b);
        let per_chroma = if chroma > 0.0 { 1.0 / chroma } else { 0.0 };
        Self { chroma, cos: a * per_chroma, sin: b * per_chroma }
    }

    /// `ΔH′`: twice the geometric mean of the chromas times the sine of half the angle, which is half the chord
    /// of the two directions; positive counter-clockwise.
    fn chord(&self, to: &Self) -> f64 {
        let across = length(to.cos - self.cos, to.sin - self.sin);
        let turn = self.cos * to.sin - self.sin * to.cos;
        (self.chroma * to.chroma).sqrt() * across.copysign(turn)
    }
}

/// The mean hue.
struct Direction {
    cos: f64,
    sin: f64,
}

impl Direction {
    /// Half way on the shorter way round, which is the direction of the sum; of a grey and a colour, the colour's.
    fn between(first: &Polar, second: &Polar) -> Self {
        let (cos, sin) = (first.cos + second.cos, first.sin + second.sin);
        let sum = length(cos, sin);
        if sum > 1e-9 {
            return Self { cos: cos / sum, sin: sin / sum };
        }
        // Opposite hues: the mean of the two angles from 0 to 360 degrees, as published.
        let angle = |hue: &Polar| hue.sin.atan2(hue.cos).rem_euclid(std::f64::consts::TAU);
        let (sin, cos) = f64::midpoint(angle(first), angle(second)).sin_cos();
        Self { cos, sin }
    }

    /// `T`: how the hue tolerance goes round the circle; the multiple angles from one sine and cosine.
    fn weight(&self) -> f64 {
        let Self { cos, sin } = self;
        let (sin2, cos2) = (2.0 * sin * cos, 1.0 - 2.0 * sin * sin);
        let (sin3, cos3) = (sin2 * cos + cos2 * sin, cos2 * cos - sin2 * sin);
        let (sin4, cos4) = (2.0 * sin2 * cos2, 1.0 - 2.0 * sin2 * sin2);
        // cos and sin of 30, 6 and 63 degrees.
        let (c30, s30) = (0.866_025_403_784_438_6, 0.5);
        let (c6, s6) = (0.994_521_895_368_273_3, 0.104_528_463_267_653_46);
        let (c63, s63) = (0.453_990_499_739_546_8, 0.891_006_524_188_367_9);
        1.0 - 0.17 * (cos * c30 + sin * s30) + 0.24 * cos2 + 0.32 * (cos3 * c6 - sin3 * s6)
            - 0.20 * (cos4 * c63 + sin4 * s63)
    }

    /// `sin 2Δθ`: 0 but near 275 degrees, where ellipses of equal difference are turned.
    fn blue_turn(&self) -> f64 {
        // cos and sin of 275 degrees.
        let (c275, s275) = (0.087_155_742_747_658_17, -0.996_194_698_091_745_5);
        let near = self.cos * c275 + self.sin * s275;
        if near < -0.65 {
            // More than 130 degrees away: below 1e-11.
            return 0.0;
        }
        let away = (self.sin * c275 - self.cos * s275).atan2(near).to_degrees();
        (60.0 * (-(away / 25.0).powi(2)).exp()).to_radians().sin()
    }
}

/// Of a vector; `hypot` guards against overflow, which colours do not reach, and is slow.
fn length(x: f64, y: f64) -> f64 {
    (x * x + y * y).sqrt()
}

/// `√(C⁷ / (C⁷ + 25⁷))`.
fn share_of_25(chroma: f64) -> f64 {
    let seventh = chroma.min(1e30).powi(7);
    (seventh / (seventh + 6_103_515_625.0)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symmetric_and_zero_on_itself() {
        let (a, b) = (Lab::new(50.0, 2.6772, -79.7751), Lab::new(50.0, 0.0, -82.7485));
        assert_eq!(delta_e_2000(a, a), 0.0);
        assert_eq!(delta_e_2000(a, b), delta_e_2000(b, a));
        assert!((delta_e_2000(a, b) - 2.0425).abs() < 5e-5);
    }

    #[test]
    fn factors_divide_their_own_term() {
        let base = Lab::new(50.0, 10.0, 10.0);
        let lighter = Lab::new(56.0, 10.0, 10.0);
        let k = DeltaEWeights { lightness: 2.0, chroma: 7.0, hue: 7.0 };
        let ratio = delta_e_2000(base, lighter) / delta_e_2000_weighted(base, lighter, k);
        assert!((ratio - 2.0).abs() < 1e-12, "{ratio}");
        let more_colour = Lab::new(50.0, 14.0, 14.0);
        assert!(
            delta_e_2000_weighted(base, more_colour, DeltaEWeights::MARK) < delta_e_2000(base, more_colour)
        );
    }

    #[test]
    fn too_dark_costs_more_by_kappa_on_the_lightness_alone() {
        let (target, darker) = (Lab::new(60.0, 8.0, 12.0), Lab::new(55.0, 8.0, 12.0));
        let plain = delta_e_2000(darker, target);
        let penalised = delta_e_2000_dark_penalised(darker, target, DeltaEWeights::AREA, 0.5);
        assert!((penalised / plain - 1.5).abs() < 1e-12);
        assert_eq!(delta_e_2000_dark_penalised(target, darker, DeltaEWeights::AREA, 0.5), plain);
    }

    #[test]
    fn far_out_colours_stay_finite() {
        let far = Lab::new(1e6, -1e6, 1e6);
        assert!(delta_e_2000(far, Lab::new(0.0, 0.0, 0.0)).is_finite());
    }
}
