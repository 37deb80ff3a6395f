//! Even parts of the picture that could be a patch.

use rayon::prelude::*;

use super::plane::Plane;

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
    let steps = edges(plane);
    let layers: Vec<Vec<Blob>> = EDGES.par_iter().map(|&edge| parts(plane, &steps, edge)).collect();
    let mut grid = Grid::new(plane);
    for blob in layers.into_iter().flatten() {
        grid.add(blob);
    }
    grid.blobs
}

/// Largest change over two pixels around each pixel.
fn edges(plane: &Plane) -> Vec<f32> {
    let (width, height) = (plane.width, plane.height);
    let mut out = vec![f32::MAX; width * height];
    if width < 3 || height < 3 {
        return out;
    }
    out.par_chunks_mut(width).enumerate().for_each(|(y, out)| {
        if y == 0 || y + 1 == height {
            return;
        }
        let line = |y: usize| plane.pixels.get(y * width..(y + 1) * width).unwrap_or(&[]);
        let (above, here, below) = (line(y - 1), line(y), line(y + 1));
        for (x, out) in out.iter_mut().enumerate().take(width - 1).skip(1) {
            let apart = |a: [f32; 3], b: [f32; 3]| {
                (a[0] - b[0]).abs().max((a[1] - b[1]).abs()).max((a[2] - b[2]).abs())
            };
            *out = apart(here[x - 1], here[x + 1]).max(apart(above[x], below[x]));
        }
    });
    out
}

/// Connected parts without an edge that are compact.
fn parts(plane: &Plane, steps: &[f32], edge: f32) -> Vec<Blob> {
    let width = plane.width;
    let mut open: Vec<bool> = steps.iter().map(|&step| step < edge).collect();
    let largest = (plane.width.min(plane.height) as f64 / 3.5).powi(2);
    let mut found = Vec::new();
    let mut waiting = Vec::new();
    for start in 0..open.len() {
        if !open[start] {
            continue;
        }
        let mut moments = [0.0_f64; 6];
        open[start] = false;
        waiting.push(start);
        while let Some(at) = waiting.pop() {
            let (x, y) = ((at % width) as f64, (at / width) as f64);
            let terms = [1.0, x, y, x * x, x * y, y * y];
            moments.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
            // The outermost pixels are edges, so all four are inside.
            for next in [at - 1, at + 1, at - width, at + width] {
                if let Some(free) = open.get_mut(next).filter(|free| **free) {
                    *free = false;
                    waiting.push(next);
                }
            }
        }
        if (FEWEST..=largest).contains(&moments[0]) {
            found.extend(compact(moments));
        }
    }
    found
}

fn compact([n, sx, sy, sxx, sxy, syy]: [f64; 6]) -> Option<Blob> {
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
