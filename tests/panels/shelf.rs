//! The page of the studio's bottles.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use scalp_shade::app::{Keeping, Pipeline, Settings, SettingsStore, Stages};
use scalp_shade::library::ShadeLibrary;
use scalp_shade::shelf::{StockEvent, StockLedger};
use scalp_shade::ui::pages::Page;
use tempfile::TempDir;

use crate::harness::{Screen, drop_file, of, press, settle, stored_window, wait_for};
use crate::studio::Studio;
use crate::until::until;

const MINE: &str = r#"// My shelf
(
    version: 1,
    shades: [
        (id: "my-black", name: "My black", maker: "M", kind: base, solids: {"carbon_black": 150.0},
         volume_ml: 15, price: 30.0, lot: "A1", expiry: "2020-01-31", source: "label"), // by the window
        (id: "rust", name: "Rust", maker: "M", kind: modifier, solids: {"iron_oxide_red": 90.0}, source: "label"),
    ],
)
"#;

fn file(disk: &TempDir) -> PathBuf {
    disk.path().join("mine.ron")
}

fn text(disk: &TempDir) -> String {
    std::fs::read_to_string(file(disk)).expect("the library")
}

/// A window on the page of bottles, with a library of the studio's or without.
fn bottles(disk: &TempDir, own: bool) -> Screen {
    let store = SettingsStore::at(disk.path().join("settings.ron"));
    let library = own.then(|| file(disk));
    if own {
        write_file(&file(disk), MINE);
    }
    store.save(&Settings { library, ..store.load() }).expect("saved");
    let path = disk.path().join("settings.ron");
    let pipeline = Arc::new(Stages) as Arc<dyn Pipeline>;
    let mut harness = stored_window(pipeline, move || SettingsStore::at(path.clone()), [1280.0, 800.0]);
    press(&mut harness, Modifiers::NONE, Key::F8);
    harness.step();
    assert_eq!(of(&harness).page(), Page::Bottles);
    if own {
        until(|| {
            harness.step();
            of(&harness).shelf().state().map(|_| ())
        });
        harness.step();
    }
    harness
}

#[expect(clippy::disallowed_methods, reason = "files of a test need not survive a crash")]
fn write_file(path: &std::path::Path, text: &str) {
    std::fs::write(path, text).expect("room");
}

fn steps(harness: &mut Screen, n: usize) {
    for _ in 0..n {
        harness.step();
    }
}

/// Until everything is written and recipes are mixed from it.
fn rest(harness: &mut Screen) {
    until(|| {
        harness.step();
        let (shelf, mixed) = (of(harness).shelf(), of(harness).document().bottles().library());
        let followed = shelf.state().is_none_or(|state| state.library == *mixed);
        (!shelf.is_busy() && followed).then_some(())
    });
    steps(harness, 2);
}

fn write(harness: &mut Screen, field: &str, text: &str) {
    harness.get_by_label(field).focus();
    steps(harness, 2);
    harness.get_by_label(field).type_text(text);
    steps(harness, 2);
}

fn click(harness: &mut Screen, name: &str) {
    harness.get_all_by_label(name).next().expect(name).click_accesskit();
    steps(harness, 2);
}

fn choose(harness: &mut Screen, bottle: &str) {
    harness.get_by_label_contains(&format!("{bottle}, ")).click_accesskit();
    steps(harness, 2);
}

#[test]
fn reference_shades_are_hidden_and_shown_again_but_never_changed() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = bottles(&disk, false);
    harness.get_by_label_contains("Begin a library for the bottles on your shelf");
    let all = ShadeLibrary::bundled().shades().len();
    wait_for(&mut harness, &format!("{all} bottles"));
    write(&mut harness, "Look for", "warm black");
    choose(&mut harness, "Warm black");
    assert!(harness.query_by_label("Save").is_none(), "there is nothing to save");
    click(&mut harness, "Hide it");
    wait_for(&mut harness, "1 reference shade is hidden");
    let library = of(&harness).document().bottles().library().clone();
    assert_eq!(library.shades().len(), all - 1, "recipes do without it");
    assert_eq!(
        of(&harness).document().bottles().shade_name("black-warm"),
        "Warm black",
        "old plans still name it"
    );
    click(&mut harness, "Show them");
    choose(&mut harness, "Warm black");
    click(&mut harness, "Offer it again");
    assert_eq!(of(&harness).document().bottles().library().shades().len(), all);
}

