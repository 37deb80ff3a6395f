//! Dilutions, parts, millilitres and drops.

use rand::RngExt as _;
use rand_pcg::Pcg64Mcg;

use super::TeachError;
use super::answer::Verdict;
use super::exercise::Order;
use crate::locale::{number, plain, say, tr};

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Sum {
    /// All parts of a mix of water to one part.
    TotalParts { water: u32 },
    /// Share of pigment in it.
    Strength { water: u32 },
    /// How much weaker another dilution is.
    Weaker { from: u32, to: u32 },
    /// Millilitres of the bottle in a cup.
    Millilitres { water: u32, cup_ml: f64 },
    /// Drops in a volume.
    Drops { ml: f64, per_ml: u32 },
    /// Water to add to a mix to thin it.
    AddWater { ml: f64, from: u32, to: u32 },
    /// Millilitres of the second bottle of three in parts.
    Parts { parts: [u32; 2], water: u32, total_ml: f64 },
    /// The dilution of equal volumes of two.
    Blend { first: u32, second: u32 },
    /// Water for a strength in percent.
    WaterFor { percent: f64 },
}

/// One sum, with its answer.
#[derive(Debug, Clone)]
pub struct RatioArithmetic {
    sum: Sum,
    /// The answer, in [`unit`](Self::unit).
    pub answer: f64,
    /// Answers this far off are right.
    pub within: f64,
}

/// Dilutions that technicians use.
const USUAL: [u32; 9] = [4, 6, 8, 10, 12, 15, 18, 20, 30];

impl RatioArithmetic {
    pub(super) fn new(order: &Order) -> Self {
        let mut rng = order.stream();
        let level = order.level.number();
        // From notation to blends; a higher level has the lower ones too, but fewer of them.
        let hardest = 3 + 6 * u32::from(level.saturating_sub(1)) / 9;
        let easiest = u32::from(level) / 3;
        let sum = drawn(rng.random_range(easiest.min(hardest - 1)..hardest), &mut rng);
        let answer = sum.answer();
        let within = match sum {
            Sum::TotalParts { .. } | Sum::Drops { .. } => 0.01,
            Sum::Millilitres { .. } | Sum::Parts { .. } => 0.0051,
            Sum::Strength { .. } | Sum::AddWater { .. } => 0.051,
            Sum::Weaker { .. } => 0.51,
            Sum::Blend { .. } | Sum::WaterFor { .. } => 0.11,
        };
        Self { sum, answer, within }
    }

