//! Measuring a bottle in the window: from a photo of drawdowns to a shade in a library file.

use egui::{Key, Modifiers, Pos2};
use egui_kittest::kittest::Queryable as _;
use scalp_shade::library::{Evidence, ShadeLibrary};
use scalp_shade::optics::Colourant;
use scalp_shade::photo::PixelPos;
use scalp_shade::ui::pages::Page;

use crate::drawdowns::{FIRST, STEP, WATER, photo, photo_with_chart, truth};
use crate::harness::{Screen, drop_file, of, press, settle, window};
use crate::studio::Studio;
use crate::until::until;

/// The page with a photo on it.
fn opened(path: &str) -> Screen {
    let mut harness = window(Studio::default());
    settle(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::F3);
    assert_eq!(of(&harness).page(), Page::Bottle);
    harness.get_by_label_contains("The ladder appears here");
    drop_file(&mut harness, path);
    until(|| {
        harness.step();
        of(&harness).bottle().0.desk().photo().map(|_| ())
    });
    harness.run();
    harness
}

fn click(harness: &mut Screen, at: Pos2) {
    harness.hover_at(at);
    harness.step();
    harness.drag_at(at);
    harness.step();
    harness.drop_at(at);
    harness.run();
}

/// Clicks the middle of a patch.
fn click_patch(harness: &mut Screen, patch: u32) {
    let at = PixelPos { x: f64::from(FIRST + patch * STEP), y: f64::from(FIRST) };
    let at = of(harness).bottle().1.to_screen(at);
    click(harness, at);
}

fn set_water(harness: &mut Screen, drawdown: usize, water: f64) {
    let field = format!("Parts of water of drawdown {drawdown}");
    harness.get_by_label(&field).click();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.get_by_label(&field).type_text(&format!("{water}"));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
}

fn read(harness: &mut Screen) {
    until(|| {
        harness.step();
        of(harness).bottle().0.desk().read().filter(|(_, current)| *current).map(|_| ())
    });
    harness.run();
}

#[test]
fn a_bottle_is_measured_and_saved_into_a_library() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = opened(&photo(folder.path(), &WATER));
    harness.get_by_label("Add drawdown").click();
    harness.run();
    for (index, water) in (1..).zip(WATER) {
        set_water(&mut harness, index, water);
    }
    // Each click shows what comes next: the grey card, the bare card, the drawdowns.
    for patch in 0..6 {
        assert!(of(&harness).bottle().0.desk().read().is_none_or(|(read, _)| patch > 2 || read.is_err()));
        click_patch(&mut harness, patch);
    }
    read(&mut harness);
    harness.get_by_label("Measured");
    harness.get_by_label_contains("A dilution that was not measured is foretold within ΔE");
    let told = of(&harness).bottle().0.desk().told().clone();
    assert_eq!(told.rungs.iter().map(|rung| rung.water_parts).collect::<Vec<_>>(), WATER);
    harness.get_by_label("Give the bottle a name.");
    harness.get_by_label("Name").click();
    harness.run();
    harness.get_by_label("Name").type_text("My own brown");
    harness.run();
    harness.get_by_label("Choose a library file, or make a new one.");
    let into = folder.path().join("mine.ron");
    std::fs::copy("shade_library.ron", &into).expect("the reference shades as a library of one's own");
    drop_file(&mut harness, into.to_str().expect("a plain path"));
    until(|| {
        harness.step();
        of(&harness).document().bottles().file().map(|_| ())
    });
    harness.run();
    harness.get_by_label("Label names: not told").click();
    harness.run();
    for name in ["Carbon black", "Iron oxide red"] {
        harness.get_by_label(name).click();
        harness.run();
    }
    read(&mut harness);
    harness.get_by_label("Save into the library").scroll_to_me();
    harness.run();
    harness.get_by_label("Save into the library").click();
    until(|| {
        harness.step();
        of(&harness).bottle().0.saved().map(|_| ())
    });
    harness.run();
    let count = ShadeLibrary::bundled().shades().len() + 1;
    harness
        .get_by_label_contains(&format!("My own brown is saved in mine.ron, which now has {count} shades."));
    assert!(harness.query_by_label("Mix from this library").is_none(), "it is the one in use");
    until(|| {
        harness.step();
        harness.query_by_label("Measure it anew in the library").map(|_| ())
    });
    let library = ShadeLibrary::load(&into).expect("a sound library");
    let shade = library.shade("my-own-brown").expect("it was saved");
    assert_eq!(shade.evidence(), Evidence::Measured);
    for colourant in [Colourant::CarbonBlack, Colourant::IronOxideRed] {
        let (seen, is) = (shade.solids.of(colourant), truth().of(colourant));
        assert!((seen / is - 1.0).abs() < 0.1, "{colourant:?}: {seen} for {is}");
    }
}

#[test]
fn spots_can_be_moved_and_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = opened(&photo(folder.path(), &WATER));
    click_patch(&mut harness, 0);
    click_patch(&mut harness, 1);
    let card = of(&harness).bottle().0.desk().told().card.expect("the bare card was shown");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(of(&harness).bottle().0.desk().told().card.is_none());
    press(&mut harness, Modifiers::COMMAND, Key::Y);
    assert_eq!(of(&harness).bottle().0.desk().told().card, Some(card));
    let canvas = of(&harness).bottle().1;
    let (from, to) = (
        canvas.to_screen(card.center),
        canvas.to_screen(PixelPos { x: card.center.x + 30.0, ..card.center }),
    );
    harness.hover_at(from);
    harness.step();
    harness.drag_at(from);
    harness.step();
    harness.hover_at(to);
    harness.step();
    harness.drop_at(to);
    harness.run();
    let moved = of(&harness).bottle().0.desk().told().card.expect("still there");
    assert!((moved.center.x - card.center.x - 30.0).abs() < 1.0, "{moved:?}");
    assert!(of(&harness).document().inputs().grey.is_some(), "the case of the other page is as it was");
}

#[test]
fn a_color_checker_sets_the_colors_of_a_bottle() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = opened(&photo_with_chart(folder.path()));
    harness.get_by_label("Or a ColorChecker").click();
    harness.run();
    harness.get_by_label("Before November 2014").click();
    harness.run();
    for patch in 1..5 {
        click_patch(&mut harness, patch);
    }
    read(&mut harness);
    let (bench, _) = of(&harness).bottle();
    let Some(bottle) = bench.desk().current() else { panic!("{:?}", bench.desk().read()) };
    assert_eq!(bottle.reference.patches.len(), 24);
}

#[test]
fn a_spot_that_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = opened(&photo(folder.path(), &WATER));
    for patch in [0, 1] {
        click_patch(&mut harness, patch);
    }
    // On the edge between two patches.
    let at = PixelPos { x: f64::from(2 * STEP + 10), y: f64::from(FIRST) };
    let at = of(&harness).bottle().1.to_screen(at);
    click(&mut harness, at);
    click_patch(&mut harness, 4);
    read(&mut harness);
    harness.get_by_label_contains("at 30 parts of water");
    harness.get_by_label("Show reference, card and drawdowns first.");
}
