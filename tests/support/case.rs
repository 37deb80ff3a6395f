//! A finished case of fixed figures: calibration, tones and plans.

use scalp_shade::blend::{
    ErrorRange, Job, JobChoice, Limit, LimitKind, Matching, Metamerism, Proposal, ProposalKind, Recipe,
    RecipePart, Seen, SeenInterval, Sensitivity, Timeline, TimelineInterval, Warning, WarningKind, ZonePlan,
    ZonesApart,
};
use scalp_shade::calibrate::{Calibration, CalibrationKind, GreyPick, GreyReading};
use scalp_shade::color::{Interval, Lab, LabInterval};
use scalp_shade::tone::{
    Follicle, LightGradient, LightnessHistogram, NotResolved, PixelUse, Rejected, Scale, ScaleSource,
    ScarTone, Tone, Tones,
};
use scalp_shade::trust::{PhotoTrust, TrustLevel, TrustMeasures};

/// Calibrated when there is a card.
pub(crate) fn calibration(grey: Option<GreyPick>) -> Calibration {
    let kind = grey.map_or(CalibrationKind::Uncalibrated, |pick| {
        CalibrationKind::GreyCard(GreyReading { pick, pixels: 1200, exposure: 1.1, cast_chroma: 3.0 })
    });
    Calibration { kind, ..Calibration::uncalibrated() }
}

/// Nothing speaks against the photo.
pub(crate) fn trust() -> PhotoTrust {
    PhotoTrust { level: TrustLevel::Green, reasons: Vec::new(), measures: TrustMeasures::default() }
}

fn tone(l: f64, a: f64, b: f64) -> Tone {
    Tone {
        lab: Lab::new(l, a, b),
        spread: [2.1, 1.0, 1.4],
        covariance: [[0.0; 3]; 3],
        pixels: 12_345,
        rejected: Rejected { glare: 340, ..Rejected::default() },
    }
}

/// The fair skin with the pale scar that the specification works with.
pub(crate) fn tones() -> Tones {
    let hair =
        NotResolved { reason: "hairs are narrower than two pixels".to_owned(), needed_px_per_mm: Some(29.0) };
    Tones {
        scars: vec![ScarTone { name: "Scar 1".to_owned(), skin: tone(73.6, 6.04, 16.4) }],
        planned_scar: 0,
        bare_skin: tone(64.27, 11.5, 16.5),
        hair: Err(hair),
        follicle: Ok(Follicle { tone: tone(47.7, 8.77, 12.38), measured: true }),
        area_average: tone(59.03, 10.69, 15.28),
        cover: 0.2,
        cover_sd: 0.02,
        hairs: None,
        scale: Some(Scale { px_per_mm: 12.0, source: ScaleSource::Given }),
        light: LightGradient { percent: 21.0 },
        notes: vec!["Glare was left out.".to_owned()],
        lightness: vec![
            lightness(&[(PixelUse::Skin, 73.6, 92), (PixelUse::Hair, 40.0, 3), (PixelUse::Glare, 90.0, 5)]),
            lightness(&[
                (PixelUse::Skin, 64.3, 700),
                (PixelUse::Between, 52.0, 250),
                (PixelUse::Hair, 25.0, 37),
                (PixelUse::Glare, 88.0, 10),
                (PixelUse::DeepShade, 12.0, 3),
            ]),
        ],
        sorting: None,
    }
}

fn lightness(pixels: &[(PixelUse, f64, usize)]) -> LightnessHistogram {
    let mut found = LightnessHistogram::default();
    for &(of, level, count) in pixels {
        found.add(of, (0..count).map(|i| level + (i % 5) as f64 - 2.0));
    }
    found
}

