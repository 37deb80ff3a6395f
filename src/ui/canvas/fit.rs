//! Which part of the photo is worth the whole canvas.

use super::CanvasModel;

/// Skin shown on each side of a scar that is zoomed to, mm.
const AROUND_MM: f64 = 8.0;
/// The same where several pictures share the canvas: as large as can be comes first.
const AROUND_IN_GRID_MM: f64 = 4.0;

/// What is fitted into the canvas unless something else is asked for: the scar, once a plan is to be judged on it.
pub(super) fn usual_part(model: &CanvasModel<'_>) -> Option<[f64; 4]> {
    model.preview.as_ref().and_then(|_| scar_part(model))
}

/// The largest scar with some skin on each side: left, top, right, bottom.
pub(super) fn scar_part(model: &CanvasModel<'_>) -> Option<[f64; 4]> {
    let [width, height] = size_of(model).map(f64::from);
    let in_grid = model.preview.as_ref().is_some_and(|preview| preview.mode.pictures() > 1);
    let around = match model.px_per_mm {
        Some(scale) => scale * if in_grid { AROUND_IN_GRID_MM } else { AROUND_MM },
        None => 0.04 * width.hypot(height),
    };
    let largest = model.regions.scars.iter().max_by(|a, b| a.area().total_cmp(&b.area()))?;
    let [left, top, right, bottom] = largest.bounds()?;
    Some([
        (left - around).clamp(0.0, width),
        (top - around).clamp(0.0, height),
        (right + around).clamp(0.0, width),
        (bottom + around).clamp(0.0, height),
    ])
}

/// Pixels across and down.
pub(super) fn size_of(model: &CanvasModel<'_>) -> [u32; 2] {
    model.image.map_or([1, 1], |image| [image.width(), image.height()])
}
