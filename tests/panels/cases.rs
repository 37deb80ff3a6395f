//! The page of the studio's cases.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use image::RgbImage;
use scalp_shade::app::{Keeping, Pipeline, Settings, SettingsStore};
use scalp_shade::case::{Answer, CASE_FILE, Case, read_case};
use scalp_shade::ui::pages::Page;
use tempfile::TempDir;

use crate::harness::{Screen, drop_file, of, press, settle, stored_window, wait_for};
use crate::studio::Studio;
use crate::until::until;

/// A window on the page of cases, with a photo on the table.
pub(crate) fn cases(disk: &TempDir, size: [f32; 2]) -> Screen {
    let photo = disk.path().join("a.png");
    RgbImage::from_pixel(320, 240, image::Rgb([120; 3])).save(&photo).expect("a picture");
    let store = SettingsStore::at(disk.path().join("settings.ron"));
    let settings = Settings { cases: Some(disk.path().join("cases")), ..store.load() };
    store.save(&settings).expect("saved");
    let path = disk.path().join("settings.ron");
    let pipeline = Arc::new(Studio::default()) as Arc<dyn Pipeline>;
    let mut harness = stored_window(pipeline, move || SettingsStore::at(path.clone()), size);
    settle(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::F7);
    harness.run();
    assert_eq!(of(&harness).page(), Page::Cases);
    harness
}

pub(crate) fn kept(disk: &TempDir, code: &str) -> Case {
    let file: PathBuf = disk.path().join("cases").join(code).join(CASE_FILE);
    read_case(&std::fs::read_to_string(file).expect("a case")).expect("it reads")
}

pub(crate) fn write(harness: &mut Screen, field: &str, text: &str) {
    harness.get_by_label(field).focus();
    harness.run();
    harness.get_by_label(field).type_text(text);
    harness.run();
}

pub(crate) fn begin(harness: &mut Screen, code: &str) {
    write(harness, "Client's code", code);
    harness.run();
    harness.get_by_label("Begin case").click();
    wait_for(harness, &format!("Case {code}"));
    rest(harness);
}

pub(crate) fn rest(harness: &mut Screen) {
    until(|| {
        harness.step();
        (of(harness).case().keeping() == Keeping::Kept).then_some(())
    });
    harness.run();
}

#[test]
fn an_empty_page_says_how_to_begin() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = cases(&disk, [1280.0, 720.0]);
    wait_for(&mut harness, "No case was begun yet");
    harness.get_by_label("No case is open");
    harness.get_by_label_contains("Begin one for the photo on the table");
}

#[test]
fn a_case_is_begun_filled_in_and_put_away() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = cases(&disk, [1280.0, 800.0]);
    begin(&mut harness, "A-17");
    harness.get_all_by_label("Given today").next().expect("a consent").click();
    harness.run();
    write(&mut harness, "Notes", "strip scar");
    rest(&mut harness);
    let case = kept(&disk, "A-17");
    assert_eq!(case.notes, "strip scar");
    assert!(case.consents.record.given.is_some() && case.consents.teaching.given.is_none());
    harness.get_by_label("Taken back today").click();
    rest(&mut harness);
    harness.get_by_label("taken back");
    assert!(kept(&disk, "A-17").consents.record.withdrawn.is_some());
    harness.get_by_label("Put away").click();
    wait_for(&mut harness, "No case is open");
    wait_for(&mut harness, "1 case");
    harness.get_by_label_contains("A-17").click();
    wait_for(&mut harness, "Case A-17");
}

#[test]
fn photos_become_visits_and_plans_are_written_down() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = cases(&disk, [1280.0, 800.0]);
    begin(&mut harness, "A-17");
    press(&mut harness, Modifiers::NONE, Key::F2);
    settle(&mut harness);
    harness.get_all_by_label("Use today").next().expect("a card").click_accesskit();
    wait_for(&mut harness, "the first is light and sparse");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(kept(&disk, "A-17").visits.is_empty(), "left");
    harness.get_all_by_label("Use today").next().expect("a card").click_accesskit();
    wait_for(&mut harness, "the first is light and sparse");
    harness.get_by_label("Use it all the same").click();
    rest(&mut harness);
    let case = kept(&disk, "A-17");
    assert_eq!(case.visits.len(), 1);
    assert_eq!(case.visits[0].notes, "chosen before healed marks were photographed");
    assert!(case.visits[0].plan.is_some() && !case.visits[0].mixed.is_empty());
    drop_file(&mut harness, disk.path().join("a.png").to_str().expect("a path"));
    wait_for(&mut harness, "The photo was taken into case A-17");
    rest(&mut harness);
    assert_eq!(kept(&disk, "A-17").visits[0].photos.len(), 1);
    assert!(disk.path().join("cases/A-17/thumbnail.png").exists(), "a small picture for the list");
    harness.get_by_label("Case A-17: saved").click();
    harness.run();
    harness.get_by_label("Photo 1");
    harness.get_by_label_contains("Scar, marks");
    harness.get_by_label("28 days later").click();
    rest(&mut harness);
    let visit = &kept(&disk, "A-17").visits[0];
    assert_eq!(visit.next, visit.day.checked_add(jiff::Span::new().days(28)).ok());
    for report in ["Studio sheet…", "Client sheet…", "Card…", "CSV…", "JSON…", "Case study…"] {
        harness.get_by_label(report);
    }
    harness.get_by_label("Blur what is left out").click_accesskit();
    harness.run();
    assert!(of(&harness).document().settings().report.hide_left_out);
    harness.get_by_label("Advice on the client's sheet").click_accesskit();
    harness.run();
    harness.get_by_label_contains("Always follow what your technician says");
}

