//! Patches that are offered as scars, on rendered scalps of known truth: how many true scars are found, and how many
//! others are offered.

#[path = "support/dice.rs"]
mod dice;
#[path = "support/origins.rs"]
mod origins;
#[path = "support/skins.rs"]
mod skins;
#[path = "support/trust_scenes.rs"]
mod trust_scenes;

use std::ops::ControlFlow;
use std::time::Instant;

use rayon::prelude::*;
use scalp_shade::analysis::{Inputs, bundled_case, suggest};
use scalp_shade::calibrate::Calibration;
use scalp_shade::photo::LinearImage;
use scalp_shade::progress::{Progress, Silent};
use scalp_shade::region::{Regions, Scar, Shape, SuggestBasis, Suggestion, masks, suggest_scars};
use scalp_shade::render::{Scene, SceneSpec, case_spec, render_scene};

/// Overlap from which a scar counts as found: pixels in both over pixels in either.
const FOUND: f64 = 0.4;

fn overlap(shape: &Shape, truth: &Scar, size: (u32, u32)) -> f64 {
    let of = |scar: Scar| {
        let regions = Regions { scars: vec![scar], ..Regions::default() };
        masks(&regions, size.0, size.1, Some(20.0)).expect("sound").scars.remove(0)
    };
    let (a, b) = (of(Scar { name: String::new(), shapes: vec![shape.clone()] }), of(truth.clone()));
    let either = a.union(&b).pixel_count() as f64;
    (a.pixel_count() + b.pixel_count()) as f64 / either - 1.0
}

/// Without exclusions: card and ruler are to be told from skin.
fn offered(image: &LinearImage, px_per_mm: Option<f64>) -> Vec<Suggestion> {
    let xyz_from_linear = Calibration::uncalibrated().light.nearest_matrix();
    let basis = SuggestBasis { xyz_from_linear, px_per_mm, leave_out: &[] };
    suggest_scars(image, &basis, &Silent).expect("nobody stops it")
}

/// Overlap with the strip of the best, and how many others there are.
fn judged(scene: &Scene, found: &[Suggestion]) -> (f64, usize) {
    let size = (scene.image.width(), scene.image.height());
    let overlaps: Vec<f64> =
        found.iter().map(|offer| overlap(&offer.outline, &scene.regions.scars[0], size)).collect();
    let best = overlaps.iter().copied().fold(0.0, f64::max);
    (best, overlaps.iter().filter(|overlap| **overlap < FOUND).count())
}

/// The photos, at half their size unless whole ones are asked for.
fn case(seed: u64) -> SceneSpec {
    let mut spec = case_spec(seed);
    if std::env::var("SUGGEST_WHOLE").is_err() {
        (spec.width, spec.height) = (1200, 800);
        spec.px_per_mm /= 2.0;
        spec.card = spec.card.map(|card| scalp_shade::render::CardSpec { size_mm: 10.0, ..card });
        for scar in &mut spec.scars {
            if let scalp_shade::render::ScarSpec::Grafts { count, .. } = scar {
                *count = (*count).min(8);
            }
        }
    }
    spec
}

fn study(
    name: &str,
    seeds: u64,
    spec: impl Fn(u64) -> SceneSpec + Sync,
    knows_scale: bool,
) -> (String, [f64; 3]) {
    let rows: Vec<(f64, usize)> = (0..seeds)
        .into_par_iter()
        .map(|seed| {
            let spec = spec(seed);
            let scene = render_scene(&spec).expect("a sound scene");
            judged(&scene, &offered(&scene.image, knows_scale.then_some(spec.px_per_mm)))
        })
        .collect();
    let found: Vec<f64> = rows.iter().map(|row| row.0).filter(|overlap| *overlap >= FOUND).collect();
    let others = rows.iter().map(|row| row.1).sum::<usize>() as f64 / rows.len() as f64;
    let share = found.len() as f64 / rows.len() as f64;
    let mean = found.iter().sum::<f64>() / found.len().max(1) as f64;
    let said = format!(
        "{name}: {} of {} scars found (overlap {mean:.2}), {others:.2} others offered a photo",
        found.len(),
        rows.len()
    );
    (said, [share, mean, others])
}

