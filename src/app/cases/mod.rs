//! The studio's cases, and the one that is open.

mod bench;
mod decided;
mod deed;
mod open;

pub use bench::{CaseBench, CaseCommand};
pub use decided::decided;
pub use open::{Keeping, OpenCase, PhotoPlace};
