//! Whether a photo may be matched.

use super::error::AnalysisError;
use super::inputs::Inputs;
use crate::calibrate::{Calibration, CalibrationKind};
use crate::locale::say;
use crate::photo::Photo;
use crate::trust::{PhotoTrust, TrustLevel, TrustTold, check_photo};

/// Judges the photo around what was marked on it.
#[must_use]
pub fn check_trust(inputs: &Inputs, photo: &Photo, calibration: &Calibration) -> PhotoTrust {
    let by_card = match calibration.kind {
        CalibrationKind::Chart(reading) => Some(1.0 / reading.mm_per_px),
        _ => None,
    };
    let px_per_mm = inputs.px_per_mm.or(by_card);
    check_photo(photo, &TrustTold { calibration: Some(calibration), regions: &inputs.regions, px_per_mm })
}

/// Lets a photo through, unless it is red and was not accepted on purpose.
///
/// # Errors
/// The reasons, each with what to do.
pub fn admit(inputs: &Inputs, trust: &PhotoTrust) -> Result<(), AnalysisError> {
    if trust.level < TrustLevel::Red || inputs.accept_photo {
        return Ok(());
    }
    let reasons: Vec<&str> = trust.decisive().map(|reason| reason.text.as_str()).collect();
    Err(AnalysisError::Untrusted { reasons: reasons.join(" ") })
}

/// How a plan from a red photo is marked wherever it goes.
#[must_use]
pub fn accepted_words(trust: &PhotoTrust) -> Option<String> {
    (trust.level == TrustLevel::Red).then(|| {
        let reasons: Vec<&str> = trust.decisive().map(|reason| reason.text.as_str()).collect();
        say!("This photo is red and was accepted on purpose. %{reasons}", reasons = reasons.join(" "))
    })
}
