//! Measuring a bottle: the form at the left, the photo in the middle, what was read at the right.

use std::path::Path;

use egui::{Frame, Margin, Panel, ScrollArea, Ui};

use super::bottle_form::{BottleFormModel, FormSpot, bottle_form_ui};
use super::bottle_result::{bottle_result_model, bottle_result_ui};
use super::desk::{DeskView, ReferenceModel, chart_scene, disc_of_grey, file_name, grey_at};
use crate::app::{BottleBench, BottleTold, DeskCommand, Document, Wake};
use crate::locale::{keep, tr};
use crate::region::Disc;
use crate::ui::canvas::{SpotCanvas, SpotDeed, SpotModel};
use crate::ui::panels::Asks;
use crate::ui::theme;

const PHOTO_WANTED: &str = keep!(
    "Draw the bottle down in three dilutions on a white card, photograph them beside a grey card or a ColorChecker in \
     even light, and open the photo here."
);

/// What the page keeps for itself.
#[derive(Debug)]
pub(in crate::ui) struct BottlePage {
    view: DeskView,
}

impl BottlePage {
    pub(in crate::ui) fn new(wake: Wake) -> Self {
        Self { view: DeskView::new(wake) }
    }

    /// The photo with its spots.
    pub(in crate::ui) fn canvas(&self) -> &SpotCanvas {
        &self.view.canvas
    }

    /// Lays the page out below the menu.
    pub(in crate::ui) fn ui(
        &mut self,
        ui: &mut Ui,
        bench: &BottleBench,
        document: &Document,
        asks: &mut Asks,
    ) {
        let desk = bench.desk();
        let told = desk.told();
        let kinds = spots_of(told);
        let spot = |&kind: &FormSpot| SpotModel {
            name: kind.name(told),
            disc: disc_of(told, kind),
            usual_radius: None,
        };
        let spots: Vec<SpotModel> = kinds.iter().map(spot).collect();
        let armed = self.view.armed(ui, &spots);
        let mut new = told.clone();
        let side = Frame::new().fill(theme::panel(ui)).inner_margin(Margin::same(10));
        let form = self.form_model(bench, document, armed.and_then(|index| kinds.get(index).copied()));
        Panel::left("bottle_form").frame(side).default_size(330.0).size_range(290.0..=460.0).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                self.view.take(bottle_form_ui(ui, &form, &mut new, asks));
            });
        });
        let result = bottle_result_model(bench, document.bottles().file());
        Panel::right("bottle_result").frame(side).default_size(400.0).size_range(320.0..=560.0).show(
            ui,
            |ui| {
                ScrollArea::vertical().auto_shrink(false).show(ui, |ui| bottle_result_ui(ui, &result, asks));
            },
        );
        let reference = desk.current().map(|bottle| &bottle.reference);
        let chart = chart_scene(told.chart, reference, document.settings());
        for deed in self.view.photo_ui(ui, desk, (&spots, armed), (chart, tr(PHOTO_WANTED)), reference) {
            match deed {
                SpotDeed::Place(index, disc) => {
                    if let Some(&kind) = kinds.get(index) {
                        place(&mut new, kind, disc);
                    }
                }
                SpotDeed::Chart(pick) => new.chart = Some(pick),
            }
        }
        if new != *told {
            asks.commands.push(DeskCommand::Tell(Box::new(new)).into());
        }
    }

    fn form_model(
        &self,
        bench: &BottleBench,
        document: &Document,
        armed: Option<FormSpot>,
    ) -> BottleFormModel {
        let settings = document.settings();
        BottleFormModel {
            photo: bench.desk().photo().map(|(path, _)| file_name(path)),
            armed: armed.filter(|_| !self.view.corners_wanted),
            reference: ReferenceModel {
                grey_in_hand: armed == Some(FormSpot::Grey) && !self.view.corners_wanted,
                corners_wanted: self.view.corners_wanted,
                edition: settings.chart_edition,
                chart_size: settings.chart_size,
            },
            library: document.bottles().file().map(Path::to_owned),
            shades: document.bottles().library().shades().iter().map(|shade| shade.id.clone()).collect(),
            can_save: bench.desk().current().is_some() && !bench.is_busy(),
        }
    }
}

/// What has to be shown on the photo, in the order of the work.
fn spots_of(told: &BottleTold) -> Vec<FormSpot> {
    let reference = told.chart.is_none().then_some(FormSpot::Grey);
    let rungs = (0..told.rungs.len()).map(FormSpot::Rung);
    reference.into_iter().chain([FormSpot::Card]).chain(rungs).collect()
}

fn disc_of(told: &BottleTold, kind: FormSpot) -> Option<Disc> {
    match kind {
        FormSpot::Grey => disc_of_grey(told.grey),
        FormSpot::Card => told.card,
        FormSpot::Rung(index) => told.rungs.get(index)?.disc,
    }
}

fn place(told: &mut BottleTold, kind: FormSpot, disc: Disc) {
    match kind {
        FormSpot::Grey => told.grey = Some(grey_at(told.grey, disc)),
        FormSpot::Card => told.card = Some(disc),
        FormSpot::Rung(index) => {
            if let Some(rung) = told.rungs.get_mut(index) {
                rung.disc = Some(disc);
            }
        }
    }
}
