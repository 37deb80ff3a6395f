//! The photos of a case on the disk.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use zeroize::Zeroizing;

use super::settle::sealed_path;
use super::thumbnail::thumbnail_of;
use super::{CaseError, CaseFolder, PHOTOS, PhotoHash, PhotoState, THUMBNAIL, VisitPhoto};
use crate::analysis::{Inputs, PhotoSource};
use crate::disk::write_whole;
use crate::photo::{LinearImage, Photo};

/// Where a photo lies in the folder of its case, or would lie if the case were not protected.
#[must_use]
pub fn photo_in(folder: &Path, photo: &VisitPhoto) -> Option<PathBuf> {
    // Only a name may stand in the file: no path leads out of the folder.
    let name = Path::new(&photo.file).file_name()?;
    Some(folder.join(PHOTOS).join(name))
}

impl CaseFolder {
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
        if let Some(place) = self.place_of(from) {
            return Ok(place);
        }
        let bytes = Zeroizing::new(fs::read(from).map_err(|cause| CaseError::read(from, cause))?);
        let hash = PhotoHash::of(&bytes);
        let mut case = self.case().clone();
        let visit = case.visit_on(day);
        if let Some(photo) = case.visits[visit].photos.iter().position(|photo| photo.hash == hash) {
            return Ok((visit, photo));
        }
        let file = self.put_photo(day, from, &bytes)?;
        let photos = &mut case.visits[visit].photos;
        let inputs = Inputs { photo: inside(&file), ..inputs };
        photos.push(VisitPhoto { file, hash, bytes: bytes.len() as u64, inputs, hidden: Vec::new() });
        let place = (visit, photos.len() - 1);
        self.save(case)?;
        Ok(place)
    }

    /// Place of the photo that is kept in this file.
    fn place_of(&self, file: &Path) -> Option<(usize, usize)> {
        let kept = self.path().join(PHOTOS).canonicalize().ok()?;
        if file.parent()?.canonicalize().ok()? != kept {
            return None;
        }
        self.case().place_named(file.file_name()?.to_str()?)
    }

    /// What was marked and chosen on a photo, with where the photo is now.
    #[must_use]
    pub fn inputs(&self, place: (usize, usize)) -> Option<Inputs> {
        let photo = self.case().photo(place)?;
        Some(Inputs { photo: PhotoSource::File(self.photo_path(place)?), ..photo.inputs.clone() })
    }

    /// Where a photo lies, or would lie if the case were not protected.
    #[must_use]
    pub fn photo_path(&self, place: (usize, usize)) -> Option<PathBuf> {
        photo_in(self.path(), self.case().photo(place)?)
    }

    /// Whether a photo is still the one that was taken in.
    #[must_use]
    pub fn photo_state(&self, place: (usize, usize)) -> PhotoState {
        let Some((photo, path)) = self.case().photo(place).zip(self.photo_path(place)) else {
            return PhotoState::Missing;
        };
        let hash = if self.is_protected() {
            self.get(&path, Some(photo.bytes).filter(|bytes| *bytes > 0)).map(|bytes| PhotoHash::of(&bytes))
        } else {
            PhotoHash::of_file(&path).map_err(|cause| CaseError::read(&path, cause))
        };
        match hash {
            Ok(hash) if hash == photo.hash => PhotoState::Same,
            Ok(_) | Err(CaseError::SealDamaged { .. } | CaseError::CutOff { .. }) => PhotoState::Changed,
            Err(_) => PhotoState::Missing,
        }
    }

    /// The bytes of a photo, which are the ones that were taken in.
    ///
    /// # Errors
    /// When they are not, or cannot be read.
    pub fn photo_bytes(&self, place: (usize, usize)) -> Result<Zeroizing<Vec<u8>>, CaseError> {
        self.photos().bytes(self.case().photo(place).ok_or(CaseError::NoPhoto)?)
    }

    /// A photo, decoded; of a protected case nothing is written to the disk in the clear.
    ///
    /// # Errors
    /// When it is not the one that was taken in, or cannot be read as a picture.
    pub fn photo(&self, place: (usize, usize)) -> Result<Photo, CaseError> {
        self.photos().photo(self.case().photo(place).ok_or(CaseError::NoPhoto)?)
    }

    /// Puts a photo back from where it was moved to.
    ///
    /// # Errors
    /// When it is another picture, cannot be read, or cannot be copied.
    pub fn relink(&mut self, place: (usize, usize), from: &Path) -> Result<(), CaseError> {
        if self.is_read_only() {
            return Err(CaseError::ReadOnly);
        }
        let (photo, path) = self.case().photo(place).zip(self.photo_path(place)).ok_or(CaseError::NoPhoto)?;
        let bytes = fs::read(from).map_err(|cause| CaseError::read(from, cause))?;
        if PhotoHash::of(&bytes) != photo.hash {
            return Err(CaseError::OtherPhoto { name: from.display().to_string() });
        }
        self.write_photo(&path, &bytes)
    }

    /// Keeps a small picture of this photo for the list of cases; none of a protected case.
    ///
    /// # Errors
    /// When another window writes the case, or the disk refuses.
    pub fn keep_thumbnail(&self, photo: &LinearImage) -> Result<(), CaseError> {
        if self.is_read_only() {
            return Err(CaseError::ReadOnly);
        }
        if self.is_protected() {
            return Ok(());
        }
        let Some(png) = thumbnail_of(photo) else { return Ok(()) };
        let path = self.path().join(THUMBNAIL);
        write_whole(&path, &png).map_err(|cause| CaseError::write(&path, cause))
    }

    /// Copies a photo under a name that says its day and is not taken.
    fn put_photo(&self, day: Date, from: &Path, bytes: &[u8]) -> Result<String, CaseError> {
        let ending = from.extension().and_then(OsStr::to_str).unwrap_or("jpg").to_lowercase();
        // This is what encrypted files end in.
        let ending = if ending == "age" { String::from("jpg") } else { ending };
        let free = (1_u32..).map(|n| format!("{day}-{n}.{ending}"));
        let mut free = free.filter(|name| {
            let path = self.path().join(PHOTOS).join(name);
            !path.exists() && !sealed_path(&path).exists()
        });
        let name = free.next().unwrap_or_default();
        self.write_photo(&self.path().join(PHOTOS).join(&name), bytes)?;
        Ok(name)
    }

    fn write_photo(&self, path: &Path, bytes: &[u8]) -> Result<(), CaseError> {
        let photos = self.path().join(PHOTOS);
        fs::create_dir_all(&photos).map_err(|cause| CaseError::write(&photos, cause))?;
        self.put(path, bytes)
    }
}

/// How a photo of the folder stands in the case's file.
fn inside(file: &str) -> PhotoSource {
    PhotoSource::File(Path::new(PHOTOS).join(file))
}
