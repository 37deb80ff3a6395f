//! What the pages with spots on a photo share: the photo, the spot in hand, and the rows that show spots.

use std::path::Path;

use egui::{Button, CentralPanel, CollapsingHeader, Key, Role, Ui, WidgetInfo};

use crate::analysis::Reference;
use crate::app::{Desk, Settings, Told, Wake};
use crate::calibrate::{CalibrationKind, ChartPick, ChartSize, Edition, GreyPick};
use crate::locale::{fixed, keep, tr};
use crate::photo::ScreenMatrix;
use crate::region::Disc;
use crate::ui::canvas::{ChartScene, SpotCanvas, SpotDeed, SpotModel, SpotsModel};
use crate::ui::panels::{ChartBarModel, ChartChange, chart_bar_ui};
use crate::ui::widgets::number_field;

/// What the reference is for.
pub(super) const REFERENCE_HINT: &str = keep!(
    "A grey card or a ColorChecker of known colour in the same light: by it the colours of the photo are set right"
);

/// L* of the usual 18 % card.
const CARD_L_STAR: f64 = 50.0;

/// The photo, and which spot is in hand.
#[derive(Debug)]
pub(super) struct DeskView {
    pub(super) canvas: SpotCanvas,
    /// The spot that was taken in hand by its row; none leaves it to the first that is still to be shown.
    chosen: Option<usize>,
    pub(super) corners_wanted: bool,
}

/// What was done to the page itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RowDeed {
    /// A spot was taken in hand.
    pub chosen: Option<usize>,
    /// The corners of the card are to be clicked, or not.
    pub corners_wanted: Option<bool>,
}

/// What the rows of the reference show beside what was told.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ReferenceModel {
    /// The spot of the grey card is the one that the next click shows.
    pub grey_in_hand: bool,
    /// The next clicks show the corners of the `ColorChecker`.
    pub corners_wanted: bool,
    /// Printing of the studio's `ColorChecker`, once it was told.
    pub edition: Option<Edition>,
    /// Its size.
    pub chart_size: ChartSize,
}

impl DeskView {
    pub(super) fn new(wake: Wake) -> Self {
        Self { canvas: SpotCanvas::new(wake), chosen: None, corners_wanted: false }
    }

    /// The spot that the next click shows; Escape lets it go.
    pub(super) fn armed(&mut self, ui: &Ui, spots: &[SpotModel]) -> Option<usize> {
        if ui.input(|i| i.key_pressed(Key::Escape)) {
            (self.chosen, self.corners_wanted) = (None, false);
        }
        let open = || spots.iter().position(|spot| spot.disc.is_none());
        self.chosen.filter(|index| *index < spots.len()).or_else(open)
    }

    pub(super) fn take(&mut self, deed: RowDeed) {
        self.chosen = deed.chosen.or(self.chosen);
        self.corners_wanted = deed.corners_wanted.unwrap_or(self.corners_wanted);
    }

    /// Lays the photo out in all the room there is; what was shown on it is let go.
    pub(super) fn photo_ui<T: Told + 'static>(
        &mut self,
        ui: &mut Ui,
        desk: &Desk<T>,
        (spots, armed): (&[SpotModel], Option<usize>),
        (chart, empty_text): (ChartScene<'_>, &str),
        reference: Option<&Reference>,
    ) -> Vec<SpotDeed> {
        let by_card = reference.filter(|reference| reference.calibration.is_calibrated());
        let model = SpotsModel {
            image: desk.photo().map(|(_, photo)| &photo.image),
            photo: desk.photos_opened(),
            screen: by_card.map_or_else(ScreenMatrix::as_taken, |reference| {
                ScreenMatrix::calibrated(&reference.calibration.light.nearest_matrix())
            }),
            spots,
            armed,
            chart,
            corners_wanted: self.corners_wanted,
            empty_text,
        };
        let canvas = &mut self.canvas;
        let deeds = CentralPanel::no_frame().show(ui, |ui| canvas.ui(ui, &model)).inner;
        for deed in &deeds {
            match deed {
                SpotDeed::Place(..) => self.chosen = None,
                SpotDeed::Chart(_) => self.corners_wanted = false,
            }
        }
        deeds
    }
}

