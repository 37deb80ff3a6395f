//! Healed results: what was told of one, the log they are kept in, and what it has taught.

mod bench;
mod ledger;
mod told;

pub use bench::{HealedBench, HealedCommand};
pub use ledger::{Learnt, Ledger, LogChange};
pub use told::{CupTold, HealedTold, SubjectTold};
