//! One proposal as JSON.

use serde::Serialize;

use super::{Figure, of_interval, of_lab, of_lab_interval};
use crate::blend::{
    ErrorRange, Limit, LimitKind, Proposal, ProposalKind, Recipe, RecipePart, Seen, SeenInterval,
    Sensitivity, Warning, ZonePlan, ZonesApart,
};

#[derive(Debug, Serialize)]
pub(super) struct ProposalReport<'a> {
    kind: ProposalKind,
    /// Other senses in which this same plan is best.
    also: &'a [ProposalKind],
    score: Figure,
    scar: ScarReport<'a>,
    surround: Option<ZoneReport<'a>>,
    zones_apart: ApartReport,
    limit: LimitReport,
    warnings: &'a [Warning],
    why: &'a str,
}

/// The scar has a wash, or none; the surround never.
#[derive(Debug, Serialize)]
struct ScarReport<'a> {
    wash: Option<RecipeReport<'a>>,
    #[serde(flatten)]
    zone: ZoneReport<'a>,
}

#[derive(Debug, Serialize)]
struct ZoneReport<'a> {
    dots: Option<RecipeReport<'a>>,
    marks_per_cm2: Figure,
    cover: Figure,
    target: SeenReport,
    fresh: SeenReport,
    healed: SeenReport,
    year_1: SeenReport,
    year_3: SeenReport,
    /// Where the four looks lie in 8 of 10 cases.
    interval_80: TimelineReport,
    delta_e: DeltaEReport,
    delta_l: PairReport<Figure>,
    delta_l_80: PairReport<[Figure; 2]>,
    p_acceptable: Figure,
    p_too_dark: Figure,
    sensitivity: Vec<SensitivityReport<'a>>,
    metamerism: MetamerismReport,
}

#[derive(Debug, Serialize)]
struct RecipeReport<'a> {
    parts: &'a [RecipePart],
    water_parts: u32,
    cup_ml: Figure,
    ml: Vec<Figure>,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct SeenReport {
    mark: Option<[Figure; 3]>,
    area: [Figure; 3],
}

#[derive(Debug, Serialize)]
struct TimelineReport {
    fresh: SeenIntervalReport,
    healed: SeenIntervalReport,
    year_1: SeenIntervalReport,
    year_3: SeenIntervalReport,
}

#[derive(Debug, Serialize)]
struct SeenIntervalReport {
    mark: Option<[[Figure; 2]; 3]>,
    area: [[Figure; 2]; 3],
}

/// What of the score would be gone if a thing were known.
#[derive(Debug, Serialize)]
struct LimitReport {
    kind: LimitKind,
    text: String,
    bottles: Figure,
    light: Figure,
    tones: Figure,
    healing: Figure,
}

#[derive(Debug, Serialize)]
struct DeltaEReport {
    mark: Option<Figure>,
    area: Figure,
    interval_80: PairReport<[Figure; 2]>,
}

#[derive(Debug, Serialize)]
struct PairReport<T> {
    mark: Option<T>,
    area: T,
}

#[derive(Debug, Serialize)]
struct SensitivityReport<'a> {
    shade: &'a str,
    delta_l: Figure,
    delta_e: Figure,
    less_delta_l: Figure,
    less_delta_e: Figure,
    delta_e_of_drops: [Figure; 2],
    in_wash: bool,
}

#[derive(Debug, Serialize)]
struct MetamerismReport {
    a: Figure,
    fl11: Figure,
    led_b3: Figure,
}

#[derive(Debug, Serialize)]
struct ApartReport {
    fresh: ApartAt,
    healed: ApartAt,
    year_1: ApartAt,
    year_3: ApartAt,
}

#[derive(Debug, Serialize)]
struct ApartAt {
    /// Null where a zone has no marks.
    marks: Option<Figure>,
    area: Figure,
    feather_worst: Option<Figure>,
}

impl<'a> ProposalReport<'a> {
    pub(super) fn new(proposal: &'a Proposal, calibrated: bool) -> Self {
        Self {
            kind: proposal.kind,
            also: &proposal.also,
            score: Figure(proposal.score),
            scar: ScarReport {
                wash: proposal.scar.wash.as_ref().map(RecipeReport::new),
                zone: ZoneReport::new(&proposal.scar),
            },
            surround: proposal.surround.as_ref().map(ZoneReport::new),
            zones_apart: ApartReport::new(&proposal.zones_apart, proposal.surround.is_some()),
            limit: LimitReport::new(&proposal.limit, calibrated),
            warnings: &proposal.warnings,
            why: &proposal.why,
        }
    }
}

