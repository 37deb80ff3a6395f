//! The physical model: pigment in skin to reflectance (layer 2).
//!
//! Skin is an epidermis with melanin over a dermis with blood, solved by Kubelka and Munk's two fluxes; pigment
//! adds absorption and scattering to a layer of the dermis under a clear one. The layers, from the surface:
//! epidermis · clear dermis · pigmented dermis · dermis.
//!
//! ```text
//! Lab ── Tissue::from_lab ──► Tissue ── PigmentedSkin::new ──► PigmentedSkin ── mark ──► Reflectance
//! cup ── Deposit::tissue ──► Concentrations ───────────────────────┘                          │
//!                                        Tissue::color (with q) ◄── area_reflectance ◄─────────┘
//! ```
//!
//! [`DrawdownCard`] is the same physics for a bottle's drawdown on a card, and [`fit_ladder`] goes back from a
//! ladder of drawdowns to what the bottle holds.
//!
//! # Fast paths for a search
//!
//! Only the pigmented layer depends on the recipe. [`PigmentedSkin`] holds everything else folded into four
//! numbers for each band, and [`PigmentColumn`] holds what a cup adds, which is linear in the parts: columns of
//! the bottles are made once, then scaled and added for each recipe. [`PigmentedSkin::mark_xyz`] and
//! [`PigmentedSkin::mark_bands`] take it from there. With a Yule-Nielsen factor of 2 the area's XYZ is a
//! quadratic in the cover, see [`AreaTerms`]; other factors go through [`YuleNielsen`].
//!
//! In every band the mark's reflectance never rises with added absorption at fixed scattering, and never falls
//! with added scattering at fixed absorption; XYZ inherits both, since its weights are not negative. A mix of
//! bottles between two known ones is therefore bounded by the two, which prunes a search without loss
//! (`tests/optics.rs` holds the property).

mod boxed_quadratic;
mod colourant;
mod concentrations;
pub mod defaults;
mod deposit;
pub(crate) mod distribution;
mod drawdown;
mod elementary;
mod film;
mod inversion;
mod ladder_fit;
mod lanes;
mod marks;
mod pigmented;
mod predict;
mod predict_spec;
pub mod prior;
mod skin;
mod skin_gradient;
mod tissue;

pub use colourant::{COLOURANTS, Colourant};
pub use concentrations::Concentrations;
pub use deposit::{Deposit, effective_clear_depth_mm};
pub use drawdown::{DrawdownCard, Rung};
pub use ladder_fit::fit_ladder;
pub use lanes::{LANES, Lanes};
pub use marks::{AreaTerms, YuleNielsen, area_reflectance, cover_of_marks, widened_diameter_mm};
pub use pigmented::{PigmentColumn, PigmentedSkin};
pub use predict::{Predicted, PredictedArea, Prediction, TissueReport, predict};
pub use predict_spec::{CupSpec, PredictError, PredictSpec, ShadeSpec, SkinSpec};
pub use skin::SkinParameters;
pub use tissue::Tissue;
