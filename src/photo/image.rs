//! The picture held for measuring.

/// An upright picture in linear light, Rec. 2020 primaries, D65 white, 16 bits a channel.
///
/// Rec. 2020 holds Display P3 and Adobe RGB without clipping, and 16 linear bits keep the darkest 8-bit
/// sRGB step apart by 20 codes. 6 bytes a pixel: 48 megapixels take 288 MB.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinearImage {
    width: u32,
    height: u32,
    pixels: Vec<[u16; 3]>,
}

impl LinearImage {
    /// Code of linear light 1.0.
    pub const WHITE: u16 = u16::MAX;

    /// A picture from its rows, top to bottom. `None` unless there are exactly `width * height` pixels
    /// and at least one.
    #[must_use]
    pub fn from_pixels(width: u32, height: u32, pixels: Vec<[u16; 3]>) -> Option<Self> {
        let wanted = usize::try_from(u64::from(width) * u64::from(height)).ok()?;
        (wanted > 0 && pixels.len() == wanted).then_some(Self { width, height, pixels })
    }

    /// Pixels across.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Pixels down.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// All pixels, row by row from the top left.
    #[must_use]
    pub fn pixels(&self) -> &[[u16; 3]] {
        &self.pixels
    }

    /// One row; `None` below the picture.
    #[must_use]
    pub fn row(&self, y: u32) -> Option<&[[u16; 3]]> {
        let width = self.width as usize;
        self.pixels.chunks_exact(width).nth(y as usize)
    }

    /// One pixel; `None` outside the picture.
    #[must_use]
    pub fn pixel(&self, x: u32, y: u32) -> Option<[u16; 3]> {
        if x >= self.width {
            return None;
        }
        self.row(y)?.get(x as usize).copied()
    }
}
