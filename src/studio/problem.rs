//! What is wrong with a log, where, and how to mend it.

use std::fmt::{self, Write as _};
use std::path::PathBuf;

use crate::library::{Problem, placed};
use crate::locale::{count, say};

/// One mistake in a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogProblem {
    /// Line in the file, from 1.
    pub line: usize,
    /// Character in the line, from 1.
    pub column: usize,
    /// The entry it belongs to: its id, or its place in the list when it has none.
    pub entry: Option<String>,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl From<Problem> for LogProblem {
    fn from(problem: Problem) -> Self {
        let Problem { line, column, shade, what, remedy } = problem;
        Self { line, column, entry: shade, what, remedy }
    }
}

impl fmt::Display for LogProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&placed((self.line, self.column), self.entry.as_deref(), (&self.what, &self.remedy)))
    }
}

/// Why a log was refused; the file is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LogError {
    /// Everything that is wrong with the text, in the order of the file.
    #[error("{}", listed(.0))]
    Problems(Vec<LogProblem>),
    /// Written by a newer program.
    #[error("{}", say!("the studio log has version %{found} of its format and this program knows version %{known}: update the program", found = found, known = known))]
    Newer {
        /// Version of the file.
        found: u32,
        /// Version this program writes.
        known: u32,
    },
    /// The file could not be read at all.
    #[error("{}", say!("the studio log could not be read (%{cause}); check the path %{path}", cause = cause, path = path.display()))]
    Unreadable {
        /// What the system said.
        cause: String,
        /// The file.
        path: PathBuf,
    },
    /// The file could not be written.
    #[error("{}", say!("the studio log could not be written (%{cause}); check that %{path} may be changed and the disk has room", cause = cause, path = path.display()))]
    Unwritable {
        /// What the system said.
        cause: String,
        /// The file.
        path: PathBuf,
    },
    /// The new entry does not fit.
    #[error("{}", say!("the new entry was refused: %{what}; %{remedy}", what = what, remedy = remedy))]
    Entry {
        /// What is wrong.
        what: String,
        /// What to do.
        remedy: String,
    },
}

fn listed(problems: &[LogProblem]) -> String {
    let mut text = count!(
        problems.len(),
        "the studio log has %{n} problem; mend it and try again",
        "the studio log has %{n} problems; mend them and try again"
    );
    for problem in problems {
        // Writing to a string cannot fail.
        write!(text, "\n{problem}").expect("a string takes any text");
    }
    text
}
