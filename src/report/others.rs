//! The further photos of a visit: shown beside the one that the plan is told on, and not measured.

use std::sync::Arc;

use image::RgbImage;

use super::pictures::{fitting, raster};
use super::sheet::Picture;
use super::story::astray;
use super::{ReportError, Story, Wishes, blur};
use crate::analysis::sentence;
use crate::case::{CasePhotos, Visit, VisitPhoto};
use crate::locale::{say, tr};
use crate::photo::{PixelRect, screen_pixels};
use crate::progress::Progress;

/// Longest side of a picture, pixels: a third of a page at more than 300 to the inch.
const LONGEST: f64 = 800.0;

/// A further photo of a visit. It is read when its picture is made, and gone when that is done: a visit may have more
/// of them than the memory holds.
#[derive(Debug, Clone)]
pub struct OtherPhoto {
    /// Which of the visit's photos it is, from 1.
    pub number: usize,
    /// What the case keeps of it.
    pub photo: VisitPhoto,
    photos: CasePhotos,
}

/// The picture of a further photo, or why there is none.
#[derive(Debug, Clone)]
pub(super) struct OtherPicture {
    name: String,
    pixels: Result<Arc<RgbImage>, String>,
}

impl OtherPhoto {
    /// All photos of a visit but the one that its plan is told on.
    pub(super) fn of(visit: &Visit, photos: &CasePhotos) -> Vec<Self> {
        let main = Story::photo_of(visit);
        let all = visit.photos.iter().enumerate().filter(|(place, _)| Some(*place) != main);
        let other = |(place, photo): (usize, &VisitPhoto)| Self {
            number: place + 1,
            photo: photo.clone(),
            photos: photos.clone(),
        };
        all.map(other).collect()
    }
}

/// Makes the pictures, as they were taken, with what is to be hidden hidden first.
///
/// # Errors
/// When the work was asked to stop. A photo that cannot be shown is told in its place.
pub(super) fn others(
    story: &Story,
    wishes: &Wishes,
    progress: &dyn Progress,
) -> Result<Vec<OtherPicture>, ReportError> {
    let count = story.others.len().max(1) as f32;
    let mut made = Vec::with_capacity(story.others.len());
    for (place, other) in story.others.iter().enumerate() {
        let share = 0.8 + 0.1 * place as f32 / count;
        if progress.report(share, tr("Drawing the pictures")).is_break() {
            return Err(ReportError::Cancelled);
        }
        made.push(picture(other, wishes));
    }
    Ok(made)
}

fn picture(other: &OtherPhoto, wishes: &Wishes) -> OtherPicture {
    let name = say!("Photo %{n}", n = other.number);
    let read = match other.photos.photo(&other.photo) {
        Ok(read) => read,
        Err(error) => return OtherPicture { name, pixels: Err(astray(error)) },
    };
    let name = match read.facts.camera.taken_at.as_deref().and_then(time_of) {
        Some(time) => format!("{name}, {time}"),
        None => name,
    };
    let mut boxes = other.photo.hidden.clone();
    boxes.extend(wishes.left_out(&other.photo.inputs, &read.image));
    // Who hides a face in one photo must not find it in the next.
    if boxes.is_empty() && !wishes.blurred.is_empty() {
        let why = tr("left out, as nothing is hidden in it; draw boxes on it in the case").to_owned();
        return OtherPicture { name, pixels: Err(why) };
    }
    let pixels = blur::hidden(&read.image, &boxes).and_then(|image| {
        let all = PixelRect::whole(&image);
        let size = fitting(all, LONGEST);
        raster(screen_pixels(&image, all, size.0, size.1), size)
    });
    OtherPicture { name, pixels: pixels.map(Arc::new).map_err(|error| error.to_string()) }
}

/// "14:03" of "2026-11-22 14:03:55".
fn time_of(taken_at: &str) -> Option<&str> {
    let time = taken_at.split(' ').nth(1)?.get(..5)?;
    let is_time =
        time.bytes().enumerate().all(|(at, byte)| if at == 2 { byte == b':' } else { byte.is_ascii_digit() });
    is_time.then_some(time)
}

/// What can be shown, and a line for each that cannot.
pub(super) fn shown(others: &[OtherPicture]) -> (Vec<Picture>, Vec<String>) {
    let mut shown = Vec::new();
    let mut missing = Vec::new();
    for other in others {
        match &other.pixels {
            Ok(pixels) => shown.push(Picture::of(pixels, other.name.clone())),
            Err(why) => missing.push(format!("{}: {}", other.name, sentence(why))),
        }
    }
    (shown, missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_where_there_is_one() {
        assert_eq!(time_of("2026-11-22 14:03:55"), Some("14:03"));
        for none in ["", "2026-11-22", "2026-11-22 ", "2026-11-22 later", "0000 14.03"] {
            assert_eq!(time_of(none), None, "{none}");
        }
    }
}
