//! What the steps panel says: the way from a photo to recipes, and how far along it the case is.

use super::proposals_model::jobs_to_choose;
use crate::analysis::{PhotoSource, capitalized, difference, job_name};
use crate::app::{Document, Stage, Work};
use crate::calibrate::CalibrationKind;
use crate::region::{RingSize, Surround};
use crate::tone::ScaleSource;
use crate::ui::canvas::Tool;

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Done.
    Done,
    /// Still to be done.
    ToDo,
    /// Goes on without, at a price that is told.
    Warning,
    /// The program is at it.
    Working,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepModel {
    /// "1 Photo".
    pub title: String,
    /// How it stands.
    pub state: StepState,
    /// What was done, or what to do; one short line.
    pub detail: String,
    /// The tool it needs.
    pub tool: Option<Tool>,
}

/// All steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepsModel {
    /// In the order of the work.
    pub steps: Vec<StepModel>,
    /// The tool in hand.
    pub tool: Tool,
}

impl StepState {
    /// In a mark and a word: nobody needs to tell colours apart.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Done => "✔ done",
            Self::ToDo => "○ to do",
            Self::Warning => "⚠ check",
            Self::Working => "… working",
        }
    }
}

/// Puts the panel's words together.
#[must_use]
pub fn steps_model(document: &Document, tool: Tool) -> StepsModel {
    let all = [
        ("Photo", photo(document), Some(Tool::Photo)),
        ("Card", card(document), Some(card_tool(document, tool))),
        ("Scale", scale(document), Some(Tool::Ruler)),
        ("Scar", scar(document), Some(Tool::Scar)),
        ("Surround", surround(document), Some(Tool::Surround)),
        ("Tones", tones(document), None),
        ("Recipes", recipes(document), None),
    ];
    let steps = all.into_iter().enumerate().map(|(i, (title, (state, detail), tool))| StepModel {
        title: format!("{} {title}", i + 1),
        state,
        detail,
        tool,
    });
    StepsModel { steps: steps.collect(), tool }
}

type Standing = (StepState, String);

fn photo(document: &Document) -> Standing {
    if matches!(document.work(), Work::Opening(_)) {
        return (StepState::Working, "Being opened".to_owned());
    }
    match (document.photo(), &document.inputs().photo) {
        (None, _) => (StepState::ToDo, "Open one or drop one on the window".to_owned()),
        (Some(_), PhotoSource::Bundled) => (StepState::Done, "Bundled case".to_owned()),
        (Some(_), PhotoSource::File(path)) => {
            let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
            (StepState::Done, name)
        }
    }
}

/// The tool for the card that there is; while there is none, whichever the hand holds.
fn card_tool(document: &Document, held: Tool) -> Tool {
    match (document.inputs().chart, held) {
        (Some(_), _) | (None, Tool::Chart) => Tool::Chart,
        _ => Tool::Grey,
    }
}

fn card(document: &Document) -> Standing {
    let none = "None: figures stay uncalibrated";
    match document.work() {
        Work::Refused(Stage::Calibrate, _) => {
            return (StepState::Warning, "Not fit: the reason is below the photo".to_owned());
        }
        Work::Running(Stage::Calibrate) => return (StepState::Working, "Being read".to_owned()),
        _ => {}
    }
    let (grey, chart) = (document.inputs().grey, document.inputs().chart);
    match (grey, document.calibration().map(|c| c.kind)) {
        (_, Some(CalibrationKind::Chart(reading))) if chart.is_some() => {
            let detail = format!("ΔE {:.1} on patches left out", reading.leave_one_out_delta_e);
            (StepState::Done, detail)
        }
        _ if chart.is_some() => (StepState::ToDo, "ColorChecker not read yet".to_owned()),
        (None, Some(CalibrationKind::Profile(reading))) => match reading.doubts().len() {
            0 => (StepState::Done, "By the card of an earlier photo".to_owned()),
            _ => (StepState::Warning, "By an earlier card: see the notes on the tones".to_owned()),
        },
        (None, _) if document.photo().is_none() => (StepState::ToDo, "Click the card".to_owned()),
        (None, _) => (StepState::Warning, none.to_owned()),
        (Some(_), Some(CalibrationKind::GreyCard(reading))) => {
            let detail =
                format!("Exposure × {:.2}, cast of {:.0} C* removed", reading.exposure, reading.cast_chroma);
            match reading.doubt() {
                Some(_) => {
                    (StepState::Warning, format!("Is it the card? Cast of {:.0} C*", reading.cast_chroma))
                }
                None => (StepState::Done, detail),
            }
        }
        (Some(pick), _) => (StepState::Done, format!("Read as L* {:.0}", pick.l_star)),
    }
}

