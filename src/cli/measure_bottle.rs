//! `library measure`: a bottle from a photo of its drawdowns into a library file.

use std::fmt::{self, Write as _};

use serde::Serialize;

use super::arguments::MeasureArguments;
use super::json::{self, Figure};
use super::refusal::Refusal;
use super::words::wrapped;
use crate::analysis::{
    BottleError, BottleInputs, LadderPicks, MeasuredBottle, label_words, measure_bottle, sentence,
    solids_words,
};
use crate::color::Lab;
use crate::library::{MeasuredShade, NewLibrary, Saved, ShadeLibrary, save_shade};
use crate::optics::{Colourant, Concentrations};
use crate::photo::{DecodeLimits, load_photo};

/// Reads, fits and saves; prints the fit.
pub(super) fn run(arguments: &MeasureArguments) -> Result<String, Refusal> {
    let photo = load_photo(&arguments.photo, &DecodeLimits::default())?;
    let label = label(arguments)?;
    let inputs = BottleInputs {
        grey: arguments.grey.map(|grey| grey.0),
        chart: arguments.reference.pick(),
        picks: LadderPicks {
            card: arguments.card.0,
            rungs: arguments.rung.iter().map(|rung| (rung.water_parts, rung.disc)).collect(),
        },
        label: label.clone(),
    };
    let bottle = measure_bottle(&photo.image, &inputs).map_err(|error| match error {
        BottleError::Single => Refusal(String::from(
            "a single drawdown says what a bottle holds only when the label names it: give --solids, or measure further dilutions",
        )),
        other => other.into(),
    })?;
    let shade = MeasuredShade {
        id: arguments.id.clone(),
        name: arguments.name.clone(),
        maker: arguments.maker.clone(),
        kind: arguments.kind,
        label: arguments.solids.as_ref().map(|solids| solids.0.clone()),
        card: bottle.card,
        ladder: bottle.ladder.clone(),
        source: bottle.source(&arguments.photo),
    };
    let saved = save_shade(&arguments.into, &shade, arguments.replace, NewLibrary::Empty)?;
    if arguments.json {
        return json::text(&MeasuredJson::new(arguments, &shade, &label, &bottle, &saved));
    }
    Ok(page(arguments, &shade, &label, &bottle, &saved)?)
}

/// What the label names: as told, else as it stands in the entry that is measured anew.
fn label(arguments: &MeasureArguments) -> Result<Vec<(Colourant, f64)>, Refusal> {
    if let Some(solids) = &arguments.solids {
        return Ok(solids.0.clone());
    }
    if !arguments.replace || !arguments.into.exists() {
        return Ok(Vec::new());
    }
    let library = ShadeLibrary::load(&arguments.into)?;
    Ok(library.shade(&arguments.id).map(|shade| shade.label.clone()).unwrap_or_default())
}

fn page(
    arguments: &MeasureArguments,
    shade: &MeasuredShade,
    label: &[(Colourant, f64)],
    bottle: &MeasuredBottle,
    saved: &Saved,
) -> Result<String, fmt::Error> {
    let report = &bottle.report;
    let lab = |lab: Lab| format!("{:5.1} {:5.1} {:5.1}", lab.l + 0.0, lab.a, lab.b);
    let mut text = format!("{} ({}): {}\n\n", shade.name, shade.id, report.grade);
    writeln!(text, "  water   measured L* a* b*   fitted L* a* b*     ΔE00   left out")?;
    for rung in &report.rungs {
        let left_out = rung.left_out_delta_e.map_or_else(|| String::from("–"), |error| format!("{error:.1}"));
        writeln!(
            text,
            "{:>7}   {}   {}   {:6.1}   {left_out:>8}{}",
            rung.rung.water_parts,
            lab(rung.rung.lab),
            lab(rung.fitted),
            rung.delta_e,
            if rung.odd.is_some() { "   odd" } else { "" }
        )?;
    }
    writeln!(text, "   card   {}\n", lab(shade.card))?;
    write!(text, "Fit ΔE00 {:.1} (mean), {:.1} (root mean square)", report.delta_e, report.rms_delta_e)?;
    match report.left_out_delta_e {
        Some(error) => writeln!(text, "; a rung left out is foretold within {error:.1} (mean)")?,
        None => writeln!(text)?,
    }
    writeln!(text, "Solids in mg/ml: {}", solids_words(&report.solids))?;
    writeln!(text, "The label:       {}", label_words(label))?;
    let odd = report.odd_rungs().map(|(water, why)| format!("odd rung at {water} parts of water: {why}"));
    for note in odd.chain(bottle.notes.iter().cloned()) {
        text += &wrapped(&sentence(&note), 0, 100);
    }
    let done = match (saved.created, saved.replaced) {
        (true, _) => "Saved into the new library",
        (_, true) => "Measured anew in",
        _ => "Saved into",
    };
    let count = saved.library.shades().len();
    let shades = if count == 1 { "shade" } else { "shades" };
    writeln!(text, "{done} {} ({count} {shades})", arguments.into.display())?;
    Ok(text)
}

/// Answer of `library measure`.
#[derive(Debug, Serialize)]
struct MeasuredJson<'a> {
    id: &'a str,
    grade: &'static str,
    card: [Figure; 3],
    label: Concentrations,
    solids: Concentrations,
    rungs: Vec<RungJson<'a>>,
    fit_delta_e: Figure,
    fit_rms_delta_e: Figure,
    left_out_delta_e: Option<Figure>,
    notes: Vec<String>,
    into: String,
    created: bool,
    replaced: bool,
}

#[derive(Debug, Serialize)]
struct RungJson<'a> {
    water_parts: Figure,
    lab: [Figure; 3],
    fitted: [Figure; 3],
    delta_e: Figure,
    left_out_delta_e: Option<Figure>,
    odd: Option<&'a str>,
}

impl<'a> MeasuredJson<'a> {
    fn new(
        arguments: &'a MeasureArguments,
        shade: &MeasuredShade,
        label: &[(Colourant, f64)],
        bottle: &'a MeasuredBottle,
        saved: &Saved,
    ) -> Self {
        let report = &bottle.report;
        let rung = |rung: &'a crate::library::RungReport| RungJson {
            water_parts: Figure(rung.rung.water_parts),
            lab: json::of_lab(rung.rung.lab),
            fitted: json::of_lab(rung.fitted),
            delta_e: Figure(rung.delta_e),
            left_out_delta_e: rung.left_out_delta_e.map(Figure),
            odd: rung.odd.as_deref(),
        };
        Self {
            id: &arguments.id,
            grade: report.grade.name(),
            card: json::of_lab(shade.card),
            label: label.iter().fold(Concentrations::NONE, |all, &(c, amount)| all.with(c, amount)),
            solids: Concentrations(report.solids.0.map(|amount| (amount * 1e4).round() / 1e4)),
            rungs: report.rungs.iter().map(rung).collect(),
            fit_delta_e: Figure(report.delta_e),
            fit_rms_delta_e: Figure(report.rms_delta_e),
            left_out_delta_e: report.left_out_delta_e.map(Figure),
            notes: bottle.notes.clone(),
            into: arguments.into.display().to_string(),
            created: saved.created,
            replaced: saved.replaced,
        }
    }
}
