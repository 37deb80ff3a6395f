//! A visit as JSON: own structs, since their names are a promise to other programs. Colours are `[L*, a*, b*]`, D65 and the
//! 2-degree observer; intervals hold 80 %; volumes are in ml, distances in CIEDE2000, days in ISO 8601. Names and words of
//! the program are English whatever the window speaks, apart from its sentences.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::calibration_words::words;
use super::cups::{Cup, cups};
use super::studio_record::set_by_hand;
use super::{ReportError, Story};
use crate::blend::{Job, Seen as SeenLook, SeenInterval, ZonePlan};
use crate::case::{Answer, Consent, PatchResult, Question, SkinTest};
use crate::color::{Lab, LabInterval, delta_e_2000};
use crate::locale::fixed;
use crate::shelf::CupPlace;
use crate::tone::{Certainty, Tone};

/// Everything of a visit, in figures.
#[derive(Debug, Serialize)]
pub(super) struct Facts {
    /// The form of this file; 1 so far.
    pub(super) format: u32,
    pub(super) program: String,
    pub(super) case: String,
    pub(super) day: String,
    pub(super) next: Option<String>,
    pub(super) library: Library,
    pub(super) photo: Option<Photo>,
    pub(super) tones: BTreeMap<String, ToneFigures>,
    pub(super) differences: BTreeMap<&'static str, Difference>,
    pub(super) plan: Plan,
    pub(super) mixed: Vec<CupFigures>,
    pub(super) looks: BTreeMap<&'static str, LookFigures>,
    pub(super) warnings: Vec<String>,
    pub(super) set_by_hand: Vec<(String, String)>,
    pub(super) answers: Vec<(String, String)>,
    pub(super) tests: Vec<(String, String)>,
    pub(super) consents: Vec<(String, String)>,
    pub(super) notes: Vec<(String, String)>,
}

