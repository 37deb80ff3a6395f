//! Outlines in the window: names, suggestions, another photo, a view that is turned.

use egui::{Event, Key, Modifiers, PointerButton};
use egui_kittest::kittest::Queryable as _;
use scalp_shade::app::Work;
use scalp_shade::photo::PixelPos;
use scalp_shade::region::{Regions, Shape};
use scalp_shade::ui::Sketch;

use crate::harness::{
    Screen, click_at, drag, drop_file, near, of, on_screen, press, settle, wait_for, window, worked,
};
use crate::studio::{Studio, at};
use crate::until::until;

fn regions(harness: &Screen) -> Regions {
    of(harness).document().inputs().regions.clone()
}

fn names(harness: &Screen) -> Vec<String> {
    regions(harness).scars.into_iter().map(|scar| scar.name).collect()
}

/// Opens another photo and waits until it is there.
fn open(harness: &mut Screen, path: &str) {
    let before = of(harness).document().photos_opened();
    drop_file(harness, path);
    until(|| {
        harness.step();
        let document = of(harness).document();
        let rests = !matches!(document.work(), Work::Opening(_) | Work::Running(_));
        (document.photos_opened() > before && rests).then_some(())
    });
    harness.run();
}

/// Within one frame: frames of the harness are too long for two clicks that belong together.
fn double_click(harness: &mut Screen, place: PixelPos) {
    let pos = on_screen(harness, place);
    harness.hover_at(pos);
    harness.step();
    let button = |pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    harness.input_mut().events.extend([true, false, true, false].map(button));
    harness.step();
}

#[test]
fn a_scar_is_named_by_key_or_double_click() {
    let mut harness = worked();
    let before = names(&harness);
    press(&mut harness, Modifiers::NONE, Key::F6);
    harness.run();
    harness.event(Event::Text("Left temple".to_owned()));
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    settle(&mut harness);
    assert_eq!(names(&harness), ["Left temple"], "what was there is selected and typed over");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(&mut harness);
    assert_eq!(names(&harness), before);
    let middle = at(600.0, 415.0);
    double_click(&mut harness, middle);
    harness.run();
    harness.get_by_label("Rename").click();
    harness.run();
    assert_eq!(names(&harness), before, "not typed, not changed");
    double_click(&mut harness, middle);
    harness.run();
    harness.event(Event::Text("Crown".to_owned()));
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Rename").is_none() && names(&harness) == before, "Escape keeps the name");
}

#[test]
fn outlines_are_taken_to_another_photo_and_moved_as_a_whole() {
    let mut harness = worked();
    let copied = regions(&harness);
    harness.event(Event::Copy);
    harness.run();
    wait_for(&mut harness, "Copied: 1 outline of scars");
    open(&mut harness, "/photos/own.jpg");
    assert!(regions(&harness).scars.is_empty());
    harness.event(Event::Paste("anything".to_owned()));
    harness.run();
    assert_eq!(regions(&harness).scars, copied.scars, "the same size, the same place");
    drag(&mut harness, &[at(600.0, 440.0), at(620.0, 450.0), at(650.0, 480.0)]);
    settle(&mut harness);
    let moved = regions(&harness);
    let corner = |regions: &Regions| match regions.scars.first().and_then(|scar| scar.shapes.first()) {
        Some(Shape::Polygon(corners)) => corners[0],
        other => panic!("{other:?}"),
    };
    let (from, to) = (corner(&copied), corner(&moved));
    assert!(near(to, at(from.x + 50.0, from.y + 40.0)), "{from:?} {to:?}");
    for expected in [copied.scars, Vec::new()] {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run();
        assert_eq!(regions(&harness).scars, expected, "a drag and the paste are one step each");
    }
}

