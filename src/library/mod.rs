//! The studio's bottles, from `shade_library.ron` (layer 3).
//!
//! The file is meant to be edited by hand, so it is read in two steps: `outline` splits the text into
//! brackets, fields and values and keeps where each stands; `read` turns every value on its own. One bad
//! value never hides the next: all problems are listed at once, each with its line, its shade and a remedy.
//!
//! Where a shade has a dilution ladder, [`Shade::solids`] is what the ladder was fitted to while reading, and
//! [`LadderReport`] says how well. [`save_shade`] puts a measured shade into a file and leaves all that is there
//! as it was. [`LibraryFile`] is a file that bottles are edited in, with undo.

mod bottle_text;
mod check;
mod entry;
mod file;
mod import;
mod ladder;
mod merge;
mod odd;
pub(crate) mod outline;
mod papers;
mod problem;
pub(crate) mod read;
pub(crate) mod rewrite;
mod save;
mod shade;
mod shade_library;

pub use bottle_text::{bottle_faults, is_same_bottle, with_bottle, without_bottle};
pub use check::LibraryWarning;
pub use entry::MeasuredShade;
pub use file::LibraryFile;
pub use import::{Import, ImportProblem, Imported, TABLE_COLUMNS, read_import};
pub use ladder::{LadderReport, RungReport};
pub use merge::{Conflict, FieldDifference, Keep, Merge, merge, merged};
pub use papers::{LabelSeen, ShadeDocument};
pub(crate) use problem::placed;
pub use problem::{LibraryError, Problem};
pub use save::{NewLibrary, SaveError, Saved, save_shade, with_shade};
pub use shade::{Evidence, Shade, ShadeKind, WHITE_CARD, id_of_name};
pub use shade_library::ShadeLibrary;

pub use crate::optics::Rung;
