//! Measuring a bottle: the form at the left, the photo in the middle, what was read at the right.

use std::path::Path;

use egui::{CentralPanel, Frame, Key, Margin, Panel, ScrollArea, Ui};

use super::bottle_form::{BottleFormModel, FormSpot, bottle_form_ui};
use super::bottle_result::{bottle_result_model, bottle_result_ui};
use crate::analysis::MeasuredBottle;
use crate::app::{BottleBench, BottleCommand, BottleTold, Command, Document, Wake};
use crate::calibrate::{CalibrationKind, ChartPick, GreyPick};
use crate::photo::ScreenMatrix;
use crate::region::Disc;
use crate::ui::canvas::{ChartScene, SpotCanvas, SpotDeed, SpotModel, SpotsModel};
use crate::ui::panels::Asks;
use crate::ui::theme;

/// L* of the usual 18 % card.
const CARD_L_STAR: f64 = 50.0;

/// What the page keeps for itself.
#[derive(Debug)]
pub(in crate::ui) struct BottlePage {
    canvas: SpotCanvas,
    /// The spot that was taken in hand by its row; none leaves it to the first that is still to be shown.
    chosen: Option<FormSpot>,
    corners_wanted: bool,
}

impl BottlePage {
    pub(in crate::ui) fn new(wake: Wake) -> Self {
        Self { canvas: SpotCanvas::new(wake), chosen: None, corners_wanted: false }
    }

    /// The photo with its spots.
    pub(in crate::ui) fn canvas(&self) -> &SpotCanvas {
        &self.canvas
    }

    /// Lays the page out below the menu.
    pub(in crate::ui) fn ui(
        &mut self,
        ui: &mut Ui,
        bench: &BottleBench,
        document: &Document,
        asks: &mut Asks,
    ) {
        if ui.input(|i| i.key_pressed(Key::Escape)) {
            (self.chosen, self.corners_wanted) = (None, false);
        }
        let told = bench.told();
        let kinds = spots_of(told);
        let armed = self.armed(&kinds, told);
        let mut new = told.clone();
        let side = Frame::new().fill(theme::PANEL).inner_margin(Margin::same(10));
        let form = self.form_model(bench, document, armed);
        Panel::left("bottle form").frame(side).default_size(330.0).size_range(290.0..=460.0).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                let did = bottle_form_ui(ui, &form, &mut new, asks);
                self.chosen = did.chosen.or(self.chosen);
                self.corners_wanted = did.corners_wanted.unwrap_or(self.corners_wanted);
            });
        });
        let result = bottle_result_model(bench, document.bottles().file());
        Panel::right("bottle result").frame(side).default_size(400.0).size_range(320.0..=560.0).show(
            ui,
            |ui| {
                ScrollArea::vertical().auto_shrink(false).show(ui, |ui| bottle_result_ui(ui, &result, asks));
            },
        );
        let deeds = self.photo_ui(ui, bench, document, &kinds, armed);
        for deed in deeds {
            self.carry_out(deed, &kinds, &mut new);
        }
        if new != *told {
            asks.commands.push(Command::Bottle(BottleCommand::Tell(Box::new(new))));
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
            photo: bench.photo().map(|(path, _)| file_name(path)),
            armed,
            corners_wanted: self.corners_wanted,
            edition: settings.chart_edition,
            chart_size: settings.chart_size,
            library: document.bottles().file().map(Path::to_owned),
            shades: document.bottles().library().shades().iter().map(|shade| shade.id.clone()).collect(),
            can_save: bench.read().is_some_and(|(read, current)| current && read.is_ok()) && !bench.is_busy(),
        }
    }

    fn armed(&self, kinds: &[FormSpot], told: &BottleTold) -> Option<FormSpot> {
        let open = || kinds.iter().copied().find(|&kind| disc_of(told, kind).is_none());
        self.chosen.filter(|kind| kinds.contains(kind)).or_else(open)
    }

    fn photo_ui(
        &mut self,
        ui: &mut Ui,
        bench: &BottleBench,
        document: &Document,
        kinds: &[FormSpot],
        armed: Option<FormSpot>,
    ) -> Vec<SpotDeed> {
        let told = bench.told();
        let read = bench.read().filter(|(_, current)| *current).and_then(|(read, _)| read.as_ref().ok());
        let spots: Vec<SpotModel> = kinds
            .iter()
            .map(|&kind| SpotModel { name: kind.name(told), disc: disc_of(told, kind) })
            .collect();
        let model = SpotsModel {
            image: bench.photo().map(|(_, photo)| &photo.image),
            photo: bench.photos_opened(),
            screen: read.map_or_else(ScreenMatrix::as_taken, |bottle| {
                ScreenMatrix::calibrated(&bottle.reference.calibration.light.nearest_matrix())
            }),
            spots: &spots,
            armed: armed.and_then(|armed| kinds.iter().position(|&kind| kind == armed)),
            chart: chart_scene(told, read, document),
            corners_wanted: self.corners_wanted,
            empty_text: "Draw the bottle down in three dilutions on a white card, photograph them beside a grey card or a ColorChecker in even light, and open the photo here.",
        };
        let canvas = &mut self.canvas;
        CentralPanel::no_frame().show(ui, |ui| canvas.ui(ui, &model)).inner
    }

    fn carry_out(&mut self, deed: SpotDeed, kinds: &[FormSpot], told: &mut BottleTold) {
        match deed {
            SpotDeed::Place(index, disc) => {
                if let Some(&kind) = kinds.get(index) {
                    place(told, kind, disc);
                }
                self.chosen = None;
            }
            SpotDeed::Chart(pick) => {
                told.chart = Some(pick);
                self.corners_wanted = false;
            }
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
        FormSpot::Grey => told.grey.map(|grey| Disc { center: grey.center, radius: grey.radius }),
        FormSpot::Card => told.card,
        FormSpot::Rung(index) => told.rungs.get(index)?.disc,
    }
}

fn place(told: &mut BottleTold, kind: FormSpot, disc: Disc) {
    match kind {
        FormSpot::Grey => {
            let l_star = told.grey.map_or(CARD_L_STAR, |grey| grey.l_star);
            told.grey = Some(GreyPick { center: disc.center, radius: disc.radius, l_star });
        }
        FormSpot::Card => told.card = Some(disc),
        FormSpot::Rung(index) => {
            if let Some(rung) = told.rungs.get_mut(index) {
                rung.disc = Some(disc);
            }
        }
    }
}

/// The card: where it was read, or where its corners were put until it is read again.
fn chart_scene<'a>(
    told: &BottleTold,
    read: Option<&'a MeasuredBottle>,
    document: &Document,
) -> ChartScene<'a> {
    let Some(pick) = told.chart else {
        let settings = document.settings();
        let pick = settings.chart_edition.map(|edition| ChartPick {
            corners: None,
            edition,
            size: settings.chart_size,
        });
        return ChartScene { pick, ..ChartScene::default() };
    };
    match read.map(|bottle| (&bottle.reference.calibration.kind, &bottle.reference.patches)) {
        Some((CalibrationKind::Chart(reading), patches)) => {
            ChartScene { corners: Some(reading.corners), patches, pick: Some(pick.searched()) }
        }
        _ => ChartScene { corners: pick.corners, patches: &[], pick: Some(pick.searched()) },
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
