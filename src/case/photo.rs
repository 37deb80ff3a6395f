//! Photos of a case: known again by what their bytes add up to.

use std::fmt;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::locale::fixed;

/// SHA-256 of a file, written in hexadecimal figures.
///
/// Source: NIST, FIPS PUB 180-4, Secure Hash Standard (2015).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhotoHash([u8; 32]);

/// What has become of a photo since it was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoState {
    /// It is there, byte for byte.
    Same,
    /// Another file bears its name.
    Changed,
    /// There is no such file.
    Missing,
}

impl PhotoHash {
    /// Of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Of a file, which is read piece by piece.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of_file(path: &Path) -> std::io::Result<Self> {
        let mut file = File::open(path)?;
        let mut sum = Sha256::new();
        let mut piece = vec![0; 1 << 16];
        loop {
            match file.read(&mut piece)? {
                0 => return Ok(Self(sum.finalize().into())),
                n => sum.update(&piece[..n]),
            }
        }
    }
}

impl From<PhotoHash> for String {
    fn from(hash: PhotoHash) -> Self {
        hash.to_string()
    }
}

impl TryFrom<String> for PhotoHash {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digits = text.as_bytes();
        let mut hash = [0; 32];
        if digits.len() != 64 {
            return Err(fixed!("a hash has 64 hexadecimal figures"));
        }
        for (byte, pair) in hash.iter_mut().zip(digits.chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).unwrap_or_default();
            *byte = u8::from_str_radix(pair, 16)
                .map_err(|_none| fixed!("a hash has hexadecimal figures only"))?;
        }
        Ok(Self(hash))
    }
}

impl fmt::Display for PhotoHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for PhotoHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-4, example of SHA-256 for the message "abc".
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn hashes_are_the_published_ones_and_read_back() {
        let hash = PhotoHash::of(b"abc");
        assert_eq!(hash.to_string(), ABC);
        assert_eq!(PhotoHash::try_from(ABC.to_owned()), Ok(hash));
        for wrong in ["", "abc", &ABC[..63], &ABC.replace('b', "g"), &"é".repeat(32)] {
            assert!(PhotoHash::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x");
        crate::disk::write_whole(&path, b"abc").expect("written");
        assert_eq!(PhotoHash::of_file(&path).expect("read"), hash);
    }
}
