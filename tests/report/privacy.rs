//! What must not leave the program.

use std::fs;
use std::ops::Range;

use image::RgbImage;
use lopdf::{Document, Object};
use scalp_shade::analysis::Inputs;
use scalp_shade::case::{CaseFolder, Hardness, Passphrase};
use scalp_shade::photo::PixelRect;
use scalp_shade::progress::Silent;
use scalp_shade::report::{Kind, Story, Wishes, made};

use crate::story::{DAY, KINDS, PLACE, STORY, folder, holds, pages, pictures, report, shelf, with_place};

#[test]
fn the_photo_of_the_test_tells_its_place() {
    let photo = &STORY.seen().expect("a photo").photo;
    assert!(photo.facts.gps_present && photo.facts.camera.make.as_deref() == Some("SecretCam"));
}

#[test]
fn nothing_of_the_photos_file_goes_with_a_report() {
    let place = PLACE.to_le_bytes();
    for kind in KINDS {
        let bytes = report(&STORY, kind);
        let mut searched = vec![bytes.clone()];
        if kind.ending() == "pdf" {
            let mut document = Document::load_mem(&bytes).expect("a PDF");
            document.decompress();
            let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
            searched.extend(streams.map(|stream| stream.content.clone()));
            let info = document.trailer.get(b"Info").and_then(Object::as_reference).expect("its facts");
            let info = document.get_dictionary(info).expect("its facts");
            assert!(info.get(b"Author").is_err() && info.get(b"Title").is_ok(), "{info:?}");
        }
        for bytes in &searched {
            for secret in [b"Exif".as_slice(), b"SecretCam", b"eXIf", b"ICC_PROFILE", b"iCCP", &place] {
                let found = bytes.windows(secret.len()).any(|window| window == secret);
                assert!(!found, "{kind:?} holds {secret:?}");
            }
        }
    }
}

#[test]
fn a_hidden_box_is_smooth_in_every_picture() {
    let photo = &STORY.seen().expect("a photo").photo.image;
    let (width, height) = (f64::from(photo.width()), f64::from(photo.height()));
    // All of the photo, and so a part of each picture.
    let all = PixelRect { x: 0.0, y: 0.0, width, height };
    let shown = pictures(&report(&STORY, Kind::Client));
    let wishes = Wishes { blurred: vec![all], ..Wishes::default() };
    let hidden = pictures(&made(&STORY, Kind::Client, &wishes, &Silent).expect("a sheet"));
    assert_eq!((shown.len(), hidden.len()), (2, 2));
    assert!(least(&shown) > 2.0 && least(&hidden) < 0.4, "{} {}", least(&shown), least(&hidden));
    let mut story = STORY.clone();
    if let Some(Ok(seen)) = &mut story.seen {
        seen.hidden = vec![all];
    }
    for kind in [Kind::Studio, Kind::Client, Kind::Study] {
        // What the case keeps is hidden without being asked for.
        let kept = pictures(&report(&story, kind));
        assert!(least(&kept) < 0.4 && !kept.is_empty(), "{kind:?} {}", least(&kept));
    }
    let outside = PixelRect { x: width + 1.0, ..all };
    let wishes = Wishes { blurred: vec![outside], ..Wishes::default() };
    let told = made(&STORY, Kind::Client, &wishes, &Silent).expect_err("it hides nothing").to_string();
    assert!(told.contains("would hide nothing"), "{told}");
}

/// Mean step from pixel to pixel in the smoothest of the pictures: the lowest part of one of them bears the words that
/// it is a simulation, and the simulation its own marks.
fn least(pictures: &[RgbImage]) -> f64 {
    let rough = pictures.iter().map(|picture| rough(picture, 0..picture.height() / 4));
    rough.fold(f64::INFINITY, f64::min)
}

