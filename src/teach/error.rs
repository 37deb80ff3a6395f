//! Why something of teaching was refused.

use std::path::PathBuf;

use super::pack::PackProblem;
use crate::blend::{HandError, MatchError};
use crate::locale::{count, fixed, say, tr};
use crate::render::SceneError;

/// Something was refused. Every message is one sentence that names the cause and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TeachError {
    /// The exercise needs more bottles than the library has.
    #[error(
        "{}",
        say!(
            "this exercise needs %{needed} bottles in stock that may be diluted and mixed, and the library has %{found}: \
             use the reference shades",
            needed = .needed, found = .found
        )
    )]
    TooFewBottles {
        /// Least that are needed.
        needed: usize,
        /// How many there are.
        found: usize,
    },
    /// It was asked to stop.
    #[error("{}", tr("stopped"))]
    Stopped,
    /// A picture could not be made.
    #[error(transparent)]
    Scene(#[from] SceneError),
    /// A photo of a pack cannot be read.
    #[error(transparent)]
    Photo(crate::photo::PhotoError),
    /// No plan could be searched.
    #[error(transparent)]
    Match(#[from] MatchError),
    /// What was chosen cannot be mixed.
    #[error(transparent)]
    Cup(#[from] HandError),
    /// Another kind of answer is wanted.
    #[error("{}", tr("this answer does not belong to the question: answer it as it asks"))]
    OtherForm,
    /// The answer is not what is wanted.
    #[error("{}: {answer}; write {wanted}", fixed!("no answer to this question"))]
    Unreadable {
        /// What was written.
        answer: String,
        /// What is wanted.
        wanted: String,
    },
    /// No code that can name a file.
    #[error(
        "{}",
        say!(
            "\"%{code}\" cannot be a trainee's code: use up to 24 letters, figures, \"-\" or \"_\"",
            code = .code
        )
    )]
    Code {
        /// What was typed.
        code: String,
    },
    /// A file could not be read.
    #[error(
        "{}",
        say!("%{path} cannot be read (%{cause}); check that it is there and that you may open it",
            path = .path.display(), cause = .cause)
    )]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        cause: String,
    },
    /// A file could not be written.
    #[error(
        "{}",
        say!("%{path} cannot be written (%{cause}); nothing that was saved before is lost: check the disk's room and \
              that you may write there",
            path = .path.display(), cause = .cause)
    )]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        cause: String,
    },
    /// The program that wrote it knows more than this one.
    #[error(
        "{}",
        say!("%{path} was saved by a newer program (version %{found}, this one knows %{known}); it is left as it is: \
              update this program", path = .path.display(), found = .found, known = .known)
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The newest that is known.
        known: u32,
    },
    /// A trainee's file is not what one looks like.
    #[error(
        "{}",
        say!("%{path} cannot be understood (%{cause}); mend that place, or move the file away to begin anew",
            path = .path.display(), cause = .cause)
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        cause: String,
    },
    /// Everything that is wrong with a pack.
    #[error("{}", listed(.0))]
    Pack(Vec<PackProblem>),
}

impl TeachError {
    pub(super) fn read(path: &std::path::Path, cause: &impl ToString) -> Self {
        Self::Read { path: path.to_owned(), cause: cause.to_string() }
    }

    pub(super) fn write(path: &std::path::Path, cause: &impl ToString) -> Self {
        Self::Write { path: path.to_owned(), cause: cause.to_string() }
    }
}

fn listed(problems: &[PackProblem]) -> String {
    let head = count!(
        problems.len(),
        "the exercise pack has %{n} problem; mend it and try again",
        "the exercise pack has %{n} problems; mend them and try again"
    );
    problems.iter().fold(head, |text, problem| format!("{text}\n{problem}"))
}
