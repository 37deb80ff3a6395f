//! What the tones panel says.

use super::is_refused_as_red;
use super::tone_counts::{histograms, left_out};
use crate::analysis::{Figures, count, difference, is_alike, percent, sentence};
use crate::app::{Document, Work};
use crate::blend::ZonePlan;
use crate::color::{Lab, LabInterval};
use crate::locale::{number, say, tr};
use crate::tone::{
    Certainty, HairForm, HairPieces, LightnessHistogram, NotResolved, ScaleSource, Tone, Tones,
};
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
        let (skin, around) = (scar.skin.lab, tones.bare_skin.lab);
        if is_alike(skin, around) {
            return say!("%{scar} and the surround are alike", scar = scar.name);
        }
        let than = difference(skin, around);
        say!("%{scar}: %{difference} than the surround", scar = scar.name, difference = than)
    });
    let sure = Certainty::of(tones, calibration.shared_sd);
    let rows = rows(tones, &sure, figures);
    let uncalibrated = (!figures.calibrated).then(|| tr("Uncalibrated: off by about 6 ΔE").to_owned());
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
    if plot.points.iter().any(|point| point.rings) {
        say!(
            "Each dot is one way it may heal: the area from a distance (H), each ring the same of one mark (M); %{ways} are drawn, all equally likely. On the strip of L* each is a thin line. The cross spans 8 of 10.",
            ways = ways
        )
    } else {
        say!(
            "Each dot is one way it may heal: the area from a distance (H); %{ways} are drawn, all equally likely. On the strip of L* each is a thin line. The cross spans 8 of 10.",
            ways = ways
        )
    }
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
    let mut points = vec![PlotPoint {
        mark: "H".to_owned(),
        described: say!(
            "H scar healed with the best plan: %{colour}; in 8 of 10 cases %{interval}",
            colour = words::lab(figures, seen.area),
            interval = words::interval(figures, &range.area)
        ),
        lab: seen.area,
        range: Some(range.area),
        cloud: scar.cloud.iter().map(|seen| seen.area).collect(),
        rings: false,
    }];
    if let (Some(lab), Some(range)) = (seen.mark, range.mark) {
        points.push(PlotPoint {
            mark: "M".to_owned(),
            described: say!(
                "M one mark healed with the best plan: %{colour}; in 8 of 10 cases %{interval}",
                colour = words::lab(figures, lab),
                interval = words::interval(figures, &range)
            ),
            lab,
            range: Some(range),
            cloud: scar.cloud.iter().filter_map(|seen| seen.mark).collect(),
            rings: true,
        });
    }
    points
}

/// The tones that decide, in the order of the strip.
fn cells(tones: &Tones, figures: Figures, rows: &[ToneRow]) -> Vec<ToneCell> {
    let shown = tones.planned_scar..=tones.planned_scar;
    let all_others = tones.scars.len()..rows.len();
    let not_resolved = || tr("not resolved").split(' ').map(str::to_owned).collect();
    // Shorter than the row's, where it is.
    let name = |i: usize, row: &ToneRow| match tones.scars.get(i) {
        Some(scar) => scar.name.clone(),
        None if i + 1 == rows.len() => tr("Area").to_owned(),
        None => row.name.clone(),
    };
    rows.iter()
        .enumerate()
        .filter(|(i, _)| shown.contains(i) || all_others.contains(i))
        .map(|(i, row)| ToneCell {
            name: name(i, row),
            lab: row.lab,
            widths: row.range.map_or_else(Vec::new, |range| range.coordinates().map(|c| c.width()).to_vec()),
            lines: match row.lab {
                Some(lab) => words::lab_lines(figures, lab).to_vec(),
                None => not_resolved(),
            },
            described: match row.lab {
                Some(_) => format!("{} {}, {}", row.name, row.figures, row.detail),
                None => say!(
                    "%{tone} not resolved: %{why} %{remedy}",
                    tone = row.name,
                    why = row.figures,
                    remedy = row.detail
                ),
            },
        })
        .collect()
}

fn why_none(document: &Document) -> String {
    match document.work() {
        Work::Refused(..) if is_refused_as_red(document) => {
            tr("The photo is red. Take it again, or choose “Match it all the same” above.").to_owned()
        }
        Work::Refused(_, why) => sentence(&why),
        Work::Opening(_) => tr("The photo is being opened.").to_owned(),
        Work::Running(_) => tr("The tones are being measured.").to_owned(),
        Work::Stopped(_) => tr("Measuring was stopped.").to_owned(),
        Work::AtRest if document.photo().is_none() => {
            tr("Open a photo or drop one on the window.").to_owned()
        }
        Work::AtRest => tr("Mark the scar, and its tones appear here.").to_owned(),
    }
}

