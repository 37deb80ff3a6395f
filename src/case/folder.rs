//! A case on the disk.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use zeroize::Zeroizing;

use super::file::read_version;
use super::index::forget;
use super::key::CaseKey;
use super::key_file::read_key;
use super::lock::CaseLock;
use super::reader::read_file;
use super::settle::{sealed_path, settle, sweep};
use super::{CASE_FILE, Case, CaseCode, CaseError, CasePhotos, Passphrase, VERSION, write_case};
use crate::disk::write_whole;

/// What names of texts that older versions wrote begin with.
pub(super) const FORMER: &str = "case.v";
/// Folder of a case's photos in its own.
pub(super) const PHOTOS: &str = "photos";

/// The folder of the case that a path names: the folder itself, or its file.
#[must_use]
pub fn case_folder(path: &Path) -> Option<PathBuf> {
    let files = [PathBuf::from(CASE_FILE), sealed_path(Path::new(CASE_FILE))];
    if path.is_dir() {
        return files.iter().any(|file| path.join(file).is_file()).then(|| path.to_owned());
    }
    let name = Path::new(path.file_name()?);
    files.iter().any(|file| file == name).then(|| path.parent().map(Path::to_owned))?
}

/// An open case: its folder, what it holds, and the right to write it, or not.
#[derive(Debug)]
pub struct CaseFolder {
    path: PathBuf,
    case: Case,
    lock: Option<CaseLock>,
    /// What its files are encrypted to; none where they are not.
    pub(super) key: Option<CaseKey>,
    /// The file as an older version wrote it, with that version, until the first save.
    old: Option<(u32, Zeroizing<Vec<u8>>)>,
}

impl CaseFolder {
    /// Begins a case in a folder of its own below `root`, which is made when it is not there.
    ///
    /// # Errors
    /// When there is a folder of this code, or it cannot be written.
    pub fn create(root: &Path, code: CaseCode, today: Date) -> Result<Self, CaseError> {
        let path = root.join(code.as_str());
        fs::create_dir_all(root).map_err(|cause| CaseError::write(root, cause))?;
        match fs::create_dir(&path) {
            Ok(()) => {}
            Err(cause) if cause.kind() == std::io::ErrorKind::AlreadyExists => {
                return Err(CaseError::Exists { code: code.to_string() });
            }
            Err(cause) => return Err(CaseError::write(&path, cause)),
        }
        let lock = CaseLock::take(&path).map_err(|cause| CaseError::write(&path, cause))?;
        let case = Case::new(code, today);
        let mut folder = Self { path, case: case.clone(), lock, key: None, old: None };
        folder.save(case)?;
        Ok(folder)
    }

    /// Opens the case in this folder; only to read where another window writes it or the folder is write-protected.
    ///
    /// # Errors
    /// When there is none, or it is damaged, newer or encrypted; the file is then left as it is.
    pub fn open(path: &Path) -> Result<Self, CaseError> {
        Self::open_with(path, None)
    }

    /// Opens the case in this folder as [`Self::open`] does, with the passphrase that it is protected with. What was cut
    /// off when it was protected is brought to an end first.
    ///
    /// # Errors
    /// When there is none, it is newer, the passphrase is missing or wrong, or a file is damaged or cut off; the files
    /// are then left as they are.
    pub fn open_with(path: &Path, passphrase: Option<&Passphrase>) -> Result<Self, CaseError> {
        let file = path.join(CASE_FILE);
        let sealed = sealed_path(&file);
        if !file.exists() && !sealed.exists() {
            return Err(CaseError::read(&file, std::io::ErrorKind::NotFound.into()));
        }
        let lock = CaseLock::take(path).ok().flatten();
        if lock.is_some() {
            settle(path)?;
        }
        let (text, key) = match (file.exists(), sealed.exists(), passphrase) {
            // Another window is just at it when there is no lock to be had.
            (true, true, _) if lock.is_some() => return Err(CaseError::Twice),
            (true, ..) => {
                let text = fs::read(&file).map_err(|cause| CaseError::read(&file, cause))?;
                (Zeroizing::new(text), None)
            }
            (false, _, None) => return Err(CaseError::Locked),
            (false, _, Some(passphrase)) => {
                let key = read_key(path, passphrase, lock.is_some())?;
                let shut = fs::read(&sealed).map_err(|cause| CaseError::read(&sealed, cause))?;
                let text = key.unseal_text(&shut).map_err(|fault| CaseError::sealed(&sealed, fault))?;
                (text, Some(key))
            }
        };
        let readable =
            std::str::from_utf8(&text).map_err(|error| CaseError::Damaged { cause: error.to_string() })?;
        let (case, version) = read_version(readable)?;
        if lock.is_some() {
            sweep(path);
            sweep(&path.join(PHOTOS));
        }
        let old = (version < VERSION).then_some((version, text));
        Ok(Self { path: path.to_owned(), case, lock, key, old })
    }

