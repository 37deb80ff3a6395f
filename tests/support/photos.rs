//! Pictures for the tests of photos, and what palette makes of their colours.

#![expect(clippy::print_stdout, reason = "a test says what it skips")]
#![allow(dead_code, clippy::allow_attributes, reason = "each test uses its part")]

use std::path::{Path, PathBuf};

use image::{ExtendedColorType, ImageEncoder as _};
use palette::convert::FromColorUnclamped as _;
use palette::rgb::{Rgb, RgbStandard};
use palette::{encoding, white_point::D65};
use scalp_shade::color::{Lab, Xyz, lab_of};
use scalp_shade::photo::{DecodeLimits, Photo, PhotoError, decode_photo};

/// Folder of test pictures beside the project; `None`, with the reason printed, when it is not there.
pub(crate) fn shared(folder: &str) -> Option<PathBuf> {
    let path = Path::new("../shared/photos").join(folder);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: {} is not there", path.display());
    None
}

pub(crate) fn decode(bytes: &[u8]) -> Result<Photo, PhotoError> {
    decode_photo(bytes, &DecodeLimits::default())
}

pub(crate) fn lab(pixel: [u16; 3]) -> Lab {
    let light = pixel.map(|v| f64::from(v) / 65535.0);
    lab_of(Xyz::from_color_unclamped(Rgb::<encoding::Linear<encoding::Rec2020>, f64>::from(light)))
}

pub(crate) fn apart(a: Lab, b: Lab) -> f64 {
    (a.l - b.l).abs().max((a.a - b.a).abs()).max((a.b - b.b).abs())
}

/// Colours that the spaces share: greys, skin, strong but not extreme colours.
pub(crate) const COLORS: [[u8; 3]; 12] = [
    [0, 0, 0],
    [255, 255, 255],
    [128, 128, 128],
    [20, 20, 20],
    [212, 170, 148],
    [141, 95, 72],
    [74, 48, 38],
    [230, 60, 40],
    [60, 180, 90],
    [50, 80, 200],
    [240, 230, 60],
    [5, 9, 3],
];

pub(crate) fn codes() -> Vec<u8> {
    COLORS.concat()
}

pub(crate) fn png(profile: Option<Vec<u8>>) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut file);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile).expect("PNG takes a profile");
    }
    encoder.write_image(&codes(), 12, 1, ExtendedColorType::Rgb8).expect("PNG can be written");
    file
}

/// What palette makes of codes in a space under D65.
pub(crate) fn by_palette<S>(codes: [u8; 3]) -> Lab
where
    S: RgbStandard<Space: palette::rgb::RgbSpace<WhitePoint = D65>>,
    Xyz: palette::convert::FromColorUnclamped<Rgb<S, f64>>,
{
    lab_of(Xyz::from_color_unclamped(Rgb::<S, f64>::from(codes.map(|c| f64::from(c) / 255.0))))
}

/// A PNG with one more chunk behind its header.
pub(crate) fn with_chunk(png: &[u8], kind: [u8; 4], content: &[u8]) -> Vec<u8> {
    let mut chunk = kind.to_vec();
    chunk.extend(content);
    let mut crc = u32::MAX;
    for byte in &chunk {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    let length = u32::try_from(content.len()).expect("short").to_be_bytes();
    [&png[..33], &length, &chunk, &(!crc).to_be_bytes(), &png[33..]].concat()
}
