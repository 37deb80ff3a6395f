//! Panels on their own.

use egui::vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use scalp_shade::app::{Command, Display, Edit, Message, PlanRef};
use scalp_shade::blend::{HandPlan, Job, Thresholds};
use scalp_shade::color::Interval;
use scalp_shade::ui::panels::{
    Asks, BottleRow, CardModel, CupLine, CupModel, ProposalsModel, SettingsModel, StatusModel, StepModel,
    StepState, StepsModel, StripModel, StudioModel, ToneRow, TonesModel, ZoneModel, messages_ui,
    proposals_panel_ui, settings_panel_ui, status_panel_ui, steps_panel_ui, studio_ui, tones_panel_ui,
};
use scalp_shade::ui::widgets::{RangeBar, Swatch, ToneCell};
use scalp_shade::ui::{Action, Tool, install_theme};

/// Nothing mixed.
fn no_plan() -> HandPlan {
    HandPlan { job: Job::None, wash: None, dots: None, surround: None, marks_per_cm2: 0.0 }
}

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
        library_name: "my shades.ron".to_owned(),
        library_hint: "/studio/my shades.ron, 12 shades".to_owned(),
        shelf_line: String::new(),
        bottles: vec![BottleRow {
            id: "black".to_owned(),
            name: "Carbon black".to_owned(),
            used: true,
            locked: false,
        }],
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
    harness.get_by_label("my shades.ron").click();
    harness.run();
    assert_eq!(harness.state().actions, [Action::ChooseLibrary]);
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
        range: None,
        detail: long.clone(),
    };
    let cell = ToneCell {
        name: long.clone(),
        lab: row.lab,
        lines: ["L* 70", "a* 8", "b* 15"].map(str::to_owned).to_vec(),
        widths: vec![1e9, 4.0, f64::NAN],
        described: "Cell L* 70".to_owned(),
    };
    let unknown =
        ToneCell { lab: None, lines: vec![long.clone()], described: "No hair".to_owned(), ..cell.clone() };
    let model = TonesModel {
        headline: long.clone(),
        cells: vec![cell.clone(), cell.clone(), cell, unknown],
        rows: vec![row.clone(), ToneRow { lab: None, figures: long.clone(), ..row }],
        facts: vec![long.clone()],
        notes: vec![long.clone()],
        uncalibrated: Some("Uncalibrated".to_owned()),
        ..TonesModel::default()
    };
    let mut harness = panel(model, tones_panel_ui);
    for cell in harness.get_all_by_label("Cell L* 70").chain(harness.get_all_by_label("No hair")) {
        assert!(cell.rect().right() <= 400.0, "a tone is pushed out: {:?}", cell.rect());
    }
    harness.get_by_label_contains("1 note, all tones").click();
    harness.run();
    let figures = harness.get_all_by_label_contains("L* 70  a* 8  b* 15").next().expect("the row").rect();
    assert!(figures.right() <= 400.0, "the figures are pushed out: {figures:?}");
}

#[test]
fn long_bottle_names_do_not_widen_a_card() {
    let long = "A bottle with a very long name that someone typed without a thought ".repeat(3);
    let lab = scalp_shade::color::Lab::new(47.0, 8.0, 12.0);
    let line = CupLine { parts: "12 parts".to_owned(), name: long.clone(), volume: "10.05 ml".to_owned() };
    let cup = CupModel { title: "Dots, 10 ml cup".to_owned(), lines: vec![line; 3], text: long.clone() };
    let swatches = ["Target", "Healed", "Fresh"].map(|name| Swatch { name: name.to_owned(), lab });
    let strip = StripModel {
        name: "Mark".to_owned(),
        swatches: swatches.to_vec(),
        described: "the marks".to_owned(),
    };
    let bar = RangeBar {
        label: "Mark ΔE 104.2 (100.0 to 106.5)".to_owned(),
        words: "100 L* lighter".to_owned(),
        middle: 100.0,
        interval: Interval { low: -1e9, high: f64::INFINITY },
        accepted: 3.0,
        described: "Mark from its target".to_owned(),
    };
    let zone = ZoneModel {
        name: "Scar".to_owned(),
        density: "144 marks per cm²".to_owned(),
        cups: vec![cup],
        strips: vec![strip],
        bars: vec![bar],
        chances: "Acceptable: likely, 72 %".to_owned(),
    };
    let card = CardModel {
        shown: false,
        which: PlanRef::Found(0),
        plan: no_plan(),
        pinned: None,
        decided: None,
        also: String::new(),
        same: String::new(),
        text: "Best match".to_owned(),
        kind: long.clone(),
        zones: vec![zone],
        limit: long.clone(),
        warnings: vec![long.clone()],
        why: Vec::new(),
    };
    let model =
        ProposalsModel { job: long.clone(), job_why: long, cards: vec![card], ..ProposalsModel::default() };
    let harness = panel(model, proposals_panel_ui);
    for label in ["the marks", "Mark from its target", "144 marks per cm²", "Acceptable: likely, 72 %"] {
        let rect = harness.get_by_label(label).rect();
        assert!(rect.right() <= 400.0, "{label}: {rect:?}");
    }
}

