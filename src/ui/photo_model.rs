//! What the photo of the scalp shows, from the document.

use super::panels::{ChartBarModel, PreviewBarModel, PreviewView};
use super::{CanvasModel, ChartScene, MeasuredBy};
use crate::analysis::{kind_name, sentence};
use crate::app::{Document, HeldBench, PlanRef, PreviewBench, Work};
use crate::calibrate::{Calibration, CalibrationKind, ChartPick};
use crate::locale::{say, tr};
use crate::photo::ScreenMatrix;

/// The photo with everything marked on it, by its card or as taken.
pub(super) fn canvas_model(document: &Document, as_taken: bool) -> CanvasModel<'_> {
    let inputs = document.inputs();
    let empty_text = match document.work() {
        Work::Opening(_) => tr("The photo is being opened."),
        _ => tr("Drop a photo here, or open one with Ctrl+O."),
    };
    let (screen, screen_text) = match document.calibration() {
        Some(_) if as_taken => (ScreenMatrix::as_taken(), tr("Shown as taken, without the card")),
        Some(by_card) => {
            let said = match by_card.kind {
                CalibrationKind::Chart(_) => tr("Shown by the ColorChecker"),
                CalibrationKind::Profile(_) => tr("Shown by the card of an earlier photo"),
                _ => tr("Shown by the grey card"),
            };
            (ScreenMatrix::calibrated(&by_card.light.nearest_matrix()), said)
        }
        None => (ScreenMatrix::as_taken(), tr("Shown as taken")),
    };
    let uncalibrated = Calibration::uncalibrated();
    let light = &document.calibration().unwrap_or(&uncalibrated).light;
    CanvasModel {
        screen,
        screen_text,
        light: *light,
        is_calibrated: document.calibration().is_some(),
        touch: document.settings().display.touch,
        preview: None,
        image: document.photo().map(|p| &p.image),
        photo: document.photos_opened(),
        regions: &inputs.regions,
        grey: inputs.grey,
        chart: chart_scene(document),
        px_per_mm: inputs.px_per_mm,
        measured: measured_by(document),
        empty_text,
    }
}

/// The measurement, for showing what it left out; none while tones are measured again.
fn measured_by(document: &Document) -> Option<MeasuredBy<'_>> {
    let (calibration, tones) = document.measured().filter(|_| document.tones_are_current())?;
    Some(MeasuredBy {
        inputs: document.inputs(),
        photo: document.photo()?,
        calibration,
        sorting: tones.sorting.as_ref()?,
    })
}

/// The bar of the plan on the photo; none while there is none.
pub(super) fn preview_bar_model(
    document: &Document,
    (showing, held): (&PreviewBench, &HeldBench),
    view: PreviewView,
) -> Option<PreviewBarModel> {
    let plan = showing.plan()?;
    let told = match showing.refused() {
        Some(why) => sentence(why),
        None if showing.preview().is_none() => tr("The plan is being put on the photo.").to_owned(),
        None if showing.is_working() || !document.plans_are_current() => {
            tr("Being worked out again; this is the picture from before.").to_owned()
        }
        None => String::new(),
    };
    Some(PreviewBarModel {
        plans: plans_to_see(document, held),
        plan,
        view,
        told,
        screen_points_per_mm: document.settings().screen_points_per_mm,
    })
}

/// Every plan that can be put on the photo, with its name.
pub(super) fn plans_to_see(document: &Document, held: &HeldBench) -> Vec<(PlanRef, String)> {
    let found = document.matching().map(|matching| matching.proposals.as_slice()).unwrap_or_default();
    let found = (0..).zip(found).map(|(i, plan)| (PlanRef::Found(i), kind_name(plan.kind).to_owned()));
    let by_hand = held.by_hand().map(|plan| (PlanRef::ByHand, kind_name(plan.kind).to_owned()));
    let pinned = document.inputs().held.pinned.iter().zip(held.pinned()).enumerate();
    let pinned = pinned
        .filter(|(_, (_, judged))| judged.is_ok())
        .map(|(i, (pinned, _))| (PlanRef::Pinned(i), say!("Pinned: %{plan}", plan = pinned.name)));
    found.chain(by_hand).chain(pinned).collect()
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
