//! What is told about a bottle, in the order of the work.

use std::path::PathBuf;

use egui::{Button, CollapsingHeader, ComboBox, Label, RichText, Role, TextEdit, Ui, WidgetInfo};

use super::desk::{ReferenceModel, RowDeed, reference_rows, spot_row};
use crate::app::{BottleCommand, BottleTold, Command, RungTold};
use crate::library::{NewLibrary, ShadeKind};
use crate::locale::{capitalized, count, keep, plain, say, tr};
use crate::optics::Colourant;
use crate::ui::panels::Asks;
use crate::ui::widgets::{faint_ui, number_field};
use crate::ui::{Action, theme};

/// Something that has to be shown on the photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormSpot {
    /// The grey card.
    Grey,
    /// A bare spot of the card under the drawdowns.
    Card,
    /// A drawdown.
    Rung(usize),
}

impl FormSpot {
    /// What it is called on the photo.
    #[must_use]
    pub fn name(self, told: &BottleTold) -> String {
        match self {
            Self::Grey => tr("Grey card").to_owned(),
            Self::Card => tr("Bare card").to_owned(),
            Self::Rung(index) => match told.rungs.get(index).map(|rung| rung.water_parts) {
                Some(0.0) => tr("Undiluted").to_owned(),
                Some(1.0) => say!("%{n} part water", n = 1),
                Some(water) => say!("%{n} parts water", n = plain(water)),
                None => String::new(),
            },
        }
    }
}

/// What the form shows beside what was told.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BottleFormModel {
    /// Name of the photo.
    pub photo: Option<String>,
    /// The spot that the next click shows.
    pub armed: Option<FormSpot>,
    /// What the rows of the reference show.
    pub reference: ReferenceModel,
    /// The studio's library, when it mixes from its own.
    pub library: Option<PathBuf>,
    /// Ids of the shades in it.
    pub shades: Vec<String>,
    /// There is a reading to save.
    pub can_save: bool,
}

/// Lays the form out; changes go into `told`.
pub fn bottle_form_ui(
    ui: &mut Ui,
    model: &BottleFormModel,
    told: &mut BottleTold,
    asks: &mut Asks,
) -> RowDeed {
    let mut deed = RowDeed::default();
    ui.heading(tr("Measure a bottle"));
    ui.horizontal(|ui| {
        if ui.button(tr("Open photo…")).on_hover_text(Action::OpenBottlePhoto.hint()).clicked() {
            asks.actions.push(Action::OpenBottlePhoto);
        }
        let name = model.photo.as_deref().unwrap_or(tr("of the drawdowns##after the button “Open photo…”"));
        ui.add(Label::new(RichText::new(name).color(theme::faint_ink(ui))).truncate());
    });
    ui.add_space(6.0);
    ui.strong(tr("1 Reference in the photo")).on_hover_text(tr(super::desk::REFERENCE_HINT));
    reference_rows(ui, &model.reference, &mut told.grey, &mut told.chart, &mut deed);
    ui.add_space(6.0);
    ui.strong(tr("2 Card under the drawdowns"))
        .on_hover_text(tr("The white card that the films lie on: its own colour shows through them"));
    let first = usize::from(told.chart.is_none());
    if spot_row(ui, (tr("Bare card"), true), [told.card.is_some(), model.armed == Some(FormSpot::Card)]) {
        deed = RowDeed { chosen: Some(first), corners_wanted: Some(false) };
    }
    ui.add_space(6.0);
    ui.strong(tr("3 Drawdowns")).on_hover_text(tr(DRAWDOWN_HINT));
    rungs_ui(ui, model, told, &mut deed);
    ui.add_space(6.0);
    ui.strong(tr("4 Bottle")).on_hover_text(tr("What is written on the bottle, and how it is used"));
    bottle_ui(ui, told);
    ui.add_space(6.0);
    ui.strong(tr("5 Library"))
        .on_hover_text(tr("The file with the studio's bottles: recipes are mixed from the one in use alone"));
    save_ui(ui, model, told, asks);
    deed
}

