//! Bounds on the looks of many cups from a few marks.
//!
//! The cups of one set of bottles lie in (tinting shares × water): shares are parts weighed by the strength of
//! each bottle, water is taken as the logarithm of 1 + water. In these coordinates looks are smooth. A cell is a
//! point, segment or triangle of shares times an interval of water. Looks are predicted at its corners and at the
//! middles of its edges; the quadratic through them is bounded by its Bernstein coefficients, widened by a share of
//! its own bend. The width was found by trial; it is not a proof. On random bottles 1 look in 7000 lies outside by up
//! to 0.6, which a test watches; that the search still finds what enumeration finds is tested by itself.

use std::ops::Range;

use super::cell::{Cell, Member, NODES};
use super::cup::{BottleMask, Cup};
use super::goal::LookBox;
use super::nominal::Nominal;
use super::patch::{Look, Patch, SLACK};
use super::top_list::TopList;
use super::view::LOOKS;
use crate::optics::{COLOURANTS, Colourant, PigmentColumn};

/// How often the whole range is halved.
const DEEPEST: usize = 3;
/// Below this many cups a cell is not split but all are predicted.
const FEW: usize = 6;
/// Bend beyond the quadratic as a share of its own, by depth.
const BEND: [f64; DEEPEST + 1] = [0.95, 0.8, 0.7, 0.5];
/// A cell this flat, in units of CIELAB, is not split any more.
const FLAT: f64 = 0.15;

/// Walks through the cups of sets of bottles; keeps its room from set to set.
#[derive(Debug)]
pub(super) struct Explorer<'a> {
    search: &'a Nominal<'a>,
    shares: &'a [Vec<u8>],
    nodes: Vec<(u32, Look)>,
    stamp: u32,
    family: Family,
    ground: crate::color::Lab,
}

/// One set of bottles.
#[derive(Debug, Default)]
struct Family {
    set: Vec<u8>,
    columns: Vec<PigmentColumn>,
    strengths: Vec<f64>,
    waters: Vec<u8>,
    log_waters: Vec<f64>,
    most_log_water: f64,
}

impl<'a> Explorer<'a> {
    pub(super) fn new(search: &'a Nominal<'a>, shares: &'a [Vec<u8>]) -> Self {
        let side = usize::from(NODES) + 1;
        Self {
            search,
            shares,
            nodes: vec![(0, [0.0; LOOKS]); side * side * side],
            stamp: 0,
            family: Family::default(),
            ground: search.bed.color(search.bed.ground()),
        }
    }

    /// Lowest score that any cup of the set may have, for any goal.
    pub(super) fn promise(&mut self, set: &[u8]) -> f64 {
        self.turn_to(set);
        let looks = self.bounds(&Cell::WHOLE);
        let mask = BottleMask::of(set);
        let floors = self
            .search
            .goals
            .iter()
            .map(|goal| goal.weight * goal.floor(&looks, self.ground) + goal.fee(mask));
        floors.fold(f64::INFINITY, f64::min)
    }

    /// Offers every cup of the set that may enter a list.
    pub(super) fn explore(&mut self, set: &[u8], lists: &[TopList]) {
        self.turn_to(set);
        let members: Vec<Member> =
            (0_u16..).zip(self.shares).map(|(index, parts)| (index, self.family.place(parts))).collect();
        let alive: Vec<usize> = (0..lists.len()).collect();
        let waters = 0..self.family.waters.len();
        self.visit(&Cell::WHOLE, &members, waters, &alive, lists);
    }

    fn turn_to(&mut self, set: &[u8]) {
        self.stamp += 1;
        let stock = self.search.stock;
        let neat = |bottle: &u8| &stock.bottles()[usize::from(*bottle)].solids;
        let family = &mut self.family;
        family.set = set.to_vec();
        family.columns = set.iter().map(|bottle| self.search.bed.column(neat(bottle))).collect();
        family.strengths = set.iter().map(|bottle| strength(&neat(bottle).0)).collect();
        family.waters = stock.waters_of(set);
        family.log_waters = family.waters.iter().map(|water| (1.0 + f64::from(*water)).ln()).collect();
        family.most_log_water = family.log_waters.last().copied().unwrap_or(0.0);
    }

