//! Outlines that grow over like tones, on rendered scalps of known truth.

use scalp_shade::analysis::bundled_case;
use scalp_shade::calibrate::Calibration;
use scalp_shade::photo::PixelPos;
use scalp_shade::region::{Regions, Scar, Shape, like_tones, masks};

/// Pixels of a shape and of the truth, in both over in either.
fn overlap(shape: Shape, truth: &Scar, size: (u32, u32), scale: f64) -> f64 {
    let of = |scar: Scar| {
        let regions = Regions { scars: vec![scar], ..Regions::default() };
        masks(&regions, size.0, size.1, Some(scale)).expect("sound").scars.remove(0)
    };
    let (a, b) = (of(Scar { name: String::new(), shapes: vec![shape] }), of(truth.clone()));
    let either = a.union(&b).pixel_count() as f64;
    (a.pixel_count() + b.pixel_count()) as f64 / either - 1.0
}

#[test]
fn a_click_on_the_bundled_scar_finds_its_outline() {
    let (inputs, photo) = bundled_case().expect("the bundled case");
    let image = &photo.image;
    let matrix = Calibration::uncalibrated().light.nearest_matrix();
    let strip = &inputs.regions.scars[0];
    for (x, y) in [(700.0, 820.0), (1100.0, 750.0), (1500.0, 760.0), (1700.0, 790.0)] {
        let place = PixelPos { x, y };
        let found = like_tones(image, &matrix, place, Some(26.0)).expect("a scar stands out");
        let Shape::Polygon(corners) = &found else { panic!("a polygon") };
        assert!(corners.len() < 400, "{} corners are more than a hand can edit", corners.len());
        let share = overlap(found, strip, (image.width(), image.height()), 26.0);
        println!("from {x} {y}: {:.0} % of the pixels of both", 100.0 * share);
        assert!(share > 0.75, "{x} {y}: {share}");
    }
    let outside = PixelPos { x: -5.0, y: 10.0 };
    assert_eq!(like_tones(image, &matrix, outside, Some(26.0)), None);
    assert_eq!(like_tones(image, &matrix, PixelPos { x: f64::NAN, y: 1.0 }, Some(26.0)), None);
}
