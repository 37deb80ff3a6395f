//! Tones from hostile pictures and outlines: finite numbers or one sentence, never a panic; and the laws that
//! every measurement keeps.

#[path = "support/skins.rs"]
mod skins;

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use scalp_shade::calibrate::{Calibration, GreyPick};
use scalp_shade::color::{Lab, delta_e_2000, xyz_of};
use scalp_shade::photo::{LinearImage, PixelPos};
use scalp_shade::progress::{Progress, Silent};
use scalp_shade::region::{Disc, Regions, RingSize, Scar, Shape, Surround};
use scalp_shade::render::{HairColor, ScarSpec, Scene, SceneSpec, paler, render_scene};
use scalp_shade::tone::{ScaleSource, Tone, ToneError, Tones, measure_tones};
use skins::skins;

fn at(x: f64, y: f64) -> PixelPos {
    PixelPos { x, y }
}

fn disc(x: f64, y: f64, radius: f64) -> Shape {
    Shape::Disc(Disc { center: at(x, y), radius })
}

fn scar(name: &str, shapes: Vec<Shape>) -> Scar {
    Scar { name: name.to_owned(), shapes }
}

fn one(shape: Shape) -> Regions {
    Regions { scars: vec![scar("strip", vec![shape])], ..Regions::default() }
}

/// Evenly spread 16-bit numbers, the same each time.
fn noise(seed: u64) -> impl FnMut() -> u16 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u16::try_from(state >> 48).unwrap_or(0)
    }
}

fn picture(width: u32, height: u32, mut pixel: impl FnMut(u32, u32) -> [u16; 3]) -> LinearImage {
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let pixels = places.map(|(x, y)| pixel(x, y)).collect();
    LinearImage::from_pixels(width, height, pixels).expect("as many pixels as asked for")
}

fn measure(image: &LinearImage, regions: &Regions, scale: Option<f64>) -> Result<Tones, ToneError> {
    measure_tones(image, regions, &Calibration::uncalibrated(), scale, &Silent)
}

fn assert_finite(tones: &Tones, what: &str) {
    let check = |tone: &Tone, name: &str| {
        let numbers = [tone.lab.l, tone.lab.a, tone.lab.b];
        let all = numbers.iter().chain(&tone.spread).chain(tone.covariance.iter().flatten());
        assert!(all.into_iter().all(|value| value.is_finite()), "{what}: {name} is {tone:?}");
        assert!((-1.0..=150.0).contains(&tone.lab.l), "{what}: {name} has L* {}", tone.lab.l);
        assert!((0..3).all(|i| tone.covariance[i][i] >= 0.0), "{what}: {name} has {:?}", tone.covariance);
        assert!(tone.spread.iter().all(|&value| value >= 0.0), "{what}: {name} spreads {:?}", tone.spread);
    };
    for scar in &tones.scars {
        check(&scar.skin, &scar.name);
    }
    check(&tones.bare_skin, "bare skin");
    check(&tones.area_average, "area average");
    if let Ok(hair) = &tones.hair {
        check(hair, "hair");
    }
    if let Ok(follicle) = &tones.follicle {
        check(&follicle.tone, "follicle");
    }
    assert!((0.0..=1.0).contains(&tones.cover), "{what}: cover {}", tones.cover);
    assert!(tones.cover_sd.is_finite() && tones.cover_sd >= 0.0, "{what}: cover's error {}", tones.cover_sd);
    assert!(tones.light.percent.is_finite(), "{what}: light {}", tones.light.percent);
    assert!(tones.planned_scar < tones.scars.len(), "{what}: planned scar {}", tones.planned_scar);
    if let Some(scale) = tones.scale {
        assert!(scale.px_per_mm.is_finite() && scale.px_per_mm > 0.0, "{what}: scale {scale:?}");
    }
    if let Some(hairs) = tones.hairs {
        let numbers = [hairs.width_mm, hairs.per_cm2, hairs.length_mm.unwrap_or(0.0)];
        assert!(numbers.iter().all(|value| value.is_finite() && *value >= 0.0), "{what}: {hairs:?}");
    }
}

/// Finite numbers, or one sentence; tells which.
fn sound(found: Result<Tones, ToneError>, what: &str) -> Option<Tones> {
    match found {
        Ok(tones) => {
            assert_finite(&tones, what);
            Some(tones)
        }
        Err(error) => {
            let text = error.to_string();
            assert!(text.len() > 20 && text.len() < 300 && !text.contains('\n'), "{what}: {text}");
            None
        }
    }
}

