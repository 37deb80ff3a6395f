//! What the tones panel says.

use crate::app::{Document, Work};
use crate::calibrate::CalibrationKind;
use crate::color::Lab;
use crate::tone::{HairForm, NotResolved, ScaleSource, Tone, Tones};
use crate::ui::widgets::Swatch;
use crate::ui::words::{self, Figures};

/// Everything the panel shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TonesModel {
    /// Said in place of tones when there are none.
    pub empty: Option<String>,
    /// The tones follow from older marks and are being measured again.
    pub outdated: bool,
    /// Scar and bare skin in one sentence.
    pub headline: String,
    /// Scar and bare skin side by side.
    pub pair: Vec<Swatch>,
    /// Each tone in a row.
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
    /// Spread and pixels.
    pub detail: String,
}

/// Puts the panel's words together.
#[must_use]
pub fn tones_model(document: &Document) -> TonesModel {
    let Some((calibration, tones)) = document.measured() else {
        return TonesModel { empty: Some(why_none(document)), ..TonesModel::default() };
    };
    let calibrated = calibration.kind != CalibrationKind::Uncalibrated;
    let figures = Figures { calibrated };
    let bare = &tones.bare_skin;
    let planned = tones.scars.get(tones.planned_scar);
    let mut pair = Vec::new();
    let mut headline = String::new();
    if let Some(scar) = planned {
        let than = words::difference(scar.skin.lab, bare.lab);
        headline = match than.as_str() {
            "alike" => format!("{} and the surround are alike", scar.name),
            _ => format!("{}: {than} than the surround", scar.name),
        };
        pair.push(Swatch { name: scar.name.clone(), lab: scar.skin.lab });
    }
    pair.push(Swatch { name: "Bare skin beside it".to_owned(), lab: bare.lab });
    let mut notes = Vec::new();
    if !calibrated {
        notes.push("Uncalibrated: without a grey card every figure may be off by about 6 ΔE.".to_owned());
    }
    notes.extend(tones.notes.iter().map(|note| words::sentence(note)));
    TonesModel {
        empty: None,
        outdated: !document.tones_are_current(),
        headline,
        pair,
        rows: rows(tones, figures),
        facts: facts(tones),
        notes,
    }
}

fn why_none(document: &Document) -> String {
    match document.work() {
        Work::Refused(_, why) => words::sentence(&why),
        Work::Opening(_) => "The photo is being opened.".to_owned(),
        Work::Running(_) => "The tones are being measured.".to_owned(),
        Work::Stopped(_) => "Measuring was stopped.".to_owned(),
        Work::AtRest if document.photo().is_none() => "Open a photo or drop one on the window.".to_owned(),
        Work::AtRest => "Mark the scar, and its tones appear here.".to_owned(),
    }
}

fn rows(tones: &Tones, figures: Figures) -> Vec<ToneRow> {
    let mut rows: Vec<ToneRow> = tones
        .scars
        .iter()
        .enumerate()
        .map(|(i, scar)| {
            let planned = i == tones.planned_scar && tones.scars.len() > 1;
            let name = if planned { format!("{} (planned)", scar.name) } else { scar.name.clone() };
            measured(&name, &scar.skin, figures)
        })
        .collect();
    rows.push(measured("Bare skin", &tones.bare_skin, figures));
    rows.push(match &tones.follicle {
        Ok(follicle) => {
            let name = if follicle.measured { "Follicle" } else { "Follicle (mixed)" };
            measured(name, &follicle.tone, figures)
        }
        Err(why) => unresolved("Follicle", why),
    });
    rows.push(match &tones.hair {
        Ok(hair) => measured("Hair", hair, figures),
        Err(why) => unresolved("Hair", why),
    });
    rows.push(measured("Area average", &tones.area_average, figures));
    rows
}

fn measured(name: &str, tone: &Tone, figures: Figures) -> ToneRow {
    let left_out = [
        (tone.rejected.clipped, "clipped"),
        (tone.rejected.glare, "glare"),
        (tone.rejected.deep_shade, "deep shade"),
        (tone.rejected.outlier, "unlike the rest"),
        (tone.rejected.mixed, "mixed with hair or the border"),
    ];
    let left_out: Vec<String> = left_out
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, reason)| format!("{} {reason}", words::count(*n)))
        .collect();
    let mut detail = format!("{}, {} pixels", figures.spread(tone.spread), words::count(tone.pixels));
    if !left_out.is_empty() {
        detail = format!("{detail}; left out: {}", left_out.join(", "));
    }
    ToneRow { name: name.to_owned(), lab: Some(tone.lab), figures: figures.lab(tone.lab), detail }
}

fn unresolved(name: &str, why: &NotResolved) -> ToneRow {
    let detail = why
        .needed_px_per_mm
        .map(|needed| format!("About {needed:.0} px/mm would resolve it"))
        .unwrap_or_default();
    ToneRow { name: name.to_owned(), lab: None, figures: words::sentence(&why.reason), detail }
}

fn facts(tones: &Tones) -> Vec<String> {
    let mut facts = vec![format!(
        "Hair covers {} ± {} of the surround.",
        words::percent(tones.cover),
        words::percent(tones.cover_sd)
    )];
    if let Some(hairs) = &tones.hairs {
        let form = match hairs.form {
            HairForm::Dots => "dots",
            HairForm::Strokes => "strokes",
        };
        let length = hairs.length_mm.map(|mm| format!(", {mm:.1} mm long")).unwrap_or_default();
        facts.push(format!(
            "{} hairs found as {form}, {:.2} mm wide{length}, {:.0} per cm².",
            words::count(hairs.count),
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
