//! Numbers and chances as the window sets them.

use crate::analysis::{Figures, percent};
use crate::app::Notation;
use crate::blend::ErrorRange;
use crate::calibrate::ChartPatch;
use crate::color::{Lab, LabInterval, delta_e_2000};
use crate::locale::{self, capitalized, count, say, tr};

/// L*, a*, b* in one line.
pub(super) fn lab(figures: Figures, lab: Lab) -> String {
    let [l, a, b] = lab_lines(figures, lab);
    format!("{l}  {a}  {b}")
}

/// "L* 64.3", "a* 11.5", "b* 16.5".
pub(super) fn lab_lines(figures: Figures, lab: Lab) -> [String; 3] {
    [("L*", lab.l), ("a*", lab.a), ("b*", lab.b)].map(|(name, v)| format!("{name} {}", number(figures, v)))
}

/// Spread in L*, a*, b*.
pub(super) fn spread(figures: Figures, spread: [f64; 3]) -> String {
    let [l, a, b] = spread.map(|v| number(figures, v));
    format!("L* ±{l}, a* ±{a}, b* ±{b}")
}

/// Where a colour lies in 8 of 10 cases.
pub(super) fn interval(figures: Figures, interval: &LabInterval) -> String {
    figures.interval(interval).replace('-', "−")
}

/// A figure with a true minus sign.
pub(super) fn number(figures: Figures, value: f64) -> String {
    figures.number(value).replace('-', "−")
}

/// Distance from the target with its interval.
pub(super) fn error(figures: Figures, error: &ErrorRange) -> String {
    format!("ΔE {}", figures.error(error))
}

/// What was read on a patch of a card.
pub(super) fn patch(patch: &ChartPatch) -> String {
    let figures = Figures { calibrated: true };
    let apart = delta_e_2000(patch.lab, patch.reference.lab);
    let mut lines = vec![
        capitalized(patch.reference.words()),
        say!("Read  %{colour}", colour = lab(figures, patch.lab)),
        say!("Is  %{colour}", colour = lab(figures, patch.reference.lab)),
        format!("ΔE {}", figures.number(apart)),
    ];
    lines.extend(patch.dropped.map(|why| say!("Not used: %{why}", why = why)));
    lines.join("\n")
}

/// A chance in words and percent.
pub(super) fn chance(p: f64) -> String {
    let percent = percent(p);
    match p {
        p if p >= 0.9 => say!("very likely, %{percent}", percent = percent),
        p if p >= 0.65 => say!("likely, %{percent}", percent = percent),
        p if p >= 0.4 => say!("about even, %{percent}", percent = percent),
        p if p >= 0.15 => say!("unlikely, %{percent}", percent = percent),
        _ => say!("very unlikely, %{percent}", percent = percent),
    }
}

/// A dilution as the studio writes it: "20:1" or "1:20"; "neat" without water.
pub(super) fn ratio(water: u32, notation: Notation) -> String {
    match (water, notation) {
        (0, _) => tr("neat##without water").to_owned(),
        (water, Notation::WaterFirst) => format!("{water}:1"),
        (water, Notation::PigmentFirst) => format!("1:{water}"),
    }
}

/// "1 drop", "3 drops".
pub(super) fn drops(n: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of drops")]
    let n = n.round_ties_even() as u32;
    count!(n, "%{n} drop", "%{n} drops")
}

/// "1 part", "3 parts".
pub(super) fn parts(n: u32) -> String {
    count!(n, "%{n} part", "%{n} parts")
}

/// Millilitres as a syringe shows them.
pub(super) fn millilitres(ml: f64) -> String {
    format!("{} ml", locale::number(ml, 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_set_with_a_true_minus() {
        let tone = Lab::new(64.26, -0.04, -11.96);
        assert_eq!(lab(Figures { calibrated: false }, tone), "L* 64  a* 0  b* −12");
        assert_eq!(lab(Figures { calibrated: true }, tone), "L* 64.3  a* 0.0  b* −12.0");
    }

    #[test]
    fn dilutions_are_written_as_the_studio_does() {
        assert_eq!(ratio(20, Notation::WaterFirst), "20:1");
        assert_eq!(ratio(20, Notation::PigmentFirst), "1:20");
        assert_eq!(ratio(0, Notation::PigmentFirst), "neat");
    }

    #[test]
    fn chances_read_well() {
        assert_eq!(chance(0.72), "likely, 72 %");
        assert_eq!(chance(f64::NAN), "very unlikely, –");
    }
}