const DRAWDOWN_HINT: &str = keep!(
    "A drawdown is the bottle, thinned with water, drawn out on a card as an even film of 0.05 mm and left to dry; \
     several with more and more water are its ladder"
);

fn rungs_ui(ui: &mut Ui, model: &BottleFormModel, told: &mut BottleTold, deed: &mut RowDeed) {
    let first = usize::from(told.chart.is_none()) + 1;
    let mut removed = None;
    for index in 0..told.rungs.len() {
        ui.horizontal(|ui| {
            if let Some(rung) = told.rungs.get_mut(index) {
                let drag = number_field(&mut rung.water_parts).range(0.0..=100.0).speed(0.5).max_decimals(1);
                ui.add(drag.update_while_editing(false))
                    .accessible_name(say!("Parts of water of drawdown %{n}", n = index + 1));
            }
            ui.label(tr("parts water"));
            let (kind, shown) =
                (FormSpot::Rung(index), told.rungs.get(index).is_some_and(|r| r.disc.is_some()));
            if spot_row(ui, (&kind.name(told), false), [shown, model.armed == Some(kind)]) {
                *deed = RowDeed { chosen: Some(first + index), corners_wanted: Some(false) };
            }
            let remove = ui.button("×").on_hover_text(tr("Remove this drawdown"));
            remove.widget_info(|| {
                WidgetInfo::labeled(Role::Button, true, say!("Remove drawdown %{n}", n = index + 1))
            });
            if remove.clicked() {
                removed = Some(index);
            }
        });
    }
    if let Some(index) = removed {
        told.rungs.remove(index);
    }
    if ui.button(tr("Add drawdown")).clicked() {
        let most = told.rungs.iter().map(|rung| rung.water_parts).fold(0.0, f64::max);
        told.rungs.push(RungTold { water_parts: (most * 1.5 + 10.0).min(100.0).round(), disc: None });
    }
}

fn bottle_ui(ui: &mut Ui, told: &mut BottleTold) {
    let field = |ui: &mut Ui, name: &str, text: &mut String, hint: &str| {
        ui.horizontal(|ui| {
            let label = ui.label(name);
            let edit =
                TextEdit::singleline(text).hint_text(hint).char_limit(100).desired_width(f32::INFINITY);
            ui.add(edit).labelled_by(label.id);
        });
    };
    field(ui, tr("Name"), &mut told.name, tr("as on the bottle"));
    field(ui, tr("Maker"), &mut told.maker, tr("or line##of products, beside the maker"));
    ui.horizontal(|ui| {
        ui.label(tr("Used as")).on_hover_text(kind_hint(told.kind));
        let combo = ComboBox::from_id_salt("kind").selected_text(kind_name(told.kind)).show_ui(ui, |ui| {
            for kind in ShadeKind::ALL {
                ui.selectable_value(&mut told.kind, kind, kind_name(kind)).on_hover_text(kind_hint(kind));
            }
        });
        combo.response.on_hover_text(kind_hint(told.kind)).accessible_name(tr("Used as"));
    });
    let title = match told.label.len() {
        0 => tr("Label names: not told").to_owned(),
        n => count!(n, "Label names %{n} colourant", "Label names %{n} colourants"),
    };
    CollapsingHeader::new(title).id_salt("label").show(ui, |ui| {
        let hint = tr("Only what is ticked is looked for. Leave the amount at 0 where the label gives none.");
        faint_ui(ui, hint);
        for colourant in Colourant::ALL {
            colourant_ui(ui, told, colourant);
        }
    });
}

