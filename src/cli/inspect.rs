//! `inspect`: what a photo file holds.

use super::arguments::InspectArguments;
use super::json;
use super::refusal::Refusal;
use crate::photo::{DecodeLimits, load_photo};

/// The facts of a photo, one a line or as JSON.
pub(super) fn run(arguments: &InspectArguments) -> Result<String, Refusal> {
    let photo = load_photo(&arguments.photo, &DecodeLimits::default())?;
    if arguments.json {
        return json::text(&photo.facts);
    }
    Ok(photo.facts.lines().join("\n") + "\n")
}
