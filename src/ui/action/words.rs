//! What every action is called, and what it does.

use super::Action;

impl Action {
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
            Self::ByHand => "Change best plan by hand",
            Self::SavePicture => "Save picture of the plan…",
            Self::Take(tool) => tool.name(),
            Self::Draw(pen) => pen.name(),
            Self::BrushSmaller => "Smaller brush",
            Self::BrushLarger => "Larger brush",
            Self::Finish => "Finish outline",
            Self::Abandon => "Abandon drawing",
            Self::TakeBack => "Take last corner back",
            Self::SuggestScars => "Suggest scars",
            Self::CopyOutlines => "Copy outlines",
            Self::PasteOutlines => "Paste outlines",
            Self::SelectAll => "Select all outlines",
            Self::Rename => "Rename scar…",
            Self::TurnLeft => "Turn view left",
            Self::TurnRight => "Turn view right",
            Self::PhotoTrust => "How far the photo can be trusted…",
            Self::CardReading => "What the ColorChecker says…",
            Self::Settings => "Settings…",
            Self::Tour => "Guided tour",
            Self::Palette => "Find command…",
            Self::Shortcuts => "Keyboard shortcuts",
            Self::Glossary => "What the words mean",
            Self::About => "About Scalp Shade",
        }
    }

    /// The same where nothing around it says what it belongs to.
    #[must_use]
    pub fn full_text(self) -> String {
        match self {
            Self::ChooseShelf => "Choose library file for measured bottles…".to_owned(),
            Self::NewShelf => "New library file for measured bottles…".to_owned(),
            Self::ChooseLog => "Choose log of healed results…".to_owned(),
            Self::NewLog => "New log of healed results…".to_owned(),
            Self::Show(page) => format!("Page: {}", page.name()),
            Self::Take(tool) => format!("Tool: {}", tool.name()),
            Self::Draw(pen) => format!("Pen: {}", pen.name()),
            other => other.text().to_owned(),
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
            Self::ByHand => "Parts, water and density, judged at once",
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
            Self::SuggestScars => {
                "Look for patches that are paler and barer than the skin around them; none is marked until you take it"
            }
            Self::CopyOutlines => "Keep scars, exclusions and surround to put them on another photo",
            Self::PasteOutlines => {
                "Put the copied outlines on this photo; drag any of them to move them all to their place"
            }
            Self::SelectAll => "Drag any outline to move all of them",
            Self::Rename => "Tell the selected scar's name; a double click on the scar does the same",
            Self::TurnLeft | Self::TurnRight => "By a quarter turn; the outlines stay on the photo",
            Self::PhotoTrust => "Everything that speaks against the photo, and what to do",
            Self::CardReading => {
                "Each patch as measured and as published, and how large the error is on patches left out"
            }
            Self::Settings => {
                "Look, amounts, notation and the lines that the studio draws; kept between runs"
            }
            Self::Tour => "Two minutes with the bundled case",
            Self::Palette => "Every command by its name",
            Self::Shortcuts => "All keys on one page",
            Self::Glossary => "ΔE, mark, wash, 80 % range: each in a sentence",
            Self::About => "What the program is, and what it is not",
        }
    }
}
