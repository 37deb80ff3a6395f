//! Reading a case's photos beside the one who writes the case.

use std::fs;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::key::CaseKey;
use super::settle::sealed_path;
use super::{CaseError, PhotoHash, VisitPhoto, photo_in};
use crate::photo::{DecodeLimits, Photo, load_photo_bytes};

/// Where the photos of a case lie, and what opens them: for another thread than the one that keeps the case. What it
/// reads is in memory alone; it writes nothing.
#[derive(Debug, Clone)]
pub struct CasePhotos {
    folder: PathBuf,
    key: Option<CaseKey>,
}

impl CasePhotos {
    /// Of a case in this folder that is not protected.
    #[must_use]
    pub fn in_clear(folder: &Path) -> Self {
        Self::new(folder, None)
    }

    pub(super) fn new(folder: &Path, key: Option<CaseKey>) -> Self {
        Self { folder: folder.to_owned(), key }
    }

    /// Where a photo lies, or would lie if the case were not protected.
    #[must_use]
    pub fn path(&self, photo: &VisitPhoto) -> Option<PathBuf> {
        photo_in(&self.folder, photo)
    }

    /// The bytes of a photo, which are the ones that were taken in.
    ///
    /// # Errors
    /// When they are not, or cannot be read.
    pub fn bytes(&self, photo: &VisitPhoto) -> Result<Zeroizing<Vec<u8>>, CaseError> {
        let path = self.path(photo).ok_or(CaseError::NoPhoto)?;
        let bytes = read_file(self.key.as_ref(), &path, Some(photo.bytes).filter(|bytes| *bytes > 0))?;
        if PhotoHash::of(&bytes) == photo.hash {
            Ok(bytes)
        } else {
            Err(CaseError::PhotoAstray { name: photo.file.clone() })
        }
    }

    /// A photo, decoded.
    ///
    /// # Errors
    /// When it is not the one that was taken in, or cannot be read as a picture.
    pub fn photo(&self, photo: &VisitPhoto) -> Result<Photo, CaseError> {
        let bytes = self.bytes(photo)?;
        let path = self.path(photo).ok_or(CaseError::NoPhoto)?;
        Ok(load_photo_bytes(&bytes, &path, &DecodeLimits::default())?)
    }
}

/// Reads a file of a case, which is encrypted where there is a key; `length` is what it has in the clear, where that is
/// known.
pub(super) fn read_file(
    key: Option<&CaseKey>,
    clear: &Path,
    length: Option<u64>,
) -> Result<Zeroizing<Vec<u8>>, CaseError> {
    let Some(key) = key else {
        return fs::read(clear).map(Zeroizing::new).map_err(|cause| CaseError::read(clear, cause));
    };
    let sealed = sealed_path(clear);
    let shut = fs::read(&sealed).map_err(|cause| CaseError::read(&sealed, cause))?;
    let bytes = key.unseal_file(clear, &shut, length);
    bytes.map_err(|fault| CaseError::sealed(&sealed, fault))
}
