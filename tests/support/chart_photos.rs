//! The two real photos with a ColorChecker, when they are at hand.

#![allow(dead_code, clippy::allow_attributes, reason = "each test uses its part")]
#![expect(clippy::print_stdout, reason = "a test says what it skips")]

use std::path::Path;

use scalp_shade::photo::{DecodeLimits, LinearImage, PixelPos, load_photo};

/// Name, picture, and the outer corners of dark skin, bluish green, black and white, read off by eye; nothing, with
/// the reason printed, when the folder is not there.
pub(crate) fn chart_photos() -> Vec<(&'static str, LinearImage, [PixelPos; 4])> {
    let folder = Path::new("../shared/photos/colorchecker");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return Vec::new();
    }
    let photos = [
        ("a", [(565.0, 476.0), (565.0, 225.0), (731.0, 225.0), (728.0, 476.0)]),
        ("b", [(290.5, 181.5), (778.5, 194.5), (768.0, 509.0), (285.0, 498.0)]),
    ];
    photos
        .into_iter()
        .map(|(name, corners)| {
            let path = folder.join(format!("IMG_1967_or_1971_{name}_uncorrected.png"));
            let photo = load_photo(&path, &DecodeLimits::default()).expect("a sound PNG");
            let image = std::sync::Arc::unwrap_or_clone(photo.image);
            (name, image, corners.map(|(x, y)| PixelPos { x, y }))
        })
        .collect()
}
