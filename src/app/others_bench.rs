//! What another bottle would bring, looked for when it is asked.

use std::sync::Arc;

use super::jobs::guarded;
use super::{Basis, Document, Pipeline, Reading, Ticket, Wake, WorkError, Worker};
use crate::blend::OtherBottles;

/// What can be asked for about other bottles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OthersCommand {
    /// Look what each would bring.
    Ask,
    /// Stop looking.
    Stop,
}

/// A photo and a revision of its inputs.
type Key = (u64, u64);
/// What is asked, and the reference shades that are hidden.
type Asked = (Key, Box<Basis>, Vec<String>);
type Answer = (Key, Box<Result<OtherBottles, WorkError>>);

/// What was found.
#[derive(Debug)]
struct Found {
    key: Key,
    told: Result<OtherBottles, String>,
}

/// The search for other bottles.
#[derive(Debug)]
pub struct OthersBench {
    asked: Option<Key>,
    found: Option<Found>,
    seeker: Option<Worker<Asked, Answer>>,
}

impl OthersBench {
    /// Starts the thread.
    #[must_use]
    pub fn start(pipeline: &Arc<dyn Pipeline>, wake: &Wake) -> Self {
        let pipeline = Arc::clone(pipeline);
        let work = move |(key, basis, hidden): Asked, ticket: &Ticket<'_, Answer>| {
            let found = guarded(|| pipeline.find_others(&basis, ticket)).map(|mut found| {
                let is_hidden = |id: &String| hidden.contains(id) && basis.library.shade(id).is_none();
                found.others.retain(|other| !is_hidden(&other.shade));
                found
            });
            ticket.send((key, Box::new(found)));
        };
        Self { asked: None, found: None, seeker: Worker::start("other bottles", Arc::clone(wake), work) }
    }

    pub(super) fn apply(&mut self, command: OthersCommand, document: &Document) {
        let Some(seeker) = &self.seeker else { return };
        match command {
            OthersCommand::Ask => {
                let Some(basis) = document.basis().filter(|_| document.tones_are_current()) else { return };
                let key = (document.photos_opened(), document.revision());
                let hidden = document.settings().hidden_shades.clone();
                seeker.submit((key, Box::new(basis), hidden));
                self.asked = Some(key);
            }
            OthersCommand::Stop => {
                seeker.cancel();
                self.asked = None;
            }
        }
    }

    /// Stops a search whose case is no longer the one on the table.
    pub(super) fn follow(&mut self, document: &Document) {
        let now = (document.photos_opened(), document.revision());
        if self.asked.is_some_and(|asked| asked != now) {
            self.apply(OthersCommand::Stop, document);
        }
        self.found = self.found.take().filter(|found| found.key == now);
    }

    /// Takes in what the thread has done.
    pub(super) fn poll(&mut self) {
        let Some((key, result)) = self.seeker.as_ref().and_then(Worker::poll) else { return };
        self.asked = None;
        self.found = match *result {
            Ok(others) => Some(Found { key, told: Ok(others) }),
            Err(WorkError::Refused(why)) => Some(Found { key, told: Err(why) }),
            Err(WorkError::Cancelled) => None,
        };
    }

    /// How far the search is; none while there is none.
    #[must_use]
    pub fn reading(&self) -> Option<Reading> {
        self.asked.and(self.seeker.as_ref()).map(|seeker| seeker.reading().unwrap_or((0.0, "")))
    }

    /// What each other bottle would bring to the case as it is now, or why that is not known.
    #[must_use]
    pub fn found(&self) -> Option<&Result<OtherBottles, String>> {
        self.found.as_ref().map(|found| &found.told)
    }
}
