//! Tones of 12 megapixels of regions: time on the clock and on the processor, stage by stage, on two threads.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

#[path = "../support/large_scalp.rs"]
mod large_scalp;

use std::hint::black_box;
use std::ops::ControlFlow;
use std::sync::Mutex;
use std::time::Instant;

use scalp_shade::calibrate::Calibration;
use scalp_shade::progress::Progress;
use scalp_shade::region::{Mask, masks};
use scalp_shade::tone::measure_tones;

const RUNS: usize = 9;

/// When each stage began.
struct Stages(Mutex<Vec<(&'static str, Instant)>>);

impl Progress for Stages {
    fn report(&self, _share: f32, doing: &'static str) -> ControlFlow<()> {
        if let Ok(mut begun) = self.0.lock() {
            begun.push((doing, Instant::now()));
        }
        ControlFlow::Continue(())
    }
}

fn main() {
    let (image, regions, scale) = large_scalp::large_scalp();
    let calibration = Calibration::uncalibrated();
    let found = masks(&regions, image.width(), image.height(), Some(scale)).expect("sound regions");
    let pixels = found.surround.pixel_count() + found.scars.iter().map(Mask::pixel_count).sum::<usize>();
    println!("{:.1} megapixels of regions at {scale} px/mm", pixels as f64 / 1e6);
    assert!(pixels > 11_900_000, "only {pixels} pixels");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().expect("two threads");
    let mut walls = Vec::new();
    let mut stages: Vec<(&'static str, Vec<f64>)> = Vec::new();
    let before = processor_ms();
    for _ in 0..RUNS {
        let started = Instant::now();
        let progress = Stages(Mutex::new(Vec::new()));
        let measured =
            pool.install(|| measure_tones(black_box(&image), &regions, &calibration, Some(scale), &progress));
        let ended = Instant::now();
        let tones = measured.expect("tones of a sound scene");
        black_box(tones.cover);
        walls.push((ended - started).as_secs_f64() * 1e3);
        let begun = progress.0.into_inner().expect("no thread panicked");
        let ends = begun.iter().skip(1).map(|stage| stage.1).chain([ended]);
        for ((name, from), to) in begun.iter().zip(ends) {
            let ms = (to - *from).as_secs_f64() * 1e3;
            match stages.iter_mut().find(|stage| stage.0 == *name) {
                Some(stage) => stage.1.push(ms),
                None => stages.push((name, vec![ms])),
            }
        }
    }
    let processor = before.zip(processor_ms()).map(|(from, to)| (to - from) / RUNS as f64);
    for (name, times) in &mut stages {
        println!("  {name:28} {:6.1} ms", median(times));
    }
    let masking: Vec<f64> = (0..RUNS)
        .map(|_| {
            let started = Instant::now();
            let found = masks(black_box(&regions), image.width(), image.height(), Some(scale));
            black_box(found.is_ok());
            started.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    println!("  (of the first, masks          {:6.1} ms)", median(&mut masking.clone()));
    let least = walls.iter().copied().fold(f64::INFINITY, f64::min);
    println!("tones of 12 megapixels, 2 threads: median {:.0} ms, least {least:.0} ms", median(&mut walls));
    match processor {
        Some(ms) => {
            println!("processor time: {ms:.0} ms a run, so {:.0} ms on two free cores at best", ms / 2.0);
        }
        None => println!("processor time is not told on this system"),
    }
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Processor time of this process so far, where the system tells it (in steps of 10 ms).
fn processor_ms() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |index: usize| fields.get(index)?.parse::<f64>().ok();
    Some(10.0 * (ticks(11)? + ticks(12)?))
}
