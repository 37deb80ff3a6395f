//! Healed results in the window: from a photo to an entry of the log, and what the log has taught.

#![expect(clippy::disallowed_methods, reason = "files of a test need not survive a crash")]

use std::path::Path;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use image::{Rgb, RgbImage};
use scalp_shade::photo::PixelPos;
use scalp_shade::studio::{Card, StudioLog, Subject, Zone};
use scalp_shade::ui::pages::Page;

use crate::harness::{Screen, drop_file, of, press, settle, window};
use crate::studio::Studio;
use crate::until::until;

/// A grey card, skin, and three marks in it, from the left.
fn photo(folder: &Path) -> String {
    let picture = RgbImage::from_fn(400, 200, |x, y| {
        let mark = (0..3).any(|n| {
            let (dx, dy) = (f64::from(x) - 250.0 - 50.0 * f64::from(n), f64::from(y) - 100.0);
            dx.hypot(dy) < 8.0
        });
        match (x, mark) {
            (0..100, _) => Rgb([119, 119, 119]),
            (_, true) => Rgb([120, 100, 90]),
            (_, false) => Rgb([190, 150, 130]),
        }
    });
    let path = folder.join("healed.png");
    picture.save(&path).expect("it can be written");
    path.to_str().expect("a plain path").to_owned()
}

fn opened(folder: &Path) -> Screen {
    let mut harness = window(Studio::default());
    settle(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::F4);
    assert_eq!(of(&harness).page(), Page::Healed);
    harness.get_by_label_contains("No log yet");
    drop_file(&mut harness, &photo(folder));
    until(|| {
        harness.step();
        of(&harness).healed().0.desk().photo().map(|_| ())
    });
    harness.run();
    harness
}

fn show(harness: &mut Screen, x: f64, y: f64, radius: f64) {
    let canvas = of(harness).healed().1;
    let (from, to) = (canvas.to_screen(PixelPos { x, y }), canvas.to_screen(PixelPos { x: x + radius, y }));
    harness.hover_at(from);
    harness.step();
    harness.drag_at(from);
    harness.step();
    harness.hover_at(to);
    harness.step();
    harness.drop_at(to);
    harness.run();
}

fn click(harness: &mut Screen, label: &str) {
    harness.get_by_label(label).scroll_to_me();
    harness.run();
    harness.get_by_label(label).click();
    harness.run();
}

fn choose_a_bottle(harness: &mut Screen) {
    click(harness, "Bottle 1 of the cup");
    harness.get_by_label("Carbon black, full strength").click();
    harness.run();
}

fn tell_the_water(harness: &mut Screen) {
    let field = "Parts of water in the cup";
    click(harness, field);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.get_by_label(field).type_text("12");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    harness.get_by_label("= 12 parts of water to 1 part of pigment, as on a recipe card.");
}

fn log_holds(harness: &mut Screen, entries: usize) {
    until(|| {
        harness.step();
        let ledger = of(harness).healed().0.ledger();
        let held = ledger.log().filter(|_| !ledger.is_changing()).map(|(log, _)| log.entries().len());
        (held == Some(entries)).then_some(())
    });
    harness.run();
}

#[test]
fn a_result_is_logged_counted_on_taken_out_and_put_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = opened(folder.path());
    show(&mut harness, 50.0, 100.0, 30.0);
    show(&mut harness, 160.0, 100.0, 30.0);
    show(&mut harness, 250.0, 100.0, 4.0);
    until(|| {
        harness.step();
        of(&harness).healed().0.desk().current().map(|_| ())
    });
    harness.run();
    harness.get_by_label_contains("healed result L*");
    harness.get_by_label("Choose a log file, or make a new one.");
    let log = folder.path().join("our_log.ron");
    std::fs::write(&log, "(version: 1, entries: [])").expect("it can be written");
    drop_file(&mut harness, log.to_str().expect("a plain path"));
    log_holds(&mut harness, 0);
    harness.get_by_label_contains("The log is empty");
    harness.get_by_label("Tell which bottles were in the cup.");
    click(&mut harness, "Add bottle to the cup");
    harness.get_by_label("Choose every bottle of the cup, or remove it.");
    choose_a_bottle(&mut harness);
    harness.get_by_label("Tell how much water was in the cup; 0 when there was none.");
    tell_the_water(&mut harness);
    click(&mut harness, "Add to the log");
    log_holds(&mut harness, 1);
    harness.get_by_label_contains("is in the log.");
    harness.get_by_label("What your studio has taught it, from 1 healed result");
    harness.get_by_label_contains("Held by a scar, ml of mix in 100 ml: before");
    let entry = StudioLog::load(&log).expect("it is sound").entries()[0].clone();
    assert_eq!((entry.zone, entry.subject, entry.card), (Zone::Scar, Subject::Mark, Card::Grey));
    assert!(entry.tone.l + 10.0 < entry.tissue.l, "{entry:?}");

    let document = of(&harness).document();
    assert_eq!(document.learnt().map(|learnt| learnt.results), Some(1));
    press(&mut harness, Modifiers::NONE, Key::F2);
    until(|| {
        harness.step();
        of(&harness).document().plans_are_current().then_some(())
    });
    harness.run();
    harness.get_by_label_contains("Learnt from 1 healed result of this studio");
    press(&mut harness, Modifiers::NONE, Key::F4);
    click(&mut harness, "Recipes count on it");
    assert!(of(&harness).document().learnt().is_none());
    click(&mut harness, "Recipes count on it");

    let before = std::fs::read_to_string(&log).expect("it is there");
    click(&mut harness, &format!("Take {} out of the log", entry.id));
    log_holds(&mut harness, 0);
    assert!(of(&harness).document().learnt().is_none());
    click(&mut harness, "Put it back");
    log_holds(&mut harness, 1);
    assert_eq!(std::fs::read_to_string(&log).expect("it is there"), before);
    assert_eq!(of(&harness).document().learnt().map(|learnt| learnt.results), Some(1));
}

