//! The studio's bottles with the thread that keeps them.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use super::deed::{Deed, Done, ImportReview, ShelfState, do_deed};
use super::hint::HintBench;
use crate::app::clerk::Clerk;
use crate::app::jobs::guarded;
use crate::app::work::NO_THREAD;
use crate::app::{Clock, Command, Document, Ticket, Wake, WorkError, Worker};
use crate::library::{Keep, LibraryFile, Shade, ShadeLibrary};
use crate::locale::tr;
use crate::shelf::{StockEntry, VisitCups};

/// What can be asked for of the bottles.
#[derive(Debug, Clone, PartialEq)]
pub enum ShelfCommand {
    /// Begin a library of the studio's in this file with these bottles, and mix from it.
    Begin(PathBuf, Vec<Shade>),
    /// Put a bottle in: in the place of the one of this id, or as a new one.
    Put(Option<String>, Box<Shade>),
    /// Copy bottles of another library; those whose id is taken are left alone.
    Copy(Vec<Shade>),
    /// Take the bottle of this id out.
    Remove(String),
    /// Take the last change back.
    Undo,
    /// Make it again.
    Redo,
    /// Write something down in the stock.
    Stock(StockEntry),
    /// Take it out again.
    Unstock(StockEntry),
    /// Look what this file would bring.
    ReadImport(PathBuf),
    /// Import it, with an answer for each bottle that is told otherwise.
    Import(Vec<Keep>),
    /// Leave it.
    DropImport,
    /// Ask the last cases, so many of them, which bottle would improve most; out of the library in this file, or of
    /// the reference shades.
    Hint(usize, Option<PathBuf>),
    /// Stop asking.
    StopHint,
}

/// The studio's bottles.
#[derive(Debug)]
pub struct ShelfBench {
    /// The library in use, as the document had it last.
    seen: Option<(PathBuf, Arc<ShadeLibrary>)>,
    state: Option<ShelfState>,
    changes: u64,
    review: Option<ImportReview>,
    put: Option<String>,
    refused: Option<String>,
    hint: HintBench,
    clock: Clock,
    clerk: Clerk<Deed, Done>,
}

