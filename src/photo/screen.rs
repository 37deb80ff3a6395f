//! From linear light to the screen.

use std::sync::LazyLock;

use palette::convert::FromColorUnclamped as _;
use palette::white_point::D65;
use palette::{LinSrgb, Xyz, encoding, rgb::Rgb};
use rayon::prelude::*;

use super::matrix3::{self, Matrix3};
use super::{LinearImage, PixelRect};

/// How linear light is shown: the rows of a matrix from linear Rec. 2020 to linear sRGB.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScreenMatrix([[f32; 3]; 3]);

impl ScreenMatrix {
    /// As the camera rendered it.
    #[must_use]
    pub fn as_taken() -> Self {
        let columns = UNIT.map(|v| {
            let rgb = Rgb::<encoding::Linear<encoding::Rec2020>, f64>::from(v);
            <[f64; 3]>::from(LinSrgb::from_color_unclamped(Xyz::<D65, f64>::from_color_unclamped(rgb)))
        });
        Self::from_rows(&matrix3::from_columns(columns))
    }

    /// As calibrated: `xyz_from_linear` takes linear Rec. 2020 light to XYZ under D65, white balance and
    /// exposure included.
    #[must_use]
    pub fn calibrated(xyz_from_linear: &[[f64; 3]; 3]) -> Self {
        let columns = UNIT.map(|v| <[f64; 3]>::from(LinSrgb::from_color_unclamped(Xyz::<D65, f64>::from(v))));
        Self::from_rows(&matrix3::product(&matrix3::from_columns(columns), xyz_from_linear))
    }

    /// sRGB codes of one pixel of a picture.
    #[must_use]
    pub fn code(&self, pixel: [u16; 3]) -> [u8; 3] {
        let mut out = [[0; 3]];
        encode_run(&[pixel.map(f32::from)], &self.0, &ENCODING, &mut out);
        out[0]
    }

    /// For light that is X, Y, Z already.
    fn of_xyz() -> Self {
        Self::calibrated(&UNIT)
    }

    #[expect(clippy::cast_possible_truncation, reason = "8-bit results")]
    fn from_rows(rows: &Matrix3) -> Self {
        Self(rows.map(|row| row.map(|v| if v.is_finite() { v as f32 } else { 0.0 })))
    }
}

