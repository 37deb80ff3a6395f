//! The studio's bottles, from `shade_library.ron` (layer 2).
//!
//! The file is meant to be edited by hand, so it is read in two steps: `outline` splits the text into
//! brackets, fields and values and keeps where each stands; `read` turns every value on its own. One bad
//! value never hides the next: all problems are listed at once, each with its line, its shade and a remedy.

mod check;
mod outline;
mod problem;
mod read;
mod shade;
mod shade_library;

pub use check::LibraryWarning;
pub use problem::{LibraryError, Problem};
pub use shade::{Evidence, Rung, Shade, ShadeKind};
pub use shade_library::ShadeLibrary;
