//! A year in the life of one client, end to end from the command line.
#![expect(clippy::disallowed_methods, reason = "files of a test need not survive a crash")]

#[path = "support/healed_marks.rs"]
mod healed_marks;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Instant;

use healed_marks::{darken_marks, spots};
use image::RgbImage;
use image::codecs::jpeg::JpegEncoder;
use scalp_shade::case::read_case;
use scalp_shade::photo::PixelPos;
use scalp_shade::region::Shape;
use scalp_shade::render::CaseFile;
use scalp_shade::studio::StudioLog;
use zip::ZipArchive;

const PHOTO: &str = "assets/case/photo.jpg";
/// Days of the story.
const CONSULTED: &str = "2026-01-05";
const FIRST: &str = "2026-01-12";
const HEALED: &str = "2026-02-10";

struct Studio {
    folder: tempfile::TempDir,
}

impl Studio {
    fn file(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scalp-shade"));
        command.current_dir(env!("CARGO_MANIFEST_DIR")).env("HOME", self.folder.path());
        command.env_remove("XDG_CONFIG_HOME").env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        let cases = self.file("cases");
        command.arg("case").args(arguments).args(["--cases", &cases]);
        command.output().expect("the program starts")
    }

    /// Standard output of a command that must do.
    fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {error}");
        String::from_utf8(output.stdout).expect("output is UTF-8")
    }

    /// The one sentence of a command that must be refused.
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        let error = String::from_utf8(output.stderr).expect("output is UTF-8");
        assert_eq!(error.trim().lines().count(), 1, "{error}");
        error
    }

    fn take(&self, day: &str, photo: &str, flags: &[String]) {
        let mut arguments = vec!["photo", "Y-1", photo, "--day", day, "--accept-photo"];
        arguments.extend(flags.iter().map(String::as_str));
        self.done(&arguments);
    }
}

fn rendered() -> CaseFile {
    ron::from_str(&fs::read_to_string("assets/case/case.ron").expect("it is there")).expect("it is RON")
}

/// What is marked on the bundled photo, as flags: its strip alone.
fn flags(case: &CaseFile) -> Vec<String> {
    let Shape::Polygon(corners) = &case.regions.scars[0].shapes[0] else { panic!("the strip is a polygon") };
    let corners: Vec<String> = corners.iter().map(|corner| format!("{},{}", corner.x, corner.y)).collect();
    let grey = case.grey.expect("a card");
    let mut flags = vec![
        String::from("--mm-per-px"),
        (1.0 / case.px_per_mm).to_string(),
        String::from("--scar"),
        corners.join(" "),
        String::from("--grey"),
        format!("{},{},{},{}", grey.center.x, grey.center.y, grey.radius, grey.l_star),
    ];
    for shape in &case.regions.exclusions {
        let Shape::Polygon(corners) = shape else { continue };
        let corners: Vec<String> =
            corners.iter().map(|corner| format!("{},{}", corner.x, corner.y)).collect();
        flags.extend([String::from("--exclude"), corners.join(" ")]);
    }
    flags
}

/// The bundled photo with healed marks drawn into its strip, the middles of three of them, and a place of the strip
/// that was left bare.
fn healed_photo(case: &CaseFile, to: &Path) -> (Vec<PixelPos>, PixelPos) {
    let mut photo: RgbImage = image::open(PHOTO).expect("a photo").to_rgb8();
    let Shape::Polygon(corners) = &case.regions.scars[0].shapes[0] else { panic!("the strip is a polygon") };
    let (marks, bare) = spots(corners);
    darken_marks(&mut photo, &marks);
    let file = fs::File::create(to).expect("a file");
    JpegEncoder::new_with_quality(file, 95).encode_image(&photo).expect("written");
    let middle = marks.len() / 2;
    (marks[middle..middle + 3].to_vec(), bare)
}

fn spot(place: PixelPos, radius: f64) -> String {
    format!("{},{},{radius}", place.x, place.y)
}

#[test]
fn a_year_of_one_client() {
    let begun = Instant::now();
    let studio = Studio { folder: tempfile::tempdir().expect("a folder") };
    let case = rendered();
    let flags = flags(&case);
    consult(&studio, &flags);
    begin(&studio, &flags);
    let photo = studio.folder.path().join("healed.jpg");
    heal(&studio, (&case, &flags), &photo);
    protect(&studio);
    leave(&studio, &photo);
    println!("a year of one client in {:.1?}", begun.elapsed());
}

