//! CIELAB and XYZ without clamping, and mixtures of light.

use palette::white_point::D65;

use super::Illuminant;

/// CIELAB, D65, 2-degree observer. `l` 0..=100, `a` and `b` about -128..=128.
pub type Lab = palette::Lab<D65, f64>;
/// CIE XYZ, D65, 2-degree observer, `y = 1` for the white.
pub type Xyz = palette::Xyz<D65, f64>;

/// `CIELAB` to XYZ (CIE 015), not clamped: negative lightness goes on along the straight part.
pub fn xyz_of(lab: Lab) -> Xyz {
    let (ratios, white) = (ratios_from_lab(lab), Illuminant::D65.white());
    Xyz::new(ratios[0] * white[0], ratios[1] * white[1], ratios[2] * white[2])
}

/// XYZ to `CIELAB` (CIE 015), not clamped.
pub fn lab_of(xyz: Xyz) -> Lab {
    let white = Illuminant::D65.white();
    lab_from_ratios([xyz.x / white[0], xyz.y / white[1], xyz.z / white[2]])
}

/// How a fine mixture looks from a distance: the mean of the lights, weighted by share of area.
///
/// The shares need not add up to 1. Negative ones and NaN count as none; with no share at all the result is
/// black.
pub fn mix_light(parts: &[(Lab, f64)]) -> Lab {
    let mut sum = [0.0; 3];
    let mut total = 0.0;
    for &(lab, share) in parts.iter().filter(|(_, share)| *share > 0.0) {
        let xyz = ratios_from_lab(lab);
        sum = std::array::from_fn(|c| sum[c] + share * xyz[c]);
        total += share;
    }
    if total > 0.0 { lab_from_ratios(sum.map(|s| s / total)) } else { Lab::new(0.0, 0.0, 0.0) }
}

/// `CIELAB` from X, Y, Z each divided by its white.
#[inline]
pub(crate) fn lab_from_ratios(ratios: [f64; 3]) -> Lab {
    let [x, y, z] = ratios.map(compress);
    Lab::new(116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z))
}

/// How L*, a*, b* change with X, Y and Z each divided by its white: one row for each coordinate.
pub(crate) fn lab_slopes(ratios: [f64; 3]) -> [[f64; 3]; 3] {
    let [x, y, z] = ratios.map(|ratio| {
        if ratio > DELTA * DELTA * DELTA {
            cube_root(ratio) / (3.0 * ratio)
        } else {
            1.0 / (3.0 * DELTA * DELTA)
        }
    });
    [[0.0, 116.0 * y, 0.0], [500.0 * x, -500.0 * y, 0.0], [0.0, 200.0 * y, -200.0 * z]]
}

/// X, Y, Z each divided by its white, from `CIELAB`.
fn ratios_from_lab(lab: Lab) -> [f64; 3] {
    roots_of(lab).map(expand)
}

/// What `CIELAB` takes differences of: above near black the cube roots of X, Y and Z each divided by its white.
pub(crate) fn roots_of(lab: Lab) -> [f64; 3] {
    let y = (lab.l + 16.0) / 116.0;
    [y + lab.a / 500.0, y, y - lab.b / 200.0]
}

const DELTA: f64 = 6.0 / 29.0;

#[inline]
fn compress(ratio: f64) -> f64 {
    let straight = ratio / (3.0 * DELTA * DELTA) + 4.0 / 29.0;
    if ratio > DELTA * DELTA * DELTA { cube_root(ratio) } else { straight }
}

fn expand(f: f64) -> f64 {
    if f > DELTA { f * f * f } else { 3.0 * DELTA * DELTA * (f - 4.0 / 29.0) }
}

/// Cube root of a positive number by way of its reciprocal, which needs no division: a third of the exponent as a
/// first guess (4 % off), then two steps of the fourth order. Several times as fast as the C library's.
#[inline]
fn cube_root(x: f64) -> f64 {
    if x > 1e300 {
        return x.cbrt();
    }
    let mut reciprocal = f64::from_bits(0x553E_F0FF_289D_D796 - x.to_bits() / 3);
    for _ in 0..2 {
        let off = 1.0 - x * (reciprocal * reciprocal * reciprocal);
        reciprocal += reciprocal * off * (1.0 / 3.0 + off * (2.0 / 9.0 + off * (14.0 / 81.0)));
    }
    x * reciprocal * reciprocal
}

#[cfg(test)]
mod tests {
    use palette::convert::IntoColorUnclamped as _;

    use super::*;

    #[test]
    fn agrees_with_palette_and_goes_back() {
        for step in 0..=400 {
            let t = f64::from(step) / 4.0;
            let lab = Lab::new(t, 40.0 * (t * 0.7).sin(), 40.0 * (t * 0.3).cos());
            let theirs: Xyz = lab.into_color_unclamped();
            let ours = xyz_of(lab);
            assert!(
                (ours.x - theirs.x).abs() + (ours.y - theirs.y).abs() + (ours.z - theirs.z).abs() < 1e-12
            );
            let back = lab_of(ours);
            assert!((back.l - lab.l).abs() + (back.a - lab.a).abs() + (back.b - lab.b).abs() < 1e-10);
        }
    }

    #[test]
    fn cube_root_is_the_librarys() {
        for step in 0..2000 {
            let x = 0.008 * 1.01_f64.powi(step);
            assert!((cube_root(x) / x.cbrt() - 1.0).abs() < 1e-15, "{x}");
        }
        assert!(cube_root(f64::INFINITY).is_infinite());
    }

    #[test]
    fn mixtures_lie_between_and_need_a_share() {
        let (dark, light) = (Lab::new(20.0, 2.0, 3.0), Lab::new(70.0, 10.0, 15.0));
        let mixed = mix_light(&[(dark, 1.0), (light, 3.0)]);
        assert!(mixed.l > 55.0 && mixed.l < 70.0, "{mixed:?}");
        assert_eq!(mix_light(&[(light, f64::NAN), (dark, -1.0)]).l, 0.0);
        assert!((mix_light(&[(light, 0.4)]).b - 15.0).abs() < 1e-9);
    }
}