    /// Whether the case in this folder is encrypted.
    #[must_use]
    pub fn is_locked(path: &Path) -> bool {
        let file = path.join(CASE_FILE);
        !file.exists() && sealed_path(&file).exists()
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The case as it was saved last.
    #[must_use]
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// Whether nothing can be changed, as another window writes it.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.lock.is_none()
    }

    /// Puts the case on the disk. When this returns without an error it is there, whatever happens next. A file that an
    /// older version wrote is kept beside it first, as `case.v1.ron`.
    ///
    /// # Errors
    /// When another window writes it, or the disk refuses; what was saved before is then still there.
    pub fn save(&mut self, case: Case) -> Result<(), CaseError> {
        if self.is_read_only() {
            return Err(CaseError::ReadOnly);
        }
        if let Some((version, text)) = &self.old {
            self.keep_old(*version, text)?;
            self.old = None;
        }
        self.put(&self.path.join(CASE_FILE), &Zeroizing::new(write_case(&case).into_bytes()))?;
        self.case = case;
        Ok(())
    }

    /// Keeps the text of an older version under a name that no other text has.
    fn keep_old(&self, version: u32, text: &[u8]) -> Result<(), CaseError> {
        let names = (1_u32..).map(|n| match n {
            1 => format!("{FORMER}{version}.ron"),
            n => format!("{FORMER}{version}-{n}.ron"),
        });
        for name in names {
            let path = self.path.join(name);
            if path.exists() || sealed_path(&path).exists() {
                let is_same = self.get(&path, None).is_ok_and(|there| *there == *text);
                if is_same {
                    break;
                }
                continue;
            }
            return self.put(&path, text);
        }
        Ok(())
    }

    /// Writes a file of the case, encrypted where the case is.
    pub(super) fn put(&self, clear: &Path, bytes: &[u8]) -> Result<(), CaseError> {
        let Some(key) = &self.key else {
            return write_whole(clear, bytes).map_err(|cause| CaseError::write(clear, cause));
        };
        let sealed = sealed_path(clear);
        let shut = key.seal_file(clear, bytes);
        shut.and_then(|shut| write_whole(&sealed, &shut)).map_err(|cause| CaseError::write(&sealed, cause))
    }

    /// Reads a file of the case; `length` is what it has in the clear, where that is known.
    pub(super) fn get(&self, clear: &Path, length: Option<u64>) -> Result<Zeroizing<Vec<u8>>, CaseError> {
        read_file(self.key.as_ref(), clear, length)
    }

    /// Reads the case's photos for others.
    #[must_use]
    pub fn photos(&self) -> CasePhotos {
        CasePhotos::new(&self.path, self.key.clone())
    }

    /// Removes the case with all its photos, for good.
    ///
    /// # Errors
    /// When another window writes it, or the disk refuses.
    pub fn erase(self) -> Result<(), CaseError> {
        if self.is_read_only() {
            return Err(CaseError::ReadOnly);
        }
        // The lock is given up first: some systems remove no open file.
        let path = self.path;
        drop(self.lock);
        remove_all(&path)
    }

    /// Removes the case in this folder without opening it: one that is protected, damaged or newer can be erased too.
    ///
    /// # Errors
    /// When there is none, another window writes it, or the disk refuses.
    pub fn erase_at(path: &Path) -> Result<(), CaseError> {
        let file = path.join(CASE_FILE);
        if !file.exists() && !sealed_path(&file).exists() {
            return Err(CaseError::read(&file, std::io::ErrorKind::NotFound.into()));
        }
        let lock = CaseLock::take(path).map_err(|cause| CaseError::write(path, cause))?;
        drop(lock.ok_or(CaseError::ReadOnly)?);
        remove_all(path)
    }
}

fn remove_all(path: &Path) -> Result<(), CaseError> {
    fs::remove_dir_all(path).map_err(|cause| CaseError::write(path, cause))?;
    forget(path);
    Ok(())
}
