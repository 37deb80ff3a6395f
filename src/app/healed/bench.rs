//! The healed result on the bench, and the log it goes into.

use std::path::PathBuf;
use std::sync::Arc;

use super::ledger::{Ledger, LogChange, LogNews};
use super::told::HealedTold;
use crate::app::{Clock, Desk, DeskCommand, Pipeline, Wake};
use crate::library::ShadeLibrary;
use crate::locale::tr;

/// What can be asked for on the page of healed results.
#[derive(Debug, Clone, PartialEq)]
pub enum HealedCommand {
    /// Something with the healed photo or what was told about it.
    Desk(DeskCommand<HealedTold>),
    /// Add the result that was read to the log.
    Add,
    /// Take the result of this id out of the log.
    Remove(String),
    /// Put the result back that was taken out last.
    PutBack,
}

/// The healed photo, and the log.
#[derive(Debug)]
pub struct HealedBench {
    desk: Desk<HealedTold>,
    ledger: Ledger,
    library: Arc<ShadeLibrary>,
    added: Option<String>,
    clock: Clock,
}

impl HealedBench {
    /// An empty bench with its threads.
    #[must_use]
    pub fn start(
        pipeline: &Arc<dyn Pipeline>,
        library: &Arc<ShadeLibrary>,
        clock: &Clock,
        wake: &Wake,
    ) -> Self {
        Self {
            desk: Desk::start("healed", pipeline, wake),
            ledger: Ledger::start(pipeline, library, wake),
            library: Arc::clone(library),
            added: None,
            clock: clock.clone(),
        }
    }

    /// Uses this log, with this library for its bottles, from now on.
    pub fn keep(&mut self, log: Option<PathBuf>, library: &Arc<ShadeLibrary>) {
        self.library = Arc::clone(library);
        self.ledger.keep(log, library);
    }

    /// Reads the log again, for what it taught is told in words.
    pub(in crate::app) fn say_again(&mut self) {
        self.ledger.read_again();
    }

    /// Carries out what was asked for.
    pub fn apply(&mut self, command: HealedCommand) {
        match command {
            HealedCommand::Desk(command) => {
                if self.desk.apply(command) {
                    self.added = None;
                }
            }
            HealedCommand::Add => self.add(),
            HealedCommand::Remove(id) => {
                self.added = None;
                self.ledger.change(LogChange::Remove(id));
            }
            HealedCommand::PutBack => {
                if let Some(entry) = self.ledger.taken_out().cloned() {
                    self.ledger.change(LogChange::Add(Box::new(entry)));
                }
            }
        }
    }

    /// Takes in what the threads have done; why the log in use cannot be read, when it was just tried.
    pub fn poll(&mut self) -> Option<String> {
        if self.desk.poll() {
            self.added = None;
        }
        match self.ledger.poll()? {
            LogNews::Added(id) => self.added = Some(id),
            LogNews::Unreadable(why) => return Some(why),
            LogNews::Other => {}
        }
        None
    }

    /// The photo, what was told of it and what was read on it.
    #[must_use]
    pub fn desk(&self) -> &Desk<HealedTold> {
        &self.desk
    }

    /// The log.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The library that recipes are told from.
    #[must_use]
    pub fn library(&self) -> &ShadeLibrary {
        &self.library
    }

    /// Id of the result that was added, until something is changed.
    #[must_use]
    pub fn added(&self) -> Option<&str> {
        self.added.as_deref()
    }

    /// What is still missing before the result can be added, in a sentence.
    #[must_use]
    pub fn missing(&self) -> Option<&'static str> {
        let Some(read) = self.desk.current() else {
            return Some(tr("Show the skin without marks and the healed result on the photo."));
        };
        if read.doubt.is_some() && !self.desk.told().is_confirmed() {
            return Some(tr("Click the result again, or say that it is the result all the same."));
        }
        if self.ledger.path().is_none() {
            return Some(tr("Choose a log file, or make a new one."));
        }
        self.desk.told().missing(&self.library)
    }

    fn add(&mut self) {
        if self.missing().is_some() {
            return;
        }
        let (Some(read), Some((log, _))) = (self.desk.current(), self.ledger.log()) else { return };
        let today = self.clock.today();
        let id = log.free_id(today);
        if let Some(entry) = self.desk.told().entry(id, today, read, &self.library) {
            self.ledger.change(LogChange::Add(Box::new(entry)));
        }
    }
}
