//! The colour of one spot of a photo, such as a drawdown, a card, bare skin or a healed mark.

use crate::calibrate::Calibration;
use crate::color::{Lab, Xyz, lab_of};
use crate::locale::{number, say};
use crate::photo::LinearImage;
use crate::region::Disc;

/// What was read on a spot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// Its colour.
    pub lab: Lab,
    /// Pixels in the disc.
    pub pixels: usize,
}

/// What lies in a spot, and so how even it must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// A drawdown or a card: even.
    Even,
    /// Skin without hair and marks: pores and fine lines are averaged.
    Skin,
    /// The middle of one healed mark: few pixels.
    Mark,
    /// Skin with marks, as seen from a distance: everything in it counts.
    MarkedSkin,
}

impl Surface {
    /// Fewest pixels that are averaged: for even surfaces as for a grey card; a mark 0.18 mm wide has no more at
    /// 20 px/mm, where marks can be read at all.
    fn fewest_pixels(self) -> usize {
        match self {
            Self::Even | Self::Skin => 80,
            Self::Mark => 9,
            Self::MarkedSkin => 400,
        }
    }

    /// Relative standard deviation above which it is not what it should be: for even surfaces as for a grey card,
    /// for skin and marks *assumed*.
    fn uneven_above(self) -> f64 {
        match self {
            Self::Even => 0.10,
            Self::Skin => 0.15,
            Self::Mark => 0.30,
            Self::MarkedSkin => f64::INFINITY,
        }
    }

    /// Share of pixels left out at each end of luminance: dust and glints.
    fn left_out(self) -> f64 {
        if self == Self::MarkedSkin { 0.0 } else { 0.1 }
    }
}

/// Why a spot cannot be measured, in one sentence that names it and says what to do.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SpotError {
    /// Not a number, or beside the picture.
    #[error(
        "{}",
        say!(
            "%{spot} reaches outside the picture, which is %{width} by %{height} pixels: give a place inside",
            spot = .what,
            width = .width,
            height = .height
        )
    )]
    Outside {
        /// Which spot.
        what: String,
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// Too few pixels for a mean.
    #[error(
        "{}",
        say!(
            "%{spot} holds only %{pixels} pixels: take a radius that gives at least %{needed}",
            spot = .what,
            pixels = .pixels,
            needed = .needed
        )
    )]
    TooSmall {
        /// Which spot.
        what: String,
        /// Pixels in the disc.
        pixels: usize,
        /// Pixels that are asked for.
        needed: usize,
    },
    /// At the end of the camera's range.
    #[error(
        "{}",
        say!(
            "%{spot} is overexposed (%{percent} % of its pixels are at the camera's limit): take a darker photo or move the spot away from the glare",
            spot = .what,
            percent = number(*.percent, 0)
        )
    )]
    Clipped {
        /// Which spot.
        what: String,
        /// Share of clipped pixels.
        percent: f64,
    },
    /// Nothing but black pixels.
    #[error(
        "{}",
        say!(
            "%{spot} is black in the photo (%{percent} % of its pixels hold no light): take a brighter photo or a weaker dilution",
            spot = .what,
            percent = number(*.percent, 0)
        )
    )]
    Black {
        /// Which spot.
        what: String,
        /// Share of black pixels.
        percent: f64,
    },
    /// Not one even patch.
    #[error(
        "{}",
        say!(
            "%{spot} is uneven (its pixels vary by %{percent} %): give a spot without edges, streaks, glare or shadow",
            spot = .what,
            percent = number(*.percent, 0)
        )
    )]
    Uneven {
        /// Which spot.
        what: String,
        /// Robust relative standard deviation.
        percent: f64,
    },
    /// The same place was given twice.
    #[error(
        "{}",
        say!(
            "%{spot} and %{other_spot} overlap: give each a place of its own",
            spot = .what,
            other_spot = .other
        )
    )]
    Overlap {
        /// One spot.
        what: String,
        /// The other.
        other: String,
    },
}

/// Linear light in any channel from which on a pixel counts as clipped (code 253 of 255 in sRGB).
const CLIPPED_AT: f64 = 0.982;
/// Linear light under which an 8-bit pixel holds none (half of code 1).
const BLACK_AT: f64 = 1.5e-4;
/// Share of clipped pixels that is still averaged away.
const CLIPPED_SHARE: f64 = 0.02;
/// Share of black pixels from which on the mean is not the spot's colour.
const BLACK_SHARE: f64 = 0.5;
/// Change of light across the disc that is no longer even.
const SLOPE_LIMIT: f64 = 0.5;
/// Linear light added to the mean when variations are judged: some 8-bit steps (3e-4 near black) are no texture.
const FLOOR: f64 = 0.008;

