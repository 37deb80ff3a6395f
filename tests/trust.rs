//! Photo trust on pairs: the same rendered scene good, and spoiled in each way.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;
use scalp_shade::analysis::{bundled_case, calibrate};
use scalp_shade::calibrate::Calibration;
use scalp_shade::photo::{DecodeLimits, LinearImage, Photo, PhotoFacts, decode_photo, load_photo};
use scalp_shade::region::Regions;
use scalp_shade::render::{ScarSpec, Scene, SceneSpec, render_scene};
use scalp_shade::trust::{PhotoTrust, TrustCode, TrustLevel, TrustTold, check_photo};

#[path = "support/dice.rs"]
mod dice;
#[path = "support/origins.rs"]
mod origins;
#[path = "support/skins.rs"]
mod skins;
#[path = "support/trust_scenes.rs"]
mod trust_scenes;

use skins::skins;
use trust_scenes::good;

/// A way to spoil a scene, and what must be named.
type Fault = (&'static str, TrustCode, fn(&mut SceneSpec));

const FAULTS: [Fault; 14] = [
    ("out of focus", TrustCode::Blur, |spec| spec.camera.blur_px = 2.6 * 0.07 * spec.px_per_mm + 1.2),
    ("shaken", TrustCode::Blur, |spec| {
        let (length, way) = (12.0 * 0.07 * spec.px_per_mm, spec.seed as f64);
        spec.faults.smear_px = [length * way.cos(), length * way.sin()];
    }),
    ("clipped", TrustCode::Clipped, |spec| spec.camera.exposure *= clipping(spec)),
    ("too dark", TrustCode::Underexposed, |spec| spec.camera.exposure *= 0.04 / brightness(spec)),
    ("uneven light", TrustCode::UnevenLight, |spec| spec.light.gradient = 4.5),
    ("shine", TrustCode::Glare, |spec| {
        spec.light.glare_share = 0.3;
        spec.light.glare_peak = 1.2;
    }),
    ("warm cast", TrustCode::Cast, |spec| spec.camera.cast = [2.2, 1.0, 0.28]),
    ("green cast", TrustCode::Cast, |spec| spec.camera.cast = [0.5, 1.0, 0.5]),
    ("cool cast", TrustCode::Cast, |spec| spec.camera.cast = [0.5, 1.0, 2.2]),
    ("window and lamp", TrustCode::MixedLight, |spec| spec.faults.second_light = [1.5, 1.0, 0.55]),
    ("window and tube", TrustCode::MixedLight, |spec| spec.faults.second_light = [0.68, 1.0, 0.68]),
    ("too far", TrustCode::TooFar, too_far),
    ("saved coarsely", TrustCode::Recompressed, |spec| spec.camera.jpeg_quality = 15),
    ("no color", TrustCode::Greyscale, |_| {}),
];

/// Linear light of the skin's strongest channel at exposure 1, about.
fn brightness(spec: &SceneSpec) -> f64 {
    spec.skin.reflectance.0[24..].iter().sum::<f64>() / (spec.skin.reflectance.0.len() - 24) as f64
}

fn clipping(spec: &SceneSpec) -> f64 {
    2.6 / brightness(spec)
}

fn too_far(spec: &mut SceneSpec) {
    let before = spec.px_per_mm;
    spec.px_per_mm = 7.0;
    for scar in &mut spec.scars {
        if let ScarSpec::Strip { length_mm, width_mm } = scar {
            *length_mm *= before / spec.px_per_mm;
            *width_mm *= f64::max(1.0, 3.0 / spec.px_per_mm);
        }
    }
    spec.card = None;
}

/// The photo of a scene with what its file would say.
fn photo(scene: &Scene, grey: bool) -> Photo {
    let decoded = decode_photo(&scene.jpeg, &DecodeLimits::default()).expect("a rendered file");
    let mut facts = PhotoFacts::of_rendered(scene.image.width(), scene.image.height());
    facts.origin.jpeg = decoded.facts.origin.jpeg;
    let mut image = scene.image.clone();
    if grey {
        // Green stands in for luminance.
        let pixels = image.pixels().iter().map(|[_, green, _]| [*green; 3]).collect();
        image = LinearImage::from_pixels(image.width(), image.height(), pixels).expect("as many pixels");
    }
    Photo { image: Arc::new(image), facts }
}

fn judged(scene: &Scene, grey: bool) -> PhotoTrust {
    let photo = photo(scene, grey);
    let calibration = scene.grey.as_ref().and_then(|pick| Calibration::from_grey(&photo.image, pick).ok());
    let told = TrustTold {
        calibration: calibration.as_ref(),
        regions: &scene.regions,
        px_per_mm: Some(scene.px_per_mm),
    };
    check_photo(&photo, &told)
}

/// How many scenes are judged in each way: 10, or as many as `TRUST_SCENES` says.
fn scenes() -> u64 {
    std::env::var("TRUST_SCENES").ok().and_then(|count| count.parse().ok()).unwrap_or(10)
}

#[test]
fn spoiled_photos_are_named_and_good_ones_are_not_blamed() {
    // Thresholds were chosen on the seeds below 1000.
    let (skins, seeds) = (skins(), 1000..1000 + scenes());
    let of = |spec: &SceneSpec, grey| render_scene(spec).ok().map(|scene| judged(&scene, grey));
    let good_ones: Vec<PhotoTrust> =
        seeds.clone().into_par_iter().filter_map(|seed| of(&good(seed, &skins), false)).collect();
    let blamed: Vec<&PhotoTrust> =
        good_ones.iter().filter(|trust| trust.level != TrustLevel::Green).collect();
    let (mut named, mut spoiled) = (0, 0);
    for (name, code, spoil) in FAULTS {
        let judge = |seed| {
            let mut spec = good(seed, &skins);
            spoil(&mut spec);
            of(&spec, code == TrustCode::Greyscale)
        };
        let all: Vec<PhotoTrust> = seeds.clone().into_par_iter().filter_map(judge).collect();
        let hits = all.iter().filter(|trust| trust.blames(code)).count();
        println!("{name}: {hits} of {} named", all.len());
        assert!(!all.is_empty() && hits as f64 >= 0.6 * all.len() as f64, "{name}");
        (named, spoiled) = (named + hits, spoiled + all.len());
    }
    println!(
        "in all {named} of {spoiled} spoiled ones named; {} of {} good ones blamed",
        blamed.len(),
        good_ones.len()
    );
    for trust in &blamed {
        println!("  {:?} {:?}", trust.reasons, trust.measures);
    }
    assert!(named as f64 >= 0.95 * spoiled as f64);
    // One of ten is more than 2 %: the limit holds for a hundred and more.
    assert!(blamed.len() as f64 <= f64::max(1.0, 0.02 * good_ones.len() as f64));
}

#[test]
fn reasons_say_what_to_do_and_the_worst_comes_first() {
    let skins = skins();
    let mut spec = good(7, &skins);
    spec.camera.exposure *= clipping(&spec);
    spec.light.gradient = 4.0;
    let trust = judged(&render_scene(&spec).expect("a scene"), false);
    assert_eq!(trust.level, TrustLevel::Red);
    assert!(trust.reasons.windows(2).all(|pair| pair[0].level >= pair[1].level));
    assert!(trust.reasons.iter().all(|reason| reason.text.len() > 40 && reason.text.ends_with('.')));
    assert!(trust.decisive().next().is_some());
    let json = serde_json::to_value(&trust).expect("plain values");
    assert_eq!(json["trust"], "red");
    assert!(json["reasons"][0]["code"].is_string() && json["reasons"][0]["text"].is_string());
    assert_eq!(json["reasons"][0].as_object().map(serde_json::Map::len), Some(2));
}

#[test]
fn light_is_judged_around_the_scar_and_only_told_of_before_one_is_marked() {
    // A dark coat fills the left half.
    let mut scene = render_scene(&good(7, &skins())).expect("a scene");
    let (width, height) = (scene.image.width(), scene.image.height());
    let coat = |(i, pixel): (usize, &[u16; 3])| {
        let left = i % width as usize * 2 < width as usize;
        pixel.map(|channel| if left { channel / 12 } else { channel })
    };
    let pixels = scene.image.pixels().iter().enumerate().map(coat).collect();
    scene.image = LinearImage::from_pixels(width, height, pixels).expect("as many pixels");
    assert!(judged(&scene, false).blames(TrustCode::UnevenLight));
    let unmarked = Scene { regions: Regions::default(), ..scene };
    let trust = judged(&unmarked, false);
    assert!(!trust.blames(TrustCode::UnevenLight), "{trust:?}");
    let told = trust.reasons.iter().find(|reason| reason.code == TrustCode::UnevenLight).expect("it is told");
    assert_eq!(told.text, "The light will be judged around the scar once it is marked.");
}

#[test]
fn the_bundled_case_is_green() {
    let (inputs, photo) = bundled_case().expect("it comes with the program");
    let calibration = calibrate(&inputs, &photo).expect("its card is sound").calibration;
    let told =
        TrustTold { calibration: Some(&calibration), regions: &inputs.regions, px_per_mm: inputs.px_per_mm };
    let trust = check_photo(&photo, &told);
    assert_eq!(trust.level, TrustLevel::Green, "{trust:?}");
}

#[test]
fn real_photos_are_looked_at_quickly_and_not_stopped_for_their_light() {
    let folder = Path::new("../shared/photos/heic");
    if !folder.exists() {
        println!("skipped: ../shared/photos is not there");
        return;
    }
    for name in ["heif_other_pug.heic", "heif_other_arrow.heic"] {
        let photo = load_photo(&folder.join(name), &DecodeLimits::default()).expect("a photo");
        let regions = Regions::default();
        let told = TrustTold { calibration: None, regions: &regions, px_per_mm: None };
        let times: Vec<f64> = (0..5)
            .map(|_| {
                let start = Instant::now();
                drop(check_photo(&photo, &told));
                start.elapsed().as_secs_f64() * 1000.0
            })
            .collect();
        let trust = check_photo(&photo, &told);
        let best = times.iter().copied().fold(f64::INFINITY, f64::min);
        println!("{name}: {:?} in {best:.0} ms, {:?}", trust.level, trust.reasons);
        assert!(trust.level < TrustLevel::Red, "{trust:?}");
        assert_eq!(name.contains("pug"), trust.blames(TrustCode::Portrait));
    }
}
