//! Small windows over the main one: the ruler's length, the keys, and what the program is.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Align2, Context, DragValue, Grid, Id, Key, Modal, Response, TextEdit, Ui, vec2};

use super::Action;
use super::canvas::Hand;
use super::palette::{Chosen, Palette};
use super::panels::{Asks, card_page_model, card_page_ui, trust_model, trust_page_ui};
use crate::app::{Document, Edit, LONGEST_NAME};

/// A page over the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overlay {
    Shortcuts,
    About,
    Card,
    Trust,
    Palette,
}

/// Which page is open.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Pages {
    pub(super) open: Option<Overlay>,
    /// The length told last with the ruler.
    pub(super) ruler_mm: Option<f64>,
    /// The length in pixels that was asked about last.
    ruler_asked: Option<f64>,
    palette: Palette,
    /// The scar whose name is asked, and what was typed.
    naming: Option<(usize, String)>,
}

impl Pages {
    /// Whether a page lies over the window.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }
}

/// Shows what is open.
pub(super) fn dialogs_ui(
    ctx: &Context,
    pages: &mut Pages,
    document: &Document,
    hand: &mut Hand,
    asks: &mut Asks,
) {
    if let Some(pixels) = hand.length_to_tell() {
        ruler_ui(ctx, pixels, pages, hand, asks);
    }
    match hand.scar_to_name() {
        Some(scar) => naming_ui(ctx, (scar, document), pages, hand, asks),
        None => pages.naming = None,
    }
    let closed = match pages.open {
        None => false,
        Some(Overlay::Palette) => match pages.palette.ui(ctx) {
            Chosen::Nothing => false,
            Chosen::Left => true,
            Chosen::Action(action) => {
                asks.actions.push(action);
                true
            }
        },
        Some(Overlay::Shortcuts) => page(ctx, "Keyboard shortcuts", shortcuts_ui),
        Some(Overlay::About) => page(ctx, "About Scalp Shade", about_ui),
        Some(Overlay::Trust) => {
            let trust = trust_model(document);
            page(ctx, "How far the photo can be trusted", |ui| trust_page_ui(ui, &trust))
        }
        Some(Overlay::Card) => match document.reference().and_then(card_page_model) {
            Some(card) => page(ctx, "What the ColorChecker says", |ui| card_page_ui(ui, &card)),
            None => true,
        },
    };
    if closed {
        pages.open = None;
        pages.palette = Palette::default();
    }
}

fn ruler_ui(ctx: &Context, pixels: f64, pages: &mut Pages, hand: &mut Hand, asks: &mut Asks) {
    egui::Window::new("Known length")
        .id(Id::unique("known length"))
        .anchor(Align2::CENTER_CENTER, vec2(0.0, 0.0))
        .resizable(false)
        .collapsible(false)
        .show(ctx, |ui| {
            let mut mm = pages.ruler_mm.unwrap_or(10.0);
            let mut typed = false;
            ui.label(format!("{pixels:.0} pixels between the two ends."));
            ui.horizontal(|ui| {
                let label = ui.label("Length");
                let drag =
                    DragValue::new(&mut mm).range(0.1..=500.0).speed(0.1).max_decimals(2).suffix(" mm");
                let field = ui.add(drag).labelled_by(label.id);
                if field.changed() {
                    pages.ruler_mm = Some(mm);
                }
                // Ready to type as soon as it opens.
                if pages.ruler_asked != Some(pixels) {
                    pages.ruler_asked = Some(pixels);
                    select_all(ctx, &field);
                }
                typed = field.lost_focus();
            });
            let (enter, escape) = ui.input(|i| (i.key_pressed(Key::Enter), i.key_pressed(Key::Escape)));
            let free = typed || !ui.ctx().text_edit_focused();
            ui.horizontal(|ui| {
                if ui.button("Set scale").clicked() || (enter && free) {
                    pages.ruler_mm = Some(mm);
                    asks.edit(Edit::SetScale(Some(pixels / mm)));
                    hand.length_told();
                }
                if ui.button("Cancel").clicked() || (escape && free) {
                    hand.abandon();
                    hand.length_told();
                }
            });
        });
}

