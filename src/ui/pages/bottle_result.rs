//! What a bottle's drawdowns say.

use std::path::{Path, PathBuf};

use egui::{Grid, Label, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::bottle_form::colourant_name;
use crate::analysis::{Figures, MeasuredBottle, sentence};
use crate::app::{BottleBench, Command};
use crate::color::Lab;
use crate::library::RungReport;
use crate::locale::{capitalized, count, keep, number, plain, say, tr};
use crate::optics::{Colourant, Concentrations};
use crate::ui::panels::Asks;
use crate::ui::{theme, words};

/// Everything the panel shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BottleResultModel {
    /// Said in place of a reading when there is none.
    pub empty: String,
    /// How well the bottle is known.
    pub grade: String,
    /// The drawdowns.
    pub rows: Vec<LadderRow>,
    /// The fit, the solids: a sentence each.
    pub facts: Vec<String>,
    /// What to look at, and what to do better.
    pub notes: Vec<String>,
    /// What was saved.
    pub saved: String,
    /// A library that was saved into and is not the one in use.
    pub other_library: Option<PathBuf>,
    /// Why a photo was not opened or the shade not saved.
    pub refused: String,
}

/// One drawdown.
#[derive(Debug, Clone, PartialEq)]
pub struct LadderRow {
    /// "30 parts water".
    pub water: String,
    /// As measured, and as fitted.
    pub labs: [Lab; 2],
    /// The measured one in figures.
    pub figures: String,
    /// ΔE00 between them.
    pub delta_e: String,
    /// ΔE00 when it is foretold from the others.
    pub left_out: String,
    /// It does not go with the others.
    pub odd: bool,
}

/// Headings of the drawdowns, each with what it means.
fn columns() -> [(&'static str, &'static str); 5] {
    [
        (tr("Water"), tr("Parts of water to one part of the bottle")),
        (
            tr("Read | fit"),
            tr(
                "Left the colour read on the photo, right the one that the solids found for the bottle would give",
            ),
        ),
        (tr("Read##as measured"), tr("The colour read on the photo")),
        ("ΔE", tr("How far the two colours are apart: about 1 is just seen")),
        (
            tr("Left out"),
            tr(
                "How far this drawdown is missed when it is foretold from the others alone: so far a dilution that you \
                did not measure may be off",
            ),
        ),
    ]
}

const PHOTO_WANTED: &str = keep!(
    "The ladder appears here once its photo is open and its spots are shown: the bottle drawn down on the card with \
     more and more water. Three or more drawdowns, 0.05 mm thick and dry, the last so weak that the card is well seen \
     through it: for a black of 150 mg/ml 30, 60 and 100 parts of water. White pigment needs a dark card."
);
const SPOTS_WANTED: &str = keep!("Show the reference, the bare card and the drawdowns on the photo.");

/// Puts the panel's words together; `in_use` is the file of the library in use.
#[must_use]
pub fn bottle_result_model(bench: &BottleBench, in_use: Option<&Path>) -> BottleResultModel {
    let mut model = BottleResultModel {
        refused: bench.refused().map(sentence).unwrap_or_default(),
        ..BottleResultModel::default()
    };
    if let Some(saved) = bench.saved() {
        let file = saved.into.file_name().unwrap_or(saved.into.as_os_str()).to_string_lossy();
        model.saved = count!(
            saved.shades,
            "%{name} is saved in %{file}, which now has %{n} shade.",
            "%{name} is saved in %{file}, which now has %{n} shades.",
            name = saved.name,
            file = file
        );
        model.other_library = (in_use != Some(saved.into.as_path())).then(|| saved.into.clone());
    }
    match bench.desk().read() {
        Some((Ok(bottle), _)) => fill(&mut model, bottle, &bench.desk().told().label),
        Some((Err(why), _)) => model.empty = sentence(why),
        None => {
            let wanted = if bench.desk().photo().is_some() { SPOTS_WANTED } else { PHOTO_WANTED };
            model.empty = String::from(tr(wanted));
        }
    }
    model
}

