//! What was found wrong with a photo, in words that say what to do.

use serde::Serialize;

use super::TrustMeasures;

/// How far a photo can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TrustLevel {
    /// Nothing speaks against it.
    Green,
    /// Usable; the figures are less sure than they say.
    Amber,
    /// Take it again.
    Red,
}

/// What can be wrong with a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TrustCode {
    /// Blurred or shaken, against the stubble's width.
    Blur,
    /// Too few pixels on a millimetre to tell stubble from skin.
    TooFar,
    /// Pixels at the camera's upper limit.
    Clipped,
    /// Too dark.
    Underexposed,
    /// Too bright.
    Overexposed,
    /// The light falls off over the skin.
    UnevenLight,
    /// A cast beyond what can be corrected.
    Cast,
    /// No colour at all.
    Greyscale,
    /// Lights of different colours.
    MixedLight,
    /// Shine on the skin.
    Glare,
    /// What the colours mean is not told.
    NoProfile,
    /// Sent through a messenger or saved again.
    Recompressed,
    /// A screenshot.
    Screenshot,
    /// Worked on with an editor.
    Edited,
    /// A gain map for HDR screens lies beside the picture.
    HdrGainMap,
    /// The flash fired.
    Flash,
    /// Taken with the front camera.
    FrontCamera,
    /// Portrait mode.
    Portrait,
    /// Night mode or a long exposure.
    Night,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// What it is; stable, for programs.
    pub code: TrustCode,
    /// What is wrong and what to do.
    pub text: String,
    /// How bad it is by itself; green is only told.
    #[serde(skip)]
    pub level: TrustLevel,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PhotoTrust {
    /// The worst of the reasons.
    #[serde(rename = "trust")]
    pub level: TrustLevel,
    /// What was found, the worst first.
    pub reasons: Vec<Reason>,
    /// What was measured to find it.
    #[serde(skip)]
    pub measures: TrustMeasures,
}

impl TrustLevel {
    /// Name in words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
        }
    }
}

impl TrustCode {
    /// All.
    pub const ALL: [Self; 19] = [
        Self::Blur,
        Self::TooFar,
        Self::Clipped,
        Self::Underexposed,
        Self::Overexposed,
        Self::UnevenLight,
        Self::Cast,
        Self::Greyscale,
        Self::MixedLight,
        Self::Glare,
        Self::NoProfile,
        Self::Recompressed,
        Self::Screenshot,
        Self::Edited,
        Self::HdrGainMap,
        Self::Flash,
        Self::FrontCamera,
        Self::Portrait,
        Self::Night,
    ];
}

impl PhotoTrust {
    /// From the reasons, in any order.
    pub(super) fn of(mut reasons: Vec<Reason>, measures: TrustMeasures) -> Self {
        reasons.sort_by_key(|reason| (std::cmp::Reverse(reason.level), reason.code));
        let level = reasons.first().map_or(TrustLevel::Green, |worst| worst.level);
        Self { level, reasons, measures }
    }

    /// The reasons of the worst kind.
    pub fn decisive(&self) -> impl Iterator<Item = &Reason> {
        self.reasons.iter().filter(|reason| reason.level == self.level && self.level != TrustLevel::Green)
    }

    /// Whether a code is among the reasons that count.
    #[must_use]
    pub fn blames(&self, code: TrustCode) -> bool {
        self.reasons.iter().any(|reason| reason.code == code && reason.level > TrustLevel::Green)
    }
}