    /// What the number counts.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        match self.sum {
            Sum::TotalParts { .. } | Sum::Blend { .. } | Sum::WaterFor { .. } => tr("parts"),
            Sum::Strength { .. } | Sum::Weaker { .. } => "%",
            Sum::Millilitres { .. } | Sum::AddWater { .. } | Sum::Parts { .. } => "ml",
            Sum::Drops { .. } => tr("drops"),
        }
    }

    /// Digits after the point that an answer needs.
    fn digits(&self) -> usize {
        match self.sum {
            Sum::TotalParts { .. } | Sum::Weaker { .. } | Sum::Drops { .. } => 0,
            Sum::Millilitres { .. } | Sum::Parts { .. } => 2,
            Sum::Strength { .. } | Sum::AddWater { .. } | Sum::Blend { .. } | Sum::WaterFor { .. } => 1,
        }
    }

    pub(super) fn question(&self) -> String {
        let asked = match self.sum {
            Sum::TotalParts { water } => say!(
                "A sheet says %{water}:1, another 1:%{water}, a third just %{water}. All mean the same. How many parts are in \
                 the cup in all, for one part of pigment?",
                water = water
            ),
            Sum::Strength { water } => say!(
                "Water to pigment is %{water}:1. How much of the cup is from the bottle, in percent?",
                water = water
            ),
            Sum::Weaker { from, to } => say!(
                "You go from %{from} parts of water to %{to}, for one part of pigment. By how many percent does the strength fall?",
                from = from,
                to = to
            ),
            Sum::Millilitres { water, cup_ml } => say!(
                "Water to pigment is %{water}:1, and the cup is to hold %{cup} ml. How many ml come from the bottle?",
                water = water,
                cup = plain(cup_ml)
            ),
            Sum::Drops { ml, per_ml } => say!(
                "The bottle gives %{count} drops on a millilitre. How many drops are %{volume} ml?",
                count = per_ml,
                volume = plain(ml)
            ),
            Sum::AddWater { ml, from, to } => say!(
                "The cup holds %{volume} ml of a mix at %{from}:1 (water to pigment). How many ml of water make it %{to}:1?",
                volume = plain(ml),
                from = from,
                to = to
            ),
            Sum::Parts { parts: [first, second], water, total_ml } => say!(
                "%{first} parts black, %{second} parts brown, and %{water} parts of water for each part of pigment; %{cup} ml in \
                 all. How many ml of brown?",
                first = first,
                second = second,
                water = water,
                cup = plain(total_ml)
            ),
            Sum::Blend { first, second } => say!(
                "Equal volumes of a mix at %{first}:1 and one at %{second}:1 (water to pigment, same bottle) go together. How \
                 many parts of water are there to one part of pigment then?",
                first = first,
                second = second
            ),
            Sum::WaterFor { percent } => say!(
                "The cup is to be %{percent} % from the bottle. How many parts of water go to one part of pigment?",
                percent = plain(percent)
            ),
        };
        let tolerance = match self.digits() {
            0 => tr("A whole number."),
            1 => tr("To one digit after the point."),
            _ => tr("To two digits after the point."),
        };
        format!("{asked} {tolerance}")
    }

    pub(super) fn judge(&self, given: f64) -> Result<Verdict, TeachError> {
        if !given.is_finite() {
            return Err(TeachError::OtherForm);
        }
        let words = |value: f64, digits| format!("{} {}", number(value, digits), self.unit());
        Ok(Verdict {
            right: (given - self.answer).abs() <= self.within,
            delta_e: None,
            signed: None,
            truth: words(self.answer, self.digits()),
            given: format!("{} {}", plain(given), self.unit()),
            reasons: vec![self.way()],
            swatches: Vec::new(),
        })
    }

    /// How it is worked out.
    fn way(&self) -> String {
        let result = number(self.answer, self.digits());
        let n = |value: f64, digits| number(value, digits);
        let one_in = |water: u32| f64::from(water + 1);
        match self.sum {
            Sum::TotalParts { water } => format!("{water} + 1 = {result}"),
            Sum::Strength { water } => format!("1 / ({water} + 1) = {result} %"),
            Sum::Weaker { from, to } => say!(
                "Strength is 1 / %{before} and becomes 1 / %{after}: it falls by 1 − %{before} / %{after} = %{result} %. Equal \
                 steps of water are smaller and smaller steps of tone.",
                before = n(one_in(from), 0),
                after = n(one_in(to), 0),
                result = result
            ),
            Sum::Millilitres { water, cup_ml } => format!("{} / ({water} + 1) = {result}", plain(cup_ml)),
            Sum::Drops { ml, per_ml } => format!("{} × {per_ml} = {result}", plain(ml)),
            Sum::AddWater { ml, from, to } => say!(
                "Pigment stays: %{volume} ml / %{before} = %{pigment} ml. It needs %{more} parts of water more: %{result} ml.",
                volume = plain(ml),
                before = n(one_in(from), 0),
                pigment = n(ml / one_in(from), 3),
                more = to - from,
                result = result
            ),
            Sum::Parts { parts: [first, second], water, total_ml } => {
                let total = (first + second) * (water + 1);
                say!(
                    "(%{first} + %{second}) × %{one_and_water} = %{total} parts in %{cup} ml; brown is %{second} of them: \
                     %{result} ml.",
                    first = first,
                    second = second,
                    one_and_water = water + 1,
                    total = total,
                    cup = plain(total_ml),
                    result = result
                )
            }
            Sum::Blend { first, second } => say!(
                "Strengths mix, not waters: (1/%{first} + 1/%{second}) / 2 = 1/%{both}, so %{result} parts of water.",
                first = n(one_in(first), 0),
                second = n(one_in(second), 0),
                both = n(self.answer + 1.0, 1),
                result = result
            ),
            Sum::WaterFor { percent } => format!("100 / {} − 1 = {result}", plain(percent)),
        }
    }
}

