//! The studio's bottles: papers in the file, the ledger of the stock, reminders, undo, import and merge.

#![expect(clippy::disallowed_methods, reason = "files of a test need not survive a crash")]

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use proptest::prelude::*;
use scalp_shade::analysis::{Inputs, bundled_case};
use scalp_shade::blend::{
    Job, MatchSettings, MatchTarget, WORTH_BUYING, find_brought, find_matches, not_on_shelf, shopping_hint,
};
use scalp_shade::case::{CaseCode, CaseFolder, ShoppingError, shopping};
use scalp_shade::library::{
    Import, Keep, LabelSeen, LibraryError, LibraryFile, SaveError, Shade, ShadeDocument, ShadeLibrary, merge,
    merged, read_import, with_bottle, without_bottle,
};
use scalp_shade::progress::Silent;
use scalp_shade::shelf::{
    CupPlace, OPENED_MONTHS, Poured, ReminderKind, StockEntry, StockError, StockEvent, StockLedger,
    StockLevel, VisitCups, cost_of, reminders,
};

const MINE: &str = r#"// My shelf
(
    version: 1,
    shades: [
        // The black of the house
        (
            id: "my-black", name: "My black", // bought in May
            maker: "M", kind: base,
            solids: {"carbon_black": 150.0},
            volume_ml: 15, price: 30.0,
            lot: "A1", /* on the cap */ expiry: "2027-01-31",
            source: "label",
        ),
        (id: "rust", name: "Rust", maker: "M", kind: modifier, solids: {"iron_oxide_red": 90.0}, source: "label"),
        // end of the shelf
    ],
)
"#;

fn library(text: &str) -> ShadeLibrary {
    ShadeLibrary::parse(text).unwrap_or_else(|error| panic!("{error}"))
}

fn shade(id: &str) -> Shade {
    library(MINE).shade(id).cloned().expect("it is there")
}

fn comments(text: &str) -> Vec<&str> {
    [
        "// My shelf",
        "// The black of the house",
        "// bought in May",
        "/* on the cap */",
        "// end of the shelf",
    ]
    .into_iter()
    .filter(|comment| text.contains(comment))
    .collect()
}

fn saved(folder: &Path, text: &str) -> PathBuf {
    let path = folder.join("mine.ron");
    fs::write(&path, text).expect("room");
    path
}

#[test]
fn papers_are_written_and_read_with_all_else_as_it_was() {
    let black = Shade {
        label_seen: Some(LabelSeen { batch: true, ingredients: true, ..LabelSeen::on(date(2026, 5, 2)) }),
        documents: vec![
            ShadeDocument {
                title: "Certificate \"CoA\"".into(),
                at: "C:\\papers\\black.pdf".into(),
                day: Some(date(2026, 1, 10)),
            },
            ShadeDocument { title: "Data sheet".into(), at: "https://example.org/a".into(), day: None },
        ],
        note: Some("shake well".into()),
        opened_on: Some(date(2026, 5, 3)),
        ..shade("my-black")
    };
    let (text, now) = with_bottle(MINE, Some("my-black"), &black).expect("it fits");
    assert_eq!(now.shade("my-black"), Some(&black));
    assert_eq!(comments(&text).len(), 5, "{text}");
    assert!(
        text.contains("label_seen: (day: \"2026-05-02\", batch: true, ingredients: true, notes: false),")
    );
    // What was not changed stands where it stood.
    for line in ["id: \"my-black\", name: \"My black\", // bought in May", "volume_ml: 15, price: 30.0,"] {
        assert!(text.contains(line), "{line} is gone from {text}");
    }
    // Taken out again, the text is the one of before but for the comma rules of its lines.
    let (back, _) = with_bottle(&text, Some("my-black"), &shade("my-black")).expect("it fits");
    assert_eq!(back, MINE);
}

