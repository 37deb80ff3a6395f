//! Why there is no answer to a match.

use crate::locale::tr;
use crate::progress::Cancelled;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MatchError {
    /// The work was asked to stop.
    #[error("{}", tr("the match was stopped before it was done"))]
    Cancelled,
    /// A tone is not a number.
    #[error("{}", tr("a measured tone is not a number; check the outlines and measure again"))]
    BadTone,
}

impl From<Cancelled> for MatchError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}
