//! Tools on the photo.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use scalp_shade::photo::PixelPos;
use scalp_shade::region::{Scar, Shape, Surround};
use scalp_shade::ui::Sketch;

use crate::harness::{Screen, click_at, drag, near, of, on_screen, press, settle, wait_for, worked};
use crate::studio::at;

#[test]
fn a_polygon_is_marked_in_pixels_of_the_photo_at_any_zoom() {
    for zoom in [0, 3, 6] {
        let mut harness = worked();
        for _ in 0..zoom {
            press(&mut harness, Modifiers::NONE, Key::Plus);
        }
        press(&mut harness, Modifiers::NONE, Key::S);
        let corners = [at(560.0, 410.0), at(640.0, 420.0), at(650.0, 470.0), at(570.0, 480.0)];
        for corner in corners {
            click_at(&mut harness, corner);
        }
        press(&mut harness, Modifiers::NONE, Key::Enter);
        harness.run();
        let scars = &of(&harness).document().inputs().regions.scars;
        let Some(Shape::Polygon(marked)) = scars.get(1).and_then(|s| s.shapes.first()) else {
            panic!("zoom {zoom}: no polygon among {scars:?}")
        };
        assert_eq!(marked.len(), 4);
        assert!(marked.iter().zip(corners).all(|(&a, b)| near(a, b)), "zoom {zoom}: {marked:?}");
    }
}

#[test]
fn the_first_corner_closes_and_backspace_takes_back() {
    let mut harness = worked();
    press(&mut harness, Modifiers::NONE, Key::E);
    for corner in [at(200.0, 600.0), at(300.0, 600.0), at(300.0, 700.0), at(900.0, 800.0)] {
        click_at(&mut harness, corner);
    }
    press(&mut harness, Modifiers::NONE, Key::Backspace);
    click_at(&mut harness, at(200.0, 600.0));
    harness.run();
    let exclusions = &of(&harness).document().inputs().regions.exclusions;
    assert!(matches!(exclusions.as_slice(), [Shape::Polygon(c)] if c.len() == 3), "{exclusions:?}");
}

#[test]
fn freehand_and_disc_draw_too() {
    let mut harness = worked();
    press(&mut harness, Modifiers::NONE, Key::R);
    press(&mut harness, Modifiers::NONE, Key::F);
    let round: Vec<PixelPos> = (0..40)
        .map(|i| {
            let angle = f64::from(i) / 40.0 * std::f64::consts::TAU;
            at(600.0 + 250.0 * angle.cos(), 420.0 + 180.0 * angle.sin())
        })
        .collect();
    drag(&mut harness, &round);
    let surround = &of(&harness).document().inputs().regions.surround;
    let Surround::Outline(Shape::Polygon(corners)) = surround else { panic!("{surround:?}") };
    assert!(corners.len() > 8, "{corners:?}");
    press(&mut harness, Modifiers::NONE, Key::S);
    press(&mut harness, Modifiers::NONE, Key::D);
    drag(&mut harness, &[at(900.0, 700.0), at(910.0, 700.0), at(925.0, 700.0)]);
    let scars = &of(&harness).document().inputs().regions.scars;
    let Some(Shape::Disc(disc)) = scars.get(1).and_then(|s| s.shapes.first()) else { panic!("{scars:?}") };
    assert!(near(disc.center, at(900.0, 700.0)) && (disc.radius - 25.0).abs() < 0.6, "{disc:?}");
}

#[test]
fn a_dragged_corner_is_one_step_to_undo() {
    let mut harness = worked();
    let before = of(&harness).document().inputs().clone();
    click_at(&mut harness, at(600.0, 415.0));
    drag(&mut harness, &[at(400.0, 400.0), at(390.0, 380.0), at(380.0, 360.0), at(370.0, 340.0)]);
    let scars = of(&harness).document().inputs().regions.scars.clone();
    let Some(Shape::Polygon(corners)) = scars.first().and_then(|s| s.shapes.first()) else {
        panic!("{scars:?}")
    };
    assert!(corners.first().is_some_and(|&c| near(c, at(370.0, 340.0))), "{corners:?}");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(of(&harness).document().inputs(), &before);
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(of(&harness).document().inputs().regions.scars, scars);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    press(&mut harness, Modifiers::COMMAND, Key::Y);
    assert_eq!(of(&harness).document().inputs().regions.scars, scars);
}

#[test]
fn delete_removes_a_corner_then_the_outline() {
    let mut harness = worked();
    click_at(&mut harness, at(600.0, 415.0));
    click_at(&mut harness, at(400.0, 400.0));
    press(&mut harness, Modifiers::NONE, Key::Delete);
    let scars = &of(&harness).document().inputs().regions.scars;
    assert!(
        matches!(scars.first().and_then(|s| s.shapes.first()), Some(Shape::Polygon(c)) if c.len() == 3),
        "{scars:?}"
    );
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert!(of(&harness).document().inputs().regions.scars.is_empty());
    wait_for(&mut harness, "Mark the scar, and its tones appear here");
}

#[test]
fn the_grey_card_is_clicked() {
    let mut harness = worked();
    press(&mut harness, Modifiers::NONE, Key::G);
    click_at(&mut harness, at(1000.0, 200.0));
    let grey = of(&harness).document().inputs().grey.expect("a card");
    assert!(near(grey.center, at(1000.0, 200.0)), "{grey:?}");
    assert!(grey.radius >= 6.0 && (grey.l_star - 50.0).abs() < 1e-9);
}

