//! What a ColorChecker in the picture brings: on captures rendered from measured spectra, where the truth is
//! known, and on two real photos, where patches are left out.

#[path = "support/chart_photos.rs"]
mod chart_photos;

use chart_photos::chart_photos;
use scalp_shade::calibrate::{
    Calibration, CalibrationKind, ChartCalibration, ChartPick, ChartSize, Edition, GreyPick,
    calibrate_by_chart,
};
use scalp_shade::color::{BANDS, Illuminant, Lab, Reflectance, delta_e_2000, lab_of};
use scalp_shade::photo::{LinearImage, PixelPos};

/// Pixels from patch to patch.
const PITCH: u32 = 20;
/// Pixels of a patch.
const PATCH: u32 = 17;
/// Skins from the sample.
const SKINS: usize = 80;
/// Linear sRGB from XYZ and back (IEC 61966-2-1).
const SRGB: [[f64; 3]; 3] = [
    [3.240_454_2, -1.537_138_5, -0.498_531_4],
    [-0.969_266_0, 1.876_010_8, 0.041_556_0],
    [0.055_643_4, -0.204_025_9, 1.057_225_2],
];
/// Linear Rec. 2020 from linear sRGB (ITU-R BT.2087).
const REC2020: [[f64; 3]; 3] = [
    [0.627_403_9, 0.329_283_0, 0.043_313_1],
    [0.069_097_3, 0.919_540_4, 0.011_362_3],
    [0.016_391_4, 0.088_013_3, 0.895_595_3],
];

fn times(matrix: &[[f64; 3]; 3], v: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(v).map(|(m, x)| m * x).sum())
}

/// Columns after the wavelength, 31 rows.
fn spectra(text: &str) -> Vec<[f64; BANDS]> {
    let rows: Vec<Vec<f64>> = text
        .lines()
        .skip(2)
        .map(|line| line.split(',').map(|field| field.trim().parse().expect("a number")).collect())
        .collect();
    assert_eq!(rows.len(), BANDS, "400 to 700 nm");
    (1..rows[0].len()).map(|column| std::array::from_fn(|band| rows[band][column])).collect()
}

fn skins() -> Vec<[f64; BANDS]> {
    let all: Vec<[f64; BANDS]> = include_str!("data/issa_sample.csv")
        .lines()
        .skip(2)
        .map(|line| {
            let numbers: Vec<f64> =
                line.split(',').skip(2).take(BANDS).map(|field| field.parse().expect("a number")).collect();
            numbers.try_into().expect("31 bands")
        })
        .collect();
    all.iter().step_by(all.len() / SKINS).take(SKINS).copied().collect()
}

/// Spectrum of a light.
fn light(light: Illuminant) -> [f64; BANDS] {
    let columns = spectra(include_str!("../assets/cie_1931_2deg_10nm.csv"));
    let index = Illuminant::ALL.iter().position(|known| *known == light).expect("every light is listed");
    columns[3 + index]
}

/// A camera with its profile for daylight, in one light, with or without automatic white balance.
struct Camera {
    responses: [[f64; BANDS]; 3],
    white: [f64; 3],
    daylight_white: [f64; 3],
    daylight: [[f64; 3]; 3],
    exposure: f64,
    automatic: bool,
}

