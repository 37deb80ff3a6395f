//! The quadratic through the looks at the nodes of a cell.

use super::cell::edges;
use super::goal::LookBox;
use super::view::LOOKS;

/// Allowed whatever the bend.
pub(super) const SLACK: f64 = 2e-3;

/// Numbers that are interpolated.
pub(super) type Look = [f64; LOOKS];

/// Values at the nodes of a cell: corners and middles of edges by water at the ends and the middle.
pub(super) struct Patch {
    pub(super) corners: usize,
    pub(super) values: [[Look; 3]; 6],
    pub(super) bend: Look,
}

impl Patch {
    fn used(&self) -> usize {
        self.corners + edges(self.corners).len()
    }

    /// Largest deviation of a middle from the mean of its ends.
    pub(super) fn measure_bend(&mut self) {
        let mut bend = [0.0_f64; LOOKS];
        let mut note = |low: &Look, middle: &Look, high: &Look| {
            for c in 0..LOOKS {
                bend[c] = bend[c].max((middle[c] - f64::midpoint(low[c], high[c])).abs());
            }
        };
        for [low, middle, high] in &self.values[..self.used()] {
            note(low, middle, high);
        }
        for (slot, (a, b)) in edges(self.corners).iter().enumerate() {
            for level in 0..3 {
                let middle = &self.values[self.corners + slot][level];
                note(&self.values[*a][level], middle, &self.values[*b][level]);
            }
        }
        self.bend = bend;
    }

    /// Range of the quadratic from its Bernstein coefficients, widened by a share of its bend.
    pub(super) fn bounds(&self, share: f64) -> LookBox {
        let mut looks = LookBox { low: [f64::INFINITY; LOOKS], high: [f64::NEG_INFINITY; LOOKS] };
        for c in 0..LOOKS {
            let by_water: [[f64; 3]; 6] = std::array::from_fn(|slot| {
                let [low, middle, high] = &self.values[slot];
                [low[c], 2.0 * middle[c] - f64::midpoint(low[c], high[c]), high[c]]
            });
            let mut note = |value: f64| {
                looks.low[c] = looks.low[c].min(value);
                looks.high[c] = looks.high[c].max(value);
            };
            by_water[..self.corners].iter().flatten().for_each(|value| note(*value));
            for (slot, (a, b)) in edges(self.corners).iter().enumerate() {
                let middles = by_water[self.corners + slot];
                for ((middle, a), b) in middles.into_iter().zip(by_water[*a]).zip(by_water[*b]) {
                    note(2.0 * middle - f64::midpoint(a, b));
                }
            }
            looks.low[c] -= share * self.bend[c] + SLACK;
            looks.high[c] += share * self.bend[c] + SLACK;
        }
        looks
    }

    /// Weights of the spatial nodes at a place.
    pub(super) fn spatial_weights(&self, place: &[f64; 3]) -> [f64; 6] {
        let mut weights = [0.0; 6];
        for corner in 0..self.corners {
            weights[corner] = place[corner] * (2.0 * place[corner] - 1.0);
        }
        for (slot, (a, b)) in edges(self.corners).iter().enumerate() {
            weights[self.corners + slot] = 4.0 * place[*a] * place[*b];
        }
        weights
    }

    /// The quadratic, `along` running from 0 to 1 over the interval of water.
    pub(super) fn at(&self, spatial: &[f64; 6], along: f64) -> Look {
        let levels =
            [(1.0 - along) * (1.0 - 2.0 * along), 4.0 * along * (1.0 - along), along * (2.0 * along - 1.0)];
        let mut look = [0.0; LOOKS];
        for (values, spatial) in self.values[..self.used()].iter().zip(spatial) {
            for (value, level) in values.iter().zip(levels) {
                for (sum, value) in look.iter_mut().zip(value) {
                    *sum += spatial * level * value;
                }
            }
        }
        look
    }
}
