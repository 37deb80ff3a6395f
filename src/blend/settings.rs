//! What the studio may set.

use jiff::civil::Date;

use super::Job;
use crate::optics::prior::Belief;

/// Settings of a match.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchSettings {
    /// What is to be done; none leaves it to the rule.
    pub job: Option<Job>,
    /// Smallest cup the studio mixes, ml.
    pub cup_ml: f64,
    /// The studio measures by drop (0.05 ml) and not by syringe (0.01 ml).
    pub measured_by_drop: bool,
    /// Longest short list.
    pub top: usize,
    /// Today, for dates on bottles; none leaves expiry unchecked.
    pub today: Option<Date>,
    /// A scar younger than this, in months, is warned about.
    pub young_scar_months: f64,
    /// Under this age, in months, the work stops and asks.
    pub stop_scar_months: f64,
    /// A scar redder than the surround by more than this in a* stops the work.
    pub stop_redness: f64,
    /// The scar is raised, told by the technician.
    pub raised: bool,
    /// Visible hair longer than this, in mm, is not a shaved look.
    pub shaved_hair_mm: f64,
    /// Most marks on a square centimetre, whatever grows around.
    pub most_marks_per_cm2: f64,
    /// Share of the final density at the first visit.
    pub first_density_share: f64,
    /// Largest chance of too dark at the first visit.
    pub first_too_dark: f64,
    /// A bottle opened longer ago than this, in months, is warned about.
    pub opened_months: i32,
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
            top: 4,
            today: None,
            young_scar_months: 12.0,
            stop_scar_months: 6.0,
            stop_redness: 4.0,
            raised: false,
            shaved_hair_mm: 2.0,
            most_marks_per_cm2: 250.0,
            first_density_share: 0.4,
            first_too_dark: 0.05,
            opened_months: 12,
            learnt: None,
            without: Vec::new(),
            with: Vec::new(),
        }
    }
}
