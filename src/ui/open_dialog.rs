//! Asking for a photo or a shade library: the system's dialog on a thread of its own, or the program's.
//!
//! Where there is no desktop portal the system's dialog returns empty, the same as "cancel". Nobody cancels a
//! dialog within a third of a second, and none opens without taking the focus from the window: either is taken
//! for "there is none", and the program's own dialog opens from then on.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use egui::{Context, Id, Key, Label, Modal, Popup};
use egui_file::FileDialog;

use super::wanted::Wanted;
use crate::app::Wake;
use crate::locale::{say, tr};

/// Quicker than any hand.
const NOT_A_HAND: Duration = Duration::from_millis(350);

/// Whatever dialog is open.
#[derive(Default)]
pub(super) struct OpenDialog {
    asked: Option<Asked>,
    plain: Option<(Wanted, FileDialog)>,
    /// A picture that is there already: whether it may be written over.
    in_question: Option<(Wanted, PathBuf)>,
    /// What a new picture is offered as a name, without its ending.
    pub(super) picture_name: String,
    system_has_none: bool,
}

/// The system's dialog, while it is open.
struct Asked {
    wanted: Wanted,
    folder: Option<PathBuf>,
    since: Instant,
    took_focus: bool,
    answer: mpsc::Receiver<Option<PathBuf>>,
}

impl OpenDialog {
    /// No dialog yet; `own_only` leaves the system's alone.
    pub(super) fn new(own_only: bool) -> Self {
        Self { system_has_none: own_only, ..Self::default() }
    }

    /// Opens the system's dialog, or the program's where the system has none.
    pub(super) fn open(&mut self, wanted: Wanted, folder: Option<&Path>, wake: &Wake) {
        if self.system_has_none {
            self.open_plain(wanted, folder);
            return;
        }
        if self.asked.is_some() {
            return;
        }
        let (sender, answer) = mpsc::channel();
        let folder = folder.map(Path::to_owned);
        let (start, wake) = (folder.clone(), Wake::clone(wake));
        let name = self.offered_name(wanted, folder.as_deref());
        let ask = move || {
            let (kind, extensions) = wanted.files();
            let mut dialog = rfd::FileDialog::new().set_title(wanted.title()).add_filter(kind, extensions);
            if let Some(start) = start {
                dialog = dialog.set_directory(start);
            }
            // The window may be gone by the time the user answers.
            let answer = match name {
                Some(name) => dialog.set_file_name(name).save_file(),
                None => dialog.pick_file(),
            };
            drop(sender.send(answer));
            wake();
        };
        match std::thread::Builder::new().name("open dialog".to_owned()).spawn(ask) {
            Ok(_) => {
                self.asked = Some(Asked { wanted, folder, since: Instant::now(), took_focus: false, answer });
            }
            Err(_) => self.system_has_none = true,
        }
    }

    /// Opens the program's own dialog.
    pub(super) fn open_plain(&mut self, wanted: Wanted, folder: Option<&Path>) {
        let start = folder.map(Path::to_owned).or_else(home);
        let dialog = match self.offered_name(wanted, start.as_deref()) {
            Some(name) => FileDialog::save_file().default_filename(name),
            None => FileDialog::open_file(),
        };
        let mut dialog = in_words(dialog)
            .title(wanted.title())
            .id(Id::unique("file dialog"))
            .default_size([600.0, 340.0])
            .show_new_folder(wanted.new_name().is_some())
            .show_rename(false)
            .show_files_filter(Box::new(move |path: &Path| wanted.offers(path)));
        if let Some(start) = start {
            dialog = dialog.initial_path(start);
        }
        dialog.open();
        self.plain = Some((wanted, dialog));
    }

    /// The name that a new file is offered: one that is not there yet.
    fn offered_name(&self, wanted: Wanted, folder: Option<&Path>) -> Option<String> {
        let usual = wanted.new_name()?;
        if !wanted.is_new() || self.picture_name.is_empty() {
            return Some(usual.to_owned());
        }
        let ending = wanted.files().1.first().copied().unwrap_or_default();
        Some(free_name((&self.picture_name, ending), &|name| {
            folder.is_some_and(|folder| folder.join(name).exists())
        }))
    }

    /// Whether the program's dialog is open: keys are meant for it then.
    pub(super) fn is_open(&self) -> bool {
        self.plain.is_some() || self.in_question.is_some()
    }

    /// Shows the program's dialog when it is open; a file once one was chosen.
    pub(super) fn ui(&mut self, ctx: &Context) -> Option<(Wanted, PathBuf)> {
        if let Some(file) = self.in_question.take() {
            return self.question_ui(ctx, file);
        }
        self.poll(ctx.input(|i| i.focused)).or_else(|| self.plain_ui(ctx))
    }

    /// A file that was chosen, unless it has to be asked whether it may be written over.
    fn checked(&mut self, (wanted, path): (Wanted, PathBuf), was_asked: bool) -> Option<(Wanted, PathBuf)> {
        if wanted.writes_over() && !was_asked && path.exists() {
            self.in_question = Some((wanted, path));
            return None;
        }
        Some((wanted, path))
    }

