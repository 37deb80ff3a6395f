//! Figures and comparisons in words, the same on the printed page and in the window.

use crate::blend::{DROP_ML, ErrorRange, Job, ProposalKind, Sensitivity, color_words};
use crate::calibrate::Calibration;
use crate::color::{Interval, Lab, LabInterval};
use crate::locale::{capitalized, localised, number, say, tr};

/// Difference in L*, a* or b* below which two tones are called alike.
const ALIKE: f64 = 1.0;

/// How finely figures may be told: without a reference in the photo nothing carries a decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// A reference set exposure and white.
    pub calibrated: bool,
}

impl Figures {
    /// As fine as a photo with this calibration allows.
    #[must_use]
    pub fn of(calibration: &Calibration) -> Self {
        Self { calibrated: calibration.is_calibrated() }
    }

    /// A coordinate or a distance: one decimal with a reference, none without; "–" when it is not finite.
    #[must_use]
    pub fn number(self, value: f64) -> String {
        if !value.is_finite() {
            return String::from("–");
        }
        let text = if self.calibrated { format!("{value:.1}") } else { format!("{value:.0}") };
        // "-0" is no figure anyone wants to read.
        let is_zero = !text.chars().any(|c| ('1'..='9').contains(&c));
        localised(if is_zero { text.trim_start_matches('-').to_owned() } else { text })
    }

    /// The least distance that [`number`](Self::number) tells from nothing.
    #[must_use]
    pub fn least(self) -> f64 {
        if self.calibrated { 0.1 } else { 1.0 }
    }

    /// A distance with its interval of 80 %: "5 (4 to 7)".
    #[must_use]
    pub fn error(self, error: &ErrorRange) -> String {
        format!("{} ({})", self.number(error.delta_e), self.range(error.interval_80))
    }

    /// Where a colour lies in 8 of 10 cases: "L* 44 to 53, a* 1 to 5, b* -3 to 8".
    #[must_use]
    pub fn interval(self, interval: &LabInterval) -> String {
        let [l, a, b] = interval.coordinates().map(|range| self.range(range));
        format!("L* {l}, a* {a}, b* {b}")
    }

    /// What one drop more or less of each bottle changes, a sentence for each bottle that
    /// matters and one for all others.
    #[must_use]
    pub fn drops(self, steps: &[Sensitivity], shade_name: &dyn Fn(&str) -> String) -> Vec<String> {
        let matters = |step: &&Sensitivity| step.delta_e.max(step.less_delta_e) >= self.least();
        let both = steps.iter().any(|s| s.in_wash) && steps.iter().any(|s| !s.in_wash);
        let mut said: Vec<String> = steps
            .iter()
            .filter(matters)
            .map(|step| {
                let (volume, bottle) = (decimals(step.drop_ml), shade_name(&step.shade));
                let more =
                    self.as_drops_differ(self.step(step.delta_l, step.delta_e), step.delta_e_of_drops);
                let less = self.step(step.less_delta_l, step.less_delta_e);
                if step.in_wash && both {
                    say!(
                        "a drop (%{volume} ml) more of %{bottle} in the wash: %{change}; a drop less: %{opposite}",
                        volume = volume,
                        bottle = bottle,
                        change = more,
                        opposite = less
                    )
                } else {
                    say!(
                        "a drop (%{volume} ml) more of %{bottle}: %{change}; a drop less: %{opposite}",
                        volume = volume,
                        bottle = bottle,
                        change = more,
                        opposite = less
                    )
                }
            })
            .collect();
        if said.len() < steps.len() {
            let volume = decimals(steps.first().map_or(DROP_ML, |step| step.drop_ml));
            let distance = self.number(self.least());
            said.push(if said.is_empty() {
                say!(
                    "a drop (%{volume} ml) more or less of any bottle changes less than ΔE00 %{distance}",
                    volume = volume,
                    distance = distance
                )
            } else {
                say!(
                    "a drop (%{volume} ml) more or less of any other bottle changes less than ΔE00 %{distance}",
                    volume = volume,
                    distance = distance
                )
            });
        }
        said
    }

    /// "2 to 4".
    fn range(self, range: Interval) -> String {
        say!("%{low} to %{high}", low = self.number(range.low), high = self.number(range.high))
    }

