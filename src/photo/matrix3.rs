//! 3 x 3 matrices of colour conversions, as rows.

/// Rows of a matrix.
pub(super) type Matrix3 = [[f64; 3]; 3];

/// `a * b`.
pub(super) fn product(a: &Matrix3, b: &Matrix3) -> Matrix3 {
    std::array::from_fn(|i| std::array::from_fn(|j| (0..3).map(|k| a[i][k] * b[k][j]).sum()))
}

/// `m * v`.
pub(super) fn apply(m: &Matrix3, v: [f64; 3]) -> [f64; 3] {
    std::array::from_fn(|i| (0..3).map(|k| m[i][k] * v[k]).sum())
}

/// The inverse; `None` when there is none to speak of.
pub(super) fn inverse(m: &Matrix3) -> Option<Matrix3> {
    let minor = |r: usize, c: usize| {
        let (r1, r2, c1, c2) = ((r + 1) % 3, (r + 2) % 3, (c + 1) % 3, (c + 2) % 3);
        m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1]
    };
    let determinant: f64 = (0..3).map(|c| m[0][c] * minor(0, c)).sum();
    (determinant.is_finite() && determinant.abs() > 1e-9)
        .then(|| std::array::from_fn(|i| std::array::from_fn(|j| minor(j, i) / determinant)))
}

/// A matrix from its columns.
pub(super) fn from_columns(columns: [[f64; 3]; 3]) -> Matrix3 {
    std::array::from_fn(|i| std::array::from_fn(|j| columns[j][i]))
}

/// Bradford adaptation of XYZ from one white to another (Lam 1985, as in ICC.1:2022 annex E).
pub(super) fn bradford(from: [f64; 3], to: [f64; 3]) -> Option<Matrix3> {
    const CONES: Matrix3 = [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]];
    let (source, target) = (apply(&CONES, from), apply(&CONES, to));
    let mut scaled = CONES;
    for ((row, s), t) in scaled.iter_mut().zip(source).zip(target) {
        if s.abs() < 1e-9 {
            return None;
        }
        for value in row {
            *value *= t / s;
        }
    }
    Some(product(&inverse(&CONES)?, &scaled))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inverse_undoes() {
        let m = [[0.4, 0.3, 0.2], [0.2, 0.7, 0.1], [0.0, 0.1, 0.9]];
        let one = product(&m, &inverse(&m).unwrap());
        for (i, row) in one.iter().enumerate() {
            for (j, v) in row.iter().enumerate() {
                assert!((v - f64::from(u8::from(i == j))).abs() < 1e-12);
            }
        }
        assert_eq!(inverse(&[[1.0; 3]; 3]), None);
    }

    /// Lindbloom's table: D50 to D65 by Bradford.
    #[test]
    fn bradford_agrees_with_published_matrix() {
        let published = [
            [0.9555766, -0.0230393, 0.0631636],
            [-0.0282895, 1.0099416, 0.0210077],
            [0.0122982, -0.0204830, 1.3299098],
        ];
        let mine = bradford([0.96422, 1.0, 0.82521], [0.95047, 1.0, 1.08883]).unwrap();
        for (a, b) in mine.iter().flatten().zip(published.iter().flatten()) {
            assert!((a - b).abs() < 2e-6, "{a} {b}");
        }
    }
}
