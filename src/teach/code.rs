//! What a trainee is called in files: a pseudonym.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::TeachError;
use crate::disk::DEVICES;

/// Most letters of a code.
const LONGEST: usize = 24;
/// Older systems keep these too.
const OLD_DEVICES: [&str; 2] = ["com0", "lpt0"];

/// A trainee's code: letters, figures, "-" and "_", fit to name a file on any system. No name is needed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TraineeCode(String);

impl TraineeCode {
    /// The code as it was typed, without spaces around it.
    ///
    /// # Errors
    /// When it is empty, longer than 24 letters, has other signs, or is a name that a system keeps for itself.
    pub fn new(typed: &str) -> Result<Self, TeachError> {
        let code = typed.trim();
        let lower = code.to_lowercase();
        let is_device = DEVICES.iter().chain(&OLD_DEVICES).any(|name| *name == lower);
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let is_code =
            !code.is_empty() && code.chars().count() <= LONGEST && code.chars().all(fits) && !is_device;
        if is_code { Ok(Self(code.to_owned())) } else { Err(TeachError::Code { code: code.to_owned() }) }
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for TraineeCode {
    type Error = TeachError;

    fn try_from(code: String) -> Result<Self, TeachError> {
        Self::new(&code)
    }
}

impl From<TraineeCode> for String {
    fn from(code: TraineeCode) -> Self {
        code.0
    }
}

impl fmt::Display for TraineeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_names_a_file_on_any_system() {
        for code in ["T-1", "müller_2", "  7 ", "COM10"] {
            assert_eq!(TraineeCode::new(code).expect(code).as_str(), code.trim());
        }
        let long = "x".repeat(25);
        for code in ["", " ", "a/b", "..", "a.b", "CON", "lpt1", "a b", "=1", long.as_str()] {
            assert!(TraineeCode::new(code).is_err(), "{code}");
        }
    }
}
