//! What is asked of the cups of a cell, and what is known of them.

use super::cell::Cell;
use super::cup::BottleMask;
use super::floors::Floors;
use super::goal::Goal;
use super::patch::{Patch, Range};
use super::top_list::TopList;

/// A goal with the largest error with which a cup of the set may enter its list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) goal: &'a Goal,
    pub(super) list: &'a TopList,
    fee: f64,
    pub(super) most: f64,
}

impl<'a> Asked<'a> {
    pub(super) fn new(goal: &'a Goal, list: &'a TopList, set: BottleMask) -> Self {
        Self { goal, list, fee: goal.fee(set), most: f64::INFINITY }.renewed()
    }

    /// With what the list asks now.
    pub(super) fn renewed(self) -> Self {
        Self { most: (self.list.bar() + TIES - self.fee) / self.goal.weight, ..self }
    }
}

/// What is asked of the cups of one cell.
#[derive(Debug)]
pub(super) struct Ask<'k> {
    floors: &'k Floors,
    asked: &'k [Asked<'k>],
    most: f64,
}

impl Ask<'_> {
    /// Whether a cup whose look lies within `spread` of one may enter any list.
    #[inline]
    pub(super) fn may_enter<const N: usize>(&self, look: &[f64; N], spread: &[f64; N]) -> bool {
        match self.asked {
            [one] => self.floors.of(one.goal, look, spread) <= one.most,
            _ => self.floors.of_any(look, spread) <= self.most,
        }
    }
}

/// A cell with what is known of it.
#[derive(Debug, Clone)]
pub(super) struct Known<const N: usize> {
    pub(super) cell: Cell,
    pub(super) patch: Patch<N>,
    pub(super) spread: [f64; N],
    pub(super) range: Range<N>,
    pub(super) floors: Floors,
}

impl<const N: usize> Known<N> {
    /// Smallest error of any cup of the cell for a goal.
    pub(super) fn least(&self, goal: &Goal) -> f64 {
        let Range { low, high } = &self.range;
        let middle: [f64; N] = std::array::from_fn(|c| f64::midpoint(low[c], high[c]));
        let half: [f64; N] = std::array::from_fn(|c| 0.5 * (high[c] - low[c]));
        self.floors.of(goal, &middle, &half)
    }

    /// The goals that a cup of the cell may still serve.
    pub(super) fn still_asked<'l>(&self, asked: &[Asked<'l>]) -> Vec<Asked<'l>> {
        let asked = asked.iter().map(|asked| asked.renewed());
        asked.filter(|asked| self.least(asked.goal) <= asked.most).collect()
    }

    pub(super) fn ask<'k>(&'k self, asked: &'k [Asked<'k>]) -> Ask<'k> {
        let most = asked.iter().map(|asked| asked.most).fold(f64::NEG_INFINITY, f64::max);
        Ask { floors: &self.floors, asked, most }
    }

    /// Where its water starts on the scale of the nodes, and its share of one node.
    pub(super) fn scale_of_water(&self) -> (f64, f64) {
        let (from, to) = (f64::from(self.cell.water.0), f64::from(self.cell.water.1));
        (from, 1.0 / (to - from))
    }
}

/// Scores within this count as equal.
const TIES: f64 = 3e-9;
