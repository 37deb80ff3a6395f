//! What stands in one cup, for the search: whole parts of bottles by their place in the stock.

use std::cmp::Ordering;

/// Most bottles in one cup.
pub(super) const MOST_BOTTLES: usize = 3;
/// Largest total of whole parts.
pub(super) const MOST_PARTS: u8 = 12;

/// One to three bottles in whole parts without a common divisor, and water.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cup {
    bottles: [u8; MOST_BOTTLES],
    parts: [u8; MOST_BOTTLES],
    count: u8,
    water: u8,
}

impl Cup {
    /// From places in the stock, rising, with their parts; `water` parts to one part of pigment in all.
    ///
    /// None when there are no bottles, too many, not in rising order, or without parts.
    pub fn new(bottles: &[u8], parts: &[u8], water: u8) -> Option<Self> {
        let count = bottles.len();
        let fits = (1..=MOST_BOTTLES).contains(&count) && parts.len() == count;
        if !fits || parts.contains(&0) || bottles.windows(2).any(|pair| pair[0] >= pair[1]) {
            return None;
        }
        let mut cup = Self { bottles: [0; 3], parts: [0; 3], count: u8::try_from(count).ok()?, water };
        cup.bottles[..count].copy_from_slice(bottles);
        cup.parts[..count].copy_from_slice(parts);
        Some(cup)
    }

    /// Places in the stock, rising.
    pub fn bottles(&self) -> &[u8] {
        &self.bottles[..usize::from(self.count)]
    }

    /// Whole parts in the order of [`bottles`](Self::bottles).
    pub fn parts(&self) -> &[u8] {
        &self.parts[..usize::from(self.count)]
    }

    /// Parts of water to one part of pigment in all.
    pub fn water(&self) -> u8 {
        self.water
    }

    /// The same bottles in the same proportions with other water.
    #[must_use]
    pub fn with_water(mut self, water: u8) -> Self {
        self.water = water;
        self
    }

    /// Parts of pigment in all.
    pub fn total_parts(&self) -> u32 {
        self.parts().iter().map(|parts| u32::from(*parts)).sum()
    }

    /// The bottles as bits.
    pub fn mask(&self) -> BottleMask {
        BottleMask::of(self.bottles())
    }

    /// Which of two equally good cups comes first: fewer bottles, more water, then the order of the shades.
    pub fn tie(&self, other: &Self) -> Ordering {
        (self.count.cmp(&other.count))
            .then(other.water.cmp(&self.water))
            .then(self.bottles.cmp(&other.bottles))
            .then(self.parts.cmp(&other.parts))
    }
}

/// A set of bottles; a stock holds at most 256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct BottleMask([u64; 4]);

impl BottleMask {
    /// Of places in the stock.
    pub fn of(bottles: &[u8]) -> Self {
        let mut mask = Self::default();
        for bottle in bottles {
            mask.0[usize::from(bottle / 64)] |= 1 << (bottle % 64);
        }
        mask
    }

    /// Both sets together.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] | other.0[i]))
    }

    /// How many bottles.
    pub fn count(self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// How many of `other` are not in this set.
    pub fn missing(self, other: Self) -> u32 {
        self.0.iter().zip(other.0).map(|(own, other)| (other & !own).count_ones()).sum()
    }
}

/// All proportions of `count` bottles: whole parts, total at most `most_parts`, no common divisor.
pub fn proportions(count: usize, most_parts: u8) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    fill(count, most_parts, &mut Vec::new(), &mut all);
    all
}

fn fill(count: usize, left: u8, chosen: &mut Vec<u8>, all: &mut Vec<Vec<u8>>) {
    if chosen.len() == count {
        if chosen.iter().copied().fold(0, divisor) == 1 {
            all.push(chosen.clone());
        }
        return;
    }
    for parts in 1..=left {
        chosen.push(parts);
        fill(count, left - parts, chosen, all);
        chosen.pop();
    }
}

fn divisor(a: u8, b: u8) -> u8 {
    if b == 0 { a } else { divisor(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proportions_are_counted_right() {
        assert_eq!(proportions(1, 12), vec![vec![1]]);
        // Euler's totients of 2 to 12.
        assert_eq!(proportions(2, 12).len(), 45);
        // All triples with a total of at most 12 are 220; those with a common divisor fall out.
        assert_eq!(proportions(3, 12).len(), 196);
        assert!(proportions(3, 12).iter().all(|p| p.iter().sum::<u8>() <= 12));
    }

    #[test]
    fn ties_go_to_fewer_bottles_then_more_water_then_order() {
        let one = Cup::new(&[3], &[1], 5).unwrap();
        let two = Cup::new(&[0, 1], &[1, 1], 20).unwrap();
        assert_eq!(one.tie(&two), Ordering::Less);
        assert_eq!(one.with_water(6).tie(&one), Ordering::Less);
        assert_eq!(Cup::new(&[2], &[1], 5).unwrap().tie(&one), Ordering::Less);
        assert_eq!(one.tie(&one), Ordering::Equal);
    }

    #[test]
    fn impossible_cups_are_refused() {
        assert!(Cup::new(&[], &[], 0).is_none());
        assert!(Cup::new(&[1, 1], &[1, 1], 0).is_none());
        assert!(Cup::new(&[1], &[0], 0).is_none());
        assert!(Cup::new(&[0, 1, 2, 3], &[1, 1, 1, 1], 0).is_none());
    }

    #[test]
    fn sets_count_what_is_missing() {
        let (a, b) = (BottleMask::of(&[0, 70]), BottleMask::of(&[70, 200]));
        assert_eq!(a.missing(b), 1);
        assert_eq!(a.union(b).count(), 3);
    }
}
