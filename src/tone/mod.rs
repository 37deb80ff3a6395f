//! Pixels under a mask to the tones a match needs (layer 3).

mod tones;

pub use tones::{
    Follicle, HairForm, HairPieces, LightGradient, NotResolved, Rejected, Scale, ScaleSource, ScarTone, Tone,
    Tones,
};