fn fill(model: &mut BottleResultModel, bottle: &MeasuredBottle, label: &[(Colourant, f64)]) {
    let (report, figures) = (&bottle.report, Figures { calibrated: true });
    model.grade = capitalized(&report.grade.to_string());
    model.rows = report.rungs.iter().map(|rung| row(rung, figures)).collect();
    let left_out = match report.left_out_delta_e {
        Some(error) => {
            say!(
                "A dilution that was not measured is foretold within ΔE %{difference}, on average.",
                difference = number(error, 1)
            )
        }
        None => tr("How well other dilutions are foretold is not known from one swatch.").to_owned(),
    };
    model.facts = vec![
        left_out,
        say!(
            "The fit itself misses its drawdowns by ΔE %{difference}.",
            difference = number(report.delta_e, 1)
        ),
        say!("Solids in mg/ml: %{solids}.", solids = solids_words(&report.solids)),
        label_words(label),
        say!("Card: %{colour}.", colour = words::lab(figures, bottle.card)),
    ];
    let odd = report.odd_rungs().map(|(water, why)| {
        say!("The drawdown at %{water} parts of water: %{reason}", water = plain(water), reason = why)
    });
    model.notes = odd.chain(bottle.notes.iter().cloned()).map(|note| sentence(&note)).collect();
}

/// Those that count: "carbon black 80.0, iron oxide red 50.0".
fn solids_words(solids: &Concentrations) -> String {
    let present = Colourant::ALL.into_iter().map(|c| (c, solids.of(c))).filter(|(_, amount)| *amount >= 0.05);
    present.map(amount_words).collect::<Vec<_>>().join(", ")
}

fn label_words(label: &[(Colourant, f64)]) -> String {
    let words = |&(colourant, amount): &(Colourant, f64)| match amount {
        0.0 => say!("%{colourant} (no amount)", colourant = colourant_name(colourant)),
        _ => amount_words((colourant, amount)),
    };
    match label {
        [] => tr("Label: not told; all colourants were looked for.").to_owned(),
        named => {
            say!("Label: %{colourants}.", colourants = named.iter().map(words).collect::<Vec<_>>().join(", "))
        }
    }
}

fn amount_words((colourant, amount): (Colourant, f64)) -> String {
    format!("{} {}", colourant_name(colourant), number(amount, 1))
}

fn row(rung: &RungReport, figures: Figures) -> LadderRow {
    LadderRow {
        water: plain(rung.rung.water_parts),
        labs: [rung.rung.lab, rung.fitted],
        figures: words::lab(figures, rung.rung.lab),
        delta_e: words::number(figures, rung.delta_e),
        left_out: rung.left_out_delta_e.map_or_else(|| "–".to_owned(), |error| words::number(figures, error)),
        odd: rung.odd.is_some(),
    }
}

/// Lays the panel out.
pub fn bottle_result_ui(ui: &mut Ui, model: &BottleResultModel, asks: &mut Asks) {
    ui.heading(tr("What the drawdowns say")).on_hover_text(tr(
        "A drawdown is the bottle, thinned with water, drawn out on a card as an even film and left to dry",
    ));
    if !model.refused.is_empty() {
        ui.add(Label::new(format!("⚠ {}", model.refused)).wrap());
    }
    if !model.saved.is_empty() {
        ui.add(Label::new(RichText::new(format!("✔ {}", model.saved)).strong()).wrap());
        if let Some(path) = &model.other_library
            && ui.button(tr("Mix from this library")).clicked()
        {
            asks.commands.push(Command::OpenLibrary(path.clone()));
        }
    }
    if model.rows.is_empty() {
        ui.add(Label::new(&model.empty).wrap());
        return;
    }
    ui.add(Label::new(RichText::new(&model.grade).strong()).wrap());
    Grid::new("ladder").num_columns(5).spacing([10.0, 3.0]).show(ui, |ui| {
        for (title, hint) in columns() {
            ui.label(RichText::new(title).color(theme::faint_ink(ui))).on_hover_text(hint);
        }
        ui.end_row();
        for row in &model.rows {
            ui.label(if row.odd { format!("⚠ {}", row.water) } else { row.water.clone() });
            pair_ui(ui, row);
            ui.label(&row.figures);
            ui.label(&row.delta_e);
            ui.label(&row.left_out);
            ui.end_row();
        }
    });
    for note in &model.notes {
        ui.add(Label::new(format!("⚠ {note}")).wrap());
    }
    for fact in &model.facts {
        ui.add(Label::new(fact).wrap());
    }
}

/// Measured and fitted side by side without a gap.
fn pair_ui(ui: &mut Ui, row: &LadderRow) {
    let (area, response) = ui.allocate_exact_size(vec2(64.0, 30.0), Sense::hover());
    let said = say!(
        "%{water} parts of water, read %{colour}, ΔE %{difference} from the fit",
        water = row.water,
        colour = row.figures,
        difference = row.delta_e
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
    ui.painter().rect_filled(area, 2.0, theme::MAT);
    let (left, right) = area.shrink(4.0).split_left_right_at_fraction(0.5);
    for (lab, half) in row.labs.into_iter().zip([left, right]) {
        ui.painter().rect_filled(half, 0.0, theme::screen_color(lab));
    }
}
