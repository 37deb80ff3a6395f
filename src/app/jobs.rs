//! The threads of the program: one opens photos, one reads libraries, one measures and matches.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use super::{OpenedPhoto, Pipeline, Reading, Ticket, Wake, WorkError, Worker};
use crate::analysis::{Inputs, PhotoSource, Reference, admit};
use crate::blend::Matching;
use crate::calibrate::Calibration;
use crate::library::ShadeLibrary;
use crate::locale::tr;
use crate::optics::prior::Belief;
use crate::photo::Photo;
use crate::tone::Tones;
use crate::trust::PhotoTrust;

/// What is to be worked out.
#[derive(Debug, Clone)]
pub struct Request {
    /// What the user chose.
    pub inputs: Inputs,
    /// The open photo.
    pub photo: Arc<Photo>,
    /// Bottles to mix from.
    pub library: Arc<ShadeLibrary>,
    /// What the studio's healed results taught; none leaves the priors.
    pub learnt: Option<Belief>,
    /// Tones that still hold, so that only recipes are looked for.
    pub tones: Option<(Calibration, Tones)>,
}

/// What a thread has done.
#[derive(Debug, Clone)]
pub enum JobEvent {
    /// A photo was opened, or refused.
    Opened(PhotoSource, Box<Result<OpenedPhoto, WorkError>>),
    /// A library was read, or refused.
    LibraryRead(PathBuf, Box<Result<ShadeLibrary, WorkError>>),
    /// The reference set the colours, or is not fit.
    Calibrated(Box<Result<Reference, WorkError>>),
    /// The photo was judged.
    Checked(Box<PhotoTrust>),
    /// The tones were measured, or could not be.
    Measured(Box<Result<(Calibration, Tones), WorkError>>),
    /// Recipes were found, or could not be.
    Matched(Result<Matching, WorkError>),
    /// What would have been found without what healed results taught; follows what was found with it.
    MatchedWithoutLog(Box<Matching>),
}

/// The threads. A newer request always replaces an older one of its kind.
#[derive(Debug)]
pub struct JobQueue {
    opener: Option<Worker<PhotoSource, JobEvent>>,
    librarian: Option<Worker<PathBuf, JobEvent>>,
    analyst: Option<Worker<Request, JobEvent>>,
}

impl JobQueue {
    /// Starts the threads.
    #[must_use]
    pub fn start(pipeline: &Arc<dyn Pipeline>, wake: &Wake) -> Self {
        let for_opening = Arc::clone(pipeline);
        let opener = Worker::start("open photo", Arc::clone(wake), move |source, ticket| {
            open(for_opening.as_ref(), source, ticket);
        });
        let for_reading = Arc::clone(pipeline);
        let librarian = Worker::start("read library", Arc::clone(wake), move |path: PathBuf, ticket| {
            let result = guarded(|| for_reading.read_library(&path));
            ticket.send(JobEvent::LibraryRead(path, Box::new(result)));
        });
        let for_analysis = Arc::clone(pipeline);
        let analyst = Worker::start("measure and match", Arc::clone(wake), move |request, ticket| {
            analyze(for_analysis.as_ref(), request, ticket);
        });
        Self { opener, librarian, analyst }
    }

    /// Opens a photo; `false` when there is no thread to do it.
    pub fn open(&self, source: PhotoSource) -> bool {
        self.opener.as_ref().map(|w| w.submit(source)).is_some()
    }

    /// Reads a library; `false` when there is no thread to do it.
    pub fn read_library(&self, path: PathBuf) -> bool {
        self.librarian.as_ref().map(|w| w.submit(path)).is_some()
    }

    /// Measures and matches; `false` when there is no thread to do it.
    pub fn analyze(&self, request: Request) -> bool {
        self.analyst.as_ref().map(|w| w.submit(request)).is_some()
    }

    /// Stops measuring and matching.
    pub fn cancel_analysis(&self) {
        if let Some(analyst) = &self.analyst {
            analyst.cancel();
        }
    }

    /// Stops opening a photo; its result is dropped.
    pub fn cancel_opening(&self) {
        if let Some(opener) = &self.opener {
            opener.cancel();
        }
    }

    /// The next thing that was done.
    pub fn poll(&self) -> Option<JobEvent> {
        let opened = self.opener.as_ref().and_then(Worker::poll);
        let opened = opened.or_else(|| self.librarian.as_ref().and_then(Worker::poll));
        opened.or_else(|| self.analyst.as_ref().and_then(Worker::poll))
    }

    /// How far measuring and matching are.
    pub fn reading(&self) -> Option<Reading> {
        self.analyst.as_ref().and_then(Worker::reading)
    }
}

fn open(pipeline: &dyn Pipeline, source: PhotoSource, ticket: &Ticket<'_, JobEvent>) {
    let result = guarded(|| pipeline.open(&source));
    ticket.send(JobEvent::Opened(source, Box::new(result)));
}

fn analyze(pipeline: &dyn Pipeline, request: Request, ticket: &Ticket<'_, JobEvent>) {
    let Request { inputs, photo, library, learnt, tones } = request;
    let Some((calibration, tones)) = tones.or_else(|| measure(pipeline, &inputs, &photo, ticket)) else {
        return;
    };
    let found = guarded(|| pipeline.find(&inputs, (&calibration, &tones), &library, learnt.as_ref(), ticket));
    let beside = found.is_ok() && learnt.is_some();
    ticket.send(JobEvent::Matched(found));
    if beside {
        let found = guarded(|| pipeline.find(&inputs, (&calibration, &tones), &library, None, ticket));
        if let Ok(found) = found {
            ticket.send(JobEvent::MatchedWithoutLog(Box::new(found)));
        }
    }
}

/// The reference first and by itself: the photo can be shown by it while nothing is marked yet, and one that
/// is not fit is told at once.
fn measure(
    pipeline: &dyn Pipeline,
    inputs: &Inputs,
    photo: &Photo,
    ticket: &Ticket<'_, JobEvent>,
) -> Option<(Calibration, Tones)> {
    let calibrated = guarded(|| pipeline.calibrate(inputs, photo));
    let calibration = calibrated.as_ref().ok().map(|reference| reference.calibration);
    ticket.send(JobEvent::Calibrated(Box::new(calibrated)));
    let calibration = calibration?;
    let trust = guarded(|| Ok(pipeline.check(inputs, photo, &calibration))).ok()?;
    let admitted = admit(inputs, &trust);
    ticket.send(JobEvent::Checked(Box::new(trust)));
    if inputs.regions.scars.is_empty() {
        return None;
    }
    let measured = guarded(|| {
        admitted?;
        Ok((calibration, pipeline.measure(inputs, photo, &calibration, ticket)?))
    });
    ticket.send(JobEvent::Measured(Box::new(measured.clone())));
    measured.ok()
}

/// A defect in a stage must not end the thread, or the window would wait for ever.
pub(super) fn guarded<T>(stage: impl FnOnce() -> Result<T, WorkError>) -> Result<T, WorkError> {
    catch_unwind(AssertUnwindSafe(stage)).unwrap_or_else(|_| {
        Err(WorkError::Refused(
            tr("This photo met a fault in the program; your marks are kept, please try other marks or report it.")
                .to_owned(),
        ))
    })
}
