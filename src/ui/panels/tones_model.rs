//! What the tones panel says.

use super::tone_counts::{histograms, left_out};
use crate::analysis::{Figures, count, difference, percent, sentence};
use crate::app::{Document, Work};
use crate::blend::ZonePlan;
use crate::color::{Lab, LabInterval};
use crate::tone::{Certainty, HairForm, LightnessHistogram, NotResolved, ScaleSource, Tone, Tones};
use crate::ui::widgets::{LabPlot, PlotPoint, ToneCell, ToneHistogram};
use crate::ui::words;

/// Everything the panel shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TonesModel {
    /// Said in place of tones when there are none.
    pub empty: Option<String>,
    /// The tones follow from older marks and are being measured again.
    pub outdated: bool,
    /// Scar and bare skin in one sentence.
    pub headline: String,
    /// The planned scar, bare skin and what hair looks like, side by side.
    pub cells: Vec<ToneCell>,
    /// Said when no reference set exposure and white.
    pub uncalibrated: Option<String>,
    /// The tones, and what the best plan gives, in L*a*b*.
    pub plot: LabPlot,
    /// What the dots and rings of the plot are; empty when there are none.
    pub cloud: String,
    /// How light the pixels of each zone are.
    pub histograms: Vec<ToneHistogram>,
    /// Each tone in a row, all scars among them.
    pub rows: Vec<ToneRow>,
    /// Cover, scale, light: one sentence each.
    pub facts: Vec<String>,
    /// What limits these tones.
    pub notes: Vec<String>,
}

/// One tone.
#[derive(Debug, Clone, PartialEq)]
pub struct ToneRow {
    /// What it is.
    pub name: String,
    /// Its colour; none when it could not be measured.
    pub lab: Option<Lab>,
    /// L*, a*, b*, or why there are none.
    pub figures: String,
    /// Where it lies in 8 of 10 cases; none for scars that are not planned.
    pub range: Option<LabInterval>,
    /// Range, spread and pixels.
    pub detail: String,
}

/// Puts the panel's words together.
#[must_use]
pub fn tones_model(document: &Document) -> TonesModel {
    let Some((calibration, tones)) = document.measured() else {
        return TonesModel { empty: Some(why_none(document)), ..TonesModel::default() };
    };
    let figures = Figures::of(calibration);
    let planned = tones.scars.get(tones.planned_scar);
    let headline = planned.map_or_else(String::new, |scar| {
        match difference(scar.skin.lab, tones.bare_skin.lab).as_str() {
            "alike" => format!("{} and the surround are alike", scar.name),
            than => format!("{}: {than} than the surround", scar.name),
        }
    });
    let sure = Certainty::of(tones, calibration.shared_sd);
    let rows = rows(tones, &sure, figures);
    let uncalibrated = (!figures.calibrated).then(|| "Uncalibrated: off by about 6 ΔE".to_owned());
    let plot = plot(document, &rows, figures);
    TonesModel {
        empty: None,
        cloud: cloud_words(&plot),
        histograms: histograms(tones, &rows),
        outdated: !document.tones_are_current(),
        headline,
        cells: cells(tones, figures, &rows),
        uncalibrated,
        plot,
        rows,
        facts: facts(tones, &sure, figures),
        notes: tones.notes.iter().map(|note| sentence(note)).collect(),
    }
}

/// What the dots and rings of healed looks are.
fn cloud_words(plot: &LabPlot) -> String {
    let ways = plot.points.iter().map(|point| point.cloud.len()).max().unwrap_or(0);
    if ways == 0 {
        return String::new();
    }
    let marks =
        if plot.points.iter().any(|point| point.rings) { ", each ring the same of one mark (M)" } else { "" };
    format!(
        "Each dot is one way it may heal: the area from a distance (H){marks}; {ways} are drawn, all equally likely. On \
         the strip of L* each is a thin line. The cross spans 8 of 10."
    )
}

/// Each tone by its place on the list, and the healed area of the best plan.
fn plot(document: &Document, rows: &[ToneRow], figures: Figures) -> LabPlot {
    let measured = rows.iter().zip(1..).filter_map(|(row, number)| {
        let described = format!("{number} {} {}", row.name, row.figures);
        let cloud = Vec::new();
        Some(PlotPoint {
            mark: number.to_string(),
            described,
            lab: row.lab?,
            range: row.range,
            cloud,
            rings: false,
        })
    });
    let matching = document.matching().filter(|_| document.plans_are_current());
    let best = matching.and_then(|matching| matching.proposals.first()).map(|plan| &plan.scar);
    let healed = best.into_iter().flat_map(|scar| healed(scar, figures));
    LabPlot {
        points: measured.chain(healed).collect(),
        reach: matching.map(|matching| matching.reach.clone()).unwrap_or_default(),
    }
}

/// The scar's area and one of its marks, healed, with the ways in which they may.
fn healed(scar: &ZonePlan, figures: Figures) -> Vec<PlotPoint> {
    let (seen, range) = (scar.timeline.healed, scar.timeline_80.healed);
    let point = |mark: &str, name: &str, lab: Lab, range: LabInterval| PlotPoint {
        mark: mark.to_owned(),
        described: format!(
            "{mark} {name} healed with the best plan: {}; in 8 of 10 cases {}",
            words::lab(figures, lab),
            words::interval(figures, &range)
        ),
        lab,
        range: Some(range),
        cloud: Vec::new(),
        rings: false,
    };
    let area = scar.cloud.iter().map(|seen| seen.area).collect();
    let mut points = vec![PlotPoint { cloud: area, ..point("H", "scar", seen.area, range.area) }];
    if let (Some(mark), Some(range)) = (seen.mark, range.mark) {
        let cloud = scar.cloud.iter().filter_map(|seen| seen.mark).collect();
        points.push(PlotPoint { cloud, rings: true, ..point("M", "one mark", mark, range) });
    }
    points
}

