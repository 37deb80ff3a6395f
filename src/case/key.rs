//! The key of a protected case: files are encrypted to it, and it is itself encrypted with the passphrase.
//!
//! So a passphrase, which is slow to try, is needed once when a case is opened, and no save waits for it. The files are
//! ordinary [age](https://age-encryption.org/v1) files: `age -d` opens them without this program.

use std::fmt;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::str::FromStr as _;

use age::armor::{ArmoredReader, ArmoredWriter, Format};
use age::secrecy::{ExposeSecret as _, SecretString};
use age::x25519::Identity;
use age::{DecryptError, Decryptor, Encryptor};
use zeroize::Zeroizing;

use super::Passphrase;
use crate::locale::fixed;

/// Last line of a sealed text.
const END: &str = fixed!("-----END AGE ENCRYPTED FILE-----");
/// A payload is cut into pieces of this many bytes, each with a tag of [`TAG`] bytes, after a nonce of as many
/// (age specification, version 1, "Payload").
const PIECE: u64 = 64 << 10;
const TAG: u64 = 16;
/// Harder keys than this are none of ours: they would stop the program for minutes.
const HARDEST: u8 = 22;

/// How long a passphrase takes to be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hardness(u8);

impl Hardness {
    /// scrypt with N = 2^17, r = 8, p = 1: 128 MB and about half a second.
    ///
    /// Source: OWASP Password Storage Cheat Sheet, scrypt.
    pub const USUAL: Self = Self(17);

    /// scrypt with N = 2^`log_n`, from 1 to 22. Less than usual is for tests alone.
    #[must_use]
    pub fn of_log_n(log_n: u8) -> Self {
        Self(log_n.clamp(1, HARDEST))
    }
}

/// Why sealed bytes were not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// They are whole as far as can be seen, and another passphrase sealed them.
    OtherPassphrase,
    /// The end is missing.
    CutOff,
    /// Something in them was changed.
    Damaged,
}

/// The key of one case.
#[derive(Clone)]
pub(super) struct CaseKey(Identity);

impl fmt::Debug for CaseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(fixed!("CaseKey"))
    }
}

impl CaseKey {
    /// A new one.
    pub(super) fn generate() -> Self {
        Self(Identity::generate())
    }

    /// Whether both open the same files.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.0.to_public() == other.0.to_public()
    }

    /// The key, sealed with a passphrase, as text.
    pub(super) fn wrapped(&self, passphrase: &Passphrase, hardness: Hardness) -> std::io::Result<Vec<u8>> {
        let mut recipient = age::scrypt::Recipient::new(passphrase.secret());
        recipient.set_work_factor(hardness.0);
        let secret: SecretString = self.0.to_string();
        sealed(&recipient, secret.expose_secret().as_bytes(), Format::AsciiArmor)
    }

    /// The key that was sealed with a passphrase.
    pub(super) fn unwrapped(text: &[u8], passphrase: &Passphrase) -> Result<Self, Fault> {
        let mut identity = age::scrypt::Identity::new(passphrase.secret());
        identity.set_max_work_factor(HARDEST);
        let secret = unsealed(&identity, text).map_err(|error| match error {
            // The stanza is opened by the passphrase alone, before anything else is checked by it.
            DecryptError::DecryptionFailed if !is_cut_off(text) => Fault::OtherPassphrase,
            _ => fault_of_text(text),
        })?;
        let secret = std::str::from_utf8(&secret).ok().and_then(|secret| Identity::from_str(secret).ok());
        secret.map(Self).ok_or(Fault::Damaged)
    }

    /// The bytes of the file of this name, sealed: cases as text, photos as bytes.
    pub(super) fn seal_file(&self, clear: &Path, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
        if is_text(clear) { self.seal_text(bytes) } else { self.seal(bytes) }
    }

    /// What was sealed of the file of this name; `length` is what it has in the clear, where that is known.
    pub(super) fn unseal_file(
        &self,
        clear: &Path,
        shut: &[u8],
        length: Option<u64>,
    ) -> Result<Zeroizing<Vec<u8>>, Fault> {
        if is_text(clear) { self.unseal_text(shut) } else { self.unseal(shut, length) }
    }

    /// Sealed bytes, as text for small files.
    pub(super) fn seal_text(&self, clear: &[u8]) -> std::io::Result<Vec<u8>> {
        sealed(&self.0.to_public(), clear, Format::AsciiArmor)
    }

    /// Sealed bytes.
    pub(super) fn seal(&self, clear: &[u8]) -> std::io::Result<Vec<u8>> {
        sealed(&self.0.to_public(), clear, Format::Binary)
    }

    /// What was sealed as text.
    pub(super) fn unseal_text(&self, text: &[u8]) -> Result<Zeroizing<Vec<u8>>, Fault> {
        unsealed(&self.0, text).map_err(|_any| fault_of_text(text))
    }

    /// What was sealed, and has so many bytes in the clear, where that is known.
    pub(super) fn unseal(&self, bytes: &[u8], clear: Option<u64>) -> Result<Zeroizing<Vec<u8>>, Fault> {
        unsealed(&self.0, bytes).map_err(|_any| match (payload(bytes), clear) {
            (None, _) => Fault::CutOff,
            (Some(length), Some(clear)) if length < payload_of(clear) => Fault::CutOff,
            _ => Fault::Damaged,
        })
    }
}