#[test]
fn rendered_scars_are_found_and_little_else_is_offered() {
    let asked: Option<u64> = std::env::var("SUGGEST_SEEDS").ok().and_then(|seeds| seeds.parse().ok());
    let seeds = asked.unwrap_or(6);
    let skins = skins::skins();
    let (said, [share, mean, others]) = study("cases, scale known", seeds, case, true);
    println!("{said}");
    assert!(share >= 0.85 && mean >= 0.6 && others <= 0.5, "{said}");
    let (said, [share, mean, others]) = study("cases, scale unknown", seeds, case, false);
    println!("{said}");
    assert!(share >= 0.8 && mean >= 0.6 && others <= 0.6, "{said}");
    let close = |seed| trust_scenes::good(seed, &skins);
    println!("{}", study("close photos of all skins", seeds, close, true).0);
}

#[test]
fn the_bundled_scar_is_offered_once_and_not_when_it_is_marked() {
    let (inputs, photo) = bundled_case().expect("the bundled case");
    let calibration = Calibration::uncalibrated();
    let bare = Inputs { regions: Regions::default(), grey: None, ..inputs.clone() };
    let start = Instant::now();
    let found = suggest(&bare, &photo, &calibration, &Silent).expect("nobody stops it");
    let took = start.elapsed();
    let size = (photo.image.width(), photo.image.height());
    let overlaps: Vec<f64> =
        found.iter().map(|offer| overlap(&offer.outline, &inputs.regions.scars[0], size)).collect();
    println!("bundled case: overlaps {overlaps:.2?} in {took:.0?}, {:?}", found.first().map(Suggestion::why));
    assert!(overlaps.first().is_some_and(|overlap| *overlap >= 0.6), "{overlaps:?}");
    assert!(overlaps.len() <= 2, "{overlaps:?}");
    let first = found.first().expect("one");
    assert!(first.paler > 3.0 && first.hair_share.is_some_and(|share| share < 0.3), "{first:?}");
    let marked = suggest(&inputs, &photo, &calibration, &Silent).expect("nobody stops it");
    let again = marked.iter().any(|offer| overlap(&offer.outline, &inputs.regions.scars[0], size) > 0.05);
    assert!(!again, "{marked:?}");
}

#[test]
fn a_photo_of_twelve_megapixels_takes_no_longer_than_a_glance() {
    let (_, photo) = bundled_case().expect("the bundled case");
    let (width, height) = (4000_u32, 3000_u32);
    let pixels = (0..width * height).map(|i| {
        let (x, y) = (i % width * photo.image.width() / width, i / width * photo.image.height() / height);
        photo.image.pixel(x, y).expect("within the photo")
    });
    let large = LinearImage::from_pixels(width, height, pixels.collect()).expect("as many as its size");
    let start = Instant::now();
    let found = offered(&large, None);
    let took = start.elapsed();
    println!("12 megapixels: {} offered in {took:.0?}", found.len());
    assert!(!found.is_empty());
    // Under half a second where the machine has nothing else to do.
    assert!(took.as_secs() < 10, "{took:?}");
}

#[test]
fn nothing_is_offered_where_nothing_is_and_it_can_be_stopped() {
    let flat = LinearImage::from_pixels(900, 700, vec![[30000, 20000, 15000]; 900 * 700]).expect("a picture");
    assert_eq!(offered(&flat, Some(20.0)), []);
    for (width, height) in [(1, 1), (40, 3000), (17, 17)] {
        let small = LinearImage::from_pixels(width, height, vec![[9; 3]; (width * height) as usize]);
        let small = small.expect("a picture");
        for scale in [None, Some(0.2), Some(2000.0), Some(f64::NAN), Some(1e9), Some(-3.0)] {
            assert_eq!(offered(&small, scale), [], "{width} {height} {scale:?}");
        }
    }
    struct Stop;
    impl Progress for Stop {
        fn report(&self, _share: f32, _doing: &'static str) -> ControlFlow<()> {
            ControlFlow::Break(())
        }
    }
    let basis = SuggestBasis {
        xyz_from_linear: Calibration::uncalibrated().light.nearest_matrix(),
        px_per_mm: None,
        leave_out: &[],
    };
    assert!(suggest_scars(&flat, &basis, &Stop).is_err());
}
