//! A case is encrypted on the disk, or is so no longer, or gets another passphrase.

use std::fs;
use std::path::Path;

use super::key::{CaseKey, Hardness};
use super::key_file::{read_key, write_key};
use super::settle::{Way, clear_files, remove, sealed_path, settle};
use super::{CASE_FILE, CaseError, CaseFolder, Passphrase};
use crate::disk::write_whole;

impl CaseFolder {
    /// Whether the case is encrypted on the disk.
    #[must_use]
    pub fn is_protected(&self) -> bool {
        self.key.is_some()
    }

    /// Encrypts the case and its photos with a passphrase, without which nothing of it can be had again. Only the
    /// code, as the folder's name, and the sizes and dates of files can be seen from then on.
    ///
    /// Files that were in the clear are removed and not overwritten: on many disks they could be found again by somebody
    /// who looks for them.
    ///
    /// # Errors
    /// When another window writes the case, it is protected already, the passphrase is too short, or the disk refuses;
    /// the case is then as it was.
    pub fn protect(&mut self, passphrase: &Passphrase, hardness: Hardness) -> Result<(), CaseError> {
        self.may_turn(false)?;
        passphrase.check_new()?;
        // What an older version wrote is kept before it is encrypted.
        self.save(self.case().clone())?;
        Way::Protect.begin(self.path())?;
        let key = CaseKey::generate();
        let done = write_key(self.path(), &key, passphrase, hardness)
            .and_then(|()| clear_files(self.path()).iter().try_for_each(|clear| seal_file(clear, &key)))
            .and_then(|()| remove(&self.path().join(CASE_FILE)));
        self.turned(done, Some(key))
    }

    /// Puts the case and its photos back in the clear.
    ///
    /// # Errors
    /// When another window writes the case, it is not protected, a file of it is damaged, or the disk refuses; the case
    /// is then as it was.
    pub fn unprotect(&mut self) -> Result<(), CaseError> {
        self.may_turn(true)?;
        let key = self.key.clone().ok_or(CaseError::Protection { protected: false })?;
        self.save(self.case().clone())?;
        Way::Unprotect.begin(self.path())?;
        let done = clear_files(self.path())
            .iter()
            .try_for_each(|clear| unseal_file(clear, &key))
            .and_then(|()| remove(&sealed_path(&self.path().join(CASE_FILE))));
        self.turned(done, None)
    }

    /// Lets another passphrase open the case. Its files stay as they are.
    ///
    /// # Errors
    /// When another window writes the case, it is not protected, the old passphrase is wrong, the new one is too short,
    /// or the disk refuses.
    pub fn change_passphrase(
        &mut self,
        old: &Passphrase,
        new: &Passphrase,
        hardness: Hardness,
    ) -> Result<(), CaseError> {
        self.may_turn(true)?;
        new.check_new()?;
        let key = read_key(self.path(), old, true)?;
        write_key(self.path(), &key, new, hardness)
    }

    fn may_turn(&self, protected: bool) -> Result<(), CaseError> {
        if self.is_read_only() {
            return Err(CaseError::ReadOnly);
        }
        if self.is_protected() == protected {
            Ok(())
        } else {
            Err(CaseError::Protection { protected: !protected })
        }
    }

    /// Ends what was begun, whichever way it went; `key` is the one that counts when all was done.
    fn turned(&mut self, done: Result<(), CaseError>, key: Option<CaseKey>) -> Result<(), CaseError> {
        let settled = settle(self.path());
        if done.is_ok() {
            self.key = key;
        }
        done.and(settled)
    }
}

/// Writes the encrypted file beside a file, and opens it again.
fn seal_file(clear: &Path, key: &CaseKey) -> Result<(), CaseError> {
    let sealed = sealed_path(clear);
    if !clear.exists() {
        // It is encrypted already, or was never there.
        return Ok(());
    }
    let bytes = fs::read(clear).map_err(|cause| CaseError::read(clear, cause))?;
    let shut = key.seal_file(clear, &bytes).map_err(|cause| CaseError::write(&sealed, cause))?;
    write_whole(&sealed, &shut).map_err(|cause| CaseError::write(&sealed, cause))?;
    drop(shut);
    let there = fs::read(&sealed).map_err(|cause| CaseError::read(&sealed, cause))?;
    let again = key.unseal_file(clear, &there, Some(bytes.len() as u64));
    let again = again.map_err(|fault| CaseError::sealed(&sealed, fault))?;
    if *again == bytes { Ok(()) } else { Err(CaseError::SealDamaged { path: sealed }) }
}

/// Writes the file of an encrypted file beside it, and reads it again.
fn unseal_file(clear: &Path, key: &CaseKey) -> Result<(), CaseError> {
    let sealed = sealed_path(clear);
    if !sealed.exists() {
        return Ok(());
    }
    let shut = fs::read(&sealed).map_err(|cause| CaseError::read(&sealed, cause))?;
    let bytes = key.unseal_file(clear, &shut, None);
    let bytes = bytes.map_err(|fault| CaseError::sealed(&sealed, fault))?;
    write_whole(clear, &bytes).map_err(|cause| CaseError::write(clear, cause))?;
    let there = fs::read(clear).map_err(|cause| CaseError::read(clear, cause))?;
    if there == *bytes { Ok(()) } else { Err(CaseError::SealDamaged { path: clear.to_owned() }) }
}
