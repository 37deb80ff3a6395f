//! What was measured on a photo.

use std::sync::Arc;

use serde::Serialize;

use super::{LightnessHistogram, Sorting};
use crate::color::Lab;

/// Pixels left out of a tone, by reason.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// At the end of the camera's range in any channel.
    pub clipped: usize,
    /// Shine of the surface.
    pub glare: usize,
    /// Too dark to hold colour, or in a shadow beyond the light model.
    pub deep_shade: usize,
    /// Moles, redness spots, wet spots and other patches unlike the rest.
    pub outlier: usize,
    /// Mixed with something else: along a scar's border, or under hair that lies across it.
    pub mixed: usize,
}

/// One measured tone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tone {
    /// Its colour.
    pub lab: Lab,
    /// Robust standard deviation of its pixels in L*, a*, b*.
    pub spread: [f64; 3],
    /// Covariance of the estimate itself in L*, a*, b*: its own error, without the shared one.
    pub covariance: [[f64; 3]; 3],
    /// Pixels used.
    pub pixels: usize,
    /// Pixels left out.
    pub rejected: Rejected,
}

/// Skin of one scar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScarTone {
    /// The scar's name.
    pub name: String,
    /// Its skin.
    pub skin: Tone,
}

/// Why a tone is missing and what would bring it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NotResolved {
    /// A sentence for the technician.
    pub reason: String,
    /// Pixels per millimetre that would resolve it, when that is what is missing.
    pub needed_px_per_mm: Option<f64>,
}

/// What hair looks like in the surround.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum HairForm {
    /// Stubble seen end on.
    Dots,
    /// Hairs lying on the skin.
    Strokes,
}

/// The hairs that were found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct HairPieces {
    /// Dots or strokes.
    pub form: HairForm,
    /// How many.
    pub count: usize,
    /// Median visible length in millimetres, for strokes.
    pub length_mm: Option<f64>,
    /// Median width in millimetres.
    pub width_mm: f64,
    /// How many on a square centimetre.
    pub per_cm2: f64,
}

/// What one hair does to a disc of a healed mark's diameter: what a mark must imitate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Follicle {
    /// Its tone.
    pub tone: Tone,
    /// Read from discs in the picture; otherwise mixed from bare skin and hair.
    pub measured: bool,
}

/// Where the scale comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum ScaleSource {
    /// Given by the user or a ruler.
    Given,
    /// From the median hair width, taken as 0.07 mm: a guess.
    HairWidth,
}

/// Size of the picture on the head.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Scale {
    /// Pixels on a millimetre.
    pub px_per_mm: f64,
    /// Where that comes from.
    pub source: ScaleSource,
}

/// Slow change of light that was flattened.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LightGradient {
    /// Brightest over darkest light on the sampled skin, minus one, in percent.
    pub percent: f64,
}

/// Everything measured on one photo.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tones {
    /// Each scar's skin, in the order of the regions.
    pub scars: Vec<ScarTone>,
    /// Which of them the plan is for: the one that differs most from bare skin.
    pub planned_scar: usize,
    /// Skin between the hairs of the surround.
    pub bare_skin: Tone,
    /// The hair's own colour.
    pub hair: Result<Tone, NotResolved>,
    /// What a mark must imitate.
    pub follicle: Result<Follicle, NotResolved>,
    /// What the eye sees from a distance: mean of the surround in linear light.
    pub area_average: Tone,
    /// Share of the surround taken by hair, 0..=1.
    pub cover: f64,
    /// Standard deviation of the cover's error.
    pub cover_sd: f64,
    /// The hairs of the surround, when they could be told apart.
    pub hairs: Option<HairPieces>,
    /// Scale of the picture, when known.
    pub scale: Option<Scale>,
    /// Light that was flattened.
    pub light: LightGradient,
    /// Sentences for the technician about what limits these tones.
    pub notes: Vec<String>,
    /// How light the pixels are that were looked at: each scar's, in the order of the regions, then the surround's.
    #[serde(skip)]
    pub lightness: Vec<LightnessHistogram>,
    /// By what pixels were used or left out, for showing it on the photo; none when that is not at hand.
    #[serde(skip)]
    pub sorting: Option<Arc<Sorting>>,
}

impl Tones {
    /// Skin of the scar that is planned.
    #[must_use]
    pub fn scar_skin(&self) -> &Tone {
        &self.scars[self.planned_scar].skin
    }

    /// How light the pixels of a scar are; none when they were not counted.
    #[must_use]
    pub fn lightness_of_scar(&self, index: usize) -> Option<&LightnessHistogram> {
        self.lightness.get(index).filter(|_| index < self.scars.len())
    }

    /// The same of the surround.
    #[must_use]
    pub fn lightness_of_surround(&self) -> Option<&LightnessHistogram> {
        self.lightness.get(self.scars.len())
    }
}