fn naming_ui(
    ctx: &Context,
    (scar, document): (usize, &Document),
    pages: &mut Pages,
    hand: &mut Hand,
    asks: &mut Asks,
) {
    let Some(known) = document.inputs().regions.scars.get(scar) else { return hand.name_told() };
    let opened = pages.naming.as_ref().is_none_or(|(asked, _)| *asked != scar);
    if opened {
        pages.naming = Some((scar, known.name.clone()));
    }
    let Some((_, typed)) = &mut pages.naming else { return };
    egui::Window::new("Rename scar")
        .id(Id::unique("rename scar"))
        .anchor(Align2::CENTER_CENTER, vec2(0.0, 0.0))
        .resizable(false)
        .collapsible(false)
        .show(ctx, |ui| {
            let mut entered = false;
            ui.horizontal(|ui| {
                let label = ui.label("Name");
                let field = TextEdit::singleline(typed).char_limit(LONGEST_NAME).desired_width(260.0);
                let field = ui.add(field).labelled_by(label.id);
                if opened {
                    select_all(ctx, &field);
                }
                entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            });
            let escaped = ui.input(|i| i.key_pressed(Key::Escape));
            ui.horizontal(|ui| {
                if ui.button("Rename").clicked() || entered {
                    asks.edit(Edit::RenameScar(scar, typed.clone()));
                    hand.name_told();
                }
                if ui.button("Cancel").clicked() || escaped {
                    hand.name_told();
                }
            });
        });
}

/// Ready to type: the field has the keys, and what stands in it is selected.
fn select_all(ctx: &Context, field: &Response) {
    field.request_focus();
    let mut state = TextEditState::default();
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(LONGEST_NAME));
    state.cursor.set_char_range(Some(all));
    state.store(ctx, field.id);
}

/// A page with a button to close it; says whether it is to be closed.
fn page(ctx: &Context, title: &str, contents: impl FnOnce(&mut Ui)) -> bool {
    let shown = Modal::new(Id::unique(title)).show(ctx, |ui| {
        ui.set_max_width(620.0);
        ui.heading(title);
        contents(ui);
        ui.add_space(6.0);
        ui.button("Close").clicked()
    });
    shown.inner || shown.should_close()
}

fn shortcuts_ui(ui: &mut Ui) {
    egui::ScrollArea::vertical().max_height(440.0).show(ui, |ui| {
        Grid::new("keys").num_columns(2).spacing([24.0, 3.0]).show(ui, |ui| {
            for action in Action::ALL {
                let keys: Vec<String> =
                    action.shortcuts().iter().map(|s| ui.ctx().format_shortcut(s)).collect();
                if !keys.is_empty() {
                    ui.label(action.text());
                    ui.strong(keys.join(" or "));
                    ui.end_row();
                }
            }
            for (what, how) in [
                ("Zoom", "Wheel or pinch"),
                ("Move the photo", "Space and drag, middle or right button"),
                ("Larger or smaller text", "Ctrl and + or −"),
            ] {
                ui.label(what);
                ui.strong(how);
                ui.end_row();
            }
        });
    });
}

fn about_ui(ui: &mut Ui) {
    let version = env!("CARGO_PKG_VERSION");
    ui.label(format!("Scalp Shade {version}"));
    ui.label(
        "Chooses pigment before scalp micropigmentation over a scar: two recipes, one for the scar and one \
         for the skin beside it, with their healed look and how sure that is.",
    );
    ui.strong("A simulation, not a promise.");
    ui.label(
        "What is shown follows from a photo, a model of skin and reference values for bottles. Test on a small \
         place first, and judge it healed, after four weeks. It is no medical advice.",
    );
    ui.label("Nothing leaves this computer: the program has no network code.");
}
