//! The window by its accessible names: panels with normal, empty, long and refused cases, the tools on the
//! photo, keys, dropped files, the shade library.

#[path = "../support/case.rs"]
mod case;
#[path = "../support/drawdowns.rs"]
mod drawdowns;
#[path = "../support/healed_marks.rs"]
mod healed_marks;
#[path = "../support/screen.rs"]
mod screen;
#[path = "../support/studio.rs"]
mod studio;
#[path = "../support/until.rs"]
mod until;

mod alone;
mod bottle;
mod card;
mod cases;
mod drawing;
mod faces;
mod harness;
mod healed;
mod opening;
mod outlines;
mod pixels;
mod practice;
mod preview;
mod shelf;
mod sizes;
mod trust;
mod whole;
mod words;
mod year;
