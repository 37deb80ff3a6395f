//! The mesh of one set of bottles: its waters, and looks at its nodes.

use super::cell::{Cell, NODES};
use super::cup::BottleMask;
use super::nodes::Nodes;
use super::patch::Patch;
use super::stock::Stock;

/// One set of bottles at a time; keeps its room from set to set.
#[derive(Debug)]
pub(super) struct Chart<'a, const N: usize> {
    nodes: &'a Nodes<'a, N>,
    stock: &'a Stock,
    pub(super) set: Vec<u8>,
    pub(super) mask: BottleMask,
    pub(super) waters: Vec<u8>,
    /// Where they lie on the scale of the nodes.
    pub(super) places: Vec<f64>,
    /// Looks at nodes, with the stamp of the set they are of.
    looks: Vec<(u32, [f64; N])>,
    stamp: u32,
}

impl<'a, const N: usize> Chart<'a, N> {
    pub(super) fn new(nodes: &'a Nodes<'a, N>, stock: &'a Stock) -> Self {
        let side = usize::from(NODES) + 1;
        Self {
            nodes,
            stock,
            set: Vec::new(),
            mask: BottleMask::default(),
            waters: Vec::new(),
            places: Vec::new(),
            looks: vec![(0, [0.0; N]); side * side * side],
            stamp: 0,
        }
    }

    /// Takes up another set.
    pub(super) fn turn_to(&mut self, set: &[u8]) {
        self.stamp += 1;
        self.set.clear();
        self.set.extend(set);
        self.mask = BottleMask::of(set);
        self.waters = self.stock.waters_of(set);
        self.places.clear();
        self.places.extend(self.waters.iter().map(|water| self.nodes.node_of_water(*water)));
    }

    /// Tinting shares of a proportion.
    pub(super) fn place(&self, parts: &[u8]) -> [f64; 3] {
        self.nodes.place(&self.set, parts)
    }

    /// The quadratic through the nodes of a cell.
    pub(super) fn patch(&mut self, cell: &Cell) -> Patch<N> {
        let corners = self.set.len();
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
            let set = &self.set;
            let look = self.nodes.on_edge(set, at, water).unwrap_or_else(|| self.nodes.look(set, at, water));
            self.looks[slot] = (self.stamp, look);
        }
        self.looks[slot].1
    }
}
