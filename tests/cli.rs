//! The command line, end to end: what a technician types and what other programs read.

#![expect(clippy::disallowed_methods, reason = "files of a test need not survive a crash")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use scalp_shade::color::{Lab, delta_e_2000};
use scalp_shade::region::Shape;
use scalp_shade::render::CaseFile;
use serde_json::Value;

const PHOTO: &str = "assets/case/photo.jpg";

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scalp-shade"));
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

fn output(arguments: &[&str]) -> Output {
    program().args(arguments).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

/// Standard output of a command that must do.
fn done(arguments: &[&str]) -> String {
    let output = output(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "", "{arguments:?}");
    text(&output.stdout)
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&done(arguments)).expect("the result is JSON")
}

fn case() -> CaseFile {
    ron::from_str(&fs::read_to_string("assets/case/case.ron").expect("it is there")).expect("it is RON")
}

/// What is marked on the bundled photo, as flags.
fn case_flags() -> Vec<String> {
    let case = case();
    let mut flags = vec![String::from("--mm-per-px"), (1.0 / case.px_per_mm).to_string()];
    let mut add = |flag: &str, shape: &Shape| {
        let (flag, value) = match shape {
            Shape::Polygon(corners) => {
                let corners: Vec<String> = corners.iter().map(|c| format!("{},{}", c.x, c.y)).collect();
                (flag.to_owned(), corners.join(" "))
            }
            Shape::Disc(disc) => {
                (format!("{flag}-disc"), format!("{},{},{}", disc.center.x, disc.center.y, disc.radius))
            }
        };
        flags.extend([flag, value]);
    };
    for scar in &case.regions.scars {
        scar.shapes.iter().for_each(|shape| add("--scar", shape));
    }
    case.regions.exclusions.iter().for_each(|shape| add("--exclude", shape));
    if let Some(grey) = case.grey {
        let place = format!("{},{},{},{}", grey.center.x, grey.center.y, grey.radius, grey.l_star);
        flags.extend([String::from("--grey"), place]);
    }
    flags
}

fn on_case(command: &str, more: &[&str]) -> Vec<String> {
    let mut all = vec![command.to_owned(), PHOTO.to_owned()];
    all.extend(case_flags());
    all.extend(more.iter().map(|flag| (*flag).to_owned()));
    all
}

fn borrowed(arguments: &[String]) -> Vec<&str> {
    arguments.iter().map(String::as_str).collect()
}

fn lab(value: &Value) -> Lab {
    let at = |i: usize| value[i].as_f64().expect("a colour has three numbers");
    Lab::new(at(0), at(1), at(2))
}

/// Keys and kinds of values, without the values; lists by their first entry.
fn shape(value: &Value) -> Value {
    match value {
        Value::Null => Value::from("null"),
        Value::Bool(_) => Value::from("true or false"),
        Value::Number(_) => Value::from("number"),
        Value::String(_) => Value::from("text"),
        Value::Array(all) => Value::Array(all.first().map(shape).into_iter().collect()),
        Value::Object(map) => {
            Value::Object(map.iter().map(|(key, value)| (key.clone(), shape(value))).collect())
        }
    }
}

#[test]
fn help_goes_to_standard_output_and_names_every_option_of_match() {
    let top = done(&["--help"]);
    for command in ["match", "tones", "inspect", "predict", "library", "studio", "render-case"] {
        assert!(top.contains(command), "{command}");
    }
    insta::assert_snapshot!(done(&["match", "--help"]));
    assert!(done(&["--version"]).starts_with("scalp-shade "));
}

