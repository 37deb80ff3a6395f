//! What the steps panel says: the way from a photo to recipes, and how far along it the case is.

use super::proposals_model::jobs_to_choose;
use crate::analysis::{PhotoSource, difference, job_name};
use crate::app::{Document, Stage, Work};
use crate::calibrate::CalibrationKind;
use crate::locale::{capitalized, count, number, say, tr};
use crate::region::{RingSize, Surround};
use crate::tone::ScaleSource;
use crate::ui::canvas::Tool;

/// How wide a photo of a scar on a head can be, in mm: the scar with a ring of some millimetres of skin, up to the whole
/// head with what is about it. Assumed; outside of it the length is asked to be looked at again.
const LIKELY_WIDTHS_MM: std::ops::RangeInclusive<f64> = 20.0..=400.0;

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
            Self::Done => tr("✔ done"),
            Self::ToDo => tr("○ to do"),
            Self::Warning => tr("⚠ check"),
            Self::Working => tr("… working"),
        }
    }

    /// The mark alone.
    #[must_use]
    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::Done => "✔",
            Self::ToDo => "○",
            Self::Warning => "⚠",
            Self::Working => "…",
        }
    }
}

/// Puts the panel's words together.
#[must_use]
pub fn steps_model(document: &Document, tool: Tool) -> StepsModel {
    let all = [
        (tr("Photo"), photo(document), Some(Tool::Photo)),
        (tr("Card"), card(document), Some(card_tool(document, tool))),
        (tr("Scale"), scale(document), Some(Tool::Ruler)),
        (tr("Scar"), scar(document), Some(Tool::Scar)),
        (tr("Surround"), surround(document), Some(Tool::Surround)),
        (tr("Tones"), tones(document), None),
        (tr("Recipes"), recipes(document), None),
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
        return (StepState::Working, tr("Being opened").to_owned());
    }
    match (document.photo(), &document.inputs().photo) {
        (None, _) => (StepState::ToDo, tr("Open one or drop one on the window").to_owned()),
        (Some(_), PhotoSource::Bundled) => (StepState::Done, tr("Bundled case").to_owned()),
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
    match document.work() {
        Work::Refused(Stage::Calibrate, _) => {
            return (StepState::Warning, tr("Not fit: the reason is below the photo").to_owned());
        }
        Work::Running(Stage::Calibrate) => return (StepState::Working, tr("Being read").to_owned()),
        _ => {}
    }
    let (grey, chart) = (document.inputs().grey, document.inputs().chart);
    match (grey, document.calibration().map(|c| c.kind)) {
        (_, Some(CalibrationKind::Chart(reading))) if chart.is_some() => {
            let error = number(reading.leave_one_out_delta_e, 1);
            (StepState::Done, say!("ΔE %{error} on patches left out", error = error))
        }
        _ if chart.is_some() => (StepState::ToDo, tr("ColorChecker not read yet").to_owned()),
        (None, Some(CalibrationKind::Profile(reading))) => match reading.doubts().len() {
            0 => (StepState::Done, tr("By the card of an earlier photo").to_owned()),
            _ => (StepState::Warning, tr("By an earlier card: see the notes on the tones").to_owned()),
        },
        (None, _) if document.photo().is_none() => (StepState::ToDo, tr("Click the card").to_owned()),
        (None, _) => (StepState::Warning, tr("None: figures stay uncalibrated").to_owned()),
        (Some(_), Some(CalibrationKind::GreyCard(reading))) => {
            let cast = number(reading.cast_chroma, 0);
            if reading.doubt().is_some() {
                return (StepState::Warning, say!("Is it the card? Cast of %{cast} C*", cast = cast));
            }
            let exposure = number(reading.exposure, 2);
            let detail =
                say!("Exposure × %{exposure}, cast of %{cast} C* removed", exposure = exposure, cast = cast);
            (StepState::Done, detail)
        }
        (Some(pick), _) => {
            (StepState::Done, say!("Read as L* %{lightness}", lightness = number(pick.l_star, 0)))
        }
    }
}

fn scale(document: &Document) -> Standing {
    let measured = document.measured().and_then(|(_, tones)| tones.scale);
    if let (None, Some(scale)) = (document.inputs().px_per_mm, scale_by_card(document)) {
        return (StepState::Done, from_card(scale));
    }
    match (document.inputs().px_per_mm, measured) {
        (Some(scale), _) => given(scale, document),
        (None, Some(scale)) if scale.source == ScaleSource::Given => {
            (StepState::Done, from_card(scale.px_per_mm))
        }
        (None, Some(scale)) if scale.source == ScaleSource::HairWidth => {
            let scale = number(scale.px_per_mm, 0);
            (StepState::Warning, say!("About %{scale} px/mm, guessed from hair", scale = scale))
        }
        (None, _) => (StepState::ToDo, tr("Show a known length").to_owned()),
    }
}

/// A scale that was shown by hand, with how wide it makes the photo: a length in the wrong unit is seen by that.
fn given(scale: f64, document: &Document) -> Standing {
    let told = format!("{} px/mm", number(scale, 1));
    let Some(photo) = document.photo() else { return (StepState::Done, told) };
    let width = f64::from(photo.image.width()) / scale;
    let words = say!("%{told}, the photo is %{mm} mm wide", told = told, mm = number(width, 0));
    let state = if LIKELY_WIDTHS_MM.contains(&width) { StepState::Done } else { StepState::Warning };
    (state, words)
}

fn from_card(scale: f64) -> String {
    say!("%{scale} px/mm, from the card", scale = number(scale, 1))
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
        ([], _) => (StepState::ToDo, tr("Draw round it").to_owned()),
        ([only], 1) => (StepState::Done, only.name.clone()),
        (several, n) => {
            let detail = count!(
                several.len(),
                "%{n} scar, %{outlines} outlines",
                "%{n} scars, %{outlines} outlines",
                outlines = n
            );
            (StepState::Done, detail)
        }
    }
}