#[test]
fn a_log_with_mistakes_is_told_and_left_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = opened(folder.path());
    let log = folder.path().join("our_log.ron");
    let text = "(version: 1, entries: [(id: \"a\", zone: nose)])";
    std::fs::write(&log, text).expect("it can be written");
    drop_file(&mut harness, log.to_str().expect("a plain path"));
    until(|| {
        harness.step();
        of(&harness).healed().0.ledger().refused().map(|_| ())
    });
    harness.run();
    assert!(harness.query_all_by_label_contains("nose").next().is_some());
    assert!(
        of(&harness).document().messages().iter().any(|message| message.text.contains("go on without it"))
    );
    assert_eq!(std::fs::read_to_string(&log).expect("it is there"), text);
}

#[test]
fn places_that_cannot_be_read_are_named_and_bad_ages_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = opened(folder.path());
    show(&mut harness, 50.0, 100.0, 30.0);
    show(&mut harness, 160.0, 100.0, 30.0);
    // Half mark, half skin.
    show(&mut harness, 256.0, 100.0, 8.0);
    until(|| {
        harness.step();
        of(&harness).healed().0.desk().read().map(|_| ())
    });
    harness.run();
    harness.get_by_label_contains("Mark 1 is uneven");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(of(&harness).healed().0.desk().told().results[0].is_none());
}

#[test]
fn recipes_are_looked_for_by_what_was_learnt() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("mine.ron");
    std::fs::copy("shade_library.ron", &library).expect("a library of one's own");
    let entry = "(id: \"a\", zone: scar, recipe: [(shade: \"carbon-150\", parts: 1)], water_parts: 12, measured: mark, \
                 days: 40, tissue: (l: 74, a: 6, b: 13), tone: (l: 55, a: 1, b: 2), card: grey)";
    let log = StudioLog::beside(&library);
    std::fs::write(log, format!("(version: 1, entries: [{entry}])")).expect("it can be written");
    let studio = Studio::default();
    let mut harness = window(studio);
    settle(&mut harness);
    drop_file(&mut harness, library.to_str().expect("a plain path"));
    until(|| {
        harness.step();
        let document = of(&harness).document();
        (document.learnt().is_some() && document.plans_are_current()).then_some(())
    });
    harness.run();
    harness.get_by_label_contains("Learnt from 1 healed result of this studio");
    click(&mut harness, "Answer without the log");
    assert!(of(&harness).document().learnt().is_none() && of(&harness).document().taught().is_some());
    harness.get_by_label("Answered without the log of healed results.");
    click(&mut harness, "Count on the log again");
    harness.get_by_label("Answer without the log");
}

#[test]
fn a_click_beside_the_mark_is_asked_about_and_does_not_count_by_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = opened(folder.path());
    let log = folder.path().join("our_log.ron");
    std::fs::write(&log, "(version: 1, entries: [])").expect("it can be written");
    drop_file(&mut harness, log.to_str().expect("a plain path"));
    log_holds(&mut harness, 0);
    show(&mut harness, 50.0, 100.0, 30.0);
    show(&mut harness, 160.0, 100.0, 30.0);
    show(&mut harness, 225.0, 40.0, 4.0);
    until(|| {
        harness.step();
        of(&harness).healed().0.desk().current().map(|_| ())
    });
    harness.run();
    click(&mut harness, "Add bottle to the cup");
    choose_a_bottle(&mut harness);
    tell_the_water(&mut harness);
    harness.get_by_label_contains("This mark is hardly darker than the skin beside it");
    harness.get_by_label("Click the result again, or say that it is the result all the same.");
    click(&mut harness, "Add to the log");
    log_holds(&mut harness, 0);
    click(&mut harness, "It is on a mark, which has faded");
    click(&mut harness, "Add to the log");
    log_holds(&mut harness, 1);
    harness.get_by_label("No result of the log counts yet: recipes go by what is known of the trade.");
    harness.get_by_label_contains("lies far outside what can be expected");
    let learnt = of(&harness).document().learnt().cloned().expect("it is told");
    assert_eq!((learnt.belief, learnt.results, learnt.waiting), (None, 0, 1));
    press(&mut harness, Modifiers::NONE, Key::F2);
    harness.run();
    harness.get_by_label_contains("does not count until another client's agrees");
    assert!(harness.query_by_label("Answer without the log").is_none(), "nothing counts on it");
}

#[test]
fn the_cup_is_taken_from_the_plan_of_the_first_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = opened(folder.path());
    click(&mut harness, "Take from the current plan");
    let told = of(&harness).healed().0.desk().told().clone();
    let best = of(&harness).document().matching().expect("plans").proposals[0].scar.clone();
    let dots = best.dots.expect("dots in the scar");
    assert_eq!(told.cup.water_parts, Some(f64::from(dots.water_parts)));
    assert_eq!(told.cup.parts.len(), dots.parts.len());
    assert_eq!(told.wash.is_some(), best.wash.is_some());
    assert_eq!(told.marks_per_cm2, best.marks_per_cm2);
}
