//! Boxes that are drawn over the photos of a visit, and the chart of the bottles.

use egui::{Key, Modifiers, Pos2, Vec2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use scalp_shade::photo::PixelRect;
use tempfile::TempDir;

use crate::cases::{begin, cases, kept, rest, write};
use crate::harness::{Screen, drop_file, of, press, wait_for};

const PHOTO: &str = "Photo 1, to draw boxes on";

/// A window on a case with one photo, and the boxes to be drawn.
fn drawing(disk: &TempDir) -> Screen {
    let mut harness = cases(disk, [1280.0, 900.0]);
    begin(&mut harness, "A-17");
    drop_file(&mut harness, disk.path().join("a.png").to_str().expect("a path"));
    wait_for(&mut harness, "The photo was taken into case A-17");
    rest(&mut harness);
    open(&mut harness);
    harness
}

fn open(harness: &mut Screen) {
    harness.get_by_label("Hide faces…").click_accesskit();
    harness.run();
    wait_for(harness, PHOTO);
    harness.run();
}

/// Drags over the photo of 320 x 240 pixels between two places of it.
fn drag(harness: &mut Screen, from: [f32; 2], to: [f32; 2]) {
    let area = harness.get_by_label(PHOTO).rect();
    let scale = (area.width() / 320.0).min(area.height() / 240.0);
    let size = scale * vec2(320.0, 240.0);
    let place = |[x, y]: [f32; 2]| -> Pos2 { area.center() - size / 2.0 + scale * vec2(x, y) };
    let (from, to) = (place(from), place(to));
    harness.hover_at(from);
    harness.step();
    harness.drag_at(from);
    harness.step();
    for share in [0.3, 0.7, 1.0] {
        harness.hover_at(from + (to - from) * share);
        harness.step();
    }
    harness.drop_at(to);
    harness.run();
}

fn boxes(disk: &TempDir) -> Vec<PixelRect> {
    kept(disk, "A-17").visits[0].photos[0].hidden.clone()
}

#[track_caller]
fn is_about(found: &PixelRect, [x, y, width, height]: [f64; 4]) {
    let off = [found.x - x, found.y - y, found.width - width, found.height - height];
    assert!(off.iter().all(|off| off.abs() <= 1.0), "{found:?}");
}

#[test]
fn a_box_is_drawn_seen_chosen_removed_and_brought_back() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = drawing(&disk);
    harness.get_by_label_contains("Hide faces, visit of");
    harness.get_by_label("No box was drawn on this photo yet.");
    drag(&mut harness, [200.0, 150.0], [100.0, 60.0]);
    rest(&mut harness);
    is_about(&boxes(&disk)[0], [100.0, 60.0, 100.0, 90.0]);
    // Beyond the edge it ends at the edge.
    drag(&mut harness, [10.0, 10.0], [60.0, -40.0]);
    rest(&mut harness);
    is_about(&boxes(&disk)[1], [10.0, 0.0, 50.0, 10.0]);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    rest(&mut harness);
    assert_eq!(boxes(&disk).len(), 1, "the one that was drawn last is chosen");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    rest(&mut harness);
    assert_eq!(boxes(&disk).len(), 2);
    press(&mut harness, Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z);
    rest(&mut harness);
    assert_eq!(boxes(&disk).len(), 1);
    // A click chooses.
    let area = harness.get_by_label(PHOTO).rect();
    harness.hover_at(area.center());
    harness.step();
    harness.drag_at(area.center());
    harness.step();
    harness.drop_at(area.center());
    harness.run();
    harness.get_by_label("Width, px");
    harness.get_by_label("Remove box 1").click_accesskit();
    rest(&mut harness);
    assert!(boxes(&disk).is_empty());
    harness.get_by_label("Undo").click_accesskit();
    rest(&mut harness);
    assert_eq!(boxes(&disk).len(), 1);
    assert!(of(&harness).document().inputs().regions.scars.is_empty(), "nothing behind it was undone");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    harness.run();
    assert!(harness.query_by_label(PHOTO).is_none(), "Escape leaves it");
    harness.get_by_label("1 box is hidden");
    open(&mut harness);
    harness.get_by_label("Add box").click_accesskit();
    rest(&mut harness);
    is_about(&boxes(&disk)[1], [120.0, 90.0, 80.0, 60.0]);
    harness.get_by_label("Done").click_accesskit();
    harness.run();
    assert!(harness.query_by_label(PHOTO).is_none());
    harness.get_by_label("2 boxes are hidden");
}

