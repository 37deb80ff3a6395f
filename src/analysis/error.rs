//! Why there is no outcome.

use crate::blend::MatchError;
use crate::calibrate::{CalibrationError, ChartError, ProfileError};
use crate::locale::{plain, say};
use crate::photo::PhotoError;
use crate::progress::Cancelled;
use crate::tone::ToneError;

/// Why a photo gave no tones or no plan: one sentence that says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnalysisError {
    /// The photo was refused.
    #[error(transparent)]
    Photo(#[from] PhotoError),
    /// The reference was refused.
    #[error(transparent)]
    Calibration(#[from] CalibrationError),
    /// The ColorChecker was refused.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// The camera profile was refused.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// No tones came out.
    #[error(transparent)]
    Tone(ToneError),
    /// No search could be made.
    #[error(transparent)]
    Match(MatchError),
    /// The photo is red.
    #[error(
        "{}",
        say!(
            "this photo cannot be trusted. %{reasons} Better: take it again. To match it all the same, accept it on purpose",
            reasons = .reasons
        )
    )]
    Untrusted {
        /// Why, and what to do.
        reasons: String,
    },
    /// A number among the inputs cannot be used.
    #[error(
        "{}",
        say!(
            "%{quantity} is %{value}: give a number from %{low} to %{high}",
            quantity = .what,
            value = plain(.value),
            low = plain(.low),
            high = plain(.high)
        )
    )]
    Number {
        /// What it is.
        what: &'static str,
        /// What was given.
        value: f64,
        /// Least allowed.
        low: f64,
        /// Most allowed.
        high: f64,
    },
    /// The bundled case does not fit together.
    #[error("{}", say!("the bundled case is damaged (%{cause}): install the program again", cause = .cause))]
    Bundled {
        /// What is wrong with it.
        cause: String,
    },
    /// Asked to stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl From<ToneError> for AnalysisError {
    fn from(error: ToneError) -> Self {
        match error {
            ToneError::Cancelled(cancelled) => Self::Cancelled(cancelled),
            other => Self::Tone(other),
        }
    }
}

impl From<MatchError> for AnalysisError {
    fn from(error: MatchError) -> Self {
        match error {
            MatchError::Cancelled => Self::Cancelled(Cancelled),
            other => Self::Match(other),
        }
    }
}
