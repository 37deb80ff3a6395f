//! What a ColorChecker said, as JSON.

use serde::Serialize;

use super::{Figure, of_lab};
use crate::calibrate::{ChartCalibration, ChartPatch, ChartReading, Edition, ModelKind, ProfileReading};
use crate::photo::PixelPos;

/// Answer of `calibrate`.
#[derive(Debug, Serialize)]
pub(in super::super) struct ChartReport {
    model: ModelKind,
    fit_delta_e: Figure,
    leave_one_out_delta_e: Figure,
    skin_held_out_delta_e: Option<Figure>,
    /// Outer corners of dark skin, bluish green, black and white.
    corners: [[Figure; 2]; 4],
    patches: Vec<PatchReport>,
    light: LightReport,
    mm_per_px: Figure,
}

/// Uneven light over the card.
#[derive(Debug, Serialize)]
struct LightReport {
    percent: Figure,
    /// Where on the picture it grows, from the right over the top.
    toward_degrees: Option<Figure>,
    corrected: bool,
}

#[derive(Debug, Serialize)]
struct PatchReport {
    name: &'static str,
    lab: [Figure; 3],
    reference: [Figure; 3],
    /// Light on it, where the mean of the card is 1.
    light: Option<Figure>,
    used: bool,
    /// Why it was not used.
    dropped: Option<&'static str>,
}

/// The figures of a card among those of a measured photo.
#[derive(Debug, Serialize)]
pub(super) struct ChartFigures {
    edition: Edition,
    model: ModelKind,
    used: usize,
    fit_delta_e: Figure,
    leave_one_out_delta_e: Figure,
    skin_held_out_delta_e: Option<Figure>,
    corners: [[Figure; 2]; 4],
    light_percent: Figure,
    light_corrected: bool,
    mm_per_px: Figure,
}

/// The figures of a camera profile among those of a measured photo.
#[derive(Debug, Serialize)]
pub(super) struct ProfileFigures {
    model: ModelKind,
    leave_one_out_delta_e: Figure,
    hours: Option<Figure>,
    exposure_stops: Option<Figure>,
}

impl ProfileFigures {
    pub(super) fn new(reading: &ProfileReading) -> Self {
        Self {
            model: reading.model,
            leave_one_out_delta_e: Figure(reading.leave_one_out_delta_e),
            hours: reading.hours.map(Figure),
            exposure_stops: reading.stops.map(Figure),
        }
    }
}

impl ChartReport {
    pub(in super::super) fn new(chart: &ChartCalibration) -> Self {
        let reading = &chart.reading;
        Self {
            model: reading.model,
            fit_delta_e: Figure(reading.fit_delta_e),
            leave_one_out_delta_e: Figure(reading.leave_one_out_delta_e),
            skin_held_out_delta_e: reading.skin_held_out_delta_e.map(Figure),
            corners: reading.corners.map(place),
            patches: chart.patches.iter().map(PatchReport::new).collect(),
            light: LightReport {
                percent: Figure(reading.light_percent),
                toward_degrees: reading.light_toward_degrees.map(Figure),
                corrected: reading.light_corrected,
            },
            mm_per_px: Figure(reading.mm_per_px),
        }
    }
}

impl PatchReport {
    fn new(patch: &ChartPatch) -> Self {
        Self {
            name: patch.reference.name,
            lab: of_lab(patch.lab),
            reference: of_lab(patch.reference.lab),
            light: patch.light.map(Figure),
            used: patch.dropped.is_none(),
            dropped: patch.dropped,
        }
    }
}

impl ChartFigures {
    pub(super) fn new(reading: &ChartReading) -> Self {
        Self {
            edition: reading.pick.edition,
            model: reading.model,
            used: reading.used,
            fit_delta_e: Figure(reading.fit_delta_e),
            leave_one_out_delta_e: Figure(reading.leave_one_out_delta_e),
            skin_held_out_delta_e: reading.skin_held_out_delta_e.map(Figure),
            corners: reading.corners.map(place),
            light_percent: Figure(reading.light_percent),
            light_corrected: reading.light_corrected,
            mm_per_px: Figure(reading.mm_per_px),
        }
    }
}

fn place(corner: PixelPos) -> [Figure; 2] {
    [Figure(corner.x), Figure(corner.y)]
}
