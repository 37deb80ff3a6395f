//! What became of the pixels: histograms in the tones panel, and what was left out over the photo.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use scalp_shade::ui::panels::tones_model;

use crate::harness::{of, press, real_window, wait_for, worked};
use crate::until::until;

#[test]
fn histograms_are_told_in_words() {
    let mut harness = worked();
    harness.get_by_label_contains("1 note, all tones").click();
    harness.run();
    harness.get_by_label(
        "Scar 1: skin around L* 73.6; of 100 pixels skin 92 %; under hair 3 %; left out 5 %: 5 % glare. Higher bars \
         stand for more pixels, by the square root",
    );
    harness.get_by_label_contains("Surround: skin around L* 64.3; of 1\u{a0}000 pixels bare skin 70 %");
    for words in ["Bare skin 70 %", "Between skin and hair 25 %", "Hair 4 %"] {
        harness.get_by_label(words);
    }
    harness.get_by_label("Left out 1 %: 1 % glare, under 1 % too dark");
    let rows = tones_model(of(&harness).document()).rows;
    let bare = rows.iter().find(|row| row.name == "Bare skin").expect("a row");
    assert!(bare.detail.ends_with("left out 1 % glare, under 1 % too dark"), "{}", bare.detail);
}

#[test]
fn histograms_share_an_axis_with_the_tones_on_it() {
    let harness = worked();
    let model = tones_model(of(&harness).document());
    let [scar, surround] = model.histograms.as_slice() else { panic!("{:?}", model.histograms) };
    assert_eq!((scar.span, &scar.marks), (surround.span, &surround.marks));
    // Scar, bare skin, follicle and area average; the hair of this case is not resolved.
    let marks: Vec<&str> = scar.marks.iter().map(|mark| mark.mark.as_str()).collect();
    assert_eq!(marks, ["1", "2", "3", "5"]);
    assert!(scar.span[0] <= 12.0 && scar.span[1] >= 90.0, "{:?}", scar.span);
    let pixels: u32 = surround.parts.iter().flat_map(|part| &part.bins).sum();
    assert_eq!(pixels, 1000);
}

#[test]
fn the_cloud_of_healed_looks_is_explained() {
    let mut harness = worked();
    let model = tones_model(of(&harness).document());
    let clouds: Vec<(&str, usize)> =
        model.plot.points.iter().map(|point| (point.mark.as_str(), point.cloud.len())).collect();
    assert_eq!(clouds, [("1", 0), ("2", 0), ("3", 0), ("5", 0), ("H", 64), ("M", 64)]);
    harness.get_by_label_contains("1 note, all tones").click();
    harness.run();
    harness.get_by_label_contains("Each dot is one way it may heal");
    harness.get_by_label_contains("H scar healed with the best plan: L* 60.0");
}

#[test]
fn what_was_left_out_needs_a_measurement_and_hides_a_plan() {
    let mut harness = worked();
    harness.get_all_by_label("Show on photo").next().expect("a card").click();
    wait_for(&mut harness, "Simulation, not a promise");
    press(&mut harness, Modifiers::NONE, Key::O);
    harness.run();
    assert!(of(&harness).preview().plan().is_none(), "a plan would lie over it");
    harness.get_by_label("What was left out is known once the tones are measured");
    press(&mut harness, Modifiers::NONE, Key::O);
    harness.run();
    assert!(harness.query_by_label_contains("What was left out").is_none(), "the key takes it off again");
}

#[test]
fn what_was_left_out_is_shown_with_its_legend() {
    let mut harness = real_window();
    until(|| {
        harness.step();
        of(&harness).document().tones_are_current().then_some(())
    });
    harness.get_by_label("View").click();
    harness.run();
    harness.get_by_label_contains("Show what was left out").click();
    harness.step();
    wait_for(&mut harness, "Left out of the tones:");
    for reason in ["Edge of the scar", "Hair where skin was measured"] {
        harness.get_by_label(reason);
    }
    until(|| {
        harness.step();
        of(&harness).canvas().is_settled().then_some(())
    });
    assert!(of(&harness).canvas().shows_left_out());
}
