//! From encoded samples to the picture in linear light: colours, transparency and orientation in one pass.

use rayon::prelude::*;

use super::icc::ProfileTransform;
use super::orientation::Orientation;
use super::raster::{Raster, Samples};
use super::source_color::Conversion;
use super::tone_curve::ToneCurve;
use super::{LinearImage, PhotoError};
use crate::locale::tr;

/// Pixels that are converted together; they stay in the first cache.
const RUN: usize = 64;
/// Rows of the upright picture that one task converts. Turned pictures are read in columns of this many
/// neighbours.
const BAND: usize = 64;
/// What is behind transparent pixels: the grey of L* 50 (CIE 15), in linear light.
const BACKGROUND: f32 = 0.184_187;

/// Up to [`RUN`] pixels, one plane for each channel.
struct Run {
    planes: [[f32; RUN]; 3],
    alpha: [f32; RUN],
}

/// Converts, and says which share of the pixels (0..=1) was not fully opaque.
pub(super) fn linearise(
    raster: &Raster,
    conversion: &Conversion,
    orientation: Orientation,
) -> Result<(LinearImage, f64), PhotoError> {
    let translucent = match &raster.samples {
        Samples::U8(s) => transparency(s, raster)?,
        Samples::U16(s) => transparency(s, raster)?,
        Samples::F32(s) => transparency(s, raster)?,
    };
    let (width, height) = orientation.upright_size(raster.width, raster.height);
    let pixels = match &raster.samples {
        Samples::U8(s) => convert(s, raster, conversion, orientation),
        Samples::U16(s) => convert(s, raster, conversion, orientation),
        Samples::F32(s) => convert(s, raster, conversion, orientation),
    };
    let pixels = pixels.ok_or_else(|| PhotoError::Profile {
        name: tr("embedded##a colour profile").to_owned(),
        cause: tr("its tables could not be applied").to_owned(),
    })?;
    let image = LinearImage::from_pixels(width, height, pixels);
    let zero = PhotoError::ZeroSize { format: super::PhotoFormat::Tiff, width, height };
    image.map(|image| (image, translucent)).ok_or(zero)
}

/// A sample of a file.
trait Code: Copy + Send + Sync {
    /// Its value, 0..=1 when the file is sound.
    fn encoded(self, per_code: f32) -> f32;
    /// Its linear light.
    fn linear(self, table: &[f32], curve: &ToneCurve) -> f32;
}

impl Code for u8 {
    fn encoded(self, per_code: f32) -> f32 {
        f32::from(self) * per_code
    }
    fn linear(self, table: &[f32], _: &ToneCurve) -> f32 {
        table.get(usize::from(self)).copied().unwrap_or(1.0)
    }
}

impl Code for u16 {
    fn encoded(self, per_code: f32) -> f32 {
        f32::from(self) * per_code
    }
    fn linear(self, table: &[f32], _: &ToneCurve) -> f32 {
        table.get(usize::from(self)).copied().unwrap_or(1.0)
    }
}

impl Code for f32 {
    fn encoded(self, _: f32) -> f32 {
        if self.is_nan() { 0.0 } else { self.clamp(0.0, 1.0) }
    }
    #[expect(clippy::cast_possible_truncation, reason = "single precision is what the picture has")]
    fn linear(self, _: &[f32], curve: &ToneCurve) -> f32 {
        curve.linear(f64::from(self)) as Self
    }
}

/// Share of pixels that are not opaque; refuses pictures that are mostly transparent.
fn transparency<C: Code>(samples: &[C], raster: &Raster) -> Result<f64, PhotoError> {
    if !raster.channels.has_alpha() {
        return Ok(0.0);
    }
    let count = raster.channels.count();
    let per_code = 1.0 / f32::from(raster.full_code.max(1));
    let (translucent, clear) = samples
        .par_chunks(count * 4096)
        .map(|chunk| {
            let alphas = chunk.iter().skip(count - 1).step_by(count).map(|a| a.encoded(per_code));
            alphas.fold((0_u64, 0_u64), |(t, c), a| (t + u64::from(a < 1.0), c + u64::from(a < 0.5)))
        })
        .reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    let pixels = (samples.len() / count).max(1) as f64;
    let clear = clear as f64 / pixels;
    if clear > 0.5 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a percentage")]
        return Err(PhotoError::MostlyTransparent { percent: (clear * 100.0).round() as u8 });
    }
    Ok(translucent as f64 / pixels)
}

