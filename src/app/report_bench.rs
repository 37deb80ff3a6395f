//! Reports of the open case's visits, made by a thread.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::jobs::guarded;
use super::{Command, Document, OpenCase, Reading, Ticket, Wake, WorkError, Worker};
use crate::case::Case;
use crate::library::ShadeLibrary;
use crate::locale::say;
use crate::optics::prior::Belief;
use crate::report::{Kind, Measured, ReportError, Shelf, Story, Wishes, boxes_about, made, write};

/// What can be asked for of reports.
#[derive(Debug, Clone, PartialEq)]
pub enum ReportCommand {
    /// Make the report of a visit and write it into a file.
    Save {
        /// What is made.
        kind: Kind,
        /// The day of the visit.
        day: Date,
        /// Where it is put.
        path: PathBuf,
    },
    /// Make it no longer.
    Stop,
}

/// What the studio has settled for its reports.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportSettings {
    /// What clients are told to do at home; empty for the usual advice.
    pub aftercare: String,
    /// What was outlined to be left out is hidden in the pictures.
    pub hide_left_out: bool,
}

/// Everything that a report is made from.
#[derive(Debug)]
struct Request {
    kind: Kind,
    day: Date,
    path: PathBuf,
    case: Case,
    folder: PathBuf,
    measured: Option<Measured>,
    library: Arc<ShadeLibrary>,
    file: Option<PathBuf>,
    learnt: Option<Belief>,
    settings: ReportSettings,
}

/// The thread that makes reports.
#[derive(Debug)]
pub struct ReportBench {
    maker: Option<Worker<Box<Request>, Command>>,
}

impl ReportBench {
    /// Starts the thread.
    #[must_use]
    pub fn start(wake: &Wake) -> Self {
        let make = |request: Box<Request>, ticket: &Ticket<'_, Command>| {
            let done = guarded(|| save(&request, ticket).map_err(refused));
            let told = match done {
                Ok(()) => Some(Command::TellDone(say!(
                    "The report was saved as %{file}.",
                    file = request.path.display()
                ))),
                Err(error) => error.sentence().map(Command::Tell),
            };
            if let Some(told) = told {
                ticket.send(told);
            }
        };
        Self { maker: Worker::start("make report", Arc::clone(wake), make) }
    }

    /// Carries out what was asked for.
    pub(super) fn apply(&mut self, command: ReportCommand, document: &Document, open: Option<&OpenCase>) {
        let Some(maker) = &self.maker else { return };
        match command {
            ReportCommand::Stop => maker.cancel(),
            ReportCommand::Save { kind, day, path } => {
                let Some(open) = open else { return };
                maker.submit(Box::new(Request {
                    kind,
                    day,
                    path,
                    case: open.case.clone(),
                    folder: open.path.clone(),
                    measured: measured(document, open, day),
                    library: Arc::clone(document.bottles().library()),
                    file: document.bottles().file().map(PathBuf::from),
                    learnt: document.belief(),
                    settings: document.settings().report.clone(),
                }));
            }
        }
    }

    /// Whether a report is being made.
    #[must_use]
    pub fn is_working(&self) -> bool {
        self.maker.as_ref().is_some_and(Worker::is_busy)
    }

    /// How far it is.
    #[must_use]
    pub fn reading(&self) -> Option<Reading> {
        self.maker.as_ref().and_then(Worker::reading)
    }

    /// Takes in what the thread has done; something to tell.
    pub(super) fn poll(&mut self) -> Option<Command> {
        self.maker.as_ref().and_then(Worker::poll)
    }
}

/// What was measured on the photo on the table, when it is the one that the visit's report shows.
fn measured(document: &Document, open: &OpenCase, day: Date) -> Option<Measured> {
    let place = open.case.visits.iter().position(|visit| visit.day == day)?;
    let photo = Story::photo_of(open.case.visits.get(place)?)?;
    if open.shown != Some((place, photo)) || !document.tones_are_current() {
        return None;
    }
    let (calibration, tones) = document.measured()?;
    Some(Measured {
        inputs: document.inputs().clone(),
        photo: Arc::clone(document.photo()?),
        trust: document.trust()?.clone(),
        calibration: *calibration,
        tones: tones.clone(),
    })
}

fn save(request: &Request, ticket: &Ticket<'_, Command>) -> Result<(), ReportError> {
    let shelf = Shelf::of((*request.library).clone(), request.file.as_deref(), request.learnt);
    let case = (&request.case, request.folder.as_path());
    let story = Story::of_case(case, Some(request.day), request.measured.clone(), shelf, ticket)?;
    let settings = &request.settings;
    let seen = story.seen().filter(|_| settings.hide_left_out);
    let blurred = seen.map(|seen| boxes_about(&seen.inputs.regions.exclusions, &seen.photo.image));
    let wishes = Wishes { aftercare: Some(settings.aftercare.clone()), blurred: blurred.unwrap_or_default() };
    write(&request.path, &made(&story, request.kind, &wishes, ticket)?)
}

fn refused(error: ReportError) -> WorkError {
    match error {
        ReportError::Cancelled => WorkError::Cancelled,
        other => WorkError::Refused(other.to_string()),
    }
}
