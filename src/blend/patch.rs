//! The quadratic through the looks at the nodes of a cell.

use super::cell::{Half, PLACES, edges, place_in_whole};

/// Allowed whatever the estimate.
pub(super) const SLACK: f64 = 2e-3;
/// Share of a cell's own bend that counts beside its misfit against the cell it is a part of.
const BEND_BESIDE: f64 = 0.4;
/// Share of both by which a cell is widened, halved once or more often.
const WIDTH: [f64; 2] = [1.0, 0.8];

/// Values at the nodes of a cell: corners and middles of edges by water at the ends and the middle.
#[derive(Debug, Clone)]
pub(super) struct Patch<const N: usize> {
    pub(super) corners: usize,
    pub(super) values: [[[f64; N]; 3]; PLACES],
}

/// Lower and upper ends of looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Range<const N: usize> {
    pub(super) low: [f64; N],
    pub(super) high: [f64; N],
}

impl<const N: usize> Range<N> {
    pub(super) const ALL: Self = Self { low: [f64::NEG_INFINITY; N], high: [f64::INFINITY; N] };

    fn within(&self, other: &Self) -> Self {
        Self {
            low: std::array::from_fn(|c| self.low[c].max(other.low[c])),
            high: std::array::from_fn(|c| self.high[c].min(other.high[c])),
        }
    }
}

impl<const N: usize> Patch<N> {
    pub(super) fn places(corners: usize) -> usize {
        corners + edges(corners).len()
    }

    /// How far looks may lie from the quadratic of a half of a larger cell.
    ///
    /// The nodes of the half lie beside the quadratic of the larger cell by a misfit that tells of the third order, and
    /// beside a straight line by the half's own bend. On random bottles the two together are never exceeded where
    /// either alone sometimes is, by far.
    pub(super) fn spread_of_half(&self, larger: &Self, half: Half, depth: usize) -> [f64; N] {
        let (misfit, bend) = (self.misfit(larger, half), self.bend());
        let width = WIDTH[usize::from(depth > 1)];
        std::array::from_fn(|c| width * (misfit[c] + BEND_BESIDE * bend[c]) + SLACK)
    }

    /// Largest deviation of a middle from the mean of its ends.
    fn bend(&self) -> [f64; N] {
        let mut bend = [0.0_f64; N];
        let mut note = |low: &[f64; N], middle: &[f64; N], high: &[f64; N]| {
            let off = std::array::from_fn(|c| (middle[c] - 0.5 * (low[c] + high[c])).abs());
            raise(&mut bend, &off);
        };
        for [low, middle, high] in &self.values[..Self::places(self.corners)] {
            note(low, middle, high);
        }
        for (slot, (a, b)) in edges(self.corners).iter().enumerate() {
            for level in 0..3 {
                let middle = &self.values[self.corners + slot][level];
                note(&self.values[*a][level], middle, &self.values[*b][level]);
            }
        }
        bend
    }

    /// Largest deviation of a node of a half from the quadratic of the larger cell.
    fn misfit(&self, larger: &Self, half: Half) -> [f64; N] {
        let levels = if half.upper { [0.5, 0.75, 1.0] } else { [0.0, 0.25, 0.5] }.map(level_weights);
        let mut misfit = [0.0_f64; N];
        for (slot, values) in self.values[..Self::places(self.corners)].iter().enumerate() {
            let place = place_in_whole(half.part, &place_of(slot, self.corners), self.corners);
            let by_level = larger.by_level(&larger.spatial_weights(&place));
            for (truth, [low, middle, high]) in values.iter().zip(levels) {
                let near = |c: usize| low * by_level[0][c] + middle * by_level[1][c] + high * by_level[2][c];
                raise(&mut misfit, &std::array::from_fn(|c| (truth[c] - near(c)).abs()));
            }
        }
        misfit
    }

    /// Range of the quadratic from its Bernstein coefficients, widened by a spread, within a range that is known.
    pub(super) fn range(&self, spread: &[f64; N], known: &Range<N>) -> Range<N> {
        let by_water = |slot: usize| -> [[f64; N]; 3] {
            let [low, middle, high] = &self.values[slot];
            [*low, std::array::from_fn(|c| 2.0 * middle[c] - f64::midpoint(low[c], high[c])), *high]
        };
        let mut range = Range { low: [f64::INFINITY; N], high: [f64::NEG_INFINITY; N] };
        let mut note = |value: &[f64; N]| {
            lower(&mut range.low, value);
            raise(&mut range.high, value);
        };
        let mut ends = [[[0.0; N]; 3]; 3];
        for (corner, end) in ends.iter_mut().enumerate().take(self.corners) {
            *end = by_water(corner);
            end.iter().for_each(&mut note);
        }
        for (slot, (a, b)) in edges(self.corners).iter().enumerate() {
            for (level, middle) in by_water(self.corners + slot).iter().enumerate() {
                let (a, b) = (&ends[*a][level], &ends[*b][level]);
                note(&std::array::from_fn(|c| 2.0 * middle[c] - f64::midpoint(a[c], b[c])));
            }
        }
        let wider = Range {
            low: std::array::from_fn(|c| range.low[c] - spread[c]),
            high: std::array::from_fn(|c| range.high[c] + spread[c]),
        };
        wider.within(known)
    }

