//! The plan of a visit: matched, chosen, written down with what is mixed.

use super::super::refusal::Refusal;
use super::super::{library, match_photo, studio};
use super::access::Access;
use super::arguments::{Choice, PlanArguments};
use super::page::mixed_lines;
use crate::analysis::{admit, calibrate, check_trust, find, measure_by};
use crate::app::decided;
use crate::blend::{Proposal, ProposalKind};
use crate::case::{Case, CaseFolder, Mixed, PatchResult, SkinTest};
use crate::library::ShadeLibrary;
use crate::progress::Silent;

pub(super) fn run(access: &Access, told: &PlanArguments) -> Result<String, Refusal> {
    let library = library::chosen(told.library.as_deref())?;
    let lots = lots(&told.lot, &library)?;
    let lesson = match &told.log {
        Some(log) => Some((log, studio::lesson(log, &library)?)),
        None => None,
    };
    let mut folder = access.open(&told.code)?;
    let place = photo_place(folder.case(), told)?;
    let day = folder.case().visits[place.0].day;
    let gate = folder.case().gate_before(day);
    if told.choose != Choice::FirstSession && !gate.allows_darker() && !told.before_healed {
        return Err(Refusal(format!(
            "{}: choose first_session, or say --before-healed to write this plan down all the same",
            super::page::gate_words(gate)
        )));
    }
    let (proposal, job, notes) =
        matched(&folder, place, &library, lesson.as_ref().and_then(|(_, l)| l.belief), told.choose)?;
    let mut case = folder.case().clone();
    let (plan, mut mixed) = decided(&proposal, job, &library);
    for bottle in mixed.iter_mut().flat_map(|cup| &mut cup.bottles) {
        if let Some((_, lot)) = lots.iter().find(|(id, _)| *id == bottle.shade) {
            bottle.lot = (*lot).to_owned();
        }
    }
    let visit = &mut case.visits[place.0];
    (visit.plan, visit.mixed) = (Some(plan), mixed);
    visit.note_haste(told.choose != Choice::FirstSession && !gate.allows_darker());
    let mut text = format!("written down for {day}: {}\n", name(told.choose));
    text += &mixed_lines(&visit.mixed);
    text.extend([format!("chance that the scar is accepted: {:.0} %\n", 100.0 * proposal.scar.p_acceptable)]);
    let reminder = visit.tan_reminder().map(str::to_owned);
    let mixed = visit.mixed.clone();
    let lesson = lesson.map(|(log, lesson)| match_photo::told(log, &lesson));
    let grave = case.reacted_to(&mixed);
    for note in grave.into_iter().chain(lesson).chain(notes).chain(reminder).chain(unpatched(&case, &mixed)) {
        text.extend([format!("note: {note}\n")]);
    }
    folder.save(case)?;
    Ok(text)
}

const fn name(choice: Choice) -> &'static str {
    match choice {
        Choice::BestMatch => "best_match",
        Choice::FewestBottles => "fewest_bottles",
        Choice::MostRobust => "most_robust",
        Choice::FirstSession => "first_session",
    }
}

/// Bottles of the library with the lots that were told.
fn lots<'a>(told: &'a [String], library: &ShadeLibrary) -> Result<Vec<(&'a str, &'a str)>, Refusal> {
    let lot = |text: &'a String| {
        let (id, lot) = text.split_once('=').ok_or_else(|| {
            Refusal(format!("--lot {text}: write the identifier of a bottle and its lot, as my-black=L-17"))
        })?;
        match library.shade(id) {
            Some(_) => Ok((id, lot)),
            None => Err(Refusal(format!("--lot {text}: the library has no shade {id}"))),
        }
    };
    told.iter().map(lot).collect()
}

/// The last photo of the visit on which a scar is outlined.
fn photo_place(case: &Case, told: &PlanArguments) -> Result<(usize, usize), Refusal> {
    let visits = case.visits.iter().enumerate().rev();
    let mut wanted = visits.filter(|(_, visit)| told.day.is_none_or(|day| visit.day == day));
    wanted.find_map(|(visit, of)| Some((visit, of.marked_photo()?))).ok_or_else(|| {
        let code = &case.code;
        Refusal(format!(
            "case {code} has no photo with a scar outlined for this: take one in with `scalp-shade case photo {code} PHOTO --scar …`"
        ))
    })
}

/// The plan of this kind, its job, and what is to be said of it.
fn matched(
    folder: &CaseFolder,
    place: (usize, usize),
    library: &ShadeLibrary,
    learnt: Option<crate::optics::prior::Belief>,
    choice: Choice,
) -> Result<(Proposal, crate::blend::Job, Vec<String>), Refusal> {
    let inputs =
        folder.inputs(place).ok_or_else(|| Refusal(String::from("the photo is not in the case any more")))?;
    let photo = folder.photo(place)?;
    let calibration = calibrate(&inputs, &photo)?.calibration;
    let trust = check_trust(&inputs, &photo, &calibration);
    admit(&inputs, &trust)
        .map_err(|refused| Refusal(format!("{refused} (take it in again with --accept-photo)")))?;
    let tones = measure_by(&inputs, &photo, &calibration, &Silent)?;
    let matching = find(&inputs, (&calibration, &tones), library, learnt.as_ref(), None, &Silent)?;
    let kind = match choice {
        Choice::BestMatch => ProposalKind::BestMatch,
        Choice::FewestBottles => ProposalKind::FewestBottles,
        Choice::MostRobust => ProposalKind::MostRobust,
        Choice::FirstSession => ProposalKind::FirstSession,
    };
    let found =
        matching.proposals.iter().find(|proposal| proposal.kind == kind || proposal.also.contains(&kind));
    let Some(proposal) = found else {
        let why = &matching.job.why;
        return Err(Refusal(format!(
            "no {} is offered for this photo ({why}): see `scalp-shade match` for what is",
            name(choice)
        )));
    };
    let mut notes = matching.notes.clone();
    notes.extend(proposal.warnings.iter().map(|warning| warning.text.clone()));
    Ok((proposal.clone(), matching.job.kind, notes))
}

/// Bottles whose very lot has no patch that was read as clear.
fn unpatched(case: &Case, mixed: &[Mixed]) -> Vec<String> {
    let mut told = Vec::new();
    for bottle in mixed.iter().flat_map(|cup| &cup.bottles) {
        let clear = case.tests.iter().any(|test| match test {
            SkinTest::Allergy(patch) => {
                patch.is_of(bottle) && patch.lot == bottle.lot && patch.result == PatchResult::Clear
            }
            SkinTest::Colour(_) => false,
        });
        let lot = if bottle.lot.is_empty() { "its lot is not written down" } else { bottle.lot.as_str() };
        let note = format!("no allergy patch of {} ({lot}) was read as clear", bottle.name);
        if !clear && !told.contains(&note) {
            told.push(note);
        }
    }
    told
}
