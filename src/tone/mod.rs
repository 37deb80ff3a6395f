//! Pixels under a mask to the tones a match needs (layer 3).

mod across;
mod beyond;
mod bootstrap;
mod cell;
mod certainty;
mod contrast;
mod error;
mod follicle;
mod forward;
mod hair;
mod judge;
mod light;
mod measure;
mod number;
mod peak;
mod pieces;
mod plausible;
mod report;
mod section;
mod skin;
mod texture;
mod tile;
mod tones;
mod unmix;

pub use certainty::Certainty;
pub use error::ToneError;
pub use measure::measure_tones;
pub use tones::{
    Follicle, HairForm, HairPieces, LightGradient, NotResolved, Rejected, Scale, ScaleSource, ScarTone, Tone,
    Tones,
};
