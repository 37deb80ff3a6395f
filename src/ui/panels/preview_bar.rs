//! The bar below the photo while a plan is shown on it: which plan, when, which result, from how far.

use egui::{Button, Checkbox, ComboBox, Label, RichText, Slider, TextWrapMode, Ui};

use super::Asks;
use crate::analysis::{LIGHT_NAMES, MOMENT_NAMES, chance_words};
use crate::app::{Command, PlanRef, PreviewCommand};
use crate::blend::Chance;
use crate::locale::{capitalized, number, read_number, tr};
use crate::preview::PreviewShow;
use crate::ui::widgets::number_field;
use crate::ui::widgets::{buttons_width, needs_room};
use crate::ui::{Action, PreviewMode};

/// How the plan is looked at; of the window, not of the case.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PreviewView {
    /// How pictures are held against each other.
    pub mode: PreviewMode,
    /// How each is looked at.
    pub show: PreviewShow,
}

/// What the bar shows.
#[derive(Debug, Clone, PartialEq)]
pub struct PreviewBarModel {
    /// The plans, and what each is called.
    pub plans: Vec<(PlanRef, String)>,
    /// Which is shown.
    pub plan: PlanRef,
    /// How it is looked at.
    pub view: PreviewView,
    /// What keeps it from being shown; empty when it is.
    pub told: String,
    /// Points of the screen on a millimetre of it.
    pub screen_points_per_mm: f64,
}

/// Nearest and farthest view, m.
const NEAREST_M: f64 = 0.2;
const FARTHEST_M: f64 = 5.0;
/// Steps of the distance on a logarithmic scale between a tenth and a whole: pictures are made anew for each.
const STEPS: f64 = 20.0;

/// Room for a list or a slider, in points.
const LIST: f32 = 130.0;
const SLIDER: f32 = 230.0;
/// Room for a tick and its words, in points.
const CHECKBOX: f32 = 86.0;

/// Lays the bar out; how the plan is to be looked at from now on. Where it is narrow, and may have to be scrolled, what
/// ends it comes first.
pub fn preview_bar_ui(ui: &mut Ui, model: &PreviewBarModel, asks: &mut Asks) -> PreviewView {
    let mut view = model.view;
    ui.spacing_mut().item_spacing.x = 4.0;
    let modes = buttons_width(ui, PreviewMode::ALL.iter().map(|mode| mode.name()));
    let is_wide = LIST + modes <= ui.available_width();
    ui.horizontal_wrapped(|ui| {
        plans_ui(ui, model, asks);
        if !is_wide {
            deeds_ui(ui, model, asks);
        }
        for mode in PreviewMode::ALL {
            if chosen(ui, mode == view.mode, mode.name(), mode.hint()) {
                view.mode = mode;
            }
        }
    });
    ui.horizontal_wrapped(|ui| {
        moments_ui(ui, &mut view);
        chance_ui(ui, &mut view);
        needs_room(ui, CHECKBOX);
        ui.add(Checkbox::new(&mut view.show.heat, tr("ΔE map"))).on_hover_text(tr(
            "How far the scar and the skin close to it are from the look of the skin around, seen from 3 m at least; light that falls unevenly is taken out",
        ));
        if is_wide {
            deeds_ui(ui, model, asks);
        }
    });
    ui.horizontal_wrapped(|ui| {
        distance_ui(ui, &mut view.show);
        light_ui(ui, &mut view.show);
        screen_ui(ui, model.screen_points_per_mm, asks);
    });
    if !model.told.is_empty() {
        ui.add(Label::new(RichText::new(&model.told).strong()).wrap());
    }
    view
}

fn deeds_ui(ui: &mut Ui, model: &PreviewBarModel, asks: &mut Asks) {
    for action in [Action::SavePicture, Action::Preview] {
        let (text, hint) = match action {
            Action::SavePicture => (tr("Save…##verb"), action.hint()),
            _ => (tr("Close##verb"), tr("Show the photo alone again")),
        };
        let key = action.key_text(ui.ctx());
        let ready = action != Action::SavePicture || model.told.is_empty();
        if ui.add_enabled(ready, Button::new(text)).on_hover_text(format!("{hint} ({key})")).clicked() {
            asks.actions.push(action);
        }
    }
}

fn moments_ui(ui: &mut Ui, view: &mut PreviewView) {
    let by_time = view.mode != PreviewMode::OverTime;
    for (moment, name) in MOMENT_NAMES.iter().enumerate() {
        let hint = match moment {
            0 => tr("On the day"),
            1 => tr("After 28 days"),
            _ => tr("After the healed look, as pigment fades"),
        };
        let button = Button::selectable(moment == view.show.moment, capitalized(tr(name)));
        if ui.add_enabled(by_time, button.frame_when_inactive(true)).on_hover_text(hint).clicked() {
            view.show.moment = moment;
        }
    }
}

fn chance_ui(ui: &mut Ui, view: &mut PreviewView) {
    needs_room(ui, LIST);
    let by_chance = view.mode != PreviewMode::Range;
    ui.add_enabled_ui(by_chance, |ui| {
        let shown = capitalized(chance_words(view.show.chance));
        let combo = list("result").selected_text(shown).show_ui(ui, |ui| {
            for chance in Chance::ALL {
                ui.selectable_value(&mut view.show.chance, chance, capitalized(chance_words(chance)));
            }
        });
        combo.response.accessible_name(tr("Result")).on_hover_text(tr(
            "As expected, or one in ten heals darker, or lighter, than this: what hands and skin do differs",
        ));
    });
}

