//! The physical model: pigment in skin to reflectance (layer 1).

mod colourant;

pub use colourant::{COLOURANTS, Colourant, Concentrations};