/// The card: where it was read, or where its corners were put until it is read again.
pub(super) fn chart_scene<'a>(
    told: Option<ChartPick>,
    reference: Option<&'a Reference>,
    settings: &Settings,
) -> ChartScene<'a> {
    let Some(pick) = told else {
        let pick = settings.chart_edition.map(|edition| ChartPick {
            corners: None,
            edition,
            size: settings.chart_size,
        });
        return ChartScene { pick, ..ChartScene::default() };
    };
    match reference.map(|reference| (&reference.calibration.kind, &reference.patches)) {
        Some((CalibrationKind::Chart(reading), patches)) => {
            ChartScene { corners: Some(reading.corners), patches, pick: Some(pick.searched()) }
        }
        _ => ChartScene { corners: pick.corners, patches: &[], pick: Some(pick.searched()) },
    }
}

/// The grey card at another place.
pub(super) fn grey_at(before: Option<GreyPick>, disc: Disc) -> GreyPick {
    let l_star = before.map_or(CARD_L_STAR, |grey| grey.l_star);
    GreyPick { center: disc.center, radius: disc.radius, l_star }
}

/// Where the grey card is.
pub(super) fn disc_of_grey(grey: Option<GreyPick>) -> Option<Disc> {
    grey.map(|grey| Disc { center: grey.center, radius: grey.radius })
}

/// Rows for a grey card, which is the first spot unless there is a `ColorChecker`, and for that.
pub(super) fn reference_rows(
    ui: &mut Ui,
    model: &ReferenceModel,
    grey: &mut Option<GreyPick>,
    chart: &mut Option<ChartPick>,
    deed: &mut RowDeed,
) {
    if chart.is_none() {
        if spot_row(ui, (tr("Grey card"), true), [grey.is_some(), model.grey_in_hand]) {
            *deed = RowDeed { chosen: Some(0), corners_wanted: Some(false) };
        }
        if let Some(grey) = grey {
            ui.horizontal(|ui| {
                let label = ui.label(tr("L* of the card"));
                let drag = number_field(&mut grey.l_star).range(5.0..=98.0).speed(0.1).max_decimals(1);
                ui.add(drag.update_while_editing(false)).labelled_by(label.id);
            });
        }
    }
    let title = if chart.is_some() { fixed!("ColorChecker") } else { tr("Or a ColorChecker") };
    CollapsingHeader::new(title).id_salt("chart").default_open(chart.is_some()).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            let bar = ChartBarModel {
                pick: *chart,
                edition: chart.map(|pick| pick.edition).or(model.edition),
                size: chart.map_or(model.chart_size, |pick| pick.size),
                // It is asked for on the first page.
                size_told: true,
                read: false,
                kept: None,
            };
            match chart_bar_ui(ui, &bar) {
                Some(ChartChange::Set(pick)) => *chart = pick,
                Some(ChartChange::Size(pick)) => *chart = Some(pick),
                _ => {}
            }
            if chart.is_some() {
                let clicking = Button::selectable(model.corners_wanted, tr("Click its corners"));
                let hint = tr("When it was not found: the outer corners of its four corner patches, in turn");
                if ui.add(clicking).on_hover_text(hint).clicked() {
                    deed.corners_wanted = Some(!model.corners_wanted);
                    *chart = chart.map(ChartPick::searched);
                }
            }
        });
    });
}

/// A spot with how it stands, its name in front or told by what stands beside it; whether it was taken in hand.
pub(super) fn spot_row(ui: &mut Ui, (name, in_front): (&str, bool), [placed, in_hand]: [bool; 2]) -> bool {
    let words = match (in_hand, placed) {
        (true, false) => tr("… click it"),
        (true, true) => tr("… click it anew"),
        (false, true) => tr("✔ shown"),
        (false, false) => tr("○ to show"),
    };
    let text = if in_front { format!("{name}   {words}") } else { words.to_owned() };
    let response = ui.add(Button::selectable(in_hand, text).frame_when_inactive(true));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, in_hand, format!("{name}, {words}")));
    response.clicked()
}

/// The last part of a path.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
