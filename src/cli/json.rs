//! The result as JSON: own structs, since their names are a promise to other programs.

use serde::{Serialize, Serializer, ser};

use super::refusal::Refusal;
use crate::analysis::Outcome;
use crate::blend::{JobChoice, OtherBottles};
use crate::calibrate::{Calibration, CalibrationKind};
use crate::color::{Interval, Lab, LabInterval};
use crate::photo::PhotoFacts;
use crate::tone::{Certainty, LightGradient, Rejected, Scale, Tone, Tones};
use crate::trust::{PhotoTrust, TrustLevel};

mod chart;
mod compare;
mod others;
mod proposal;
mod studio;

pub(super) use chart::ChartReport;
use chart::{ChartFigures, ProfileFigures};
pub(super) use compare::CompareReport;
use others::OthersReport;
use proposal::ProposalReport;
pub(super) use studio::{LessonReport, LogReport};

/// Pretty JSON with a newline at its end.
pub(super) fn text<T: Serialize>(report: &T) -> Result<String, Refusal> {
    Ok(serde_json::to_string_pretty(report)? + "\n")
}

/// A number with at most four decimals; refuses what is none, which JSON could not tell from "not there".
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Figure(pub f64);

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !self.0.is_finite() {
            return Err(ser::Error::custom(
                "a figure of the result is not a number; please report this photo",
            ));
        }
        let rounded = (self.0 * 1e4).round() / 1e4;
        // No "-0.0".
        serializer.serialize_f64(if rounded == 0.0 { 0.0 } else { rounded })
    }
}

fn lab([l, a, b]: [f64; 3]) -> [Figure; 3] {
    [Figure(l), Figure(a), Figure(b)]
}

pub(super) fn of_lab(color: Lab) -> [Figure; 3] {
    lab([color.l, color.a, color.b])
}

fn of_interval(interval: Interval) -> [Figure; 2] {
    [Figure(interval.low), Figure(interval.high)]
}

/// 80 % intervals of L*, a*, b*: `[[low, high], [low, high], [low, high]]`.
fn of_lab_interval(interval: &LabInterval) -> [[Figure; 2]; 3] {
    interval.coordinates().map(of_interval)
}

/// Answer of `tones`.
#[derive(Debug, Serialize)]
pub(super) struct TonesReport<'a> {
    photo: &'a PhotoFacts,
    calibration: CalibrationReport,
    tones: Measured<'a>,
}

impl<'a> TonesReport<'a> {
    pub(super) fn new(photo: &'a PhotoFacts, calibration: &Calibration, tones: &'a Tones) -> Self {
        let certainty = Certainty::of(tones, calibration.shared_sd);
        let calibration = CalibrationReport::new(calibration);
        Self { photo, calibration, tones: Measured::new(tones, &certainty) }
    }
}

/// Answer of `match`.
#[derive(Debug, Serialize)]
pub(super) struct MatchReport<'a> {
    #[serde(flatten)]
    measured: TonesReport<'a>,
    photo_check: &'a PhotoTrust,
    /// A red photo was matched on purpose.
    photo_accepted: bool,
    job: &'a JobChoice,
    proposals: Vec<ProposalReport<'a>>,
    notes: &'a [String],
    recipes_considered: u64,
    /// What other bottles would bring, where that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    other_bottles: Option<OthersReport<'a>>,
}

impl<'a> MatchReport<'a> {
    pub(super) fn new(
        photo: &'a PhotoFacts,
        outcome: &'a Outcome,
        other_bottles: Option<&'a OtherBottles>,
    ) -> Self {
        let matching = &outcome.matching;
        let calibrated = outcome.calibration.is_calibrated();
        Self {
            measured: TonesReport::new(photo, &outcome.calibration, &outcome.tones),
            photo_check: &outcome.trust,
            photo_accepted: outcome.trust.level == TrustLevel::Red,
            job: &matching.job,
            proposals: matching.proposals.iter().map(|p| ProposalReport::new(p, calibrated)).collect(),
            notes: &matching.notes,
            recipes_considered: matching.recipes_considered,
            other_bottles: other_bottles.map(OthersReport::new),
        }
    }
}

