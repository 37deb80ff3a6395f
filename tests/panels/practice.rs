//! The page of practice, and the window before a class.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Key, Modifiers, Shape};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use image::RgbImage;
use scalp_shade::app::{Display, Pipeline, Settings, SettingsStore};
use scalp_shade::teach::{Class, Kind, TraineeCode};
use scalp_shade::ui::pages::Page;
use tempfile::TempDir;

use crate::harness::{Screen, drop_file, of, press, settle, stored_window, wait_for};
use crate::studio::Studio;
use crate::until::until;

fn practice(disk: &TempDir, size: [f32; 2]) -> Screen {
    let path = disk.path().join("settings.ron");
    let pipeline = Arc::new(Studio::default()) as Arc<dyn Pipeline>;
    let mut harness = stored_window(pipeline, move || SettingsStore::at(path.clone()), size);
    settle(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::F9);
    harness.run();
    assert_eq!(of(&harness).page(), Page::Practice);
    harness
}

/// Begins a row and waits for its exercise.
fn begin(harness: &mut Screen, name: &str) {
    harness.get_all_by_label_contains(name).next().expect("a line of the list").click_accesskit();
    // Pictures take long to render where nothing is optimised.
    let start = Instant::now();
    while of(harness).practice().asked().is_none() {
        assert!(start.elapsed() < Duration::from_secs(90), "no exercise came");
        harness.step();
    }
    harness.run();
}

fn wait_for_reveal(harness: &mut Screen) {
    until(|| {
        harness.step();
        of(harness).practice().answered().map(|_| ())
    });
    harness.run();
}

#[test]
fn an_empty_page_says_how_to_begin() {
    let disk = tempfile::tempdir().expect("a folder");
    for size in [[960.0, 600.0], [2560.0, 1440.0]] {
        let harness = practice(&disk, size);
        harness.get_by_label_contains("Choose what to practise at the left");
        harness.get_by_label("No answers yet.");
        assert!(texts(&harness).iter().any(|text| text == "Guest (nothing is kept)"));
    }
}

#[test]
fn a_trainee_answers_blind_and_sees_why() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = practice(&disk, [1280.0, 720.0]);
    harness.get_by_label("Trainee's code").focus();
    harness.run();
    harness.get_by_label("Trainee's code").type_text("T-1");
    harness.run();
    harness.get_by_label("Add").click_accesskit();
    until(|| {
        harness.step();
        let (trainee, known) = of(&harness).practice().trainee();
        (known && trainee.code.as_str() == "T-1").then_some(())
    });
    harness.run();
    begin(&mut harness, "Treat or wait");
    harness.get_by_label_contains("Treat this client today");
    harness.get_by_label_contains("Age of the scar");
    assert!(harness.query_by_label_contains("not medical advice").is_none(), "nothing is given away");
    harness.get_by_label("Wait").click_accesskit();
    harness.run();
    harness.get_by_label("Answer").click_accesskit();
    wait_for_reveal(&mut harness);
    harness.get_by_label_contains("not medical advice");
    harness.get_by_label("Truth");
    let code = TraineeCode::new("T-1").expect("a code");
    let class = Class::at(disk.path().join("trainees"));
    until(|| {
        harness.step();
        class.trainee(&code).ok().filter(|trainee| trainee.answers.len() == 1).map(|_| ())
    });
    let before = of(&harness).practice().asked().map(|(_, number)| number);
    harness.get_by_label("Next").click_accesskit();
    until(|| {
        harness.step();
        let practice = of(&harness).practice();
        (practice.asked().map(|(_, number)| number) != before).then_some(())
    });
    harness.run();
    assert!(of(&harness).practice().answered().is_none(), "the next one is blind again");
    assert_eq!(class.trainee(&code).expect("read").answers[0].kind, Some(Kind::TreatOrWait));
}

#[test]
fn a_number_is_typed_with_a_comma_and_answered_with_enter() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = practice(&disk, [1280.0, 720.0]);
    begin(&mut harness, "Ratio arithmetic");
    harness.get_by_label("Your answer").focus();
    harness.run();
    harness.get_by_label("Your answer").type_text("9,5");
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    wait_for_reveal(&mut harness);
    let given = &of(&harness).practice().answered().expect("an answer").1.given;
    assert!(given.starts_with("9.5"), "{given}");
}

