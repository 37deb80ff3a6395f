//! The rendered pictures hold what their truth says, and the same scene is always the same picture.

use palette::LinSrgb;
use palette::convert::FromColorUnclamped as _;
use scalp_shade::color::{BANDS, Lab, Reflectance, Xyz, delta_e_2000, lab_of};
use scalp_shade::render::{
    BUNDLED_SEED, CardSpec, CaseFile, HairColor, HairPattern, ScarSpec, SceneError, SceneSpec, paint_scene,
    paler, render_case, render_scene, write_case,
};

/// Fair skin with some blood and melanin, shaped like a measured spectrum.
fn skin() -> Reflectance {
    let text = include_str!("data/issa_sample.csv");
    let row = text.lines().nth(2).expect("the table has rows");
    let values: Vec<f64> = row.split(',').skip(2).take(BANDS).map(|v| v.parse().expect("a number")).collect();
    Reflectance(values.try_into().expect("31 bands"))
}

fn small(seed: u64) -> SceneSpec {
    let mut spec = SceneSpec::new(seed, skin(), paler(&skin(), 1.0), HairColor::Brown.reflectance());
    (spec.width, spec.height) = (640, 480);
    spec.scars = vec![
        ScarSpec::Strip { length_mm: 18.0, width_mm: 3.0 },
        ScarSpec::Grafts { count: 6, diameter_mm: 1.0 },
    ];
    spec
}

fn lab_of_srgb(light: [f64; 3]) -> Lab {
    lab_of(Xyz::from_color_unclamped(LinSrgb::new(light[0], light[1], light[2])))
}

#[test]
fn area_average_and_cover_are_those_of_the_ideal_pixels() {
    for (seed, cover, form) in [
        (1, 0.03, HairPattern::Dots),
        (2, 0.15, HairPattern::Strokes { length_mm: 1.0 }),
        (3, 0.35, HairPattern::Strokes { length_mm: 3.0 }),
    ] {
        let mut spec = small(seed);
        spec.hair.cover = cover;
        spec.hair.form = form;
        let canvas = paint_scene(&spec).expect("in range");
        let truth = render_scene(&spec).expect("in range").truth;
        let ring = canvas.surround();
        let inside: Vec<usize> = (0..ring.len()).filter(|i| ring[*i]).collect();
        let count = inside.len() as f64;
        let mut mean = [0.0; 3];
        for &i in &inside {
            let light = canvas.pixel(i);
            mean = std::array::from_fn(|c| mean[c] + f64::from(light[c]) / count);
        }
        let counted = inside.iter().map(|i| f64::from(canvas.cover(*i))).sum::<f64>() / count;
        assert!(delta_e_2000(lab_of_srgb(mean), truth.at_card_light.area_average) < 1e-3);
        assert!((counted - truth.cover).abs() < 1e-9);
        assert!((truth.cover - cover).abs() < 0.3 * cover + 0.005, "{cover}: {}", truth.cover);
    }
}

#[test]
fn the_same_scene_is_the_same_picture_on_any_number_of_threads() {
    let spec = small(5);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| render_scene(&spec)).expect("in range")
    };
    let (one, three) = (on(1), on(3));
    assert_eq!(one.jpeg, three.jpeg);
    assert_eq!(one.truth, three.truth);
    assert_eq!(one.image, three.image);
    let other = render_scene(&small(6)).expect("in range");
    assert_ne!(one.jpeg, other.jpeg);
}

#[test]
fn the_card_reads_its_lightness_in_the_light_that_falls_on_it() {
    for l_star in [30.0, 50.0, 90.0] {
        let mut spec = small(8);
        spec.card = Some(CardSpec { l_star, size_mm: 8.0 });
        let scene = render_scene(&spec).expect("in range");
        let pick = scene.grey.expect("there is a card");
        let light = scene.truth.light_at_card.expect("there is a card");
        let (mut sum, mut count) = ([0.0; 3], 0.0);
        for y in 0..scene.image.height() {
            for x in 0..scene.image.width() {
                let (dx, dy) = (f64::from(x) + 0.5 - pick.center.x, f64::from(y) + 0.5 - pick.center.y);
                if dx.hypot(dy) < pick.radius {
                    let pixel = scene.image.pixel(x, y).expect("inside");
                    sum = std::array::from_fn(|c| sum[c] + f64::from(pixel[c]) / 65_535.0);
                    count += 1.0;
                }
            }
        }
        let xyz = Xyz::from_color_unclamped(palette::rgb::LinRec2020::<f64>::new(
            sum[0] / count / light,
            sum[1] / count / light,
            sum[2] / count / light,
        ));
        let read = lab_of(xyz);
        assert!(delta_e_2000(read, Lab::new(l_star, 0.0, 0.0)) < 0.4, "{l_star}: {read:?}");
    }
}

