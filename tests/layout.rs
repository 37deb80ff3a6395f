//! Pages of reports: whatever the names and the language, nothing lies over anything else or leaves its column.

use std::sync::Arc;

use image::RgbImage;
use jiff::civil::{Date, date};
use scalp_shade::case::{CaseCode, Consent, Mixed, MixedBottle, MixedPlace};
use scalp_shade::color::Lab;
use scalp_shade::library::{Shade, ShadeLibrary};
use scalp_shade::locale::{Language, speak};
use scalp_shade::progress::Silent;
use scalp_shade::report::{
    Block, DilutionChart, Kind, LinePlace, Look, PagePlaces, Picture, Sheet, Shelf, Story, Wishes,
    even_waters, places, sheet,
};

const DAY: Date = date(2026, 11, 29);
/// Sixty letters without a blank, sixty with blanks, and forty for a code, which has no more.
const TURKISH: &str = "ÇekoslovakyalılaştıramadıklarımızdanmışsınızcasınaİĞIŞÜÖÇŞĞÜ";
const GREEK: &str = "ΗΛΕΚΤΡΟΕΓΚΕΦΑΛΟΓΡΑΦΗΜΑ σκούρο ζεστό γκρίζο ΩΨΧΦΥΤΣΡ 1234567";
const CODE: &str = "Müşteri-ŞĞÜİÖÇ-ΨΩΦ-WWWWWWWWWWWWWWWWWWWW1";

fn shelf() -> Shelf {
    let library = ShadeLibrary::bundled();
    let named = |(place, shade): (usize, &Shade)| Shade {
        name: if place % 2 == 0 { TURKISH.to_owned() } else { GREEK.to_owned() },
        maker: if place % 2 == 0 { GREEK.to_owned() } else { TURKISH.to_owned() },
        lot: Some(TURKISH.to_owned()),
        ..shade.clone()
    };
    let library = library.shades().iter().enumerate().map(named).collect();
    Shelf { library, name: format!("{TURKISH}.ron"), sha256: "0123456789abcdef".repeat(4), learnt: None }
}

/// The bundled case with long names wherever a person writes one.
fn story() -> Story {
    let mut story = Story::bundled(DAY, shelf(), &Silent).expect("a plan");
    story.case.code = CaseCode::new(CODE).expect("a code");
    story.case.consents.teaching = Consent { given: Some(DAY), withdrawn: None };
    story.case.notes = [GREEK, TURKISH].join(" ").repeat(3);
    story.visit.notes = TURKISH.repeat(4);
    story.visit.next = Some(DAY);
    let bottle = |name: &str, lot: &str| MixedBottle {
        shade: TURKISH.to_owned(),
        name: name.to_owned(),
        parts: 100,
        lot: lot.to_owned(),
        titanium_dioxide: false,
    };
    let bottles = vec![bottle(TURKISH, GREEK), bottle(GREEK, TURKISH), bottle("W", &"W".repeat(60))];
    let places = [MixedPlace::ScarWash, MixedPlace::ScarMarks, MixedPlace::SurroundMarks];
    let mixed = |place| Mixed { place, bottles: bottles.clone(), water_parts: 100.0, cup_ml: 10.0 };
    story.visit.mixed = places.map(mixed).to_vec();
    if let Some(Ok(seen)) = &mut story.seen {
        seen.file = format!("{TURKISH}.jpg");
    }
    story
}

/// What is wrong on a page.
fn faults(page: &PagePlaces) -> Vec<String> {
    /// Parts of a point that rounding takes.
    const SLACK: f32 = 0.1;
    let mut faults = Vec::new();
    let [width, height] = page.size;
    for line in &page.lines {
        let [left, top, right, base] = line.area;
        let [from, to] = line.column;
        if left < from - SLACK || right > to + SLACK {
            faults.push(format!("“{}” leaves its column: {left}..{right} of {from}..{to}", line.text));
        }
        if from < page.margin - SLACK || to > width - page.margin + SLACK {
            faults.push(format!("the column of “{}” lies in the margin: {from}..{to}", line.text));
        }
        // The foot stands in the lower margin.
        let lowest = height - 0.6 * page.margin;
        if left < page.margin - SLACK
            || right > width - page.margin + SLACK
            || top < 0.5 * page.margin
            || base > lowest
        {
            faults.push(format!("“{}” lies in the margin: {:?} of {width} x {height}", line.text, line.area));
        }
    }
    let apart = |a: [f32; 4], b: [f32; 4]| {
        a[2] <= b[0] + SLACK || b[2] <= a[0] + SLACK || a[3] <= b[1] + SLACK || b[3] <= a[1] + SLACK
    };
    for (place, line) in page.lines.iter().enumerate() {
        let later = page.lines.iter().skip(place + 1).filter(|other| !apart(line.area, other.area));
        faults.extend(later.map(|other| format!("“{}” lies over “{}”", line.text, other.text)));
        let under = page.pictures.iter().chain(&page.fields).filter(|area| !apart(line.area, **area));
        faults.extend(
            under.map(|area| format!("“{}” {:?} lies over a picture {area:?}", line.text, line.area)),
        );
    }
    for (place, picture) in page.pictures.iter().enumerate() {
        let [left, top, right, bottom] = *picture;
        let inside = left >= page.margin - SLACK
            && right <= width - page.margin + SLACK
            && top >= page.margin - SLACK
            && bottom <= height - page.margin;
        if !inside {
            faults.push(format!("a picture lies in the margin: {picture:?}"));
        }
        if page.pictures.iter().skip(place + 1).any(|other| !apart(*picture, *other)) {
            faults.push(format!("two pictures lie over each other: {picture:?}"));
        }
    }
    faults
}