#[test]
fn tiny_and_plain_pictures() {
    for (width, height) in [(1, 1), (2, 1), (1, 500), (3, 3), (7, 5), (16, 16), (40, 9), (64, 64)] {
        let (w, h) = (f64::from(width), f64::from(height));
        let mut random = noise(u64::from(width * 1000 + height));
        let pictures = [
            ("black", picture(width, height, |_, _| [0; 3])),
            ("white", picture(width, height, |_, _| [u16::MAX; 3])),
            ("grey", picture(width, height, |_, _| [20_000; 3])),
            ("red", picture(width, height, |_, _| [30_000, 0, 0])),
            ("noise", picture(width, height, |_, _| [random(), random(), random()])),
        ];
        for (name, image) in &pictures {
            for scale in [None, Some(1e-9), Some(0.5), Some(20.0), Some(1e9)] {
                for ring in [RingSize::Auto, RingSize::Pixels { gap: 0.0, width: 20.0 }] {
                    let mut regions = one(disc(w / 2.0, h / 2.0, w.min(h) / 4.0 + 0.5));
                    regions.surround = Surround::Ring(ring);
                    sound(measure(image, &regions, scale), &format!("{name} {width}x{height} at {scale:?}"));
                    regions.surround = Surround::Outline(disc(w / 2.0, h / 2.0, w.max(h)));
                    sound(measure(image, &regions, scale), &format!("{name} {width}x{height}, own surround"));
                }
            }
        }
    }
}

#[test]
fn larger_pictures_without_skin() {
    let mut random = noise(5);
    let checks = |x: u32, y: u32| if (x + y).is_multiple_of(2) { [0; 3] } else { [60_000; 3] };
    let pictures = [
        ("black", picture(420, 320, |_, _| [0; 3])),
        ("white", picture(420, 320, |_, _| [u16::MAX; 3])),
        ("uniform", picture(420, 320, |_, _| [22_000, 16_000, 12_000])),
        ("noise", picture(420, 320, |_, _| [random(), random(), random()])),
        ("chequered", picture(420, 320, checks)),
        ("half black", picture(420, 320, |x, _| if x < 210 { [0; 3] } else { [25_000, 18_000, 14_000] })),
        (
            "half white",
            picture(420, 320, |_, y| if y < 160 { [65_535; 3] } else { [25_000, 18_000, 14_000] }),
        ),
        ("one green pixel", picture(420, 320, |x, y| if (x, y) == (9, 9) { [0, 65_535, 0] } else { [0; 3] })),
        (
            "ramp",
            picture(420, 320, |x, y| {
                let value = u16::try_from(x * 150 + y).unwrap_or(u16::MAX);
                [value; 3]
            }),
        ),
    ];
    for (name, image) in &pictures {
        for scale in [None, Some(3.0), Some(10.0), Some(40.0)] {
            let mut regions = one(disc(210.0, 160.0, 30.0));
            regions.surround = Surround::Ring(RingSize::Pixels { gap: 4.0, width: 90.0 });
            let found = sound(measure(image, &regions, scale), &format!("{name} at {scale:?}"));
            match *name {
                "black" | "white" => assert!(found.is_none(), "{name} holds no skin"),
                "uniform" => {
                    let tones = found.expect("an even picture has tones");
                    let apart = delta_e_2000(tones.bare_skin.lab, tones.scars[0].skin.lab);
                    assert!(apart < 0.1, "one colour everywhere, {apart:.2} apart at {scale:?}");
                    assert!(tones.hair.is_err(), "no hair in an even picture");
                    assert!(tones.cover < 0.01, "cover {} in an even picture", tones.cover);
                }
                "noise" => {
                    assert!(found.is_none_or(|tones| tones.cover <= 1.0), "noise has no more than all");
                }
                _ => {}
            }
        }
    }
}

