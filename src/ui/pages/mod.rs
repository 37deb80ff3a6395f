//! The pages of the window: matching, measuring a bottle, healed results.
//!
//! Each page has a state of its own for what is only seen (zoom, the spot in hand), gets what it shows from the
//! workbench, and asks for changes as commands.

mod bottle;
mod bottle_form;
mod bottle_result;
mod case_compare;
mod case_face_boxes;
mod case_faces;
mod case_gate;
mod case_list;
mod case_lock;
mod case_record;
mod case_report;
mod case_safety;
mod case_tests;
mod case_visit;
mod cases;
mod desk;
mod healed;
mod healed_form;
mod healed_result;
mod lesson_bars;
mod practice;
mod practice_answer;
mod practice_model;
mod practice_reveal;
mod practice_side;
mod shelf;
mod shelf_editor;
mod shelf_hint;
mod shelf_import;
mod shelf_list;
mod shelf_papers;
mod shelf_stock;
mod thumbnails;

pub(super) use bottle::BottlePage;
pub use bottle_form::{BottleFormModel, FormSpot, bottle_form_ui};
pub use bottle_result::{BottleResultModel, LadderRow, bottle_result_model, bottle_result_ui};
pub(super) use case_gate::hasty_ui;
pub use case_list::{CaseListModel, CaseRow, case_list_ui};
pub use case_record::keeping_words;
pub use case_report::CaseReportModel;
pub(super) use case_report::report_model;
pub(super) use cases::CasesPage;
pub use desk::{ReferenceModel, RowDeed};
pub(super) use healed::{HealedPage, shown_plan};
pub use healed_form::{HealedFormModel, healed_form_ui};
pub use healed_result::{HealedResultModel, ResultRow, healed_result_model, healed_result_ui};
pub use lesson_bars::LessonBar;
pub(super) use practice::PracticePage;
pub use practice_answer::{Draft, answer_ui};
pub use practice_model::{BiasBar, PracticeModel, RevealModel, SideModel};
pub use practice_reveal::reveal_ui;
pub use practice_side::practice_side_ui;
pub(super) use shelf::ShelfPage;
pub use shelf_list::{ShelfListModel, ShelfRow, ShelfSort, shelf_list_ui};
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
    /// Exercises of known truth.
    Practice,
    /// The studio's bottles: stock, cost, papers.
    Bottles,
}

impl Page {
    /// All, in the order of the tabs.
    pub const ALL: [Self; 7] =
        [Self::Cases, Self::Match, Self::Compare, Self::Bottles, Self::Bottle, Self::Healed, Self::Practice];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Match => tr("Match##page"),
            Self::Bottle => tr("Measure a bottle"),
            Self::Healed => tr("Healed results"),
            Self::Compare => tr("Compare plans"),
            Self::Cases => tr("Cases"),
            Self::Practice => tr("Practice"),
            Self::Bottles => tr("Bottles"),
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
            Self::Practice => tr("Exercises of known truth, for the eye, the cup and the judgement"),
            Self::Cases => tr("Clients' cases: visits, photos, what was mixed, consents, notes"),
            Self::Bottles => tr("The studio's bottles: what is left, what it costs, lots, days, labels"),
        }
    }
}
