//! The photo that boxes are drawn on: read by a thread, and in memory alone.

use std::sync::Arc;

use super::jobs::guarded;
use super::{OpenCase, PhotoPlace, Ticket, Wake, WorkError, Worker};
use crate::case::{CasePhotos, PhotoHash, VisitPhoto};
use crate::photo::{LinearImage, Photo, PixelRect, screen_pixels};

/// Longest side of what is shown, pixels: as much as a large screen has room for.
const LONGEST: u32 = 1600;

/// A photo as it is shown to draw boxes on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacePhoto {
    /// Pixels of the upright photo, across and down; boxes are drawn in these.
    pub size: [u32; 2],
    /// Pixels of what is shown.
    pub shown: [u32; 2],
    /// What is shown, row by row in sRGB, as it was taken.
    pub pixels: Vec<[u8; 3]>,
}

/// The photo that is shown.
#[derive(Debug, Clone)]
pub struct ShownFaces {
    /// Which of the open case.
    pub place: PhotoPlace,
    /// What its bytes add up to: the same place of another case is not meant.
    pub hash: PhotoHash,
    /// The photo once it was read, or why it cannot be.
    pub photo: Option<Result<Arc<FacePhoto>, String>>,
}

#[derive(Debug)]
struct Request {
    photo: VisitPhoto,
    photos: CasePhotos,
    /// The photo where it lies on the table.
    read: Option<Arc<Photo>>,
}

type Answer = (PhotoHash, Result<Arc<FacePhoto>, String>);

/// The photo that boxes are drawn on, and the thread that reads it.
#[derive(Debug)]
pub(super) struct FacesBench {
    shown: Option<ShownFaces>,
    reader: Option<Worker<Box<Request>, Answer>>,
}

impl FacesBench {
    /// Starts the thread.
    pub(super) fn start(wake: &Wake) -> Self {
        let read = |request: Box<Request>, ticket: &Ticket<'_, Answer>| {
            let hash = request.photo.hash;
            let read = guarded(|| {
                if let Some(photo) = &request.read {
                    return Ok(smaller(&photo.image));
                }
                let photo = request.photos.photo(&request.photo);
                photo
                    .map(|photo| smaller(&photo.image))
                    .map_err(|error| WorkError::Refused(error.to_string()))
            });
            ticket.send((hash, read.map(Arc::new).map_err(|error| error.sentence().unwrap_or_default())));
        };
        Self { shown: None, reader: Worker::start("read photo for boxes", Arc::clone(wake), read) }
    }

    /// Shows a photo of the open case; `table` is the one that lies on the table.
    pub(super) fn show(&mut self, place: PhotoPlace, open: &OpenCase, table: Option<&Arc<Photo>>) {
        let Some((photo, reader)) = open.case.photo(place).zip(self.reader.as_ref()) else { return };
        self.shown = Some(ShownFaces { place, hash: photo.hash, photo: None });
        reader.submit(Box::new(Request {
            photo: photo.clone(),
            photos: open.photos.clone(),
            read: table.filter(|_| open.shown == Some(place)).cloned(),
        }));
    }

    /// Shows none any more.
    pub(super) fn leave(&mut self) {
        self.shown = None;
        if let Some(reader) = &self.reader {
            reader.cancel();
        }
    }

    /// What is shown.
    pub(super) fn shown(&self) -> Option<&ShownFaces> {
        self.shown.as_ref()
    }

    /// Takes in what the thread has read.
    pub(super) fn poll(&mut self) {
        let Some((hash, read)) = self.reader.as_ref().and_then(Worker::poll) else { return };
        if let Some(shown) = self.shown.as_mut().filter(|shown| shown.hash == hash) {
            shown.photo = Some(read);
        }
    }
}

fn smaller(image: &LinearImage) -> FacePhoto {
    let size = [image.width(), image.height()];
    let longer = size[0].max(size[1]).max(1);
    let shrunk = |side: u32| {
        let shrunk = u64::from(side) * u64::from(LONGEST) / u64::from(longer);
        u32::try_from(shrunk).unwrap_or(LONGEST).clamp(1, side.max(1))
    };
    let shown = if longer > LONGEST { size.map(shrunk) } else { size };
    FacePhoto { size, shown, pixels: screen_pixels(image, PixelRect::whole(image), shown[0], shown[1]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_photo_is_shown_smaller_and_a_small_one_as_it_is() {
        for (size, shown) in [([3200, 2400], [1600, 1200]), ([40, 30], [40, 30]), ([1, 4000], [1, 1600])] {
            let image =
                LinearImage::from_pixels(size[0], size[1], vec![[9; 3]; (size[0] * size[1]) as usize]);
            let photo = smaller(&image.expect("as many pixels as its size"));
            assert_eq!((photo.size, photo.shown), (size, shown));
            assert_eq!(photo.pixels.len(), (shown[0] * shown[1]) as usize);
        }
    }
}
