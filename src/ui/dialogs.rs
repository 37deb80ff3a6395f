//! Small windows over the main one: the ruler's length, the keys, and what the program is.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{
    Align2, Button, Context, Grid, Id, Key, Modal, Pos2, Rect, Response, TextEdit, Ui, Vec2, pos2, vec2,
};

use super::Action;
use super::canvas::Hand;
use super::glossary::glossary_ui;
use super::palette::{Chosen, Palette};
use super::panels::{
    Asks, StudioModel, card_page_model, card_page_ui, studio_ui, trust_model, trust_page_ui,
};
use crate::app::{Document, Edit, LONGEST_NAME};
use crate::locale::{fixed, keep, number, read_number, say, tr};

/// A page over the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overlay {
    Shortcuts,
    Glossary,
    About,
    Card,
    Trust,
    Palette,
    Settings,
}

/// Which page is open.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Pages {
    pub(super) open: Option<Overlay>,
    /// What was typed as the ruler's length.
    ruler_typed: String,
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
    (hand, ruler): (&mut Hand, Option<[Pos2; 2]>),
    asks: &mut Asks,
) {
    if let Some(pixels) = hand.length_to_tell() {
        ruler_ui(ctx, (pixels, ruler), pages, hand, asks);
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
        Some(Overlay::Settings) => {
            let settings = StudioModel::of(document);
            page(ctx, keep!("Settings"), |ui| studio_ui(ui, &settings, asks))
        }
        Some(Overlay::Shortcuts) => page(ctx, keep!("Keyboard shortcuts"), shortcuts_ui),
        Some(Overlay::Glossary) => page(ctx, keep!("What the words mean"), |ui| {
            glossary_ui(ui, (ctx.content_rect().height() - 180.0).max(120.0));
        }),
        Some(Overlay::About) => page(ctx, keep!("About Scalp Shade"), about_ui),
        Some(Overlay::Trust) => {
            let trust = trust_model(document);
            page(ctx, keep!("How far the photo can be trusted"), |ui| trust_page_ui(ui, &trust))
        }
        Some(Overlay::Card) => match document.reference().and_then(card_page_model) {
            Some(card) => page(ctx, keep!("What the ColorChecker says"), |ui| card_page_ui(ui, &card)),
            None => true,
        },
    };
    if closed {
        pages.open = None;
        pages.palette = Palette::default();
    }
}

/// Least and greatest length that the ruler takes, in mm.
const LENGTHS: std::ops::RangeInclusive<f64> = 0.1..=500.0;
/// Size of the ruler's question, about, in points, and how far it keeps from the line.
const QUESTION: Vec2 = vec2(250.0, 130.0);
const APART: f32 = 24.0;

/// Asks for the length of the line between two places of the window, beside it.
fn ruler_ui(
    ctx: &Context,
    (pixels, ends): (f64, Option<[Pos2; 2]>),
    pages: &mut Pages,
    hand: &mut Hand,
    asks: &mut Asks,
) {
    if pages.ruler_asked != Some(pixels) {
        pages.ruler_typed.clear();
    }
    let window = egui::Window::new(tr("Known length")).id(Id::unique("known length"));
    let window = match ends {
        Some(ends) => window.current_pos(beside(Rect::from_points(&ends), ctx.content_rect())),
        None => window.anchor(Align2::CENTER_CENTER, Vec2::ZERO),
    };
    window.resizable(false).collapsible(false).show(ctx, |ui| {
        ui.label(say!("%{pixels} pixels between the two ends.", pixels = number(pixels, 0)));
        let typed = ui.horizontal(|ui| {
            let label = ui.label(tr("Length in mm"));
            let field = TextEdit::singleline(&mut pages.ruler_typed).char_limit(12).desired_width(90.0);
            let field = ui.add(field).labelled_by(label.id);
            // Ready to type as soon as it opens.
            if pages.ruler_asked != Some(pixels) {
                pages.ruler_asked = Some(pixels);
                field.request_focus();
            }
            let enter = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            if enter {
                field.request_focus();
            }
            enter
        });
        let length = length_of(&pages.ruler_typed);
        if length.is_none() && !pages.ruler_typed.trim().is_empty() {
            ui.label(say!(
                "A number from %{least} to %{most}",
                least = number(*LENGTHS.start(), 1),
                most = number(*LENGTHS.end(), 0)
            ));
        }
        let escape = ui.input(|i| i.key_pressed(Key::Escape));
        ui.horizontal(|ui| {
            let set = ui.add_enabled(length.is_some(), Button::new(tr("Set scale"))).clicked();
            if let Some(mm) = length.filter(|_| set || typed.inner) {
                asks.edit(Edit::SetScale(Some(pixels / mm)));
                hand.length_told();
            }
            if ui.button(tr("Cancel")).clicked() || escape {
                hand.abandon();
                hand.length_told();
            }
        });
    });
    if hand.length_to_tell().is_none() {
        pages.ruler_asked = None;
    }
}

