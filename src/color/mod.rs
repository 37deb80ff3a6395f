//! Colorimetry: values and formulas, no images, files or windows (layer 1).
//!
//! Colours are `palette` types in `f64`. [`Lab`] and [`Xyz`] are relative to palette's D65 white
//! (0.95047, 1, 1.08883), CIE 1931 2-degree observer. Spectra are sampled at 400, 410 … 700 nm
//! ([`BANDS`] values). Under another light the same types carry values relative to that light's
//! white, where a function says so.
//!
//! | question | use |
//! |---|---|
//! | how far apart do two areas look | [`delta_e_2000`] |
//! | the same for marks finer than the eye resolves in colour | [`delta_e_2000_weighted`] |
//! | the same, where too dark is worse than too light | [`delta_e_2000_dark_penalised`] |
//! | how light is a skin | [`individual_typology_angle`] |
//! | how does a fine mixture look from a distance | [`mix_light`] |
//! | what does light that is read wrong do to another tone | [`carry_light_error`] |
//! | can the screen show a colour | [`fits_screen`] |
//! | a plausible spectrum for a colour that is not skin | [`smoothest_reflectance`] |

mod bounded_least_squares;
mod difference;
mod fast_lab;
mod gamut;
mod illuminant;
mod interval;
mod lab;
mod light_error;
mod reflectance;
mod smoothest;
pub(crate) mod spectral_table;
mod typology;

pub use difference::{
    DeltaEWeights, UNNOTICED, delta_e_2000, delta_e_2000_dark_penalised, delta_e_2000_weighted,
};
pub use fast_lab::lab_from_linear;
pub use gamut::fits_screen;
pub(crate) use gamut::pixel_fits_screen;
pub use illuminant::Illuminant;
pub use interval::{Interval, LabInterval};
pub use lab::{Lab, Xyz, lab_of, mix_light, xyz_of};
pub(crate) use lab::{lab_from_ratios, lab_slopes};
pub use light_error::carry_light_error;
pub use reflectance::{BANDS, Reflectance, WAVELENGTHS_NM};
pub use smoothest::smoothest_reflectance;
pub use typology::individual_typology_angle;
