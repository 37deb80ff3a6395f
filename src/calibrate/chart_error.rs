//! Why a card gave no calibration.

/// Why the card cannot be used, in one sentence that says what to do.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ChartError {
    /// Searched and not found.
    #[error(
        "no whole ColorChecker was found in the picture: show all 24 patches, at least 12 pixels each, or give the four corners by hand"
    )]
    NotFound,
    /// Found more than once.
    #[error("{count} ColorCheckers were found in the picture: give the four corners of the one to use")]
    Several {
        /// How many.
        count: usize,
    },
    /// Corners that span nothing.
    #[error(
        "the four corners of the card do not span it: give the outer corners of dark skin, bluish green, black and white, in this order"
    )]
    Corners,
    /// Corners beside the picture.
    #[error(
        "a corner of the card lies outside the picture, which is {width} by {height} pixels: correct the corners"
    )]
    Outside {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// Patches too small to read.
    #[error(
        "the patches of the card are only {pixels:.0} pixels wide: take the photo closer, with 12 pixels or more"
    )]
    TooSmall {
        /// Pixels across a patch.
        pixels: f64,
    },
    /// No colours.
    #[error("the card has no colours in this picture: use the colour photo, not a greyscale copy")]
    Greyscale,
    /// Flipped.
    #[error("the card is mirrored: use the photo as the camera took it, not flipped")]
    Mirrored,
    /// Colours that no light makes of this card.
    #[error(
        "the colours do not fit a ColorChecker (mean ΔE00 {error:.1} at best): another card, corners off the patches, or mixed light"
    )]
    NotThisCard {
        /// Mean ΔE00 that the best model leaves.
        error: f64,
    },
    /// Patches that something lies over.
    #[error(
        "{count} of the card's 24 patches are covered or are not a ColorChecker's ({names}): take hands and hair off the card, mind that no shadow's edge crosses it, and show all of it"
    )]
    Covered {
        /// How many.
        count: usize,
        /// Which.
        names: String,
    },
    /// Too few sound patches.
    #[error(
        "only {used} of the card's 24 patches can be used ({dropped}): take the photo in even light, not overexposed, without glare"
    )]
    TooFewPatches {
        /// Sound patches.
        used: usize,
        /// The others with their reasons.
        dropped: String,
    },
    /// A size no card has.
    #[error("the card's size is {mm} mm from patch to patch: give a number from 2 to 200")]
    Size {
        /// What was given.
        mm: f64,
    },
}
