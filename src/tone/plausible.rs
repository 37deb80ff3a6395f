//! What skin and hair of people can look like: bounds wide enough for everyone, which still rule out most
//! wrong ways of taking mixed pixels apart.

use super::judge::lab;
use crate::color::Lab;

/// L*, a*, b* of human hair from jet black to white, least and most (*assumed*; natural hair reads L* 12-72).
const HAIR: [[f64; 2]; 3] = [[12.0, 72.0], [-1.0, 12.0], [0.0, 25.0]];
/// Lightness that little hair exceeds, and the standard deviation of the excess (*assumed*).
const RARELY_LIGHTER: f64 = 62.0;
const LIGHTER_SD: f64 = 5.0;
/// The same bounds for skin (ITA of -60° to 60° and beyond).
const SKIN: [[f64; 2]; 3] = [[20.0, 80.0], [1.0, 26.0], [2.0, 30.0]];
/// Standard deviations by which a colour found may miss those bounds: colour is blurred in most photos.
const MISS: [f64; 3] = [2.5, 4.0, 5.0];
/// Lightness up to which hair is pigmented, with a* and b* that follow L*; grey and white hair is lighter.
const PIGMENTED_TO: f64 = 45.0;
/// a* and b* of pigmented hair: rise with L*, and the L* at which it begins (*assumed*: jet black is nearly
/// neutral, brown is not).
const PIGMENTED: [[f64; 2]; 2] = [[0.40, 14.0], [0.80, 15.0]];
/// How far pigmented hair's a* and b* as found in blurred colour are believed.
const BELIEVED: f64 = 0.15;

/// Cost, in squared standard deviations, of skin and hair being of these XYZ.
pub(super) fn oddness(skin: [f64; 3], hair: [f64; 3]) -> f64 {
    let cost = |xyz: [f64; 3], bounds: [[f64; 2]; 3]| -> f64 {
        let color = lab(xyz);
        bounds
            .iter()
            .zip([color.l, color.a, color.b])
            .zip(MISS)
            .map(|((range, value), sd)| ((range[0] - value).max(value - range[1]).max(0.0) / sd).powi(2))
            .sum()
    };
    let white = (lab(hair).l - RARELY_LIGHTER).max(0.0) / LIGHTER_SD;
    cost(skin, SKIN) + cost(hair, HAIR) + white * white
}

/// Hair of the same luminance whose colour is one that hair has.
pub(super) fn hair(found: [f64; 3]) -> [f64; 3] {
    let color = lab(found);
    let l = color.l.clamp(HAIR[0][0], HAIR[0][1] + 6.0);
    let usual = PIGMENTED.map(|[slope, from]| (slope * (l - from)).max(0.06 * l));
    // From pigmented hair to hair of any colour within 15 L*.
    let free = ((l - PIGMENTED_TO) / 15.0).clamp(0.0, 1.0);
    let belief = BELIEVED + (1.0 - BELIEVED) * free;
    let mixed = |value: f64, usual: f64, range: [f64; 2]| {
        let inside = value.clamp(range[0], range[1]);
        (belief * inside + (1.0 - belief) * usual).min(0.45 * l)
    };
    let xyz = crate::color::xyz_of(Lab::new(
        l,
        mixed(color.a, usual[0].min(7.0), HAIR[1]),
        mixed(color.b, usual[1].min(19.0), HAIR[2]),
    ));
    [xyz.x, xyz.y, xyz.z]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hair_of_people_is_plausible_and_other_hair_is_not() {
        let xyz = |l, a, b| {
            let xyz = crate::color::xyz_of(Lab::new(l, a, b));
            [xyz.x, xyz.y, xyz.z]
        };
        let skin = xyz(60.0, 11.0, 16.0);
        for color in [xyz(19.0, 2.0, 4.0), xyz(53.0, 6.0, 19.0), xyz(64.0, 0.5, 2.0)] {
            assert!(oddness(skin, color) < 0.2, "{color:?}");
        }
        assert!(oddness(skin, xyz(88.0, 3.0, 4.0)) > 30.0, "brighter than white hair");
        assert!(oddness(xyz(90.0, 3.0, 4.0), xyz(20.0, 2.0, 3.0)) > 15.0, "no skin");
        let orange = lab(hair(xyz(25.0, 17.0, 40.0)));
        assert!((orange.l - 25.0).abs() < 1e-6 && orange.b < 14.0 && orange.a < 8.0, "{orange:?}");
        let grey = lab(hair(xyz(64.0, 0.5, 2.0)));
        assert!((grey.a - 0.5).abs() < 1e-6 && (grey.b - 2.0).abs() < 1e-6, "{grey:?}");
    }
}
