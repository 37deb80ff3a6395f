//! The passphrase of a protected case: of a file, or asked for.

use std::path::Path;

use zeroize::Zeroizing;

use super::refusal::Refusal;
use crate::case::Passphrase;

/// The passphrase of the case of this code.
pub(super) fn passphrase(code: &str, file: Option<&Path>) -> Result<Passphrase, Refusal> {
    match file {
        Some(file) => first_line(file),
        None => ask(&format!("Passphrase of case {code}: "), "--passphrase-file FILE"),
    }
}

/// The first line of a file.
pub(super) fn first_line(file: &Path) -> Result<Passphrase, Refusal> {
    let unread = |error: std::io::Error| {
        Refusal(format!("the passphrase in {} cannot be read ({error}): check the file", file.display()))
    };
    let text = Zeroizing::new(std::fs::read_to_string(file).map_err(unread)?);
    let line = text.lines().next().unwrap_or_default();
    if line.is_empty() {
        return Err(Refusal(format!(
            "the first line of {} is empty: write the passphrase into it",
            file.display()
        )));
    }
    Ok(Passphrase::new(line.to_owned()))
}

/// Asks on the terminal, where the letters are not shown; `flag` is what gives it otherwise.
pub(super) fn ask(what: &str, flag: &str) -> Result<Passphrase, Refusal> {
    rpassword::prompt_password(what)
        .map(Passphrase::new)
        .map_err(|error| Refusal(format!("the passphrase cannot be asked for here ({error}): give {flag}")))
}
