//! From target tones and bottles to a short list of plans (layer 3).
//!
//! Never sees pixels: its target is numbers, so that it can be tested and timed with numbers alone.

mod proposal;
mod recipe;
mod target;

pub use proposal::{
    ErrorRange, Interval, Matching, Metamerism, Proposal, ProposalKind, Seen, Sensitivity, Timeline, Warning,
    WarningKind, ZonePlan, ZonesApart,
};
pub use recipe::{Recipe, RecipePart};
pub use target::{Job, JobChoice, MatchTarget, OwnErrors};
