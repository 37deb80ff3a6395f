//! Captures of a card and of skins, rendered from measured spectra: a camera of known sensitivities in a known light.

#![allow(dead_code, clippy::allow_attributes, reason = "each test uses its part")]

use scalp_shade::calibrate::{ChartPick, Edition};
use scalp_shade::color::{BANDS, Illuminant, Lab, Reflectance};
use scalp_shade::photo::{LinearImage, PixelPos};

/// Values every 10 nm.
pub(crate) type Spectrum = [f64; BANDS];

/// Pixels from patch to patch.
pub(crate) const PITCH: u32 = 20;
/// Pixels of a patch.
pub(crate) const PATCH: u32 = 17;
/// Names of the cameras.
pub(crate) const CAMERAS: [&str; 3] = ["Canon", "Nikon", "Sony"];
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
fn spectra(text: &str) -> Vec<Spectrum> {
    let rows: Vec<Vec<f64>> = text
        .lines()
        .skip(2)
        .map(|line| line.split(',').map(|field| field.trim().parse().expect("a number")).collect())
        .collect();
    assert_eq!(rows.len(), BANDS, "400 to 700 nm");
    (1..rows[0].len()).map(|column| std::array::from_fn(|band| rows[band][column])).collect()
}

/// Sensitivities of every camera.
pub(crate) fn sensitivities() -> Vec<[Spectrum; 3]> {
    let columns = spectra(include_str!("../data/cameras.csv"));
    columns.chunks(3).map(|camera| [camera[0], camera[1], camera[2]]).collect()
}

/// The card: mean of 30 (`BabelColor`), whose spectra the correction of the references knows.
pub(crate) fn card() -> Vec<Spectrum> {
    spectra(include_str!("../../assets/colorchecker_reflectance.csv"))
}

/// Another card: one measured by Ohta in 1997.
pub(crate) fn other_card() -> Vec<Spectrum> {
    spectra(include_str!("../data/colorchecker_ohta.csv"))
}

/// So many skins of the sample, evenly taken.
pub(crate) fn skins(count: usize) -> Vec<Spectrum> {
    let all: Vec<Spectrum> = include_str!("../data/issa_sample.csv")
        .lines()
        .skip(2)
        .map(|line| {
            let numbers: Vec<f64> =
                line.split(',').skip(2).take(BANDS).map(|field| field.parse().expect("a number")).collect();
            numbers.try_into().expect("31 bands")
        })
        .collect();
    all.iter().step_by(all.len() / count).take(count).copied().collect()
}

/// Spectrum of a light.
pub(crate) fn light(light: Illuminant) -> Spectrum {
    let columns = spectra(include_str!("../../assets/cie_1931_2deg_10nm.csv"));
    let index = Illuminant::ALL.iter().position(|known| *known == light).expect("every light is listed");
    columns[3 + index]
}

/// A camera with its profile for daylight, in one light, with or without automatic white balance.
#[derive(Clone)]
pub(crate) struct Camera {
    sensitivity: [Spectrum; 3],
    responses: [Spectrum; 3],
    white: [f64; 3],
    daylight_white: [f64; 3],
    daylight: [[f64; 3]; 3],
    /// Factor on the light; 1 puts a perfect white at 90 % of the range.
    pub(crate) exposure: f64,
    automatic: bool,
    /// Darkens shadows and lifts the middle as the renderings of phones do.
    pub(crate) curved: bool,
}

fn lit(sensitivity: &[Spectrum; 3], light: &Spectrum) -> [Spectrum; 3] {
    sensitivity.map(|response| std::array::from_fn(|band| response[band] * light[band]))
}

fn raw(responses: &[Spectrum; 3], surface: &Spectrum) -> [f64; 3] {
    responses.map(|response| response.iter().zip(surface).map(|(r, s)| r * s).sum())
}

