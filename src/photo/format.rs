//! What kind of file it is, by its first bytes.

use serde::Serialize;

use super::PhotoError;
use crate::locale::{fixed, keep};

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum PhotoFormat {
    /// JPEG, also MPO and other JPEG with more behind it.
    Jpeg,
    /// PNG; of animations the first frame.
    Png,
    /// TIFF; of several pages the first.
    Tiff,
    /// WebP; of animations the first frame.
    WebP,
    /// HEIC and HEIF with HEVC.
    Heic,
    /// Windows bitmap.
    Bmp,
    /// GIF; the first frame.
    Gif,
    /// PBM, PGM, PPM, PAM.
    Pnm,
    /// Truevision TGA.
    Tga,
    /// QOI.
    Qoi,
}

impl std::fmt::Display for PhotoFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Tiff => "TIFF",
            Self::WebP => fixed!("WebP"),
            Self::Heic => "HEIC",
            Self::Bmp => "BMP",
            Self::Gif => "GIF",
            Self::Pnm => "PNM",
            Self::Tga => "TGA",
            Self::Qoi => "QOI",
        })
    }
}

const EXPORT: &str = keep!("export the photo as JPEG and open that");
const PHONE: &str = keep!(
    "share or export the photo as JPEG (on a phone: share, or camera settings \"most compatible\") and open that"
);
pub(super) const DEVELOP: &str =
    keep!("develop the raw photo in the camera or a raw converter, export it as JPEG and open that");
const STILL: &str = keep!("save a still of it as JPEG, or take a photo, and open that");
const PAGE: &str = keep!("save the picture on it as JPEG and open that");

/// The format of a file, or the error that names it and says what to do.
///
/// `extension` (lower case) tells apart what its first bytes do not: raw photos that look like TIFF, and
/// TGA, which has no signature.
pub(super) fn recognise(bytes: &[u8], extension: Option<&str>) -> Result<PhotoFormat, PhotoError> {
    if bytes.is_empty() {
        return Err(PhotoError::Empty);
    }
    if let Some((name, remedy)) = known_by_name(bytes, extension) {
        return Err(PhotoError::UnsupportedFormat { name, remedy });
    }
    if let Some(format) = readable(bytes) {
        return Ok(format);
    }
    let tga = extension.is_some_and(|e| matches!(e, "tga" | "icb" | "vda" | "vst"));
    if tga || (bytes.len() > 26 && bytes.ends_with(b"TRUEVISION-XFILE.\0")) {
        return Ok(PhotoFormat::Tga);
    }
    Err(PhotoError::UnknownFormat)
}

fn readable(bytes: &[u8]) -> Option<PhotoFormat> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"\xFF\xD8\xFF") {
        Some(PhotoFormat::Jpeg)
    } else if starts(b"\x89PNG\r\n\x1A\n") {
        Some(PhotoFormat::Png)
    } else if starts(b"II*\0") || starts(b"MM\0*") || starts(b"II+\0") || starts(b"MM\0+") {
        Some(PhotoFormat::Tiff)
    } else if starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(PhotoFormat::WebP)
    } else if brands(bytes).is_some_and(|b| {
        b.iter().any(|b| matches!(b, b"heic" | b"heix" | b"heim" | b"heis" | b"mif1" | b"mif2"))
    }) {
        Some(PhotoFormat::Heic)
    } else if starts(b"BM") {
        Some(PhotoFormat::Bmp)
    } else if starts(b"GIF87a") || starts(b"GIF89a") {
        Some(PhotoFormat::Gif)
    } else if bytes.first() == Some(&b'P')
        && matches!(bytes.get(1), Some(b'1'..=b'7'))
        && bytes.get(2).is_some_and(u8::is_ascii_whitespace)
    {
        Some(PhotoFormat::Pnm)
    } else if starts(b"qoif") {
        Some(PhotoFormat::Qoi)
    } else {
        None
    }
}

/// Formats that are recognised to be refused.
fn known_by_name(bytes: &[u8], extension: Option<&str>) -> Option<(&'static str, &'static str)> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let raw = |name| Some((name, DEVELOP));
    if let Some(answer) = known_box_file(bytes) {
        return Some(answer);
    }
    let tiff = starts(b"II*\0") || starts(b"MM\0*");
    if tiff && bytes.get(8..10) == Some(b"CR") {
        return raw(keep!("Canon raw (CR2)"));
    }
    if tiff && let Some(name) = raw_extension(extension) {
        return raw(name);
    }
    if starts(b"FUJIFILMCCD-RAW") {
        return raw(keep!("Fujifilm raw (RAF)"));
    }
    if starts(b"IIRO") || starts(b"IIRS") || starts(b"MMOR") {
        return raw(keep!("Olympus raw (ORF)"));
    }
    if starts(b"IIU\0") {
        return raw(keep!("Panasonic raw (RW2)"));
    }
    if starts(b"FOVb") || starts(b"\0MRM") || bytes.get(6..14) == Some(b"HEAPCCDR") {
        return raw(keep!("Camera raw"));
    }
    let table: [(&[u8], &'static str, &'static str); 22] = [
        (b"\xFF\x0A", fixed!("JPEG XL"), EXPORT),
        (b"\0\0\0\x0CJXL \r\n\x87\n", fixed!("JPEG XL"), EXPORT),
        (b"\0\0\0\x0CjP  \r\n\x87\n", "JPEG 2000", EXPORT),
        (b"\xFF\x4F\xFF\x51", "JPEG 2000", EXPORT),
        (b"II\xBC", fixed!("JPEG XR"), EXPORT),
        (b"%PDF", "PDF", PAGE),
        (b"%!PS", fixed!("PostScript"), PAGE),
        (b"8BPS", fixed!("Photoshop (PSD)"), EXPORT),
        (b"gimp xcf", fixed!("GIMP (XCF)"), EXPORT),
        (b"\x1A\x45\xDF\xA3", keep!("Video (Matroska or WebM)"), STILL),
        (b"\0\0\x01\0", keep!("Icon (ICO)"), EXPORT),
        (b"\0\0\x02\0", keep!("Cursor (CUR)"), EXPORT),
        (b"\x76\x2F\x31\x01", fixed!("OpenEXR"), EXPORT),
        (b"#?RADIANCE", fixed!("Radiance HDR"), EXPORT),
        (b"DDS ", keep!("DirectDraw surface (DDS)"), EXPORT),
        (b"farbfeld", "farbfeld", EXPORT),
        (b"BPG\xFB", "BPG", EXPORT),
        (b"PK\x03\x04", keep!("ZIP archive"), keep!("unpack it and open the photo in it")),
        (b"\x1F\x8B", keep!("gzip archive"), keep!("unpack it and open the photo in it")),
        (b"<svg", "SVG", EXPORT),
        (b"<?xml", keep!("XML or SVG"), EXPORT),
        (b"<!DOCTYPE", "HTML", PAGE),
    ];
    if let Some((_, name, remedy)) = table.iter().find(|(magic, ..)| starts(magic)) {
        return Some((name, remedy));
    }
    (starts(b"RIFF") && bytes.get(8..12) == Some(b"AVI ")).then_some((keep!("Video (AVI)"), STILL))
}

