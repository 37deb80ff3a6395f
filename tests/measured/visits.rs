//! Two visits compared on rendered photos: the same head in another light, by another exposure, with its scar changed.

use scalp_shade::analysis::{CompareError, Place, Surface, TogetherBy, Visit, compare_visits, read_spot};
use scalp_shade::calibrate::Calibration;
use scalp_shade::color::{Reflectance, delta_e_2000};
use scalp_shade::photo::PixelPos;
use scalp_shade::region::Disc;
use scalp_shade::render::{CardSpec, HairColor, ScarSpec, Scene, SceneSpec, paler, render_scene};

use crate::skins::skins;

fn photo(seed: u64, skin: Reflectance, scar: Reflectance, cast: [f64; 3]) -> Scene {
    let mut spec = SceneSpec::new(seed, skin, scar, HairColor::ALL[0].reflectance());
    spec.hair.cover = 0.0;
    spec.scars = vec![ScarSpec::Strip { length_mm: 36.0, width_mm: 8.0 }];
    spec.light.gradient = 0.1;
    spec.light.glare_share = 0.0;
    spec.card = Some(CardSpec { l_star: 50.0, size_mm: 10.0 });
    spec.camera.cast = cast;
    spec.camera.exposure = 0.9;
    render_scene(&spec).expect("a sound scene")
}

fn place(x: f64, y: f64, radius: f64) -> Place {
    let disc = Disc { center: PixelPos { x, y }, radius };
    Place { before: disc, now: disc }
}

/// Four places of plain skin beside the strip, which lies in the middle of the picture of 1200 by 900; the card lies
/// somewhere at its edge.
fn skin_places(photos: &[Scene; 2]) -> Vec<Place> {
    let candidates =
        [150.0, 700.0, 220.0].into_iter().flat_map(|y| [300.0, 500.0, 700.0, 900.0].map(|x| (x, y)));
    let plain = |place: &Place| {
        photos.iter().all(|photo| {
            let calibration = Calibration::uncalibrated();
            read_spot(&photo.image, &calibration, &place.now, Surface::Skin, "skin").is_ok()
        })
    };
    candidates.map(|(x, y)| place(x, y, 30.0)).filter(plain).take(4).collect()
}

#[test]
fn what_changed_is_told_by_card_and_by_skin() {
    let skins = skins();
    let asked = [place(600.0, 450.0, 30.0)];
    let (mut held, mut count) = ([0_u32; 2], 0_u32);
    let mut errors = [Vec::new(), Vec::new()];
    for (index, seed) in (300..312).enumerate() {
        let skin = skins[(index * 41) % skins.len()].1;
        let (before, now) = (paler(&skin, 1.1), paler(&skin, 0.4));
        let photos = [photo(seed, skin, before, [1.0; 3]), photo(seed, skin, now, [0.8, 0.75, 0.62])];
        let untouched = skin_places(&photos);
        assert!(untouched.len() >= 3, "{untouched:?}");
        let truth = photos.each_ref().map(|photo| photo.truth.at_card_light.scars[0]);
        let change = truth[1] - truth[0];
        let cards = photos.each_ref().map(|photo| {
            Calibration::from_grey(&photo.image, photo.grey.as_ref().expect("a card")).expect("a sound card")
        });
        let none = [Calibration::uncalibrated(), Calibration::uncalibrated()];
        for (way, calibrations) in [cards, none].into_iter().enumerate() {
            let visit = |i: usize| Visit { image: &photos[i].image, calibration: &calibrations[i] };
            let found = compare_visits(visit(0), visit(1), &untouched, &asked).expect("places on skin");
            let expected = if way == 0 { TogetherBy::Cards } else { TogetherBy::UntouchedSkin };
            assert_eq!(found.by, expected);
            let [changed] = found.places.as_slice() else { panic!("one place was asked about: {found:?}") };
            let seen = changed.now - changed.before;
            errors[way].push(delta_e_2000(truth[0] + seen, truth[0] + change));
            held[way] += changed.change_80.holds(change).map(u32::from).iter().sum::<u32>();
            assert!(found.remaining_delta_e.expect("four places") < 2.6, "{:?}", found.remaining_delta_e);
        }
        count += 3;
    }
    for (way, name) in ["by cards", "by untouched skin"].into_iter().enumerate() {
        errors[way].sort_by(f64::total_cmp);
        let (median, most) = (errors[way][errors[way].len() / 2], errors[way].last().copied().unwrap_or(9.0));
        println!(
            "{name}: change off by ΔE00 {median:.2} (median), {most:.2} (most); ranges hold {} of {count}",
            held[way]
        );
        assert!(median < 1.0 && most < 2.5, "{name}: {:?}", errors[way]);
        assert!(held[way] * 10 >= count * 7, "{name}: {} of {count}", held[way]);
    }
}

#[test]
fn photos_with_nothing_in_common_are_refused() {
    let skin = skins()[0].1;
    let scene = photo(1, skin, paler(&skin, 0.8), [1.0; 3]);
    let calibration = Calibration::uncalibrated();
    let visit = Visit { image: &scene.image, calibration: &calibration };
    let refused = compare_visits(visit, visit, &[], &[place(600.0, 450.0, 30.0)]);
    assert_eq!(refused, Err(CompareError::NothingInCommon));
    let outside = compare_visits(visit, visit, &[place(5.0, 5.0, 30.0)], &[]);
    let told = outside.expect_err("a place beside the picture").to_string();
    assert!(told.starts_with("untouched place 1 on the last visit's photo"), "{told}");
}

#[test]
fn the_command_tells_the_same_photo_as_unchanged() {
    let skin = skins()[200].1;
    let scene = photo(2, skin, paler(&skin, 0.8), [1.0; 3]);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("scalp.jpg");
    std::io::Write::write_all(&mut std::fs::File::create(&path).expect("a file"), &scene.jpeg).expect("room");
    let run = |more: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("scalp-shade").expect("the program is built");
        command.arg("compare").arg(&path).arg(&path).args(more).output().expect("it runs")
    };
    let pairs = ["--same", "400,200,30=400,200,30", "--same", "500,720,30=500,720,30"];
    let asked = ["--place", "600,450,30=600,450,30"];
    let told = run(&[&pairs[..], &asked[..], &["--json"]].concat());
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&told.stdout).expect("JSON");
    assert_eq!(answer["by"], "untouched_skin");
    assert!(answer["places"][0]["delta_e"].as_f64().expect("a number") < 0.01);
    let page = String::from_utf8(run(&[&pairs[..], &asked[..]].concat()).stdout).expect("text");
    assert!(page.contains("Place 1: as before"), "{page}");
    let refused = run(&asked);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("nothing brings these photos together"));
}
