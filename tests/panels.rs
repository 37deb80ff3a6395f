//! The window by its accessible names: panels with normal, empty, long and refused cases, the tools on the
//! photo, keys, dropped files.

#[path = "support/studio.rs"]
mod studio;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{DroppedFile, Key, Modifiers, Pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use scalp_shade::analysis::PhotoSource;
use scalp_shade::app::{Command, Edit, Message, SettingsStore};
use scalp_shade::blend::Job;
use scalp_shade::photo::PixelPos;
use scalp_shade::region::{Shape, Surround};
use scalp_shade::ui::panels::{
    Asks, CardModel, ProposalsModel, SettingsModel, StatusModel, StepModel, StepState, StepsModel, ToneRow,
    TonesModel, messages_ui, proposals_model, proposals_panel_ui, settings_panel_ui, status_panel_ui,
    steps_panel_ui, tones_model, tones_panel_ui,
};
use scalp_shade::ui::{Action, Sketch, Start, Tool, Window, install_theme};

use studio::{Studio, at, until};

/// The whole window, made in its first frame.
fn window(studio: Studio) -> Harness<'static, Option<Window>> {
    sized_window(studio, [1280.0, 800.0])
}

fn sized_window(studio: Studio, size: [f32; 2]) -> Harness<'static, Option<Window>> {
    let pipeline = Arc::new(studio);
    let frame = move |ui: &mut egui::Ui, window: &mut Option<Window>| {
        let window = window.get_or_insert_with(|| {
            let pipeline = Arc::clone(&pipeline) as Arc<dyn scalp_shade::app::Pipeline>;
            Window::new(ui.ctx(), pipeline, SettingsStore::nowhere(), &Start::default())
        });
        window.poll();
        window.show(ui);
    };
    Harness::builder().with_size(size).with_max_steps(64).build_ui_state(frame, None)
}

fn of<'a>(harness: &'a Harness<'static, Option<Window>>) -> &'a Window {
    harness.state().as_ref().expect("made in the first frame")
}

/// Steps until the case is worked and the photo is on the screen.
fn settle(harness: &mut Harness<'static, Option<Window>>) {
    until(|| {
        harness.step();
        let window = of(harness);
        (window.document().plans_are_current() && window.canvas().is_settled()).then_some(())
    });
    harness.run();
}

fn worked() -> Harness<'static, Option<Window>> {
    let mut harness = window(Studio::default());
    settle(&mut harness);
    harness
}

fn on_screen(harness: &Harness<'static, Option<Window>>, place: PixelPos) -> Pos2 {
    of(harness).canvas().to_screen(place)
}

fn click_at(harness: &mut Harness<'static, Option<Window>>, place: PixelPos) {
    let pos = on_screen(harness, place);
    harness.hover_at(pos);
    harness.step();
    harness.drag_at(pos);
    harness.step();
    harness.drop_at(pos);
    harness.step();
}

fn drag(harness: &mut Harness<'static, Option<Window>>, places: &[PixelPos]) {
    let points: Vec<Pos2> = places.iter().map(|&p| on_screen(harness, p)).collect();
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else { return };
    harness.hover_at(first);
    harness.step();
    harness.drag_at(first);
    harness.step();
    for &point in &points {
        harness.hover_at(point);
        harness.step();
    }
    harness.drop_at(last);
    harness.run();
}

fn press(harness: &mut Harness<'static, Option<Window>>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.step();
    harness.step();
}

fn near(a: PixelPos, b: PixelPos) -> bool {
    (a.x - b.x).hypot(a.y - b.y) < 0.6
}

// ---- the whole window ----

#[test]
fn the_worked_case_is_all_there() {
    let harness = worked();
    for label in ["Steps", "Tones", "Recipes", "Best match", "First session", "Photo canvas"] {
        harness.get_by_label(label);
    }
    harness.get_by_label_contains("Scar 1: 9 lighter, less red than the surround");
    harness.get_by_label_contains("1 Photo");
    assert!(harness.query_all_by_label_contains("L* 64.3").count() > 0);
    assert!(harness.query_all_by_label_contains("Reference black").count() > 0);
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
    harness.run();
    harness.get_by_label_contains("Mark the scar, and its tones appear here");
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
    harness.get_by_label("Set scale").click();
    harness.run();
    let scale = of(&harness).document().inputs().px_per_mm.expect("a scale");
    assert!((scale - 30.0).abs() < 0.1, "300 px are 10 mm unless told otherwise: {scale}");
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

// ---- opening photos ----

#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("nobody reads it here".to_owned())
    }
}