/// The upright pixels; `None` when a profile's transform refused.
fn convert<C: Code>(
    samples: &[C],
    raster: &Raster,
    conversion: &Conversion,
    orientation: Orientation,
) -> Option<Vec<[u16; 3]>> {
    let stage = Stage::new(raster, conversion);
    let (stored_width, stored_height) = (raster.width as usize, raster.height as usize);
    let (width, height) = orientation.upright_size(raster.width, raster.height);
    let (width, height) = (width as usize, height as usize);
    let mut pixels = vec![[0_u16; 3]; width * height];
    let fine = pixels.par_chunks_mut(width * BAND).enumerate().all(|(band, out)| {
        let mut run = Run { planes: [[0.0; RUN]; 3], alpha: [1.0; RUN] };
        (0..width).step_by(RUN).all(|x| {
            out.chunks_mut(width).enumerate().all(|(row, out)| {
                let (start, step) = orientation.stored_row(band * BAND + row, stored_width, stored_height);
                let out = &mut out[x..(x + RUN).min(width)];
                let first = start.wrapping_add_signed(step * x.cast_signed());
                let places = (0..out.len()).map(|i| first.wrapping_add_signed(step * i.cast_signed()));
                stage.fill(samples, places, &mut run) && stage.finish(&mut run, out)
            })
        })
    });
    fine.then_some(pixels)
}

/// Everything that one run needs.
struct Stage<'a> {
    count: usize,
    colors: usize,
    alpha: bool,
    per_code: f32,
    kind: Kind<'a>,
}

