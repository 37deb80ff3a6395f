//! The plan that is shown on the photo, and the threads that work for it.

use std::path::PathBuf;
use std::sync::Arc;

use super::jobs::guarded;
use super::{Basis, Command, Document, HeldBench, Pipeline, PlanRef, Ticket, Wake, WorkError, Worker};
use crate::analysis::{self, Figures, Views};
use crate::blend::Proposal;
use crate::calibrate::Calibration;
use crate::locale::say;
use crate::photo::{Photo, PixelRect};
use crate::preview::{Preview, PreviewShow};
use crate::report;

/// What can be asked for about the picture of a plan.
#[derive(Debug, Clone, PartialEq)]
pub enum PreviewCommand {
    /// Show this plan.
    Show(PlanRef),
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
    /// What the plan follows from.
    pub basis: Basis,
    /// The open photo.
    pub photo: Arc<Photo>,
    /// Blur of the photo in pixels, where measured.
    pub blur_px: Option<f64>,
    /// The plan.
    pub proposal: Proposal,
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
    hidden: Vec<PixelRect>,
}

/// Names a plan: the revision of the inputs, which it is, and which judgement of the plans that are held.
type Key = (u64, PlanRef, u64);

type Made = (Key, Box<Result<Preview, WorkError>>);

/// The plan on the photo.
pub struct PreviewBench {
    plan: Option<PlanRef>,
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

    /// Carries out what was asked for; `hidden` are boxes that pictures of the photo on the table hide.
    pub(super) fn apply(&mut self, command: PreviewCommand, document: &Document, hidden: &[PixelRect]) {
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
                        hidden: hidden.to_vec(),
                    });
                }
            }
        }
    }

    /// Sets the thread to work when another plan, or the plan anew, is to be shown.
    pub(super) fn follow(&mut self, document: &Document, held: &HeldBench) {
        if self.photo != document.photos_opened() {
            self.photo = document.photos_opened();
            (self.plan, self.asked, self.made, self.refused) = (None, None, None, None);
        }
        let Some(wanted) = self.plan.filter(|_| document.plans_are_current()) else { return };
        // A plan that is no longer there gives way to the best.
        let found = [wanted, PlanRef::Found(0)].into_iter().find(|plan| held.plan(document, *plan).is_some());
        let ready = found.and_then(|plan| Some((plan, held.plan(document, plan)?)));
        let Some(((plan, proposal), photo)) = ready.zip(document.photo()) else {
            self.plan = None;
            return;
        };
        let judgement = if matches!(plan, PlanRef::Found(_)) { 0 } else { held.generation() };
        let key = (document.revision(), plan, judgement);
        self.plan = Some(plan);
        if self.asked.as_ref().is_some_and(|(asked, _)| *asked == key) {
            return;
        }
        let (Some(maker), Some(basis)) = (&self.maker, document.basis()) else { return };
        self.asked = Some((key, proposal.clone()));
        let request = PreviewRequest {
            basis,
            photo: Arc::clone(photo),
            blur_px: document.trust().and_then(|trust| trust.measures.blur_px),
            proposal: proposal.clone(),
        };
        maker.submit((key, Box::new(request)));
    }

    /// The plan that is shown.
    #[must_use]
    pub fn plan(&self) -> Option<PlanRef> {
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
    let SheetRequest { path, views, show, preview, proposal, calibration, photo, hidden } = request;
    let image = match report::hidden(&photo.image, hidden) {
        Ok(image) => image,
        Err(error) => return Command::Tell(error.to_string()),
    };
    let sheet = analysis::sheet(preview, &image, (*views, show), proposal, Figures::of(calibration));
    match sheet.write(path) {
        Ok(()) => Command::TellDone(say!("The picture was saved as %{file}.", file = path.display())),
        Err(error) => Command::Tell(say!(
            "%{file} could not be written (%{cause}); choose another place.",
            file = path.display(),
            cause = error
        )),
    }
}
