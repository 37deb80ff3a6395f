//! What became of every pixel: histograms and the map of what was left out count what the measurement counted.

#[path = "support/skins.rs"]
mod skins;

use std::ops::ControlFlow;

use scalp_shade::calibrate::Calibration;
use scalp_shade::photo::{LinearImage, PixelPos};
use scalp_shade::progress::{Progress, Silent};
use scalp_shade::region::{Disc, Mask, Masks, Shape, masks};
use scalp_shade::render::{HairColor, LightSpec, ScarSpec, Scene, SceneSpec, SpotSpec, paler, render_scene};
use scalp_shade::tone::{
    LIGHTNESS_BINS, LeftOut, LightnessHistogram, PixelUse, Rejected, ToneError, Tones, left_out,
    measure_tones,
};

use skins::skins;

/// A scar among stubble with shine, moles and an outline that excludes a part of both.
fn scene() -> Scene {
    let skin = skins()[200].1;
    let mut spec = SceneSpec::new(31, skin, paler(&skin, 0.9), HairColor::Black.reflectance());
    (spec.width, spec.height, spec.px_per_mm) = (760, 560, 22.0);
    spec.scars = vec![ScarSpec::Strip { length_mm: 18.0, width_mm: 3.5 }];
    spec.hair.overhang = true;
    spec.light = LightSpec { gradient: 0.3, glare_share: 0.06, glare_peak: 1.2 };
    spec.spots = SpotSpec { moles: 3, redness: 1, wet: 1 };
    let mut scene = render_scene(&spec).expect("a sound scene");
    let center = PixelPos { x: 380.0, y: 280.0 };
    scene.regions.exclusions.push(Shape::Disc(Disc { center, radius: 45.0 }));
    scene
}

fn measured(scene: &Scene) -> Tones {
    let (scale, light) = (Some(scene.px_per_mm), Calibration::uncalibrated());
    measure_tones(&scene.image, &scene.regions, &light, scale, &Silent).expect("sound tones")
}

fn found(scene: &Scene, tones: &Tones, progress: &dyn Progress) -> Result<LeftOut, ToneError> {
    let sorting = tones.sorting.as_ref().expect("a measurement tells");
    let (scale, light) = (Some(scene.px_per_mm), Calibration::uncalibrated());
    left_out(&scene.image, &scene.regions, &light, scale, sorting, progress)
}

fn masks_of(scene: &Scene) -> Masks {
    let image = &scene.image;
    masks(&scene.regions, image.width(), image.height(), Some(scene.px_per_mm)).expect("sound regions")
}

/// Whether a histogram counts what the tone says was rejected.
fn assert_rejected(found: &LightnessHistogram, rejected: Rejected, what: &str) {
    let [clipped, glare, dark, outlier] =
        [PixelUse::Clipped, PixelUse::Glare, PixelUse::DeepShade, PixelUse::Outlier]
            .map(|of| found.count(of));
    let told = [rejected.clipped, rejected.glare, rejected.deep_shade, rejected.outlier];
    assert_eq!([clipped, glare, dark, outlier], told, "{what}");
}