#[track_caller]
fn sound(sheet: &Sheet, what: &str) -> usize {
    let pages = places(sheet).unwrap_or_else(|error| panic!("{what}: {error}"));
    for (number, page) in pages.iter().enumerate() {
        let faults = faults(page);
        assert!(faults.is_empty(), "{what}, page {}:\n{}", number + 1, faults.join("\n"));
        assert!(page.lines.len() > 2, "{what}, page {} holds nothing but its foot", number + 1);
    }
    pages.len()
}

/// The only test of this program that speaks: the language is that of all threads.
#[test]
fn nothing_leaves_its_column_or_lies_over_anything_in_any_language() {
    let mut story = story();
    for language in [
        Language::English,
        Language::Spanish,
        Language::German,
        Language::French,
        Language::Turkish,
        Language::Portuguese,
    ] {
        speak(language);
        for kind in [Kind::Studio, Kind::Client, Kind::Study, Kind::Card] {
            let wishes = Wishes { aftercare: Some([TURKISH, GREEK].concat()), ..Wishes::default() };
            let sheet = sheet(&story, kind, &wishes, &Silent).expect("a sheet");
            let pages = sound(&sheet, &format!("{kind:?} in {language:?}"));
            assert!(pages == 1 || kind != Kind::Card, "a card is one picture");
        }
        for waters in [even_waters(9), even_waters(12), vec![200]] {
            let chart =
                DilutionChart { shelf: &story.shelf, skin: Lab::new(64.0, 11.0, 16.0), waters, day: DAY };
            sound(&chart.sheet().expect("a chart"), &format!("chart in {language:?}"));
        }
    }
    speak(Language::English);
    // Without its photo and its plan it is laid out as well.
    story.seen = Some(Err([TURKISH, GREEK].concat()));
    story.visit.plan = None;
    for kind in [Kind::Studio, Kind::Client, Kind::Card] {
        sound(&sheet(&story, kind, &Wishes::default(), &Silent).expect("a sheet"), &format!("bare {kind:?}"));
    }
    pictures_of_every_shape_keep_their_places();
}

fn pictures_of_every_shape_keep_their_places() {
    let pictures: Vec<Picture> = [(400, 300), (300, 400), (2, 900), (900, 2), (1, 1), (640, 640), (50, 400)]
        .iter()
        .map(|(width, height)| {
            let pixels = Arc::new(RgbImage::new(*width, *height));
            Picture::of(&pixels, [TURKISH, GREEK].join(", "))
        })
        .collect();
    for look in [Look::Dense, Look::Roomy, Look::Card] {
        let rows = pictures.chunks(3).map(|row| Block::Pictures(row.to_vec()));
        let singles = pictures.iter().map(|picture| Block::Pictures(vec![picture.clone()]));
        let sheet = Sheet {
            title: TURKISH.repeat(3),
            subtitle: GREEK.repeat(3),
            foot: TURKISH.repeat(3),
            day: DAY,
            look,
            blocks: [Block::Gallery(pictures.clone())].into_iter().chain(rows).chain(singles).collect(),
        };
        sound(&sheet, &format!("pictures, {look:?}"));
    }
}

#[test]
fn what_is_wrong_is_found() {
    let line = |text: &str, left: f32, top: f32| LinePlace {
        text: text.to_owned(),
        area: [left, top, left + 80.0, top + 10.0],
        column: [50.0, 150.0],
        size: 9.0,
    };
    let page = |lines: Vec<LinePlace>| PagePlaces {
        size: [300.0, 400.0],
        margin: 40.0,
        lines,
        pictures: vec![[50.0, 200.0, 250.0, 300.0]],
        fields: vec![[60.0, 320.0, 80.0, 330.0]],
    };
    let found = |lines: Vec<LinePlace>| faults(&page(lines)).join("; ");
    assert_eq!(found(vec![line("a", 60.0, 50.0), line("b", 60.0, 60.0)]), "");
    assert!(found(vec![line("a", 60.0, 50.0), line("b", 60.0, 58.0)]).contains("“a” lies over “b”"));
    assert!(found(vec![line("a", 80.0, 50.0)]).contains("leaves its column"));
    assert!(found(vec![line("a", 60.0, 195.0)]).contains("lies over a picture"));
    assert!(found(vec![line("a", 60.0, 315.0)]).contains("lies over a picture"));
    assert!(found(vec![line("a", 60.0, 385.0)]).contains("lies in the margin"));
}
