//! A plan on a 12-megapixel photo: made once, then painted into the part that a 1280 x 720 window shows, on two
//! threads, beside the photo alone.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

#[path = "../support/large_scalp.rs"]
mod large_scalp;

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use scalp_shade::analysis::{Inputs, find, preview};
use scalp_shade::calibrate::Calibration;
use scalp_shade::library::ShadeLibrary;
use scalp_shade::photo::{Photo, PhotoFacts, PixelRect, Pyramid, ScreenMatrix};
use scalp_shade::preview::PreviewShow;
use scalp_shade::progress::Silent;
use scalp_shade::tone::measure_tones;

const RUNS: usize = 9;
/// What is left of a small window for the photo.
const SHOWN: (u32, u32) = (640, 560);

fn main() {
    let (image, regions, scale) = large_scalp::large_scalp();
    let calibration = Calibration::uncalibrated();
    let tones = measure_tones(&image, &regions, &calibration, Some(scale), &Silent).expect("tones");
    let inputs = Inputs { regions, px_per_mm: Some(scale), ..Inputs::default() };
    let library = ShadeLibrary::bundled();
    let matching = find(&inputs, (&calibration, &tones), &library, None, None, &Silent).expect("plans");
    let proposal =
        matching.proposals.iter().find(|plan| plan.scar.dots.is_some()).expect("a plan with marks");
    let (width, height) = (image.width(), image.height());
    let photo = Photo { image: Arc::new(image), facts: PhotoFacts::of_rendered(width, height) };
    let pool =
        rayon::ThreadPoolBuilder::new().num_threads(2).stack_size(16 << 20).build().expect("two threads");
    let make = || {
        let measured = (&calibration, &tones, None);
        preview(&inputs, &photo, measured, proposal, (&library, None), &Silent).expect("a preview")
    };
    let (made, shown) = pool.install(|| (median(|| drop(black_box(make()))), make()));
    println!("{width} x {height} photo, {} marks: put on the photo in {made:.0} ms", shown.mark_count());
    let pyramid = Pyramid::new(Arc::clone(&photo.image));
    let about = shown.area_about_scars(2.0);
    let middle = (about.x + about.width / 2.0, about.y + about.height / 2.0);
    for (zoom, per_pixel) in
        [("all of it", f64::from(width) / f64::from(SHOWN.0)), ("100 %", 1.0), ("400 %", 0.25)]
    {
        let (w, h) = (f64::from(SHOWN.0) * per_pixel, f64::from(SHOWN.1) * per_pixel);
        let area = PixelRect { x: middle.0 - w / 2.0, y: middle.1 - h / 2.0, width: w, height: h };
        let plain = pool.install(|| {
            median(|| drop(black_box(pyramid.screen_pixels(area, SHOWN, &ScreenMatrix::as_taken()))))
        });
        println!("{zoom}: the photo alone {plain:.1} ms");
        for (what, show) in [
            ("the plan", PreviewShow::default()),
            (
                "from 1 m",
                PreviewShow { distance_m: Some(1.0), screen_px_per_mm: 3.8, ..PreviewShow::default() },
            ),
            (
                "from 3 m",
                PreviewShow { distance_m: Some(3.0), screen_px_per_mm: 3.8, ..PreviewShow::default() },
            ),
            ("map of differences", PreviewShow { heat: true, ..PreviewShow::default() }),
        ] {
            let took = pool.install(|| median(|| drop(black_box(shown.paint(&pyramid, area, SHOWN, &show)))));
            println!("    {what}: {took:.1} ms, {:.1} times the photo alone", took / plain);
            assert!(took < 150.0, "{took} ms");
        }
    }
}

/// Median time in milliseconds.
fn median(run: impl Fn()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let started = Instant::now();
            run();
            started.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}
