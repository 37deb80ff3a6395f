//! Turning a picture upright.

/// How the stored picture must be turned to stand upright: EXIF tag 0x0112, values 1 to 8
/// (CIPA DC-008, 4.6.4 A).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Orientation(u8);

impl Orientation {
    /// Stored upright.
    pub(super) const UPRIGHT: Self = Self(1);

    /// From the value of the tag; `None` when it is none of the eight.
    pub(super) fn from_tag(tag: u32) -> Option<Self> {
        u8::try_from(tag).ok().filter(|t| (1..=8).contains(t)).map(Self)
    }

    /// The value of the tag.
    pub(super) fn tag(self) -> u8 {
        self.0
    }

    /// Size of the upright picture for a stored one.
    pub(super) fn upright_size(self, width: u32, height: u32) -> (u32, u32) {
        if self.0 >= 5 { (height, width) } else { (width, height) }
    }

    /// Where the pixels of one upright row are stored: index of its first pixel and the step from each to
    /// the next, in pixels. `width` and `height` are those of the stored picture.
    pub(super) fn stored_row(self, y: usize, width: usize, height: usize) -> (usize, isize) {
        let step = isize::try_from(width).unwrap_or(isize::MAX);
        match self.0 {
            2 => (y * width + width - 1, -1),
            3 => ((height - 1 - y) * width + width - 1, -1),
            4 => ((height - 1 - y) * width, 1),
            5 => (y, step),
            6 => ((height - 1) * width + y, -step),
            7 => ((height - 1) * width + width - 1 - y, -step),
            8 => (width - 1 - y, step),
            _ => (y * width, 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The letters of a 3 x 2 picture "abc/def" as they are stored under each tag, read back upright.
    #[test]
    fn all_eight_turn_upright() {
        let stored = [
            (1, "abcdef", 3, 2),
            (2, "cbafed", 3, 2),
            (3, "fedcba", 3, 2),
            (4, "defabc", 3, 2),
            (5, "adbecf", 2, 3),
            (6, "cfbead", 2, 3),
            (7, "fcebda", 2, 3),
            (8, "daebfc", 2, 3),
        ];
        for (tag, letters, width, height) in stored {
            let letters = letters.as_bytes();
            let o = Orientation::from_tag(tag).unwrap();
            let (w, h) = o.upright_size(width, height);
            assert_eq!((w, h), (3, 2), "tag {tag}");
            let mut upright = String::new();
            for y in 0..h as usize {
                let (start, step) = o.stored_row(y, width as usize, height as usize);
                for x in 0..w as usize {
                    let at = start.checked_add_signed(step * x.cast_signed()).unwrap();
                    upright.push(char::from(letters[at]));
                }
            }
            assert_eq!(upright, "abcdef", "tag {tag}");
        }
        assert_eq!(Orientation::from_tag(0), None);
        assert_eq!(Orientation::from_tag(9), None);
    }
}
