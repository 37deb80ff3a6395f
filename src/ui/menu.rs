//! The menu bar.

use egui::{Button, MenuBar, RichText, ScrollArea, Ui};

use super::Action;
use super::canvas::{Pen, Tool};
use super::pages::Page;
use super::panels::Asks;
use super::panels::TEXT_SCALES;
use super::theme;
use super::widgets::buttons_width;
use crate::app::{Command, Display, Document, all_shapes};
use crate::locale::{say, tr};

/// Lays the menu bar out.
pub(super) fn menu_ui(
    ui: &mut Ui,
    document: &Document,
    (page, [as_taken, left_out]): (Page, [bool; 2]),
    asks: &mut Asks,
) {
    MenuBar::new().ui(ui, |ui| {
        menu(ui, tr("File##menu"), |ui| file_ui(ui, document, asks));
        menu(ui, tr("Edit##menu"), |ui| {
            item(ui, Action::Undo, document.history().can_undo(), asks);
            item(ui, Action::Redo, document.history().can_redo(), asks);
            ui.separator();
            let marked = !all_shapes(&document.inputs().regions).is_empty();
            item(ui, Action::CopyOutlines, marked, asks);
            item(ui, Action::PasteOutlines, document.copied_outlines().is_some(), asks);
            item(ui, Action::SelectAll, marked, asks);
            item(ui, Action::Rename, !document.inputs().regions.scars.is_empty(), asks);
            ui.separator();
            item(ui, Action::Delete, true, asks);
            item(ui, Action::TakeBack, true, asks);
            item(ui, Action::Finish, true, asks);
            item(ui, Action::Abandon, true, asks);
        });
        menu(ui, tr("Tools"), |ui| {
            for tool in Tool::ALL {
                item(ui, Action::Take(tool), true, asks);
            }
            ui.separator();
            for pen in Pen::ALL {
                item(ui, Action::Draw(pen), true, asks);
            }
            item(ui, Action::BrushSmaller, true, asks);
            item(ui, Action::BrushLarger, true, asks);
            ui.separator();
            item(ui, Action::SuggestScars, document.photo().is_some(), asks);
        });
        menu(ui, tr("View##menu"), |ui| {
            for action in [
                Action::ZoomIn,
                Action::ZoomOut,
                Action::ZoomFit,
                Action::ZoomScar,
                Action::ZoomFull,
                Action::TurnLeft,
                Action::TurnRight,
            ] {
                item(ui, action, true, asks);
            }
            ui.separator();
            let ink = if as_taken { theme::selected_ink(ui) } else { theme::faint_ink(ui) };
            let key = RichText::new(Action::AsTaken.key_text(ui.ctx())).color(ink);
            let shown = Button::selectable(as_taken, Action::AsTaken.text()).right_text(key);
            let by_card = document.calibration().is_some();
            if ui.add_enabled(by_card, shown).on_hover_text(Action::AsTaken.hint()).clicked() {
                asks.actions.push(Action::AsTaken);
            }
            item(ui, Action::Loupe, document.photo().is_some(), asks);
            let hatched = Button::selectable(left_out, Action::LeftOut.text())
                .shortcut_text(Action::LeftOut.key_text(ui.ctx()));
            let measured = document.measured().is_some();
            if ui.add_enabled(measured, hatched).on_hover_text(Action::LeftOut.hint()).clicked() {
                asks.actions.push(Action::LeftOut);
            }
            item(ui, Action::Preview, has_plans(document), asks);
            let read = document.reference().is_some_and(|reference| !reference.patches.is_empty());
            item(ui, Action::CardReading, read, asks);
            item(ui, Action::PhotoTrust, document.trust().is_some(), asks);
            ui.separator();
            item(ui, Action::Presenter, true, asks);
            display_ui(ui, document, asks);
        });
        menu(ui, tr("Help##menu"), |ui| {
            item(ui, Action::Tour, true, asks);
            item(ui, Action::Palette, true, asks);
            item(ui, Action::Glossary, true, asks);
            item(ui, Action::Shortcuts, true, asks);
            item(ui, Action::About, true, asks);
        });
        ui.separator();
        if buttons_width(ui, Page::ALL.iter().map(|page| page.name())) <= ui.available_width() {
            pages_ui(ui, page, asks);
        } else {
            ui.menu_button(say!("Page: %{page}", page = page.name()), |ui| pages_ui(ui, page, asks));
        }
    });
}