impl Camera {
    fn new(sensitivity: &[[f64; BANDS]], lit: Illuminant, automatic: bool, card: &[[f64; BANDS]]) -> Self {
        let under = |spectrum: [f64; BANDS]| -> [[f64; BANDS]; 3] {
            [0, 1, 2].map(|c: usize| std::array::from_fn(|band| sensitivity[c][band] * spectrum[band]))
        };
        let (responses, daylight) = (under(light(lit)), under(light(Illuminant::D65)));
        let whole = |responses: &[[f64; BANDS]; 3]| responses.map(|r| r.iter().sum::<f64>());
        let mut camera = Self {
            responses,
            white: whole(&responses),
            daylight_white: whole(&daylight),
            daylight: [[0.0; 3]; 3],
            exposure: 1.0,
            automatic,
        };
        let balanced: Vec<[f64; 3]> = card
            .iter()
            .map(|patch| {
                let raw = raw(&daylight, patch);
                [0, 1, 2].map(|c: usize| raw[c] / camera.daylight_white[c])
            })
            .collect();
        let wanted: Vec<[f64; 3]> = card.iter().map(|patch| times(&SRGB, xyz(patch))).collect();
        camera.daylight = fit(&balanced, &wanted);
        if !automatic {
            let white = camera.developed(camera.white);
            camera.exposure = 1.0 / white.into_iter().fold(0.0, f64::max);
        }
        camera.exposure *= 0.9;
        camera
    }

    fn developed(&self, raw: [f64; 3]) -> [f64; 3] {
        let balance = if self.automatic { self.white } else { self.daylight_white };
        times(&self.daylight, [0, 1, 2].map(|c: usize| raw[c] / balance[c]))
    }

    /// Linear Rec. 2020 of the 8-bit sRGB picture.
    fn capture(&self, surface: &[f64; BANDS], shade: f64) -> [f64; 3] {
        let linear = self.developed(raw(&self.responses, surface));
        times(&REC2020, linear.map(|value| through_8_bits(shade * value * self.exposure)))
    }
}

fn raw(responses: &[[f64; BANDS]; 3], surface: &[f64; BANDS]) -> [f64; 3] {
    responses.map(|response| response.iter().zip(surface).map(|(r, s)| r * s).sum())
}

fn xyz(surface: &[f64; BANDS]) -> [f64; 3] {
    let xyz = Reflectance(*surface).xyz();
    [xyz.x, xyz.y, xyz.z]
}

fn lab(surface: &[f64; BANDS]) -> Lab {
    Reflectance(*surface).lab()
}

fn through_8_bits(linear: f64) -> f64 {
    let linear = linear.clamp(0.0, 1.0);
    let encoded = if linear <= 0.003_130_8 { 12.92 * linear } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 };
    let code = (encoded * 255.0).round() / 255.0;
    if code <= 0.04045 { code / 12.92 } else { ((code + 0.055) / 1.055).powf(2.4) }
}

/// The 3 x 3 matrix of least squares from one list to the other.
fn fit(from: &[[f64; 3]], to: &[[f64; 3]]) -> [[f64; 3]; 3] {
    let mut normal = [[0.0; 6]; 3];
    for (a, b) in from.iter().zip(to) {
        for i in 0..3 {
            for j in 0..3 {
                normal[i][j] += a[i] * a[j];
                normal[i][3 + j] += a[i] * b[j];
            }
        }
    }
    for i in 0..3 {
        let pivot = normal[i][i];
        normal[i] = normal[i].map(|value| value / pivot);
        for k in (0..3).filter(|k| *k != i) {
            let factor = normal[k][i];
            let row = normal[i];
            normal[k].iter_mut().zip(row).for_each(|(value, other)| *value -= factor * other);
        }
    }
    [0, 1, 2].map(|output: usize| [0, 1, 2].map(|input: usize| normal[input][3 + output]))
}

/// A picture of the card, dark skin at the top left; `shade` gives the light at a place from 0 to 1.
fn picture(camera: &Camera, card: &[[f64; BANDS]], shade: impl Fn(f64, f64) -> f64) -> LinearImage {
    let (width, height) = (8 * PITCH, 6 * PITCH);
    let black = [0.035; BANDS];
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=1 of 16 bits")]
    let code = |value: f64| (value.clamp(0.0, 1.0) * 65535.0).round() as u16;
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let pixels = places.map(|(x, y)| {
        let (column, row) = (x / PITCH, y / PITCH);
        let on_patch =
            x % PITCH < PATCH && y % PITCH < PATCH && (1..7).contains(&column) && (1..5).contains(&row);
        let surface = if on_patch { card[((row - 1) * 6 + column - 1) as usize] } else { black };
        let light = shade(f64::from(x) / f64::from(width), f64::from(y) / f64::from(height));
        camera.capture(&surface, light).map(code)
    });
    LinearImage::from_pixels(width, height, pixels.collect()).expect("a whole picture")
}

