//! Bounds on the looks of many cups from a few marks.
//!
//! The cups of one set of bottles lie in (tinting shares × water): shares are parts weighed by the strength of
//! each bottle, water is taken as the logarithm of 1 + water. In these coordinates looks are smooth. A cell is a
//! point, segment or triangle of shares times an interval of water. Looks are predicted at its corners and at the
//! middles of its edges; the quadratic through them is bounded by its Bernstein coefficients, widened by how far it
//! may be off. That is estimated from how far the nodes of a cell lie from the quadratic of the cell it is a part of
//! ([`patch`](super::patch)); the width was found by trial and is not a proof. A test watches it on random bottles;
//! that the search still finds what enumeration finds is tested by itself.

use std::ops::Range as Span;

use super::cell::{Cell, Half, Member, NODES, part_of};
use super::cup::{BottleMask, Cup};
use super::floors::{Floors, Targets, floor_near};
use super::goal::Goal;
use super::nodes::Nodes;
use super::nominal::Nominal;
use super::patch::{Patch, Range};
use super::top_list::TopList;
use crate::color::Lab;

/// How often the whole range is halved.
const DEEPEST: usize = 3;
/// Up to this many cups of a set all are predicted.
const FEW: usize = 6;
/// Up to this many cups a cell is not split.
const SOME: usize = 8;
/// A cell whose quadratic is this near, in units of CIELAB, is not split any more.
const NEAR: f64 = 0.05;
/// Scores within this count as equal.
const TIES: f64 = 3e-9;

/// Walks through the cups of sets of bottles; keeps its room from set to set.
#[derive(Debug)]
pub(super) struct Explorer<'a, const N: usize> {
    search: &'a Nominal<'a>,
    nodes: &'a Nodes<'a, N>,
    shares: &'a [Vec<u8>],
    targets: Targets,
    ground: Lab,
    /// Looks at nodes, with the stamp of the set they are of.
    looks: Vec<(u32, [f64; N])>,
    stamp: u32,
    family: Family,
    /// Room for the members of the parts of the whole range.
    parts: [Vec<Member>; 4],
    /// Room for the cups of the parts of a cell and for those that are left of one, by depth.
    rooms: Vec<[Vec<Point>; 9]>,
}

/// One set of bottles.
#[derive(Debug, Default)]
struct Family {
    set: Vec<u8>,
    mask: BottleMask,
    waters: Vec<u8>,
    /// Where they lie on the scale of the nodes.
    places: Vec<f64>,
}

/// A goal with the largest error with which a cup of the set may enter its list.
#[derive(Debug, Clone, Copy)]
struct Asked<'a> {
    goal: &'a Goal,
    list: &'a TopList,
    fee: f64,
    most: f64,
}

impl<'a> Asked<'a> {
    fn new(goal: &'a Goal, list: &'a TopList, set: BottleMask) -> Self {
        Self { goal, list, fee: goal.fee(set), most: f64::INFINITY }.renewed()
    }

    /// With what the list asks now.
    fn renewed(self) -> Self {
        Self { most: (self.list.bar() + TIES - self.fee) / self.goal.weight, ..self }
    }
}

/// A cup and where it lies in a cell.
#[derive(Debug, Clone, Copy)]
struct Point {
    index: u16,
    water: usize,
    place: [f64; 3],
    along: f64,
}

/// A cell with what is known of it.
struct Known<'c, const N: usize> {
    cell: &'c Cell,
    patch: &'c Patch<N>,
    spread: [f64; N],
    range: Range<N>,
    floors: Floors,
}

impl<const N: usize> Known<'_, N> {
    /// Smallest error of any cup of the cell for a goal.
    fn least(&self, goal: &Goal) -> f64 {
        let Range { low, high } = &self.range;
        let middle: [f64; N] = std::array::from_fn(|c| f64::midpoint(low[c], high[c]));
        let half: [f64; N] = std::array::from_fn(|c| 0.5 * (high[c] - low[c]));
        self.floors.of(goal, &middle, &half)
    }

    /// The goals that a cup of the cell may still serve.
    fn still_asked<'l>(&self, asked: &[Asked<'l>]) -> Vec<Asked<'l>> {
        let asked = asked.iter().map(|asked| asked.renewed());
        asked.filter(|asked| self.least(asked.goal) <= asked.most).collect()
    }

    fn ask<'k>(&'k self, asked: &'k [Asked<'k>]) -> Ask<'k> {
        let most = asked.iter().map(|asked| asked.most).fold(f64::NEG_INFINITY, f64::max);
        Ask { floors: &self.floors, asked, most }
    }

    /// Where its water starts on the scale of the nodes, and its share of one node.
    fn scale_of_water(&self) -> (f64, f64) {
        let (from, to) = (f64::from(self.cell.water.0), f64::from(self.cell.water.1));
        (from, 1.0 / (to - from))
    }
}

