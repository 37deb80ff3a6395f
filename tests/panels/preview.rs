//! The plan on the photo: its bar, and the pictures over the canvas.

use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use scalp_shade::app::{Command, PlanRef, PreviewCommand};
use scalp_shade::blend::Chance;
use scalp_shade::ui::panels::{Asks, PreviewBarModel, PreviewView, preview_bar_ui};
use scalp_shade::ui::{Action, PreviewMode, install_theme};

use crate::harness::{Screen, click_at, drag, of, press, settle, sized_window, wait_for, worked};
use crate::studio::{Studio, at};

/// What was asked for, and how the plan is looked at.
type Told = (Asks, PreviewView);

fn bar(model: PreviewBarModel, width: f32) -> Harness<'static, Told> {
    Harness::builder().with_size(vec2(width, 260.0)).with_context_setup(install_theme).build_ui_state(
        move |ui, (asks, view): &mut Told| {
            let model = PreviewBarModel { view: *view, ..model.clone() };
            *view = preview_bar_ui(ui, &model, asks);
        },
        (Asks::default(), PreviewView::default()),
    )
}

fn model() -> PreviewBarModel {
    PreviewBarModel {
        plans: ["Best match", "Fewest bottles"]
            .iter()
            .enumerate()
            .map(|(i, name)| (PlanRef::Found(i), (*name).to_owned()))
            .collect(),
        plan: PlanRef::Found(0),
        view: PreviewView::default(),
        told: String::new(),
        screen_points_per_mm: 3.8,
    }
}

#[test]
fn everything_can_be_reached_by_name() {
    let mut harness = bar(model(), 620.0);
    for name in ["Too light · match · too dark", "3 years", "1 m"] {
        harness.get_by_label(name).click();
        harness.run();
    }
    harness.get_by_label("ΔE map").click();
    harness.run();
    let (_, view) = harness.state();
    assert_eq!((view.mode, view.show.moment, view.show.distance_m), (PreviewMode::Range, 3, Some(1.0)));
    assert!(view.show.heat);
    harness.get_by_label("Before | after").click();
    harness.run();
    harness.get_by_label("Result").click();
    harness.run();
    harness.get_by_label("Darker tenth").click();
    harness.run();
    harness.get_by_label("Light").click();
    harness.run();
    harness.get_by_label("Tungsten").click();
    harness.run();
    harness.get_by_label("All detail").click();
    harness.run();
    let (_, view) = harness.state();
    assert_eq!((view.show.chance, view.show.light, view.show.distance_m), (Chance::Darker, 2, None));
    harness.get_by_label("Plan on the photo").click();
    harness.run();
    harness.get_by_label("Fewest bottles").click();
    harness.run();
    for name in ["Save…", "Close"] {
        harness.get_by_label(name).click();
        harness.run();
    }
    let (asks, _) = harness.state();
    assert_eq!(asks.commands, [Command::Preview(PreviewCommand::Show(PlanRef::Found(1)))]);
    assert_eq!(asks.actions, [Action::SavePicture, Action::Preview]);
}

#[test]
fn the_distance_goes_in_steps() {
    let mut harness = bar(model(), 620.0);
    harness.get_by_label("Seen from").set_value_accesskit(1.03);
    harness.run();
    assert_eq!(harness.state().1.show.distance_m, Some(1.0), "pictures are made anew for each step only");
}

#[test]
fn what_keeps_it_is_said_and_nothing_is_saved_then() {
    let told =
        "The scale of the photo is not known, so marks cannot be drawn at their size: lay the ruler over a \
                known length."
            .to_owned();
    let plans = "A name of a plan that is far longer than any plan is called in this program".to_owned();
    let plans = vec![(PlanRef::ByHand, plans)];
    let mut harness =
        bar(PreviewBarModel { told: told.clone(), plans, plan: PlanRef::Pinned(7), ..model() }, 340.0);
    harness.run();
    assert!(harness.query_by_label(&told).is_some());
    assert!(harness.get_by_label("Save…").accesskit_node().is_disabled());
}

fn shown(harness: &mut Screen) {
    harness.get_all_by_label("Show on photo").next().expect("a card").click();
    wait_for(harness, "Simulation, not a promise");
    settle(harness);
}

#[test]
fn a_plan_is_shown_on_the_photo_and_taken_off() {
    let mut harness = worked();
    shown(&mut harness);
    assert_eq!(of(&harness).preview().plan(), Some(PlanRef::Found(0)));
    assert!(
        harness.query_by_label("Before").is_some() && harness.query_by_label("Healed, as expected").is_some()
    );
    // The divider follows the hand and the arrow keys.
    let at = |harness: &Screen| {
        harness
            .get_by_label("Divider between before and after")
            .accesskit_node()
            .numeric_value()
            .expect("a slider")
    };
    let before = at(&harness);
    harness.get_by_label("Divider between before and after").focus();
    harness.run();
    for _ in 0..5 {
        harness.key_press(Key::ArrowRight);
        harness.run();
    }
    assert!(at(&harness) > before + 5.0, "{} {}", before, at(&harness));
    harness.get_by_label("Over time").click();
    harness.run_steps(3);
    for title in ["Fresh", "Healed", "1 year", "3 years", "5 years"] {
        assert!(harness.query_by_label(&format!("{title}, as expected")).is_some(), "{title}");
    }
    harness.get_by_label("ΔE map").click();
    settle(&mut harness);
    assert!(harness.query_by_label_contains("difference from the skin around").is_some());
    harness.get_by_label("Close").click();
    settle(&mut harness);
    assert!(harness.query_by_label_contains("Simulation, not a promise").is_none());
    assert_eq!(of(&harness).preview().plan(), None);
}

