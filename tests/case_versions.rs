//! Cases of older versions, and what leaves a studio: exports, and cases that have been kept long enough.
#![expect(clippy::disallowed_methods, reason = "old and foreign files are put down here on purpose")]

use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use image::{ImageFormat, Rgb, RgbImage};
use jiff::civil::{Date, date};
use scalp_shade::analysis::Inputs;
use scalp_shade::case::{
    CASE_FILE, Case, CaseCode, CaseError, CaseFolder, Hardness, Passphrase, PatchResult, PhotoCopies,
    PhotoHash, SkinTest, list_cases, read_case, write_case,
};
use scalp_shade::photo::{DecodeLimits, decode_photo};
use tempfile::TempDir;
use zip::ZipArchive;

const TODAY: Date = date(2026, 11, 29);

fn code(text: &str) -> CaseCode {
    CaseCode::new(text).expect("a code")
}

/// A case as version 1 of the program wrote it.
fn of_version_1(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cases").join(name);
    fs::read_to_string(path).expect("a file of the tests")
}

fn put(root: &TempDir, name: &str, text: &str) -> PathBuf {
    let path = root.path().join(name);
    fs::create_dir_all(&path).expect("made");
    fs::write(path.join(CASE_FILE), text).expect("written");
    path
}

#[test]
fn a_case_of_version_1_is_read_whole() {
    let case = read_case(&of_version_1("full.v1.ron")).expect("it reads");
    assert_eq!((case.code.as_str(), case.begun, case.keep_until), ("A-17", date(2026, 1, 5), None));
    assert!(case.notes.contains("\"pale\"\nwears") && case.consents.teaching.withdrawn.is_some());
    assert_eq!((case.answers.len(), case.tests.len(), case.visits.len()), (2, 3, 2));
    let SkinTest::Allergy(patch) = &case.tests[0] else { panic!("{:?}", case.tests[0]) };
    assert_eq!(
        (patch.product.as_str(), patch.lot.as_str(), patch.day),
        ("Carbon black", "L-7", date(2026, 1, 5))
    );
    assert_eq!((patch.notes.as_str(), patch.result), ("no reaction after 48 h", PatchResult::NotRead));
    let SkinTest::Colour(test) = &case.tests[2] else { panic!("{:?}", case.tests[2]) };
    assert_eq!((test.mix.as_str(), test.healed.as_deref()), ("black 1 + water 20", None));
    let visit = &case.visits[0];
    assert_eq!((visit.mixed.len(), visit.next, visit.skin_now), (2, Some(date(2026, 2, 2)), None));
    assert_eq!((visit.photos[0].inputs.px_per_mm, visit.photos[0].bytes), (Some(20.0), 0));
    assert_eq!(visit.photos[0].inputs.regions.scars.len(), 1);
    assert!(!visit.has_flesh_pigment());
    let plain = read_case(&of_version_1("plain.v1.ron")).expect("it reads");
    assert_eq!(plain, Case::new(code("B 2"), date(2026, 3, 2)));
    for case in [case, plain] {
        assert_eq!(read_case(&write_case(&case)).expect("it reads"), case, "and back as version 2");
    }
}

#[test]
fn the_old_file_is_kept_at_the_first_save_and_never_overwritten() {
    let root = tempfile::tempdir().expect("a folder");
    let old = of_version_1("full.v1.ron");
    let path = put(&root, "A-17", &old);
    let file = |name: &str| fs::read_to_string(path.join(name)).ok();
    let mut folder = CaseFolder::open(&path).expect("opened");
    assert_eq!((file(CASE_FILE), file("case.v1.ron")), (Some(old.clone()), None), "reading changes nothing");
    let case = folder.case().clone();
    folder.save(case.clone()).expect("saved");
    assert_eq!(file("case.v1.ron"), Some(old.clone()));
    assert_eq!(file(CASE_FILE), Some(write_case(&case)));
    folder.save(Case { notes: String::from("later"), ..case }).expect("saved");
    assert_eq!(file("case.v1.ron"), Some(old.clone()));
    drop(folder);
    // An older copy is put back, then a different one of the same version.
    for (text, kept) in
        [(old.clone(), None), (of_version_1("full.v1.ron").replace("healed well", "red"), Some(()))]
    {
        fs::write(path.join(CASE_FILE), &text).expect("put back");
        let mut folder = CaseFolder::open(&path).expect("opened");
        folder.save(folder.case().clone()).expect("saved");
        assert_eq!(file("case.v1.ron"), Some(old.clone()));
        assert_eq!(file("case.v1-2.ron"), kept.map(|()| text));
    }
    // What is kept is encrypted with the rest.
    let words = Passphrase::new(String::from("four words of mine"));
    let mut folder = CaseFolder::open(&path).expect("opened");
    folder.protect(&words, Hardness::of_log_n(2)).expect("protected");
    assert!(file("case.v1.ron").is_none() && path.join("case.v1.ron.age").exists());
    folder.unprotect().expect("in the clear");
    assert_eq!(file("case.v1.ron"), Some(old));
}