/// A menu; one that is higher than the window is scrolled.
fn menu(ui: &mut Ui, name: &str, lines: impl FnOnce(&mut Ui)) {
    ui.menu_button(name, |ui| {
        let room = ui.ctx().content_rect().bottom() - ui.max_rect().top() - 16.0;
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).show(ui, lines);
    });
}

/// A tab for each page.
fn pages_ui(ui: &mut Ui, page: Page, asks: &mut Asks) {
    for other in Page::ALL {
        let action = Action::Show(other);
        let tab = Button::selectable(other == page, other.name());
        let hint = format!("{} ({})", other.hint(), action.key_text(ui.ctx()));
        if ui.add(tab).on_hover_text(hint).clicked() {
            asks.actions.push(action);
        }
    }
}

/// Size of words and of what is touched.
fn display_ui(ui: &mut Ui, document: &Document, asks: &mut Asks) {
    let display = document.settings().display;
    ui.menu_button(tr("Size of words"), |ui| {
        for (name, scale) in TEXT_SCALES {
            let chosen = (display.text_scale - scale).abs() < 0.01;
            if ui.selectable_label(chosen, tr(name)).clicked() {
                asks.commands.push(Command::SetDisplay(Display { text_scale: scale, ..display }));
            }
        }
    });
    let mut light = display.light;
    if ui
        .checkbox(&mut light, tr("Light theme"))
        .on_hover_text(tr("For bright rooms; colours keep their grey mat"))
        .changed()
    {
        asks.commands.push(Command::SetDisplay(Display { light, ..display }));
    }
    let mut touch = display.touch;
    let hint = tr("Buttons of 44 points, for gloves and tablets");
    if ui.checkbox(&mut touch, tr("Touch mode")).on_hover_text(hint).changed() {
        asks.commands.push(Command::SetDisplay(Display { touch, ..display }));
    }
}

fn file_ui(ui: &mut Ui, document: &Document, asks: &mut Asks) {
    item(ui, Action::Open, true, asks);
    item(ui, Action::OpenPlain, true, asks);
    ui.menu_button(tr("Open recent"), |ui| {
        let recent = &document.settings().recent;
        if recent.is_empty() {
            ui.weak(tr("No photos opened yet"));
        }
        for path in recent {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
            if ui.button(shortened(&name)).on_hover_text(path.display().to_string()).clicked() {
                asks.commands.push(Command::OpenPhoto(path.clone()));
            }
        }
        if !recent.is_empty() {
            ui.separator();
            if ui.button(tr("Forget recent photos")).clicked() {
                asks.commands.push(Command::ForgetRecent);
            }
        }
    });
    item(ui, Action::OpenBundled, true, asks);
    ui.separator();
    item(ui, Action::ChooseLibrary, true, asks);
    item(ui, Action::ReferenceShades, document.bottles().file().is_some(), asks);
    ui.weak(say!("In use: %{library}", library = shortened(&document.bottles().name())));
    ui.separator();
    item(ui, Action::ByHand, has_plans(document), asks);
    item(ui, Action::SavePicture, has_plans(document), asks);
    ui.separator();
    item(ui, Action::OpenPack, true, asks);
    item(ui, Action::SaveResults, true, asks);
    ui.separator();
    item(ui, Action::Settings, true, asks);
    item(ui, Action::Quit, true, asks);
}

fn item(ui: &mut Ui, action: Action, enabled: bool, asks: &mut Asks) {
    let button = Button::new(action.text()).shortcut_text(action.key_text(ui.ctx()));
    if ui.add_enabled(enabled, button).on_hover_text(action.hint()).clicked() {
        asks.actions.push(action);
    }
}

fn has_plans(document: &Document) -> bool {
    document.matching().is_some_and(|matching| !matching.proposals.is_empty())
}

/// A name that fits into a menu; the end, with the number of the photo, is kept.
fn shortened(name: &str) -> String {
    const LONGEST: usize = 48;
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= LONGEST {
        return name.to_owned();
    }
    let end: String = letters.iter().skip(letters.len() - (LONGEST - 1)).collect();
    format!("…{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_keep_their_end() {
        assert_eq!(shortened("scalp.jpg"), "scalp.jpg");
        let long = format!("{}0042.jpg", "ä".repeat(200));
        let short = shortened(&long);
        assert!(short.ends_with("0042.jpg") && short.chars().count() == 48);
    }
}