/// Cases are encrypted as text, photos as bytes.
fn is_text(clear: &Path) -> bool {
    clear.extension().is_some_and(|ending| ending == "ron")
}

fn sealed(to: &dyn age::Recipient, clear: &[u8], format: Format) -> std::io::Result<Vec<u8>> {
    let encryptor = Encryptor::with_recipients(std::iter::once(to)).map_err(std::io::Error::other)?;
    let armor = ArmoredWriter::wrap_output(Vec::with_capacity(clear.len() + 1024), format)?;
    let mut writer = encryptor.wrap_output(armor)?;
    writer.write_all(clear)?;
    writer.finish()?.finish()
}

fn unsealed(by: &dyn age::Identity, bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
    let decryptor = Decryptor::new(ArmoredReader::new(bytes))?;
    let mut reader = decryptor.decrypt(std::iter::once(by))?;
    // With room for all of it, so that no copy is left behind by growing.
    let mut clear = Zeroizing::new(Vec::with_capacity(bytes.len()));
    reader.read_to_end(&mut clear)?;
    Ok(clear)
}

/// Whether a sealed text lacks its end. A last line that was changed is no cut.
fn is_cut_off(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(text);
    let last = text.trim_end().lines().next_back().unwrap_or_default();
    let alike = last.bytes().zip(END.bytes()).filter(|(there, wanted)| there == wanted).count();
    last.len() != END.len() || alike + 8 < END.len()
}

fn fault_of_text(text: &[u8]) -> Fault {
    if is_cut_off(text) { Fault::CutOff } else { Fault::Damaged }
}

/// Bytes after the header, whose last line begins with "---"; none when the file ends before.
fn payload(bytes: &[u8]) -> Option<u64> {
    let mac = bytes.windows(5).position(|at| at == b"\n--- ")? + 5;
    let line = bytes.get(mac..)?.iter().position(|byte| *byte == b'\n')?;
    Some((bytes.len() - mac - line - 1) as u64)
}

/// Bytes that the payload of so many clear ones has.
fn payload_of(clear: u64) -> u64 {
    TAG + clear + TAG * clear.div_ceil(PIECE).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUICK: Hardness = Hardness(2);

    fn words(text: &str) -> Passphrase {
        Passphrase::new(text.to_owned())
    }

    #[test]
    fn a_key_is_opened_by_its_passphrase_alone() {
        let key = CaseKey::generate();
        let text = key.wrapped(&words("right words"), QUICK).expect("sealed");
        assert!(CaseKey::unwrapped(&text, &words("right words")).expect("opened").is(&key));
        let wrong = CaseKey::unwrapped(&text, &words("other words"));
        assert!(matches!(wrong, Err(Fault::OtherPassphrase)));
    }

    #[test]
    fn every_byte_and_every_cut_of_a_sealed_text_is_noticed() {
        let key = CaseKey::generate();
        let text = key.seal_text(b"a case").expect("sealed");
        assert_eq!(*key.unseal_text(&text).expect("opened"), b"a case");
        for at in 0..text.len() {
            let mut wrong = text.clone();
            wrong[at] ^= 1;
            match key.unseal_text(&wrong) {
                Err(Fault::Damaged) => {}
                // A line break that became another sign may leave what is meant as it was, or joins the last lines.
                Ok(clear) => assert_eq!(*clear, b"a case", "{at}"),
                Err(fault) => assert_eq!((fault, text[at]), (Fault::CutOff, b'\n'), "{at}"),
            }
            // Only the line break at the very end can be missing.
            match key.unseal_text(&text[..at]) {
                Err(fault) => assert_eq!(fault, Fault::CutOff, "cut at {at}"),
                Ok(_) => assert!(at + 1 >= text.len(), "cut at {at}"),
            }
        }
    }

    #[test]
    fn every_byte_and_every_cut_of_sealed_bytes_is_noticed() {
        let key = CaseKey::generate();
        let clear = vec![7; 300];
        let bytes = key.seal(&clear).expect("sealed");
        assert_eq!(payload(&bytes), Some(payload_of(300)));
        assert_eq!(*key.unseal(&bytes, Some(300)).expect("opened"), clear);
        let header = bytes.len() - usize::try_from(payload_of(300)).expect("small");
        for at in 0..bytes.len() {
            let mut wrong = bytes.clone();
            wrong[at] ^= 1;
            let fault = key.unseal(&wrong, Some(300)).expect_err("changed");
            let is_told = fault == Fault::Damaged || at < header && fault == Fault::CutOff;
            assert!(is_told, "{at} of {header}: {fault:?}");
            assert_eq!(key.unseal(&bytes[..at], Some(300)).expect_err("cut"), Fault::CutOff, "cut at {at}");
        }
    }

    #[test]
    fn payloads_have_the_length_of_the_specification() {
        let key = CaseKey::generate();
        for clear in [0_u64, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE] {
            let bytes = key.seal(&vec![1; usize::try_from(clear).expect("small")]).expect("sealed");
            assert_eq!(payload(&bytes), Some(payload_of(clear)), "{clear}");
        }
    }
}
