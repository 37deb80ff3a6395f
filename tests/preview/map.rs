//! The map of differences from the skin around.

use scalp_shade::blend::Job;
use scalp_shade::color::delta_e_2000;
use scalp_shade::photo::PixelRect;
use scalp_shade::preview::{PreviewShow, Seeing, heat_color};

use crate::case::{Case, PX_PER_MM, SIDE, from_edge};

fn whole() -> PixelRect {
    PixelRect { x: 0.0, y: 0.0, width: f64::from(SIDE), height: f64::from(SIDE) }
}

/// Share of the untouched skin, 1 to 4 mm from the scar, that the map shows as a match.
fn quiet(case: &Case) -> f64 {
    let (preview, _) = case.shown(Job::Wash);
    let show = PreviewShow { heat: true, ..PreviewShow::default() };
    let map = preview.paint(&case.pyramid(), whole(), (SIDE, SIDE), &show);
    let places = (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (x, y)));
    let around: Vec<[u8; 3]> = places
        .zip(map)
        .filter(|((x, y), _)| (1.0..4.0).contains(&(from_edge(*x, *y) / PX_PER_MM)))
        .map(|(_, color)| color)
        .collect();
    let matching = around.iter().filter(|color| **color == heat_color(0.0, 1.0)).count();
    matching as f64 / around.len() as f64
}

#[test]
fn untouched_skin_is_a_match_however_the_light_falls() {
    let [even, uneven] = [Case::new(), Case::lit_from_the_left(0.5)].map(|case| quiet(&case));
    println!("a match of the skin around: {even:.3} in even light, {uneven:.3} where it falls to half");
    assert!(even > 0.99 && uneven > 0.99, "{even} {uneven}");
}

/// Mean difference on the scar, 6 mm about its middle, healed.
fn on_scar(case: &Case) -> (f64, f64) {
    let (preview, proposal) = case.shown(Job::Wash);
    let differences = preview.differences(&case.pyramid(), whole(), (SIDE, SIDE), &PreviewShow::default());
    let places = (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (x, y)));
    let inner: Vec<f64> = places
        .zip(differences)
        .filter(|((x, y), _)| from_edge(*x, *y) / PX_PER_MM < -4.0)
        .map(|(_, difference)| f64::from(difference))
        .collect();
    let card = delta_e_2000(proposal.scar.timeline.healed.area, proposal.scar.target.area);
    (inner.iter().sum::<f64>() / inner.len() as f64, card)
}

#[test]
fn the_map_says_what_the_card_says() {
    for (light, case) in [("even", Case::new()), ("uneven", Case::lit_from_the_left(0.5))] {
        let (map, card) = on_scar(&case);
        println!("{light} light: ΔE00 {map:.2} on the map, {card:.2} on the card");
        assert!((map - card).abs() < 0.5, "{light}: {map} {card}");
    }
}

#[test]
fn a_scar_without_pigment_is_seen_and_a_good_plan_gives_a_quiet_map() {
    let case = Case::lit_from_the_left(0.5);
    let (preview, _) = case.shown(Job::WashAndDots);
    let share = |seeing: Seeing| {
        let show = PreviewShow { seeing, ..PreviewShow::default() };
        let differences = preview.differences(&case.pyramid(), whole(), (SIDE, SIDE), &show);
        let places = (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (x, y)));
        let inner: Vec<f32> =
            places.zip(differences).filter(|((x, y), _)| from_edge(*x, *y) < 0.0).map(|(_, d)| d).collect();
        inner.iter().filter(|d| f64::from(**d) <= preview.accepted()).count() as f64 / inner.len() as f64
    };
    let (before, after) = (share(Seeing::Untreated), share(Seeing::Treated));
    println!("a match on the scar: {before:.3} before, {after:.3} after");
    assert!(before < 0.1 && after > 0.95, "{before} {after}");
}

#[test]
fn beyond_the_skin_around_the_photo_is_grey() {
    // The picture's corner is 24 mm from the scar.
    let case = Case::at_scale(15.0);
    let (preview, _) = case.shown(Job::Wash);
    let show = PreviewShow { heat: true, ..PreviewShow::default() };
    let far = PixelRect { x: 0.0, y: 0.0, width: 40.0, height: 40.0 };
    let map = preview.paint(&case.pyramid(), far, (40, 40), &show);
    assert!(map.iter().all(|[r, g, b]| r == g && g == b), "no colour");
    assert!(map.iter().any(|pixel| *pixel != map[0]), "the photo's own texture");
}
