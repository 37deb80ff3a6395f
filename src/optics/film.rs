//! Kubelka and Munk's films, for one band.
//!
//! Absorption K and scattering S in 1/cm, thickness in cm. Written without dividing by S, so that a film that
//! only absorbs (S = 0) needs no case of its own; K is kept at 1e-9/cm or more, where the hyperbolic form would
//! become 0/0.

use super::elementary::exp;

/// What a film gives back and lets through, 0..=1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Film {
    pub(super) reflectance: f64,
    pub(super) transmittance: f64,
}

/// Least absorption, 1/cm; tissue has at least 0.04.
const LEAST_ABSORPTION: f64 = 1e-9;

impl Film {
    /// A film of a thickness.
    #[inline]
    pub(super) fn new(absorption: f64, scattering: f64, thickness_cm: f64) -> Self {
        let (k, decay) = decay(absorption, scattering);
        let through = exp(-decay * thickness_cm);
        let (less, more) = (1.0 - through * through, 1.0 + through * through);
        let below = (k + scattering) * less + decay * more;
        Self { reflectance: scattering * less / below, transmittance: 2.0 * decay * through / below }
    }

    /// Two films, each the same from both sides, as seen from `self`'s side: reflectance from this side,
    /// transmittance, and reflectance from the other side.
    #[inline]
    pub(super) fn on(self, under: Self) -> (f64, f64, f64) {
        let between = 1.0 / (1.0 - self.reflectance * under.reflectance);
        (
            self.reflectance + self.transmittance * self.transmittance * under.reflectance * between,
            self.transmittance * under.transmittance * between,
            under.reflectance + under.transmittance * under.transmittance * self.reflectance * between,
        )
    }

    /// Reflectance over a ground.
    #[inline]
    pub(super) fn over(self, ground: f64) -> f64 {
        self.reflectance
            + self.transmittance * self.transmittance * ground / (1.0 - self.reflectance * ground)
    }
}

/// Reflectance of an infinitely thick layer, `a − β`.
#[inline]
pub(super) fn infinite(absorption: f64, scattering: f64) -> f64 {
    let (k, decay) = decay(absorption, scattering);
    scattering / (k + scattering + decay)
}

/// Absorption kept off zero, and `βS = √(K (K + 2S))`.
#[inline]
pub(super) fn decay(absorption: f64, scattering: f64) -> (f64, f64) {
    let k = if absorption > LEAST_ABSORPTION { absorption } else { LEAST_ABSORPTION };
    (k, (k * (k + 2.0 * scattering)).sqrt())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The textbook form.
    fn textbook(k: f64, s: f64, d: f64) -> (f64, f64) {
        let a = 1.0 + k / s;
        let beta = (a * a - 1.0).sqrt();
        let x = beta * s * d;
        let below = a * x.sinh() + beta * x.cosh();
        (x.sinh() / below, beta / below)
    }

    proptest! {
        #[test]
        fn is_the_textbook_film(k in 1e-3..500.0, s in 0.1..200.0, d in 1e-4..0.05) {
            let film = Film::new(k, s, d);
            let (r, t) = textbook(k, s, d);
            prop_assert!((film.reflectance - r).abs() < 1e-11 && (film.transmittance - t).abs() < 1e-11);
            let a: f64 = 1.0 + k / s;
            prop_assert!((infinite(k, s) - (a - (a * a - 1.0).sqrt())).abs() < 1e-11);
        }

        #[test]
        fn two_half_films_are_one(k in 0.0..500.0, s in 0.0..200.0, d in 0.0..0.5) {
            let (whole, half) = (Film::new(k, s, d), Film::new(k, s, d / 2.0));
            let (front, through, back) = half.on(half);
            prop_assert!((front - whole.reflectance).abs() < 1e-9, "{} {}", front, whole.reflectance);
            prop_assert!((through - whole.transmittance).abs() < 1e-9);
            prop_assert!((front - back).abs() < 1e-12);
        }

        #[test]
        fn gives_back_and_lets_through_no_more_than_all(k in 0.0..1e6, s in 0.0..1e5, d in 0.0..10.0) {
            let film = Film::new(k, s, d);
            prop_assert!((0.0..=1.0).contains(&film.reflectance) && (0.0..=1.0).contains(&film.transmittance));
            prop_assert!(film.reflectance + film.transmittance <= 1.0 + 1e-9);
            prop_assert!((0.0..=1.0).contains(&infinite(k, s)));
        }

        #[test]
        fn a_film_of_no_thickness_is_transparent(k in 0.0..500.0, s in 0.0..200.0, ground in 0.0..1.0) {
            prop_assert_eq!(Film::new(k, s, 0.0), Film { reflectance: 0.0, transmittance: 1.0 });
            prop_assert_eq!(Film::new(k, s, 0.0).over(ground), ground);
        }

        #[test]
        fn a_film_over_its_own_depth_is_that_depth(k in 1e-3..500.0, s in 0.1..200.0, d in 0.0..0.5) {
            let ground = infinite(k, s);
            prop_assert!((Film::new(k, s, d).over(ground) - ground).abs() < 1e-9);
        }

        #[test]
        fn without_scattering_light_only_fades(k in 0.0..500.0, d in 0.0..0.05) {
            let film = Film::new(k, 0.0, d);
            prop_assert_eq!(film.reflectance, 0.0);
            prop_assert!((film.transmittance - (-k * d).exp()).abs() < 1e-9);
        }

        #[test]
        fn without_absorption_nothing_is_lost(s in 0.1..200.0, d in 1e-4..0.05) {
            let film = Film::new(0.0, s, d);
            prop_assert!((film.reflectance - s * d / (1.0 + s * d)).abs() < 1e-6, "{film:?}");
            prop_assert!((film.reflectance + film.transmittance - 1.0).abs() < 1e-6);
        }
    }
}
