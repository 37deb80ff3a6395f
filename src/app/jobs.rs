//! The threads of the program: one opens photos, one measures and matches.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::{OpenedPhoto, Pipeline, Reading, Ticket, Wake, WorkError, Worker};
use crate::analysis::{Inputs, PhotoSource};
use crate::blend::Matching;
use crate::calibrate::Calibration;
use crate::photo::Photo;
use crate::tone::Tones;

/// What is to be worked out.
#[derive(Debug, Clone)]
pub struct Request {
    /// What the user chose.
    pub inputs: Inputs,
    /// The open photo.
    pub photo: Arc<Photo>,
    /// Tones that still hold, so that only recipes are looked for.
    pub tones: Option<(Calibration, Tones)>,
}

/// What a thread has done.
#[derive(Debug, Clone)]
pub enum JobEvent {
    /// A photo was opened, or refused.
    Opened(PhotoSource, Box<Result<OpenedPhoto, WorkError>>),
    /// The tones were measured, or could not be.
    Measured(Box<Result<(Calibration, Tones), WorkError>>),
    /// Recipes were found, or could not be.
    Matched(Result<Matching, WorkError>),
}

/// The two threads. A newer request always replaces an older one of its kind.
#[derive(Debug)]
pub struct JobQueue {
    opener: Option<Worker<PhotoSource, JobEvent>>,
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
        let for_analysis = Arc::clone(pipeline);
        let analyst = Worker::start("measure and match", Arc::clone(wake), move |request, ticket| {
            analyze(for_analysis.as_ref(), request, ticket);
        });
        Self { opener, analyst }
    }

    /// Opens a photo; `false` when there is no thread to do it.
    pub fn open(&self, source: PhotoSource) -> bool {
        self.opener.as_ref().map(|w| w.submit(source)).is_some()
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
    let Request { inputs, photo, tones } = request;
    let measured = tones.map_or_else(
        || {
            let fresh = guarded(|| pipeline.measure(&inputs, &photo, ticket));
            ticket.send(JobEvent::Measured(Box::new(fresh.clone())));
            fresh
        },
        Ok,
    );
    if let Ok((calibration, tones)) = measured {
        ticket.send(JobEvent::Matched(guarded(|| pipeline.find(&inputs, &calibration, &tones, ticket))));
    }
}

/// A defect in a stage must not end the thread, or the window would wait for ever.
fn guarded<T>(stage: impl FnOnce() -> Result<T, WorkError>) -> Result<T, WorkError> {
    catch_unwind(AssertUnwindSafe(stage)).unwrap_or_else(|_| {
        Err(WorkError::Refused(
            "This photo met a fault in the program; your marks are kept, please try other marks or report it."
                .to_owned(),
        ))
    })
}