/// Reads a disc: the mean in linear light of the middle 80 % of its pixels by luminance, of skin with marks the
/// mean of all.
///
/// # Errors
/// When the disc, called `what`, is clipped, black, uneven, too small or not on the picture.
pub fn read_spot(
    image: &LinearImage,
    calibration: &Calibration,
    disc: &Disc,
    surface: Surface,
    what: &str,
) -> Result<Spot, SpotError> {
    let what = || what.to_owned();
    let pixels = pixels_of(image, disc).ok_or_else(|| SpotError::Outside {
        what: what(),
        width: image.width(),
        height: image.height(),
    })?;
    if pixels.len() < surface.fewest_pixels() {
        let needed = surface.fewest_pixels();
        return Err(SpotError::TooSmall { what: what(), pixels: pixels.len(), needed });
    }
    let share = |test: &dyn Fn(&Pixel) -> bool| {
        pixels.iter().filter(|pixel| test(pixel)).count() as f64 / pixels.len() as f64
    };
    let clipped = share(&|pixel| pixel.linear.iter().any(|&light| light >= CLIPPED_AT));
    if clipped > CLIPPED_SHARE {
        return Err(SpotError::Clipped { what: what(), percent: 100.0 * clipped });
    }
    let black = share(&|pixel| pixel.linear.iter().all(|&light| light < BLACK_AT));
    if black > BLACK_SHARE {
        return Err(SpotError::Black { what: what(), percent: 100.0 * black });
    }
    let unevenness = unevenness(&pixels);
    if unevenness > surface.uneven_above() {
        return Err(SpotError::Uneven { what: what(), percent: 100.0 * unevenness });
    }
    let [x, y, z] = {
        let color = calibration.xyz(trimmed_mean(&pixels, surface.left_out()));
        [color.x, color.y, color.z].map(|value| value.max(0.0))
    };
    Ok(Spot { lab: lab_of(Xyz::new(x, y, z)), pixels: pixels.len() })
}

struct Pixel {
    /// Linear Rec. 2020.
    linear: [f64; 3],
    /// Place in the disc, in radii.
    x: f64,
    y: f64,
}

impl Pixel {
    /// Luminance (ITU-R BT.2020).
    fn luminance(&self) -> f64 {
        let [r, g, b] = self.linear;
        0.2627 * r + 0.6780 * g + 0.0593 * b
    }
}

/// The pixels of a disc; `None` when it does not lie on the picture.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to lie on the picture")]
fn pixels_of(image: &LinearImage, disc: &Disc) -> Option<Vec<Pixel>> {
    let (center, radius) = (disc.center, disc.radius);
    let (width, height) = (f64::from(image.width()), f64::from(image.height()));
    let on_picture = radius > 0.0
        && center.x - radius >= -0.5
        && center.y - radius >= -0.5
        && center.x + radius <= width + 0.5
        && center.y + radius <= height + 0.5;
    if !on_picture {
        return None;
    }
    let span = |middle: f64, limit: u32| {
        (middle - radius).max(0.0) as u32..((middle + radius + 1.0) as u32).min(limit)
    };
    let mut found = Vec::new();
    for y in span(center.y, image.height()) {
        let row = image.row(y).unwrap_or(&[]);
        for x in span(center.x, image.width()) {
            let dx = (f64::from(x) + 0.5 - center.x) / radius;
            let dy = (f64::from(y) + 0.5 - center.y) / radius;
            if let Some(codes) = row.get(x as usize).filter(|_| dx * dx + dy * dy <= 1.0) {
                let linear = codes.map(|code| f64::from(code) / f64::from(LinearImage::WHITE));
                found.push(Pixel { linear, x: dx, y: dy });
            }
        }
    }
    Some(found)
}

/// Mean of the pixels without a share of them at each end of luminance.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
fn trimmed_mean(pixels: &[Pixel], left_out: f64) -> [f64; 3] {
    let mut order: Vec<&Pixel> = pixels.iter().collect();
    order.sort_by(|a, b| a.luminance().total_cmp(&b.luminance()));
    let cut = (order.len() as f64 * left_out) as usize;
    let kept = order.get(cut..order.len() - cut).unwrap_or(&[]);
    let n = kept.len().max(1) as f64;
    [0, 1, 2].map(|i: usize| kept.iter().map(|pixel| pixel.linear[i]).sum::<f64>() / n)
}