    /// The change with "2 to 4 as drops differ" after it, where that can be told apart.
    fn as_drops_differ(self, change: String, range: Interval) -> String {
        if self.number(range.low) == self.number(range.high) {
            return change;
        }
        say!("%{change}, %{range} as drops differ", change = change, range = self.range(range))
    }

    /// "2 L* darker (ΔE00 3)".
    fn step(self, delta_l: f64, delta_e: f64) -> String {
        let (size, distance) = (self.number(delta_l.abs()), self.number(delta_e));
        match delta_l {
            l if l.abs() < self.least() / 2.0 || !l.is_finite() => {
                say!("as light (ΔE00 %{distance})", distance = distance)
            }
            l if l < 0.0 => {
                say!("%{size} L* darker (ΔE00 %{distance})", size = size, distance = distance)
            }
            _ => say!("%{size} L* lighter (ΔE00 %{distance})", size = size, distance = distance),
        }
    }
}

/// At most three decimals and no zeros at their end: "0.05".
fn decimals(value: f64) -> String {
    localised(format!("{value:.3}").trim_end_matches('0').trim_end_matches('.').to_owned())
}

/// Whether nothing of their difference is worth a word.
#[must_use]
pub fn is_alike(tone: Lab, from: Lab) -> bool {
    [tone.l - from.l, tone.a - from.a, tone.b - from.b].iter().all(|change| change.abs() < ALIKE)
}

/// How one tone differs from another: "9 L* lighter, less red, less yellow", or "alike".
#[must_use]
pub fn difference(tone: Lab, from: Lab) -> String {
    let lightness = tone.l - from.l;
    let mut words = Vec::new();
    if lightness.abs() >= ALIKE {
        let size = number(lightness.abs(), 0);
        words.push(if lightness > 0.0 {
            say!("%{size} L* lighter", size = size)
        } else {
            say!("%{size} L* darker", size = size)
        });
    }
    for (change, more, less) in [
        (tone.a - from.a, tr("more red"), tr("less red")),
        (tone.b - from.b, tr("more yellow"), tr("less yellow")),
    ] {
        if change.abs() >= ALIKE {
            words.push(if change > 0.0 { more.to_owned() } else { less.to_owned() });
        }
    }
    if words.is_empty() { tr("alike").to_owned() } else { words.join(", ") }
}

/// Signed lightness against a target: "2 L* lighter than its target".
#[must_use]
pub fn lightness(delta_l: f64) -> String {
    let steps = steps_of_lightness(delta_l);
    let size = number(steps.abs(), 0);
    match steps {
        steps if steps > 0.0 => say!("%{size} L* lighter than its target", size = size),
        steps if steps < 0.0 => say!("%{size} L* darker than its target", size = size),
        _ => tr("as light as its target").to_owned(),
    }
}

/// The same without the target: "2 L* lighter", "as light".
#[must_use]
pub fn lightness_alone(delta_l: f64) -> String {
    let steps = steps_of_lightness(delta_l);
    let size = number(steps.abs(), 0);
    match steps {
        steps if steps > 0.0 => say!("%{size} L* lighter", size = size),
        steps if steps < 0.0 => say!("%{size} L* darker", size = size),
        _ => tr("as light##brightness").to_owned(),
    }
}

/// The same with the largest difference in hue, where it counts: "1 lighter, bluer".
#[must_use]
pub fn lightness_and_hue(delta_l: f64, (seen, wanted): (Lab, Lab)) -> String {
    let lightness = lightness_alone(delta_l);
    color_words(seen, wanted).map_or(lightness.clone(), |hue| [lightness.as_str(), hue].join(", "))
}

/// Whole steps of L*; none for what is no number.
fn steps_of_lightness(delta_l: f64) -> f64 {
    if delta_l.is_nan() { 0.0 } else { delta_l.round() }
}

/// A share in percent: "34 %".
#[must_use]
pub fn percent(share: f64) -> String {
    if share.is_finite() {
        say!("%{percent} %", percent = number(share.clamp(0.0, 1.0) * 100.0, 0))
    } else {
        String::from("–")
    }
}

/// A count with groups of three, held together by blanks that no line breaks at.
#[must_use]
pub fn count(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    text
}

/// Words that were written to stand within a line, as a sentence of their own.
#[must_use]
pub fn sentence(text: &str) -> String {
    let whole = capitalized(text.trim());
    if whole.is_empty() || whole.ends_with(['.', '!', '?', '…']) { whole } else { format!("{whole}.") }
}

