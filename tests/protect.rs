//! A protected case: nothing in the clear, nothing lost, and every fault called by its name.
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
use scalp_shade::analysis::Inputs;
use scalp_shade::case::{
    CASE_FILE, CaseCode, CaseError, CaseFolder, Hardness, Passphrase, PhotoState, list_cases,
};
use tempfile::TempDir;

/// Names the folder to a program that is started to be killed.
const CHILD: &str = "SCALP_SHADE_CASE_TO_PROTECT";
const TODAY: Date = date(2026, 11, 29);
const SECRET: &str = "strip scar of a client who came by train";

fn quick() -> Hardness {
    Hardness::of_log_n(2)
}

fn words() -> Passphrase {
    Passphrase::new(String::from("four words of mine"))
}

fn other() -> Passphrase {
    Passphrase::new(String::from("four words of theirs"))
}

/// A case in the clear with two photos, of which one is of several pieces.
fn begun(root: &Path) -> CaseFolder {
    let code = CaseCode::new("A-17").expect("a code");
    let mut folder = CaseFolder::create(root, code, TODAY).expect("begun");
    for (name, bytes) in
        [("a.jpg", vec![1; 1000]), ("b.jpg", (0..200_000_u32).map(|n| (n % 251) as u8).collect())]
    {
        let path = root.join(name);
        fs::write(&path, bytes).expect("written");
        folder.take_photo(TODAY, &path, Inputs::default()).expect("taken in");
    }
    let mut case = folder.case().clone();
    case.notes = String::from(SECRET);
    folder.save(case).expect("saved");
    fs::write(folder.path().join("thumbnail.png"), b"a small picture").expect("written");
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = [folder.to_owned(), folder.join("photos")]
        .iter()
        .flat_map(|folder| fs::read_dir(folder).expect("a folder"))
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Every byte below a folder that is not encrypted tells nothing of the client.
fn tells_nothing(folder: &Path) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            tells_nothing(&path);
        } else {
            let bytes = fs::read(&path).expect("read");
            let has = |wanted: &[u8]| bytes.windows(wanted.len()).any(|at| at == wanted);
            assert!(!has(b"strip scar") && !has(b"by train"), "{}", path.display());
            assert!(!has(&[1; 60]) && !has(b"\x64\x65\x66\x67\x68\x69\x6a\x6b"), "{}", path.display());
        }
    }
}

#[test]
fn a_protected_case_tells_nothing_but_its_code_and_opens_with_its_passphrase() {
    let root = tempfile::tempdir().expect("a folder");
    let cases = root.path().join("cases");
    fs::create_dir(&cases).expect("made");
    let mut folder = begun(&cases);
    for name in ["a.jpg", "b.jpg"] {
        fs::remove_file(cases.join(name)).expect("they are in the case");
    }
    assert!(list_cases(&cases).expect("listed").lines[0].notes.contains("by train"));
    let before = folder.case().clone();
    folder.protect(&words(), quick()).expect("protected");
    assert!(folder.is_protected() && *folder.case() == before);
    tells_nothing(&cases);
    let sealed = [".lock", "2026-11-29-1.jpg.age", "2026-11-29-2.jpg.age", "case.ron.age", "key.age"];
    let names = names(folder.path());
    assert!(sealed.iter().all(|name| names.iter().any(|there| there == name)), "{names:?}");
    assert_eq!(names.len(), 7, "the copy of the key, the folder of photos, and nothing more: {names:?}");
    let list = list_cases(&cases).expect("listed");
    let line = &list.lines[0];
    assert_eq!((line.code.as_str(), line.locked, line.notes.as_str(), line.visits), ("A-17", true, "", 0));
    tells_nothing(&cases);
    // It is saved, and photos are taken in, as before.
    let mut case = before.clone();
    case.notes += ", again";
    folder.save(case.clone()).expect("saved");
    let photo = root.path().join("c.jpg");
    fs::write(&photo, b"a third").expect("written");
    let third = folder.take_photo(TODAY, &photo, Inputs::default()).expect("taken in");
    tells_nothing(&cases);
    let path = folder.path().to_owned();
    drop(folder);
    assert!(CaseFolder::is_locked(&path));
    assert!(matches!(CaseFolder::open(&path), Err(CaseError::Locked)));
    let wrong = CaseFolder::open_with(&path, Some(&other())).expect_err("wrong");
    assert!(matches!(wrong, CaseError::WrongPassphrase { or_damaged: false }), "{wrong}");
    let mut folder = CaseFolder::open_with(&path, Some(&words())).expect("opened");
    assert_eq!(folder.case().notes, case.notes);
    assert_eq!(*folder.photo_bytes((0, 0)).expect("a photo"), vec![1; 1000]);
    assert_eq!(*folder.photo_bytes(third).expect("a photo"), b"a third");
    assert_eq!(folder.photo_state((0, 1)), PhotoState::Same);
    folder.unprotect().expect("in the clear");
    assert!(!folder.is_protected());
    assert_eq!(fs::read(path.join("photos/2026-11-29-1.jpg")).expect("a photo"), vec![1; 1000]);
    drop(folder);
    let folder = CaseFolder::open(&path).expect("opened");
    assert_eq!(folder.case().notes, case.notes);
    let left = self::names(&path);
    assert!(left.iter().all(|name| !name.contains("age") && name != ".protection"), "{left:?}");
}

