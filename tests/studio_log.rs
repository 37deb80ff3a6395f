//! The studio log as a file, and `scalp-shade studio` end to end.

#![expect(clippy::disallowed_methods, reason = "files of a test need not survive a crash")]

use std::fs;
use std::path::{Path, PathBuf};

use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;
use scalp_shade::cli::{Finish, run};
use scalp_shade::library::ShadeLibrary;
use scalp_shade::studio::{Card, LogError, StudioLog, Subject, TissuePhoto, Zone, learn};
use serde_json::Value;

const LOG: &str = r#"// Our results.
(
    version: 1,
    entries: [
        (id: "a", zone: scar, recipe: [(shade: "carbon-150", parts: 1)], water_parts: 12,
         measured: mark, days: 40, // after the holidays
         tissue: (l: 74, a: 6, b: 13), tone: (l: 55, a: 1, b: 2), card: grey),
        (
            id: "b",
            date: "2026-03-01",
            client: "A7",
            zone: skin,
            recipe: [(shade: "old", parts: 2, solids: {"carbon_black": 120.0}), (shade: "carbon-60", parts: 1)],
            water_parts: 6.5,
            wash: [(shade: "old", parts: 1, solids: {"carbon_black": 20.0})],
            wash_water_parts: 50,
            measured: area,
            marks_per_cm2: 120,
            days: 400,
            tissue: (l: 64.0, a: 11.5, b: 16.5),
            tissue_photo: earlier,
            tone: (l: 60.0, a: 10.0, b: 15.0),
            card: none,
            note: "a \"quoted\" word",
        ) // the last one has no comma
        /* nothing more ] */
    ],
)
"#;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

fn written(folder: &tempfile::TempDir, text: &str) -> PathBuf {
    let path = folder.path().join("studio_log.ron");
    fs::write(&path, text).expect("the folder can be written");
    path
}

/// Exit code, standard output, standard error.
fn program(arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let all = std::iter::once("scalp-shade").chain(arguments.iter().copied());
    let Finish::Code(code) = run(all, &mut out, &mut err) else { panic!("{arguments:?} opens the window") };
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    (code, text(out), text(err))
}

fn adding<'a>(log: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut all =
        vec!["studio", "add", "--log", log, "--zone", "scar", "--recipe", "carbon-150:3,carbon-60:1"];
    all.extend(["--water", "12", "--measured", "mark", "--days", "42", "--tissue", "74,6,13"]);
    all.extend(["--tone", "55,1,-2", "--card", "grey", "--date", "2026-05-01"]);
    all.extend(more);
    all
}

fn utf8(path: &Path) -> &str {
    path.to_str().expect("a path of a test is text")
}

#[test]
fn every_field_is_read() {
    let log = StudioLog::parse(LOG).expect("it is sound");
    let [a, b] = log.entries() else { panic!("two entries") };
    assert_eq!(
        (a.zone, a.subject, a.card, a.tissue_photo),
        (Zone::Scar, Subject::Mark, Card::Grey, TissuePhoto::Same)
    );
    assert_eq!((a.recipe.water_parts, a.days, a.recipe.parts[0].solids), (12.0, 40.0, None));
    assert_eq!((a.date, &a.client, &a.wash), (None, &None, &None));
    assert_eq!(b.subject, Subject::Area { marks_per_cm2: 120.0 });
    assert_eq!((b.zone, b.card, b.tissue_photo), (Zone::Skin, Card::None, TissuePhoto::Earlier));
    assert_eq!(b.wash.as_ref().map(|wash| wash.water_parts), Some(50.0));
    assert_eq!(b.note.as_deref(), Some("a \"quoted\" word"));
    assert_eq!(b.date.map(|day| day.to_string()).as_deref(), Some("2026-03-01"));
    assert_eq!((b.tone.l, b.tissue.b, b.recipe.parts[0].parts), (60.0, 16.5, 2));
}

#[test]
fn an_entry_is_added_and_the_rest_of_the_text_stays() {
    let folder = folder();
    let new = folder.path().join("made.ron");
    let (code, out, err) = program(&adding(utf8(&new), &["--note", "line\nbreak \"x\" \\"]));
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("2026-05-01-1") && out.contains("1 result"), "{out}");
    let first = fs::read_to_string(&new).expect("it was made");
    assert!(first.starts_with("// The studio log of Scalp Shade"), "a new log explains itself");
    assert_eq!(program(&adding(utf8(&new), &[])).0, 0);
    let log = StudioLog::load(&new).expect("it is sound");
    let ids: Vec<&str> = log.entries().iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids, ["2026-05-01-1", "2026-05-01-2"]);
    assert_eq!(log.entries()[0].note.as_deref(), Some("line break \"x\" \\"));
    let carbon = ShadeLibrary::bundled().shade("carbon-150").map(|shade| shade.solids);
    assert_eq!(log.entries()[0].recipe.parts[0].solids, carbon, "solids of the day are kept");

    for text in [LOG.to_owned(), LOG.replace('\n', "\r\n"), String::from("(version: 1, entries: [])")] {
        let path = written(&folder, &text);
        let before = StudioLog::parse(&text).expect("it is sound");
        assert_eq!(program(&adding(utf8(&path), &[])).0, 0);
        let after = StudioLog::load(&path).expect("it still is");
        assert_eq!(after.entries().split_last().map(|(_, rest)| rest), Some(before.entries()));
        let now = fs::read_to_string(&path).expect("it is there");
        for line in text.lines().filter(|line| line.contains("//") || line.contains("/*")) {
            assert!(now.contains(line.split(')').next_back().expect("a line has an end")), "lost: {line}");
        }
    }
}

