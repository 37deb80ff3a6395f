//! From target tones and bottles to a short list of plans (layer 4).
//!
//! Never sees pixels: its target is numbers, so that it can be tested and timed with numbers alone.

mod apart;
mod ask;
mod bed;
mod by_hand;
mod case;
mod cell;
mod chart;
mod cup;
mod difference;
mod draws;
mod first_session;
mod floors;
mod full;
mod goal;
mod job;
mod limit;
mod look_box;
mod match_error;
mod matches;
mod measure;
mod mesh;
mod metamerism;
mod nearness;
mod nodes;
mod nominal;
mod others;
mod outlook;
mod pairing;
mod patch;
mod proposal;
mod reach;
mod recipe;
mod report;
mod sensitivity;
mod settings;
mod shopping;
mod sobol;
mod solve;
mod stock;
mod target;
mod thresholds;
mod top_list;
mod view;
mod warnings;
mod words;
mod worlds;

pub use bed::{Bed, Moment};
pub use by_hand::{HandCup, HandError, HandPlan};
pub use cup::{BottleMask, Cup, proportions};
pub use difference::{
    MARK_ACCEPTED_DELTA_L, acceptance, area_delta_e, area_error, mark_delta_e, mark_error, quantile,
};
pub use draws::{Draw, SharedError, ZoneKind, draws, learnt_draws};
pub use goal::{Aim, Goal};
pub use limit::{Limit, LimitKind};
pub use match_error::MatchError;
pub use matches::{find_matches, judge_by_hand};
pub use measure::{CUPS_ML, Measured, SYRINGE_STEP_ML, measure, poured};
pub use nominal::{Nominal, Reporter};
pub use others::{OtherBottle, OtherBottles, PlanFigures, find_other_bottles};
pub use outlook::{Chance, OUTLOOK_LIGHTS, OUTLOOK_MOMENTS, Outlook, Prospect, Tint};
pub use proposal::{
    ErrorRange, Matching, Metamerism, Proposal, ProposalKind, Seen, SeenInterval, Sensitivity, Timeline,
    TimelineInterval, Warning, WarningKind, ZonePlan, ZonesApart,
};
pub use recipe::{Recipe, RecipePart};
pub use settings::{DROP_ML, DROPS_RANGE_ML, MatchSettings};
pub use shopping::{BottleHint, Brought, CaseHint, WORTH_BUYING, find_brought, not_on_shelf, shopping_hint};
pub use stock::{Bottle, Stock};
pub use target::{Job, JobChoice, KnownScale, MatchTarget, OwnErrors};
pub use thresholds::Thresholds;
pub use top_list::{Ranked, TopList};
pub use view::{DENSITY_STEPS, DotsView, LOOKS, Sight, View, density};
pub use words::{color_words, lightness_words};