    fn visit(
        &mut self,
        cell: &Cell,
        members: &[Member],
        waters: Range<usize>,
        alive: &[usize],
        lists: &[TopList],
    ) {
        if members.is_empty() || waters.is_empty() {
            return;
        }
        if members.len() * waters.len() <= FEW {
            for (index, _) in members {
                waters.clone().for_each(|water| self.offer(*index, water, lists));
            }
            return;
        }
        let patch = self.patch(cell);
        let alive = self.still_alive(&patch.bounds(BEND[cell.depth]), alive, lists);
        if alive.is_empty() {
            return;
        }
        if cell.depth == DEEPEST || patch.bend.iter().all(|bend| BEND[cell.depth] * bend < FLAT) {
            self.finish(cell, &patch, members, (waters, &alive), lists);
            return;
        }
        let middle = cell.middle_of_water();
        let split = waters.start
            + self.family.log_waters[waters.clone()]
                .iter()
                .take_while(|log| self.family.node_of_water(**log) < f64::from(middle))
                .count();
        for (corner, inside) in cell.divide(members, self.family.set.len()) {
            for (water, range) in
                [((cell.water.0, middle), waters.start..split), ((middle, cell.water.1), split..waters.end)]
            {
                let child = Cell { corners: corner, water, depth: cell.depth + 1 };
                self.visit(&child, &inside, range, &alive, lists);
            }
        }
    }

    /// Predicts those cups of a small cell that may enter a list.
    fn finish(
        &self,
        cell: &Cell,
        patch: &Patch,
        members: &[Member],
        (waters, alive): (Range<usize>, &[usize]),
        lists: &[TopList],
    ) {
        let spread = patch.bend.map(|bend| BEND[cell.depth] * bend + SLACK);
        let (from, to) = (f64::from(cell.water.0), f64::from(cell.water.1));
        for (index, place) in members {
            let spatial = patch.spatial_weights(place);
            for water in waters.clone() {
                let along = (self.family.node_of_water(self.family.log_waters[water]) - from) / (to - from);
                let look = patch.at(&spatial, along);
                let looks = LookBox {
                    low: std::array::from_fn(|c| look[c] - spread[c]),
                    high: std::array::from_fn(|c| look[c] + spread[c]),
                };
                if !self.still_alive(&looks, alive, lists).is_empty() {
                    self.offer(*index, water, lists);
                }
            }
        }
    }

    fn still_alive(&self, looks: &LookBox, alive: &[usize], lists: &[TopList]) -> Vec<usize> {
        let mask = BottleMask::of(&self.family.set);
        let first = alive.first().and_then(|index| self.search.goals.get(*index));
        let shared = first.and_then(|goal| goal.shared_floors(looks));
        let can = |index: &usize| {
            let (goal, list) = (&self.search.goals[*index], &lists[*index]);
            let (fee, bar) = (goal.fee(mask), list.bar() + 3e-9);
            if let Some(shared) = &shared {
                return goal.may_reach(looks, shared, bar - fee);
            }
            let may = |floor: f64| goal.weight * floor + fee <= bar;
            fee <= bar && may(goal.floor(looks, self.ground)) && may(goal.floor_near(looks, self.ground))
        };
        alive.iter().copied().filter(can).collect()
    }

    fn offer(&self, index: u16, water: usize, lists: &[TopList]) {
        let parts = &self.shares[usize::from(index)];
        let water = self.family.waters[water];
        let total = parts.iter().map(|p| u32::from(*p)).sum();
        if self.search.stock.can_measure(total, water)
            && let Some(cup) = Cup::new(&self.family.set, parts, water)
        {
            self.search.offer(cup, lists);
        }
    }

    fn bounds(&mut self, cell: &Cell) -> LookBox {
        self.patch(cell).bounds(BEND[cell.depth])
    }

