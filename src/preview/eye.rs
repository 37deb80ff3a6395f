//! What the eye resolves at a distance: the spatial filter of S-CIELAB.
//!
//! Light goes to three opponent channels, each is blurred by the sensitivity of the eye to contrast, and back (Zhang
//! and Wandell 1996, "A spatial extension of CIELAB for digital color image reproduction", opponents after Poirson
//! and Wandell 1993). The third, negative Gaussian of the luminance channel (weight -0.108, spread 4.3 degrees) is
//! left out: at 3 m it is wider than a head, and its part is in the mean that stays.

use super::blur::gaussian;

/// X, Y, Z to luminance, red-green, blue-yellow.
const OPPONENT: [[f32; 3]; 3] = [[0.279, 0.72, -0.107], [-0.449, 0.29, -0.077], [0.086, -0.59, 0.501]];

/// For each channel weight and spread in degrees of the Gaussians `exp(−r² / spread²)`; weights are scaled to 1.
const FILTERS: [[(f64, f64); 2]; 3] =
    [[(0.921, 0.0283), (0.105, 0.133)], [(0.531, 0.0392), (0.330, 0.494)], [(0.488, 0.0536), (0.371, 0.386)]];

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
    2.5 * finest * (0.494 / 0.0283)
}

/// Blurs X, Y, Z in place. `finest` is the standard deviation of the finest filter in pixels; `own` is what the eye
/// before the screen blurs by itself, in the same unit, and so is left to it.
pub(super) fn see(xyz: &mut [[f32; 3]], width: usize, finest: f64, own: f64) {
    let channel = |row: [f32; 3]| -> Vec<f32> {
        xyz.iter().map(|v| row[0] * v[0] + row[1] * v[1] + row[2] * v[2]).collect()
    };
    let blurred: Vec<Vec<f32>> = OPPONENT
        .iter()
        .zip(FILTERS)
        .map(|(row, filters)| {
            let plane = channel(*row);
            let total: f64 = filters.iter().map(|(weight, _)| weight).sum();
            let mut sum = vec![0.0_f32; plane.len()];
            for (weight, spread) in filters {
                let wanted = finest * spread / 0.0283;
                let theirs = own * spread / 0.0283;
                let sigma = (wanted * wanted - theirs * theirs).max(0.0).sqrt();
                let share = crate::photo::number::single(weight / total);
                for (sum, value) in sum.iter_mut().zip(gaussian(&plane, width, sigma)) {
                    *sum += share * value;
                }
            }
            sum
        })
        .collect();
    let back = inverse();
    let [luminance, red_green, blue_yellow] = blurred.as_slice() else { return };
    for (((xyz, l), r), b) in xyz.iter_mut().zip(luminance).zip(red_green).zip(blue_yellow) {
        *xyz = back.map(|row| (row[0] * l + row[1] * r + row[2] * b).max(0.0));
    }
}

fn inverse() -> [[f32; 3]; 3] {
    let m = OPPONENT;
    let minor = |r: usize, c: usize| {
        let (r1, r2, c1, c2) = ((r + 1) % 3, (r + 2) % 3, (c + 1) % 3, (c + 2) % 3);
        m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1]
    };
    let determinant: f32 = (0..3).map(|c| m[0][c] * minor(0, c)).sum();
    std::array::from_fn(|r| std::array::from_fn(|c| minor(c, r) / determinant))
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
