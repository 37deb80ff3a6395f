//! A client's case over months: visits with their photos, what was chosen, what was really mixed, consents, notes (layer 7).
//!
//! A case is a folder that bears the client's code: `case.ron`, which is written whole or not at all, and `photos`,
//! which hold the pictures byte for byte as they were taken in; `thumbnail.png` is for the list alone. `case.ron`
//! names its version: older ones are read as the newest and kept beside it at the first save, a newer one is refused
//! and left alone. Only what was chosen is kept, as in [`Inputs`](crate::analysis::Inputs); what follows from it is
//! worked out when the case is opened.
//!
//! A protected case has `case.ron.age` and `photos/NAME.age` in their places, encrypted to the key in `key.age`, which
//! the passphrase opens.
//!
//! One window at a time writes a case: [`CaseFolder::open`] takes a lock, and gives the case to read only where
//! another program holds it.

mod against;
mod code;
mod error;
mod export;
mod file;
mod folder;
mod gate;
mod index;
mod key;
mod key_file;
mod lock;
mod passphrase;
mod photo;
mod photos;
mod protect;
mod reader;
mod record;
mod retention;
mod safety;
mod settle;
mod shopping;
mod skin_now;
mod skin_test;
mod stock;
mod thumbnail;
mod version1;

pub use code::CaseCode;
pub use error::CaseError;
pub use export::{Exported, PhotoCopies};
pub use file::{CASE_FILE, VERSION, read_case, write_case};
use folder::PHOTOS;
pub use folder::{CaseFolder, case_folder};
pub use gate::{Gate, healed_on};
pub use index::{CaseLine, CaseList, list_cases};
pub use key::Hardness;
pub use passphrase::Passphrase;
pub use photo::{PhotoHash, PhotoState};
pub use photos::photo_in;
pub use reader::CasePhotos;
pub use record::{Case, Consent, Consents, Mixed, MixedBottle, MixedPlace, Visit, VisitPhoto};
pub use retention::{RETENTION_RANGE, RETENTION_SOURCE, RETENTION_YEARS};
pub use safety::{Answer, Answered, Question};
pub use shopping::{LAST_CASES, ShoppingError, ShoppingHint, shopping};
pub use skin_now::{SkinNow, TAN_SOURCE, Tan};
pub use skin_test::{AllergyPatch, ColourTest, PatchResult, SkinTest};
pub use thumbnail::THUMBNAIL;