#[test]
fn all_outlines_are_selected_moved_and_removed_together() {
    let mut harness = worked();
    press(&mut harness, Modifiers::NONE, Key::E);
    press(&mut harness, Modifiers::NONE, Key::D);
    drag(&mut harness, &[at(900.0, 700.0), at(910.0, 700.0), at(925.0, 700.0)]);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    drag(&mut harness, &[at(900.0, 700.0), at(890.0, 690.0), at(880.0, 670.0)]);
    let moved = regions(&harness);
    let Some(Shape::Disc(disc)) = moved.exclusions.first() else { panic!("{moved:?}") };
    assert!(near(disc.center, at(880.0, 670.0)), "{disc:?}");
    let bounds = moved.scars[0].bounds().expect("corners");
    assert!((bounds[0] - 380.0).abs() < 0.6 && (bounds[1] - 350.0).abs() < 0.6, "{bounds:?}");
    press(&mut harness, Modifiers::COMMAND, Key::A);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    let left = regions(&harness);
    assert!(left.scars.is_empty() && left.exclusions.is_empty(), "{left:?}");
}

#[test]
fn suggestions_are_offered_and_never_imposed() {
    let mut harness = window(Studio::default());
    settle(&mut harness);
    open(&mut harness, concat!(env!("CARGO_MANIFEST_DIR"), "/assets/case/photo.jpg"));
    let revision = of(&harness).document().revision();
    press(&mut harness, Modifiers::NONE, Key::N);
    wait_for(&mut harness, "May be a scar, 1 of");
    assert!(regions(&harness).scars.is_empty());
    assert_eq!(of(&harness).document().revision(), revision, "nothing is measured by them");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(of(&harness).canvas().offers().is_none() && regions(&harness).scars.is_empty());
    press(&mut harness, Modifiers::NONE, Key::N);
    wait_for(&mut harness, "May be a scar, 1 of");
    let outline = of(&harness).canvas().offered()[0].clone();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(regions(&harness).scars[0].shapes, [outline]);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(regions(&harness).scars.is_empty());
    press(&mut harness, Modifiers::NONE, Key::N);
    wait_for(&mut harness, "May be a scar, 1 of");
    click_at(&mut harness, at(1100.0, 750.0));
    assert_eq!(regions(&harness).scars.len(), 1, "a click takes it");
}

#[test]
fn it_is_said_when_nothing_stands_out() {
    let mut harness = worked();
    press(&mut harness, Modifiers::NONE, Key::N);
    wait_for(&mut harness, "No patch stands out");
    assert!(of(&harness).canvas().offers().is_none());
}

#[test]
fn a_turned_view_changes_nothing_but_the_view() {
    let mut harness = worked();
    let before = of(&harness).document().inputs().clone();
    let places = [at(560.0, 410.0), at(640.0, 420.0), at(650.0, 470.0), at(570.0, 480.0)];
    let mut drawn: Vec<Vec<PixelPos>> = Vec::new();
    for turns in 0..4 {
        if turns > 0 {
            press(&mut harness, Modifiers::NONE, Key::Period);
            settle(&mut harness);
        }
        let ways = [on_screen(&harness, at(700.0, 400.0)), on_screen(&harness, at(700.0, 500.0))];
        let down = ways[1] - ways[0];
        let expected = [(0.0, 1.0), (-1.0, 0.0), (0.0, -1.0), (1.0, 0.0)][turns];
        assert!((down.normalized() - egui::Vec2::from(expected)).length() < 1e-3, "{turns}: {down:?}");
        press(&mut harness, Modifiers::NONE, Key::S);
        for place in places {
            click_at(&mut harness, place);
        }
        let Some(Sketch::Corners(corners)) = of(&harness).canvas().hand.sketch() else {
            panic!("no outline")
        };
        drawn.push(corners.clone());
        press(&mut harness, Modifiers::NONE, Key::Escape);
        press(&mut harness, Modifiers::NONE, Key::V);
    }
    press(&mut harness, Modifiers::NONE, Key::Comma);
    assert_eq!(of(&harness).document().inputs(), &before, "places on the photo keep their numbers");
    for corners in &drawn {
        assert!(corners.iter().zip(places).all(|(a, b)| near(*a, b)), "{corners:?}");
    }
}