#[test]
fn hostile_outlines() {
    let mut random = noise(11);
    let image = picture(300, 200, |_, _| {
        let light = 18_000 + random() / 8;
        [light, light / 4 * 3, light / 2]
    });
    let far = 1e300;
    let places = [f64::NAN, f64::INFINITY, -far, far, -1e9, 1e9, -50.0, 0.0, 150.0, 300.0];
    for &x in &places {
        for &y in &places {
            for radius in [f64::NAN, 0.0, -1.0, 1e-12, 10.0, 1e4, 1e9, far] {
                sound(measure(&image, &one(disc(x, y, radius)), None), &format!("disc {x} {y} {radius}"));
            }
            let corners = vec![at(x, y), at(150.0, 20.0), at(y, x), at(20.0, 180.0)];
            sound(measure(&image, &one(Shape::Polygon(corners)), Some(10.0)), &format!("corners {x} {y}"));
        }
    }
    let whole = Shape::Polygon(vec![at(0.0, 0.0), at(300.0, 0.0), at(300.0, 200.0), at(0.0, 200.0)]);
    let error = measure(&image, &one(whole.clone()), None).expect_err("a scar over all leaves no surround");
    assert!(error.to_string().contains("no skin is left around the scars"), "{error}");
    let mut covered = one(disc(150.0, 100.0, 20.0));
    covered.exclusions = vec![whole.clone()];
    let error = measure(&image, &covered, None).expect_err("all is excluded");
    assert!(error.to_string().contains("nothing of scar \"strip\" is left"), "{error}");
    let mut far_surround = one(disc(150.0, 100.0, 20.0));
    far_surround.surround = Surround::Outline(disc(900.0, 900.0, 30.0));
    let error = measure(&image, &far_surround, None).expect_err("a surround beside the picture");
    assert!(error.to_string().contains("outside the picture"), "{error}");
    for shapes in [vec![], vec![Shape::Polygon(vec![])], vec![Shape::Polygon(vec![at(5.0, 5.0); 3])]] {
        let regions = Regions { scars: vec![scar("strip", shapes)], ..Regions::default() };
        assert!(sound(measure(&image, &regions, None), "an empty scar").is_none(), "no scar, no tones");
    }
    for scale in [f64::NAN, f64::INFINITY, 0.0, -3.0] {
        let found = measure(&image, &one(disc(150.0, 100.0, 20.0)), Some(scale));
        assert!(sound(found, "a bad scale").is_none(), "a scale of {scale} px/mm");
    }
    for gap in [f64::NAN, -1.0, 1e300] {
        let mut regions = one(disc(150.0, 100.0, 20.0));
        regions.surround = Surround::Ring(RingSize::Pixels { gap, width: 10.0 });
        assert!(sound(measure(&image, &regions, None), "a bad ring").is_none(), "a gap of {gap}");
    }
    // Three hundred graft scars over and beside one another, as one scar and as many.
    let mut random = noise(3);
    let mut place = || f64::from(random()) / 65_536.0;
    let grafts: Vec<Shape> = (0..300).map(|_| disc(300.0 * place(), 200.0 * place(), 3.0)).collect();
    let together = Regions { scars: vec![scar("grafts", grafts.clone())], ..Regions::default() };
    let tones = sound(measure(&image, &together, Some(8.0)), "300 grafts").expect("grafts leave skin");
    assert_eq!(tones.scars.len(), 1, "one scar");
    let apart = Regions {
        scars: grafts.into_iter().map(|shape| scar("graft", vec![shape])).collect(),
        ..Regions::default()
    };
    sound(measure(&image, &apart, Some(8.0)), "300 scars");
}

fn spec() -> SceneSpec {
    let skin = skins()[200].1;
    let mut spec = SceneSpec::new(77, skin, paler(&skin, 0.9), HairColor::Black.reflectance());
    (spec.width, spec.height, spec.px_per_mm) = (900, 640, 24.0);
    spec.scars = vec![
        ScarSpec::Strip { length_mm: 20.0, width_mm: 3.0 },
        ScarSpec::Grafts { count: 8, diameter_mm: 1.2 },
    ];
    spec
}

fn scene() -> Scene {
    render_scene(&spec()).expect("a sound scene")
}

fn measure_scene(scene: &Scene, scale: Option<f64>, progress: &dyn Progress) -> Result<Tones, ToneError> {
    measure_tones(&scene.image, &scene.regions, &Calibration::uncalibrated(), scale, progress)
}

