//! What EXIF says about how a photo was taken (CIPA DC-008). Places are never read.

use exif::{Context, Exif, Field, In, Tag, Value};
use serde::Serialize;

use super::PhotoError;
use crate::locale::say;

/// What is known of the camera and the exposure; whatever the file does not say is left out.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct CameraFacts {
    /// Maker of the camera.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub make: Option<String>,
    /// Model of the camera.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Lens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lens: Option<String>,
    /// Program that wrote the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub software: Option<String>,
    /// When it was taken, by the camera's own clock: `2026-11-22 14:03:55`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_at: Option<String>,
    /// Exposure time in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exposure_s: Option<f64>,
    /// f-number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub f_number: Option<f64>,
    /// ISO speed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iso: Option<u32>,
    /// Exposure correction in stops.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exposure_bias_ev: Option<f64>,
    /// Focal length in mm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub focal_length_mm: Option<f64>,
    /// Focal length in mm, as if on 35 mm film.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub focal_length_35mm: Option<u32>,
    /// Whether the flash fired.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flash_fired: Option<bool>,
    /// White balance: `auto` or `manual`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub white_balance: Option<&'static str>,
    /// Kind of scene the camera was set to: `standard`, `landscape`, `portrait` or `night`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scene: Option<&'static str>,
    /// Special rendering: 0 ordinary, 1 special; Apple's own values go on (`ExifTool`: 2 to 4 HDR, 6 panorama,
    /// 7 and 8 portrait).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_rendered: Option<u32>,
}

impl CameraFacts {
    /// Whether the file names a camera or an exposure: every photo does when it leaves the phone.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.make.is_some() || self.model.is_some() || self.exposure_s.is_some() || self.iso.is_some()
    }
}

/// All that is taken from EXIF.
#[derive(Debug, Clone, PartialEq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct ExifFacts {
    pub(super) camera: CameraFacts,
    /// Value of the orientation tag, whatever it is.
    pub(super) orientation: Option<u32>,
    /// Whether there is a place in it.
    pub(super) gps_present: bool,
    /// Whether the colours are named as Adobe RGB.
    pub(super) adobe_rgb: bool,
    /// Whether the colours are named as sRGB.
    pub(super) srgb: bool,
    /// Program that worked on the picture after the camera.
    pub(super) processed_by: Option<String>,
    /// Whether a comment calls it a screenshot, as iPhones write.
    pub(super) screenshot: bool,
    /// What was wrong with it.
    pub(super) note: Option<String>,
}

/// Reads EXIF from its TIFF structure; what is broken is left out and noted.
pub(super) fn read(chunk: Vec<u8>) -> ExifFacts {
    let start = if chunk.starts_with(b"Exif\0\0") { 6 } else { 0 };
    let chunk = if start == 0 { chunk } else { chunk.get(start..).unwrap_or_default().to_vec() };
    let mut partly = None;
    let parsed = exif::Reader::new()
        .continue_on_error(true)
        .read_raw(chunk)
        .or_else(|e| e.distill_partial_result(|errors| partly = errors.first().map(PhotoError::cause)));
    match parsed {
        Ok(exif) => {
            let note = partly.map(|cause| {
                say!("EXIF is partly broken and was read as far as possible (%{cause})", cause = cause)
            });
            ExifFacts { note, ..facts(&exif) }
        }
        Err(cause) => {
            let note =
                Some(say!("EXIF is broken and was ignored (%{cause})", cause = PhotoError::cause(cause)));
            ExifFacts { note, ..ExifFacts::default() }
        }
    }
}

