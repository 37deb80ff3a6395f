//! What the first directory of a TIFF says that `image` does not hand on (TIFF 6.0, section 2).

use super::format::DEVELOP;
use super::{PhotoError, PhotoFormat};
use crate::locale::{keep, tr};

/// An entry of a directory.
#[derive(Debug, Clone, Copy)]
struct Entry {
    tag: u16,
    count: u32,
    /// The value itself when it is short, else where it is.
    value: u32,
}

/// Refuses raw photos and files that begin with a preview of a larger picture: their first picture is not
/// the photo.
pub(super) fn refuse_previews(bytes: &[u8]) -> Result<(), PhotoError> {
    for Entry { tag, value, .. } in first_directory(bytes).unwrap_or_default() {
        match tag {
            // DNGVersion (DNG 1.7).
            0xC612 => {
                return Err(PhotoError::UnsupportedFormat { name: keep!("Raw (DNG)"), remedy: DEVELOP });
            }
            // NewSubfileType, bit 0: a reduced picture.
            0x00FE if value & 1 == 1 => {
                let kind = tr("it begins with a preview, as raw photos do").to_owned();
                return Err(PhotoError::UnsupportedKind { format: PhotoFormat::Tiff, kind });
            }
            _ => {}
        }
    }
    Ok(())
}

/// The embedded colour profile (ICC.1:2022, annex B.3), whatever the type of its tag.
pub(super) fn icc_profile(bytes: &[u8]) -> Result<Option<Vec<u8>>, PhotoError> {
    let entries = first_directory(bytes).unwrap_or_default();
    let Some(entry) = entries.iter().find(|e| e.tag == 0x8773) else { return Ok(None) };
    let start = entry.value as usize;
    let profile = start.checked_add(entry.count as usize).and_then(|end| bytes.get(start..end));
    profile.map(|p| Some(p.to_vec())).ok_or_else(|| PhotoError::Profile {
        name: tr("unreadable##a colour profile").to_owned(),
        cause: tr("it reaches beyond the end of the file").to_owned(),
    })
}

/// Entries of the first directory of a classic TIFF.
fn first_directory(bytes: &[u8]) -> Option<Vec<Entry>> {
    let little = bytes.starts_with(b"II");
    let u16_at = |at: usize| -> Option<u16> {
        let b = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(b) } else { u16::from_be_bytes(b) })
    };
    let u32_at = |at: usize| -> Option<u32> {
        let b = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(b) } else { u32::from_be_bytes(b) })
    };
    if !(bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*")) {
        return None;
    }
    let start = u32_at(4)? as usize;
    let count = usize::from(u16_at(start)?);
    let entry = |i: usize| {
        let at = start + 2 + 12 * i;
        Some(Entry { tag: u16_at(at)?, count: u32_at(at + 4)?, value: u32_at(at + 8)? })
    };
    Some((0..count).map_while(entry).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_entry(tag: u16, count: u32, value: u32) -> Vec<u8> {
        let mut file = b"II*\0\x08\0\0\0\x01\0".to_vec();
        file.extend(tag.to_le_bytes());
        file.extend(1_u16.to_le_bytes());
        file.extend(count.to_le_bytes());
        file.extend(value.to_le_bytes());
        file.extend(b"profile");
        file
    }

    #[test]
    fn raw_photos_and_previews_are_refused() {
        assert!(refuse_previews(&with_entry(0xC612, 4, 0x0401)).is_err());
        assert!(refuse_previews(&with_entry(0x00FE, 1, 1)).is_err());
        assert!(refuse_previews(&with_entry(0x00FE, 1, 0)).is_ok());
        assert!(refuse_previews(b"II*\0").is_ok());
    }

    #[test]
    fn a_profile_of_any_type_is_found() {
        assert_eq!(icc_profile(&with_entry(0x8773, 7, 22)).unwrap(), Some(b"profile".to_vec()));
        assert!(icc_profile(&with_entry(0x8773, 8, 22)).is_err());
        assert_eq!(icc_profile(&with_entry(0x0100, 8, 22)).unwrap(), None);
    }
}