#[test]
fn a_tone_is_told_in_words_and_on_sliders() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = practice(&disk, [960.0, 600.0]);
    begin(&mut harness, "Guess the tone difference");
    harness.get_by_label("Picture of the exercise");
    for word in ["lighter", "lighter", "less red"] {
        harness.get_by_label(word).click_accesskit();
        harness.run();
    }
    harness.get_by_label("Answer").click_accesskit();
    wait_for_reveal(&mut harness);
    let given = &of(&harness).practice().answered().expect("an answer").1.given;
    assert_eq!(given, "ΔL* +4.0, Δa* -1.0, Δb* +0.0");
    harness.get_by_label_contains("By the skin model");
}

#[test]
fn the_example_pack_is_gone_through_and_a_broken_one_is_refused_whole() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = practice(&disk, [1280.0, 720.0]);
    harness.get_by_label("Example pack").click_accesskit();
    wait_for(&mut harness, "A first evening");
    begin(&mut harness, "Begin pack");
    harness.get_by_label_contains("A first evening: 1 of 9");
    let broken = disk.path().join("pack.ron");
    scalp_shade::disk::write_whole(&broken, b"(version: 1, title: \"\", language: \"xx\", exercises: [])")
        .expect("room");
    drop_file(&mut harness, broken.to_str().expect("a path"));
    wait_for(&mut harness, "the exercise pack has 3 problems");
}

