//! Why a photo was refused.

use crate::locale::{say, tr};
use std::path::PathBuf;

use super::PhotoFormat;

/// A photo was refused. Every message is one sentence that names the cause and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PhotoError {
    /// What was wrong with the file of this name.
    #[error("{}", say!("%{problem} (%{path})", problem = problem, path = path.display()))]
    InFile {
        /// What was wrong.
        problem: Box<Self>,
        /// The file.
        path: PathBuf,
    },
    /// The file could not be read from the disk.
    #[error("{}", say!("The file cannot be read (%{cause}); check that it is there and that you may open it", cause = cause))]
    Read {
        /// What the system said.
        cause: String,
    },
    /// No bytes.
    #[error("{}", tr("The file is empty; copy the photo from the camera or phone again"))]
    Empty,
    /// Larger than any photo.
    #[error("{}", say!("The file has %{megabytes} MB, more than the %{limit} MB a photo may have; export a JPEG copy", megabytes = megabytes, limit = limit_megabytes))]
    FileTooLarge {
        /// Size of the file in millions of bytes.
        megabytes: u64,
        /// What is allowed.
        limit_megabytes: u64,
    },
    /// No format that is known.
    #[error(
        "{}",
        tr("The file is not a picture in a format known here; export the photo as JPEG, PNG, TIFF or HEIC")
    )]
    UnknownFormat,
    /// A format that is known by name only.
    #[error("{}", say!("%{name} files cannot be opened; %{remedy}", name = tr(name), remedy = tr(remedy)))]
    UnsupportedFormat {
        /// Its name.
        name: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// The decoder found nonsense, or the data end too early.
    #[error("{}", say!("The %{format} file is damaged or cut off (%{cause}); copy it from the camera again or export a new JPEG", format = format, cause = cause))]
    Damaged {
        /// What it was taken for.
        format: PhotoFormat,
        /// What the decoder said.
        cause: String,
    },
    /// A kind of picture inside a known format that is not read.
    #[error("{}", say!("This kind of %{format} cannot be opened (%{kind}); export the photo as an ordinary 8-bit JPEG in sRGB", format = format, kind = kind))]
    UnsupportedKind {
        /// The format.
        format: PhotoFormat,
        /// What is special about it.
        kind: String,
    },
    /// No pixels.
    #[error("{}", say!("The %{format} file says its picture is %{width} x %{height} pixels, so there is nothing to show; export the photo again", format = format, width = width, height = height))]
    ZeroSize {
        /// The format.
        format: PhotoFormat,
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// More pixels than allowed.
    #[error("{}", say!("The picture has %{width} x %{height} pixels, more than the %{limit} megapixels that fit; export it at half the size", width = width, height = height, limit = limit_megapixels))]
    TooManyPixels {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
        /// What is allowed.
        limit_megapixels: u64,
    },
    /// More memory than allowed.
    #[error("{}", say!("The picture would need %{megabytes} MB of memory, more than the %{limit} MB allowed; export it as an 8-bit JPEG or at half the size", megabytes = megabytes, limit = limit_megabytes))]
    TooMuchMemory {
        /// What it would take, in millions of bytes.
        megabytes: u64,
        /// What is allowed.
        limit_megabytes: u64,
    },
    /// The embedded profile cannot be used.
    #[error("{}", say!("The embedded colour profile \"%{name}\" cannot be used (%{cause}); convert the photo to sRGB and export it again", name = name, cause = cause))]
    Profile {
        /// Its description, or what is known of it.
        name: String,
        /// Why not.
        cause: String,
    },
    /// CMYK without a profile.
    #[error(
        "{}",
        tr(
            "The picture is CMYK without a colour profile, so its colours are not known; convert it to sRGB and export it again"
        )
    )]
    CmykWithoutProfile,
    /// High dynamic range signals.
    #[error("{}", say!("The picture is coded for HDR screens (%{transfer}), which has no fixed white; export it as an ordinary (SDR) JPEG", transfer = transfer))]
    HighDynamicRange {
        /// Name of the transfer function.
        transfer: &'static str,
    },
    /// Floating point samples whose meaning is not said.
    #[error(
        "{}",
        tr(
            "The picture has floating-point pixels and no colour profile, so its colours are not known; export it as 8- or 16-bit sRGB"
        )
    )]
    FloatWithoutProfile,
    /// Mostly nothing.
    #[error("{}", say!("%{percent} % of the picture is transparent, so it is not a photo as taken; open the original photo", percent = percent))]
    MostlyTransparent {
        /// Share of pixels that are more than half transparent.
        percent: u8,
    },
}

impl PhotoError {
    /// The error with the name of the file it is about.
    pub(super) fn in_file(self, path: &std::path::Path) -> Self {
        Self::InFile { problem: Box::new(self), path: path.to_owned() }
    }

    /// The error without the file's name.
    #[must_use]
    pub fn problem(&self) -> &Self {
        match self {
            Self::InFile { problem, .. } => problem.problem(),
            other => other,
        }
    }

    /// A message of a decoder as a part of a sentence: one line, no full stop, not long, and no dump of
    /// the decoder's insides.
    pub(super) fn cause(text: impl std::fmt::Display) -> String {
        let text = text.to_string();
        let line = text.lines().map(str::trim).find(|l| !l.is_empty()).unwrap_or(tr("no details"));
        if line.contains('{') {
            return tr("its contents make no sense").to_owned();
        }
        let clean: String = line.chars().filter(|c| !c.is_control() && *c != '"').take(160).collect();
        clean.trim_end_matches(['.', ' ']).to_owned()
    }
}