#[test]
fn another_passphrase_takes_the_place_of_the_old_one() {
    let root = tempfile::tempdir().expect("a folder");
    let mut folder = begun(root.path());
    let weak = folder.protect(&Passphrase::new(String::from("short")), quick()).expect_err("too short");
    assert!(matches!(weak, CaseError::WeakPassphrase) && !folder.is_protected());
    folder.protect(&words(), quick()).expect("protected");
    assert!(matches!(folder.protect(&words(), quick()), Err(CaseError::Protection { protected: true })));
    let wrong = folder.change_passphrase(&other(), &other(), quick()).expect_err("wrong");
    assert!(matches!(wrong, CaseError::WrongPassphrase { .. }), "{wrong}");
    folder.change_passphrase(&words(), &other(), quick()).expect("changed");
    let path = folder.path().to_owned();
    drop(folder);
    assert!(CaseFolder::open_with(&path, Some(&words())).is_err());
    assert!(CaseFolder::open_with(&path, Some(&other())).is_ok());
}

/// A protected case that is closed.
fn closed(root: &TempDir) -> PathBuf {
    let mut folder = begun(root.path());
    folder.protect(&words(), quick()).expect("protected");
    folder.path().to_owned()
}

fn change(path: &Path, at: impl Fn(&[u8]) -> usize) {
    let mut bytes = fs::read(path).expect("read");
    let at = at(&bytes);
    bytes[at] ^= 2;
    fs::write(path, bytes).expect("changed");
}

fn cut(path: &Path, keep: impl Fn(usize) -> usize) {
    let bytes = fs::read(path).expect("read");
    fs::write(path, &bytes[..keep(bytes.len())]).expect("cut");
}

/// Which byte of a file is meant.
type At = fn(&[u8]) -> usize;

/// Where the stanza of the one recipient begins in a file of bytes.
fn stanza(bytes: &[u8]) -> usize {
    bytes.windows(3).position(|at| at == b"\n->").expect("a stanza") + 6
}

fn mac(bytes: &[u8]) -> usize {
    bytes.windows(5).position(|at| at == b"\n--- ").expect("a MAC") + 6
}

