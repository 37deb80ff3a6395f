//! HEIC and HEIF.
//!
//! `heifer` applies the rotation of the container itself; the orientation in EXIF is only informative
//! there (ISO/IEC 23008-12, 6.5.10) and must not be applied again.

use super::decode::Decoded;
use super::{DecodeLimits, PhotoError};

/// Decodes the primary picture.
#[cfg(not(feature = "heic"))]
pub(super) fn decode(_: &[u8], _: &DecodeLimits) -> Result<Decoded, PhotoError> {
    Err(PhotoError::UnsupportedFormat {
        name: "HEIC",
        remedy: crate::locale::keep!(
            "this program was built without HEIC; export the photo as JPEG and open that, or build it with the feature heic"
        ),
    })
}

/// Decodes the primary picture.
#[cfg(feature = "heic")]
pub(super) fn decode(bytes: &[u8], limits: &DecodeLimits) -> Result<Decoded, PhotoError> {
    use heifer::heifer_isobmff::HeifFile;

    use super::PhotoFormat;
    use super::decode::Needs;
    use super::raster::{Channels, Raster, Samples};

    let format = PhotoFormat::Heic;
    let damaged = |e: &dyn std::fmt::Display| PhotoError::Damaged { format, cause: PhotoError::cause(e) };
    let file = HeifFile::parse(bytes).map_err(|e| damaged(&e))?;
    let primary = file.primary_id;
    let bits = coded_bits(&file, primary);
    // Decoded planes (3 bytes), RGBA, and once more RGBA while it is turned.
    let bytes_per_pixel = if bits > 8 { 6 + 8 + 8 } else { 3 + 4 + 4 };
    if let Ok(Some((width, height))) = file.image_size(primary) {
        Needs { format, width, height, bytes_per_pixel }.check(limits)?;
    }
    let max_pixels = limits.max_pixels.min(limits.max_memory / (bytes_per_pixel + 6));
    let options = heifer::Options { max_threads: 0, max_pixels };
    let translate = |e: heifer::Error| match e {
        heifer::Error::Unsupported(kind) => {
            PhotoError::UnsupportedKind { format, kind: PhotoError::cause(kind) }
        }
        other => damaged(&other),
    };
    let (width, height, samples) = if bits > 8 {
        let image = heifer::decode_with_options(bytes, &options).map_err(translate)?;
        (image.width, image.height, Samples::U16(image.data))
    } else {
        let image = heifer::decode_rgba8(bytes, &options).map_err(translate)?;
        (image.width, image.height, Samples::U8(image.data))
    };
    Needs { format, width, height, bytes_per_pixel }.check(limits)?;
    let full_code = u16::MAX >> 16_u8.saturating_sub(bits).min(15);
    let raster = Raster { width, height, channels: Channels::Rgba, samples, full_code, bit_depth: bits };
    let mut decoded = Decoded::new(raster);
    decoded.upright = true;
    decoded.color.coded = code_points(&file, primary);
    if let Ok(metadata) = heifer::item_metadata(&file, primary) {
        decoded.color.icc = metadata.icc_profile;
        decoded.exif = metadata.exif;
        decoded.xmp = metadata.xmp;
    }
    Ok(decoded)
}

/// Bits a sample of the primary picture or its first tile.
#[cfg(feature = "heic")]
fn coded_bits(file: &heifer::heifer_isobmff::HeifFile<'_>, primary: heifer::heifer_isobmff::ItemId) -> u8 {
    let tile = file.referenced_items(primary, b"dimg").first().copied();
    let bits = |id| file.hevc_config(id).ok().flatten().map(|c| c.bit_depth_luma.max(c.bit_depth_chroma));
    bits(primary).or_else(|| tile.and_then(bits)).unwrap_or(8).clamp(8, 16)
}

/// Colour code points of the primary picture or its first tile.
#[cfg(feature = "heic")]
fn code_points(
    file: &heifer::heifer_isobmff::HeifFile<'_>,
    primary: heifer::heifer_isobmff::ItemId,
) -> Option<super::source_color::CodedColor> {
    use heifer::heifer_isobmff::boxes::{ColorInfo, Property};

    let tile = file.referenced_items(primary, b"dimg").first().copied();
    let of = |id| {
        file.item_properties(id).ok()?.find_map(|p| match p {
            Property::Color(ColorInfo::Nclx { primaries, transfer, .. }) => Some((*primaries, *transfer)),
            _ => None,
        })
    };
    let (primaries, transfer) = of(primary).or_else(|| tile.and_then(of))?;
    super::source_color::CodedColor::from_h273(primaries, transfer)
}
