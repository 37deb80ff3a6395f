//! Everything that a menu, a button or a key can start, with its words and its keys in one place.

mod keys;
mod words;

use egui::text_selection::LabelSelectionState;
use egui::{Event, KeyboardShortcut};
use jiff::civil::Date;

use super::canvas::{Pen, Tool};
use super::pages::Page;
use crate::case::PhotoCopies;
use crate::report::Kind;

/// Something the user can start; carries no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Ask for a photo.
    Open,
    /// Ask for a photo with the dialog of the program itself.
    OpenPlain,
    /// The case that comes with the program.
    OpenBundled,
    /// Ask for a shade library.
    ChooseLibrary,
    /// Mix from the reference shades again.
    ReferenceShades,
    /// Ask for a photo of drawdowns.
    OpenBottlePhoto,
    /// Ask for the library file that a measured bottle goes into.
    ChooseShelf,
    /// Ask for the name of a new one.
    NewShelf,
    /// Ask for a photo of a healed result.
    OpenHealedPhoto,
    /// Ask where the dates of the case are to be saved.
    SaveCalendar,
    /// Ask where a report of the visit of a day is to be saved.
    SaveReport(Kind, Date),
    /// Ask where the dilution chart of the bottles is to be saved.
    SaveChart,
    /// Ask where a photo of the case is now.
    FindPhoto,
    /// Ask where everything of the client is to be written.
    ExportCase(PhotoCopies),
    /// Ask for the log of healed results.
    ChooseLog,
    /// Ask for the name of a new one.
    NewLog,
    /// Ask for the name of a library of the studio's.
    BeginLibrary,
    /// Ask for a library or a table whose bottles are to be imported.
    ImportBottles,
    /// Ask for the library that a missing bottle is chosen from.
    HintLibrary,
    /// Turn to a page.
    Show(Page),
    /// Close the window.
    Quit,
    /// One step back.
    Undo,
    /// One step forward again.
    Redo,
    /// Remove the selected outline or corner.
    Delete,
    /// Closer.
    ZoomIn,
    /// Further away.
    ZoomOut,
    /// All of the photo.
    ZoomFit,
    /// A pixel of the photo on a pixel of the screen.
    ZoomFull,
    /// The largest scar with the skin about it.
    ZoomScar,
    /// Show the photo as it was taken, or by its card.
    AsTaken,
    /// Read colours under the pointer, or no longer.
    Loupe,
    /// Show on the photo what was left out of the measurement, or no longer.
    LeftOut,
    /// Show the plan on the photo, or the photo alone.
    Preview,
    /// Change the best plan by hand.
    ByHand,
    /// Ask where a picture of the plan is to be saved.
    SavePicture,
    /// Take a tool in hand.
    Take(Tool),
    /// Take a pen for the drawing tools.
    Draw(Pen),
    /// A smaller brush.
    BrushSmaller,
    /// A larger brush.
    BrushLarger,
    /// Finish the outline.
    Finish,
    /// Drop what is being drawn, or the selection.
    Abandon,
    /// Take the last corner back.
    TakeBack,
    /// Look for patches that may be scars; the next of them where some are shown.
    SuggestScars,
    /// Keep all outlines to be put on another photo.
    CopyOutlines,
    /// Put the outlines that are kept on this photo.
    PasteOutlines,
    /// Select all outlines, to be moved together.
    SelectAll,
    /// Ask for the name of the selected scar.
    Rename,
    /// Turn the view by a quarter, counterclockwise.
    TurnLeft,
    /// Turn the view by a quarter, clockwise.
    TurnRight,
    /// Show what speaks against the photo.
    PhotoTrust,
    /// Show what was read on the card.
    CardReading,
    /// Show what the studio may set.
    Settings,
    /// Go through the window with the bundled case.
    Tour,
    /// Find a command by its name.
    Palette,
    /// Show the window to a class, or no longer.
    Presenter,
    /// Ask for an exercise pack.
    OpenPack,
    /// Save the results of all trainees.
    SaveResults,
    /// Show the keys.
    Shortcuts,
    /// Say what the words mean.
    Glossary,
    /// Show what the program is.
    About,
}