#[test]
fn wrong_damaged_and_cut_off_are_told_apart() {
    let root = tempfile::tempdir().expect("a folder");
    let path = closed(&root);
    let open = || CaseFolder::open_with(&path, Some(&words()));
    let case = path.join("case.ron.age");
    let whole = fs::read(&case).expect("a case");
    let lines = |bytes: &[u8]| bytes.len() / 2;
    // The case's file.
    change(&case, lines);
    assert!(matches!(open(), Err(CaseError::SealDamaged { .. })));
    let wrong = CaseFolder::open_with(&path, Some(&other())).expect_err("wrong");
    assert!(
        matches!(wrong, CaseError::WrongPassphrase { or_damaged: false }),
        "known before the file is read"
    );
    for keep in [0, 10, 100, whole.len() / 2, whole.len() - 40] {
        fs::write(&case, &whole[..keep]).expect("cut");
        assert!(matches!(open(), Err(CaseError::CutOff { .. })), "{keep}");
    }
    fs::write(&case, &whole).expect("put back");
    // A photo: header, stanza, MAC, first and last piece.
    let photo = path.join("photos/2026-11-29-2.jpg.age");
    let bytes = fs::read(&photo).expect("a photo");
    let of_photo = || open().expect("opened").photo_bytes((0, 1)).expect_err("a fault");
    let places: [(&str, At); 5] = [
        ("version", |_| 5),
        ("stanza", stanza),
        ("MAC", mac),
        ("first piece", |bytes| mac(bytes) + 100),
        ("last piece", |bytes| bytes.len() - 1),
    ];
    for (what, at) in places {
        change(&photo, at);
        assert!(matches!(of_photo(), CaseError::SealDamaged { .. }), "{what}: {}", of_photo());
        assert_eq!(open().expect("opened").photo_state((0, 1)), PhotoState::Changed);
        fs::write(&photo, &bytes).expect("put back");
    }
    for keep in [0, 20, mac(&bytes), bytes.len() - 65_552, bytes.len() - 1] {
        cut(&photo, |_| keep);
        assert!(matches!(of_photo(), CaseError::CutOff { .. }), "{keep}: {}", of_photo());
        fs::write(&photo, &bytes).expect("put back");
    }
    fs::remove_file(&photo).expect("gone");
    assert!(matches!(of_photo(), CaseError::Read { .. }));
}

#[test]
fn a_damaged_key_is_mended_from_its_copy() {
    let root = tempfile::tempdir().expect("a folder");
    let path = closed(&root);
    let open = |words: &Passphrase| CaseFolder::open_with(&path, Some(words));
    let [key, copy] = ["key.age", "key.copy.age"].map(|name| path.join(name));
    let whole = fs::read(&key).expect("a key");
    for damaged in [&key, &copy] {
        change(damaged, |bytes| bytes.len() / 2);
        assert!(matches!(open(&other()), Err(CaseError::WrongPassphrase { or_damaged: true })));
        open(&words()).expect("the other is whole");
        assert_eq!(
            (fs::read(&key).expect("a key"), fs::read(&copy).expect("a copy")),
            (whole.clone(), whole.clone())
        );
        fs::remove_file(damaged).expect("gone");
        open(&words()).expect("the other is there");
        assert!(damaged.exists(), "made again");
    }
    for file in [&key, &copy] {
        cut(file, |length| length - 50);
    }
    assert!(matches!(open(&words()), Err(CaseError::CutOff { .. })));
    for file in [&key, &copy] {
        fs::write(file, whole.to_ascii_uppercase()).expect("damaged");
    }
    assert!(matches!(open(&words()), Err(CaseError::SealDamaged { .. })));
    for file in [&key, &copy] {
        fs::remove_file(file).expect("gone");
    }
    assert!(matches!(open(&words()), Err(CaseError::NoKey { .. })));
}

#[test]
fn a_damaged_photo_keeps_the_case_protected() {
    let root = tempfile::tempdir().expect("a folder");
    let path = closed(&root);
    change(&path.join("photos/2026-11-29-2.jpg.age"), |bytes| bytes.len() - 1);
    let before = names(&path);
    let mut folder = CaseFolder::open_with(&path, Some(&words())).expect("opened");
    assert!(matches!(folder.unprotect(), Err(CaseError::SealDamaged { .. })));
    assert!(folder.is_protected());
    assert_eq!(names(&path), before, "nothing in the clear is left behind");
}

#[test]
fn a_case_that_is_there_twice_is_left_alone() {
    let root = tempfile::tempdir().expect("a folder");
    let path = closed(&root);
    fs::write(path.join(CASE_FILE), "(version: 2, case: 7)").expect("put back by hand");
    let before = names(&path);
    assert!(matches!(CaseFolder::open_with(&path, Some(&words())), Err(CaseError::Twice)));
    assert_eq!(names(&path), before);
}

