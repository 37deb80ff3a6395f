//! A plan that the technician changes by hand, judged at once.

use std::sync::Arc;

use super::jobs::guarded;
use super::{Document, Pipeline, Ticket, Wake, WorkError, Worker};
use crate::analysis::Inputs;
use crate::blend::{HandPlan, Proposal};
use crate::calibrate::Calibration;
use crate::library::ShadeLibrary;
use crate::optics::prior::Belief;
use crate::tone::Tones;

/// What can be asked for about a plan by hand.
#[derive(Debug, Clone, PartialEq)]
pub enum HandCommand {
    /// Begin from the plan of this place on the list.
    Begin(usize),
    /// Mix like this from now on.
    Change(Box<HandPlan>),
    /// Drop it.
    Drop,
}

/// A plan to be judged.
#[derive(Debug, Clone)]
pub struct HandRequest {
    /// The plan.
    pub plan: HandPlan,
    /// What the user chose.
    pub inputs: Inputs,
    /// How the photo's colours are set.
    pub calibration: Calibration,
    /// What was measured on it.
    pub tones: Tones,
    /// The bottles.
    pub library: Arc<ShadeLibrary>,
    /// What the studio's healed results taught.
    pub learnt: Option<Belief>,
}

type Judged = Box<Result<Proposal, WorkError>>;

/// The plan by hand.
#[derive(Debug)]
pub struct HandBench {
    photo: u64,
    plan: Option<HandPlan>,
    asked: Option<(u64, HandPlan)>,
    judged: Option<Proposal>,
    refused: Option<String>,
    /// Changes with every judgement.
    generation: u64,
    judge: Option<Worker<Box<HandRequest>, Judged>>,
}

impl HandBench {
    /// Starts the thread.
    #[must_use]
    pub fn start(pipeline: &Arc<dyn Pipeline>, wake: &Wake) -> Self {
        let pipeline = Arc::clone(pipeline);
        let work = move |request: Box<HandRequest>, ticket: &Ticket<'_, Judged>| {
            ticket.send(Box::new(guarded(|| pipeline.judge(&request))));
        };
        let judge = Worker::start("judge by hand", Arc::clone(wake), work);
        Self { photo: 0, plan: None, asked: None, judged: None, refused: None, generation: 0, judge }
    }

    /// The plan as it is told now.
    #[must_use]
    pub fn plan(&self) -> Option<&HandPlan> {
        self.plan.as_ref()
    }

    /// What comes of it, as last judged.
    #[must_use]
    pub fn judged(&self) -> Option<&Proposal> {
        self.plan.as_ref().and(self.judged.as_ref())
    }

    /// Why it cannot be judged, in a sentence.
    #[must_use]
    pub fn refused(&self) -> Option<&str> {
        self.refused.as_deref().filter(|_| self.plan.is_some())
    }

    /// Changes with every judgement.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation
    }

    pub(super) fn apply(&mut self, command: HandCommand, document: &Document) {
        match command {
            HandCommand::Begin(place) => {
                let Some(matching) = document.matching() else { return };
                let Some(proposal) = matching.proposals.get(place) else { return };
                self.plan = Some(HandPlan::of(proposal, matching.job.kind));
            }
            HandCommand::Change(plan) => self.plan = Some(*plan),
            HandCommand::Drop => {
                (self.plan, self.asked, self.judged, self.refused) = (None, None, None, None);
            }
        }
    }

    /// Sets the thread to work when the plan or what it is judged by has changed.
    pub(super) fn follow(&mut self, document: &Document) {
        if self.photo != document.photos_opened() {
            self.photo = document.photos_opened();
            self.apply(HandCommand::Drop, document);
        }
        let (Some(plan), Some((calibration, tones))) = (&self.plan, document.measured()) else { return };
        if !document.tones_are_current() {
            return;
        }
        let asked = (document.revision(), plan.clone());
        if self.asked.as_ref() == Some(&asked) {
            return;
        }
        let Some(judge) = &self.judge else { return };
        self.asked = Some(asked);
        judge.submit(Box::new(HandRequest {
            plan: plan.clone(),
            inputs: document.inputs().clone(),
            calibration: *calibration,
            tones: tones.clone(),
            library: Arc::clone(document.bottles().library()),
            learnt: document.learnt().map(|learnt| learnt.belief),
        }));
    }

    /// Takes in what the thread has done.
    pub(super) fn poll(&mut self) {
        let Some(result) = self.judge.as_ref().and_then(Worker::poll) else { return };
        match *result {
            Ok(proposal) => {
                self.generation += 1;
                self.refused = None;
                self.judged = Some(proposal);
            }
            Err(WorkError::Refused(why)) => self.refused = Some(why),
            Err(WorkError::Cancelled) => {}
        }
    }
}
