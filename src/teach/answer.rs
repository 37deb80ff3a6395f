//! What is answered, and what it was worth.

use super::fault_kind::FaultKind;
use super::treat_or_wait::Decision;
use crate::blend::HandCup;
use crate::color::Lab;

/// An answer, blind: given before anything is revealed.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// A difference in L*, a* and b*.
    Tone([f64; 3]),
    /// One of the things on offer, from 0.
    Which(usize),
    /// What is mixed for the scar and for the surround.
    Cups {
        /// Cup of the marks in the scar.
        scar: HandCup,
        /// Cup of the marks around it.
        surround: HandCup,
    },
    /// A number, in the unit that is asked for.
    Number(f64),
    /// For each photo what spoils it; none for a good one.
    Photos(Vec<Option<FaultKind>>),
    /// What is done with a case.
    Case(Decision),
}

/// What an answer looks like, for whatever asks for it.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// A difference from a tone that is shown.
    Tone {
        /// What the difference is counted from.
        from: Lab,
        /// What that is.
        from_name: String,
        /// What the tone with the difference is.
        to_name: String,
        /// Largest difference in a coordinate that can be told.
        most: f64,
    },
    /// One of these.
    Which(Vec<String>),
    /// Bottles (identifier and name) and water for two cups.
    Cups {
        /// What may be used.
        bottles: Vec<(String, String)>,
        /// Most bottles in a cup, 1 or 2.
        most_bottles: usize,
        /// Most parts of water.
        most_water: u32,
    },
    /// A number of this unit, which may be empty.
    Number(String),
    /// A fault, or none, for each of so many photos.
    Photos(usize),
    /// Treat, wait or ask a doctor.
    Case,
}

/// What an answer was worth, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Near enough for the level, or simply right.
    pub right: bool,
    /// How far off in ΔE00, where there is colour.
    pub delta_e: Option<f64>,
    /// Answer minus truth in L*, a*, b*, where there is colour.
    pub signed: Option<[f64; 3]>,
    /// The truth in words.
    pub truth: String,
    /// The answer in words.
    pub given: String,
    /// Why, in the terms of the model, a line each.
    pub reasons: Vec<String>,
    /// Truth and answer as colours side by side, with their names.
    pub swatches: Vec<(String, Lab)>,
}

/// A tone with a difference added.
pub(super) fn moved(tone: Lab, by: [f64; 3]) -> Lab {
    Lab::new(tone.l + by[0], tone.a + by[1], tone.b + by[2])
}

/// `to` minus `from` in L*, a*, b*.
pub(super) fn minus(to: Lab, from: Lab) -> [f64; 3] {
    [to.l - from.l, to.a - from.a, to.b - from.b]
}
