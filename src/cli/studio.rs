//! `studio`: the log of healed results, and what it has taught.

use std::path::PathBuf;

mod arguments;

pub(super) use arguments::{AddArguments, LogArguments, StudioCommand, SubjectName, ZoneName};

use super::refusal::Refusal;
use super::{json, library, page};
use crate::library::ShadeLibrary;
use crate::locale::today;
use crate::studio::{Entry, Lesson, Mixture, Part, StudioLog, Subject, TissuePhoto, learn};

/// Runs one of the commands.
pub(super) fn run(command: &StudioCommand) -> Result<String, Refusal> {
    match command {
        StudioCommand::Show(arguments) => show(arguments),
        StudioCommand::Add(arguments) => add(arguments),
        StudioCommand::Fit(arguments) => fit(arguments),
    }
}

/// What a log teaches, with the library for the solids that its entries leave out.
pub(super) fn lesson(log: &std::path::Path, library: &ShadeLibrary) -> Result<Lesson, Refusal> {
    Ok(learn(StudioLog::load(log)?.entries(), library))
}

fn show(arguments: &LogArguments) -> Result<String, Refusal> {
    let path = log_path(arguments)?;
    let log = StudioLog::load(&path)?;
    let name = path.display().to_string();
    if arguments.json {
        return json::text(&json::LogReport::new(&name, log.entries()));
    }
    Ok(page::log(&name, log.entries())?)
}

fn fit(arguments: &LogArguments) -> Result<String, Refusal> {
    let path = log_path(arguments)?;
    let library = library::chosen(arguments.library.as_deref())?;
    let lesson = lesson(&path, &library)?;
    let name = path.display().to_string();
    if arguments.json {
        return json::text(&json::LessonReport::new(&name, &lesson));
    }
    Ok(page::lesson(&name, &lesson)?)
}

fn add(arguments: &AddArguments) -> Result<String, Refusal> {
    let path = log_path(&arguments.log)?;
    let library = library::chosen(arguments.log.library.as_deref())?;
    let date = arguments.date.unwrap_or_else(today);
    let id = match &arguments.id {
        Some(id) => id.clone(),
        None => StudioLog::load_or_new(&path)?.free_id(date),
    };
    let subject = match (arguments.measured.0, arguments.marks_per_cm2) {
        (Subject::Area { .. }, Some(marks_per_cm2)) => Subject::Area { marks_per_cm2 },
        (Subject::Area { .. }, None) => {
            return Err(Refusal(String::from(
                "an area needs its marks per cm²: add --marks-per-cm2, or measure a mark",
            )));
        }
        (_, Some(_)) => {
            let text = "--marks-per-cm2 belongs to --measured area alone: leave it out, or measure an area";
            return Err(Refusal(String::from(text)));
        }
        (subject, None) => subject,
    };
    let wash = match (&arguments.wash, arguments.wash_water) {
        (Some(wash), Some(water)) => Some(mixture(&wash.0, water, &library)?),
        _ => None,
    };
    let entry = Entry {
        id,
        date: Some(date),
        client: arguments.client.clone(),
        zone: arguments.zone.0,
        recipe: mixture(&arguments.recipe.0, arguments.water, &library)?,
        wash,
        subject,
        days: arguments.days,
        tissue: arguments.tissue.0,
        tissue_photo: if arguments.earlier_tissue { TissuePhoto::Earlier } else { TissuePhoto::Same },
        tone: arguments.tone.0,
        card: arguments.card.0,
        note: arguments.note.clone(),
    };
    let log = StudioLog::append(&path, &entry)?;
    let name = path.display().to_string();
    if arguments.log.json {
        return json::text(&json::LogReport::new(&name, log.entries()));
    }
    let count = log.entries().len();
    let noun = if count == 1 { "result" } else { "results" };
    let doubt = entry.subject.doubt(entry.tissue, entry.tone);
    let doubt = doubt.map(|asked| format!("note: {asked}\n")).unwrap_or_default();
    Ok(format!("added {} to {name}, which now has {count} {noun}\n{doubt}", entry.id))
}

/// The log that was named, or the one beside the library.
pub(super) fn log_path(arguments: &LogArguments) -> Result<PathBuf, Refusal> {
    match (&arguments.log, &arguments.library) {
        (Some(log), _) => Ok(log.clone()),
        (None, Some(library)) => Ok(StudioLog::beside(library)),
        (None, None) => Err(Refusal(String::from(
            "no studio log is named: add --log FILE, or --library FILE to keep one beside it",
        ))),
    }
}

/// The cup with the solids that its bottles have today.
fn mixture(parts: &[(String, u32)], water_parts: f64, library: &ShadeLibrary) -> Result<Mixture, Refusal> {
    let part = |(id, parts): &(String, u32)| match library.shade(id) {
        Some(shade) => Ok(Part { shade: id.clone(), parts: *parts, solids: Some(shade.solids) }),
        None => Err(Refusal(format!(
            "the library has no shade {id}: check the id, or name the library it is in with --library FILE"
        ))),
    };
    Ok(Mixture { parts: parts.iter().map(part).collect::<Result<_, _>>()?, water_parts })
}
