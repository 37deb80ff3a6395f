//! Teaching: exercises of known truth, trainees and how they get on, and a trainer's own packs (layer 7).
//!
//! An [`Exercise`] follows from its kind, a seed and a [`Level`] alone (and, where bottles are mixed, from the library):
//! the same three give the same question and the same answer on any machine and any number of threads. The truth comes
//! from what made it: the renderer's own tones and faults, the model's prediction, the program's own score, the
//! thresholds of the studio. No client is needed, and no photo of one.
//!
//! ```text
//! kind · seed · level ──► Exercise ──► question, Shown ──► Answer ──► Verdict: truth, score, reason
//!                                                                       │
//!                     Trainee (a RON file) ◄── Record ◄─────────────────┘
//!                        │── level by a staircase (2 up, 1 down)
//!                        └── Bias: median signed error in L*, a*, b* with its 80 % interval
//! ```
//!
//! | file | what it does |
//! |---|---|
//! | `kind.rs`, `level.rs`, `exercise.rs`, `answer.rs` | what is asked, how hard, and what is answered |
//! | `tone_difference.rs` … `treat_or_wait.rs` | the seven kinds |
//! | `scene.rs`, `picture.rs` | what is shown |
//! | `staircase.rs`, `bias.rs`, `trainee.rs`, `class.rs` | how trainees get on |
//! | `pack/` | a trainer's own exercises |

mod answer;
mod arithmetic;
mod bad_photo;
mod bias;
mod class;
mod code;
mod error;
mod exercise;
mod fault_kind;
mod kind;
mod level;
mod nearer_mix;
mod one_drop;
mod pack;
mod picture;
mod results;
mod scene;
mod shade_and_water;
mod staircase;
mod target;
mod tone_difference;
mod trainee;
mod treat_or_wait;
mod typed;

pub use answer::{Answer, Form, Verdict};
pub use arithmetic::RatioArithmetic;
pub use bad_photo::BadPhoto;
pub use bias::{Bias, bias};
pub use class::Class;
pub use code::TraineeCode;
pub use error::TeachError;
pub use exercise::{Exercise, Order, Task};
pub use fault_kind::FaultKind;
pub use kind::Kind;
pub use level::Level;
pub use nearer_mix::{Mix, NearerMix};
pub use one_drop::OneDropMore;
pub use pack::{
    Asked, LONGEST_PACK, PACK_FILE, PACK_VERSION, Pack, PackExercise, PackProblem, PackSource, PackTask,
};
pub use picture::{Picture, Shown, Strip};
pub use results::results_csv;
pub use shade_and_water::ShadeAndWater;
pub use staircase::level_after;
pub use tone_difference::ToneDifference;
pub use trainee::{Record, TRAINEE_VERSION, Trainee};
pub use treat_or_wait::{CaseCard, Decision, Finding, TreatOrWait};
pub use typed::{read_answer, wanted_words};
