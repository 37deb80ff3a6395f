//! What the photo of the scalp shows, from the document.

use super::panels::ChartBarModel;
use super::{CanvasModel, ChartScene};
use crate::app::{Document, Work};
use crate::calibrate::{CalibrationKind, ChartPick};
use crate::photo::ScreenMatrix;

/// The photo with everything marked on it, by its card or as taken.
pub(super) fn canvas_model(document: &Document, as_taken: bool) -> CanvasModel<'_> {
    let inputs = document.inputs();
    let empty_text = match document.work() {
        Work::Opening(_) => "The photo is being opened.",
        _ => "Drop a photo here, or open one with Ctrl+O.",
    };
    let (screen, screen_text) = match document.calibration() {
        Some(_) if as_taken => (ScreenMatrix::as_taken(), "Shown as taken, without the card"),
        Some(by_card) => {
            let said = match by_card.kind {
                CalibrationKind::Chart(_) => "Shown by the ColorChecker",
                CalibrationKind::Profile(_) => "Shown by the card of an earlier photo",
                _ => "Shown by the grey card",
            };
            (ScreenMatrix::calibrated(&by_card.light.nearest_matrix()), said)
        }
        None => (ScreenMatrix::as_taken(), "Shown as taken"),
    };
    CanvasModel {
        screen,
        screen_text,
        image: document.photo().map(|p| &p.image),
        photo: document.photos_opened(),
        regions: &inputs.regions,
        grey: inputs.grey,
        chart: chart_scene(document),
        px_per_mm: inputs.px_per_mm,
        empty_text,
    }
}

/// The card: where it was read, or where its corners were put until it is read again.
fn chart_scene(document: &Document) -> ChartScene<'_> {
    let chart = ChartBarModel::of(document);
    let told = chart.edition.map(|edition| ChartPick { corners: None, edition, size: chart.size });
    let read = document.reference().filter(|_| document.reference_is_current());
    let reading = read.and_then(|reference| match &reference.calibration.kind {
        CalibrationKind::Chart(reading) => Some((reading.corners, reference.patches.as_slice())),
        _ => None,
    });
    let (corners, patches) = match reading {
        Some((corners, patches)) => (Some(corners), patches),
        None => (chart.pick.and_then(|pick| pick.corners), Default::default()),
    };
    ChartScene { corners, patches, pick: told }
}
