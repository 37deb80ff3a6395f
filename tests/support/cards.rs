//! Cards and boards of coloured squares, in units of the distance from patch to patch.

#![allow(dead_code, clippy::allow_attributes, reason = "each test uses its part")]

use scalp_shade::calibrate::{Edition, reference_patches};
use scalp_shade::color::{Lab, xyz_of};

use super::dice::Dice;
use super::flat::Rect;

/// Linear Rec. 2020 from XYZ (D65), ITU-R BT.2020.
const REC2020: [[f64; 3]; 3] = [
    [1.716_651_19, -0.355_670_78, -0.253_366_28],
    [-0.666_684_35, 1.616_481_24, 0.015_768_55],
    [0.017_639_86, -0.042_770_61, 0.942_103_12],
];

/// Half a patch of the Classic and of the Passport.
pub(crate) const CLASSIC: f64 = 0.443;
pub(crate) const PASSPORT: f64 = 0.413;

/// Linear Rec. 2020 of a colour.
pub(crate) fn light_of(l: f64, a: f64, b: f64) -> [f64; 3] {
    let xyz = xyz_of(Lab::new(l, a, b));
    REC2020.map(|row| (row[0] * xyz.x + row[1] * xyz.y + row[2] * xyz.z).max(0.0))
}

/// The 24 patches of an edition, row by row from dark skin.
pub(crate) fn color_checker(edition: Edition) -> Vec<[f64; 3]> {
    reference_patches(edition).iter().map(|patch| light_of(patch.lab.l, patch.lab.a, patch.lab.b)).collect()
}

/// The `SpyderCheckr` 24 row by row, as darktable's table of it has it (measured by A. Pierre, D50; taken here for
/// D65, which matters little to a card that must only be another one).
pub(crate) fn spyder_checkr() -> Vec<[f64; 3]> {
    [
        [96.04, 2.16, 2.60],
        [80.44, 1.17, 2.05],
        [65.52, 0.69, 1.86],
        [49.62, 0.58, 1.56],
        [33.55, 0.35, 1.40],
        [16.91, 1.43, -0.81],
        [47.12, -32.50, -28.75],
        [50.49, 53.45, -13.55],
        [83.61, 3.36, 87.02],
        [41.05, 60.75, 31.17],
        [54.14, -40.80, 34.75],
        [24.75, 13.78, -49.48],
        [60.94, 38.21, 61.31],
        [37.80, 7.30, -43.04],
        [49.81, 48.50, 15.76],
        [28.88, 19.36, -24.48],
        [72.45, -23.57, 60.47],
        [71.65, 23.74, 72.28],
        [70.19, -31.85, 1.98],
        [54.38, 8.84, -25.71],
        [42.03, -15.78, 22.93],
        [48.82, -5.11, -23.08],
        [65.10, 18.14, 18.68],
        [36.13, 14.15, 15.78],
    ]
    .map(|[l, a, b]| light_of(l, a, b))
    .to_vec()
}

/// A board of squares whose first lies at (0, 0), with its border.
pub(crate) fn board(colors: &[[f64; 3]], columns: usize, half: f64, border: [f64; 3]) -> Vec<Rect> {
    let rows = colors.len().div_ceil(columns);
    let high = [columns as f64 - 0.25, rows as f64 - 0.25];
    let mut rects = vec![Rect { low: [-0.75; 2], high, color: border }];
    let squares = colors
        .iter()
        .enumerate()
        .map(|(i, color)| Rect::square([(i % columns) as f64, (i / columns) as f64], half, *color));
    rects.extend(squares);
    rects
}

/// The opened case of a Passport: its page of 24 patches and, beside it, its second page. Places and colours were read
/// off the photo of a Passport that comes with colour-science's colour-checker-detection, its 24 patches being the
/// reference; one unit is the distance of its patches, 43 pixels there.
pub(crate) fn passport(edition: Edition) -> Vec<Rect> {
    let mut rects = vec![
        Rect { low: [-1.64, -6.93], high: [6.73, 4.3], color: light_of(19.0, 1.5, 0.5) },
        Rect { low: [-1.27, -0.7], high: [6.15, 3.77], color: light_of(23.0, 1.4, 0.0) },
    ];
    let patches = color_checker(edition);
    let places = patches.iter().enumerate();
    rects.extend(places.map(|(i, color)| Rect::square([(i % 6) as f64, (i / 6) as f64], PASSPORT, *color)));
    rects.extend(second_page());
    rects
}