fn zone() -> ZonePlan {
    let recipe = Recipe {
        parts: vec![
            RecipePart { shade: "black-warm".to_owned(), parts: 3 },
            RecipePart { shade: "brown-red".to_owned(), parts: 1 },
        ],
        water_parts: 14,
        cup_ml: 1.0,
        drops: None,
        ml: vec![0.05, 0.02, 0.93],
        text:
            "3 parts Warm black + 1 part Red brown + 56 parts water (60 parts): 0.05 ml + 0.02 ml + 0.93 ml; \
               14 parts of water to 1 part of pigment; 1.0 ml cup; \
               in drops of 0.05 ml: 3 Warm black + 1 Red brown + 56 water (about 3.0 ml)"
                .to_owned(),
    };
    let seen =
        |mark: f64, area: f64| Seen { mark: Some(Lab::new(mark, 3.0, 6.0)), area: Lab::new(area, 9.0, 14.0) };
    let error = |delta_e: f64| ErrorRange {
        delta_e,
        interval_80: Interval { low: delta_e * 0.5, high: delta_e * 2.0 },
        delta_l: 2.1,
        delta_l_80: Interval { low: -1.5, high: 5.5 },
    };
    let range = |value: f64| Interval { low: value - 4.0, high: value + 4.0 };
    let seen_80 = |mark: f64, area: f64| {
        let around = |l: f64, a: f64, b: f64| LabInterval { l: range(l), a: range(a), b: range(b) };
        SeenInterval { mark: Some(around(mark, 3.0, 6.0)), area: around(area, 9.0, 14.0) }
    };
    let drops = |delta_e: f64| Interval { low: 0.6 * delta_e, high: 1.2 * delta_e };
    ZonePlan {
        wash: None,
        dots: Some(recipe),
        marks_per_cm2: 120.0,
        cover: 0.03,
        target: seen(47.7, 59.0),
        timeline: Timeline {
            fresh: seen(35.0, 57.0),
            healed: seen(48.3, 60.0),
            year_1: seen(52.0, 61.0),
            year_3: seen(56.0, 62.0),
        },
        timeline_80: TimelineInterval {
            fresh: seen_80(35.0, 57.0),
            healed: seen_80(48.3, 60.0),
            year_1: seen_80(52.0, 61.0),
            year_3: seen_80(56.0, 62.0),
        },
        cloud: (0..64).map(|i| seen(44.0 + 0.125 * f64::from(i), 56.0 + 0.125 * f64::from(i))).collect(),
        mark_error: Some(error(2.34)),
        area_error: error(3.42),
        p_acceptable: 0.72,
        p_too_dark: 0.11,
        sensitivity: vec![
            Sensitivity {
                drop_ml: 0.05,
                shade: "black-warm".to_owned(),
                delta_l: -1.3,
                delta_e: 1.2,
                delta_lab: [0.0; 3],
                less_delta_l: 1.6,
                less_delta_e: 1.5,
                delta_e_of_drops: drops(1.2),
                in_wash: false,
            },
            Sensitivity {
                drop_ml: 0.05,
                shade: "brown-red".to_owned(),
                delta_l: 0.0,
                delta_e: 0.05,
                delta_lab: [0.0; 3],
                less_delta_l: 0.0,
                less_delta_e: 0.04,
                delta_e_of_drops: drops(0.05),
                in_wash: false,
            },
        ],
        metamerism: Metamerism { a: 0.8, fl11: 1.2, led_b3: 0.7 },
    }
}

/// Two plans, one with a warning.
pub(crate) fn matching() -> Matching {
    let plan = |kind| Proposal {
        kind,
        also: Vec::new(),
        score: 2.0,
        scar: zone(),
        surround: Some(zone()),
        limit: Limit { kind: LimitKind::Healing, bottles: 1.1, light: 0.2, tones: 0.1, healing: 1.4 },
        zones_apart: ZonesApart { marks: [1.0; 4], areas: [2.0; 4], feather_worst: [2.0; 4] },
        warnings: vec![Warning {
            kind: WarningKind::Laser,
            text: "Iron oxide can darken under a laser; tell the client.".to_owned(),
        }],
        why: "It comes closest to the follicle without reading blue.".to_owned(),
    };
    Matching {
        job: JobChoice {
            kind: Job::Dots,
            why: "The hair is short and dots reach the area.".to_owned(),
            wanted: None,
        },
        proposals: vec![plan(ProposalKind::BestMatch), plan(ProposalKind::FirstSession)],
        reach: Vec::new(),
        recipes_considered: 1000,
        notes: Vec::new(),
    }
}
