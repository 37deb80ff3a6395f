//! The ColorChecker over the photo.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use scalp_shade::calibrate::{ChartPick, Edition};

use crate::harness::{Screen, click_at, drag, drop_file, near, of, press, settle, wait_for, worked};
use crate::studio::{at, card_corners};

fn card(harness: &Screen) -> Option<ChartPick> {
    of(harness).document().inputs().chart
}

/// Asked for, told, found.
fn found() -> Screen {
    let mut harness = worked();
    press(&mut harness, Modifiers::NONE, Key::C);
    assert!(harness.query_by_label("Find card").is_none(), "its edition comes first");
    harness.get_by_label("Before November 2014").click();
    harness.run();
    settle(&mut harness);
    harness
}

#[test]
fn the_edition_is_asked_for_once_and_the_card_is_found() {
    let mut harness = found();
    let pick = card(&harness).expect("a card");
    assert_eq!((pick.corners, pick.edition), (None, Edition::Before2014));
    assert_eq!(of(&harness).document().settings().chart_edition, Some(Edition::Before2014));
    harness.get_by_label_contains("done: ΔE 2.1 on patches left out");
    harness.get_by_label("Shown by the ColorChecker");
    harness.get_by_label("Remove card").click();
    harness.run();
    settle(&mut harness);
    assert!(card(&harness).is_none());
    harness.get_by_label("Shown by the grey card");
    harness.get_by_label("Find card").click();
    harness.run();
    assert_eq!(card(&harness).map(|pick| pick.edition), Some(Edition::Before2014), "remembered");
}

#[test]
fn a_card_serves_later_photos_without_one_until_it_is_unticked() {
    let mut harness = found();
    harness.get_by_label("Also for later photos").click();
    harness.run();
    drop_file(&mut harness, "/photos/own.jpg");
    wait_for(&mut harness, "own.jpg");
    wait_for(&mut harness, "By an earlier card");
    harness.get_by_label("Shown by the card of an earlier photo");
    press(&mut harness, Modifiers::NONE, Key::C);
    harness.get_by_label("Also for later photos").click();
    wait_for(&mut harness, "None: figures stay uncalibrated");
    assert!(of(&harness).document().inputs().profile.is_none() && !of(&harness).document().keeps_colours());
}

#[test]
fn a_corner_is_dragged_and_the_rest_stays() {
    let mut harness = found();
    let [first, second, ..] = card_corners();
    drag(&mut harness, &[second, at(1090.0, 610.0), at(1100.0, 620.0)]);
    settle(&mut harness);
    let corners = card(&harness).and_then(|pick| pick.corners).expect("told by hand now");
    assert!(near(corners[0], first) && near(corners[1], at(1100.0, 620.0)), "{corners:?}");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(card(&harness).map(|pick| pick.corners), Some(None), "a drag is one step");
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert!(card(&harness).is_none(), "the card is what is selected");
}

#[test]
fn four_clicks_show_the_card_when_it_was_not_found() {
    let mut harness = worked();
    press(&mut harness, Modifiers::NONE, Key::C);
    click_at(&mut harness, at(200.0, 600.0));
    harness.run();
    harness.get_by_label_contains("Say first, above the photo, when the ColorChecker was made");
    harness.get_by_label("After November 2014").click();
    harness.run();
    settle(&mut harness);
    harness.get_by_label("Remove card").click();
    harness.run();
    settle(&mut harness);
    // Standing: the longer side runs down.
    let clicked = [at(200.0, 500.0), at(320.0, 500.0), at(320.0, 680.0), at(200.0, 680.0)];
    for corner in clicked {
        assert!(card(&harness).is_none());
        click_at(&mut harness, corner);
    }
    settle(&mut harness);
    let corners = card(&harness).and_then(|pick| pick.corners).expect("a card by its corners");
    assert!(near(corners[0], clicked[1]) && near(corners[3], clicked[0]), "{corners:?}");
}

#[test]
fn the_reading_is_told_patch_by_patch() {
    let mut harness = found();
    harness.get_by_label("What it says…").click();
    harness.run();
    harness.get_by_label_contains("Error on patches left out: ΔE 2.1");
    harness.get_by_label_contains("Error on the two skin patches left out: ΔE 1.7");
    harness.get_by_label_contains("Dark skin, read L* 3");
    harness.get_by_label_contains("not used: in the shade");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    harness.run();
    assert!(harness.query_by_label_contains("Error on patches left out").is_none());
}
