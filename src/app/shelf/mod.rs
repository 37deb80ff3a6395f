//! The studio's bottles as they stand on the shelf: edited, counted, imported, and asked which one is missing.

mod bench;
mod deed;
mod hint;

pub use bench::{ShelfBench, ShelfCommand};
pub use deed::{ImportReview, ShelfState};
pub use hint::HintBench;
