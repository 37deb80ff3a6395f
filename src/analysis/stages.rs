//! The stages, one after the other.

use jiff::civil::Date;

use super::error::AnalysisError;
use super::inputs::{Inputs, Outcome};
use super::reference::calibrate;
use super::target::match_target;
use super::trust::{admit, check_trust};
use crate::blend::{
    CaseHint, DROPS_RANGE_ML, HandError, HandPlan, MatchSettings, Matching, OtherBottles, Proposal,
    find_brought, find_matches, find_other_bottles, judge_by_hand, not_on_shelf,
};
use crate::calibrate::{Calibration, CalibrationKind};
use crate::color::{UNNOTICED, delta_e_2000};
use crate::library::{Shade, ShadeLibrary};
use crate::locale::{number, say, today, tr};
use crate::optics::prior::Belief;
use crate::photo::Photo;
use crate::progress::Progress;
use crate::region::{Regions, Shape};
use crate::tone::{LeftOut, Sorting, Tones, left_out, measure_tones};

/// Photo to tones: exposure and white by the reference, then every tone under the outlines.
///
/// # Errors
/// When the reference is not fit, the outlines are not sound, too little skin is left, or the work was asked
/// to stop.
pub fn measure(
    inputs: &Inputs,
    photo: &Photo,
    progress: &dyn Progress,
) -> Result<(Calibration, Tones), AnalysisError> {
    check(inputs)?;
    let calibration = calibrate(inputs, photo)?.calibration;
    let tones = measure_by(inputs, photo, &calibration, progress)?;
    Ok((calibration, tones))
}

/// Photo to tones, by colours that were set before.
///
/// # Errors
/// When the outlines are not sound, too little skin is left, or the work was asked to stop.
pub fn measure_by(
    inputs: &Inputs,
    photo: &Photo,
    calibration: &Calibration,
    progress: &dyn Progress,
) -> Result<Tones, AnalysisError> {
    check(inputs)?;
    let (regions, scale, notes) = outlined(inputs, calibration);
    let mut tones = measure_tones(&photo.image, &regions, calibration, scale, progress)?;
    tones.notes.extend(notes);
    tones.notes.extend(alike(&tones));
    Ok(tones)
}

/// Where pixels were left out of the tones that [`measure_by`] measured with the same inputs.
///
/// # Errors
/// When the outlines are not sound, or the work was asked to stop.
pub fn find_left_out(
    inputs: &Inputs,
    photo: &Photo,
    (calibration, sorting): (&Calibration, &Sorting),
    progress: &dyn Progress,
) -> Result<LeftOut, AnalysisError> {
    check(inputs)?;
    let (regions, scale, _) = outlined(inputs, calibration);
    Ok(left_out(&photo.image, &regions, calibration, scale, sorting, progress)?)
}

/// What is measured by this calibration: the regions without the card, the scale, and what is to be said of them.
pub(super) fn outlined(inputs: &Inputs, calibration: &Calibration) -> (Regions, Option<f64>, Vec<String>) {
    let (mut regions, mut scale) = (inputs.regions.clone(), inputs.px_per_mm);
    let mut notes = Vec::new();
    match calibration.kind {
        CalibrationKind::GreyCard(reading) => notes.extend(reading.doubt()),
        CalibrationKind::Chart(reading) => {
            regions.exclusions.push(Shape::Polygon(reading.outline().to_vec()));
            if scale.is_none() {
                scale = Some(1.0 / reading.mm_per_px);
                notes.push(say!(
                    "The scale is taken from the card, as a %{card}",
                    card = reading.pick.size.words()
                ));
            }
        }
        CalibrationKind::Profile(reading) => notes.extend(reading.doubts()),
        CalibrationKind::Uncalibrated => {}
    }
    (regions, scale, notes)
}

/// What is said of a scar that is hard to see already.
fn alike(tones: &Tones) -> Option<String> {
    let apart = delta_e_2000(tones.scar_skin().lab, tones.area_average.lab);
    (apart < UNNOTICED).then(|| {
        say!(
            "The scar's skin hardly differs from the area around it (ΔE00 %{distance}): leaving it as it is may be the better plan",
            distance = number(apart, 1)
        )
    })
}

/// Tones to recipes; `learnt` is what the studio's healed results taught, none leaves the priors.
///
/// # Errors
/// When no search can be made with this library, or the work was asked to stop.
pub fn find(
    inputs: &Inputs,
    (calibration, tones): (&Calibration, &Tones),
    library: &ShadeLibrary,
    learnt: Option<&Belief>,
    top: Option<usize>,
    progress: &dyn Progress,
) -> Result<Matching, AnalysisError> {
    check(inputs)?;
    let settings = settings(inputs, learnt);
    let settings = MatchSettings { top: top.unwrap_or(settings.top), ..settings };
    let target = match_target(inputs, calibration, tones);
    Ok(find_matches(&target, library, &settings, progress)?)
}

