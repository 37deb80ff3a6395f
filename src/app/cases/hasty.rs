//! Plans are written down for the visit of today; one that something speaks against is asked about first.

use super::bench::CaseBench;
use super::decided::decided;
use crate::app::PlanRef;
use crate::blend::{Job, Proposal, ProposalKind};
use crate::case::Gate;
use crate::library::ShadeLibrary;

/// A plan that something written down in the case speaks against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hasty {
    /// The plan.
    pub which: PlanRef,
    /// What is waited for, where the plan does not wait for healed marks.
    pub gate: Option<Gate>,
    /// What else speaks against it, gravest first.
    pub against: Vec<String>,
}

impl CaseBench {
    /// A plan that is asked about before it is written down.
    #[must_use]
    pub fn hasty(&self) -> Option<&Hasty> {
        self.hasty.as_ref()
    }

    /// Forgets the plan that was asked about, and says which it was.
    pub(in crate::app) fn answer_hasty(&mut self) -> Option<PlanRef> {
        self.hasty.take().map(|hasty| hasty.which)
    }

    /// Writes a plan down for the visit of today, with what is to be mixed; what was written down before for the day
    /// is replaced. A plan that something speaks against, as one other than that of a light first session does not wait
    /// for a photo of healed marks, waits until it was said that it is used all the same.
    pub(in crate::app) fn decide(
        &mut self,
        (which, proposal, job): (PlanRef, &Proposal, Job),
        library: &ShadeLibrary,
        all_the_same: bool,
    ) {
        let today = self.today();
        let Some(open) = self.open.as_mut().filter(|open| !open.read_only) else { return };
        let light = proposal.kind == ProposalKind::FirstSession
            || proposal.also.contains(&ProposalKind::FirstSession);
        let gate = open.case.gate_before(today);
        let hasty = !light && !gate.allows_darker();
        let (plan, mixed) = decided(proposal, job, library);
        let against = open.case.against(today, &mixed);
        if (hasty || !against.is_empty()) && !all_the_same {
            self.hasty = Some(Hasty { which, gate: hasty.then_some(gate), against });
            return;
        }
        let place = open.case.visit_on(today);
        let visit = &mut open.case.visits[place];
        (visit.plan, visit.mixed) = (Some(plan), mixed);
        visit.note_haste(hasty);
        open.refused = None;
        self.give_orders();
    }
}
