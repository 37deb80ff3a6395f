//! Whether a ColorChecker is found, and whether nothing else is taken for one.
//!
//! `SCALP_SHADE_CARD_SCENES=500 cargo test --release --test measured chart_search:: -- --nocapture` draws 500 scenes with a
//! card and 500 without, of seeds that the regular suite does not use.

use crate::card_scene::{Scene, scene};
use crate::chart_photos::chart_photos;
use rayon::prelude::*;
use scalp_shade::calibrate::{ChartError, ChartPick, calibrate_by_chart};
use scalp_shade::photo::{LinearImage, PixelPos};

/// Scenes of each kind in the regular suite.
const REGULAR: u64 = 24;
/// First seed of a long run.
const FIRST: u64 = 500_000;

fn seeds() -> std::ops::Range<u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let first = number("SCALP_SHADE_CARD_FIRST");
    match number("SCALP_SHADE_CARD_SCENES") {
        Some(count) => first.unwrap_or(FIRST)..first.unwrap_or(FIRST) + count,
        None => 0..REGULAR,
    }
}

fn found(image: &LinearImage) -> Result<[PixelPos; 4], ChartError> {
    calibrate_by_chart(image, &ChartPick::default()).map(|chart| chart.reading.corners)
}

/// How far corners lie from where they are, at most, in patches.
fn off(scene: &Scene, corners: [PixelPos; 4]) -> f64 {
    let truth = scene.corners.expect("a scene with a card");
    let apart = |a: PixelPos, b: PixelPos| (a.x - b.x).hypot(a.y - b.y) / scene.patch;
    corners.iter().zip(truth).map(|(corner, truth)| apart(*corner, truth)).fold(0.0, f64::max)
}

/// A kind of scene, as printed: its name and whether a scene is of it.
type Kind = (&'static str, fn(&Scene) -> bool);

const KINDS: [Kind; 12] = [
    ("all", |_| true),
    ("patches below 14 px", |s| s.patch < 14.0),
    ("14 to 20 px", |s| (14.0..20.0).contains(&s.patch)),
    ("20 to 40 px", |s| (20.0..40.0).contains(&s.patch)),
    ("40 px and more", |s| s.patch >= 40.0),
    ("tilt below 12 degrees", |s| s.tilt < 12.0),
    ("12 to 24 degrees", |s| (12.0..24.0).contains(&s.tilt)),
    ("24 to 35 degrees", |s| s.tilt >= 24.0),
    ("beside a second page", |s| s.second_page),
    ("without one", |s| !s.second_page),
    ("photo of 0.6 megapixels", |s| s.image.width() < 1000),
    ("of 2.4 and 9.8", |s| s.image.width() > 1000),
];

#[test]
fn cards_among_clutter_are_found() {
    let judged: Vec<(u64, Scene, Option<f64>)> = seeds()
        .into_par_iter()
        .map(|seed| {
            let scene = scene(seed, true);
            let answer = found(&scene.image);
            let off = answer.as_ref().ok().map(|corners| off(&scene, *corners));
            if off.is_none_or(|off| off > 1.0 / 3.0) {
                let told = answer.map_or_else(|e| e.to_string(), |_| format!("off by {off:?}"));
                println!("{seed}, patches of {:.0} px tilted by {:.0}: {told}", scene.patch, scene.tilt);
            }
            (seed, scene, off)
        })
        .collect();
    let is_right = |off: &Option<f64>| off.is_some_and(|off| off <= 1.0 / 3.0);
    for (name, is_of_kind) in KINDS {
        let of_kind = || judged.iter().filter(|(_, scene, _)| is_of_kind(scene));
        let right = of_kind().filter(|(_, _, off)| is_right(off)).count();
        println!("{name:24} {right} of {}", of_kind().count());
    }
    let mut offs: Vec<f64> = judged.iter().filter_map(|(_, _, off)| *off).collect();
    offs.sort_by(f64::total_cmp);
    println!(
        "corners off by {:.3} patches (median), {:.3} (most)",
        offs[offs.len() / 2],
        offs[offs.len() - 1]
    );
    let right = judged.iter().filter(|(_, _, off)| is_right(off)).count();
    assert!(right as f64 >= 0.95 * judged.len() as f64, "{right} of {}", judged.len());
    let wrong = judged.iter().filter(|(_, _, off)| off.is_some() && !is_right(off)).count();
    assert_eq!(wrong, 0, "cards that lie elsewhere");
}

#[test]
fn clutter_is_no_card() {
    let taken: Vec<u64> =
        seeds().into_par_iter().filter(|&seed| found(&scene(seed, false).image).is_ok()).collect();
    println!("{} false cards in {} scenes: {taken:?}", taken.len(), seeds().count());
    assert!(taken.is_empty(), "{taken:?}");
}

#[test]
fn the_command_line_answers_in_json_and_on_a_page() {
    let scene = scene(0, true);
    let [width, height] = crate::card_scene::SIZE;
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
        "light",
        "mm_per_px",
        "model",
        "patches",
        "skin_held_out_delta_e",
    ];
    assert_eq!(names, expected);
    assert_eq!(answer["patches"].as_array().map(Vec::len), Some(24));
    assert_eq!(answer["patches"][0]["name"], "dark skin");
    let light = answer["patches"][0]["light"].as_f64().expect("the light on a patch");
    assert!((0.3..3.0).contains(&light), "{light}");
    let scale = answer["mm_per_px"].as_f64().expect("a number") * scene.patch / 0.85;
    assert!((10.0..20.0).contains(&scale), "about 15 mm from patch to patch: {scale}");
    let page = run(&[]);
    let text = String::from_utf8_lossy(&page.stdout);
    assert!(page.status.success() && text.contains("after November 2014, as told"), "{text}");
    let profile = folder.path().join("session.ron");
    let saved = run(&["--save-profile", profile.to_str().expect("a plain path")]);
    assert!(String::from_utf8_lossy(&saved.stdout).contains("Saved as a camera profile"), "{saved:?}");
    let tones = |by: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("scalp-shade").expect("the program is built");
        let scar = ["--scar-disc", "40,40,12", "--ring", "4,20", "--json"];
        let told = command.arg("tones").arg(&path).args(scar).args(by).output().expect("it runs");
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
        serde_json::from_slice::<serde_json::Value>(&told.stdout).expect("JSON")
    };
    let (by_card, by_profile) =
        (tones(&["--chart", "auto"]), tones(&["--profile", profile.to_str().expect("a plain path")]));
    assert_eq!(by_profile["calibration"]["kind"], "profile");
    let lightness = |answer: &serde_json::Value| answer["tones"]["bare_skin"]["lab"][0].as_f64().expect("L*");
    let apart = (lightness(&by_card) - lightness(&by_profile)).abs();
    assert!(apart < 1.0, "the same photo by card and by profile is {apart} L* apart");
    let notes = by_profile["tones"]["notes"].to_string();
    assert!(
        notes.contains("does not tell its exposure") && notes.contains("age of the camera profile"),
        "{notes}"
    );
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
