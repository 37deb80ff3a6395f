//! `match`: a photo in, mixable recipes out.

use super::arguments::MatchArguments;
use super::refusal::Refusal;
use super::{json, library, page, photo_job};
use crate::analysis::{Outcome, find, measure};
use crate::photo::{DecodeLimits, load_photo};
use crate::progress::Silent;

/// The plan for a photo, as a page to mix from or as JSON.
pub(super) fn run(arguments: &MatchArguments) -> Result<String, Refusal> {
    let inputs = photo_job::match_inputs(arguments);
    // The library first: its mistakes are found faster than a photo is read.
    let library = library::chosen(arguments.library.as_deref())?;
    let photo = load_photo(&arguments.photo.photo, &DecodeLimits::default())?;
    let (calibration, tones) = measure(&inputs, &photo, &Silent)?;
    let matching = find(&inputs, (&calibration, &tones), &library, None, arguments.top, &Silent)?;
    let outcome = Outcome { calibration, tones, matching };
    if arguments.photo.json {
        return json::text(&json::MatchReport::new(&photo.facts, &outcome));
    }
    let photo_name = arguments.photo.photo.display().to_string();
    Ok(page::plan(&photo_name, &outcome, &library)?)
}
