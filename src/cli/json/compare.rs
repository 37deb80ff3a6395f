//! Two visits held against each other, as JSON.

use serde::Serialize;

use super::{Figure, lab, of_lab, of_lab_interval};
use crate::analysis::{Changed, Comparison, TogetherBy};

/// Answer of `compare`.
#[derive(Debug, Serialize)]
pub(in super::super) struct CompareReport<'a> {
    by: TogetherBy,
    /// Left on untouched skin; null when nothing was there to check by.
    remaining_delta_e: Option<Figure>,
    /// Standard deviation in L*, a*, b* of a change that is none.
    sd: [Figure; 3],
    places: Vec<ChangedReport>,
    untouched: Vec<ChangedReport>,
    notes: &'a [String],
}

#[derive(Debug, Serialize)]
struct ChangedReport {
    before: [Figure; 3],
    now: [Figure; 3],
    delta_e: Figure,
    change_80: [[Figure; 2]; 3],
}

impl<'a> CompareReport<'a> {
    pub(in super::super) fn new(found: &'a Comparison) -> Self {
        let all = |places: &[Changed]| places.iter().map(ChangedReport::new).collect();
        Self {
            by: found.by,
            remaining_delta_e: found.remaining_delta_e.map(Figure),
            sd: lab(found.sd),
            places: all(&found.places),
            untouched: all(&found.untouched),
            notes: &found.notes,
        }
    }
}

impl ChangedReport {
    fn new(changed: &Changed) -> Self {
        Self {
            before: of_lab(changed.before),
            now: of_lab(changed.now),
            delta_e: Figure(changed.delta_e),
            change_80: of_lab_interval(&changed.change_80),
        }
    }
}
