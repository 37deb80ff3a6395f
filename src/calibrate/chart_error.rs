//! Why a card gave no calibration.

use crate::locale::{number, plain, say, tr};

/// Why the card cannot be used, in one sentence that says what to do.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ChartError {
    /// Searched and not found.
    #[error(
        "{}",
        tr(
            "no whole ColorChecker was found in the picture: show all 24 patches, at least 12 pixels each, or give the four corners by hand"
        )
    )]
    NotFound,
    /// Found more than once.
    #[error("{}", say!("%{n} ColorCheckers were found in the picture: give the four corners of the one to use", n = count))]
    Several {
        /// How many.
        count: usize,
    },
    /// Corners that span nothing.
    #[error(
        "{}",
        tr(
            "the four corners of the card do not span it: give the outer corners of dark skin, bluish green, black and white, in this order"
        )
    )]
    Corners,
    /// Corners beside the picture.
    #[error("{}", say!("a corner of the card lies outside the picture, which is %{width} by %{height} pixels: correct the corners", width = width, height = height))]
    Outside {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// Patches too small to read.
    #[error("{}", say!("the patches of the card are only %{pixels} pixels wide: take the photo closer, with 12 pixels or more", pixels = number(*pixels, 0)))]
    TooSmall {
        /// Pixels across a patch.
        pixels: f64,
    },
    /// No colours.
    #[error("{}", tr("the card has no colours in this picture: use the colour photo, not a greyscale copy"))]
    Greyscale,
    /// Flipped.
    #[error("{}", tr("the card is mirrored: use the photo as the camera took it, not flipped"))]
    Mirrored,
    /// Colours that no light makes of this card.
    #[error("{}", say!("the colours do not fit a ColorChecker (mean ΔE00 %{error} at best): another card, corners off the patches, or mixed light", error = number(*error, 1)))]
    NotThisCard {
        /// Mean ΔE00 that the best model leaves.
        error: f64,
    },
    /// Patches that something lies over.
    #[error("{}", say!("%{n} of the card's 24 patches are covered or are not a ColorChecker's (%{names}): take hands and hair off the card, mind that no shadow's edge crosses it, and show all of it", n = count, names = names))]
    Covered {
        /// How many.
        count: usize,
        /// Which.
        names: String,
    },
    /// Too few sound patches.
    #[error("{}", say!("only %{n} of the card's 24 patches can be used (%{dropped}): take the photo in even light, not overexposed, without glare", n = used, dropped = dropped))]
    TooFewPatches {
        /// Sound patches.
        used: usize,
        /// The others with their reasons.
        dropped: String,
    },
    /// A size no card has.
    #[error("{}", say!("the card's size is %{mm} mm from patch to patch: give a number from 2 to 200", mm = plain(mm)))]
    Size {
        /// What was given.
        mm: f64,
    },
}
