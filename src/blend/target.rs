//! What a plan must look like: numbers only.

use serde::{Deserialize, Serialize};

use crate::color::{Lab, mix_light};

/// What is asked of the pigment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Job {
    /// Marks that imitate follicles.
    Dots,
    /// An even tone.
    Wash,
    /// Marks over an even tone.
    #[serde(rename = "wash+dots")]
    WashAndDots,
    /// A flesh tone in bare skin.
    SkinTone,
    /// Nothing can be recommended.
    None,
}

/// The job and the reason for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JobChoice {
    /// What to do.
    pub kind: Job,
    /// A sentence for the technician.
    pub why: String,
    /// What would be done, did any recipe come near enough.
    #[serde(skip)]
    pub wanted: Option<Job>,
}

/// Covariances of the tones' own errors in L*, a*, b*; the shared error is kept apart.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct OwnErrors {
    /// Of scar skin.
    pub scar_skin: [[f64; 3]; 3],
    /// Of bare skin.
    pub bare_skin: [[f64; 3]; 3],
    /// Of the follicle.
    pub follicle: [[f64; 3]; 3],
    /// Of the area average.
    pub area_average: [[f64; 3]; 3],
}

/// How well the size of the picture on the head is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownScale {
    /// Told, or from a ruler.
    Given,
    /// Guessed from the width of the hairs.
    Guessed,
    /// Not at all.
    Missing,
}

/// The tones a plan is made for.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchTarget {
    /// Skin of the scar.
    pub scar_skin: Lab,
    /// Skin between the hairs of the surround.
    pub bare_skin: Lab,
    /// The hair's own colour, where it was told apart.
    pub hair: Option<Lab>,
    /// What a mark must imitate; without it there are no dots.
    pub follicle: Option<Lab>,
    /// What the eye sees from a distance.
    pub area_average: Lab,
    /// Share of the surround taken by hair, 0..=1.
    pub cover: f64,
    /// Follicles on a square centimetre of the surround.
    pub follicles_per_cm2: f64,
    /// Visible hair length in millimetres, told or measured on strokes.
    pub hair_length_mm: Option<f64>,
    /// Months since the scar was made, when told.
    pub scar_age_months: Option<f64>,
    /// Own errors of the tones.
    pub own: OwnErrors,
    /// Standard deviation in L*, a*, b* of the error all tones share.
    pub shared_sd: [f64; 3],
    /// Whether a reference set exposure and white.
    pub calibrated: bool,
    /// How well the scale is known, on which densities and the size of marks rest.
    pub scale: KnownScale,
}

impl MatchTarget {
    /// The worked case of the specification: fair skin, a pale scar, dark hair, cover 0.2 of strokes 0.08 mm wide.
    ///
    /// No errors of its own; calibrated, with a shared error of 1 in L* and 0.7 in a* and b*.
    #[must_use]
    pub fn example() -> Self {
        let (bare_skin, hair) = (Lab::new(64.0, 11.5, 16.5), Lab::new(24.0, 4.0, 5.0));
        let healed = crate::optics::defaults::HEALED_DIAMETER_MM;
        let in_disc = 0.08 * healed / (std::f64::consts::PI * healed * healed / 4.0);
        Self {
            scar_skin: Lab::new(74.0, 6.0, 13.0),
            bare_skin,
            hair: Some(hair),
            follicle: Some(mix_light(&[(bare_skin, 1.0 - in_disc), (hair, in_disc)])),
            area_average: mix_light(&[(bare_skin, 0.8), (hair, 0.2)]),
            cover: 0.2,
            follicles_per_cm2: 150.0,
            hair_length_mm: Some(1.0),
            scar_age_months: None,
            own: OwnErrors::default(),
            shared_sd: [1.0, 0.7, 0.7],
            calibrated: true,
            scale: KnownScale::Given,
        }
    }
}
