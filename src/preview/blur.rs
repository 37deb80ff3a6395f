//! Gaussian blur of one plane.

use rayon::prelude::*;

use crate::photo::number::{floor_index, single};

/// Standard deviation from which on three running means stand for a Gaussian (within 3 % of its peak).
const BY_MEANS_FROM: f64 = 4.0;

/// Blurs a plane of `width` pixels a row; pixels at the edge are repeated beyond it.
pub(super) fn gaussian(plane: &[f32], width: usize, sigma: f64) -> Vec<f32> {
    if width == 0 || plane.is_empty() || sigma.is_nan() || sigma <= 0.05 {
        return plane.to_vec();
    }
    let across = each_row(plane, width, |row| along(row, sigma));
    let height = plane.len() / width;
    let turned = transpose(&across, width);
    let down = each_row(&turned, height, |row| along(row, sigma));
    transpose(&down, height)
}

/// Mean over a square of `2 radius + 1` pixels a side.
pub(super) fn square_mean(plane: &[f32], width: usize, radius: usize) -> Vec<f32> {
    if width == 0 || plane.is_empty() {
        return plane.to_vec();
    }
    let across = each_row(plane, width, |row| running_mean(row, radius));
    let height = plane.len() / width;
    let down = each_row(&transpose(&across, width), height, |row| running_mean(row, radius));
    transpose(&down, height)
}

fn each_row(plane: &[f32], width: usize, filter: impl Fn(&[f32]) -> Vec<f32> + Sync + Send) -> Vec<f32> {
    plane.par_chunks(width).flat_map_iter(filter).collect()
}

fn along(row: &[f32], sigma: f64) -> Vec<f32> {
    if sigma >= BY_MEANS_FROM {
        // A mean over w pixels has the variance (w² − 1) / 12; each takes its part of what is left.
        let mut left = sigma * sigma;
        return (1..=3).rev().fold(row.to_vec(), |row, means| {
            let radius =
                floor_index(((12.0 * left / f64::from(means) + 1.0).max(1.0).sqrt() - 1.0) / 2.0 + 0.5);
            let width = 2.0 * radius as f64 + 1.0;
            left -= (width * width - 1.0) / 12.0;
            running_mean(&row, radius)
        });
    }
    let reach = floor_index((3.5 * sigma).ceil()).max(1);
    let weight = |i: usize| (-0.5 * (i as f64 / sigma).powi(2)).exp();
    let total = weight(0) + 2.0 * (1..=reach).map(weight).sum::<f64>();
    let weights: Vec<f32> = (0..=reach).map(|i| single(weight(i) / total)).collect();
    let last = row.len() - 1;
    let at = |i: usize| row.get(i.min(last)).copied().unwrap_or(0.0);
    let mut out = Vec::with_capacity(row.len());
    for (x, here) in row.iter().enumerate() {
        let mut sum = weights[0] * here;
        for (i, weight) in weights.iter().enumerate().skip(1) {
            sum += weight * (at(x.saturating_sub(i)) + at(x + i));
        }
        out.push(sum);
    }
    out
}

fn running_mean(row: &[f32], radius: usize) -> Vec<f32> {
    let last = row.len() - 1;
    let at = |i: usize| f64::from(row.get(i.min(last)).copied().unwrap_or(0.0));
    let first = at(0) * (radius as f64 + 1.0);
    let mut sum = first + (1..=radius).map(at).sum::<f64>();
    let scale = 1.0 / (2.0 * radius as f64 + 1.0);
    let mut out = Vec::with_capacity(row.len());
    for x in 0..row.len() {
        out.push(single(sum * scale));
        sum += at(x + radius + 1) - at(x.saturating_sub(radius));
    }
    out
}

fn transpose(plane: &[f32], width: usize) -> Vec<f32> {
    let height = plane.len() / width.max(1);
    let mut out = vec![0.0; plane.len()];
    out.par_chunks_mut(height.max(1)).enumerate().for_each(|(x, column)| {
        for (y, out) in column.iter_mut().enumerate() {
            *out = plane.get(y * width + x).copied().unwrap_or(0.0);
        }
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_becomes_a_gaussian() {
        let (width, height) = (81_usize, 61_usize);
        let mut plane = vec![0.0_f32; width * height];
        plane[30 * width + 40] = 1.0;
        for sigma in [0.7, 1.9, 3.9, 4.1, 6.0] {
            let blurred = gaussian(&plane, width, sigma);
            let sum: f32 = blurred.iter().sum();
            assert!((sum - 1.0).abs() < 2e-3, "{sigma}: light is kept, {sum}");
            let second: f64 = blurred
                .iter()
                .enumerate()
                .map(|(i, v)| f64::from(*v) * ((i % width) as f64 - 40.0).powi(2))
                .sum();
            assert!((second.sqrt() / sigma - 1.0).abs() < 0.03, "{sigma}: {}", second.sqrt());
        }
        assert_eq!(gaussian(&plane, width, 0.0), plane);
        let flat = vec![0.3_f32; width * height];
        assert!(
            gaussian(&flat, width, 5.0)
                .iter()
                .chain(&square_mean(&flat, width, 9))
                .all(|v| (v - 0.3).abs() < 1e-5)
        );
    }
}
