//! A small picture of a case's last photo, for the list.

use std::io::Cursor;

use image::{ImageFormat, RgbImage};

use crate::photo::{LinearImage, PixelRect, screen_pixels};

/// Name of the file in a case's folder. It may be removed: it is made again with the next photo.
pub const THUMBNAIL: &str = "thumbnail.png";
/// Its longer side, in pixels.
const SIDE: u32 = 128;

/// The photo as it was taken, small, as a PNG; none of an empty photo.
pub(super) fn thumbnail_of(photo: &LinearImage) -> Option<Vec<u8>> {
    let longer = photo.width().max(photo.height()).max(1);
    let side =
        |pixels: u32| (u64::from(pixels) * u64::from(SIDE) / u64::from(longer)).clamp(1, u64::from(SIDE));
    let (width, height) =
        (u32::try_from(side(photo.width())).ok()?, u32::try_from(side(photo.height())).ok()?);
    let pixels = screen_pixels(photo, PixelRect::whole(photo), width, height);
    let small = RgbImage::from_raw(width, height, pixels.concat())?;
    let mut png = Cursor::new(Vec::new());
    small.write_to(&mut png, ImageFormat::Png).ok()?;
    Some(png.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_small_and_keeps_the_shape_of_the_photo() {
        for (size, expected) in [((4000, 3000), (128, 96)), ((30, 60), (64, 128)), ((5000, 3), (128, 1))] {
            let pixels = vec![[20000, 20000, 20000]; size.0 as usize * size.1 as usize];
            let photo = LinearImage::from_pixels(size.0, size.1, pixels).expect("as many pixels as its size");
            let png = thumbnail_of(&photo).expect("a picture");
            let small = image::load_from_memory(&png).expect("it reads").to_rgb8();
            assert_eq!(small.dimensions(), expected);
            let [r, g, b] = small.get_pixel(0, 0).0;
            assert!(r == g && g == b && (130..170).contains(&r), "{r} {g} {b}");
        }
    }
}