fn surround(document: &Document) -> Standing {
    let inputs = document.inputs();
    let (state, what) = match (&inputs.regions.surround, inputs.px_per_mm) {
        (Surround::Outline(_), _) => (StepState::Done, tr("Own outline").to_owned()),
        (Surround::Ring(RingSize::Auto), Some(_)) => (StepState::Done, tr("Ring 1 to 11 mm away").to_owned()),
        (Surround::Ring(RingSize::Auto), None) => {
            (StepState::Done, tr("Ring, 4 % of the photo wide").to_owned())
        }
        (Surround::Ring(RingSize::Millimetres { gap, width }), Some(_)) => {
            let (from, to) = (number(*gap, 1), number(gap + width, 1));
            (StepState::Done, say!("Ring %{from} to %{to} mm away", from = from, to = to))
        }
        (Surround::Ring(RingSize::Millimetres { .. }), None) => {
            (StepState::Warning, tr("Ring in mm needs a scale").to_owned())
        }
        (Surround::Ring(RingSize::Pixels { gap, width }), _) => {
            let (from, to) = (number(*gap, 0), number(gap + width, 0));
            (StepState::Done, say!("Ring %{from} to %{to} px away", from = from, to = to))
        }
    };
    let state = if inputs.regions.scars.is_empty() { StepState::ToDo } else { state };
    let detail = match inputs.regions.exclusions.len() {
        0 => what,
        n => format!("{what}, {}", count!(n, "%{n} place left out", "%{n} places left out")),
    };
    (state, detail)
}

fn tones(document: &Document) -> Standing {
    match document.work() {
        Work::Running(Stage::Measure) => (StepState::Working, tr("Being measured").to_owned()),
        Work::Refused(Stage::Calibrate, _) => {
            (StepState::ToDo, tr("Need another place on the card").to_owned())
        }
        Work::Refused(Stage::Measure, _) => (StepState::Warning, tr("Could not be measured").to_owned()),
        Work::Stopped(Stage::Measure) => (StepState::Warning, tr("Stopped").to_owned()),
        _ => match document.measured() {
            Some((_, tones)) if tones.scars.len() > tones.planned_scar => {
                let than = difference(tones.scar_skin().lab, tones.bare_skin.lab);
                (StepState::Done, say!("Scar %{difference}", difference = than))
            }
            Some(_) => (StepState::Done, tr("Measured").to_owned()),
            None => (StepState::ToDo, tr("Follow from the marks").to_owned()),
        },
    }
}

fn recipes(document: &Document) -> Standing {
    match document.work() {
        Work::Running(Stage::Match) => (StepState::Working, tr("Being looked for").to_owned()),
        Work::Refused(Stage::Match, _) => (StepState::Warning, tr("None found").to_owned()),
        Work::Stopped(Stage::Match) => (StepState::Warning, tr("Stopped").to_owned()),
        _ => match document.matching() {
            Some(matching) if matching.proposals.is_empty() => {
                (StepState::Warning, tr("Nothing to recommend").to_owned())
            }
            Some(matching) => {
                let n = matching.proposals.len();
                let job = capitalized(job_name(matching.job.kind));
                (StepState::Done, count!(n, "%{job}: %{n} plan", "%{job}: %{n} plans", job = job))
            }
            None => (StepState::ToDo, tr("Follow the tones").to_owned()),
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
