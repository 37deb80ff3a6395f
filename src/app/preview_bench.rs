//! The plan that is shown on the photo, and the threads that work for it.

use std::path::PathBuf;
use std::sync::Arc;

use super::jobs::guarded;
use super::{Command, Document, HandBench, Pipeline, Ticket, Wake, WorkError, Worker};
use crate::analysis::{self, Figures, Inputs, Views};
use crate::blend::Proposal;
use crate::calibrate::Calibration;
use crate::library::ShadeLibrary;
use crate::optics::prior::Belief;
use crate::photo::Photo;
use crate::preview::{Preview, PreviewShow};
use crate::tone::Tones;

/// What can be asked for about the picture of a plan.
#[derive(Debug, Clone, PartialEq)]
pub enum PreviewCommand {
    /// Show the plan of this place on the list; the plan by hand comes after the last.
    Show(usize),
    /// Show the photo alone again.
    Hide,
    /// Write the picture into a file.
    Save {
        /// Where; a PNG.
        path: PathBuf,
        /// What is laid side by side.
        views: Views,
        /// How it is looked at.
        show: PreviewShow,
    },
}

/// A plan to be put on the photo.
#[derive(Debug, Clone)]
pub struct PreviewRequest {
    /// What the user chose.
    pub inputs: Inputs,
    /// The open photo.
    pub photo: Arc<Photo>,
    /// How its colours are set.
    pub calibration: Calibration,
    /// What was measured on it.
    pub tones: Tones,
    /// Blur of the photo in pixels, where measured.
    pub blur_px: Option<f64>,
    /// The plan.
    pub proposal: Proposal,
    /// The bottles it is mixed from.
    pub library: Arc<ShadeLibrary>,
    /// What the studio's healed results taught.
    pub learnt: Option<Belief>,
}

/// A sheet to be written.
struct SheetRequest {
    path: PathBuf,
    views: Views,
    show: PreviewShow,
    preview: Arc<Preview>,
    proposal: Proposal,
    calibration: Calibration,
    photo: Arc<Photo>,
}

/// Names a plan: the revision of the inputs, its place, and which judgement of the plan by hand it is.
type Key = (u64, usize, u64);

type Made = (Key, Box<Result<Preview, WorkError>>);

/// The plan on the photo.
pub struct PreviewBench {
    plan: Option<usize>,
    photo: u64,
    asked: Option<(Key, Proposal)>,
    made: Option<Shown>,
    refused: Option<String>,
    maker: Option<Worker<(Key, Box<PreviewRequest>), Made>>,
    writer: Option<Worker<SheetRequest, Command>>,
}

/// A plan that is ready to be shown.
struct Shown {
    key: Key,
    preview: Arc<Preview>,
    proposal: Proposal,
}