#[test]
fn a_bottle_is_edited_in_its_place_and_the_step_is_taken_back() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = bottles(&disk, true);
    harness.get_by_label_contains("My black, ⚠ expired, label not seen");
    choose(&mut harness, "My black");
    harness.get_by_label_contains("Expired on 2020-01-31");
    write(&mut harness, "Note", "shake well");
    click(&mut harness, "Save");
    rest(&mut harness);
    assert!(
        text(&disk).contains("note: \"shake well\",") && text(&disk).contains("// by the window"),
        "{}",
        text(&disk)
    );
    click(&mut harness, "Undo");
    rest(&mut harness);
    assert_eq!(text(&disk), MINE);
    click(&mut harness, "Redo");
    rest(&mut harness);
    assert!(text(&disk).contains("shake well"));
    // Another program writes the file: nothing is written over, and it is told.
    let theirs = MINE.replace("Rust", "Rust by another hand");
    write_file(&file(&disk), &theirs);
    click(&mut harness, "Undo");
    rest(&mut harness);
    harness.get_by_label_contains("was changed by another program since");
    assert_eq!(text(&disk), theirs);
    wait_for(&mut harness, "Rust by another hand");
}

#[test]
fn faults_are_told_at_the_field_and_keep_from_saving() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = bottles(&disk, true);
    click(&mut harness, "New bottle");
    harness.get_by_label_contains("Give the bottle a name.");
    click(&mut harness, "Add to my library");
    rest(&mut harness);
    assert_eq!(text(&disk), MINE);
    write(&mut harness, "Name", "Rust");
    harness.get_by_label_contains("Another bottle has this short name");
    write(&mut harness, "Name", " two");
    click(&mut harness, "Add to my library");
    rest(&mut harness);
    let library = ShadeLibrary::load(&file(&disk)).expect("sound");
    let new = library.shades().last().expect("a bottle");
    assert_eq!(library.shades().len(), 3);
    assert!(new.name.contains("Rust") && new.name.contains("two") && new.id.contains("two"), "{new:?}");
    // Recipes follow at once.
    until(|| {
        harness.step();
        (of(&harness).document().bottles().library().shades().len() == 3).then_some(())
    });
}

#[test]
fn stock_is_written_down_and_taken_out_again() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = bottles(&disk, true);
    choose(&mut harness, "My black");
    harness.get_by_label_contains("15.00 ml left, a full bottle holds 15.0 ml");
    click(&mut harness, "Counted");
    rest(&mut harness);
    let ledger = || StockLedger::load(&StockLedger::beside(&file(&disk))).expect("sound");
    assert_eq!((ledger().entries().len(), ledger().entries()[0].what), (1, StockEvent::Corrected));
    harness.get_by_label_contains("Empty by what was mixed");
    click(&mut harness, "Take out line 1");
    rest(&mut harness);
    assert!(ledger().entries().is_empty());
    harness.get_by_label_contains("15.00 ml left, a full");
}

#[test]
fn a_bottle_is_removed_only_once_it_was_asked_and_a_copy_gets_a_name_of_its_own() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = bottles(&disk, true);
    choose(&mut harness, "Rust");
    click(&mut harness, "Remove…");
    assert_eq!(text(&disk), MINE);
    click(&mut harness, "Remove it");
    rest(&mut harness);
    assert!(ShadeLibrary::load(&file(&disk)).expect("sound").shade("rust").is_none());
    choose(&mut harness, "My black");
    click(&mut harness, "Duplicate");
    click(&mut harness, "Add to my library");
    rest(&mut harness);
    assert!(ShadeLibrary::load(&file(&disk)).expect("sound").shade("my-black-2").is_some());
}

