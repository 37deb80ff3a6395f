//! A decoded picture before its colours are understood.

/// What the samples of a pixel are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Channels {
    Grey,
    GreyAlpha,
    Rgb,
    Rgba,
    /// Ink amounts, 0 none to full code.
    Cmyk,
}

impl Channels {
    /// Samples a pixel.
    pub(super) fn count(self) -> usize {
        match self {
            Self::Grey => 1,
            Self::GreyAlpha => 2,
            Self::Rgb => 3,
            Self::Rgba | Self::Cmyk => 4,
        }
    }

    /// Samples that are colour, not opacity.
    pub(super) fn colors(self) -> usize {
        match self {
            Self::Grey | Self::GreyAlpha => 1,
            Self::Rgb | Self::Rgba => 3,
            Self::Cmyk => 4,
        }
    }

    /// Whether the last sample is opacity.
    pub(super) fn has_alpha(self) -> bool {
        matches!(self, Self::GreyAlpha | Self::Rgba)
    }
}

/// Samples as they were coded.
#[derive(Debug)]
pub(super) enum Samples {
    U8(Vec<u8>),
    U16(Vec<u16>),
    F32(Vec<f32>),
}

/// A decoded picture as it is stored in the file: not turned, encoded samples, row by row.
#[derive(Debug)]
pub(super) struct Raster {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) channels: Channels,
    pub(super) samples: Samples,
    /// The code that means 1.0 (255, 1023, 65535; not used for floats).
    pub(super) full_code: u16,
    /// Bits a sample in the file.
    pub(super) bit_depth: u8,
}

impl Raster {
    /// Whether there are exactly as many samples as the size says, and at least one pixel.
    pub(super) fn is_consistent(&self) -> bool {
        let pixels = u64::from(self.width) * u64::from(self.height);
        let samples = match &self.samples {
            Samples::U8(s) => s.len(),
            Samples::U16(s) => s.len(),
            Samples::F32(s) => s.len(),
        };
        pixels > 0 && pixels.checked_mul(self.channels.count() as u64) == Some(samples as u64)
    }
}
