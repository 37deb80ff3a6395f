//! Why no tones come out.

use crate::locale::say;
use crate::progress::Cancelled;
use crate::region::RegionError;

/// Why tones cannot be measured, in one sentence that says what to do.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ToneError {
    /// The regions are not sound.
    #[error(transparent)]
    Region(#[from] RegionError),
    /// Too little skin is left somewhere.
    #[error(
        "{}",
        say!(
            "%{place} has only %{pixels} usable pixels after clipped, shiny and dark ones are left out, and %{needed} are needed: take a closer photo, with softer light, or outline more of it",
            place = .place,
            pixels = .pixels,
            needed = .needed
        )
    )]
    TooFewPixels {
        /// Which region.
        place: String,
        /// Pixels left.
        pixels: usize,
        /// Pixels asked for.
        needed: usize,
    },
    /// Asked to stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}