/// Largest relative spread of the three channels, an even slope taken off: half the distance from the 16 % to the
/// 84 % quantile, so that a speck of dust does not count. Too steep a slope is unevenness too.
fn unevenness(pixels: &[Pixel]) -> f64 {
    let n = pixels.len() as f64;
    let second = pixels.iter().map(|p| p.x * p.x).sum::<f64>() / n;
    let channel = |i: usize| {
        let mean = pixels.iter().map(|p| p.linear[i]).sum::<f64>() / n;
        let slope = |at: fn(&Pixel) -> f64| {
            pixels.iter().map(|p| at(p) * (p.linear[i] - mean)).sum::<f64>() / n / second.max(1e-9)
        };
        let (sx, sy) = (slope(|p| p.x), slope(|p| p.y));
        let mut rest: Vec<f64> = pixels.iter().map(|p| p.linear[i] - mean - sx * p.x - sy * p.y).collect();
        rest.sort_by(f64::total_cmp);
        let quantile = |percent: usize| rest.get(rest.len() * percent / 100).copied().unwrap_or(0.0);
        let spread = (quantile(84) - quantile(16)) / 2.0 / (mean + FLOOR);
        let steepness = 2.0 * sx.hypot(sy) / (mean + FLOOR);
        if steepness > SLOPE_LIMIT { spread.max(steepness) } else { spread }
    };
    // The blue channel of 8-bit pictures is noisiest and only counted half.
    channel(0).max(channel(1)).max(0.5 * channel(2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::PixelPos;

    fn image(linear: impl Fn(u32, u32) -> [f64; 3]) -> LinearImage {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=1 of 16 bits")]
        let code = |value: f64| (value.clamp(0.0, 1.0) * 65535.0).round() as u16;
        let places = (0..60u32).flat_map(|y| (0..80u32).map(move |x| (x, y)));
        LinearImage::from_pixels(80, 60, places.map(|(x, y)| linear(x, y).map(code)).collect())
            .expect("80 by 60 pixels")
    }

    fn read(image: &LinearImage, radius: f64) -> Result<Spot, SpotError> {
        let disc = Disc { center: PixelPos { x: 40.0, y: 30.0 }, radius };
        read_spot(image, &Calibration::uncalibrated(), &disc, Surface::Even, "the spot")
    }

    #[test]
    fn dust_does_not_change_the_colour() {
        let clean = read(&image(|_, _| [0.2, 0.15, 0.1]), 15.0).expect("an even spot");
        let dusty = image(|x, y| if (x * 7 + y * 13) % 20 == 0 { [0.01; 3] } else { [0.2, 0.15, 0.1] });
        let dusty = read(&dusty, 15.0).expect("an even spot with dust");
        assert!((clean.lab.l - dusty.lab.l).abs() < 0.01, "{clean:?} {dusty:?}");
        assert!(clean.pixels > 600);
    }

    #[test]
    fn dark_drawdowns_with_noise_of_a_step_are_read() {
        let dark = image(|x, y| [0.002 + 0.0006 * f64::from((x * 5 + y * 3) % 4); 3]);
        let spot = read(&dark, 15.0).expect("even but for the steps");
        assert!((spot.lab.l - 2.6).abs() < 0.5, "{spot:?}");
    }

    #[test]
    fn bad_spots_are_refused_by_name() {
        let refused = |image: &LinearImage, radius: f64| {
            read(image, radius).expect_err("this spot is no drawdown").to_string()
        };
        assert!(refused(&image(|_, _| [1.0; 3]), 12.0).starts_with("the spot is overexposed"));
        assert!(refused(&image(|_, _| [0.0; 3]), 12.0).contains("black"));
        let edge = image(|x, _| if x < 40 { [0.2; 3] } else { [0.4; 3] });
        assert!(refused(&edge, 12.0).contains("uneven"));
        assert!(refused(&image(|x, _| [0.01 * f64::from(x.max(1)); 3]), 20.0).contains("uneven"));
        assert!(refused(&image(|_, _| [0.2; 3]), 3.0).contains("pixels"));
        assert!(refused(&image(|_, _| [0.2; 3]), 50.0).contains("outside"));
        assert!(refused(&image(|_, _| [0.2; 3]), f64::NAN).contains("outside"));
    }
}
