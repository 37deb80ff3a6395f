//! Numbers and chances as the window sets them.

use crate::analysis::{Figures, capitalized, percent};
use crate::blend::ErrorRange;
use crate::calibrate::ChartPatch;
use crate::color::{Lab, LabInterval, delta_e_2000};

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
    let used = patch.dropped.map_or_else(String::new, |why| format!("\nNot used: {why}"));
    format!(
        "{}\nRead  {}\nIs  {}\nΔE {}{used}",
        capitalized(patch.reference.name),
        lab(figures, patch.lab),
        lab(figures, patch.reference.lab),
        figures.number(apart)
    )
}

/// A chance in words and percent.
pub(super) fn chance(p: f64) -> String {
    let words = match p {
        p if p >= 0.9 => "very likely",
        p if p >= 0.65 => "likely",
        p if p >= 0.4 => "about even",
        p if p >= 0.15 => "unlikely",
        _ => "very unlikely",
    };
    format!("{words}, {}", percent(p))
}

/// "1 part", "3 parts".
pub(super) fn parts(n: u32) -> String {
    if n == 1 { "1 part".to_owned() } else { format!("{n} parts") }
}

/// Millilitres as a syringe shows them.
pub(super) fn millilitres(ml: f64) -> String {
    format!("{ml:.2} ml")
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
    fn chances_read_well() {
        assert_eq!(chance(0.72), "likely, 72 %");
        assert_eq!(chance(f64::NAN), "very unlikely, –");
    }
}
