//! How light the pixels of a zone are, and what became of each.

use rayon::prelude::*;

use super::cell::{Cell, Verdict};
use super::judge::lab;
use super::number::floor;
use super::skin::Patch;
use super::tile::Tile;

/// Bins of L* from 0 to 100 that a histogram has.
pub const LIGHTNESS_BINS: usize = 64;

/// What a pixel of an outlined zone was used for, or why it was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PixelUse {
    /// It is skin: its colour is in the tone.
    Skin,
    /// It is neither skin alone nor hair alone, or skin unusually light or dark; it bears on the tone's level only.
    Between,
    /// It is hair, or lies under hair across a scar, where skin was measured.
    Hair,
    /// It lies along a scar's border, where both skins are mixed.
    Border,
    /// It is at the end of the camera's range.
    Clipped,
    /// It lies in the shine of the surface.
    Glare,
    /// It is too dark to hold colour, or in a shadow.
    DeepShade,
    /// It lies in a patch unlike the rest: a mole, a red spot, a wet spot.
    Outlier,
    /// It was excluded by an outline; histograms do not count it.
    Excluded,
}

impl PixelUse {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Skin,
        Self::Between,
        Self::Hair,
        Self::Border,
        Self::Clipped,
        Self::Glare,
        Self::DeepShade,
        Self::Outlier,
        Self::Excluded,
    ];

    /// Those that no tone of skin or area is made of, hair apart.
    pub const LEFT_OUT: [Self; 5] =
        [Self::Border, Self::Clipped, Self::Glare, Self::DeepShade, Self::Outlier];

    /// What becomes of the pixels of a cell; none when it is measured.
    pub(super) fn of_cell(verdict: Verdict) -> Option<Self> {
        match verdict {
            Verdict::Used => None,
            Verdict::Glare => Some(Self::Glare),
            Verdict::DeepShade => Some(Self::DeepShade),
            Verdict::Outlier => Some(Self::Outlier),
            Verdict::Clipped => Some(Self::Clipped),
        }
    }
}

/// Pixels of one zone by lightness and use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LightnessHistogram {
    /// By use, in the order of [`PixelUse::ALL`].
    counts: [[u32; LIGHTNESS_BINS]; PixelUse::ALL.len()],
}

impl Default for LightnessHistogram {
    fn default() -> Self {
        Self { counts: [[0; LIGHTNESS_BINS]; PixelUse::ALL.len()] }
    }
}

impl LightnessHistogram {
    /// L* at the lower end of a bin.
    #[must_use]
    pub fn level(bin: usize) -> f64 {
        bin as f64 * 100.0 / LIGHTNESS_BINS as f64
    }

    /// Pixels of a use by L*, the darkest bin first. L* below 0 and above 100 is in the first and the last.
    #[must_use]
    pub fn bins(&self, of: PixelUse) -> &[u32; LIGHTNESS_BINS] {
        &self.counts[of as usize]
    }

    /// Pixels of a use.
    #[must_use]
    pub fn count(&self, of: PixelUse) -> usize {
        self.bins(of).iter().map(|&count| count as usize).sum()
    }

    /// All pixels that were looked at.
    #[must_use]
    pub fn total(&self) -> usize {
        PixelUse::ALL.into_iter().map(|of| self.count(of)).sum()
    }

    /// Share of a use, 0..=1.
    #[must_use]
    pub fn share(&self, of: PixelUse) -> f64 {
        self.count(of) as f64 / self.total().max(1) as f64
    }

    /// Adds pixels of these lightnesses, for tests and for whoever counts by another way.
    pub fn add(&mut self, of: PixelUse, levels: impl IntoIterator<Item = f64>) {
        for level in levels {
            self.note(of, level);
        }
    }

    fn note(&mut self, of: PixelUse, level: f64) {
        let bin = floor(level * LIGHTNESS_BINS as f64 / 100.0).min(LIGHTNESS_BINS - 1);
        let count = &mut self.counts[of as usize][bin];
        *count = count.saturating_add(1);
    }

    /// Adds pixels of patches by what `of` says of each colour.
    pub(super) fn add_patches(&mut self, patches: &[Patch], of: impl Fn([f32; 3]) -> PixelUse + Sync) {
        let own = |mut own: Self, patch: &Patch| {
            for lab in patch.labs() {
                own.note(of(*lab), f64::from(lab[0]));
            }
            own
        };
        let found = patches.par_iter().fold(Self::default, own).reduce(Self::default, |a, b| a.with(&b));
        *self = std::mem::take(self).with(&found);
    }

    /// Adds what lies along the border: all pixels but those counted as skin, hair and between.
    pub(super) fn add_border(&mut self, all: &Self) {
        let inner = [PixelUse::Skin, PixelUse::Between, PixelUse::Hair].map(|of| *self.bins(of));
        for (bin, count) in all.bins(PixelUse::Border).iter().enumerate() {
            let counted: u32 = inner.iter().map(|bins| bins[bin]).sum();
            self.counts[PixelUse::Border as usize][bin] += count.saturating_sub(counted);
        }
    }

    /// What was rejected of a zone: whole cells, and clipped pixels.
    pub(super) fn of_rejected(tiles: &[Tile], cells: &[Cell], zone: u16) -> Self {
        let mut found = Self::default();
        let spoilt = |cell: &&Cell| cell.zone == zone && (cell.verdict != Verdict::Used || cell.clipped > 0);
        for cell in cells.iter().filter(spoilt) {
            let Some(tile) = tiles.get(cell.tile) else { continue };
            cell.each_of_zone(tile, |at| {
                let clipped = tile.clipped.get(at) == Some(&true);
                let of = if clipped { Some(PixelUse::Clipped) } else { PixelUse::of_cell(cell.verdict) };
                let (Some(of), Some(xyz)) = (of, tile.xyz.get(at)) else { return };
                found.note(of, lab(xyz.map(|value| f64::from(value) / cell.light)).l);
            });
        }
        found
    }

    fn with(mut self, other: &Self) -> Self {
        for (own, others) in self.counts.iter_mut().zip(&other.counts) {
            for (count, more) in own.iter_mut().zip(others) {
                *count = count.saturating_add(*more);
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_hold_all_levels() {
        let mut found = LightnessHistogram::default();
        found.add(PixelUse::Skin, [-3.0, 0.0, 1.5, 50.0, 99.9, 140.0, f64::NAN]);
        found.add(PixelUse::Glare, [97.0]);
        assert_eq!((found.total(), found.count(PixelUse::Skin)), (8, 7));
        let bins = found.bins(PixelUse::Skin);
        assert_eq!((bins[0], bins[32], bins[63]), (4, 1, 2));
        assert!((found.share(PixelUse::Glare) - 0.125).abs() < 1e-12);
        assert!((LightnessHistogram::level(32) - 50.0).abs() < 1e-12);
        for (place, of) in PixelUse::ALL.into_iter().enumerate() {
            assert_eq!(of as usize, place, "{of:?} is not in its place");
        }
    }
}
