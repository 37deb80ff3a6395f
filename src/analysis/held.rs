//! Plans that the technician holds: one that is changed by hand, and those that are pinned to be compared.

use serde::{Deserialize, Serialize};

use crate::blend::HandPlan;

/// Most plans that are pinned at once.
pub const MOST_PINNED: usize = 6;

/// Plans that stay whatever is found: what comes of them is worked out anew with every change of the case.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct HeldPlans {
    /// The plan that is changed by hand.
    pub by_hand: Option<HandPlan>,
    /// Plans to be compared, oldest first.
    pub pinned: Vec<PinnedPlan>,
}

/// A plan that is kept to be compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PinnedPlan {
    /// What it was called when it was pinned.
    pub name: String,
    /// What is mixed and placed.
    pub plan: HandPlan,
}

impl HeldPlans {
    /// Where this plan is pinned.
    #[must_use]
    pub fn place_of(&self, plan: &HandPlan) -> Option<usize> {
        self.pinned.iter().position(|pinned| pinned.plan == *plan)
    }

    /// Pins a plan, unless it is pinned already or there is no room.
    pub fn pin(&mut self, name: String, plan: HandPlan) {
        if self.pinned.len() < MOST_PINNED && self.place_of(&plan).is_none() {
            self.pinned.push(PinnedPlan { name, plan });
        }
    }
}