fn corners() -> [PixelPos; 4] {
    let (left, right, bottom) =
        (f64::from(PITCH), f64::from(6 * PITCH + PATCH), f64::from(4 * PITCH + PATCH));
    [(left, left), (right, left), (right, bottom), (left, bottom)].map(|(x, y)| PixelPos { x, y })
}

fn by_hand(edition: Edition) -> ChartPick {
    ChartPick { corners: Some(corners()), edition, ..ChartPick::default() }
}

fn calibrated(image: &LinearImage) -> ChartCalibration {
    calibrate_by_chart(image, &by_hand(Edition::Before2014)).expect("a sound card")
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// How far skins lie from what they are.
fn errors(camera: &Camera, calibration: &Calibration, skins: &[[f64; BANDS]]) -> Vec<f64> {
    let seen = |skin| lab_of(calibration.xyz(camera.capture(skin, 1.0)));
    skins.iter().map(|skin| delta_e_2000(seen(skin), lab(skin))).collect()
}

/// Skin under five lights by three cameras, with and without automatic white balance: what the grey patch alone
/// leaves, and what all 24 patches leave.
#[test]
fn skin_in_rendered_captures() {
    let sensitivities = spectra(include_str!("data/cameras.csv"));
    let card = spectra(include_str!("../assets/colorchecker_reflectance.csv"));
    let skins = skins();
    let (mut all_grey, mut all_chart) = (Vec::new(), Vec::new());
    let mut worst: f64 = 0.0;
    let mut worse_than_grey = Vec::new();
    let mut most_fit: f64 = 0.0;
    for (camera_name, sensitivity) in ["Canon", "Nikon", "Sony"].iter().zip(sensitivities.chunks(3)) {
        for lit in Illuminant::ALL {
            for automatic in [true, false] {
                let camera = Camera::new(sensitivity, lit, automatic, &card);
                let image = picture(&camera, &card, |_, _| 1.0);
                let chart = calibrated(&image);
                // The grey patch of L* 50 as the one reference; light without white balance is no card to
                // the check of casts, so the patch is taken without it.
                let (x, y) = (f64::from(4 * PITCH) + 8.5, f64::from(4 * PITCH) + 8.5);
                let l_star = lab(&card[21]).l;
                let pick = GreyPick { center: PixelPos { x, y }, radius: 6.0, l_star };
                let grey = Calibration::from_grey(&image, &pick);
                let by_chart = errors(&camera, &chart.calibration, &skins);
                let by_grey = grey.as_ref().map(|grey| errors(&camera, grey, &skins));
                let here = median(by_chart.clone());
                let there = by_grey.as_ref().map(|errors| median(errors.clone()));
                let dropped = chart.patches.iter().filter(|patch| patch.dropped.is_some());
                let dropped: Vec<String> = dropped
                    .map(|patch| format!("{} {}", patch.reference.name, patch.dropped.unwrap_or("")))
                    .collect();
                println!(
                    "{camera_name:6} {:7} auto {automatic:5}: grey {:?}, chart {here:.2} ({:?}, fit {:.2}, left out {:.2}) dropped {dropped:?}",
                    lit.name(),
                    there.as_ref().map_err(ToString::to_string),
                    chart.reading.model,
                    chart.reading.fit_delta_e,
                    chart.reading.leave_one_out_delta_e,
                );
                worst = worst.max(here);
                most_fit = most_fit.max(chart.reading.fit_delta_e);
                if there.is_ok_and(|there| here > there) {
                    worse_than_grey.push((camera_name, lit, automatic));
                }
                all_chart.extend(by_chart);
                all_grey.extend(by_grey.unwrap_or_default());
            }
        }
    }
    let (grey, chart) = (median(all_grey), median(all_chart));
    println!(
        "pooled: grey {grey:.2}, chart {chart:.2}, worst {worst:.2}; worse than grey {worse_than_grey:?}; largest fit {most_fit:.2}"
    );
    assert!(grey <= 2.5, "grey card {grey:.2}");
    assert!(chart <= 1.1, "24 patches {chart:.2}");
    assert!(worst <= 3.0, "worst camera and light {worst:.2}");
    assert!(worse_than_grey.is_empty(), "the grey card alone did better: {worse_than_grey:?}");
}

/// The two real photos, corners by hand.
#[test]
fn real_photos_by_hand() {
    for (name, image, corners) in chart_photos() {
        for edition in [Edition::Before2014, Edition::After2014] {
            let pick = ChartPick { corners: Some(corners), edition, ..ChartPick::default() };
            let chart = calibrate_by_chart(&image, &pick).expect("a sound card");
            let CalibrationKind::Chart(reading) = chart.calibration.kind else { panic!("set by a card") };
            let skin = reading.skin_held_out_delta_e.expect("skin patches are sound");
            println!(
                "{name} {edition:?}: {:?} on {} patches, fit {:.2}, left out {:.2}, skin left out {skin:.2}, light {:.0} % ({}), {:.4} mm/px",
                reading.model,
                reading.used,
                reading.fit_delta_e,
                reading.leave_one_out_delta_e,
                reading.light_percent,
                reading.light_corrected,
                reading.mm_per_px
            );
            assert!(reading.leave_one_out_delta_e <= 2.7, "{name} {:.2}", reading.leave_one_out_delta_e);
            assert!(skin <= 3.5, "{name} skin {skin:.2}");
            for patch in chart.patches.iter().filter(|patch| patch.dropped.is_some()) {
                println!("{name}: {} dropped, {:?}", patch.reference.name, patch.dropped);
            }
        }
    }
}

/// The Canon in daylight, the card and its picture.
fn daylight() -> (Camera, Vec<[f64; BANDS]>) {
    let sensitivities = spectra(include_str!("data/cameras.csv"));
    let card = spectra(include_str!("../assets/colorchecker_reflectance.csv"));
    let camera = Camera::new(&sensitivities[..3], Illuminant::D65, true, &card);
    (camera, card)
}

fn refusal(image: &LinearImage, pick: &ChartPick) -> String {
    calibrate_by_chart(image, pick).expect_err("this is no card").to_string()
}

#[test]
fn corners_may_begin_anywhere_and_run_either_way() {
    let (camera, card) = daylight();
    let image = picture(&camera, &card, |_, _| 1.0);
    let straight = calibrated(&image);
    for start in 0..4 {
        for backwards in [false, true] {
            let order = |i: usize| if backwards { (start + 4 - i) % 4 } else { (start + i) % 4 };
            let turned = std::array::from_fn(|i| corners()[order(i)]);
            let pick = ChartPick { corners: Some(turned), ..by_hand(Edition::Before2014) };
            let found = calibrate_by_chart(&image, &pick).expect("the same card");
            for (a, b) in found.reading.corners.iter().zip(straight.reading.corners) {
                assert!((a.x - b.x).hypot(a.y - b.y) < 0.1, "{start} {backwards}: {a:?} {b:?}");
            }
        }
    }
    let scale = straight.reading.mm_per_px;
    assert!((scale - 46.0 / f64::from(PITCH)).abs() < 0.05, "{scale} mm a pixel");
}

#[test]
fn bad_patches_are_dropped_and_named() {
    let (camera, card) = daylight();
    // A shadow over the leftmost column.
    let shaded = picture(&camera, &card, |x, _| if x < 0.24 { 0.5 } else { 1.0 });
    let chart = calibrated(&shaded);
    let shade: Vec<usize> = (0..24).filter(|&i| chart.patches[i].dropped == Some("in the shade")).collect();
    println!("dropped: {shade:?}, left out {:.2}", chart.reading.leave_one_out_delta_e);
    assert!(shade.iter().all(|i| i % 6 == 0), "only what lies in the shade: {shade:?}");
    assert!(shade.len() >= 3, "the lighter patches in the shade: {shade:?}");
    assert!(chart.reading.leave_one_out_delta_e < 3.0, "{:.2}", chart.reading.leave_one_out_delta_e);
    // Light that falls off by a third from left to right.
    let sloped = picture(&camera, &card, |x, _| 1.0 - 0.35 * x);
    let chart = calibrated(&sloped);
    println!("slope: {:.0} %, {}", chart.reading.light_percent, chart.reading.light_corrected);
    assert!((20.0..45.0).contains(&chart.reading.light_percent), "{:.0} %", chart.reading.light_percent);
    assert!(chart.reading.light_corrected, "a slope of a third is clear");
    // One stop over: white and more are clipped, and named.
    let over = picture(&camera, &card, |_, _| 1.6);
    let chart = calibrated(&over);
    assert_eq!(chart.patches[18].dropped, Some("clipped"), "white");
    assert!(chart.reading.used >= 12, "{}", chart.reading.used);
    let blown = picture(&camera, &card, |_, _| 12.0);
    assert!(refusal(&blown, &by_hand(Edition::Before2014)).contains("24 patches"), "blown out");
}

#[test]
fn no_card_is_refused_with_its_reason() {
    let (camera, card) = daylight();
    let image = picture(&camera, &card, |_, _| 1.0);
    let pick = by_hand(Edition::Before2014);
    let rows = |image: &LinearImage, change: &dyn Fn(u32, u32) -> [u16; 3]| {
        let (width, height) = (image.width(), image.height());
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        LinearImage::from_pixels(width, height, places.map(|(x, y)| change(x, y)).collect())
            .expect("as large as before")
    };
    let pixel = |x, y| image.pixel(x, y).expect("inside");
    let last = image.width() - 1;
    let mirrored = rows(&image, &|x, y| pixel(last - x, y));
    let moved = corners().map(|corner| PixelPos { x: f64::from(last + 1) - corner.x, ..corner });
    assert!(refusal(&mirrored, &ChartPick { corners: Some(moved), ..pick }).contains("mirrored"));
    let grey = rows(&image, &|x, y| [pixel(x, y)[1]; 3]);
    assert!(refusal(&grey, &pick).contains("no colours"), "greyscale");
    let mut other = card.clone();
    other.rotate_left(5);
    let other = picture(&camera, &other, |_, _| 1.0);
    assert!(refusal(&other, &pick).contains("do not fit"), "another order of patches");
    let far = corners().map(|corner| PixelPos { x: corner.x + 100.0, ..corner });
    assert!(refusal(&image, &ChartPick { corners: Some(far), ..pick }).contains("outside"));
    let [a, b, c, _] = corners();
    for bad in
        [[a, a, b, c], [a, b, a, c], [a, c, b, corners()[3]], [PixelPos { x: f64::NAN, y: 1.0 }, a, b, c]]
    {
        let told = refusal(&image, &ChartPick { corners: Some(bad), ..pick });
        assert!(told.contains("corner"), "{told}");
    }
    let tiny = corners().map(|corner| PixelPos { x: corner.x / 5.0, y: corner.y / 5.0 });
    assert!(refusal(&image, &ChartPick { corners: Some(tiny), ..pick }).contains("pixels wide"));
    for mm in [0.0, -3.0, f64::NAN, 1e9] {
        assert!(refusal(&image, &ChartPick { size: ChartSize::Pitch(mm), ..pick }).contains("mm"), "{mm}");
    }
}