#[derive(Debug, Serialize)]
struct CalibrationReport {
    /// `uncalibrated`, `grey_card`, `chart` or `profile`.
    kind: &'static str,
    calibrated: bool,
    card_l_star: Option<Figure>,
    pixels: Option<usize>,
    exposure: Option<Figure>,
    cast_chroma: Option<Figure>,
    chart: Option<ChartFigures>,
    profile: Option<ProfileFigures>,
    /// Standard deviation in L*, a*, b* of the error all tones share.
    shared_sd: [Figure; 3],
}

impl CalibrationReport {
    fn new(calibration: &Calibration) -> Self {
        let (kind, reading, chart, profile) = match calibration.kind {
            CalibrationKind::Uncalibrated => ("uncalibrated", None, None, None),
            CalibrationKind::GreyCard(reading) => ("grey_card", Some(reading), None, None),
            CalibrationKind::Chart(chart) => ("chart", None, Some(chart), None),
            CalibrationKind::Profile(profile) => ("profile", None, None, Some(profile)),
        };
        Self {
            kind,
            calibrated: calibration.is_calibrated(),
            card_l_star: reading.map(|reading| Figure(reading.pick.l_star)),
            pixels: reading.map(|reading| reading.pixels),
            exposure: reading.map(|reading| Figure(reading.exposure)),
            cast_chroma: reading.map(|reading| Figure(reading.cast_chroma)),
            chart: chart.as_ref().map(ChartFigures::new),
            profile: profile.as_ref().map(ProfileFigures::new),
            shared_sd: lab(calibration.shared_sd),
        }
    }
}

#[derive(Debug, Serialize)]
struct Measured<'a> {
    scar_skin: ToneReport,
    bare_skin: ToneReport,
    hair: Option<ToneReport>,
    follicle: Option<FollicleReport>,
    area_average: ToneReport,
    cover: Figure,
    cover_sd: Figure,
    px_per_mm: Option<Figure>,
    scale: Option<Scale>,
    /// Every scar; the plan is for the one in `planned_scar`.
    scars: Vec<ScarReport<'a>>,
    planned_scar: usize,
    hairs: Option<HairsReport>,
    not_resolved: NotResolvedReport<'a>,
    light: LightGradient,
    /// Where the tones and what they differ by lie in 8 of 10 cases, the error of light and camera included.
    interval_80: CertaintyReport,
    notes: &'a [String],
}

#[derive(Debug, Serialize)]
struct CertaintyReport {
    scar_skin: [[Figure; 2]; 3],
    bare_skin: [[Figure; 2]; 3],
    hair: Option<[[Figure; 2]; 3]>,
    follicle: Option<[[Figure; 2]; 3]>,
    area_average: [[Figure; 2]; 3],
    scar_from_bare_skin: [[Figure; 2]; 3],
    scar_from_area: [[Figure; 2]; 3],
}

impl CertaintyReport {
    fn new(certainty: &Certainty) -> Self {
        Self {
            scar_skin: of_lab_interval(&certainty.scar_skin),
            bare_skin: of_lab_interval(&certainty.bare_skin),
            hair: certainty.hair.as_ref().map(of_lab_interval),
            follicle: certainty.follicle.as_ref().map(of_lab_interval),
            area_average: of_lab_interval(&certainty.area_average),
            scar_from_bare_skin: of_lab_interval(&certainty.scar_from_bare_skin),
            scar_from_area: of_lab_interval(&certainty.scar_from_area),
        }
    }
}

#[derive(Debug, Serialize)]
struct ToneReport {
    lab: [Figure; 3],
    spread: [Figure; 3],
    /// Standard deviation of the tone itself, without the shared error.
    own_sd: [Figure; 3],
    pixels: usize,
    rejected: Rejected,
}

