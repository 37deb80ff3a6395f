//! What files can be asked for: what they are called, which are offered, what a new one is named.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::case::PhotoCopies;
use crate::locale::tr;
use crate::report::Kind;

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
    /// A file for the dates of a case.
    Calendar,
    /// A photo of the client's case.
    CasePhoto,
    /// An archive for everything of a client.
    CaseArchive(PhotoCopies),
    /// A studio log.
    Log,
    /// A new one.
    NewLog,
    /// An exercise pack.
    Pack,
    /// A file for the results of a class.
    Results,
    /// A new library of the studio's.
    NewLibrary,
    /// A library or a table to import.
    Import,
    /// A library that a missing bottle is chosen from.
    HintLibrary,
    /// A file for a picture of the plan.
    Picture,
    /// A file for a dilution chart.
    Chart,
    /// A file for a report of the visit of a day.
    Report(Kind, Date),
}

impl Wanted {
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Photo => tr("Open photo"),
            Self::Library | Self::HintLibrary => tr("Choose shade library"),
            Self::BottlePhoto => tr("Open photo of drawdowns"),
            Self::Shelf => tr("Choose the library for measured bottles"),
            Self::NewShelf => tr("New library for measured bottles"),
            Self::HealedPhoto => tr("Open photo of a healed result"),
            Self::Calendar => tr("Save dates"),
            Self::CasePhoto => tr("Find photo"),
            Self::CaseArchive(_) => tr("Export case"),
            Self::Log => tr("Choose the log of healed results"),
            Self::NewLog => tr("New log of healed results"),
            Self::Pack => tr("Open exercise pack"),
            Self::Results => tr("Save class results"),
            Self::NewLibrary => tr("Begin my library"),
            Self::Import => tr("Import bottles"),
            Self::Picture => tr("Save picture"),
            Self::Report(..) => tr("Save report"),
            Self::Chart => tr("Save dilution chart"),
        }
    }

    pub(super) fn files(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Photo | Self::BottlePhoto | Self::HealedPhoto | Self::CasePhoto => {
                (tr("Photos"), &EXTENSIONS)
            }
            Self::Picture => (tr("Pictures"), &["png"]),
            Self::Report(kind, _) => (tr("Reports"), kind.endings()),
            Self::Chart => (tr("Reports"), Kind::Studio.endings()),
            Self::Calendar => (tr("Calendars"), &["ics"]),
            Self::Pack => (tr("Exercise packs"), &["ron"]),
            Self::Results => (tr("Tables"), &["csv"]),
            Self::CaseArchive(_) => (tr("Archives"), &["zip"]),
            Self::Log | Self::NewLog => (tr("Studio logs"), &["ron"]),
            Self::Import => (tr("Tables and shade libraries"), &["csv", "ron", "tsv", "txt"]),
            Self::Library | Self::HintLibrary | Self::NewLibrary | Self::Shelf | Self::NewShelf => {
                (tr("Shade libraries"), &["ron"])
            }
        }
    }

    /// Name that a new file is usually offered; none where one is opened.
    pub(super) fn new_name(self) -> Option<&'static str> {
        match self {
            Self::NewShelf | Self::NewLibrary => Some("my_shades.ron"),
            Self::NewLog => Some("studio_log.ron"),
            Self::Picture => Some("simulation.png"),
            Self::Report(..) | Self::Chart => Some("report"),
            Self::Calendar => Some("visits.ics"),
            Self::Results => Some("class.csv"),
            Self::CaseArchive(_) => Some("case.zip"),
            _ => None,
        }
    }

    /// Whether a file of its own is made, with a name that is not there yet.
    pub(super) fn is_new(self) -> bool {
        matches!(self, Self::Picture | Self::Report(..) | Self::Chart)
    }

    /// Whether a file that is there would be lost, and is asked about first. A library or a log that is there is gone on
    /// with, or refused.
    pub(super) fn writes_over(self) -> bool {
        self.is_new() || matches!(self, Self::CaseArchive(_) | Self::Calendar | Self::Results)
    }

    /// A name without an ending gets that of such files.
    pub(super) fn with_ending(self, path: PathBuf) -> PathBuf {
        let ending = self.files().1.first().copied().unwrap_or_default();
        if path.extension().is_some() { path } else { path.with_extension(ending) }
    }

    /// Whether the dialogs offer a file of this name.
    pub(super) fn offers(self, path: &Path) -> bool {
        let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        extension.is_some_and(|e| self.files().1.contains(&e.as_str()))
    }
}
