//! Larger words and touch mode: what is needed stays in the window.

use egui::Rect;
use egui_kittest::kittest::Queryable as _;
use scalp_shade::ui::PreviewMode;

use crate::harness::{Screen, settle, sized_window, wait_for};
use crate::studio::Studio;

const SIZES: [(&str, f32); 4] = [("Usual", 1.0), ("Large", 1.25), ("Very large", 1.5), ("Projector", 1.75)];

/// The bundled case with a plan on the photo, in a window of so many points: words that are larger by a factor leave a
/// window of so many fewer points.
fn shown(size: [f32; 2], scale: f32, touch: bool) -> Screen {
    let mut harness = sized_window(Studio::default(), size.map(|side| side / scale));
    settle(&mut harness);
    if touch {
        choose_touch(&mut harness);
    }
    harness.get_all_by_label("Show on photo").next().expect("a card").click_accesskit();
    wait_for(&mut harness, "Simulation, not a promise");
    settle(&mut harness);
    harness
}

fn choose_touch(harness: &mut Screen) {
    harness.get_by_label("View").click();
    harness.run();
    // With large buttons the menu is higher than the window, and scrolls.
    harness.get_by_label("Touch mode").click_accesskit();
    harness.run();
    harness.key_press(egui::Key::Escape);
    harness.run();
    settle(harness);
}

fn needed(harness: &Screen, size: [f32; 2], told: &str) {
    let window = Rect::from_min_size(egui::Pos2::ZERO, size.into());
    let canvas = harness.get_by_label("Photo canvas").rect();
    assert!(
        canvas.width() >= size[0] / 3.0 && canvas.height() >= size[1] * 0.2,
        "{told}: {canvas:?} of {size:?}"
    );
    let modes = PreviewMode::ALL.map(PreviewMode::name);
    for name in modes.into_iter().chain(["Save…", "Close", "Cancel"]).take(modes.len() + 2) {
        let rect = harness.get_by_label(name).rect();
        assert!(window.contains_rect(rect), "{told}: {name} at {rect:?}");
        assert!(
            rect.top() >= canvas.bottom() - 1.0,
            "{told}: {name} lies over the photo: {rect:?}, {canvas:?}"
        );
    }
    // What a plan is chosen by is as wide as its words.
    let result = harness.get_by_label("Result").rect();
    assert!(result.height() < 50.0 && result.width() >= 84.0, "{told}: {result:?}");
    for name in ["File", "Help"] {
        assert!(window.contains_rect(harness.get_by_label(name).rect()), "{told}: {name}");
    }
}

#[test]
fn every_size_of_words_keeps_the_photo_and_its_buttons() {
    for size in [[1280.0, 720.0], [1280.0, 800.0]] {
        for (name, scale) in SIZES {
            let harness = shown(size, scale, false);
            needed(&harness, size.map(|side| side / scale), &format!("{name} at {size:?}"));
        }
    }
}

#[test]
fn touch_mode_keeps_the_photo_and_its_buttons() {
    for size in [[1280.0, 720.0], [1280.0, 800.0]] {
        let harness = shown(size, 1.0, true);
        needed(&harness, size, &format!("touch at {size:?}"));
        // The line of trust is as high as its button.
        let step = harness.get_by_label_contains("3 Scale").rect();
        assert!(step.height() >= 44.0, "{step:?}");
    }
}

#[test]
fn touch_mode_leaves_nothing_behind() {
    let mut harness = sized_window(Studio::default(), [1280.0, 800.0]);
    settle(&mut harness);
    let before = harness.get_by_label("Photo canvas").rect();
    choose_touch(&mut harness);
    assert_ne!(harness.get_by_label("Photo canvas").rect(), before);
    choose_touch(&mut harness);
    assert_eq!(harness.get_by_label("Photo canvas").rect(), before, "switched off again");
}

#[test]
fn steps_fold_to_a_strip_and_unfold() {
    let mut harness = sized_window(Studio::default(), [853.0, 533.0]);
    settle(&mut harness);
    assert!(harness.query_by_label("Steps").is_none(), "folded where there is no room");
    let folded = harness.get_by_label("Photo canvas").rect().width();
    harness.get_by_label_contains("4 Scar").click();
    harness.run();
    assert_eq!(crate::harness::of(&harness).canvas().hand.tool, scalp_shade::ui::Tool::Scar);
    harness.get_by_label("Unfold steps").click();
    harness.run();
    harness.get_by_label("Client and cup");
    assert!(harness.get_by_label("Photo canvas").rect().width() < folded);
    harness.get_by_label("Fold steps").click();
    harness.run();
    assert!(harness.query_by_label("Client and cup").is_none());
}
