//! How sure a mean is when neighbouring pixels resemble each other.

use rand::{RngExt as _, SeedableRng as _};

/// Sums over one block of skin.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Block {
    pub(super) weight: f64,
    pub(super) sum: [f64; 3],
}

/// Resamplings; the standard deviation itself is then known to 5 %.
const ROUNDS: usize = 200;
/// No tone of a photo is surer than this, in L*, a*, b*: 8-bit steps, demosaicing, the flattening of light
/// (*assumed*; with it the stated error holds about as often as it says on rendered scenes).
const LEAST_SD: [f64; 3] = [0.31, 0.16, 0.22];

/// Covariance of the weighted mean over blocks, never zero.
pub(super) fn covariance(blocks: &[Block], seed: u64) -> [[f64; 3]; 3] {
    let mut random = rand_pcg::Pcg64::seed_from_u64(seed);
    let mut means: Vec<[f64; 3]> = Vec::with_capacity(ROUNDS);
    let held: Vec<&Block> = blocks.iter().filter(|block| block.weight > 0.0).collect();
    for _ in 0..ROUNDS {
        let mut total = Block::default();
        for _ in 0..held.len() {
            let Some(block) = held.get(random.random_range(0..held.len())) else { continue };
            total.weight += block.weight;
            for (sum, value) in total.sum.iter_mut().zip(block.sum) {
                *sum += value;
            }
        }
        if total.weight > 0.0 {
            means.push(total.sum.map(|sum| sum / total.weight));
        }
    }
    let n = means.len().max(1) as f64;
    let center = [0, 1, 2].map(|i: usize| means.iter().map(|mean| mean[i]).sum::<f64>() / n);
    let mut matrix = [[0.0; 3]; 3];
    for (i, row) in matrix.iter_mut().enumerate() {
        for (j, value) in row.iter_mut().enumerate() {
            *value = means.iter().map(|mean| (mean[i] - center[i]) * (mean[j] - center[j])).sum::<f64>() / n;
            if i == j {
                *value += LEAST_SD[i] * LEAST_SD[i];
                // A single block says nothing about its own error.
                if held.len() < 4 {
                    *value += 1.0;
                }
            }
        }
    }
    matrix
}

/// Adds an error that moves all coordinates together.
pub(super) fn add_outer(covariance: &mut [[f64; 3]; 3], change: [f64; 3]) {
    for (row, a) in covariance.iter_mut().zip(change) {
        for (value, b) in row.iter_mut().zip(change) {
            *value += a * b;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_shrinks_with_the_blocks_and_is_never_zero() {
        let blocks = |n: u32| -> Vec<Block> {
            (0..n)
                .map(|i| {
                    let off = if i % 2 == 0 { 1.0 } else { -1.0 };
                    Block { weight: 2.0, sum: [2.0 * (60.0 + off), 20.0, 30.0] }
                })
                .collect()
        };
        let (few, many) = (covariance(&blocks(16), 1), covariance(&blocks(400), 1));
        assert!(
            (few[0][0] - LEAST_SD[0].powi(2) - 1.0 / 16.0).abs() < 0.02,
            "variance of a mean of 16: {}",
            few[0][0]
        );
        assert!(many[0][0] < LEAST_SD[0].powi(2) + 0.01 && many[0][0] > 0.0 && many[1][1] > 0.0, "{many:?}");
        assert!(covariance(&[], 1)[0][0] >= 1.0, "nothing is known");
        assert_eq!(covariance(&blocks(16), 1), few, "seeded");
    }
}
