//! Parts of the range of cups of one set of bottles: tinting shares by water.

/// Nodes along an edge of the whole range.
pub(super) const NODES: u8 = 16;

/// A part of the range: corners in units of 1/16, an interval of water in units of 1/16, and how often it was
/// halved.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) corners: [[u8; 3]; 3],
    pub(super) water: (u8, u8),
    pub(super) depth: usize,
}

/// A proportion and where it lies in its cell.
pub(super) type Member = (u16, [f64; 3]);

impl Cell {
    pub(super) const WHOLE: Self =
        Self { corners: [[NODES, 0, 0], [0, NODES, 0], [0, 0, NODES]], water: (0, NODES), depth: 0 };

    pub(super) fn middle_of_water(&self) -> u8 {
        u8::midpoint(self.water.0, self.water.1)
    }

    /// Corners, then the middles of the edges 0-1, 0-2, 1-2.
    pub(super) fn spatial_nodes(&self, corners: usize) -> Vec<[u8; 3]> {
        let middle = |a: usize, b: usize| -> [u8; 3] {
            std::array::from_fn(|c| u8::midpoint(self.corners[a][c], self.corners[b][c]))
        };
        let mut nodes = self.corners[..corners].to_vec();
        nodes.extend(edges(corners).iter().map(|(a, b)| middle(*a, *b)));
        nodes
    }

    /// The parts of a cell with the members inside each; a member lies in one part only.
    pub(super) fn divide(&self, members: &[Member], corners: usize) -> Vec<([[u8; 3]; 3], Vec<Member>)> {
        if corners == 1 {
            return vec![(self.corners, members.to_vec())];
        }
        let at = |a: usize, b: usize| -> [u8; 3] {
            std::array::from_fn(|c| u8::midpoint(self.corners[a][c], self.corners[b][c]))
        };
        let mut parts: Vec<([[u8; 3]; 3], Vec<Member>)> = (0..corners)
            .map(|i| {
                (
                    std::array::from_fn(
                        |j| if i < corners && j < corners { at(i, j) } else { self.corners[j] },
                    ),
                    Vec::new(),
                )
            })
            .collect();
        if corners == 3 {
            parts.push(([at(1, 2), at(0, 2), at(0, 1)], Vec::new()));
        }
        for (index, place) in members {
            let corner = (0..corners).find(|i| place[*i] >= 0.5);
            let (part, inside): (usize, [f64; 3]) = match corner {
                Some(i) => (i, std::array::from_fn(|j| 2.0 * place[j] - if i == j { 1.0 } else { 0.0 })),
                None if corners == 3 => (3, place.map(|share| 1.0 - 2.0 * share)),
                // Two shares that add up to 1: rounding left both just below a half.
                None => (0, [0.0, 1.0, 0.0]),
            };
            parts[part].1.push((*index, inside));
        }
        parts
    }
}

/// Edges by their corners.
pub(super) fn edges(corners: usize) -> &'static [(usize, usize)] {
    match corners {
        3 => &[(0, 1), (0, 2), (1, 2)],
        2 => &[(0, 1)],
        _ => &[],
    }
}
