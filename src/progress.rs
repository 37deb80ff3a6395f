//! How long work tells how far it is, and is asked to stop (layer 1).

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

/// The work was asked to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", tr("stopped before it was done"))]
pub struct Cancelled;