/// The colour test, as it is named.
const TEST: [&str; 7] = ["test", "Y-1", "colour", "--site", "left end of the scar", "--day", CONSULTED];
/// The plan of a visit, but for the choice.
const PLAN: [&str; 5] = ["plan", "Y-1", "--lot", "carbon-150=L-7", "--choose"];

/// Consents, questions, tests.
fn consult(studio: &Studio, flags: &[String]) {
    studio.done(&["new", "Y-1", "--day", CONSULTED, "--notes", "strip scar of 2019, wears it shaved"]);
    assert!(studio.refused(&["new", "Y-1"]).contains("a case Y-1 already"));
    studio.done(&["consent", "Y-1", "record", "--given", CONSULTED]);
    studio.done(&["consent", "Y-1", "teaching", "--given", CONSULTED]);
    for question in [
        "young-scar",
        "raised-scar",
        "red-scar",
        "keloid",
        "isotretinoin",
        "bleeding",
        "skin-disease",
        "illness",
    ] {
        studio.done(&["answer", "Y-1", question, "no", "--day", CONSULTED]);
    }
    let told = studio.done(&["answer", "Y-1", "allergy", "yes", "--day", CONSULTED]);
    assert!(
        told.contains("9 of 9 asked")
            && told.contains("only after an allergy patch")
            && told.contains("source:")
    );
    studio.done(&["skin", "Y-1", "winter-pale", "--day", CONSULTED]);
    studio.take(CONSULTED, PHOTO, flags);
    let patch = ["test", "Y-1", "allergy", "--product", "carbon-150", "--lot", "L-7", "--day", CONSULTED];
    assert!(studio.done(&[&patch[..], &["--site", "behind the ear"]].concat()).contains("not read yet"));
    let read = studio.done(&[&patch[..], &["--result", "clear", "--read", "2026-01-07"]].concat());
    assert!(read.contains("behind the ear") && read.contains("clear when read on 2026-01-07"), "{read}");
    let told = studio.done(&[&TEST[..], &["--mix", "carbon-150 1:20", "--fresh", CONSULTED]].concat());
    assert!(told.contains("healed photo from 2026-02-02 on"), "{told}");
    assert!(studio.refused(&[&TEST[..], &["--healed", CONSULTED]].concat()).contains("from 2026-02-02 on"));
}

/// The first session: lighter and sparser, whatever is wished for.
fn begin(studio: &Studio, flags: &[String]) {
    studio.take(FIRST, PHOTO, flags);
    let why = studio.refused(&[&PLAN[..], &["best_match"]].concat());
    assert!(why.contains("lighter and sparser") && why.contains("--before-healed"), "{why}");
    let first = studio.done(&[&PLAN[..], &["first_session"]].concat());
    assert!(
        first.contains(&format!("written down for {FIRST}")) && first.contains("parts of water"),
        "{first}"
    );
    studio.done(&["note", "Y-1", "took it well", "--day", FIRST]);
    assert!(studio.done(&["next", "Y-1", "2026-01-30"]).contains("not healed before 2026-02-09"));
    studio.done(&["next", "Y-1", HEALED]);
    let ics = studio.file("dates.ics");
    studio.done(&["calendar", "Y-1", "-o", &ics, "--on", FIRST]);
    assert!(fs::read_to_string(&ics).expect("a calendar").contains("DTSTART;VALUE=DATE:20260210"));
    assert!(studio.done(&["due", "--on", FIRST, "--days", "60"]).contains(&format!("{HEALED} Y-1")));
    let why = studio.refused(&[&PLAN[..], &["best_match", "--day", CONSULTED]].concat());
    assert!(why.contains("lighter and sparser"), "{why}");
}

