//! What must not be used is refused with its reason, searched for and shown by its corners; what is shaded or glossy
//! is named and left out.
//!
//! `SCALP_SHADE_CARD_SCENES=60 cargo test --release --test measured chart_refusals:: -- --nocapture` draws 60 scenes of each kind.

#![expect(clippy::print_stdout, reason = "the figures are what the tests are for")]

use std::collections::BTreeMap;

use crate::altered::{HAIR, HAND, changed, lit, under_hair};
use crate::card_scene::{SIZE, Scene, Subject, scene_of};
use rayon::prelude::*;
use scalp_shade::calibrate::{ChartCalibration, ChartError, ChartPick, calibrate_by_chart};
use scalp_shade::photo::{LinearImage, PixelPos};

/// Scenes of each kind in the regular suite.
const REGULAR: u64 = 8;

fn seeds() -> std::ops::Range<u64> {
    let count = std::env::var("SCALP_SHADE_CARD_SCENES").ok().and_then(|count| count.parse().ok());
    700_000..700_000 + count.unwrap_or(REGULAR)
}

fn searched(image: &LinearImage) -> Result<ChartCalibration, ChartError> {
    calibrate_by_chart(image, &ChartPick::default())
}

fn shown(image: &LinearImage, corners: [PixelPos; 4]) -> Result<ChartCalibration, ChartError> {
    calibrate_by_chart(image, &ChartPick { corners: Some(corners), ..ChartPick::default() })
}

/// Counts refusals by their first words, and prints what was not refused.
fn all_refused(kind: &str, answers: &[(String, Result<ChartCalibration, ChartError>)]) {
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    let mut used = Vec::new();
    for (which, answer) in answers {
        match answer {
            Ok(chart) => {
                let dropped: Vec<_> = chart.patches.iter().filter_map(|patch| patch.dropped).collect();
                println!(
                    "{kind}, {which}: used, left out {:.2}, {dropped:?}",
                    chart.reading.leave_one_out_delta_e
                );
                used.push(which);
            }
            Err(error) => *told.entry(error.to_string().chars().take(60).collect()).or_default() += 1,
        }
    }
    println!("{kind}: {} of {} refused; {told:?}", answers.len() - used.len(), answers.len());
    assert!(used.is_empty(), "{kind}: {used:?}");
}

/// Scenes with a card, whose patches are wide enough to be covered in part.
fn with_card() -> Vec<(u64, Scene)> {
    seeds().into_par_iter().map(|seed| (seed, scene_of(seed, Subject::Card, SIZE))).collect()
}

/// The scene with each pixel of the card changed by its place in patches.
fn over_card(scene: &Scene, change: impl Fn([f64; 2], [u16; 3]) -> [u16; 3]) -> LinearImage {
    let card = scene.subject.as_ref().expect("a scene with a card");
    changed(&scene.image, |x, y, pixel| change(card.place_of(f64::from(x) + 0.5, f64::from(y) + 0.5), pixel))
}