impl ShelfBench {
    /// No library yet, with its threads.
    #[must_use]
    pub fn start(clock: &Clock, wake: &Wake) -> Self {
        let file: Mutex<Option<LibraryFile>> = Mutex::new(None);
        let work = move |deed: Deed, ticket: &Ticket<'_, Done>| {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            let done = guarded(|| Ok(do_deed(&mut file, deed)));
            ticket.send(
                done.unwrap_or_else(|error: WorkError| Done { refused: error.sentence(), ..Done::default() }),
            );
        };
        Self {
            seen: None,
            state: None,
            changes: 0,
            review: None,
            put: None,
            refused: None,
            hint: HintBench::start(wake),
            clock: clock.clone(),
            clerk: Clerk::new(Worker::start("keep bottles", Arc::clone(wake), work)),
        }
    }

    /// The studio's own library and its stock; none while recipes are mixed from the reference shades, or it is being
    /// read.
    #[must_use]
    pub fn state(&self) -> Option<&ShelfState> {
        self.state.as_ref()
    }

    /// Changes whenever something was read, written or refused.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// Something is being read or written.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.clerk.is_busy()
    }

    /// Why the last thing that was asked for was not done.
    #[must_use]
    pub fn refused(&self) -> Option<&str> {
        self.refused.as_deref()
    }

    /// An import that is to be looked at.
    #[must_use]
    pub fn review(&self) -> Option<&ImportReview> {
        self.review.as_ref()
    }

    /// Id of the bottle that was put in last.
    #[must_use]
    pub fn put(&self) -> Option<&str> {
        self.put.as_deref()
    }

    /// Which bottle is missing.
    #[must_use]
    pub fn hint(&self) -> &HintBench {
        &self.hint
    }

    /// Today, as stock and reminders are dated.
    #[must_use]
    pub fn today(&self) -> Date {
        self.clock.today()
    }

    /// Carries out what was asked for.
    pub(in crate::app) fn apply(
        &mut self,
        command: ShelfCommand,
        document: &Document,
        cases: Option<PathBuf>,
    ) {
        self.refused = None;
        self.changes += 1;
        let deed = match command {
            ShelfCommand::Begin(path, shades) => Deed::Begin(path, shades),
            ShelfCommand::Put(former, shade) => Deed::Put(former, shade),
            ShelfCommand::Copy(shades) => Deed::Copy(shades),
            ShelfCommand::Remove(id) => Deed::Remove(id),
            ShelfCommand::Undo => Deed::Undo,
            ShelfCommand::Redo => Deed::Redo,
            ShelfCommand::Stock(entry) => Deed::Stock(entry),
            ShelfCommand::Unstock(entry) => Deed::Unstock(entry),
            ShelfCommand::ReadImport(path) => Deed::ReadImport(path),
            ShelfCommand::Import(keep) => match self.review.take() {
                Some(review) => Deed::Import(Box::new(review.merge), keep),
                None => return,
            },
            ShelfCommand::DropImport => {
                self.review = None;
                return;
            }
            ShelfCommand::Hint(most, from) => return self.hint.ask(most, from, document, cases),
            ShelfCommand::StopHint => return self.hint.stop(),
        };
        self.clerk.ask([deed]);
        self.give_orders();
    }

    /// Takes what was mixed from the stock; nothing while no library of the studio's is in use.
    pub(in crate::app) fn take(&mut self, visits: Vec<VisitCups>) {
        if !visits.is_empty() && self.seen.is_some() {
            self.clerk.ask([Deed::Take(visits)]);
            self.give_orders();
        }
    }

    /// Keeps to the library that recipes are mixed from.
    pub(in crate::app) fn follow(&mut self, document: &Document) {
        let bottles = document.bottles();
        let now = bottles.file().map(|file| (file, bottles.library()));
        let same = match (&self.seen, now) {
            (None, None) => true,
            (Some((path, library)), Some((file, read))) => path == file && Arc::ptr_eq(library, read),
            _ => false,
        };
        if same {
            return;
        }
        let another = self.seen.as_ref().map(|(path, _)| path.as_path()) != now.map(|(file, _)| file);
        let deed = match now {
            Some((file, _)) if another => Some(Deed::Open(file.to_owned())),
            Some((file, read)) if self.state.as_ref().is_some_and(|state| state.is_of(file, read)) => None,
            Some(_) => Some(Deed::ReadAgain),
            None => Some(Deed::Close),
        };
        self.clerk.ask(deed);
        self.seen = now.map(|(file, read)| (file.to_owned(), Arc::clone(read)));
        self.give_orders();
    }

    /// Takes in what the threads have done; what is to be read or told.
    pub(in crate::app) fn poll(&mut self) -> Vec<Command> {
        if self.hint.poll() {
            self.changes += 1;
        }
        let mut commands = Vec::new();
        while let Some(done) = self.clerk.poll() {
            self.changes += 1;
            commands.extend(self.receive(done));
            self.give_orders();
        }
        commands
    }

    fn receive(&mut self, done: Done) -> Option<Command> {
        if done.review.is_some() {
            self.review = done.review;
        }
        if done.put.is_some() {
            self.put = done.put;
        }
        self.state = done.state;
        if done.refused.is_some() {
            self.refused = done.refused;
        }
        // Recipes follow at once.
        let written = self.state.as_ref().filter(|_| done.written);
        let is_news = |state: &&ShelfState| {
            !self.seen.as_ref().is_some_and(|(path, library)| state.is_of(path, library))
        };
        written.filter(is_news).map(|state| Command::OpenLibrary(state.path.clone()))
    }

    fn give_orders(&mut self) {
        if !self.clerk.go_on(|| None) {
            self.refused = Some(tr(NO_THREAD).to_owned());
        }
    }

    /// Writes what is not written yet, before the program ends.
    pub(in crate::app) fn finish(&mut self) {
        self.clerk.finish(None);
    }
}
