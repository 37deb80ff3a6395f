//! Pictures with something done to them.

#![allow(dead_code, clippy::allow_attributes, reason = "each test uses its part")]

use scalp_shade::photo::LinearImage;

/// Light of skin in the usual exposure, linear of 65535.
pub(crate) const HAND: [u16; 3] = [26_000, 16_000, 10_500];
/// Light of dark hair.
pub(crate) const HAIR: [u16; 3] = [2_300, 1_800, 1_500];

/// Every pixel by its place and what it was.
pub(crate) fn changed(image: &LinearImage, change: impl Fn(u32, u32, [u16; 3]) -> [u16; 3]) -> LinearImage {
    let (width, height) = (image.width(), image.height());
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let pixels = places.map(|(x, y)| change(x, y, image.pixel(x, y).expect("inside")));
    LinearImage::from_pixels(width, height, pixels.collect()).expect("as large as before")
}

pub(crate) fn mirrored(image: &LinearImage) -> LinearImage {
    let last = image.width() - 1;
    changed(image, |x, y, _| image.pixel(last - x, y).expect("inside"))
}

pub(crate) fn grey(image: &LinearImage) -> LinearImage {
    changed(image, |_, _, [r, g, b]| {
        let sum = u32::from(r) * 3 + u32::from(g) * 6 + u32::from(b);
        [u16::try_from(sum / 10).expect("a mean"); 3]
    })
}

/// Twice the same picture, side by side.
pub(crate) fn twice(image: &LinearImage) -> LinearImage {
    let (width, height) = (image.width(), image.height());
    let places = (0..height).flat_map(|y| (0..2 * width).map(move |x| (x % width, y)));
    let pixels = places.map(|(x, y)| image.pixel(x, y).expect("inside"));
    LinearImage::from_pixels(2 * width, height, pixels.collect()).expect("twice as wide")
}

/// The part of a picture from a column on.
pub(crate) fn cut_left(image: &LinearImage, from: u32) -> LinearImage {
    let (width, height) = (image.width() - from, image.height());
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x + from, y)));
    let pixels = places.map(|(x, y)| image.pixel(x, y).expect("inside"));
    LinearImage::from_pixels(width, height, pixels.collect()).expect("a part")
}

/// A factor on light, and light added, of 65535.
pub(crate) fn lit(pixel: [u16; 3], factor: f64, added: f64) -> [u16; 3] {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 16 bits")]
    let code = |value: u16| (f64::from(value) * factor + added).round().clamp(0.0, 65535.0) as u16;
    pixel.map(code)
}

/// Strands across: whether a place on the card, in patches, lies under one of hair of this thickness.
pub(crate) fn under_hair([u, v]: [f64; 2], thickness: f64) -> bool {
    let strand = |offset: f64, lean: f64| ((u - offset - lean * v).rem_euclid(0.42)) < thickness;
    strand(0.0, 0.3) || strand(0.17, -0.2)
}