type Part = (&'static str, fn([f64; 2]) -> bool);

/// A third of the patches and more.
const PARTS: [Part; 5] = [
    ("left two columns", |[u, v]| u < 1.5 && (-1.0..4.0).contains(&v) && u > -1.0),
    ("right two columns", |[u, v]| u > 3.5 && (-1.0..4.0).contains(&v) && u < 6.0),
    ("four columns of the upper rows", |[u, v]| (-1.0..3.5).contains(&u) && (-1.0..1.5).contains(&v)),
    ("lower half", |[u, v]| (-1.0..6.0).contains(&u) && (1.5..4.0).contains(&v)),
    ("middle", |[u, v]| (0.6..4.4).contains(&u) && (-0.4..3.4).contains(&v)),
];

#[test]
fn half_hidden_cards() {
    let scenes = with_card();
    for (part, covers) in PARTS {
        let mut by_search = Vec::new();
        let mut by_hand = Vec::new();
        for (seed, scene) in &scenes {
            let hand = over_card(scene, |place, pixel| if covers(place) { HAND } else { pixel });
            let hair = over_card(
                scene,
                |place, pixel| {
                    if covers(place) && under_hair(place, 0.09) { HAIR } else { pixel }
                },
            );
            for (what, image) in [("hand", hand), ("hair", hair)] {
                let name = format!("{seed} {what} over the {part}, patches of {:.0} px", scene.patch);
                by_search.push((name.clone(), searched(&image)));
                by_hand.push((name, shown(&image, scene.corners.expect("a card"))));
            }
        }
        all_refused(&format!("{part}, searched"), &by_search);
        all_refused(&format!("{part}, shown"), &by_hand);
    }
}

#[test]
fn cards_over_the_edge_of_the_picture() {
    let answers: Vec<_> = seeds()
        .into_par_iter()
        .map(|seed| (seed.to_string(), searched(&scene_of(seed, Subject::CutOff, SIZE).image)))
        .collect();
    all_refused("over the edge", &answers);
}

#[test]
fn other_cards() {
    for subject in [Subject::SpyderCheckr, Subject::SwappedRows, Subject::SecondPage] {
        let answers: Vec<_> = seeds()
            .into_par_iter()
            .flat_map(|seed| {
                let scene = scene_of(seed, subject, SIZE);
                let card = scene.subject.as_ref().expect("another card");
                let corners = [[-0.44, -0.44], [5.44, -0.44], [5.44, 3.44], [-0.44, 3.44]];
                let corners = corners.map(|corner| card.at(corner));
                let mut answers = vec![(format!("{seed} searched"), searched(&scene.image))];
                if subject != Subject::SecondPage {
                    answers.push((format!("{seed} shown"), shown(&scene.image, corners)));
                }
                answers
            })
            .collect();
        all_refused(&format!("{subject:?}"), &answers);
    }
}

#[test]
fn mirrored_and_grey_pictures() {
    let (mut turned, mut grey) = (Vec::new(), Vec::new());
    for (seed, scene) in with_card() {
        let corners = scene.corners.expect("a card");
        let width = f64::from(scene.image.width());
        let image = crate::altered::mirrored(&scene.image);
        let moved = corners.map(|corner| PixelPos { x: width - corner.x, ..corner });
        turned.push((format!("{seed} searched"), searched(&image)));
        turned.push((format!("{seed} shown"), shown(&image, moved)));
        let image = crate::altered::grey(&scene.image);
        grey.push((format!("{seed} searched"), searched(&image)));
        grey.push((format!("{seed} shown"), shown(&image, corners)));
    }
    all_refused("mirrored", &turned);
    assert!(turned.iter().all(|(_, answer)| answer == &Err(ChartError::Mirrored)), "told as mirrored");
    all_refused("grey", &grey);
    assert!(grey.iter().all(|(_, answer)| answer == &Err(ChartError::Greyscale)), "told as grey");
}

#[test]
fn two_cards() {
    let answers: Vec<_> = seeds()
        .into_par_iter()
        .map(|seed| (seed.to_string(), searched(&scene_of(seed, Subject::TwoCards, SIZE).image)))
        .collect();
    all_refused("two cards", &answers);
    let told = answers.iter().filter(|(_, answer)| answer == &Err(ChartError::Several { count: 2 })).count();
    assert!(told * 20 >= answers.len() * 19, "{told} of {} told as two", answers.len());
}

/// The scene with two columns of the card in the shade.
fn in_shade(scene: &Scene, factor: f64, columns: [usize; 2]) -> LinearImage {
    over_card(scene, |[u, v], pixel| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a column")]
        let column = u.round().max(0.0) as usize;
        let inside = (-1.0..7.0).contains(&u) && (-1.0..4.0).contains(&v);
        if inside && columns.contains(&column.min(5)) { lit(pixel, factor, 0.0) } else { pixel }
    })
}

/// Patches in the shade that are not dark anyway are left out, and no other is called shaded.
fn leaves_out(chart: &ChartCalibration, columns: [usize; 2], name: &str) {
    for (i, patch) in chart.patches.iter().enumerate() {
        let shaded = columns.contains(&(i % 6));
        let called = patch.dropped == Some("in the shade");
        assert!(!called || shaded, "{name}: {} is in full light", patch.reference.name);
        let light = patch.reference.lab.l > 45.0;
        assert!(
            patch.dropped.is_some() || !shaded || !light,
            "{name}: {} is in the shade",
            patch.reference.name
        );
    }
}

/// Shade over two whole columns, and glare over three patches: whatever is used leaves them out by name.
#[test]
fn shade_and_glare() {
    let mut used = [0; 2];
    let mut count = 0;
    for (seed, scene) in with_card() {
        let shades = [0.35, 0.55, 0.75].into_iter().flat_map(|factor| [(factor, [0, 1]), (factor, [4, 5])]);
        for (factor, columns) in shades {
            let image = in_shade(&scene, factor, columns);
            let answers = [searched(&image), shown(&image, scene.corners.expect("a card"))];
            count += answers.len();
            for chart in answers.into_iter().flatten() {
                used[0] += 1;
                leaves_out(&chart, columns, &format!("{seed} {factor} {columns:?}"));
            }
        }
        let glare = [7, 8, 14];
        let image = over_card(&scene, |[u, v], pixel| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a patch")]
            let index = (v.round().max(0.0) as usize) * 6 + u.round().max(0.0) as usize;
            let inside = (-0.5..5.5).contains(&u) && (-0.5..3.5).contains(&v);
            if inside && glare.contains(&index) { lit(pixel, 1.0, 14_000.0) } else { pixel }
        });
        if let Ok(chart) = shown(&image, scene.corners.expect("a card")) {
            used[1] += 1;
            for i in glare {
                assert!(
                    chart.patches[i].dropped.is_some(),
                    "{seed}: glare on {}",
                    chart.patches[i].reference.name
                );
            }
        }
    }
    println!("shade over two columns: {} of {count} used without them; glare: {} used", used[0], used[1]);
}
