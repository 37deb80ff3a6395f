//! The panels of the window: for each a plain model with finished words, made by a plain function from the
//! document, and a function that lays it out and pushes what was asked for.

mod asks;
mod by_hand;
mod card_model;
mod card_page;
mod chart_bar;
mod compare;
mod cup;
mod messages;
mod others;
mod preview_bar;
mod proposals;
mod proposals_model;
mod settings;
mod status;
mod steps;
mod steps_model;
mod tone_counts;
mod tones;
mod tones_model;
mod toolbar;
mod trust;

pub use asks::Asks;
pub use by_hand::{ByHandModel, by_hand_ui};
pub use card_model::{CardModel, CupLine, CupModel, StripModel, ZoneModel};
pub use card_page::{CardPageModel, CardPageRow, card_page_model, card_page_ui};
pub(super) use chart_bar::chart_bar_ui;
pub use chart_bar::{ChartBarModel, ChartChange};
pub use compare::{CompareColumn, CompareModel, SeamModel, compare_model, compare_ui};
pub use messages::messages_ui;
pub use others::{OtherRow, OthersModel, others_ui};
pub use preview_bar::{PreviewBarModel, PreviewView, preview_bar_ui};
pub use proposals::proposals_panel_ui;
pub use proposals_model::{ProposalsModel, proposals_model};
pub use settings::{BottleRow, SettingsModel, settings_panel_ui};
pub use status::{StatusModel, status_model, status_panel_ui};
pub use steps::steps_panel_ui;
pub use steps_model::{StepModel, StepState, StepsModel, steps_model};
pub use tones::tones_panel_ui;
pub use tones_model::{ToneRow, TonesModel, tones_model};
pub use toolbar::{ToolbarModel, toolbar_ui};
pub use trust::{TrustModel, trust_line_ui, trust_model, trust_page_ui};