#[test]
fn the_ruler_asks_for_the_length_and_sets_the_scale() {
    let mut harness = worked();
    press(&mut harness, Modifiers::NONE, Key::M);
    click_at(&mut harness, at(300.0, 700.0));
    click_at(&mut harness, at(600.0, 700.0));
    harness.run();
    let line = egui::Rect::from_two_pos(
        on_screen(&harness, at(300.0, 700.0)),
        on_screen(&harness, at(600.0, 700.0)),
    );
    let field = harness.get_by_label("Length in mm").rect();
    assert!(!field.expand(8.0).intersects(line), "{field:?} covers {line:?}");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(of(&harness).document().inputs().px_per_mm, Some(12.0), "nothing was told");
    harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Length in mm").type_text("7,5");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let scale = of(&harness).document().inputs().px_per_mm.expect("a scale");
    assert!((scale - 40.0).abs() < 0.1, "300 px are 7.5 mm: {scale}");
    assert!(harness.query_by_label("Set scale").is_none());
}

#[test]
fn the_photo_moves_without_marking_anything() {
    let mut harness = worked();
    let before = of(&harness).document().inputs().clone();
    let place = at(600.0, 700.0);
    let start = on_screen(&harness, place);
    drag(&mut harness, &[place, at(650.0, 720.0), at(700.0, 750.0)]);
    let moved = on_screen(&harness, place) - start;
    assert!(moved.length() > 10.0, "{moved:?}");
    assert_eq!(of(&harness).document().inputs(), &before);
    press(&mut harness, Modifiers::NONE, Key::Num0);
    harness.run();
    assert!((on_screen(&harness, place) - start).length() < 1.0, "fit brings it back");
}

#[test]
fn undo_takes_corners_back_while_drawing() {
    let mut harness = worked();
    press(&mut harness, Modifiers::NONE, Key::S);
    click_at(&mut harness, at(200.0, 600.0));
    click_at(&mut harness, at(300.0, 600.0));
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    let Some(Sketch::Corners(corners)) = of(&harness).canvas().hand.sketch() else { panic!("no outline") };
    assert_eq!(corners.len(), 1);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(of(&harness).canvas().hand.sketch().is_none());
}

#[test]
fn a_click_within_one_frame_is_not_lost() {
    let mut harness = worked();
    press(&mut harness, Modifiers::NONE, Key::E);
    for corner in [at(200.0, 600.0), at(300.0, 600.0), at(300.0, 700.0)] {
        let pos = on_screen(&harness, corner);
        harness.hover_at(pos);
        harness.step();
        harness.drag_at(pos);
        harness.drop_at(pos);
        harness.step();
    }
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let exclusions = &of(&harness).document().inputs().regions.exclusions;
    assert!(matches!(exclusions.as_slice(), [Shape::Polygon(c)] if c.len() == 3), "{exclusions:?}");
}

#[test]
fn a_brush_paints_joins_and_wipes_and_undo_is_exact() {
    let mut harness = worked();
    let scars = |harness: &Screen| of(harness).document().inputs().regions.scars.clone();
    let before = scars(&harness);
    press(&mut harness, Modifiers::NONE, Key::S);
    press(&mut harness, Modifiers::NONE, Key::B);
    let path = [at(200.0, 700.0), at(260.0, 705.0), at(320.0, 700.0)];
    drag(&mut harness, &path);
    settle(&mut harness);
    let painted = scars(&harness);
    assert_eq!(painted.len(), before.len() + 1, "a new scar where nothing was");
    drag(&mut harness, &[at(320.0, 700.0), at(400.0, 720.0)]);
    settle(&mut harness);
    let joined = scars(&harness);
    assert_eq!(joined.len(), painted.len(), "joined with what it touches");
    assert!(joined.last().map(Scar::area) > painted.last().map(Scar::area));
    press(&mut harness, Modifiers::NONE, Key::X);
    drag(&mut harness, &[at(260.0, 640.0), at(262.0, 770.0)]);
    settle(&mut harness);
    let cut = scars(&harness);
    assert_eq!(cut.last().map(|scar| scar.shapes.len()), Some(2), "cut in two, still one scar");
    for expected in [joined, painted, before] {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        settle(&mut harness);
        assert_eq!(scars(&harness), expected, "undo gives back exactly what was there");
    }
}

#[test]
fn magic_says_when_nothing_stands_out() {
    let mut harness = worked();
    press(&mut harness, Modifiers::NONE, Key::S);
    press(&mut harness, Modifiers::NONE, Key::Z);
    click_at(&mut harness, at(600.0, 450.0));
    wait_for(&mut harness, "No clear border");
}

#[test]
fn a_length_is_typed_as_soon_as_it_is_asked() {
    let mut harness = worked();
    press(&mut harness, Modifiers::NONE, Key::M);
    click_at(&mut harness, at(300.0, 700.0));
    click_at(&mut harness, at(900.0, 700.0));
    harness.run();
    harness.event(egui::Event::Text("30".to_owned()));
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    harness.run();
    let scale = of(&harness).document().inputs().px_per_mm.expect("a scale");
    assert!((scale - 20.0).abs() < 0.2, "600 pixels in 30 mm: {scale}");
}
