//! Figures and comparisons in words.

use crate::blend::{ErrorRange, Job, ProposalKind};
use crate::color::Lab;

/// Differences in L*, a* or b* below this are called alike.
const ALIKE: f64 = 1.0;

/// How finely figures are told: without a reference in the photo nothing carries a decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Figures {
    pub calibrated: bool,
}

impl Figures {
    /// A colour coordinate or distance, right-aligned.
    pub(super) fn number(self, value: f64, width: usize) -> String {
        let text = if self.calibrated { format!("{value:.1}") } else { format!("{value:.0}") };
        let text = if text.chars().any(|c| ('1'..='9').contains(&c)) {
            text
        } else {
            // No "-0".
            text.trim_start_matches('-').to_owned()
        };
        format!("{text:>width$}")
    }

    /// L*, a*, b* in columns of five.
    pub(super) fn lab(self, lab: Lab) -> String {
        let [l, a, b] = [lab.l, lab.a, lab.b].map(|value| self.number(value, 5));
        format!("{l} {a} {b}")
    }

    /// "5 (4 to 7)".
    pub(super) fn error(self, error: &ErrorRange) -> String {
        let [middle, low, high] =
            [error.delta_e, error.interval_80.low, error.interval_80.high].map(|value| self.number(value, 0));
        format!("{middle} ({low} to {high})")
    }
}

/// How one tone differs from another: "9 lighter, less red, less yellow".
pub(super) fn difference(tone: Lab, from: Lab) -> String {
    let lightness = tone.l - from.l;
    let mut words = Vec::new();
    if lightness.abs() >= ALIKE {
        words.push(format!("{:.0} {}", lightness.abs(), if lightness > 0.0 { "lighter" } else { "darker" }));
    }
    for (change, name) in [(tone.a - from.a, "red"), (tone.b - from.b, "yellow")] {
        if change.abs() >= ALIKE {
            words.push(format!("{} {name}", if change > 0.0 { "more" } else { "less" }));
        }
    }
    if words.is_empty() { String::from("alike") } else { words.join(", ") }
}

/// Signed lightness against a target: "2 lighter than its target".
pub(super) fn lightness(delta_l: f64) -> String {
    match delta_l.round() {
        0.0 => String::from("as light as its target"),
        rounded if rounded > 0.0 => format!("{rounded:.0} lighter than its target"),
        rounded => format!("{:.0} darker than its target", -rounded),
    }
}

/// "34 %".
pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", share.clamp(0.0, 1.0) * 100.0)
}

/// A count with groups of three.
pub(super) fn count(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

pub(super) fn job(job: Job) -> &'static str {
    match job {
        Job::Dots => "dots",
        Job::Wash => "wash",
        Job::WashAndDots => "wash + dots",
        Job::SkinTone => "skin tone",
        Job::None => "none",
    }
}

pub(super) fn kind(kind: ProposalKind) -> &'static str {
    match kind {
        ProposalKind::BestMatch => "Best match",
        ProposalKind::FewestBottles => "Fewest bottles",
        ProposalKind::MostRobust => "Most robust",
        ProposalKind::FirstSession => "First session",
    }
}

/// Breaks text at blanks so that no line is longer than `width`; every line starts with `indent` blanks.
pub(super) fn wrapped(text: &str, indent: usize, width: usize) -> String {
    let blank = " ".repeat(indent);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let needed = indent + line.chars().count() + 1 + word.chars().count();
        if !line.is_empty() && needed > width {
            lines.push(format!("{blank}{line}\n"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(format!("{blank}{line}\n"));
    }
    lines.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_decimals_without_a_reference() {
        let lab = Lab::new(64.26, -0.04, -11.96);
        assert_eq!(Figures { calibrated: false }.lab(lab), "   64     0   -12");
        assert_eq!(Figures { calibrated: true }.lab(lab), " 64.3   0.0 -12.0");
    }

    #[test]
    fn differences_are_told_in_words() {
        let surround = Lab::new(64.0, 11.5, 16.5);
        assert_eq!(difference(Lab::new(73.0, 6.0, 13.0), surround), "9 lighter, less red, less yellow");
        assert_eq!(difference(surround, surround), "alike");
        assert_eq!(lightness(-2.2), "2 darker than its target");
        assert_eq!(lightness(0.3), "as light as its target");
    }

    #[test]
    fn text_is_broken_at_blanks() {
        assert_eq!(wrapped("one two three", 2, 9), "  one two\n  three\n");
        assert_eq!(wrapped("", 2, 9), "");
        assert_eq!(count(1_234_567), "1 234 567");
    }
}
