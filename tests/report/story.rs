//! A visit with everything written down, and what is read back of its reports.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use image::RgbImage;
use jiff::civil::{Date, date};
use lopdf::{Document, Object};
use scalp_shade::analysis::{Inputs, bundled_case};
use scalp_shade::blend::{HandCup, HandPlan, Job, RecipePart};
use scalp_shade::case::{
    Answer, CaseCode, CaseFolder, ColourTest, Consent, Mixed, MixedBottle, MixedPlace, Question, SkinTest,
};
use scalp_shade::library::{Shade, ShadeLibrary};
use scalp_shade::progress::Silent;
use scalp_shade::report::{Kind, Shelf, Story, Wishes, made};

pub(crate) const DAY: Date = date(2026, 11, 29);
pub(crate) const KINDS: [Kind; 6] =
    [Kind::Studio, Kind::Client, Kind::Card, Kind::Csv, Kind::Json, Kind::Study];
/// Names as clients and makers write them.
pub(crate) const TURKISH: &str = "Ağır Gri, ışıksız İSLÎ ŞÇÖÜ";
pub(crate) const GREEK: &str = "Γκρι ζεστό ΐ";
pub(crate) const CYRILLIC: &str = "Чёрный їжак";
/// Seconds of an arc that a place is told with; no other number in a report has these bytes.
pub(crate) const PLACE: u32 = 0x1DCE_B00C;

/// A visit with everything written down, on a photo that tells where it was taken.
pub(crate) static STORY: LazyLock<Story> = LazyLock::new(|| {
    let disk = tempfile::tempdir().expect("a folder");
    let folder = folder(disk.path());
    let shelf = shelf(disk.path());
    Story::of_case((folder.case(), &folder.photos()), None, None, shelf, &Silent).expect("a visit")
});

fn cup(parts: &[(&str, u32)], water_parts: u32) -> HandCup {
    let parts = parts.iter().map(|(shade, parts)| RecipePart { shade: (*shade).to_owned(), parts: *parts });
    HandCup { parts: parts.collect(), water_parts }
}

fn mixed(place: MixedPlace, bottles: &[(&str, &str, u32, &str)], water_parts: f64) -> Mixed {
    let bottles = bottles.iter().map(|(shade, name, parts, lot)| MixedBottle {
        shade: (*shade).to_owned(),
        name: (*name).to_owned(),
        parts: *parts,
        lot: (*lot).to_owned(),
        titanium_dioxide: false,
    });
    Mixed { place, bottles: bottles.collect(), water_parts, cup_ml: 1.0 }
}

/// A case in a folder, with a photo that was taken in by the program.
pub(crate) fn folder(root: &Path) -> CaseFolder {
    let photo = root.join("IMG_1.jpg");
    fs::write(&photo, with_place(include_bytes!("../../assets/case/photo.jpg"))).expect("written");
    let (marked, _) = bundled_case().expect("the bundled case");
    let inputs = Inputs { without: vec!["grey-8".to_owned()], ..marked };
    let mut folder = CaseFolder::create(root, CaseCode::new("Şule-7").expect("a code"), DAY).expect("begun");
    folder.take_photo(DAY, &photo, inputs).expect("taken in");
    let mut case = folder.case().clone();
    case.notes = String::from("Κρανίο: strip of 2019");
    case.set_answer(Question::Keloid, Answer::No, DAY);
    case.set_answer(Question::Allergy, Answer::Yes, DAY);
    case.tests.push(SkinTest::Colour(ColourTest {
        site: "за ухом".to_owned(),
        mix: "1:30".to_owned(),
        ..ColourTest::on(date(2026, 10, 1))
    }));
    case.consents.record = Consent { given: Some(DAY), withdrawn: None };
    case.consents.teaching = Consent { given: Some(DAY), withdrawn: None };
    let visit = &mut case.visits[0];
    visit.plan = Some(HandPlan {
        job: Job::Dots,
        wash: None,
        dots: Some(cup(&[("grey-30", 1)], 20)),
        surround: Some(cup(&[("black-warm", 3), ("brown-ash", 1)], 24)),
        marks_per_cm2: 90.0,
    });
    visit.mixed = vec![
        mixed(MixedPlace::ScarMarks, &[("grey-30", TURKISH, 1, "LOT-İ42")], 20.0),
        mixed(
            MixedPlace::SurroundMarks,
            &[("black-warm", GREEK, 2, "B-77"), ("brown-ash", CYRILLIC, 1, "")],
            30.0,
        ),
    ];
    visit.next = Some(date(2027, 1, 10));
    visit.notes = String::from("=HYPERLINK(\"x\"), \"quiet\" skin\nsecond line");
    folder.save(case).expect("saved");
    folder
}