#[test]
fn a_newer_case_is_left_as_it_is() {
    let root = tempfile::tempdir().expect("a folder");
    let text = "(version: 3, case: (code: \"A\", aura: Green))";
    let path = put(&root, "A", text);
    assert!(matches!(CaseFolder::open(&path), Err(CaseError::Newer { found: 3, known: 2 })));
    assert_eq!(fs::read_to_string(path.join(CASE_FILE)).expect("a file"), text);
    assert_eq!(list_cases(root.path()).expect("listed").unreadable.len(), 1);
}

/// A JPEG with EXIF that names a maker and lies on its side.
fn photo_with_facts() -> Vec<u8> {
    let mut jpeg = Cursor::new(Vec::new());
    RgbImage::from_fn(60, 40, |x, _| Rgb([if x < 30 { 40 } else { 200 }, 120, 90]))
        .write_to(&mut jpeg, ImageFormat::Jpeg)
        .expect("a picture");
    // TIFF, big-endian: orientation 6 and the maker "SECRETCAM".
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x02\x01\x0f\0\x02\0\0\0\x0a\0\0\0\x26\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    tiff.extend(b"SECRETCAM\0");
    let mut exif = b"Exif\0\0".to_vec();
    exif.extend(tiff);
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    let jpeg = jpeg.into_inner();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

/// A case with one photo of a camera, of which the code is "A-17".
fn with_photo(root: &TempDir) -> (CaseFolder, Vec<u8>) {
    let bytes = photo_with_facts();
    let from = root.path().join("IMG 1.JPG");
    fs::write(&from, &bytes).expect("written");
    let mut folder = CaseFolder::create(&root.path().join("cases"), code("A-17"), TODAY).expect("begun");
    folder.take_photo(TODAY, &from, Inputs::default()).expect("taken in");
    (folder, bytes)
}

fn files(zip: &Path) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(fs::File::open(zip).expect("an archive")).expect("it reads");
    let count = archive.len();
    let read = |index| {
        let mut file = archive.by_index(index).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("it reads");
        (file.name().expect("a name").into_owned(), bytes)
    };
    (0..count).map(read).collect()
}

#[test]
fn an_export_holds_all_of_the_client() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut folder, photo) = with_photo(&root);
    let zip = root.path().join("A-17.zip");
    for protected in [false, true] {
        if protected {
            let words = Passphrase::new(String::from("four words of mine"));
            folder.protect(&words, Hardness::of_log_n(2)).expect("protected");
        }
        let told = folder.export(&zip, PhotoCopies::AsTheyAre).expect("exported");
        let files = files(&zip);
        assert_eq!((told.files, told.photos, files.len()), (3, 1, 3));
        assert_eq!(told.bytes, fs::metadata(&zip).expect("a file").len());
        let [(readme, text), (case, ron), (name, bytes)] = &files[..] else { panic!("{}", files.len()) };
        assert_eq!((readme.as_str(), case.as_str()), ("README.txt", CASE_FILE));
        assert_eq!(name, "photos/2026-11-29-1.jpg");
        assert_eq!(*bytes, photo, "byte for byte");
        assert_eq!(read_case(&String::from_utf8_lossy(ron)).expect("a case"), *folder.case());
        let text = String::from_utf8_lossy(text);
        assert!(
            text.contains("client A-17") && text.contains("not encrypted") && text.contains("photos: 1,"),
            "{text}"
        );
    }
}

