//! The words that open a protected case. They are never written down by the program.

use std::fmt;

use age::secrecy::{ExposeSecret as _, SecretString};

use super::CaseError;
use crate::locale::fixed;

/// Fewer letters are guessed too fast.
///
/// Source: NIST SP 800-63B (2017), 5.1.1.1, memorised secrets.
const FEWEST: usize = 8;
/// More than anybody types.
const MOST: usize = 1000;

/// A passphrase. Its letters are wiped from the memory when it is dropped, and are never shown.
#[derive(Clone)]
pub struct Passphrase(SecretString);

impl Passphrase {
    /// As it was typed, every letter and blank of it.
    #[must_use]
    pub fn new(typed: String) -> Self {
        Self(SecretString::from(typed))
    }

    /// Whether it may protect a case.
    ///
    /// # Errors
    /// When it is shorter than 8 letters, or longer than anybody types.
    pub fn check_new(&self) -> Result<(), CaseError> {
        let letters = self.0.expose_secret().chars().count();
        if (FEWEST..=MOST).contains(&letters) { Ok(()) } else { Err(CaseError::WeakPassphrase) }
    }

    pub(super) fn secret(&self) -> SecretString {
        self.0.clone()
    }
}

impl PartialEq for Passphrase {
    fn eq(&self, other: &Self) -> bool {
        self.0.expose_secret() == other.0.expose_secret()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(fixed!("Passphrase"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_not_shown_and_not_too_short() {
        let words = Passphrase::new(String::from("four words of mine"));
        assert!(words.check_new().is_ok() && !format!("{words:?}").contains("four"));
        for wrong in [String::new(), String::from("seven77"), "x".repeat(1001)] {
            assert!(matches!(Passphrase::new(wrong).check_new(), Err(CaseError::WeakPassphrase)));
        }
        assert!(Passphrase::new(String::from("äöüßéñçş")).check_new().is_ok(), "letters, not bytes");
    }
}
