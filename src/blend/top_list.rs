//! The best so many of what was found, the same whatever the order in which it came.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::sync::atomic::{AtomicU64, Ordering as Memory};
use std::sync::{Mutex, PoisonError};

use super::cup::Cup;

/// A cup with its nominal score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// Weighted error and fee; lower is better.
    pub score: f64,
    /// What is mixed.
    pub cup: Cup,
    /// Step of the density grid, 0 where there is none.
    pub density_step: u8,
}

impl Ranked {
    /// Better first: by score to 1e-9, so that rounding does not break ties, then by [`Cup::tie`].
    pub fn compare(&self, other: &Self) -> Ordering {
        rounded(self.score).total_cmp(&rounded(other.score)).then_with(|| self.cup.tie(&other.cup))
    }
}

fn rounded(score: f64) -> f64 {
    (score * 1e9).round()
}

/// Collects from many threads.
#[derive(Debug)]
pub struct TopList {
    keep: usize,
    heap: Mutex<BinaryHeap<Worst>>,
    bar: AtomicU64,
}

#[derive(Debug)]
struct Worst(Ranked);

impl PartialEq for Worst {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Worst {}
impl PartialOrd for Worst {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Worst {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.compare(&other.0)
    }
}

impl TopList {
    /// Keeps the best `keep` with a score of at most `bar`.
    pub fn new(keep: usize, bar: f64) -> Self {
        Self { keep, heap: Mutex::new(BinaryHeap::new()), bar: AtomicU64::new(bar.to_bits()) }
    }

    /// Above this no score can enter; it only falls.
    #[inline]
    pub fn bar(&self) -> f64 {
        f64::from_bits(self.bar.load(Memory::Relaxed))
    }

    /// Offers one.
    pub fn offer(&self, found: Ranked) {
        // Scores that are equal to 1e-9 may still win by their tie.
        if found.score.is_nan() || found.score > self.bar() + 2e-9 || self.keep == 0 {
            return;
        }
        let mut heap = self.heap.lock().unwrap_or_else(PoisonError::into_inner);
        if heap.len() >= self.keep {
            if heap.peek().is_some_and(|worst| worst.0.compare(&found) != Ordering::Greater) {
                return;
            }
            heap.pop();
        }
        heap.push(Worst(found));
        if heap.len() == self.keep
            && let Some(worst) = heap.peek()
        {
            self.bar.store(worst.0.score.min(self.bar()).to_bits(), Memory::Relaxed);
        }
    }

    /// The best first.
    pub fn into_sorted(self) -> Vec<Ranked> {
        let heap = self.heap.into_inner().unwrap_or_else(PoisonError::into_inner);
        heap.into_sorted_vec().into_iter().map(|worst| worst.0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_best_in_any_order() {
        let found =
            |score, water| Ranked { score, cup: Cup::new(&[0], &[1], water).unwrap(), density_step: 0 };
        let all = [found(3.0, 0), found(1.0, 1), found(2.0, 2), found(1.0 + 1e-12, 3), found(f64::NAN, 4)];
        for turn in 0..5 {
            let list = TopList::new(3, f64::INFINITY);
            (0..5).for_each(|i| list.offer(all[(i + turn) % 5]));
            assert!(list.bar() <= 2.0);
            let waters: Vec<u8> = list.into_sorted().iter().map(|r| r.cup.water()).collect();
            // More water wins the tie.
            assert_eq!(waters, [3, 1, 2]);
        }
    }

    #[test]
    fn a_bar_given_keeps_the_rest_out() {
        let list = TopList::new(10, 1.5);
        list.offer(Ranked { score: 2.0, cup: Cup::new(&[0], &[1], 0).unwrap(), density_step: 0 });
        assert!(list.into_sorted().is_empty());
    }
}
