//! Photos: every format and orientation gives the right picture or one clear sentence.

#[path = "support/photos.rs"]
mod photos;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use image::{ExtendedColorType, ImageEncoder as _};
use photos::{decode, png, shared, with_chunk};
use scalp_shade::photo::{DecodeLimits, PhotoFormat, PixelRect, load_photo, screen_pixels};

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut files: Vec<PathBuf> =
        entries.map(|e| e.expect("an entry").path()).filter(|p| p.is_file()).collect();
    files.sort();
    files
}

/// A scene without symmetry: bright top left, coloured corners.
fn scene(width: u32, height: u32) -> Vec<[u8; 3]> {
    let shade = |part: u32, whole: u32| u8::try_from(part * 200 / whole).expect("below 200");
    (0..width * height)
        .map(|i| (i % width, i / width))
        .map(|(x, y)| [255 - shade(x, width), 40 + shade(y, height), if x * 3 < width { 30 } else { 220 }])
        .collect()
}

/// The scene as a camera held at an angle stores it: the inverse of turning it upright.
fn stored(tag: u32, width: u32, height: u32) -> (Vec<u8>, u32, u32) {
    let upright = scene(width, height);
    let (w, h) = if tag >= 5 { (height, width) } else { (width, height) };
    let mut out = Vec::new();
    for y in 0..h {
        for x in 0..w {
            let (ux, uy) = match tag {
                2 => (w - 1 - x, y),
                3 => (w - 1 - x, h - 1 - y),
                4 => (x, h - 1 - y),
                5 => (y, x),
                6 => (h - 1 - y, x),
                7 => (h - 1 - y, w - 1 - x),
                8 => (y, w - 1 - x),
                _ => (x, y),
            };
            out.extend(upright[(uy * width + ux) as usize]);
        }
    }
    (out, w, h)
}

fn exif(tag: u32) -> Vec<u8> {
    let mut exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.push(u8::try_from(tag).expect("small"));
    exif.extend([0; 6]);
    exif
}

/// An uncompressed RGB TIFF with an orientation.
fn turned_tiff(samples: &[u8], width: u32, height: u32, tag: u32) -> Vec<u8> {
    let length = u32::try_from(samples.len()).expect("small");
    let entries: [(u16, u16, u32, u32); 10] = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 3, 8 + 2 + 12 * 10 + 4),
        (259, 3, 1, 1),
        (262, 3, 1, 2),
        (273, 4, 1, 8 + 2 + 12 * 10 + 4 + 6),
        (274, 3, 1, tag),
        (277, 3, 1, 3),
        (278, 4, 1, height),
        (279, 4, 1, length),
    ];
    let mut file = b"II*\0\x08\0\0\0\x0A\0".to_vec();
    for (tag, kind, count, value) in entries {
        file.extend(tag.to_le_bytes());
        file.extend(kind.to_le_bytes());
        file.extend(count.to_le_bytes());
        file.extend(value.to_le_bytes());
    }
    file.extend([0, 0, 0, 0, 8, 0, 8, 0, 8, 0]);
    file.extend(samples);
    file
}

#[test]
fn own_pictures_stand_upright_in_every_format() {
    let (width, height) = (90, 70);
    let upright = scene(width, height);
    for tag in 1..=8 {
        let (samples, w, h) = stored(tag, width, height);
        let mut png = Vec::new();
        let mut encoder = image::codecs::png::PngEncoder::new(&mut png);
        encoder.set_exif_metadata(exif(tag)).expect("PNG takes EXIF");
        encoder.write_image(&samples, w, h, ExtendedColorType::Rgb8).expect("PNG can be written");
        let mut webp = Vec::new();
        let mut encoder = image::codecs::webp::WebPEncoder::new_lossless(&mut webp);
        encoder.set_exif_metadata(exif(tag)).expect("WebP takes EXIF");
        encoder.write_image(&samples, w, h, ExtendedColorType::Rgb8).expect("WebP can be written");
        let mut jpeg = Vec::new();
        let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 95);
        encoder.set_exif_metadata(exif(tag)).expect("JPEG takes EXIF");
        encoder.write_image(&samples, w, h, ExtendedColorType::Rgb8).expect("JPEG can be written");
        let tiff = turned_tiff(&samples, w, h, tag);
        for (file, tolerance) in [(png, 1), (webp, 1), (tiff, 1), (jpeg, 40)] {
            let photo = decode(&file).expect("a sound picture");
            let facts = &photo.facts;
            assert_eq!((facts.width, facts.height), (width, height), "{} {tag}", facts.format);
            assert_eq!(u32::from(facts.orientation), tag, "{}", facts.format);
            assert_eq!(facts.orientation_applied, tag != 1, "{} {tag}", facts.format);
            let shown = screen_pixels(&photo.image, PixelRect::whole(&photo.image), width, height);
            for (i, (a, b)) in shown.iter().zip(&upright).enumerate() {
                let worst = a.iter().zip(b).map(|(a, b)| a.abs_diff(*b)).max();
                assert!(worst <= Some(tolerance), "{} {tag}, pixel {i}: {a:?} {b:?}", facts.format);
            }
        }
    }
}

