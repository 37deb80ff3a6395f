//! Reports of the open case's visits, made by a thread.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::faces_bench::{FacesBench, ShownFaces};
use super::jobs::guarded;
use super::{
    Bottles, Clock, Command, Document, OpenCase, PhotoPlace, Reading, Ticket, Wake, WorkError, Worker,
};
use crate::case::{Case, CasePhotos};
use crate::color::Lab;
use crate::locale::say;
use crate::optics::prior::Belief;
use crate::report::{
    CHARTED, DilutionChart, Kind, Measured, ReportError, Shelf, Story, Wishes, even_waters, made, write,
};

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
    /// Make the dilution chart of the bottles in use and write it into a file.
    Chart(PathBuf),
    /// Make it no longer.
    Stop,
    /// Show a photo of the case to draw boxes on it.
    Faces(PhotoPlace),
    /// Show it no longer.
    LeaveFaces,
}

/// What the studio has settled for its reports.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportSettings {
    /// What clients are told to do at home; empty for the usual advice.
    pub aftercare: String,
    /// What was outlined to be left out is hidden in the pictures, besides the boxes that are drawn on them.
    pub hide_left_out: bool,
}

/// Everything that a report is made from.
#[derive(Debug)]
struct Request {
    kind: Kind,
    day: Date,
    path: PathBuf,
    case: Case,
    photos: CasePhotos,
    measured: Option<Measured>,
    shelf: Bottles,
    learnt: Option<Belief>,
    settings: ReportSettings,
}

/// Everything that a dilution chart is made from.
#[derive(Debug)]
struct ChartRequest {
    path: PathBuf,
    shelf: Bottles,
    skin: Lab,
    day: Date,
}

/// What the thread is asked for.
#[derive(Debug)]
enum Asked {
    Report(Box<Request>),
    Chart(Box<ChartRequest>),
}

/// The thread that makes reports, and the photo that boxes are drawn on.
#[derive(Debug)]
pub struct ReportBench {
    maker: Option<Worker<Asked, Command>>,
    faces: FacesBench,
    clock: Clock,
}

impl ReportBench {
    /// Starts the threads.
    #[must_use]
    pub fn start(clock: &Clock, wake: &Wake) -> Self {
        let make = |asked: Asked, ticket: &Ticket<'_, Command>| {
            let done = guarded(|| {
                match &asked {
                    Asked::Report(request) => save(request, ticket),
                    Asked::Chart(request) => save_chart(request),
                }
                .map_err(refused)
            });
            let path = match &asked {
                Asked::Report(request) => &request.path,
                Asked::Chart(request) => &request.path,
            };
            let told = match done {
                Ok(()) => {
                    let told = say!("The report was saved as %{file}.", file = path.display());
                    Some(Command::TellDone(told))
                }
                Err(error) => error.sentence().map(Command::Tell),
            };
            if let Some(told) = told {
                ticket.send(told);
            }
        };
        let maker = Worker::start("make report", Arc::clone(wake), make);
        Self { maker, faces: FacesBench::start(wake), clock: clock.clone() }
    }

    /// Carries out what was asked for.
    pub(super) fn apply(&mut self, command: ReportCommand, document: &Document, open: Option<&OpenCase>) {
        let Some(maker) = &self.maker else { return };
        match command {
            ReportCommand::Stop => maker.cancel(),
            ReportCommand::Faces(place) => {
                if let Some(open) = open {
                    self.faces.show(place, open, document.photo());
                }
            }
            ReportCommand::LeaveFaces => self.faces.leave(),
            ReportCommand::Chart(path) => {
                let Some(skin) = measured_skin(document) else { return };
                let shelf = document.bottles().clone();
                let day = self.clock.today();
                maker.submit(Asked::Chart(Box::new(ChartRequest { path, shelf, skin, day })));
            }
            ReportCommand::Save { kind, day, path } => {
                let Some(open) = open else { return };
                maker.submit(Asked::Report(Box::new(Request {
                    kind,
                    day,
                    path,
                    case: open.case.clone(),
                    photos: open.photos.clone(),
                    measured: measured(document, open, day),
                    shelf: document.bottles().clone(),
                    learnt: document.belief(),
                    settings: document.settings().report.clone(),
                })));
            }
        }
    }

    /// The photo that boxes are drawn on.
    #[must_use]
    pub fn faces(&self) -> Option<&ShownFaces> {
        self.faces.shown()
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
        self.faces.poll();
        self.maker.as_ref().and_then(Worker::poll)
    }
}

/// The skin that a dilution chart is made on: the bare skin as it was measured last on the photo on the table.
#[must_use]
pub fn measured_skin(document: &Document) -> Option<Lab> {
    document.measured().map(|(_, tones)| tones.bare_skin.lab)
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
    let shelf = shelf_of(&request.shelf, request.learnt);
    let case = (&request.case, &request.photos);
    let story = Story::of_case(case, Some(request.day), request.measured.clone(), shelf, ticket)?;
    let settings = &request.settings;
    let wishes = Wishes {
        aftercare: Some(settings.aftercare.clone()),
        hide_left_out: settings.hide_left_out,
        ..Wishes::default()
    };
    write(&request.path, &made(&story, request.kind, &wishes, ticket)?)
}

fn save_chart(request: &ChartRequest) -> Result<(), ReportError> {
    let shelf = shelf_of(&request.shelf, None);
    let waters = even_waters(CHARTED);
    let chart = DilutionChart { shelf: &shelf, skin: request.skin, waters, day: request.day };
    write(&request.path, &chart.pdf()?)
}

fn shelf_of(bottles: &Bottles, learnt: Option<Belief>) -> Shelf {
    Shelf::of((**bottles.library()).clone(), bottles.file(), learnt)
}

fn refused(error: ReportError) -> WorkError {
    match error {
        ReportError::Cancelled => WorkError::Cancelled,
        other => WorkError::Refused(other.to_string()),
    }
}
