//! `key.age`: the key of a protected case, sealed with the passphrase, and its copy.
//!
//! There are two of the same, for without the key a case is lost; and two files that are alike tell a wrong passphrase
//! from a damaged file.

use std::fs;
use std::path::Path;

use super::key::{CaseKey, Fault, Hardness};
use super::{CaseError, Passphrase};
use crate::disk::{remove_whole, write_whole};

/// Names of the key's file and of its copy.
pub(super) const KEY_FILES: [&str; 2] = ["key.age", "key.copy.age"];

/// Writes the key, sealed, in the place of the files that there are; each is opened again before it counts.
pub(super) fn write_key(
    folder: &Path,
    key: &CaseKey,
    passphrase: &Passphrase,
    hardness: Hardness,
) -> Result<(), CaseError> {
    let path = folder.join(KEY_FILES[0]);
    let text = key.wrapped(passphrase, hardness).map_err(|cause| CaseError::write(&path, cause))?;
    let again = CaseKey::unwrapped(&text, passphrase).map_err(|fault| CaseError::sealed(&path, fault))?;
    if !again.is(key) {
        return Err(CaseError::sealed(&path, Fault::Damaged));
    }
    put(folder, &text)
}

/// The copy first: whichever moment the program ends in, one of the two is whole.
fn put(folder: &Path, text: &[u8]) -> Result<(), CaseError> {
    for name in KEY_FILES.iter().rev() {
        let path = folder.join(name);
        write_whole(&path, text).map_err(|cause| CaseError::write(&path, cause))?;
        let there = fs::read(&path).map_err(|cause| CaseError::read(&path, cause))?;
        if there != text {
            return Err(CaseError::sealed(&path, Fault::Damaged));
        }
    }
    Ok(())
}

/// The key; where one of the files is damaged or gone and `may_mend`, it is made again from the other.
pub(super) fn read_key(folder: &Path, passphrase: &Passphrase, may_mend: bool) -> Result<CaseKey, CaseError> {
    let texts: Vec<Vec<u8>> = KEY_FILES.iter().filter_map(|name| fs::read(folder.join(name)).ok()).collect();
    let path = folder.join(KEY_FILES[0]);
    let Some(first) = texts.first() else {
        return Err(CaseError::NoKey { path });
    };
    let alike = texts.len() == KEY_FILES.len() && texts.iter().all(|text| text == first);
    let mut faults = Vec::new();
    for text in texts.iter().take(if alike { 1 } else { texts.len() }) {
        match CaseKey::unwrapped(text, passphrase) {
            Ok(key) => {
                if may_mend && !alike {
                    put(folder, text)?;
                }
                return Ok(key);
            }
            Err(fault) => faults.push(fault),
        }
    }
    if faults.contains(&Fault::OtherPassphrase) {
        return Err(CaseError::WrongPassphrase { or_damaged: !alike });
    }
    Err(CaseError::sealed(&path, faults.first().copied().unwrap_or(Fault::Damaged)))
}

/// Removes the key; only once nothing is sealed with it any more.
pub(super) fn remove_key(folder: &Path) -> Result<(), CaseError> {
    for name in KEY_FILES {
        let path = folder.join(name);
        remove_whole(&path).map_err(|cause| CaseError::write(&path, cause))?;
    }
    Ok(())
}
