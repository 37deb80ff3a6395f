//! How long work tells how far it is, and is asked to stop (layer 1).

use std::fmt;
use std::ops::ControlFlow;

use crate::locale::tr;

/// Told now and then by long work; may ask it to stop.
pub trait Progress: Sync {
    /// `share` of the work is done (0..=1) and `doing` comes now, in words for the technician.
    /// `Break` asks the work to stop soon; it then returns [`Cancelled`].
    fn report(&self, share: f32, doing: &'static str) -> ControlFlow<()>;
}

/// Listens to nothing and never stops the work.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn report(&self, _share: f32, _doing: &'static str) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// One of many works, told as its share of them all.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    progress: &'a dyn Progress,
    from: f32,
    to: f32,
    doing: &'static str,
}

impl<'a> Part<'a> {
    /// The work after `done` of `all`; `doing` is what is told of each of them.
    #[must_use]
    pub fn of(progress: &'a dyn Progress, done: usize, all: usize, doing: &'static str) -> Self {
        let share = |done: usize| done as f32 / all.max(1) as f32;
        Self { progress, from: share(done), to: share(done + 1), doing }
    }

    /// Work that takes no share, and still can be stopped.
    #[must_use]
    pub fn before_all(progress: &'a dyn Progress, doing: &'static str) -> Self {
        Self { progress, from: 0.0, to: 0.0, doing }
    }
}

impl fmt::Debug for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part").field("from", &self.from).field("to", &self.to).finish_non_exhaustive()
    }
}

impl Progress for Part<'_> {
    fn report(&self, share: f32, _doing: &'static str) -> ControlFlow<()> {
        self.progress.report(self.from + (self.to - self.from) * share, self.doing)
    }
}

/// The work was asked to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", tr("stopped before it was done"))]
pub struct Cancelled;
