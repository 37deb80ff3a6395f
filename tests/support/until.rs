//! Waiting for work in the background.

use std::time::{Duration, Instant};

/// Looks again and again until something is there, for at most ten seconds.
pub(crate) fn until<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < Duration::from_secs(10), "nothing came");
        std::thread::sleep(Duration::from_millis(2));
    }
}
