//! What a file that was chosen in a dialog is for.

use std::path::PathBuf;

use super::Window;
use crate::app::{
    BottleTold, CaseCommand, Command, DeskCommand, HealedTold, PracticeCommand, PreviewCommand,
    ReportCommand, ShelfCommand,
};
use crate::case::LAST_CASES;
use crate::library::NewLibrary;
use crate::ui::panels::PreviewView;
use crate::ui::wanted::Wanted;

impl Window {
    /// What is asked for by a file that was chosen.
    pub(super) fn chosen(&self, wanted: Wanted, path: PathBuf) -> Command {
        match wanted {
            Wanted::Photo => Command::OpenPhoto(path),
            Wanted::Library => Command::OpenLibrary(path),
            Wanted::NewLibrary => {
                ShelfCommand::Begin(path, self.shelf.begun_with(self.workbench.document())).into()
            }
            Wanted::Import => ShelfCommand::ReadImport(path).into(),
            Wanted::HintLibrary => ShelfCommand::Hint(LAST_CASES, Some(path)).into(),
            Wanted::BottlePhoto => DeskCommand::<BottleTold>::OpenPhoto(path).into(),
            Wanted::HealedPhoto => DeskCommand::<HealedTold>::OpenPhoto(path).into(),
            Wanted::Calendar => CaseCommand::SaveCalendar(path).into(),
            Wanted::Report(kind, day) => CaseCommand::Report(ReportCommand::Save { kind, day, path }).into(),
            Wanted::Chart => CaseCommand::Report(ReportCommand::Chart(path)).into(),
            Wanted::CasePhoto => CaseCommand::Relink(path).into(),
            Wanted::CaseArchive(copies) => CaseCommand::Export(path, copies).into(),
            Wanted::Log | Wanted::NewLog => Command::KeepLog(Some(path)),
            Wanted::Pack => PracticeCommand::OpenPack(path).into(),
            Wanted::Results => PracticeCommand::SaveResults(path).into(),
            Wanted::Picture => {
                let PreviewView { mode, show } = self.view;
                PreviewCommand::Save { path, views: mode.views(show.heat), show }.into()
            }
            Wanted::Shelf | Wanted::NewShelf => {
                let new_library = (wanted == Wanted::NewShelf).then(NewLibrary::default);
                let told = self.workbench.bottle().desk().told().clone();
                let told = BottleTold { into: Some(path), new_library, ..told };
                DeskCommand::Tell(Box::new(told)).into()
            }
        }
    }
}
