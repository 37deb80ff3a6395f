//! What the user told about the card.

use serde::{Deserialize, Serialize};

use super::Edition;
use crate::locale::{fixed, plain, say};
use crate::photo::PixelPos;

/// A ColorChecker in the picture.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct ChartPick {
    /// Outer corners of the four corner patches in order around the card, beginning with dark skin when it
    /// can be told; none: the card is searched for.
    pub corners: Option<[PixelPos; 4]>,
    /// Which printing it is.
    pub edition: Edition,
    /// How large it is.
    pub size: ChartSize,
}

impl ChartPick {
    /// The same card, searched for.
    #[must_use]
    pub fn searched(self) -> Self {
        Self { corners: None, ..self }
    }
}

/// Which card it is; sets the scale of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub enum ChartSize {
    /// The Classic, of about 29 by 20 cm.
    #[default]
    Classic,
    /// A page of the Passport.
    Passport,
    /// Any other: from a patch's edge to the same edge of the next, in mm.
    Pitch(f64),
}

impl ChartSize {
    /// From a patch's edge to the same edge of the next, in mm.
    ///
    /// Measured against the rulers printed on the cards in the two photos of colour-science's
    /// colour-checker-detection: 46.2 and 15.0, each within 1 %.
    #[must_use]
    pub fn pitch_mm(self) -> f64 {
        match self {
            Self::Classic => 46.0,
            Self::Passport => 15.0,
            Self::Pitch(mm) => mm,
        }
    }

    /// In words, after "a".
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Classic => String::from(fixed!("Classic")),
            Self::Passport => String::from(fixed!("Passport")),
            Self::Pitch(mm) => say!("card with a patch every %{mm} mm", mm = plain(mm)),
        }
    }
}
