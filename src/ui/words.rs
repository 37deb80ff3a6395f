//! Numbers and comparisons in words, the same everywhere in the window.

use crate::blend::{ErrorRange, Job, ProposalKind};
use crate::color::Lab;

/// Difference in L*, a* or b* below which two tones are called alike.
const ALIKE: f64 = 1.0;

/// How finely figures may be told: a photo without a reference carries no decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) calibrated: bool,
}

impl Figures {
    /// L*, a*, b*.
    pub(super) fn lab(self, lab: Lab) -> String {
        format!("L* {}  a* {}  b* {}", self.number(lab.l), self.number(lab.a), self.number(lab.b))
    }

    /// Spread in L*, a*, b*.
    pub(super) fn spread(self, [l, a, b]: [f64; 3]) -> String {
        format!("±{} ±{} ±{}", self.number(l), self.number(a), self.number(b))
    }

    /// A distance or a difference: one decimal with a reference, none without.
    pub(super) fn number(self, value: f64) -> String {
        if !value.is_finite() {
            return "–".to_owned();
        }
        let text = if self.calibrated { format!("{value:.1}") } else { format!("{value:.0}") };
        // "-0" is no figure anyone wants to read.
        let negative = text.starts_with('-') && text.chars().any(|c| ('1'..='9').contains(&c));
        let digits = text.trim_start_matches('-');
        if negative { format!("−{digits}") } else { digits.to_owned() }
    }

    /// Distance from the target with its interval.
    pub(super) fn error(self, error: &ErrorRange) -> String {
        format!(
            "ΔE {} ({} to {})",
            self.number(error.delta_e),
            self.number(error.interval_80.low),
            self.number(error.interval_80.high)
        )
    }
}

/// How tone `a` differs from tone `b`: "9 lighter, less red".
pub(super) fn difference(a: Lab, b: Lab) -> String {
    let (dl, da, db) = (a.l - b.l, a.a - b.a, a.b - b.b);
    let mut said = Vec::new();
    if dl.abs() >= ALIKE {
        said.push(format!("{:.0} {}", dl.abs(), if dl > 0.0 { "lighter" } else { "darker" }));
    }
    let mut lean = |d: f64, more: &str, less: &str| {
        if d.abs() >= ALIKE {
            said.push(if d > 0.0 { more.to_owned() } else { less.to_owned() });
        }
    };
    lean(da, "more red", "less red");
    lean(db, "more yellow", "less yellow");
    if said.is_empty() { "alike".to_owned() } else { said.join(", ") }
}

/// Signed difference in lightness: "2 lighter".
pub(super) fn lightness(delta_l: f64) -> String {
    if delta_l.abs() < 0.5 || !delta_l.is_finite() {
        return "as light as the target".to_owned();
    }
    format!("{:.0} {} than the target", delta_l.abs(), if delta_l > 0.0 { "lighter" } else { "darker" })
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

/// A share in percent.
pub(super) fn percent(share: f64) -> String {
    if share.is_finite() { format!("{:.0} %", share.clamp(0.0, 1.0) * 100.0) } else { "–".to_owned() }
}

/// A count with thin groups.
pub(super) fn count(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

/// "1 part", "3 parts".
pub(super) fn parts(n: u32) -> String {
    if n == 1 { "1 part".to_owned() } else { format!("{n} parts") }
}

/// Millilitres as a syringe or a drop shows them.
pub(super) fn millilitres(ml: f64) -> String {
    format!("{ml:.2} ml")
}

/// Words that were written to stand within a line, as a sentence of their own.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.trim().chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    let whole = format!("{first}{}", letters.as_str());
    if whole.is_empty() || whole.ends_with(['.', '!', '?', '…']) { whole } else { format!("{whole}.") }
}

/// What a job is called.
pub(super) fn job(job: Job) -> &'static str {
    match job {
        Job::Dots => "Dots",
        Job::Wash => "Wash",
        Job::WashAndDots => "Wash + dots",
        Job::SkinTone => "Skin tone",
        Job::None => "No treatment",
    }
}

/// Why a plan is on the list.
pub(super) fn kind(kind: ProposalKind) -> &'static str {
    match kind {
        ProposalKind::BestMatch => "Best match",
        ProposalKind::FewestBottles => "Fewest bottles",
        ProposalKind::MostRobust => "Most robust",
        ProposalKind::FirstSession => "First session",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_decimals_without_a_reference() {
        let lab = Lab::new(64.26, -0.04, -11.96);
        assert_eq!(Figures { calibrated: false }.lab(lab), "L* 64  a* 0  b* −12");
        assert_eq!(Figures { calibrated: true }.lab(lab), "L* 64.3  a* 0.0  b* −12.0");
        assert_eq!(Figures { calibrated: true }.number(f64::NAN), "–");
    }

    #[test]
    fn differences_are_told_in_words() {
        let surround = Lab::new(64.0, 11.5, 16.5);
        assert_eq!(difference(Lab::new(73.0, 6.0, 16.9), surround), "9 lighter, less red");
        assert_eq!(difference(surround, surround), "alike");
        assert_eq!(lightness(-2.2), "2 darker than the target");
        assert_eq!(lightness(0.2), "as light as the target");
    }

    #[test]
    fn sentences_stand_alone() {
        assert_eq!(sentence("the cover is a guess"), "The cover is a guess.");
        assert_eq!(sentence("Done."), "Done.");
        assert_eq!(sentence(""), "");
    }

    #[test]
    fn counts_and_chances_read_well() {
        assert_eq!(count(1_234_567), "1\u{a0}234\u{a0}567");
        assert_eq!(count(12), "12");
        assert_eq!(chance(0.72), "likely, 72 %");
        assert_eq!(chance(f64::NAN), "very unlikely, –");
    }
}
