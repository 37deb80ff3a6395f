//! Marks among skin, as seen from a distance.

use super::elementary::pow;
use super::lanes::Lanes;
use super::{LANES, defaults};
use crate::color::{Illuminant, Reflectance};

/// Reflectance of an area of which `cover` (0..=1) is taken by marks, by Yule and Nielsen with n in 1..=2.
///
/// n = 1 is a plain mean; n = 2 lets light spread from skin to mark and back. Values outside count as the
/// nearest bound.
pub fn area_reflectance(skin: &Reflectance, mark: &Reflectance, cover: f64, n: f64) -> Reflectance {
    let area = YuleNielsen::new(&Lanes::from(skin), n);
    Reflectance::from(&area.mix(&area.root(&Lanes::from(mark)), cover))
}

/// Share of an area that marks take: count on a square centimetre, diameter in mm; at most 0.78.
pub fn cover_of_marks(per_cm2: f64, diameter_mm: f64) -> f64 {
    let cover = per_cm2 * std::f64::consts::PI * (diameter_mm / 10.0).powi(2) / 4.0;
    cover.clamp(0.0, defaults::MOST_COVER)
}

/// Width of a healed mark, mm, some years after day 28: marks spread by 5 % a year, 20 % at most (*assumed*).
pub fn widened_diameter_mm(healed_mm: f64, years: f64) -> f64 {
    healed_mm * (1.0 + 0.05 * years).min(1.2)
}

/// Areas of one skin with many marks and covers: roots are taken once.
///
/// ```
/// # use scalp_shade::{color::{Illuminant, Reflectance}, optics::{Lanes, YuleNielsen}};
/// let (skin, mark) = (Lanes::splat(0.4), Lanes::splat(0.1));
/// let area = YuleNielsen::new(&skin, 1.5);
/// let root = area.root(&mark); // once for each mark
/// let half = area.mix(&root, 0.5).xyz_under(Illuminant::D65);
/// let none = area.mix(&root, 0.0).xyz_under(Illuminant::D65);
/// assert!(half[1] < none[1] && (none[1] - 0.4).abs() < 1e-9);
/// ```
#[derive(Debug, Clone)]
pub struct YuleNielsen {
    n: f64,
    skin: Lanes,
}

impl YuleNielsen {
    /// Skin between the marks, and n in 1..=2.
    pub fn new(skin: &Lanes, n: f64) -> Self {
        let n = n.clamp(1.0, 2.0);
        Self { n, skin: root(skin, n) }
    }

    /// The n-th root of a mark's reflectance.
    #[inline]
    pub fn root(&self, mark: &Lanes) -> Lanes {
        root(mark, self.n)
    }

    /// Reflectance of the area from the root of a mark and its cover.
    #[inline]
    pub fn mix(&self, mark_root: &Lanes, cover: f64) -> Lanes {
        let cover = cover.clamp(0.0, 1.0);
        let mut mean = Lanes::splat(0.0);
        for i in 0..LANES {
            mean.0[i] = (1.0 - cover) * self.skin.0[i] + cover * mark_root.0[i];
        }
        if self.n == 2.0 {
            mean.map(|r| r * r)
        } else if self.n == 1.0 {
            mean
        } else {
            mean.map(|r| pow(r, self.n))
        }
    }
}

#[inline]
fn root(lanes: &Lanes, n: f64) -> Lanes {
    if n == 2.0 {
        lanes.map(|r| if r > 0.0 { r } else { 0.0 }.sqrt())
    } else if n == 1.0 {
        *lanes
    } else {
        let inverse = 1.0 / n;
        lanes.map(|r| pow(r, inverse))
    }
}

/// For n = 2: the area's XYZ is a quadratic in the cover, with three terms for each channel.
///
/// Made once for each mark; then any cover costs a few multiplications. Under D65, without `q`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AreaTerms {
    /// X, Y, Z of the skin.
    pub skin: [f64; 3],
    /// X, Y, Z of the geometric mean of skin and mark.
    pub cross: [f64; 3],
    /// X, Y, Z of the mark.
    pub mark: [f64; 3],
}

impl AreaTerms {
    /// Of the skin's and the mark's reflectance.
    pub fn new(skin: &Lanes, mark: &Lanes) -> Self {
        Self::with_root(skin.xyz_under(Illuminant::D65), &root(skin, 2.0), mark)
    }

    /// The same when the skin's XYZ and the square root of its reflectance are known.
    #[inline]
    pub fn with_root(skin: [f64; 3], skin_root: &Lanes, mark: &Lanes) -> Self {
        let cross = skin_root.product_xyz(&root(mark, 2.0));
        Self { skin, cross, mark: mark.xyz_under(Illuminant::D65) }
    }

    /// X, Y, Z of the area at a cover of 0..=1.
    #[inline]
    pub fn xyz(&self, cover: f64) -> [f64; 3] {
        let rest = 1.0 - cover;
        std::array::from_fn(|c| {
            rest * rest * self.skin[c] + 2.0 * cover * rest * self.cross[c] + cover * cover * self.mark[c]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::BANDS;

    fn spectra() -> (Reflectance, Reflectance) {
        let skin = Reflectance(std::array::from_fn(|i| 0.2 + 0.012 * i as f64));
        let mark = Reflectance(std::array::from_fn(|i| 0.12 - 0.001 * i as f64));
        (skin, mark)
    }

    #[test]
    fn is_the_formula_of_yule_and_nielsen() {
        let (skin, mark) = spectra();
        for (n, cover) in [(1.0, 0.3), (1.3, 0.2), (1.77, 0.78), (2.0, 0.05)] {
            let area = area_reflectance(&skin, &mark, cover, n);
            for band in 0..BANDS {
                let roots = [skin.0[band], mark.0[band]].map(|r: f64| r.powf(1.0 / n));
                let expected = ((1.0 - cover) * roots[0] + cover * roots[1]).powf(n);
                assert!((area.0[band] - expected).abs() < 1e-12, "{n} {cover}");
            }
        }
    }

    #[test]
    fn for_n_2_the_quadratic_is_the_same() {
        let (skin, mark) = spectra();
        let terms = AreaTerms::new(&Lanes::from(&skin), &Lanes::from(&mark));
        for cover in [0.0, 0.05, 0.4, 1.0] {
            let direct = area_reflectance(&skin, &mark, cover, 2.0).xyz_under(Illuminant::D65);
            for (a, b) in terms.xyz(cover).into_iter().zip(direct) {
                assert!((a - b).abs() < 1e-13);
            }
        }
    }

    #[test]
    fn cover_counts_discs_and_stops() {
        assert!((cover_of_marks(250.0, 0.18) - 0.063617).abs() < 1e-6);
        assert_eq!(cover_of_marks(1e6, 0.25), 0.78);
        assert_eq!(cover_of_marks(0.0, 0.18), 0.0);
    }
}
