//! What the markers of a JPEG say before it is decoded (ITU-T T.81, annex B).

use serde::Serialize;

use crate::locale::{say, tr};

/// Read from the markers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct JpegMarkers {
    /// Pixels across, 0 when no frame header was found.
    pub(super) width: u32,
    /// Pixels down.
    pub(super) height: u32,
    /// Bits a sample.
    pub(super) precision: u8,
    /// Samples a pixel.
    pub(super) components: u8,
    /// Second byte of the frame header's marker: 0xC0 baseline, 0xC2 progressive.
    pub(super) frame: u8,
    /// Whether there is an Adobe segment: CMYK is then stored inverted.
    pub(super) adobe: bool,
    /// Whether there are segments of an ICC profile.
    pub(super) icc: bool,
    /// Whether the end marker was found after the picture data.
    pub(super) complete: bool,
    /// How finely the picture was coded; none without tables.
    pub(super) coding: Option<JpegCoding>,
}

/// How a JPEG was coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct JpegCoding {
    /// Quality 1 to 100 of the Independent JPEG Group's encoder that divides luminance as coarsely in the mean.
    pub quality: u8,
    /// Colour is stored at half the resolution or less.
    pub chroma_halved: bool,
    /// Stored in passes, as messengers and websites do and cameras do not.
    pub progressive: bool,
}

impl JpegMarkers {
    /// Walks through the segments.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut found = Self::default();
        let mut tables = [None; 4];
        let mut frame: Option<(u8, &[u8])> = None;
        let mut at = 2;
        while let Some((marker, content)) = next_marker(bytes, at) {
            match marker {
                0xD9 => {
                    found.complete = found.frame != 0;
                    break;
                }
                0x01 | 0xD0..=0xD8 => {
                    at = content;
                    continue;
                }
                _ => {}
            }
            let Some(length) = be16(bytes, content) else { break };
            let body = bytes.get(content + 2..content + usize::from(length.max(2))).unwrap_or_default();
            match marker {
                0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF if found.frame == 0 => {
                    found.read_frame(marker, body);
                    frame = Some((marker, body));
                }
                0xDB => read_tables(body, &mut tables),
                0xEE if body.starts_with(b"Adobe") => found.adobe = true,
                0xE2 if body.starts_with(b"ICC_PROFILE\0") => found.icc = true,
                _ => {}
            }
            at = content + usize::from(length.max(2));
        }
        found.coding = frame.and_then(|(marker, body)| coding(marker, body, &tables));
        found
    }

    fn read_frame(&mut self, marker: u8, body: &[u8]) {
        if let (Some(&precision), Some(height), Some(width), Some(&components)) =
            (body.first(), be16(body, 1), be16(body, 3), body.get(5))
        {
            (self.width, self.height) = (u32::from(width), u32::from(height));
            (self.precision, self.components, self.frame) = (precision, components, marker);
        }
    }

    /// Why this kind is not decoded, if so.
    pub(super) fn unsupported(self) -> Option<String> {
        match self.frame {
            0 | 0xC0..=0xC2 if self.precision == 8 || self.frame == 0 => None,
            0xC0..=0xC2 => Some(say!("%{bits} bits a sample", bits = self.precision)),
            0xC3 | 0xC7 | 0xCB | 0xCF => Some(tr("lossless JPEG").to_owned()),
            0xC9..=0xCE => Some(tr("arithmetic coding").to_owned()),
            _ => Some(tr("hierarchical JPEG").to_owned()),
        }
    }

    /// Whether the coefficients of the whole picture are held while decoding.
    pub(super) fn progressive(self) -> bool {
        self.frame == 0xC2
    }
}

