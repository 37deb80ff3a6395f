//! From the light of a scene to a camera's picture.

use std::io::Cursor;

use scalp_shade::photo::LinearImage;

use super::dice::Dice;

/// Gaussian blur of a standard deviation in pixels.
pub(crate) fn blurred(light: &mut Vec<[f64; 3]>, width: usize, sigma: f64) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few pixels")]
    let radius = (3.0 * sigma).ceil() as usize;
    let weight = |i: usize| (-0.5 * ((i as f64 - radius as f64) / sigma).powi(2)).exp();
    let kernel: Vec<f64> = (0..=2 * radius).map(weight).collect();
    let sum: f64 = kernel.iter().sum();
    let height = light.len() / width;
    for (length, stride, lines, step) in [(width, 1, height, width), (height, width, width, 1)] {
        let mut out = light.clone();
        for line in 0..lines {
            for i in 0..length {
                let mut value = [0.0; 3];
                for (k, weight) in kernel.iter().enumerate() {
                    let j = (i + k).saturating_sub(radius).min(length - 1);
                    let from = light[line * step + j * stride];
                    value.iter_mut().zip(from).for_each(|(value, from)| *value += weight / sum * from);
                }
                out[line * step + i * stride] = value;
            }
        }
        *light = out;
    }
}

/// A camera's picture: cast, mixing of channels, exposure, noise, 8 bits, and often JPEG.
pub(crate) fn developed(dice: &mut Dice, light: &[[f64; 3]], [width, height]: [u32; 2]) -> LinearImage {
    let exposure = dice.from(0.35, 1.05);
    let cast = [dice.from(0.75, 1.3), 1.0, dice.from(0.6, 1.25)];
    let mixing = dice.from(0.0, 0.15);
    let noise = dice.from(0.001, 0.016);
    let quality = dice.chance(0.5).then(|| u8::try_from(60 + dice.below(36)).expect("60 to 95"));
    let codes = light.iter().flat_map(|&light| {
        let mean = light.iter().sum::<f64>() / 3.0;
        [0, 1, 2].map(|c: usize| {
            let value = exposure * cast[c] * ((1.0 - mixing) * light[c] + mixing * mean);
            let encoded = value.max(0.0).powf(1.0 / 2.2) + noise * dice.normal();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=255")]
            let code = (encoded.clamp(0.0, 1.0) * 255.0).round() as u8;
            code
        })
    });
    let mut picture = image::RgbImage::from_raw(width, height, codes.collect()).expect("a whole picture");
    if let Some(quality) = quality {
        let mut file = Vec::new();
        let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut file, quality);
        encoder.encode_image(&picture).expect("a picture in memory");
        let read = image::ImageReader::with_format(Cursor::new(file), image::ImageFormat::Jpeg);
        picture = read.decode().expect("what was just written").into_rgb8();
    }
    let linear: Vec<u16> = (0..=255_u32)
        .map(|code| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=1 of 16 bits")]
            let code = ((f64::from(code) / 255.0).powf(2.2) * 65535.0).round() as u16;
            code
        })
        .collect();
    let pixels = picture.pixels().map(|pixel| pixel.0.map(|code| linear[usize::from(code)])).collect();
    LinearImage::from_pixels(width, height, pixels).expect("a whole picture")
}
