//! How a cup is measured out by hand.

use crate::locale::localised;

/// Volumes to mix.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// Size of the cup, ml.
    pub cup_ml: f64,
    /// What one part is, ml.
    pub part_ml: f64,
}

/// Sizes of cups, ml.
pub const CUPS_ML: [f64; 5] = [1.0, 2.0, 3.0, 5.0, 10.0];
/// Smallest step of a syringe, ml.
pub const SYRINGE_STEP_ML: f64 = 0.01;
/// What drops of different bottles hold, ml (*assumed*: general knowledge, no source measured it).
pub(super) const DROPS_ML: [f64; 2] = [0.03, 0.06];
/// How far a cup may be overfilled to keep parts exact: 21 parts of 0.05 ml are 1.05 ml.
const OVERFILL: f64 = 1.05;

/// The smallest cup, not below `least_cup_ml`, in which every part is a whole number of steps; none when 10 ml is
/// not enough.
///
/// One part is the whole number of steps that fills the cup best, so that proportions stay exact after rounding
/// to what the syringe shows; the cup may be overfilled by 5 % or stay a little emptier. "1 part + 20 parts" in
/// a cup of 1 ml are 0.05 ml + 1.0 ml. Every component is then at least one step.
pub fn measure(total_parts: u32, least_cup_ml: f64, step_ml: f64) -> Option<Measured> {
    let total = f64::from(total_parts.max(1));
    let least = if least_cup_ml.is_finite() { least_cup_ml.min(CUPS_ML[4]) } else { CUPS_ML[0] };
    CUPS_ML.into_iter().filter(|cup| *cup >= least - 1e-9).find_map(|cup_ml| {
        let most = (OVERFILL * cup_ml / (total * step_ml) + 1e-9).floor();
        let steps = (cup_ml / (total * step_ml)).round().min(most);
        (steps >= 1.0).then(|| Measured { cup_ml, part_ml: hundredths(steps * step_ml) })
    })
}

/// What is poured of each bottle into a cup of `cup_ml` with `water_parts` of water to one part of pigment in all, in
/// ml: as [`measure`] measures it out by steps of `step_ml` where the cup can be, else by the proportions alone.
pub fn poured(parts: &[u32], water_parts: f64, cup_ml: f64, step_ml: f64) -> Vec<f64> {
    let pigment: u32 = parts.iter().sum();
    let sound = water_parts.is_finite() && water_parts >= 0.0 && cup_ml.is_finite() && cup_ml > 0.0;
    if pigment == 0 || !sound {
        return vec![0.0; parts.len()];
    }
    let by_step = || {
        let whole = water_parts.fract() == 0.0 && water_parts <= 1000.0 && pigment <= 1000;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number from 0 to 1000"
        )]
        let total = whole.then(|| pigment * (1 + water_parts as u32))?;
        measure(total, cup_ml, step_ml).filter(|found| (found.cup_ml - cup_ml).abs() < 1e-9)
    };
    let part_ml =
        by_step().map_or_else(|| cup_ml / (f64::from(pigment) * (1.0 + water_parts)), |found| found.part_ml);
    parts.iter().map(|parts| f64::from(*parts) * part_ml).collect()
}

/// Rounds to 0.01 ml, what a syringe shows.
pub(super) fn hundredths(ml: f64) -> f64 {
    (ml * 100.0).round() / 100.0
}

/// Written with at least one digit after the point and at most two.
pub(super) fn ml_text(ml: f64) -> String {
    let text = format!("{ml:.2}");
    let short = text.strip_suffix('0').unwrap_or(&text);
    localised(short.to_owned()) + " ml"
}

#[cfg(test)]
mod tests {
    use super::super::DROP_ML;
    use super::*;

    #[test]
    fn the_example_of_the_specification() {
        assert_eq!(measure(21, 1.0, SYRINGE_STEP_ML), Some(Measured { cup_ml: 1.0, part_ml: 0.05 }));
        assert_eq!(ml_text(0.05), "0.05 ml");
        assert_eq!(ml_text(hundredths(20.0 * 0.05)), "1.0 ml");
        assert_eq!(ml_text(hundredths(0.3)), "0.3 ml");
    }

    #[test]
    fn every_part_is_a_whole_number_of_steps_and_fits() {
        let settings =
            [SYRINGE_STEP_ML, DROP_ML].into_iter().flat_map(|step| CUPS_ML.map(|least| (step, least)));
        for ((step, least), total) in
            settings.flat_map(|setting| (1..=1300).map(move |total| (setting, total)))
        {
            let volume = |part_ml: f64| f64::from(total) * part_ml;
            let Some(found) = measure(total, least, step) else {
                assert!(volume(step) > 10.0, "{total} parts fit in 10 ml");
                continue;
            };
            let steps = found.part_ml / step;
            assert!((steps - steps.round()).abs() < 1e-9 && steps > 0.5);
            assert!(volume(found.part_ml) <= 1.05 * found.cup_ml + 1e-9 && found.cup_ml >= least);
            let mut smaller = CUPS_ML.into_iter().filter(|cup| *cup >= least && *cup < found.cup_ml);
            assert!(smaller.all(|cup| volume(step) > 1.05 * cup + 1e-9));
        }
    }

    #[test]
    fn what_is_poured_is_what_was_measured_out_or_the_share() {
        assert_eq!(poured(&[1], 20.0, 1.0, SYRINGE_STEP_ML), [0.05]);
        let by_hand = poured(&[3, 1], 12.5, 2.0, SYRINGE_STEP_ML);
        assert!(
            (by_hand[0] - 2.0 / 13.5 * 0.75).abs() < 1e-12 && (by_hand[1] - 2.0 / 13.5 / 4.0).abs() < 1e-12
        );
        assert_eq!(poured(&[0, 0], 5.0, 1.0, 0.01), [0.0, 0.0]);
        assert_eq!(poured(&[1], f64::NAN, 1.0, 0.01), [0.0]);
        for (parts, water, cup) in [(vec![1, 2], 6.0, 1.0), (vec![5], 0.0, 3.0), (vec![7, 3, 1], 30.0, 10.0)]
        {
            let all: f64 = poured(&parts, water, cup, SYRINGE_STEP_ML).iter().sum();
            assert!((all - cup / (1.0 + water)).abs() < 0.15 * cup / (1.0 + water), "{parts:?}: {all}");
        }
    }

    #[test]
    fn odd_settings_do_no_harm() {
        assert_eq!(measure(2, f64::NAN, 0.01).map(|m| m.cup_ml), Some(1.0));
        assert_eq!(measure(2, 50.0, 0.01).map(|m| m.cup_ml), Some(10.0));
        assert_eq!(measure(0, -3.0, 0.01).map(|m| m.cup_ml), Some(1.0));
    }
}
