//! From a file to a photo ready for measuring.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use super::decode::{self, Decoded};
use super::exif_facts::{self, ExifFacts};
use super::orientation::Orientation;
use super::raster::Samples;
use super::{
    DecodeLimits, LinearImage, OriginFacts, PhotoError, PhotoFacts, PhotoFormat, format, linearise,
    source_color,
};
use crate::locale::{number, say, tr};

/// A photo: its pixels, upright and in linear light, and what was found in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Photo {
    /// The pixels.
    pub image: Arc<LinearImage>,
    /// What was found.
    pub facts: PhotoFacts,
}

/// Reads a photo from a file.
///
/// # Errors
/// [`PhotoError::InFile`] with the reason and the name of the file.
pub fn load_photo(path: &Path, limits: &DecodeLimits) -> Result<Photo, PhotoError> {
    let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    read_file(path, limits)
        .and_then(|bytes| decode_named(&bytes, extension.as_deref(), limits))
        .map_err(|problem| problem.in_file(path))
}

/// Reads a photo from the bytes of the file of this name, which is not opened.
///
/// # Errors
/// [`PhotoError::InFile`] with the reason and the name of the file.
pub fn load_photo_bytes(bytes: &[u8], name: &Path, limits: &DecodeLimits) -> Result<Photo, PhotoError> {
    let extension = name.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    within(bytes.len() as u64, limits)
        .and_then(|()| decode_named(bytes, extension.as_deref(), limits))
        .map_err(|problem| problem.in_file(name))
}

/// Reads a photo from the bytes of a file.
///
/// Prefer [`load_photo`] for files: their extension tells raw photos from TIFF.
///
/// # Errors
/// The reason why it was refused.
pub fn decode_photo(bytes: &[u8], limits: &DecodeLimits) -> Result<Photo, PhotoError> {
    decode_named(bytes, None, limits)
}

fn read_file(path: &Path, limits: &DecodeLimits) -> Result<Vec<u8>, PhotoError> {
    let refused = |e: std::io::Error| PhotoError::Read { cause: PhotoError::cause(e) };
    let file = File::open(path).map_err(refused)?;
    let about = file.metadata().map_err(refused)?;
    if about.is_dir() {
        return Err(PhotoError::Read { cause: tr("it is a folder").to_owned() });
    }
    within(about.len(), limits)?;
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0));
    file.take(limits.max_file + 1).read_to_end(&mut bytes).map_err(refused)?;
    within(bytes.len() as u64, limits).map(|()| bytes)
}

/// Refuses a file of more bytes than are read.
fn within(size: u64, limits: &DecodeLimits) -> Result<(), PhotoError> {
    if size > limits.max_file {
        let (megabytes, limit_megabytes) = (size / 1_000_000, limits.max_file / 1_000_000);
        return Err(PhotoError::FileTooLarge { megabytes, limit_megabytes });
    }
    Ok(())
}

fn decode_named(bytes: &[u8], extension: Option<&str>, limits: &DecodeLimits) -> Result<Photo, PhotoError> {
    let format = format::recognise(bytes, extension)?;
    let mut decoded = decode::decode(bytes, format, limits)?;
    let exif = decoded.exif.take().map(exif_facts::read).unwrap_or_default();
    decoded.color.exif_adobe_rgb = exif.adobe_rgb;
    decoded.color.exif_srgb = exif.srgb;
    let tag = exif
        .orientation
        .and_then(Orientation::from_tag)
        .or(decoded.orientation)
        .unwrap_or(Orientation::UPRIGHT);
    let applied = if decoded.upright { Orientation::UPRIGHT } else { tag };
    let float = matches!(decoded.raster.samples, Samples::F32(_));
    let color = source_color::understand(&decoded.color, decoded.raster.channels, float)?;
    let (image, translucent) = linearise::linearise(&decoded.raster, &color.conversion, applied)?;
    let origin = OriginFacts::read(&decoded, &exif, color.profile.is_some(), bytes);
    let facts = PhotoFacts {
        format,
        origin,
        width: image.width(),
        height: image.height(),
        bit_depth: decoded.raster.bit_depth,
        orientation: tag.tag(),
        orientation_applied: applied != Orientation::UPRIGHT,
        profile: color.profile,
        taken_as: color.taken_as,
        gps_present: exif.gps_present || mentions_place(&decoded),
        hdr_gain_map: has_gain_map(bytes, format, &decoded),
        notes: notes(&exif, translucent),
        camera: exif.camera,
    };
    Ok(Photo { image: Arc::new(image), facts })
}

fn notes(exif: &ExifFacts, translucent: f64) -> Vec<String> {
    let mut notes: Vec<String> = exif.note.iter().cloned().collect();
    if let Some(tag) = exif.orientation.filter(|t| *t != 0 && Orientation::from_tag(*t).is_none()) {
        notes.push(say!("the EXIF orientation %{tag} is not one of the eight and was ignored", tag = tag));
    }
    if translucent > 0.0 {
        let percent = number((translucent * 100.0).max(0.1), 1);
        notes.push(say!(
            "%{percent} % of the picture is not opaque and is shown on middle grey",
            percent = percent
        ));
    }
    notes
}

/// Whether XMP tells a place.
fn mentions_place(decoded: &Decoded) -> bool {
    decoded.xmp.as_deref().is_some_and(|xmp| contains(xmp, b"GPSLatitude"))
}

/// Whether there is a gain map (ISO 21496-1, Ultra HDR, or Apple's).
fn has_gain_map(bytes: &[u8], format: PhotoFormat, decoded: &Decoded) -> bool {
    let in_xmp = decoded.xmp.as_deref().is_some_and(|x| contains(x, b"hdrgm:") || contains(x, b"HDRGainMap"));
    let head = bytes.get(..bytes.len().min(1 << 18)).unwrap_or_default();
    let marks: &[&[u8]] = match format {
        PhotoFormat::Jpeg => &[b"urn:iso:std:iso:ts:21496:-1"],
        PhotoFormat::Heic => &[b"urn:com:apple:photo:2020:aux:hdrgainmap", b"tmap"],
        _ => &[],
    };
    in_xmp || marks.iter().any(|mark| contains(head, mark))
}

/// Whether these bytes occur somewhere.
pub(super) fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|w| w == wanted)
}
