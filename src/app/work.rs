//! What the threads are at, what they are to do, and what there is to read about it.

use std::path::PathBuf;

use super::Request;
use crate::analysis::PhotoSource;
use crate::locale::keep;

/// Something to read; stays until it is dismissed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Names it in [`super::Command::Dismiss`].
    pub id: u64,
    /// One sentence: what happened and what to do.
    pub text: String,
    /// Something was done that was asked for; else it is a warning.
    pub done: bool,
}

/// Said when the threads cannot do what was asked.
pub(super) const NO_THREAD: &str =
    keep!("The system gives the program no thread to work on; close other programs and start again.");

/// A stage of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Exposure and white by the grey card.
    Calibrate,
    /// Tones from the photo.
    Measure,
    /// Recipes for the tones.
    Match,
}

/// What the threads are at.
#[derive(Debug, Clone, PartialEq)]
pub enum Work {
    /// Everything that can be worked out is.
    AtRest,
    /// A photo is being opened.
    Opening(PhotoSource),
    /// A stage is under way.
    Running(Stage),
    /// The user stopped it.
    Stopped(Stage),
    /// A stage could not be done; the sentence says why and what to do.
    Refused(Stage, String),
}

/// What the threads are to do now.
#[derive(Debug, Default)]
pub(super) struct Orders {
    pub(super) open: Option<PhotoSource>,
    pub(super) cancel_opening: bool,
    pub(super) read_library: Option<PathBuf>,
    pub(super) analyze: Option<Box<Request>>,
    pub(super) cancel_analysis: bool,
}
