//! What stands above the list of bottles: whose they are, and what can be done with them all.

use egui::{Align, Button, Layout, RichText, Ui};

use super::ShelfPage;
use crate::app::{Document, ShelfBench, ShelfCommand};
use crate::locale::{count, tr};
use crate::ui::pages::shelf_editor::{Draft, blank};
use crate::ui::panels::Asks;
use crate::ui::widgets::faint_ui;
use crate::ui::{Action, theme};

impl ShelfPage {
    pub(super) fn head_ui(
        &mut self,
        ui: &mut Ui,
        (bench, own): (&ShelfBench, bool),
        document: &Document,
        asks: &mut Asks,
    ) {
        ui.horizontal(|ui| {
            ui.heading(tr("Bottles"));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let missing =
                    Button::selectable(self.hint_shown, tr("Which is missing?")).frame_when_inactive(true);
                let hint = tr("Which one bottle would improve most of the last cases, and by how much");
                if ui.add(missing).on_hover_text(hint).clicked() {
                    self.hint_shown = !self.hint_shown;
                }
            });
        });
        if own {
            let mine = document.bottles().name();
            ui.horizontal_wrapped(|ui| self.tabs_ui(ui, &mine));
        } else {
            self.begin_ui(ui, asks);
        }
        if own && !self.reference {
            ui.horizontal_wrapped(|ui| {
                self.own_buttons_ui(ui, bench, asks);
                chart_ui(ui, asks);
            });
        } else if !own {
            chart_ui(ui, asks);
        }
        let hidden = document.settings().hidden_shades.len();
        if (!own || self.reference) && hidden > 0 {
            ui.horizontal_wrapped(|ui| {
                let told =
                    count!(hidden, "%{n} reference shade is hidden", "%{n} reference shades are hidden");
                ui.label(RichText::new(told).color(theme::faint_ink(ui)));
                let name = if self.show_hidden { tr("Do not list them") } else { tr("Show them") };
                if ui.button(name).clicked() {
                    self.show_hidden = !self.show_hidden;
                }
            });
        }
    }

    fn tabs_ui(&mut self, ui: &mut Ui, mine: &str) {
        for (reference, name) in [(false, mine), (true, tr("Reference shades"))] {
            let tab = Button::selectable(self.reference == reference, name).frame_when_inactive(true);
            if ui.add(tab).clicked() && self.reference != reference {
                (self.reference, self.chosen) = (reference, None);
            }
        }
    }

    fn own_buttons_ui(&mut self, ui: &mut Ui, bench: &ShelfBench, asks: &mut Asks) {
        if ui.button(tr("New bottle")).clicked() {
            self.drafts.entry(String::new()).or_insert_with(|| Draft::new(blank()));
            (self.chosen, self.hint_shown) = (Some(String::new()), false);
        }
        let (undo, redo) = bench.state().map_or((false, false), |state| state.can_undo_redo);
        let steps = [(Action::Undo, undo, ShelfCommand::Undo), (Action::Redo, redo, ShelfCommand::Redo)];
        for (action, can, command) in steps {
            if ui.add_enabled(can, Button::new(action.text())).clicked() {
                asks.commands.push(command.into());
            }
        }
        let import = Action::ImportBottles;
        if ui.button(import.text()).on_hover_text(import.hint()).clicked() {
            asks.actions.push(import);
        }
    }

    fn begin_ui(&mut self, ui: &mut Ui, asks: &mut Asks) {
        faint_ui(
            ui,
            tr(
                "These reference shades are of no maker, and are never changed. Begin a library for the bottles on your shelf: lots, days, stock and labels are kept there.",
            ),
        );
        let hint = tr("Those that are hidden are left out; without copies the library begins empty");
        ui.checkbox(&mut self.begin_with_copies, tr("Begin with copies of the reference shades"))
            .on_hover_text(hint);
        ui.horizontal_wrapped(|ui| {
            for action in [Action::BeginLibrary, Action::ChooseLibrary] {
                if ui.button(action.text()).on_hover_text(action.hint()).clicked() {
                    asks.actions.push(action);
                }
            }
        });
    }
}

/// The chart of the bottles in use; what it lacks is told when it is asked for.
fn chart_ui(ui: &mut Ui, asks: &mut Asks) {
    let chart = Action::SaveChart;
    if ui.button(chart.text()).on_hover_text(chart.hint()).clicked() {
        asks.actions.push(chart);
    }
}