#[test]
fn a_second_window_shows_boxes_and_changes_none() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut first = drawing(&disk);
    drag(&mut first, [100.0, 60.0], [200.0, 150.0]);
    rest(&mut first);
    let before = boxes(&disk);
    let mut second = cases(&disk, [1280.0, 900.0]);
    wait_for(&mut second, "1 case");
    second.get_by_label_contains("A-17").click();
    wait_for(&mut second, "open in another window; here it can only be read");
    wait_for(&mut second, "Hide faces…");
    open(&mut second);
    second.get_by_label_contains("The case is open in another window");
    assert!(second.get_by_label("Add box").accesskit_node().is_disabled());
    assert!(second.get_by_label("Remove box 1").accesskit_node().is_disabled());
    drag(&mut second, [10.0, 10.0], [60.0, 50.0]);
    press(&mut second, Modifiers::NONE, Key::Delete);
    second.run();
    let shown = &of(&second).case().open().expect("open").case.visits[0].photos[0].hidden;
    assert_eq!(*shown, before);
    drop(second);
    rest(&mut first);
    assert_eq!(boxes(&disk), before);
}

#[test]
fn the_photo_of_a_protected_case_stays_in_memory() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = drawing(&disk);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    harness.run();
    harness.get_by_label("Not protected by a passphrase").click_accesskit();
    harness.run();
    write(&mut harness, "New passphrase, 8 letters or more", "four words of mine");
    write(&mut harness, "The same again", "four words of mine");
    harness.get_by_label("Protect case").click_accesskit();
    wait_for(&mut harness, "Protected by a passphrase");
    rest(&mut harness);
    open(&mut harness);
    drag(&mut harness, [100.0, 60.0], [200.0, 150.0]);
    rest(&mut harness);
    let case = &of(&harness).case().open().expect("open").case;
    assert_eq!(case.visits[0].photos[0].hidden.len(), 1);
    let folder = disk.path().join("cases/A-17");
    for folder in [folder.clone(), folder.join("photos")] {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let is_sealed = path.extension().is_some_and(|ending| ending == "age");
            let sealed = is_sealed || path.file_name().is_some_and(|name| name == ".lock") || path.is_dir();
            assert!(sealed, "{} is in the clear", path.display());
        }
    }
}

#[test]
fn small_windows_hold_the_photo_and_its_buttons() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = drawing(&disk);
    for size in [Vec2::new(800.0, 500.0), Vec2::new(640.0, 420.0), Vec2::new(1600.0, 1200.0)] {
        harness.set_size(size);
        harness.run();
        let area = harness.get_by_label(PHOTO).rect();
        assert!(area.width() >= 120.0 && area.height() >= 100.0, "{size:?}: {area:?}");
        let done = harness.get_by_label("Done").rect();
        assert!(done.max.y <= size.y && done.min.y >= area.max.y, "{size:?}: {done:?} below {area:?}");
    }
}

#[test]
fn a_chart_without_a_measured_skin_says_what_to_do() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut harness = cases(&disk, [1280.0, 900.0]);
    drop_file(&mut harness, disk.path().join("a.png").to_str().expect("a path"));
    crate::until::until(|| {
        harness.step();
        of(&harness).document().measured().is_none().then_some(())
    });
    press(&mut harness, Modifiers::NONE, Key::F8);
    harness.run();
    harness.get_by_label("Dilution chart…").click_accesskit();
    wait_for(&mut harness, "No skin was measured yet, and a dilution chart needs one");
}