    /// The quadratic through the nodes of a cell.
    fn patch(&mut self, cell: &Cell) -> Patch {
        let corners = self.family.set.len();
        let mut patch = Patch { corners, values: [[[0.0; LOOKS]; 3]; 6], bend: [0.0; LOOKS] };
        let waters = [cell.water.0, cell.middle_of_water(), cell.water.1];
        for (slot, at) in cell.spatial_nodes(corners).into_iter().enumerate() {
            for (level, water) in waters.into_iter().enumerate() {
                patch.values[slot][level] = self.node(at, water);
            }
        }
        patch.measure_bend();
        patch
    }

    /// Look at a node, predicted once for each set.
    fn node(&mut self, at: [u8; 3], water: u8) -> Look {
        let side = usize::from(NODES) + 1;
        let slot = (usize::from(at[0]) * side + usize::from(at[1])) * side + usize::from(water);
        if self.nodes[slot].0 != self.stamp {
            let column = self.family.column(at, water);
            let mark = self.search.bed.mark_of_column(column);
            self.nodes[slot] = (self.stamp, *self.search.view.sight(&self.search.bed, &mark).look());
        }
        self.nodes[slot].1
    }
}

impl Family {
    /// Tinting shares of a proportion.
    fn place(&self, parts: &[u8]) -> [f64; 3] {
        let mut place = [0.0; 3];
        for (share, (parts, strength)) in place.iter_mut().zip(parts.iter().zip(&self.strengths)) {
            *share = f64::from(*parts) * strength;
        }
        let total: f64 = place.iter().sum();
        place.map(|share| share / total)
    }

    /// What a cup at a node adds to the tissue.
    fn column(&self, at: [u8; 3], water: u8) -> PigmentColumn {
        let mut shares = [0.0; 3];
        for (share, (at, strength)) in shares.iter_mut().zip(at.iter().zip(&self.strengths)) {
            *share = f64::from(*at) / strength;
        }
        let thin = (-self.most_log_water * f64::from(water) / f64::from(NODES)).exp();
        let total: f64 = shares.iter().sum();
        let mut column = PigmentColumn::NONE;
        for (share, neat) in shares.iter().zip(&self.columns) {
            if *share > 0.0 {
                column.add_scaled(neat, thin * share / total);
            }
        }
        column
    }

    fn node_of_water(&self, log_water: f64) -> f64 {
        if self.most_log_water > 0.0 { f64::from(NODES) * log_water / self.most_log_water } else { 0.0 }
    }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::Index;
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    use super::super::cup::proportions;
    use super::super::goal::{Aim, Goal};
    use super::super::view::View;
    use super::super::{Bed, Bottle, Draw, MatchSettings, Moment, Stock, ZoneKind};
    use super::*;
    use crate::color::Lab;
    use crate::optics::{Concentrations, Tissue};

    /// How many looks of cups were compared, how many lay outside, and the largest excess in units of CIELAB.
    #[derive(Default)]
    struct Watch {
        looks: u32,
        outside: u32,
        excess: f64,
    }

    impl Watch {
        fn note(&mut self, excess: f64) {
            self.looks += 1;
            self.outside += u32::from(excess > 0.0);
            self.excess = self.excess.max(excess);
        }
    }

