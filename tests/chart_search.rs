//! Whether a ColorChecker is found, and whether nothing else is taken for one.
//!
//! `SCALP_SHADE_CARD_SCENES=500 cargo test --release --test chart_search -- --nocapture` draws 500 scenes with a
//! card and 500 without.

#[path = "support/card_scene.rs"]
mod card_scene;
#[path = "support/chart_photos.rs"]
mod chart_photos;

use std::time::Instant;

use card_scene::{Scene, scene};
use chart_photos::chart_photos;
use scalp_shade::calibrate::{ChartError, ChartPick, calibrate_by_chart};
use scalp_shade::photo::{LinearImage, PixelPos};

/// Scenes of each kind in the regular suite.
const REGULAR: u64 = 6;

fn scenes() -> u64 {
    std::env::var("SCALP_SHADE_CARD_SCENES").ok().and_then(|count| count.parse().ok()).unwrap_or(REGULAR)
}

fn found(image: &LinearImage) -> Result<[PixelPos; 4], ChartError> {
    calibrate_by_chart(image, &ChartPick::default()).map(|chart| chart.reading.corners)
}

/// How far corners of patches lie from the middles they belong to, at most, in patches.
fn off(scene: &Scene, corners: [PixelPos; 4]) -> f64 {
    let middles = scene.middles.expect("a scene with a card");
    let apart = |a: PixelPos, b: PixelPos| (a.x - b.x).hypot(a.y - b.y) / scene.patch;
    corners.iter().zip(middles).map(|(corner, middle)| apart(*corner, middle)).fold(0.0, f64::max)
}

fn changed(image: &LinearImage, change: impl Fn(u32, u32) -> [u16; 3]) -> LinearImage {
    let (width, height) = (image.width(), image.height());
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    LinearImage::from_pixels(width, height, places.map(|(x, y)| change(x, y)).collect()).expect("a picture")
}

#[test]
fn cards_among_clutter_are_found() {
    let count = scenes();
    let mut missed = Vec::new();
    for seed in 0..count {
        let scene = scene(seed, true);
        match found(&scene.image) {
            // The outer corner of a corner patch lies 0.7 patches from its middle, more when tilted towards
            // the camera.
            Ok(corners) if off(&scene, corners) < 1.1 => {}
            other => {
                println!(
                    "{seed}, patches of {:.0} px: {:?}",
                    scene.patch,
                    other.map_err(|error| error.to_string())
                );
                missed.push(seed);
            }
        }
    }
    println!("found {} of {count} cards; missed {missed:?}", count - missed.len() as u64);
    assert!(missed.len() as f64 <= 0.05 * count as f64, "missed {missed:?}");
}

#[test]
fn clutter_is_no_card() {
    let count = scenes();
    let taken: Vec<u64> = (0..count).filter(|&seed| found(&scene(seed, false).image).is_ok()).collect();
    println!("{} false cards in {count} scenes", taken.len());
    assert!(taken.is_empty(), "{taken:?}");
}

#[test]
fn what_must_not_be_used_is_refused() {
    let seed = (0..50)
        .find(|&seed| (30.0..45.0).contains(&card_scene::patch_of(seed)))
        .expect("a card of that size");
    let scene = scene(seed, true);
    let corners = found(&scene.image).expect("the card as it is");
    let pixel = |x: u32, y: u32| scene.image.pixel(x, y).expect("inside");
    let [width, height] = card_scene::SIZE;
    let refused = |image: &LinearImage| found(image).expect_err("must not be used").to_string();

    let mirrored = refused(&changed(&scene.image, |x, y| pixel(width - 1 - x, y)));
    assert!(mirrored.contains("mirrored"), "{mirrored}");
    let grey = refused(&changed(&scene.image, |x, y| [pixel(x, y)[1]; 3]));
    assert!(grey.contains("no colours"), "{grey}");
    let negative = refused(&changed(&scene.image, |x, y| pixel(x, y).map(|code| 60_000 - code.min(60_000))));
    assert!(negative.contains("ColorChecker"), "{negative}");
    // A hand over the half with black and white, then over that with dark skin.
    for side in [0, 2] {
        let [a, b] = [corners[side], corners[side + 1]];
        let middle = corners.iter().fold([0.0; 2], |sum, p| [sum[0] + p.x / 4.0, sum[1] + p.y / 4.0]);
        let (nx, ny) = (f64::midpoint(a.x, b.x) - middle[0], f64::midpoint(a.y, b.y) - middle[1]);
        let hidden = changed(&scene.image, |x, y| {
            let along = (f64::from(x) - middle[0]) * nx + (f64::from(y) - middle[1]) * ny;
            if along > 0.0 { [20_000, 14_000, 9_000] } else { pixel(x, y) }
        });
        let told = refused(&hidden);
        assert!(told.contains("no whole ColorChecker"), "half {side}: {told}");
    }
    // The same card twice.
    let (twice_wide, twice) = (2 * width, height);
    let places = (0..twice).flat_map(|y| (0..twice_wide).map(move |x| (x % width, y)));
    let both = LinearImage::from_pixels(twice_wide, twice, places.map(|(x, y)| pixel(x, y)).collect());
    let told = refused(&both.expect("two side by side"));
    assert!(told.contains("2 ColorCheckers"), "{told}");
}