#[test]
fn an_entry_is_taken_out_and_the_rest_of_the_text_stays() {
    let folder = folder();
    for text in [LOG.to_owned(), LOG.replace('\n', "\r\n")] {
        let before = StudioLog::parse(&text).expect("it is sound");
        for entry in before.entries() {
            let path = written(&folder, &text);
            let (left, taken) = StudioLog::remove(&path, &entry.id).expect("it is there");
            assert_eq!(&taken, entry);
            let others: Vec<_> =
                before.entries().iter().filter(|other| other.id != entry.id).cloned().collect();
            assert_eq!(left.entries(), others);
            assert_eq!(StudioLog::load(&path).expect("it is sound"), left);
            for line in text.lines().filter(|line| line.starts_with("//")) {
                assert!(fs::read_to_string(&path).expect("it is there").contains(line), "lost: {line}");
            }
        }
    }
    // What was added comes out again without a trace.
    let path = written(&folder, LOG);
    assert_eq!(program(&adding(utf8(&path), &[])).0, 0);
    StudioLog::remove(&path, "2026-05-01-1").expect("it was added");
    let after = fs::read_to_string(&path).expect("it is there");
    assert_eq!(after.replacen("), // the last", ") // the last", 1), LOG, "but for the comma before it");
    let refused = StudioLog::remove(&path, "nobody").expect_err("it is not there").to_string();
    assert!(refused.contains("no entry nobody"), "{refused}");
    assert_eq!(fs::read_to_string(&path).expect("it is there"), after);
}

#[test]
fn all_problems_are_told_with_line_entry_and_remedy() {
    let text = "(\n version: 1,\n entries: [\n  (id: \"x\", zone: nose, recipe: [(shade: \"\", parts: 0)],\n   \
                water_parts: -1, measured: area, days: 1e9,\n   tissue: (l: 1, a: 2), tone: (l: 300, a: 0, b: 0), \
                card: grey, colour: 3),\n  (zone: scar),\n 7 ],\n)";
    let Err(LogError::Problems(found)) = StudioLog::parse(text) else { panic!("it has problems") };
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    let all = told.join("\n");
    for needed in [
        "line 4, column 19, entry \"x\": \"nose\" is no zone; write zone: followed by one of scar, skin",
        "the bottle has no id",
        "parts is out of range",
        "water_parts is -1",
        "marks_per_cm2 is missing",
        "days is 1000000000",
        "tissue is (l: 1, a: 2)",
        "tone lies outside CIELAB",
        "\"colour\" is not a field of an entry",
        "entry 2 of the list: id is missing",
        "this is not an entry",
    ] {
        assert!(all.contains(needed), "not told: {needed}\n{all}");
    }
    assert!(found.iter().all(|problem| problem.line > 3 && !problem.remedy.is_empty()));
    for (wrong, needed) in [
        ("", "a log is one bracket"),
        ("(entries: [])", "version is missing"),
        ("(version: 0, entries: [])", "version 0"),
        ("(version: 1)", "entries is missing"),
        ("(version: 1, entries: [", "not closed"),
        (&LOG.replace("id: \"b\"", "id: \"a\""), "the id a was already given"),
    ] {
        let told = StudioLog::parse(wrong).expect_err(wrong).to_string();
        assert!(told.contains(needed), "{wrong}: {told}");
    }
}

#[test]
fn a_log_that_cannot_be_used_is_left_as_it_was() {
    let folder = folder();
    let newer = LOG.replace("version: 1", "version: 2");
    for (text, needed) in [(newer.as_str(), "version 2"), (LOG, "the id a is taken"), ("(", "problem")] {
        let path = written(&folder, text);
        let (code, out, err) = program(&adding(utf8(&path), &["--id", "a"]));
        assert_eq!((code, out.as_str()), (1, ""), "{text}");
        assert!(err.contains(needed), "{err}");
        assert_eq!(fs::read_to_string(&path).expect("it is there"), text);
        let others: Vec<_> = fs::read_dir(folder.path()).expect("it is there").collect();
        assert_eq!(others.len(), 1, "nothing is left beside it");
    }
}

