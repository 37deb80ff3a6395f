//! Small symmetric systems: what a fit of seven numbers needs.

/// Lower triangular factor of a positive definite matrix, rows of their own length.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cholesky(Vec<Vec<f64>>);

impl Cholesky {
    /// Of a symmetric matrix given by rows; none when it is not positive definite.
    pub(super) fn of(matrix: &[Vec<f64>]) -> Option<Self> {
        let mut rows: Vec<Vec<f64>> = Vec::with_capacity(matrix.len());
        for (i, given) in matrix.iter().enumerate() {
            let mut row = Vec::with_capacity(i + 1);
            for (above, value) in rows.iter().zip(given) {
                let known = dot(&row, above);
                row.push((value - known) / above[row.len()]);
            }
            let rest = given[i] - dot(&row, &row);
            if !(rest > 0.0 && rest.is_finite()) {
                return None;
            }
            row.push(rest.sqrt());
            rows.push(row);
        }
        Some(Self(rows))
    }

    /// The factor's rows.
    pub(super) fn rows(&self) -> &[Vec<f64>] {
        &self.0
    }

    /// Logarithm of the determinant.
    pub(super) fn ln_determinant(&self) -> f64 {
        2.0 * self.0.iter().filter_map(|row| row.last()).map(|d| d.ln()).sum::<f64>()
    }

    /// `L⁻¹ v`: a vector freed of its covariance.
    pub(super) fn whitened(&self, vector: &[f64]) -> Vec<f64> {
        let mut out: Vec<f64> = Vec::with_capacity(vector.len());
        for (row, value) in self.0.iter().zip(vector) {
            let known = dot(&row[..out.len()], &out);
            out.push((value - known) / row[out.len()]);
        }
        out
    }

    /// Solution of `A x = v`.
    pub(super) fn solve(&self, vector: &[f64]) -> Vec<f64> {
        let mut x = self.whitened(vector);
        for i in (0..x.len()).rev() {
            let known: f64 = (i + 1..x.len()).map(|k| self.0[k][i] * x[k]).sum();
            x[i] = (x[i] - known) / self.0[i][i];
        }
        x
    }

    /// `A⁻¹`, by rows.
    pub(super) fn inverse(&self) -> Vec<Vec<f64>> {
        let size = self.0.len();
        (0..size).map(|i| self.solve(&unit(size, i))).collect()
    }
}

/// The unit matrix, by rows.
pub(super) fn identity(size: usize) -> Vec<Vec<f64>> {
    (0..size).map(|i| unit(size, i)).collect()
}

/// Adds `factor · v vᵀ`.
pub(super) fn add_outer(matrix: &mut [Vec<f64>], vector: &[f64], factor: f64) {
    for (row, a) in matrix.iter_mut().zip(vector) {
        for (cell, b) in row.iter_mut().zip(vector) {
            *cell += factor * a * b;
        }
    }
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn unit(size: usize, at: usize) -> Vec<f64> {
    (0..size).map(|i| if i == at { 1.0 } else { 0.0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved_and_inverted() {
        let matrix = vec![vec![4.0, 1.0, 0.5], vec![1.0, 3.0, -0.2], vec![0.5, -0.2, 2.0]];
        let factor = Cholesky::of(&matrix).expect("it is positive definite");
        let x = factor.solve(&[1.0, 2.0, 3.0]);
        for (row, wanted) in matrix.iter().zip([1.0, 2.0, 3.0]) {
            assert!((dot(row, &x) - wanted).abs() < 1e-12);
        }
        let inverse = factor.inverse();
        assert!((dot(&matrix[1], &inverse[1]) - 1.0).abs() < 1e-12);
        assert!(dot(&matrix[0], &inverse[1]).abs() < 1e-12);
        // det = 4·(6 − 0.04) − 1·(2 + 0.1) + 0.5·(−0.2 − 1.5)
        assert!((factor.ln_determinant() - 20.89_f64.ln()).abs() < 1e-12);
        assert!(Cholesky::of(&[vec![1.0, 2.0], vec![2.0, 1.0]]).is_none());
        assert!(Cholesky::of(&[vec![f64::NAN]]).is_none());
    }
}