#[test]
fn the_command_line_answers_in_json_and_on_a_page() {
    let scene = scene(3, true);
    let [width, height] = card_scene::SIZE;
    let folder = tempfile::tempdir().expect("a folder for a photo");
    let path = folder.path().join("card.png");
    let encoded = scene.image.pixels().iter().flatten().map(|code| {
        let linear = f64::from(*code) / 65535.0;
        let code =
            if linear <= 0.003_130_8 { 12.92 * linear } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=255")]
        let code = (255.0 * code).round() as u8;
        code
    });
    let picture = image::RgbImage::from_raw(width, height, encoded.collect()).expect("a whole picture");
    picture.save(&path).expect("a file");
    let run = |more: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("scalp-shade").expect("the program is built");
        command.arg("calibrate").arg(&path).args(more).output().expect("it runs")
    };
    let told = run(&["--edition", "before-2014", "--chart-size", "passport", "--json"]);
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&told.stdout).expect("JSON");
    let mut names: Vec<&str> = answer.as_object().expect("an object").keys().map(String::as_str).collect();
    names.sort_unstable();
    let expected = [
        "corners",
        "fit_delta_e",
        "leave_one_out_delta_e",
        "mm_per_px",
        "model",
        "patches",
        "skin_held_out_delta_e",
    ];
    assert_eq!(names, expected);
    assert_eq!(answer["patches"].as_array().map(Vec::len), Some(24));
    assert_eq!(answer["patches"][0]["name"], "dark skin");
    let scale = answer["mm_per_px"].as_f64().expect("a number") * scene.patch / 0.85;
    assert!((10.0..20.0).contains(&scale), "about 15 mm from patch to patch: {scale}");
    let page = run(&[]);
    let text = String::from_utf8_lossy(&page.stdout);
    assert!(page.status.success() && text.contains("after November 2014, as told"), "{text}");
    let wrong = run(&["--chart", "10,10 40,10 40,30 10,30"]);
    let told = String::from_utf8_lossy(&wrong.stderr);
    assert_eq!(wrong.status.code(), Some(1), "{told}");
    assert!(wrong.stdout.is_empty() && told.trim_end().lines().count() == 1, "{told}");
}

#[test]
fn the_real_photos_are_found() {
    for (name, image, expected) in chart_photos() {
        let chart = calibrate_by_chart(&image, &ChartPick::default()).expect("the card is whole");
        let reading = chart.reading;
        for (corner, by_eye) in reading.corners.iter().zip(expected) {
            let off = (corner.x - by_eye.x).hypot(corner.y - by_eye.y);
            assert!(off < 6.0, "{name}: {corner:?} and {by_eye:?}");
        }
        let skin = reading.skin_held_out_delta_e.expect("skin patches are sound");
        let left_out = reading.leave_one_out_delta_e;
        println!("{name}: {:?}, left out {left_out:.2}, skin left out {skin:.2}", reading.model);
        assert!(left_out <= 2.7 && skin <= 3.5, "{name}: {left_out:.2}, skin {skin:.2}");
    }
}

/// Prints the time on 12 megapixels, with a card and without one.
#[test]
fn twelve_megapixels() {
    let factor = 4;
    let large = |scene: &Scene| {
        let (width, height) = (4000, 3000);
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let code = |(x, y): (u32, u32)| scene.image.pixel(x / factor, y / factor).unwrap_or([9_000; 3]);
        LinearImage::from_pixels(width, height, places.map(code).collect()).expect("12 megapixels")
    };
    for with_card in [true, false] {
        let image = large(&scene(3, with_card));
        let mut best = f64::INFINITY;
        for _ in 0..3 {
            let start = Instant::now();
            let answer = found(&image);
            best = best.min(start.elapsed().as_secs_f64());
            assert_eq!(answer.is_ok(), with_card, "{answer:?}");
        }
        println!("12 megapixels, card {with_card}: {:.0} ms", 1e3 * best);
    }
}
