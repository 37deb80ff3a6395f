//! Pixels under a mask to the tones a match needs (layer 3).

mod bootstrap;
mod cell;
mod error;
mod judge;
mod light;
mod measure;
mod number;
mod peak;
mod tile;
mod tones;

pub use error::ToneError;
pub use measure::measure_tones;
pub use tones::{
    Follicle, HairForm, HairPieces, LightGradient, NotResolved, Rejected, Scale, ScaleSource, ScarTone, Tone,
    Tones,
};
