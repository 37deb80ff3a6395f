//! The pages of the window: matching, measuring a bottle, healed results.
//!
//! Each page has a state of its own for what is only seen (zoom, the spot in hand), gets what it shows from the
//! workbench, and asks for changes as commands.

mod bottle;
mod bottle_form;
mod bottle_result;
mod case_compare;
mod case_list;
mod case_lock;
mod case_record;
mod case_safety;
mod case_tests;
mod case_visit;
mod cases;
mod desk;
mod healed;
mod healed_form;
mod healed_result;
mod lesson_bars;
mod thumbnails;

pub(super) use bottle::BottlePage;
pub use bottle_form::{BottleFormModel, FormSpot, bottle_form_ui};
pub use bottle_result::{BottleResultModel, LadderRow, bottle_result_model, bottle_result_ui};
pub use case_list::{CaseListModel, CaseRow, case_list_ui};
pub use case_record::keeping_words;
pub(super) use cases::CasesPage;
pub use desk::{ReferenceModel, RowDeed};
pub(super) use healed::{HealedPage, shown_plan};
pub use healed_form::{HealedFormModel, healed_form_ui};
pub use healed_result::{HealedResultModel, ResultRow, healed_result_model, healed_result_ui};
pub use lesson_bars::LessonBar;
pub use thumbnails::Thumbnails;

use crate::locale::tr;

/// Which page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    /// A photo of a scalp, its tones and recipes.
    #[default]
    Match,
    /// A photo of drawdowns and the bottle they come from.
    Bottle,
    /// Healed results and what they have taught.
    Healed,
    /// Plans side by side.
    Compare,
    /// The studio's cases, and the one that is open.
    Cases,
}

impl Page {
    /// All, in the order of the tabs.
    pub const ALL: [Self; 5] = [Self::Cases, Self::Match, Self::Compare, Self::Bottle, Self::Healed];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Match => tr("Match##page"),
            Self::Bottle => tr("Measure a bottle"),
            Self::Healed => tr("Healed results"),
            Self::Compare => tr("Compare plans"),
            Self::Cases => tr("Cases"),
        }
    }

    /// What it is for, in a sentence.
    #[must_use]
    pub fn hint(self) -> &'static str {
        match self {
            Self::Match => tr("From a photo of the scalp to two recipes"),
            Self::Bottle => tr("From a photo of drawdowns to a bottle that recipes can count on"),
            Self::Compare => tr("Pinned plans side by side: recipes, looks and chances"),
            Self::Healed => tr("From photos of healed work to what the studio's own hands do"),
            Self::Cases => tr("Clients' cases: visits, photos, what was mixed, consents, notes"),
        }
    }
}
