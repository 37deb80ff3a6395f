//! What the studio may set.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::cup::MOST_PARTS;
use super::{Job, Thresholds};
use crate::optics::prior::Belief;

/// A usual drop, ml: 20 on a millilitre.
pub const DROP_ML: f64 = 0.05;

/// Drops that a bottle may have, ml.
pub const DROPS_RANGE_ML: RangeInclusive<f64> = 0.01..=0.2;

/// Settings of a match.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchSettings {
    /// What is to be done; none leaves it to the rule.
    pub job: Option<Job>,
    /// Smallest cup the studio mixes, ml.
    pub cup_ml: f64,
    /// The studio measures by drop and not by syringe (0.01 ml).
    pub measured_by_drop: bool,
    /// What a drop of the studio's bottles holds, ml.
    pub drop_ml: f64,
    /// Most whole parts of pigment in a cup, 1..=12: 1 allows one bottle in a cup, 3 allows 2:1.
    pub most_parts: u8,
    /// Longest short list.
    pub top: usize,
    /// Today, for dates on bottles; none leaves expiry unchecked.
    pub today: Option<Date>,
    /// The scar is raised, told by the technician.
    pub raised: bool,
    /// Where the studio draws its lines.
    pub thresholds: Thresholds,
    /// What the studio's healed results taught of its handling; none leaves the priors.
    pub learnt: Option<Belief>,
    /// Identifiers of bottles that are left out.
    pub without: Vec<String>,
    /// Identifiers of bottles that the scar's recipe must hold: the cup of the marks, or of a wash or skin tone alone.
    pub with: Vec<String>,
}

impl Default for MatchSettings {
    fn default() -> Self {
        Self {
            job: None,
            cup_ml: 1.0,
            measured_by_drop: false,
            drop_ml: DROP_ML,
            most_parts: MOST_PARTS,
            top: 4,
            today: None,
            raised: false,
            thresholds: Thresholds::default(),
            learnt: None,
            without: Vec::new(),
            with: Vec::new(),
        }
    }
}
