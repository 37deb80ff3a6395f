//! The bottle on the bench, with the threads that work for it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::jobs::{BottleJobs, ReadKey, SaveRequest};
use super::told::BottleTold;
use crate::analysis::MeasuredBottle;
use crate::app::{History, Pipeline, Wake, WorkError};
use crate::library::MeasuredShade;
use crate::photo::Photo;

/// What can be asked for on the bottle page.
#[derive(Debug, Clone, PartialEq)]
pub enum BottleCommand {
    /// Open a photo of drawdowns.
    OpenPhoto(PathBuf),
    /// Change what was told.
    Tell(Box<BottleTold>),
    /// The hand is at rest.
    Rest,
    /// One step back.
    Undo,
    /// One step forward again.
    Redo,
    /// Save the measured shade into a library file, in place of one of the same id if asked.
    Save {
        /// The file; made when it is not there.
        into: PathBuf,
        /// Measure a shade that is there anew.
        replace: bool,
    },
}

/// What was saved last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedBottle {
    /// The file.
    pub into: PathBuf,
    /// Name of the shade.
    pub name: String,
    /// Shades that the file now holds.
    pub shades: usize,
}

/// The bottle, what was read, and the threads.
#[derive(Debug)]
pub struct BottleBench {
    told: BottleTold,
    history: History<BottleTold>,
    photo: Option<(PathBuf, Arc<Photo>)>,
    photos_opened: u64,
    asked: Option<ReadKey>,
    read: Option<(ReadKey, Result<MeasuredBottle, String>)>,
    opening: Option<PathBuf>,
    saving: bool,
    saved: Option<SavedBottle>,
    refused: Option<String>,
    jobs: BottleJobs,
}

impl BottleBench {
    /// An empty bench with its threads.
    #[must_use]
    pub fn start(pipeline: &Arc<dyn Pipeline>, wake: &Wake) -> Self {
        Self {
            told: BottleTold::default(),
            history: History::default(),
            photo: None,
            photos_opened: 0,
            asked: None,
            read: None,
            opening: None,
            saving: false,
            saved: None,
            refused: None,
            jobs: BottleJobs::start(pipeline, wake),
        }
    }

    /// Carries out what was asked for.
    pub fn apply(&mut self, command: BottleCommand) {
        match command {
            BottleCommand::OpenPhoto(path) => {
                self.opening = Some(path.clone());
                self.refused = None;
                if self.jobs.opener.as_ref().map(|opener| opener.submit(path)).is_none() {
                    self.no_thread();
                }
            }
            BottleCommand::Tell(told) => {
                if *told != self.told {
                    let before = std::mem::replace(&mut self.told, *told);
                    self.history.changed(before);
                    self.changed();
                }
            }
            BottleCommand::Rest => self.history.rest(&self.told),
            BottleCommand::Undo => {
                let before = self.history.undo(&self.told);
                self.replace(before);
            }
            BottleCommand::Redo => {
                let after = self.history.redo(&self.told);
                self.replace(after);
            }
            BottleCommand::Save { into, replace } => self.save(into, replace),
        }
        self.give_orders();
    }

    /// Takes in what the threads have done; the file that was written, if one was.
    pub fn poll(&mut self) -> Option<PathBuf> {
        let mut written = None;
        if let Some((path, opened)) = self.jobs.opener.as_ref().and_then(crate::app::Worker::poll) {
            self.opening = None;
            match opened {
                Ok(opened) => {
                    self.told = std::mem::take(&mut self.told).on_another_photo();
                    self.photo = Some((path, opened.photo));
                    self.photos_opened += 1;
                    self.history.clear();
                    self.changed();
                }
                Err(error) => self.refused = told(error),
            }
        }
        if let Some((key, measured)) = self.jobs.measurer.as_ref().and_then(crate::app::Worker::poll) {
            let measured = measured.map_err(|error| told(error).unwrap_or_default());
            self.read = Some((key, measured));
        }
        if let Some((request, saved)) = self.jobs.saver.as_ref().and_then(crate::app::Worker::poll) {
            self.saving = false;
            match saved {
                Ok(library) => {
                    self.refused = None;
                    let shades = library.shades().len();
                    self.saved =
                        Some(SavedBottle { into: request.into.clone(), name: request.shade.name, shades });
                    written = Some(request.into);
                }
                Err(error) => self.refused = told(error),
            }
        }
        self.give_orders();
        written
    }

    /// What was told.
    #[must_use]
    pub fn told(&self) -> &BottleTold {
        &self.told
    }

    /// Undo and redo.
    #[must_use]
    pub fn history(&self) -> &History<BottleTold> {
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
    pub fn read(&self) -> Option<(&Result<MeasuredBottle, String>, bool)> {
        let (key, read) = self.read.as_ref()?;
        Some((read, Some(key) == self.key().as_ref()))
    }

    /// A photo is being opened, or the shade saved.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.opening.is_some() || self.saving
    }

    /// What was saved, until something is changed.
    #[must_use]
    pub fn saved(&self) -> Option<&SavedBottle> {
        self.saved.as_ref()
    }

    /// Why a photo was not opened or a shade not saved.
    #[must_use]
    pub fn refused(&self) -> Option<&str> {
        self.refused.as_deref()
    }

    fn replace(&mut self, told: Option<BottleTold>) {
        if let Some(told) = told {
            self.told = told;
            self.changed();
        }
    }

    fn changed(&mut self) {
        self.saved = None;
        self.refused = None;
    }

    /// What a reading would be of: the photo's number and what was told.
    fn key(&self) -> Option<ReadKey> {
        self.photo.as_ref()?;
        Some((self.photos_opened, self.told.inputs()?))
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
        if self.jobs.measurer.as_ref().map(|measurer| measurer.submit(request)).is_none() {
            self.no_thread();
        }
    }

    fn save(&mut self, into: PathBuf, replace: bool) {
        let (Some((Ok(measured), true)), Some((photo, _))) = (self.read(), self.photo.as_ref()) else {
            return;
        };
        let maker = self.told.maker.trim();
        let shade = MeasuredShade {
            id: self.told.id(),
            name: self.told.name.trim().to_owned(),
            maker: (!maker.is_empty()).then(|| maker.to_owned()),
            kind: Some(self.told.kind),
            label: Some(self.told.label.clone()),
            card: measured.card,
            ladder: measured.ladder.clone(),
            source: measured.source(photo),
        };
        self.saving = true;
        if self.jobs.saver.as_ref().map(|saver| saver.submit(SaveRequest { into, shade, replace })).is_none()
        {
            self.no_thread();
        }
    }

    fn no_thread(&mut self) {
        (self.opening, self.saving) = (None, false);
        self.refused = Some(String::from(crate::app::work::NO_THREAD));
    }
}

fn told(error: WorkError) -> Option<String> {
    match error {
        WorkError::Cancelled => None,
        WorkError::Refused(why) => Some(why),
    }
}
