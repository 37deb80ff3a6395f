//! A trainer's own exercises: a folder with `pack.ron` and, if wanted, photos.
//!
//! | field of the pack | what it says |
//! |---|---|
//! | `version` | 1 |
//! | `title` | what the class reads, at most 80 letters |
//! | `language` | "en", "es", "de", "fr", "tr" or "pt": of the trainer's own texts |
//! | `exercises` | 1 to 200 of them |
//!
//! | field of an exercise | what it says |
//! |---|---|
//! | `id` | its name, each once |
//! | `kind` | one of the program's seven (then `seed`), or `tone`, `number`, `choice` |
//! | `seed`, `level` | which rendered exercise, or head: 0 to 10¹⁵; 1 to 10, 3 when left out |
//! | `photo` | a picture in the folder, in place of a rendered head |
//! | `question`, `explanation` | in the trainer's words; both may be left out for the program's seven |
//! | `accepted` | for `tone` (l: (low, high), a: …, b: …), answer minus surround; for `number` (low, high) |
//! | `surround` | for `tone` on a photo: the tone of the skin around, (l: …, a: …, b: …) |
//! | `unit` | for `number`: what it counts |
//! | `choices`, `right` | for `choice`: 2 to 8 texts, and which is right, from 1 |

mod ask;
mod item;
mod load;
mod problem;
mod read;

pub use ask::Asked;
pub use load::{LONGEST_PACK, PACK_FILE, Pack};
pub use problem::PackProblem;
pub use read::PACK_VERSION;

use std::path::PathBuf;

use super::{Kind, Level};
use crate::color::{Interval, Lab};

/// One exercise of a pack.
#[derive(Debug, Clone, PartialEq)]
pub struct PackExercise {
    /// Its name.
    pub id: String,
    /// The trainer's question; none for the program's own.
    pub question: Option<String>,
    /// The trainer's explanation; empty when left out.
    pub explanation: String,
    /// What is shown.
    pub source: PackSource,
    /// What is asked.
    pub task: PackTask,
}

/// What an exercise of a pack shows.
#[derive(Debug, Clone, PartialEq)]
pub enum PackSource {
    /// Nothing but the question.
    Words,
    /// What the program renders.
    Rendered {
        /// Its seed.
        seed: u64,
        /// Its level.
        level: Level,
    },
    /// A photo of the folder, by its whole path.
    Photo(PathBuf),
}

/// What an exercise of a pack asks.
#[derive(Debug, Clone, PartialEq)]
pub enum PackTask {
    /// One of the program's own.
    Own(Kind),
    /// A difference in L*, a*, b* within ranges.
    Tone {
        /// Accepted answers.
        accepted: [Interval; 3],
        /// What the difference is counted from, on a photo.
        surround: Option<Lab>,
    },
    /// A number within a range.
    Number {
        /// Accepted answers.
        accepted: Interval,
        /// What it counts.
        unit: String,
    },
    /// One of some texts.
    Choice {
        /// On offer.
        choices: Vec<String>,
        /// The right one, from 0.
        right: usize,
    },
}
