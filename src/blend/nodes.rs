//! Looks at the nodes of the mesh; those of one or two bottles serve every set that holds them.

use std::sync::atomic::{AtomicU64, Ordering};

use super::cell::NODES;
use super::nominal::Nominal;
use crate::optics::{COLOURANTS, Colourant, PigmentColumn};

const SIDE: usize = NODES as usize + 1;
/// Beyond this many bottles pairs are not kept: the room grows with the square.
const MOST_KEPT: usize = 64;

/// What all threads share: the bottles, and the looks found so far on edges and corners.
#[derive(Debug)]
pub(super) struct Nodes<'a, const N: usize> {
    search: &'a Nominal<'a>,
    columns: Vec<PigmentColumn>,
    strengths: Vec<f64>,
    most_log_water: f64,
    /// Numbers of a look as bits for each pair (smaller first), share and water; 0 where it is not known yet.
    kept: Vec<AtomicU64>,
}

impl<'a, const N: usize> Nodes<'a, N> {
    pub(super) fn new(search: &'a Nominal<'a>) -> Self {
        let bottles = search.stock.bottles();
        let pairs = if bottles.len() <= MOST_KEPT { bottles.len() * bottles.len() } else { 0 };
        let most_water = search.stock.waters().last().copied().unwrap_or(0);
        Self {
            search,
            columns: bottles.iter().map(|bottle| search.bed.column(&bottle.solids)).collect(),
            strengths: bottles.iter().map(|bottle| strength(&bottle.solids.0)).collect(),
            most_log_water: log_water(most_water),
            kept: std::iter::repeat_with(AtomicU64::default).take(pairs * SIDE * SIDE * N).collect(),
        }
    }

    /// Tinting shares of a proportion.
    pub(super) fn place(&self, set: &[u8], parts: &[u8]) -> [f64; 3] {
        let mut place = [0.0; 3];
        for (share, (parts, bottle)) in place.iter_mut().zip(parts.iter().zip(set)) {
            *share = f64::from(*parts) * self.strengths[usize::from(*bottle)];
        }
        let total: f64 = place.iter().sum();
        place.map(|share| share / total)
    }

    /// Where an amount of water lies on the scale of the nodes.
    pub(super) fn node_of_water(&self, water: u8) -> f64 {
        if self.most_log_water > 0.0 {
            f64::from(NODES) * log_water(water) / self.most_log_water
        } else {
            0.0
        }
    }

    /// Look at a node of a set with fewer bottles than the set has, from what is kept.
    pub(super) fn on_edge(&self, set: &[u8], at: [u8; 3], water: u8) -> Option<[f64; N]> {
        let mut there = set.iter().zip(at).filter(|(_, share)| *share > 0);
        let first = there.next()?;
        let second = there.next();
        if there.next().is_some() || self.kept.is_empty() {
            return None;
        }
        // A bottle alone stands at the pair with itself.
        let pair = usize::from(*first.0) * self.columns.len() + usize::from(*second.unwrap_or(first).0);
        let slot = ((pair * SIDE + usize::from(first.1)) * SIDE + usize::from(water)) * N;
        let kept = self.kept.get(slot..slot + N)?;
        // The first number is written last, and read first.
        let known = kept.first()?.load(Ordering::Acquire);
        if known != 0 {
            let at = |c: usize| kept[c].load(Ordering::Relaxed);
            return Some(std::array::from_fn(|c| f64::from_bits(if c == 0 { known } else { at(c) })));
        }
        let look = self.look(set, at, water);
        for (kept, number) in kept.iter().zip(look).skip(1) {
            kept.store(number.to_bits(), Ordering::Relaxed);
        }
        kept.first()?.store(look[0].to_bits(), Ordering::Release);
        Some(look)
    }

    /// Look at a node, predicted.
    pub(super) fn look(&self, set: &[u8], at: [u8; 3], water: u8) -> [f64; N] {
        let mut shares = [0.0; 3];
        for (share, (at, bottle)) in shares.iter_mut().zip(at.iter().zip(set)) {
            *share = f64::from(*at) / self.strengths[usize::from(*bottle)];
        }
        let thin = (-self.most_log_water * f64::from(water) / f64::from(NODES)).exp();
        let total: f64 = shares.iter().sum();
        let mut column = PigmentColumn::NONE;
        for (share, bottle) in shares.iter().zip(set) {
            if *share > 0.0 {
                column.add_scaled(&self.columns[usize::from(*bottle)], thin * share / total);
            }
        }
        let mark = self.search.bed.mark_of_column(column);
        let sight = self.search.view.sight(&self.search.bed, &mark);
        std::array::from_fn(|c| sight.look()[c])
    }
}

fn log_water(water: u8) -> f64 {
    (1.0 + f64::from(water)).ln()
}

/// How strongly a bottle tints, roughly: only the evenness of the mesh depends on it.
fn strength(solids: &[f64; COLOURANTS]) -> f64 {
    let weight = |colourant: Colourant| match colourant {
        Colourant::CarbonBlack => 50.0,
        Colourant::IronOxideBlack => 9.0,
        Colourant::IronOxideRed => 15.0,
        Colourant::IronOxideYellow | Colourant::TitaniumDioxide => 8.0,
        Colourant::OrganicRed => 12.0,
        Colourant::OrganicYellow => 14.0,
    };
    Colourant::ALL
        .into_iter()
        .zip(solids)
        .map(|(c, amount)| weight(c) * amount.max(0.0))
        .sum::<f64>()
        .max(1e-6)
}