impl PreviewBench {
    /// Starts the threads.
    #[must_use]
    pub fn start(pipeline: &Arc<dyn Pipeline>, wake: &Wake) -> Self {
        let pipeline = Arc::clone(pipeline);
        let make = move |(key, request): (Key, Box<PreviewRequest>), ticket: &Ticket<'_, Made>| {
            let result = guarded(|| pipeline.preview(&request, ticket));
            ticket.send((key, Box::new(result)));
        };
        let maker = Worker::start("plan on the photo", Arc::clone(wake), make);
        let writer = Worker::start("write picture", Arc::clone(wake), |request: SheetRequest, ticket| {
            ticket.send(write(&request));
        });
        Self { plan: None, photo: 0, asked: None, made: None, refused: None, maker, writer }
    }

    /// Carries out what was asked for.
    pub(super) fn apply(&mut self, command: PreviewCommand, document: &Document) {
        match command {
            PreviewCommand::Show(plan) => self.plan = Some(plan),
            PreviewCommand::Hide => self.plan = None,
            PreviewCommand::Save { path, views, show } => {
                let ready = self.made.as_ref().zip(document.photo()).zip(document.measured());
                if let (Some(((shown, photo), (calibration, _))), Some(writer)) = (ready, &self.writer) {
                    writer.submit(SheetRequest {
                        path,
                        views,
                        show,
                        preview: Arc::clone(&shown.preview),
                        proposal: shown.proposal.clone(),
                        calibration: *calibration,
                        photo: Arc::clone(photo),
                    });
                }
            }
        }
    }

    /// Sets the thread to work when another plan, or the plan anew, is to be shown.
    pub(super) fn follow(&mut self, document: &Document, hand: &HandBench) {
        if self.photo != document.photos_opened() {
            self.photo = document.photos_opened();
            (self.plan, self.asked, self.made, self.refused) = (None, None, None, None);
        }
        let plans = document.matching().filter(|_| document.plans_are_current());
        let (Some(plan), Some(matching)) = (self.plan, plans) else { return };
        let plans: Vec<&Proposal> = matching.proposals.iter().chain(hand.judged()).collect();
        let plan = plan.min(plans.len().saturating_sub(1));
        let ready = plans.get(plan).copied().zip(document.photo()).zip(document.measured());
        let Some(((proposal, photo), (calibration, tones))) = ready else {
            self.plan = None;
            return;
        };
        let by_hand = if plan < matching.proposals.len() { 0 } else { hand.generation() };
        let key = (document.revision(), plan, by_hand);
        self.plan = Some(plan);
        if self.asked.as_ref().is_some_and(|(asked, _)| *asked == key) {
            return;
        }
        let Some(maker) = &self.maker else { return };
        self.asked = Some((key, proposal.clone()));
        let request = PreviewRequest {
            inputs: document.inputs().clone(),
            photo: Arc::clone(photo),
            calibration: *calibration,
            tones: tones.clone(),
            blur_px: document.trust().and_then(|trust| trust.measures.blur_px),
            proposal: proposal.clone(),
            library: Arc::clone(document.bottles().library()),
            learnt: document.learnt().map(|learnt| learnt.belief),
        };
        maker.submit((key, Box::new(request)));
    }

    /// Place of the plan that is shown on the list.
    #[must_use]
    pub fn plan(&self) -> Option<usize> {
        self.plan
    }

    /// The plan on the photo, as last made; the one of before while it is made again.
    #[must_use]
    pub fn preview(&self) -> Option<&Arc<Preview>> {
        self.plan.and(self.made.as_ref()).map(|shown| &shown.preview)
    }

    /// Whether it is being made.
    #[must_use]
    pub fn is_working(&self) -> bool {
        let made = self.made.as_ref().map(|shown| shown.key);
        let asked = self.asked.as_ref().map(|(key, _)| *key);
        self.plan.is_some() && self.refused.is_none() && (made.is_none() || made != asked)
    }

    /// Why there is no picture, in a sentence.
    #[must_use]
    pub fn refused(&self) -> Option<&str> {
        self.refused.as_deref().filter(|_| self.plan.is_some())
    }

    /// Takes in what the threads have done; something to tell.
    pub(super) fn poll(&mut self) -> Option<Command> {
        if let Some((key, result)) = self.maker.as_ref().and_then(Worker::poll) {
            let proposal = self.asked.as_ref().filter(|(asked, _)| *asked == key).map(|(_, p)| p.clone());
            match (*result, proposal) {
                (Ok(preview), Some(proposal)) => {
                    self.refused = None;
                    self.made = Some(Shown { key, preview: Arc::new(preview), proposal });
                }
                (Err(WorkError::Refused(why)), _) => {
                    self.made = None;
                    self.refused = Some(why);
                }
                _ => {}
            }
        }
        self.writer.as_ref().and_then(Worker::poll)
    }
}

impl std::fmt::Debug for PreviewBench {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PreviewBench").field("plan", &self.plan).finish_non_exhaustive()
    }
}

/// Writes a sheet; what is told about it.
fn write(request: &SheetRequest) -> Command {
    let SheetRequest { path, views, show, preview, proposal, calibration, photo } = request;
    let sheet = analysis::sheet(preview, &photo.image, (*views, show), proposal, Figures::of(calibration));
    match sheet.write(path) {
        Ok(()) => Command::TellDone(format!("The picture was saved as {}.", path.display())),
        Err(error) => {
            let path = path.display();
            Command::Tell(format!("{path} could not be written ({error}); choose another place."))
        }
    }
}
