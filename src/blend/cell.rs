//! Parts of the range of cups of one set of bottles: tinting shares by water.

/// Nodes along an edge of the whole range.
pub(super) const NODES: u8 = 16;
/// Most places of nodes in the plane of shares: corners and middles of edges.
pub(super) const PLACES: usize = 6;

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

/// Where a half of a cell lies in it: which part in the plane of shares, and which half of the water.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Half {
    pub(super) part: usize,
    pub(super) upper: bool,
}

impl Cell {
    pub(super) const WHOLE: Self =
        Self { corners: [[NODES, 0, 0], [0, NODES, 0], [0, 0, NODES]], water: (0, NODES), depth: 0 };

    pub(super) fn middle_of_water(&self) -> u8 {
        u8::midpoint(self.water.0, self.water.1)
    }

    /// Corners, then the middles of the edges 0-1, 0-2, 1-2.
    pub(super) fn places(&self, corners: usize) -> [[u8; 3]; PLACES] {
        let mut places = [[0; 3]; PLACES];
        places[..corners].copy_from_slice(&self.corners[..corners]);
        for (place, (a, b)) in places[corners..].iter_mut().zip(edges(corners)) {
            *place = self.between(*a, *b);
        }
        places
    }

    /// One of the parts that a cell is divided into.
    pub(super) fn half(&self, half: Half, corners: usize) -> Self {
        let middle = self.middle_of_water();
        let water = if half.upper { (middle, self.water.1) } else { (self.water.0, middle) };
        let corners = match half.part {
            _ if corners == 1 => self.corners,
            3 => [self.between(1, 2), self.between(0, 2), self.between(0, 1)],
            part => {
                std::array::from_fn(|j| if j < corners { self.between(part, j) } else { self.corners[j] })
            }
        };
        Self { corners, water, depth: self.depth + 1 }
    }

    fn between(&self, a: usize, b: usize) -> [u8; 3] {
        std::array::from_fn(|c| u8::midpoint(self.corners[a][c], self.corners[b][c]))
    }
}

/// The part that a place lies in, and where; a place lies in one part only.
pub(super) fn part_of(place: &[f64; 3], corners: usize) -> (usize, [f64; 3]) {
    if corners == 1 {
        return (0, *place);
    }
    match (0..corners).find(|i| place[*i] >= 0.5) {
        Some(i) => (i, std::array::from_fn(|j| 2.0 * place[j] - if i == j { 1.0 } else { 0.0 })),
        None if corners == 3 => (3, place.map(|share| 1.0 - 2.0 * share)),
        // Two shares that add up to 1: rounding left both just below a half.
        None => (0, [0.0, 1.0, 0.0]),
    }
}

/// Where a place of a part lies in the whole: the other way round.
pub(super) fn place_in_whole(part: usize, place: &[f64; 3], corners: usize) -> [f64; 3] {
    match part {
        _ if corners == 1 => *place,
        3 => place.map(|share| 0.5 * (1.0 - share)),
        part => std::array::from_fn(|j| 0.5 * (place[j] + if part == j { 1.0 } else { 0.0 })),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_to_a_part_and_back() {
        for place in [[0.6, 0.3, 0.1], [0.2, 0.7, 0.1], [0.1, 0.2, 0.7], [0.4, 0.3, 0.3]] {
            let (part, inside) = part_of(&place, 3);
            assert!(inside.iter().all(|share| *share >= 0.0));
            let back = place_in_whole(part, &inside, 3);
            assert!(place.iter().zip(back).all(|(a, b)| (a - b).abs() < 1e-12));
            // The corners of the part are where it says.
            let half = Cell::WHOLE.half(Half { part, upper: true }, 3);
            for (corner, at) in half.corners.iter().enumerate() {
                let unit = std::array::from_fn(|j| if j == corner { 1.0 } else { 0.0 });
                let whole = place_in_whole(part, &unit, 3);
                assert!(at.iter().zip(whole).all(|(at, share)| f64::from(*at) == share * f64::from(NODES)));
            }
            assert_eq!(half.water, (8, 16));
        }
    }
}
