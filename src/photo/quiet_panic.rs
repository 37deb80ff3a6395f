//! Decoders that panic on a damaged file.
//!
//! The decoders are other people's, and some check their input by assertion. Their panic is caught where
//! the file is decoded and becomes an error; what it would print is of no use to a technician and is
//! held back. Every other panic prints as before.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Files that are being decoded now.
static DECODING: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// Whether this thread is decoding.
    static HERE: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Runs a decoder; `None` when it panicked.
pub(super) fn quietly<T>(decode: impl FnOnce() -> T) -> Option<T> {
    static INSTALL: Once = Once::new();
    INSTALL.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            // Decoders start threads of their own, without names; ours have names.
            let theirs = thread::current().name().is_none() && DECODING.load(Ordering::Relaxed) > 0;
            if !theirs && !HERE.try_with(std::cell::Cell::get).unwrap_or(false) {
                before(info);
            }
        }));
    });
    DECODING.fetch_add(1, Ordering::Relaxed);
    let nested = HERE.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(decode)).ok();
    HERE.set(nested);
    DECODING.fetch_sub(1, Ordering::Relaxed);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_nothing_and_work_goes_on() {
        assert_eq!(quietly(|| -> u8 { panic!("damaged") }), None);
        assert_eq!(quietly(|| 7), Some(7));
    }
}