fn drop_file(harness: &mut Harness<'static, Option<Window>>, path: &str) {
    harness.input_mut().dropped_files.push(Arc::new(Dropped(PathBuf::from(path))));
    harness.step();
    harness.input_mut().dropped_files.clear();
}

#[test]
fn a_dropped_photo_is_opened() {
    let mut harness = worked();
    drop_file(&mut harness, "/photos/own.jpg");
    until(|| {
        harness.step();
        (of(&harness).document().inputs().photo == PhotoSource::File("/photos/own.jpg".into())).then_some(())
    });
    harness.run();
    harness.get_by_label_contains("own.jpg");
    harness.get_by_label_contains("Mark the scar, and its tones appear here");
}

#[test]
fn a_refused_photo_says_why_until_dismissed() {
    let mut harness = worked();
    drop_file(&mut harness, "/photos/scalp.cr3");
    until(|| {
        harness.step();
        (!of(&harness).document().messages().is_empty()).then_some(())
    });
    harness.run();
    harness.get_by_label_contains("export it as JPEG");
    for _ in 0..50 {
        harness.step();
    }
    harness.get_by_label_contains("export it as JPEG");
    let canvas = harness.get_by_label("Photo canvas").rect();
    assert!(canvas.height() > 550.0, "the message leaves room for the photo: {canvas:?}");
    harness.get_by_label("Best match");
    harness.get_by_label("Dismiss").click();
    harness.run();
    assert!(harness.query_by_label_contains("export it as JPEG").is_none());
}

#[test]
fn refused_tones_say_why_and_what_to_do() {
    let why = "The surround holds too few pixels; draw it larger.";
    let mut harness = window(Studio { refuse_tones: Some(why.to_owned()), ..Studio::default() });
    until(|| {
        harness.step();
        harness.query_all_by_label_contains(why).next().map(|_| ())
    });
    harness.get_by_label_contains("6 Tones");
    harness.get_by_label_contains("Could not be measured");
}

#[test]
fn a_long_search_can_be_cancelled_and_taken_up() {
    let mut harness = window(Studio { endless_match: true, ..Studio::default() });
    until(|| {
        harness.step();
        harness.query_by_label("Trying recipes").map(|_| ())
    });
    harness.get_by_label_contains("Scar 1: 9 lighter");
    harness.get_by_label("Cancel").click();
    harness.run();
    harness.get_by_label("Stopped");
    harness.get_by_label("Work again");
}

// ---- panels on their own ----

/// Shows a panel once and gives it what was asked for.
fn panel<'a, M: 'a>(model: M, show: fn(&mut egui::Ui, &M, &mut Asks)) -> Harness<'a, Asks> {
    Harness::builder()
        .with_size(vec2(400.0, 900.0))
        .with_context_setup(install_theme)
        .build_ui_state(move |ui, asks: &mut Asks| show(ui, &model, asks), Asks::default())
}

#[test]
fn a_step_takes_its_tool() {
    let step = |title: &str, tool| StepModel {
        title: title.to_owned(),
        state: StepState::ToDo,
        detail: "Draw round it".to_owned(),
        tool,
    };
    let steps = vec![step("4 Scar", Some(Tool::Scar)), step("6 Tones", None)];
    let mut harness = panel(StepsModel { steps, tool: Tool::Photo }, steps_panel_ui);
    harness.get_by_label_contains("4 Scar").click();
    harness.run();
    assert_eq!(harness.state().actions, [Action::Take(Tool::Scar)]);
    assert!(harness.query_all_by_label_contains("○ to do").count() >= 2, "the state is told in words");
}

#[test]
fn the_client_is_told_by_name() {
    let model = SettingsModel {
        hair_length_mm: None,
        scar_age_months: Some(8.0),
        job: None,
        job_name: "Choose for me".to_owned(),
        cup_ml: 1.0,
        measured_by_drop: false,
    };
    let mut harness = panel(model, settings_panel_ui);
    harness.get_by_label("Hair length").click();
    harness.run();
    harness.get_by_label("Scar age").click();
    harness.run();
    harness.get_by_label("Measured by drop").click();
    harness.run();
    let told = [Edit::SetHairLength(Some(1.0)), Edit::SetScarAge(None), Edit::SetMeasuredByDrop(true)];
    assert_eq!(harness.state().commands, told.map(Command::Edit));
    harness.get_by_label("Job").click();
    harness.run();
    harness.get_by_label("Skin tone").click();
    harness.run();
    assert_eq!(harness.state().commands.last(), Some(&Command::Edit(Edit::SetJob(Some(Job::SkinTone)))));
}