#[test]
fn wrong_usage_is_exit_code_2_with_nothing_on_standard_output() {
    let scar = ["--scar", "10,10 20,10 20,20"];
    let cases: &[&[&str]] = &[
        &["match"],
        &["match", PHOTO],
        &["tones", PHOTO],
        &["tones", "--scar", "10,10 20,10 20,20"],
        &["frobnicate", "--json"],
        &["tones", PHOTO, "--scar", "10,10 20,10"],
        &["tones", PHOTO, "--scar", "10,10 20,10 x,20"],
        &["tones", PHOTO, "--scar-disc", "10,10"],
        &["tones", PHOTO, "--scar-disc", "10,10,-3"],
        &["tones", PHOTO, scar[0], scar[1], "--exclude", "1,1"],
        &["tones", PHOTO, scar[0], scar[1], "--surround", "1,1 2,2"],
        &["tones", PHOTO, scar[0], scar[1], "--surround", "1,1 2,2 3,1", "--ring", "1,10"],
        &["tones", PHOTO, scar[0], scar[1], "--ring", "-1,10"],
        &["tones", PHOTO, scar[0], scar[1], "--ring", "3"],
        &["tones", PHOTO, scar[0], scar[1], "--mm-per-px", "0"],
        &["tones", PHOTO, scar[0], scar[1], "--mm-per-px", "-0.05"],
        &["tones", PHOTO, scar[0], scar[1], "--grey", "1,2"],
        &["tones", PHOTO, scar[0], scar[1], "--grey", "1,2,3,150"],
        &["tones", PHOTO, scar[0], scar[1], "--cup-ml", "2"],
        &["match", PHOTO, scar[0], scar[1], "--cup-ml", "0"],
        &["match", PHOTO, scar[0], scar[1], "--job", "paint"],
        &["match", PHOTO, scar[0], scar[1], "--hair-length-mm", "-1"],
        &["match", PHOTO, scar[0], scar[1], "--scar-age-months", "NaN"],
        &["match", PHOTO, scar[0], scar[1], "--top", "0"],
        &["inspect"],
        &["predict"],
        &["library"],
        &["library", "check"],
        &["library", "measure", PHOTO],
        &[
            "library", "measure", PHOTO, "--grey", "1,1,9", "--card", "1,1,9", "--id", "a", "--name", "A",
            "--into", "x.ron",
        ],
        &["render-case", "--seed", "1"],
        &["render-case", "--seed", "-1", "-o", "x"],
    ];
    for arguments in cases {
        let output = output(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", text(&output.stderr));
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
        let told = text(&output.stderr);
        assert!(told.contains("Usage: ") || told.contains("For more information"), "{arguments:?}: {told}");
    }
}

#[test]
fn refusals_are_one_sentence_and_exit_code_1() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let file = |name: &str, content: &str| {
        let path = folder.path().join(name);
        fs::write(&path, content).expect("it can be written");
        path.to_str().expect("a plain path").to_owned()
    };
    let (no_photo, bad_spec) = (file("a.jpg", "no photo"), file("bad.ron", "(skin: (l: 64.0))"));
    let bad_library = file("bad_library.ron", "(version: 1, shades: [(id: \"x\")])");
    let outside = "--scar=90000,90000 90010,90000 90010,90010";
    let inside = "--scar=400,800 900,780 900,820";
    let cases: &[(&[&str], &str)] = &[
        (&["inspect", "no/such.jpg"], "no/such.jpg"),
        (&["inspect", &no_photo], "not a picture"),
        (&["tones", &no_photo, inside], "not a picture"),
        (&["tones", PHOTO, outside], "outside the picture"),
        (&["tones", PHOTO, inside, "--grey", "-50,10,20"], "outside the picture"),
        (&["match", PHOTO, inside, "--library", "no/such.ron"], "no/such.ron"),
        (&["match", PHOTO, inside, "--library", &bad_library], "problems"),
        (&["predict", "no/such.ron"], "no/such.ron"),
        (&["predict", &bad_spec], "line 1"),
        (&["library", "check", &bad_library], "line 1"),
        (&["render-case", "--seed", "1", "-o", &no_photo], "folder"),
        (&["no/such/photo.jpg"], "scalp-shade match"),
    ];
    for (arguments, words) in cases {
        let output = output(arguments);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {told}");
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
        assert!(told.contains(words), "{arguments:?}: {told}");
        assert!(told.lines().count() == 1 || told.contains("problem"), "{arguments:?}: {told}");
    }
}

#[test]
fn tones_of_the_bundled_case_are_those_it_was_made_of() {
    let report = json(&borrowed(&on_case("tones", &["--json"])));
    let (tones, truth) = (&report["tones"], case().truth);
    assert_eq!(report["calibration"]["kind"], "grey_card");
    let true_tones = &truth.at_card_light;
    for (name, truth) in [("bare_skin", true_tones.bare_skin), ("area_average", true_tones.area_average)] {
        let distance = delta_e_2000(lab(&tones[name]["lab"]), truth);
        assert!(distance < 2.5, "{name} is {distance:.2} off");
    }
    for (scar, truth) in tones["scars"].as_array().expect("a list").iter().zip(&true_tones.scars) {
        assert!(delta_e_2000(lab(&scar["lab"]), *truth) < 2.5, "{}", scar["name"]);
    }
    assert!((tones["px_per_mm"].as_f64().expect("given") - truth.px_per_mm).abs() < 1e-3);
    let page = done(&borrowed(&on_case("tones", &[])));
    assert!(page.contains("against bare skin") && page.contains("lighter"), "{page}");
}