/// Where the question covers neither end of the line: below it, above it, or at its side.
fn beside(line: Rect, screen: Rect) -> Pos2 {
    let left = (line.center().x - QUESTION.x / 2.0).clamp(screen.left(), screen.right() - QUESTION.x);
    if line.bottom() + APART + QUESTION.y < screen.bottom() {
        pos2(left, line.bottom() + APART)
    } else if line.top() - APART - QUESTION.y > screen.top() {
        pos2(left, line.top() - APART - QUESTION.y)
    } else if line.right() + APART + QUESTION.x < screen.right() {
        pos2(line.right() + APART, screen.center().y - QUESTION.y / 2.0)
    } else {
        pos2(line.left() - APART - QUESTION.x, screen.center().y - QUESTION.y / 2.0)
    }
}

/// A length in mm, with a point or a comma.
fn length_of(typed: &str) -> Option<f64> {
    read_number(typed.trim().trim_end_matches("mm")).filter(|mm| LENGTHS.contains(mm))
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
    egui::Window::new(tr("Rename scar"))
        .id(Id::unique("rename scar"))
        .anchor(Align2::CENTER_CENTER, vec2(0.0, 0.0))
        .resizable(false)
        .collapsible(false)
        .show(ctx, |ui| {
            let mut entered = false;
            ui.horizontal(|ui| {
                let label = ui.label(tr("Name"));
                let field = TextEdit::singleline(typed).char_limit(LONGEST_NAME).desired_width(260.0);
                let field = ui.add(field).labelled_by(label.id);
                if opened {
                    select_all(ctx, &field);
                }
                entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            });
            let escaped = ui.input(|i| i.key_pressed(Key::Escape));
            ui.horizontal(|ui| {
                if ui.button(tr("Rename")).clicked() || entered {
                    asks.edit(Edit::RenameScar(scar, typed.clone()));
                    hand.name_told();
                }
                if ui.button(tr("Cancel")).clicked() || escaped {
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
fn page(ctx: &Context, title: &'static str, contents: impl FnOnce(&mut Ui)) -> bool {
    let shown = Modal::new(Id::unique(title)).show(ctx, |ui| {
        ui.set_max_width((ctx.content_rect().width() - 60.0).min(620.0));
        ui.heading(tr(title));
        contents(ui);
        ui.add_space(6.0);
        ui.button(tr("Close##verb")).clicked()
    });
    shown.inner || shown.should_close()
}

/// Height of what a page scrolls: all of it fits into a window of large words.
fn page_height(ctx: &Context) -> f32 {
    (ctx.content_rect().height() - 180.0).clamp(120.0, 440.0)
}

fn shortcuts_ui(ui: &mut Ui) {
    egui::ScrollArea::vertical().max_height(page_height(ui.ctx())).show(ui, |ui| {
        Grid::new("keys").num_columns(2).spacing([24.0, 3.0]).show(ui, |ui| {
            for action in Action::ALL {
                let keys = action.shortcuts().iter().map(|s| ui.ctx().format_shortcut(s));
                let keys = keys.reduce(|keys, other| say!("%{keys} or %{other}", keys = keys, other = other));
                if let Some(keys) = keys {
                    ui.label(action.text());
                    ui.strong(keys);
                    ui.end_row();
                }
            }
            for (what, how) in [
                (tr("Zoom"), tr("Wheel or pinch")),
                (tr("Move the photo"), tr("Space and drag, middle or right button")),
                (tr("Larger or smaller text"), tr("Ctrl and + or −")),
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
    ui.label(format!("{} {version}", fixed!("Scalp Shade")));
    ui.label(tr(
        "Chooses pigment before scalp micropigmentation over a scar: two recipes, one for the scar and one \
         for the skin beside it, with their healed look and how sure that is.",
    ));
    ui.strong(tr("A simulation, not a promise."));
    ui.label(
        tr("What is shown follows from a photo, a model of skin and reference values for bottles. Test on a small \
         place first, and judge it healed, after four weeks. It is no medical advice."),
    );
    ui.label(tr("Nothing leaves this computer: the program has no network code."));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_with_a_point_or_a_comma() {
        assert_eq!(length_of(" 7.5 "), Some(7.5));
        assert_eq!(length_of("7,5 mm"), Some(7.5));
        for nothing in ["", "0", "-3", "1e9", "ten", "NaN"] {
            assert_eq!(length_of(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn the_question_lies_beside_the_line() {
        let screen = Rect::from_min_size(Pos2::ZERO, vec2(853.0, 533.0));
        for line in [
            [pos2(300.0, 200.0), pos2(500.0, 210.0)],
            [pos2(300.0, 480.0), pos2(500.0, 500.0)],
            [pos2(400.0, 40.0), pos2(420.0, 500.0)],
            [pos2(800.0, 40.0), pos2(820.0, 500.0)],
        ] {
            let line = Rect::from_points(&line);
            let question = Rect::from_min_size(beside(line, screen), QUESTION);
            assert!(!question.intersects(line) && screen.contains_rect(question), "{line:?} {question:?}");
        }
    }
}
