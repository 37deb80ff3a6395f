//! Places for marks: blue noise that keeps clear of the hairs that are there.
//!
//! Weighted sample elimination (Yuksel 2015, "Sample Elimination for Generating Poisson Disk Sample Sets"): many
//! random places are thrown, and the most crowded is taken out until the wanted number is left. Taking out goes on to
//! the last one, by halves, and its order is kept: the first places of it are evenly spread at any number, so a
//! density that falls off, as in the feather zone, has the same even look.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;

use crate::locale::tr;
use crate::photo::number::floor_index;
use crate::progress::{Cancelled, Progress};

/// Places thrown for one that stays.
const THROWN: usize = 4;
/// Exponent of the weight (as published).
const SHARPNESS: i32 = 8;
/// Seed of the places: the same plan on the same photo always has the same marks.
const SEED: u64 = 0x5ca1_9000;

/// A place with its rank, 0 for the one that stays longest and 1 for the first to go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) rank: f64,
}

/// Where places may be.
pub(super) struct Ground<'a> {
    /// Left, top, right, bottom.
    pub(super) bounds: [f64; 4],
    /// Whether a place may be used.
    pub(super) allows: &'a (dyn Fn(f64, f64) -> bool + Sync),
    /// Its area in the unit of the bounds, squared.
    pub(super) area: f64,
    /// What is there already and stays.
    pub(super) fixed: &'a [[f64; 2]],
    /// Closest a place may come to what is there.
    pub(super) clear: f64,
}

/// `count` evenly spread places.
///
/// # Errors
/// When asked to stop.
pub(super) fn scatter(
    ground: &Ground<'_>,
    count: usize,
    progress: &dyn Progress,
) -> Result<Vec<Place>, Cancelled> {
    if count == 0 || ground.area <= 0.0 {
        return Ok(Vec::new());
    }
    let thrown = throw(ground, count * THROWN);
    let mut order: Vec<usize> = Vec::new();
    let mut alive: Vec<usize> = (0..thrown.len()).collect();
    let mut goal = count.min(thrown.len());
    loop {
        let radius = 2.0 * (ground.area / (2.0 * 3.0_f64.sqrt() * goal.max(1) as f64)).sqrt();
        if progress.report(0.4, tr("Placing marks")).is_break() {
            return Err(Cancelled);
        }
        let (left, gone) = thin(&thrown, alive, goal, radius);
        alive = left;
        // What goes before the wanted number is reached was never a mark.
        if alive.len() < count.min(thrown.len()) {
            order.extend(gone);
        }
        if alive.len() <= 1 {
            break;
        }
        goal = alive.len() / 2;
    }
    order.extend(alive);
    let kept = order.len() as f64;
    let ranked = order.into_iter().rev().enumerate();
    Ok(ranked
        .map(|(rank, i)| Place { x: thrown[i][0], y: thrown[i][1], rank: (rank as f64 + 0.5) / kept })
        .collect())
}

/// Random places on the ground that are clear of what is there.
fn throw(ground: &Ground<'_>, wanted: usize) -> Vec<[f64; 2]> {
    let [left, top, right, bottom] = ground.bounds;
    let fixed = Grid::new(ground.fixed.iter().copied().enumerate(), ground.clear.max(1e-6));
    let mut rng = Pcg64Mcg::seed_from_u64(SEED);
    let mut places = Vec::with_capacity(wanted);
    // A ground so full or so thin that most throws miss gets fewer places.
    for _ in 0..wanted.saturating_mul(60) {
        if places.len() == wanted {
            break;
        }
        let place = [rng.random_range(left..right), rng.random_range(top..bottom)];
        if (ground.allows)(place[0], place[1]) && !fixed.any_within(place, ground.clear) {
            places.push(place);
        }
    }
    places
}

/// Takes the most crowded out until `goal` are left; those left, and those gone in their order.
fn thin(places: &[[f64; 2]], alive: Vec<usize>, goal: usize, radius: f64) -> (Vec<usize>, Vec<usize>) {
    let grid = Grid::new(alive.iter().map(|&i| (i, places[i])), radius);
    let weight = |d: f64| (1.0 - d / radius).max(0.0).powi(SHARPNESS);
    let mut weights = vec![0.0; places.len()];
    for &i in &alive {
        let mut sum = 0.0;
        grid.each_within(places[i], radius, |j, d| {
            if j != i {
                sum += weight(d);
            }
        });
        weights[i] = sum;
    }
    let mut heap: BinaryHeap<Crowded> =
        alive.iter().map(|&i| Crowded { weight: weights[i], place: i }).collect();
    let mut is_gone = vec![false; places.len()];
    let mut gone = Vec::new();
    let mut left = alive.len();
    while left > goal {
        let Some(Crowded { weight: noted, place }) = heap.pop() else { break };
        if is_gone[place] || noted != weights[place] {
            continue;
        }
        is_gone[place] = true;
        gone.push(place);
        left -= 1;
        grid.each_within(places[place], radius, |j, d| {
            if j != place && !is_gone[j] {
                weights[j] -= weight(d);
                heap.push(Crowded { weight: weights[j], place: j });
            }
        });
    }
    (alive.into_iter().filter(|&i| !is_gone[i]).collect(), gone)
}

/// The most crowded first; the older one where they tie.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Crowded {
    weight: f64,
    place: usize,
}

impl Eq for Crowded {}

