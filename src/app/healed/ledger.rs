//! The studio's log with what it has taught, read and changed on a thread.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::jobs::guarded;
use crate::app::work::NO_THREAD;
use crate::app::{Pipeline, Ticket, Wake, WorkError, Worker};
use crate::library::ShadeLibrary;
use crate::locale::tr;
use crate::optics::prior::Belief;
use crate::studio::{Entry, Lesson, ResultReport, StudioLog, learn};

/// What is done with a log.
#[derive(Debug, Clone, PartialEq)]
pub enum LogChange {
    /// Nothing: it is read. One that is not there yet is empty.
    Nothing,
    /// A result more.
    Add(Box<Entry>),
    /// The result of this id less.
    Remove(String),
}

/// What matches count on.
#[derive(Debug, Clone, PartialEq)]
pub struct Learnt {
    /// What new cases are drawn from; none while every result waits.
    pub belief: Option<Belief>,
    /// Healed results it comes from.
    pub results: usize,
    /// Those that disagree with the rest.
    pub disagree: usize,
    /// Those that are out of the count until another client's result agrees.
    pub waiting: usize,
}

type Request = (PathBuf, LogChange, Arc<ShadeLibrary>);
type Done = (StudioLog, Option<Entry>, Lesson);
type Answer = (Request, Result<Done, WorkError>);

/// What has become of a log.
#[derive(Debug)]
pub(super) enum LogNews {
    /// The result of this id was added.
    Added(String),
    /// It cannot be read, and why.
    Unreadable(String),
    /// Anything else.
    Other,
}

/// The log in use. Changes are made one at a time.
#[derive(Debug)]
pub struct Ledger {
    path: Option<PathBuf>,
    library: Arc<ShadeLibrary>,
    log: Option<(StudioLog, Lesson)>,
    stale: bool,
    changing: bool,
    taken_out: Option<Entry>,
    refused: Option<String>,
    clerk: Option<Worker<Request, Answer>>,
}

impl Ledger {
    pub(super) fn start(pipeline: &Arc<dyn Pipeline>, library: &Arc<ShadeLibrary>, wake: &Wake) -> Self {
        let stages = Arc::clone(pipeline);
        let work = move |request: Request, ticket: &Ticket<'_, Answer>| {
            let done = guarded(|| {
                let (log, taken_out) = stages.studio_log(&request.0, &request.1)?;
                let lesson = learn(log.entries(), &request.2);
                Ok((log, taken_out, lesson))
            });
            ticket.send((request, done));
        };
        Self {
            path: None,
            library: Arc::clone(library),
            log: None,
            stale: false,
            changing: false,
            taken_out: None,
            refused: None,
            clerk: Worker::start("studio log", Arc::clone(wake), work),
        }
    }

    /// Uses this log with this library from now on.
    pub(super) fn keep(&mut self, path: Option<PathBuf>, library: &Arc<ShadeLibrary>) {
        if self.path != path {
            (self.log, self.taken_out, self.refused) = (None, None, None);
        } else if Arc::ptr_eq(&self.library, library) {
            return;
        }
        self.path = path;
        self.library = Arc::clone(library);
        self.stale = self.path.is_some();
        self.give_orders();
    }

    /// Adds or removes; ignored while another change is made.
    pub(super) fn change(&mut self, change: LogChange) {
        if let Some(path) = self.path.clone().filter(|_| !self.changing) {
            self.changing = true;
            self.submit((path, change, Arc::clone(&self.library)));
        }
    }

    /// Takes in what the thread has done.
    pub(super) fn poll(&mut self) -> Option<LogNews> {
        let ((path, change, library), done) = self.clerk.as_ref().and_then(Worker::poll)?;
        if change != LogChange::Nothing {
            self.changing = false;
        }
        let mut news = LogNews::Other;
        if self.path.as_deref() == Some(path.as_path()) {
            news = self.receive(change, done);
            self.stale |= !Arc::ptr_eq(&library, &self.library);
        }
        self.give_orders();
        Some(news)
    }

    fn receive(&mut self, change: LogChange, done: Result<Done, WorkError>) -> LogNews {
        let (log, taken_out, lesson) = match done {
            Ok(done) => done,
            Err(error) => {
                let was_read = change == LogChange::Nothing;
                self.refused = error.sentence();
                if was_read {
                    self.log = None;
                }
                let why = self.refused.clone().filter(|_| was_read);
                return why.map_or(LogNews::Other, LogNews::Unreadable);
            }
        };
        self.log = Some((log, lesson));
        self.refused = None;
        match change {
            LogChange::Nothing => LogNews::Other,
            LogChange::Add(entry) => {
                self.taken_out = None;
                LogNews::Added(entry.id)
            }
            LogChange::Remove(_) => {
                self.taken_out = taken_out;
                LogNews::Other
            }
        }
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Its results, and what they have taught.
    #[must_use]
    pub fn log(&self) -> Option<(&StudioLog, &Lesson)> {
        self.log.as_ref().map(|(log, lesson)| (log, lesson))
    }

    /// The result that was taken out last and can be put back.
    #[must_use]
    pub fn taken_out(&self) -> Option<&Entry> {
        self.taken_out.as_ref()
    }

    /// Why the log could not be read or changed.
    #[must_use]
    pub fn refused(&self) -> Option<&str> {
        self.refused.as_deref()
    }

    /// A change is being made.
    #[must_use]
    pub fn is_changing(&self) -> bool {
        self.changing
    }

    /// What matches can count on; none before there is a result that could be used.
    #[must_use]
    pub fn learnt(&self) -> Option<Learnt> {
        let (_, lesson) = self.log.as_ref()?;
        let count =
            |odd: fn(&ResultReport) -> bool| lesson.reports.iter().filter(|report| odd(report)).count();
        let waiting = count(|report| report.waits.is_some());
        let disagree = count(|report| report.disagrees && report.waits.is_none());
        let learnt = Learnt { belief: lesson.belief, results: lesson.results, disagree, waiting };
        (learnt.belief.is_some() || waiting > 0).then_some(learnt)
    }

    fn give_orders(&mut self) {
        if self.stale && !self.changing {
            self.stale = false;
            if let Some(path) = self.path.clone() {
                self.submit((path, LogChange::Nothing, Arc::clone(&self.library)));
            }
        }
    }

    fn submit(&mut self, request: Request) {
        if self.clerk.as_ref().map(|clerk| clerk.submit(request)).is_none() {
            self.changing = false;
            self.refused = Some(tr(NO_THREAD).to_owned());
        }
    }
}