#[test]
fn empty_panels_say_what_comes() {
    let tones = TonesModel { empty: Some("Mark the scar.".to_owned()), ..TonesModel::default() };
    panel(tones, tones_panel_ui).get_by_label("Mark the scar.");
    let plans = ProposalsModel { empty: Some("Nothing yet.".to_owned()), ..ProposalsModel::default() };
    panel(plans, proposals_panel_ui).get_by_label("Nothing yet.");
}

#[test]
fn long_names_do_not_widen_a_panel() {
    let long = "A scar with a very long name that someone typed without a thought for the panel ".repeat(4);
    let row = ToneRow {
        name: long.clone(),
        lab: Some(scalp_shade::color::Lab::new(70.0, 8.0, 15.0)),
        figures: "L* 70  a* 8  b* 15".to_owned(),
        detail: long.clone(),
    };
    let model = TonesModel {
        headline: long.clone(),
        rows: vec![row.clone(), ToneRow { lab: None, figures: long.clone(), ..row }],
        facts: vec![long.clone()],
        notes: vec![long],
        ..TonesModel::default()
    };
    let harness = panel(model, tones_panel_ui);
    let figures = harness.get_by_label("L* 70  a* 8  b* 15").rect();
    assert!(figures.right() <= 400.0, "the figures are pushed out: {figures:?}");
}

#[test]
fn a_card_opens_its_reasons() {
    let card = CardModel {
        kind: "Most robust".to_owned(),
        zones: Vec::new(),
        warnings: vec!["Past its date.".to_owned()],
        why: vec!["Because it is steady.".to_owned()],
    };
    let model = ProposalsModel {
        job: "Dots. Short hair.".to_owned(),
        cards: vec![card],
        ..ProposalsModel::default()
    };
    let mut harness = panel(model, proposals_panel_ui);
    harness.get_by_label("⚠ Past its date.");
    assert!(harness.query_by_label("Because it is steady.").is_none());
    harness.get_by_label("Why").click();
    harness.run();
    harness.get_by_label("Because it is steady.");
}

#[test]
fn a_message_is_dismissed_by_its_number() {
    let messages: Vec<Message> =
        (0..5).map(|id| Message { id, text: format!("Message {id}: {}", "long ".repeat(60)) }).collect();
    let show = |ui: &mut egui::Ui, messages: &Vec<Message>, asks: &mut Asks| messages_ui(ui, messages, asks);
    let mut harness = panel(messages, show);
    harness.get_by_label("2 more messages");
    let newest = harness.get_all_by_label("Dismiss").next().expect("a button");
    newest.click();
    harness.run();
    assert_eq!(harness.state().commands, [Command::Dismiss(4)]);
}

#[test]
fn the_status_line_cancels() {
    let model = StatusModel {
        text: "Looking for recipes".to_owned(),
        share: Some(0.42),
        can_work_again: false,
        place: "32 %".to_owned(),
    };
    let mut harness = panel(model, status_panel_ui);
    harness.get_by_label("Progress, 42 %");
    harness.get_by_label("Cancel").click();
    harness.run();
    assert_eq!(harness.state().commands, [Command::CancelWork]);
}

// ---- words ----

#[test]
fn without_a_card_no_figure_has_decimals() {
    let mut harness = worked();
    press(&mut harness, Modifiers::NONE, Key::G);
    harness.get_by_label("Remove card").click();
    harness.run();
    settle(&mut harness);
    let document = of(&harness).document();
    let tones = tones_model(document);
    assert!(tones.notes.iter().any(|n| n.contains("Uncalibrated")), "{:?}", tones.notes);
    let plans = proposals_model(document, &|id| id.to_owned());
    let figures = tones.rows.iter().map(|r| r.figures.clone());
    let errors = plans.cards.iter().flat_map(|c| &c.zones).flat_map(|z| &z.lines);
    for text in figures.chain(errors.filter(|l| l.contains("ΔE")).cloned()) {
        let has_decimal = text
            .as_bytes()
            .windows(3)
            .any(|w| matches!(w, [a, b'.', b] if a.is_ascii_digit() && b.is_ascii_digit()));
        assert!(!has_decimal, "{text}");
    }
    harness.get_by_label_contains("None: figures stay uncalibrated");
}
