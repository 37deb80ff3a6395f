//! `match`: a photo in, mixable recipes out.

use std::path::Path;

use super::arguments::MatchArguments;
use super::refusal::Refusal;
use super::{json, library, page, photo_job, studio};
use crate::analysis::{
    Figures, Inputs, Outcome, admit, calibrate, check_trust, find, find_others, measure_by,
};
use crate::library::ShadeLibrary;
use crate::optics::prior::Belief;
use crate::photo::{DecodeLimits, Photo, load_photo};
use crate::progress::Silent;
use crate::studio::Lesson;

/// A photo with its plans.
pub(super) struct Worked {
    pub(super) inputs: Inputs,
    pub(super) photo: Photo,
    pub(super) library: ShadeLibrary,
    /// What a log has taught.
    pub(super) learnt: Option<Belief>,
    pub(super) outcome: Outcome,
}

/// The plan for a photo, as a page to mix from or as JSON.
pub(super) fn run(arguments: &MatchArguments) -> Result<String, Refusal> {
    let Worked { inputs, photo, library, learnt, outcome } = work_out(arguments)?;
    let measured = (&outcome.calibration, &outcome.tones);
    let others = if arguments.other_bottles {
        Some(find_others(&inputs, measured, &library, learnt.as_ref(), &Silent)?)
    } else {
        None
    };
    if arguments.photo.json {
        return json::text(&json::MatchReport::new(&photo.facts, &outcome, others.as_ref()));
    }
    let photo_name = arguments.photo.marked.photo.display().to_string();
    let mut text = page::plan(&photo_name, &outcome, &library)?;
    if let Some(others) = &others {
        text += &page::others(others, Figures::of(&outcome.calibration));
    }
    Ok(text)
}

/// All stages for a photo.
pub(super) fn work_out(arguments: &MatchArguments) -> Result<Worked, Refusal> {
    let inputs = photo_job::match_inputs(arguments)?;
    // The library first: its mistakes are found faster than a photo is read.
    let library = library::chosen(arguments.library.as_deref())?;
    for (flag, ids) in [("--without", &arguments.without), ("--with", &arguments.with)] {
        if let Some(unknown) = ids.iter().find(|id| library.shade(id).is_none()) {
            return Err(Refusal(format!("{flag} {unknown}: the library has no shade of this identifier")));
        }
    }
    let lesson = match &arguments.log {
        Some(log) => Some((log, studio::lesson(log, &library)?)),
        None => None,
    };
    let photo = load_photo(&arguments.photo.marked.photo, &DecodeLimits::default())?;
    let calibration = calibrate(&inputs, &photo)?.calibration;
    let trust = check_trust(&inputs, &photo, &calibration);
    admit(&inputs, &trust).map_err(|refused| Refusal(format!("{refused} (--accept-photo)")))?;
    let tones = measure_by(&inputs, &photo, &calibration, &Silent)?;
    let learnt = lesson.as_ref().and_then(|(_, lesson)| lesson.belief);
    let mut matching =
        find(&inputs, (&calibration, &tones), &library, learnt.as_ref(), arguments.top, &Silent)?;
    matching.notes.extend(lesson.map(|(log, lesson)| told(log, &lesson)));
    let outcome = Outcome { trust, calibration, tones, matching };
    Ok(Worked { inputs, photo, library, learnt, outcome })
}

/// What a log did to the plan, in a sentence.
pub(super) fn told(log: &Path, lesson: &Lesson) -> String {
    let waiting = lesson.reports.iter().filter(|report| report.waits.is_some()).count();
    let disagree = lesson.reports.iter().filter(|report| report.disagrees && report.waits.is_none()).count();
    let log = log.display();
    match (lesson.results, disagree) {
        (0, _) if waiting > 0 => format!(
            "No healed result in {log} counts yet ({waiting} far outside what can be expected, see `scalp-shade studio \
             fit`): the assumed ranges stand."
        ),
        (0, _) => format!("{log} has no healed result that can be used: the assumed ranges stand."),
        (results, 0) => format!("Learnt from {results} healed results in {log}."),
        (results, _) => format!(
            "Learnt from {results} healed results in {log}; {disagree} of them disagree with the rest, see \
             `scalp-shade studio fit`."
        ),
    }
}
