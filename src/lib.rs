//! Scalp Shade chooses pigment before scalp micropigmentation over a scar.

pub mod analysis;
pub mod app;
pub mod blend;
pub mod calibrate;
pub mod cli;
pub mod color;
pub mod library;
pub mod optics;
pub mod photo;
pub mod progress;
pub mod region;
pub mod render;
pub mod tone;
#[cfg(feature = "gui")]
pub mod ui;
