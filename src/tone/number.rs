//! Order statistics and small linear systems.

/// Largest whole number not above a value, 0 for negative values and what is no number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what usize holds")]
pub(super) fn floor(value: f64) -> usize {
    value.clamp(0.0, 1e15) as usize
}

/// Quantile of values in any order; 0 when there are none. Reorders them.
pub(super) fn quantile(values: &mut [f64], share: f64) -> f64 {
    let last = values.len().saturating_sub(1);
    let rank = floor(share * last as f64 + 0.5).min(last);
    if values.is_empty() {
        return 0.0;
    }
    *values.select_nth_unstable_by(rank, f64::total_cmp).1
}

/// Median; 0 when there are no values.
pub(super) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut held: Vec<f64> = values.into_iter().collect();
    quantile(&mut held, 0.5)
}

/// Median and the standard deviation that a normal distribution of the same median absolute deviation has.
pub(super) fn center_and_spread(values: &[f64]) -> (f64, f64) {
    let center = median(values.iter().copied());
    (center, 1.4826 * median(values.iter().map(|value| (value - center).abs())))
}

/// Solves `matrix · x = right` for a symmetric positive matrix by Cholesky; `None` when it is singular.
pub(super) fn solve(matrix: &[Vec<f64>], right: &[f64]) -> Option<Vec<f64>> {
    let n = right.len();
    let mut low = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..=i {
            let inner: f64 = (0..j).map(|k| low[i][k] * low[j][k]).sum();
            let rest = matrix.get(i)?.get(j)? - inner;
            low[i][j] = if i == j {
                if rest <= 1e-14 {
                    return None;
                }
                rest.sqrt()
            } else {
                rest / low[j][j]
            };
        }
    }
    let mut x = right.to_vec();
    for i in 0..n {
        let inner: f64 = (0..i).map(|k| low[i][k] * x[k]).sum();
        x[i] = (x[i] - inner) / low[i][i];
    }
    for i in (0..n).rev() {
        let inner: f64 = (i + 1..n).map(|k| low[k][i] * x[k]).sum();
        x[i] = (x[i] - inner) / low[i][i];
    }
    x.iter().all(|value| value.is_finite()).then_some(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_statistics() {
        assert_eq!(median([3.0, 1.0, 2.0]), 2.0, "odd");
        assert_eq!(median([]), 0.0, "none");
        assert_eq!(quantile(&mut [5.0, 1.0, 4.0, 2.0, 3.0], 0.75), 4.0, "three quarters");
        assert_eq!(floor(f64::NAN), 0, "no number");
    }

    #[test]
    fn small_system_is_solved() {
        let x = solve(&[vec![4.0, 1.0], vec![1.0, 3.0]], &[1.0, 2.0]).expect("positive");
        assert!((x[0] - 1.0 / 11.0).abs() < 1e-12 && (x[1] - 7.0 / 11.0).abs() < 1e-12, "{x:?}");
        assert!(solve(&[vec![1.0, 1.0], vec![1.0, 1.0]], &[1.0, 1.0]).is_none(), "singular");
    }
}
