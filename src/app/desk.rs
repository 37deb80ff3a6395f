//! A photo with what was told about it, read whenever something told changes.
//!
//! Bottles and healed results are measured alike: a photo is opened, spots are shown on it, and a thread reads
//! them anew after each change, unless the hand still moves.

use std::fmt::Debug;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::jobs::guarded;
use super::work::NO_THREAD;
use super::{History, OpenedPhoto, Pipeline, Ticket, Wake, WorkError, Worker};
use crate::analysis::PhotoSource;
use crate::locale::{Language, spoken, tr};
use crate::photo::Photo;

/// What the technician tells about a photo: small, undoable.
pub trait Told: Clone + Default + PartialEq + Debug {
    /// What a reading depends on.
    type Inputs: Clone + PartialEq + Debug + Send + 'static;
    /// What is read.
    type Read: Clone + Debug + Send + 'static;

    /// What can be read; none while something is missing.
    fn inputs(&self) -> Option<Self::Inputs>;

    /// The same on another photo: what was shown on the old one is forgotten.
    #[must_use]
    fn on_another_photo(self) -> Self;

    /// Reads the photo.
    ///
    /// # Errors
    /// A sentence when something on it is not fit.
    fn read(pipeline: &dyn Pipeline, photo: &Photo, inputs: &Self::Inputs) -> Result<Self::Read, WorkError>;
}

/// What can be asked for at a desk.
#[derive(Debug, Clone, PartialEq)]
pub enum DeskCommand<T> {
    /// Open a photo.
    OpenPhoto(PathBuf),
    /// Put a photo down that was read already; it is called by this name.
    PutPhoto(PathBuf, Arc<Photo>),
    /// Change what was told.
    Tell(Box<T>),
    /// The hand is at rest.
    Rest,
    /// One step back.
    Undo,
    /// One step forward again.
    Redo,
}

/// What a reading depends on: the number of the photo, what was told, and the language it is told in.
type Key<T> = (u64, <T as Told>::Inputs, Language);
/// A reading, or why there is none, and of what.
type Reading<T> = (Key<T>, Result<<T as Told>::Read, String>);
type Opened = (PathBuf, Result<OpenedPhoto, WorkError>);
type Asked<T> = (Key<T>, Arc<Photo>);
type Answer<T> = (Key<T>, Result<<T as Told>::Read, WorkError>);

/// The photo, what was told, what was read, and the threads.
#[derive(Debug)]
pub struct Desk<T: Told> {
    told: T,
    history: History<T>,
    photo: Option<(PathBuf, Arc<Photo>)>,
    photos_opened: u64,
    asked: Option<Key<T>>,
    read: Option<Reading<T>>,
    opening: bool,
    refused: Option<String>,
    opener: Option<Worker<PathBuf, Opened>>,
    reader: Option<Worker<Asked<T>, Answer<T>>>,
}