#[test]
fn a_bottle_is_added_renamed_and_removed_and_comments_stay() {
    let copy = Shade { id: "my-black-2".into(), name: "Second".into(), lot: None, ..shade("my-black") };
    let (text, now) = with_bottle(MINE, None, &copy).expect("a new one");
    assert_eq!(now.shades().len(), 3);
    assert_eq!(comments(&text).len(), 5, "{text}");
    assert!(matches!(with_bottle(&text, None, &copy), Err(SaveError::Taken { .. })));
    let renamed = Shade { id: "rust-2".into(), ..shade("rust") };
    let (text, now) = with_bottle(&text, Some("rust"), &renamed).expect("renamed in its place");
    let ids: Vec<&str> = now.shades().iter().map(|shade| shade.id.as_str()).collect();
    assert_eq!(ids, ["my-black", "rust-2", "my-black-2"]);
    let (text, now) = without_bottle(&text, "rust-2").expect("removed");
    assert_eq!(now.shades().len(), 2);
    assert_eq!(comments(&text).len(), 5, "{text}");
    assert!(matches!(without_bottle(&text, "rust-2"), Err(SaveError::Gone { .. })));
    let odd = Shade { name: String::new(), ..shade("my-black") };
    assert!(matches!(with_bottle(MINE, Some("my-black"), &odd), Err(SaveError::Unfit { .. })));
}

#[test]
fn old_files_stay_valid_and_odd_papers_are_named_with_their_line() {
    let library = ShadeLibrary::bundled();
    assert!(library.shades().iter().all(|shade| shade.label_seen.is_none() && shade.documents.is_empty()));
    let text = MINE.replace("source: \"label\",\n        ),", "source: \"label\",
            label_seen: (day: \"2026-13-01\"),
            documents: [(title: \"\", at: \"x\"), (title: \"T\", at: \"x\", page: 3), (title: \"T\", at: \"x\")],
        ),");
    let Err(LibraryError::Problems(problems)) = ShadeLibrary::parse(&text) else { panic!("it was read") };
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [13, 14, 14], "{told:#?}");
    let text = MINE.replace(
        "lot: \"A1\",",
        "lot: \"A1\", opened_on: \"2027-02-01\", label_seen: (day: \"2026-01-01\"),",
    );
    let warned: Vec<String> =
        self::library(&text).warnings(date(2026, 6, 1)).into_iter().map(|warning| warning.text).collect();
    assert_eq!(warned.len(), 3, "{warned:#?}");
    assert!(
        warned[0].contains("still to come") && warned[1].contains("expired") && warned[2].contains("lacks")
    );
}

#[test]
fn changes_are_taken_back_and_made_again_and_never_over_what_another_program_wrote() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = saved(folder.path(), MINE);
    let mut file = LibraryFile::open(&path).expect("it is sound");
    let dearer = Shade { price: Some(45.0), ..shade("my-black") };
    file.change(|text| with_bottle(text, Some("my-black"), &dearer)).expect("changed");
    file.change(|text| without_bottle(text, "rust")).expect("removed");
    assert_eq!(file.can_undo_redo(), (true, false));
    file.undo().expect("back");
    assert_eq!(file.library().shades().len(), 2);
    file.undo().expect("back");
    assert_eq!(fs::read_to_string(&path).expect("text"), MINE);
    file.redo().expect("again");
    assert_eq!(file.library().shade("my-black").and_then(|shade| shade.price), Some(45.0));
    // Another program writes the file.
    let theirs = MINE.replace("Rust", "Rust of another program");
    fs::write(&path, &theirs).expect("room");
    for step in [LibraryFile::undo, LibraryFile::redo] {
        let mut file = file.clone();
        assert!(matches!(step(&mut file), Err(SaveError::ChangedOutside { .. })));
        assert_eq!(
            file.library().shade("rust").map(|shade| shade.name.as_str()),
            Some("Rust of another program")
        );
        assert_eq!(file.can_undo_redo(), (false, false), "what was before is another file's past");
    }
    let changed = file.change(|text| without_bottle(text, "rust"));
    assert!(matches!(changed, Err(SaveError::ChangedOutside { .. })));
    assert_eq!(fs::read_to_string(&path).expect("text"), theirs, "nothing was written over");
    file.change(|text| without_bottle(text, "rust")).expect("read again, it goes on");
    // What the program itself writes elsewhere is a step like any other.
    fs::write(&path, MINE).expect("room");
    file.read_again().expect("sound");
    file.undo().expect("back");
    assert_eq!(file.library().shades().len(), 1);
}

#[test]
fn a_library_is_begun_empty_or_with_copies_and_never_over_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let reference = ShadeLibrary::bundled();
    let path = folder.path().join("new.ron");
    let file = LibraryFile::begin(&path, reference.shades()).expect("a new file");
    assert_eq!(file.library(), &reference, "copied whole, in order");
    assert!(matches!(LibraryFile::begin(&path, &[]), Err(SaveError::Unwritable { .. })));
    let empty = LibraryFile::begin(&folder.path().join("empty.ron"), &[]).expect("an empty one");
    assert!(empty.library().shades().is_empty());
}

