//! What the user marks becomes the pixels that are measured, or one sentence that says what to do.

use scalp_shade::photo::PixelPos;
use scalp_shade::region::{Disc, RegionError, Regions, RingSize, Scar, Shape, Surround, masks};

fn polygon(corners: &[(f64, f64)]) -> Shape {
    Shape::Polygon(corners.iter().map(|&(x, y)| PixelPos { x, y }).collect())
}

fn disc(x: f64, y: f64, radius: f64) -> Shape {
    Shape::Disc(Disc { center: PixelPos { x, y }, radius })
}

fn regions(shapes: Vec<Shape>) -> Regions {
    Regions { scars: vec![Scar { name: "strip".to_owned(), shapes }], ..Regions::default() }
}

fn message(regions: &Regions, scale: Option<f64>) -> String {
    masks(regions, 400, 300, scale).expect_err("these regions are refused").to_string()
}

#[test]
fn ring_keeps_its_gap_and_width() {
    let found = masks(&regions(vec![disc(200.0, 150.0, 20.0)]), 400, 300, Some(5.0)).expect("a sound scar");
    for y in 0..300u32 {
        for x in 0..400u32 {
            let from_middle = (f64::from(x) + 0.5 - 200.0).hypot(f64::from(y) + 0.5 - 150.0);
            // 1 mm and 10 mm at 5 pixels a millimetre.
            let expected = from_middle > 25.0 && from_middle <= 75.0;
            assert_eq!(found.surround.contains(x, y), expected, "pixel {x}, {y}");
            assert_eq!(found.scars[0].contains(x, y), from_middle <= 20.0, "pixel {x}, {y}");
        }
    }
}

#[test]
fn ring_without_a_scale_follows_the_diagonal() {
    // Diagonal 500: gap 2.5, width 20 pixels.
    let found = masks(&regions(vec![disc(200.0, 150.0, 20.0)]), 400, 300, None).expect("a sound scar");
    let row: Vec<u32> = (0..400).filter(|&x| found.surround.contains(x, 150)).collect();
    assert_eq!(row.iter().find(|&&x| x > 200), Some(&222), "first pixel after the gap");
    assert_eq!(row.last(), Some(&241), "last pixel of the ring");
}

#[test]
fn exclusions_scars_and_edge_are_left_out() {
    let mut marked = regions((0..100).map(|i| disc(20.0 + 3.5 * f64::from(i), 8.0, 5.0)).collect());
    marked.exclusions.push(disc(200.0, 30.0, 9.0));
    marked.surround = Surround::Ring(RingSize::Pixels { gap: 4.0, width: 40.0 });
    let found = masks(&marked, 400, 300, None).expect("a hundred graft scars");
    assert!(
        found.surround.contains(150, 30) && !found.surround.contains(200, 30),
        "the exclusion is left out"
    );
    assert!(!found.surround.contains(150, 8) && found.scars[0].contains(150, 8), "the scar is no surround");
    assert!(
        !found.surround.contains(1, 30) && found.surround.contains(2, 30),
        "two pixels at the edge are left"
    );
    let outline = polygon(&[(0.0, 0.0), (400.0, 0.0), (400.0, 300.0), (0.0, 300.0)]);
    marked.surround = Surround::Outline(outline);
    let found = masks(&marked, 400, 300, None).expect("the whole picture as surround");
    let all = found.surround.pixel_count() + found.scars[0].pixel_count();
    let excluded = 400 * 300 - all;
    assert!((240..270).contains(&excluded), "only the exclusion is missing: {excluded}");
}

#[test]
fn refusals_say_what_to_do() {
    let none = Regions::default();
    assert!(message(&none, None).contains("no scar is outlined"), "no scar");
    let thin = regions(vec![polygon(&[(1.0, 1.0), (9.0, 9.0)])]);
    assert!(message(&thin, None).contains("2 corners: give at least three"), "too few corners");
    let nan = regions(vec![polygon(&[(1.0, f64::NAN), (9.0, 9.0), (9.0, 1.0)])]);
    assert!(message(&nan, None).contains("usable number"), "not a number");
    assert!(
        message(&regions(vec![disc(9.0, 9.0, -1.0)]), None).contains("radius above 0"),
        "negative radius"
    );
    let far = regions(vec![polygon(&[(900.0, 10.0), (990.0, 10.0), (990.0, 90.0)])]);
    assert!(message(&far, None).contains("400 by 300 pixels"), "outside the picture");
    let line = regions(vec![polygon(&[(9.0, 9.0), (20.0, 20.0), (30.0, 30.0)])]);
    assert!(message(&line, None).contains("encloses no pixel"), "no area");
    let mut gone = regions(vec![disc(100.0, 100.0, 10.0)]);
    gone.exclusions.push(disc(100.0, 100.0, 12.0));
    assert!(message(&gone, None).contains("after the exclusions"), "all excluded");
    let mut millimetres = regions(vec![disc(100.0, 100.0, 10.0)]);
    millimetres.surround = Surround::Ring(RingSize::Millimetres { gap: 1.0, width: 10.0 });
    assert!(message(&millimetres, None).contains("scale is not known"), "millimetres without a scale");
    millimetres.surround = Surround::Ring(RingSize::Pixels { gap: 1.0, width: f64::NAN });
    assert_eq!(masks(&millimetres, 400, 300, None), Err(RegionError::BadRing), "a width that is no number");
    let whole = regions(vec![polygon(&[(0.0, 0.0), (400.0, 0.0), (400.0, 300.0), (0.0, 300.0)])]);
    assert_eq!(masks(&whole, 400, 300, None), Err(RegionError::EmptySurround), "no surround is left");
    assert_eq!(masks(&thin, 400, 300, Some(0.0)), Err(RegionError::BadScale), "a scale of nothing");
}
