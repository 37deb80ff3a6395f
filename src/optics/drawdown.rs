//! A drawdown: a thin film of a diluted bottle on a card, as seen on a photo without glare.

use super::colourant::spectra;
use super::elementary::exp;
use super::film::decay;
use super::lanes::Lanes;
use super::skin::surface;
use super::{COLOURANTS, Concentrations, LANES, defaults};
use crate::color::{Illuminant, Lab, lab_from_ratios, lab_slopes, smoothest_reflectance};

/// One rung of a dilution ladder: a measured drawdown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rung {
    /// Parts of water to one part of the bottle, 0..=100.
    pub water_parts: f64,
    /// Measured colour of the drawdown, without glare.
    pub lab: Lab,
}

/// The card that drawdowns are made on.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawdownCard {
    /// Reflectance below the surface.
    ground: Lanes,
}

/// Colour of a drawdown and how it changes with what the film holds.
pub(super) struct DrawdownGradient {
    pub(super) lab: Lab,
    /// Change of L*, a*, b* for 1 mg/ml of each colourant.
    pub(super) by_amount: [[f64; 3]; COLOURANTS],
}

impl DrawdownCard {
    /// A card of this colour. Its spectrum is the smoothest one with that colour, taken below the surface, which
    /// the card and the film on it share.
    #[must_use]
    pub fn from_lab(lab: Lab) -> Self {
        let below = smoothest_reflectance(lab).0.map(below_surface);
        Self { ground: Lanes::from_bands(below, 0.5) }
    }

    /// Colour of a dry film of [`defaults::DRAWDOWN_MM`] on the card; `film` in mg/ml of what was drawn down. The
    /// vehicle neither absorbs nor scatters.
    #[must_use]
    pub fn color(&self, film: &Concentrations) -> Lab {
        let coefficients = Coefficients::of(film);
        let mut seen = Lanes::splat(0.0);
        for i in 0..LANES {
            let (k, s) = (coefficients.absorption.0[i], coefficients.scattering.0[i]);
            seen.0[i] = surface(Band::new(k, s, self.ground.0[i]).inside);
        }
        lab_from_ratios(ratios(&seen))
    }

    /// Colour of the drawdown of a bottle with `water_parts` of water to one part of it.
    #[must_use]
    pub fn color_of(&self, solids: &Concentrations, water_parts: f64) -> Lab {
        self.color(&solids.scaled(1.0 / (1.0 + water_parts)))
    }

    /// [`Self::color`] with its derivatives.
    pub(super) fn gradient(&self, film: &Concentrations) -> DrawdownGradient {
        const K2: f64 = defaults::SURFACE_INTERNAL_REFLECTANCE;
        let coefficients = Coefficients::of(film);
        let mut seen = Lanes::splat(0.0);
        let (mut by_absorption, mut by_scattering) = (Lanes::splat(0.0), Lanes::splat(0.0));
        for i in 0..LANES {
            let (k, s) = (coefficients.absorption.0[i], coefficients.scattering.0[i]);
            let band = Band::new(k, s, self.ground.0[i]);
            let out = (1.0 - K2) / ((1.0 - K2 * band.inside) * (1.0 - K2 * band.inside));
            seen.0[i] = surface(band.inside);
            by_absorption.0[i] = out * band.by_absorption;
            by_scattering.0[i] = out * band.by_scattering;
        }
        let ratios_seen = ratios(&seen);
        let slopes = lab_slopes(ratios_seen);
        let by_amount = spectra().each_ref().map(|colourant| {
            let mut change = Lanes::splat(0.0);
            for i in 0..LANES {
                change.0[i] = by_absorption.0[i] * colourant.absorption.0[i]
                    + by_scattering.0[i] * colourant.scattering.0[i];
            }
            let by_ratio = ratios(&change);
            slopes.map(|row| row.iter().zip(by_ratio).map(|(slope, change)| slope * change).sum())
        });
        DrawdownGradient { lab: lab_from_ratios(ratios_seen), by_amount }
    }
}

/// Kubelka and Munk's coefficients of a film, 1/cm.
struct Coefficients {
    absorption: Lanes,
    scattering: Lanes,
}

impl Coefficients {
    fn of(film: &Concentrations) -> Self {
        let mut sum = Self { absorption: Lanes::splat(0.0), scattering: Lanes::splat(0.0) };
        for (colourant, amount) in spectra().iter().zip(film.0) {
            for i in 0..LANES {
                sum.absorption.0[i] += amount * colourant.absorption.0[i];
                sum.scattering.0[i] += amount * colourant.scattering.0[i];
            }
        }
        sum
    }
}

/// Below the surface, from what is seen of it (the inverse of Saunderson's correction with k1 = 0).
fn below_surface(seen: f64) -> f64 {
    const K2: f64 = defaults::SURFACE_INTERNAL_REFLECTANCE;
    seen / (1.0 - K2 + K2 * seen)
}

fn ratios(seen: &Lanes) -> [f64; 3] {
    let (xyz, white) = (seen.xyz_under(Illuminant::D65), Illuminant::D65.white());
    std::array::from_fn(|c| xyz[c] / white[c])
}

/// Reflectance of the film over its ground, below the surface, with its derivatives.
///
/// Written without dividing by S, as [`super::film::Film`]: a film that only absorbs (S below 1e-6) then has
/// R = 0 and T = exp(−K d) to 1e-8 without a case of its own.
struct Band {
    inside: f64,
    by_absorption: f64,
    by_scattering: f64,
}

