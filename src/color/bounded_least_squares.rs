//! Least squares with every unknown in one interval, by an active set.

/// Columns of a matrix with `ROWS` rows.
pub(crate) type Column<const ROWS: usize> = [f64; ROWS];

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Free,
    Low,
    High,
}

/// The `x` in `low..=high` that minimises `|A x − b|²`, for a matrix given by columns.
///
/// Primal active set (Stark and Parker 1995): each pass solves for the free unknowns by Householder's method,
/// stops at the first bound on the way, and lets the worst wrongly held unknown go. It ends after finitely many
/// passes; a limit guards against rounding and then leaves the best point so far, which is inside the bounds.
pub(crate) fn solve<const ROWS: usize, const N: usize>(
    columns: &[Column<ROWS>; N],
    target: &Column<ROWS>,
    low: f64,
    high: f64,
) -> [f64; N] {
    let mut x = [f64::midpoint(low, high); N];
    let mut place = [Place::Free; N];
    let tolerance = 1e-9 * target.iter().fold(1.0_f64, |most, t| most.max(t.abs()));
    for _ in 0..8 * N {
        let wanted = solve_free(columns, target, &x, &place);
        if let Some((stopped, step, at)) = first_bound(&x, &wanted, &place, low, high) {
            for ((value, goal), place) in x.iter_mut().zip(wanted).zip(place) {
                if place == Place::Free {
                    *value = (*value + step * (goal - *value)).clamp(low, high);
                }
            }
            if let (Some(value), Some(place)) = (x.get_mut(stopped), place.get_mut(stopped)) {
                *value = if at == Place::Low { low } else { high };
                *place = at;
            }
            continue;
        }
        x = wanted;
        match wrongly_held(columns, target, &x, &place, tolerance).and_then(|i| place.get_mut(i)) {
            Some(held) => *held = Place::Free,
            None => break,
        }
    }
    x
}

fn residual<const ROWS: usize, const N: usize>(
    columns: &[Column<ROWS>; N],
    target: &Column<ROWS>,
    x: impl Iterator<Item = f64>,
) -> Column<ROWS> {
    let mut rest = *target;
    for (column, value) in columns.iter().zip(x) {
        rest.iter_mut().zip(column).for_each(|(r, c)| *r -= c * value);
    }
    rest
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The solution with held unknowns where they are.
fn solve_free<const ROWS: usize, const N: usize>(
    columns: &[Column<ROWS>; N],
    target: &Column<ROWS>,
    x: &[f64; N],
    place: &[Place; N],
) -> [f64; N] {
    let held = x.iter().zip(place).map(|(&v, &p)| if p == Place::Free { 0.0 } else { v });
    let mut rest = residual(columns, target, held);
    let mut free: Vec<Column<ROWS>> =
        columns.iter().zip(place).filter(|(_, p)| **p == Place::Free).map(|(c, _)| *c).collect();
    triangulate(&mut free, &mut rest);
    let mut solution = *x;
    let unknowns: Vec<&mut f64> =
        solution.iter_mut().zip(place).filter(|(_, p)| **p == Place::Free).map(|(v, _)| v).collect();
    for (row, (unknown, column)) in unknowns.into_iter().zip(&free).enumerate().rev() {
        let value = rest[row] / column[row];
        *unknown = value;
        for (r, c) in rest.iter_mut().zip(column).take(row) {
            *r -= c * value;
        }
    }
    solution
}

/// Householder's reflections: afterwards column `i` is zero below row `i`, and `rest` is turned alike.
fn triangulate<const ROWS: usize>(columns: &mut [Column<ROWS>], rest: &mut Column<ROWS>) {
    for row in 0..columns.len().min(ROWS) {
        let Some((first, others)) = columns.get_mut(row..).and_then(<[_]>::split_first_mut) else { return };
        let (_, tail) = first.split_at_mut(row);
        let length = dot(tail, tail).sqrt();
        let diagonal = -length.copysign(tail[0]);
        tail[0] -= diagonal;
        let scale = dot(tail, tail) / 2.0;
        if scale > 0.0 {
            for other in others.iter_mut().chain(std::iter::once(&mut *rest)) {
                let (_, other) = other.split_at_mut(row);
                let amount = dot(tail, other) / scale;
                other.iter_mut().zip(tail.iter()).for_each(|(o, t)| *o -= amount * t);
            }
        }
        tail.fill(0.0);
        tail[0] = diagonal;
    }
}

/// The free unknown that leaves the interval first on the way from `x` to `wanted`, and the share of the way.
fn first_bound<const N: usize>(
    x: &[f64; N],
    wanted: &[f64; N],
    place: &[Place; N],
    low: f64,
    high: f64,
) -> Option<(usize, f64, Place)> {
    let mut first = None;
    for (i, ((from, to), place)) in x.iter().zip(wanted).zip(place).enumerate() {
        let (bound, at) = if *to < low { (low, Place::Low) } else { (high, Place::High) };
        if *place == Place::Free && (*to < low || *to > high) {
            let step = ((bound - from) / (to - from)).clamp(0.0, 1.0);
            if first.is_none_or(|(_, least, _)| step < least) {
                first = Some((i, step, at));
            }
        }
    }
    first
}

/// The held unknown that the error would most like to move back inside.
fn wrongly_held<const ROWS: usize, const N: usize>(
    columns: &[Column<ROWS>; N],
    target: &Column<ROWS>,
    x: &[f64; N],
    place: &[Place; N],
    tolerance: f64,
) -> Option<usize> {
    let rest = residual(columns, target, x.iter().copied());
    let mut worst = None;
    for (i, (column, place)) in columns.iter().zip(place).enumerate() {
        let pull = match place {
            Place::Free => continue,
            Place::Low => dot(column, &rest),
            Place::High => -dot(column, &rest),
        };
        if pull > tolerance && worst.is_none_or(|(_, most)| pull > most) {
            worst = Some((i, pull));
        }
    }
    worst.map(|(i, _)| i)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_to_the_interval_and_is_the_least_there() {
        // Free solution (2, -1): both bounds are met, and the free one moves to make up for the other.
        let columns = [[1.0, 1.0, 0.0], [1.0, 0.0, 1.0]];
        let x = solve(&columns, &[1.0, 2.0, -1.0], 0.0, 1.2);
        assert!((x[0] - 1.2).abs() < 1e-12 && x[1].abs() < 1e-12, "{x:?}");
        let x = solve(&columns, &[1.0, 0.75, 0.25], 0.0, 1.0);
        assert!((x[0] - 0.75).abs() < 1e-12 && (x[1] - 0.25).abs() < 1e-12, "{x:?}");
    }
}