fn colourant_ui(ui: &mut Ui, told: &mut BottleTold, colourant: Colourant) {
    let name = capitalized(colourant_name(colourant));
    ui.horizontal(|ui| {
        let mut on = told.label.iter().any(|(named, _)| *named == colourant);
        if ui.checkbox(&mut on, &name).changed() {
            told.label.retain(|(named, _)| *named != colourant);
            if on {
                told.label.push((colourant, 0.0));
                told.label.sort_by_key(|(named, _)| *named);
            }
        }
        if let Some((_, amount)) = told.label.iter_mut().find(|(named, _)| *named == colourant) {
            let drag = number_field(amount).range(0.0..=1000.0).speed(1.0).max_decimals(1).suffix(" mg/ml");
            ui.add(drag.update_while_editing(false))
                .accessible_name(say!("%{colourant} amount", colourant = name));
        }
    });
}

fn save_ui(ui: &mut Ui, model: &BottleFormModel, told: &mut BottleTold, asks: &mut Asks) {
    let into = told.into.clone().or_else(|| model.library.clone());
    let name = into.as_ref().map_or_else(
        || tr("No library of your own yet").to_owned(),
        |path| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
    );
    ui.add(Label::new(RichText::new(name).color(theme::faint_ink(ui))).truncate());
    ui.horizontal(|ui| {
        for action in [Action::ChooseShelf, Action::NewShelf] {
            if ui.button(action.text()).on_hover_text(action.hint()).clicked() {
                asks.actions.push(action);
            }
        }
    });
    if let Some(new) = &mut told.new_library {
        let mut copy = *new == NewLibrary::ReferenceShades;
        let hint = tr(
            "The reference shades that come with the program go into the new library too. Without them recipes from it \
             use only the bottles you have measured",
        );
        if ui
            .checkbox(&mut copy, tr("Start from a copy of the reference shades"))
            .on_hover_text(hint)
            .changed()
        {
            *new = if copy { NewLibrary::ReferenceShades } else { NewLibrary::Empty };
        }
    }
    let id = told.id();
    let there = into == model.library && model.shades.contains(&id);
    let missing = match (&into, id.is_empty(), model.can_save) {
        (_, _, false) => Some(tr("Show reference, card and drawdowns first.")),
        (_, true, _) => Some(tr("Give the bottle a name.")),
        (None, ..) => Some(tr("Choose a library file, or make a new one.")),
        _ => None,
    };
    let title = if there { tr("Measure it anew in the library") } else { tr("Save into the library") };
    let save = ui.add_enabled(missing.is_none(), Button::new(title));
    if save.clicked()
        && let Some(into) = into
    {
        asks.commands.push(Command::Bottle(BottleCommand::Save { into, replace: there }));
    }
    if let Some(missing) = missing {
        faint_ui(ui, missing);
    }
}

/// What it means, in a sentence.
pub(super) fn kind_hint(kind: ShadeKind) -> &'static str {
    match kind {
        ShadeKind::Base => {
            tr("A strong pigment that is thinned with water before use: blacks, browns, greys")
        }
        ShadeKind::Ready => tr("Sold to be used as it comes out of the bottle"),
        ShadeKind::Modifier => tr("Added to another shade to make it warmer, cooler or brighter"),
        ShadeKind::SkinTone => tr("A flesh tone that covers pale scars in bare skin"),
    }
}

pub(super) fn kind_name(kind: ShadeKind) -> &'static str {
    match kind {
        ShadeKind::Base => tr("Base, diluted"),
        ShadeKind::Ready => tr("Ready, neat##kind of bottle"),
        ShadeKind::Modifier => tr("Modifier##kind of bottle"),
        ShadeKind::SkinTone => tr("Skin tone##kind of bottle"),
    }
}

/// What it is called within a line.
pub(super) fn colourant_name(colourant: Colourant) -> &'static str {
    match colourant {
        Colourant::CarbonBlack => tr("carbon black"),
        Colourant::IronOxideBlack => tr("iron oxide black"),
        Colourant::IronOxideRed => tr("iron oxide red"),
        Colourant::IronOxideYellow => tr("iron oxide yellow"),
        Colourant::TitaniumDioxide => tr("titanium dioxide"),
        Colourant::OrganicRed => tr("organic red"),
        Colourant::OrganicYellow => tr("organic yellow"),
    }
}
