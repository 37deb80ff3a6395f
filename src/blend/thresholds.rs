//! Where a studio draws its lines.

use serde::{Deserialize, Serialize};

/// Limits that a studio may set for itself. The defaults are those of the trade where it has any, and assumed where it
/// has none.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Thresholds {
    /// A scar younger than this, in months, is warned about.
    pub young_scar_months: f64,
    /// Under this age, in months, the work stops and asks.
    pub stop_scar_months: f64,
    /// A scar redder than the surround by more than this in a* stops the work.
    pub stop_redness: f64,
    /// Visible hair longer than this, in mm, is not a shaved look.
    pub shaved_hair_mm: f64,
    /// Most marks on a square centimetre, whatever grows around.
    pub most_marks_per_cm2: f64,
    /// Share of the final density at the first visit, 0..=1.
    pub first_density_share: f64,
    /// Largest chance of too dark at the first visit, 0..=1.
    pub first_too_dark: f64,
    /// A bottle opened longer ago than this, in months, is warned about.
    pub opened_months: i32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            young_scar_months: 12.0,
            stop_scar_months: 6.0,
            stop_redness: 4.0,
            shaved_hair_mm: 2.0,
            most_marks_per_cm2: 250.0,
            first_density_share: 0.4,
            first_too_dark: 0.05,
            opened_months: 12,
        }
    }
}

impl Thresholds {
    /// The same with every value that makes no sense at its default.
    #[must_use]
    pub fn sound(self) -> Self {
        let usual = Self::default();
        let within = |value: f64, low: f64, high: f64, usual: f64| {
            if (low..=high).contains(&value) { value } else { usual }
        };
        Self {
            young_scar_months: within(self.young_scar_months, 0.0, 120.0, usual.young_scar_months),
            stop_scar_months: within(self.stop_scar_months, 0.0, 120.0, usual.stop_scar_months),
            stop_redness: within(self.stop_redness, 0.5, 30.0, usual.stop_redness),
            shaved_hair_mm: within(self.shaved_hair_mm, 0.1, 30.0, usual.shaved_hair_mm),
            most_marks_per_cm2: within(self.most_marks_per_cm2, 10.0, 1000.0, usual.most_marks_per_cm2),
            first_density_share: within(self.first_density_share, 0.05, 1.0, usual.first_density_share),
            first_too_dark: within(self.first_too_dark, 0.001, 0.5, usual.first_too_dark),
            opened_months: if (1..=120).contains(&self.opened_months) {
                self.opened_months
            } else {
                usual.opened_months
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nonsense_falls_back_to_what_is_usual() {
        let odd = Thresholds {
            stop_redness: f64::NAN,
            first_too_dark: 7.0,
            opened_months: -3,
            ..Thresholds::default()
        };
        assert_eq!(odd.sound(), Thresholds::default());
        let own = Thresholds { stop_redness: 6.0, ..Thresholds::default() };
        assert_eq!(own.sound(), own);
    }
}
