//! Pixels to CIELAB on one thread: palette's own conversion pixel by pixel against the kernel.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::hint::black_box;

use palette::convert::FromColorUnclamped as _;
use palette::{Lab, Xyz, encoding, rgb::Rgb, white_point::D65};
use scalp_shade::color::lab_from_linear;

mod support;

/// Of one row of tiles; small enough to stay out of the way of memory bandwidth.
const PIXELS: u32 = 1 << 20;

fn main() {
    let mut state = 0x2545_F491_u32;
    let mut random = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u16::try_from(state >> 16).unwrap_or(0)
    };
    let pixels: Vec<[u16; 3]> = (0..PIXELS).map(|_| [random(), random(), random()]).collect();
    let unit = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    let columns = unit.map(|v| {
        let rgb = Rgb::<encoding::Linear<encoding::Rec2020>, f64>::from(v);
        <[f64; 3]>::from(Xyz::<D65, f64>::from_color_unclamped(rgb))
    });
    let matrix = std::array::from_fn(|i| std::array::from_fn(|j| columns[j][i]));

    let mut exact: Vec<Lab<D65, f32>> = Vec::with_capacity(pixels.len());
    let mut quick = Vec::with_capacity(pixels.len());
    let ratio = support::ratio(
        "1 Mpx of linear Rec. 2020 to CIELAB, palette and kernel",
        || {
            exact.clear();
            exact.extend(black_box(&pixels).iter().map(|p| {
                let [r, g, b] = p.map(|v| f32::from(v) / 65535.0);
                Lab::from_color_unclamped(Rgb::<encoding::Linear<encoding::Rec2020>, f32>::new(r, g, b))
            }));
        },
        || lab_from_linear(black_box(&pixels), &matrix, &mut quick),
    );
    let apart = exact
        .iter()
        .zip(&quick)
        .map(|(e, q)| (e.l - q[0]).abs().max((e.a - q[1]).abs()).max((e.b - q[2]).abs()));
    let apart = apart.fold(0.0_f32, f32::max);
    println!("largest difference: {apart:.5}");
    assert!(apart < 0.01, "the kernel is {apart} away from palette");
    assert!(ratio >= 3.0, "only {ratio:.1} times as fast as palette");
}