    /// Weights of the spatial nodes at a place.
    pub(super) fn spatial_weights(&self, place: &[f64; 3]) -> [f64; PLACES] {
        let mut weights = [0.0; PLACES];
        for corner in 0..self.corners {
            weights[corner] = place[corner] * (2.0 * place[corner] - 1.0);
        }
        for (slot, (a, b)) in edges(self.corners).iter().enumerate() {
            weights[self.corners + slot] = 4.0 * place[*a] * place[*b];
        }
        weights
    }

    /// Values at the three levels of water.
    pub(super) fn by_level(&self, spatial: &[f64; PLACES]) -> [[f64; N]; 3] {
        let mut levels = [[0.0; N]; 3];
        for (values, weight) in self.values[..Self::places(self.corners)].iter().zip(spatial) {
            for (level, value) in levels.iter_mut().zip(values) {
                for c in 0..N {
                    level[c] += weight * value[c];
                }
            }
        }
        levels
    }

    /// The quadratic at a place along the water.
    pub(super) fn along(&self, place: &[f64; 3]) -> Along<N> {
        Along::through(&self.by_level(&self.spatial_weights(place)))
    }
}

/// A quadratic over the interval of water, which runs from 0 to 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Along<const N: usize> {
    first: [f64; N],
    slope: [f64; N],
    curve: [f64; N],
}

impl<const N: usize> Along<N> {
    fn through([low, middle, high]: &[[f64; N]; 3]) -> Self {
        Self {
            first: *low,
            slope: std::array::from_fn(|c| 4.0 * middle[c] - 3.0 * low[c] - high[c]),
            curve: std::array::from_fn(|c| 2.0 * (low[c] + high[c]) - 4.0 * middle[c]),
        }
    }

    #[inline]
    pub(super) fn at(&self, along: f64) -> [f64; N] {
        std::array::from_fn(|c| self.first[c] + along * (self.slope[c] + along * self.curve[c]))
    }

    /// Middle and half of the range between two places, widened by a spread.
    pub(super) fn range(&self, from: f64, to: f64, spread: &[f64; N]) -> ([f64; N], [f64; N]) {
        let (low, high) = (self.at(from), self.at(to));
        let (mut middle, mut half) = ([0.0; N], *spread);
        for c in 0..N {
            // The Bernstein coefficient between the ends.
            let between = self.first[c] + 0.5 * (from + to) * self.slope[c] + from * to * self.curve[c];
            let (least, most) = if low[c] < high[c] { (low[c], high[c]) } else { (high[c], low[c]) };
            let least = if between < least { between } else { least };
            let most = if between > most { between } else { most };
            middle[c] = 0.5 * (least + most);
            half[c] += 0.5 * (most - least);
        }
        (middle, half)
    }
}

/// Takes the larger of each two; plain comparisons become vector instructions.
fn raise<const N: usize>(most: &mut [f64; N], values: &[f64; N]) {
    most.iter_mut().zip(values).for_each(|(most, value)| *most = if value > most { *value } else { *most });
}

/// Takes the smaller of each two.
fn lower<const N: usize>(least: &mut [f64; N], values: &[f64; N]) {
    least
        .iter_mut()
        .zip(values)
        .for_each(|(least, value)| *least = if value < least { *value } else { *least });
}

fn level_weights(along: f64) -> [f64; 3] {
    [(1.0 - along) * (1.0 - 2.0 * along), 4.0 * along * (1.0 - along), along * (2.0 * along - 1.0)]
}

/// Shares of the corners at a node.
fn place_of(slot: usize, corners: usize) -> [f64; 3] {
    let mut place = [0.0; 3];
    if slot < corners {
        place[slot] = 1.0;
    } else if let Some((a, b)) = edges(corners).get(slot - corners) {
        (place[*a], place[*b]) = (0.5, 0.5);
    }
    place
}
