//! Pixels whose colour the screen cannot show.

use std::ops::Add;

use rayon::prelude::*;

use super::paint::Grid;
use super::scene::Preview;
use crate::color::pixel_fits_screen;
use crate::locale::{number, say};

/// Share of the treated area from which on a cut is worth a word.
const WORTH_A_WORD: f64 = 0.01;

/// How many pixels of the treated area lie outside sRGB and so are cut on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cut {
    /// Those that are cut.
    pub cut: usize,
    /// All of them.
    pub pixels: usize,
}

impl Cut {
    /// A sentence when more than one in a hundred is cut.
    #[must_use]
    pub fn note(self) -> Option<String> {
        let share = self.cut as f64 / self.pixels.max(1) as f64;
        (share > WORTH_A_WORD).then(|| {
            say!(
                "%{percent} % of the treated area has colours that a screen cannot show; they are cut to the nearest.",
                percent = number((100.0 * share).max(1.0), 0)
            )
        })
    }
}

impl Add for Cut {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { cut: self.cut + other.cut, pixels: self.pixels + other.pixels }
    }
}

impl Preview {
    /// Counts the pixels of the scars that are cut.
    pub(super) fn cut(&self, light: &[[f32; 3]], grid: Grid) -> Cut {
        light
            .par_iter()
            .enumerate()
            .filter(|(i, _)| {
                let [x, y] = grid.place(*i);
                self.nearest(x, y).0 <= 0.0 && !self.is_excluded(x, y)
            })
            .map(|(_, xyz)| Cut { cut: usize::from(!pixel_fits_screen(*xyz)), pixels: 1 })
            .reduce(Cut::default, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_cut_pixels_are_not_worth_a_word() {
        assert_eq!(Cut::default().note(), None);
        assert_eq!(Cut { cut: 1, pixels: 100 }.note(), None);
        let note = (Cut { cut: 1, pixels: 100 } + Cut { cut: 9, pixels: 100 }).note().expect("one in twenty");
        assert!(note.starts_with("5 % of the treated area"), "{note}");
    }
}
