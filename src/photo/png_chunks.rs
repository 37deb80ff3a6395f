//! Chunks of a PNG that `image` does not hand on: colour without a profile, and EXIF behind the pixels.

use super::source_color::{CodedColor, Primaries};
use super::tone_curve::ToneCurve;
use crate::locale::tr;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct PngChunks<'a> {
    /// Colour by code points, `sRGB`, or `gAMA` with `cHRM`; the strongest of them (PNG 3rd edition, 4.3).
    pub(super) color: Option<CodedColor>,
    /// Whether `color` is from `cICP`, which goes before an embedded profile.
    pub(super) code_points: bool,
    /// Content of `eXIf`.
    pub(super) exif: Option<&'a [u8]>,
}

impl<'a> PngChunks<'a> {
    /// Walks through the chunks; stops at the first that does not fit into the file.
    pub(super) fn read(bytes: &'a [u8]) -> Self {
        let (mut cicp, mut srgb, mut gamma, mut primaries, mut exif) = (None, None, None, None, None);
        let mut at = 8;
        while let Some((kind, content, next)) = chunk(bytes, at) {
            match kind {
                b"cICP" => cicp = CodedColor::from_code_points(content).or(cicp),
                b"sRGB" => srgb = Some(CodedColor::srgb(tr("the sRGB chunk"))),
                b"gAMA" => gamma = words::<1>(content).map(|[g]| g).filter(|g| *g > 0.0),
                b"cHRM" => primaries = words::<8>(content).and_then(Primaries::from_white_first),
                b"eXIf" => exif = Some(content),
                b"IEND" => break,
                _ => {}
            }
            at = next;
        }
        let by_gamma = gamma.map(|g| {
            // 0.45455 is what the specification prescribes beside sRGB; it stands for the sRGB curve.
            let curve =
                if (g - 0.45455).abs() < 0.0005 { ToneCurve::Srgb } else { ToneCurve::Gamma(1.0 / g) };
            CodedColor::custom(primaries, curve, tr("the gAMA and cHRM chunks"))
        });
        Self { code_points: cicp.is_some(), color: cicp.or(srgb).or(by_gamma), exif }
    }
}

/// Kind, content and end of the chunk at `at`.
fn chunk(bytes: &[u8], at: usize) -> Option<(&[u8; 4], &[u8], usize)> {
    let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
    let kind = bytes.get(at + 4..at + 8)?.try_into().ok()?;
    let end = (at + 8).checked_add(length)?;
    Some((kind, bytes.get(at + 8..end)?, end.checked_add(4)?))
}

/// Big-endian integers in units of 1/100000.
fn words<const N: usize>(content: &[u8]) -> Option<[f64; N]> {
    let mut out = [0.0; N];
    for (i, value) in out.iter_mut().enumerate() {
        *value = f64::from(u32::from_be_bytes(content.get(4 * i..4 * i + 4)?.try_into().ok()?)) / 100_000.0;
    }
    Some(out)
}