/// The tones that decide, in the order of the strip.
fn cells(tones: &Tones, figures: Figures, rows: &[ToneRow]) -> Vec<ToneCell> {
    let shown = tones.planned_scar..=tones.planned_scar;
    let all_others = tones.scars.len()..rows.len();
    rows.iter()
        .enumerate()
        .filter(|(i, _)| shown.contains(i) || all_others.contains(i))
        .map(|(_, row)| ToneCell {
            name: row.name.replace(" (planned)", "").replace("Area average", "Area"),
            lab: row.lab,
            widths: row.range.map_or_else(Vec::new, |range| range.coordinates().map(|c| c.width()).to_vec()),
            lines: match row.lab {
                Some(lab) => words::lab_lines(figures, lab).to_vec(),
                None => vec!["not".to_owned(), "resolved".to_owned()],
            },
            described: match row.lab {
                Some(_) => format!("{} {}, {}", row.name, row.figures, row.detail),
                None => format!("{} not resolved: {} {}", row.name, row.figures, row.detail),
            },
        })
        .collect()
}

fn why_none(document: &Document) -> String {
    match document.work() {
        Work::Refused(_, why) => sentence(&why),
        Work::Opening(_) => "The photo is being opened.".to_owned(),
        Work::Running(_) => "The tones are being measured.".to_owned(),
        Work::Stopped(_) => "Measuring was stopped.".to_owned(),
        Work::AtRest if document.photo().is_none() => "Open a photo or drop one on the window.".to_owned(),
        Work::AtRest => "Mark the scar, and its tones appear here.".to_owned(),
    }
}

fn rows(tones: &Tones, sure: &Certainty, figures: Figures) -> Vec<ToneRow> {
    let mut rows: Vec<ToneRow> = tones
        .scars
        .iter()
        .enumerate()
        .map(|(i, scar)| {
            let planned = i == tones.planned_scar && tones.scars.len() > 1;
            let name = if planned { format!("{} (planned)", scar.name) } else { scar.name.clone() };
            let sure = (i == tones.planned_scar).then_some(sure.scar_skin);
            measured(&name, (&scar.skin, sure), tones.lightness_of_scar(i), figures)
        })
        .collect();
    let around = tones.lightness_of_surround();
    rows.push(measured("Bare skin", (&tones.bare_skin, Some(sure.bare_skin)), around, figures));
    rows.push(match &tones.follicle {
        Ok(follicle) => {
            let name = if follicle.measured { "Follicle" } else { "Follicle (mixed)" };
            measured(name, (&follicle.tone, sure.follicle), around, figures)
        }
        Err(why) => unresolved("Follicle", why),
    });
    rows.push(match &tones.hair {
        Ok(hair) => measured("Hair", (hair, sure.hair), around, figures),
        Err(why) => unresolved("Hair", why),
    });
    rows.push(measured("Area average", (&tones.area_average, Some(sure.area_average)), around, figures));
    rows
}

fn measured(
    name: &str,
    (tone, range): (&Tone, Option<LabInterval>),
    zone: Option<&LightnessHistogram>,
    figures: Figures,
) -> ToneRow {
    let left_out = zone.map(left_out).unwrap_or_default();
    let sure =
        range.map_or_else(String::new, |r| format!("In 8 of 10 cases {}; ", words::interval(figures, &r)));
    let spread = words::spread(figures, tone.spread);
    let mut detail = format!("{sure}from pixel to pixel {spread}; {} pixels", count(tone.pixels));
    if !left_out.is_empty() {
        detail = format!("{detail}; left out {}", left_out.join(", "));
    }
    ToneRow {
        name: name.to_owned(),
        lab: Some(tone.lab),
        figures: words::lab(figures, tone.lab),
        range,
        detail,
    }
}

fn unresolved(name: &str, why: &NotResolved) -> ToneRow {
    let detail = why
        .needed_px_per_mm
        .map(|needed| format!("About {needed:.0} px/mm would resolve it"))
        .unwrap_or_default();
    ToneRow { name: name.to_owned(), lab: None, figures: sentence(&why.reason), range: None, detail }
}

fn facts(tones: &Tones, sure: &Certainty, figures: Figures) -> Vec<String> {
    let apart = words::interval(figures, &sure.scar_from_bare_skin);
    let mut facts = vec![
        format!("Scar minus bare skin, in 8 of 10 cases: {apart}."),
        format!("Hair covers {} ± {} of the surround.", percent(tones.cover), percent(tones.cover_sd)),
    ];
    if let Some(hairs) = &tones.hairs {
        let form = match hairs.form {
            HairForm::Dots => "dots",
            HairForm::Strokes => "strokes",
        };
        let length = hairs.length_mm.map(|mm| format!(", {mm:.1} mm long")).unwrap_or_default();
        facts.push(format!(
            "{} hairs found as {form}, {:.2} mm wide{length}, {:.0} per cm².",
            count(hairs.count),
            hairs.width_mm,
            hairs.per_cm2
        ));
    }
    facts.push(match tones.scale {
        Some(scale) if scale.source == ScaleSource::Given => {
            format!("Scale {:.1} px/mm, as given.", scale.px_per_mm)
        }
        Some(scale) => format!("Scale about {:.0} px/mm, guessed from the hair's width.", scale.px_per_mm),
        None => "Scale unknown; show a known length with the ruler.".to_owned(),
    });
    if tones.light.percent >= 1.0 {
        facts
            .push(format!("Light changed by {:.0} % over the skin and was evened out.", tones.light.percent));
    }
    facts
}