#[test]
fn a_clean_picture_shows_the_true_tones() {
    let mut spec = small(9);
    spec.hair.cover = 0.0;
    spec.light.gradient = 0.0;
    spec.light.glare_share = 0.0;
    spec.camera.jpeg_quality = 95;
    let scene = render_scene(&spec).expect("in range");
    let truth = &scene.truth.at_card_light;
    assert_eq!((truth.follicle, scene.truth.hairs), (None, 0));
    assert!(delta_e_2000(truth.bare_skin, skin().lab()) < 1.0, "{truth:?}");
    assert!(delta_e_2000(truth.scars[0], paler(&skin(), 1.0).lab()) < 1.0, "{truth:?}");
    let count = f64::from(scene.image.width() * scene.image.height());
    let sum = scene.image.pixels().iter().fold([0.0; 3], |sum: [f64; 3], pixel| {
        std::array::from_fn(|c| sum[c] + f64::from(pixel[c]) / 65_535.0 / count)
    });
    let xyz = Xyz::from_color_unclamped(palette::rgb::LinRec2020::<f64>::new(sum[0], sum[1], sum[2]));
    let canvas = paint_scene(&spec).expect("in range");
    let all = canvas.tones_within(&vec![true; scene.image.pixels().len()], [1.0; 3]).0;
    assert!(delta_e_2000(lab_of(xyz), all.area_average) < 0.3, "{:?} {all:?}", lab_of(xyz));
}

#[test]
fn what_cannot_be_rendered_is_refused_with_the_reason() {
    let refuse = |change: fn(&mut SceneSpec)| {
        let mut spec = small(1);
        change(&mut spec);
        match render_scene(&spec) {
            Err(error @ SceneError::OutOfRange { .. }) => error.to_string(),
            other => panic!("expected a refusal, got {:?}", other.map(|scene| scene.truth)),
        }
    };
    assert_eq!(refuse(|spec| spec.hair.cover = 0.9), "hair cover is 0.9; choose a value from 0 to 0.5");
    assert!(refuse(|spec| spec.px_per_mm = f64::NAN).contains("pixels per millimetre is NaN"));
    assert!(refuse(|spec| spec.width = 0).contains("width in pixels is 0"));
    assert!(refuse(|spec| spec.skin.reflectance.0[3] = 1.5).contains("reflectance is 1.5"));
    assert!(refuse(|spec| spec.camera.cast[2] = 9.0).contains("colour channel"));
    assert!(
        refuse(|spec| spec.scars = vec![ScarSpec::Grafts { count: 0, diameter_mm: 1.0 }]).contains("graft")
    );
}

#[test]
fn the_bundled_case_is_what_render_case_makes() {
    let (photo, text) = render_case(BUNDLED_SEED).expect("the bundled seed is in range");
    let bundled: CaseFile =
        ron::from_str(include_str!("../assets/case/case.ron")).expect("the bundled case reads");
    let made: CaseFile = ron::from_str(&text).expect("a case that was just made reads");
    assert_eq!(bundled.regions, made.regions);
    assert_eq!((bundled.grey, bundled.ruler), (made.grey, made.ruler));
    let tones = |case: &CaseFile| case.truth.at_card_light.clone();
    assert!(delta_e_2000(tones(&bundled).bare_skin, tones(&made).bare_skin) < 0.01);
    assert!(delta_e_2000(tones(&bundled).area_average, tones(&made).area_average) < 0.01);
    // Another processor may round sines differently, which moves single codes of a JPEG.
    let pixels = |bytes: &[u8]| image::load_from_memory(bytes).expect("a JPEG").into_rgb8().into_raw();
    let (old, new) = (pixels(include_bytes!("../assets/case/photo.jpg")), pixels(&photo));
    assert_eq!(old.len(), new.len());
    let apart: u64 = old.iter().zip(&new).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    assert!(apart < old.len() as u64 / 20, "mean difference {} codes", apart as f64 / old.len() as f64);
}

#[test]
fn a_case_is_written_whole_or_refused_with_the_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let inside = folder.path().join("new").join("case");
    let paths = write_case(3, &inside).expect("a free folder");
    let text = std::fs::read_to_string(&paths[1]).expect("the case is there");
    let case: CaseFile = ron::from_str(&text).expect("a case that was just written reads");
    let photo = image::open(inside.join(&case.photo)).expect("the photo is there");
    assert_eq!((case.seed, photo.width()), (3, 2400));
    assert!(std::fs::read_dir(&inside).expect("the folder").count() == 2, "nothing else is left behind");
    let blocked = write_case(3, &paths[1]).expect_err("a file is no folder").to_string();
    assert!(blocked.starts_with("cannot write ("), "{blocked}");
    assert!(blocked.contains("choose a folder"), "{blocked}");
}
