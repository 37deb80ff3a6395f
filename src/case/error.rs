//! Why a case was not opened or not kept.

use std::path::PathBuf;

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
}

impl CaseError {
    pub(super) fn read(path: &std::path::Path, cause: std::io::Error) -> Self {
        Self::Read { path: path.to_owned(), cause }
    }

    pub(super) fn write(path: &std::path::Path, cause: std::io::Error) -> Self {
        Self::Write { path: path.to_owned(), cause }
    }
}
