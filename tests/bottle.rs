//! `library measure`, end to end: a photo of drawdowns beside a grey card into a library file.

#![expect(clippy::disallowed_methods, reason = "files of a test need not survive a crash")]

use std::fs;
use std::path::Path;

use image::{Rgb, RgbImage};
use scalp_shade::calibrate::{Edition, reference_patches};
use scalp_shade::cli::{Finish, run};
use scalp_shade::color::{Lab, delta_e_2000, xyz_of};
use scalp_shade::library::ShadeLibrary;
use scalp_shade::optics::{Colourant, Concentrations, DrawdownCard};
use serde_json::Value;
use tempfile::TempDir;

const CARD: Lab = Lab::new(92.0, -0.5, 1.5);
const WATER: [f64; 4] = [10.0, 25.0, 50.0, 100.0];
/// Middle of the first patch and the way to the next, in pixels.
const FIRST: u32 = 40;
const STEP: u32 = 80;

fn truth() -> Concentrations {
    Concentrations::single(Colourant::CarbonBlack, 80.0).with(Colourant::IronOxideRed, 50.0)
}

/// sRGB code of a colour in a camera of some exposure that takes grey a little warm.
fn code(lab: Lab) -> [u8; 3] {
    const SRGB: [[f64; 3]; 3] = [
        [3.240_454, -1.537_139, -0.498_531],
        [-0.969_266, 1.876_011, 0.041_556],
        [0.055_643, -0.204_026, 1.057_225],
    ];
    let xyz = xyz_of(lab);
    let cast = [1.03, 1.0, 0.95];
    [0, 1, 2].map(|i: usize| {
        let linear: f64 = SRGB[i].iter().zip([xyz.x, xyz.y, xyz.z]).map(|(m, x)| m * x).sum();
        let light = (0.9 * cast[i] * linear).clamp(0.0, 1.0);
        let encoded =
            if light <= 0.003_130_8 { 12.92 * light } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=255")]
        let code = (255.0 * encoded).round() as u8;
        code
    })
}

/// Patches in a row: grey card, bare card, then the drawdowns; the rest is card.
fn photo(folder: &Path, really: &[f64]) -> String {
    let film = DrawdownCard::from_lab(CARD);
    let mut patches = vec![Lab::new(50.0, 0.0, 0.0), CARD];
    patches.extend(really.iter().map(|water| film.color_of(&truth(), *water)));
    let width = STEP * u32::try_from(patches.len()).expect("a few");
    let picture = RgbImage::from_fn(width, STEP, |x, y| {
        let inside = (10..70).contains(&(x % STEP)) && (10..70).contains(&y);
        let lab = patches.get((x / STEP) as usize).copied().filter(|_| inside).unwrap_or(CARD);
        let noise = i32::try_from((x * 7 + y * 11) % 3).expect("small") - 1;
        Rgb(code(lab).map(|code| u8::try_from((i32::from(code) + noise).clamp(0, 255)).expect("clamped")))
    });
    let path = folder.join("bottle.png");
    picture.save(&path).expect("it can be written");
    path.to_str().expect("a plain path").to_owned()
}

/// The same with a `ColorChecker` below in place of the grey patch.
fn photo_with_chart(folder: &Path) -> String {
    const PITCH: u32 = 40;
    let plain = image::open(photo(folder, &WATER)).expect("the picture just written").to_rgb8();
    let patches = reference_patches(Edition::Before2014);
    let (left, top) = (100, STEP + 20);
    let picture = RgbImage::from_fn(plain.width(), STEP + 200, |x, y| {
        if y < STEP {
            let grey = x < STEP;
            return if grey { Rgb(code(CARD)) } else { *plain.get_pixel(x, y) };
        }
        let (u, v) = (x.wrapping_sub(left), y.wrapping_sub(top));
        if u >= 6 * PITCH || v >= 4 * PITCH {
            return Rgb(code(CARD));
        }
        let on_patch = (4..PITCH - 2).contains(&(u % PITCH)) && (4..PITCH - 2).contains(&(v % PITCH));
        let patch = patches[(v / PITCH * 6 + u / PITCH) as usize];
        Rgb(code(if on_patch { patch.lab } else { Lab::new(20.0, 0.0, 0.0) }))
    });
    let path = folder.join("bottle_chart.png");
    picture.save(&path).expect("it can be written");
    path.to_str().expect("a plain path").to_owned()
}

fn spot(patch: u32) -> String {
    format!("{},{},22", FIRST + patch * STEP, FIRST)
}

/// The flags of a photo with these dilutions, into a file.
fn flags(photo: &str, into: &str, water: &[f64]) -> Vec<String> {
    let mut all: Vec<String> =
        ["library", "measure", photo, "--grey", &spot(0), "--card", &spot(1)].map(str::to_owned).into();
    for (index, water) in (2..).zip(water) {
        all.extend([String::from("--rung"), format!("{water},{}", spot(index))]);
    }
    all.extend(["--id", "own-brown", "--name", "My \"own\" brown", "--into", into].map(str::to_owned));
    all
}

