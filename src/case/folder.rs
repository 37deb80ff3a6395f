//! A case on the disk.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::lock::CaseLock;
use super::thumbnail::thumbnail_of;
use super::{
    CASE_FILE, Case, CaseCode, CaseError, PhotoHash, PhotoState, THUMBNAIL, VisitPhoto, read_case, write_case,
};
use crate::analysis::{Inputs, PhotoSource};
use crate::disk::write_whole;
use crate::photo::LinearImage;

/// Folder of a case's photos in its own.
const PHOTOS: &str = "photos";

/// The folder of the case that a path names: the folder itself, or its file.
#[must_use]
pub fn case_folder(path: &Path) -> Option<PathBuf> {
    if path.is_dir() {
        return path.join(CASE_FILE).is_file().then(|| path.to_owned());
    }
    (path.file_name()? == CASE_FILE).then(|| path.parent().map(Path::to_owned))?
}

/// Where a photo lies in the folder of its case.
#[must_use]
pub fn photo_in(folder: &Path, photo: &VisitPhoto) -> Option<PathBuf> {
    // Only a name may stand in the file: no path leads out of the folder.
    let name = Path::new(&photo.file).file_name()?;
    Some(folder.join(PHOTOS).join(name))
}

/// An open case: its folder, what it holds, and the right to write it, or not.
#[derive(Debug)]
pub struct CaseFolder {
    path: PathBuf,
    case: Case,
    lock: Option<CaseLock>,
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
        let mut folder = Self { path, case: case.clone(), lock };
        folder.save(case)?;
        Ok(folder)
    }

    /// Opens the case in this folder; only to read where another window writes it or the folder is protected.
    ///
    /// # Errors
    /// When there is none, or it is damaged or newer; the file is then left as it is.
    pub fn open(path: &Path) -> Result<Self, CaseError> {
        let file = path.join(CASE_FILE);
        let text = fs::read_to_string(&file).map_err(|cause| CaseError::read(&file, cause))?;
        let case = read_case(&text)?;
        let lock = CaseLock::take(path).ok().flatten();
        if lock.is_some() {
            sweep(path);
            sweep(&path.join(PHOTOS));
        }
        Ok(Self { path: path.to_owned(), case, lock })
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

    /// Puts the case on the disk. When this returns without an error it is there, whatever happens next.
    ///
    /// # Errors
    /// When another window writes it, or the disk refuses; what was saved before is then still there.
    pub fn save(&mut self, case: Case) -> Result<(), CaseError> {
        if self.is_read_only() {
            return Err(CaseError::ReadOnly);
        }
        let file = self.path.join(CASE_FILE);
        write_whole(&file, write_case(&case).as_bytes()).map_err(|cause| CaseError::write(&file, cause))?;
        self.case = case;
        Ok(())
    }

    /// Takes a photo in, byte for byte, as one of a visit on this day, and saves the case; the photo's place. A
    /// photo that this visit has already is not taken in twice.
    ///
    /// # Errors
    /// When it cannot be read or copied, or the case cannot be saved.
    pub fn take_photo(
        &mut self,
        day: Date,
        from: &Path,
        inputs: Inputs,
    ) -> Result<(usize, usize), CaseError> {
        if self.is_read_only() {
            return Err(CaseError::ReadOnly);
        }
        let bytes = fs::read(from).map_err(|cause| CaseError::read(from, cause))?;
        let hash = PhotoHash::of(&bytes);
        let mut case = self.case.clone();
        let visit = case.visit_on(day);
        if let Some(photo) = case.visits[visit].photos.iter().position(|photo| photo.hash == hash) {
            return Ok((visit, photo));
        }
        let file = self.put_photo(day, from, &bytes)?;
        let photos = &mut case.visits[visit].photos;
        photos.push(VisitPhoto { inputs: Inputs { photo: inside(&file), ..inputs }, file, hash });
        let place = (visit, photos.len() - 1);
        self.save(case)?;
        Ok(place)
    }

    /// What was marked and chosen on a photo, with where the photo is now.
    #[must_use]
    pub fn inputs(&self, place: (usize, usize)) -> Option<Inputs> {
        let photo = self.case.photo(place)?;
        Some(Inputs { photo: PhotoSource::File(self.photo_path(place)?), ..photo.inputs.clone() })
    }

    /// Where a photo lies.
    #[must_use]
    pub fn photo_path(&self, place: (usize, usize)) -> Option<PathBuf> {
        photo_in(&self.path, self.case.photo(place)?)
    }

    /// Whether a photo is still the one that was taken in.
    #[must_use]
    pub fn photo_state(&self, place: (usize, usize)) -> PhotoState {
        let Some((photo, path)) = self.case.photo(place).zip(self.photo_path(place)) else {
            return PhotoState::Missing;
        };
        match PhotoHash::of_file(&path) {
            Ok(hash) if hash == photo.hash => PhotoState::Same,
            Ok(_) => PhotoState::Changed,
            Err(_) => PhotoState::Missing,
        }
    }

    /// Puts a photo back from where it was moved to.
    ///
    /// # Errors
    /// When it is another picture, cannot be read, or cannot be copied.
    pub fn relink(&mut self, place: (usize, usize), from: &Path) -> Result<(), CaseError> {
        if self.is_read_only() {
            return Err(CaseError::ReadOnly);
        }
        let (photo, path) = self.case.photo(place).zip(self.photo_path(place)).ok_or(CaseError::NoPhoto)?;
        let bytes = fs::read(from).map_err(|cause| CaseError::read(from, cause))?;
        if PhotoHash::of(&bytes) != photo.hash {
            return Err(CaseError::OtherPhoto { name: from.display().to_string() });
        }
        self.write_photo(&path, &bytes)
    }

    /// Keeps a small picture of this photo for the list of cases.
    ///
    /// # Errors
    /// When another window writes the case, or the disk refuses.
    pub fn keep_thumbnail(&self, photo: &LinearImage) -> Result<(), CaseError> {
        if self.is_read_only() {
            return Err(CaseError::ReadOnly);
        }
        let Some(png) = thumbnail_of(photo) else { return Ok(()) };
        let path = self.path.join(THUMBNAIL);
        write_whole(&path, &png).map_err(|cause| CaseError::write(&path, cause))
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
        fs::remove_dir_all(&path).map_err(|cause| CaseError::write(&path, cause))
    }

    /// Copies a photo under a name that says its day and is not taken.
    fn put_photo(&self, day: Date, from: &Path, bytes: &[u8]) -> Result<String, CaseError> {
        let ending = from.extension().and_then(OsStr::to_str).unwrap_or("jpg").to_lowercase();
        let free = (1_u32..).map(|n| format!("{day}-{n}.{ending}"));
        let mut free = free.filter(|name| !self.path.join(PHOTOS).join(name).exists());
        let name = free.next().unwrap_or_default();
        self.write_photo(&self.path.join(PHOTOS).join(&name), bytes)?;
        Ok(name)
    }

    fn write_photo(&self, path: &Path, bytes: &[u8]) -> Result<(), CaseError> {
        let photos = self.path.join(PHOTOS);
        fs::create_dir_all(&photos).map_err(|cause| CaseError::write(&photos, cause))?;
        write_whole(path, bytes).map_err(|cause| CaseError::write(path, cause))
    }
}

/// Removes halves of writings that were cut off, which bear the name of their file with a dot in front and more behind.
/// Only who holds the lock may: to anybody else they may be about to become whole.
fn sweep(folder: &Path) {
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

/// How a photo of the folder stands in the case's file.
fn inside(file: &str) -> PhotoSource {
    PhotoSource::File(Path::new(PHOTOS).join(file))
}