#[test]
fn histograms_count_what_the_tones_are_made_of() {
    let scene = scene();
    let tones = measured(&scene);
    let (scar, around) = (tones.lightness_of_scar(0), tones.lightness_of_surround());
    let (scar, around) = (scar.expect("a scar's"), around.expect("the surround's"));
    let held = masks_of(&scene);
    let outlined = [held.scars[0].pixel_count(), held.surround.pixel_count()];
    for (found, tone, pixels, what) in [
        (scar, &tones.scars[0].skin, outlined[0], "scar"),
        (around, &tones.bare_skin, outlined[1], "surround"),
    ] {
        let shares: Vec<String> =
            PixelUse::ALL.iter().map(|&of| format!("{of:?} {:.3}", found.share(of))).collect();
        println!("{what}: {} of {pixels} pixels; {}", found.total(), shares.join(", "));
        assert_eq!(found.count(PixelUse::Skin), tone.pixels, "{what}: pixels of the tone");
        assert_rejected(found, tone.rejected, what);
        // Corners of cells with fewer than five pixels are not looked at.
        let missing = pixels - found.total();
        assert!(missing * 200 < pixels, "{what}: {missing} of {pixels} are not counted");
        assert_eq!(found.count(PixelUse::Excluded), 0);
        // The peak of the skin lies at its tone.
        let bins = found.bins(PixelUse::Skin);
        let peak = (0..LIGHTNESS_BINS).max_by_key(|&bin| bins[bin]).expect("64 bins");
        let off = (LightnessHistogram::level(peak) + 0.78 - tone.lab.l).abs();
        assert!(off < 4.0, "{what}: peak {off:.1} from the tone");
    }
    let mixed = scar.count(PixelUse::Hair) + scar.count(PixelUse::Border);
    assert_eq!(mixed, tones.scars[0].skin.rejected.mixed, "what is mixed is hair or border");
    assert!(scar.count(PixelUse::Border) > 0 && around.count(PixelUse::Glare) > 0);
    // Black hair is darker than the skin.
    let mean = |of: PixelUse| {
        let bins = around.bins(of);
        let sum: f64 =
            (0..LIGHTNESS_BINS).map(|bin| LightnessHistogram::level(bin) * f64::from(bins[bin])).sum();
        sum / around.count(of).max(1) as f64
    };
    assert!(around.count(PixelUse::Hair) > 0, "the hair of the surround is told apart");
    assert!(mean(PixelUse::Hair) + 15.0 < mean(PixelUse::Skin), "hair {}", mean(PixelUse::Hair));
    assert!(!serde_json::to_string(&tones).expect("plain figures").contains("lightness"), "it is not saved");
}

#[test]
fn the_map_says_of_each_pixel_what_the_measurement_said() {
    let scene = scene();
    let tones = measured(&scene);
    let map = found(&scene, &tones, &Silent).expect("a map");
    let held = masks_of(&scene);
    let count = |mask: &Mask| {
        let mut counts = [0; PixelUse::ALL.len()];
        for (x, y) in (0..scene.image.height()).flat_map(|y| (0..scene.image.width()).map(move |x| (x, y))) {
            if mask.contains(x, y)
                && let Some(of) = map.at(f64::from(x) + 0.5, f64::from(y) + 0.5)
            {
                counts[of as usize] += 1;
            }
        }
        counts
    };
    let zones =
        [(&held.scars[0], tones.lightness_of_scar(0)), (&held.surround, tones.lightness_of_surround())];
    for (mask, counted) in zones {
        let (counts, counted) = (count(mask), counted.expect("counted"));
        for of in PixelUse::LEFT_OUT {
            assert_eq!(counts[of as usize], counted.count(of), "{of:?}");
        }
        // Hair is asked in single precision here and there: a pixel in a hundred at its edge may differ.
        let hair = counted.count(PixelUse::Hair);
        assert!(counts[PixelUse::Hair as usize].abs_diff(hair) * 100 <= hair, "{counts:?} and {hair}");
        assert_eq!(counts[PixelUse::Excluded as usize], 0, "what is measured is not excluded");
    }
    assert_eq!(map.at(380.5, 280.5), Some(PixelUse::Excluded));
    let disc = std::f64::consts::PI * 45.0 * 45.0;
    assert!((map.count(PixelUse::Excluded) as f64 / disc - 1.0).abs() < 0.02, "all of the disc is excluded");
    for beside in [(-1.0, 5.0), (f64::NAN, 5.0), (1e12, 1.0), (2.0, 2.0)] {
        assert_eq!(map.at(beside.0, beside.1), None, "{beside:?}");
    }
}

