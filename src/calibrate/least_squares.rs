//! Small least squares by the normal equations.

/// For each of `M` targets the `N` factors that minimise the squared distance; rows come weighted. `None` when
/// the rows do not tell the factors apart.
pub(crate) fn least_squares<const N: usize, const M: usize>(
    rows: impl Iterator<Item = ([f64; N], [f64; M])>,
) -> Option<[[f64; N]; M]> {
    let mut products = [[0.0; N]; N];
    let mut targets = [[0.0; N]; M];
    for (row, wanted) in rows {
        for (sums, a) in products.iter_mut().zip(row) {
            for (sum, b) in sums.iter_mut().zip(row) {
                *sum += a * b;
            }
        }
        for (sums, wanted) in targets.iter_mut().zip(wanted) {
            for (sum, a) in sums.iter_mut().zip(row) {
                *sum += a * wanted;
            }
        }
    }
    let lower = cholesky(&products)?;
    Some(targets.map(|target| solve(&lower, target)))
}

/// Lower triangle whose square is the matrix, each unknown scaled by its own size first so that a small one is
/// not taken for none.
fn cholesky<const N: usize>(matrix: &[[f64; N]; N]) -> Option<[[f64; N]; N]> {
    let mut lower = [[0.0; N]; N];
    for i in 0..N {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| lower[i][k] * lower[j][k]).sum();
            let rest = matrix[i][j] - known;
            if i == j {
                let enough = rest.is_finite() && rest > 1e-11 * matrix[i][i] && matrix[i][i] > 0.0;
                if !enough {
                    return None;
                }
                lower[i][i] = rest.sqrt();
            } else {
                lower[i][j] = rest / lower[j][j];
            }
        }
    }
    Some(lower)
}

fn solve<const N: usize>(lower: &[[f64; N]; N], target: [f64; N]) -> [f64; N] {
    let mut x = target;
    for i in 0..N {
        let known: f64 = (0..i).map(|k| lower[i][k] * x[k]).sum();
        x[i] = (x[i] - known) / lower[i][i];
    }
    for i in (0..N).rev() {
        let known: f64 = (i + 1..N).map(|k| lower[k][i] * x[k]).sum();
        x[i] = (x[i] - known) / lower[i][i];
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_factors_and_refuses_what_does_not_tell_them() {
        let rows = [[1.0, 2.0, 0.5], [0.3, -1.0, 2.0], [2.0, 0.1, 0.1], [1.0, 1.0, 1.0]];
        let truth = [[0.5, -2.0, 3.0], [1.0, 0.0, 1e-4]];
        let wanted =
            |row: [f64; 3]| truth.map(|factors| row.iter().zip(factors).map(|(a, b)| a * b).sum::<f64>());
        let found = least_squares(rows.iter().map(|&row| (row, wanted(row)))).expect("four rows tell three");
        for (found, truth) in found.as_flattened().iter().zip(truth.as_flattened()) {
            assert!((found - truth).abs() < 1e-10, "{found} {truth}");
        }
        let same = [[1.0, 2.0, 3.0], [2.0, 4.0, 6.0], [1.0, 2.0, 3.1]];
        assert!(least_squares(same.iter().map(|&row| (row, [1.0]))).is_none(), "two rows cannot tell three");
        assert!(least_squares(std::iter::once(([f64::NAN; 2], [1.0]))).is_none(), "not a number");
    }
}
