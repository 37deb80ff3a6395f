//! The case that is open: kept on the disk by a thread as it changes, and joined with the photo on the table.

mod receive;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;

use super::compare::{CompareRequest, Compared, compare};
use super::deed::{Deed, Done, do_deed};
use super::hasty::Hasty;
use super::{CaseCommand, Keeping, OpenCase, PhotoPlace};
use crate::analysis::PhotoSource;
use crate::app::clerk::Clerk;
use crate::app::jobs::guarded;
use crate::app::work::NO_THREAD;
use crate::app::{Clock, Command, Document, Reading, Ticket, Wake, WorkError, Worker};
use crate::case::{Case, CaseCode, CaseList, list_cases};
use crate::disk::write_whole;
use crate::locale::{say, tr};

/// Why a deed was not done, and which case could not be saved.
type Failed = (String, Option<Box<Case>>);
type Listed = Result<CaseList, String>;

/// The cases of the studio and the one that is open.
#[derive(Debug)]
pub struct CaseBench {
    root: Option<PathBuf>,
    clock: Clock,
    pub(super) open: Option<OpenCase>,
    list: Option<Listed>,
    listings: u64,
    refused: Option<String>,
    pub(super) mixed: Vec<crate::shelf::VisitCups>,
    /// The photo on the table when it was last looked at.
    seen: u64,
    /// A photo of the case that is on its way to the table.
    coming: Option<(PhotoPlace, PathBuf)>,
    /// A protected case that asks for its passphrase.
    locked: Option<PathBuf>,
    /// A plan that something speaks against, to be asked about.
    pub(super) hasty: Option<Hasty>,
    /// What has changed between two photos, or that it is being looked for.
    compared: Option<Compared>,
    clerk: Clerk<Deed, Result<Done, Failed>>,
    comparer: Option<Worker<CompareRequest, Compared>>,
    lister: Option<Worker<PathBuf, Listed>>,
}

