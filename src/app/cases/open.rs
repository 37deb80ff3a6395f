//! The case on the table.

use std::path::PathBuf;

use crate::case::{Case, CasePhotos, PhotoState, VisitPhoto};
use crate::photo::PixelRect;

/// Place of a photo: which visit, which of its photos.
pub type PhotoPlace = (usize, usize);

/// Whether everything is on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// It is.
    Kept,
    /// It is being written.
    Writing,
    /// Another window writes this case; nothing can be changed here.
    ReadOnly,
    /// The disk refused; what is wrong is told by [`CaseBench::refused`](super::CaseBench::refused).
    Refused,
}

/// The case on the table.
#[derive(Debug, Clone)]
pub struct OpenCase {
    /// Its folder.
    pub path: PathBuf,
    /// As it is now, on the disk or not yet.
    pub case: Case,
    /// Nothing can be changed.
    pub read_only: bool,
    /// It is encrypted on the disk.
    pub protected: bool,
    /// Reads its photos, whether it is encrypted or not.
    pub photos: CasePhotos,
    /// The photo of it that is on the table.
    pub shown: Option<PhotoPlace>,
    /// A photo that was asked for and is not the one that was taken in, or is not there.
    pub astray: Option<(PhotoPlace, PhotoState)>,
    /// As it was written last.
    pub(super) saved: Case,
    /// As the disk refused it.
    pub(super) refused: Option<Case>,
}

impl OpenCase {
    /// What is hidden in pictures of the photo on the table.
    #[must_use]
    pub fn hidden_on_table(&self) -> &[PixelRect] {
        let photo = self.shown.and_then(|place| self.case.photo(place));
        photo.map(|photo| photo.hidden.as_slice()).unwrap_or_default()
    }

    pub(super) fn shown_photo(&mut self) -> Option<&mut VisitPhoto> {
        let (visit, photo) = self.shown.filter(|_| !self.read_only)?;
        self.case.visits.get_mut(visit)?.photos.get_mut(photo)
    }

    pub(super) fn last_photo(&self) -> Option<PhotoPlace> {
        let visits = self.case.visits.iter().enumerate().rev();
        visits
            .filter(|(_, visit)| !visit.photos.is_empty())
            .map(|(place, visit)| (place, visit.photos.len() - 1))
            .next()
    }
}