fn rough(picture: &RgbImage, rows: Range<u32>) -> f64 {
    let steps = rows.flat_map(|y| (1..picture.width()).map(move |x| (x, y)));
    let differs = |(x, y): (u32, u32)| {
        f64::from(picture.get_pixel(x, y).0[1].abs_diff(picture.get_pixel(x - 1, y).0[1]))
    };
    let (sum, count) = steps.fold((0.0, 0.0), |(sum, count), at| (sum + differs(at), count + 1.0));
    sum / f64::max(count, 1.0)
}

/// A picture of stripes of two pixels.
fn striped() -> RgbImage {
    RgbImage::from_fn(400, 300, |x, _| image::Rgb([if x / 2 % 2 == 0 { 40 } else { 220 }; 3]))
}

#[test]
fn every_photo_of_a_visit_is_shown_with_its_own_boxes() {
    let disk = tempfile::tempdir().expect("a folder");
    let mut folder = folder(disk.path());
    for (number, shift) in [(2, 0_u8), (3, 9)] {
        let path = disk.path().join(format!("IMG_{number}.jpg"));
        let mut picture = striped();
        picture.put_pixel(0, 0, image::Rgb([shift; 3]));
        picture.save(&path).expect("a picture");
        let bytes = fs::read(&path).expect("read");
        fs::write(&path, with_place(&bytes)).expect("written");
        folder.take_photo(DAY, &path, Inputs::default()).expect("taken in");
    }
    let mut case = folder.case().clone();
    case.hide((0, 2), vec![PixelRect { x: 0.0, y: 0.0, width: 400.0, height: 300.0 }]);
    folder.save(case).expect("saved");
    folder
        .protect(&Passphrase::new("four words of mine".to_owned()), Hardness::of_log_n(2))
        .expect("protected");
    let path = folder.path().to_owned();
    drop(folder);
    let words = Passphrase::new("four words of mine".to_owned());
    let folder = CaseFolder::open_with(&path, Some(&words)).expect("opened");
    // Only the main photo's measurement is borrowed: it is the same photo.
    let mut story = Story { others: Vec::new(), ..STORY.clone() };
    let told = Story::of_case((folder.case(), &folder.photos()), None, None, shelf(disk.path()), &Silent);
    let told = told.expect("a visit");
    assert_eq!(
        told.seen().map(|seen| seen.hash),
        STORY.seen().map(|seen| seen.hash),
        "read from the encrypted file"
    );
    assert_eq!(told.others.iter().map(|other| other.number).collect::<Vec<_>>(), [2, 3]);
    story.others.clone_from(&told.others);
    for kind in [Kind::Studio, Kind::Client] {
        let pdf = report(&story, kind);
        let text = pages(&pdf).concat();
        holds(&text, &["Photo 2", "Photo 3"]);
        let small: Vec<RgbImage> =
            pictures(&pdf).into_iter().filter(|picture| picture.dimensions() == (400, 300)).collect();
        assert_eq!(small.len(), 2, "{kind:?}");
        let mut roughness: Vec<f64> = small.iter().map(|picture| rough(picture, 0..300)).collect();
        roughness.sort_by(f64::total_cmp);
        assert!(roughness[0] < 1.0 && roughness[1] > 40.0, "{kind:?} {roughness:?}");
        assert!(!pdf.windows(9).any(|bytes| bytes == b"SecretCam"));
    }
    // Who hides a face in one photo does not find it in the next.
    let face = PixelRect { x: 0.0, y: 0.0, width: 90.0, height: 90.0 };
    let wishes = Wishes { blurred: vec![face], ..Wishes::default() };
    let text = pages(&made(&story, Kind::Studio, &wishes, &Silent).expect("a sheet")).concat();
    holds(&text, &["Photo 2: Left out, as nothing is hidden in it", "Photo 3"]);
    let text = pages(&made(&story, Kind::Client, &wishes, &Silent).expect("a sheet")).concat();
    holds(&text, &["Photo 3"]);
    assert!(!text.contains("Photo2"), "{text}");
}
