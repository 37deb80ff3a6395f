//! Photos of drawdowns: a row of patches, grey card, bare card, then the dilutions; all else is card.

use std::path::Path;

use image::{Rgb, RgbImage};
use scalp_shade::calibrate::{Edition, reference_patches};
use scalp_shade::color::{Lab, xyz_of};
use scalp_shade::optics::{Colourant, Concentrations, DrawdownCard};

pub(crate) const CARD: Lab = Lab::new(92.0, -0.5, 1.5);
pub(crate) const WATER: [f64; 4] = [10.0, 25.0, 50.0, 100.0];
/// Middle of the first patch and the way to the next, in pixels.
pub(crate) const FIRST: u32 = 40;
pub(crate) const STEP: u32 = 80;

pub(crate) fn truth() -> Concentrations {
    Concentrations::single(Colourant::CarbonBlack, 80.0).with(Colourant::IronOxideRed, 50.0)
}

/// sRGB code of a colour in a camera of some exposure that takes grey a little warm.
pub(crate) fn code(lab: Lab) -> [u8; 3] {
    const SRGB: [[f64; 3]; 3] = [
        [3.240_454, -1.537_139, -0.498_531],
        [-0.969_266, 1.876_011, 0.041_556],
        [0.055_643, -0.204_026, 1.057_225],
    ];
    let xyz = xyz_of(lab);
    let cast = [1.03, 1.0, 0.95];
    [0, 1, 2].map(|i: usize| {
        let linear: f64 = SRGB[i].iter().zip([xyz.x, xyz.y, xyz.z]).map(|(m, x)| m * x).sum();
        let light = (0.9 * cast[i] * linear).clamp(0.0, 1.0);
        let encoded =
            if light <= 0.003_130_8 { 12.92 * light } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=255")]
        let code = (255.0 * encoded).round() as u8;
        code
    })
}

/// Patches in a row: grey card, bare card, then the drawdowns; the rest is card.
pub(crate) fn photo(folder: &Path, really: &[f64]) -> String {
    let film = DrawdownCard::from_lab(CARD);
    let mut patches = vec![Lab::new(50.0, 0.0, 0.0), CARD];
    patches.extend(really.iter().map(|water| film.color_of(&truth(), *water)));
    let width = STEP * u32::try_from(patches.len()).expect("a few");
    let picture = RgbImage::from_fn(width, STEP, |x, y| {
        let inside = (10..70).contains(&(x % STEP)) && (10..70).contains(&y);
        let lab = patches.get((x / STEP) as usize).copied().filter(|_| inside).unwrap_or(CARD);
        let noise = i32::try_from((x * 7 + y * 11) % 3).expect("small") - 1;
        Rgb(code(lab).map(|code| u8::try_from((i32::from(code) + noise).clamp(0, 255)).expect("clamped")))
    });
    let path = folder.join("bottle.png");
    picture.save(&path).expect("it can be written");
    path.to_str().expect("a plain path").to_owned()
}

/// The same with a `ColorChecker` below in place of the grey patch.
pub(crate) fn photo_with_chart(folder: &Path) -> String {
    const PITCH: u32 = 40;
    let plain = image::open(photo(folder, &WATER)).expect("the picture just written").to_rgb8();
    let patches = reference_patches(Edition::Before2014);
    let (left, top) = (100, STEP + 20);
    let picture = RgbImage::from_fn(plain.width(), STEP + 200, |x, y| {
        if y < STEP {
            let grey = x < STEP;
            return if grey { Rgb(code(CARD)) } else { *plain.get_pixel(x, y) };
        }
        let (u, v) = (x.wrapping_sub(left), y.wrapping_sub(top));
        if u >= 6 * PITCH || v >= 4 * PITCH {
            return Rgb(code(CARD));
        }
        let on_patch = (4..PITCH - 2).contains(&(u % PITCH)) && (4..PITCH - 2).contains(&(v % PITCH));
        let patch = patches[(v / PITCH * 6 + u / PITCH) as usize];
        Rgb(code(if on_patch { patch.lab } else { Lab::new(20.0, 0.0, 0.0) }))
    });
    let path = folder.join("bottle_chart.png");
    picture.save(&path).expect("it can be written");
    path.to_str().expect("a plain path").to_owned()
}
