//! From measured tones to what a plan must look like.

use super::inputs::Inputs;
use crate::blend::{KnownScale, MatchTarget, OwnErrors};
use crate::calibrate::Calibration;
use crate::tone::{ScaleSource, Tones};

/// Follicular units on a square centimetre of a natural scalp, 70-120 by hair-transplant practice; taken
/// where the hairs of the photo could not be counted.
pub const NATURAL_FOLLICLES_PER_CM2: f64 = 80.0;

/// The target of a plan for the scar that differs most.
#[must_use]
pub fn match_target(inputs: &Inputs, calibration: &Calibration, tones: &Tones) -> MatchTarget {
    let counted = tones.hairs.map(|hairs| hairs.per_cm2).filter(|count| count.is_finite() && *count > 0.0);
    let no_hair = tones.hair.is_err() && tones.follicle.is_err() && tones.cover <= 0.0;
    let natural = if no_hair { 0.0 } else { NATURAL_FOLLICLES_PER_CM2 };
    let bare_skin = tones.bare_skin.covariance;
    let follicle = tones.follicle.as_ref().ok();
    MatchTarget {
        scar_skin: tones.scar_skin().lab,
        bare_skin: tones.bare_skin.lab,
        hair: tones.hair.as_ref().ok().map(|hair| hair.lab),
        follicle: follicle.map(|follicle| follicle.tone.lab),
        area_average: tones.area_average.lab,
        cover: tones.cover,
        follicles_per_cm2: counted.unwrap_or(natural),
        hair_length_mm: inputs.hair_length_mm.or_else(|| tones.hairs.and_then(|hairs| hairs.length_mm)),
        scar_age_months: inputs.scar_age_months,
        own: OwnErrors {
            scar_skin: tones.scar_skin().covariance,
            bare_skin,
            follicle: follicle.map_or(bare_skin, |follicle| follicle.tone.covariance),
            area_average: tones.area_average.covariance,
        },
        shared_sd: calibration.shared_sd,
        calibrated: calibration.is_calibrated(),
        scale: match tones.scale.map(|scale| scale.source) {
            Some(ScaleSource::Given) => KnownScale::Given,
            Some(ScaleSource::HairWidth) => KnownScale::Guessed,
            None => KnownScale::Missing,
        },
    }
}
