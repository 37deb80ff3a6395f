//! Program state without a window: document, commands, history, jobs (layer 9).
//!
//! Panels and keys make [`Command`]s, [`Document::apply`] is the one function that carries them out, and
//! [`Workbench`] keeps the threads at what the document asks for: a photo to open, tones to measure,
//! recipes to find, a library to read. Nothing here knows egui; a closure given in wakes whatever shows the document.

mod basis;
mod bottle;
mod bottles;
mod cases;
mod clerk;
mod clock;
mod command;
mod copied;
mod desk;
mod document;
mod edit;
mod faces_bench;
mod healed;
mod held_bench;
mod history;
mod jobs;
mod keys;
mod names;
mod others_bench;
mod pipeline;
mod practice;
mod preview_bench;
mod report_bench;
mod settings;
mod settings_commands;
mod shelf;
mod stages;
mod work;
mod workbench;
mod worker;

pub use basis::Basis;
pub use bottle::{BottleBench, BottleCommand, BottleTold, RungTold, SavedBottle};
pub use bottles::Bottles;
pub use cases::{CaseBench, CaseCommand, Compared, Hasty, Keeping, OpenCase, PhotoPlace, decided, to_log};
pub use clock::Clock;
pub use command::{Command, Edit, LONGEST_NAME, PlanRef, ShapeRef};
pub use copied::CopiedOutlines;
pub use desk::{Desk, DeskCommand, Told};
pub use document::Document;
pub use edit::{all_shapes, place_of_new_scar, shape_at};
pub use faces_bench::{FacePhoto, ShownFaces};
pub use healed::{CupTold, HealedBench, HealedCommand, HealedTold, Learnt, Ledger, LogChange, SubjectTold};
pub use held_bench::{HeldBench, JudgedPlan};
pub use history::History;
pub use jobs::{JobEvent, JobQueue, Request};
pub use others_bench::{OthersBench, OthersCommand};
pub use pipeline::{OpenedPhoto, Pipeline, WorkError};
pub use practice::{PracticeBench, PracticeCommand, Series};
pub use preview_bench::{PreviewBench, PreviewCommand, PreviewRequest};
pub use report_bench::{ReportBench, ReportCommand, ReportSettings, measured_skin};
pub use settings::{Display, Notation, Settings, SettingsStore, TOUR};
pub use shelf::{HintBench, ImportReview, ShelfBench, ShelfCommand, ShelfState};
pub use stages::Stages;
pub use work::{Message, Stage, Work};
pub use workbench::Workbench;
pub use worker::{Reading, Ticket, Wake, Worker};
