//! What is wrong with a library file, where, and how to mend it.

use std::fmt::{self, Write as _};
use std::path::PathBuf;

use crate::locale::{count, say};

/// One mistake in a library file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Line in the file, from 1.
    pub line: usize,
    /// Character in the line, from 1.
    pub column: usize,
    /// The shade it belongs to: its id, or its place in the list when it has none.
    pub shade: Option<String>,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&placed((self.line, self.column), self.shade.as_deref(), (&self.what, &self.remedy)))
    }
}

/// A problem of a text in one sentence: where it is, in what part of the text, what is wrong and what to do.
pub(crate) fn placed(
    (line, column): (usize, usize),
    part: Option<&str>,
    (what, remedy): (&str, &str),
) -> String {
    match part {
        Some(part) => say!(
            "line %{line}, column %{column}, %{part}: %{what}; %{remedy}",
            line = line,
            column = column,
            part = part,
            what = what,
            remedy = remedy
        ),
        None => say!(
            "line %{line}, column %{column}: %{what}; %{remedy}",
            line = line,
            column = column,
            what = what,
            remedy = remedy
        ),
    }
}

/// Why a library was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LibraryError {
    /// Everything that is wrong with the text, in the order of the file.
    #[error("{}", listed(.0))]
    Problems(Vec<Problem>),
    /// The file could not be read at all.
    #[error("{}", say!("the shade library could not be read (%{cause}); check the path %{path}", cause = cause, path = path.display()))]
    Unreadable {
        /// What the system said.
        cause: String,
        /// The file.
        path: PathBuf,
    },
}

fn listed(problems: &[Problem]) -> String {
    let mut text = count!(
        problems.len(),
        "the shade library has %{n} problem; mend it and try again",
        "the shade library has %{n} problems; mend them and try again"
    );
    for problem in problems {
        // Writing to a string cannot fail.
        write!(text, "\n{problem}").expect("a string takes any text");
    }
    text
}
