//! Which one bottle would improve most of the last cases, looked for when it is asked.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::jobs::guarded;
use crate::app::{Bottles, Document, Reading, Ticket, Wake, WorkError, Worker};
use crate::case::{ShoppingError, ShoppingHint, shopping};
use crate::library::ShadeLibrary;
use crate::locale::tr;
use crate::optics::prior::Belief;

#[derive(Debug)]
struct Question {
    cases: PathBuf,
    most: usize,
    library: Arc<ShadeLibrary>,
    from: Option<PathBuf>,
    hidden: Vec<String>,
    learnt: Option<Belief>,
}

type Answer = Box<Result<ShoppingHint, WorkError>>;

/// The search for the bottle that is missing.
#[derive(Debug)]
pub struct HintBench {
    asking: bool,
    found: Option<Result<ShoppingHint, String>>,
    seeker: Option<Worker<Question, Answer>>,
}

impl HintBench {
    pub(super) fn start(wake: &Wake) -> Self {
        let work = |question: Question, ticket: &Ticket<'_, Answer>| {
            ticket.send(Box::new(guarded(|| answer(&question, ticket))));
        };
        Self { asking: false, found: None, seeker: Worker::start("shopping hint", Arc::clone(wake), work) }
    }

    pub(super) fn ask(
        &mut self,
        most: usize,
        from: Option<PathBuf>,
        document: &Document,
        cases: Option<PathBuf>,
    ) {
        let Some(cases) = cases else {
            self.found = Some(Err(tr("Choose a folder for the studio's cases first.").to_owned()));
            return;
        };
        let Some(seeker) = &self.seeker else { return };
        let question = Question {
            cases,
            most,
            library: Arc::clone(document.bottles().library()),
            from,
            hidden: document.settings().hidden_shades.clone(),
            learnt: document.belief(),
        };
        seeker.submit(question);
        (self.asking, self.found) = (true, None);
    }

    pub(super) fn stop(&mut self) {
        if let Some(seeker) = &self.seeker {
            seeker.cancel();
        }
        self.asking = false;
    }

    /// Takes in what the thread has done; whether there was something.
    pub(super) fn poll(&mut self) -> bool {
        let Some(result) = self.seeker.as_ref().and_then(Worker::poll) else { return false };
        self.asking = false;
        self.found = match *result {
            Ok(hint) => Some(Ok(hint)),
            Err(WorkError::Refused(why)) => Some(Err(why)),
            Err(WorkError::Cancelled) => None,
        };
        true
    }

    /// How far the search is; none while there is none.
    #[must_use]
    pub fn reading(&self) -> Option<Reading> {
        let seeker = self.seeker.as_ref().filter(|_| self.asking)?;
        Some(seeker.reading().unwrap_or((0.0, "")))
    }

    /// What was found, or why nothing could be.
    #[must_use]
    pub fn found(&self) -> Option<&Result<ShoppingHint, String>> {
        self.found.as_ref()
    }
}

fn answer(question: &Question, ticket: &Ticket<'_, Answer>) -> Result<ShoppingHint, WorkError> {
    let Question { cases, most, library, from, hidden, learnt } = question;
    let elsewhere = if let Some(from) = from {
        ShadeLibrary::load(from).map_err(|error| WorkError::Refused(error.to_string()))?
    } else {
        let reference = Bottles::reference_shades().shades().iter();
        reference.filter(|shade| !hidden.contains(&shade.id)).cloned().collect()
    };
    shopping((cases, *most), (library, &elsewhere), learnt.as_ref(), ticket).map_err(|error| match error {
        ShoppingError::Cancelled => WorkError::Cancelled,
        other => WorkError::Refused(other.to_string()),
    })
}
