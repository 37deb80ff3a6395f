//! Hostile input: thousands of seeded mutations of pictures must give a picture or an error, never a
//! panic, never a hang, never more memory than the limits.

#![expect(clippy::print_stdout, reason = "a test says what it skips and how long it took")]

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use image::{DynamicImage, ExtendedColorType, ImageEncoder as _, ImageFormat};
use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64;
use rayon::prelude::*;
use scalp_shade::photo::{DecodeLimits, PixelRect, decode_photo, screen_pixels};

/// Mutated pictures in one run.
const PICTURES: u64 = 8000;

/// Small sound files of every format that is read.
fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let (width, height) = (23_u32, 17_u32);
    let byte = |v: u32| u8::try_from(v % 256).expect("a byte");
    let rgb: Vec<u8> =
        (0..width * height).flat_map(|i| [byte(i * 7), byte(i * 3 + i / 5), byte(255 - i / 2)]).collect();
    let picture = image::RgbImage::from_raw(width, height, rgb.clone()).map(DynamicImage::ImageRgb8);
    let picture = picture.expect("the samples fit the size");
    let profile = moxcms::ColorProfile::new_display_p3().encode().expect("a profile");
    let exif =
        b"II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x0F\x01\x02\0\x04\0\0\0Abc\0\0\0\0\0"
            .to_vec();
    let write = |image: &DynamicImage, format: ImageFormat| {
        let mut file = Cursor::new(Vec::new());
        image.write_to(&mut file, format).expect("the format can be written");
        file.into_inner()
    };
    let mut seeds = Vec::new();
    let mut jpeg = Vec::new();
    let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 80);
    encoder.set_icc_profile(profile.clone()).expect("JPEG takes a profile");
    encoder.set_exif_metadata(exif.clone()).expect("JPEG takes EXIF");
    encoder.write_image(&rgb, width, height, ExtendedColorType::Rgb8).expect("JPEG can be written");
    seeds.push(("jpeg", jpeg));
    let mut png = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut png);
    encoder.set_icc_profile(profile).expect("PNG takes a profile");
    encoder.set_exif_metadata(exif).expect("PNG takes EXIF");
    encoder.write_image(&rgb, width, height, ExtendedColorType::Rgb8).expect("PNG can be written");
    seeds.push(("png", png));
    seeds.push(("png 16", write(&DynamicImage::ImageRgba16(picture.to_rgba16()), ImageFormat::Png)));
    seeds.push(("jpeg grey", write(&DynamicImage::ImageLuma8(picture.to_luma8()), ImageFormat::Jpeg)));
    for format in [
        ImageFormat::Tiff,
        ImageFormat::WebP,
        ImageFormat::Bmp,
        ImageFormat::Gif,
        ImageFormat::Pnm,
        ImageFormat::Qoi,
    ] {
        seeds.push((format.extensions_str().first().copied().unwrap_or("picture"), write(&picture, format)));
    }
    let mut tga = write(&picture, ImageFormat::Tga);
    tga.extend(b"\0\0\0\0\0\0\0\0TRUEVISION-XFILE.\0");
    seeds.push(("tga", tga));
    for (name, path) in [
        ("heic", "../shared/photos/heic/heif_zPug_3.heic"),
        ("heic grey", "../shared/photos/heic/heif_L_8__128x128.heif"),
        ("jpeg progressive", "../shared/photos/odd/images_jpg_progressive_test.jpg"),
    ] {
        match std::fs::read(path) {
            Ok(bytes) => seeds.push((name, bytes)),
            Err(_) => println!("without {name}: {path} is not there"),
        }
    }
    seeds
}

