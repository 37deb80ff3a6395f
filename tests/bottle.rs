//! `library measure`, end to end: a photo of drawdowns beside a grey card into a library file.

#![expect(clippy::disallowed_methods, reason = "files of a test need not survive a crash")]

#[path = "support/drawdowns.rs"]
mod drawdowns;

use std::fs;
use std::path::Path;

use drawdowns::{CARD, FIRST, STEP, WATER, photo, photo_with_chart, truth};
use scalp_shade::cli::{Finish, run};
use scalp_shade::color::{Lab, delta_e_2000};
use scalp_shade::library::ShadeLibrary;
use scalp_shade::optics::DrawdownCard;
use serde_json::Value;
use tempfile::TempDir;

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
