//! A bottle that is being measured: what was told, what was read, and what was saved.

mod bench;
mod told;

pub use bench::{BottleBench, BottleCommand, SavedBottle};
pub use told::{BottleTold, RungTold};