impl Action {
    /// All of them, in the order of the menus.
    pub const ALL: [Self; 73] = [
        Self::Open,
        Self::OpenPlain,
        Self::OpenBundled,
        Self::ChooseLibrary,
        Self::ReferenceShades,
        Self::OpenBottlePhoto,
        Self::ChooseShelf,
        Self::NewShelf,
        Self::OpenHealedPhoto,
        Self::ChooseLog,
        Self::NewLog,
        Self::BeginLibrary,
        Self::ImportBottles,
        Self::HintLibrary,
        Self::Show(Page::Cases),
        Self::Show(Page::Match),
        Self::Show(Page::Bottle),
        Self::Show(Page::Healed),
        Self::Show(Page::Compare),
        Self::Show(Page::Practice),
        Self::OpenPack,
        Self::SaveResults,
        Self::Show(Page::Bottles),
        Self::SaveChart,
        Self::Quit,
        Self::Undo,
        Self::Redo,
        Self::CopyOutlines,
        Self::PasteOutlines,
        Self::SelectAll,
        Self::Rename,
        Self::Delete,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ZoomFit,
        Self::ZoomFull,
        Self::ZoomScar,
        Self::TurnLeft,
        Self::TurnRight,
        Self::AsTaken,
        Self::Loupe,
        Self::LeftOut,
        Self::Preview,
        Self::ByHand,
        Self::SavePicture,
        Self::Take(Tool::Photo),
        Self::Take(Tool::Grey),
        Self::Take(Tool::Chart),
        Self::Take(Tool::Scar),
        Self::Take(Tool::Exclusion),
        Self::Take(Tool::Surround),
        Self::Take(Tool::Ruler),
        Self::Draw(Pen::Polygon),
        Self::Draw(Pen::Freehand),
        Self::Draw(Pen::Disc),
        Self::Draw(Pen::Brush),
        Self::Draw(Pen::Eraser),
        Self::Draw(Pen::Magic),
        Self::SuggestScars,
        Self::BrushSmaller,
        Self::BrushLarger,
        Self::Finish,
        Self::Abandon,
        Self::TakeBack,
        Self::PhotoTrust,
        Self::CardReading,
        Self::Presenter,
        Self::Settings,
        Self::Tour,
        Self::Palette,
        Self::Shortcuts,
        Self::Glossary,
        Self::About,
    ];

    /// Whether it concerns the photo of the scalp and the tools over it.
    pub(super) fn is_of_the_canvas(self) -> bool {
        matches!(
            self,
            Self::Delete
                | Self::ZoomIn
                | Self::ZoomOut
                | Self::ZoomFit
                | Self::ZoomFull
                | Self::ZoomScar
                | Self::AsTaken
                | Self::Loupe
                | Self::LeftOut
                | Self::Preview
                | Self::ByHand
                | Self::SavePicture
                | Self::Take(_)
                | Self::Draw(_)
                | Self::BrushSmaller
                | Self::BrushLarger
                | Self::Finish
                | Self::Abandon
                | Self::TakeBack
                | Self::SuggestScars
                | Self::CopyOutlines
                | Self::PasteOutlines
                | Self::SelectAll
                | Self::Rename
                | Self::TurnLeft
                | Self::TurnRight
        )
    }

    /// The first of its keys in words; empty when it has none.
    #[must_use]
    pub fn key_text(self, ctx: &egui::Context) -> String {
        self.shortcuts().first().map(|s| ctx.format_shortcut(s)).unwrap_or_default()
    }

    /// The actions whose keys were pressed since the last frame; the keys are used up.
    pub(super) fn take_pressed(ctx: &egui::Context) -> Vec<Self> {
        let mut all: Vec<(Self, KeyboardShortcut)> =
            Self::ALL.iter().flat_map(|&a| a.shortcuts().iter().map(move |&s| (a, s))).collect();
        // A key with more modifiers first, or Ctrl+Shift+Z would be taken as Ctrl+Z.
        all.sort_by_key(|(_, s)| std::cmp::Reverse(u8::from(s.modifiers.shift)));
        // Enter belongs to a button that the keyboard has reached.
        let focused = ctx.memory(|m| m.focused().is_some());
        all.retain(|(action, _)| !(focused && *action == Self::Finish));
        let mut pressed: Vec<Self> = ctx.input_mut(|input| {
            all.iter().filter(|(_, s)| input.consume_shortcut(s)).map(|(action, _)| *action).collect()
        });
        pressed.extend(clipboard_keys(ctx));
        pressed
    }
}

/// The keys to copy and to paste: the window system turns them into events of the clipboard.
fn clipboard_keys(ctx: &egui::Context) -> Vec<Action> {
    // Words that are selected in a label are copied and not outlines.
    let words = ctx.plugin::<LabelSelectionState>().lock().has_selection();
    let mut pressed = Vec::new();
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let action = match event {
                Event::Copy if !words => Action::CopyOutlines,
                Event::Paste(_) => Action::PasteOutlines,
                _ => return true,
            };
            pressed.push(action);
            false
        });
    });
    pressed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_keys_clash() {
        let all: Vec<_> =
            Action::ALL.iter().flat_map(|&a| a.shortcuts().iter().map(move |&s| (a, s))).collect();
        for (i, (a, s)) in all.iter().enumerate() {
            for (b, t) in all.iter().skip(i + 1) {
                assert_ne!(s, t, "{a:?} and {b:?}");
            }
        }
    }

    #[test]
    fn every_action_has_words_and_is_listed_once() {
        for (i, action) in Action::ALL.iter().enumerate() {
            assert!(!action.text().is_empty() && !action.hint().is_empty());
            assert!(!Action::ALL.iter().skip(i + 1).any(|other| other == action), "{action:?}");
        }
    }
}
