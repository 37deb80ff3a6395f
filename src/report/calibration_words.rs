//! How the colours of a photo were set, in a line.

use crate::analysis::accepted_words;
use crate::calibrate::{Calibration, CalibrationKind, ChartReading};
use crate::locale::{number, say, tr};
use crate::trust::{PhotoTrust, TrustLevel};

/// Which reference, and with what error.
pub(super) fn words(calibration: &Calibration) -> String {
    match calibration.kind {
        CalibrationKind::Uncalibrated => {
            tr("No grey card: colours may be off by about 6 (CIELAB) together; differences within the photo are safer")
                .to_owned()
        }
        CalibrationKind::GreyCard(reading) => say!(
            "Grey card of L* %{lightness}: exposure times %{factor}, a cast of C* %{chroma} taken off, %{pixels} pixels",
            lightness = number(reading.pick.l_star, 0),
            factor = number(reading.exposure, 2),
            chroma = number(reading.cast_chroma, 1),
            pixels = reading.pixels
        ),
        CalibrationKind::Chart(reading) => chart(&reading),
        CalibrationKind::Profile(reading) => say!(
            "Card of an earlier photo: %{model}, ΔE00 %{error} on patches left out",
            model = reading.model.words(),
            error = number(reading.leave_one_out_delta_e, 1)
        ),
    }
}

fn chart(reading: &ChartReading) -> String {
    let mut told = say!(
        "ColorChecker (%{size}), made %{edition}: %{model} on %{patches} patches, ΔE00 %{fit} on them and %{error} on \
         patches left out",
        size = reading.pick.size.words(),
        edition = reading.pick.edition.words(),
        model = reading.model.words(),
        patches = reading.used,
        fit = number(reading.fit_delta_e, 1),
        error = number(reading.leave_one_out_delta_e, 1)
    );
    if let Some(skin) = reading.skin_held_out_delta_e {
        told += "; ";
        told += &say!("skin patches %{error}", error = number(skin, 1));
    }
    told
}

/// Standard deviation of the error that all tones of the photo share: "L* ± 1.2, a* ± 0.8, b* ± 0.9".
pub(super) fn shared(calibration: &Calibration) -> String {
    let [l, a, b] = calibration.shared_sd.map(|sd| number(sd, 1));
    format!("L* ± {l}, a* ± {a}, b* ± {b}")
}

/// What speaks against the photo.
pub(super) fn trust(trust: &PhotoTrust, accepted: bool) -> String {
    let reasons: Vec<&str> = trust.decisive().map(|reason| reason.text.as_str()).collect();
    let reasons = reasons.join(" ");
    match (trust.level, accepted) {
        (TrustLevel::Green, _) => tr("Nothing speaks against the photo").to_owned(),
        (TrustLevel::Amber, _) => [tr("Amber##traffic light"), &reasons].join(": "),
        (TrustLevel::Red, true) => accepted_words(trust).unwrap_or_default(),
        (TrustLevel::Red, false) => [tr("Red##traffic light"), &reasons].join(": "),
    }
}
