//! What the markers of a JPEG say before it is decoded (ITU-T T.81, annex B).

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
}

impl JpegMarkers {
    /// Walks through the segments.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut found = Self::default();
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
                }
                0xEE if body.starts_with(b"Adobe") => found.adobe = true,
                0xE2 if body.starts_with(b"ICC_PROFILE\0") => found.icc = true,
                _ => {}
            }
            at = content + usize::from(length.max(2));
        }
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
            0xC0..=0xC2 => Some(format!("{} bits a sample", self.precision)),
            0xC3 | 0xC7 | 0xCB | 0xCF => Some("lossless JPEG".to_owned()),
            0xC9..=0xCE => Some("arithmetic coding".to_owned()),
            _ => Some("hierarchical JPEG".to_owned()),
        }
    }

    /// Whether the coefficients of the whole picture are held while decoding.
    pub(super) fn progressive(self) -> bool {
        self.frame == 0xC2
    }
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
    fn a_cut_file_is_not_complete() {
        for end in 0..SMALL.len() - 1 {
            assert!(!JpegMarkers::read(&SMALL[..end]).complete, "cut at {end}");
        }
    }
}
