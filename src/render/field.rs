//! Random fields: smooth, with a standard normal value at every place.

use rand::SeedableRng as _;
use rand_distr::{Distribution as _, StandardNormal};
use rand_pcg::Pcg64Mcg;

use crate::photo::number::{floor_index, single};

/// A random stream of its own for each purpose, so that changing one thing does not reshuffle the rest.
pub(crate) fn stream(seed: u64, purpose: u64) -> Pcg64Mcg {
    Pcg64Mcg::seed_from_u64(
        seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ purpose.wrapping_mul(0xD1B5_4A32_D192_ED03),
    )
}

/// Sum of smooth layers; each a lattice of normal numbers under cubic B-splines, divided by the weights'
/// norm, so that the variance is the same everywhere.
#[derive(Debug)]
pub(crate) struct Field {
    layers: Vec<Layer>,
}

#[derive(Debug)]
struct Layer {
    cell: (f32, f32),
    share: f32,
    columns: usize,
    lattice: Vec<f32>,
    /// First node and weights at each pixel centre of a row: the same for all rows.
    across: Vec<(usize, [f32; 4])>,
}

impl Field {
    /// `layers` are pairs of cell size in pixels and share of the variance (made to add up to 1).
    pub(crate) fn new(rng: &mut Pcg64Mcg, size: (u32, u32), layers: &[(f64, f64)]) -> Self {
        let layers: Vec<_> = layers.iter().map(|&(cell, share)| ((cell, cell), share)).collect();
        Self::stretched(rng, size, &layers)
    }

    /// The same with cells of their own width and height.
    pub(crate) fn stretched(rng: &mut Pcg64Mcg, size: (u32, u32), layers: &[((f64, f64), f64)]) -> Self {
        let total: f64 = layers.iter().map(|layer| layer.1).sum();
        let layers = layers
            .iter()
            .map(|&((across, down), share)| {
                let (across, down) = (across.max(1.0), down.max(1.0));
                let columns = floor_index(f64::from(size.0) / across) + 5;
                let rows = floor_index(f64::from(size.1) / down) + 5;
                let lattice = (0..columns * rows).map(|_| StandardNormal.sample(rng)).collect();
                let cell = (single(across), single(down));
                let centers = (0..size.0).map(|x| (single(f64::from(x)) + 0.5) / cell.0);
                let across = centers.map(splines).collect();
                Layer { cell, share: single((share / total).sqrt()), columns, lattice, across }
            })
            .collect();
        Self { layers }
    }

    /// Values at the pixel centres of row `y`.
    pub(crate) fn row(&self, y: usize, out: &mut [f32]) {
        out.fill(0.0);
        for layer in &self.layers {
            layer.add_row(y as f32 + 0.5, out);
        }
    }

    /// Value at one place in pixels.
    pub(crate) fn at(&self, x: f64, y: f64) -> f64 {
        let (x, y) = (single(x), single(y));
        self.layers.iter().map(|layer| f64::from(layer.value(x, y))).sum()
    }
}

impl Layer {
    fn add_row(&self, y: f32, out: &mut [f32]) {
        let line = self.line(y);
        for (value, (node, weights)) in out.iter_mut().zip(&self.across) {
            if let Some([a, b, c, d]) = line.get(*node..node + 4) {
                *value += weights[0] * a + weights[1] * b + weights[2] * c + weights[3] * d;
            }
        }
    }

    fn value(&self, x: f32, y: f32) -> f32 {
        let ((column, across), (row, down)) = (splines(x / self.cell.0), splines(y / self.cell.1));
        let mut sum = 0.0;
        for (k, weight) in down.iter().enumerate() {
            let start = (row + k) * self.columns + column;
            let nodes = self.lattice.get(start..start + 4).unwrap_or(&[]);
            sum += weight * across.iter().zip(nodes).map(|(w, value)| w * value).sum::<f32>();
        }
        sum * self.share
    }

    /// The lattice combined over its rows at height `y`, already of unit variance at each node.
    fn line(&self, y: f32) -> Vec<f32> {
        let (row, weights) = splines(y / self.cell.1);
        let rows: [&[f32]; 4] = std::array::from_fn(|k| {
            let start = (row + k) * self.columns;
            self.lattice.get(start..start + self.columns).unwrap_or(&[])
        });
        (0..self.columns)
            .map(|i| {
                weights.iter().zip(rows).map(|(w, row)| w * row.get(i).copied().unwrap_or(0.0)).sum::<f32>()
                    * self.share
            })
            .collect()
    }
}

/// First node and the four weights at a place in cells, scaled so that their squares add up to 1.
fn splines(place: f32) -> (usize, [f32; 4]) {
    let place = place.max(0.0);
    let node = floor_index(f64::from(place));
    let t = place - node as f32;
    let s = 1.0 - t;
    let weights =
        [s * s * s, 3.0 * t * t * t - 6.0 * t * t + 4.0, 3.0 * s * s * s - 6.0 * s * s + 4.0, t * t * t];
    let norm = weights.iter().map(|w| w * w).sum::<f32>().sqrt();
    (node, weights.map(|w| w / norm))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_standard_normal_and_the_same_by_row_or_place() {
        let field = Field::new(&mut stream(7, 1), (400, 400), &[(9.0, 0.5), (3.0, 0.5)]);
        let (mut sum, mut squares) = (0.0, 0.0);
        let mut row = vec![0.0; 400];
        for y in 0..400 {
            field.row(y, &mut row);
            sum += row.iter().map(|v| f64::from(*v)).sum::<f64>();
            squares += row.iter().map(|v| f64::from(*v).powi(2)).sum::<f64>();
        }
        let mean = sum / 160_000.0;
        let sd = (squares / 160_000.0 - mean * mean).sqrt();
        assert!(mean.abs() < 0.06 && (sd - 1.0).abs() < 0.06, "{mean} {sd}");
        assert!((field.at(17.5, 399.5) - f64::from(row[17])).abs() < 1e-5);
    }
}
