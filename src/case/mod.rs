//! A client's case over months: visits with their photos, what was chosen, what was really mixed, consents, notes (layer 7).
//!
//! A case is a folder that bears the client's code: `case.ron`, which is written whole or not at all, and `photos`,
//! which hold the pictures byte for byte as they were taken in; `thumbnail.png` is for the list alone. `case.ron`
//! names its version, of which there is one so far; a newer one is refused and left alone. Only what was chosen is
//! kept, as in [`Inputs`](crate::analysis::Inputs); what follows from it is worked out when the case is opened.
//!
//! One window at a time writes a case: [`CaseFolder::open`] takes a lock, and gives the case to read only where
//! another program holds it.

mod code;
mod error;
mod file;
mod folder;
mod gate;
mod index;
mod lock;
mod photo;
mod record;
mod safety;
mod shopping;
mod stock;
mod thumbnail;

pub use code::CaseCode;
pub use error::CaseError;
pub use file::{CASE_FILE, VERSION, read_case, write_case};
pub use folder::{CaseFolder, case_folder, photo_in};
pub use gate::{Gate, healed_on};
pub use index::{CaseLine, CaseList, list_cases};
pub use photo::{PhotoHash, PhotoState};
pub use record::{Case, Consent, Consents, Mixed, MixedBottle, MixedPlace, Visit, VisitPhoto};
pub use safety::{Answer, Answered, Question, SkinTest};
pub use shopping::{LAST_CASES, ShoppingError, ShoppingHint, shopping};
pub use thumbnail::THUMBNAIL;