/// Healed: photographed, compared, logged; darker is unlocked.
fn heal(studio: &Studio, (case, flags): (&CaseFile, &[String]), photo: &Path) {
    let (marks, bare) = healed_photo(case, photo);
    studio.take(HEALED, &photo.display().to_string(), flags);
    let told = studio.done(&[&TEST[..], &["--healed", HEALED, "--result", "held, not blue"]].concat());
    assert!(told.contains("healed 2026-02-10-1.jpg; held, not blue"), "{told}");
    let told = studio.done(&["compare", "Y-1", "--from", FIRST, "--to", HEALED]);
    let of_scar: Vec<&str> = told.lines().filter(|line| line.starts_with("in scar 1")).collect();
    assert!(!of_scar.is_empty() && of_scar.iter().all(|line| line.contains("darker")), "{told}");
    assert!(told.contains("around the scar:") && told.contains("untouched skin"), "{told}");
    assert!(studio.refused(&["compare", "Y-1", "--from", HEALED, "--to", FIRST]).contains("earlier"));
    let log = studio.file("studio_log.ron");
    let (tissue, results) = (spot(bare, 14.0), marks.iter().map(|mark| spot(*mark, 2.5)).collect::<Vec<_>>());
    let mut healed = vec!["healed", "Y-1", "--tissue", &tissue, "--log", &log];
    for result in &results {
        healed.extend(["--result", result.as_str()]);
    }
    assert!(studio.done(&healed).contains("which now has 1 result"));
    let entry = StudioLog::load(Path::new(&log)).expect("a log").entries()[0].clone();
    assert_eq!((entry.days, entry.client.as_deref()), (29.0, Some("Y-1")));
    assert!(entry.tone.l < entry.tissue.l - 5.0, "{:?} on {:?}", entry.tone, entry.tissue);
    assert!(studio.done(&["show", "Y-1"]).contains("darker where it is needed"));
    let second = studio.done(&[&PLAN[..], &["best_match", "--log", &log]].concat());
    assert!(second.contains(&format!("written down for {HEALED}: best_match")), "{second}");
    studio.done(&["consent", "Y-1", "teaching", "--withdrawn", "2026-06-01"]);
    let page = studio.done(&["show", "Y-1"]);
    for told in
        ["skin winter-pale", "took it well", "lot L-7", "taken back on 2026-06-01", "kept until 2034-02-10"]
    {
        assert!(page.contains(told), "{told} in {page}");
    }
}

/// A laptop leaves the studio.
fn protect(studio: &Studio) {
    let page = studio.done(&["show", "Y-1"]);
    for (name, words) in [("words", "four words of mine\n"), ("others", "four words of theirs\n")] {
        fs::write(studio.file(name), words).expect("written");
    }
    let (words, others) = (studio.file("words"), studio.file("others"));
    assert!(
        studio
            .done(&["protect", "Y-1", "--new-passphrase-file", &words])
            .contains("nothing of the case can be had again")
    );
    assert!(studio.refused(&["show", "Y-1", "--passphrase-file", &others]).contains("passphrase is wrong"));
    assert_eq!(studio.done(&["show", "Y-1", "--passphrase-file", &words]).replace(", protected", ""), page);
    let list = studio.done(&["list"]);
    assert!(list.contains("Y-1") && list.contains("protected") && !list.contains("visits"), "{list}");
    studio.done(&["passphrase", "Y-1", "--passphrase-file", &words, "--new-passphrase-file", &others]);
    assert!(
        studio.refused(&["unprotect", "Y-1", "--passphrase-file", &words]).contains("passphrase is wrong")
    );
}

/// The client asks for everything, and to be forgotten.
fn leave(studio: &Studio, photo: &Path) {
    let others = studio.file("others");
    let zip = studio.file("Y-1.zip");
    let export = ["export", "Y-1", "-o", &zip, "--photos", "as-they-are", "--passphrase-file", &others];
    assert!(studio.refused(&[&export[..], &["--then-erase", "Y-2"]].concat()).contains("nothing was erased"));
    let told = studio.done(&[&export[..], &["--then-erase", "Y-1"]].concat());
    assert!(told.contains("opened again and compared") && told.contains("case Y-1 is erased"), "{told}");
    check_export(Path::new(&zip), photo);
    assert!(!studio.folder.path().join("cases/Y-1").exists());
    assert!(studio.refused(&["show", "Y-1"]).contains("there is no case Y-1"));
    assert!(studio.done(&["list"]).contains("0 of 0 cases"));
}

fn check_export(zip: &Path, healed: &Path) {
    let mut archive = ZipArchive::new(fs::File::open(zip).expect("an archive")).expect("it reads");
    let mut read = |name: &str| {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_name(name).expect(name), &mut bytes).expect("it reads");
        bytes
    };
    let case = read_case(&String::from_utf8_lossy(&read("case.ron"))).expect("a case");
    assert_eq!((case.visits.len(), case.tests.len(), case.answers.len()), (3, 2, 9));
    assert_eq!(read("photos/2026-02-10-1.jpg"), fs::read(healed).expect("a photo"));
    assert_eq!(read("photos/2026-01-05-1.jpg"), fs::read(PHOTO).expect("a photo"));
}
