//! What the studio may set, kept between runs.

use egui::{ComboBox, Grid, RichText, ScrollArea, Slider, Ui};

use super::Asks;
use crate::app::{Command, Display, Document, Edit, Notation};
use crate::blend::{DROP_ML, Thresholds};
use crate::case::{RETENTION_RANGE, RETENTION_SOURCE};
use crate::locale::{Language, keep, number, read_number, say, tr};
use crate::ui::widgets::{faint_ui, number_field};
use crate::ui::{screen_profile, theme, words};

/// Drops on a millilitre that can be told.
const DROPS_PER_ML: std::ops::RangeInclusive<f64> = 10.0..=50.0;
/// Sizes of words, with names for [`tr`].
pub(crate) const TEXT_SCALES: [(&str, f32); 4] = [
    (keep!("Usual##size of words"), 1.0),
    (keep!("Large##size of words"), 1.25),
    (keep!("Very large##size of words"), 1.5),
    (keep!("Projector"), 1.75),
];

/// The values as they are.
#[derive(Debug, Clone, PartialEq)]
pub struct StudioModel {
    /// How the window is drawn.
    pub display: Display,
    /// Amounts are told in drops.
    pub measured_by_drop: bool,
    /// What a drop holds, ml.
    pub drop_ml: f64,
    /// Where the studio draws its lines.
    pub thresholds: Thresholds,
    /// Points of the screen on a millimetre of it.
    pub screen_points_per_mm: f64,
    /// Years a case is kept after its last visit.
    pub retention_years: u16,
}

impl StudioModel {
    /// From the document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let (inputs, settings) = (document.inputs(), document.settings());
        Self {
            display: settings.display,
            measured_by_drop: inputs.measured_by_drop,
            drop_ml: inputs.drop_ml,
            thresholds: inputs.thresholds,
            screen_points_per_mm: settings.screen_points_per_mm,
            retention_years: settings.retention_years,
        }
    }
}

/// Lays the page out.
pub fn studio_ui(ui: &mut Ui, model: &StudioModel, asks: &mut Asks) {
    ScrollArea::vertical().max_height(460.0).show(ui, |ui| {
        ui.set_min_width(500.0);
        ui.strong(tr("Look##appearance"));
        Grid::new("look").num_columns(2).spacing([18.0, 6.0]).show(ui, |ui| look_ui(ui, model, asks));
        ui.add_space(6.0);
        ui.strong(tr("Amounts"));
        Grid::new("amounts").num_columns(2).spacing([18.0, 6.0]).show(ui, |ui| amounts_ui(ui, model, asks));
        ui.add_space(6.0);
        ui.strong(tr("Where the studio draws its lines"));
        let about = tr(
            "Reminders and limits, not medical advice. They hold for the case on the table too, and count from now on.",
        );
        faint_ui(ui, about);
        thresholds_ui(ui, model.thresholds, asks);
        ui.add_space(6.0);
        retention_ui(ui, model.retention_years, asks);
    });
}

