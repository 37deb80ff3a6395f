//! A neutral reference in the picture: read it, judge it, and set exposure and white by it.

use palette::chromatic_adaptation::adaptation_matrix;
use palette::convert::IntoColorUnclamped as _;
use palette::lms::matrix::Bradford;

use super::calibration::{UNCALIBRATED_SD, multiply, xyz_from_rec2020};
use super::cast::is_usual_light;
use super::{Calibration, CalibrationKind, GreyPick, GreyReading, LightModel};
use crate::color::{Lab, Xyz};
use crate::locale::{number, say, tr};
use crate::photo::LinearImage;

/// Why a spot cannot serve as the neutral reference, in one sentence that says what to do.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CalibrationError {
    /// Not a number, or a lightness that no card has.
    #[error(
        "{}",
        tr(
            "the grey card needs a position and radius in pixels and an L* from 5 to 100: correct the numbers"
        )
    )]
    NotANumber,
    /// Beside the picture.
    #[error("{}", say!("the grey card spot reaches outside the picture, which is %{width} by %{height} pixels: click on the card", width = width, height = height))]
    Outside {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// Too few pixels for a mean.
    #[error("{}", say!("the grey card spot holds only %{pixels} pixels: take a radius that gives at least %{needed}", pixels = pixels, needed = needed))]
    TooSmall {
        /// Pixels in the disc.
        pixels: usize,
        /// Pixels that are asked for.
        needed: usize,
    },
    /// At the end of the camera's range.
    #[error("{}", say!("the grey card is overexposed (%{percent} % of its pixels are at the camera's limit): take a darker photo or click a darker patch", percent = number(*percent, 0)))]
    Clipped {
        /// Share of clipped pixels.
        percent: f64,
    },
    /// Too little light.
    #[error("{}", say!("the grey card spot is nearly black (L* %{lightness}): take a brighter photo or click a lighter patch", lightness = number(*lightness, 0)))]
    Black {
        /// Its lightness before correction.
        lightness: f64,
    },
    /// Not one even patch.
    #[error("{}", say!("the grey card spot is uneven (its pixels vary by %{percent} %): click an even patch of the card, without edges, print or shadow", percent = number(*percent, 0)))]
    Textured {
        /// Relative standard deviation.
        percent: f64,
    },
    /// Not neutral.
    #[error("{}", say!("the grey card spot is coloured (chroma %{chroma}), as skin and things are and usual light on grey is not: click a neutral card, or take the photo with automatic white balance", chroma = number(*chroma, 0)))]
    Coloured {
        /// C*ab at L* 50.
        chroma: f64,
    },
}

/// Fewest pixels that are averaged: keeps 8-bit steps and noise of 5 % below 0.5 % of the mean.
const FEWEST_PIXELS: usize = 80;
/// Linear light in any sRGB channel from which on a pixel counts as clipped (code 253 of 255).
const CLIPPED_AT: f64 = 0.982;
/// Share of clipped pixels that is still averaged away.
const CLIPPED_SHARE: f64 = 0.02;
/// L* under which 8-bit steps alone are 2 % and more of the light.
const BLACK_BELOW: f64 = 12.0;
/// Relative standard deviation, slope of light removed, above which a spot is no even patch. Phone noise
/// on mid grey is 2-4 %; an edge between two tones 25 % apart across the middle gives 11 %.
const TEXTURE_LIMIT: f64 = 0.10;
/// Change of light across the disc (slope times diameter over mean) that is no longer even.
const SLOPE_LIMIT: f64 = 0.5;
/// What a grey card leaves of the shared error: stated 5 with a card against 6 without (*assumed*).
const CARD_SHARE: f64 = 5.0 / 6.0;

