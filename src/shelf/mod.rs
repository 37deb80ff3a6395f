//! What stands on the shelf: what is left of each bottle, what it costs, and what to look after (layer 5).
//!
//! `stock.ron` beside a library is a ledger of what was bought, opened, counted and mixed. It is meant to be edited by
//! hand and keeps its comments. A cup is written down under its case, visit and place, so the same cup is never taken
//! twice and a visit that is corrected corrects what was taken.

mod entry;
mod error;
mod ledger;
mod level;
mod read;
mod reminders;

pub use entry::{CupKey, CupPlace, StockEntry, StockEvent};
pub use error::{StockError, StockProblem};
pub use ledger::{Poured, StockLedger, VisitCups};
pub use level::{StockLevel, cost_of, price_per_ml};
pub use reminders::{
    NEARLY_EMPTY_CUPS, OPENED_MONTHS, Reminder, ReminderKind, SOON_DAYS, reminders, reminders_of,
};