/// What each bottle would bring that the best recipe does without: those of the library, and of the reference shades
/// that come with the program.
///
/// # Errors
/// Those of [`find`].
pub fn find_others(
    inputs: &Inputs,
    (calibration, tones): (&Calibration, &Tones),
    library: &ShadeLibrary,
    learnt: Option<&Belief>,
    progress: &dyn Progress,
) -> Result<OtherBottles, AnalysisError> {
    check(inputs)?;
    let target = match_target(inputs, calibration, tones);
    let settings = settings(inputs, learnt);
    Ok(find_other_bottles(&target, (library, &ShadeLibrary::bundled()), &settings, progress)?)
}

/// What each of `candidates` would bring to the best plan if it stood on the shelf too; those that are in the library
/// and left out by hand are tried again.
///
/// # Errors
/// Those of [`find`].
pub fn find_brought_to(
    inputs: &Inputs,
    (calibration, tones): (&Calibration, &Tones),
    shelf: (&ShadeLibrary, &[Shade]),
    learnt: Option<&Belief>,
    progress: &dyn Progress,
) -> Result<CaseHint, AnalysisError> {
    check(inputs)?;
    let target = match_target(inputs, calibration, tones);
    // What had to be in the recipe then was for that day.
    let settings = MatchSettings { with: Vec::new(), ..settings(inputs, learnt) };
    Ok(find_brought(&target, shelf, &settings, progress)?)
}

/// The bottles that could be bought: those of the library that are not on the shelf today, then those of `elsewhere`.
#[must_use]
pub fn not_at_hand(library: &ShadeLibrary, elsewhere: &ShadeLibrary) -> Vec<Shade> {
    not_on_shelf(library, elsewhere, &settings(&Inputs::default(), None))
}

/// Judges a plan that a hand has changed, as [`find`] judges those it finds.
///
/// # Errors
/// When a bottle is not at hand, a cup cannot be measured, or the plan lacks a cup.
pub fn judge(
    plan: &HandPlan,
    inputs: &Inputs,
    measured: (&Calibration, &Tones),
    library: &ShadeLibrary,
    learnt: Option<&Belief>,
) -> Result<Proposal, HandError> {
    judge_on((plan, today()), inputs, measured, library, learnt)
}

/// Judges a plan as of a day: bottles count as they were dated then.
pub(super) fn judge_on(
    (plan, day): (&HandPlan, Date),
    inputs: &Inputs,
    (calibration, tones): (&Calibration, &Tones),
    library: &ShadeLibrary,
    learnt: Option<&Belief>,
) -> Result<Proposal, HandError> {
    let target = match_target(inputs, calibration, tones);
    // A hand may take what the search leaves out.
    let (without, with) = (Vec::new(), Vec::new());
    let settings = MatchSettings { without, with, today: Some(day), ..settings(inputs, learnt) };
    judge_by_hand(plan, &target, library, &settings)
}

fn settings(inputs: &Inputs, learnt: Option<&Belief>) -> MatchSettings {
    MatchSettings {
        job: inputs.job,
        cup_ml: inputs.cup_ml,
        measured_by_drop: inputs.measured_by_drop,
        drop_ml: inputs.drop_ml,
        thresholds: inputs.thresholds,
        today: Some(today()),
        learnt: learnt.copied(),
        without: inputs.without.clone(),
        with: inputs.with.clone(),
        ..MatchSettings::default()
    }
}

/// Photo to recipes.
///
/// # Errors
/// Those of [`measure`], [`admit`] and [`find`].
pub fn analyze(
    inputs: &Inputs,
    photo: &Photo,
    library: &ShadeLibrary,
    progress: &dyn Progress,
) -> Result<Outcome, AnalysisError> {
    let calibration = calibrate(inputs, photo)?.calibration;
    let trust = check_trust(inputs, photo, &calibration);
    admit(inputs, &trust)?;
    let tones = measure_by(inputs, photo, &calibration, progress)?;
    let matching = find(inputs, (&calibration, &tones), library, None, None, progress)?;
    Ok(Outcome { trust, calibration, tones, matching })
}

/// Numbers that no stage checks by itself.
fn check(inputs: &Inputs) -> Result<(), AnalysisError> {
    let told = [
        (tr("the scale in pixels per millimetre"), inputs.px_per_mm, 0.2, 2000.0),
        (tr("the hair length in millimetres"), inputs.hair_length_mm, 0.0, 1000.0),
        (tr("the age of the scar in months"), inputs.scar_age_months, 0.0, 1200.0),
        (tr("the cup in millilitres"), Some(inputs.cup_ml), 0.1, 10.0),
        (tr("a drop in millilitres"), Some(inputs.drop_ml), *DROPS_RANGE_ML.start(), *DROPS_RANGE_ML.end()),
    ];
    for (what, value, low, high) in told {
        if let Some(value) = value.filter(|value| !(low..=high).contains(value)) {
            return Err(AnalysisError::Number { what, value, low, high });
        }
    }
    Ok(())
}
