//! What every action is called, and what it does.

use super::Action;

use crate::locale::{say, tr};

impl Action {
    /// What it is called.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Open => tr("Open photo…"),
            Self::OpenPlain => tr("Open with built-in dialog…"),
            Self::OpenBundled => tr("Open bundled case"),
            Self::ChooseLibrary => tr("Choose shade library…"),
            Self::ReferenceShades => tr("Use reference shades"),
            Self::OpenBottlePhoto => tr("Open photo of drawdowns…"),
            Self::ChooseShelf => tr("Choose file…"),
            Self::NewShelf => tr("New file…"),
            Self::OpenHealedPhoto => tr("Open photo of a healed result…"),
            Self::SaveCalendar => tr("Save dates…"),
            Self::SaveReport(..) => tr("Save report…"),
            Self::SaveChart => tr("Dilution chart…"),
            Self::FindPhoto => tr("Find photo…"),
            Self::ExportCase(_) => tr("Export case…"),
            Self::ChooseLog => tr("Choose log…"),
            Self::NewLog => tr("New log…"),
            Self::OpenPack => tr("Open exercise pack…"),
            Self::SaveResults => tr("Save class results…"),
            Self::Presenter => tr("Presenter mode"),
            Self::BeginLibrary => tr("Begin my library…"),
            Self::ImportBottles => tr("Import bottles…"),
            Self::HintLibrary => tr("From another library…"),
            Self::Show(page) => page.name(),
            Self::Quit => tr("Quit"),
            Self::Undo => tr("Undo"),
            Self::Redo => tr("Redo"),
            Self::Delete => tr("Delete selection"),
            Self::ZoomIn => tr("Zoom in"),
            Self::ZoomOut => tr("Zoom out"),
            Self::ZoomFit => tr("Fit photo"),
            Self::ZoomFull => tr("Zoom to 100 %"),
            Self::ZoomScar => tr("Zoom to scar"),
            Self::AsTaken => tr("Show photo as taken"),
            Self::Loupe => tr("Loupe"),
            Self::LeftOut => tr("Show what was left out"),
            Self::Preview => tr("Show plan on photo"),
            Self::ByHand => tr("Change best plan by hand"),
            Self::SavePicture => tr("Save picture of the plan…"),
            Self::Take(tool) => tool.name(),
            Self::Draw(pen) => pen.name(),
            Self::BrushSmaller => tr("Smaller brush"),
            Self::BrushLarger => tr("Larger brush"),
            Self::Finish => tr("Finish outline"),
            Self::Abandon => tr("Abandon drawing"),
            Self::TakeBack => tr("Take last corner back"),
            Self::SuggestScars => tr("Suggest scars"),
            Self::CopyOutlines => tr("Copy outlines"),
            Self::PasteOutlines => tr("Paste outlines"),
            Self::SelectAll => tr("Select all outlines"),
            Self::Rename => tr("Rename scar…"),
            Self::TurnLeft => tr("Turn view left"),
            Self::TurnRight => tr("Turn view right"),
            Self::PhotoTrust => tr("How far the photo can be trusted…"),
            Self::CardReading => tr("What the ColorChecker says…"),
            Self::Settings => tr("Settings…"),
            Self::Tour => tr("Guided tour"),
            Self::Palette => tr("Find command…"),
            Self::Shortcuts => tr("Keyboard shortcuts"),
            Self::Glossary => tr("What the words mean"),
            Self::About => tr("About Scalp Shade"),
        }
    }

    /// The same where nothing around it says what it belongs to.
    #[must_use]
    pub fn full_text(self) -> String {
        match self {
            Self::ChooseShelf => tr("Choose library file for measured bottles…").to_owned(),
            Self::NewShelf => tr("New library file for measured bottles…").to_owned(),
            Self::ChooseLog => tr("Choose log of healed results…").to_owned(),
            Self::NewLog => tr("New log of healed results…").to_owned(),
            Self::HintLibrary => tr("Missing bottle: choose from another library…").to_owned(),
            Self::Show(page) => say!("Page: %{page}", page = page.name()),
            Self::Take(tool) => say!("Tool: %{tool}", tool = tool.name()),
            Self::Draw(pen) => say!("Pen: %{pen}", pen = pen.name()),
            other => other.text().to_owned(),
        }
    }

    /// What it does, in a sentence.
    #[must_use]
    pub fn hint(self) -> &'static str {
        match self {
            Self::Open => tr("Choose a photo from the disk. You can also drop one on the window"),
            Self::OpenPlain => tr("Use this when the system's own dialog does not appear"),
            Self::OpenBundled => tr("The worked example that comes with the program"),
            Self::ChooseLibrary => tr("Mix from the studio's own bottles; the choice is remembered"),
            Self::OpenBottlePhoto => {
                tr("A photo of drawdowns on a card. You can also drop one on the window")
            }
            Self::ChooseShelf => tr("Save measured bottles into a library file that is there"),
            Self::NewShelf => tr("Save measured bottles into a new library file"),
            Self::OpenHealedPhoto => tr("A photo at 28 days or later. You can also drop one on the window"),
            Self::SaveCalendar => tr("The days that the client is to come on, for a calendar"),
            Self::SaveReport(..) => tr("A sheet, a card or a table of the visit"),
            Self::SaveChart => tr(
                "A PDF with the healed colour of each base bottle by its water, on the bare skin measured on the photo",
            ),
            Self::FindPhoto => tr("Show where a photo of the case is now"),
            Self::ExportCase(_) => tr("Everything of the client in one archive"),
            Self::ChooseLog => tr("Keep healed results in a log that is there; the choice is remembered"),
            Self::NewLog => tr("Keep healed results in a new log"),
            Self::OpenPack => tr("A trainer's own exercises: choose the pack.ron in their folder"),
            Self::SaveResults => tr("A table of all answers of all trainees (CSV)"),
            Self::Presenter => tr(
                "For a class: large words, answers covered until you reveal them, nothing of other clients in sight",
            ),
            Self::BeginLibrary => tr("A file of your own bottles; recipes are mixed from it from then on"),
            Self::ImportBottles => tr(
                "From a table (CSV) or another library; what it would change is shown before anything is written",
            ),
            Self::HintLibrary => tr("Look for the missing bottle among those of a library file"),
            Self::Show(page) => page.hint(),
            Self::ReferenceShades => tr("The generic bottles that come with the program, of no maker"),
            Self::Quit => tr("Close the window"),
            Self::Undo => tr("Take the last change back"),
            Self::Redo => tr("Make the change again that was taken back"),
            Self::Delete => tr("Remove the selected corner, outline or card"),
            Self::ZoomIn | Self::ZoomOut | Self::ZoomFit | Self::ZoomScar | Self::ZoomFull => zoom_hint(self),
            Self::Loupe => tr("L*, a*, b* under the pointer, of the pixel and of a disc about it"),
            Self::AsTaken => tr("Without the correction by the card; the figures keep to the card"),
            Self::LeftOut => tr(
                "Patterns over pixels that the tones are not made of: glare, too dark, hair, edges, exclusions",
            ),
            Self::ByHand => tr("Parts, water and density, judged at once"),
            Self::Preview => {
                tr("See the result on the head before touching the skin: a simulation, not a promise")
            }
            Self::SavePicture => {
                tr("A PNG with the picture, the recipes and that it is a simulation; nothing else is in it")
            }
            Self::Take(tool) => tool.hint(),
            Self::Draw(pen) => pen.hint(),
            Self::BrushSmaller | Self::BrushLarger => {
                tr("Of brush and eraser, on the screen: zoom in to paint finer")
            }
            Self::Finish => tr("Close the outline that is being drawn"),
            Self::Abandon => tr("Drop what is being drawn, or let the selection go"),
            Self::TakeBack => tr("Remove the last corner of the outline that is being drawn"),
            Self::SuggestScars => tr(
                "Look for patches that are paler and barer than the skin around them; none is marked until you take it",
            ),
            Self::CopyOutlines => tr("Keep scars, exclusions and surround to put them on another photo"),
            Self::PasteOutlines => {
                tr("Put the copied outlines on this photo; drag any of them to move them all to their place")
            }
            Self::SelectAll => tr("Drag any outline to move all of them"),
            Self::Rename => tr("Tell the selected scar's name; a double click on the scar does the same"),
            Self::TurnLeft | Self::TurnRight => tr("By a quarter turn; the outlines stay on the photo"),
            Self::PhotoTrust => tr("Everything that speaks against the photo, and what to do"),
            Self::CardReading => {
                tr("Each patch as measured and as published, and how large the error is on patches left out")
            }
            Self::Settings => {
                tr("Look, amounts, notation and the lines that the studio draws; kept between runs")
            }
            Self::Tour => tr("Two minutes with the bundled case"),
            Self::Palette => tr("Every command by its name"),
            Self::Shortcuts => tr("All keys on one page"),
            Self::Glossary => tr("ΔE, mark, wash, 80 % range: each in a sentence"),
            Self::About => tr("What the program is, and what it is not"),
        }
    }
}

fn zoom_hint(zoom: Action) -> &'static str {
    match zoom {
        Action::ZoomIn => tr("Closer. The wheel and a pinch do the same"),
        Action::ZoomOut => tr("Further away"),
        Action::ZoomScar => tr("The largest scar with the skin about it"),
        Action::ZoomFull => tr("One pixel of the photo on one pixel of the screen"),
        _ => tr("Show all of the photo"),
    }
}
