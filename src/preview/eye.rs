//! What the eye resolves at a distance: how finely, after S-CIELAB.
//!
//! Light is blurred by the sensitivity of the eye to contrast of luminance (Zhang and Wandell 1996, "A spatial
//! extension of CIELAB for digital color image reproduction"). S-CIELAB blurs red-green and blue-yellow by wider
//! filters of their own. That serves to tell two pictures apart; in a picture that is looked at it would be false:
//! light of the skin would go over centimetres into hairs and grey cards and leave its brightness behind, so that
//! they turn red and turquoise. Here X, Y and Z go through the one filter: every place is a mixture of lights that are
//! there, as through a lens that is not sharp, so grey among grey stays grey and nothing gains a colour. The eye before
//! the screen blurs colours further by itself.
//!
//! The third, negative Gaussian of the filter (weight -0.108, spread 4.3 degrees) is left out: at 3 m it is wider than
//! a head, and its part is in the mean that stays.

use super::blur::gaussian;
use crate::photo::number::single;

/// Weight and spread in degrees of the Gaussians `exp(−r² / spread²)`; weights are scaled to 1.
const FILTER: [(f64, f64); 2] = [(0.921, 0.0283), (0.105, 0.133)];

/// Standard deviation of the finest filter in degrees.
const FINEST_DEGREES: f64 = 0.0283 / std::f64::consts::SQRT_2;

/// Millimetres that a number of degrees takes at a distance in mm.
fn at_distance(degrees: f64, distance_mm: f64) -> f64 {
    distance_mm * degrees.to_radians().tan()
}

/// Standard deviation, mm, of the finest blur at a distance.
pub(super) fn finest_mm(distance_mm: f64) -> f64 {
    at_distance(FINEST_DEGREES, distance_mm)
}

/// Distance of the widest blur that is worth a margin, in units of the finest.
pub(super) fn margin_of(finest: f64) -> f64 {
    2.5 * finest * (FILTER[1].1 / FILTER[0].1)
}

/// Blurs X, Y, Z in place. `finest` is the standard deviation of the finest filter in pixels; `own` is what the eye
/// before the screen blurs by itself, in the same unit, and so is left to it.
pub(super) fn see(xyz: &mut [[f32; 3]], width: usize, finest: f64, own: f64) {
    let total: f64 = FILTER.iter().map(|(weight, _)| weight).sum();
    for channel in 0..3 {
        let plane: Vec<f32> = xyz.iter().map(|v| v[channel]).collect();
        let parts = FILTER.map(|(weight, spread)| {
            let times = spread / FILTER[0].1;
            let sigma = times * (finest * finest - own * own).max(0.0).sqrt();
            (single(weight / total), gaussian(&plane, width, sigma))
        });
        let [(a, fine), (b, wide)] = &parts;
        for ((xyz, fine), wide) in xyz.iter_mut().zip(fine).zip(wide) {
            xyz[channel] = a * fine + b * wide;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_light_stays_and_fine_marks_go() {
        let (width, height) = (200_usize, 120_usize);
        let skin = [0.38_f32, 0.36, 0.28];
        let mut xyz = vec![skin; width * height];
        see(&mut xyz, width, 2.0, 0.6);
        assert!(xyz.iter().all(|v| v.iter().zip(skin).all(|(a, b)| (a - b).abs() < 1e-4)));
        for i in (0..width * height).filter(|i| (i % width) % 4 == 2 && (i / width) % 4 == 2) {
            xyz[i] = [0.05, 0.05, 0.05];
        }
        let mean = |xyz: &[[f32; 3]]| xyz.iter().map(|v| f64::from(v[1])).sum::<f64>() / xyz.len() as f64;
        let before = mean(&xyz);
        see(&mut xyz, width, 4.0, 0.0);
        assert!((mean(&xyz) - before).abs() < 1e-3, "the mean stays");
        let inner = xyz
            .iter()
            .enumerate()
            .filter(|(i, _)| (20..180).contains(&(i % width)) && (20..100).contains(&(i / width)));
        let (low, high) = inner.fold((1.0_f32, 0.0_f32), |(l, h), (_, v)| (l.min(v[1]), h.max(v[1])));
        assert!(high - low < 2e-3, "marks four pixels apart are gone: {low} to {high}");
    }

    #[test]
    fn at_a_metre_the_finest_blur_is_a_third_of_a_millimetre() {
        assert!((finest_mm(1000.0) - 0.349).abs() < 1e-3);
        assert!((finest_mm(3000.0) / finest_mm(300.0) - 10.0).abs() < 1e-9);
    }
}
