//! What healed results teach a studio about its own hands (layer 4).
//!
//! The log is a text of the studio's own, meant to be read and edited by hand; entries are added at its end and
//! what stands there stays as it was. From it three things can be told apart, and these are re-fitted: how much
//! pigment healed skin holds (deposit · hold), how much a scar holds (deposit · uptake · hold), and how deep it
//! lies (clear depth). The fit is a pure function of the entries, whatever their order: taking one away gives
//! exactly what was before it. A result that the priors all but rule out waits until another client's agrees.
//!
//! ```text
//! studio_log.ron ── StudioLog::parse ──► entries ── learn ──► Lesson ── belief ──► draws of a match
//! ```

mod between;
mod entry;
mod evidence;
mod holds;
mod lesson;
mod log;
mod matrix;
mod posterior;
mod problem;
mod read;
mod seen;
mod surprise;
mod words;
mod write;

pub use entry::{Card, Entry, Mixture, Part, Subject, TissuePhoto, Zone};
pub use lesson::{BetweenClients, Lesson, Range, ResultReport, Taught, learn};
pub use log::StudioLog;
pub use problem::{LogError, LogProblem};
