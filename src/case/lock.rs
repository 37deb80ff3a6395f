//! One window at a time writes a case.

use std::fs::{File, TryLockError};
use std::path::Path;

/// Name of the file that is locked. It stays, empty, when the lock is given up.
const LOCK_FILE: &str = ".lock";

/// The right to write a case, given up when this is dropped or the program ends, however it ends.
#[derive(Debug)]
pub(super) struct CaseLock {
    /// The operating system holds the lock as long as this is open.
    file: Option<File>,
}

impl CaseLock {
    /// Takes the right to write; none while another program has it.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub(super) fn take(folder: &Path) -> std::io::Result<Option<Self>> {
        let path = folder.join(LOCK_FILE);
        let file = File::options().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { file: Some(file) })),
            Err(TryLockError::WouldBlock) => Ok(None),
            // Some network shares know no locks; a studio with one of them has to do without.
            Err(TryLockError::Error(_)) => Ok(Some(Self { file: None })),
        }
    }
}

impl Drop for CaseLock {
    /// Closing the file is not enough: a program that is being started just then holds it open for a moment.
    fn drop(&mut self) {
        if let Some(file) = &self.file {
            drop(file.unlock());
        }
    }
}