/// What is asked of the cups of one cell.
struct Ask<'k> {
    floors: &'k Floors,
    asked: &'k [Asked<'k>],
    most: f64,
}

impl Ask<'_> {
    /// Whether a cup whose look lies within `spread` of one may enter any list.
    #[inline]
    fn may_enter<const N: usize>(&self, look: &[f64; N], spread: &[f64; N]) -> bool {
        match self.asked {
            [one] => self.floors.of(one.goal, look, spread) <= one.most,
            _ => self.floors.of_any(look, spread) <= self.most,
        }
    }
}

impl<'a, const N: usize> Explorer<'a, N> {
    pub(super) fn new(nodes: &'a Nodes<'a, N>, search: &'a Nominal<'a>, shares: &'a [Vec<u8>]) -> Self {
        let side = usize::from(NODES) + 1;
        Self {
            search,
            nodes,
            shares,
            targets: Targets::of(&search.goals),
            ground: search.bed.color(search.bed.ground()),
            looks: vec![(0, [0.0; N]); side * side * side],
            stamp: 0,
            family: Family::default(),
            parts: Default::default(),
            rooms: vec![Default::default(); DEEPEST + 1],
        }
    }

    /// Lowest score that any cup of the set may have, for any goal.
    pub(super) fn promise(&mut self, set: &[u8]) -> f64 {
        self.turn_to(set);
        let patch = self.patch(&Cell::WHOLE);
        let known = self.known(&Cell::WHOLE, &patch, None);
        let goals = self.search.goals.iter();
        let least = |goal: &Goal| goal.weight * known.least(goal) + goal.fee(self.family.mask);
        goals.map(least).fold(f64::INFINITY, f64::min)
    }

    /// Offers every cup of the set that may enter a list.
    pub(super) fn explore(&mut self, set: &[u8], lists: &[TopList]) {
        self.turn_to(set);
        let goals = self.search.goals.iter().zip(lists);
        let asked: Vec<Asked<'_>> =
            goals.map(|(goal, list)| Asked::new(goal, list, self.family.mask)).collect();
        let waters = self.family.waters.len();
        if self.shares.len() * waters <= FEW {
            for (index, _) in (0_u16..).zip(self.shares) {
                (0..waters).for_each(|water| self.offer(index, water, &asked));
            }
            return;
        }
        let patch = self.patch(&Cell::WHOLE);
        let known = self.known(&Cell::WHOLE, &patch, None);
        let asked = known.still_asked(&asked);
        if !asked.is_empty() {
            self.divide_whole(&known, &asked);
        }
    }

    fn turn_to(&mut self, set: &[u8]) {
        self.stamp += 1;
        let family = &mut self.family;
        family.set.clear();
        family.set.extend(set);
        family.mask = BottleMask::of(set);
        family.waters = self.search.stock.waters_of(set);
        family.places.clear();
        family.places.extend(family.waters.iter().map(|water| self.nodes.node_of_water(*water)));
    }

