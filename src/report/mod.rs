//! What leaves the program of a visit: sheets to print, a card for the phone, tables for other programs (layer 8).
//!
//! ```text
//! Case + Visit + photo ──► Story ─┬─ studio, client, study ─► Sheet ─► layout ─► PDF
//!                                 ├─ card ──────────────────► Sheet ─► layout ─► PNG
//!                                 └─ csv, json
//! library + skin ──► dilution ─► Sheet ─► layout ─► PDF
//! ```
//!
//! [`Story`] holds what is told: the case, one visit, and what follows from its photo, worked out anew by
//! [`analysis::rework`](crate::analysis::rework). A [`Sheet`] is content without places; `layout` gives every line its place on a
//! page, and `pdf` and `card` draw the pages. The same story gives the same bytes: a PDF is dated by its visit.
//!
//! Pictures are made anew from pixels, so that nothing of the photo's file goes with them: no place, no camera, no
//! profile. What is to be hidden is hidden in the photo itself, before anything is cut out or made smaller: the boxes
//! that the case keeps with each photo, those that are wished for, and what was left out where that is wished for.
//!
//! Fonts are embedded as subsets and hold Latin, Greek and Cyrillic letters; a text with any other is refused with the
//! field it stands in, since a box in a client's name is worse than no sheet.

mod blur;
mod calibration_words;
mod card;
mod card_sheet;
mod client;
mod csv;
mod cups;
mod dilution;
mod error;
mod export;
mod fonts;
mod json;
mod layout;
mod others;
mod pdf;
mod pictures;
mod places;
mod sheet;
mod shelf;
mod story;
mod strips;
mod studio;
mod studio_record;
mod study;
mod tables;

pub use blur::{boxes_about, check_box, hidden, mosaic};
pub use client::usual_aftercare;
pub use dilution::{CHARTED, DilutionChart, even_waters};
pub use error::ReportError;
pub use export::{Kind, Wishes, made, sheet, write};
pub use fonts::uncovered;
pub use others::OtherPhoto;
pub use places::{LinePlace, PagePlaces, places};
pub use sheet::{Block, Cell, Column, Look, Picture, Sheet, Table};
pub use shelf::Shelf;
pub use story::{Measured, Seen, Story};
