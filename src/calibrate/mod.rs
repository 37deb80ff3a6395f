//! From linear light as the camera gave it to colours under D65 (layer 2).

mod calibration;
mod cast;
mod grey;

pub use calibration::{Calibration, CalibrationKind, GreyPick, GreyReading};
pub use grey::CalibrationError;
