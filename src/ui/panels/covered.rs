//! Tones, differences, recipes and looks before a class: covered, and revealed one after the other.

use egui::{Align, Button, Frame, Id, Label, Margin, RichText, Ui, vec2};

use super::{CardModel, ProposalsModel, TonesModel, ZoneModel};
use crate::locale::{keep, say, tr};
use crate::ui::panels::cup::{cup_ui, row_name_width, swatches_ui};
use crate::ui::theme;
use crate::ui::widgets::{range_bar_ui, tone_strip_ui};

/// What is covered, in the order in which it is revealed.
const SECTIONS: [&str; 4] =
    [keep!("Tones"), keep!("Differences"), keep!("Recipes"), keep!("Predicted looks")];
/// How many there are.
pub(crate) const COVERED: usize = SECTIONS.len();
/// Height of a plate, in points.
const PLATE: f32 = 52.0;
/// Height of the swatches of tones, in points.
const SWATCH: f32 = 56.0;
/// Width of swatches of looks, in points.
const LOOKS: f32 = 250.0;

/// Lays the sections out, `revealed` of them open; gives how many are to be open from now on.
pub fn covered_ui(ui: &mut Ui, tones: &TonesModel, plans: &ProposalsModel, revealed: usize) -> usize {
    let mut wanted = revealed;
    let id = Id::unique("sections revealed before");
    let before = ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or(id, revealed), revealed));
    for (place, name) in SECTIONS.into_iter().enumerate() {
        let heading = ui.heading(tr(name));
        // What was revealed just now comes into sight.
        if place + 1 == revealed && before != revealed {
            heading.scroll_to_me(Some(Align::Min));
        }
        if place < revealed {
            ui.push_id(place, |ui| section_ui(ui, place, tones, plans));
        } else {
            let text = RichText::new(say!("Reveal: %{section}", section = tr(name)));
            let plate = Button::new(text).min_size(vec2(ui.available_width(), PLATE));
            if ui.add(plate).clicked() {
                wanted = place + 1;
            }
        }
        ui.add_space(8.0);
    }
    wanted
}

fn section_ui(ui: &mut Ui, place: usize, tones: &TonesModel, plans: &ProposalsModel) {
    if let Some(empty) = &tones.empty {
        ui.add(Label::new(empty).wrap());
        return;
    }
    match place {
        0 => tone_strip_ui(ui, &tones.cells, SWATCH),
        1 => {
            let none = tr("No difference was measured.");
            let text = if tones.headline.is_empty() { none } else { &tones.headline };
            ui.add(Label::new(RichText::new(text).strong()).wrap());
        }
        _ => {
            if let Some(empty) = &plans.empty {
                ui.add(Label::new(RichText::new(empty).strong()).wrap());
            }
            for (i, card) in plans.cards.iter().enumerate() {
                ui.push_id(i, |ui| card_ui(ui, card, place == 2));
            }
        }
    }
}

/// What is mixed for a plan, or what comes of it.
fn card_ui(ui: &mut Ui, card: &CardModel, recipes: bool) {
    let frame = Frame::new().fill(theme::card(ui)).corner_radius(4.0).inner_margin(Margin::symmetric(10, 7));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(Label::new(RichText::new(&card.kind).heading()).wrap());
        for (i, zone) in card.zones.iter().enumerate() {
            ui.push_id(i, |ui| if recipes { recipe_ui(ui, zone) } else { looks_ui(ui, zone) });
        }
    });
}

fn recipe_ui(ui: &mut Ui, zone: &ZoneModel) {
    ui.strong(&zone.name);
    if !zone.density.is_empty() {
        ui.label(&zone.density);
    }
    for (i, cup) in zone.cups.iter().enumerate() {
        ui.push_id(i, |ui| cup_ui(ui, cup));
    }
}

fn looks_ui(ui: &mut Ui, zone: &ZoneModel) {
    ui.strong(&zone.name);
    let names = row_name_width(ui, &zone.strips) - row_name_width(ui, &[]);
    swatches_ui(ui, &zone.strips, (LOOKS + names).min(ui.available_width()));
    for bar in &zone.bars {
        range_bar_ui(ui, bar);
    }
    ui.add(Label::new(&zone.chances).wrap());
}
