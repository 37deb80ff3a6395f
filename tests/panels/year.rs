//! A year in the life of one client in the window: the photo is measured and matched in earnest, the program is closed
//! and opened again between the visits, and the clock goes on.

#![expect(clippy::disallowed_methods, reason = "files of a test need not survive a crash")]

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use image::RgbImage;
use image::codecs::jpeg::JpegEncoder;
use jiff::civil::{Date, date};
use scalp_shade::app::{Clock, Keeping, Settings, SettingsStore, Stages};
use scalp_shade::blend::ProposalKind;
use scalp_shade::case::{CASE_FILE, Case, Gate, PatchResult, Question, SkinTest, read_case};
use scalp_shade::photo::PixelPos;
use scalp_shade::region::Shape;
use scalp_shade::render::CaseFile;
use scalp_shade::studio::StudioLog;
use scalp_shade::ui::Start;
use scalp_shade::ui::pages::Page;
use tempfile::TempDir;
use zip::ZipArchive;

use crate::harness::{Screen, click_at, drag, drop_file, of, press};
use crate::healed_marks::{darken_marks, spots};
use crate::screen::started_window;

const CONSULTED: Date = date(2026, 1, 5);
const READ: Date = date(2026, 1, 7);
const FIRST: Date = date(2026, 1, 12);
const HEALED: Date = date(2026, 2, 10);
const LEFT: Date = date(2026, 12, 1);

/// Longer than a debug build needs to match a photo on a busy machine.
const PATIENCE: Duration = Duration::from_mins(3);

/// The desk of one studio: its disk, the day, and the program while it is open.
struct Desk {
    disk: TempDir,
    today: Arc<Mutex<Date>>,
    screen: Option<Screen>,
    rendered: CaseFile,
}

impl Desk {
    fn new() -> Self {
        let disk = tempfile::tempdir().expect("a folder");
        let store = SettingsStore::at(disk.path().join("settings.ron"));
        let cases = Some(disk.path().join("cases"));
        store.save(&Settings { cases, ..store.load() }).expect("saved");
        fs::create_dir(disk.path().join("camera")).expect("made");
        let text = fs::read_to_string("assets/case/case.ron").expect("it is there");
        let rendered = ron::from_str(&text).expect("it is RON");
        Self { disk, today: Arc::new(Mutex::new(CONSULTED)), screen: None, rendered }
    }

    /// Opens the program on a day, on the page of cases.
    fn open(&mut self, day: Date) {
        drop(self.screen.take());
        *self.today.lock().unwrap_or_else(PoisonError::into_inner) = day;
        let today = Arc::clone(&self.today);
        let clock = Clock::of(move || *today.lock().unwrap_or_else(PoisonError::into_inner));
        let start = Start { clock, own_dialogs: true, ..Start::default() };
        let settings = self.disk.path().join("settings.ron");
        let store = move || SettingsStore::at(settings.clone());
        self.screen = Some(started_window(Arc::new(Stages), store, start, [1280.0, 900.0]));
        self.screen().step();
        self.turn_to(Key::F7, Page::Cases);
    }

    fn screen(&mut self) -> &mut Screen {
        self.screen.as_mut().expect("the program is open")
    }

