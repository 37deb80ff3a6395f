//! Why there is no picture of a plan.

use crate::locale::{say, tr};
use crate::progress::Cancelled;
use crate::region::RegionError;

/// Why there is no picture of a plan, in one sentence that says what to do.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PreviewError {
    /// The size of marks on the picture is not known.
    #[error(
        "{}",
        tr(
            "the scale of the photo is not known, so marks cannot be drawn at their size: lay the ruler over a known length"
        )
    )]
    NoScale,
    /// A bottle of the plan is gone from the library.
    #[error(
        "{}",
        tr(
            "a bottle of this recipe is no longer in the library: wait for new recipes or choose the library again"
        )
    )]
    MissingBottle,
    /// More marks than can be drawn.
    #[error(
        "{}",
        say!(
            "the plan has about %{marks} marks, more than %{most} can be drawn: outline a smaller part of the scar",
            marks = .marks,
            most = .most
        )
    )]
    TooMany {
        /// How many.
        marks: usize,
        /// Limit.
        most: usize,
    },
    /// The outlines are not sound.
    #[error(transparent)]
    Regions(#[from] RegionError),
    /// The work was asked to stop.
    #[error("{}", tr("the picture was stopped before it was done"))]
    Cancelled,
}

impl From<Cancelled> for PreviewError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}