impl Camera {
    /// Its profile for daylight is that of least squares over this card's patches.
    pub(crate) fn new(
        sensitivity: &[Spectrum; 3],
        seen_in: Illuminant,
        automatic: bool,
        card: &[Spectrum],
    ) -> Self {
        let (responses, daylight) =
            (lit(sensitivity, &light(seen_in)), lit(sensitivity, &light(Illuminant::D65)));
        let whole = |responses: &[Spectrum; 3]| responses.map(|r| r.iter().sum::<f64>());
        let mut camera = Self {
            sensitivity: *sensitivity,
            responses,
            white: whole(&responses),
            daylight_white: whole(&daylight),
            daylight: [[0.0; 3]; 3],
            exposure: 1.0,
            automatic,
            curved: false,
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

    /// The same camera as it was set, in another light that makes white as bright.
    pub(crate) fn moved_to(&self, spectrum: &Spectrum) -> Self {
        let responses = lit(&self.sensitivity, spectrum);
        let white = responses.map(|r| r.iter().sum::<f64>());
        let gain = self.white[1] / white[1];
        Self { responses: responses.map(|r| r.map(|value| gain * value)), ..self.clone() }
    }

    fn developed(&self, raw: [f64; 3]) -> [f64; 3] {
        let balance = if self.automatic { self.white } else { self.daylight_white };
        times(&self.daylight, [0, 1, 2].map(|c: usize| raw[c] / balance[c]))
    }

    /// Linear Rec. 2020 of the 8-bit sRGB picture.
    pub(crate) fn capture(&self, surface: &Spectrum, shade: f64) -> [f64; 3] {
        let linear = self.developed(raw(&self.responses, surface));
        times(&REC2020, linear.map(|value| through_8_bits(shade * value * self.exposure, self.curved)))
    }
}

pub(crate) fn xyz(surface: &Spectrum) -> [f64; 3] {
    let xyz = Reflectance(*surface).xyz();
    [xyz.x, xyz.y, xyz.z]
}

pub(crate) fn lab(surface: &Spectrum) -> Lab {
    Reflectance(*surface).lab()
}

fn through_8_bits(linear: f64, curved: bool) -> f64 {
    let linear = linear.clamp(0.0, 1.0);
    let encoded = if linear <= 0.003_130_8 { 12.92 * linear } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 };
    // A gentle S about the middle of the encoded range.
    let smooth = encoded * encoded * (3.0 - 2.0 * encoded);
    let encoded = if curved { 0.65 * encoded + 0.35 * smooth } else { encoded };
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

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=1 of 16 bits")]
fn code(value: f64) -> u16 {
    (value.clamp(0.0, 1.0) * 65535.0).round() as u16
}

/// A picture of the card, dark skin at the top left; `shade` gives the light at a place from 0 to 1.
pub(crate) fn picture(camera: &Camera, card: &[Spectrum], shade: impl Fn(f64, f64) -> f64) -> LinearImage {
    painted(card, |surface, x, y| camera.capture(surface, shade(x, y)))
}

/// The same with the light of every pixel by its surface and its place from 0 to 1.
pub(crate) fn painted(card: &[Spectrum], seen: impl Fn(&Spectrum, f64, f64) -> [f64; 3]) -> LinearImage {
    let (width, height) = (8 * PITCH, 6 * PITCH);
    let black = [0.035; BANDS];
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let pixels = places.map(|(x, y)| {
        let (column, row) = (x / PITCH, y / PITCH);
        let on_patch =
            x % PITCH < PATCH && y % PITCH < PATCH && (1..7).contains(&column) && (1..5).contains(&row);
        let surface = if on_patch { card[((row - 1) * 6 + column - 1) as usize] } else { black };
        seen(&surface, f64::from(x) / f64::from(width), f64::from(y) / f64::from(height)).map(code)
    });
    LinearImage::from_pixels(width, height, pixels.collect()).expect("a whole picture")
}

/// Outer corners of the corner patches of such a picture, from dark skin on.
pub(crate) fn corners() -> [PixelPos; 4] {
    let (left, right, bottom) =
        (f64::from(PITCH), f64::from(6 * PITCH + PATCH), f64::from(4 * PITCH + PATCH));
    [(left, left), (right, left), (right, bottom), (left, bottom)].map(|(x, y)| PixelPos { x, y })
}

pub(crate) fn by_hand(edition: Edition) -> ChartPick {
    ChartPick { corners: Some(corners()), edition, ..ChartPick::default() }
}

pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
