//! A wash reaches the scar's edge and leaves no rim, pale or dark.

use scalp_shade::blend::Job;
use scalp_shade::color::{Xyz, lab_of, mix_light};
use scalp_shade::photo::{PixelPos, PixelRect};
use scalp_shade::preview::{PreviewShow, Seeing};
use scalp_shade::region::{Disc, Shape};

use crate::case::{BARE, Case, PX_PER_MM, SCAR, SCAR_MM, SIDE, from_edge};

/// Lightness by tenths of a millimetre, from 1.5 mm inside the scar's edge to 1.5 mm outside.
type Profile = [f64; 30];

/// A scar whose border is `soft_mm` wide on each side, outlined `off_mm` beyond its edge; before and after a wash.
fn across(soft_mm: f64, off_mm: f64) -> [Profile; 2] {
    let mut case = Case::new();
    case.paint(|x, y| {
        let inside = -from_edge(x, y) / PX_PER_MM;
        let t = (0.5 + inside / (2.0 * soft_mm)).clamp(0.0, 1.0);
        let share = t * t * (3.0 - 2.0 * t);
        (mix_light(&[(SCAR, share), (BARE, 1.0 - share)]), 1.0)
    });
    let middle = f64::from(SIDE) / 2.0;
    let radius = (SCAR_MM + off_mm) * PX_PER_MM;
    case.inputs.regions.scars[0].shapes =
        vec![Shape::Disc(Disc { center: PixelPos { x: middle, y: middle }, radius })];
    let (preview, _) = case.shown(Job::Wash);
    let whole = PixelRect { x: 0.0, y: 0.0, width: f64::from(SIDE), height: f64::from(SIDE) };
    [Seeing::Untreated, Seeing::Treated].map(|seeing| {
        let show = PreviewShow { seeing, ..PreviewShow::default() };
        let light = preview.light(&case.pyramid(), whole, (SIDE, SIDE), &show);
        let mut rings = [[0.0_f64; 4]; 30];
        let places = (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (x, y)));
        for ((x, y), xyz) in places.zip(light) {
            let ring = (from_edge(x, y) / PX_PER_MM * 10.0).floor() + 15.0;
            if (0.0..30.0).contains(&ring) {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 29")]
                let ring = &mut rings[ring as usize];
                *ring = std::array::from_fn(|c| ring[c] + xyz.get(c).map_or(1.0, |v| f64::from(*v)));
            }
        }
        rings.map(|[x, y, z, count]| lab_of(Xyz::new(x / count, y / count, z / count)).l)
    })
}

#[test]
fn a_wash_leaves_no_rim_of_scar_and_makes_none_on_the_skin() {
    let mut worst = 0.0_f64;
    for (soft_mm, off_mm) in [(0.03, 0.0), (0.35, 0.0), (0.6, 0.0), (0.35, -0.3), (0.35, 0.3)] {
        let [_, after] = across(soft_mm, off_mm);
        let (low, high) = (after[0].min(after[29]), after[0].max(after[29]));
        let most = after.iter().copied().fold(f64::NEG_INFINITY, f64::max) - high;
        let least = low - after.iter().copied().fold(f64::INFINITY, f64::min);
        println!(
            "border {soft_mm} mm soft, outlined {off_mm} mm off: a rim {most:.2} paler and {least:.2} darker in L* \
             (wash {:.1}, skin {:.1})",
            after[0], after[29]
        );
        worst = worst.max(most).max(least);
    }
    assert!(worst < 1.0, "a rim of {worst} in L*");
}