fn rows(tones: &Tones, sure: &Certainty, figures: Figures) -> Vec<ToneRow> {
    let mut rows: Vec<ToneRow> = tones
        .scars
        .iter()
        .enumerate()
        .map(|(i, scar)| {
            let planned = i == tones.planned_scar && tones.scars.len() > 1;
            let name = if planned { say!("%{scar} (planned)", scar = scar.name) } else { scar.name.clone() };
            let sure = (i == tones.planned_scar).then_some(sure.scar_skin);
            measured(&name, (&scar.skin, sure), tones.lightness_of_scar(i), figures)
        })
        .collect();
    let around = tones.lightness_of_surround();
    rows.push(measured(tr("Bare skin"), (&tones.bare_skin, Some(sure.bare_skin)), around, figures));
    rows.push(match &tones.follicle {
        Ok(follicle) => {
            let name = if follicle.measured { tr("Follicle") } else { tr("Follicle (mixed)") };
            measured(name, (&follicle.tone, sure.follicle), around, figures)
        }
        Err(why) => unresolved(tr("Follicle"), why),
    });
    rows.push(match &tones.hair {
        Ok(hair) => measured(tr("Hair"), (hair, sure.hair), around, figures),
        Err(why) => unresolved(tr("Hair"), why),
    });
    rows.push(measured(tr("Area average"), (&tones.area_average, Some(sure.area_average)), around, figures));
    rows
}

fn measured(
    name: &str,
    (tone, range): (&Tone, Option<LabInterval>),
    zone: Option<&LightnessHistogram>,
    figures: Figures,
) -> ToneRow {
    let left_out = zone.map(left_out).unwrap_or_default();
    let sure = range.map(|r| say!("In 8 of 10 cases %{interval}", interval = words::interval(figures, &r)));
    let mut detail = Vec::from_iter(sure);
    detail.push(say!("from pixel to pixel %{spread}", spread = words::spread(figures, tone.spread)));
    detail.push(say!("%{pixels} pixels", pixels = count(tone.pixels)));
    if !left_out.is_empty() {
        detail.push(say!("left out %{reasons}", reasons = left_out.join(", ")));
    }
    ToneRow {
        name: name.to_owned(),
        lab: Some(tone.lab),
        figures: words::lab(figures, tone.lab),
        range,
        detail: detail.join("; "),
    }
}

fn unresolved(name: &str, why: &NotResolved) -> ToneRow {
    let detail = why
        .needed_px_per_mm
        .map(|needed| say!("About %{scale} px/mm would resolve it", scale = number(needed, 0)))
        .unwrap_or_default();
    ToneRow { name: name.to_owned(), lab: None, figures: sentence(&why.reason), range: None, detail }
}

fn facts(tones: &Tones, sure: &Certainty, figures: Figures) -> Vec<String> {
    let apart = words::interval(figures, &sure.scar_from_bare_skin);
    let mut facts = vec![
        say!("Scar minus bare skin, in 8 of 10 cases: %{interval}.", interval = apart),
        say!(
            "Hair covers %{percent} ± %{deviation} of the surround.",
            percent = percent(tones.cover),
            deviation = percent(tones.cover_sd)
        ),
    ];
    facts.extend(tones.hairs.as_ref().map(hairs_fact));
    facts.push(match tones.scale {
        Some(scale) if scale.source == ScaleSource::Given => {
            say!("Scale %{scale} px/mm, as given.", scale = number(scale.px_per_mm, 1))
        }
        Some(scale) => say!(
            "Scale about %{scale} px/mm, guessed from the hair's width.",
            scale = number(scale.px_per_mm, 0)
        ),
        None => tr("Scale unknown; show a known length with the ruler.").to_owned(),
    });
    if tones.light.percent >= 1.0 {
        facts.push(say!(
            "Light changed by %{percent} % over the skin and was evened out.",
            percent = number(tones.light.percent, 0)
        ));
    }
    facts
}

fn hairs_fact(hairs: &HairPieces) -> String {
    let mut sizes = vec![say!("%{millimetres} mm wide", millimetres = number(hairs.width_mm, 2))];
    sizes.extend(hairs.length_mm.map(|mm| say!("%{millimetres} mm long", millimetres = number(mm, 1))));
    sizes.push(say!("%{hairs} per cm²", hairs = number(hairs.per_cm2, 0)));
    let (hairs_found, sizes) = (count(hairs.count), sizes.join(", "));
    match hairs.form {
        HairForm::Dots => {
            say!("%{hairs} hairs found as dots, %{sizes}.", hairs = hairs_found, sizes = sizes)
        }
        HairForm::Strokes => {
            say!("%{hairs} hairs found as strokes, %{sizes}.", hairs = hairs_found, sizes = sizes)
        }
    }
}