const UNIT: [[f64; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];

/// sRGB for the screen of a part of the picture, as the camera rendered it, scaled to `width` by `height`.
///
/// Light is averaged over the area of each screen pixel, colours outside sRGB are clipped. Beyond the
/// picture its edge pixels are repeated. For a canvas that pans and zooms over a large photo use
/// [`Pyramid`](super::Pyramid), which costs the same at every zoom.
#[must_use]
pub fn screen_pixels(image: &LinearImage, area: PixelRect, width: u32, height: u32) -> Vec<[u8; 3]> {
    screen_pixels_with(image, area, (width, height), &ScreenMatrix::as_taken())
}

/// [`screen_pixels`] with another matrix, to show a calibrated picture; `size` is width and height.
#[must_use]
pub fn screen_pixels_with(
    image: &LinearImage,
    area: PixelRect,
    size: (u32, u32),
    matrix: &ScreenMatrix,
) -> Vec<[u8; 3]> {
    let mut out = vec![[0; 3]; size.0 as usize * size.1 as usize];
    if out.is_empty() {
        return out;
    }
    let encode: &[u8] = &ENCODING;
    each_row(image, area, size, &mut out, |light, out| {
        for (out, light) in out.chunks_mut(RUN).zip(light.chunks(RUN)) {
            encode_run(light, &matrix.0, encode, out);
        }
    });
    out
}

/// Linear Rec. 2020 light (0..=1) of a part of the picture, scaled to `size`, width and height, as
/// [`screen_pixels`] does it.
#[must_use]
pub fn light_pixels(image: &LinearImage, area: PixelRect, size: (u32, u32)) -> Vec<[f32; 3]> {
    let mut out = vec![[0.0; 3]; size.0 as usize * size.1 as usize];
    let scale = 1.0 / f32::from(LinearImage::WHITE);
    each_row(image, area, size, &mut out, |light, out| {
        for (out, light) in out.iter_mut().zip(light) {
            *out = light.map(|value| value * scale);
        }
    });
    out
}

/// sRGB codes of X, Y, Z under D65, white at Y = 1; colours outside sRGB are clipped.
#[must_use]
pub fn screen_codes(xyz: &[[f32; 3]]) -> Vec<[u8; 3]> {
    let white = f32::from(LinearImage::WHITE);
    let matrix = ScreenMatrix::of_xyz().0.map(|row| row.map(|value| value * white));
    let mut out = vec![[0; 3]; xyz.len()];
    let encode: &[u8] = &ENCODING;
    out.par_chunks_mut(RUN * 64).zip(xyz.par_chunks(RUN * 64)).for_each(|(out, xyz)| {
        for (out, xyz) in out.chunks_mut(RUN).zip(xyz.chunks(RUN)) {
            encode_run(xyz, &matrix, encode, out);
        }
    });
    out
}

/// Averages the picture over each pixel of `out`, and hands every row over in codes of the picture.
fn each_row<T: Send>(
    image: &LinearImage,
    area: PixelRect,
    (width, height): (u32, u32),
    out: &mut [T],
    finish: impl Fn(&[[f32; 3]], &mut [T]) + Sync,
) {
    let (width, height) = (width as usize, height as usize);
    if width == 0 || out.len() != width * height {
        return;
    }
    let columns = spans(area.x, area.width, width, image.width());
    let rows = spans(area.y, area.height, height, image.height());
    let left = columns.iter().map(|s| s.first).min().unwrap_or(0);
    let right = columns.iter().map(|s| s.first + s.count).max().unwrap_or(0);
    let stored_width = image.width() as usize;
    out.par_chunks_mut(width).zip(&rows).for_each_init(
        || (vec![0.0_f32; (right - left) * 3], vec![[0.0_f32; 3]; width]),
        |(sums, light), (out, row)| {
            sums.fill(0.0);
            for i in 0..row.count {
                let start = (row.first + i) * stored_width;
                let line = image.pixels().get(start + left..start + right).unwrap_or_default();
                let weight = row.weight(i);
                for (sum, value) in sums.iter_mut().zip(line.as_flattened()) {
                    *sum += weight * f32::from(*value);
                }
            }
            for (light, column) in light.iter_mut().zip(&columns) {
                let from = (column.first - left) * 3;
                *light = column.mean(sums.get(from..from + column.count * 3).unwrap_or_default());
            }
            finish(light, out);
        },
    );
}

/// Pixels that are encoded together.
const RUN: usize = 64;

/// sRGB codes of light given in codes of the picture.
fn encode_run(light: &[[f32; 3]], matrix: &[[f32; 3]; 3], table: &[u8], out: &mut [[u8; 3]]) {
    /// Added to a number below it, it leaves the nearest whole number in the low bits; unlike a cast this
    /// is done for several numbers at once.
    const ROUND: f32 = 8_388_608.0;
    let steps = f32::from(STEPS - 1);
    let scale = steps / f32::from(LinearImage::WHITE);
    let mut places = [[0_u32; 3]; RUN];
    for (place, v) in places.iter_mut().zip(light) {
        for (place, m) in place.iter_mut().zip(matrix) {
            let value = (m[0] * v[0] + m[1] * v[1] + m[2] * v[2]) * scale;
            *place = (value.clamp(0.0, steps) + ROUND).to_bits() & u32::from(STEPS - 1);
        }
    }
    for (out, place) in out.iter_mut().zip(places) {
        *out = place.map(|p| table.get(p as usize).copied().unwrap_or(u8::MAX));
    }
}

/// The pixels that one screen pixel covers along one axis.
#[derive(Debug, Clone, Copy)]
struct Span {
    first: usize,
    count: usize,
    /// Weight of the first, of those between, of the last.
    weights: [f32; 3],
}

impl Span {
    /// Weighted mean of its pixels, three values each.
    fn mean(&self, pixels: &[f32]) -> [f32; 3] {
        let [head, middle, tail] = self.weights;
        match pixels {
            [r, g, b] => [*r, *g, *b],
            [r0, g0, b0, r1, g1, b1] => [head * r0 + tail * r1, head * g0 + tail * g1, head * b0 + tail * b1],
            [r0, g0, b0, between @ .., r1, g1, b1] => {
                let mut sums = [0.0_f32; 3];
                for pixel in between.as_chunks::<3>().0 {
                    for (sum, value) in sums.iter_mut().zip(pixel) {
                        *sum += value;
                    }
                }
                let [r, g, b] = sums.map(|s| s * middle);
                [r + head * r0 + tail * r1, g + head * g0 + tail * g1, b + head * b0 + tail * b1]
            }
            _ => [0.0; 3],
        }
    }

    fn weight(&self, i: usize) -> f32 {
        if i == 0 {
            self.weights[0]
        } else if i + 1 == self.count {
            self.weights[2]
        } else {
            self.weights[1]
        }
    }
}

/// Splits `length` pixels from `start` on into `parts` of equal size.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the picture first")]
fn spans(start: f64, length: f64, parts: usize, pixels: u32) -> Vec<Span> {
    let end = f64::from(pixels);
    let start = if start.is_finite() { start } else { 0.0 };
    let length = if length.is_finite() && length > 0.0 { length } else { 1.0 };
    (0..parts)
        .map(|i| {
            let from = start + length * i as f64 / parts as f64;
            let to = start + length * (i + 1) as f64 / parts as f64;
            let (from, to) = (from.clamp(0.0, end), to.clamp(0.0, end));
            if to - from < 1e-9 {
                let first = (from.floor() as usize).min(pixels.saturating_sub(1) as usize);
                return Span { first, count: 1, weights: [1.0; 3] };
            }
            let first = (from.floor() as usize).min(pixels.saturating_sub(1) as usize);
            let count = ((to.ceil() as usize).min(pixels as usize) - first).max(1);
            let whole = (1.0 / (to - from)) as f32;
            if count == 1 {
                return Span { first, count, weights: [1.0; 3] };
            }
            let head = (first as f64 + 1.0 - from) as f32 * whole;
            let tail = (to - (first + count - 1) as f64) as f32 * whole;
            Span { first, count, weights: [head, whole, tail] }
        })
        .collect()
}

/// Steps of the table from linear light to sRGB codes. The curve is steepest at black, where a step is 0.05
/// of a code.
const STEPS: u16 = 1 << 14;

/// sRGB codes of evenly spaced light.
static ENCODING: LazyLock<Vec<u8>> = LazyLock::new(encoding_table);

fn encoding_table() -> Vec<u8> {
    let encode = |i: u16| {
        let linear = f32::from(i) / f32::from(STEPS - 1);
        let encoded =
            if linear <= 0.003_130_8 { 12.92 * linear } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within 0..=255")]
        let code = (encoded * 255.0).round() as u8;
        code
    };
    (0..STEPS).map(encode).collect()
}

#[cfg(test)]
mod tests {
    use palette::encoding::{FromLinear as _, Srgb};

    use super::*;

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within 0..=65535")]
    fn linear(code: u8) -> u16 {
        let light: f64 = <Srgb as encoding::IntoLinear<f64, u8>>::into_linear(code);
        (light * 65535.0).round() as u16
    }

    #[test]
    fn every_grey_code_comes_back() {
        let pixels: Vec<[u16; 3]> = (0..=255).map(|c| [linear(c); 3]).collect();
        let image = LinearImage::from_pixels(256, 1, pixels).unwrap();
        let shown = screen_pixels(&image, PixelRect::whole(&image), 256, 1);
        for (code, pixel) in shown.iter().enumerate() {
            for v in pixel {
                assert!(usize::from(*v).abs_diff(code) <= 1, "{code}: {pixel:?}");
            }
        }
    }

    #[test]
    fn area_is_averaged_in_linear_light() {
        let image = LinearImage::from_pixels(2, 2, vec![[0; 3], [65535; 3], [65535; 3], [0; 3]]).unwrap();
        let expected: u8 = Srgb::from_linear(0.5_f64);
        assert_eq!(screen_pixels(&image, PixelRect::whole(&image), 1, 1), vec![[expected; 3]]);
        let shifted = PixelRect { x: 0.5, y: 0.0, width: 1.0, height: 1.0 };
        assert_eq!(screen_pixels(&image, shifted, 1, 1), vec![[expected; 3]]);
    }

    #[test]
    fn odd_areas_do_no_harm() {
        let image = LinearImage::from_pixels(3, 2, vec![[30000; 3]; 6]).unwrap();
        for (x, y, width, height) in [
            (-5.0, -5.0, 20.0, 20.0),
            (100.0, 100.0, 5.0, 5.0),
            (f64::NAN, 0.0, f64::INFINITY, -3.0),
            (2.999, 1.999, 1e-12, 1e-12),
            (0.0, 0.0, 1e300, 1e300),
        ] {
            let shown = screen_pixels(&image, PixelRect { x, y, width, height }, 7, 5);
            assert_eq!(shown.len(), 35);
            assert!(shown.iter().all(|p| *p == shown[0]), "{x} {y} {width} {height}");
        }
        assert!(screen_pixels(&image, PixelRect::whole(&image), 0, 3).is_empty());
    }

    #[test]
    fn calibration_of_nothing_changes_nothing() {
        let columns = UNIT.map(|v| {
            let rgb = Rgb::<encoding::Linear<encoding::Rec2020>, f64>::from(v);
            <[f64; 3]>::from(Xyz::<D65, f64>::from_color_unclamped(rgb))
        });
        let same = ScreenMatrix::calibrated(&matrix3::from_columns(columns));
        for (a, b) in same.0.iter().flatten().zip(ScreenMatrix::as_taken().0.iter().flatten()) {
            assert!((a - b).abs() < 1e-5);
        }
    }
}
