//! The studio's cases, and the one that is open.

mod bench;
mod command;
mod compare;
mod decided;
mod deed;
mod hasty;
mod mixed;
mod open;
mod to_log;

pub use bench::CaseBench;
pub use command::CaseCommand;
pub use compare::Compared;
pub use decided::decided;
pub use hasty::Hasty;
pub use open::{Keeping, OpenCase, PhotoPlace};
pub use to_log::to_log;
