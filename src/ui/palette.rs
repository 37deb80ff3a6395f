//! Every action by its name: type some letters of it, Enter starts the first.

use egui::{Align2, Context, Id, Key, Modal, RichText, ScrollArea, TextEdit, Ui, vec2};

use super::{Action, theme};

use crate::locale::tr;

/// What is typed, and which line is marked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Palette {
    typed: String,
    marked: usize,
}

/// What became of it in a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chosen {
    /// Still open.
    Nothing,
    /// Left without a choice.
    Left,
    /// This is to be done.
    Action(Action),
}

impl Palette {
    /// Shows it over the window.
    pub(super) fn ui(&mut self, ctx: &Context) -> Chosen {
        let area = Modal::default_area(Id::unique("palette")).anchor(Align2::CENTER_TOP, vec2(0.0, 60.0));
        let modal = Modal::new(Id::unique("palette")).area(area).show(ctx, |ui| self.content(ui));
        if modal.inner != Chosen::Nothing {
            modal.inner
        } else if modal.should_close() {
            Chosen::Left
        } else {
            Chosen::Nothing
        }
    }

    fn content(&mut self, ui: &mut Ui) -> Chosen {
        ui.set_width(460.0);
        let (down, up, enter) = ui.input_mut(|i| {
            let plain = egui::Modifiers::NONE;
            (
                i.consume_key(plain, Key::ArrowDown),
                i.consume_key(plain, Key::ArrowUp),
                i.consume_key(plain, Key::Enter),
            )
        });
        let field = TextEdit::singleline(&mut self.typed)
            .hint_text(tr("What do you want to do?"))
            .desired_width(f32::INFINITY);
        // The field would only let go of the keys.
        if ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, Key::Escape)) {
            return Chosen::Left;
        }
        let field = ui.add(field);
        field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::SearchInput, true, tr("Find a command")));
        field.request_focus();
        if field.changed() {
            self.marked = 0;
        }
        let found = found(&self.typed);
        let last = found.len().saturating_sub(1);
        self.marked = match (down, up) {
            (true, _) => (self.marked + 1).min(last),
            (_, true) => self.marked.saturating_sub(1),
            _ => self.marked.min(last),
        };
        if found.is_empty() {
            ui.label(tr("Nothing is called that. Try another word, such as zoom, scar or save."));
        }
        let mut chosen = Chosen::Nothing;
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for (i, action) in found.iter().enumerate() {
                let marked = i == self.marked;
                let ink = if marked { theme::selected_ink(ui) } else { theme::faint_ink(ui) };
                let key = RichText::new(action.key_text(ui.ctx())).color(ink);
                let button = egui::Button::selectable(marked, action.full_text())
                    .right_text(key)
                    .min_size(vec2(ui.available_width(), 0.0));
                let line = ui.add(button).on_hover_text(action.hint());
                if marked && (down || up) {
                    line.scroll_to_me(None);
                }
                if line.clicked() {
                    chosen = Chosen::Action(*action);
                }
            }
        });
        match found.get(self.marked) {
            Some(action) if enter => Chosen::Action(*action),
            _ => chosen,
        }
    }
}

/// Letters as they are compared: small, and all kinds of i, which Turkish tells apart, as one.
fn folded(text: &str) -> String {
    text.to_lowercase().replace('\u{307}', "").replace('ı', "i")
}

/// Actions whose name holds all words that were typed, those that begin with them first; then those that tell of
/// them in their sentence.
fn found(typed: &str) -> Vec<Action> {
    let typed = folded(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    let rank = |action: &Action| {
        let (name, hint) = (folded(&action.full_text()), folded(action.hint()));
        let all = |text: &str| words.iter().all(|word| text.contains(word));
        match () {
            () if words.first().is_some_and(|first| name.starts_with(first)) && all(&name) => Some(0),
            () if all(&name) => Some(1),
            () if all(&format!("{name} {hint}")) => Some(2),
            () => None,
        }
    };
    let listed = Action::ALL.iter().filter(|action| **action != Action::Palette);
    let mut ranked: Vec<(u8, Action)> = listed.filter_map(|action| Some((rank(action)?, *action))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, action)| action).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_are_found_by_their_words() {
        assert_eq!(found("").len(), Action::ALL.len() - 1);
        assert_eq!(found("zoom sc").first(), Some(&Action::ZoomScar));
        assert!(found("OPEN").first().is_some_and(|action| action.full_text().starts_with("Open")));
        assert!(found("promise").contains(&Action::Preview), "by its sentence");
        assert!(found("xyzzy").is_empty());
    }
}
