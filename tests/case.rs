//! A client's case on the disk: nothing that was confirmed is lost, nothing that is not understood is touched.
#![expect(
    clippy::disallowed_methods,
    reason = "files are damaged here on purpose, and a thread reads a child's lines"
)]

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use jiff::civil::{Date, date};
use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;
use scalp_shade::analysis::{Inputs, PhotoSource};
use scalp_shade::case::{
    CASE_FILE, Case, CaseCode, CaseError, CaseFolder, PhotoState, list_cases, read_case, write_case,
};
use tempfile::TempDir;

/// Names the folder to a program that is started to be killed.
const CHILD: &str = "SCALP_SHADE_CASE_TO_SAVE";
const TODAY: Date = date(2026, 11, 29);

fn code(text: &str) -> CaseCode {
    CaseCode::new(text).expect("a code")
}

fn begun(root: &TempDir, name: &str) -> CaseFolder {
    CaseFolder::create(root.path(), code(name), TODAY).expect("begun")
}

fn photo(root: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = root.path().join(name);
    fs::write(&path, bytes).expect("written");
    path
}

#[test]
fn a_case_comes_back_as_it_was_saved() {
    let root = tempfile::tempdir().expect("a folder");
    let mut folder = begun(&root, "A-17");
    let taken = photo(&root, "IMG 1.JPG", b"a photo");
    let inputs = Inputs { px_per_mm: Some(12.5), ..Inputs::default() };
    let place = folder.take_photo(TODAY, &taken, inputs).expect("taken in");
    assert_eq!(
        folder.take_photo(TODAY, &taken, Inputs::default()).expect("known"),
        place,
        "it is there already"
    );
    let mut case = folder.case().clone();
    case.notes = String::from("scar of 2019");
    folder.save(case.clone()).expect("saved");
    let path = folder.path().to_owned();
    drop(folder);
    let mut again = CaseFolder::open(&path).expect("opened");
    assert_eq!(*again.case(), case);
    let kept = path.join("photos/../photos/2026-11-29-1.jpg");
    let later = date(2027, 1, 5);
    assert_eq!(
        again.take_photo(later, &kept, Inputs::default()).expect("known"),
        place,
        "it is the case's own"
    );
    assert_eq!(*again.case(), case, "no visit is begun for it");
    let inputs = again.inputs(place).expect("a photo");
    assert_eq!(inputs.px_per_mm, Some(12.5));
    assert_eq!(inputs.photo, PhotoSource::File(path.join("photos/2026-11-29-1.jpg")));
    assert_eq!(fs::read(path.join("photos/2026-11-29-1.jpg")).expect("the photo"), b"a photo");
    assert_eq!(again.photo_state(place), PhotoState::Same);
}

#[test]
fn the_second_window_reads_only() {
    let root = tempfile::tempdir().expect("a folder");
    let first = begun(&root, "A");
    let path = first.path().to_owned();
    let mut second = CaseFolder::open(&path).expect("opened");
    assert!(second.is_read_only() && !first.is_read_only());
    let text = fs::read(path.join(CASE_FILE)).expect("a file");
    let error = second.save(Case::new(code("A"), TODAY)).expect_err("it may not");
    assert!(error.to_string().contains("another window"), "{error}");
    assert!(second.take_photo(TODAY, &path.join(CASE_FILE), Inputs::default()).is_err());
    assert_eq!(fs::read(path.join(CASE_FILE)).expect("a file"), text, "untouched");
    drop(first);
    assert!(!CaseFolder::open(&path).expect("opened").is_read_only(), "the first has given it up");
}