#[test]
fn show_and_fit_answer_people_and_programs() {
    let folder = folder();
    let path = written(&folder, LOG);
    let log = utf8(&path);
    let (code, page, _) = program(&["studio", "show", "--log", log]);
    assert_eq!(code, 0);
    for needed in
        ["2 healed results", "area with 120 marks per cm²", "over a wash", "client A7", "a \"quoted\""]
    {
        assert!(page.contains(needed), "{needed}: {page}");
    }
    let (code, page, err) = program(&["studio", "fit", "--log", log]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(page.contains("from 2 healed results") && page.contains("held by a scar"), "{page}");
    assert!(page.lines().all(|line| line.chars().count() <= 96), "{page}");
    let json =
        |arguments: &[&str]| -> Value { serde_json::from_str(&program(arguments).1).expect("it is JSON") };
    let fit = json(&["studio", "fit", "--log", log, "--json"]);
    assert_eq!(fit["results"], 2);
    for key in ["clear_depth_mm", "held_by_skin", "held_by_scar"] {
        let of = |when: &str| fit[key][when]["log_sd"].as_f64().expect("a number");
        assert!(of("after") < of("before") && of("after") < of("next_client"), "{key}: {}", fit[key]);
    }
    assert_eq!(fit["between_clients"]["estimated"], false);
    let show = json(&["studio", "show", "--log", log, "--json"]);
    assert_eq!(show["entries"][1]["marks_per_cm2"], 120.0);
    // Beside the library, unless told otherwise.
    let library = folder.path().join("bottles.ron");
    fs::write(&library, fs::read_to_string("shade_library.ron").expect("it is there")).expect("room");
    assert_eq!(json(&["studio", "show", "--library", utf8(&library), "--json"])["entries"], show["entries"]);
}

#[test]
fn refusals_are_one_sentence() {
    let folder = folder();
    let path = written(&folder, LOG);
    let log = utf8(&path);
    let absent = folder.path().join("absent.ron");
    let unknown = adding(log, &["--wash", "no-such:1", "--wash-water", "3"]);
    let dense = adding(log, &["--marks-per-cm2", "100"]);
    let refused: [&[&str]; 5] = [
        &["studio", "show"],
        &["studio", "fit", "--log", utf8(&absent)],
        &["match", "assets/case/photo.jpg", "--scar", "1,1 9,1 9,9", "--log", utf8(&absent)],
        &unknown,
        &dense,
    ];
    for arguments in refused {
        let (code, out, err) = program(arguments);
        assert_eq!((code, out.as_str()), (1, ""), "{arguments:?}");
        assert_eq!(err.trim_end().lines().count(), 1, "{err}");
    }
    let mut misused: Vec<Vec<&str>> = vec![vec!["studio"], vec!["studio", "add", "--log", log]];
    misused.extend([("--water", "NaN"), ("--zone", "nose"), ("--tone", "1,2"), ("--days", "-1")].map(
        |(flag, value)| {
            let mut all = adding(log, &[]);
            let at = all.iter().position(|known| *known == flag).expect("every flag is given");
            all[at + 1] = value;
            all
        },
    ));
    for arguments in misused {
        assert_eq!(program(&arguments).0, 2, "{arguments:?}");
    }
    assert_eq!(fs::read_to_string(&path).expect("it is there"), LOG);
}

#[test]
fn no_mutation_makes_reading_or_learning_panic() {
    let pieces = [
        "(", ")", "[", "]", "{", "}", ",", ":", "\"", "//", "/*", "-1", "1e308", "NaN", "0", "none", "é", "",
    ];
    let mut rng = Pcg64Mcg::seed_from_u64(7);
    let library = ShadeLibrary::bundled();
    let mut learnt = 0;
    for _ in 0..3000 {
        let mut text: Vec<char> = LOG.chars().collect();
        for _ in 0..rng.random_range(1..4) {
            let at = rng.random_range(0..text.len());
            let cut = if rng.random_bool(0.5) { rng.random_range(0..6) } else { 0 };
            let end = (at + cut).min(text.len());
            let piece = pieces[rng.random_range(0..pieces.len())];
            text.splice(at..end, piece.chars());
        }
        let text: String = text.into_iter().collect();
        if let Ok(log) = StudioLog::parse(&text) {
            let lesson = if learnt < 40 { learn(log.entries(), &library) } else { continue };
            learnt += 1;
            let figures = [lesson.clear_depth_mm, lesson.held_by_skin, lesson.held_by_scar];
            assert!(figures.iter().all(|f| f.after.median > 0.0 && f.after.log_sd.is_finite()), "{text}");
        }
    }
    assert!(learnt > 10, "some mutations are still logs");
}
