//! Seen from a distance: what is neutral stays neutral, and nothing gains a colour that was not there.

use scalp_shade::blend::Job;
use scalp_shade::color::{Lab, Xyz, lab_of};
use scalp_shade::photo::PixelRect;
use scalp_shade::preview::{PreviewShow, Seeing};

use crate::case::{BARE, Case, HAIR, SIDE, is_hair};

/// Pixels on a millimetre here: 8 cm of skin.
const FINE: f64 = 10.0;
const WHITE: Lab = Lab::new(93.0, 0.0, 0.0);
const GREY: Lab = Lab::new(55.0, 0.0, 0.0);
const BLACK: Lab = Lab::new(22.0, 0.0, 0.0);
const MOLE: Lab = Lab::new(35.0, 11.0, 15.0);
/// White, grey and black stripes, and a ruler: left, top, right, bottom in mm.
const STRIPES: [f64; 4] = [4.0, 4.0, 40.0, 34.0];
const RULER: [f64; 4] = [4.0, 42.0, 76.0, 64.0];

fn within(area: [f64; 4], x: f64, y: f64, by: f64) -> bool {
    x >= area[0] + by && y >= area[1] + by && x < area[2] - by && y < area[3] - by
}

fn drawn(column: u32, row: u32) -> Lab {
    let [x, y] = [column, row].map(|v| (f64::from(v) + 0.5) / FINE);
    if within(STRIPES, x, y, 0.0) {
        return [WHITE, GREY, BLACK][usize::from(x >= 16.0) + usize::from(x >= 28.0)];
    }
    if within(RULER, x, y, 0.0) {
        let tick = x.fract() < 0.3 && y < RULER[1] + if x.floor() % 5.0 == 0.0 { 6.0 } else { 4.0 };
        return if tick { BLACK } else { WHITE };
    }
    if (x - 60.0).hypot(y - 20.0) < 2.0 {
        MOLE
    } else if is_hair(column, row) {
        HAIR
    } else {
        BARE
    }
}

#[test]
fn neutral_stays_neutral_and_hairs_gain_no_colour_at_any_distance() {
    let mut case = Case::at_scale(FINE);
    case.paint(|x, y| (drawn(x, y), 1.0));
    let (preview, _) = case.shown(Job::Wash);
    let whole = PixelRect { x: 0.0, y: 0.0, width: f64::from(SIDE), height: f64::from(SIDE) };
    let most = [BARE, HAIR, MOLE].map(|lab| lab.a.hypot(lab.b)).into_iter().fold(0.0, f64::max);
    for metres in [0.3, 1.0, 3.0] {
        let show =
            PreviewShow { seeing: Seeing::Untreated, distance_m: Some(metres), ..PreviewShow::default() };
        let light = preview.light(&case.pyramid(), whole, (SIDE, SIDE), &show);
        // Two standard deviations of the widest blur from the skin, whose light comes in.
        let inner = 3.3 * metres;
        let (mut neutral, mut highest, mut least) = (0.0_f64, 0.0_f64, f64::INFINITY);
        for ((row, column), xyz) in
            (0..SIDE).flat_map(|row| (0..SIDE).map(move |column| (row, column))).zip(light)
        {
            let [x, y, z] = xyz.map(f64::from);
            let lab = lab_of(Xyz::new(x, y, z));
            let chroma = lab.a.hypot(lab.b);
            highest = highest.max(chroma);
            least = least.min(lab.a).min(lab.b);
            let [x, y] = [column, row].map(|v| (f64::from(v) + 0.5) / FINE);
            if within(STRIPES, x, y, inner) || within(RULER, x, y, inner) {
                neutral = neutral.max(chroma);
            }
        }
        println!(
            "from {metres} m: C* {neutral:.2} at most where it is neutral, {highest:.1} anywhere ({most:.1} in the \
             photo), a* and b* {least:.1} at least"
        );
        assert!(neutral < 1.0, "{metres} m: what is neutral has C* {neutral}");
        assert!(highest < most + 2.0, "{metres} m: C* {highest} where the photo has {most}");
        assert!(least > -1.0, "{metres} m: green or blue of {least}");
    }
}