impl Calibration {
    /// Sets exposure and white so that the picked disc is neutral and has its given L*.
    ///
    /// # Errors
    /// When the spot is clipped, black, uneven, coloured, too small or not on the picture.
    pub fn from_grey(image: &LinearImage, pick: &GreyPick) -> Result<Self, CalibrationError> {
        let pixels = disc_pixels(image, pick)?;
        if pixels.len() < FEWEST_PIXELS {
            return Err(CalibrationError::TooSmall { pixels: pixels.len(), needed: FEWEST_PIXELS });
        }
        let clipped = pixels.iter().filter(|sample| is_clipped(sample.linear)).count() as f64;
        let share = clipped / pixels.len() as f64;
        if share > CLIPPED_SHARE {
            return Err(CalibrationError::Clipped { percent: 100.0 * share });
        }
        let mean = trimmed_mean(&pixels);
        let read = Xyz::new(mean[0], mean[1], mean[2]);
        let lightness = lab(read).l;
        if lightness < BLACK_BELOW || mean.iter().any(|&value| value <= 0.0) {
            return Err(CalibrationError::Black { lightness });
        }
        let unevenness = unevenness(&pixels, mean);
        if unevenness > TEXTURE_LIMIT {
            return Err(CalibrationError::Textured { percent: 100.0 * unevenness });
        }
        let judged = at_lightness(mean, 50.0);
        if !is_usual_light(judged.a, judged.b) {
            return Err(CalibrationError::Coloured { chroma: judged.a.hypot(judged.b) });
        }
        let exposure = luminance_of(pick.l_star) / mean[1];
        let cast = at_lightness(mean, pick.l_star);
        let cast_chroma = cast.a.hypot(cast.b);
        let adapt = adaptation_matrix::<f64, _, _, Bradford>(Some(read), Some(white()));
        let column = |unit: Xyz| {
            let adapted: Xyz = palette::convert::ConvertOnce::convert_once(adapt, unit);
            [adapted.x * exposure, adapted.y * exposure, adapted.z * exposure]
        };
        let columns = [
            column(Xyz::new(1.0, 0.0, 0.0)),
            column(Xyz::new(0.0, 1.0, 0.0)),
            column(Xyz::new(0.0, 0.0, 1.0)),
        ];
        let rows = [0, 1, 2].map(|row: usize| columns.map(|column| column[row]));
        let base = xyz_from_rec2020();
        let by_column = [0, 1, 2].map(|j: usize| multiply(&rows, base.map(|row| row[j])));
        Ok(Self {
            light: LightModel::from_matrix([0, 1, 2].map(|i: usize| by_column.map(|column| column[i]))),
            kind: CalibrationKind::GreyCard(GreyReading {
                pick: *pick,
                pixels: pixels.len(),
                exposure,
                cast_chroma,
            }),
            shared_sd: UNCALIBRATED_SD.map(|sd| sd * CARD_SHARE),
        })
    }
}