#[test]
fn a_card_opens_its_reasons() {
    let card = CardModel {
        shown: false,
        which: PlanRef::Found(0),
        plan: no_plan(),
        pinned: None,
        decided: None,
        also: String::new(),
        same: String::new(),
        text: "Best match".to_owned(),
        kind: "Most robust".to_owned(),
        zones: Vec::new(),
        limit: String::new(),
        warnings: vec!["Past its date.".to_owned()],
        why: vec!["Because it is steady.".to_owned()],
    };
    let model = ProposalsModel {
        job: "Dots".to_owned(),
        job_why: "Short hair.".to_owned(),
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
fn a_message_is_dismissed_by_its_number_and_a_button_opens_the_rest() {
    let messages: Vec<Message> = (0..5)
        .map(|id| Message { id, text: format!("Message {id}: {}", "long ".repeat(60)), done: false })
        .collect();
    let show = |ui: &mut egui::Ui, messages: &Vec<Message>, asks: &mut Asks| messages_ui(ui, messages, asks);
    let mut harness = panel(messages, show);
    assert_eq!(harness.get_all_by_label("Dismiss").count(), 2);
    let newest = harness.get_all_by_label("Dismiss").next().expect("a button");
    newest.click();
    harness.run();
    assert_eq!(harness.state().commands, [Command::Dismiss(4)]);
    harness.get_by_label("3 more messages").click();
    harness.run();
    harness.get_by_label_contains("Message 0");
    harness.get_by_label("Show fewer").click();
    harness.run();
    assert!(harness.query_by_label_contains("Message 0").is_none());
}

#[test]
fn a_message_of_success_goes_by_itself_and_a_fault_stays() {
    let message = |id, text: &str, done| Message { id, text: text.to_owned(), done };
    let messages = vec![message(0, "It could not be written.", false), message(1, "It was saved.", true)];
    let show = |ui: &mut egui::Ui, messages: &Vec<Message>, asks: &mut Asks| messages_ui(ui, messages, asks);
    let mut harness = panel(messages, show);
    assert!(harness.run() <= 4, "it does not ask for frames until then");
    assert!(harness.state().commands.is_empty());
    // A step of the harness is a quarter of a second at most.
    for _ in 0..400 {
        harness.step();
    }
    let gone = &harness.state().commands;
    assert!(!gone.is_empty() && gone.iter().all(|command| *command == Command::Dismiss(1)), "{gone:?}");
}

#[test]
fn the_status_line_cancels() {
    let model = StatusModel {
        text: "Looking for recipes".to_owned(),
        share: Some(0.42),
        can_work_again: false,
        place: "32 %".to_owned(),
        case: None,
    };
    let mut harness = panel(model, status_panel_ui);
    harness.get_by_label("Progress, 42 %");
    harness.get_by_label("Cancel").click();
    harness.run();
    assert_eq!(harness.state().commands, [Command::CancelWork]);
}

#[test]
fn settings_are_told_and_go_back_to_what_is_usual() {
    let model = StudioModel {
        display: Display::default(),
        measured_by_drop: false,
        drop_ml: 0.05,
        thresholds: Thresholds { stop_redness: 6.0, ..Thresholds::default() },
        screen_points_per_mm: 3.8,
        retention_years: 8,
    };
    let mut harness = panel(model, studio_ui);
    harness.get_by_label("whole drops").click();
    harness.run();
    harness.get_by_label("Drops on a millilitre").set_value_accesskit(25.0);
    harness.run();
    harness.get_by_label("Back to the usual lines").click_accesskit();
    harness.run();
    harness.get_by_label("Large, for gloves and tablets").click();
    harness.run();
    let asked = &harness.state().commands;
    let expected = [
        Command::Edit(Edit::SetMeasuredByDrop(true)),
        Command::Edit(Edit::SetDrop(0.04)),
        Command::Edit(Edit::SetThresholds(Thresholds::default())),
        Command::SetDisplay(Display { touch: true, ..Display::default() }),
    ];
    for command in &expected {
        assert!(asked.contains(command), "{command:?} in {asked:?}");
    }
    assert!(
        !asked.iter().any(|c| matches!(c, Command::SetScreen(_))),
        "nothing that was not touched: {asked:?}"
    );
}