impl<'a> ZoneReport<'a> {
    fn new(zone: &'a ZonePlan) -> Self {
        let (mark, area) = (zone.mark_error.as_ref(), &zone.area_error);
        let interval = |error: &ErrorRange| of_interval(error.interval_80);
        Self {
            dots: zone.dots.as_ref().map(RecipeReport::new),
            marks_per_cm2: Figure(zone.marks_per_cm2),
            cover: Figure(zone.cover),
            target: SeenReport::new(&zone.target),
            fresh: SeenReport::new(&zone.timeline.fresh),
            healed: SeenReport::new(&zone.timeline.healed),
            year_1: SeenReport::new(&zone.timeline.year_1),
            year_3: SeenReport::new(&zone.timeline.year_3),
            interval_80: TimelineReport {
                fresh: SeenIntervalReport::new(&zone.timeline_80.fresh),
                healed: SeenIntervalReport::new(&zone.timeline_80.healed),
                year_1: SeenIntervalReport::new(&zone.timeline_80.year_1),
                year_3: SeenIntervalReport::new(&zone.timeline_80.year_3),
            },
            delta_e: DeltaEReport {
                mark: mark.map(|error| Figure(error.delta_e)),
                area: Figure(area.delta_e),
                interval_80: PairReport { mark: mark.map(interval), area: interval(area) },
            },
            delta_l: PairReport { mark: mark.map(|error| Figure(error.delta_l)), area: Figure(area.delta_l) },
            delta_l_80: PairReport {
                mark: mark.map(|error| of_interval(error.delta_l_80)),
                area: of_interval(area.delta_l_80),
            },
            p_acceptable: Figure(zone.p_acceptable),
            p_too_dark: Figure(zone.p_too_dark),
            sensitivity: zone.sensitivity.iter().map(SensitivityReport::new).collect(),
            metamerism: MetamerismReport {
                a: Figure(zone.metamerism.a),
                fl11: Figure(zone.metamerism.fl11),
                led_b3: Figure(zone.metamerism.led_b3),
            },
        }
    }
}

impl<'a> RecipeReport<'a> {
    fn new(recipe: &'a Recipe) -> Self {
        Self {
            parts: &recipe.parts,
            water_parts: recipe.water_parts,
            cup_ml: Figure(recipe.cup_ml),
            ml: recipe.ml.iter().copied().map(Figure).collect(),
            text: &recipe.text,
        }
    }
}

impl SeenReport {
    fn new(seen: &Seen) -> Self {
        Self { mark: seen.mark.map(of_lab), area: of_lab(seen.area) }
    }
}

impl SeenIntervalReport {
    fn new(seen: &SeenInterval) -> Self {
        Self { mark: seen.mark.as_ref().map(of_lab_interval), area: of_lab_interval(&seen.area) }
    }
}

impl LimitReport {
    fn new(limit: &Limit, calibrated: bool) -> Self {
        Self {
            kind: limit.kind,
            text: limit.sentence(calibrated),
            bottles: Figure(limit.bottles),
            light: Figure(limit.light),
            tones: Figure(limit.tones),
            healing: Figure(limit.healing),
        }
    }
}

impl<'a> SensitivityReport<'a> {
    fn new(sensitivity: &'a Sensitivity) -> Self {
        Self {
            shade: &sensitivity.shade,
            delta_l: Figure(sensitivity.delta_l),
            delta_e: Figure(sensitivity.delta_e),
            less_delta_l: Figure(sensitivity.less_delta_l),
            less_delta_e: Figure(sensitivity.less_delta_e),
            delta_e_of_drops: of_interval(sensitivity.delta_e_of_drops),
            in_wash: sensitivity.in_wash,
        }
    }
}

impl ApartReport {
    fn new(apart: &ZonesApart, with_marks: bool) -> Self {
        let at = |i: usize| ApartAt {
            marks: with_marks.then(|| Figure(apart.marks[i])),
            area: Figure(apart.areas[i]),
            feather_worst: with_marks.then(|| Figure(apart.feather_worst[i])),
        };
        Self { fresh: at(0), healed: at(1), year_1: at(2), year_3: at(3) }
    }
}
