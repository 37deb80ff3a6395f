//! A plausible spectrum for a colour of which nothing else is known.

use super::{BANDS, Illuminant, Lab, Reflectance, bounded_least_squares, xyz_of};

/// Least reflectance of [`smoothest_reflectance`].
const DARKEST: f64 = 0.001;
/// Largest reflectance of [`smoothest_reflectance`].
const LIGHTEST: f64 = 1.0;
/// Weight of the colour against the steps: leaves the colour within some 1e-5 L*.
const COLOUR_WEIGHT: f64 = 1e4;

const STEPS: usize = BANDS - 1;
const ROWS: usize = STEPS + 3;

/// The spectrum within 0.001..=1 that has this colour under D65 and the least sum of squared steps from band to
/// band (Burns 2020, with bounds). For hair; skin has a model of its own, which does better.
///
/// A colour that no such spectrum has gets the nearest one in XYZ. Coordinates that are not finite count as 0.
pub fn smoothest_reflectance(lab: Lab) -> Reflectance {
    let finite = |value: f64| if value.is_finite() { value.clamp(-1000.0, 1000.0) } else { 0.0 };
    let xyz = xyz_of(Lab::new(finite(lab.l), finite(lab.a), finite(lab.b)));
    let mut target = [0.0; ROWS];
    for (row, value) in target.iter_mut().skip(STEPS).zip([xyz.x, xyz.y, xyz.z]) {
        *row = COLOUR_WEIGHT * value;
    }
    let mut columns = [[0.0; ROWS]; BANDS];
    for (band, (column, weights)) in columns.iter_mut().zip(Illuminant::D65.weights()).enumerate() {
        if band < STEPS {
            column[band] = -1.0;
        }
        if band > 0 {
            column[band - 1] = 1.0;
        }
        for (row, weight) in column.iter_mut().skip(STEPS).zip(weights) {
            *row = COLOUR_WEIGHT * weight;
        }
    }
    Reflectance(bounded_least_squares::solve(&columns, &target, DARKEST, LIGHTEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grey_is_flat() {
        let grey = smoothest_reflectance(Lab::new(50.0, 0.0, 0.0));
        assert!(grey.0.iter().all(|r| (r - 0.184187).abs() < 1e-5), "{grey:?}");
    }

    #[test]
    fn has_the_colour_asked_for() {
        for lab in [Lab::new(24.0, 4.0, 5.0), Lab::new(63.0, 8.0, 22.0), Lab::new(12.0, 1.0, -1.0)] {
            let back = smoothest_reflectance(lab).lab();
            let off = (back.l - lab.l).abs() + (back.a - lab.a).abs() + (back.b - lab.b).abs();
            assert!(off < 1e-3, "{lab:?} {back:?}");
        }
    }
}
