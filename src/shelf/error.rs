//! What is wrong with a ledger, and why it was not written.

use std::fmt::{self, Write as _};
use std::path::PathBuf;

use crate::library::{Problem, placed};
use crate::locale::{count, say};

/// One mistake in a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockProblem {
    /// Line in the file, from 1.
    pub line: usize,
    /// Character in the line, from 1.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for StockProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&placed((self.line, self.column), None, (&self.what, &self.remedy)))
    }
}

impl From<Problem> for StockProblem {
    fn from(Problem { line, column, what, remedy, .. }: Problem) -> Self {
        Self { line, column, what, remedy }
    }
}

/// Why a ledger was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StockError {
    /// Everything that is wrong with the text, in the order of the file.
    #[error("{}", listed(.0))]
    Problems(Vec<StockProblem>),
    /// A newer program wrote it.
    #[error("{}", say!("the stock was written by a newer program (version %{found}, this one knows %{known}): update this program; the file was left as it is", found = found, known = known))]
    Newer {
        /// Version of the file.
        found: u32,
        /// Newest that is read.
        known: u32,
    },
    /// It could not be read.
    #[error("{}", say!("the stock could not be read (%{cause}); check the path %{path}", cause = cause, path = path.display()))]
    Unreadable {
        /// What the system said.
        cause: String,
        /// The file.
        path: PathBuf,
    },
    /// It could not be written.
    #[error("{}", say!("the stock could not be written (%{cause}): check the path %{path}", cause = cause, path = path.display()))]
    Unwritable {
        /// What the system said.
        cause: String,
        /// The file.
        path: PathBuf,
    },
    /// What was to be written down makes no sense.
    #[error("{}", say!("%{what} was not written down: amounts go from 0 to 10 000 ml, and lots are one line", what = what))]
    Unfit {
        /// The entry.
        what: String,
    },
}

fn listed(problems: &[StockProblem]) -> String {
    let mut text = count!(
        problems.len(),
        "the stock has %{n} problem; mend it and try again",
        "the stock has %{n} problems; mend them and try again"
    );
    for problem in problems {
        // Writing to a string cannot fail.
        write!(text, "\n{problem}").expect("a string takes any text");
    }
    text
}