    /// Compares every cup with what its cell says, on a way from the whole range to a smallest cell: with the range
    /// of a cell that is split, with the value and its allowance in one that is not.
    fn compare(search: &Nominal<'_>, set: &[u8], way: &[Index], watch: &mut Watch) {
        let shares = proportions(set.len(), search.stock.most_parts());
        let mut explorer = Explorer::new(search, &shares);
        explorer.turn_to(set);
        let mut members: Vec<Member> =
            (0_u16..).zip(&shares).map(|(index, parts)| (index, explorer.family.place(parts))).collect();
        let mut cell = Cell::WHOLE;
        for step in way {
            let patch = explorer.patch(&cell);
            let last = cell.depth == DEEPEST || patch.bend.iter().all(|bend| BEND[cell.depth] * bend < FLAT);
            let range = patch.bounds(BEND[cell.depth]);
            let (from, to) = (f64::from(cell.water.0), f64::from(cell.water.1));
            let family = &explorer.family;
            let waters = family.waters.iter().zip(&family.log_waters);
            let along =
                waters.map(|(water, log)| (*water, (family.node_of_water(*log) - from) / (to - from)));
            let inside: Vec<(u8, f64)> = along.filter(|(_, at)| (0.0..=1.0).contains(at)).collect();
            let cups = members.iter().flat_map(|member| inside.iter().map(move |water| (member, water)));
            let used = if matches!(search.view, View::Dots(_)) { LOOKS } else { 3 };
            let loose = if last { 0.0 } else { f64::INFINITY };
            for ((index, place), (water, along)) in cups {
                let cup = Cup::new(set, &shares[usize::from(*index)], *water).unwrap();
                let mark = search.bed.mark(&search.stock.concentrations(&cup));
                let sight = search.view.sight(&search.bed, &mark);
                let near = patch.at(&patch.spatial_weights(place), *along);
                for (c, truth) in sight.look().iter().enumerate().take(used) {
                    let beyond = (truth - near[c]).abs() - BEND[cell.depth] * patch.bend[c] - SLACK - loose;
                    watch.note((range.low[c] - truth).max(truth - range.high[c]).max(beyond));
                }
            }
            let middle = cell.middle_of_water();
            let water = *step.get(&[(cell.water.0, middle), (middle, cell.water.1)]);
            let parts = cell.divide(&members, set.len());
            let (corners, inside) = parts[step.index(parts.len())].clone();
            cell = Cell { corners, water, depth: (cell.depth + 1).min(DEEPEST) };
            members = inside;
        }
    }

    #[test]
    fn looks_stay_within_the_allowance() {
        let cases = (
            (28.0..82.0_f64, 3.0..16.0_f64, 6.0..22.0_f64),
            prop::collection::vec((prop::array::uniform7(0.0..1.0_f64), 1_u8..128), 3),
            1..=3_usize,
            prop::bool::ANY,
            prop::array::uniform4(any::<Index>()),
        );
        let mut runner = TestRunner::deterministic();
        let mut watch = Watch::default();
        for _ in 0..400 {
            let (skin, bottles, count, dots, way) = cases.new_tree(&mut runner).unwrap().current();
            // Some of the seven colourants, 200 mg/ml of each at most.
            let bottles = bottles.iter().enumerate().map(|(at, (amounts, mask))| Bottle {
                id: at.to_string(),
                name: at.to_string(),
                solids: Concentrations(std::array::from_fn(|i| {
                    if mask >> i & 1 == 1 { 200.0 * amounts[i] } else { 0.0 }
                })),
                max_water: None,
                neat_only: false,
            });
            let stock = Stock::new(bottles.collect(), &MatchSettings::default());
            let stock = if dots { stock } else { stock.for_washes() };
            let tissue = Tissue::from_lab(Lab::new(skin.0, skin.1, skin.2));
            let bed = Bed::new(&tissue, ZoneKind::Scar, &Draw::NOMINAL, Moment::HEALED, None);
            let view = if dots { View::dots(&bed, 250.0) } else { View::Mark };
            let goals = vec![Goal::single(Aim::Even { target: Lab::default() })];
            let search = Nominal { stock: &stock, bed, view, goals, three_with_owned: false };
            compare(&search, &[0, 1, 2][..count], &way, &mut watch);
        }
        let told = format!("{} of {} outside, by {:.4} at most", watch.outside, watch.looks, watch.excess);
        // Seen: 795 of 5 803 332 outside (1 in 7300), by 0.61 at most, with bottles stronger than those on sale.
        assert!(
            watch.looks > 1_000_000 && watch.outside < watch.looks / 5000 && watch.excess < 0.8,
            "{told}"
        );
    }
}
