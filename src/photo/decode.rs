//! From the bytes of a file to encoded samples.

use std::io::Cursor;

use image::error::{ImageError, LimitErrorKind, UnsupportedErrorKind};
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::orientation::Orientation;
use super::png_chunks::PngChunks;
use super::quiet_panic::quietly;
use super::raster::{Channels, Raster, Samples};
use super::source_color::ColorHints;
use super::{DecodeLimits, JpegCoding, PhotoError, PhotoFormat, heic, jpeg, tiff_tags};
use crate::locale::{say, tr};

/// A decoded file.
#[derive(Debug)]
pub(super) struct Decoded {
    /// The samples as stored.
    pub(super) raster: Raster,
    /// What is said about colours.
    pub(super) color: ColorHints,
    /// EXIF, as a TIFF structure.
    pub(super) exif: Option<Vec<u8>>,
    /// XMP.
    pub(super) xmp: Option<Vec<u8>>,
    /// The decoder already turned the picture upright.
    pub(super) upright: bool,
    /// Orientation from a place other than EXIF.
    pub(super) orientation: Option<Orientation>,
    /// How a JPEG was coded.
    pub(super) coding: Option<JpegCoding>,
}

impl Decoded {
    /// Samples of which nothing else is known.
    pub(super) fn new(raster: Raster) -> Self {
        Self {
            raster,
            color: ColorHints::default(),
            exif: None,
            xmp: None,
            upright: false,
            orientation: None,
            coding: None,
        }
    }
}

/// What a picture would take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Needs {
    pub(super) format: PhotoFormat,
    pub(super) width: u32,
    pub(super) height: u32,
    /// While decoding, besides the result.
    pub(super) bytes_per_pixel: u64,
}

impl Needs {
    /// Refuses pictures of no size and those over the limits.
    pub(super) fn check(self, limits: &DecodeLimits) -> Result<(), PhotoError> {
        let Self { format, width, height, bytes_per_pixel } = self;
        let pixels = u64::from(width) * u64::from(height);
        if pixels == 0 {
            return Err(PhotoError::ZeroSize { format, width, height });
        }
        if pixels > limits.max_pixels {
            let limit_megapixels = limits.max_pixels / 1_000_000;
            return Err(PhotoError::TooManyPixels { width, height, limit_megapixels });
        }
        let memory = pixels.saturating_mul(bytes_per_pixel + 6);
        if memory > limits.max_memory {
            let (megabytes, limit_megabytes) = (memory / 1_000_000, limits.max_memory / 1_000_000);
            return Err(PhotoError::TooMuchMemory { megabytes, limit_megabytes });
        }
        Ok(())
    }
}

/// Decodes a file of a known format. A decoder that panics has met a damaged file.
pub(super) fn decode(
    bytes: &[u8],
    format: PhotoFormat,
    limits: &DecodeLimits,
) -> Result<Decoded, PhotoError> {
    let guarded = quietly(|| match format {
        PhotoFormat::Jpeg => jpeg::decode(bytes, limits),
        PhotoFormat::Heic => heic::decode(bytes, limits),
        PhotoFormat::Png => decode_plain(bytes, format, ImageFormat::Png, limits),
        PhotoFormat::Tiff => decode_plain(bytes, format, ImageFormat::Tiff, limits),
        PhotoFormat::WebP => decode_plain(bytes, format, ImageFormat::WebP, limits),
        PhotoFormat::Bmp => decode_plain(bytes, format, ImageFormat::Bmp, limits),
        PhotoFormat::Gif => decode_plain(bytes, format, ImageFormat::Gif, limits),
        PhotoFormat::Pnm => decode_plain(bytes, format, ImageFormat::Pnm, limits),
        PhotoFormat::Tga => decode_plain(bytes, format, ImageFormat::Tga, limits),
        PhotoFormat::Qoi => decode_plain(bytes, format, ImageFormat::Qoi, limits),
    });
    let decoded = guarded.unwrap_or_else(|| {
        let cause = tr("its contents contradict each other").to_owned();
        Err(PhotoError::Damaged { format, cause })
    })?;
    if !decoded.raster.is_consistent() {
        let cause = tr("it does not hold as many pixels as it says").to_owned();
        return Err(PhotoError::Damaged { format, cause });
    }
    Ok(decoded)
}

