//! Photos and libraries: dropped, refused, cancelled.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use scalp_shade::analysis::PhotoSource;

use crate::harness::{click_at, drop_file, of, press, settle, wait_for, window, worked};
use crate::studio::{Studio, at};
use crate::until::until;

#[test]
fn a_dropped_photo_is_opened() {
    let mut harness = worked();
    drop_file(&mut harness, "/photos/own.jpg");
    until(|| {
        harness.step();
        (of(&harness).document().inputs().photo == PhotoSource::File("/photos/own.jpg".into())).then_some(())
    });
    harness.run();
    harness.get_by_label_contains("own.jpg");
    wait_for(&mut harness, "Mark the scar, and its tones appear here");
}

#[test]
fn a_refused_photo_says_why_until_dismissed() {
    let mut harness = worked();
    drop_file(&mut harness, "/photos/scalp.cr3");
    until(|| {
        harness.step();
        (!of(&harness).document().messages().is_empty()).then_some(())
    });
    harness.run();
    harness.get_by_label_contains("export it as JPEG");
    for _ in 0..50 {
        harness.step();
    }
    harness.get_by_label_contains("export it as JPEG");
    let canvas = harness.get_by_label("Photo canvas").rect();
    assert!(canvas.height() > 550.0, "the message leaves room for the photo: {canvas:?}");
    harness.get_by_label("Best match");
    harness.get_by_label("Dismiss").click();
    harness.run();
    assert!(harness.query_by_label_contains("export it as JPEG").is_none());
}

#[test]
fn refused_tones_say_why_and_what_to_do() {
    let why = "The surround holds too few pixels; draw it larger.";
    let mut harness = window(Studio { refuse_tones: Some(why.to_owned()), ..Studio::default() });
    wait_for(&mut harness, why);
    harness.get_by_label_contains("6 Tones");
    harness.get_by_label_contains("Could not be measured");
}

#[test]
fn a_long_search_can_be_cancelled_and_taken_up() {
    let mut harness = window(Studio { endless_match: true, ..Studio::default() });
    until(|| {
        harness.step();
        harness.query_by_label("Trying recipes").map(|_| ())
    });
    harness.get_by_label_contains("Scar 1: 9 L* lighter");
    harness.get_by_label("Cancel").click();
    harness.run();
    harness.get_by_label("Stopped");
    harness.get_by_label("Work again");
}

#[test]
fn a_dropped_library_is_mixed_from() {
    let mut harness = worked();
    drop_file(&mut harness, "/studio/my shades.ron");
    until(|| {
        harness.step();
        harness.query_by_label("my shades.ron").map(|_| ())
    });
    settle(&mut harness);
    assert_eq!(of(&harness).document().inputs().photo, PhotoSource::Bundled, "the case stays");
    let told = "Recipes now use only the 3 bottles in my shades.ron. File > Use reference shades brings the others back.";
    assert!(of(&harness).document().messages().iter().all(|message| message.done && message.text == told));
    harness.get_by_label_contains(told);
}

#[test]
fn a_broken_library_lists_all_its_problems() {
    let mut harness = worked();
    drop_file(&mut harness, "/studio/broken.ron");
    until(|| {
        harness.step();
        (!of(&harness).document().messages().is_empty()).then_some(())
    });
    harness.run();
    let message = "line 3, column 9: no id; give one\nline 8, column 1: no solids; give some\nRecipes go on with \
                   Reference shades.";
    harness.get_by_label_contains(message);
    harness.get_by_label("Reference shades");
    harness.get_by_label("Best match");
}

#[test]
fn an_unfit_card_is_told_before_anything_is_marked() {
    let mut harness = worked();
    drop_file(&mut harness, "/photos/own.jpg");
    until(|| {
        harness.step();
        (of(&harness).document().inputs().photo == PhotoSource::File("/photos/own.jpg".into())).then_some(())
    });
    press(&mut harness, Modifiers::NONE, Key::G);
    click_at(&mut harness, at(1150.0, 40.0));
    until(|| {
        harness.step();
        harness
            .query_all_by_label_contains("The card is clipped; click a darker place on it")
            .next()
            .map(|_| ())
    });
    harness.get_by_label_contains("Not fit: the reason is below the photo");
    click_at(&mut harness, at(600.0, 400.0));
    until(|| {
        harness.step();
        harness.query_by_label("Shown by the grey card").map(|_| ())
    });
}
