//! The tones of a photo as a table.

use std::fmt::{self, Write as _};

use super::super::words::{lab_columns, wrapped};
use super::WIDTH;
use crate::analysis::{Figures, capitalized, count, difference, percent};
use crate::calibrate::{Calibration, CalibrationKind, ChartReading, ProfileReading};
use crate::tone::{Certainty, HairForm, HairPieces, NotResolved, ScaleSource, Tone, Tones};

/// Column where the table starts.
const NAME: usize = 30;
/// Column where values start below the table.
const VALUE: usize = 34;

/// The tones of the photo of this name.
pub(in super::super) fn tones(
    photo: &str,
    calibration: &Calibration,
    tones: &Tones,
) -> Result<String, fmt::Error> {
    let figures = Figures::of(calibration);
    let mut page = format!("Tones of {photo}\n{}\n", calibrated(calibration));
    let said = if figures.calibrated { "" } else { "   (uncalibrated)" };
    writeln!(page, "{:<NAME$}   L*    a*    b*   spread    pixels used, left out{said}", "")?;
    for (index, scar) in tones.scars.iter().enumerate() {
        let planned = tones.scars.len() > 1 && index == tones.planned_scar;
        let mark = if planned { " (planned)" } else { "" };
        page += &row(&format!("Skin of {}{mark}", scar.name), &scar.skin, figures);
    }
    page += &row("Bare skin", &tones.bare_skin, figures);
    page += &row_or_why("Hair", tones.hair.as_ref(), figures);
    page += &row_or_why("Follicle", tones.follicle.as_ref().map(|follicle| &follicle.tone), figures);
    page += &row("Area average", &tones.area_average, figures);
    page.push('\n');
    let bare = tones.bare_skin.lab;
    for scar in &tones.scars {
        let label = format!("{} against bare skin", capitalized(&scar.name));
        page += &value(&label, &difference(scar.skin.lab, bare));
    }
    page += &how_sure(&Certainty::of(tones, calibration.shared_sd), figures);
    let sd = if tones.cover_sd > 0.0 { format!(" ± {}", percent(tones.cover_sd)) } else { String::new() };
    page += &value("Hair cover", &format!("{}{sd}", percent(tones.cover)));
    if let Some(hairs) = &tones.hairs {
        page += &value("Hairs", &hair_words(hairs));
    }
    if tones.follicle.as_ref().is_ok_and(|follicle| !follicle.measured) {
        page += &value("Follicle", "not resolved in the photo; mixed from bare skin and hair");
    }
    page += &value("Scale", &scale_words(tones));
    page += &value("Light", &format!("varied by {:.0} % over the skin, flattened", tones.light.percent));
    page += &value("Left out", &rejected(tones));
    for note in &tones.notes {
        page += &wrapped(&format!("Note: {note}"), 0, WIDTH);
    }
    Ok(page)
}

/// Where the tones lie in 8 of 10 cases, and what they differ by, which is surer.
fn how_sure(certainty: &Certainty, figures: Figures) -> String {
    let tones = [
        ("Scar, in 8 of 10 cases", Some(&certainty.scar_skin)),
        ("Bare skin, in 8 of 10", Some(&certainty.bare_skin)),
        ("Follicle, in 8 of 10", certainty.follicle.as_ref()),
        ("Hair, in 8 of 10", certainty.hair.as_ref()),
        ("Area average, in 8 of 10", Some(&certainty.area_average)),
        ("Scar minus bare skin, 8 of 10", Some(&certainty.scar_from_bare_skin)),
    ];
    let lines = tones.into_iter().filter_map(|(name, range)| Some(value(name, &figures.interval(range?))));
    lines.collect()
}

fn calibrated(calibration: &Calibration) -> String {
    match calibration.kind {
        CalibrationKind::Uncalibrated => {
            let [l, a, b] = calibration.shared_sd;
            let text = format!(
                "Uncalibrated: without a reference in the photo every figure is as the camera rendered it, with \
                 an error of about {l:.1} in L*, {a:.1} in a* and {b:.1} in b* that all tones share; put a grey \
                 card in the photo and give its place with --grey."
            );
            wrapped(&text, 0, WIDTH)
        }
        CalibrationKind::GreyCard(reading) => format!(
            "Calibrated on the grey card (L* {:.0}, {} pixels; exposure × {:.2}, cast of C* {:.1} removed).\n",
            reading.pick.l_star,
            count(reading.pixels),
            reading.exposure,
            reading.cast_chroma
        ),
        CalibrationKind::Profile(reading) => wrapped(&profile_words(&reading), 0, WIDTH),
        CalibrationKind::Chart(reading) => wrapped(&chart_words(&reading), 0, WIDTH),
    }
}