#[test]
fn photos_lose_what_the_camera_wrote_and_stand_upright() {
    let root = tempfile::tempdir().expect("a folder");
    let (folder, photo) = with_photo(&root);
    let zip = root.path().join("A-17.zip");
    folder.export(&zip, PhotoCopies::WithoutFacts).expect("exported");
    let (name, bytes) = files(&zip).pop().expect("a photo");
    let has = |bytes: &[u8], wanted: &[u8]| bytes.windows(wanted.len()).any(|at| at == wanted);
    assert!(has(&photo, b"SECRETCAM") && has(&photo, b"Exif"));
    assert!(
        !has(&bytes, b"SECRETCAM") && !has(&bytes, b"Exif") && !has(&bytes, b"http://ns.adobe"),
        "{name}"
    );
    let (before, after) = (
        decode_photo(&photo, &DecodeLimits::default()).expect("a photo"),
        decode_photo(&bytes, &DecodeLimits::default()).expect("a photo"),
    );
    assert_eq!((after.image.width(), after.image.height()), (40, 60), "upright");
    assert_eq!(before.image.width(), after.image.width());
    assert!(!after.facts.gps_present && after.facts.camera.make.is_none());
}

#[test]
fn a_case_with_a_photo_astray_is_not_exported_as_if_it_were_whole() {
    let root = tempfile::tempdir().expect("a folder");
    let (folder, _) = with_photo(&root);
    let zip = root.path().join("A-17.zip");
    fs::write(&zip, b"of before").expect("written");
    let inside = folder.photo_path((0, 0)).expect("a photo");
    fs::write(&inside, b"edited").expect("changed");
    assert!(matches!(folder.export(&zip, PhotoCopies::AsTheyAre), Err(CaseError::PhotoAstray { .. })));
    fs::remove_file(&inside).expect("gone");
    assert!(folder.export(&zip, PhotoCopies::WithoutFacts).is_err());
    assert_eq!(fs::read(&zip).expect("a file"), b"of before", "the archive of before is not touched");
    assert_ne!(PhotoHash::of(b"edited"), folder.case().visits[0].photos[0].hash);
}

#[test]
fn erasing_leaves_nothing_of_the_client() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut folder, _) = with_photo(&root);
    let mut case = folder.case().clone();
    case.notes = String::from("came by train");
    folder.save(case).expect("saved");
    let cases = root.path().join("cases");
    list_cases(&cases).expect("listed");
    assert!(fs::read_to_string(cases.join(".cases.json")).expect("an index").contains("train"));
    folder.erase().expect("erased");
    assert!(!cases.join("A-17").exists());
    assert!(!fs::read_to_string(cases.join(".cases.json")).expect("an index").contains("A-17"));
}

#[test]
fn the_list_tells_which_cases_have_been_kept_long_enough() {
    let root = tempfile::tempdir().expect("a folder");
    for (name, begun, keep_until) in [
        ("old", date(2018, 11, 28), None),
        ("on the day", date(2018, 11, 29), None),
        ("asked to go", date(2026, 1, 1), Some(date(2026, 11, 1))),
        ("asked to stay", date(2010, 1, 1), Some(date(2030, 1, 1))),
    ] {
        let case = Case { keep_until, ..Case::new(code(name), begun) };
        put(&root, name, &write_case(&case));
    }
    for _ in 0..2 {
        // The second time from the index.
        let list = list_cases(root.path()).expect("listed");
        let past: Vec<&str> = list.past_retention(TODAY, 8).iter().map(|line| line.code.as_str()).collect();
        assert_eq!(past, ["asked to go", "old"]);
        assert_eq!(list.past_retention(TODAY, 10).len(), 1);
    }
}

#[test]
fn an_archive_does_not_lie_where_it_is_erased_and_holds_what_older_versions_wrote() {
    let root = tempfile::tempdir().expect("a folder");
    let path = put(&root, "B 2", &of_version_1("plain.v1.ron"));
    fs::create_dir_all(path.join("photos")).expect("made");
    let mut folder = CaseFolder::open(&path).expect("opened");
    let case = Case { notes: String::from("moved on"), ..folder.case().clone() };
    folder.save(case).expect("saved");
    for inside in [path.join("all.zip"), path.join("photos/../all.zip")] {
        let error = folder.export(&inside, PhotoCopies::AsTheyAre).expect_err("it would be erased");
        assert!(error.to_string().contains("erased with it; choose another folder"), "{error}");
        assert!(!inside.exists());
    }
    let zip = root.path().join("all.zip");
    let words = Passphrase::new(String::from("four words of mine"));
    for protected in [false, true] {
        if protected {
            folder.protect(&words, Hardness::of_log_n(2)).expect("protected");
        }
        let told = folder.export(&zip, PhotoCopies::AsTheyAre).expect("exported");
        assert_eq!((told.files, told.photos), (3, 0));
        let [_, _, (name, text)] = &files(&zip)[..] else { panic!("three files") };
        assert_eq!((name.as_str(), &text[..]), ("case.v1.ron", of_version_1("plain.v1.ron").as_bytes()));
    }
}