fn look_ui(ui: &mut Ui, model: &StudioModel, asks: &mut Asks) {
    let mut display = model.display;
    let label = ui.label(tr("Language"));
    let name = |language: Option<Language>| language.map_or(tr("The system's"), Language::own_name);
    let combo = ComboBox::from_id_salt("language").selected_text(name(display.language)).show_ui(ui, |ui| {
        for language in std::iter::once(None).chain(Language::ALL.map(Some)) {
            ui.selectable_value(&mut display.language, language, name(language));
        }
    });
    combo.response.labelled_by(label.id);
    ui.end_row();
    let label = ui.label(tr("Theme"));
    let name = |light: bool| if light { tr("Light##theme") } else { tr("Dark##theme") };
    let combo = ComboBox::from_id_salt("theme").selected_text(name(display.light)).show_ui(ui, |ui| {
        for light in [false, true] {
            ui.selectable_value(&mut display.light, light, name(light));
        }
    });
    combo.response.labelled_by(label.id);
    ui.end_row();
    let label = ui.label(tr("Size of words"));
    let chosen = TEXT_SCALES.iter().find(|(_, scale)| (display.text_scale - scale).abs() < 0.01);
    let percent = || say!("%{percent} %", percent = number(f64::from(100.0 * display.text_scale), 0));
    let name = chosen.map_or_else(percent, |(name, _)| tr(name).to_owned());
    let combo = ComboBox::from_id_salt("words").selected_text(name).show_ui(ui, |ui| {
        for (name, scale) in TEXT_SCALES {
            ui.selectable_value(&mut display.text_scale, scale, tr(name));
        }
    });
    combo.response.labelled_by(label.id);
    ui.end_row();
    ui.label(tr("Buttons"));
    ui.checkbox(&mut display.touch, tr("Large, for gloves and tablets"));
    ui.end_row();
    if display != model.display {
        asks.commands.push(Command::SetDisplay(display));
    }
    let label = ui.label(tr("Screen"));
    let mut millimetres = millimetres_of(model);
    let unit = format!(" {}", tr("mm for 100 points"));
    let slider =
        Slider::new(&mut millimetres, 10.0..=60.0).max_decimals(1).suffix(unit).custom_parser(read_number);
    let before = millimetres_of(model);
    let moved = ui.add(slider).labelled_by(label.id).on_hover_text(tr(SCREEN_HINT)).changed();
    // A slider rounds what it is given, and calls that a change.
    if moved && (millimetres - before).abs() > 0.06 {
        asks.commands.push(Command::SetScreen(100.0 / millimetres));
    }
    ui.end_row();
    ui.label(tr("Screen's colours"));
    let told = if screen_profile::is_in_use() {
        tr("by its own profile, which the system tells")
    } else {
        tr("taken for sRGB: the system tells no profile")
    };
    ui.label(RichText::new(told).color(theme::faint_ink(ui)));
    ui.end_row();
}

fn millimetres_of(model: &StudioModel) -> f64 {
    100.0 / model.screen_points_per_mm
}

const SCREEN_HINT: &str = keep!(
    "How large the screen is, for views from a distance. The screen is not calibrated: trust its differences more than its colours"
);

fn retention_ui(ui: &mut Ui, years: u16, asks: &mut Asks) {
    ui.strong(tr("Cases"));
    ui.horizontal(|ui| {
        let label = ui.label(tr("Years a case is kept after its last visit"));
        let mut new = years;
        let drag = number_field(&mut new).range(RETENTION_RANGE).speed(0.1).update_while_editing(false);
        if ui.add(drag).labelled_by(label.id).changed() {
            asks.commands.push(Command::SetRetention(new));
        }
    })
    .response
    .on_hover_text(say!("Source of 8 years: %{source}", source = RETENTION_SOURCE));
    faint_ui(ui, tr("Cases that were kept longer are marked on their page; nothing is erased by itself."));
}