fn scale(document: &Document) -> Standing {
    let measured = document.measured().and_then(|(_, tones)| tones.scale);
    if let (None, Some(scale)) = (document.inputs().px_per_mm, scale_by_card(document)) {
        return (StepState::Done, format!("{scale:.1} px/mm, from the card"));
    }
    match (document.inputs().px_per_mm, measured) {
        (Some(scale), _) => (StepState::Done, format!("{scale:.1} px/mm")),
        (None, Some(scale)) if scale.source == ScaleSource::Given => {
            (StepState::Done, format!("{:.1} px/mm, from the card", scale.px_per_mm))
        }
        (None, Some(scale)) if scale.source == ScaleSource::HairWidth => {
            (StepState::Warning, format!("About {:.0} px/mm, guessed from hair", scale.px_per_mm))
        }
        (None, _) => (StepState::ToDo, "Show a known length".to_owned()),
    }
}

/// Pixels on a millimetre by the `ColorChecker` in the photo.
#[must_use]
pub(in crate::ui) fn scale_by_card(document: &Document) -> Option<f64> {
    match document.calibration()?.kind {
        CalibrationKind::Chart(reading) if document.inputs().chart.is_some() => Some(1.0 / reading.mm_per_px),
        _ => None,
    }
}

fn scar(document: &Document) -> Standing {
    let scars = &document.inputs().regions.scars;
    let outlines: usize = scars.iter().map(|s| s.shapes.len()).sum();
    match (scars.as_slice(), outlines) {
        ([], _) => (StepState::ToDo, "Draw round it".to_owned()),
        ([only], 1) => (StepState::Done, only.name.clone()),
        (several, n) => {
            let scars = if several.len() == 1 { "scar" } else { "scars" };
            (StepState::Done, format!("{} {scars}, {n} outlines", several.len()))
        }
    }
}

fn surround(document: &Document) -> Standing {
    let inputs = document.inputs();
    let left_out = match inputs.regions.exclusions.len() {
        0 => String::new(),
        1 => ", 1 place left out".to_owned(),
        n => format!(", {n} places left out"),
    };
    let (state, what) = match (&inputs.regions.surround, inputs.px_per_mm) {
        (Surround::Outline(_), _) => (StepState::Done, "Own outline".to_owned()),
        (Surround::Ring(RingSize::Auto), Some(_)) => (StepState::Done, "Ring 1 to 11 mm away".to_owned()),
        (Surround::Ring(RingSize::Auto), None) => (StepState::Done, "Ring, 4 % of the photo wide".to_owned()),
        (Surround::Ring(RingSize::Millimetres { gap, width }), Some(_)) => {
            (StepState::Done, format!("Ring {gap:.1} to {:.1} mm away", gap + width))
        }
        (Surround::Ring(RingSize::Millimetres { .. }), None) => {
            (StepState::Warning, "Ring in mm needs a scale".to_owned())
        }
        (Surround::Ring(RingSize::Pixels { gap, width }), _) => {
            (StepState::Done, format!("Ring {gap:.0} to {:.0} px away", gap + width))
        }
    };
    let state = if inputs.regions.scars.is_empty() { StepState::ToDo } else { state };
    (state, format!("{what}{left_out}"))
}

fn tones(document: &Document) -> Standing {
    match document.work() {
        Work::Running(Stage::Measure) => (StepState::Working, "Being measured".to_owned()),
        Work::Refused(Stage::Calibrate, _) => (StepState::ToDo, "Need another place on the card".to_owned()),
        Work::Refused(Stage::Measure, _) => (StepState::Warning, "Could not be measured".to_owned()),
        Work::Stopped(Stage::Measure) => (StepState::Warning, "Stopped".to_owned()),
        _ => match document.measured() {
            Some((_, tones)) if tones.scars.len() > tones.planned_scar => {
                let than = difference(tones.scar_skin().lab, tones.bare_skin.lab);
                (StepState::Done, format!("Scar {than}"))
            }
            Some(_) => (StepState::Done, "Measured".to_owned()),
            None => (StepState::ToDo, "Follow from the marks".to_owned()),
        },
    }
}

fn recipes(document: &Document) -> Standing {
    match document.work() {
        Work::Running(Stage::Match) => (StepState::Working, "Being looked for".to_owned()),
        Work::Refused(Stage::Match, _) => (StepState::Warning, "None found".to_owned()),
        Work::Stopped(Stage::Match) => (StepState::Warning, "Stopped".to_owned()),
        _ => match document.matching() {
            Some(matching) if matching.proposals.is_empty() => {
                (StepState::Warning, "Nothing to recommend".to_owned())
            }
            Some(matching) => {
                let n = matching.proposals.len();
                let plans = if n == 1 { "plan" } else { "plans" };
                (StepState::Done, format!("{}: {n} {plans}", capitalized(job_name(matching.job.kind))))
            }
            None => (StepState::ToDo, "Follow the tones".to_owned()),
        },
    }
}

/// What the job that was chosen by hand is called.
#[must_use]
pub(super) fn chosen_job(document: &Document) -> String {
    let chosen = document.inputs().job;
    let named = jobs_to_choose().into_iter().find(|(job, _)| *job == chosen);
    named.map_or_else(String::new, |(_, name)| name)
}
