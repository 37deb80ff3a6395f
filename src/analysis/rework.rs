//! What was decided on a photo before, worked out again.

use jiff::civil::Date;

use super::error::AnalysisError;
use super::inputs::Inputs;
use super::reference::calibrate;
use super::stages::{judge_on, measure_by};
use super::trust::check_trust;
use crate::blend::{HandCup, HandError, HandPlan, Proposal};
use crate::calibrate::Calibration;
use crate::library::{Shade, ShadeLibrary};
use crate::optics::prior::Belief;
use crate::photo::Photo;
use crate::progress::Progress;
use crate::tone::Tones;
use crate::trust::PhotoTrust;

/// What follows from a photo and the plan that was decided on.
#[derive(Debug, Clone, PartialEq)]
pub struct Reworked {
    /// How far the photo can be trusted.
    pub trust: PhotoTrust,
    /// How exposure and white were set.
    pub calibration: Calibration,
    /// What was measured.
    pub tones: Tones,
    /// The plan with its predicted look, or why it cannot be judged; none without a plan.
    pub plan: Option<Result<Proposal, HandError>>,
}

impl Reworked {
    /// Of a photo that was measured already: only the plan is judged, as of its day. A bottle that it needs counts as
    /// in stock, for it was when the plan was made.
    #[must_use]
    pub fn of_measured(
        inputs: &Inputs,
        (trust, calibration, tones): (PhotoTrust, Calibration, Tones),
        (plan, day): (Option<&HandPlan>, Date),
        (library, learnt): (&ShadeLibrary, Option<&Belief>),
    ) -> Self {
        let plan = plan.map(|plan| {
            let library = at_hand(library, plan);
            judge_on((plan, day), inputs, (&calibration, &tones), &library, learnt)
        });
        Self { trust, calibration, tones, plan }
    }
}

/// A photo and the plan that was decided on, to tones and its predicted look. A red photo is not held back: what was
/// done is to be told with what spoke against it.
///
/// # Errors
/// Those of [`measure`](super::measure).
pub fn rework(
    inputs: &Inputs,
    photo: &Photo,
    decided: (Option<&HandPlan>, Date),
    bottles: (&ShadeLibrary, Option<&Belief>),
    progress: &dyn Progress,
) -> Result<Reworked, AnalysisError> {
    let calibration = calibrate(inputs, photo)?.calibration;
    let trust = check_trust(inputs, photo, &calibration);
    let tones = measure_by(inputs, photo, &calibration, progress)?;
    Ok(Reworked::of_measured(inputs, (trust, calibration, tones), decided, bottles))
}

/// The library with the plan's bottles on the shelf.
fn at_hand(library: &ShadeLibrary, plan: &HandPlan) -> ShadeLibrary {
    let cups = [&plan.wash, &plan.dots, &plan.surround].into_iter().flatten();
    let used: Vec<&str> = cups.flat_map(|cup: &HandCup| &cup.parts).map(|part| part.shade.as_str()).collect();
    let shades = library.shades().iter().cloned();
    shades
        .map(|shade| Shade { in_stock: shade.in_stock || used.contains(&shade.id.as_str()), ..shade })
        .collect()
}
