//! Two visits held against each other, on a thread.

use super::super::jobs::guarded;
use crate::analysis::{Inputs, SamePlace, SamePlaceError, SeenVisit, compare_same_place};
use crate::app::{Ticket, WorkError};
use crate::photo::Photo;

/// Two photos of a case with what was marked on them.
#[derive(Debug)]
pub(super) struct CompareRequest {
    pub(super) before: (Inputs, Photo),
    pub(super) now: (Inputs, Photo),
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Compared {
    /// It is being looked for.
    Looking,
    /// What has changed.
    Found(Box<SamePlace>),
    /// Why nothing can be told.
    Refused(String),
}

/// Compares.
pub(super) fn compare(request: CompareRequest, ticket: &Ticket<'_, Compared>) {
    let CompareRequest { before, now } = request;
    let found = guarded(|| {
        compare_same_place(
            SeenVisit { inputs: &before.0, photo: &before.1 },
            SeenVisit { inputs: &now.0, photo: &now.1 },
            ticket,
        )
        .map_err(|error| match error {
            SamePlaceError::Cancelled => WorkError::Cancelled,
            other => WorkError::Refused(other.to_string()),
        })
    });
    ticket.send(match found {
        Ok(found) => Compared::Found(Box::new(found)),
        Err(error) => Compared::Refused(error.sentence().unwrap_or_default()),
    });
}
