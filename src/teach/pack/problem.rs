//! What is wrong with a pack, where, and how to mend it.

use std::fmt;

use crate::library::{Problem, placed};

/// One mistake in a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackProblem {
    /// Line in `pack.ron`, from 1.
    pub line: usize,
    /// Character in the line, from 1.
    pub column: usize,
    /// The exercise it belongs to: its id, or its place in the list.
    pub exercise: Option<String>,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl From<Problem> for PackProblem {
    fn from(problem: Problem) -> Self {
        let Problem { line, column, shade, what, remedy } = problem;
        Self { line, column, exercise: shade, what, remedy }
    }
}

impl fmt::Display for PackProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&placed((self.line, self.column), self.exercise.as_deref(), (&self.what, &self.remedy)))
    }
}