#[test]
fn a_dropped_case_is_opened_whichever_page_is_shown() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = cases(&disk, [1280.0, 800.0]);
    begin(&mut harness, "A-17");
    harness.get_by_label("Put away").click();
    wait_for(&mut harness, "No case is open");
    for dropped in ["cases/A-17/case.ron", "cases/A-17"] {
        press(&mut harness, Modifiers::NONE, Key::F2);
        harness.run();
        drop_file(&mut harness, disk.path().join(dropped).to_str().expect("a path"));
        wait_for(&mut harness, "Case A-17");
        assert_eq!(of(&harness).page(), Page::Cases);
        harness.get_by_label("Put away").click();
        wait_for(&mut harness, "No case is open");
    }
}

#[test]
fn a_code_that_cannot_be_one_is_refused_beside_the_field() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = cases(&disk, [960.0, 600.0]);
    write(&mut harness, "Client's code", "a/b");
    harness.run();
    harness.get_by_label("Begin case").click();
    wait_for(&mut harness, "cannot be a client's code");
}

#[test]
fn a_yes_reminds_and_stays_in_sight() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = cases(&disk, [1280.0, 800.0]);
    begin(&mut harness, "A-17");
    harness.get_by_label_contains("Questions before the first session: 0 of 9 asked").click();
    harness.run();
    harness.get_by_label("Is the scar raised? Yes").click_accesskit();
    rest(&mut harness);
    harness.get_by_label_contains("A raised scar is a medical matter first");
    harness.get_by_label_contains("1 of 9 asked").click();
    harness.run();
    harness.get_by_label_contains("A raised scar is a medical matter first");
    let answers = kept(&disk, "A-17").answers;
    assert_eq!((answers.len(), answers[0].answer), (1, Answer::Yes));
}

#[test]
fn a_case_is_erased_only_once_its_code_was_typed() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = cases(&disk, [1280.0, 800.0]);
    begin(&mut harness, "A-17");
    harness.get_by_label("Erase this case").click();
    harness.run();
    write(&mut harness, "Code to confirm", "A-1");
    harness.get_by_label("Erase for good").click_accesskit();
    harness.run();
    assert!(disk.path().join("cases/A-17").exists(), "another code erases nothing");
    write(&mut harness, "Code to confirm", "7");
    harness.get_by_label("Erase for good").click_accesskit();
    wait_for(&mut harness, "No case is open");
    assert!(!disk.path().join("cases/A-17").exists());
    wait_for(&mut harness, "No case was begun yet");
}

#[test]
fn a_case_is_protected_put_away_and_opened_with_its_passphrase() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = cases(&disk, [1280.0, 900.0]);
    begin(&mut harness, "A-17");
    write(&mut harness, "Notes", "came by train");
    rest(&mut harness);
    harness.get_by_label("Not protected by a passphrase").click_accesskit();
    harness.run();
    write(&mut harness, "New passphrase, 8 letters or more", "four words of mine");
    write(&mut harness, "The same again", "four words of yours");
    harness.get_by_label_contains("The two differ");
    harness.get_by_label("The same again").focus();
    harness.run();
    press(&mut harness, Modifiers::COMMAND, Key::A);
    write(&mut harness, "The same again", "four words of mine");
    harness.get_by_label("Protect case").click_accesskit();
    wait_for(&mut harness, "Protected by a passphrase");
    let folder = disk.path().join("cases/A-17");
    assert!(folder.join("case.ron.age").exists() && !folder.join(CASE_FILE).exists());
    rest(&mut harness);
    harness.get_by_label("Put away").click_accesskit();
    wait_for(&mut harness, "No case is open");
    wait_for(&mut harness, "protected, last written");
    harness.get_by_label_contains("protected, last written").click();
    wait_for(&mut harness, "Case A-17 is protected");
    write(&mut harness, "Passphrase", "wrong words");
    harness.get_by_label("Open case").click_accesskit();
    wait_for(&mut harness, "The passphrase is wrong");
    write(&mut harness, "Passphrase", "four words of mine");
    harness.get_by_label("Open case").click_accesskit();
    wait_for(&mut harness, "Protected by a passphrase");
    assert_eq!(of(&harness).case().open().expect("open").case.notes, "came by train");
}

#[test]
fn tests_on_the_skin_are_filled_in() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = cases(&disk, [1280.0, 900.0]);
    begin(&mut harness, "A-17");
    harness.get_by_label_contains("Tests on the skin: 0").click_accesskit();
    harness.run();
    harness.get_by_label("Add allergy patch").click_accesskit();
    harness.run();
    harness.get_by_label("reaction").click_accesskit();
    harness.run();
    harness.get_by_label_contains("Do not use this bottle");
    rest(&mut harness);
    let case = kept(&disk, "A-17");
    assert_eq!(case.reactions().count(), 1);
    assert!(case.reactions().all(|patch| patch.read == Some(patch.day)));
    drop_file(&mut harness, disk.path().join("a.png").to_str().expect("a path"));
    wait_for(&mut harness, "The photo was taken into case A-17");
    rest(&mut harness);
    harness.get_by_label("tanned").click_accesskit();
    rest(&mut harness);
    assert!(kept(&disk, "A-17").visits[0].skin_now.is_some());
}
