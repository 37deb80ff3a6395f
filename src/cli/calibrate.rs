//! `calibrate`: what a ColorChecker in a photo tells.

use std::fmt::Write as _;

use super::arguments::CalibrateArguments;
use super::refusal::Refusal;
use super::{json, page};
use crate::calibrate::{CameraProfile, calibrate_by_chart};
use crate::photo::{DecodeLimits, load_photo};

/// The reading of the card, as a table or as JSON.
pub(super) fn run(arguments: &CalibrateArguments) -> Result<String, Refusal> {
    let photo = load_photo(&arguments.photo, &DecodeLimits::default())?;
    let pick = arguments.kind.pick(arguments.chart);
    let chart = calibrate_by_chart(&photo.image, &pick)?;
    let profile = CameraProfile::of(&chart.calibration, &photo.facts.camera);
    if let Some((path, profile)) = arguments.save_profile.as_ref().zip(profile) {
        profile.save(path)?;
    }
    if arguments.json {
        return json::text(&json::ChartReport::new(&chart));
    }
    let mut page = page::chart(&arguments.photo.display().to_string(), &chart)?;
    if let Some(path) = &arguments.save_profile {
        writeln!(page, "Saved as a camera profile: {}", path.display())?;
    }
    Ok(page)
}
