//! Reports from the command line.

use std::fs;
use std::path::Path;

use scalp_shade::case::{CaseFolder, Hardness, Passphrase};
use scalp_shade::photo::PixelRect;

use crate::story::{folder, holds, pages};

#[test]
fn the_command_line_writes_in_the_language_that_is_asked_for() {
    let disk = tempfile::tempdir().expect("a folder");
    let case = folder(disk.path()).path().to_owned();
    let output = disk.path().join("blatt.pdf");
    let (case, pdf) = (case.to_str().expect("a name"), output.to_str().expect("a name"));
    run(&["report", case, "--for", "client", "--language", "de", "-o", pdf, "--blur", "0,0,90,90"]).success();
    let text = pages(&fs::read(&output).expect("written")).concat();
    holds(&text, &["29.11.2026", "10.01.2027", "Eine Simulation, kein Versprechen."]);
    run(&["report", case, "--for", "client", "-o", "x.csv"]).failure();
    run(&["report", case, "-o", "x.doc"]).failure();
    run(&["report", "--bundled", case, "-o", pdf]).failure();
}

#[test]
fn a_protected_case_is_reported_with_its_passphrase() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut folder = folder(disk.path());
    let case = folder.path().to_owned();
    folder
        .protect(&Passphrase::new("four words of mine".to_owned()), Hardness::of_log_n(2))
        .expect("protected");
    drop(folder);
    let before = files(&case);
    let file = |name: &str, text: &str| {
        let path = disk.path().join(name);
        fs::write(&path, text).expect("written");
        path.to_str().expect("a name").to_owned()
    };
    let (right, wrong) = (file("right", "four words of mine\n"), file("wrong", "other words of mine\n"));
    let (pdf, csv) = (disk.path().join("a.pdf"), disk.path().join("a.csv"));
    let (case_name, output) = (case.to_str().expect("a name"), pdf.to_str().expect("a name"));
    let refused = run(&["report", case_name, "-o", output, "--passphrase-file", &wrong]).failure();
    let told = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert!(told.contains("The passphrase is wrong") && !pdf.exists(), "{told}");
    // Without a terminal it cannot be asked for.
    let refused = run(&["report", case_name, "-o", output]).failure();
    let told = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert!(told.contains("give --passphrase-file FILE") && !pdf.exists(), "{told}");
    // The file of the case names it as well as its folder.
    let inside = case.join("case.ron.age");
    let inside = inside.to_str().expect("a name");
    let csv_name = csv.to_str().expect("a name");
    run(&["report", inside, "-o", csv_name, "--passphrase-file", &right]).success();
    assert!(fs::read_to_string(&csv).expect("written").contains("bare_skin"), "the photo was measured");
    assert_eq!(files(&case), before, "nothing else was written");
    run(&["report", "--bundled", "--passphrase-file", &right, "-o", output]).failure();
}

#[test]
fn boxes_are_hidden_from_the_command_line() {
    let disk = tempfile::tempdir().expect("a folder");
    let path = folder(disk.path()).path().to_owned();
    let cases = disk.path().to_str().expect("a name");
    let hide = |more: &[&str]| run(&[&["case", "--cases", cases, "hide", "Şule-7"], more].concat());
    let kept = || {
        let folder = CaseFolder::open(&path).expect("a case");
        folder.case().visits[0].photos[0].hidden.clone()
    };
    hide(&["--box", "10,20,110,80", "--box", "0,0,5,5"])
        .success()
        .stdout("2026-11-29-1.jpg: 2 boxes are hidden\n");
    hide(&["--box", "7,7,9,9", "--photo", "2026-11-29-1.jpg"]).success();
    assert_eq!(kept().len(), 3);
    assert_eq!(kept()[0], PixelRect { x: 10.0, y: 20.0, width: 100.0, height: 60.0 });
    for wrong in [&["--box", "99999,0,100000,9"][..], &["--box", "1,1,9,9", "--photo", "b.jpg"]] {
        hide(wrong).failure().code(1);
    }
    hide(&[]).failure().code(2);
    assert_eq!(kept().len(), 3, "what was refused changed nothing");
    hide(&["--clear"]).success().stdout("2026-11-29-1.jpg: nothing is hidden\n");
    assert!(kept().is_empty());
}

fn run(arguments: &[&str]) -> assert_cmd::assert::Assert {
    let mut command = assert_cmd::Command::cargo_bin("scalp-shade").expect("the program");
    command.args(arguments).assert()
}

/// All files of a case but the lock, with what is in them.
fn files(case: &Path) -> Vec<(String, Vec<u8>)> {
    let folders = [case.to_owned(), case.join("photos")];
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("a folder"));
    let paths = entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_file());
    let mut files: Vec<(String, Vec<u8>)> =
        paths.map(|path| (path.display().to_string(), fs::read(&path).expect("read"))).collect();
    files.retain(|(name, _)| !name.ends_with("lock"));
    files.sort();
    files
}