enum Kind<'a> {
    Curves { tables: [Vec<f32>; 3], curves: [&'a ToneCurve; 3], matrix: Option<[[f32; 3]; 3]> },
    Profile(&'a ProfileTransform),
}

impl<'a> Stage<'a> {
    fn new(raster: &Raster, conversion: &'a Conversion) -> Self {
        let full_code = if matches!(raster.samples, Samples::F32(_)) { 0 } else { raster.full_code };
        let kind = match conversion {
            Conversion::Matrix { curves: [r, g, b], rec2020_from_source } => Kind::Curves {
                tables: [r, g, b].map(|c| c.table(full_code)),
                curves: [r, g, b],
                #[expect(clippy::cast_possible_truncation, reason = "16-bit results")]
                matrix: Some(rec2020_from_source.map(|row| row.map(|v| v as f32))),
            },
            Conversion::Grey(curve) => Kind::Curves {
                tables: [(); 3].map(|()| curve.table(full_code)),
                curves: [curve; 3],
                matrix: None,
            },
            Conversion::Profile(transform) => Kind::Profile(transform),
        };
        Self {
            count: raster.channels.count(),
            colors: raster.channels.colors(),
            alpha: raster.channels.has_alpha(),
            per_code: 1.0 / f32::from(raster.full_code.max(1)),
            kind,
        }
    }

    /// Linear light (or what the profile gives) of the pixels at `places` into the run.
    fn fill<C: Code>(
        &self,
        samples: &[C],
        places: impl Iterator<Item = usize> + Clone,
        run: &mut Run,
    ) -> bool {
        let pixel = |place: usize| samples.get(place * self.count..place * self.count + self.count);
        if self.alpha {
            for (alpha, place) in run.alpha.iter_mut().zip(places.clone()) {
                *alpha = pixel(place).and_then(<[C]>::last).map_or(1.0, |a| a.encoded(self.per_code));
            }
        }
        match &self.kind {
            Kind::Curves { tables, curves, .. } => {
                let [r, g, b] = &mut run.planes;
                for (((r, g), b), place) in r.iter_mut().zip(g).zip(b).zip(places) {
                    match pixel(place) {
                        Some([x, y, z, ..]) => {
                            *r = x.linear(&tables[0], curves[0]);
                            *g = y.linear(&tables[1], curves[1]);
                            *b = z.linear(&tables[2], curves[2]);
                        }
                        Some([x, ..]) => {
                            *r = x.linear(&tables[0], curves[0]);
                            *g = x.linear(&tables[1], curves[1]);
                            *b = x.linear(&tables[2], curves[2]);
                        }
                        _ => return false,
                    }
                }
                true
            }
            Kind::Profile(transform) => {
                let mut encoded = [0.0_f32; 4 * RUN];
                let mut linear = [0.0_f32; 3 * RUN];
                let mut pixels = 0;
                for (out, place) in encoded.chunks_exact_mut(transform.inputs).zip(places) {
                    let Some(pixel) = pixel(place) else { return false };
                    let colors = pixel.get(..self.colors).unwrap_or(pixel);
                    for (out, color) in out.iter_mut().zip(colors.iter().cycle()) {
                        *out = color.encoded(self.per_code);
                    }
                    pixels += 1;
                }
                if !transform.convert(&encoded[..pixels * transform.inputs], &mut linear[..pixels * 3]) {
                    return false;
                }
                for (i, pixel) in linear.chunks_exact(3).take(pixels).enumerate() {
                    for (plane, value) in run.planes.iter_mut().zip(pixel) {
                        plane[i] = *value;
                    }
                }
                true
            }
        }
    }

    /// Matrix, background and rounding.
    fn finish(&self, run: &mut Run, out: &mut [[u16; 3]]) -> bool {
        if let Kind::Curves { matrix: Some(m), .. } = &self.kind {
            let [r, g, b] = &mut run.planes;
            for ((r, g), b) in r.iter_mut().zip(g).zip(b) {
                let v = [*r, *g, *b];
                *r = m[0][0] * v[0] + m[0][1] * v[1] + m[0][2] * v[2];
                *g = m[1][0] * v[0] + m[1][1] * v[1] + m[1][2] * v[2];
                *b = m[2][0] * v[0] + m[2][1] * v[1] + m[2][2] * v[2];
            }
        }
        if self.alpha {
            for plane in &mut run.planes {
                for (value, alpha) in plane.iter_mut().zip(&run.alpha) {
                    *value = value.clamp(0.0, 1.0) * alpha + BACKGROUND * (1.0 - alpha);
                }
            }
        }
        let [r, g, b] = &run.planes;
        for (((out, r), g), b) in out.iter_mut().zip(r).zip(g).zip(b) {
            *out = [quantize(*r), quantize(*g), quantize(*b)];
        }
        true
    }
}

/// Nearest code of linear light; NaN becomes black.
fn quantize(linear: f32) -> u16 {
    /// Added to a number below it, it leaves the nearest whole number in the low bits; unlike a cast from
    /// a float this is done for several numbers at once.
    const ROUND: f32 = 8_388_608.0;
    let white = f32::from(LinearImage::WHITE);
    let bits = ((linear * white).clamp(0.0, white) + ROUND).to_bits();
    #[expect(clippy::cast_possible_truncation, reason = "the low bits are the number")]
    let code = bits as u16;
    code
}

#[cfg(test)]
mod tests {
    use super::super::raster::Channels;
    use super::super::source_color::{ColorHints, understand};
    use super::*;

    fn raster(width: u32, height: u32, channels: Channels, samples: Vec<u8>) -> Raster {
        Raster { width, height, channels, samples: Samples::U8(samples), full_code: 255, bit_depth: 8 }
    }

    #[test]
    fn black_and_white_keep_their_codes_in_every_orientation() {
        let samples: Vec<u8> =
            (0..130_u32 * 70).flat_map(|i| [if i == 130 * 70 - 1 { 255 } else { 0 }; 3]).collect();
        let picture = raster(130, 70, Channels::Rgb, samples);
        let color = understand(&ColorHints::default(), Channels::Rgb, false).unwrap();
        let corners = [
            (1, (129, 69)),
            (2, (0, 69)),
            (3, (0, 0)),
            (4, (129, 0)),
            (5, (69, 129)),
            (6, (0, 129)),
            (7, (0, 0)),
            (8, (69, 0)),
        ];
        for (tag, (x, y)) in corners {
            let (image, _) =
                linearise(&picture, &color.conversion, Orientation::from_tag(tag).unwrap()).unwrap();
            assert_eq!(image.pixels().iter().filter(|p| **p != [0; 3]).count(), 1, "tag {tag}");
            assert!(
                image.pixel(x, y).unwrap().iter().all(|v| *v >= 65530),
                "tag {tag}: {:?}",
                image.pixel(x, y)
            );
        }
    }

    #[test]
    fn transparency_shows_middle_grey_or_is_refused() {
        let color = understand(&ColorHints::default(), Channels::Rgba, false).unwrap();
        let half = raster(2, 1, Channels::Rgba, vec![255, 255, 255, 255, 0, 0, 0, 0]);
        let (image, share) = linearise(&half, &color.conversion, Orientation::UPRIGHT).unwrap();
        assert_eq!(share, 0.5);
        assert_eq!(image.pixel(1, 0), Some([12071; 3]));
        let clear = raster(1, 1, Channels::Rgba, vec![1, 2, 3, 0]);
        let refused = linearise(&clear, &color.conversion, Orientation::UPRIGHT);
        assert!(matches!(refused, Err(PhotoError::MostlyTransparent { percent: 100 })));
    }
}