#[test]
fn an_import_is_shown_field_by_field_before_anything_is_written() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = bottles(&disk, true);
    let table = disk.path().join("bottles.csv");
    write_file(
        &table,
        "id,name,solids,price\nmy-black,My black,carbon_black:150,45\nash,Ash,carbon_black:15,20\nx,,,\n",
    );
    drop_file(&mut harness, table.to_str().expect("a path"));
    wait_for(&mut harness, "1 new, 0 the same, 1 told otherwise");
    harness.get_by_label_contains("2 problems: their lines are left out");
    harness.get_by_label_contains("line 4: name is missing");
    assert_eq!(text(&disk), MINE, "nothing is written yet");
    harness.get_by_label("Price");
    click(&mut harness, "Take theirs, for all");
    click(&mut harness, "Import 2 bottles");
    rest(&mut harness);
    let library = ShadeLibrary::load(&file(&disk)).expect("sound");
    assert_eq!(library.shade("my-black").and_then(|shade| shade.price), Some(45.0));
    assert!(library.shade("ash").is_some() && text(&disk).contains("// by the window"));
    click(&mut harness, "Undo");
    rest(&mut harness);
    assert_eq!(text(&disk), MINE, "one step");
}

#[test]
fn the_missing_bottle_cannot_be_asked_for_without_cases() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = bottles(&disk, true);
    click(&mut harness, "Which is missing?");
    harness.get_by_label_contains("The last cases are matched again");
}

#[test]
fn what_is_mixed_today_is_taken_from_the_stock_once() {
    let disk = tempfile::tempdir().expect("a folder");
    let store = SettingsStore::at(disk.path().join("settings.ron"));
    write_file(&file(&disk), include_str!("../../shade_library.ron"));
    let cases = Some(disk.path().join("cases"));
    store.save(&Settings { library: Some(file(&disk)), cases, ..store.load() }).expect("saved");
    let path = disk.path().join("settings.ron");
    let pipeline = Arc::new(Studio::default()) as Arc<dyn Pipeline>;
    let mut harness = stored_window(pipeline, move || SettingsStore::at(path.clone()), [1280.0, 800.0]);
    settle(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::F7);
    harness.run();
    write(&mut harness, "Client's code", "A-17");
    harness.get_by_label("Begin case").click();
    wait_for(&mut harness, "Case A-17");
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::F2);
    settle(&mut harness);
    let ledger = || StockLedger::load(&StockLedger::beside(&file(&disk))).expect("sound");
    let use_today = |harness: &mut Screen| {
        harness.get_all_by_label("Use today").next().expect("a card").click_accesskit();
        wait_for(harness, "the first is light and sparse");
        harness.get_by_label("Use it all the same").click();
        until(|| {
            harness.step();
            (of(harness).case().keeping() == Keeping::Kept && !of(harness).shelf().is_busy()).then_some(())
        });
    };
    use_today(&mut harness);
    until(|| {
        harness.step();
        (!ledger().entries().is_empty()).then_some(())
    });
    let taken = ledger();
    for entry in taken.entries() {
        assert_eq!(entry.what, StockEvent::Mixed);
        assert_eq!(entry.cup.as_ref().map(|cup| cup.case.as_str()), Some("A-17"));
        assert!(entry.ml > 0.0 && entry.ml < 5.0, "{entry:?}");
    }
    // The same plan once more, and another one: the day's cups are replaced, never added up.
    let last = harness.get_all_by_label("Use today").count();
    if last > 0 {
        use_today(&mut harness);
        steps(&mut harness, 10);
    }
    let mut keys: Vec<_> = ledger().entries().iter().map(|e| (e.cup.clone(), e.shade.clone())).collect();
    let before = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), before, "no cup stands there twice");
}
