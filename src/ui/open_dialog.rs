//! Asking for a photo or a shade library: the system's dialog on a thread of its own, or the program's.
//!
//! Where there is no desktop portal the system's dialog returns empty, the same as "cancel". Nobody cancels a
//! dialog within a third of a second, and none opens without taking the focus from the window: either is taken
//! for "there is none", and the program's own dialog opens from then on.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use egui::{Context, Key};
use egui_file::FileDialog;

use crate::app::Wake;

/// Quicker than any hand.
const NOT_A_HAND: Duration = Duration::from_millis(350);
/// What the dialogs offer; whatever else there is can be dropped on the window.
const EXTENSIONS: [&str; 18] = [
    "jpg", "jpeg", "png", "tif", "tiff", "webp", "bmp", "heic", "heif", "hif", "gif", "ppm", "pgm", "pnm",
    "tga", "qoi", "avif", "dng",
];

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A photo.
    Photo,
    /// A shade library.
    Library,
    /// A photo of drawdowns.
    BottlePhoto,
    /// A library file that a measured bottle goes into.
    Shelf,
    /// A new one.
    NewShelf,
    /// A photo of a healed result.
    HealedPhoto,
    /// A studio log.
    Log,
    /// A new one.
    NewLog,
    /// A file for a picture of the plan.
    Picture,
}

/// Whatever dialog is open.
#[derive(Default)]
pub(super) struct OpenDialog {
    asked: Option<Asked>,
    plain: Option<(Wanted, FileDialog)>,
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

impl Wanted {
    fn title(self) -> &'static str {
        match self {
            Self::Photo => "Open photo",
            Self::Library => "Choose shade library",
            Self::BottlePhoto => "Open photo of drawdowns",
            Self::Shelf => "Choose the library for measured bottles",
            Self::NewShelf => "New library for measured bottles",
            Self::HealedPhoto => "Open photo of a healed result",
            Self::Log => "Choose the log of healed results",
            Self::NewLog => "New log of healed results",
            Self::Picture => "Save picture",
        }
    }

    fn files(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Photo | Self::BottlePhoto | Self::HealedPhoto => ("Photos", &EXTENSIONS),
            Self::Picture => ("Pictures", &["png"]),
            Self::Log | Self::NewLog => ("Studio logs", &["ron"]),
            Self::Library | Self::Shelf | Self::NewShelf => ("Shade libraries", &["ron"]),
        }
    }

    /// Name that a new file is offered; none where one is opened.
    fn new_name(self) -> Option<&'static str> {
        match self {
            Self::NewShelf => Some("my_shades.ron"),
            Self::NewLog => Some("studio_log.ron"),
            Self::Picture => Some("simulation.png"),
            _ => None,
        }
    }

    /// A name without an ending gets that of such files.
    fn with_ending(self, path: PathBuf) -> PathBuf {
        let ending = self.files().1.first().copied().unwrap_or_default();
        if path.extension().is_some() { path } else { path.with_extension(ending) }
    }

    /// Whether the dialogs offer a file of this name.
    pub(super) fn offers(self, path: &Path) -> bool {
        let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        extension.is_some_and(|e| self.files().1.contains(&e.as_str()))
    }
}

impl OpenDialog {
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
        let ask = move || {
            let (kind, extensions) = wanted.files();
            let mut dialog = rfd::FileDialog::new().set_title(wanted.title()).add_filter(kind, extensions);
            if let Some(start) = start {
                dialog = dialog.set_directory(start);
            }
            // The window may be gone by the time the user answers.
            let answer = match wanted.new_name() {
                Some(name) => dialog.set_file_name(name).save_file().map(|path| wanted.with_ending(path)),
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
        let dialog = match wanted.new_name() {
            Some(name) => FileDialog::save_file().default_filename(name),
            None => FileDialog::open_file(),
        };
        let mut dialog = dialog
            .title(wanted.title())
            .default_size([640.0, 420.0])
            .show_new_folder(wanted.new_name().is_some())
            .show_rename(false)
            .show_files_filter(Box::new(move |path: &Path| wanted.offers(path)));
        if let Some(start) = start {
            dialog = dialog.initial_path(start);
        }
        dialog.open();
        self.plain = Some((wanted, dialog));
    }

    /// Whether the program's dialog is open: keys are meant for it then.
    pub(super) fn is_open(&self) -> bool {
        self.plain.is_some()
    }

    /// Shows the program's dialog when it is open; a file once one was chosen.
    pub(super) fn ui(&mut self, ctx: &Context) -> Option<(Wanted, PathBuf)> {
        self.poll(ctx.input(|i| i.focused)).or_else(|| self.plain_ui(ctx))
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
        answer.map(|path| (wanted, path))
    }

    fn plain_ui(&mut self, ctx: &Context) -> Option<(Wanted, PathBuf)> {
        let (wanted, dialog) = self.plain.as_mut()?;
        let chosen = dialog.show(ctx).selected();
        let left = ctx.input(|i| i.key_pressed(Key::Escape)) && !ctx.text_edit_focused();
        if !chosen && !left && dialog.visible() {
            return None;
        }
        let path = if chosen { dialog.path().map(Path::to_owned) } else { None };
        let path = if wanted.new_name().is_some() { path.map(|path| wanted.with_ending(path)) } else { path };
        let answer = path.map(|path| (*wanted, path));
        self.plain = None;
        answer
    }
}

fn home() -> Option<PathBuf> {
    let dirs = directories::UserDirs::new()?;
    let pictures = dirs.picture_dir().filter(|p| p.is_dir()).map(Path::to_owned);
    pictures.or_else(|| Some(dirs.home_dir().to_owned()))
}