#[test]
fn every_scar_has_its_own_tone_and_the_farthest_is_planned() {
    let shades = [(70.0, 9.0, 14.0), (80.0, 4.0, 10.0), (66.0, 16.0, 15.0), (74.0, 7.0, 12.0)];
    let mut random = noise(21);
    let image = picture(800, 300, |x, y| {
        let inside = |i: u32| {
            let (dx, dy) = (f64::from(x) - 100.0 - 200.0 * f64::from(i), f64::from(y) - 150.0);
            dx.hypot(dy) < 40.0
        };
        let (l, a, b) = (0..4u32).find(|&i| inside(i)).map_or((64.0, 12.0, 17.0), |i| shades[i as usize]);
        let xyz = xyz_of(Lab::new(l + f64::from(random()) / 65_536.0 - 0.5, a, b));
        // Linear Rec. 2020 from XYZ (D65), ITU-R BT.2020.
        let rgb = [
            1.716_651_19 * xyz.x - 0.355_670_78 * xyz.y - 0.253_366_28 * xyz.z,
            -0.666_684_35 * xyz.x + 1.616_481_24 * xyz.y + 0.015_768_55 * xyz.z,
            0.017_639_86 * xyz.x - 0.042_770_61 * xyz.y + 0.942_103_12 * xyz.z,
        ];
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=1 of 16 bits")]
        let codes = rgb.map(|value| (value.clamp(0.0, 1.0) * 65_535.0).round() as u16);
        codes
    });
    let scars = (0..4u32)
        .map(|i| scar(&format!("scar {}", i + 1), vec![disc(100.0 + 200.0 * f64::from(i), 150.0, 36.0)]));
    let regions = Regions {
        scars: scars.collect(),
        surround: Surround::Ring(RingSize::Pixels { gap: 10.0, width: 40.0 }),
        ..Regions::default()
    };
    let tones = measure(&image, &regions, Some(10.0)).expect("four even scars");
    assert_finite(&tones, "four scars");
    assert_eq!(tones.scars.len(), 4, "each its own");
    for (found, (l, a, b)) in tones.scars.iter().zip(shades) {
        let apart = delta_e_2000(found.skin.lab, Lab::new(l, a, b));
        assert!(apart < 1.0, "{}: {apart:.2} from what was painted", found.name);
    }
    let far = |i: usize| delta_e_2000(tones.scars[i].skin.lab, tones.bare_skin.lab);
    let farthest = (0..4).max_by(|&i, &j| far(i).total_cmp(&far(j))).expect("four scars");
    assert_eq!(tones.planned_scar, farthest, "the largest difference");
    assert_eq!(tones.planned_scar, 1, "the palest");
    assert_eq!(tones.scar_skin().lab, tones.scars[1].skin.lab, "what is planned for");
}

/// Asks to stop at a given report.
struct StopAt {
    reports: AtomicUsize,
    at: usize,
}

