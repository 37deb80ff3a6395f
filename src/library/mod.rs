//! The studio's bottles, from `shade_library.ron` (layer 3).
//!
//! The file is meant to be edited by hand, so it is read in two steps: `outline` splits the text into
//! brackets, fields and values and keeps where each stands; `read` turns every value on its own. One bad
//! value never hides the next: all problems are listed at once, each with its line, its shade and a remedy.
//!
//! Where a shade has a dilution ladder, [`Shade::solids`] is what the ladder was fitted to while reading, and
//! [`LadderReport`] says how well. [`save_shade`] puts a measured shade into a file and leaves all that is there
//! as it was.

mod check;
mod entry;
mod ladder;
mod odd;
pub(crate) mod outline;
mod problem;
pub(crate) mod read;
mod save;
mod shade;
mod shade_library;

pub use check::LibraryWarning;
pub use entry::MeasuredShade;
pub use ladder::{LadderReport, RungReport};
pub(crate) use problem::placed;
pub use problem::{LibraryError, Problem};
pub use save::{NewLibrary, SaveError, Saved, save_shade, with_shade};
pub use shade::{Evidence, Shade, ShadeKind, WHITE_CARD};
pub use shade_library::ShadeLibrary;

pub use crate::optics::Rung;
