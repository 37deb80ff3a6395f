//! A wash reaches the scar's very edge.

use scalp_shade::blend::Job;
use scalp_shade::photo::PixelRect;
use scalp_shade::preview::{PreviewShow, Seeing};

use crate::case::{Case, PX_PER_MM, SIDE, from_edge};

#[test]
fn a_wash_leaves_no_rim_of_scar() {
    let case = Case::new();
    let (preview, _) = case.shown(Job::Wash);
    let pyramid = case.pyramid();
    let whole = PixelRect { x: 0.0, y: 0.0, width: f64::from(SIDE), height: f64::from(SIDE) };
    let light = |seeing: Seeing| {
        preview.light(&pyramid, whole, (SIDE, SIDE), &PreviewShow { seeing, ..PreviewShow::default() })
    };
    let (before, after) = (light(Seeing::Untreated), light(Seeing::Treated));
    // Mean of what is left of the light, a tenth of a millimetre wide, from 1 mm inside to 1 mm outside.
    let mut rings = [[0.0_f64; 2]; 20];
    let places = (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (x, y)));
    for ((x, y), (before, after)) in places.zip(before.iter().zip(&after)) {
        let ring = (from_edge(x, y) / PX_PER_MM * 10.0).floor() + 10.0;
        if (0.0..20.0).contains(&ring) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 19")]
            let ring = &mut rings[ring as usize];
            *ring = [ring[0] + f64::from(after[1] / before[1]), ring[1] + 1.0];
        }
    }
    let left = rings.map(|[sum, count]| sum / count);
    let wash = left.map(|left| (1.0 - left) / (1.0 - rings[0][0] / rings[0][1]));
    println!("share of the wash by tenths of a millimetre from 1 mm inside to 1 mm outside: {wash:.2?}");
    assert!(wash[..9].iter().all(|share| (share - 1.0).abs() < 0.02), "{wash:?}");
    assert!(wash[9] > 0.93, "{wash:?}");
    assert!(wash[10..13].iter().sum::<f64>() < 2.0, "it ends within a third of a millimetre: {wash:?}");
    assert!(wash[14..].iter().all(|share| share.abs() < 0.02), "{wash:?}");
}