impl<T: Told + 'static> Desk<T> {
    /// An empty desk with its threads, which are called after `name`.
    #[must_use]
    pub fn start(name: &str, pipeline: &Arc<dyn Pipeline>, wake: &Wake) -> Self {
        let stages = Arc::clone(pipeline);
        let open = move |path: PathBuf, ticket: &Ticket<'_, Opened>| {
            let opened = guarded(|| stages.open(&PhotoSource::File(path.clone())));
            ticket.send((path, opened));
        };
        let stages = Arc::clone(pipeline);
        let read = move |(key, photo): Asked<T>, ticket: &Ticket<'_, Answer<T>>| {
            let read = guarded(|| T::read(stages.as_ref(), &photo, &key.1));
            ticket.send((key, read));
        };
        Self {
            told: T::default(),
            history: History::default(),
            photo: None,
            photos_opened: 0,
            asked: None,
            read: None,
            opening: false,
            refused: None,
            opener: Worker::start(&["open", name, "photo"].join(" "), Arc::clone(wake), open),
            reader: Worker::start(&format!("read {name}"), Arc::clone(wake), read),
        }
    }

    /// Carries out what was asked for; whether what was told has changed.
    pub fn apply(&mut self, command: DeskCommand<T>) -> bool {
        let new = match command {
            DeskCommand::OpenPhoto(path) => {
                self.open(path);
                None
            }
            DeskCommand::PutPhoto(path, photo) => {
                self.put(path, photo);
                None
            }
            DeskCommand::Tell(told) if *told != self.told => {
                self.history.changed(self.told.clone());
                Some(*told)
            }
            DeskCommand::Tell(_) => None,
            DeskCommand::Rest => {
                self.history.rest(&self.told);
                None
            }
            DeskCommand::Undo => self.history.undo(&self.told),
            DeskCommand::Redo => self.history.redo(&self.told),
        };
        let changed = new.is_some();
        if let Some(new) = new {
            self.told = new;
            self.refused = None;
        }
        self.give_orders();
        changed
    }

    /// Takes in what the threads have done; whether another photo has come.
    pub fn poll(&mut self) -> bool {
        let mut another = false;
        if let Some((path, opened)) = self.opener.as_ref().and_then(Worker::poll) {
            self.opening = false;
            match opened {
                Ok(opened) => {
                    self.put(path, opened.photo);
                    another = true;
                }
                Err(error) => self.refused = error.sentence(),
            }
        }
        if let Some((key, read)) = self.reader.as_ref().and_then(Worker::poll) {
            self.read = Some((key, read.map_err(|error| error.sentence().unwrap_or_default())));
        }
        self.give_orders();
        another
    }

    /// What was told.
    #[must_use]
    pub fn told(&self) -> &T {
        &self.told
    }

    /// Undo and redo.
    #[must_use]
    pub fn history(&self) -> &History<T> {
        &self.history
    }

    /// The photo and where it is.
    #[must_use]
    pub fn photo(&self) -> Option<(&Path, &Arc<Photo>)> {
        self.photo.as_ref().map(|(path, photo)| (path.as_path(), photo))
    }

    /// Changes with every photo.
    #[must_use]
    pub fn photos_opened(&self) -> u64 {
        self.photos_opened
    }

    /// What was read last, or why nothing could be, and whether that still holds.
    #[must_use]
    pub fn read(&self) -> Option<(&Result<T::Read, String>, bool)> {
        let (key, read) = self.read.as_ref()?;
        Some((read, Some(key) == self.key().as_ref()))
    }

    /// What was read, when it holds.
    #[must_use]
    pub fn current(&self) -> Option<&T::Read> {
        self.read().filter(|(_, current)| *current).and_then(|(read, _)| read.as_ref().ok())
    }

    /// A photo is being opened.
    #[must_use]
    pub fn is_opening(&self) -> bool {
        self.opening
    }

    /// Why a photo was not opened.
    #[must_use]
    pub fn refused(&self) -> Option<&str> {
        self.refused.as_deref()
    }

    fn put(&mut self, path: PathBuf, photo: Arc<Photo>) {
        self.told = std::mem::take(&mut self.told).on_another_photo();
        self.photo = Some((path, photo));
        self.photos_opened += 1;
        self.history.clear();
        self.refused = None;
    }

    fn open(&mut self, path: PathBuf) {
        self.refused = None;
        self.opening = self.opener.as_ref().map(|opener| opener.submit(path)).is_some();
        if !self.opening {
            self.refused = Some(tr(NO_THREAD).to_owned());
        }
    }

    fn key(&self) -> Option<Key<T>> {
        self.photo.as_ref()?;
        Some((self.photos_opened, self.told.inputs()?, spoken()))
    }

    fn give_orders(&mut self) {
        if self.history.is_moving() {
            return;
        }
        let key = self.key();
        if self.asked == key {
            return;
        }
        self.asked.clone_from(&key);
        let Some((key, (_, photo))) = key.zip(self.photo.as_ref()) else {
            self.read = None;
            return;
        };
        let request = (key, Arc::clone(photo));
        if self.reader.as_ref().map(|reader| reader.submit(request)).is_none() {
            self.refused = Some(tr(NO_THREAD).to_owned());
        }
    }
}
