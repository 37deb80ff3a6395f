//! How far a photo can be trusted, before anything is measured on it (layer 4).
//!
//! [`check_photo`] looks at the light and the sharpness of the skin that is worked on, and at what the file
//! says of its way here, and answers red, amber or green with reasons that say what to do. Red stops a match until
//! it is overridden on purpose.
//!
//! ```text
//! Photo ─┬─ area ─► blocks ─► exposure, clipping, glare, gradient, cast, mixed light ─┐
//!        ├────────► tiles ──► blur ───────────────────────────────────────────────────┼─► judge ─► PhotoTrust
//!        └─ facts: messengers, screenshots, editors, flash, portrait, night … ────────┘
//! ```

mod area;
mod blur;
mod file;
mod judge;
mod light;
mod measures;
mod plane;
mod reason;

pub use judge::{TrustTold, check_photo};
pub use measures::TrustMeasures;
pub use reason::{PhotoTrust, Reason, TrustCode, TrustLevel};
