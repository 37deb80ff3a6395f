//! Even parts of the picture that could be a patch.

use rayon::prelude::*;

use super::parts::{Moments, parts};
use super::plane::{Edges, Plane};

/// An even part in the shape of a square seen from any side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Blob {
    /// Middle in pixels of the plane.
    pub(super) at: [f64; 2],
    /// Side of a square of its area, with the edge that the search for even parts takes off.
    pub(super) side: f64,
}

/// Change over two pixels from which on there is an edge; the first is for smooth pictures, the last for noise.
const EDGES: [f32; 4] = [0.02, 0.04, 0.075, 0.13];
/// Fewest pixels of a part.
const FEWEST: f64 = 9.0;
/// Area over the root of the determinant of second moments: 12 for every parallelogram, 12.6 for an ellipse;
/// less for whatever is ragged.
const COMPACT: (f64, f64) = (10.0, 13.2);
/// Largest ratio of the two axes.
const LONGEST: f64 = 2.3;
/// Pixels that are lost at each edge of a part, about.
const LOST: f64 = 1.3;
/// Two parts nearer than this share of their side are one.
const SAME: f64 = 0.3;

/// The parts at every height of edge, each once.
pub(super) fn blobs(plane: &Plane) -> Vec<Blob> {
    let edges = plane.edges();
    let largest = (plane.width.min(plane.height) as f64 / 3.5).powi(2);
    let layers: Vec<Vec<Blob>> = EDGES
        .par_iter()
        .map(|&edge| {
            let parts = parts(&edges, Edges::step(edge)).into_iter();
            parts.filter(|moments| (FEWEST..=largest).contains(&moments[0])).filter_map(compact).collect()
        })
        .collect();
    let mut grid = Grid::new(plane);
    for blob in layers.into_iter().flatten() {
        grid.add(blob);
    }
    grid.blobs
}

fn compact([n, sx, sy, sxx, sxy, syy]: Moments) -> Option<Blob> {
    let (x, y) = (sx / n, sy / n);
    // A pixel is a square of its own.
    let own = 1.0 / 12.0;
    let (a, b, c) = (sxx / n - x * x + own, sxy / n - x * y, syy / n - y * y + own);
    let determinant = a * c - b * b;
    let (half, root) = (f64::midpoint(a, c), (((a - c) / 2.0).powi(2) + b * b).sqrt());
    let compactness = n / determinant.max(1e-9).sqrt();
    let longest = ((half + root) / (half - root).max(1e-9)).sqrt();
    let sound = (COMPACT.0..=COMPACT.1).contains(&compactness) && longest <= LONGEST;
    sound.then(|| Blob { at: [x + 0.5, y + 0.5], side: n.sqrt() + LOST })
}

/// Blobs in cells of the plane, to see quickly whether one is there already.
struct Grid {
    across: usize,
    cells: Vec<Vec<usize>>,
    blobs: Vec<Blob>,
}

/// Side of a cell in pixels.
const CELL: f64 = 16.0;

impl Grid {
    fn new(plane: &Plane) -> Self {
        let across = plane.width / 16 + 1;
        Self { across, cells: vec![Vec::new(); across * (plane.height / 16 + 1)], blobs: Vec::new() }
    }

    fn add(&mut self, blob: Blob) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "inside the plane")]
        let [column, row] = blob.at.map(|at| (at / CELL) as usize);
        let near = (row.saturating_sub(1)..=row + 1)
            .flat_map(|row| (column.saturating_sub(1)..=column + 1).map(move |column| (column, row)))
            .filter(|(column, _)| *column < self.across)
            .filter_map(|(column, row)| self.cells.get(row * self.across + column))
            .flatten()
            .filter_map(|&index| self.blobs.get(index));
        for other in near {
            let apart = (other.at[0] - blob.at[0]).hypot(other.at[1] - blob.at[1]);
            let ratio = other.side / blob.side;
            if apart < SAME * blob.side && (0.7..1.4).contains(&ratio) {
                return;
            }
        }
        if let Some(cell) = self.cells.get_mut(row * self.across + column) {
            cell.push(self.blobs.len());
            self.blobs.push(blob);
        }
    }
}
