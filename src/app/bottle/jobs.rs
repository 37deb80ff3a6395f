//! The threads of the bottle page: one opens its photo, one measures, one saves.

use std::path::PathBuf;
use std::sync::Arc;

use crate::analysis::{BottleInputs, MeasuredBottle, PhotoSource};
use crate::app::jobs::guarded;
use crate::app::{OpenedPhoto, Pipeline, Ticket, Wake, WorkError, Worker};
use crate::library::{MeasuredShade, ShadeLibrary};
use crate::photo::Photo;

/// What a reading depends on: the number of the photo, and what was told.
pub(super) type ReadKey = (u64, BottleInputs);

/// What is to be saved, and where.
#[derive(Debug, Clone)]
pub(super) struct SaveRequest {
    pub(super) into: PathBuf,
    pub(super) shade: MeasuredShade,
    pub(super) replace: bool,
}

type Opened = (PathBuf, Result<OpenedPhoto, WorkError>);
type MeasureRequest = (ReadKey, Arc<Photo>);
type Measured = (ReadKey, Result<MeasuredBottle, WorkError>);
type Saved = (SaveRequest, Result<ShadeLibrary, WorkError>);

/// The threads; none where the system gives none.
#[derive(Debug)]
pub(super) struct BottleJobs {
    pub(super) opener: Option<Worker<PathBuf, Opened>>,
    pub(super) measurer: Option<Worker<MeasureRequest, Measured>>,
    pub(super) saver: Option<Worker<SaveRequest, Saved>>,
}

impl BottleJobs {
    pub(super) fn start(pipeline: &Arc<dyn Pipeline>, wake: &Wake) -> Self {
        let stages = Arc::clone(pipeline);
        let opener = Worker::start("open bottle photo", Arc::clone(wake), move |path: PathBuf, ticket| {
            let opened = guarded(|| stages.open(&PhotoSource::File(path.clone())));
            ticket.send((path, opened));
        });
        let stages = Arc::clone(pipeline);
        let measure = move |(key, photo): MeasureRequest, ticket: &Ticket<'_, _>| {
            let measured = guarded(|| stages.measure_bottle(&photo, &key.1));
            ticket.send((key, measured));
        };
        let measurer = Worker::start("measure bottle", Arc::clone(wake), measure);
        let stages = Arc::clone(pipeline);
        let saver = Worker::start("save bottle", Arc::clone(wake), move |request: SaveRequest, ticket| {
            let saved = guarded(|| stages.save_shade(&request.into, &request.shade, request.replace));
            ticket.send((request, saved));
        });
        Self { opener, measurer, saver }
    }
}
