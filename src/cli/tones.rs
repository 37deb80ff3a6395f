//! `tones`: what is measured on a photo.

use super::arguments::PhotoArguments;
use super::refusal::Refusal;
use super::{json, page, photo_job};
use crate::analysis::measure;
use crate::photo::{DecodeLimits, load_photo};
use crate::progress::Silent;

/// The tones of a photo, as a table or as JSON.
pub(super) fn run(arguments: &PhotoArguments) -> Result<String, Refusal> {
    let inputs = photo_job::inputs(&arguments.marked)?;
    let photo = load_photo(&arguments.marked.photo, &DecodeLimits::default())?;
    let (calibration, tones) = measure(&inputs, &photo, &Silent)?;
    if arguments.json {
        return json::text(&json::TonesReport::new(&photo.facts, &calibration, &tones));
    }
    Ok(page::tones(&arguments.marked.photo.display().to_string(), &calibration, &tones)?)
}
