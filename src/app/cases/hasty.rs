//! Plans are written down for the visit of today; one that does not wait for healed marks is asked about first.

use super::bench::CaseBench;
use super::decided::decided;
use crate::app::PlanRef;
use crate::blend::{Job, Proposal, ProposalKind};
use crate::case::Gate;
use crate::library::ShadeLibrary;

/// A plan that is to be used before healed marks were seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hasty {
    /// The plan.
    pub which: PlanRef,
    /// What is waited for.
    pub gate: Gate,
}

impl CaseBench {
    /// A plan that is asked about because it does not wait for healed marks.
    #[must_use]
    pub fn hasty(&self) -> Option<Hasty> {
        self.hasty
    }

    /// Forgets the plan that was asked about, and says which it was.
    pub(in crate::app) fn answer_hasty(&mut self) -> Option<PlanRef> {
        self.hasty.take().map(|hasty| hasty.which)
    }

    /// Writes a plan down for the visit of today, with what is to be mixed; what was written down before for the day
    /// is replaced. A plan other than that of a light first session waits for a photo of healed marks, or until it
    /// was said that it is used all the same.
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
        if hasty && !all_the_same {
            self.hasty = Some(Hasty { which, gate });
            return;
        }
        let place = open.case.visit_on(today);
        let visit = &mut open.case.visits[place];
        let (plan, mixed) = decided(proposal, job, library);
        (visit.plan, visit.mixed) = (Some(plan), mixed);
        visit.note_haste(hasty);
        open.refused = None;
        self.give_orders();
    }
}
