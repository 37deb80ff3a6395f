//! What is found half done in a case's folder, and brought to an end before anything else is done with it.
//!
//! A case becomes protected, or is protected no longer, in one step: the removal of the one file of `case.ron` and
//! `case.ron.age` that is not wanted any more. Until then all the old files are there and the new ones go; from then on
//! all the new ones are there, each of them read again, and the old ones go. `.protection` says which way it was.

use std::fs;
use std::path::{Path, PathBuf};

use super::index::forget;
use super::key_file::remove_key;
use super::{CASE_FILE, CaseError, PHOTOS, THUMBNAIL};
use crate::disk::{remove_whole, write_whole};

/// Ending of an encrypted file, after its name.
pub(super) const SEALED: &str = ".age";
/// Says that files are being encrypted, or decrypted.
const MARK: &str = ".protection";

/// Which way a case is going.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Protect,
    Unprotect,
}

impl Way {
    const fn word(self) -> &'static str {
        match self {
            Self::Protect => "protect",
            Self::Unprotect => "unprotect",
        }
    }

    fn of(folder: &Path) -> Option<Self> {
        let word = fs::read_to_string(folder.join(MARK)).ok()?;
        [Self::Protect, Self::Unprotect].into_iter().find(|way| way.word() == word)
    }

    /// Says that the case goes this way.
    pub(super) fn begin(self, folder: &Path) -> Result<(), CaseError> {
        let mark = folder.join(MARK);
        write_whole(&mark, self.word().as_bytes()).map_err(|cause| CaseError::write(&mark, cause))
    }
}

/// Name of the encrypted file of a file.
pub(super) fn sealed_path(clear: &Path) -> PathBuf {
    let mut name = clear.as_os_str().to_owned();
    name.push(SEALED);
    PathBuf::from(name)
}

/// Brings to an end what was cut off. Only who holds the lock may.
pub(super) fn settle(folder: &Path) -> Result<(), CaseError> {
    let Some(way) = Way::of(folder) else { return Ok(()) };
    let clear_is_whole = match way {
        Way::Protect => folder.join(CASE_FILE).exists(),
        Way::Unprotect => !sealed_path(&folder.join(CASE_FILE)).exists(),
    };
    for clear in clear_files(folder) {
        let sealed = sealed_path(&clear);
        // The last copy of anything stays.
        if clear.exists() && sealed.exists() {
            remove(if clear_is_whole { &sealed } else { &clear })?;
        }
    }
    if clear_is_whole {
        if !any_sealed(folder) {
            remove_key(folder)?;
        }
    } else {
        remove(&folder.join(THUMBNAIL))?;
        forget(folder);
    }
    // A half may hold in the clear what is encrypted now.
    sweep(folder);
    sweep(&folder.join(PHOTOS));
    remove(&folder.join(MARK))
}

/// Removes a file of the case for good; one that is not there is removed already.
pub(super) fn remove(path: &Path) -> Result<(), CaseError> {
    remove_whole(path).map_err(|cause| CaseError::write(path, cause))
}

/// The files of a case that are encrypted when it is protected, by their names in the clear, `case.ron` last: photos,
/// and the case as older versions wrote it.
pub(super) fn clear_files(folder: &Path) -> Vec<PathBuf> {
    let is_case =
        |name: &str| name.strip_prefix("case.").and_then(|rest| rest.strip_suffix(".ron")).is_some();
    let mut files = named_in(&folder.join(PHOTOS), |_| true);
    files.extend(named_in(folder, is_case));
    files.push(folder.join(CASE_FILE));
    files
}

/// Files by their names in the clear, in order, without those that begin with a dot.
fn named_in(folder: &Path, wanted: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let names = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let names = names.filter_map(|entry| entry.file_name().into_string().ok());
    let clear = names.map(|name| name.strip_suffix(SEALED).map_or(name.clone(), str::to_owned));
    let mut clear: Vec<String> = clear.filter(|name| !name.starts_with('.') && wanted(name)).collect();
    clear.sort();
    clear.dedup();
    clear.into_iter().map(|name| folder.join(name)).collect()
}

fn any_sealed(folder: &Path) -> bool {
    clear_files(folder).iter().any(|clear| sealed_path(clear).exists())
}

/// Removes halves of writings that were cut off, which bear the name of their file with a dot in front and more behind.
/// Only who holds the lock may: to anybody else they may be about to become whole.
pub(super) fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        let is_half =
            name.to_str().is_some_and(|name| name.starts_with('.') && name.matches('.').count() >= 3);
        if is_half && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            // What cannot be removed does no harm.
            drop(fs::remove_file(entry.path()));
        }
    }
}