/// What is painted, and what a screen reader says.
fn texts(harness: &Screen) -> Vec<String> {
    fn painted(shape: &Shape, found: &mut Vec<String>) {
        match shape {
            Shape::Text(text) => found.push(text.galley.text().to_owned()),
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| painted(shape, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    harness.output().shapes.iter().for_each(|clipped| painted(&clipped.shape, &mut found));
    found.extend(harness.root().children_recursive().flat_map(|node| {
        let node = node.accesskit_node();
        [node.label(), node.value(), node.description()].into_iter().flatten().collect::<Vec<String>>()
    }));
    found
}

/// Recent photos and other clients that must not be seen.
const SECRETS: [&str; 4] = ["mrs-miller", "A-17", "B-99", "secret-photo"];

fn is_told(harness: &Screen, secrets: &[&str]) -> Vec<String> {
    texts(harness).into_iter().filter(|text| secrets.iter().any(|secret| text.contains(secret))).collect()
}

/// A window with a case, recent photos and a trainee, on the first page.
fn with_clients(disk: &TempDir) -> Screen {
    let photo = disk.path().join("secret-photo.png");
    RgbImage::from_pixel(320, 240, image::Rgb([120; 3])).save(&photo).expect("a picture");
    let store = SettingsStore::at(disk.path().join("settings.ron"));
    let recent = vec![Path::new("/photos/mrs-miller.jpg").to_owned(), photo.clone()];
    let display = Display { text_scale: 1.25, ..Display::default() };
    let cases = Some(disk.path().join("cases"));
    store.save(&Settings { cases, recent, display, ..store.load() }).expect("saved");
    let path = disk.path().join("settings.ron");
    let pipeline = Arc::new(Studio::default()) as Arc<dyn Pipeline>;
    let mut harness = stored_window(pipeline, move || SettingsStore::at(path.clone()), [1280.0, 800.0]);
    settle(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::F7);
    harness.run();
    for code in ["B-99", "A-17"] {
        harness.get_by_label("Client's code").focus();
        harness.run();
        harness.get_by_label("Client's code").type_text(code);
        harness.run();
        harness.get_by_label("Begin case").click();
        wait_for(&mut harness, &format!("Case {code}"));
        if code == "B-99" {
            harness.get_by_label("Put away").click();
            wait_for(&mut harness, "No case is open");
        }
    }
    press(&mut harness, Modifiers::NONE, Key::F2);
    drop_file(&mut harness, photo.to_str().expect("a path"));
    wait_for(&mut harness, "The photo was taken into case A-17");
    harness.run();
    harness
}

#[test]
fn before_a_class_nothing_of_other_clients_is_in_sight() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = with_clients(&disk);
    assert!(!is_told(&harness, &SECRETS).is_empty(), "they are there without the class");
    let scale = harness.ctx.zoom_factor();
    let tool = of(&harness).canvas().hand.tool;
    press(&mut harness, Modifiers::NONE, Key::F11);
    harness.run();
    assert!(of(&harness).is_presenting());
    assert!(harness.ctx.zoom_factor() > 1.7, "words as large as on a projector");
    for key in
        [None, Some(Key::F7), Some(Key::F4), Some(Key::F5), Some(Key::F3), Some(Key::F9), Some(Key::F2)]
    {
        if let Some(key) = key {
            press(&mut harness, Modifiers::NONE, key);
        }
        for (modifiers, key) in
            [(Modifiers::COMMAND, Key::K), (Modifiers::COMMAND, Key::O), (Modifiers::COMMAND, Key::Comma)]
        {
            press(&mut harness, modifiers, key);
        }
        harness.run();
        assert!(matches!(of(&harness).page(), Page::Match | Page::Practice));
        let told = is_told(&harness, &SECRETS);
        assert!(told.is_empty(), "{key:?}: {told:?}");
    }
    drop_file(&mut harness, "/photos/mrs-miller.jpg");
    harness.run();
    assert!(is_told(&harness, &SECRETS).is_empty());
    press(&mut harness, Modifiers::NONE, Key::F11);
    harness.run();
    assert!(!of(&harness).is_presenting());
    assert_eq!(of(&harness).page(), Page::Match);
    assert_eq!(of(&harness).canvas().hand.tool, tool);
    assert!((harness.ctx.zoom_factor() - scale).abs() < 1e-6, "the size of words is back");
    assert!(!is_told(&harness, &["A-17"]).is_empty(), "and the case too");
}

#[test]
fn sections_are_revealed_and_covered_in_order() {
    let disk = tempfile::tempdir().expect("a folder");
    let path = disk.path().join("settings.ron");
    let pipeline = Arc::new(Studio::default()) as Arc<dyn Pipeline>;
    let mut harness = stored_window(pipeline, move || SettingsStore::at(path.clone()), [1280.0, 720.0]);
    settle(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::F11);
    harness.run();
    let covered = |harness: &Screen| harness.query_all_by_label_contains("Reveal: ").count();
    assert_eq!((of(&harness).revealed(), covered(&harness)), (Some(0), 4));
    assert!(harness.query_by_label_contains("L* lighter").is_none(), "the difference is covered");
    for (key, revealed) in [
        (Key::PageDown, 1),
        (Key::Space, 2),
        (Key::PageUp, 1),
        (Key::PageDown, 2),
        (Key::PageDown, 3),
        (Key::PageDown, 4),
        (Key::PageDown, 4),
    ] {
        press(&mut harness, Modifiers::NONE, key);
        harness.run();
        assert_eq!(of(&harness).revealed(), Some(revealed));
        assert_eq!(covered(&harness), 4 - revealed);
    }
    for _ in 0..4 {
        press(&mut harness, Modifiers::NONE, Key::PageUp);
    }
    harness.run();
    harness.get_by_label("Reveal: Recipes").click_accesskit();
    harness.run();
    assert_eq!(of(&harness).revealed(), Some(3), "a plate opens those before it too");
}

#[test]
fn before_a_class_answers_are_not_kept() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = practice(&disk, [1280.0, 720.0]);
    press(&mut harness, Modifiers::NONE, Key::F11);
    harness.run();
    assert_eq!(of(&harness).page(), Page::Practice);
    begin(&mut harness, "Treat or wait");
    harness.get_by_label("Treat").click_accesskit();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::PageDown);
    wait_for_reveal(&mut harness);
    harness.get_by_label_contains("not medical advice");
    press(&mut harness, Modifiers::NONE, Key::PageUp);
    harness.run();
    assert!(harness.query_by_label_contains("not medical advice").is_none(), "covered again");
    press(&mut harness, Modifiers::NONE, Key::PageDown);
    harness.run();
    harness.get_by_label_contains("not medical advice");
    assert!(of(&harness).practice().trainee().0.answers.is_empty());
    press(&mut harness, Modifiers::NONE, Key::F11);
    harness.run();
    assert_eq!(of(&harness).page(), Page::Practice);
}