/// Sum of each quantization table that a segment defines.
fn read_tables(mut body: &[u8], tables: &mut [Option<u32>; 4]) {
    while let Some((&head, rest)) = body.split_first() {
        let size = if head >> 4 == 0 { 64 } else { 128 };
        let Some(values) = rest.get(..size) else { return };
        let sum = if size == 64 {
            values.iter().map(|&v| u32::from(v)).sum()
        } else {
            values.chunks_exact(2).map(|v| v.iter().fold(0, |all, &b| (all << 8) | u32::from(b))).sum()
        };
        if let Some(slot) = tables.get_mut(usize::from(head & 15)) {
            *slot = Some(sum);
        }
        body = rest.get(size..).unwrap_or_default();
    }
}

/// Coding of the frame whose header this is.
fn coding(marker: u8, frame: &[u8], tables: &[Option<u32>; 4]) -> Option<JpegCoding> {
    let component = |i: usize| frame.get(6 + 3 * i..9 + 3 * i);
    let luma = component(0)?;
    let sum = (*tables.get(usize::from(*luma.get(2)?))?)?;
    let density = |c: &[u8]| c.get(1).map_or(1, |hv| u32::from(hv >> 4) * u32::from(hv & 15));
    let chroma_halved = component(1).is_some_and(|c| density(c) < density(luma));
    Some(JpegCoding { quality: quality_of(sum), chroma_halved, progressive: marker == 0xC2 })
}

/// Quality at which the luminance table of ITU-T T.81, K.1 has this sum, scaled as the Independent JPEG Group's
/// encoder does.
fn quality_of(sum: u32) -> u8 {
    /// Sum of the 64 values of the table in K.1.
    const WHOLE: f64 = 3688.0;
    let percent = 100.0 * f64::from(sum) / WHOLE;
    let quality = if percent <= 100.0 { (200.0 - percent) / 2.0 } else { 5000.0 / percent };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 1..=100")]
    let whole = quality.round().clamp(1.0, 100.0) as u8;
    whole
}

/// The next marker from `at` on and where its content begins; entropy-coded data are skipped.
fn next_marker(bytes: &[u8], mut at: usize) -> Option<(u8, usize)> {
    loop {
        let rest = bytes.get(at..)?;
        at += rest.iter().position(|&b| b == 0xFF)? + 1;
        match *bytes.get(at)? {
            0x00 => at += 1,
            0xFF => {}
            marker => return Some((marker, at + 1)),
        }
    }
}

fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &[u8] = b"\xFF\xD8\xFF\xEE\0\x08Adobe\0\xFF\xC2\0\x0B\x08\0\x10\0\x20\x04\x01\x11\xFF\xDA\0\x02\x12\xFF\0\x34\xFF\xD0\x56\xFF\xD9";

    #[test]
    fn reads_frame_adobe_and_end() {
        let m = JpegMarkers::read(SMALL);
        assert_eq!((m.width, m.height, m.components, m.frame), (32, 16, 4, 0xC2));
        assert!(m.adobe && m.complete && m.progressive());
        assert_eq!(m.unsupported(), None);
    }

    #[test]
    fn the_quality_of_an_encoder_is_found_again() {
        for (quality, sampling, halved) in [
            (30, jpeg_encoder::SamplingFactor::R_4_2_0, true),
            (75, jpeg_encoder::SamplingFactor::R_4_2_2, true),
            (92, jpeg_encoder::SamplingFactor::R_4_4_4, false),
        ] {
            let mut bytes = Vec::new();
            let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, quality);
            encoder.set_sampling_factor(sampling);
            encoder.encode(&[90; 16 * 16 * 3], 16, 16, jpeg_encoder::ColorType::Rgb).expect("a small JPEG");
            let coding = JpegMarkers::read(&bytes).coding.expect("it has tables");
            assert!(coding.quality.abs_diff(quality) <= 1, "{quality}: {coding:?}");
            assert_eq!((coding.chroma_halved, coding.progressive), (halved, false), "{quality}");
        }
    }

    #[test]
    fn a_cut_file_is_not_complete() {
        for end in 0..SMALL.len() - 1 {
            assert!(!JpegMarkers::read(&SMALL[..end]).complete, "cut at {end}");
        }
    }
}
