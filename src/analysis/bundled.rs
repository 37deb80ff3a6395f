//! The case that comes with the program.

use serde::Deserialize;

use super::error::AnalysisError;
use super::inputs::{Inputs, PhotoSource};
use crate::calibrate::GreyPick;
use crate::photo::{DecodeLimits, Photo, decode_photo};
use crate::region::Regions;

const PHOTO: &[u8] = include_bytes!("../../assets/case/photo.jpg");
const CASE: &str = include_str!("../../assets/case/case.ron");

/// What is marked on the bundled photo. The file also carries the truth, which only tests read.
#[derive(Deserialize)]
struct Marked {
    regions: Regions,
    grey: Option<GreyPick>,
    px_per_mm: f64,
}

/// The bundled photo with everything marked on it.
///
/// # Errors
/// Only when the program was built from damaged files.
pub fn bundled_case() -> Result<(Inputs, Photo), AnalysisError> {
    let marked: Marked =
        ron::from_str(CASE).map_err(|error| AnalysisError::Bundled { cause: error.to_string() })?;
    let inputs = Inputs {
        photo: PhotoSource::Bundled,
        grey: marked.grey,
        regions: marked.regions,
        px_per_mm: Some(marked.px_per_mm),
        ..Inputs::default()
    };
    let mut photo = decode_photo(PHOTO, &DecodeLimits::default())?;
    // The file names neither a camera nor its colours; it was rendered, in sRGB.
    photo.facts.origin.color_told = true;
    Ok((inputs, photo))
}