#[test]
fn what_is_newer_or_damaged_is_left_alone() {
    let root = tempfile::tempdir().expect("a folder");
    let path = begun(&root, "A").path().to_owned();
    for text in ["(version: 99, case: (code: \"A\", colour: Red))", "(version: 1, case: (code: \"A\"", ""] {
        fs::write(path.join(CASE_FILE), text).expect("written");
        let error = CaseFolder::open(&path).expect_err("refused");
        if text.contains("99") {
            assert!(error.to_string().contains("newer program (version 99, this one knows 2)"), "{error}");
        } else {
            assert!(error.to_string().contains("cannot be understood"), "{error}");
        }
        assert_eq!(fs::read_to_string(path.join(CASE_FILE)).expect("a file"), text, "untouched");
    }
    assert!(CaseFolder::open(&root.path().join("none")).is_err());
    let list = list_cases(root.path()).expect("listed");
    assert_eq!((list.lines.len(), list.unreadable.len()), (0, 1), "it is shown, and that it cannot be read");
}

#[test]
fn a_case_of_that_code_is_not_begun_twice() {
    let root = tempfile::tempdir().expect("a folder");
    let path = begun(&root, "A").path().to_owned();
    let text = fs::read(path.join(CASE_FILE)).expect("a file");
    let error = CaseFolder::create(root.path(), code("A"), TODAY).expect_err("there is one");
    assert!(matches!(error, CaseError::Exists { .. }), "{error}");
    assert_eq!(fs::read(path.join(CASE_FILE)).expect("a file"), text);
}

#[test]
fn a_photo_that_moved_or_changed_is_noticed_and_put_back() {
    let root = tempfile::tempdir().expect("a folder");
    let mut folder = begun(&root, "A");
    let taken = photo(&root, "a.jpg", b"a photo");
    let other = photo(&root, "b.jpg", b"another");
    let place = folder.take_photo(TODAY, &taken, Inputs::default()).expect("taken in");
    let inside = folder.photo_path(place).expect("a photo");
    fs::write(&inside, b"edited").expect("changed");
    assert_eq!(folder.photo_state(place), PhotoState::Changed);
    fs::remove_file(&inside).expect("moved away");
    assert_eq!(folder.photo_state(place), PhotoState::Missing);
    let error = folder.relink(place, &other).expect_err("another picture");
    assert!(error.to_string().contains("another picture"), "{error}");
    assert!(!inside.exists());
    folder.relink(place, &taken).expect("put back");
    assert_eq!(folder.photo_state(place), PhotoState::Same);
}

#[test]
fn a_file_cannot_lead_out_of_its_folder() {
    let root = tempfile::tempdir().expect("a folder");
    let mut folder = begun(&root, "A");
    let taken = photo(&root, "a.jpg", b"a photo");
    let place = folder.take_photo(TODAY, &taken, Inputs::default()).expect("taken in");
    let mut case = folder.case().clone();
    case.visits[0].photos[0].file = String::from("../../a.jpg");
    folder.save(case).expect("saved");
    assert!(folder.photo_path(place).expect("a name").starts_with(folder.path()));
    assert_eq!(folder.photo_state(place), PhotoState::Missing);
}

#[test]
fn two_versions_differ_in_the_lines_that_changed() {
    let mut case = Case::new(code("A"), TODAY);
    case.visit_on(TODAY);
    let before = write_case(&case);
    case.visits[0].notes = String::from("sparse");
    let after = write_case(&case);
    let differ = before.lines().zip(after.lines()).filter(|(a, b)| a != b).count();
    assert_eq!((before.lines().count(), differ), (after.lines().count(), 1), "{after}");
    assert_eq!(write_case(&read_case(&after).expect("it reads")), after);
}

/// Saves until it is killed, and tells what is confirmed on a line each.
fn save_until_killed(path: &Path) -> ! {
    let mut folder = CaseFolder::open(path).expect("opened");
    assert!(!folder.is_read_only(), "the killed one has given up its lock");
    loop {
        let mut case = folder.case().clone();
        let n: u64 = number(&case) + 1;
        // Long enough for a kill to fall into the writing.
        case.notes = format!("{n} {}", "x".repeat(1 << 18));
        folder.save(case).expect("saved");
        let mut out = std::io::stdout().lock();
        writeln!(out, "saved {n}").and_then(|()| out.flush()).expect("told");
    }
}

