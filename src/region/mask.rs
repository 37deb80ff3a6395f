//! Which pixels are meant, as spans on rows.

use std::ops::Range;

/// A set of pixels of one picture: for each row the half-open spans of columns, sorted and apart.
///
/// Takes a few bytes a row and span, so that the masks of a 48-megapixel photo stay small.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mask {
    top: u32,
    /// `starts[i]..starts[i + 1]` are the spans of row `top + i`.
    starts: Vec<usize>,
    spans: Vec<Range<u32>>,
}

/// The smallest rectangle of pixels that holds a mask, half open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// First column.
    pub left: u32,
    /// First row.
    pub top: u32,
    /// One past the last column.
    pub right: u32,
    /// One past the last row.
    pub bottom: u32,
}

impl Mask {
    /// A mask from the spans of consecutive rows, which need neither be sorted nor apart.
    pub(super) fn from_rows(top: u32, rows: Vec<Vec<Range<u32>>>) -> Self {
        let mut mask = Self { top, starts: vec![0], spans: Vec::new() };
        for mut row in rows {
            merge(&mut row);
            mask.spans.append(&mut row);
            mask.starts.push(mask.spans.len());
        }
        mask.trimmed()
    }

    /// Number of pixels.
    #[must_use]
    pub fn pixel_count(&self) -> usize {
        self.spans.iter().map(ExactSizeIterator::len).sum()
    }

    /// Whether no pixel is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The spans of one row; empty outside.
    #[must_use]
    pub fn row(&self, y: u32) -> &[Range<u32>] {
        let Some(index) = y.checked_sub(self.top) else { return &[] };
        let index = index as usize;
        match (self.starts.get(index), self.starts.get(index + 1)) {
            (Some(&from), Some(&to)) => self.spans.get(from..to).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// Whether a pixel is in it.
    #[must_use]
    pub fn contains(&self, x: u32, y: u32) -> bool {
        let row = self.row(y);
        let after = row.partition_point(|span| span.start <= x);
        after > 0 && row.get(after - 1).is_some_and(|span| x < span.end)
    }

    /// Smallest rectangle that holds it; `None` when it is empty.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        let left = self.spans.iter().map(|span| span.start).min()?;
        let right = self.spans.iter().map(|span| span.end).max()?;
        let rows = u32::try_from(self.starts.len().saturating_sub(1)).unwrap_or(u32::MAX);
        Some(Bounds { left, top: self.top, right, bottom: self.top.saturating_add(rows) })
    }

    /// Pixels in either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        self.by_row(other, true, |mut a, b| {
            a.extend_from_slice(b);
            a
        })
    }

    /// Pixels in this and not in the other.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.by_row(other, false, |a, b| subtract(&a, b))
    }

    fn by_row(
        &self,
        other: &Self,
        cover_both: bool,
        join: impl Fn(Vec<Range<u32>>, &[Range<u32>]) -> Vec<Range<u32>>,
    ) -> Self {
        let (Some(mut area), theirs) = (self.bounds(), other.bounds()) else {
            return if cover_both { other.clone() } else { self.clone() };
        };
        if let (true, Some(theirs)) = (cover_both, theirs) {
            area.top = area.top.min(theirs.top);
            area.bottom = area.bottom.max(theirs.bottom);
        }
        let rows = (area.top..area.bottom).map(|y| join(self.row(y).to_vec(), other.row(y))).collect();
        Self::from_rows(area.top, rows)
    }

    fn trimmed(mut self) -> Self {
        let row_is_empty = |pair: &[usize]| pair.first() == pair.last();
        let lead = self.starts.windows(2).take_while(|pair| row_is_empty(pair)).count();
        if lead + 1 >= self.starts.len() {
            return Self::default();
        }
        self.starts.drain(..lead);
        self.top = self.top.saturating_add(u32::try_from(lead).unwrap_or(u32::MAX));
        let trail = self.starts.windows(2).rev().take_while(|pair| row_is_empty(pair)).count();
        self.starts.truncate(self.starts.len() - trail);
        self
    }
}

fn merge(row: &mut Vec<Range<u32>>) {
    row.retain(|span| span.start < span.end);
    row.sort_unstable_by_key(|span| span.start);
    row.dedup_by(|next, kept| {
        let joined = next.start <= kept.end;
        if joined {
            kept.end = kept.end.max(next.end);
        }
        joined
    });
}

fn subtract(from: &[Range<u32>], holes: &[Range<u32>]) -> Vec<Range<u32>> {
    let mut rest = Vec::with_capacity(from.len() + holes.len());
    for span in from {
        let mut start = span.start;
        let first = holes.partition_point(|hole| hole.end <= span.start);
        for hole in holes.iter().skip(first).take_while(|hole| hole.start < span.end) {
            if start < hole.start {
                rest.push(start..hole.start);
            }
            start = start.max(hole.end);
        }
        if start < span.end {
            rest.push(start..span.end);
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mask_of(bits: &[[bool; 12]]) -> Mask {
        let rows = bits
            .iter()
            .map(|row| (0u32..).zip(row).filter(|(_, set)| **set).map(|(x, _)| x..x + 1).collect())
            .collect();
        Mask::from_rows(3, rows)
    }

    proptest! {
        #[test]
        fn sets_behave_like_sets(a in proptest::array::uniform9(proptest::array::uniform12(any::<bool>())),
                                 b in proptest::array::uniform9(proptest::array::uniform12(any::<bool>()))) {
            let (ma, mb) = (mask_of(&a), mask_of(&b));
            let (both, rest) = (ma.union(&mb), ma.minus(&mb));
            for (y, (ra, rb)) in (3u32..).zip(a.iter().zip(&b)) {
                for (x, (&ia, &ib)) in (0u32..).zip(ra.iter().zip(rb)) {
                    prop_assert_eq!(ma.contains(x, y), ia);
                    prop_assert_eq!(both.contains(x, y), ia || ib);
                    prop_assert_eq!(rest.contains(x, y), ia && !ib);
                }
            }
            prop_assert_eq!(ma.pixel_count(), a.iter().flatten().filter(|&&set| set).count());
            prop_assert!(!ma.contains(12, 5) && !ma.contains(0, 2) && !ma.contains(0, 12));
        }
    }

    #[test]
    fn bounds_are_tight() {
        let mut bits = [[false; 12]; 5];
        bits[1][4] = true;
        bits[3][7] = true;
        let bounds = mask_of(&bits).bounds();
        assert_eq!(bounds, Some(Bounds { left: 4, top: 4, right: 8, bottom: 7 }), "only set pixels count");
        assert_eq!(mask_of(&[[false; 12]; 5]).bounds(), None, "an empty mask has no bounds");
    }
}