#[derive(Debug, Serialize)]
struct FollicleReport {
    #[serde(flatten)]
    tone: ToneReport,
    /// Read from the picture; otherwise mixed from bare skin and hair.
    measured: bool,
}

#[derive(Debug, Serialize)]
struct ScarReport<'a> {
    name: &'a str,
    #[serde(flatten)]
    skin: ToneReport,
}

#[derive(Debug, Serialize)]
struct HairsReport {
    form: &'static str,
    count: usize,
    length_mm: Option<Figure>,
    width_mm: Figure,
    per_cm2: Figure,
}

/// Why a tone is missing, and the pixels per millimetre that would resolve it.
#[derive(Debug, Serialize)]
struct NotResolvedReport<'a> {
    hair: Option<Missing<'a>>,
    follicle: Option<Missing<'a>>,
}

#[derive(Debug, Serialize)]
struct Missing<'a> {
    reason: &'a str,
    needed_px_per_mm: Option<Figure>,
}

impl<'a> Measured<'a> {
    fn new(tones: &'a Tones, certainty: &Certainty) -> Self {
        let missing = |what: &'a crate::tone::NotResolved| Missing {
            reason: &what.reason,
            needed_px_per_mm: what.needed_px_per_mm.map(Figure),
        };
        Self {
            scar_skin: ToneReport::new(tones.scar_skin()),
            bare_skin: ToneReport::new(&tones.bare_skin),
            hair: tones.hair.as_ref().ok().map(ToneReport::new),
            follicle: tones.follicle.as_ref().ok().map(|follicle| FollicleReport {
                tone: ToneReport::new(&follicle.tone),
                measured: follicle.measured,
            }),
            area_average: ToneReport::new(&tones.area_average),
            cover: Figure(tones.cover),
            cover_sd: Figure(tones.cover_sd),
            px_per_mm: tones.scale.map(|scale| Figure(scale.px_per_mm)),
            scale: tones.scale,
            scars: tones
                .scars
                .iter()
                .map(|scar| ScarReport { name: &scar.name, skin: ToneReport::new(&scar.skin) })
                .collect(),
            planned_scar: tones.planned_scar,
            hairs: tones.hairs.map(HairsReport::new),
            not_resolved: NotResolvedReport {
                hair: tones.hair.as_ref().err().map(missing),
                follicle: tones.follicle.as_ref().err().map(missing),
            },
            light: tones.light,
            interval_80: CertaintyReport::new(certainty),
            notes: &tones.notes,
        }
    }
}

impl ToneReport {
    fn new(tone: &Tone) -> Self {
        let variance = |i: usize| tone.covariance[i][i].max(0.0);
        Self {
            lab: of_lab(tone.lab),
            spread: lab(tone.spread),
            own_sd: lab([variance(0).sqrt(), variance(1).sqrt(), variance(2).sqrt()]),
            pixels: tone.pixels,
            rejected: tone.rejected,
        }
    }
}

impl HairsReport {
    fn new(hairs: crate::tone::HairPieces) -> Self {
        Self {
            form: match hairs.form {
                crate::tone::HairForm::Dots => "dots",
                crate::tone::HairForm::Strokes => "strokes",
            },
            count: hairs.count,
            length_mm: hairs.length_mm.map(Figure),
            width_mm: Figure(hairs.width_mm),
            per_cm2: Figure(hairs.per_cm2),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_rounded_and_never_silently_lost() {
        assert_eq!(serde_json::to_string(&Figure(1.234_567)).unwrap(), "1.2346");
        assert_eq!(serde_json::to_string(&Figure(-0.000_001)).unwrap(), "0.0");
        assert!(text(&Figure(f64::NAN)).is_err() && text(&Figure(f64::INFINITY)).is_err());
    }
}