#[test]
fn the_map_of_a_large_photo_is_small_and_tells_the_same_shares() {
    let small = scene();
    let tones = measured(&small);
    // The same photo five times as wide and high: 10.6 megapixels.
    let (width, height) = (small.image.width() * 5, small.image.height() * 5);
    let at = |x: u32, y: u32| small.image.pixel(x / 5, y / 5).unwrap_or_default();
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| at(x, y)).collect();
    let image = LinearImage::from_pixels(width, height, pixels).expect("as many pixels as its size");
    let grown = |shape: &Shape| match shape {
        Shape::Disc(disc) => Shape::Disc(Disc {
            center: PixelPos { x: 5.0 * disc.center.x, y: 5.0 * disc.center.y },
            radius: 5.0 * disc.radius,
        }),
        Shape::Polygon(corners) => {
            Shape::Polygon(corners.iter().map(|at| PixelPos { x: 5.0 * at.x, y: 5.0 * at.y }).collect())
        }
    };
    let mut regions = small.regions.clone();
    for scar in &mut regions.scars {
        scar.shapes = scar.shapes.iter().map(grown).collect();
    }
    regions.exclusions = regions.exclusions.iter().map(grown).collect();
    let (scale, light) = (Some(5.0 * small.px_per_mm), Calibration::uncalibrated());
    let large = measure_tones(&image, &regions, &light, scale, &Silent).expect("sound tones");
    let sorting = large.sorting.as_ref().expect("a measurement tells");
    let started = std::time::Instant::now();
    let map = left_out(&image, &regions, &light, scale, sorting, &Silent).expect("a map");
    println!(
        "{:.1} megapixels in {:?}, {} bytes",
        f64::from(width * height) / 1e6,
        started.elapsed(),
        map.bytes()
    );
    assert!(map.bytes() <= 2048 * 2048, "{} bytes", map.bytes());
    let whole = found(&small, &tones, &Silent).expect("a map");
    let share = |map: &LeftOut, of: PixelUse| map.count(of) as f64 / map.bytes() as f64;
    let [a, b] = [&map, &whole].map(|map| share(map, PixelUse::Excluded));
    assert!((a - b).abs() < 0.01, "excluded {a:.3} and {b:.3}");
    let [a, b] = [&map, &whole].map(|map| share(map, PixelUse::Glare) + share(map, PixelUse::Clipped));
    assert!(a > 0.0 && (a - b).abs() < 0.05, "glare {a:.3} and {b:.3}");
}

#[test]
fn finding_what_was_left_out_stops_when_asked() {
    struct Stopped;
    impl Progress for Stopped {
        fn report(&self, _share: f32, _doing: &'static str) -> ControlFlow<()> {
            ControlFlow::Break(())
        }
    }
    let scene = scene();
    let tones = measured(&scene);
    assert!(matches!(found(&scene, &tones, &Stopped), Err(ToneError::Cancelled(_))));
}

#[test]
fn hostile_pictures_give_a_map_or_a_sentence() {
    type Pixel = fn(u32, u32) -> [u16; 3];
    let pictures: [(&str, Pixel); 4] = [
        ("black", |_, _| [0; 3]),
        ("white", |_, _| [u16::MAX; 3]),
        ("chequered", |x, y| if (x + y).is_multiple_of(2) { [0; 3] } else { [50_000; 3] }),
        ("plain", |_, _| [26_000, 17_000, 13_000]),
    ];
    for (name, pixel) in pictures {
        let pixels = (0..120).flat_map(|y| (0..160).map(move |x| pixel(x, y))).collect();
        let image = LinearImage::from_pixels(160, 120, pixels).expect("as many pixels as its size");
        let disc = Shape::Disc(Disc { center: PixelPos { x: 80.0, y: 60.0 }, radius: 22.0 });
        let scar = scalp_shade::region::Scar { name: "disc".to_owned(), shapes: vec![disc] };
        let regions = scalp_shade::region::Regions { scars: vec![scar], ..Default::default() };
        let light = Calibration::uncalibrated();
        for scale in [None, Some(0.5), Some(20.0), Some(1e9)] {
            let Ok(tones) = measure_tones(&image, &regions, &light, scale, &Silent) else { continue };
            let sorting = tones.sorting.as_ref().expect("a measurement tells");
            let map = left_out(&image, &regions, &light, scale, sorting, &Silent).expect("the same regions");
            assert!(map.bytes() <= 160 * 120, "{name} at {scale:?}");
        }
    }
}