/// What a job is called within a line.
#[must_use]
pub fn job_name(job: Job) -> &'static str {
    match job {
        Job::Dots => tr("dots##job"),
        Job::Wash => tr("wash##job"),
        Job::WashAndDots => tr("wash + dots"),
        Job::SkinTone => tr("skin tone##job"),
        Job::None => tr("no treatment"),
    }
}

/// Why a plan is on the list.
#[must_use]
pub fn kind_name(kind: ProposalKind) -> &'static str {
    match kind {
        ProposalKind::BestMatch => tr("Best match"),
        ProposalKind::FewestBottles => tr("Fewest bottles"),
        ProposalKind::MostRobust => tr("Most robust"),
        ProposalKind::FirstSession => tr("First session"),
        ProposalKind::ByHand => tr("By hand"),
        ProposalKind::Pinned => tr("Pinned##plan"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: Figures = Figures { calibrated: true };
    const NO_CARD: Figures = Figures { calibrated: false };

    #[test]
    fn no_decimals_without_a_reference() {
        assert_eq!([64.26, -0.04, -11.96].map(|v| NO_CARD.number(v)), ["64", "0", "-12"]);
        assert_eq!([64.26, -0.04, -11.96].map(|v| CARD.number(v)), ["64.3", "0.0", "-12.0"]);
        assert_eq!(CARD.number(f64::NAN), "–");
    }

    #[test]
    fn intervals_are_told_from_end_to_end() {
        let sure = LabInterval::normal(Lab::new(64.0, 10.0, -1.0), [4.0, 1.0, 1.0]);
        assert_eq!(CARD.interval(&sure), "L* 61.4 to 66.6, a* 8.7 to 11.3, b* -2.3 to 0.3");
        assert_eq!(NO_CARD.interval(&sure), "L* 61 to 67, a* 9 to 11, b* -2 to 0");
    }

    #[test]
    fn differences_are_told_in_words() {
        let surround = Lab::new(64.0, 11.5, 16.5);
        assert_eq!(difference(Lab::new(73.0, 6.0, 13.0), surround), "9 L* lighter, less red, less yellow");
        assert_eq!(difference(surround, surround), "alike");
        assert_eq!(lightness(-2.2), "2 L* darker than its target");
        assert_eq!(lightness(0.3), "as light as its target");
        assert_eq!(lightness(f64::NAN), "as light as its target");
    }

    #[test]
    fn drops_that_change_nothing_are_told_once() {
        let step = |shade: &str, delta_l: f64, delta_e: f64| Sensitivity {
            drop_ml: DROP_ML,
            shade: shade.to_owned(),
            delta_l,
            delta_e,
            delta_lab: [0.0; 3],
            less_delta_l: -delta_l,
            less_delta_e: delta_e,
            delta_e_of_drops: Interval { low: 0.6 * delta_e, high: 1.2 * delta_e },
            in_wash: false,
        };
        let name = |id: &str| format!("the {id}");
        let steps = [step("black", -1.3, 1.2), step("red", 0.04, 0.05), step("brown", 0.02, 0.2)];
        assert_eq!(
            CARD.drops(&steps, &name),
            [
                "a drop (0.05 ml) more of the black: 1.3 L* darker (ΔE00 1.2), 0.7 to 1.4 as drops differ; a drop less: \
                 1.3 L* lighter (ΔE00 1.2)",
                "a drop (0.05 ml) more of the brown: as light (ΔE00 0.2), 0.1 to 0.2 as drops differ; a drop less: as light (ΔE00 0.2)",
                "a drop (0.05 ml) more or less of any other bottle changes less than ΔE00 0.1",
            ]
        );
        assert_eq!(
            NO_CARD.drops(&steps[1..], &name),
            ["a drop (0.05 ml) more or less of any bottle changes less than ΔE00 1"]
        );
        assert!(CARD.drops(&[], &name).is_empty());
    }

    #[test]
    fn words_read_well() {
        assert_eq!(sentence("the cover is a guess"), "The cover is a guess.");
        assert_eq!(sentence("Done."), "Done.");
        assert_eq!(sentence(""), "");
        assert_eq!(count(1_234_567), "1\u{a0}234\u{a0}567");
        assert_eq!(count(12), "12");
        assert_eq!([0.344, 1.2, f64::NAN].map(percent), ["34 %", "100 %", "–"]);
    }
}
