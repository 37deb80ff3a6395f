//! From the cup to the tissue, and what time does to it.

use super::{COLOURANTS, Colourant, Concentrations, defaults};

/// How much of a cup is found in the tissue on a given day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deposit {
    /// Millilitres of mix held by a millilitre of fresh tissue; for a scar, times its uptake.
    pub deposit: f64,
    /// Share held after healing, 0..=1. Before day 28 all is held, whatever stands here.
    pub hold: f64,
    /// Days since the visit.
    pub days: f64,
}

impl Deposit {
    /// Tissue's concentrations, mg/cm³, from the cup's, mg/ml.
    pub fn tissue(&self, cup: &Concentrations) -> Concentrations {
        let factors = self.factors();
        Concentrations(std::array::from_fn(|i| factors[i] * cup.0[i]))
    }

    /// The factor of each colourant: `deposit · hold · 2^(−t/T½)`, t in years since day 28.
    pub fn factors(&self) -> [f64; COLOURANTS] {
        if self.days < defaults::HEALED_DAYS {
            return [self.deposit; COLOURANTS];
        }
        let years = (self.days - defaults::HEALED_DAYS) / defaults::DAYS_PER_YEAR;
        Colourant::ALL.map(|c| self.deposit * self.hold * (-years / c.half_life_years()).exp2())
    }
}

/// Clear dermis above the pigment on a given day, mm, from the healed depth: a quarter of it before day 28.
pub fn effective_clear_depth_mm(healed_mm: f64, days: f64) -> f64 {
    if days < defaults::HEALED_DAYS { healed_mm * defaults::FRESH_CLEAR_DEPTH_FACTOR } else { healed_mm }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fresh_holds_all_and_healed_fades_by_half_lives() {
        let cup = Concentrations([100.0; COLOURANTS]);
        let fresh = Deposit { deposit: 0.08, hold: 0.6, days: 27.9 }.tissue(&cup);
        assert_eq!(fresh, Concentrations([8.0; COLOURANTS]));
        let healed = Deposit { deposit: 0.08, hold: 0.6, days: 28.0 }.tissue(&cup);
        assert!(healed.0.iter().all(|c| (c - 4.8).abs() < 1e-12));
        let later = Deposit { deposit: 0.08, hold: 0.6, days: 28.0 + 6.0 * 365.25 }.tissue(&cup);
        assert!((later.of(Colourant::IronOxideRed) - 2.4).abs() < 1e-12);
        assert!((later.of(Colourant::OrganicRed) - 1.2).abs() < 1e-12);
        assert!((later.of(Colourant::CarbonBlack) - 4.8 * 0.5_f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn fresh_pigment_lies_shallower() {
        assert_eq!(effective_clear_depth_mm(0.04, 0.0), 0.01);
        assert_eq!(effective_clear_depth_mm(0.04, 28.0), 0.04);
    }
}