fn poured(place: CupPlace, shade: &str, ml: f64) -> Poured {
    Poured { place, shade: shade.to_owned(), lot: String::from("A1"), ml }
}

fn visit(day: i8, poured: Vec<Poured>) -> VisitCups {
    VisitCups { case: String::from("A-17"), visit: date(2026, 5, day), poured }
}

#[test]
fn the_same_cup_is_taken_once_and_a_corrected_visit_corrects_it() {
    let shelf = library(MINE);
    let mut ledger = StockLedger::default();
    let first = visit(
        1,
        vec![poured(CupPlace::ScarMarks, "my-black", 0.15), poured(CupPlace::ScarMarks, "rust", 0.05)],
    );
    assert_eq!(ledger.take(&first, &shelf), Ok(true));
    let text = ledger.text().to_owned();
    assert_eq!(ledger.take(&first, &shelf), Ok(false));
    assert_eq!(ledger.text(), text, "the same visit changes nothing");
    let left = |ledger: &StockLedger| StockLevel::of(&shade("my-black"), ledger.entries()).left_ml;
    assert_eq!(left(&ledger), Some(14.85));
    assert_eq!(ledger.entries()[0].cost, Some(0.3), "2 for a millilitre");
    // Corrected: more black, no rust, and a cup for the surround.
    let second = visit(
        1,
        vec![poured(CupPlace::ScarMarks, "my-black", 0.2), poured(CupPlace::SurroundMarks, "my-black", 0.1)],
    );
    assert_eq!(ledger.take(&second, &shelf), Ok(true));
    assert_eq!((left(&ledger), ledger.entries().len()), (Some(14.7), 2));
    // Nothing mixed after all.
    assert_eq!(ledger.take(&visit(1, Vec::new()), &shelf), Ok(true));
    assert_eq!((left(&ledger), ledger.entries().len()), (Some(15.0), 0));
    assert_eq!(ledger.text(), StockLedger::default().text());
    let odd = visit(1, vec![poured(CupPlace::ScarMarks, "my-black", f64::INFINITY)]);
    assert!(matches!(ledger.take(&odd, &shelf), Err(StockError::Unfit { .. })));
}

#[test]
fn content_follows_purchases_counts_and_cups() {
    let black = shade("my-black");
    let mut ledger = StockLedger::default();
    let level = |ledger: &StockLedger| StockLevel::of(&black, ledger.entries());
    assert_eq!(level(&ledger).left_ml, Some(15.0), "a full bottle until something is written down");
    let bought = StockEntry::new(date(2026, 5, 1), "my-black", StockEvent::Bought, 10.0);
    ledger.add(bought, Some(&black)).expect("sound");
    assert_eq!(
        (level(&ledger).left_ml, ledger.entries().len()),
        (Some(25.0), 2),
        "the one on the shelf counts too"
    );
    ledger.take(&visit(2, vec![poured(CupPlace::ScarWash, "my-black", 0.5)]), &library(MINE)).expect("taken");
    ledger
        .add(StockEntry::new(date(2026, 5, 3), "my-black", StockEvent::Corrected, 2.0), Some(&black))
        .expect("sound");
    ledger.take(&visit(4, vec![poured(CupPlace::ScarWash, "my-black", 0.5)]), &library(MINE)).expect("taken");
    assert_eq!(level(&ledger).left_ml, Some(1.5), "what was mixed before the count is in it");
    assert_eq!(level(&ledger).cups_left(), Some(3.0));
    ledger.take(&visit(5, vec![poured(CupPlace::ScarWash, "my-black", 1.6)]), &library(MINE)).expect("taken");
    assert!(level(&ledger).is_empty());
    let told = reminders(&library(MINE), ledger.entries(), date(2026, 5, 6), OPENED_MONTHS);
    assert!(
        told.iter()
            .any(|reminder| reminder.kind == ReminderKind::Empty && reminder.text.contains("0.10 ml more"))
    );
    let (cost, unknown) = cost_of(&library(MINE), &[("my-black", 0.5), ("rust", 1.0), ("none", 1.0)]);
    assert_eq!((cost, unknown), (1.0, vec![String::from("rust"), String::from("none")]));
}