#[test]
fn saving_a_protected_case_is_quick() {
    let root = tempfile::tempdir().expect("a folder");
    let mut folder = begun(root.path());
    let asked = Instant::now();
    folder.protect(&words(), Hardness::USUAL).expect("protected");
    let protecting = asked.elapsed();
    let path = folder.path().to_owned();
    drop(folder);
    let asked = Instant::now();
    let mut folder = CaseFolder::open_with(&path, Some(&words())).expect("opened");
    let opening = asked.elapsed();
    let asked = Instant::now();
    for n in 0..20 {
        let mut case = folder.case().clone();
        case.notes = format!("{n}");
        folder.save(case).expect("saved");
    }
    let saving = asked.elapsed() / 20;
    println!("protecting {protecting:.0?}, opening {opening:.0?}, one save {saving:.1?}");
    assert!(saving < Duration::from_millis(200), "{saving:?}");
}

/// Protects and unprotects until it is killed, and tells each time it is done.
fn turn_until_killed(path: &Path) -> ! {
    let mut folder = CaseFolder::open_with(path, Some(&words())).expect("opened");
    loop {
        if folder.is_protected() {
            folder.unprotect().expect("in the clear");
        } else {
            folder.protect(&words(), quick()).expect("protected");
        }
        let mut out = std::io::stdout().lock();
        writeln!(out, "turned").and_then(|()| out.flush()).expect("told");
    }
}

#[test]
fn nothing_is_lost_when_protecting_is_cut_off() {
    // This very test is started again as the program that protects and is killed.
    if let Some(path) = std::env::var_os(CHILD) {
        turn_until_killed(Path::new(&path));
    }
    let root = tempfile::tempdir().expect("a folder");
    let folder = begun(root.path());
    let (path, case) = (folder.path().to_owned(), folder.case().clone());
    let photos = [(0, 0), (0, 1)].map(|place| folder.photo_bytes(place).expect("a photo"));
    drop(folder);
    let me = std::env::current_exe().expect("this test");
    let mut dice = Pcg64Mcg::seed_from_u64(17);
    let (mut in_the_middle, mut protected) = (0, 0);
    for round in 0..60 {
        let mut child = Command::new(&me)
            .args(["--exact", "nothing_is_lost_when_protecting_is_cut_off", "--nocapture"])
            .env(CHILD, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        let out = child.stdout.take().expect("its lines");
        let (first, has_begun) = mpsc::channel();
        let reader = std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                if line.contains("turned") {
                    first.send(()).unwrap_or_default();
                }
            }
        });
        has_begun.recv_timeout(Duration::from_secs(20)).expect("it turns");
        std::thread::sleep(Duration::from_micros(dice.random_range(0..60_000)));
        child.kill().expect("killed");
        child.wait().expect("ended");
        reader.join().expect("read");
        in_the_middle += usize::from(path.join(".protection").exists());
        let folder =
            CaseFolder::open_with(&path, Some(&words())).unwrap_or_else(|e| panic!("round {round}: {e}"));
        assert!(!folder.is_read_only());
        assert_eq!(*folder.case(), case, "round {round}");
        for (place, photo) in [(0, 0), (0, 1)].into_iter().zip(&photos) {
            assert_eq!(*folder.photo_bytes(place).expect("a photo"), **photo, "round {round}");
        }
        let names = names(&path);
        assert!(!names.iter().any(|name| name == ".protection"), "round {round}: {names:?}");
        protected += usize::from(folder.is_protected());
        if folder.is_protected() {
            drop(folder);
            tells_nothing(&path);
            assert!(names.iter().all(|name| !name.contains(".jpg") || name.contains(".age")), "{names:?}");
        } else {
            assert!(names.iter().all(|name| !name.contains(".age")), "round {round}: {names:?}");
        }
    }
    println!("killed 60 times, {in_the_middle} of them in the middle; protected after {protected}");
    assert!(in_the_middle > 10, "{in_the_middle} kills fell into the middle");
}
