//! A 48-megapixel photo: opening it, making its pyramid, and one view of it while panning.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::sync::Arc;
use std::time::Instant;

use image::{ExtendedColorType, ImageEncoder as _};
use scalp_shade::photo::{DecodeLimits, PixelRect, Pyramid, ScreenMatrix, decode_photo, screen_pixels};

/// Size of the largest pictures of an iPhone.
const WIDTH: u32 = 8064;
/// See [`WIDTH`].
const HEIGHT: u32 = 6048;

fn main() {
    let file = photo();
    println!("JPEG of {} MB, EXIF orientation 6", file.len() / 1_000_000);
    let (start, busy) = (Instant::now(), cpu_ms());
    let Ok(photo) = decode_photo(&file, &DecodeLimits::default()) else { return };
    println!("opening: {:.0} ms, {:.0} ms of processor time", ms(start), cpu_ms() - busy);
    println!("most memory until here: {} MB", most_memory_mb());
    let start = Instant::now();
    let pyramid = Pyramid::new(Arc::clone(&photo.image));
    println!("pyramid: {:.0} ms", ms(start));
    let start = Instant::now();
    let whole = PixelRect::whole(&photo.image);
    let shown = screen_pixels(&photo.image, whole, 900, 1200);
    println!(
        "the whole picture to 900 x 1200 without the pyramid: {:.0} ms ({} pixels)",
        ms(start),
        shown.len()
    );

    let matrix = ScreenMatrix::as_taken();
    let mut worst = 0.0_f64;
    let busy = cpu_ms();
    let mut total = 0.0;
    let (zooms, steps) = ([1.0, 1.5, 2.0, 3.0, 4.0, 5.04], 20);
    for zoom in zooms {
        for step in 0..steps {
            let along = f64::from(step) * 37.3;
            let area = PixelRect { x: along, y: along * 0.7, width: 1200.0 * zoom, height: 800.0 * zoom };
            let start = Instant::now();
            let shown = pyramid.screen_pixels(area, (1200, 800), &matrix);
            let taken = ms(start);
            assert_eq!(shown.len(), 960_000, "a view has its size");
            worst = worst.max(taken);
            total += taken;
        }
    }
    let views = f64::from(steps * 6);
    println!("a view of 1200 x 800 while panning: {:.1} ms, at worst {worst:.1} ms", total / views);
    println!("the same in processor time, all threads: {:.1} ms", (cpu_ms() - busy) / views);
    println!("most memory: {} MB", most_memory_mb());
}

fn ms(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}

/// A noisy picture, stored turned.
fn photo() -> Vec<u8> {
    let mut state = 1_u32;
    let mut samples = Vec::with_capacity(WIDTH as usize * HEIGHT as usize * 3);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = state >> 28;
            let value = |v: u32| u8::try_from((v + noise).min(255)).unwrap_or(u8::MAX);
            samples.extend([value(120 + x / 100), value(90 + y / 80), value(80)]);
        }
    }
    let mut file = Vec::new();
    let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut file, 90);
    let exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    let done = encoder.set_exif_metadata(exif).is_ok()
        && encoder.write_image(&samples, WIDTH, HEIGHT, ExtendedColorType::Rgb8).is_ok();
    assert!(done, "a JPEG can be written");
    drop(samples);
    reset_most_memory();
    file
}

/// Forgets the memory that making the file took (Linux).
fn reset_most_memory() {
    use std::io::Write as _;
    let reset = std::fs::OpenOptions::new().write(true).open("/proc/self/clear_refs");
    if !reset.is_ok_and(|mut f| f.write_all(b"5").is_ok()) {
        println!("memory figures include making the file");
    }
}

/// Processor time of this program so far, in steps of 10 ms (Linux), which other programs do not lengthen.
fn cpu_ms() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|f| f.parse::<f64>().ok()).sum::<f64>() * 10.0
}

fn most_memory_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) / 1024
}
