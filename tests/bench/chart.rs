//! The search for a ColorChecker on 12 megapixels, with a card and without, and the calibration by corners that
//! are given: time on two threads.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

#[path = "../support/card_scene.rs"]
mod card_scene;
#[path = "../support/cards.rs"]
mod cards;
#[path = "../support/development.rs"]
mod development;
#[path = "../support/dice.rs"]
mod dice;
#[path = "../support/flat.rs"]
mod flat;
#[path = "../support/large_scalp.rs"]
mod large_scalp;

use std::hint::black_box;
use std::time::Instant;

use card_scene::{Subject, scene_of};
use scalp_shade::calibrate::{ChartPick, calibrate_by_chart};
use scalp_shade::photo::LinearImage;

const RUNS: usize = 9;
/// 12 megapixels.
const SIZE: [u32; 2] = [4000, 3000];
/// Scenes of each kind.
const SEEDS: std::ops::Range<u64> = 0..6;

fn main() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().expect("two threads");
    let mut worst: [f64; 3] = [0.0; 3];
    for seed in SEEDS {
        for (kind, subject) in [Subject::Card, Subject::Nothing].into_iter().enumerate() {
            let scene = scene_of(seed, subject, SIZE);
            let (least, middle, found) = pool.install(|| timed(&scene.image, &ChartPick::default()));
            println!("scene {seed}, {subject:?}: least {least:.0} ms, median {middle:.0} ms, found {found}");
            worst[kind] = worst[kind].max(least);
            if let Some(corners) = scene.corners {
                let pick = ChartPick { corners: Some(corners), ..ChartPick::default() };
                let (least, middle, found) = pool.install(|| timed(&scene.image, &pick));
                println!("  by corners: least {least:.1} ms, median {middle:.1} ms, calibrated {found}");
                worst[2] = worst[2].max(least);
            }
        }
    }
    let (scalp, _, _) = large_scalp::large_scalp();
    let (least, middle, found) = pool.install(|| timed(&scalp, &ChartPick::default()));
    println!("scalp with stubble: least {least:.0} ms, median {middle:.0} ms, found {found}");
    let [card, nothing, corners] = worst;
    println!(
        "12 megapixels, 2 threads, slowest scene: card {card:.0} ms, no card {:.0} ms; by corners {corners:.1} ms",
        nothing.max(least)
    );
}

/// Least and median time in ms, and whether there was a card.
fn timed(image: &LinearImage, pick: &ChartPick) -> (f64, f64, bool) {
    let mut found = false;
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let started = Instant::now();
            found = black_box(calibrate_by_chart(black_box(image), pick)).is_ok();
            started.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[0], times[RUNS / 2], found)
}