    #[track_caller]
    fn wait<T>(&mut self, what: &str, look: impl Fn(&Screen) -> Option<T>) -> T {
        let start = Instant::now();
        let screen = self.screen();
        loop {
            screen.step();
            if let Some(found) = look(screen) {
                screen.run();
                return found;
            }
            let told = || {
                let told = of(screen).document().messages().iter().map(|message| message.text.clone());
                told.collect::<Vec<_>>()
            };
            assert!(start.elapsed() < PATIENCE, "nothing came of: {what}; the window says {:?}", told());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    #[track_caller]
    fn wait_for(&mut self, text: &str) {
        self.wait(text, |screen| screen.query_all_by_label_contains(text).next().map(|_| ()));
    }

    #[track_caller]
    fn turn_to(&mut self, key: Key, page: Page) {
        press(self.screen(), Modifiers::NONE, key);
        self.screen().run();
        assert_eq!(of(self.screen()).page(), page);
    }

    /// Clicks the first of this name.
    #[track_caller]
    fn click(&mut self, name: &str) {
        let screen = self.screen();
        screen.get_all_by_label(name).next().expect(name).click_accesskit();
        screen.run();
    }

    #[track_caller]
    fn write(&mut self, field: &str, text: &str) {
        let screen = self.screen();
        screen.get_by_label(field).focus();
        screen.run();
        screen.get_by_label(field).type_text(text);
        screen.run();
    }

    /// The first of all of this name that lies in the case's part of the page.
    #[track_caller]
    fn write_first(&mut self, field: &str, text: &str) {
        let screen = self.screen();
        let first = |screen: &Screen| screen.get_all_by_label(field).next().map(|node| node.focus());
        first(screen).expect(field);
        screen.run();
        screen.get_all_by_label(field).next().expect(field).type_text(text);
        screen.run();
    }

    /// Waits until the case is on the disk, and reads it there.
    fn kept(&mut self) -> Case {
        self.wait("a case that is saved", |screen| {
            (of(screen).case().keeping() == Keeping::Kept).then_some(())
        });
        let file = self.disk.path().join("cases/Y-1").join(CASE_FILE);
        read_case(&fs::read_to_string(file).expect("a case")).expect("it reads")
    }

    fn camera(&self, name: &str) -> PathBuf {
        self.disk.path().join("camera").join(name)
    }

    /// A photo that the camera wrote, the bundled one with what was done to it.
    fn shoot(&self, name: &str, quality: u8, change: impl FnOnce(&mut RgbImage)) -> PathBuf {
        let mut photo = image::open("assets/case/photo.jpg").expect("a photo").to_rgb8();
        change(&mut photo);
        let path = self.camera(name);
        let file = fs::File::create(&path).expect("a file");
        JpegEncoder::new_with_quality(file, quality).encode_image(&photo).expect("written");
        path
    }

    /// Drops a photo on the window and waits until it is in the case and on the table.
    #[track_caller]
    fn take(&mut self, photo: &str) {
        let before = of(self.screen()).document().photos_opened();
        drop_file(self.screen(), photo);
        self.wait_for("The photo was taken into case Y-1");
        self.wait("the photo on the table", |screen| {
            let window = of(screen);
            (window.document().photos_opened() > before && window.case().open()?.shown.is_some())
                .then_some(())
        });
        self.click("Dismiss");
    }

    /// Shows the grey card and the ruler on the photo.
    fn show_card_and_scale(&mut self) {
        self.turn_to(Key::F2, Page::Match);
        self.wait("the photo drawn", |screen| of(screen).canvas().is_settled().then_some(()));
        let (card, ruler) = (self.rendered.grey.expect("a card"), self.rendered.ruler.expect("a ruler"));
        let screen = self.screen();
        press(screen, Modifiers::NONE, Key::G);
        click_at(screen, card.center);
        press(screen, Modifiers::NONE, Key::M);
        click_at(screen, ruler.from);
        click_at(screen, ruler.to);
        screen.run();
        let field = |screen: &Screen| {
            screen.query_by_role_and_label(egui::accesskit::Role::TextInput, "Length in mm").map(|_| ())
        };
        self.wait("the ruler's question", field);
        let screen = self.screen();
        let input = egui::accesskit::Role::TextInput;
        screen.get_by_role_and_label(input, "Length in mm").focus();
        screen.run();
        screen.get_by_role_and_label(input, "Length in mm").type_text(&ruler.millimetres.to_string());
        screen.run();
        press(screen, Modifiers::NONE, Key::Enter);
        self.wait("the scale", |screen| {
            let scale = of(screen).document().inputs().px_per_mm?;
            ((25.0..27.0).contains(&scale) && of(screen).canvas().hand.length_to_tell().is_none())
                .then_some(())
        });
    }

    /// Waits for plans by what is marked now.
    #[track_caller]
    fn matched(&mut self) {
        self.wait("plans", |screen| of(screen).document().plans_are_current().then_some(()));
    }

    fn strip(&self) -> Vec<PixelPos> {
        match &self.rendered.regions.scars[0].shapes[0] {
            Shape::Polygon(corners) => corners.clone(),
            Shape::Disc(disc) => panic!("the strip is a polygon: {disc:?}"),
        }
    }

    /// Presses "Save" in the program's own dialog, as the file is named there.
    fn save(&mut self, file: &str) -> PathBuf {
        self.wait_for("Show Hidden");
        self.click("Save");
        let cameras = [self.camera(file), self.disk.path().join("cases").join(file)];
        self.wait(file, |_| cameras.iter().find(|path| path.is_file()).cloned())
    }
}

#[test]
fn a_year_of_one_client() {
    let begun = Instant::now();
    let mut desk = Desk::new();
    consult(&mut desk);
    read_the_patch(&mut desk);
    first_session(&mut desk);
    heal(&mut desk);
    leave(&mut desk);
    println!("a year of one client in the window in {:.1?}", begun.elapsed());
}

/// Consents, questions, tests, and a photo with the scar outlined by hand.
fn consult(desk: &mut Desk) {
    desk.open(CONSULTED);
    desk.write("Client's code", "Y-1");
    desk.click("Begin case");
    desk.wait_for("Case Y-1");
    desk.wait_for("No session yet: the first is light and sparse");
    desk.write("Notes", "strip scar of 2019, wears it shaved");
    for _ in ["record", "teaching"] {
        desk.click("Given today");
    }
    desk.click("Questions before the first session: 0 of 9 asked");
    for question in Question::ALL {
        let answer = if question == Question::Allergy { "Yes" } else { "No" };
        desk.click(&format!("{} {answer}", question.text()));
    }
    desk.wait_for(Question::Allergy.reminder());
    desk.click("Questions before the first session: 9 of 9 asked");
    desk.click("Tests on the skin: 0");
    desk.click("Add allergy patch");
    desk.write_first("Product", "Carbon black, full strength");
    desk.write_first("Lot", "L-7");
    desk.write_first("Place", "behind the ear");
    desk.click("Tests on the skin: 1");
    let photo = desk.shoot("consult.jpg", 95, |_| {});
    desk.take(photo.to_str().expect("a path"));
    desk.show_card_and_scale();
    let strip = desk.strip();
    let screen = desk.screen();
    press(screen, Modifiers::NONE, Key::S);
    press(screen, Modifiers::NONE, Key::F);
    drag(screen, &strip.iter().step_by(2).copied().collect::<Vec<_>>());
    desk.matched();
    let case = desk.kept();
    let marked = &case.visits[0].photos[0].inputs;
    assert_eq!((case.visits[0].day, marked.regions.scars.len()), (CONSULTED, 1));
    let scale = marked.px_per_mm.expect("a scale");
    assert!((scale - desk.rendered.px_per_mm).abs() < 0.3, "{scale}");
    assert!(marked.grey.is_some() && case.consents.teaching.given == Some(CONSULTED));
    assert!(case.consents.marketing.given.is_none());
    assert_eq!((case.answers.len(), case.asked(), case.gate()), (9, 9, Gate::First));
}

fn read_the_patch(desk: &mut Desk) {
    desk.open(READ);
    open_case(desk, "1 visit, last 2026-01-05");
    desk.click("Tests on the skin: 1");
    desk.click("clear");
    let case = desk.kept();
    let [SkinTest::Allergy(patch)] = &case.tests[..] else { panic!("{:?}", case.tests) };
    assert_eq!((patch.day, patch.read, patch.result), (CONSULTED, Some(READ), PatchResult::Clear));
    assert_eq!((patch.lot.as_str(), patch.site.as_str()), ("L-7", "behind the ear"));
}

fn open_case(desk: &mut Desk, told: &str) {
    desk.wait_for(told);
    let screen = desk.screen();
    screen.get_by_label_contains(told).click_accesskit();
    desk.wait_for("Case Y-1");
    desk.wait("the last photo on the table", |screen| {
        let window = of(screen);
        (window.case().open()?.shown.is_some() && window.document().plans_are_current()).then_some(())
    });
}

/// The first session: lighter and sparser, whatever is wished for.
fn first_session(desk: &mut Desk) {
    desk.open(FIRST);
    open_case(desk, "1 visit, last 2026-01-05");
    let photo = desk.shoot("first.jpg", 94, |_| {});
    take_with_outlines(desk, &photo);
    desk.click("Use today");
    desk.wait_for("the first is light and sparse");
    desk.click("Do not use it");
    assert!(desk.kept().visits.iter().all(|visit| visit.plan.is_none()), "nothing is written down");
    let plans = &of(desk.screen()).document().matching().expect("plans").proposals;
    let light = plans.iter().position(|plan| plan.kind == ProposalKind::FirstSession).expect("a light plan");
    let screen = desk.screen();
    screen.get_all_by_label("Use today").nth(light).expect("its card").click_accesskit();
    desk.wait_for("Before this plan is used");
    desk.wait_for(Question::Allergy.reminder());
    desk.click("Use it all the same");
    let case = desk.kept();
    let visit = case.visits.last().expect("a visit");
    assert!(visit.day == FIRST && visit.plan.is_some() && !visit.mixed.is_empty() && visit.notes.is_empty());
    desk.turn_to(Key::F7, Page::Cases);
    let bottle = visit.mixed[0].bottles[0].name.clone();
    desk.write_first(&format!("Lot of {bottle}"), "L-7");
    desk.click("28 days later");
    desk.write_first("Notes of the visit", "took it well");
    let case = desk.kept();
    let visit = case.visits.last().expect("a visit");
    assert_eq!((visit.next, visit.notes.as_str()), (Some(date(2026, 2, 9)), "took it well"));
    assert_eq!(visit.mixed[0].bottles[0].lot, "L-7");
    assert_eq!(case.gate(), Gate::Healing(FIRST, date(2026, 2, 9)));
    desk.click("Save dates…");
    let dates = fs::read_to_string(desk.save("visits.ics")).expect("a calendar");
    assert!(dates.contains("DTSTART;VALUE=DATE:20260209"), "{dates}");
}

/// Takes the outlines of the photo on the table to a new one, and shows its card and its ruler.
fn take_with_outlines(desk: &mut Desk, photo: &std::path::Path) {
    desk.turn_to(Key::F2, Page::Match);
    desk.screen().event(Event::Copy);
    desk.wait_for("Copied: 1 outline of scars");
    desk.take(photo.to_str().expect("a path"));
    desk.screen().event(Event::Paste(String::from("anything")));
    desk.screen().run();
    desk.show_card_and_scale();
    desk.matched();
}

/// Healed: photographed, compared, logged; darker is unlocked.
fn heal(desk: &mut Desk) {
    desk.open(HEALED);
    open_case(desk, "2 visits, last 2026-01-12");
    let strip = desk.strip();
    let (marks, bare) = spots(&strip);
    let photo = desk.shoot("healed.jpg", 95, |photo| darken_marks(photo, &marks));
    take_with_outlines(desk, &photo);
    desk.turn_to(Key::F7, Page::Cases);
    desk.wait_for("Last session on 2026-01-12, seen healed");
    desk.click("Compare two visits");
    desk.click("Compare");
    desk.wait_for("(against the earlier photo)");
    desk.wait_for("darker");
    desk.click("Compare two visits");
    log_the_result(desk, &marks, bare);
    desk.turn_to(Key::F2, Page::Match);
    desk.matched();
    desk.wait_for("healed result");
    desk.click("Use today");
    desk.wait_for("Before this plan is used");
    desk.click("Use it all the same");
    let case = desk.kept();
    let visit = case.visits.last().expect("a visit");
    assert!(
        visit.day == HEALED && visit.plan.is_some() && visit.notes.is_empty(),
        "it waits for nothing else"
    );
}

fn log_the_result(desk: &mut Desk, marks: &[PixelPos], bare: PixelPos) {
    desk.click("To the studio log");
    assert_eq!(of(desk.screen()).page(), Page::Healed);
    desk.wait("the photo of the healed result", |screen| of(screen).healed().0.desk().photo().map(|_| ()));
    let log = desk.disk.path().join("studio_log.ron");
    fs::write(&log, "(version: 1, entries: [])").expect("written");
    drop_file(desk.screen(), log.to_str().expect("a path"));
    desk.wait("an empty log", |screen| of(screen).healed().0.ledger().log().map(|_| ()));
    let places = [(bare, 14.0), (marks[marks.len() / 2], 0.0)];
    for (place, radius) in places {
        let screen = desk.screen();
        let canvas = of(screen).healed().1;
        let edge = PixelPos { x: place.x + radius, y: place.y };
        let (from, to) = (canvas.to_screen(place), canvas.to_screen(edge));
        screen.hover_at(from);
        screen.step();
        screen.drag_at(from);
        screen.step();
        screen.hover_at(to);
        screen.step();
        screen.drop_at(to);
        screen.run();
    }
    desk.wait("the marks read", |screen| of(screen).healed().0.desk().current().map(|_| ()));
    desk.click("Add to the log");
    desk.wait("the log", |screen| {
        let (log, _) = of(screen).healed().0.ledger().log()?;
        (log.entries().len() == 1).then_some(())
    });
    let entry = StudioLog::load(&log).expect("a log").entries()[0].clone();
    assert_eq!((entry.days, entry.client.as_deref()), (29.0, Some("Y-1")));
    assert!(entry.tone.l < entry.tissue.l - 5.0, "{:?} on {:?}", entry.tone, entry.tissue);
}

/// Sheets, a passphrase, everything handed out, forgotten.
fn leave(desk: &mut Desk) {
    desk.open(LEFT);
    open_case(desk, "3 visits, last 2026-02-10");
    desk.click("Taken back today");
    assert_eq!(desk.kept().consents.record.withdrawn, Some(LEFT));
    for (button, file) in
        [("Studio sheet…", "Y-1 2026-02-10 studio.pdf"), ("Client sheet…", "visit 2026-02-10.pdf")]
    {
        desk.click(button);
        let sheet = fs::read(desk.save(file)).expect("a sheet");
        assert!(sheet.starts_with(b"%PDF-"), "{file}");
    }
    protect(desk);
    desk.click("Export everything of this client");
    desk.click("Photos as they are…");
    let zip = desk.save("case.zip");
    desk.wait_for("opened again and compared");
    desk.click("Erase this case");
    desk.write("Code to confirm", "Y-1");
    desk.click("Erase for good");
    desk.wait_for("No case is open");
    desk.wait_for("No case was begun yet");
    desk.wait_for("Case Y-1 is erased");
    assert!(!desk.disk.path().join("cases/Y-1").exists());
    let mut archive = ZipArchive::new(fs::File::open(zip).expect("an archive")).expect("it reads");
    let mut read = |name: &str| {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_name(name).expect(name), &mut bytes).expect("it reads");
        bytes
    };
    let case = read_case(&String::from_utf8_lossy(&read(CASE_FILE))).expect("a case");
    assert_eq!((case.visits.len(), case.tests.len(), case.answers.len()), (3, 1, 9));
    assert_eq!(read("photos/2026-02-10-1.jpg"), fs::read(desk.camera("healed.jpg")).expect("a photo"));
}

/// A laptop leaves the studio.
fn protect(desk: &mut Desk) {
    desk.click("Not protected by a passphrase");
    desk.write("New passphrase, 8 letters or more", "four words of mine");
    desk.write("The same again", "four words of mine");
    desk.click("Protect case");
    desk.wait_for("Protected by a passphrase");
    let folder = desk.disk.path().join("cases/Y-1");
    assert!(folder.join("case.ron.age").exists() && !folder.join(CASE_FILE).exists());
    assert!(!folder.join("photos/2026-02-10-1.jpg").exists());
    desk.wait("everything saved", |screen| (of(screen).case().keeping() == Keeping::Kept).then_some(()));
    desk.click("Put away");
    desk.wait_for("protected, last written");
    let screen = desk.screen();
    screen.get_by_label_contains("protected, last written").click_accesskit();
    desk.wait_for("Case Y-1 is protected");
    desk.write("Passphrase", "four words of mine");
    desk.click("Open case");
    desk.wait_for("Protected by a passphrase");
}
