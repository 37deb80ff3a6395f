//! Small words: the glossary, the palette, menus, the tools beside the photo.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use scalp_shade::ui::{Action, Tool};

use crate::harness::{drop_file, of, press, settle, wait_for, worked};

#[test]
fn the_glossary_says_what_the_words_mean() {
    let mut harness = worked();
    harness.get_by_label("Help").click();
    harness.run();
    harness.get_by_label_contains("What the words mean").click();
    harness.run();
    for word in ["ΔE", "Perilesional skin", "80 % range", "Metamerism", "Ladder", "Solids"] {
        assert!(harness.query_all_by_label(word).count() >= 1, "{word}");
    }
    harness.get_by_label_contains("Two colours that match in one light");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_label("Metamerism").is_none(), "Escape closes it");
}

#[test]
fn escape_closes_a_menu_and_keys_are_not_taken_under_it() {
    let mut harness = worked();
    harness.get_by_label("File").click();
    harness.run();
    assert!(harness.query_by_label_contains("Open bundled case").is_some());
    press(&mut harness, Modifiers::NONE, Key::S);
    assert_eq!(of(&harness).canvas().hand.tool, Tool::Photo, "the menu has the keys");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    harness.run();
    assert!(harness.query_by_label_contains("Open bundled case").is_none());
}

#[test]
fn no_menu_lies_over_a_dialog() {
    let mut harness = worked();
    harness.get_by_label("File").click();
    harness.run();
    harness.get_by_label_contains("Open with built-in dialog").click();
    // Its fields bear no names, which is asked for by `run` alone.
    for _ in 0..4 {
        harness.step();
    }
    harness.get_by_label("Show Hidden");
    assert!(harness.query_by_label_contains("Open bundled case").is_none());
}

#[test]
fn the_palette_says_which_file_is_meant_and_closes() {
    let mut harness = worked();
    press(&mut harness, Modifiers::COMMAND, Key::K);
    harness.run();
    harness.get_by_label("Find a command").type_text("measured bottles");
    harness.run();
    harness.get_by_label_contains("Choose library file for measured bottles");
    harness.get_by_label_contains("New library file for measured bottles");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Find a command").is_none());
    assert_eq!(Action::NewLog.full_text(), "New log of healed results…");
}

#[test]
fn zoom_stays_beside_every_tool_and_a_new_photo_is_taken_in_a_bare_hand() {
    let mut harness = worked();
    for key in [Key::G, Key::C, Key::S, Key::E, Key::R, Key::M] {
        press(&mut harness, Modifiers::NONE, key);
        harness.run();
        harness.get_by_label("Zoom in");
        harness.get_by_label("Fit photo");
    }
    drop_file(&mut harness, "/photos/own.jpg");
    wait_for(&mut harness, "own.jpg");
    harness.run();
    assert_eq!(of(&harness).canvas().hand.tool, Tool::Photo);
}

#[test]
fn a_card_tells_the_scale_and_its_size_is_assumed_until_chosen() {
    let mut harness = worked();
    press(&mut harness, Modifiers::NONE, Key::M);
    harness.get_by_label("Forget scale").click();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::C);
    harness.get_by_label("Before November 2014").click();
    harness.run();
    settle(&mut harness);
    harness.get_by_label_contains("3 Scale, ✔ done: 10.0 px/mm, from the card");
    harness.get_by_label_contains("Classic is assumed until you choose");
    press(&mut harness, Modifiers::NONE, Key::M);
    harness.get_by_label_contains("10.0 px/mm, from the card. A known length");
    press(&mut harness, Modifiers::NONE, Key::C);
    harness.get_by_label("Size of the card").click();
    harness.run();
    harness.get_by_label("Classic").click();
    harness.run();
    settle(&mut harness);
    assert!(harness.query_by_label_contains("is assumed until you choose").is_none());
    assert!(of(&harness).document().settings().chart_size_told);
}
