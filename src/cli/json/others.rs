//! What other bottles would bring, as JSON.

use serde::Serialize;

use super::Figure;
use crate::blend::{OtherBottles, PlanFigures};

/// Other bottles, best first.
#[derive(Debug, Serialize)]
pub(super) struct OthersReport<'a> {
    best: Option<PlanReport>,
    others: Vec<OtherReport<'a>>,
}

#[derive(Debug, Serialize)]
struct PlanReport {
    score: Figure,
    area_delta_e: Figure,
    p_acceptable: Figure,
}

#[derive(Debug, Serialize)]
struct OtherReport<'a> {
    shade: &'a str,
    name: &'a str,
    at_hand: bool,
    with_it: Option<PlanReport>,
}

impl<'a> OthersReport<'a> {
    pub(super) fn new(found: &'a OtherBottles) -> Self {
        let plan = |plan: &PlanFigures| PlanReport {
            score: Figure(plan.score),
            area_delta_e: Figure(plan.area_delta_e),
            p_acceptable: Figure(plan.p_acceptable),
        };
        let others = found.others.iter().map(|other| OtherReport {
            shade: &other.shade,
            name: &other.name,
            at_hand: other.at_hand,
            with_it: other.with_it.as_ref().map(plan),
        });
        Self { best: found.best.as_ref().map(plan), others: others.collect() }
    }
}
