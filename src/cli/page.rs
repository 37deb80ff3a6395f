//! Pages for people: what a card tells, a table of tones, and a plan to mix from. At most 96 characters a line.

mod chart;
mod others;
mod plan;
mod studio;
mod tones;

pub(super) use chart::chart;
pub(super) use others::others;
pub use plan::plan;
pub(super) use studio::{lesson, log};
pub(super) use tones::tones;

/// Longest line.
const WIDTH: usize = 96;