impl Progress for StopAt {
    fn report(&self, share: f32, doing: &'static str) -> ControlFlow<()> {
        assert!((0.0..=1.0).contains(&share) && !doing.is_empty(), "a share and words: {share} {doing}");
        if self.reports.fetch_add(1, Ordering::Relaxed) == self.at {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

#[test]
fn stops_when_asked_and_reads_alike_on_any_number_of_threads() {
    let scene = scene();
    let counter = StopAt { reports: AtomicUsize::new(0), at: usize::MAX };
    let whole = measure_scene(&scene, Some(scene.px_per_mm), &counter).expect("tones of a sound scene");
    let reports = counter.reports.load(Ordering::Relaxed);
    assert!(reports >= 3, "only {reports} reports");
    for stop in 0..reports {
        let progress = StopAt { reports: AtomicUsize::new(0), at: stop };
        let started = Instant::now();
        let found = measure_scene(&scene, Some(scene.px_per_mm), &progress);
        assert!(matches!(found, Err(ToneError::Cancelled(_))), "stopped at report {stop}: {found:?}");
        assert_eq!(progress.reports.load(Ordering::Relaxed), stop + 1, "no report after the stop");
        assert!(started.elapsed() < Duration::from_secs(2), "slow to stop: {:?}", started.elapsed());
    }
    for threads in [1, 2, 3] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a few threads");
        let found = pool.install(|| measure_scene(&scene, Some(scene.px_per_mm), &Silent));
        assert_eq!(found.as_ref().ok(), Some(&whole), "on {threads} threads");
    }
}

#[test]
fn missing_scale_is_guessed_from_the_hair_and_said() {
    let scene = scene();
    let tones = measure_scene(&scene, None, &Silent).expect("tones without a scale");
    assert_finite(&tones, "without a scale");
    let scale = tones.scale.expect("hair gives a scale");
    assert_eq!(scale.source, ScaleSource::HairWidth, "a guess, and called one");
    println!("guessed {:.1} px/mm where {:.1} is right", scale.px_per_mm, scene.px_per_mm);
    let ratio = scale.px_per_mm / scene.px_per_mm;
    assert!(
        (0.6..=1.67).contains(&ratio),
        "guessed {:.1} px/mm, {:.1} is right",
        scale.px_per_mm,
        scene.px_per_mm
    );
    let said = tones.notes.iter().any(|note| note.contains("0.07 mm"));
    assert!(said, "the guess is said: {:?}", tones.notes);
    let given = measure_scene(&scene, Some(scene.px_per_mm), &Silent).expect("tones with a scale");
    assert_eq!(given.scale.map(|scale| scale.source), Some(ScaleSource::Given), "as given");
    assert!(!given.notes.iter().any(|note| note.contains("0.07 mm")), "no guess: {:?}", given.notes);
}

fn halved(image: &LinearImage) -> LinearImage {
    picture(image.width() / 2, image.height() / 2, |x, y| {
        let mut sum = [0u32; 3];
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            let pixel = image.pixel(2 * x + dx, 2 * y + dy).expect("inside the larger picture");
            for (total, code) in sum.iter_mut().zip(pixel) {
                *total += u32::from(code);
            }
        }
        sum.map(|total| u16::try_from((total + 2) / 4).unwrap_or(u16::MAX))
    })
}

fn halved_shape(shape: &Shape) -> Shape {
    match shape {
        Shape::Polygon(corners) => {
            Shape::Polygon(corners.iter().map(|corner| at(corner.x / 2.0, corner.y / 2.0)).collect())
        }
        Shape::Disc(whole) => disc(whole.center.x / 2.0, whole.center.y / 2.0, whole.radius / 2.0),
    }
}

#[test]
fn photo_and_scale_changed_together_change_little() {
    let mut spec = spec();
    (spec.width, spec.height, spec.px_per_mm) = (1300, 900, 36.0);
    let scene = render_scene(&spec).expect("a sound scene");
    let large = measure_scene(&scene, Some(scene.px_per_mm), &Silent).expect("tones of the large picture");
    let scars = scene
        .regions
        .scars
        .iter()
        .map(|whole| scar(&whole.name, whole.shapes.iter().map(halved_shape).collect()));
    let regions = Regions {
        scars: scars.collect(),
        exclusions: scene.regions.exclusions.iter().map(halved_shape).collect(),
        surround: scene.regions.surround.clone(),
    };
    let small = measure(&halved(&scene.image), &regions, Some(scene.px_per_mm / 2.0)).expect("half the size");
    let mut pairs = vec![
        ("bare skin", large.bare_skin.lab, small.bare_skin.lab, 1.5),
        ("area average", large.area_average.lab, small.area_average.lab, 0.3),
    ];
    for (a, b) in large.scars.iter().zip(&small.scars) {
        pairs.push(("scar", a.skin.lab, b.skin.lab, 0.5));
    }
    for (name, a, b, limit) in pairs {
        let apart = delta_e_2000(a, b);
        println!("{name}: {apart:.2} between 36 and 18 px/mm");
        assert!(apart <= limit, "{name}: {apart:.2} between 36 and 18 px/mm");
    }
    println!("cover {:.3} and {:.3}", large.cover, small.cover);
    assert!((large.cover - small.cover).abs() <= 0.04, "cover {:.3} and {:.3}", large.cover, small.cover);
}

#[test]
fn exposure_undone_by_a_card_leaves_the_tones() {
    let mut spec = spec();
    spec.px_per_mm = 16.0;
    spec.scars = vec![ScarSpec::Strip { length_mm: 18.0, width_mm: 3.0 }];
    spec.card = Some(scalp_shade::render::CardSpec { l_star: 50.0, size_mm: 10.0 });
    let tones = |exposure: f64, cast: [f64; 3]| {
        let mut spec = spec.clone();
        (spec.camera.exposure, spec.camera.cast) = (exposure * spec.camera.exposure, cast);
        let scene = render_scene(&spec).expect("a sound scene");
        let pick: GreyPick = scene.grey.expect("a card was asked for");
        let calibration = Calibration::from_grey(&scene.image, &pick).expect("a sound card");
        measure_tones(&scene.image, &scene.regions, &calibration, Some(16.0), &Silent).expect("sound tones")
    };
    let plain = tones(1.0, [1.0; 3]);
    for (exposure, cast) in [(0.7, [1.0; 3]), (0.85, [1.15, 1.0, 0.8]), (0.8, [0.88, 1.0, 1.2])] {
        let other = tones(exposure, cast);
        for (name, a, b) in [
            ("scar", plain.scars[0].skin.lab, other.scars[0].skin.lab),
            ("bare skin", plain.bare_skin.lab, other.bare_skin.lab),
            ("area average", plain.area_average.lab, other.area_average.lab),
        ] {
            let apart = delta_e_2000(a, b);
            println!("exposure {exposure}, cast {cast:?}: {name} {apart:.2} away");
            assert!(apart <= 2.0, "exposure {exposure}, cast {cast:?}: {name} {apart:.2} away");
        }
    }
}