    fn question_ui(&mut self, ctx: &Context, (wanted, path): (Wanted, PathBuf)) -> Option<(Wanted, PathBuf)> {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let modal = Modal::new(Id::unique("write over")).show(ctx, |ui| {
            ui.set_max_width(380.0);
            ui.add(Label::new(say!("%{file} is there already. Write over it?", file = name)).wrap());
            ui.horizontal(|ui| {
                let other = ui.button(tr("Choose another name")).clicked();
                (ui.button(tr("Write over it")).clicked(), other)
            })
            .inner
        });
        let (over, other) = modal.inner;
        if over {
            return Some((wanted, path));
        }
        if other || modal.should_close() {
            self.open_plain(wanted, path.parent());
        } else {
            self.in_question = Some((wanted, path));
        }
        None
    }

    fn poll(&mut self, focused: bool) -> Option<(Wanted, PathBuf)> {
        let asked = self.asked.as_mut()?;
        asked.took_focus |= !focused;
        let answer = match asked.answer.try_recv() {
            Ok(answer) => answer,
            Err(mpsc::TryRecvError::Empty) => return None,
            Err(mpsc::TryRecvError::Disconnected) => None,
        };
        let never_seen = asked.since.elapsed() < NOT_A_HAND || !asked.took_focus;
        let (wanted, folder) = (asked.wanted, asked.folder.take());
        self.asked = None;
        if answer.is_none() && never_seen {
            self.system_has_none = true;
            self.open_plain(wanted, folder.as_deref());
        }
        let path = answer?;
        if wanted.new_name().is_none() {
            return Some((wanted, path));
        }
        // The system's dialog has asked about the name as it was typed, without the ending.
        let whole = wanted.with_ending(path.clone());
        let was_asked = whole == path;
        self.checked((wanted, whole), was_asked)
    }

    fn plain_ui(&mut self, ctx: &Context) -> Option<(Wanted, PathBuf)> {
        let (wanted, dialog) = self.plain.as_mut()?;
        // A menu lies over every window.
        if Popup::is_any_open(ctx) {
            Popup::close_all(ctx);
        }
        let chosen = dialog.show(ctx).selected();
        let left = ctx.input(|i| i.key_pressed(Key::Escape)) && !ctx.text_edit_focused();
        if !chosen && !left && dialog.visible() {
            return None;
        }
        let path = if chosen { dialog.path().map(Path::to_owned) } else { None };
        let wanted = *wanted;
        self.plain = None;
        let path = path?;
        let path = if wanted.new_name().is_some() { wanted.with_ending(path) } else { path };
        self.checked((wanted, path), false)
    }
}

/// The dialog with its words in the language that is spoken.
fn in_words(dialog: FileDialog) -> FileDialog {
    dialog
        .open_button_text(tr("Open##verb").into())
        .save_button_text(tr("Save##verb").into())
        .cancel_button_text(tr("Cancel").into())
        .new_folder_button_text(tr("New Folder").into())
        .new_folder_name_text(tr("New folder").into())
        .rename_button_text(tr("Rename").into())
        .refresh_button_hover_text(tr("Refresh").into())
        .parent_folder_button_hover_text(tr("Parent Folder").into())
        .file_label_text(tr("File:").into())
        .show_hidden_checkbox_text(tr("Show Hidden").into())
}

/// "name.png", with its ending, or with the first number that makes it new.
fn free_name((name, ending): (&str, &str), is_there: &dyn Fn(&str) -> bool) -> String {
    const MOST: u32 = 1000;
    let numbered = (2..MOST).map(|n| format!("{name} {n}.{ending}"));
    let first = format!("{name}.{ending}");
    std::iter::once(first.clone()).chain(numbered).find(|name| !is_there(name)).unwrap_or(first)
}

fn home() -> Option<PathBuf> {
    let dirs = directories::UserDirs::new()?;
    let pictures = dirs.picture_dir().filter(|p| p.is_dir()).map(Path::to_owned);
    pictures.or_else(|| Some(dirs.home_dir().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::PhotoCopies;
    use crate::disk::write_whole;

    #[test]
    fn a_picture_is_offered_a_name_that_is_not_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let dialog = OpenDialog { picture_name: "head healed".to_owned(), ..OpenDialog::default() };
        let offered = || dialog.offered_name(Wanted::Picture, Some(folder.path()));
        assert_eq!(offered().as_deref(), Some("head healed.png"));
        for name in ["head healed.png", "head healed 2.png"] {
            write_whole(&folder.path().join(name), b"").expect("room");
        }
        assert_eq!(offered().as_deref(), Some("head healed 3.png"));
        assert_eq!(dialog.offered_name(Wanted::Photo, None), None);
        assert_eq!(dialog.offered_name(Wanted::NewLog, None).as_deref(), Some("studio_log.ron"));
    }

    #[test]
    fn what_is_there_is_not_written_over_without_asking() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("head healed.png");
        let mut dialog = OpenDialog::default();
        let new = dialog.checked((Wanted::Picture, path.clone()), false);
        assert_eq!(new, Some((Wanted::Picture, path.clone())), "a new name needs no question");
        write_whole(&path, b"").expect("room");
        assert_eq!(
            dialog.checked((Wanted::Picture, path.clone()), true),
            Some((Wanted::Picture, path.clone()))
        );
        assert_eq!(dialog.checked((Wanted::Picture, path.clone()), false), None);
        assert!(dialog.is_open(), "it is asked about");
        let archive = Wanted::CaseArchive(PhotoCopies::AsTheyAre);
        let mut dialog = OpenDialog::default();
        assert_eq!(dialog.checked((archive, path.clone()), false), None, "another client's archive is kept");
        // A log that is there is gone on with.
        assert_eq!(dialog.checked((Wanted::NewLog, path.clone()), false), Some((Wanted::NewLog, path)));
    }
}