/// Flips, cuts, splices and edits a file.
fn mutate(rng: &mut Pcg64, seed: &[u8], other: &[u8]) -> Vec<u8> {
    let mut file = seed.to_vec();
    let edits = rng.random_range(1..=3);
    for _ in 0..edits {
        let at = rng.random_range(0..file.len().max(1));
        // Headers decide most, so half of the edits go there.
        let at = if rng.random_bool(0.5) { at % 64 } else { at };
        match rng.random_range(0..7) {
            0 => flip(rng, &mut file, at),
            1 => {
                if let Some(byte) = file.get_mut(at) {
                    *byte = *[0, 1, 0x7F, 0x80, 0xFE, 0xFF].get(rng.random_range(0..6)).unwrap_or(&0);
                }
            }
            2 => {
                for byte in file.iter_mut().skip(at).take(rng.random_range(1..=4)) {
                    *byte = rng.random();
                }
            }
            3 => file.truncate(at.max(1)),
            4 => {
                let piece =
                    other.iter().skip(rng.random_range(0..other.len())).take(rng.random_range(1..200));
                let at = at.min(file.len());
                file.splice(at..at, piece.copied());
            }
            5 => {
                let end = (at + rng.random_range(1..100)).min(file.len());
                file.drain(at.min(end)..end);
            }
            _ => {
                let value: u32 = *[0, 1, 0x7FFF_FFFF, 0xFFFF_FFFF, 0x0001_0000, 0xFFFF]
                    .get(rng.random_range(0..6))
                    .unwrap_or(&0);
                for (byte, new) in file.iter_mut().skip(at).zip(value.to_be_bytes()) {
                    *byte = new;
                }
            }
        }
        if file.is_empty() {
            file.push(0);
        }
    }
    file
}

fn flip(rng: &mut Pcg64, file: &mut [u8], at: usize) {
    if let Some(byte) = file.get_mut(at) {
        *byte ^= 1 << rng.random_range(0..8);
    }
}

#[test]
fn mutated_pictures_do_no_harm() {
    let seeds = seeds();
    for (name, file) in &seeds {
        decode_photo(file, &DecodeLimits::default()).unwrap_or_else(|e| panic!("{name} is sound: {e}"));
    }
    // Small limits: two threads at once, and every refusal for size is one more path walked.
    let limits = DecodeLimits { max_pixels: 4_000_000, max_memory: 64_000_000, ..DecodeLimits::default() };
    let start = Instant::now();
    let results: Vec<(u64, bool, Option<String>)> = (0..PICTURES)
        .into_par_iter()
        .map(|number| {
            let mut rng = Pcg64::seed_from_u64(number);
            let (name, seed) = &seeds[usize::try_from(number).expect("small") % seeds.len()];
            let (_, other) = &seeds[rng.random_range(0..seeds.len())];
            let file = mutate(&mut rng, seed, other);
            let begun = Instant::now();
            let outcome = catch_unwind(AssertUnwindSafe(|| match decode_photo(&file, &limits) {
                Ok(photo) => {
                    let pixels = u64::from(photo.image.width()) * u64::from(photo.image.height());
                    let shown = screen_pixels(&photo.image, PixelRect::whole(&photo.image), 3, 2);
                    (true, (pixels > limits.max_pixels || shown.len() != 6).then_some("wrong size"))
                }
                Err(error) => {
                    let message = error.to_string();
                    (false, (message.is_empty() || message.contains('\n')).then_some("not one sentence"))
                }
            }));
            let complaint = match outcome {
                Err(_) => Some("it panicked"),
                Ok(_) if begun.elapsed() > Duration::from_secs(5) => Some("it took more than 5 s"),
                Ok((_, complaint)) => complaint,
            };
            let opened = matches!(outcome, Ok((true, _)));
            (number, opened, complaint.map(|c| format!("seed {number} ({name}): {c}")))
        })
        .collect();
    let opened = results.iter().filter(|r| r.1).count();
    println!(
        "{PICTURES} mutated pictures in {:.1} s, {opened} opened, the others refused",
        start.elapsed().as_secs_f64()
    );
    let complaints: Vec<&String> = results.iter().filter_map(|r| r.2.as_ref()).collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
    assert!(opened > 200, "only {opened} opened: the mutations destroy too much to test anything");
}
