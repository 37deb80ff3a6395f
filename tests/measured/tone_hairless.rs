//! Skin without hair: texture and noise are not taken for hair, and no dots are proposed for it.

use scalp_shade::blend::Job;
use scalp_shade::calibrate::Calibration;
use scalp_shade::color::{Lab, xyz_of};
use scalp_shade::photo::{LinearImage, PixelPos};
use scalp_shade::progress::Silent;
use scalp_shade::region::{Disc, Regions, Scar, Shape};
use scalp_shade::tone::{Tones, measure_tones};
use scalp_shade::{analysis, blend, library};

const WIDTH: u32 = 420;
const HEIGHT: u32 = 320;

/// Normal noise with sd 1 from seeded sums, smoothed over `size` pixels, sd 1 again.
fn field(seed: u64, size: usize) -> Vec<f64> {
    let (w, h) = (WIDTH as usize, HEIGHT as usize);
    let mut state = seed;
    let mut unit = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / (1u64 << 24) as f64
    };
    let white: Vec<f64> = (0..w * h).map(|_| (0..6).map(|_| unit()).sum::<f64>() - 3.0).collect();
    let average = |x: usize, y: usize| {
        let places = (0..size * size).map(|i| ((x + i % size) % w, (y + i / size) % h));
        places.filter_map(|(x, y)| white.get(y * w + x)).sum::<f64>()
    };
    let smooth: Vec<f64> = (0..w * h).map(|i| average(i % w, i / w)).collect();
    let sd = (smooth.iter().map(|v| v * v).sum::<f64>() / (w * h) as f64).sqrt();
    smooth.into_iter().map(|v| v / sd).collect()
}

/// Light of 0..=1 as 16 bits.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=1 of 16 bits")]
fn code(level: f64) -> u16 {
    (level.clamp(0.0, 1.0) * 65535.0).round() as u16
}

/// Skin with grain of the sensor and mottling of `mottle` relative standard deviation.
fn skin(color: Lab, mottle: f64, seed: u64) -> LinearImage {
    let xyz = xyz_of(color);
    // Linear Rec. 2020 from XYZ (ITU-R BT.2020).
    let rows = [
        [1.716_651, -0.355_671, -0.253_366],
        [-0.666_684, 1.616_481, 0.015_769],
        [0.017_640, -0.042_771, 0.942_103],
    ];
    let light = rows.map(|row: [f64; 3]| row[0] * xyz.x + row[1] * xyz.y + row[2] * xyz.z);
    let (coarse, fine) = (field(seed, 9), [1, 2, 3].map(|i| field(seed + i, 2)));
    let pixels = (0..coarse.len()).map(|i| {
        [0, 1, 2].map(|c: usize| code(light[c] * (1.0 + mottle * coarse[i]) * (1.0 + 0.012 * fine[c][i])))
    });
    LinearImage::from_pixels(WIDTH, HEIGHT, pixels.collect()).expect("as many pixels as asked for")
}

fn measured(image: &LinearImage, px_per_mm: f64) -> Tones {
    let center = PixelPos { x: 210.0, y: 160.0 };
    let scar = Scar { name: "scar".to_owned(), shapes: vec![Shape::Disc(Disc { center, radius: 40.0 })] };
    let regions = Regions { scars: vec![scar], ..Regions::default() };
    measure_tones(image, &regions, &Calibration::uncalibrated(), Some(px_per_mm), &Silent)
        .expect("tones of plain skin")
}

#[test]
fn texture_is_not_taken_for_hair() {
    let mut looked = 0;
    for (seed, color) in [Lab::new(64.0, 11.5, 16.5), Lab::new(42.0, 11.0, 15.0)].into_iter().enumerate() {
        for mottle in [0.0, 0.03] {
            let image = skin(color, mottle, 100 * seed as u64 + 7);
            for px_per_mm in [10.0, 17.0, 25.0, 33.0] {
                let tones = measured(&image, px_per_mm);
                let what = format!("skin {color:?}, mottling {mottle}, {px_per_mm} px/mm");
                assert!(tones.hair.is_err(), "{what}: hair {:?}", tones.hair);
                assert!(tones.follicle.is_err(), "{what}: follicle {:?}", tones.follicle);
                assert!(tones.hairs.is_none(), "{what}: hairs {:?}", tones.hairs);
                // Coarse mottling far away can be hair: then the stated error reaches down to none.
                let least = tones.cover - 2.0 * tones.cover_sd;
                assert!(least < 0.01, "{what}: cover {:.3} ± {:.3}", tones.cover, tones.cover_sd);
                looked += 1;
            }
        }
    }
    assert_eq!(looked, 16, "every skin at every scale");
}

#[test]
fn skin_without_hair_gets_no_dots() {
    let tones = measured(&skin(Lab::new(64.0, 11.5, 16.5), 0.02, 5), 25.0);
    let inputs = analysis::Inputs::default();
    let target = analysis::match_target(&inputs, &Calibration::uncalibrated(), &tones);
    let found = blend::find_matches(
        &target,
        &library::ShadeLibrary::bundled(),
        &blend::MatchSettings::default(),
        &Silent,
    )
    .expect("a search over the bundled shades");
    assert!(matches!(found.job.kind, Job::SkinTone | Job::None), "job {:?}", found.job);
}