fn amounts_ui(ui: &mut Ui, model: &StudioModel, asks: &mut Asks) {
    ui.label(tr("Measured in"));
    ui.horizontal(|ui| {
        for (by_drop, name) in [(false, tr("ml, by syringe (0.01 ml)")), (true, tr("whole drops"))] {
            if ui.radio(model.measured_by_drop == by_drop, name).clicked() {
                asks.edit(Edit::SetMeasuredByDrop(by_drop));
            }
        }
    });
    ui.end_row();
    let label = ui.label(tr("Drops on a millilitre"));
    ui.horizontal(|ui| {
        let mut drops = 1.0 / model.drop_ml;
        let drag = number_field(&mut drops).range(DROPS_PER_ML).speed(0.1).max_decimals(1);
        if ui.add(drag.update_while_editing(false)).labelled_by(label.id).changed() {
            asks.edit(Edit::SetDrop(1.0 / drops));
        }
        let usual = say!("usual: %{drops}; count the drops that fill 1 ml", drops = number(1.0 / DROP_ML, 0));
        ui.label(RichText::new(usual).color(theme::faint_ink(ui)));
    });
    ui.end_row();
    let label = ui.label(tr("Dilution is written"));
    let mut display = model.display;
    let name = |notation: Notation| match notation {
        Notation::WaterFirst => say!("%{ratio}, water to pigment", ratio = words::ratio(20, notation)),
        Notation::PigmentFirst => say!("%{ratio}, pigment to water", ratio = words::ratio(20, notation)),
    };
    let combo = ComboBox::from_id_salt("notation").selected_text(name(display.notation)).show_ui(ui, |ui| {
        for notation in [Notation::WaterFirst, Notation::PigmentFirst] {
            ui.selectable_value(&mut display.notation, notation, name(notation));
        }
    });
    combo.response.labelled_by(label.id).on_hover_text(tr("Beside it the parts are always written out"));
    ui.end_row();
    if display != model.display {
        asks.commands.push(Command::SetDisplay(display));
    }
}

fn thresholds_ui(ui: &mut Ui, now: Thresholds, asks: &mut Asks) {
    let mut t = now;
    let mut opened = f64::from(t.opened_months);
    let (mut density, mut dark) = (100.0 * t.first_density_share, 100.0 * t.first_too_dark);
    Grid::new("thresholds").num_columns(2).spacing([18.0, 4.0]).show(ui, |ui| {
        let mut line =
            |name: &str,
             value: &mut f64,
             (range, speed, unit): (std::ops::RangeInclusive<f64>, f64, &str)| {
                let label = ui.label(name);
                let drag =
                    number_field(value).range(range).speed(speed).max_decimals(1).suffix(format!(" {unit}"));
                ui.add(drag.update_while_editing(false)).labelled_by(label.id);
                ui.end_row();
            };
        line(
            tr("A scar younger than this stops the work"),
            &mut t.stop_scar_months,
            (0.0..=120.0, 0.1, tr("months")),
        );
        line(
            tr("A scar younger than this is warned about"),
            &mut t.young_scar_months,
            (0.0..=120.0, 0.1, tr("months")),
        );
        line(
            tr("A scar redder than the surround by this stops the work"),
            &mut t.stop_redness,
            (0.5..=30.0, 0.05, "a*"),
        );
        line(tr("Hair longer than this is no shaved look"), &mut t.shaved_hair_mm, (0.1..=30.0, 0.05, "mm"));
        line(tr("Most marks"), &mut t.most_marks_per_cm2, (10.0..=1000.0, 1.0, tr("per cm²")));
        line(tr("Density at the first session"), &mut density, (5.0..=100.0, 0.5, tr("% of the final")));
        line(tr("Chance of too dark at the first session, at most"), &mut dark, (0.1..=50.0, 0.1, "%"));
        line(tr("A bottle opened longer ago is warned about"), &mut opened, (1.0..=120.0, 0.1, tr("months")));
    });
    (t.first_density_share, t.first_too_dark) = (density / 100.0, dark / 100.0);
    #[expect(clippy::cast_possible_truncation, reason = "1 to 120 by the range of the field")]
    let months = opened.round() as i32;
    t.opened_months = months;
    let usual =
        ui.add_enabled(now != Thresholds::default(), egui::Button::new(tr("Back to the usual lines")));
    if usual.clicked() {
        t = Thresholds::default();
    }
    if !same(t, now) {
        asks.edit(Edit::SetThresholds(t));
    }
}

/// Percent and back again may differ in the last place.
fn same(a: Thresholds, b: Thresholds) -> bool {
    let near = |x: f64, y: f64| (x - y).abs() < 1e-9;
    let shares =
        near(a.first_density_share, b.first_density_share) && near(a.first_too_dark, b.first_too_dark);
    let b = Thresholds { first_density_share: a.first_density_share, first_too_dark: a.first_too_dark, ..b };
    shares && a == b
}
