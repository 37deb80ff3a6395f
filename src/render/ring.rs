//! The surround of the truth: skin 1 to 11 mm from the nearest scar, away from card and ruler.

use super::outline::ScarMap;
use crate::photo::number::floor_index;

/// Distance left free beside a scar, mm.
const GAP_MM: f64 = 1.0;
/// Width of the ring, mm.
const WIDTH_MM: f64 = 10.0;

/// Pixels of the surround. Distances are exact on a grid of at least eight points a millimetre.
pub(crate) fn surround(scars: &ScarMap, px_per_mm: f64) -> Vec<bool> {
    let step = floor_index(px_per_mm / 8.0).max(1);
    let (columns, rows) = (scars.width.div_ceil(step), scars.height.div_ceil(step));
    let share = |x: usize, y: usize| {
        let (x, y) =
            ((x * step + step / 2).min(scars.width - 1), (y * step + step / 2).min(scars.height - 1));
        scars.share[y * scars.width + x]
    };
    let mut squared = vec![f64::INFINITY; columns * rows];
    for (index, value) in squared.iter_mut().enumerate() {
        if share(index % columns, index / columns) >= 0.5 {
            *value = 0.0;
        }
    }
    let mut line = vec![0.0; rows];
    for x in 0..columns {
        for (y, value) in line.iter_mut().enumerate() {
            *value = squared[y * columns + x];
        }
        for (y, value) in nearest(&line).into_iter().enumerate() {
            squared[y * columns + x] = value;
        }
    }
    for row in squared.chunks_exact_mut(columns) {
        let done = nearest(row);
        row.copy_from_slice(&done);
    }
    let cell_mm = step as f64 / px_per_mm;
    let wanted = GAP_MM / cell_mm..=(GAP_MM + WIDTH_MM) / cell_mm;
    let ring: Vec<bool> = squared.iter().map(|d| wanted.contains(&d.sqrt())).collect();
    (0..scars.width * scars.height)
        .map(|i| ring[(i / scars.width / step) * columns + (i % scars.width) / step])
        .collect()
}

/// One dimension of the squared distance transform: the lower envelope of parabolas (Felzenszwalb and
/// Huttenlocher 2012).
fn nearest(values: &[f64]) -> Vec<f64> {
    let mut hull: Vec<(f64, f64, f64)> = Vec::new();
    for (q, &height) in values.iter().enumerate() {
        if !height.is_finite() {
            continue;
        }
        let q = q as f64;
        let mut start = f64::NEG_INFINITY;
        while let Some(&(p, low, from)) = hull.last() {
            let cross = (height + q * q - low - p * p) / (2.0 * (q - p));
            if cross > from {
                start = cross;
                break;
            }
            hull.pop();
        }
        hull.push((q, height, start));
    }
    let mut at = 0;
    (0..values.len())
        .map(|x| {
            let x = x as f64;
            while hull.get(at + 1).is_some_and(|next| next.2 <= x) {
                at += 1;
            }
            hull.get(at).map_or(f64::INFINITY, |&(p, low, _)| low + (x - p) * (x - p))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_exact() {
        let mut values = vec![f64::INFINITY; 12];
        values[2] = 0.0;
        values[9] = 4.0;
        let got = nearest(&values);
        for (x, d) in got.iter().enumerate() {
            let x = x as f64;
            assert_eq!(*d, ((x - 2.0) * (x - 2.0)).min(4.0 + (x - 9.0) * (x - 9.0)));
        }
        assert!(nearest(&[f64::INFINITY; 3]).iter().all(|d| d.is_infinite()));
    }
}