#[test]
fn camera_pictures_stand_upright() {
    let Some(folder) = shared("orientation") else { return };
    for (scene, size) in [("Landscape", (90, 60)), ("Portrait", (60, 90))] {
        let show = |tag: u8| {
            let path = folder.join(format!("{scene}_{tag}.jpg"));
            let photo = load_photo(&path, &DecodeLimits::default()).expect("a sound photo");
            screen_pixels(&photo.image, PixelRect::whole(&photo.image), size.0, size.1)
        };
        let upright = show(1);
        for tag in 2..=8 {
            let other = show(tag);
            let differences =
                upright.as_flattened().iter().zip(other.as_flattened()).map(|(a, b)| a.abs_diff(*b));
            let sum: u32 = differences.clone().map(u32::from).sum();
            let mean = f64::from(sum) / f64::from(size.0 * size.1 * 3);
            // The files draw their own number into the picture, so a few pixels differ.
            assert!(mean < 3.0, "{scene} {tag}: mean difference {mean}");
        }
    }
}

#[cfg(feature = "heic")]
#[test]
fn phone_pictures_are_upright_and_in_p3() {
    let Some(folder) = shared("heic") else { return };
    let photo =
        load_photo(&folder.join("heif_other_arrow.heic"), &DecodeLimits::default()).expect("a phone photo");
    let facts = &photo.facts;
    assert_eq!((facts.format, facts.width, facts.height), (PhotoFormat::Heic, 3024, 4032));
    assert_eq!(
        (facts.orientation, facts.orientation_applied),
        (6, false),
        "turned by the container, not again"
    );
    assert_eq!(facts.taken_as, "Display P3");
}

/// Every file of the shared folders, pinned: the right picture or the sentence.
#[cfg(feature = "heic")]
#[test]
fn every_file_gives_its_picture_or_its_sentence() {
    let mut text = String::new();
    for folder in ["orientation", "icc", "heic", "odd"] {
        let Some(folder) = shared(folder) else { return };
        for path in files(&folder) {
            let start = Instant::now();
            let loaded = load_photo(&path, &DecodeLimits::default());
            let name = path.file_name().expect("a file").to_string_lossy();
            assert!(start.elapsed() < Duration::from_secs(5), "{name} took {:?}", start.elapsed());
            match loaded {
                Ok(photo) => {
                    let f = &photo.facts;
                    write!(text, "{name}: {}x{}, taken as {}", f.width, f.height, f.taken_as).expect("text");
                    for note in &f.notes {
                        write!(text, "; {note}").expect("text");
                    }
                    text.push('\n');
                }
                Err(error) => {
                    let message = error.to_string();
                    assert!(message.contains(&*name), "the path is missing: {message}");
                    assert_eq!(message.lines().count(), 1, "not one line: {message}");
                    writeln!(text, "{name}: {}", error.problem()).expect("text");
                }
            }
        }
    }
    insta::assert_snapshot!("photo_messages", text);
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        let peak = status
            .lines()
            .find_map(|l| l.strip_prefix("VmHWM:")?.trim().strip_suffix("kB")?.trim().parse().ok());
        let peak: u64 = peak.expect("a number of kB");
        println!("most memory: {} MB", peak / 1024);
        assert!(peak < 2 * 1024 * 1024, "{peak} kB");
    }
}

#[test]
fn truncated_and_wrong_files_are_refused_in_one_sentence() {
    let (samples, w, h) = stored(1, 90, 70);
    let whole = |format: image::ImageFormat| {
        let picture = image::RgbImage::from_raw(w, h, samples.clone()).expect("the samples fit");
        let mut file = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut file, format).expect("the format can be written");
        file.into_inner()
    };
    use image::ImageFormat as F;
    for format in [F::Jpeg, F::Png, F::Tiff, F::WebP, F::Bmp, F::Gif, F::Pnm, F::Qoi] {
        let whole = whole(format);
        for part in [1, 2, 3] {
            let cut = &whole[..whole.len() * part / 4];
            let message = decode(cut).expect_err("a cut file").to_string();
            assert!(!message.contains('\n') && message.len() < 320, "{message}");
        }
    }
    let message = |bytes: &[u8]| decode(bytes).expect_err("not a photo").to_string();
    assert!(message(b"").contains("empty"));
    assert!(message(b"GIF89a").contains("GIF"));
    assert!(message(b"\0\0\0\x20ftypavif\0\0\0\0avif").contains("JPEG"));
    let bomb = with_size(&png(None), 60_000, 60_000);
    assert!(message(&bomb).contains("60000 x 60000"), "{}", message(&bomb));
    let missing =
        load_photo(Path::new("no such photo.jpg"), &DecodeLimits::default()).expect_err("nothing there");
    assert!(missing.to_string().ends_with("(no such photo.jpg)"), "{missing}");
}

/// A PNG that claims another size.
fn with_size(png: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut header = width.to_be_bytes().to_vec();
    header.extend(height.to_be_bytes());
    header.extend(&png[24..29]);
    let renewed = with_chunk(png, *b"IHDR", &header);
    [&png[..8], &renewed[33..33 + 25], &png[33..]].concat()
}

#[test]
fn gps_is_told_as_present_and_never_shown() {
    let Some(folder) = shared("odd") else { return };
    let path = folder.join("pillow_exif_gps.jpg");
    let photo = load_photo(&path, &DecodeLimits::default()).expect("a small JPEG");
    assert!(photo.facts.gps_present);
    let json = serde_json::to_string(&photo.facts).expect("facts become JSON");
    let said = format!("{json}\n{}\n{:?}", photo.facts, photo.facts).to_lowercase();
    for word in ["latitude", "longitude", "altitude"] {
        assert!(!said.contains(word), "{said}");
    }
    assert!(json.contains("\"gps_present\":true"), "{json}");
}
