//! Two visits of a case held against each other.

use jiff::civil::Date;

use super::super::json;
use super::super::refusal::Refusal;
use super::super::words::wrapped;
use super::access::Access;
use super::arguments::CompareArguments;
use crate::analysis::{Figures, SamePlace, SeenVisit, TogetherBy, compare_same_place, difference};
use crate::case::Case;
use crate::progress::Silent;

/// Width of a line for people.
const WIDTH: usize = 96;

pub(super) fn run(access: &Access, told: &CompareArguments) -> Result<String, Refusal> {
    if told.from >= told.to {
        return Err(Refusal(String::from(
            "--from is the day of the earlier visit, --to that of the later one",
        )));
    }
    let folder = access.open(&told.code)?;
    let [before, now] = [told.from, told.to].map(|day| outlined(folder.case(), day));
    let (before, now) = (before?, now?);
    let (then, today) = (folder.photo(before)?, folder.photo(now)?);
    let inputs = |place| {
        folder.inputs(place).ok_or_else(|| Refusal(String::from("the photo is not in the case any more")))
    };
    let (of_then, of_today) = (inputs(before)?, inputs(now)?);
    let same = compare_same_place(
        SeenVisit { inputs: &of_then, photo: &then },
        SeenVisit { inputs: &of_today, photo: &today },
        &Silent,
    )?;
    if told.json { json::text(&json::CompareReport::new(&same.found)) } else { Ok(page(&same, told)) }
}

/// The last photo of a visit on which a scar is outlined.
pub(super) fn outlined(case: &Case, day: Date) -> Result<(usize, usize), Refusal> {
    let visit = case.visits.iter().position(|visit| visit.day == day);
    let place = visit.and_then(|visit| Some((visit, case.visits[visit].marked_photo()?)));
    place.ok_or_else(|| {
        Refusal(format!(
            "case {} has no photo of {day} with the scar outlined: take one in with its outline",
            case.code
        ))
    })
}

fn page(same: &SamePlace, told: &CompareArguments) -> String {
    let found = &same.found;
    let by = match found.by {
        TogetherBy::Cards => "the card in each",
        TogetherBy::UntouchedSkin => "untouched skin",
    };
    let left = match found.remaining_delta_e {
        Some(left) => format!("ΔE00 {left:.1} is left on skin that was not touched"),
        None => String::from("nothing was there to check by"),
    };
    let mut text = wrapped(
        &format!(
            "{} to {}: brought together by {by}, {left}; the outlines lie on each other to {:.0} %.",
            told.from,
            told.to,
            100.0 * same.overlap
        ),
        0,
        WIDTH,
    );
    let figures = Figures { calibrated: true };
    for (name, place) in same.names.iter().zip(&found.places) {
        let words = format!(
            "{name}: {} than before (ΔE00 {:.1}); in 8 of 10 cases {}.",
            difference(place.now, place.before),
            place.delta_e,
            figures.interval(&place.change_80)
        );
        text += &wrapped(&words.replace("alike than before", "as before"), 0, WIDTH);
    }
    for note in &found.notes {
        text += &wrapped(&format!("note: {note}"), 0, WIDTH);
    }
    text
}