pub(crate) fn shelf(root: &Path) -> Shelf {
    let path = root.join("my shades.ron");
    fs::write(&path, ShadeLibrary::bundled_text()).expect("written");
    let named = |shade: &Shade| match shade.id.as_str() {
        "grey-30" => Shade { name: TURKISH.to_owned(), in_stock: false, ..shade.clone() },
        "black-warm" => Shade { name: GREEK.to_owned(), ..shade.clone() },
        "brown-ash" => Shade { name: CYRILLIC.to_owned(), ..shade.clone() },
        _ => shade.clone(),
    };
    let library = ShadeLibrary::bundled().shades().iter().map(named).collect();
    Shelf::of(library, Some(&path), None)
}

/// The JPEG with a camera's name and a place put into it, as a phone does.
pub(crate) fn with_place(jpeg: &[u8]) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| -> Vec<u8> {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value].concat()
    };
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    // IFD 0 takes 30 bytes from 8 on, the GPS IFD 30 from 38 on, the name is at 68, the three fractions at 78.
    tiff.extend(2_u16.to_le_bytes());
    tiff.extend(entry(0x010F, 2, 10, 68_u32.to_le_bytes()));
    tiff.extend(entry(0x8825, 4, 1, 38_u32.to_le_bytes()));
    tiff.extend(0_u32.to_le_bytes());
    tiff.extend(2_u16.to_le_bytes());
    tiff.extend(entry(1, 2, 2, *b"N\0\0\0"));
    tiff.extend(entry(2, 5, 3, 78_u32.to_le_bytes()));
    tiff.extend(0_u32.to_le_bytes());
    tiff.extend(b"SecretCam\0");
    for (value, scale) in [(48, 1), (12, 1), (PLACE, 100_000_000)] {
        tiff.extend([u32::to_le_bytes(value), u32::to_le_bytes(scale)].concat());
    }
    let body = [b"Exif\0\0".as_slice(), &tiff].concat();
    let length = u16::try_from(body.len() + 2).expect("short").to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length, &body, &jpeg[2..]].concat()
}

pub(crate) fn report(story: &Story, kind: Kind) -> Vec<u8> {
    made(story, kind, &Wishes::default(), &Silent).unwrap_or_else(|error| panic!("{kind:?}: {error}"))
}

/// The text of each page, without blanks.
pub(crate) fn pages(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).expect("a PDF");
    let text = |number: &u32| document.extract_text(&[*number]).expect("text").split_whitespace().collect();
    document.get_pages().keys().map(text).collect()
}

pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[track_caller]
pub(crate) fn holds(text: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(text.contains(&squeezed(wanted)), "“{wanted}” is not in\n{text}");
    }
}

/// All pictures of a PDF, as they are shown.
pub(crate) fn pictures(pdf: &[u8]) -> Vec<RgbImage> {
    let document = Document::load_mem(pdf).expect("a PDF");
    let is_picture = |object: &&Object| {
        object.as_stream().is_ok_and(|stream| {
            stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
        })
    };
    let pictures = document.objects.values().filter(is_picture).filter_map(|object| object.as_stream().ok());
    pictures.map(|stream| image::load_from_memory(&stream.content).expect("a JPEG").to_rgb8()).collect()
}
