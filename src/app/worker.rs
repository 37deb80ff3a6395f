//! One named thread that does the newest request and drops what it was doing for older ones.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::{Duration, Instant};

use crate::progress::Progress;

/// Called from a thread when there is something new to look at.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// How far the work is: share done (0..=1) and what is done now.
pub type Reading = (f32, &'static str);

/// A thread for requests `Q` that answers with results `R`.
///
/// A new request makes the one under way stop at its next report; its results are dropped.
#[derive(Debug)]
pub struct Worker<Q, R> {
    shared: Arc<Shared<Q>>,
    results: mpsc::Receiver<(u64, R)>,
}

/// What one run of the work is given to report with.
pub struct Ticket<'a, R> {
    generation: u64,
    newest: &'a AtomicU64,
    reading: &'a Mutex<Option<Reading>>,
    results: &'a mpsc::Sender<(u64, R)>,
    wake: &'a Wake,
}

#[derive(Debug)]
struct Shared<Q> {
    slot: Mutex<Slot<Q>>,
    filled: Condvar,
    newest: AtomicU64,
    reading: Mutex<Option<Reading>>,
}

#[derive(Debug)]
struct Slot<Q> {
    next: Option<(u64, Q)>,
    busy: bool,
    closed: bool,
}

impl<Q: Send + 'static, R: Send + 'static> Worker<Q, R> {
    /// Starts the thread. `None` when the system gives no thread.
    pub fn start(name: &str, wake: Wake, work: impl Fn(Q, &Ticket<'_, R>) + Send + 'static) -> Option<Self> {
        let shared = Arc::new(Shared {
            slot: Mutex::new(Slot { next: None, busy: false, closed: false }),
            filled: Condvar::new(),
            newest: AtomicU64::new(0),
            reading: Mutex::new(None),
        });
        let (sender, results) = mpsc::channel();
        let theirs = Arc::clone(&shared);
        let run = move || {
            while let Some((generation, request)) = theirs.wait() {
                let ticket = Ticket {
                    generation,
                    newest: &theirs.newest,
                    reading: &theirs.reading,
                    results: &sender,
                    wake: &wake,
                };
                work(request, &ticket);
                *lock(&theirs.reading) = None;
                lock(&theirs.slot).busy = false;
                wake();
            }
        };
        std::thread::Builder::new().name(name.to_owned()).spawn(run).ok()?;
        Some(Self { shared, results })
    }

    /// Asks for work; whatever was asked before is dropped.
    pub fn submit(&self, request: Q) {
        let generation = self.shared.newest.fetch_add(1, Ordering::SeqCst) + 1;
        let mut slot = lock(&self.shared.slot);
        slot.next = Some((generation, request));
        drop(slot);
        self.shared.filled.notify_one();
    }

    /// Asks the work under way to stop, and drops its results and any request still waiting.
    pub fn cancel(&self) {
        self.shared.newest.fetch_add(1, Ordering::SeqCst);
        lock(&self.shared.slot).next = None;
    }

    /// The next result of the newest request.
    pub fn poll(&self) -> Option<R> {
        let newest = self.shared.newest.load(Ordering::SeqCst);
        self.results.try_iter().find_map(|(generation, result)| (generation == newest).then_some(result))
    }

    /// Whether something is being done or waits to be.
    pub fn is_busy(&self) -> bool {
        let slot = lock(&self.shared.slot);
        slot.busy || slot.next.is_some()
    }

    /// Waits until everything asked for is done, but no longer than `patience`.
    pub fn wait_at_most(&self, patience: Duration) {
        let start = Instant::now();
        while self.is_busy() && start.elapsed() < patience {
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// How far the work under way is, when it said so.
    pub fn reading(&self) -> Option<Reading> {
        *lock(&self.shared.reading)
    }
}

impl<Q, R> Drop for Worker<Q, R> {
    fn drop(&mut self) {
        self.shared.newest.fetch_add(1, Ordering::SeqCst);
        lock(&self.shared.slot).closed = true;
        self.shared.filled.notify_one();
    }
}

impl<Q> Shared<Q> {
    fn wait(&self) -> Option<(u64, Q)> {
        let mut slot = lock(&self.slot);
        loop {
            if slot.closed {
                return None;
            }
            if let Some(next) = slot.next.take() {
                slot.busy = true;
                return Some(next);
            }
            slot = self.filled.wait(slot).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl<R> Ticket<'_, R> {
    /// Hands a result over and wakes whoever waits for it. Nothing happens when it is stale.
    pub fn send(&self, result: R) {
        if !self.is_stale() && self.results.send((self.generation, result)).is_ok() {
            (self.wake)();
        }
    }

    /// Whether a newer request came or the work was cancelled.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.newest.load(Ordering::SeqCst) != self.generation
    }
}

impl<R: Send> Progress for Ticket<'_, R> {
    fn report(&self, share: f32, doing: &'static str) -> ControlFlow<()> {
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
        let mut reading = lock(self.reading);
        // A hundredth is the least that a bar shows; waking for less would only burn frames.
        let moved = reading.is_none_or(|(old, what)| what != doing || (share - old).abs() >= 0.01);
        if moved {
            *reading = Some((share, doing));
        }
        drop(reading);
        if moved {
            (self.wake)();
        }
        if self.is_stale() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

impl<R> std::fmt::Debug for Ticket<'_, R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ticket").field("generation", &self.generation).finish_non_exhaustive()
    }
}

/// A panic elsewhere must not take the window down: the values behind these locks are always whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn until<T>(mut look: impl FnMut() -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(found) = look() {
                return found;
            }
            assert!(start.elapsed() < Duration::from_secs(10), "nothing came");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    #[test]
    fn only_the_newest_request_is_answered() {
        let worker = Worker::start("newest", Arc::new(|| {}), |request: u32, ticket: &Ticket<'_, u32>| {
            if request < 9 {
                // Works until it is told to stop.
                while ticket.report(0.5, "working").is_continue() {
                    std::thread::sleep(Duration::from_millis(1));
                }
            }
            ticket.send(request);
        })
        .expect("a thread");
        worker.submit(1);
        until(|| worker.reading());
        assert!(worker.is_busy());
        worker.submit(2);
        worker.submit(9);
        assert_eq!(until(|| worker.poll()), 9);
        until(|| (!worker.is_busy()).then_some(()));
        assert_eq!(worker.poll(), None);
    }

    #[test]
    fn cancelled_work_gives_nothing() {
        let worker = Worker::start("cancel", Arc::new(|| {}), |(): (), ticket: &Ticket<'_, u32>| {
            while ticket.report(0.1, "working").is_continue() {
                std::thread::sleep(Duration::from_millis(1));
            }
            ticket.send(1);
        })
        .expect("a thread");
        worker.submit(());
        until(|| worker.reading());
        worker.cancel();
        until(|| (!worker.is_busy()).then_some(()));
        assert_eq!(worker.poll(), None);
    }
}
