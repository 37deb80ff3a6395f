//! What the first directory of a TIFF says about being a photo at all (TIFF 6.0, section 2).

use super::{PhotoError, PhotoFormat};

/// Refuses raw photos and files that begin with a preview of a larger picture: their first picture is not
/// the photo.
pub(super) fn refuse_previews(bytes: &[u8]) -> Result<(), PhotoError> {
    for (tag, value) in first_directory(bytes).unwrap_or_default() {
        match tag {
            // DNGVersion (DNG 1.7).
            0xC612 => {
                return Err(PhotoError::UnsupportedFormat {
                    name: "Raw (DNG)",
                    remedy: "develop the raw photo in the camera or a raw converter, export it as JPEG and open that",
                });
            }
            // NewSubfileType, bit 0: a reduced picture.
            0x00FE if value & 1 == 1 => {
                let kind = "it begins with a preview, as raw photos do".to_owned();
                return Err(PhotoError::UnsupportedKind { format: PhotoFormat::Tiff, kind });
            }
            _ => {}
        }
    }
    Ok(())
}

/// Tags and raw values of the first directory of a classic TIFF.
fn first_directory(bytes: &[u8]) -> Option<Vec<(u16, u32)>> {
    let little = bytes.starts_with(b"II");
    let u16_at = |at: usize| -> Option<u16> {
        let b = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(b) } else { u16::from_be_bytes(b) })
    };
    let u32_at = |at: usize| -> Option<u32> {
        let b = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(b) } else { u32::from_be_bytes(b) })
    };
    let start = u32_at(4)? as usize;
    let count = usize::from(u16_at(start)?);
    let entry = |i: usize| Some((u16_at(start + 2 + 12 * i)?, u32_at(start + 2 + 12 * i + 8)?));
    Some((0..count).map_while(entry).collect())
}
