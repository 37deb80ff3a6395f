//! Plans that the technician holds, judged at once: the one that is changed by hand, and those that are pinned.

use std::sync::Arc;

use super::jobs::guarded;
use super::{Basis, Document, Pipeline, PlanRef, Ticket, Wake, WorkError, Worker};
use crate::analysis::{HeldPlans, PinnedPlan};
use crate::blend::{HandPlan, Proposal, ProposalKind};
use crate::locale::tr;

/// What became of a plan that is held: its figures, or why it cannot be mixed.
pub type JudgedPlan = Result<Proposal, String>;

/// What became of all of them.
#[derive(Debug, Default)]
struct Judged {
    /// The plans they are of.
    held: HeldPlans,
    by_hand: Option<JudgedPlan>,
    pinned: Vec<JudgedPlan>,
}

/// Names the plans and what they are judged by.
type Key = (u64, u64, HeldPlans);

/// The plans that are held.
#[derive(Debug)]
pub struct HeldBench {
    asked: Option<Key>,
    judged: Judged,
    /// Changes with every judgement.
    generation: u64,
    judge: Option<Worker<(HeldPlans, Box<Basis>), Judged>>,
}

impl HeldBench {
    /// Starts the thread.
    #[must_use]
    pub fn start(pipeline: &Arc<dyn Pipeline>, wake: &Wake) -> Self {
        let pipeline = Arc::clone(pipeline);
        let work = move |(held, basis): (HeldPlans, Box<Basis>), ticket: &Ticket<'_, Judged>| {
            ticket.send(judge(pipeline.as_ref(), &held, &basis));
        };
        let judge = Worker::start("judge plans", Arc::clone(wake), work);
        Self { asked: None, judged: Judged::default(), generation: 0, judge }
    }

    /// What comes of the plan by hand, as last judged.
    #[must_use]
    pub fn by_hand(&self) -> Option<&Proposal> {
        self.judged.by_hand.as_ref()?.as_ref().ok()
    }

    /// Why the plan by hand cannot be judged, in a sentence.
    #[must_use]
    pub fn refused(&self) -> Option<&str> {
        self.judged.by_hand.as_ref()?.as_ref().err().map(String::as_str)
    }

    /// What comes of the pinned plans, in their order, as last judged.
    pub fn pinned(&self) -> &[JudgedPlan] {
        &self.judged.pinned
    }

    /// The plan that is meant, among those that were found and those that are held.
    #[must_use]
    pub fn plan<'a>(&'a self, document: &'a Document, which: PlanRef) -> Option<&'a Proposal> {
        match which {
            PlanRef::Found(place) => document.matching()?.proposals.get(place),
            PlanRef::ByHand => self.by_hand(),
            PlanRef::Pinned(place) => self.pinned().get(place)?.as_ref().ok(),
        }
    }

    /// Changes with every judgement.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Sets the thread to work when the plans or what they are judged by have changed.
    pub(super) fn follow(&mut self, document: &Document) {
        let held = &document.inputs().held;
        // What is held no longer is gone at once, and so is another photo's.
        let same_photo = self.asked.as_ref().is_some_and(|(photo, ..)| *photo == document.photos_opened());
        if !same_photo || held.by_hand.is_none() {
            self.judged.by_hand = None;
        }
        if !same_photo {
            self.judged.pinned.clear();
        }
        self.judged.keep_to(&held.pinned);
        if *held == HeldPlans::default() || !document.tones_are_current() {
            self.asked = self.asked.take().filter(|_| *held != HeldPlans::default());
            return;
        }
        let key = (document.photos_opened(), document.revision(), held.clone());
        if self.asked.as_ref() == Some(&key) {
            return;
        }
        let (Some(judge), Some(basis)) = (&self.judge, document.basis()) else { return };
        judge.submit((held.clone(), Box::new(basis)));
        self.asked = Some(key);
    }

    /// Takes in what the thread has done.
    pub(super) fn poll(&mut self) {
        if let Some(judged) = self.judge.as_ref().and_then(Worker::poll) {
            self.generation += 1;
            self.judged = judged;
        }
    }
}

impl Judged {
    /// Drops what came of plans that are pinned no longer, so that figures stay with the plan they are of.
    fn keep_to(&mut self, pinned: &[PinnedPlan]) {
        if self.held.pinned == pinned {
            return;
        }
        let known: Vec<(PinnedPlan, JudgedPlan)> =
            std::mem::take(&mut self.held.pinned).into_iter().zip(std::mem::take(&mut self.pinned)).collect();
        let kept = pinned.iter().map_while(|plan| known.iter().find(|(known, _)| known == plan).cloned());
        (self.held.pinned, self.pinned) = kept.unzip();
    }
}

fn judge(pipeline: &dyn Pipeline, held: &HeldPlans, basis: &Basis) -> Judged {
    let one = |plan: &HandPlan, kind: ProposalKind| match guarded(|| pipeline.judge(plan, basis)) {
        Ok(proposal) => Ok(Proposal { kind, ..proposal }),
        Err(WorkError::Refused(why)) => Err(why),
        Err(WorkError::Cancelled) => Err(tr("It was not judged; change it to try again").to_owned()),
    };
    Judged {
        held: held.clone(),
        by_hand: held.by_hand.as_ref().map(|plan| one(plan, ProposalKind::ByHand)),
        pinned: held.pinned.iter().map(|pinned| one(&pinned.plan, ProposalKind::Pinned)).collect(),
    }
}