    /// Looks at the parts of the whole range, and there at the cups that may enter a list.
    fn divide_whole(&mut self, known: &Known<'_, N>, asked: &[Asked<'_>]) {
        let corners = self.family.set.len();
        let mut parts: [Vec<Member>; 4] = std::mem::take(&mut self.parts);
        parts.iter_mut().for_each(Vec::clear);
        for (index, shares) in (0_u16..).zip(self.shares) {
            let (part, inside) = part_of(&self.nodes.place(&self.family.set, shares), corners);
            parts[part].push((index, inside));
        }
        let middle = f64::from(Cell::WHOLE.middle_of_water());
        let split = self.family.places.iter().take_while(|at| **at < middle).count();
        for (part, members) in parts.iter().enumerate().filter(|(_, members)| !members.is_empty()) {
            for (upper, waters) in [(false, 0..split), (true, split..self.family.waters.len())] {
                if waters.is_empty() {
                    continue;
                }
                let half = Half { part, upper };
                let cell = Cell::WHOLE.half(half, corners);
                let patch = self.patch(&cell);
                let known = self.known(&cell, &patch, Some((known, half)));
                let asked = known.still_asked(asked);
                if asked.is_empty() {
                    continue;
                }
                let mut points = std::mem::take(&mut self.rooms[1][0]);
                points.clear();
                self.sift(&known, members, (waters, &asked), &mut points);
                self.refine(&known, &points, &asked);
                self.rooms[1][0] = points;
            }
        }
        self.parts = parts;
    }

    /// Of all cups of a cell those that may enter a list.
    fn sift(
        &self,
        known: &Known<'_, N>,
        members: &[Member],
        (waters, asked): (Span<usize>, &[Asked<'_>]),
        points: &mut Vec<Point>,
    ) {
        let (from, per_node) = known.scale_of_water();
        let along_of = |water: usize| (self.family.places[water] - from) * per_node;
        let (first, last) = (along_of(waters.start), along_of(waters.end - 1));
        let ask = known.ask(asked);
        for (index, place) in members {
            let along = known.patch.along(place);
            let (middle, half) = along.range(first, last, &known.spread);
            if !ask.may_enter(&middle, &half) {
                continue;
            }
            for water in waters.clone() {
                let at = along_of(water);
                if ask.may_enter(&along.at(at), &known.spread) {
                    points.push(Point { index: *index, water, place: *place, along: at });
                }
            }
        }
    }

    /// Offers cups of a cell, after a closer look where there are many.
    fn refine(&mut self, known: &Known<'_, N>, points: &[Point], asked: &[Asked<'_>]) {
        let near = known.spread.iter().all(|spread| *spread < NEAR);
        if known.cell.depth == DEEPEST || near || points.len() <= SOME {
            self.offer_all(known, points, asked);
            return;
        }
        let (corners, depth) = (self.family.set.len(), known.cell.depth);
        let mut rooms = std::mem::take(&mut self.rooms[depth + 1]);
        rooms.iter_mut().for_each(Vec::clear);
        for point in points {
            let (part, place) = part_of(&point.place, corners);
            let upper = point.along >= 0.5;
            let along = 2.0 * point.along - if upper { 1.0 } else { 0.0 };
            rooms[2 * part + usize::from(upper)].push(Point { place, along, ..*point });
        }
        let mut points = std::mem::take(&mut rooms[8]);
        for (at, inside) in rooms.iter().take(8).enumerate().filter(|(_, inside)| !inside.is_empty()) {
            let half = Half { part: at / 2, upper: at % 2 == 1 };
            let cell = known.cell.half(half, corners);
            let patch = self.patch(&cell);
            let known = self.known(&cell, &patch, Some((known, half)));
            points.clear();
            let asked: Vec<Asked<'_>> = asked.iter().map(|asked| asked.renewed()).collect();
            let ask = known.ask(&asked);
            let mut last = None;
            for point in inside {
                let along = match last {
                    Some((index, along)) if index == point.index => along,
                    _ => known.patch.along(&point.place),
                };
                last = Some((point.index, along));
                if ask.may_enter(&along.at(point.along), &known.spread) {
                    points.push(*point);
                }
            }
            self.refine(&known, &points, &asked);
        }
        rooms[8] = points;
        self.rooms[depth + 1] = rooms;
    }

    /// Predicts the cups of a cell that a sharper bound leaves.
    fn offer_all(&self, known: &Known<'_, N>, points: &[Point], asked: &[Asked<'_>]) {
        let mut fit = Vec::with_capacity(asked.len());
        for point in points {
            let look = known.patch.along(&point.place).at(point.along);
            let mut on_follicle = None;
            fit.clear();
            fit.extend(asked.iter().map(|asked| asked.renewed()).filter(|Asked { goal, most, .. }| {
                known.floors.of(goal, &look, &known.spread) <= *most
                    && floor_near(goal, &look, &known.spread, self.ground, &mut on_follicle) <= *most
            }));
            if !fit.is_empty() {
                self.offer(point.index, point.water, &fit);
            }
        }
    }

    fn offer(&self, index: u16, water: usize, fit: &[Asked<'_>]) {
        let parts = &self.shares[usize::from(index)];
        let water = self.family.waters[water];
        let total = parts.iter().map(|p| u32::from(*p)).sum();
        if self.search.stock.can_measure(total, water)
            && let Some(cup) = Cup::new(&self.family.set, parts, water)
        {
            self.search.offer(cup, fit.iter().map(|asked| (asked.goal, asked.list)));
        }
    }

    fn known<'c>(
        &self,
        cell: &'c Cell,
        patch: &'c Patch<N>,
        larger: Option<(&Known<'_, N>, Half)>,
    ) -> Known<'c, N> {
        let (spread, within) = match larger {
            Some((larger, half)) => (patch.spread_of_half(larger.patch, half, cell.depth), larger.range),
            None => (patch.spread_of_whole(), Range::ALL),
        };
        let range = patch.range(&spread, &within);
        let floors = Floors::over(&self.targets, &self.search.goals, &range, self.ground);
        Known { cell, patch, spread, range, floors }
    }

    /// The quadratic through the nodes of a cell.
    fn patch(&mut self, cell: &Cell) -> Patch<N> {
        let corners = self.family.set.len();
        let mut patch = Patch { corners, values: [[[0.0; N]; 3]; 6] };
        let waters = [cell.water.0, cell.middle_of_water(), cell.water.1];
        let places = cell.places(corners);
        for (values, at) in patch.values.iter_mut().zip(places).take(Patch::<N>::places(corners)) {
            for (value, water) in values.iter_mut().zip(waters) {
                *value = self.node(at, water);
            }
        }
        patch
    }

    /// Look at a node, predicted once for each set, or once for all where it has fewer bottles.
    fn node(&mut self, at: [u8; 3], water: u8) -> [f64; N] {
        let side = usize::from(NODES) + 1;
        let slot = (usize::from(at[0]) * side + usize::from(at[1])) * side + usize::from(water);
        if self.looks[slot].0 != self.stamp {
            let set = &self.family.set;
            let look =
                self.nodes.on_edge(set, at, water).unwrap_or_else(|| self.nodes.look(set, at, water));
            self.looks[slot] = (self.stamp, look);
        }
        self.looks[slot].1
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::Index;
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    use super::super::cup::proportions;
    use super::super::goal::Aim;
    use super::super::view::{LOOKS, View};
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

    /// Compares every cup with what its cell says, on a way from the whole range to a smallest cell: with the range of
    /// the cell, and but for the whole range with the value and its spread.
    fn compare<const N: usize>(search: &Nominal<'_>, set: &[u8], way: &[Index], watch: &mut [Watch]) {
        let shares = proportions(set.len(), search.stock.most_parts());
        let nodes = Nodes::<N>::new(search);
        let mut explorer = Explorer::new(&nodes, search, &shares);
        explorer.turn_to(set);
        let mut members: Vec<Member> =
            (0_u16..).zip(&shares).map(|(index, parts)| (index, nodes.place(set, parts))).collect();
        let mut cells = vec![(Cell::WHOLE, explorer.patch(&Cell::WHOLE), None)];
        for step in way {
            let Some((cell, patch, half)) = cells.last().cloned() else { break };
            let larger = cells.len().checked_sub(2).map(|at| (&cells[at].1, half));
            let spread = match larger {
                Some((larger, Some(half))) => patch.spread_of_half(larger, half, cell.depth),
                _ => patch.spread_of_whole(),
            };
            let range = patch.range(&spread, &Range::ALL);
            let (from, to) = (f64::from(cell.water.0), f64::from(cell.water.1));
            let waters = explorer.family.waters.iter().zip(&explorer.family.places);
            let along = waters.map(|(water, at)| (*water, (at - from) / (to - from)));
            let inside: Vec<(u8, f64)> = along.filter(|(_, at)| (0.0..=1.0).contains(at)).collect();
            for (index, place) in &members {
                let quadratic = patch.along(place);
                for (water, along) in &inside {
                    let cup = Cup::new(set, &shares[usize::from(*index)], *water).unwrap();
                    let mark = search.bed.mark(&search.stock.concentrations(&cup));
                    let sight = search.view.sight(&search.bed, &mark);
                    let near = quadratic.at(*along);
                    for (c, truth) in sight.look().iter().enumerate().take(N) {
                        let beyond = (truth - near[c]).abs() - spread[c];
                        let beyond = if cell.depth > 0 { beyond } else { f64::NEG_INFINITY };
                        watch[cell.depth].note((range.low[c] - truth).max(truth - range.high[c]).max(beyond));
                    }
                }
            }
            let half = Half {
                part: step.index(Cell::parts(set.len())),
                upper: *step.get(&[false, true]),
            };
            let divided = members.iter().map(|(index, place)| (index, part_of(place, set.len())));
            members = divided.filter(|(_, (part, _))| *part == half.part).map(|(i, (_, at))| (*i, at)).collect();
            let cell = cell.half(half, set.len());
            let patch = explorer.patch(&cell);
            cells.push((cell, patch, Some(half)));
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
        let mut watch: [Watch; DEEPEST + 1] = Default::default();
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
            let set = &[0, 1, 2][..count];
            if dots {
                compare::<LOOKS>(&search, set, &way, &mut watch);
            } else {
                compare::<3>(&search, set, &way, &mut watch);
            }
        }
        for (depth, watch) in watch.iter().enumerate() {
            eprintln!(
                "halved {depth} times: {} of {} outside, by {:.4} at most",
                watch.outside, watch.looks, watch.excess
            );
        }
    }
}
