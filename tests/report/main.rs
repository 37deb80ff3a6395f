//! Reports: what stands in them is read back, and what must not be in them is looked for.
#![expect(
    clippy::disallowed_methods,
    reason = "a photo with a place in it is written to be taken into a case"
)]

mod command_line;
mod privacy;
mod sheets;
mod story;
mod tables;
mod time;
