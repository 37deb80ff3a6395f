//! The healed result of a session into the studio's log.

use super::super::refusal::Refusal;
use super::super::{json, library, studio};
use super::access::Access;
use super::arguments::HealedArguments;
use super::record::visit_of;
use crate::analysis::{HealedInputs, measure_healed};
use crate::case::{Case, Mixed, MixedPlace, Visit, healed_on};
use crate::library::ShadeLibrary;
use crate::studio::{Entry, Mixture, Part, StudioLog, Subject, TissuePhoto, Zone};

pub(super) fn run(access: &Access, told: &HealedArguments) -> Result<String, Refusal> {
    let path = studio::log_path(&told.log)?;
    let library = library::chosen(told.log.library.as_deref())?;
    let folder = access.open(&told.code)?;
    let case = folder.case();
    let visit = visit_of(case, told.day)?;
    let day = case.visits[visit].day;
    let photo = case.visits[visit].photos.len().checked_sub(1).ok_or_else(|| {
        Refusal(format!("the visit of {day} has no photo: take it in with `scalp-shade case photo`"))
    })?;
    let session = session_before(case, visit)?;
    if day < healed_on(session.day) {
        return Err(Refusal(format!(
            "the session was on {} and its marks are judged from {} on: take a photo then",
            session.day,
            healed_on(session.day)
        )));
    }
    let zone = told.zone.0;
    let subject = subject(told.measured.0, session)?;
    let (recipe, wash) = cups(session, zone, subject, &library)?;
    let inputs = &case.visits[visit].photos[photo].inputs;
    let inputs = HealedInputs {
        grey: inputs.grey,
        chart: inputs.chart,
        tissue: told.tissue.0,
        results: told.result.iter().map(|spot| spot.0).collect(),
        subject,
    };
    let read = measure_healed(&folder.photo((visit, photo))?.image, &inputs)?;
    if let Some(doubt) = read.doubt.as_ref().filter(|_| !told.confirm) {
        return Err(Refusal(format!("{doubt} (--confirm)")));
    }
    let days = f64::from(session.day.until(day)?.get_days());
    let entry = Entry {
        id: StudioLog::load_or_new(&path)?.free_id(day),
        date: Some(day),
        client: Some(case.code.to_string()),
        zone,
        recipe,
        wash,
        subject,
        days,
        tissue: read.tissue,
        tissue_photo: TissuePhoto::Same,
        tone: read.tone,
        card: read.card(),
        note: told.note.clone(),
    };
    let log = StudioLog::append(&path, &entry)?;
    let name = path.display().to_string();
    if told.log.json {
        return json::text(&json::LogReport::new(&name, log.entries()));
    }
    let count = log.entries().len();
    let noun = if count == 1 { "result" } else { "results" };
    let (skin, tone) = (entry.tissue, entry.tone);
    Ok(format!(
        "added {} to {name}, which now has {count} {noun}: {days} days after {}, skin {:.1} {:.1} {:.1}, result {:.1} \
         {:.1} {:.1}\n",
        entry.id, session.day, skin.l, skin.a, skin.b, tone.l, tone.a, tone.b
    ))
}

/// The last visit before this one at which something was mixed.
fn session_before(case: &Case, visit: usize) -> Result<&Visit, Refusal> {
    let before = case.visits.get(..visit).unwrap_or_default();
    before.iter().rev().find(|visit| !visit.mixed.is_empty()).ok_or_else(|| {
        Refusal(String::from(
            "nothing was mixed at a visit before this photo: write it down with `scalp-shade case plan`",
        ))
    })
}

/// What is measured, with the density that the plan named.
fn subject(measured: Subject, session: &Visit) -> Result<Subject, Refusal> {
    match (measured, &session.plan) {
        (Subject::Area { .. }, Some(plan)) if plan.marks_per_cm2 > 0.0 => {
            Ok(Subject::Area { marks_per_cm2: plan.marks_per_cm2 })
        }
        (Subject::Area { .. }, _) => {
            Err(Refusal(String::from("the session's plan names no density of marks: measure a mark instead")))
        }
        (other, _) => Ok(other),
    }
}

/// The cup of the result, and that of an even tone under it.
fn cups(
    session: &Visit,
    zone: Zone,
    subject: Subject,
    library: &ShadeLibrary,
) -> Result<(Mixture, Option<Mixture>), Refusal> {
    let mixed = |place| session.mixed.iter().find(|cup| cup.place == place);
    let (cup, under) = match (zone, subject) {
        (Zone::Skin, _) => (mixed(MixedPlace::SurroundMarks), None),
        (Zone::Scar, Subject::Wash) => (mixed(MixedPlace::ScarWash), None),
        (Zone::Scar, _) => (mixed(MixedPlace::ScarMarks), mixed(MixedPlace::ScarWash)),
    };
    let cup = cup.ok_or_else(|| {
        Refusal(format!("nothing was mixed for that on {}: look at --zone and --measured", session.day))
    })?;
    Ok((mixture(cup, library), under.map(|cup| mixture(cup, library))))
}

/// The cup with the solids that its bottles have in the library, where it knows them.
fn mixture(cup: &Mixed, library: &ShadeLibrary) -> Mixture {
    let part = |bottle: &crate::case::MixedBottle| Part {
        shade: bottle.shade.clone(),
        parts: bottle.parts,
        solids: library.shade(&bottle.shade).map(|shade| shade.solids),
    };
    Mixture { parts: cup.bottles.iter().map(part).collect(), water_parts: cup.water_parts }
}
