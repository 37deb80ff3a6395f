//! A thread that does everything it is asked for, one thing after the other.

use std::collections::VecDeque;
use std::time::Duration;

use super::Worker;

/// How long one thing is waited for when the program ends.
const PATIENCE: Duration = Duration::from_secs(5);

/// A [`Worker`] drops what it is doing for a newer request; here every request waits for its turn.
#[derive(Debug)]
pub(super) struct Clerk<Q, R> {
    worker: Option<Worker<Q, R>>,
    waiting: VecDeque<Q>,
    busy: bool,
}

impl<Q: Send + 'static, R: Send + 'static> Clerk<Q, R> {
    /// With this thread, when there is one.
    pub(super) fn new(worker: Option<Worker<Q, R>>) -> Self {
        Self { worker, waiting: VecDeque::new(), busy: false }
    }

    /// Whether there is a thread.
    pub(super) fn is_there(&self) -> bool {
        self.worker.is_some()
    }

    /// Whether something is being done or waits to be.
    pub(super) fn is_busy(&self) -> bool {
        self.busy || !self.waiting.is_empty()
    }

    /// Puts requests behind those that wait; [`go_on`](Self::go_on) gives them out.
    pub(super) fn ask(&mut self, requests: impl IntoIterator<Item = Q>) {
        self.waiting.extend(requests);
    }

    /// Drops everything that waits.
    pub(super) fn forget(&mut self) {
        self.waiting.clear();
    }

    /// Gives the thread its next request when it is free: the first that waits, else what `otherwise` gives. Says
    /// whether that could be; without a thread the request is dropped.
    pub(super) fn go_on(&mut self, otherwise: impl FnOnce() -> Option<Q>) -> bool {
        if self.busy {
            return true;
        }
        let Some(request) = self.waiting.pop_front().or_else(otherwise) else { return true };
        if let Some(worker) = &self.worker {
            worker.submit(request);
            self.busy = true;
        }
        self.busy
    }

    /// What came of a request; the next one can be given out then.
    pub(super) fn poll(&mut self) -> Option<R> {
        let result = self.worker.as_ref()?.poll()?;
        self.busy = false;
        Some(result)
    }

    /// Waits until everything is done, before the program ends; `last` comes after all that waits.
    pub(super) fn finish(&mut self, last: Option<Q>) {
        let Some(worker) = &self.worker else { return };
        worker.wait_at_most(PATIENCE);
        for request in self.waiting.drain(..).chain(last) {
            worker.submit(request);
            worker.wait_at_most(PATIENCE);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn every_request_is_done_in_its_turn() {
        let work = |request: u32, ticket: &super::super::Ticket<'_, u32>| ticket.send(request);
        let mut clerk = Clerk::new(Worker::start("clerk", Arc::new(|| {}), work));
        clerk.ask([1, 2, 3]);
        let (mut done, mut more) = (Vec::new(), Some(4));
        while done.len() < 4 {
            assert!(clerk.go_on(|| more.take()) && clerk.is_busy());
            done.extend(clerk.poll());
        }
        assert_eq!(done, [1, 2, 3, 4]);
        assert!(!clerk.is_busy());
    }

    #[test]
    fn without_a_thread_it_is_said() {
        let mut clerk: Clerk<u32, u32> = Clerk::new(None);
        assert!(clerk.go_on(|| None), "there was nothing to do");
        clerk.ask([1]);
        assert!(!clerk.go_on(|| None) && !clerk.is_there());
    }
}