#[test]
fn nothing_lies_over_the_plan_and_what_is_not_seen_is_not_moved() {
    let mut harness = worked();
    // The scar is selected, so that its handles could be taken.
    click_at(&mut harness, at(520.0, 420.0));
    assert!(of(&harness).canvas().hand.selection().is_some());
    assert!(harness.query_by_label_contains("Shown ").is_some(), "beside the photo alone");
    shown(&mut harness);
    for key in [Key::V, Key::S] {
        press(&mut harness, Modifiers::NONE, key);
        harness.run_steps(3);
        assert!(harness.query_by_label_contains("Shown ").is_none(), "it would lie on the plan's words");
    }
    press(&mut harness, Modifiers::NONE, Key::V);
    let before = of(&harness).document().inputs().regions.clone();
    for from in [at(400.0, 400.0), at(520.0, 420.0)] {
        drag(&mut harness, &[from, at(from.x + 40.0, from.y + 60.0)]);
    }
    assert_eq!(of(&harness).document().inputs().regions, before);
}

#[test]
fn the_bar_leaves_room_for_the_photo_in_a_small_window() {
    let mut harness = sized_window(Studio::default(), [1280.0, 720.0]);
    settle(&mut harness);
    shown(&mut harness);
    let canvas = harness.get_by_label("Photo canvas").rect();
    assert!(canvas.height() > 400.0 && canvas.width() > 500.0, "{canvas:?}");
    let close = harness.get_by_label("Close").rect();
    assert!(close.bottom() < 690.0 && close.right() < canvas.right() + 1.0, "{close:?}");
}

#[test]
fn blinking_shows_both_in_turn_and_rests_when_it_is_over() {
    let mut harness = worked();
    shown(&mut harness);
    harness.get_by_label("Blink").click();
    let mut seen = [false; 2];
    for _ in 0..60 {
        harness.step();
        seen[0] |= harness.query_by_label("Before").is_some();
        seen[1] |= harness.query_by_label("Healed, as expected").is_some();
    }
    assert_eq!(seen, [true; 2]);
    harness.get_by_label("After").click();
    settle(&mut harness);
    // `run` fails when the window goes on asking for frames.
    harness.run();
}

#[test]
fn a_plan_is_changed_by_hand_and_judged_at_once() {
    use scalp_shade::blend::ProposalKind;
    let mut harness = worked();
    harness.get_all_by_label("Change").next().expect("a card").click();
    wait_for(&mut harness, "lower is better");
    harness.run();
    let judged = |harness: &Screen| of(harness).held().by_hand().cloned().expect("judged");
    let before = judged(&harness);
    assert_eq!(before.kind, ProposalKind::ByHand);
    let water = harness.get_all_by_label_contains(": water to one").next().expect("a cup");
    water.set_value_accesskit(80.0);
    crate::until::until(|| {
        harness.step();
        (judged(&harness) != before).then_some(())
    });
    let after = judged(&harness);
    assert!(after.scar.timeline.healed.area.l > before.scar.timeline.healed.area.l, "more water is lighter");
    assert!(harness.query_by_label("By hand").is_some(), "a card of its own");
    harness.get_by_label("Discard").click();
    harness.run();
    assert!(of(&harness).held().by_hand().is_none() && harness.query_by_label("By hand").is_none());
    // It is part of the history.
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    wait_for(&mut harness, "By hand");
}

#[test]
fn pinned_plans_stand_side_by_side() {
    let mut harness = worked();
    let pins = harness.get_all_by_label("Pin").count();
    assert!(pins >= 2, "one on each card");
    harness.get_all_by_label("Pin").next().expect("a card").click();
    harness.run();
    harness.get_all_by_label("Pin").nth(1).expect("another").click();
    harness.run();
    settle(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::F5);
    harness.run();
    assert!(harness.query_by_label("The pinned plans, held against the first.").is_some());
    let seams: Vec<_> = harness.get_all_by_label_contains("The scar on the area around it").collect();
    assert_eq!(seams.len(), 2);
    let (left, right) = (seams[0].rect(), seams[1].rect());
    assert!(left.top() == right.top() && left.right() < right.left(), "{left:?} {right:?}");
    drop(seams);
    assert!(harness.get_all_by_label_contains("instead of").count() >= 3);
    harness.get_all_by_label("Show on photo").next().expect("a card").click();
    harness.run_steps(3);
    assert_eq!(of(&harness).page(), scalp_shade::ui::pages::Page::Match, "beside the photo");
}

#[test]
fn a_bottle_is_locked_in_and_others_are_asked_for() {
    let mut harness = worked();
    harness.get_by_label("Why not another bottle").click_accesskit();
    harness.run();
    harness.get_by_label("Look").click_accesskit();
    wait_for(&mut harness, "The best match as it is");
    harness.get_all_by_label("Lock in").next().expect("a bottle at hand").click_accesskit();
    harness.run();
    let locked = of(&harness).document().inputs().with.clone();
    assert_eq!(locked.len(), 1);
    settle(&mut harness);
    harness.get_by_label_contains("1 locked in").click_accesskit();
    harness.run();
    let name = of(&harness).document().bottles().shade_name(&locked[0]);
    harness.get_by_label(&format!("Lock {name} in")).click_accesskit();
    harness.run();
    assert!(of(&harness).document().inputs().with.is_empty());
}
