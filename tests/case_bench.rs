//! The client's case behind the window: kept as the work goes on, and found again.

#[path = "support/case.rs"]
mod case;
#[path = "support/studio.rs"]
mod studio;
#[path = "support/until.rs"]
mod until;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use image::RgbImage;
use jiff::civil::date;
use scalp_shade::analysis::PhotoSource;
use scalp_shade::app::{
    CaseCommand, Clock, Command, Edit, Keeping, OpenCase, Pipeline, ReportCommand, ReportSettings, Settings,
    SettingsStore, Wake, Workbench, measured_skin,
};
use scalp_shade::case::{CASE_FILE, Passphrase, PhotoState, read_case};
use scalp_shade::photo::PixelRect;
use scalp_shade::region::Shape;
use scalp_shade::report::Kind;
use studio::{Studio, at};
use tempfile::TempDir;
use until::until;

/// A studio's disk with photos of one grey each.
struct Disk(TempDir);

impl Disk {
    fn new() -> Self {
        let disk = Self(tempfile::tempdir().expect("a folder"));
        for (name, grey) in [("first.png", 90), ("second.png", 120), ("third.png", 150)] {
            RgbImage::from_pixel(320, 240, image::Rgb([grey; 3])).save(disk.file(name)).expect("a picture");
        }
        disk
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn bench(&self) -> Workbench {
        self.bench_by(&Clock::default(), Studio::default())
    }

    fn bench_by(&self, clock: &Clock, studio: Studio) -> Workbench {
        let store = SettingsStore::at(self.file("settings.ron"));
        let settings = Settings { cases: Some(self.file("cases")), ..store.load() };
        store.save(&settings).expect("saved");
        let pipeline = Arc::new(studio) as Arc<dyn Pipeline>;
        let wake: Wake = Arc::new(|| {});
        Workbench::start(&pipeline, store, (None, clock), &wake)
    }

    fn kept(&self, code: &str) -> scalp_shade::case::Case {
        let text = fs::read_to_string(self.file("cases").join(code).join(CASE_FILE)).expect("a case");
        read_case(&text).expect("it reads")
    }
}

/// Polls until something of the open case is so.
fn wait(bench: &mut Workbench, what: impl Fn(&OpenCase) -> bool) {
    until(|| {
        bench.poll();
        bench.case().open().filter(|open| what(open)).map(|_| ())
    });
}

fn rest(bench: &mut Workbench) {
    bench.apply([Command::Rest]);
    until(|| {
        bench.poll();
        (bench.case().keeping() == Keeping::Kept).then_some(())
    });
}

fn open_photo(bench: &mut Workbench, path: &Path) {
    bench.apply([Command::OpenPhoto(path.to_owned())]);
    until(|| {
        bench.poll();
        (bench.document().inputs().photo == PhotoSource::File(path.to_owned())).then_some(())
    });
}

fn scar(size: f64) -> Command {
    Command::Edit(Edit::AddScar(Shape::Polygon(vec![at(20.0, 20.0), at(20.0 + size, 20.0), at(20.0, 60.0)])))
}

/// A case of the code with the first photo and a scar on it.
fn begun(disk: &Disk, code: &str) -> Workbench {
    let mut bench = disk.bench();
    open_photo(&mut bench, &disk.file("first.png"));
    bench.apply([scar(50.0), Command::Rest, CaseCommand::Begin(code.to_owned()).into()]);
    wait(&mut bench, |open| open.shown == Some((0, 0)));
    rest(&mut bench);
    bench
}

#[test]
fn what_is_marked_is_on_the_disk_without_being_asked() {
    let disk = Disk::new();
    let mut bench = begun(&disk, "A-1");
    assert_eq!(disk.kept("A-1").visits[0].photos[0].inputs.regions.scars.len(), 1, "what was marked before");
    bench.apply([scar(80.0)]);
    rest(&mut bench);
    assert_eq!(disk.kept("A-1").visits[0].photos[0].inputs.regions.scars.len(), 2);
    bench.apply([Command::Undo]);
    rest(&mut bench);
    assert_eq!(disk.kept("A-1").visits[0].photos[0].inputs.regions.scars.len(), 1, "undone there too");
}

#[test]
fn another_photo_loses_nothing() {
    let disk = Disk::new();
    let mut bench = begun(&disk, "A-1");
    open_photo(&mut bench, &disk.file("second.png"));
    wait(&mut bench, |open| open.shown == Some((0, 1)));
    bench.apply([scar(90.0), scar(70.0)]);
    rest(&mut bench);
    let kept = disk.kept("A-1");
    let scars: Vec<usize> =
        kept.visits[0].photos.iter().map(|photo| photo.inputs.regions.scars.len()).collect();
    assert_eq!(scars, [1, 2]);
    bench.apply([CaseCommand::Show((0, 0)).into()]);
    wait(&mut bench, |open| open.shown == Some((0, 0)));
    assert_eq!(bench.document().inputs().regions.scars.len(), 1, "as it was left");
    rest(&mut bench);
    assert_eq!(disk.kept("A-1"), kept, "looking changes nothing");
}

#[test]
fn a_case_is_found_again_as_it_was_left() {
    let disk = Disk::new();
    let mut bench = begun(&disk, "A-1");
    let mut case = bench.case().open().expect("open").case.clone();
    case.notes = String::from("strip scar of 2019");
    bench.apply([CaseCommand::Change(Box::new(case)).into(), CaseCommand::Close.into()]);
    until(|| {
        bench.poll();
        bench.case().open().is_none().then_some(())
    });
    drop(bench);
    let mut bench = disk.bench();
    bench.apply([CaseCommand::List.into()]);
    let folder = until(|| {
        bench.poll();
        let list = bench.case().list()?.as_ref().expect("it can be read");
        assert_eq!(list.search("2019").len(), 1);
        Some(list.lines[0].folder.clone())
    });
    bench.apply([CaseCommand::Open(disk.file("cases").join(folder)).into()]);
    wait(&mut bench, |open| open.shown == Some((0, 0)));
    assert_eq!(bench.document().inputs().regions.scars.len(), 1);
    assert_eq!(bench.case().open().expect("open").case.notes, "strip scar of 2019");
}

#[test]
fn what_is_not_written_yet_is_written_when_the_program_ends() {
    let disk = Disk::new();
    let mut bench = begun(&disk, "A-1");
    let mut case = bench.case().open().expect("open").case.clone();
    for n in 0..20 {
        case.notes = format!("note {n}");
        bench.apply([CaseCommand::Change(Box::new(case.clone())).into()]);
    }
    drop(bench);
    assert_eq!(disk.kept("A-1").notes, "note 19");
}

#[test]
fn the_second_window_changes_nothing_and_says_so() {
    let disk = Disk::new();
    let first = begun(&disk, "A-1");
    let mut second = disk.bench();
    second.apply([CaseCommand::Open(disk.file("cases/A-1")).into()]);
    wait(&mut second, |open| open.shown == Some((0, 0)));
    assert_eq!(second.case().keeping(), Keeping::ReadOnly);
    let told =
        |bench: &Workbench| bench.document().messages().iter().any(|m| m.text.contains("another window"));
    assert!(told(&second), "{:?}", second.document().messages());
    let kept = disk.kept("A-1");
    second.apply([scar(90.0), Command::Rest]);
    let mut case = kept.clone();
    case.notes = String::from("not mine");
    second.apply([CaseCommand::Change(Box::new(case)).into()]);
    drop(second);
    assert_eq!(disk.kept("A-1"), kept);
    drop(first);
}

#[test]
fn a_photo_that_is_gone_is_asked_for_and_put_back() {
    let disk = Disk::new();
    drop(begun(&disk, "A-1"));
    let name = disk.kept("A-1").visits[0].photos[0].file.clone();
    let inside = disk.file("cases/A-1/photos").join(name);
    let elsewhere = disk.file("moved.png");
    fs::rename(&inside, &elsewhere).expect("moved");
    let mut bench = disk.bench();
    bench.apply([CaseCommand::Open(disk.file("cases/A-1")).into()]);
    wait(&mut bench, |open| open.astray == Some(((0, 0), PhotoState::Missing)));
    bench.apply([CaseCommand::Relink(disk.file("second.png")).into()]);
    until(|| {
        bench.poll();
        bench.case().refused().filter(|why| why.contains("another picture")).map(|_| ())
    });
    bench.apply([CaseCommand::Relink(elsewhere).into()]);
    wait(&mut bench, |open| open.shown == Some((0, 0)) && open.astray.is_none());
    assert!(inside.exists());
}

#[test]
fn a_code_that_cannot_name_a_folder_is_refused_in_words() {
    let disk = Disk::new();
    let mut bench = disk.bench();
    bench.apply([CaseCommand::Begin("a/b".to_owned()).into()]);
    assert!(bench.case().refused().is_some_and(|why| why.contains("cannot be a client's code")));
    assert!(bench.case().open().is_none());
}

#[test]
fn without_a_case_a_photo_comes_back_as_it_was_left_in_this_session() {
    let disk = Disk::new();
    let mut bench = disk.bench();
    open_photo(&mut bench, &disk.file("first.png"));
    bench.apply([scar(50.0), Command::Rest]);
    open_photo(&mut bench, &disk.file("second.png"));
    assert!(bench.document().inputs().regions.scars.is_empty());
    open_photo(&mut bench, &disk.file("first.png"));
    assert_eq!(bench.document().inputs().regions.scars.len(), 1);
}

#[test]
fn a_photo_of_the_case_that_is_opened_again_comes_with_what_the_case_holds() {
    let disk = Disk::new();
    let mut bench = begun(&disk, "A-1");
    open_photo(&mut bench, &disk.file("second.png"));
    wait(&mut bench, |open| open.shown == Some((0, 1)));
    bench.apply([CaseCommand::Show((0, 0)).into()]);
    wait(&mut bench, |open| open.shown == Some((0, 0)));
    bench.apply([scar(30.0), scar(40.0)]);
    rest(&mut bench);
    open_photo(&mut bench, &disk.file("first.png"));
    wait(&mut bench, |open| open.shown == Some((0, 0)));
    rest(&mut bench);
    assert_eq!(bench.document().inputs().regions.scars.len(), 3, "not as it was left before the case");
    assert_eq!(disk.kept("A-1").visits[0].photos[0].inputs.regions.scars.len(), 3);
}

#[test]
fn a_report_is_made_beside_the_work_and_told() {
    let disk = Disk::new();
    let mut bench = begun(&disk, "A-17");
    let settings = ReportSettings { aftercare: "Keep it dry.".to_owned(), hide_left_out: true };
    bench.apply([Command::SetReport(settings.clone())]);
    let day = bench.case().today();
    let save = |kind: Kind, name: &str| -> Command {
        CaseCommand::Report(ReportCommand::Save { kind, day, path: disk.file(name) }).into()
    };
    let told = |bench: &mut Workbench, words: &str| {
        until(|| {
            bench.poll();
            bench.document().messages().iter().any(|message| message.text.contains(words)).then_some(())
        });
    };
    bench.apply([save(Kind::Csv, "visit.csv")]);
    told(&mut bench, "visit.csv");
    assert!(fs::read_to_string(disk.file("visit.csv")).expect("written").contains("A-17"));
    bench.apply([save(Kind::Client, "visit.pdf")]);
    told(&mut bench, "visit.pdf");
    assert!(fs::read(disk.file("visit.pdf")).expect("written").starts_with(b"%PDF"));
    // The plan of the visit was not decided on, and the folder is not there.
    bench.apply([save(Kind::Card, "card.png")]);
    told(&mut bench, "No plan was chosen on this visit");
    bench.apply([save(Kind::Json, "none/visit.json")]);
    told(&mut bench, "choose another place");
    assert!(!disk.file("card.png").exists());
    until(|| (!bench.report().is_working()).then_some(()));
    drop(bench);
    assert_eq!(disk.bench().document().settings().report, settings, "it outlives the program");
}

#[test]
fn a_photo_that_was_on_its_way_before_takes_nothing_into_a_case() {
    let disk = Disk::new();
    let path = {
        let bench = begun(&disk, "A-1");
        bench.case().open().expect("open").path.clone()
    };
    let kept = disk.kept("A-1");
    let opening = Duration::from_millis(200);
    let mut bench = disk.bench_by(&Clock::of(|| date(2100, 1, 1)), Studio { opening, ..Studio::default() });
    bench.apply([Command::OpenBundled, CaseCommand::Open(path).into()]);
    wait(&mut bench, |_| true);
    // The bundled photo and word of the case's own come in one frame.
    std::thread::sleep(2 * opening);
    wait(&mut bench, |open| open.shown == Some((0, 0)));
    rest(&mut bench);
    assert_eq!(bench.case().open().expect("open").case, kept, "no visit of today was begun");
    assert_eq!(disk.kept("A-1"), kept);
}

fn told(bench: &mut Workbench, words: &str) {
    until(|| {
        bench.poll();
        bench.document().messages().iter().any(|message| message.text.contains(words)).then_some(())
    });
}

#[test]
fn boxes_are_kept_with_their_photo_and_not_with_another() {
    let disk = Disk::new();
    let mut bench = begun(&disk, "A-1");
    open_photo(&mut bench, &disk.file("second.png"));
    wait(&mut bench, |open| open.shown == Some((0, 1)));
    let face = PixelRect { x: 10.0, y: 20.0, width: 100.0, height: 80.0 };
    // One that is not on the table is read from the folder.
    bench.apply([CaseCommand::Report(ReportCommand::Faces((0, 0))).into()]);
    let shown = until(|| {
        bench.poll();
        bench.report().faces().and_then(|shown| shown.photo.clone())
    });
    let shown = shown.expect("a picture");
    assert_eq!((shown.size, shown.pixels.len()), ([320, 240], 320 * 240));
    bench.apply([CaseCommand::Hide((0, 0), vec![face]).into(), CaseCommand::Hide((7, 7), vec![face]).into()]);
    rest(&mut bench);
    let hidden: Vec<usize> =
        disk.kept("A-1").visits[0].photos.iter().map(|photo| photo.hidden.len()).collect();
    assert_eq!(hidden, [1, 0]);
    bench.apply([scar(60.0)]);
    rest(&mut bench);
    assert_eq!(disk.kept("A-1").visits[0].photos[0].hidden, [face], "marking leaves them alone");
    bench.apply([CaseCommand::Report(ReportCommand::LeaveFaces).into()]);
    assert!(bench.report().faces().is_none());
    fs::remove_file(disk.file("cases/A-1/photos").join(&disk.kept("A-1").visits[0].photos[0].file))
        .expect("gone");
    bench.apply([CaseCommand::Report(ReportCommand::Faces((0, 0))).into()]);
    let refused = until(|| {
        bench.poll();
        bench.report().faces().and_then(|shown| shown.photo.clone())
    });
    assert!(refused.is_err());
}

#[test]
fn a_protected_case_is_reported_without_its_photo_on_the_table() {
    let disk = Disk::new();
    let mut bench = begun(&disk, "A-1");
    let day = bench.case().today();
    bench.apply([CaseCommand::Protect(Passphrase::new("four words of mine".to_owned())).into()]);
    wait(&mut bench, |open| open.protected);
    // Another photo lies on the table that is not of the case.
    bench.apply([CaseCommand::Close.into()]);
    until(|| {
        bench.poll();
        bench.case().open().is_none().then_some(())
    });
    open_photo(&mut bench, &disk.file("third.png"));
    bench.apply([CaseCommand::Open(disk.file("cases/A-1")).into()]);
    until(|| {
        bench.poll();
        bench.case().locked().map(|_| ())
    });
    bench.apply([CaseCommand::Unlock(Passphrase::new("four words of mine".to_owned())).into()]);
    wait(&mut bench, |open| open.protected);
    let path = disk.file("visit.pdf");
    bench.apply([
        CaseCommand::Report(ReportCommand::Save { kind: Kind::Client, day, path: path.clone() }).into()
    ]);
    told(&mut bench, "visit.pdf");
    assert!(fs::read(&path).expect("written").starts_with(b"%PDF"));
    let photos = fs::read_dir(disk.file("cases/A-1/photos")).expect("a folder");
    for entry in photos {
        let path = entry.expect("an entry").path();
        assert!(path.extension().is_some_and(|ending| ending == "age"), "{}", path.display());
    }
}

#[test]
fn a_dilution_chart_is_made_on_the_skin_that_was_measured() {
    let disk = Disk::new();
    let mut bench = begun(&disk, "A-1");
    until(|| {
        bench.poll();
        measured_skin(bench.document())
    });
    let path = disk.file("chart.pdf");
    bench.apply([CaseCommand::Report(ReportCommand::Chart(path.clone())).into()]);
    told(&mut bench, "chart.pdf");
    assert!(fs::read(&path).expect("written").starts_with(b"%PDF"));
}

#[test]
fn photos_of_a_case_are_none_of_the_recent_ones() {
    let disk = Disk::new();
    let path = {
        let bench = begun(&disk, "A-1");
        bench.case().open().expect("open").path.clone()
    };
    let mut bench = disk.bench();
    bench.apply([CaseCommand::Open(path.clone()).into()]);
    wait(&mut bench, |open| open.shown == Some((0, 0)));
    let recent = &bench.document().settings().recent;
    assert_eq!(*recent, [disk.file("first.png")], "the code of the client is not left behind");
    assert!(recent.iter().all(|photo| !photo.starts_with(&path)));
}
