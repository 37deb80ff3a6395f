//! What was mixed anew, for the stock.

use super::CaseBench;
use crate::case::Case;
use crate::shelf::VisitCups;

impl CaseBench {
    /// What was mixed at visits that were saved since this was asked last, whether mixed today or corrected.
    pub(in crate::app) fn take_mixed(&mut self) -> Vec<VisitCups> {
        std::mem::take(&mut self.mixed)
    }
}

/// The cups of visits of which what was mixed differs.
pub(super) fn mixed_anew(before: &Case, now: &Case) -> Vec<VisitCups> {
    let differs = |visit: &&crate::case::Visit| {
        let old = before.visits.iter().find(|old| old.day == visit.day);
        old.map_or(!visit.mixed.is_empty(), |old| old.mixed != visit.mixed)
    };
    now.visits.iter().filter(differs).map(|visit| now.cups(visit)).collect()
}
