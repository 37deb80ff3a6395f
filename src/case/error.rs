//! Why a case was not opened or not kept.

use std::path::PathBuf;

use super::key::Fault;
use crate::locale::{say, tr};

/// A case was not opened or not kept. Every message is one sentence that names the cause and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CaseError {
    /// No code that can name a folder.
    #[error(
        "{}",
        say!(
            "\"%{code}\" cannot be a client's code: use up to 40 letters, figures, \"-\" or \"_\"",
            code = .code
        )
    )]
    Code {
        /// What was typed.
        code: String,
    },
    /// There is a case of this code.
    #[error("{}", say!("There is a case %{code} already; open it, or choose another code", code = .code))]
    Exists {
        /// The code.
        code: String,
    },
    /// Another window writes it.
    #[error(
        "{}",
        tr("The case is open in another window, so nothing can be changed here; close it there first")
    )]
    ReadOnly,
    /// A file could not be read.
    #[error(
        "{}",
        say!("%{path} cannot be read (%{cause}); check that it is there and that you may open it",
            path = .path.display(), cause = .cause)
    )]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// A file could not be written.
    #[error(
        "{}",
        say!("%{path} cannot be written (%{cause}); nothing that was saved before is lost: check the disk's room and \
              that you may write there",
            path = .path.display(), cause = .cause)
    )]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// An export is to be put where it would be erased with the case.
    #[error(
        "{}",
        say!("%{path} would lie in the case and be erased with it; choose another folder", path = .path.display())
    )]
    InsideCase {
        /// The file.
        path: PathBuf,
    },
    /// The program that wrote it knows more than this one.
    #[error(
        "{}",
        say!("The case was saved by a newer program (version %{found}, this one knows %{known}); it is left as it \
              is: update this program to open it", found = .found, known = .known)
    )]
    Newer {
        /// Its version.
        found: u32,
        /// The newest that is known.
        known: u32,
    },
    /// The file is not what a case looks like.
    #[error(
        "{}",
        say!("The case cannot be understood (%{cause}); put back a copy of case.ron from before, or mend that place",
            cause = .cause)
    )]
    Damaged {
        /// What is wrong, and where.
        cause: String,
    },
    /// Larger than any case.
    #[error("{}", say!("The file has %{megabytes} MB, more than a case can have; it is none", megabytes = .megabytes))]
    TooLarge {
        /// Millions of bytes.
        megabytes: u64,
    },
    /// Not the photo that was taken in.
    #[error(
        "{}",
        say!("%{name} is another picture than the one of this visit; choose the photo that was taken then", name = .name)
    )]
    OtherPhoto {
        /// The file that was offered.
        name: String,
    },
    /// There is no such visit or photo.
    #[error("{}", tr("There is no such photo in this case; open the case again"))]
    NoPhoto,
    /// It is encrypted, and no passphrase was given.
    #[error("{}", tr("The case is protected; give its passphrase to open it"))]
    Locked,
    /// Another passphrase than the one that protects it.
    #[error(
        "{}",
        if *.or_damaged {
            tr("The passphrase is wrong, or what is left of the case's key is damaged; try again, then put back key.age from \
                a copy")
        } else {
            tr("The passphrase is wrong; mind small and capital letters and try again. Nothing was changed")
        }
    )]
    WrongPassphrase {
        /// One of the two files with the key is damaged or gone.
        or_damaged: bool,
    },
    /// Too short to protect anything.
    #[error(
        "{}",
        tr("A passphrase needs 8 letters or more; four words that do not belong together are good")
    )]
    WeakPassphrase,
    /// The file with the key is gone.
    #[error(
        "{}",
        say!("%{path} is gone, without which the case cannot be opened; put it back from a copy", path = .path.display())
    )]
    NoKey {
        /// The file.
        path: PathBuf,
    },
    /// The end of an encrypted file is missing.
    #[error(
        "{}",
        say!("%{path} is cut off: its end is missing; put it back from a copy", path = .path.display())
    )]
    CutOff {
        /// The file.
        path: PathBuf,
    },
    /// An encrypted file was changed.
    #[error(
        "{}",
        say!("%{path} is damaged: something in it was changed; put it back from a copy", path = .path.display())
    )]
    SealDamaged {
        /// The file.
        path: PathBuf,
    },
    /// The case is there twice.
    #[error(
        "{}",
        tr(
            "There are both case.ron and case.ron.age in the folder; move the one elsewhere that is not wanted, nothing \
            was changed"
        )
    )]
    Twice,
    /// What was asked for is so already, or the opposite has to be done first.
    #[error(
        "{}",
        if *.protected { tr("The case is protected already") } else { tr("The case is not protected") }
    )]
    Protection {
        /// Whether it is protected.
        protected: bool,
    },
    /// A photo cannot be read as one.
    #[error(transparent)]
    Photo(#[from] crate::photo::PhotoError),
    /// The copy was not what was to be written.
    #[error(
        "{}",
        say!("%{path} did not come out as it was written (%{name}); nothing was erased: try another disk",
            path = .path.display(), name = .name)
    )]
    BadExport {
        /// The archive.
        path: PathBuf,
        /// The file in it.
        name: String,
    },
    /// A photo that is to be exported is not the one that was taken in.
    #[error(
        "{}",
        say!("The photo %{name} is missing or was changed, so the case cannot be exported whole; find the photo first",
            name = .name)
    )]
    PhotoAstray {
        /// Its file.
        name: String,
    },
}

impl CaseError {
    pub(super) fn sealed(path: &std::path::Path, fault: Fault) -> Self {
        let path = path.to_owned();
        match fault {
            Fault::OtherPassphrase => Self::WrongPassphrase { or_damaged: false },
            Fault::CutOff => Self::CutOff { path },
            Fault::Damaged => Self::SealDamaged { path },
        }
    }

    pub(super) fn read(path: &std::path::Path, cause: std::io::Error) -> Self {
        Self::Read { path: path.to_owned(), cause }
    }

    pub(super) fn write(path: &std::path::Path, cause: std::io::Error) -> Self {
        Self::Write { path: path.to_owned(), cause }
    }
}
