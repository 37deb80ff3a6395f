//! Sobol's low-discrepancy points.

/// Dimensions of a point.
pub(super) const DIMENSIONS: usize = 22;
/// Points used for every score.
pub(super) const POINTS: usize = 256;

/// The first 256 points of the unscrambled sequence, the origin included, each shifted by 0.5/256 modulo 1.
///
/// Direction numbers of Joe and Kuo (2008), file `new-joe-kuo-6.21201`. Every coordinate takes each of the
/// values (k + ½)/256 once, so that none is 0 or 1.
pub(super) fn shifted_points() -> Vec<[f64; DIMENSIONS]> {
    let directions = directions();
    let mut state = [0_u32; DIMENSIONS];
    let mut points = Vec::with_capacity(POINTS);
    for index in 1..=POINTS {
        points.push(state.map(|bits| (f64::from(bits) + 0.5) / POINTS as f64 % 1.0));
        let flipped = index.trailing_zeros() as usize;
        for (bits, direction) in state.iter_mut().zip(&directions) {
            *bits ^= direction.get(flipped).copied().unwrap_or(0);
        }
    }
    points
}

const BITS: usize = 8;

/// Degree and coefficients of the primitive polynomial, and the initial numbers; the first dimension needs none.
const JOE_KUO: [(u32, u32, &[u32]); DIMENSIONS - 1] = [
    (1, 0, &[1]),
    (2, 1, &[1, 3]),
    (3, 1, &[1, 3, 1]),
    (3, 2, &[1, 1, 1]),
    (4, 1, &[1, 1, 3, 3]),
    (4, 4, &[1, 3, 5, 13]),
    (5, 2, &[1, 1, 5, 5, 17]),
    (5, 4, &[1, 1, 5, 5, 5]),
    (5, 7, &[1, 1, 7, 11, 19]),
    (5, 11, &[1, 1, 5, 1, 1]),
    (5, 13, &[1, 1, 1, 3, 11]),
    (5, 14, &[1, 3, 5, 5, 31]),
    (6, 1, &[1, 3, 3, 9, 7, 49]),
    (6, 13, &[1, 1, 1, 15, 21, 21]),
    (6, 16, &[1, 3, 1, 13, 27, 49]),
    (6, 19, &[1, 1, 1, 15, 7, 5]),
    (6, 22, &[1, 3, 1, 15, 13, 25]),
    (6, 25, &[1, 1, 5, 5, 19, 61]),
    (7, 1, &[1, 3, 7, 11, 23, 15, 103]),
    (7, 4, &[1, 3, 7, 13, 13, 15, 69]),
    (7, 7, &[1, 1, 3, 13, 7, 35, 63]),
];

/// Direction numbers in units of 1/256.
fn directions() -> [[u32; BITS]; DIMENSIONS] {
    let mut all = [[0; BITS]; DIMENSIONS];
    all[0] = std::array::from_fn(|bit| 1 << (BITS - 1 - bit));
    for (numbers, (degree, coefficients, initial)) in all.iter_mut().skip(1).zip(JOE_KUO) {
        let degree = degree as usize;
        for bit in 0..BITS {
            numbers[bit] = if bit < degree {
                initial[bit] << (BITS - 1 - bit)
            } else {
                let taken = (1..degree).filter(|term| coefficients >> (degree - 1 - term) & 1 == 1);
                let oldest = numbers[bit - degree];
                taken.fold(oldest ^ (oldest >> degree), |value, term| value ^ numbers[bit - term])
            };
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points 1, 100 and 255 in units of 1/256, from `scipy.stats.qmc.Sobol(22, scramble=False)` (`SciPy` 1.17.1).
    #[test]
    fn known_points() {
        let points = shifted_points();
        let units = |index: usize| points[index].map(|u| u * 256.0 - 0.5);
        assert_eq!(points.len(), 256);
        assert_eq!(units(0), [0.0; 22]);
        assert_eq!(units(1), [128.0; 22]);
        let hundredth = [
            106, 66, 198, 186, 226, 190, 6, 122, 162, 178, 118, 174, 122, 218, 82, 126, 174, 190, 214, 86,
            194, 102,
        ];
        assert_eq!(units(100), hundredth.map(f64::from));
        let last = [
            1, 255, 197, 147, 157, 251, 227, 45, 113, 91, 35, 43, 51, 163, 157, 133, 103, 109, 187, 65, 81,
            113,
        ];
        assert_eq!(units(255), last.map(f64::from));
    }

    /// The sum of products of neighbouring dimensions over all points, from the same source.
    #[test]
    fn every_point_is_the_published_one() {
        let sum: f64 = shifted_points()
            .iter()
            .map(|p| (0..22).map(|d| (p[d] * 256.0 - 0.5) * (p[(d + 21) % 22] * 256.0 - 0.5)).sum::<f64>())
            .sum();
        assert_eq!(sum, 91_578_624.0);
    }

    #[test]
    fn every_coordinate_takes_every_value_once() {
        let points = shifted_points();
        for d in 0..DIMENSIONS {
            let mut values: Vec<f64> = points.iter().map(|p| p[d] * 256.0 - 0.5).collect();
            values.sort_by(f64::total_cmp);
            assert!(values.iter().enumerate().all(|(i, v)| *v == i as f64), "dimension {d}");
        }
    }
}