struct Sample {
    /// Linear Rec. 2020.
    linear: [f64; 3],
    xyz: [f64; 3],
    /// Place in the disc, in radii.
    x: f64,
    y: f64,
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to lie on the picture")]
fn disc_pixels(image: &LinearImage, pick: &GreyPick) -> Result<Vec<Sample>, CalibrationError> {
    let GreyPick { center, radius, l_star } = *pick;
    let sound = radius > 0.0 && radius.is_finite() && center.x.is_finite() && center.y.is_finite();
    if !sound || !(5.0..=100.0).contains(&l_star) {
        return Err(CalibrationError::NotANumber);
    }
    let (width, height) = (image.width(), image.height());
    let on_picture = center.x - radius >= -0.5
        && center.y - radius >= -0.5
        && center.x + radius <= f64::from(width) + 0.5
        && center.y + radius <= f64::from(height) + 0.5;
    if !on_picture {
        return Err(CalibrationError::Outside { width, height });
    }
    let matrix = xyz_from_rec2020();
    let span = |middle: f64, limit: u32| {
        let from = (middle - radius).max(0.0) as u32;
        from..((middle + radius + 1.0) as u32).min(limit)
    };
    let mut found = Vec::new();
    for y in span(center.y, height) {
        let row = image.row(y).unwrap_or(&[]);
        for x in span(center.x, width) {
            let (dx, dy) =
                ((f64::from(x) + 0.5 - center.x) / radius, (f64::from(y) + 0.5 - center.y) / radius);
            let Some(codes) = row.get(x as usize).filter(|_| dx * dx + dy * dy <= 1.0) else { continue };
            let linear = codes.map(|code| f64::from(code) / f64::from(LinearImage::WHITE));
            found.push(Sample { linear, xyz: multiply(&matrix, linear), x: dx, y: dy });
        }
    }
    Ok(found)
}

/// Clipped in the camera's own sRGB, which is where 8-bit pictures end.
fn is_clipped(rec2020: [f64; 3]) -> bool {
    /// Linear sRGB from linear Rec. 2020 (ITU-R BT.2087, inverse matrix).
    const SRGB_FROM_REC2020: [[f64; 3]; 3] = [
        [1.660491, -0.587641, -0.072850],
        [-0.124550, 1.132900, -0.008349],
        [-0.018151, -0.100579, 1.118730],
    ];
    multiply(&SRGB_FROM_REC2020, rec2020).iter().chain(&rec2020).any(|&value| value >= CLIPPED_AT)
}

/// Mean of the pixels between the 10 % and 90 % quantile of luminance: dust and glints fall out.
fn trimmed_mean(pixels: &[Sample]) -> [f64; 3] {
    let mut order: Vec<&Sample> = pixels.iter().collect();
    order.sort_by(|a, b| a.xyz[1].total_cmp(&b.xyz[1]));
    let cut = order.len() / 10;
    let kept = order.get(cut..order.len() - cut).unwrap_or(&[]);
    let n = kept.len().max(1) as f64;
    [0, 1, 2].map(|i: usize| kept.iter().map(|sample| sample.xyz[i]).sum::<f64>() / n)
}

/// Largest relative standard deviation of the three channels after an even slope is taken off; a slope too
/// steep for an even patch counts as unevenness too.
fn unevenness(pixels: &[Sample], mean: [f64; 3]) -> f64 {
    let n = pixels.len() as f64;
    let second = pixels.iter().map(|s| s.x * s.x).sum::<f64>() / n;
    let channel = |i: usize| {
        let centre = pixels.iter().map(|s| s.xyz[i]).sum::<f64>() / n;
        let slope = |at: fn(&Sample) -> f64| {
            pixels.iter().map(|s| at(s) * (s.xyz[i] - centre)).sum::<f64>() / n / second.max(1e-9)
        };
        let (sx, sy) = (slope(|s| s.x), slope(|s| s.y));
        let rest = pixels.iter().map(|s| (s.xyz[i] - centre - sx * s.x - sy * s.y).powi(2)).sum::<f64>() / n;
        let steepness = 2.0 * sx.hypot(sy) / mean[i];
        let spread = rest.sqrt() / mean[i];
        if steepness > SLOPE_LIMIT { spread.max(steepness) } else { spread }
    };
    // The short-wave channel of 8-bit pictures is noisiest and only counted half.
    channel(0).max(channel(1)).max(0.5 * channel(2))
}

fn white() -> Xyz {
    Xyz::new(0.95047, 1.0, 1.08883)
}

fn lab(xyz: Xyz) -> Lab {
    xyz.into_color_unclamped()
}

/// Colour of a light, made as bright as an L*.
fn at_lightness(mean: [f64; 3], l_star: f64) -> Lab {
    let gain = luminance_of(l_star) / mean[1];
    lab(Xyz::new(mean[0] * gain, mean[1] * gain, mean[2] * gain))
}

/// Relative luminance of an L*.
fn luminance_of(l_star: f64) -> f64 {
    let xyz: Xyz = Lab::new(l_star, 0.0, 0.0).into_color_unclamped();
    xyz.y
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::PixelPos;

    fn card(linear: impl Fn(u32, u32) -> [f64; 3]) -> LinearImage {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=1 of 16 bits")]
        let code = |value: f64| (value.clamp(0.0, 1.0) * 65535.0).round() as u16;
        let pixels = (0..60u32).flat_map(|y| (0..80u32).map(move |x| (x, y)));
        let pixels = pixels.map(|(x, y)| linear(x, y).map(code)).collect();
        LinearImage::from_pixels(80, 60, pixels).expect("80 by 60 pixels")
    }

    fn pick(radius: f64) -> GreyPick {
        GreyPick { center: PixelPos { x: 40.0, y: 30.0 }, radius, l_star: 50.0 }
    }

    #[test]
    fn grey_becomes_neutral_at_its_lightness() {
        for cast in [[1.0, 1.0, 1.0], [1.25, 1.0, 0.72], [0.8, 1.0, 1.2]] {
            let image = card(|_, _| cast.map(|c| 0.12 * c));
            let calibration = Calibration::from_grey(&image, &pick(12.0)).expect("an even neutral card");
            let seen = lab(calibration.xyz(cast.map(|c| 0.12 * c)));
            assert!((seen.l - 50.0).abs() < 0.02, "lightness {}", seen.l);
            assert!(seen.a.hypot(seen.b) < 0.05, "chroma {} {}", seen.a, seen.b);
            assert!(calibration.shared_sd[0] < UNCALIBRATED_SD[0], "a card makes it surer");
        }
    }

    #[test]
    fn bad_spots_are_refused_with_their_reason() {
        let refused = |image: &LinearImage, radius: f64| {
            Calibration::from_grey(image, &pick(radius)).expect_err("this spot is no card").to_string()
        };
        assert!(refused(&card(|_, _| [1.0; 3]), 12.0).contains("overexposed"), "clipped");
        assert!(refused(&card(|_, _| [0.004; 3]), 12.0).contains("nearly black"), "black");
        let edge = card(|x, _| if x < 40 { [0.2; 3] } else { [0.3; 3] });
        assert!(refused(&edge, 12.0).contains("uneven"), "an edge");
        assert!(refused(&card(|x, _| [0.01 * f64::from(x.max(1)); 3]), 20.0).contains("uneven"), "a slope");
        assert!(refused(&card(|_, _| [0.3, 0.1, 0.05]), 12.0).contains("coloured"), "red");
        assert!(refused(&card(|_, _| [0.2; 3]), 3.0).contains("pixels"), "too small");
        assert!(refused(&card(|_, _| [0.2; 3]), 60.0).contains("outside"), "beside the picture");
        assert!(refused(&card(|_, _| [0.2; 3]), f64::NAN).contains("numbers"), "not a number");
    }
}