#[test]
fn without_a_card_every_page_says_uncalibrated() {
    let mut arguments = on_case("tones", &[]);
    let grey = arguments.iter().position(|flag| flag == "--grey").expect("the case has a card");
    arguments.drain(grey..grey + 2);
    let page = done(&borrowed(&arguments));
    assert!(page.contains("Uncalibrated") && page.contains("(uncalibrated)"), "{page}");
    let row = page.lines().find(|line| line.starts_with("Bare skin ")).expect("a row of the table");
    assert!(!row.contains('.'), "no decimals without a card: {row}");
    arguments.push(String::from("--json"));
    assert_eq!(json(&borrowed(&arguments))["calibration"]["kind"], "uncalibrated");
}

#[test]
fn match_answers_in_json_of_a_fixed_shape_on_any_number_of_threads() {
    let mut answers = ["1", "2"].map(|threads| {
        let mut command = program();
        command.args(on_case("match", &["--json", "--hair-length-mm", "5"]));
        let output = command.env("RAYON_NUM_THREADS", threads).output().expect("it starts");
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        text(&output.stdout)
    });
    assert_eq!(answers[0], answers[1]);
    let answer: Value = serde_json::from_str(&std::mem::take(&mut answers[0])).expect("JSON");
    assert_eq!(answer["job"]["kind"], "wash");
    let mut shape = shape(&answer);
    // Whether hair is resolved is not the command line's affair.
    for name in ["hair", "follicle", "hairs", "not_resolved", "notes"] {
        shape["tones"].as_object_mut().expect("a map").remove(name);
    }
    // Nor is what there is to say about this plan.
    for (place, name) in [("", "notes"), ("/proposals/0", "also"), ("/proposals/0", "warnings")] {
        shape.pointer_mut(place).and_then(Value::as_object_mut).expect("a map").remove(name);
    }
    insta::assert_json_snapshot!(shape);
    let scar = &answer["proposals"][0]["scar"];
    let wash = &scar["wash"];
    let ml = wash["ml"].as_array().expect("a list");
    assert_eq!(ml.len(), wash["parts"].as_array().expect("a list").len() + 1, "water comes last");
    assert!(wash["text"].as_str().expect("text").contains("part"));
    assert!((0.0..=1.0).contains(&scar["p_acceptable"].as_f64().expect("a share")));
}

#[test]
fn match_prints_a_page_to_mix_from() {
    let page = done(&borrowed(&on_case("match", &["--hair-length-mm", "5", "--top", "1"])));
    for words in ["Job: wash", "1. ", "parts): ", "ΔE00", "healed", "Why: ", "Bottles", "28 days"] {
        assert!(page.contains(words), "{words} is missing in\n{page}");
    }
    let longest = page.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    assert!(longest <= 100, "{longest} characters in a line");
}

#[test]
fn match_with_no_job_is_done_and_says_what_would_help() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let library = folder.path().join("one.ron");
    let shade = r#"(version: 1, shades: [(id: "w", name: "White", maker: "M", kind: modifier, solids: {"titanium_dioxide": 300.0}, source: "test")])"#;
    fs::write(&library, shade).expect("it can be written");
    let library = library.to_str().expect("a plain path");
    let answer =
        json(&borrowed(&on_case("match", &["--json", "--hair-length-mm", "5", "--library", library])));
    assert_eq!(answer["job"]["kind"], "none", "{}", answer["job"]);
    assert_eq!(answer["proposals"].as_array().map(Vec::len), Some(0));
    assert!(answer["job"]["why"].as_str().is_some_and(|why| why.len() > 20), "{}", answer["job"]);
}

#[test]
fn predict_gives_the_worked_value() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let spec = folder.path().join("spec.ron");
    let written = r#"(skin: (l: 64.0, a: 11.5, b: 16.5), shades: [(parts: 1, solids: {"carbon_black": 150.0})], water_parts: 12.0)"#;
    fs::write(&spec, written).expect("it can be written");
    let spec = spec.to_str().expect("a plain path");
    let answer = json(&["predict", spec, "--json"]);
    let (mark, area) = (lab(&answer["mark"]["lab"]), lab(&answer["area"]["lab"]));
    for (got, wanted) in [(mark, (49.52, 0.52, 4.52)), (area, (63.30, 10.97, 15.94))] {
        let off = [got.l - wanted.0, got.a - wanted.1, got.b - wanted.2];
        assert!(off.iter().all(|off| off.abs() <= 0.05), "{got:?}");
    }
    assert_eq!(answer["mark"]["reflectance"].as_array().map(Vec::len), Some(31));
    insta::assert_snapshot!(done(&["predict", spec]));
}

