//! The whole window.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use scalp_shade::ui::Tool;
use scalp_shade::ui::panels::{proposals_model, tones_model};

use crate::harness::{Screen, of, press, settle, sized_window, wait_for, worked};
use crate::studio::Studio;

#[test]
fn the_worked_case_is_all_there() {
    let harness = worked();
    for label in ["Steps", "Tones", "Recipes", "Best match", "First session", "Photo canvas"] {
        harness.get_by_label(label);
    }
    harness.get_by_label_contains("Scar 1: 9 L* lighter, less red than the surround");
    harness.get_by_label_contains("1 Photo");
    assert!(harness.query_all_by_label_contains("L* 64.3").count() > 0);
    assert!(harness.query_all_by_label_contains("Warm black").count() > 0);
    assert!(harness.query_all_by_label_contains("likely, 72 %").count() > 0);
    assert!(harness.query_all_by_label_contains("Iron oxide can darken").count() > 0);
}

#[test]
fn it_works_small_and_large() {
    for size in [[960.0, 600.0], [1280.0, 720.0], [2560.0, 1440.0]] {
        let mut harness = sized_window(Studio::default(), size);
        settle(&mut harness);
        let canvas = harness.get_by_label("Photo canvas").rect();
        assert!(canvas.width() > 300.0 && canvas.height() > 300.0, "{size:?}: {canvas:?}");
    }
}

#[test]
fn at_rest_it_asks_for_no_frames() {
    let mut harness = worked();
    assert!(harness.run() <= 2, "a window at rest repaints for nothing");
}

#[test]
fn keys_take_tools_in_hand() {
    let mut harness = worked();
    for (key, tool) in [
        (Key::G, Tool::Grey),
        (Key::S, Tool::Scar),
        (Key::E, Tool::Exclusion),
        (Key::R, Tool::Surround),
        (Key::M, Tool::Ruler),
        (Key::V, Tool::Photo),
    ] {
        press(&mut harness, Modifiers::NONE, key);
        assert_eq!(of(&harness).canvas().hand.tool, tool);
    }
}

#[test]
fn keys_are_listed_and_the_page_closes() {
    let mut harness = worked();
    press(&mut harness, Modifiers::NONE, Key::F1);
    harness.run();
    harness.get_by_label("Ctrl+O");
    harness.get_by_label("Close").click();
    harness.run();
    assert!(harness.query_by_label("Close").is_none());
    press(&mut harness, Modifiers::NONE, Key::F1);
    harness.get_by_label("Close");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_label("Close").is_none(), "Escape closes it too");
}

#[test]
fn without_a_card_no_figure_has_decimals() {
    let mut harness = worked();
    press(&mut harness, Modifiers::NONE, Key::G);
    harness.get_by_label("Remove card").click();
    harness.run();
    settle(&mut harness);
    let document = of(&harness).document();
    let tones = tones_model(document);
    assert!(tones.uncalibrated.as_ref().is_some_and(|n| n.contains("Uncalibrated")), "{tones:?}");
    let plans = {
        let window = of(&harness);
        proposals_model(document, (None, window.held(), window.others()), &|id| id.to_owned())
    };
    let figures = tones.rows.iter().map(|r| r.figures.clone());
    let errors = plans.cards.iter().flat_map(|c| &c.zones).flat_map(|z| &z.bars).map(|bar| &bar.label);
    for text in figures.chain(errors.filter(|l| l.contains("ΔE")).cloned()) {
        let has_decimal = text
            .as_bytes()
            .windows(3)
            .any(|w| matches!(w, [a, b'.', b] if a.is_ascii_digit() && b.is_ascii_digit()));
        assert!(!has_decimal, "{text}");
    }
    harness.get_by_label_contains("None: figures stay uncalibrated");
}