fn light_ui(ui: &mut Ui, show: &mut PreviewShow) {
    needs_room(ui, LIST);
    let light = LIGHT_NAMES.get(show.light).map_or("", |name| tr(name));
    let combo = list("light").selected_text(capitalized(light)).show_ui(ui, |ui| {
        for (i, name) in LIGHT_NAMES.iter().enumerate() {
            ui.selectable_value(&mut show.light, i, capitalized(tr(name)));
        }
    });
    combo
        .response
        .accessible_name(tr("Light##of a lamp"))
        .on_hover_text(tr("How it looks under another light, by the spectra of skin and pigment"));
}

/// A list whose chosen line stays in one line.
fn list(name: &str) -> ComboBox<'_> {
    ComboBox::from_id_salt(name).width(84.0).wrap_mode(TextWrapMode::Extend)
}

fn plans_ui(ui: &mut Ui, model: &PreviewBarModel, asks: &mut Asks) {
    let shown = model.plans.iter().find(|(plan, _)| *plan == model.plan);
    let name = shown.map(|(_, name)| name.clone()).unwrap_or_default();
    let combo =
        ComboBox::from_id_salt("plan").width(120.0).truncate().selected_text(name).show_ui(ui, |ui| {
            for (plan, name) in &model.plans {
                if ui.selectable_label(*plan == model.plan, name).clicked() {
                    asks.commands.push(Command::Preview(PreviewCommand::Show(*plan)));
                }
            }
        });
    combo.response.accessible_name(tr("Plan on the photo"));
}

fn chosen(ui: &mut Ui, selected: bool, name: &str, hint: &str) -> bool {
    ui.add(Button::selectable(selected, name).frame_when_inactive(true)).on_hover_text(hint).clicked()
}

/// All detail, or from a distance on a logarithmic scale.
fn distance_ui(ui: &mut Ui, show: &mut PreviewShow) {
    let near = show.distance_m.is_none();
    if chosen(ui, near, tr("All detail"), tr("The photo as sharp as it is")) {
        show.distance_m = None;
    }
    for (metres, name) in [(0.3, "30 cm"), (1.0, "1 m"), (3.0, "3 m")] {
        if chosen(ui, show.distance_m == Some(metres), name, tr("Seen from here")) {
            show.distance_m = Some(metres);
        }
    }
    needs_room(ui, SLIDER);
    // Or its figure would look like one more button for a distance.
    ui.label(tr("Seen from:"));
    let mut metres = show.distance_m.unwrap_or(NEAREST_M);
    ui.spacing_mut().slider_width = 64.0;
    let slider = Slider::new(&mut metres, NEAREST_M..=FARTHEST_M)
        .logarithmic(true)
        .custom_formatter(move |metres, _| match metres {
            _ if near => "–".to_owned(),
            metres if metres < 1.0 => format!("{} cm", number(100.0 * metres, 0)),
            metres => format!("{} m", number(metres, 1)),
        })
        .custom_parser(parsed);
    let slider = ui.add(slider);
    slider.widget_info(|| egui::WidgetInfo::slider(true, metres, tr("Seen from")));
    if slider.changed() {
        show.distance_m = Some((10.0_f64).powf((metres.log10() * STEPS).round() / STEPS));
    }
    slider.on_hover_text(tr(
        "What the eye still tells apart from here: light blurred by the eye's contrast sensitivity",
    ));
}

/// "1.5", "1.5 m" or "30 cm", with a point or a comma.
fn parsed(text: &str) -> Option<f64> {
    let text = text.trim();
    match text.strip_suffix("cm") {
        Some(centimetres) => read_number(centimetres).map(|cm| cm / 100.0),
        None => read_number(text.trim_end_matches('m')),
    }
}

fn screen_ui(ui: &mut Ui, points_per_mm: f64, asks: &mut Asks) {
    let menu = ui.menu_button(tr("Screen"), |ui| {
        ui.set_max_width(280.0);
        let about = tr("The screen is not calibrated: trust its differences more than its colours.");
        ui.add(Label::new(about).wrap());
        let label = ui.label(tr("A line of 100 points measures, on a ruler held to the screen:"));
        let mut millimetres = 100.0 / points_per_mm;
        let (line, _) = ui.allocate_exact_size(egui::vec2(100.0, 10.0), egui::Sense::hover());
        let stroke = (2.0, ui.visuals().text_color());
        ui.painter().hline(line.x_range(), line.center().y, stroke);
        for x in [line.left(), line.right()] {
            ui.painter().vline(x, line.y_range(), stroke);
        }
        let drag = number_field(&mut millimetres).range(2.0..=200.0).speed(0.1).max_decimals(1).suffix(" mm");
        if ui.add(drag.update_while_editing(false)).labelled_by(label.id).changed() {
            asks.commands.push(Command::SetScreen(100.0 / millimetres));
        }
    });
    menu.response.on_hover_text(tr("Size of the screen, for views from a distance"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_read_as_they_are_written() {
        assert_eq!(parsed("30 cm"), Some(0.3));
        assert_eq!(parsed(" 1.5 m"), Some(1.5));
        assert_eq!(parsed("2"), Some(2.0));
        assert_eq!(parsed("far"), None);
    }
}