/// Middle of the opened case, and of the half with the second page.
pub(crate) const CASE_MIDDLE: [f64; 2] = [2.5, -1.3];
pub(crate) const SECOND_PAGE_MIDDLE: [f64; 2] = [2.5, -4.2];

/// The half of the case with the second page.
pub(crate) fn second_page_alone() -> Vec<Rect> {
    let mut rects = vec![Rect { low: [-1.64, -6.93], high: [6.73, -1.5], color: light_of(19.0, 1.5, 0.5) }];
    rects.extend(second_page());
    rects
}

/// The second page as it lies beside the first: a row of eight colours, two of five greys, one of lights and darks.
fn second_page() -> Vec<Rect> {
    const COLORS: [[f64; 3]; 8] = [
        [46.1, 50.8, -4.0],
        [48.0, 29.0, -27.8],
        [51.2, 5.5, -49.1],
        [63.2, -19.1, -27.8],
        [63.2, -50.7, 23.1],
        [83.7, -12.7, 83.4],
        [69.0, 18.4, 73.9],
        [48.3, 54.4, 26.5],
    ];
    const GREYS: [[[f64; 3]; 5]; 2] = [
        [[79.8, -8.8, -3.3], [80.7, -6.7, -2.3], [81.2, -5.4, -1.9], [82.4, -3.9, -0.5], [80.4, -1.6, 0.4]],
        [[80.2, -4.8, -4.4], [81.3, -3.7, -1.2], [81.8, -1.6, 1.1], [83.4, 3.0, 0.4], [82.2, 3.0, 1.1]],
    ];
    const LIGHTS: [[f64; 3]; 8] = [
        [93.9, -9.8, 3.4],
        [88.5, -2.6, 3.2],
        [81.9, -1.3, 2.0],
        [75.3, -1.6, 1.3],
        [29.8, 0.0, -1.6],
        [27.0, -0.1, -1.5],
        [24.3, 0.9, -2.1],
        [21.8, 1.0, -1.9],
    ];
    let page = Rect { low: [-1.27, -6.47], high: [6.15, -2.05], color: light_of(22.0, 1.4, 0.0) };
    let mut rects = vec![page];
    let mut row =
        |across: f64, first: f64, step: f64, half: f64, colors: &[[f64; 3]]| {
            let places = colors.iter().enumerate();
            rects.extend(places.map(|(i, &[l, a, b])| {
                Rect::square([first - step * i as f64, across], half, light_of(l, a, b))
            }));
        };
    row(-5.72, 5.57, 0.864, 0.36, &COLORS);
    row(-4.77, 4.66, 1.063, 0.44, &GREYS[0]);
    row(-3.72, 4.66, 1.063, 0.44, &GREYS[1]);
    row(-2.72, 5.57, 0.864, 0.36, &LIGHTS);
    rects
}

pub(crate) fn any_color(dice: &mut Dice) -> [f64; 3] {
    let level = dice.from(0.02, 0.8);
    [0; 3].map(|_| level * dice.from(0.3, 1.0))
}

/// Squares of any colours: tiles, swatches, caps of bottles; often as many as a card has.
pub(crate) fn clutter_board(dice: &mut Dice) -> (Vec<Rect>, [usize; 2]) {
    let like_a_card = dice.chance(0.4);
    let [columns, rows] =
        if like_a_card { [6, 4] } else { [2 + dice.below(6) as usize, 2 + dice.below(5) as usize] };
    let one = dice.chance(0.25).then(|| any_color(dice));
    let colors: Vec<_> = (0..columns * rows).map(|_| one.unwrap_or_else(|| any_color(dice))).collect();
    let border = if dice.chance(0.6) { [0.03; 3] } else { any_color(dice) };
    let half = dice.from(0.36, 0.46);
    (board(&colors, columns, half, border), [columns, rows])
}
