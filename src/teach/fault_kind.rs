//! What can spoil a photo of an exercise, and how strongly it does at a level.

use serde::{Deserialize, Serialize};

use super::Level;
use crate::locale::tr;
use crate::render::{ScarSpec, SceneSpec};
use crate::trust::TrustCode;

/// A way to spoil a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// Out of focus.
    Blurred,
    /// The hand moved.
    Shaken,
    /// Overexposed until the skin is at the camera's limit.
    TooBright,
    /// Underexposed.
    TooDark,
    /// The light falls off over the skin.
    UnevenLight,
    /// Shine.
    Shine,
    /// A colour cast over all of it.
    ColourCast,
    /// Lights of two colours from two sides.
    MixedLight,
    /// Too few pixels on a millimetre.
    TooFar,
    /// Saved too coarsely, as messengers do.
    SavedCoarsely,
}

impl FaultKind {
    /// All.
    pub const ALL: [Self; 10] = [
        Self::Blurred,
        Self::Shaken,
        Self::TooBright,
        Self::TooDark,
        Self::UnevenLight,
        Self::Shine,
        Self::ColourCast,
        Self::MixedLight,
        Self::TooFar,
        Self::SavedCoarsely,
    ];

    /// Name in answers and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Blurred => "blurred",
            Self::Shaken => "shaken",
            Self::TooBright => "too_bright",
            Self::TooDark => "too_dark",
            Self::UnevenLight => "uneven_light",
            Self::Shine => "shine",
            Self::ColourCast => "colour_cast",
            Self::MixedLight => "mixed_light",
            Self::TooFar => "too_far",
            Self::SavedCoarsely => "saved_coarsely",
        }
    }

    /// The fault of this name; a hyphen counts as the line between words.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.trim().replace('-', "_");
        Self::ALL.into_iter().find(|fault| fault.name() == name)
    }

    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Blurred => tr("out of focus"),
            Self::Shaken => tr("shaken"),
            Self::TooBright => tr("too bright"),
            Self::TooDark => tr("too dark##of a photo"),
            Self::UnevenLight => tr("uneven light"),
            Self::Shine => tr("shine##on skin"),
            Self::ColourCast => tr("colour cast"),
            Self::MixedLight => tr("mixed light"),
            Self::TooFar => tr("too far away"),
            Self::SavedCoarsely => tr("saved coarsely"),
        }
    }

    /// How it shows, why it matters and what to do.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::Blurred => tr(
                "Edges of hairs are soft all over: hair and skin mix, and bare skin reads too dark. Focus on the scar.",
            ),
            Self::Shaken => {
                tr("Hairs are drawn out along one direction. Hold still or lean the phone on something.")
            }
            Self::TooBright => tr(
                "The lightest skin is white without detail: its colour is lost. Expose for the bright places.",
            ),
            Self::TooDark => tr("Noise is as large as the differences of tone. Take it in more light."),
            Self::UnevenLight => tr(
                "One side is much darker: the scar differs from its surround by light alone. Turn the head to the light.",
            ),
            Self::Shine => tr("White shine hides the skin's own colour. Dry the skin, light from the side."),
            Self::ColourCast => tr(
                "Skin of a colour that no skin has: the white balance is off. Use daylight and a grey card.",
            ),
            Self::MixedLight => tr(
                "One side is warmer than the other: no card can put that right. Turn lamps off or draw the curtain.",
            ),
            Self::TooFar => {
                tr("Single hairs cannot be told apart: too few pixels on a millimetre. Go closer.")
            }
            Self::SavedCoarsely => tr("Blocks and smeared colour from saving again. Send the original file."),
        }
    }

    /// What the program's own check calls it.
    #[must_use]
    pub fn code(self) -> TrustCode {
        match self {
            Self::Blurred | Self::Shaken => TrustCode::Blur,
            Self::TooBright => TrustCode::Clipped,
            Self::TooDark => TrustCode::Underexposed,
            Self::UnevenLight => TrustCode::UnevenLight,
            Self::Shine => TrustCode::Glare,
            Self::ColourCast => TrustCode::Cast,
            Self::MixedLight => TrustCode::MixedLight,
            Self::TooFar => TrustCode::TooFar,
            Self::SavedCoarsely => TrustCode::Recompressed,
        }
    }

    /// Spoils a scene, plainly at level 1 and hardly more than the program's own check notices at level 10. `turn`
    /// (0..1) varies direction and colour.
    pub(super) fn spoil(self, spec: &mut SceneSpec, level: Level, turn: f64) {
        let stubble_px = 0.07 * spec.px_per_mm;
        let skin = &spec.skin.reflectance.0;
        let red = skin.iter().skip(24).sum::<f64>() / skin.len().saturating_sub(24).max(1) as f64;
        match self {
            Self::Blurred => spec.camera.blur_px = level.graded(4.2, 2.6) * stubble_px + 0.6,
            Self::Shaken => {
                let (sin, cos) = (std::f64::consts::TAU * turn).sin_cos();
                let length = level.graded(18.0, 10.0) * stubble_px;
                spec.faults.smear_px = [length * cos, length * sin];
            }
            Self::TooBright => spec.camera.exposure = (level.graded(2.8, 1.7) / red).min(8.0),
            Self::TooDark => spec.camera.exposure = level.graded(0.015, 0.045) / red,
            Self::UnevenLight => spec.light.gradient = level.graded(5.0, 2.0),
            Self::Shine => {
                spec.light.glare_share = level.graded(0.4, 0.22);
                spec.light.glare_peak = level.graded(1.3, 0.8);
            }
            Self::ColourCast => {
                let strength = level.graded(1.0, 0.55);
                let cast = [[2.2, 1.0, 0.28], [0.5, 1.0, 0.5], [0.5, 1.0, 2.2]];
                let cast = cast[crate::photo::number::floor_index(turn * 3.0).min(2)];
                spec.camera.cast = cast.map(|factor: f64| factor.powf(strength));
            }
            Self::MixedLight => {
                let strength = level.graded(1.4, 0.7);
                let second: [f64; 3] = if turn < 0.5 { [1.5, 1.0, 0.55] } else { [0.68, 1.0, 0.68] };
                spec.faults.second_light = second.map(|factor| factor.powf(strength));
            }
            Self::TooFar => further_away(spec, level.graded(5.5, 9.0)),
            Self::SavedCoarsely => {
                let quality = level.graded(6.0, 24.0).round();
                // Between 6 and 24.
                spec.camera.jpeg_quality = (6..24).find(|q| f64::from(*q) >= quality).unwrap_or(24);
            }
        }
    }
}

/// The same picture of more of the head; the scar keeps its place in it.
fn further_away(spec: &mut SceneSpec, px_per_mm: f64) {
    let before = spec.px_per_mm;
    spec.px_per_mm = px_per_mm;
    for scar in &mut spec.scars {
        if let ScarSpec::Strip { length_mm, width_mm } = scar {
            *length_mm *= before / px_per_mm;
            *width_mm *= 1.3;
        }
    }
}