/// Files of boxes with a brand: AVIF, Canon CR3, films.
fn known_box_file(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let brands = brands(bytes)?;
    let has = |wanted: &[&[u8; 4]]| brands.iter().any(|b| wanted.contains(&b));
    let major = brands.first()?;
    if has(&[b"heic", b"heix", b"heim", b"heis"]) {
        return None;
    }
    if has(&[b"avif", b"avis"]) {
        return Some(("AVIF", PHONE));
    }
    match major {
        b"mif1" | b"mif2" => None,
        b"crx " => Some((keep!("Canon raw (CR3)"), DEVELOP)),
        b"hevc" | b"hevx" | b"hevm" | b"hevs" | b"msf1" => Some((keep!("HEIF sequence"), STILL)),
        b"jp2 " | b"jpx " | b"j2ki" => Some(("JPEG 2000", EXPORT)),
        b"jxl " => Some((fixed!("JPEG XL"), EXPORT)),
        _ => Some((keep!("Video (MP4 or MOV)"), STILL)),
    }
}

/// Major and compatible brands of the `ftyp` box at the start.
fn brands(bytes: &[u8]) -> Option<Vec<[u8; 4]>> {
    if bytes.get(4..8)? != b"ftyp" {
        return None;
    }
    let length = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?) as usize;
    let end = length.clamp(12, 512).min(bytes.len());
    let words = bytes.get(8..end)?.chunks_exact(4).enumerate();
    Some(words.filter(|(i, _)| *i != 1).filter_map(|(_, w)| w.try_into().ok()).collect())
}

/// Extensions of raw photos that begin like TIFF.
fn raw_extension(extension: Option<&str>) -> Option<&'static str> {
    Some(match extension? {
        "dng" => keep!("Raw (DNG)"),
        "nef" | "nrw" => keep!("Nikon raw (NEF)"),
        "arw" | "sr2" | "srf" => keep!("Sony raw (ARW)"),
        "cr2" => keep!("Canon raw (CR2)"),
        "pef" => keep!("Pentax raw (PEF)"),
        "srw" => keep!("Samsung raw (SRW)"),
        "3fr" | "fff" => keep!("Hasselblad raw"),
        "iiq" => keep!("Phase One raw (IIQ)"),
        "erf" | "mef" | "mos" | "kdc" | "dcr" | "rwl" | "raw" => keep!("Camera raw"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_it_does_not_read() {
        let message = |bytes: &[u8], ext: Option<&str>| recognise(bytes, ext).unwrap_err().to_string();
        assert!(message(b"\0\0\0\x20ftypavif\0\0\0\0avifmif1miafMA1B", None).starts_with("AVIF"));
        assert!(message(b"\0\0\0\x1Cftypmif1\0\0\0\0mif1avifmiaf", None).starts_with("AVIF"));
        assert!(message(b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom", None).contains("CR3"));
        assert!(message(b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", None).contains("MOV"));
        assert!(message(b"II*\0\x10\0\0\0CR\x02\0", None).contains("CR2"));
        assert!(message(b"MM\0*\0\0\0\x08", Some("nef")).contains("Nikon"));
        assert!(message(b"\xFF\x0A\0\0", None).contains("JPEG XL"));
        assert!(message(b"%PDF-1.7", None).contains("PDF"));
        assert!(message(b"", None).contains("empty"));
        assert!(message(b"hello, world", None).contains("not a picture"));
    }

    #[test]
    fn knows_what_it_reads() {
        let is = |bytes: &[u8], ext| recognise(bytes, ext).unwrap();
        assert_eq!(is(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", None), PhotoFormat::Heic);
        assert_eq!(is(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", None), PhotoFormat::Heic);
        assert_eq!(is(b"\xFF\xD8\xFF\xE1", None), PhotoFormat::Jpeg);
        assert_eq!(is(b"MM\0*\0\0\0\x08", Some("tif")), PhotoFormat::Tiff);
        assert_eq!(is(b"P6\n1 1 255\n", None), PhotoFormat::Pnm);
    }
}