#[test]
fn library_check_sums_up_or_lists_all_problems() {
    insta::assert_snapshot!(done(&["library", "check", "shade_library.ron"]));
}

#[test]
fn inspect_tells_size_profile_and_gps() {
    let facts = json(&["inspect", PHOTO, "--json"]);
    let photo = image::image_dimensions(PHOTO).expect("it is a picture");
    assert_eq!(
        (facts["width"].as_u64(), facts["height"].as_u64()),
        (Some(photo.0.into()), Some(photo.1.into()))
    );
    assert_eq!(facts["gps_present"], false);
    assert!(done(&["inspect", PHOTO]).contains("sRGB"));
}

#[test]
fn render_case_makes_the_bundled_files_again() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let into = folder.path().join("new");
    let seed = case().seed.to_string();
    let told = done(&["render-case", "--seed", &seed, "-o", into.to_str().expect("a plain path")]);
    let paths: Vec<PathBuf> = told.lines().map(PathBuf::from).collect();
    assert_eq!(paths.len(), 2, "{told}");
    for path in paths {
        let name = path.file_name().expect("a file");
        let bundled = fs::read(PathBuf::from("assets/case").join(name)).expect("it is there");
        assert!(fs::read(&path).expect("it was written") == bundled, "{name:?} differs from the bundled one");
    }
}

#[test]
fn without_a_display_the_plan_of_the_bundled_case_is_printed() {
    let output = output(&[]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let (page, told) = (text(&output.stdout), text(&output.stderr));
    assert!(page.contains("the bundled case") && page.contains("Job: "), "{page}");
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.contains("window"), "{told}");
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let mut child = program()
        .args(["match", "--help"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

#[test]
fn a_studio_library_serves_the_window_too() {
    let folder = tempfile::tempdir().expect("a folder for the library");
    let file = folder.path().join("broken.ron");
    fs::write(&file, "(version: 1, shades: [(id: \"x\")])").expect("a small file");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = ["scalp-shade".as_ref(), "--library".as_ref(), file.as_os_str()];
    let finish = scalp_shade::cli::run(args, &mut out, &mut err);
    assert_eq!(finish, scalp_shade::cli::Finish::Code(1), "a broken library opens no window");
    let told = String::from_utf8_lossy(&err);
    assert!(told.contains("source") || told.contains("name"), "{told}");

    let none: &mut Vec<u8> = &mut Vec::new();
    let finish = scalp_shade::cli::run(["scalp-shade", "photo.jpg"], &mut out, none);
    let scalp_shade::cli::Finish::Window(job) = finish else { panic!("{finish:?}") };
    assert_eq!(job.library, scalp_shade::library::ShadeLibrary::bundled(), "the reference shades else");
}

#[test]
fn a_bottle_can_be_locked_in_and_others_are_told() {
    let answer = json(&borrowed(&on_case("match", &["--job", "wash", "--json", "--other-bottles"])));
    let best = &answer["other_bottles"]["best"];
    assert_eq!(best["score"], answer["proposals"][0]["score"]);
    let others = answer["other_bottles"]["others"].as_array().expect("a list");
    let score = |other: &Value| other["with_it"]["score"].as_f64().unwrap_or(f64::INFINITY);
    assert!(others.len() > 5 && others.windows(2).all(|two| score(&two[0]) <= score(&two[1])));
    let first = others[0]["shade"].as_str().expect("an identifier");
    let locked = json(&borrowed(&on_case("match", &["--job", "wash", "--json", "--with", first])));
    assert_eq!(locked["proposals"][0]["score"], others[0]["with_it"]["score"], "{first}");
    let parts = locked["proposals"][0]["scar"]["wash"]["parts"].as_array().expect("parts").clone();
    assert!(parts.iter().any(|part| part["shade"] == first), "{parts:?}");
    let refused = output(&borrowed(&on_case("match", &["--with", "nowhere"])));
    assert!(!refused.status.success() && text(&refused.stderr).contains("--with nowhere"));
}
