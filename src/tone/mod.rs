//! Pixels under a mask to the tones a match needs (layer 4).

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
mod histogram;
mod judge;
mod left_out;
mod light;
mod measure;
mod number;
mod peak;
mod pieces;
mod plausible;
mod report;
mod section;
mod skin;
mod sorting;
mod texture;
mod tile;
mod tones;
mod unmix;

pub use certainty::Certainty;
pub use error::ToneError;
pub use histogram::{LIGHTNESS_BINS, LightnessHistogram, PixelUse};
pub use left_out::{LeftOut, left_out};
pub use measure::measure_tones;
pub use sorting::Sorting;
pub use tones::{
    Follicle, HairForm, HairPieces, LightGradient, NotResolved, Rejected, Scale, ScaleSource, ScarTone, Tone,
    Tones,
};