#[derive(Debug, Serialize)]
pub(super) struct Library {
    pub(super) name: String,
    pub(super) sha256: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Photo {
    pub(super) file: String,
    pub(super) sha256: Option<String>,
    /// `green`, `amber` or `red`.
    pub(super) trust: Option<&'static str>,
    /// A red photo was matched on purpose.
    pub(super) accepted: bool,
    pub(super) calibration: String,
    #[serde(serialize_with = "figures")]
    pub(super) shared_sd: Option<[f64; 3]>,
    #[serde(serialize_with = "figures")]
    pub(super) px_per_mm: Option<f64>,
}

#[derive(Debug, Serialize)]
pub(super) struct ToneFigures {
    #[serde(serialize_with = "figures")]
    pub(super) lab: [f64; 3],
    #[serde(serialize_with = "figures")]
    pub(super) interval_80: Option<[[f64; 2]; 3]>,
    pixels: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct Difference {
    #[serde(serialize_with = "figures")]
    pub(super) lab: [f64; 3],
    #[serde(serialize_with = "figures")]
    pub(super) interval_80: [[f64; 2]; 3],
    #[serde(serialize_with = "figures")]
    pub(super) delta_e: f64,
}

#[derive(Debug, Default, Serialize)]
pub(super) struct Plan {
    pub(super) job: Option<&'static str>,
    #[serde(serialize_with = "figures")]
    pub(super) marks_per_cm2: Option<f64>,
    pub(super) cups: Vec<CupFigures>,
}

#[derive(Debug, Serialize)]
pub(super) struct CupFigures {
    /// `scar_wash`, `scar_marks` or `surround_marks`.
    pub(super) place: &'static str,
    pub(super) text: String,
    pub(super) bottles: Vec<BottleFigures>,
    /// Parts of water to one part of pigment in all.
    #[serde(serialize_with = "figures")]
    pub(super) water_parts: f64,
    #[serde(serialize_with = "figures")]
    pub(super) water_ml: Option<f64>,
    #[serde(serialize_with = "figures")]
    pub(super) cup_ml: Option<f64>,
}

#[derive(Debug, Serialize)]
pub(super) struct BottleFigures {
    pub(super) shade: String,
    pub(super) name: String,
    pub(super) lot: String,
    pub(super) parts: u32,
    #[serde(serialize_with = "figures")]
    pub(super) ml: Option<f64>,
}

#[derive(Debug, Serialize)]
pub(super) struct LookFigures {
    pub(super) times: Vec<TimeFigures>,
    #[serde(serialize_with = "figures")]
    pub(super) p_acceptable: f64,
    #[serde(serialize_with = "figures")]
    pub(super) p_too_dark: f64,
}

#[derive(Debug, Serialize)]
pub(super) struct TimeFigures {
    /// `target`, `fresh`, `healed`, `year_1` or `year_3`.
    pub(super) when: &'static str,
    #[serde(serialize_with = "figures")]
    pub(super) mark: Option<[f64; 3]>,
    #[serde(serialize_with = "figures")]
    pub(super) mark_80: Option<[[f64; 2]; 3]>,
    #[serde(serialize_with = "figures")]
    pub(super) area: [f64; 3],
    #[serde(serialize_with = "figures")]
    pub(super) area_80: Option<[[f64; 2]; 3]>,
}

/// Figures that are rounded to four decimals when they are written.
trait Rounded {
    type Out: Serialize;
    fn rounded(&self) -> Self::Out;
}

impl Rounded for f64 {
    /// None for what is no number: JSON has none of these.
    type Out = Option<Self>;
    fn rounded(&self) -> Option<Self> {
        let rounded = (self * 1e4).round() / 1e4;
        self.is_finite().then_some(if rounded == 0.0 { 0.0 } else { rounded })
    }
}

impl<T: Rounded, const N: usize> Rounded for [T; N]
where
    [T::Out; N]: Serialize,
{
    type Out = [T::Out; N];
    fn rounded(&self) -> Self::Out {
        self.each_ref().map(Rounded::rounded)
    }
}

impl<T: Rounded> Rounded for Option<T> {
    type Out = Option<T::Out>;
    fn rounded(&self) -> Self::Out {
        self.as_ref().map(Rounded::rounded)
    }
}

fn figures<T: Rounded, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.rounded().serialize(serializer)
}

/// Writes it.
pub(super) fn text(story: &Story) -> Result<Vec<u8>, ReportError> {
    let mut text = serde_json::to_string_pretty(&Facts::of(story)).map_err(ReportError::made)?;
    text.push('\n');
    Ok(text.into_bytes())
}

impl Facts {
    pub(super) fn of(story: &Story) -> Self {
        let (case, visit) = (&story.case, &story.visit);
        let mut looks = BTreeMap::new();
        if let Some(proposal) = story.proposal() {
            looks.insert("scar", look(&proposal.scar));
            looks.extend(proposal.surround.as_ref().map(|zone| ("surround", look(zone))));
        }
        let pairs = cups(story);
        let planned = pairs.iter().filter_map(|pair| pair.planned.as_ref());
        let mixed = pairs.iter().filter_map(|pair| pair.mixed.as_ref());
        let (tones, differences) = measured(story);
        let warnings = story.proposal().map(|p| p.warnings.iter().map(|w| w.text.clone()).collect());
        let set = story.seen().map(|seen| set_by_hand(story, &seen.inputs));
        let asked = Question::ALL.into_iter().map(|question| {
            let answer = match case.answer(question) {
                Answer::NotAsked => "not_asked",
                Answer::No => "no",
                Answer::Yes => "yes",
            };
            (format!("{question:?}"), answer.to_owned())
        });
        let consents = case.consents;
        let consents =
            [("record", consents.record), ("teaching", consents.teaching), ("marketing", consents.marketing)];
        let notes = [("visit", &visit.notes), ("case", &case.notes)];
        Self {
            format: 1,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            case: case.code.to_string(),
            day: visit.day.to_string(),
            next: visit.next.map(|day| day.to_string()),
            library: Library { name: story.shelf.name.clone(), sha256: story.shelf.sha256.clone() },
            photo: photo(story),
            tones,
            differences,
            plan: Plan {
                job: visit.plan.as_ref().map(|plan| job(plan.job)),
                marks_per_cm2: visit.plan.as_ref().map(|plan| plan.marks_per_cm2),
                cups: planned.map(cup).collect(),
            },
            mixed: mixed.map(cup).collect(),
            looks,
            warnings: warnings.unwrap_or_default(),
            set_by_hand: set.unwrap_or_default(),
            answers: asked.collect(),
            tests: case.tests.iter().map(test).collect(),
            consents: consents.map(|(name, consent)| (name.to_owned(), state(consent))).to_vec(),
            notes: notes.map(|(name, text)| (name.to_owned(), text.clone())).to_vec(),
        }
    }
}

fn photo(story: &Story) -> Option<Photo> {
    let seen = story.seen()?;
    let worked = seen.worked.as_ref().ok();
    Some(Photo {
        file: seen.file.clone(),
        sha256: seen.hash.map(|hash| hash.to_string()),
        trust: worked.map(|worked| worked.trust.level.name()),
        accepted: seen.inputs.accept_photo,
        calibration: worked.map_or_else(String::new, |worked| words(&worked.calibration)),
        shared_sd: worked.map(|worked| worked.calibration.shared_sd),
        px_per_mm: worked.and_then(|worked| worked.tones.scale).map(|scale| scale.px_per_mm),
    })
}

type Measured = (BTreeMap<String, ToneFigures>, BTreeMap<&'static str, Difference>);

fn measured(story: &Story) -> Measured {
    let Some(worked) = story.worked() else { return Measured::default() };
    let tones = &worked.tones;
    let sure = Certainty::of(tones, worked.calibration.shared_sd);
    let tone = |tone: &Tone, range: Option<&LabInterval>| ToneFigures {
        lab: lab(tone.lab),
        interval_80: range.map(interval),
        pixels: tone.pixels,
    };
    let mut all = BTreeMap::new();
    for (index, scar) in tones.scars.iter().enumerate() {
        let range = (index == tones.planned_scar).then_some(&sure.scar_skin);
        all.insert(format!("scar_{} {}", index + 1, scar.name), tone(&scar.skin, range));
    }
    all.insert("bare_skin".to_owned(), tone(&tones.bare_skin, Some(&sure.bare_skin)));
    all.insert("area_average".to_owned(), tone(&tones.area_average, Some(&sure.area_average)));
    if let Ok(hair) = &tones.hair {
        all.insert("hair".to_owned(), tone(hair, sure.hair.as_ref()));
    }
    if let Ok(follicle) = &tones.follicle {
        all.insert("follicle".to_owned(), tone(&follicle.tone, sure.follicle.as_ref()));
    }
    let scar = tones.scar_skin().lab;
    let apart = |from: Lab, range: &LabInterval| Difference {
        lab: lab(scar - from),
        interval_80: interval(range),
        delta_e: delta_e_2000(scar, from),
    };
    let differences = BTreeMap::from([
        ("scar_from_bare_skin", apart(tones.bare_skin.lab, &sure.scar_from_bare_skin)),
        ("scar_from_area", apart(tones.area_average.lab, &sure.scar_from_area)),
    ]);
    (all, differences)
}

fn look(zone: &ZonePlan) -> LookFigures {
    let time = |when, seen: &SeenLook, range: Option<&SeenInterval>| TimeFigures {
        when,
        mark: seen.mark.map(lab),
        mark_80: range.and_then(|range| range.mark.as_ref()).map(interval),
        area: lab(seen.area),
        area_80: range.map(|range| interval(&range.area)),
    };
    let (times, ranges) = (&zone.timeline, &zone.timeline_80);
    LookFigures {
        times: vec![
            time("target", &zone.target, None),
            time("fresh", &times.fresh, Some(&ranges.fresh)),
            time("healed", &times.healed, Some(&ranges.healed)),
            time("year_1", &times.year_1, Some(&ranges.year_1)),
            time("year_3", &times.year_3, Some(&ranges.year_3)),
        ],
        p_acceptable: zone.p_acceptable,
        p_too_dark: zone.p_too_dark,
    }
}

fn cup(cup: &Cup) -> CupFigures {
    let bottles = cup.bottles.iter().map(|bottle| BottleFigures {
        shade: bottle.shade.clone(),
        name: bottle.name.clone(),
        lot: bottle.lot.clone(),
        parts: bottle.parts,
        ml: cup.ml_of(f64::from(bottle.parts)),
    });
    CupFigures {
        place: CupPlace::from(cup.place).name(),
        text: cup.text.clone(),
        bottles: bottles.collect(),
        water_parts: cup.water_parts,
        water_ml: cup.ml_of(cup.water()),
        cup_ml: cup.volume_ml,
    }
}

fn job(job: Job) -> &'static str {
    match job {
        Job::Dots => "dots",
        Job::Wash => "wash",
        Job::WashAndDots => "wash_and_dots",
        Job::SkinTone => "skin_tone",
        Job::None => "none",
    }
}

fn test(test: &SkinTest) -> (String, String) {
    match test {
        SkinTest::Allergy(patch) => {
            let result = match patch.result {
                PatchResult::NotRead => "not_read",
                PatchResult::Clear => "clear",
                PatchResult::Reaction => "reaction",
            };
            (format!("allergy {}", patch.day), format!("{}, lot {}: {result}", patch.product, patch.lot))
        }
        SkinTest::Colour(test) => {
            (format!("colour {}", test.day), format!("{}, {}: {}", test.site, test.mix, test.result))
        }
    }
}

fn state(consent: Consent) -> String {
    match (consent.given, consent.withdrawn) {
        (None, _) => String::from(fixed!("not given")),
        (Some(given), None) => given.to_string(),
        (Some(given), Some(withdrawn)) => {
            [given.to_string(), withdrawn.to_string()].join(fixed!(", withdrawn "))
        }
    }
}

fn lab(lab: Lab) -> [f64; 3] {
    [lab.l, lab.a, lab.b]
}

fn interval(interval: &LabInterval) -> [[f64; 2]; 3] {
    interval.coordinates().map(|range| [range.low, range.high])
}