impl Band {
    #[inline]
    fn new(absorption: f64, s: f64, ground: f64) -> Self {
        const TWICE_CM: f64 = 2.0 * defaults::DRAWDOWN_MM / 10.0;
        let (k, beta) = decay(absorption, s);
        let through = exp(-TWICE_CM * beta);
        let (less, more) = (1.0 - through, beta * (1.0 + through));
        let (up_of_less, down_of_less) = (s - (k + s) * ground, k + s - s * ground);
        let (up, down) = (less * up_of_less + more * ground, less * down_of_less + more);
        let inside = up / down;
        // All parts change with β = √(k (k + 2s)).
        let less_by_beta = TWICE_CM * through;
        let more_by_beta = 1.0 + through - beta * less_by_beta;
        let up_by_beta = less_by_beta * up_of_less + more_by_beta * ground;
        let down_by_beta = less_by_beta * down_of_less + more_by_beta;
        let by = |beta_by: f64, up_by: f64, down_by: f64| {
            (up_by_beta * beta_by + less * up_by - inside * (down_by_beta * beta_by + less * down_by)) / down
        };
        Self {
            inside,
            by_absorption: by((k + s) / beta, -ground, 1.0),
            by_scattering: by(k / beta, 1.0 - ground, 1.0 - ground),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Colourant;
    use super::super::film::Film;
    use super::*;
    use crate::color::delta_e_2000;

    fn card() -> DrawdownCard {
        DrawdownCard::from_lab(Lab::new(93.0, 0.0, 1.0))
    }

    #[test]
    fn without_pigment_the_card_is_seen() {
        for lab in [Lab::new(93.0, 0.0, 1.0), Lab::new(80.0, -3.0, 12.0), Lab::new(20.0, 0.0, 0.0)] {
            let seen = DrawdownCard::from_lab(lab).color(&Concentrations::NONE);
            assert!(delta_e_2000(seen, lab) < 1e-3, "{lab:?} {seen:?}");
        }
    }

    #[test]
    fn carbon_black_has_its_worked_values() {
        // By a second program from the formulas of the specification: 150 mg/ml on a grey card of L* 93.
        let card = DrawdownCard::from_lab(Lab::new(93.0, 0.0, 0.0));
        let black = Concentrations::single(Colourant::CarbonBlack, 150.0);
        for (water, wanted) in [
            (30.0, [8.0, 2.0, 4.6]),
            (50.0, [19.5, 2.9, 10.1]),
            (60.0, [24.9, 2.8, 10.8]),
            (100.0, [40.4, 2.2, 10.6]),
        ] {
            let seen = card.color_of(&black, water);
            for (value, wanted) in [seen.l, seen.a, seen.b].into_iter().zip(wanted) {
                assert!((value - wanted).abs() < 0.06, "{water}: {seen:?}");
            }
        }
    }

    #[test]
    fn a_thick_film_hides_the_card() {
        let black = Concentrations::single(Colourant::CarbonBlack, 150.0);
        let on_white = card().color(&black);
        let on_dark = DrawdownCard::from_lab(Lab::new(20.0, 0.0, 0.0)).color(&black);
        assert!(delta_e_2000(on_white, on_dark) < 1e-6 && on_white.l < 10.0, "{on_white:?}");
    }

    #[test]
    fn carbon_alone_follows_the_formulas_as_printed() {
        // Grey card of R = 0.8 everywhere; by hand from the formulas of the specification at 550 nm.
        let (c, d) = (2.0, 0.005);
        let (k, s): (f64, f64) = (2.0 * 50.0 * c, 0.75 * 3.0 * c);
        let a = 1.0 + k / s;
        let beta = (a * a - 1.0_f64).sqrt();
        let x = beta * s * d;
        let below = a * x.sinh() + beta * x.cosh();
        let (r, t) = (x.sinh() / below, beta / below);
        let ground = 0.8 / (1.0 - 0.52 + 0.52 * 0.8);
        let expected = r + t * t * ground / (1.0 - r * ground);
        assert!((Band::new(k, s, ground).inside - expected).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn is_the_film_over_its_ground(k in 0.0..2000.0, s in 0.0..500.0, ground in 0.0..1.0) {
            let film = Film::new(k, s, defaults::DRAWDOWN_MM / 10.0).over(ground);
            prop_assert!((Band::new(k, s, ground).inside - film).abs() < 1e-9);
        }

        #[test]
        fn a_film_that_does_not_scatter_only_absorbs(k in 0.0..2000.0, s in 0.0..1e-6, ground in 0.0..1.0) {
            let plain = f64::exp(-2.0 * k * 0.005) * ground;
            prop_assert!((Band::new(k, s, ground).inside - plain).abs() < 1e-7);
        }

        #[test]
        fn derivatives_are_those_of_the_colour(amounts in prop::array::uniform7(0.05..4.0)) {
            let card = card();
            let found = card.gradient(&Concentrations(amounts));
            prop_assert_eq!(found.lab, card.color(&Concentrations(amounts)));
            for (i, by) in found.by_amount.iter().enumerate() {
                let shifted = |by: f64| {
                    let mut amounts = amounts;
                    amounts[i] += by;
                    card.color(&Concentrations(amounts))
                };
                let (up, down) = (shifted(1e-5), shifted(-1e-5));
                let slopes = [up.l - down.l, up.a - down.a, up.b - down.b].map(|d| d / 2e-5);
                for (slope, by) in slopes.iter().zip(by) {
                    prop_assert!((slope - by).abs() < 1e-5 * (1.0 + slope.abs()), "{} {} {}", i, slope, by);
                }
            }
        }

        #[test]
        fn more_water_never_darkens_carbon(c in 1.0..200.0, water in 0.0..99.0, more in 0.0..20.0) {
            let black = Concentrations::single(Colourant::CarbonBlack, c);
            let card = card();
            prop_assert!(card.color_of(&black, water + more).l >= card.color_of(&black, water).l - 1e-9);
        }
    }
}
