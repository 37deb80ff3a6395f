//! Wires the stages; the single headless entry point (layer 6).
//!
//! [`measure`] goes from a photo to its tones, [`find`] from tones to recipes, [`analyze`] does both. The
//! window calls the two stages apart, so that a change of the cup does not measure the photo again, and
//! [`calibrate`] alone to show a photo by its grey card. The words for figures that page and window share are
//! here too. [`measure_bottle`] reads a bottle's drawdowns instead of a scalp,
//! [`measure_healed`] a healed result for the studio's log; [`compare_visits`] brings two photos of one head together,
//! and [`suggest()`] offers patches that may be scars.

mod alignment;
mod bottle;
mod bundled;
mod error;
mod healed;
mod held;
mod inputs;
mod ladder;
mod other_words;
mod place_grid;
mod preview;
mod reference;
mod rework;
mod same_place;
mod spot;
mod stages;
mod suggest;
mod target;
mod trust;
mod visits;
mod words;

pub use crate::locale::capitalized;
pub use bottle::{BottleError, BottleInputs, MeasuredBottle, label_words, measure_bottle, solids_words};
pub use bundled::bundled_case;
pub use error::AnalysisError;
pub use healed::{HealedError, HealedInputs, MeasuredHealed, measure_healed};
pub use held::{HeldPlans, MOST_PINNED, PinnedPlan};
pub use inputs::{Inputs, Outcome, PhotoSource};
pub use ladder::{LadderPicks, MeasuredLadder, measure_ladder};
pub use other_words::{best_words, other_words};
pub use preview::{
    LIGHT_NAMES, MOMENT_NAMES, Views, chance_words, looked_at, preview, sheet, when_and_chance,
};
pub use reference::{Reference, calibrate};
pub use rework::{Reworked, rework};
pub use same_place::{SamePlace, SamePlaceError, SeenVisit, compare_same_place};
pub use spot::{Spot, SpotError, Surface, read_spot};
pub use stages::{
    analyze, find, find_brought_to, find_left_out, find_others, judge, measure, measure_by, not_at_hand,
};
pub use suggest::{not_skin, suggest};
pub use target::{NATURAL_FOLLICLES_PER_CM2, match_target};
pub use trust::{accepted_words, admit, check_trust};
pub use visits::{Changed, CompareError, Comparison, Place, TogetherBy, Visit, compare_visits};
pub use words::{
    Figures, count, difference, is_alike, job_name, kind_name, lightness, lightness_alone, lightness_and_hue,
    percent, sentence,
};
