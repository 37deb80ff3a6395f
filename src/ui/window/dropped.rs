//! Files that are dropped on the window.

use egui::Context;

use crate::app::{BottleTold, CaseCommand, Command, DeskCommand, HealedTold, PracticeCommand, ShelfCommand};
use crate::case::case_folder;
use crate::locale::{say, tr};
use crate::ui::pages::Page;
use crate::ui::panels::Asks;
use crate::ui::theme;
use crate::ui::wanted::Wanted;

/// What is asked for by a file that was dropped on a page; a case is shown on its own.
pub(super) fn take_dropped(ctx: &Context, page: &mut Page, asks: &mut Asks) {
    let dropped = ctx.input_mut(|i| std::mem::take(&mut i.raw.dropped_files));
    let Some(first) = dropped.first() else { return };
    let path = first.path().to_owned();
    let is_library = Wanted::Library.offers(&path);
    asks.commands.push(match (case_folder(&path), *page) {
        (Some(folder), _) => {
            *page = Page::Cases;
            CaseCommand::Open(folder).into()
        }
        (None, Page::Healed) if is_library => Command::KeepLog(Some(path)),
        (None, Page::Practice) if is_library => PracticeCommand::OpenPack(path).into(),
        (None, Page::Bottles) if Wanted::Import.offers(&path) && !is_library => {
            ShelfCommand::ReadImport(path).into()
        }
        (None, _) if is_library => Command::OpenLibrary(path),
        (None, Page::Match | Page::Compare | Page::Cases | Page::Practice | Page::Bottles) => {
            Command::OpenPhoto(path)
        }
        (None, Page::Bottle) => DeskCommand::<BottleTold>::OpenPhoto(path).into(),
        (None, Page::Healed) => DeskCommand::<HealedTold>::OpenPhoto(path).into(),
    });
    if dropped.len() > 1 {
        asks.commands.push(Command::Tell(say!(
            "%{n} files were dropped and the first was opened; drop one file at a time.",
            n = dropped.len()
        )));
    }
}

/// Says that a file held over the window can be dropped.
pub(super) fn hover_hint(ctx: &Context) {
    if ctx.input(|i| i.raw.hovered_files.is_empty()) {
        return;
    }
    let painter =
        ctx.layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop hint")));
    let area = ctx.content_rect();
    painter.rect_filled(area, 0.0, theme::PLATE);
    painter.text(
        area.center(),
        egui::Align2::CENTER_CENTER,
        tr("Drop to open"),
        egui::FontId::proportional(24.0),
        theme::PLATE_INK,
    );
}
