//! The command line: arguments to text or JSON (layer 10).
//!
//! Raw flags (`arguments`) become values that are sound by themselves (`values`), these a job
//! (`photo_job`), and each subcommand turns its job into one text. Nothing is printed before all of it is
//! there, so standard output carries the whole result or nothing.

mod arguments;
mod bottle_values;
mod calibrate;
mod case;
mod check;
mod compare;
mod inspect;
mod json;
mod library;
mod match_photo;
mod measure_bottle;
mod page;
mod passphrase;
mod photo_job;
mod predict;
mod preview;
mod refusal;
mod render_case;
mod report;
mod run;
mod shelf;
mod studio;
mod teach;
mod tones;
mod values;
mod without_window;
mod words;

pub use page::plan as plan_page;
pub use run::{Finish, WindowJob, run};
pub use without_window::print_without_window;
