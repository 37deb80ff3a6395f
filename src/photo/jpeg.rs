//! JPEG.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::decode::{Decoded, Needs};
use super::jpeg_markers::JpegMarkers;
use super::raster::{Channels, Raster, Samples};
use super::{DecodeLimits, PhotoError, PhotoFormat};
use crate::locale::{say, tr};

/// Decodes a JPEG. CMYK comes out as ink amounts.
pub(super) fn decode(bytes: &[u8], limits: &DecodeLimits) -> Result<Decoded, PhotoError> {
    let format = PhotoFormat::Jpeg;
    let damaged = |cause: String| PhotoError::Damaged { format, cause };
    let markers = JpegMarkers::read(bytes);
    if let Some(kind) = markers.unsupported() {
        return Err(PhotoError::UnsupportedKind { format, kind });
    }
    if !markers.complete {
        return Err(damaged(tr("the file ends before the picture does").to_owned()));
    }
    let working = if markers.progressive() { 6 } else { 0 };
    let needs = Needs { format, width: markers.width, height: markers.height, bytes_per_pixel: 3 + working };
    needs.check(limits)?;

    let options =
        DecoderOptions::default().set_strict_mode(false).set_max_width(65_535).set_max_height(65_535);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|e| damaged(PhotoError::cause(e)))?;
    let stored = decoder.input_colorspace().ok_or_else(|| damaged(tr("no picture in it").to_owned()))?;
    let (out, channels) = match stored {
        ColorSpace::Luma => (ColorSpace::Luma, Channels::Grey),
        ColorSpace::YCbCr | ColorSpace::RGB => (ColorSpace::RGB, Channels::Rgb),
        ColorSpace::CMYK => (ColorSpace::CMYK, Channels::Cmyk),
        ColorSpace::YCCK => (ColorSpace::YCCK, Channels::Cmyk),
        other => {
            return Err(PhotoError::UnsupportedKind {
                format,
                kind: say!("%{kind} colours", kind = format!("{other:?}")),
            });
        }
    };
    let options = decoder.options().jpeg_set_out_colorspace(out);
    decoder.set_options(options);
    let size = decoder.dimensions().map(|(w, h)| (u32::try_from(w), u32::try_from(h)));
    let Some((Ok(width), Ok(height))) = size else { return Err(damaged(tr("it has no size").to_owned())) };
    Needs { width, height, ..needs }.check(limits)?;
    let length = decoder.output_buffer_size().ok_or_else(|| damaged(tr("it has no size").to_owned()))?;
    let mut samples = vec![0; length];
    decoder.decode_into(&mut samples).map_err(|e| damaged(PhotoError::cause(e)))?;
    if channels == Channels::Cmyk {
        if stored == ColorSpace::YCCK {
            cmy_of_ycc(&mut samples);
        }
        if markers.adobe {
            // Adobe's programs store 255 for no ink.
            for ink in &mut samples {
                *ink = 255 - *ink;
            }
        }
    }
    let raster =
        Raster { width, height, channels, samples: Samples::U8(samples), full_code: 255, bit_depth: 8 };
    let mut decoded = Decoded::new(raster);
    decoded.color.icc = decoder.icc_profile();
    if markers.icc && decoded.color.icc.is_none() {
        let cause = tr("parts of the profile are missing").to_owned();
        return Err(PhotoError::Profile { name: tr("unreadable##a colour profile").to_owned(), cause });
    }
    decoded.coding = markers.coding;
    decoded.exif = decoder.exif().cloned();
    decoded.xmp = decoder.xmp().cloned();
    Ok(decoded)
}

/// Turns YCCK into CMYK as stored: the inverse of the JFIF conversion (ITU-T T.871, 7) gives RGB, whose
/// complement is CMY (Adobe technical note 5116, 18).
fn cmy_of_ycc(samples: &mut [u8]) {
    for pixel in samples.chunks_exact_mut(4) {
        if let [y, cb, cr, _] = pixel {
            let (luma, blue, red) = (f32::from(*y), f32::from(*cb) - 128.0, f32::from(*cr) - 128.0);
            *y = 255 - rounded(luma + 1.402 * red);
            *cb = 255 - rounded(luma - 0.344_136 * blue - 0.714_136 * red);
            *cr = 255 - rounded(luma + 1.772 * blue);
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range of u8")]
fn rounded(value: f32) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}
