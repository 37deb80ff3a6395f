//! What can be told about the `ColorChecker`: which one it is, and where.

use egui::{ComboBox, Ui};

use crate::app::Document;
use crate::calibrate::{ChartPick, ChartSize, Edition};
use crate::locale::{capitalized, fixed, say, tr};
use crate::ui::Action;
use crate::ui::widgets::number_field;

/// What the toolbar shows of the card.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ChartBarModel {
    /// The card, once there is one.
    pub pick: Option<ChartPick>,
    /// Printing of the studio's card, once it was told.
    pub edition: Option<Edition>,
    /// Its size.
    pub size: ChartSize,
    /// The size was told, and not assumed.
    pub size_told: bool,
    /// It was read.
    pub read: bool,
    /// Whether its colours are kept for photos without a card; none where that is not offered.
    pub kept: Option<bool>,
}

impl ChartBarModel {
    /// From the document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let (pick, settings) = (document.inputs().chart, document.settings());
        Self {
            pick,
            edition: pick.map(|pick| pick.edition).or(settings.chart_edition),
            size: pick.map_or(settings.chart_size, |pick| pick.size),
            size_told: settings.chart_size_told,
            read: document.reference().is_some_and(|reference| !reference.patches.is_empty()),
            kept: Some(document.keeps_colours()),
        }
    }
}

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ChartChange {
    /// The card, or none.
    Set(Option<ChartPick>),
    /// The card with the size that was chosen.
    Size(ChartPick),
    /// Show what was read.
    Reading,
    /// Keep its colours for later photos, or do not.
    Keep(bool),
}

/// Lays it out. The edition is asked for before anything else: it cannot be told from a photo.
pub(in crate::ui) fn chart_bar_ui(ui: &mut Ui, model: &ChartBarModel) -> Option<ChartChange> {
    let set = |pick| Some(ChartChange::Set(Some(pick)));
    let mut change = None;
    let Some(edition) = model.edition else {
        ui.label(tr("Find a ColorChecker made"));
        for edition in [Edition::Before2014, Edition::After2014] {
            let asked = ui.button(capital(edition)).on_hover_text(tr(
                "The date is printed on its back. If you cannot tell, take the newer one: the two differ by about 1 ΔE",
            ));
            if asked.clicked() {
                change = set(ChartPick { corners: None, edition, size: model.size });
            }
        }
        return change;
    };
    let told = model.pick.unwrap_or(ChartPick { corners: None, edition, size: model.size });
    let searched = model.pick.is_some_and(|pick| pick.corners.is_none());
    if !searched && ui.button(tr("Find card")).on_hover_text(tr("Search for it in the photo")).clicked() {
        change = set(told.searched());
    }
    change = edition_ui(ui, told).map_or(change, set);
    change = size_ui(ui, told, model.size_told).map_or(change, |pick| Some(ChartChange::Size(pick)));
    if model.read && ui.button(tr("What it says…")).on_hover_text(Action::CardReading.hint()).clicked() {
        change = Some(ChartChange::Reading);
    }
    if let Some(mut kept) = model.kept.filter(|kept| *kept || model.read) {
        let hint =
            tr("Photos of this session and light that have no card are then shown by this one, less surely");
        if ui.checkbox(&mut kept, tr("Also for later photos")).on_hover_text(hint).changed() {
            change = Some(ChartChange::Keep(kept));
        }
    }
    if model.pick.is_some() && ui.button(tr("Remove card")).clicked() {
        change = Some(ChartChange::Set(None));
    }
    change
}

fn edition_ui(ui: &mut Ui, told: ChartPick) -> Option<ChartPick> {
    let mut new = None;
    let combo = ComboBox::from_id_salt("edition").selected_text(capital(told.edition)).show_ui(ui, |ui| {
        for edition in [Edition::Before2014, Edition::After2014] {
            let chosen = edition == told.edition;
            if ui.selectable_label(chosen, capital(edition)).clicked() && !chosen {
                new = Some(ChartPick { edition, ..told });
            }
        }
    });
    combo.response.accessible_name(tr("When the card was made"));
    new
}

/// The size sets the scale, so that one which nobody chose is said to be assumed.
fn size_ui(ui: &mut Ui, told: ChartPick, size_told: bool) -> Option<ChartPick> {
    let mut new = None;
    let combo = ComboBox::from_id_salt("card size").selected_text(size_name(told.size)).width(96.0);
    let combo = combo.show_ui(ui, |ui| {
        let other = ChartSize::Pitch(told.size.pitch_mm());
        for size in [ChartSize::Classic, ChartSize::Passport, other] {
            let chosen = std::mem::discriminant(&size) == std::mem::discriminant(&told.size);
            if ui.selectable_label(chosen, size_name(size)).clicked() {
                new = Some(ChartPick { size, ..told });
            }
        }
    });
    combo.response.accessible_name(tr("Size of the card"));
    if !size_told {
        let assumed = say!("⚠ %{size} is assumed until you choose", size = size_name(told.size));
        ui.label(assumed).on_hover_text(tr(
            "The scale follows from it: the patches of a Classic are 28 cm wide in all, of a Passport 9 cm",
        ));
    }
    if let ChartSize::Pitch(mm) = told.size {
        let label = ui.label(tr("Patch to patch"));
        let mut pitch = mm;
        let drag = number_field(&mut pitch).range(2.0..=200.0).speed(0.1).max_decimals(1).suffix(" mm");
        if ui.add(drag.update_while_editing(false)).labelled_by(label.id).changed() {
            new = Some(ChartPick { size: ChartSize::Pitch(pitch), ..told });
        }
    }
    new
}

fn size_name(size: ChartSize) -> &'static str {
    match size {
        ChartSize::Classic => fixed!("Classic"),
        ChartSize::Passport => fixed!("Passport"),
        ChartSize::Pitch(_) => tr("Other size"),
    }
}

fn capital(edition: Edition) -> String {
    capitalized(edition.words())
}
