//! Pages for people: a table of tones, and a plan to mix from. At most 96 characters a line.

mod plan;
mod studio;
mod tones;

pub use plan::plan;
pub(super) use studio::{lesson, log};
pub(super) use tones::tones;

/// Longest line.
const WIDTH: usize = 96;
