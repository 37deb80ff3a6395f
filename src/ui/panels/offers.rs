//! The line above the photo while patches are offered that may be scars.

use egui::{Frame, Margin, ProgressBar, Ui};

use super::Asks;
use crate::locale::{number, say, tr};
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
                    ui.label(tr("Looking for pale and bare patches"));
                    let done = number(f64::from(share * 100.0), 0);
                    ui.add(ProgressBar::new(share).desired_width(120.0).animate(false))
                        .accessible_name(say!("Search for scars, %{percent} %", percent = done));
                    button(ui, tr("Stop##verb"), Action::Abandon, asks);
                    return;
                }
                let count = model.whys.len();
                let why = model.whys.get(model.marked).map_or("", String::as_str);
                ui.label(say!(
                    "May be a scar, %{place} of %{all}: %{why}.",
                    place = model.marked + 1,
                    all = count,
                    why = why
                ));
                button(ui, tr("Take as scar"), Action::Finish, asks);
                if count > 1 {
                    button(ui, tr("Next##suggestion"), Action::SuggestScars, asks);
                }
                button(ui, tr("Dismiss suggestions"), Action::Abandon, asks);
                ui.weak(tr("Nothing is measured by it until it is taken."));
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