fn told(arguments: &[String]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let finish = run(
        std::iter::once(String::from("scalp-shade")).chain(arguments.iter().cloned()),
        &mut out,
        &mut err,
    );
    let Finish::Code(code) = finish else { panic!("{finish:?}") };
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (code, text(out), text(err))
}

fn done(arguments: &[String]) -> String {
    let (code, out, err) = told(arguments);
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    out
}

fn refused(arguments: &[String], words: &str) {
    let (code, out, err) = told(arguments);
    assert!(code == 1 && out.is_empty() && err.contains(words), "{arguments:?}: {code} {out} {err}");
    assert_eq!(err.lines().count(), 1, "{err}");
}

fn with(flags: &[String], more: &[&str]) -> Vec<String> {
    flags.iter().cloned().chain(more.iter().map(|flag| (*flag).to_owned())).collect()
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

#[test]
fn a_color_checker_serves_as_well_as_a_grey_card() {
    let folder = folder();
    let photo = photo_with_chart(folder.path());
    let into = folder.path().join("my_shades.ron").to_str().expect("a plain path").to_owned();
    let mut flags = flags(&photo, &into, &WATER);
    let grey = flags.iter().position(|flag| flag == "--grey").expect("it is there");
    flags.drain(grey..grey + 2);
    let label = ["--solids", "carbon_black,iron_oxide_red"];
    let (code, _, err) = told(&flags);
    assert!(code == 2 && err.contains("--grey"), "a reference is asked for: {code} {err}");
    let chart = ["--chart", "auto", "--edition", "before-2014", "--json"];
    let answer: Value = serde_json::from_str(&done(&with(&with(&flags, &label), &chart))).expect("JSON");
    let solids = ["carbon_black", "iron_oxide_red"].map(|name| answer["solids"][name].as_f64().expect(name));
    assert!((solids[0] / 80.0 - 1.0).abs() < 0.08, "{solids:?}");
    assert!((solids[1] / 50.0 - 1.0).abs() < 0.15, "{solids:?}");
}

#[test]
fn a_photo_of_drawdowns_becomes_a_shade_that_foretells_other_dilutions() {
    let folder = folder();
    let photo = photo(folder.path(), &WATER);
    let into = folder.path().join("my_shades.ron").to_str().expect("a plain path").to_owned();
    let flags = flags(&photo, &into, &WATER);
    let label = ["--solids", "carbon_black=160,iron_oxide_red=25", "--maker", "M", "--kind", "modifier"];
    let answer: Value = serde_json::from_str(&done(&with(&with(&flags, &label), &["--json"]))).expect("JSON");
    assert_eq!((answer["grade"].as_str(), answer["created"].as_bool()), (Some("measured"), Some(true)));
    assert_eq!(answer["label"]["carbon_black"].as_f64(), Some(160.0));
    let number = |value: &Value| value.as_f64().expect("a number");
    let card = &answer["card"];
    assert!(
        delta_e_2000(Lab::new(number(&card[0]), number(&card[1]), number(&card[2])), CARD) < 1.0,
        "{card}"
    );
    let (fit, left_out) = (number(&answer["fit_delta_e"]), number(&answer["left_out_delta_e"]));
    println!("fit {fit}, left out {left_out}, solids {}", answer["solids"]);
    assert!(fit < 0.8 && left_out < 1.5, "{answer}");
    assert_eq!(answer["rungs"].as_array().map(Vec::len), Some(4));
    assert!(answer["rungs"][0]["odd"].is_null() && answer["rungs"][0]["lab"][2].is_number());

    let library = ShadeLibrary::load(Path::new(&into)).expect("it was written");
    let shade = library.shade("own-brown").expect("it is there");
    assert_eq!(
        (shade.name.as_str(), shade.maker.as_str(), shade.kind.name()),
        ("My \"own\" brown", "M", "modifier")
    );
    let film = DrawdownCard::from_lab(CARD);
    for water in [15.0, 35.0, 75.0] {
        let off = delta_e_2000(film.color_of(&shade.solids, water), film.color_of(&truth(), water));
        assert!(off < 1.0, "{water} parts of water are foretold {off} off");
    }
    let check = done(&["library", "check", &into].map(str::to_owned));
    assert!(check.contains("own-brown") && check.contains("measured, 4 rungs, fit ΔE00"), "{check}");
}

#[test]
fn text_comments_and_order_of_the_library_stay_and_an_id_is_replaced_only_when_asked() {
    let folder = folder();
    let photo = photo(folder.path(), &WATER);
    let into = folder.path().join("library.ron");
    let before = include_str!("../shade_library.ron");
    fs::write(&into, before).expect("it can be written");
    let flags = flags(&photo, into.to_str().expect("a plain path"), &WATER);
    let page = done(&flags);
    for words in
        ["My \"own\" brown (own-brown): measured", "left out", "Solids in mg/ml", "Saved into", "(26 shades)"]
    {
        assert!(page.contains(words), "{words} is missing in\n{page}");
    }
    let read = || fs::read_to_string(&into).expect("it is there");
    let after = read();
    let at = after.find("        (\n            id: \"own-brown\"").expect("it was put in");
    let end = at + after[at..].find("        ),\n").expect("it ends") + "        ),\n".len();
    assert_eq!(format!("{}{}", &after[..at], &after[end..]), before);
    refused(&flags, "--replace");
    assert_eq!(read(), after, "a refusal changes nothing");
    // Measured anew with a label: the label comes into the entry, and stays when it is not told again.
    let anew = with(&flags, &["--replace", "--solids", "carbon_black=80,iron_oxide_red=50"]);
    assert!(done(&anew).contains("Measured anew in"));
    let labelled = read();
    assert!(labelled.contains("solids: {\"carbon_black\": 80.0, \"iron_oxide_red\": 50.0}"));
    let page = done(&with(&flags, &["--replace"]));
    assert!(page.contains("carbon_black 80.0, iron_oxide_red 50.0"), "{page}");
    assert_eq!(read(), labelled);
    let names: Vec<_> =
        fs::read_dir(folder.path()).expect("a folder").flatten().map(|e| e.file_name()).collect();
    assert_eq!(names.len(), 2, "no other file is left: {names:?}");
}

#[test]
fn odd_rungs_single_swatches_and_two_rungs_are_pointed_out() {
    let folder = folder();
    let path = folder.path().join("a.ron").to_str().expect("a plain path").to_owned();
    let label = ["--solids", "carbon_black=80,iron_oxide_red=50", "--replace"];
    let wrong = photo(folder.path(), &[10.0, 25.0, 95.0, 100.0]);
    let page = done(&with(&flags(&wrong, &path, &WATER), &label));
    assert!(
        page.contains("   odd\n") && page.contains("Odd rung at 50 parts of water: it looks like"),
        "{page}"
    );
    let photo = photo(folder.path(), &WATER);
    let page = done(&with(&flags(&photo, &path, &WATER[..2]), &label));
    assert!(page.contains("): measured") && page.contains("measure a third dilution"), "{page}");
    let page = done(&with(&flags(&photo, &path, &WATER[..1]), &label));
    assert!(
        page.contains("single swatch: unreliable") && page.contains("predicts dilutions badly"),
        "{page}"
    );
    refused(
        &with(&flags(&photo, &folder.path().join("b.ron").display().to_string(), &WATER[..1]), &[]),
        "--solids",
    );
    assert!(!folder.path().join("b.ron").exists());
}

#[test]
fn what_cannot_be_measured_or_saved_is_refused_and_leaves_no_file() {
    let folder = folder();
    let photo = photo(folder.path(), &WATER);
    let path = |name: &str| folder.path().join(name).to_str().expect("a plain path").to_owned();
    let into = path("new.ron");
    let sound = flags(&photo, &into, &WATER);
    let changed = |from: &str, to: &str| -> Vec<String> {
        sound.iter().map(|flag| if flag == from { to.to_owned() } else { flag.clone() }).collect()
    };
    refused(&changed(&photo, &path("none.png")), "none.png");
    refused(&changed(&spot(0), "5000,40,22"), "outside the picture");
    refused(&changed(&spot(1), "80,40,22"), "the card is uneven");
    refused(&changed(&spot(1), "120,40,2"), "holds only");
    refused(&changed(&format!("25,{}", spot(3)), "25,160,40,22"), "overlap");
    refused(
        &changed(&format!("25,{}", spot(3)), "25,5000,40,22"),
        "the drawdown at 25 parts of water reaches outside",
    );
    refused(&changed(&format!("25,{}", spot(3)), &format!("50,{}", spot(3))), "two rungs");
    refused(&changed(&into, &path("no/such/folder.ron")), "could not be written");
    refused(&changed(&into, folder.path().to_str().expect("a plain path")), "could not be read");
    let broken = path("broken.ron");
    fs::write(&broken, "(version: 1, shades: 3)").expect("it can be written");
    refused_with_problems(&changed(&into, &broken));
    assert!(!Path::new(&into).exists());
    for (from, to) in [("own-brown", "Own Brown"), ("My \"own\" brown", " "), (spot(1).as_str(), "1,2")] {
        let (code, out, err) = told(&changed(from, to));
        assert!(code == 2 && out.is_empty() && !err.is_empty(), "{to}: {code}");
    }
}

fn refused_with_problems(arguments: &[String]) {
    let (code, out, err) = told(arguments);
    assert!(code == 1 && out.is_empty() && err.contains("1 problem"), "{code} {out} {err}");
}
