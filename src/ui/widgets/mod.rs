//! Small things that panels are made of.

mod swatch;

pub use swatch::{Swatch, chip_ui, swatch_strip_ui};