/// Everything that `image` decodes.
fn decode_plain(
    bytes: &[u8],
    format: PhotoFormat,
    decoder: ImageFormat,
    limits: &DecodeLimits,
) -> Result<Decoded, PhotoError> {
    if format == PhotoFormat::Tiff {
        tiff_tags::refuse_previews(bytes)?;
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), decoder);
    let mut allowed = Limits::default();
    allowed.max_alloc = Some(limits.max_memory);
    reader.limits(allowed);
    let mut decoder = reader.into_decoder().map_err(|e| translate(e, format))?;
    let (width, height) = decoder.dimensions();
    let kind = decoder.original_color_type();
    let sample_bytes = u64::from(decoder.color_type().bytes_per_pixel());
    Needs { format, width, height, bytes_per_pixel: sample_bytes }.check(limits)?;
    if matches!(kind, ExtendedColorType::Cmyk8 | ExtendedColorType::Cmyk16) {
        return Err(PhotoError::UnsupportedKind { format, kind: "CMYK".to_owned() });
    }
    let icc = decoder.icc_profile().ok().flatten();
    let exif = decoder.exif_metadata().ok().flatten();
    let xmp = decoder.xmp_metadata().ok().flatten();
    let orientation = decoder.orientation().ok().and_then(|o| Orientation::from_tag(u32::from(o.to_exif())));
    let image = DynamicImage::from_decoder(decoder).map_err(|e| translate(e, format))?;
    let mut decoded = Decoded::new(raster(image, kind));
    decoded.color.icc = icc;
    (decoded.exif, decoded.xmp, decoded.orientation) = (exif, xmp, orientation);
    match format {
        PhotoFormat::Png => {
            let chunks = PngChunks::read(bytes);
            decoded.color.coded_first = chunks.code_points;
            decoded.color.coded = chunks.color;
            decoded.exif = decoded.exif.or_else(|| chunks.exif.map(<[u8]>::to_vec));
        }
        PhotoFormat::Tiff => {
            decoded.color.icc =
                decoded.color.icc.map_or_else(|| tiff_tags::icc_profile(bytes), |icc| Ok(Some(icc)))?;
            // The file is itself what EXIF is inside others.
            decoded.exif = (bytes.len() < 400_000_000).then(|| bytes.to_vec());
        }
        _ => {}
    }
    Ok(decoded)
}

fn raster(image: DynamicImage, kind: ExtendedColorType) -> Raster {
    let (width, height) = (image.width(), image.height());
    let (channels, samples) = match image {
        DynamicImage::ImageLuma8(i) => (Channels::Grey, Samples::U8(i.into_raw())),
        DynamicImage::ImageLumaA8(i) => (Channels::GreyAlpha, Samples::U8(i.into_raw())),
        DynamicImage::ImageRgb8(i) => (Channels::Rgb, Samples::U8(i.into_raw())),
        DynamicImage::ImageRgba8(i) => (Channels::Rgba, Samples::U8(i.into_raw())),
        DynamicImage::ImageLuma16(i) => (Channels::Grey, Samples::U16(i.into_raw())),
        DynamicImage::ImageLumaA16(i) => (Channels::GreyAlpha, Samples::U16(i.into_raw())),
        DynamicImage::ImageRgb16(i) => (Channels::Rgb, Samples::U16(i.into_raw())),
        DynamicImage::ImageRgba16(i) => (Channels::Rgba, Samples::U16(i.into_raw())),
        DynamicImage::ImageRgb32F(i) => (Channels::Rgb, Samples::F32(i.into_raw())),
        other => (Channels::Rgba, Samples::F32(other.into_rgba32f().into_raw())),
    };
    let full_code = if matches!(samples, Samples::U16(_)) { u16::MAX } else { 255 };
    let bits = kind.bits_per_pixel() / u16::from(kind.channel_count().max(1));
    Raster { width, height, channels, samples, full_code, bit_depth: u8::try_from(bits).unwrap_or(8) }
}

fn translate(error: ImageError, format: PhotoFormat) -> PhotoError {
    match error {
        ImageError::Unsupported(e) => {
            let kind = match e.kind() {
                UnsupportedErrorKind::Color(ExtendedColorType::Unknown(bits)) => {
                    say!("pixels of %{bits} bits, or colours in an unusual form", bits = bits)
                }
                UnsupportedErrorKind::Color(color) => {
                    say!("pixels of the kind %{kind}", kind = format!("{color:?}"))
                }
                UnsupportedErrorKind::GenericFeature(feature) => feature.clone(),
                _ => e.to_string(),
            };
            PhotoError::UnsupportedKind { format, kind: PhotoError::cause(kind) }
        }
        ImageError::Limits(e) => match e.kind() {
            LimitErrorKind::DimensionError => {
                PhotoError::Damaged { format, cause: tr("its stated size is not possible").to_owned() }
            }
            _ => PhotoError::UnsupportedKind {
                format,
                kind: tr("it needs more memory than allowed").to_owned(),
            },
        },
        ImageError::IoError(e) => {
            let cause = if e.kind() == std::io::ErrorKind::UnexpectedEof {
                tr("the file ends before the picture does").to_owned()
            } else {
                PhotoError::cause(e)
            };
            PhotoError::Damaged { format, cause }
        }
        ImageError::Decoding(e) => {
            use std::error::Error as _;
            let cause = e.source().map_or_else(|| e.to_string(), ToString::to_string);
            PhotoError::Damaged { format, cause: PhotoError::cause(cause) }
        }
        other => PhotoError::Damaged { format, cause: PhotoError::cause(other) },
    }
}
