//! A plane through values at places, with little regard for outliers.

/// Value in the middle and slopes.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Plane {
    /// Value, slope across, slope down.
    pub(super) terms: [f64; 3],
}

/// Rounds of reweighting.
const ROUNDS: usize = 6;

impl Plane {
    /// Through values at places (-1..=1 across and down); flat through the median when they do not span a plane.
    pub(super) fn through(points: &[([f64; 2], f64)]) -> Self {
        let mut plane = Self { terms: [median(points.iter().map(|(_, value)| *value)), 0.0, 0.0] };
        for _ in 0..ROUNDS {
            let misses: Vec<f64> = points.iter().map(|(at, value)| value - plane.at(*at)).collect();
            let scale = 1.5 * median(misses.iter().map(|miss| miss.abs())).max(1e-4);
            let weights = misses.iter().map(|miss| 1.0 / (1.0 + (miss / (2.0 * scale)).powi(2)));
            let Some(better) = fit(points, weights) else { break };
            plane = better;
        }
        plane
    }

    /// At a place.
    pub(super) fn at(&self, [x, y]: [f64; 2]) -> f64 {
        self.terms[0] + self.terms[1] * x + self.terms[2] * y
    }

    /// Largest minus smallest value over the whole square.
    pub(super) fn span(&self) -> f64 {
        2.0 * (self.terms[1].abs() + self.terms[2].abs())
    }
}

/// Middle value; 0 of none.
pub(super) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut all: Vec<f64> = values.filter(|value| value.is_finite()).collect();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(0.0)
}

fn fit(points: &[([f64; 2], f64)], weights: impl Iterator<Item = f64>) -> Option<Plane> {
    let (mut matrix, mut right) = ([[0.0; 3]; 3], [0.0; 3]);
    for (([x, y], value), weight) in points.iter().zip(weights) {
        let row = [1.0, *x, *y];
        for i in 0..3 {
            right[i] += weight * row[i] * value;
            for j in 0..3 {
                matrix[i][j] += weight * row[i] * row[j];
            }
        }
    }
    let minor = |rows: [usize; 2], columns: [usize; 2]| {
        matrix[rows[0]][columns[0]] * matrix[rows[1]][columns[1]]
            - matrix[rows[0]][columns[1]] * matrix[rows[1]][columns[0]]
    };
    let cofactors = [minor([1, 2], [1, 2]), -minor([1, 2], [0, 2]), minor([1, 2], [0, 1])];
    let determinant: f64 = (0..3).map(|j| matrix[0][j] * cofactors[j]).sum();
    if determinant.abs() < 1e-9 * matrix[0][0].powi(3).max(1e-12) {
        return None;
    }
    // Cramer's rule; the matrix is symmetric.
    let replaced = |column: usize| {
        let mut m = matrix;
        for (row, value) in m.iter_mut().zip(right) {
            row[column] = value;
        }
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
            + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    };
    Some(Plane { terms: [0, 1, 2].map(|column| replaced(column) / determinant) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plane_is_found_under_outliers() {
        let places =
            (0..11).flat_map(|y| (0..11).map(move |x| [f64::from(x) / 5.0 - 1.0, f64::from(y) / 5.0 - 1.0]));
        let points: Vec<([f64; 2], f64)> = places
            .enumerate()
            .map(|(i, [x, y])| ([x, y], if i % 7 == 0 { 3.0 } else { 0.2 + 0.5 * x - 0.25 * y }))
            .collect();
        let plane = Plane::through(&points);
        for (found, expected) in plane.terms.into_iter().zip([0.2, 0.5, -0.25]) {
            assert!((found - expected).abs() < 0.02, "{plane:?}");
        }
        assert!((plane.span() - 1.5).abs() < 0.05);
    }

    #[test]
    fn places_on_a_line_give_a_flat_plane() {
        let points = [([0.0, 0.0], 1.0), ([0.5, 0.5], 2.0), ([1.0, 1.0], 3.0)];
        assert_eq!(Plane::through(&points).terms, [2.0, 0.0, 0.0]);
        assert_eq!(Plane::through(&[]).terms, [0.0; 3]);
    }
}
