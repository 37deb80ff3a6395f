//! The line above the photo while patches are offered that may be scars.

use egui::{Frame, Margin, ProgressBar, Ui};

use super::Asks;
use crate::ui::{Action, theme};

/// What is offered.
#[derive(Debug, Clone, PartialEq)]
pub struct OffersModel {
    /// Share of the search that is done, while there is one.
    pub share: Option<f32>,
    /// Why each is offered.
    pub whys: Vec<String>,
    /// The one that Enter takes.
    pub marked: usize,
}

/// Lays the line out.
pub fn offers_ui(ui: &mut Ui, model: &OffersModel, asks: &mut Asks) {
    Frame::new().fill(theme::card(ui)).corner_radius(4.0).inner_margin(Margin::symmetric(10, 6)).show(
        ui,
        |ui| {
            ui.horizontal_wrapped(|ui| {
                if let Some(share) = model.share {
                    ui.label("Looking for pale and bare patches");
                    ui.add(ProgressBar::new(share).desired_width(120.0).animate(false))
                        .accessible_name(format!("Search for scars, {:.0} %", share * 100.0));
                    button(ui, "Stop", Action::Abandon, asks);
                    return;
                }
                let count = model.whys.len();
                let why = model.whys.get(model.marked).map_or("", String::as_str);
                ui.label(format!("May be a scar, {} of {count}: {why}.", model.marked + 1));
                button(ui, "Take as scar", Action::Finish, asks);
                if count > 1 {
                    button(ui, "Next", Action::SuggestScars, asks);
                }
                button(ui, "Dismiss suggestions", Action::Abandon, asks);
                ui.weak("Nothing is measured by it until it is taken.");
            });
        },
    );
}

fn button(ui: &mut Ui, words: &str, action: Action, asks: &mut Asks) {
    let key = action.key_text(ui.ctx());
    if ui.button(words).on_hover_text(format!("{words} ({key})")).clicked() {
        asks.actions.push(action);
    }
}
