//! Everything that a menu, a button or a key can start, with its words and its keys in one place.

mod keys;

use egui::KeyboardShortcut;

use super::canvas::{Pen, Tool};
use super::pages::Page;

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
    /// Ask for the log of healed results.
    ChooseLog,
    /// Ask for the name of a new one.
    NewLog,
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
    /// Show what speaks against the photo.
    PhotoTrust,
    /// Show what was read on the card.
    CardReading,
    /// Find a command by its name.
    Palette,
    /// Show the keys.
    Shortcuts,
    /// Show what the program is.
    About,
}

impl Action {
    /// All of them, in the order of the menus.
    pub const ALL: [Self; 52] = [
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
        Self::Show(Page::Match),
        Self::Show(Page::Bottle),
        Self::Show(Page::Healed),
        Self::Show(Page::Compare),
        Self::Quit,
        Self::Undo,
        Self::Redo,
        Self::Delete,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ZoomFit,
        Self::ZoomFull,
        Self::ZoomScar,
        Self::AsTaken,
        Self::Loupe,
        Self::LeftOut,
        Self::Preview,
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
        Self::BrushSmaller,
        Self::BrushLarger,
        Self::Finish,
        Self::Abandon,
        Self::TakeBack,
        Self::PhotoTrust,
        Self::CardReading,
        Self::Palette,
        Self::Shortcuts,
        Self::About,
    ];

    /// What it is called.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Open => "Open photo…",
            Self::OpenPlain => "Open with built-in dialog…",
            Self::OpenBundled => "Open bundled case",
            Self::ChooseLibrary => "Choose shade library…",
            Self::ReferenceShades => "Use reference shades",
            Self::OpenBottlePhoto => "Open photo of drawdowns…",
            Self::ChooseShelf => "Choose file…",
            Self::NewShelf => "New file…",
            Self::OpenHealedPhoto => "Open photo of a healed result…",
            Self::ChooseLog => "Choose log…",
            Self::NewLog => "New log…",
            Self::Show(page) => page.name(),
            Self::Quit => "Quit",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::Delete => "Delete selection",
            Self::ZoomIn => "Zoom in",
            Self::ZoomOut => "Zoom out",
            Self::ZoomFit => "Fit photo",
            Self::ZoomFull => "Zoom to 100 %",
            Self::ZoomScar => "Zoom to scar",
            Self::AsTaken => "Show photo as taken",
            Self::Loupe => "Loupe",
            Self::LeftOut => "Show what was left out",
            Self::Preview => "Show plan on photo",
            Self::SavePicture => "Save picture of the plan…",
            Self::Take(tool) => tool.name(),
            Self::Draw(pen) => pen.name(),
            Self::BrushSmaller => "Smaller brush",
            Self::BrushLarger => "Larger brush",
            Self::Finish => "Finish outline",
            Self::Abandon => "Abandon drawing",
            Self::TakeBack => "Take last corner back",
            Self::PhotoTrust => "How far the photo can be trusted…",
            Self::CardReading => "What the ColorChecker says…",
            Self::Palette => "Find command…",
            Self::Shortcuts => "Keyboard shortcuts",
            Self::About => "About Scalp Shade",
        }
    }

    /// What it does, in a sentence.
    #[must_use]
    pub fn hint(self) -> &'static str {
        match self {
            Self::Open => "Choose a photo from the disk. You can also drop one on the window",
            Self::OpenPlain => "Use this when the system's own dialog does not appear",
            Self::OpenBundled => "The worked example that comes with the program",
            Self::ChooseLibrary => "Mix from the studio's own bottles; the choice is remembered",
            Self::OpenBottlePhoto => "A photo of drawdowns on a card. You can also drop one on the window",
            Self::ChooseShelf => "Save measured bottles into a library file that is there",
            Self::NewShelf => "Save measured bottles into a new library file",
            Self::OpenHealedPhoto => "A photo at 28 days or later. You can also drop one on the window",
            Self::ChooseLog => "Keep healed results in a log that is there; the choice is remembered",
            Self::NewLog => "Keep healed results in a new log",
            Self::Show(page) => page.hint(),
            Self::ReferenceShades => "The generic bottles that come with the program, of no maker",
            Self::Quit => "Close the window",
            Self::Undo => "Take the last change back",
            Self::Redo => "Make the change again that was taken back",
            Self::Delete => "Remove the selected corner, outline or card",
            Self::ZoomIn => "Closer. The wheel and a pinch do the same",
            Self::ZoomOut => "Further away",
            Self::ZoomFit => "Show all of the photo",
            Self::ZoomScar => "The largest scar with the skin about it",
            Self::ZoomFull => "One pixel of the photo on one pixel of the screen",
            Self::Loupe => "L*, a*, b* under the pointer, of the pixel and of a disc about it",
            Self::AsTaken => "Without the correction by the card; the figures keep to the card",
            Self::LeftOut => {
                "Patterns over pixels that the tones are not made of: glare, too dark, hair, edges, exclusions"
            }
            Self::Preview => {
                "See the result on the head before touching the skin: a simulation, not a promise"
            }
            Self::SavePicture => {
                "A PNG with the picture, the recipes and that it is a simulation; nothing else is in it"
            }
            Self::Take(tool) => tool.hint(),
            Self::Draw(pen) => pen.hint(),
            Self::BrushSmaller | Self::BrushLarger => {
                "Of brush and eraser, on the screen: zoom in to paint finer"
            }
            Self::Finish => "Close the outline that is being drawn",
            Self::Abandon => "Drop what is being drawn, or let the selection go",
            Self::TakeBack => "Remove the last corner of the outline that is being drawn",
            Self::PhotoTrust => "Everything that speaks against the photo, and what to do",
            Self::CardReading => {
                "Each patch as measured and as published, and how large the error is on patches left out"
            }
            Self::Palette => "Every command by its name",
            Self::Shortcuts => "All keys on one page",
            Self::About => "What the program is, and what it is not",
        }
    }

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
                | Self::SavePicture
                | Self::Take(_)
                | Self::Draw(_)
                | Self::BrushSmaller
                | Self::BrushLarger
                | Self::Finish
                | Self::Abandon
                | Self::TakeBack
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
        ctx.input_mut(|input| {
            all.iter().filter(|(_, s)| input.consume_shortcut(s)).map(|(action, _)| *action).collect()
        })
    }
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