impl Ord for Crowded {
    fn cmp(&self, other: &Self) -> Ordering {
        self.weight.total_cmp(&other.weight).then(other.place.cmp(&self.place))
    }
}

impl PartialOrd for Crowded {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Places by the square they lie in.
struct Grid {
    side: f64,
    left: f64,
    top: f64,
    columns: usize,
    rows: usize,
    cells: Vec<Vec<(usize, [f64; 2])>>,
}

impl Grid {
    fn new(places: impl Iterator<Item = (usize, [f64; 2])> + Clone, side: f64) -> Self {
        let inf = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        let [left, top, right, bottom] =
            places.clone().fold(inf, |b, (_, [x, y])| [b[0].min(x), b[1].min(y), b[2].max(x), b[3].max(y)]);
        if left > right {
            return Self { side, left: 0.0, top: 0.0, columns: 0, rows: 0, cells: Vec::new() };
        }
        let cells = |from: f64, to: f64| floor_index((to - from) / side) + 1;
        let (columns, rows) = (cells(left, right), cells(top, bottom));
        let mut grid = Self { side, left, top, columns, rows, cells: vec![Vec::new(); columns * rows] };
        for (i, place) in places {
            let at = grid.cell(place[1], top) * columns + grid.cell(place[0], left);
            if let Some(cell) = grid.cells.get_mut(at) {
                cell.push((i, place));
            }
        }
        grid
    }

    fn cell(&self, v: f64, from: f64) -> usize {
        floor_index((v - from) / self.side)
    }

    /// Calls with every place nearer than `radius`, which is at most the side of the squares, and its distance.
    fn each_within(&self, [x, y]: [f64; 2], radius: f64, mut each: impl FnMut(usize, f64)) {
        if x < self.left - radius || y < self.top - radius {
            return;
        }
        let (column, row) = (self.cell(x, self.left), self.cell(y, self.top));
        let rows = row.saturating_sub(1)..(row + 2).min(self.rows);
        let columns = column.saturating_sub(1)..(column + 2).min(self.columns);
        let cells = rows.flat_map(|r| columns.clone().map(move |c| r * self.columns + c));
        for &(i, [px, py]) in cells.filter_map(|at| self.cells.get(at)).flatten() {
            let distance = (px - x).hypot(py - y);
            if distance < radius {
                each(i, distance);
            }
        }
    }

    fn any_within(&self, place: [f64; 2], radius: f64) -> bool {
        let mut any = false;
        self.each_within(place, radius, |_, _| any = true);
        any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::Silent;

    fn square(fixed: &[[f64; 2]]) -> Vec<Place> {
        let ground =
            Ground { bounds: [0.0, 0.0, 20.0, 20.0], allows: &|_, _| true, area: 400.0, fixed, clear: 0.2 };
        scatter(&ground, 800, &Silent).expect("never stopped")
    }

    fn nearest(places: &[[f64; 2]]) -> Vec<f64> {
        let to = |i: usize| {
            let others = places.iter().enumerate().filter(move |(j, _)| *j != i);
            others
                .map(|(_, q)| (q[0] - places[i][0]).hypot(q[1] - places[i][1]))
                .fold(f64::INFINITY, f64::min)
        };
        (0..places.len()).map(to).collect()
    }

    /// Spread of the nearest distance over its mean: 0.52 for random places (Clark and Evans), near 0 on a grid.
    fn unevenness(places: &[[f64; 2]]) -> f64 {
        let d = nearest(places);
        let mean = d.iter().sum::<f64>() / d.len() as f64;
        (d.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / d.len() as f64).sqrt() / mean
    }

    #[test]
    fn places_are_even_at_every_density() {
        let places = square(&[]);
        assert_eq!(places.len(), 800);
        for share in [1.0, 0.5, 0.3, 0.1] {
            let kept: Vec<[f64; 2]> = places.iter().filter(|p| p.rank < share).map(|p| [p.x, p.y]).collect();
            assert!((kept.len() as f64 - share * 800.0).abs() <= 1.0);
            assert!(unevenness(&kept) < 0.25, "{share}: {}", unevenness(&kept));
            // The largest possible nearest distance is that of a hexagonal lattice.
            let lattice = (2.0 * 400.0 / (3.0_f64.sqrt() * kept.len() as f64)).sqrt();
            let least = nearest(&kept).into_iter().fold(f64::INFINITY, f64::min);
            assert!(least > 0.4 * lattice, "{share}: {least} {lattice}");
        }
        assert_eq!(places, square(&[]), "the same every time");
    }

    #[test]
    fn hairs_are_kept_clear_of() {
        let hairs: Vec<[f64; 2]> =
            (0..40).map(|i| [f64::from(i % 8) * 2.5 + 1.0, f64::from(i / 8) * 4.0 + 1.0]).collect();
        let places = square(&hairs);
        let gap =
            |p: &Place| hairs.iter().map(|h| (h[0] - p.x).hypot(h[1] - p.y)).fold(f64::INFINITY, f64::min);
        let closest = places.iter().map(gap).fold(f64::INFINITY, f64::min);
        assert!(closest >= 0.2, "{closest}: no mark on a hair");
        // What is clear of hairs has no more than its share.
        let left = places.iter().filter(|p| p.x < 10.0).count();
        assert!((380..420).contains(&left), "{left} of 800 in the left half");
    }
}
