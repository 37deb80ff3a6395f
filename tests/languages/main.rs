//! The languages: every text is marked, translated with its places, and shown.

#[path = "../support/screen.rs"]
mod screen;
#[path = "../support/until.rs"]
mod until;

mod source;
mod texts;
mod window;
