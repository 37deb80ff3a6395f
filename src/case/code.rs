//! What a client is called in the studio's files.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::CaseError;
use crate::disk::DEVICES;

/// Most letters of a code.
const LONGEST: usize = 40;

/// A client's code: letters, figures, "-", "_" and spaces, fit to name a folder on any system. No name is needed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CaseCode(String);

impl CaseCode {
    /// The code as it was typed, without spaces around it.
    ///
    /// # Errors
    /// When it is empty, longer than 40 letters, has other signs, or is a name that a system keeps for itself.
    pub fn new(typed: &str) -> Result<Self, CaseError> {
        let code = typed.trim();
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
        let is_device = DEVICES.contains(&code.to_lowercase().as_str());
        let is_code =
            !code.is_empty() && code.chars().count() <= LONGEST && code.chars().all(fits) && !is_device;
        if is_code { Ok(Self(code.to_owned())) } else { Err(CaseError::Code { code: code.to_owned() }) }
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for CaseCode {
    type Error = CaseError;

    fn try_from(code: String) -> Result<Self, CaseError> {
        Self::new(&code)
    }
}

impl From<CaseCode> for String {
    fn from(code: CaseCode) -> Self {
        code.0
    }
}

impl fmt::Display for CaseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_names_a_folder_on_any_system() {
        for code in ["A-17", "müller_2", "  Ayşe 3 ", "7"] {
            assert_eq!(CaseCode::new(code).expect(code).as_str(), code.trim());
        }
        let long = "x".repeat(41);
        for code in ["", "  ", "a/b", "..", "a.b", "CON", "lpt1", "a\\b", "a:b", long.as_str()] {
            assert!(CaseCode::new(code).is_err(), "{code}");
        }
    }
}
