//! The bottle on the bench, with the threads that work for it.

use std::path::PathBuf;
use std::sync::Arc;

use super::told::BottleTold;
use crate::app::jobs::guarded;
use crate::app::work::NO_THREAD;
use crate::app::{Desk, DeskCommand, Pipeline, Wake, WorkError, Worker};
use crate::library::{MeasuredShade, NewLibrary, ShadeLibrary};
use crate::locale::tr;

/// What can be asked for on the bottle page.
#[derive(Debug, Clone, PartialEq)]
pub enum BottleCommand {
    /// Something with the photo of drawdowns or what was told about it.
    Desk(DeskCommand<BottleTold>),
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

/// What is to be saved, and where.
#[derive(Debug, Clone)]
struct SaveRequest {
    into: PathBuf,
    shade: MeasuredShade,
    replace: bool,
    new: NewLibrary,
}

type Saved = (SaveRequest, Result<ShadeLibrary, WorkError>);

/// The photo of drawdowns, and what was saved.
#[derive(Debug)]
pub struct BottleBench {
    desk: Desk<BottleTold>,
    saving: bool,
    saved: Option<SavedBottle>,
    refused: Option<String>,
    saver: Option<Worker<SaveRequest, Saved>>,
}

impl BottleBench {
    /// An empty bench with its threads.
    #[must_use]
    pub fn start(pipeline: &Arc<dyn Pipeline>, wake: &Wake) -> Self {
        let stages = Arc::clone(pipeline);
        let saver = Worker::start("save bottle", Arc::clone(wake), move |request: SaveRequest, ticket| {
            let saved = guarded(|| {
                let SaveRequest { into, shade, replace, new } = &request;
                stages.save_shade(into, shade, *replace, *new)
            });
            ticket.send((request, saved));
        });
        Self { desk: Desk::start("bottle", pipeline, wake), saving: false, saved: None, refused: None, saver }
    }

    /// Carries out what was asked for.
    pub fn apply(&mut self, command: BottleCommand) {
        match command {
            BottleCommand::Desk(command) => {
                if self.desk.apply(command) {
                    self.changed();
                }
            }
            BottleCommand::Save { into, replace } => self.save(into, replace),
        }
    }

    /// Takes in what the threads have done; the file that was written, if one was.
    pub fn poll(&mut self) -> Option<PathBuf> {
        if self.desk.poll() {
            self.changed();
        }
        let (request, saved) = self.saver.as_ref().and_then(Worker::poll)?;
        self.saving = false;
        match saved {
            Ok(library) => {
                self.refused = None;
                let (into, shades) = (request.into.clone(), library.shades().len());
                self.saved = Some(SavedBottle { into, name: request.shade.name, shades });
                // The file is there now.
                let told = BottleTold { new_library: None, ..self.desk.told().clone() };
                self.desk.apply(DeskCommand::Tell(Box::new(told)));
                Some(request.into)
            }
            Err(error) => {
                self.refused = error.sentence();
                None
            }
        }
    }

    /// The photo, what was told of it and what was read on it.
    #[must_use]
    pub fn desk(&self) -> &Desk<BottleTold> {
        &self.desk
    }

    /// A photo is being opened, or the shade saved.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.desk.is_opening() || self.saving
    }

    /// What was saved, until something is changed.
    #[must_use]
    pub fn saved(&self) -> Option<&SavedBottle> {
        self.saved.as_ref()
    }

    /// Why a photo was not opened or a shade not saved.
    #[must_use]
    pub fn refused(&self) -> Option<&str> {
        self.refused.as_deref().or(self.desk.refused())
    }

    fn changed(&mut self) {
        self.saved = None;
        self.refused = None;
    }

    fn save(&mut self, into: PathBuf, replace: bool) {
        let (Some(measured), Some((photo, _))) = (self.desk.current(), self.desk.photo()) else { return };
        let told = self.desk.told();
        let maker = told.maker.trim();
        let shade = MeasuredShade {
            id: told.id(),
            name: told.name.trim().to_owned(),
            maker: (!maker.is_empty()).then(|| maker.to_owned()),
            kind: Some(told.kind),
            label: Some(told.label.clone()),
            card: measured.card,
            ladder: measured.ladder.clone(),
            source: measured.source(photo),
        };
        let request = SaveRequest { into, shade, replace, new: told.new_library.unwrap_or_default() };
        self.saving = self.saver.as_ref().map(|saver| saver.submit(request)).is_some();
        if !self.saving {
            self.refused = Some(tr(NO_THREAD).to_owned());
        }
    }
}