impl Sum {
    fn answer(self) -> f64 {
        let parts = |water: u32| f64::from(water) + 1.0;
        match self {
            Self::TotalParts { water } => parts(water),
            Self::Strength { water } => 100.0 / parts(water),
            Self::Weaker { from, to } => 100.0 * (1.0 - parts(from) / parts(to)),
            Self::Millilitres { water, cup_ml } => cup_ml / parts(water),
            Self::Drops { ml, per_ml } => ml * f64::from(per_ml),
            Self::AddWater { ml, from, to } => ml / parts(from) * f64::from(to - from),
            Self::Parts { parts: [first, second], water, total_ml } => {
                total_ml * f64::from(second) / (f64::from(first + second) * parts(water))
            }
            Self::Blend { first, second } => 2.0 / (1.0 / parts(first) + 1.0 / parts(second)) - 1.0,
            Self::WaterFor { percent } => 100.0 / percent - 1.0,
        }
    }
}

/// A sum of a kind, 0..=8, with numbers that a hand meets.
fn drawn(kind: u32, rng: &mut Pcg64Mcg) -> Sum {
    let usual = |rng: &mut Pcg64Mcg| rng.random_range(4..=30_u32);
    let two = |rng: &mut Pcg64Mcg| {
        let low = rng.random_range(0..USUAL.len() - 1);
        (USUAL[low], USUAL[rng.random_range(low + 1..USUAL.len())])
    };
    let volume = |rng: &mut Pcg64Mcg| [0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0][rng.random_range(0..7)];
    match kind {
        0 => Sum::TotalParts { water: usual(rng) },
        1 => Sum::Drops {
            ml: f64::from(rng.random_range(1..=12_u32)) / 4.0,
            per_ml: [16, 20, 24, 28][rng.random_range(0..4)],
        },
        2 => Sum::Strength { water: usual(rng) },
        3 => Sum::Millilitres { water: usual(rng), cup_ml: volume(rng) },
        4 => {
            let (from, to) = two(rng);
            Sum::Weaker { from, to }
        }
        5 => Sum::WaterFor { percent: [4.0, 5.0, 6.25, 8.0, 10.0, 12.5, 20.0][rng.random_range(0..7)] },
        6 => {
            let (from, to) = two(rng);
            Sum::AddWater { ml: volume(rng), from, to }
        }
        7 => Sum::Parts {
            parts: [rng.random_range(2..=5), rng.random_range(1..=3)],
            water: usual(rng),
            total_ml: volume(rng),
        },
        _ => {
            let (first, second) = two(rng);
            Sum::Blend { first, second }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_trade() {
        // "Going from 6 to 8 lowers strength by 22 %."
        assert!((Sum::Weaker { from: 6, to: 8 }.answer() - 22.222).abs() < 1e-3);
        assert!((Sum::Strength { water: 20 }.answer() - 4.762).abs() < 1e-3);
        assert_eq!(Sum::TotalParts { water: 20 }.answer(), 21.0);
        // A course's 10 ml and 0.5 ml.
        assert!((Sum::Millilitres { water: 20, cup_ml: 10.5 }.answer() - 0.5).abs() < 1e-12);
        assert!((Sum::Blend { first: 6, second: 20 }.answer() - 9.5).abs() < 1e-12);
        assert!((Sum::AddWater { ml: 7.0, from: 6, to: 8 }.answer() - 2.0).abs() < 1e-12);
        let parts = Sum::Parts { parts: [3, 1], water: 12, total_ml: 1.04 };
        assert!((parts.answer() - 0.02).abs() < 1e-12);
        assert!((Sum::WaterFor { percent: 5.0 }.answer() - 19.0).abs() < 1e-12);
    }
}
