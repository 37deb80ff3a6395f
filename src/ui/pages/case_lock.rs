//! A passphrase for a case: asked for when it is opened, set, changed, taken away.

use std::fmt;
use std::path::Path;

use egui::{Button, CollapsingHeader, Context, Id, Key, Label, Modal, TextEdit, Ui};
use zeroize::Zeroizing;

use crate::app::{CaseCommand, OpenCase};
use crate::case::{Passphrase, PhotoCopies};
use crate::locale::{fixed, say, tr};
use crate::ui::Action;
use crate::ui::panels::Asks;
use crate::ui::widgets::faint_ui;

/// Letters that are taken of a passphrase.
const LONGEST: usize = 1000;

/// What was typed of passphrases; wiped when it is used or left.
#[derive(Default)]
pub(super) struct Secrets {
    asked: Zeroizing<String>,
    old: Zeroizing<String>,
    new: Zeroizing<String>,
    again: Zeroizing<String>,
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(fixed!("Secrets"))
    }
}

fn taken(typed: &mut Zeroizing<String>) -> Passphrase {
    Passphrase::new(std::mem::take(&mut **typed))
}

fn secret_field(ui: &mut Ui, (id, name): (&str, &str), typed: &mut Zeroizing<String>) -> egui::Response {
    let label = ui.label(name);
    let field = TextEdit::singleline(&mut **typed).password(true).char_limit(LONGEST).desired_width(260.0);
    let field = ui.add(field.id(Id::unique(id))).labelled_by(label.id);
    if field.lost_focus() {
        // What can be undone in the field is a copy of what was typed.
        egui::text_edit::TextEditState::default().store(ui.ctx(), field.id);
    }
    field
}

/// Asks for the passphrase of the protected case in this folder.
pub(super) fn unlock_ui(
    ctx: &Context,
    (folder, refused): (&Path, Option<&str>),
    secrets: &mut Secrets,
    asks: &mut Asks,
) {
    let code = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let modal = Modal::new(Id::unique("unlock case")).show(ctx, |ui| {
        ui.set_max_width(420.0);
        ui.heading(say!("Case %{code} is protected", code = code));
        let field = secret_field(ui, ("case_passphrase", tr("Passphrase")), &mut secrets.asked);
        if ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        if let Some(why) = refused {
            ui.add(Label::new(format!("⚠ {why}")).wrap());
        }
        faint_ui(
            ui,
            tr("Opening takes a second or two. Without the passphrase nothing of the case can be had."),
        );
        let enter = ui.input(|i| i.key_pressed(Key::Enter));
        ui.horizontal(|ui| {
            let can = !secrets.asked.is_empty();
            let open = ui.add_enabled(can, Button::new(tr("Open case"))).clicked() || enter && can;
            if open {
                asks.commands.push(CaseCommand::Unlock(taken(&mut secrets.asked)).into());
            }
            ui.button(tr("Cancel")).clicked()
        })
        .inner
    });
    if modal.inner || modal.should_close() {
        *secrets = Secrets::default();
        asks.commands.push(CaseCommand::LeaveLocked.into());
    }
}

/// Lays out what protects the case that is open.
pub(super) fn protection_ui(ui: &mut Ui, open: &OpenCase, secrets: &mut Secrets, asks: &mut Asks) {
    let title =
        if open.protected { tr("Protected by a passphrase") } else { tr("Not protected by a passphrase") };
    CollapsingHeader::new(title).id_salt("protection").show(ui, |ui| {
        let told = if open.protected {
            tr("The case and its photos are encrypted on this disk. If the passphrase is lost, nothing can be recovered.")
        } else {
            tr(
                "Encrypts the case and its photos on this disk. If the passphrase is lost, nothing can be recovered. The code \
                 stays readable as the folder's name, the list shows no more of it, and copies made before stay as they are.",
            )
        };
        ui.add(Label::new(told).wrap());
        if open.protected {
            secret_field(ui, ("old_passphrase", tr("Passphrase as it is")), &mut secrets.old);
        }
        secret_field(ui, ("new_passphrase", tr("New passphrase, 8 letters or more")), &mut secrets.new);
        secret_field(ui, ("again_passphrase", tr("The same again")), &mut secrets.again);
        let alike = *secrets.new == *secrets.again;
        if !secrets.again.is_empty() && !alike {
            ui.label(tr("⚠ The two differ."));
        }
        let can = alike && !secrets.new.is_empty();
        ui.horizontal_wrapped(|ui| {
            if open.protected {
                let can = can && !secrets.old.is_empty();
                if ui.add_enabled(can, Button::new(tr("Change passphrase"))).clicked() {
                    let (old, new) = (taken(&mut secrets.old), taken(&mut secrets.new));
                    asks.commands.push(CaseCommand::ChangePassphrase(old, new).into());
                    *secrets = Secrets::default();
                }
                let hint = tr("Puts the case and its photos back on the disk in the clear");
                if ui.button(tr("Protect no longer")).on_hover_text(hint).clicked() {
                    asks.commands.push(CaseCommand::Unprotect.into());
                }
            } else if ui.add_enabled(can, Button::new(tr("Protect case"))).clicked() {
                asks.commands.push(CaseCommand::Protect(taken(&mut secrets.new)).into());
                *secrets = Secrets::default();
            }
        });
    });
}

/// Lays out how the client's data leaves the studio.
pub(super) fn export_ui(ui: &mut Ui, asks: &mut Asks) {
    CollapsingHeader::new(tr("Export everything of this client")).id_salt("export").show(ui, |ui| {
        let told = tr(
            "One archive with the case as text and its photos. It is not encrypted. It is opened again and compared before \
             it is said to be done; erase the case afterwards if that is what the client wants.",
        );
        ui.add(Label::new(told).wrap());
        faint_ui(ui, tr("The photos are whole: boxes that hide faces count in reports, not here."));
        ui.horizontal_wrapped(|ui| {
            let hint = tr("The client's own copy: byte for byte, with place and time where the camera wrote them");
            if ui.button(tr("Photos as they are…")).on_hover_text(hint).clicked() {
                asks.actions.push(Action::ExportCase(PhotoCopies::AsTheyAre));
            }
            let hint = tr("For others: written anew without place, time and camera");
            if ui.button(tr("Photos without EXIF…")).on_hover_text(hint).clicked() {
                asks.actions.push(Action::ExportCase(PhotoCopies::WithoutFacts));
            }
        });
    });
}
