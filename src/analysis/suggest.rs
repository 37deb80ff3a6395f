//! Patches of a photo that may be scars, with what the user has marked left out.

use super::Inputs;
use crate::calibrate::{Calibration, CalibrationKind, GreyPick};
use crate::photo::{Photo, PixelPos};
use crate::progress::{Cancelled, Progress};
use crate::region::{Disc, Regions, Shape, SuggestBasis, Suggestion, suggest_scars};

/// What is no skin, or known already: scars, exclusions, the grey card and the `ColorChecker`.
#[must_use]
pub fn not_skin(regions: &Regions, grey: Option<GreyPick>, chart: Option<[PixelPos; 4]>) -> Vec<Shape> {
    let scars = regions.scars.iter().flat_map(|scar| &scar.shapes);
    let mut shapes: Vec<Shape> = scars.chain(&regions.exclusions).cloned().collect();
    shapes.extend(grey.map(|pick| Shape::Disc(Disc { center: pick.center, radius: pick.radius })));
    shapes.extend(chart.map(|corners| Shape::Polygon(corners.to_vec())));
    shapes
}

/// Patches that are paler and barer than the skin around them, the clearest first, at most five. Nothing is measured
/// by them.
///
/// # Errors
/// When it was asked to stop.
pub fn suggest(
    inputs: &Inputs,
    photo: &Photo,
    calibration: &Calibration,
    progress: &dyn Progress,
) -> Result<Vec<Suggestion>, Cancelled> {
    let (chart, by_card) = match &calibration.kind {
        CalibrationKind::Chart(reading) => (Some(reading.outline()), Some(1.0 / reading.mm_per_px)),
        _ => (None, None),
    };
    let basis = SuggestBasis {
        xyz_from_linear: calibration.light.nearest_matrix(),
        px_per_mm: inputs.px_per_mm.or(by_card),
        leave_out: &not_skin(&inputs.regions, inputs.grey, chart),
    };
    suggest_scars(&photo.image, &basis, progress)
}