fn facts(exif: &Exif) -> ExifFacts {
    let field = |tag: Tag| exif.get_field(tag, In::PRIMARY);
    let number = |tag: Tag| field(tag).and_then(|f| f.value.get_uint(0));
    let camera = CameraFacts {
        make: field(Tag::Make).and_then(text),
        model: field(Tag::Model).and_then(text),
        lens: field(Tag::LensModel).and_then(text),
        software: field(Tag::Software).and_then(text),
        taken_at: field(Tag::DateTimeOriginal)
            .or_else(|| field(Tag::DateTime))
            .and_then(text)
            .and_then(|t| moment(&t)),
        exposure_s: field(Tag::ExposureTime).and_then(real).filter(|v| *v > 0.0),
        f_number: field(Tag::FNumber).and_then(real).filter(|v| *v > 0.0),
        iso: number(Tag::PhotographicSensitivity).filter(|v| *v > 0),
        exposure_bias_ev: field(Tag::ExposureBiasValue).and_then(real),
        focal_length_mm: field(Tag::FocalLength).and_then(real).filter(|v| *v > 0.0),
        focal_length_35mm: number(Tag::FocalLengthIn35mmFilm).filter(|v| *v > 0),
        flash_fired: number(Tag::Flash).map(|v| v & 1 == 1),
        white_balance: number(Tag::WhiteBalance).map(|v| if v == 0 { "auto" } else { "manual" }),
        scene: number(Tag::SceneCaptureType).and_then(scene),
        custom_rendered: number(Tag::CustomRendered),
    };
    let adobe_rgb = field(Tag::InteroperabilityIndex).and_then(text).is_some_and(|t| t == "R03");
    let gps_present = exif.fields().any(|f| f.tag.context() == Context::Gps);
    ExifFacts {
        camera,
        orientation: number(Tag::Orientation),
        gps_present,
        adobe_rgb,
        srgb: number(Tag::ColorSpace) == Some(1),
        processed_by: field(PROCESSING_SOFTWARE).and_then(text),
        screenshot: field(Tag::UserComment).is_some_and(is_called_screenshot),
        note: None,
    }
}

/// Program used to process the picture (ACD Systems' tag in the first directory).
const PROCESSING_SOFTWARE: Tag = Tag(Context::Tiff, 0x000b);

/// Names of CIPA DC-008's kinds of scene.
fn scene(value: u32) -> Option<&'static str> {
    ["standard", "landscape", "portrait", "night"].get(usize::try_from(value).ok()?).copied()
}

/// Whether a comment says "Screenshot"; comments begin with eight bytes that name their encoding.
fn is_called_screenshot(comment: &Field) -> bool {
    let bytes: &[u8] = match &comment.value {
        Value::Undefined(bytes, _) => bytes,
        Value::Ascii(parts) => parts.first().map_or(&[], Vec::as_slice),
        _ => &[],
    };
    let letters: Vec<u8> = bytes.iter().copied().filter(|&b| b != 0).take(64).collect();
    letters.windows(10).any(|w| w.eq_ignore_ascii_case(b"screenshot"))
}

/// Readable text, at most 80 letters.
fn text(field: &Field) -> Option<String> {
    let Value::Ascii(parts) = &field.value else { return None };
    let raw = parts.first()?;
    let text: String = String::from_utf8_lossy(raw).chars().filter(|c| !c.is_control()).take(80).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A finite number, rounded to six digits so that it prints well.
fn real(field: &Field) -> Option<f64> {
    let value = match &field.value {
        Value::Rational(v) => v.first()?.to_f64(),
        Value::SRational(v) => v.first()?.to_f64(),
        Value::Float(v) => f64::from(*v.first()?),
        Value::Double(v) => *v.first()?,
        other => f64::from(other.get_uint(0)?),
    };
    (value.is_finite() && value.abs() < 1e6).then(|| (value * 1e6).round() / 1e6)
}

/// EXIF writes `2026:11:22 14:03:55`.
fn moment(text: &str) -> Option<String> {
    let (date, time) = text.split_once(' ')?;
    let digits = |s: &str| {
        s.chars().all(|c| c.is_ascii_digit() || c == ':' || c == '-') && s.starts_with(|c: char| c != ' ')
    };
    (date.len() == 10 && time.len() >= 8 && digits(date) && digits(time.get(..8)?))
        .then(|| format!("{} {}", date.replace(':', "-"), &time[..8]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_exif_is_noted_not_fatal() {
        let facts = read(b"II*\0\xFF\xFF\xFF\xFF".to_vec());
        assert!(facts.note.is_some_and(|n| n.contains("broken")));
        assert_eq!(facts.orientation, None);
        assert!(read(Vec::new()).note.is_some());
    }

    #[test]
    fn moments_read_well() {
        assert_eq!(moment("2026:11:22 14:03:55"), Some("2026-11-22 14:03:55".to_owned()));
        assert_eq!(moment("0000:00:00"), None);
        assert_eq!(moment("    :  :     :  :  "), None);
    }
}
