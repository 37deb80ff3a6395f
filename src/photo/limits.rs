//! How much a picture may ask of the machine.

/// What a file may cost before it is refused.
///
/// The estimate of memory counts the decoded samples, what the decoder needs besides, and the
/// [`LinearImage`](super::LinearImage) of 6 bytes a pixel. The defaults let the largest phone pictures of
/// today (200 megapixels) through and keep the program under 2 GiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecodeLimits {
    /// Most pixels (width times height).
    pub max_pixels: u64,
    /// Most bytes of memory while decoding.
    pub max_memory: u64,
    /// Most bytes of the file itself.
    pub max_file: u64,
}

impl Default for DecodeLimits {
    fn default() -> Self {
        Self { max_pixels: 220_000_000, max_memory: 2_000_000_000, max_file: 1_000_000_000 }
    }
}