impl CaseBench {
    /// No case, with the threads that keep one. Cases lie below `root`; without one none can be
    /// begun.
    #[must_use]
    pub fn start(root: Option<PathBuf>, clock: &Clock, wake: &Wake) -> Self {
        let day = clock.clone();
        let folder = Mutex::new(None);
        let work = move |deed: Deed, ticket: &Ticket<'_, Result<Done, Failed>>| {
            let mut folder = folder.lock().unwrap_or_else(PoisonError::into_inner);
            let unsaved = if let Deed::Save(case) = &deed { Some(case.clone()) } else { None };
            let done = guarded(|| {
                do_deed(&mut folder, deed, day.today()).map_err(|error| WorkError::Refused(error.to_string()))
            });
            ticket.send(done.map_err(|error| (error.sentence().unwrap_or_default(), unsaved)));
        };
        let list = |root: PathBuf, ticket: &Ticket<'_, Listed>| {
            ticket.send(list_cases(&root).map_err(|error| error.to_string()));
        };
        Self {
            root,
            clock: clock.clone(),
            open: None,
            list: None,
            listings: 0,
            refused: None,
            mixed: Vec::new(),
            seen: 0,
            coming: None,
            locked: None,
            hasty: None,
            compared: None,
            clerk: Clerk::new(Worker::start("keep case", Arc::clone(wake), work)),
            comparer: Worker::start(
                "compare visits",
                Arc::clone(wake),
                |request: CompareRequest, ticket: &Ticket<'_, Compared>| compare(request, ticket),
            ),
            lister: Worker::start("list cases", Arc::clone(wake), list),
        }
    }

    /// Where the studio's cases lie.
    #[must_use]
    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// The case that is open.
    #[must_use]
    pub fn open(&self) -> Option<&OpenCase> {
        self.open.as_ref()
    }

    /// The studio's cases, or why they cannot be read; none while they were not asked for.
    #[must_use]
    pub fn list(&self) -> Option<&Result<CaseList, String>> {
        self.list.as_ref()
    }

    /// Changes whenever the list was read.
    #[must_use]
    pub fn listings(&self) -> u64 {
        self.listings
    }

    /// The folder of the protected case that asks for its passphrase.
    #[must_use]
    pub fn locked(&self) -> Option<&Path> {
        self.locked.as_deref()
    }

    /// What was found between two photos of the case, or that it is being looked for.
    #[must_use]
    pub fn compared(&self) -> Option<&Compared> {
        self.compared.as_ref()
    }

    /// How far the comparison of two photos is; none while there is none.
    #[must_use]
    pub fn comparing(&self) -> Option<Reading> {
        let looking = self.compared == Some(Compared::Looking);
        let reading = self.comparer.as_ref().filter(|comparer| comparer.is_busy()).and_then(Worker::reading);
        looking.then(|| reading.unwrap_or((0.0, "")))
    }

    /// Why the last thing that was asked for was not done.
    #[must_use]
    pub fn refused(&self) -> Option<&str> {
        self.refused.as_deref()
    }

    /// Today, as visits are dated.
    #[must_use]
    pub fn today(&self) -> Date {
        self.clock.today()
    }

    /// Whether the open case is on the disk.
    #[must_use]
    pub fn keeping(&self) -> Keeping {
        match &self.open {
            Some(open) if open.read_only => Keeping::ReadOnly,
            Some(open) if open.refused.as_ref() == Some(&open.case) => Keeping::Refused,
            Some(open) if open.case != open.saved || self.clerk.is_busy() => Keeping::Writing,
            _ => Keeping::Kept,
        }
    }

    /// Carries out what was asked for.
    pub(in crate::app) fn apply(&mut self, command: CaseCommand) {
        self.refused = None;
        match command {
            CaseCommand::List => self.list_again(),
            CaseCommand::Begin(code) => match (CaseCode::new(&code), self.root.clone()) {
                (Ok(code), Some(root)) => self.put_away_then(Deed::Begin(root, code)),
                (Ok(_), None) => {
                    self.refused = Some(tr("Choose a folder for the studio's cases first.").to_owned());
                }
                (Err(error), _) => self.refused = Some(error.to_string()),
            },
            CaseCommand::Open(path) => self.put_away_then(Deed::Open(path, None)),
            CaseCommand::Unlock(passphrase) => {
                let locked = self.locked.clone();
                self.clerk.ask(locked.map(|path| Deed::Open(path, Some(passphrase))));
            }
            CaseCommand::LeaveLocked => self.locked = None,
            CaseCommand::Close => self.put_away_then(Deed::Close),
            CaseCommand::Erase => {
                self.clerk.forget();
                self.clerk.ask([Deed::Erase]);
            }
            CaseCommand::Protect(passphrase) => self.put_away_then(Deed::Protect(passphrase)),
            CaseCommand::Unprotect => self.put_away_then(Deed::Unprotect),
            CaseCommand::ChangePassphrase(old, new) => {
                self.clerk.ask([Deed::ChangePassphrase(old, new)]);
            }
            CaseCommand::Export(path, copies) => self.put_away_then(Deed::Export(path, copies)),
            CaseCommand::Compare(before, now) => {
                self.compared = Some(Compared::Looking);
                self.put_away_then(Deed::Photos(before, now));
            }
            CaseCommand::StopCompare => {
                self.compared = None;
                if let Some(comparer) = &self.comparer {
                    comparer.cancel();
                }
            }
            CaseCommand::ToLog(place) => self.clerk.ask([Deed::ForLog(place)]),
            CaseCommand::SaveCalendar(path) => self.save_calendar(&path),
            CaseCommand::Show(place) => self.clerk.ask([Deed::Check(place)]),
            CaseCommand::Relink(from) => {
                let astray = self.open.as_ref().and_then(|open| open.astray);
                self.clerk.ask(astray.map(|(place, _)| Deed::Relink(place, from)));
            }
            // The workbench knows the plan, and has the thread for reports.
            CaseCommand::Decide(_) | CaseCommand::AnswerHasty(_) | CaseCommand::Report(_) => {}
            CaseCommand::Hide(place, boxes) => {
                if let Some(open) = self.open.as_mut().filter(|open| !open.read_only) {
                    open.case.hide(place, boxes);
                    open.refused = None;
                }
            }
            CaseCommand::Change(case) => {
                if let Some(open) =
                    self.open.as_mut().filter(|open| !open.read_only && open.case.code == case.code)
                {
                    open.case = *case;
                    open.refused = None;
                }
            }
        }
        self.give_orders();
    }

    /// Has the list read again.
    pub(super) fn list_again(&self) {
        if let Some((lister, root)) = self.lister.as_ref().zip(self.root.clone()) {
            lister.submit(root);
        }
    }

    /// A file of a few lines, written at once.
    fn save_calendar(&mut self, path: &Path) {
        let Some(open) = &self.open else { return };
        let text = open.case.calendar(self.today(), Timestamp::now());
        if let Err(cause) = write_whole(path, text.as_bytes()) {
            let path = path.display();
            self.refused = Some(say!(
                "%{path} cannot be written (%{cause}); choose another place",
                path = path,
                cause = cause
            ));
        }
    }

    /// Writes what is not written yet before another case is taken in hand.
    fn put_away_then(&mut self, deed: Deed) {
        if let Some(open) = self.open.as_ref().filter(|open| open.case != open.saved && !open.read_only) {
            self.clerk.ask([Deed::Save(Box::new(open.case.clone()))]);
        }
        self.clerk.ask([deed]);
    }

    /// Joins the case with the photo on the table: what is marked on a photo of the case is kept with it, and another
    /// photo that is opened is taken into the case.
    pub(in crate::app) fn follow(&mut self, document: &Document) {
        let number = document.photos_opened();
        let is_new = std::mem::replace(&mut self.seen, number) != number;
        let Some(open) = self.open.as_mut() else { return };
        let inputs = document.inputs();
        if is_new {
            open.shown = None;
            let PhotoSource::File(file) = &inputs.photo else { return self.give_orders() };
            // Another photo that was on its way before it may come first.
            if let Some((place, _)) = self.coming.take_if(|(_, path)| path == file) {
                open.shown = Some(place);
            } else if !open.read_only {
                self.clerk.ask([Deed::Take(file.clone(), Box::new(inputs.clone()))]);
            }
        } else if let Some(kept) = open.shown_photo().filter(|_| !document.history().is_moving()) {
            // Compared with its own place, so that nothing is copied in a frame without a change.
            let place = std::mem::replace(&mut kept.inputs.photo, inputs.photo.clone());
            let is_changed = kept.inputs != *inputs;
            if is_changed {
                kept.inputs = inputs.clone();
            }
            kept.inputs.photo = place;
            if is_changed {
                open.refused = None;
            }
        }
        self.give_orders();
    }

    /// Takes in what the threads have done; what is to be told or put on the table.
    pub(in crate::app) fn poll(&mut self, document: &Document) -> Vec<Command> {
        if let Some(list) = self.lister.as_ref().and_then(Worker::poll) {
            self.list = Some(list);
            self.listings += 1;
        }
        if let Some(compared) = self.comparer.as_ref().and_then(Worker::poll) {
            self.compared = Some(compared);
        }
        let mut commands = Vec::new();
        while let Some(done) = self.clerk.poll() {
            match done {
                Ok(done) => commands.extend(self.receive(done, document)),
                Err((why, unsaved)) => {
                    if let (Some(open), Some(unsaved)) = (self.open.as_mut(), unsaved) {
                        open.refused = Some(*unsaved);
                    }
                    if self.compared == Some(Compared::Looking) {
                        self.compared = Some(Compared::Refused(why.clone()));
                    }
                    self.refused = Some(why.clone());
                    // Asked for in its own window, which tells it.
                    if self.locked.is_none() {
                        commands.push(Command::Tell(why));
                    }
                }
            }
            self.give_orders();
        }
        commands
    }

    pub(super) fn give_orders(&mut self) {
        let unsaved = |open: &&OpenCase| {
            !open.read_only && open.case != open.saved && open.refused.as_ref() != Some(&open.case)
        };
        let open = self.open.as_ref();
        let save = || open.filter(unsaved).map(|open| Deed::Save(Box::new(open.case.clone())));
        if !self.clerk.go_on(save) {
            self.refused = Some(tr(NO_THREAD).to_owned());
        }
    }

    /// Writes what is not written yet, before the program ends.
    pub(in crate::app) fn finish(&mut self) {
        self.clerk.forget();
        let unsaved = self.open.as_ref().filter(|open| !open.read_only && open.case != open.saved);
        self.clerk.finish(unsaved.map(|open| Deed::Save(Box::new(open.case.clone()))));
    }
}
