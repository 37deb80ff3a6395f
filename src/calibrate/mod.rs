//! From linear light as the camera gave it to colours under D65 (layer 3).
//!
//! [`Calibration::from_grey`] sets white and exposure by a neutral card, [`calibrate_by_chart`] finds a
//! ColorChecker (`search`), reads its 24 patches and chooses a model by the error on patches it has not seen.

mod calibration;
mod cast;
mod chart;
mod chart_error;
mod chart_pick;
mod chart_place;
mod chart_reading;
mod edition;
mod grey;
mod homography;
mod least_squares;
mod light_model;
mod own_light;
mod patch_fit;
mod profile;
mod reference;
mod search;
mod sound;

pub use calibration::{Calibration, CalibrationKind, GreyPick, GreyReading};
pub use chart::{ChartCalibration, ChartPatch, ChartReading, calibrate_by_chart};
pub use chart_error::ChartError;
pub use chart_pick::{ChartPick, ChartSize};
pub use chart_place::chart_grid;
pub use edition::Edition;
pub use grey::CalibrationError;
pub(crate) use least_squares::least_squares;
pub use light_model::{LightModel, ModelKind};
pub use profile::{CameraProfile, ProfileError, ProfileReading};
pub use reference::{PATCHES, ReferencePatch, reference_patches};
