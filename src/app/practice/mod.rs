//! Practice: a trainee, an exercise, an answer.

mod bench;
mod work;

pub use bench::{PracticeBench, PracticeCommand, Series};