fn profile_words(reading: &ProfileReading) -> String {
    let exposure = reading.stops.map_or_else(String::new, |stops| {
        let way = if stops < 0.0 { "less" } else { "more" };
        format!("; exposed {:.1} stops {way} than then, taken off", stops.abs())
    });
    format!(
        "Calibrated by a camera profile: {}, mean error {:.1} ΔE00 on patches left out when it was made{exposure}.",
        reading.model.words(),
        reading.leave_one_out_delta_e
    )
}

fn chart_words(reading: &ChartReading) -> String {
    let light = if reading.light_corrected { "taken off" } else { "left" };
    format!(
        "Calibrated on the ColorChecker, edition {}: {} on {} patches, mean error {:.1} ΔE00 on patches left \
         out; change of light over the card {:.0} %, {light}; scale of a {}.",
        reading.pick.edition.words(),
        reading.model.words(),
        reading.used,
        reading.leave_one_out_delta_e,
        reading.light_percent,
        reading.pick.size.words()
    )
}

fn row(name: &str, tone: &Tone, figures: Figures) -> String {
    let rejected = &tone.rejected;
    let left_out =
        rejected.clipped + rejected.glare + rejected.deep_shade + rejected.outlier + rejected.mixed;
    format!(
        "{name:<NAME$}{}    {:>5}   {:>10}, {}\n",
        lab_columns(figures, tone.lab),
        figures.number(tone.spread[0]),
        count(tone.pixels),
        count(left_out)
    )
}

fn row_or_why(name: &str, tone: Result<&Tone, &NotResolved>, figures: Figures) -> String {
    match tone {
        Ok(tone) => row(name, tone, figures),
        Err(missing) => {
            let needed = missing
                .needed_px_per_mm
                .map_or_else(String::new, |needed| format!(" ({needed:.0} px/mm would resolve it)"));
            let text = wrapped(&format!("not resolved: {}{needed}", missing.reason), NAME, WIDTH);
            format!("{name:<NAME$}{}", text.trim_start())
        }
    }
}

fn value(label: &str, text: &str) -> String {
    let lines = wrapped(text, VALUE, WIDTH);
    format!("{label:<VALUE$}{}", lines.trim_start())
}

fn hair_words(hairs: &HairPieces) -> String {
    let form = match hairs.form {
        HairForm::Dots => "dots",
        HairForm::Strokes => "strokes",
    };
    let length = hairs.length_mm.map_or_else(String::new, |mm| format!(", {mm:.1} mm long"));
    format!(
        "{} {form}, {:.0} on a cm², {:.2} mm wide{length}",
        count(hairs.count),
        hairs.per_cm2,
        hairs.width_mm
    )
}

fn scale_words(tones: &Tones) -> String {
    match tones.scale {
        None => String::from("not known; give it with --mm-per-px"),
        Some(scale) => {
            let source = match scale.source {
                ScaleSource::Given => "as given",
                ScaleSource::HairWidth => "a guess from the width of the hairs, taken as 0.07 mm",
            };
            format!("{:.1} px/mm, {source}", scale.px_per_mm)
        }
    }
}

/// Pixels left out of scars and surround, by reason.
fn rejected(tones: &Tones) -> String {
    let all = tones.scars.iter().map(|scar| &scar.skin).chain([&tones.bare_skin]);
    let mut sums = [(0, "clipped"), (0, "glare"), (0, "deep shade"), (0, "outliers"), (0, "mixed")];
    for tone in all {
        let rejected = &tone.rejected;
        let counts =
            [rejected.clipped, rejected.glare, rejected.deep_shade, rejected.outlier, rejected.mixed];
        for (sum, pixels) in sums.iter_mut().zip(counts) {
            sum.0 += pixels;
        }
    }
    let words: Vec<String> = sums
        .iter()
        .filter(|(pixels, _)| *pixels > 0)
        .map(|(pixels, reason)| format!("{} {reason}", count(*pixels)))
        .collect();
    if words.is_empty() { String::from("nothing") } else { words.join(", ") }
}
