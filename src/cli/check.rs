//! `check`: how far a photo can be trusted.

use super::arguments::CheckArguments;
use super::refusal::Refusal;
use super::words::wrapped;
use super::{json, values};
use crate::analysis::{Inputs, PhotoSource, calibrate, check_trust};
use crate::photo::{DecodeLimits, load_photo};
use crate::region::{Regions, Scar};
use crate::trust::{PhotoTrust, TrustLevel};

/// Width of a line for people.
const WIDTH: usize = 100;

/// Red, amber or green with its reasons, a paragraph each or as JSON.
pub(super) fn run(arguments: &CheckArguments) -> Result<String, Refusal> {
    let scar = |(index, outline): (usize, &values::Outline)| Scar {
        name: format!("scar {}", index + 1),
        shapes: vec![outline.shape()],
    };
    let inputs = Inputs {
        photo: PhotoSource::File(arguments.photo.clone()),
        grey: arguments.grey.map(|grey| grey.0),
        chart: arguments.card.pick(),
        regions: Regions {
            scars: arguments.scar.iter().enumerate().map(scar).collect(),
            exclusions: arguments.exclude.iter().map(values::Outline::shape).collect(),
            ..Regions::default()
        },
        px_per_mm: arguments.mm_per_px.map(|mm| 1.0 / mm),
        ..Inputs::default()
    };
    let photo = load_photo(&arguments.photo, &DecodeLimits::default())?;
    let calibration = calibrate(&inputs, &photo)?.calibration;
    let trust = check_trust(&inputs, &photo, &calibration);
    if arguments.json {
        return json::text(&trust);
    }
    Ok(page(&arguments.photo.display().to_string(), &trust))
}

fn page(name: &str, trust: &PhotoTrust) -> String {
    let verdict = match trust.level {
        TrustLevel::Green => "nothing speaks against it",
        TrustLevel::Amber => "usable, less sure than its figures say",
        TrustLevel::Red => "take it again",
    };
    let mut text = format!("{name}: {}, {verdict}\n", trust.level.name());
    for reason in &trust.reasons {
        let level = if reason.level == TrustLevel::Green { "told only" } else { reason.level.name() };
        text += &wrapped(&format!("{level}: {}", reason.text), 2, WIDTH);
    }
    text
}