fn number(case: &Case) -> u64 {
    case.notes.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or_default()
}

#[test]
fn nothing_confirmed_is_lost_when_the_program_is_killed() {
    // This very test is started again as the program that saves and is killed.
    if let Some(path) = std::env::var_os(CHILD) {
        save_until_killed(Path::new(&path));
    }
    let root = tempfile::tempdir().expect("a folder");
    let path = begun(&root, "A").path().to_owned();
    let me = std::env::current_exe().expect("this test");
    let mut dice = Pcg64Mcg::seed_from_u64(17);
    let (mut confirmed, mut in_the_middle) = (0, 0);
    for round in 0..1000 {
        let mut child = Command::new(&me)
            .args(["--exact", "nothing_confirmed_is_lost_when_the_program_is_killed", "--nocapture"])
            .env(CHILD, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        let out = child.stdout.take().expect("its lines");
        let (first, has_begun) = mpsc::channel();
        let reader = std::thread::spawn(move || {
            let lines = BufReader::new(out).lines().map_while(Result::ok);
            let saved = lines.filter_map(|line| line.split("saved ").nth(1)?.parse::<u64>().ok());
            saved.inspect(|n| first.send(*n).unwrap_or_default()).max()
        });
        // It is killed at any moment of the savings after its first.
        has_begun.recv_timeout(Duration::from_secs(20)).expect("it saves");
        std::thread::sleep(Duration::from_micros(dice.random_range(0..8_000)));
        child.kill().expect("killed");
        child.wait().expect("ended");
        confirmed = reader.join().expect("read").unwrap_or(0).max(confirmed);
        let text = fs::read_to_string(path.join(CASE_FILE)).expect("there is a case");
        let case = read_case(&text).unwrap_or_else(|e| panic!("round {round}: {e}"));
        assert!(number(&case) >= confirmed, "round {round}: {} of {confirmed} is there", number(&case));
        in_the_middle += usize::from(number(&case) > confirmed);
        confirmed = number(&case);
    }
    println!(
        "killed 1000 times; {confirmed} savings, {in_the_middle} of them on the disk but not yet confirmed"
    );
    assert!(confirmed >= 1000, "{confirmed} savings in a thousand rounds");
    drop(CaseFolder::open(&path).expect("opened"));
    let left = fs::read_dir(&path).expect("the folder").count();
    assert_eq!(left, 2, "the case and its lock: halves of killed writings do not stay behind");
}

#[test]
fn ten_thousand_cases_are_listed_at_once() {
    let root = tempfile::tempdir().expect("a folder");
    for n in 0..10_000_i32 {
        let name = format!("C-{n:05}");
        let mut case = Case::new(code(&name), TODAY);
        for back in 0..3 {
            let day = TODAY.checked_sub(jiff::Span::new().days(30 * back + n % 30)).expect("a day");
            let place = case.visit_on(day);
            case.visits[place].next = Some(TODAY);
        }
        case.notes = if n % 2 == 0 { String::from("Strip scar, Ärztin überwies") } else { String::new() };
        let folder = root.path().join(&name);
        fs::create_dir(&folder).expect("made");
        fs::write(folder.join(CASE_FILE), write_case(&case)).expect("written");
    }
    let first = Instant::now();
    let list = list_cases(root.path()).expect("listed");
    let first = first.elapsed();
    assert_eq!(list.lines.len(), 10_000);
    let again = Instant::now();
    let list = list_cases(root.path()).expect("listed");
    let again = again.elapsed();
    assert_eq!(list.lines.len(), 10_000);
    let search = Instant::now();
    assert_eq!(list.search("strip ÄRZTIN").len(), 5_000);
    assert_eq!(list.search("c-00042").len(), 1);
    println!("10 000 cases: first {first:.0?}, again {again:.0?}, two searches {:.0?}", search.elapsed());
    // The figure to reach is 300 ms on a machine of its own; this one shares its two processors.
    assert!(again < Duration::from_millis(900), "{again:?}");
}
