//! The pages of the window: matching, measuring a bottle.
//!
//! Each page has a state of its own for what is only seen (zoom, the spot in hand), gets what it shows from the
//! workbench, and asks for changes as commands.

mod bottle;
mod bottle_form;
mod bottle_result;

pub(super) use bottle::BottlePage;
pub use bottle_form::{BottleFormModel, FormDeed, FormSpot, bottle_form_ui};
pub use bottle_result::{BottleResultModel, LadderRow, bottle_result_model, bottle_result_ui};

/// Which page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    /// A photo of a scalp, its tones and recipes.
    #[default]
    Match,
    /// A photo of drawdowns and the bottle they come from.
    Bottle,
}

impl Page {
    /// All, in the order of the tabs.
    pub const ALL: [Self; 2] = [Self::Match, Self::Bottle];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Match => "Match",
            Self::Bottle => "Measure a bottle",
        }
    }

    /// What it is for, in a sentence.
    #[must_use]
    pub fn hint(self) -> &'static str {
        match self {
            Self::Match => "From a photo of the scalp to two recipes",
            Self::Bottle => "From a photo of drawdowns to a bottle that recipes can count on",
        }
    }
}