#[test]
fn the_answer_is_on_the_first_screen() {
    for size in [[1280.0, 720.0], [1280.0, 800.0]] {
        let mut harness = sized_window(Studio::default(), size);
        settle(&mut harness);
        let foot = size[1] - 34.0;
        for label in ["Scar 1: 9 L* lighter, less red than the surround", "Bare skin L* 64.3", "Best match"] {
            let first = harness.query_all_by_label_contains(label).next();
            let rect = first.unwrap_or_else(|| panic!("{label}")).rect();
            assert!(rect.bottom() < foot, "{label}: {rect:?} at {size:?}");
        }
        // The last line of scar and of surround on the first card.
        let chances: Vec<_> = harness.query_all_by_label_contains("Acceptable: likely, 72 %").collect();
        let surround = chances.get(1).expect("scar and surround").rect();
        assert!(surround.bottom() < foot, "{surround:?} at {size:?}");
        assert!(surround.right() <= size[0], "{surround:?} at {size:?}");
    }
}

#[test]
fn the_photo_follows_the_card_unless_told_otherwise() {
    let mut harness = worked();
    harness.get_by_label("Shown by the grey card");
    press(&mut harness, Modifiers::NONE, Key::T);
    harness.run();
    harness.get_by_label("Shown as taken, without the card");
    press(&mut harness, Modifiers::NONE, Key::T);
    press(&mut harness, Modifiers::NONE, Key::G);
    harness.get_by_label("Remove card").click();
    harness.run();
    harness.get_by_label("Shown as taken");
}

#[test]
fn keys_are_kept_from_the_photo_while_a_file_is_chosen() {
    let mut harness = worked();
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
    harness.get_by_label("Show Hidden");
    press(&mut harness, Modifiers::NONE, Key::S);
    assert_eq!(of(&harness).canvas().hand.tool, Tool::Photo);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_label("Show Hidden").is_none(), "Escape closes it");
    press(&mut harness, Modifiers::NONE, Key::S);
    assert_eq!(of(&harness).canvas().hand.tool, Tool::Scar);
}

#[test]
fn a_command_is_found_by_its_name() {
    let mut harness = worked();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run();
    harness.get_by_label("Find a command").type_text("about");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.query_by_label_contains("not a promise").is_some(), "the page about the program is open");
}

#[test]
fn words_grow_and_buttons_fit_gloves() {
    let mut harness = worked();
    let height = |harness: &Screen| harness.get_by_label("Zoom in").rect().height();
    let usual = height(&harness);
    harness.get_by_label("View").click();
    harness.run();
    harness.get_by_label("Touch mode").click();
    harness.run();
    settle(&mut harness);
    assert!(usual < 30.0 && height(&harness) >= 44.0, "{usual} {}", height(&harness));
    assert!(of(&harness).document().settings().display.touch);
    for name in ["Change", "Show on photo"] {
        let button = harness.get_all_by_label(name).next().expect("a card").rect();
        assert!(button.height() >= 44.0, "{name}: {button:?}");
    }
}

#[test]
fn the_tour_goes_through_the_window_and_is_not_shown_again() {
    use scalp_shade::ui::Action;
    let mut harness = worked();
    assert!(harness.query_by_label("Leave the tour").is_none(), "only where it is offered");
    harness.get_by_label("Help").click();
    harness.run();
    harness.get_by_label_contains(Action::Tour.text()).click();
    settle(&mut harness);
    for title in ["A worked case", "Seven steps", "The photo", "Tones", "Two recipes"] {
        harness.get_by_label("Leave the tour");
        let shown = harness.query_all_by_label(title).count();
        assert!(shown >= 1, "{title}");
        harness.get_by_label("Next").click();
        harness.run_steps(3);
    }
    wait_for(&mut harness, "Simulation, not a promise");
    harness.get_by_label("Next").click();
    settle(&mut harness);
    assert!(harness.query_by_label_contains("Simulation, not a promise").is_none(), "the photo alone again");
    harness.get_by_label("Begin").click();
    settle(&mut harness);
    assert!(harness.query_by_label("Begin").is_none());
    assert!(of(&harness).document().settings().tour_seen > 0);
}