#[test]
fn a_ledger_edited_by_hand_keeps_its_comments_and_names_every_problem() {
    let text = "// mine\n(version: 1, entries: [\n    (day: \"2026-05-01\", shade: \"my-black\", what: bought, ml: 15, cost: 30), // May\n    // last\n])\n";
    let mut ledger = StockLedger::parse(text).expect("sound");
    ledger.take(&visit(2, vec![poured(CupPlace::ScarWash, "my-black", 0.5)]), &library(MINE)).expect("taken");
    for kept in ["// mine", "cost: 30), // May", "// last"] {
        assert!(ledger.text().contains(kept), "{}", ledger.text());
    }
    let cup = "cup: (case: \"A\", visit: \"2026-05-01\", place: scar_wash)";
    let wrong = format!(
        "(version: 1, entries: [\n(day: \"x\", shade: \"a\", what: bought, ml: 1),\n(day: \"2026-05-01\", shade: \"a\", what: drunk),\n\
         (day: \"2026-05-01\", shade: \"a\", what: bought, ml: -1),\n(day: \"2026-05-01\", shade: \"a\", what: mixed, ml: 1, {cup}),\n\
         (day: \"2026-05-01\", shade: \"a\", what: mixed, ml: 2, {cup}),\n])"
    );
    let Err(StockError::Problems(problems)) = StockLedger::parse(&wrong) else { panic!("it was read") };
    assert_eq!(
        problems.iter().map(|problem| problem.line).collect::<Vec<_>>(),
        [2, 3, 4, 6],
        "{problems:#?}"
    );
    assert!(matches!(StockLedger::parse("(version: 2, x: y)"), Err(StockError::Newer { found: 2, .. })));
    for text in ["", "(", "(version: 1", "[]", "(entries: [])"] {
        assert!(matches!(StockLedger::parse(text), Err(StockError::Problems(_))), "{text}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = StockLedger::beside(&saved(folder.path(), MINE));
    assert_eq!(StockLedger::load(&path), Ok(StockLedger::default()), "one that is not there is empty");
    ledger.save(&path).expect("room");
    assert_eq!(StockLedger::load(&path), Ok(ledger));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    /// However often visits are taken and corrected, the content is what the last word of each visit leaves.
    #[test]
    fn the_last_word_of_each_visit_counts(
        steps in prop::collection::vec((1_i8..4, prop::collection::vec((0_usize..3, 0_usize..2, 1_u32..200), 0..5)), 1..12),
    ) {
        let shelf = library(MINE);
        let places = [CupPlace::ScarWash, CupPlace::ScarMarks, CupPlace::SurroundMarks];
        let mut ledger = StockLedger::default();
        let mut last = std::collections::BTreeMap::new();
        for (day, cups) in steps {
            let cups = cups.into_iter().map(|(place, shade, hundredths)| {
                poured(places[place], ["my-black", "rust"][shade], f64::from(hundredths) / 100.0)
            });
            let cups = visit(day, cups.collect());
            ledger.take(&cups, &shelf).expect("sound");
            prop_assert_eq!(ledger.take(&cups, &shelf), Ok(false));
            last.insert(day, cups);
        }
        let mixed: f64 = last.values().flat_map(|cups| &cups.poured).filter(|p| p.shade == "my-black").map(|p| p.ml).sum();
        let left = StockLevel::of(&shade("my-black"), ledger.entries()).left_ml.expect("a full bottle");
        prop_assert!((left - (15.0 - mixed)).abs() < 1e-6, "{} {}", left, mixed);
        prop_assert_eq!(&StockLedger::parse(ledger.text()).expect("sound"), &ledger);
    }
}

#[test]
fn reminders_say_what_to_look_after_worst_first() {
    let text = MINE.replace("expiry: \"2027-01-31\"", "expiry: \"2026-06-20\", opened_on: \"2025-05-01\"");
    let kinds = |day| -> Vec<ReminderKind> {
        let all = reminders(&library(&text), &[], day, OPENED_MONTHS);
        all.into_iter()
            .filter(|reminder| reminder.shade == "my-black")
            .map(|reminder| reminder.kind)
            .collect()
    };
    use ReminderKind::{Expired, ExpiresSoon, LabelNotSeen, LotMissing, OpenedLong};
    assert_eq!(kinds(date(2026, 5, 1)), [LabelNotSeen], "twelve months to the day are kept");
    assert_eq!(kinds(date(2026, 5, 21)), [ExpiresSoon, OpenedLong, LabelNotSeen]);
    assert_eq!(
        kinds(date(2026, 6, 20)),
        [ExpiresSoon, OpenedLong, LabelNotSeen],
        "the last day is a day of use"
    );
    assert_eq!(kinds(date(2026, 6, 21)), [Expired, OpenedLong, LabelNotSeen]);
    let rust = reminders(&library(&text), &[], date(2026, 5, 1), OPENED_MONTHS);
    assert!(rust.iter().any(|reminder| reminder.shade == "rust" && reminder.kind == LotMissing));
    let away = text.replace("source: \"label\",\n", "source: \"label\", in_stock: false,\n");
    assert!(
        reminders(&library(&away), &[], date(2027, 1, 1), OPENED_MONTHS).iter().all(|r| r.shade == "rust")
    );
}

#[test]
fn tables_are_read_as_spreadsheets_save_them() {
    let comma = "id,name,maker,kind,solids,volume_ml,price,lot,expiry,opened_on,max_water_parts,in_stock\n\
         my-black,My black,M,base,carbon_black:150,15,30,B2,2027-01-31,,30,yes\n\
         ,New brown,,Modifier,\"carbon_black:20;iron_oxide_red:60\",10,,,31.12.2027,2026-01-02,,no\n";
    let semicolon = "\u{feff}Name;Solids;Volume ml;Price\r\nRot;\"iron_oxide_red: 90,5 ; carbon_black=1\";12,5;20\r\n;;;\r\n";
    let import = Import::of_table(comma, "bottles.csv");
    assert_eq!(import.problems, []);
    let brown = &import.shades[1].shade;
    assert_eq!((brown.id.as_str(), brown.maker.as_str()), ("new-brown", "Not told"));
    assert_eq!(
        (brown.expiry, brown.opened_on, brown.in_stock),
        (Some(date(2027, 12, 31)), Some(date(2026, 1, 2)), false)
    );
    assert_eq!(brown.source, "imported from bottles.csv");
    let import = Import::of_table(semicolon, "b.csv");
    assert_eq!(import.problems, []);
    let red = &import.shades[0].shade;
    assert_eq!((red.volume_ml, red.price, red.solids.total()), (Some(12.5), Some(20.0), 91.5));
}

#[test]
fn every_problem_of_a_table_has_its_line_and_the_sound_lines_are_kept() {
    let table = "name,solids,volume,volume_ml,expiry,kind\n\
         A,carbon_black:150,,15,2027-01-31,base\n\
         B,carbon_blak:150,,15,,\n\
         C,carbon_black:lots,,x,05/06/2027,\n\
         ,carbon_black:1,,,,\n\
         A,carbon_black:9,,,,\n\
         F,carbon_black:9,,,,tint\n\
         G,carbon_black:9,,99999999,,\n\
         H,carbon_black:9,,1,,base,too,many\n";
    let import = Import::of_table(table, "t.csv");
    let lines: Vec<usize> = import.problems.iter().map(|problem| problem.line).collect();
    let told: Vec<String> = import.problems.iter().map(ToString::to_string).collect();
    assert_eq!(lines, [1, 3, 4, 4, 4, 5, 6, 7, 8, 9], "{told:#?}");
    assert!(told[1].contains("did you mean carbon_black?"), "{}", told[1]);
    assert_eq!(import.shades.len(), 1);
    for text in ["", "\n\n", "a;b\n1;2", "name,solids\n\"A", "\u{0}"] {
        assert!(!Import::of_table(text, "t.csv").problems.is_empty(), "{text:?}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("latin.csv");
    fs::write(&path, b"name,solids\nBr\xe4un,carbon_black:1\n").expect("room");
    let refused = read_import(&path).expect_err("it is not UTF-8").to_string();
    assert!(refused.contains("UTF-8"), "{refused}");
}

#[test]
fn a_merge_tells_new_same_and_otherwise_and_writes_what_is_chosen() {
    let table = "id,name,solids,price,lot\nmy-black,My black,carbon_black:150,45,B2\nrust,Rust,iron_oxide_red:90,,\n\
         ash,Ash,carbon_black:15,20,C3\n";
    let import = Import::of_table(table, "t.csv");
    let found = merge(&library(MINE), &import.shades);
    assert_eq!(found.new.len(), 1);
    assert_eq!(found.same, ["rust"], "what the table leaves out is no difference");
    let fields: Vec<(&str, &str, &str)> = found.conflicts[0]
        .fields
        .iter()
        .map(|field| (field.field, field.mine.as_str(), field.theirs.as_str()))
        .collect();
    assert_eq!(fields, [("price", "30.0", "45.0"), ("lot", "A1", "B2")]);
    for (keep, price, count) in [(Keep::Mine, 30.0, 3), (Keep::Theirs, 45.0, 3), (Keep::Both, 30.0, 4)] {
        let (text, now) = merged(MINE, &found, &[keep]).expect("it fits");
        assert_eq!(now.shade("my-black").and_then(|shade| shade.price), Some(price), "{keep:?}");
        assert_eq!((now.shades().len(), comments(&text).len()), (count, 5), "{keep:?}: {text}");
        assert_eq!(now.shade("my-black").and_then(|shade| shade.volume_ml), Some(15.0), "{keep:?}");
        if keep == Keep::Both {
            assert_eq!(now.shade("my-black-2").and_then(|shade| shade.price), Some(45.0));
        }
    }
    let twice = merge(&merged(MINE, &found, &[Keep::Theirs]).expect("it fits").1, &import.shades);
    assert_eq!(
        (twice.new.len(), twice.same.len(), twice.conflicts.len()),
        (0, 3, 0),
        "imported twice is imported once"
    );
    // A whole library that is the same gives nothing to do.
    let folder = tempfile::tempdir().expect("a folder");
    let all = read_import(&saved(folder.path(), MINE)).expect("sound");
    assert_eq!(merge(&library(MINE), &all.shades).same.len(), 2);
}

/// What each bottle brings is what the search over the shelf and this bottle gives, worked out one by one.
#[test]
fn the_shopping_hint_is_what_plain_enumeration_finds() {
    let target = MatchTarget::example();
    let settings = MatchSettings { job: Some(Job::Wash), top: 1, ..MatchSettings::default() };
    let reference = ShadeLibrary::bundled();
    let of = |ids: &[&str]| -> ShadeLibrary {
        reference.shades().iter().filter(|shade| ids.contains(&shade.id.as_str())).cloned().collect()
    };
    let score = |library: &ShadeLibrary| {
        let found = find_matches(&target, library, &settings, &Silent).expect("never stopped");
        found.proposals.first().expect("a plan").score
    };
    let (shelf, elsewhere) = (of(&["grey-8"]), of(&["mod-iron-red", "grey-8", "carbon-150", "flesh-fair"]));
    let candidates = not_on_shelf(&shelf, &elsewhere, &settings);
    let ids: Vec<&str> = candidates.iter().map(|shade| shade.id.as_str()).collect();
    assert_eq!(ids, ["carbon-150", "mod-iron-red"], "what stands there is not bought, nor are flesh tones");
    let hint = find_brought(&target, (&shelf, &candidates), &settings, &Silent).expect("never stopped");
    let before = score(&shelf);
    assert_eq!(hint.best.map(|best| best.score), Some(before));
    let mut drops = Vec::new();
    for (candidate, brought) in candidates.iter().zip(&hint.brought) {
        let with: ShadeLibrary = shelf.shades().iter().chain([candidate]).cloned().collect();
        let after = score(&with);
        assert_eq!(brought.with_it.map(|with| with.score), Some(after), "{}", candidate.id);
        drops.push((before - after).max(0.0));
    }
    // A grey alone lacks the red of the skin around; a red mends that, another black does not.
    assert!(drops[1] > WORTH_BUYING && drops[1] > drops[0], "{drops:?}");
    let hints = shopping_hint(&[hint.clone(), hint]);
    assert_eq!(
        (hints[0].shade.as_str(), hints[0].improved, hints[0].median_drop),
        ("mod-iron-red", 2, drops[1])
    );
}

/// Two cases on the disk with the bundled photo: the last photos with a scar marked are asked, others are left out with
/// a reason, and what is told follows from the figures.
#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes without optimisation")]
fn the_last_cases_are_asked_which_bottle_is_missing() {
    let disk = tempfile::tempdir().expect("a folder");
    let root = disk.path().join("cases");
    let (inputs, _) = bundled_case().expect("it comes with the program");
    let inputs = Inputs { job: Some(Job::Wash), ..inputs };
    let photo = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/case/photo.jpg");
    for (code, day) in [("A-1", 1), ("A-2", 2), ("A-3", 3)] {
        let day = date(2026, 5, day);
        let code = CaseCode::new(code).expect("a code");
        let mut folder = CaseFolder::create(&root, code, day).expect("room");
        folder.take_photo(day, &photo, inputs.clone()).expect("room");
    }
    fs::write(root.join("A-3/photos/2026-05-03-1.jpg"), b"another picture").expect("room");
    let reference = ShadeLibrary::bundled();
    let of = |ids: &[&str]| -> ShadeLibrary {
        reference.shades().iter().filter(|shade| ids.contains(&shade.id.as_str())).cloned().collect()
    };
    let (shelf, elsewhere) = (of(&["grey-8"]), of(&["mod-iron-red", "carbon-150"]));
    let start = std::time::Instant::now();
    let hint = shopping((&root, 8), (&shelf, &elsewhere), None, &Silent).expect("there are cases");
    println!(
        "2 cases and 2 bottles in {:.1} s\n{}\n{}",
        start.elapsed().as_secs_f64(),
        hint.told(),
        hint.sureness()
    );
    assert_eq!(hint.asked, ["A-2", "A-1"], "the last first");
    assert_eq!(hint.left_out.len(), 1);
    assert!(hint.left_out[0].1.contains("moved or changed"), "{:?}", hint.left_out);
    assert_eq!(hint.bottles.len(), 2);
    for bottle in &hint.bottles {
        assert_eq!(bottle.drops[0], bottle.drops[1], "the same photo twice gives the same twice");
    }
    let best = &hint.bottles[0];
    assert_eq!(hint.best().is_some(), best.improved == 2 && best.median_drop > WORTH_BUYING);
    let one = shopping((&root, 1), (&shelf, &elsewhere), None, &Silent).expect("there are cases");
    assert_eq!(one.asked, ["A-2"]);
    assert!(matches!(shopping((&root, 8), (&shelf, &shelf), None, &Silent), Err(ShoppingError::NoBottle)));
    let empty = disk.path().join("none");
    assert!(matches!(shopping((&empty, 8), (&shelf, &elsewhere), None, &Silent), Err(ShoppingError::NoCase)));
}
