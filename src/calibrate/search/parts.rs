//! Connected parts without an edge, and their moments.

use super::plane::Edges;

/// Count of pixels and sums of x, y, xx, xy, yy of a part.
pub(super) type Moments = [f64; 6];

/// Pixels beside each other in a row that belong to a part.
#[derive(Debug, Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
    part: usize,
}

/// The parts that reach the present row.
#[derive(Debug, Default)]
struct Parts {
    /// To another part it was joined with, or to itself.
    parent: Vec<usize>,
    moments: Vec<Moments>,
}

/// Moments of every part, connected over the four sides of pixels, in which all steps are below `edge`.
///
/// Runs of pixels are joined row by row; only what reaches the present row is kept, so that noise costs little.
pub(super) fn parts(edges: &Edges, edge: i16) -> Vec<Moments> {
    let mut found = Vec::new();
    let (mut above, mut runs): (Vec<Run>, Vec<Run>) = (Vec::new(), Vec::new());
    let (mut parts, mut kept) = (Parts::default(), Parts::default());
    // Number of a part in the next row.
    let mut renamed: Vec<Option<usize>> = Vec::new();
    for (y, row) in edges.steps.chunks_exact(edges.width.max(1)).enumerate() {
        runs.clear();
        let mut from = 0;
        let mut x = 0;
        while let Some(start) = row.iter().skip(x).position(|&step| step < edge).map(|skip| x + skip) {
            let length = row.iter().skip(start).position(|&step| step >= edge);
            let end = length.map_or(row.len(), |length| start + length);
            let part = parts.add(start, end, y);
            while above.get(from).is_some_and(|run| run.end <= start) {
                from += 1;
            }
            for run in above.iter().skip(from).take_while(|run| run.start < end) {
                parts.join(run.part, part);
            }
            runs.push(Run { start, end, part });
            x = end;
        }
        parts.keep(&mut runs, &mut kept, &mut renamed, &mut found);
        std::mem::swap(&mut parts, &mut kept);
        std::mem::swap(&mut above, &mut runs);
    }
    found.extend(parts.moments);
    found
}

impl Parts {
    /// A part of one run.
    fn add(&mut self, start: usize, end: usize, y: usize) -> usize {
        let (n, y) = ((end - start) as f64, y as f64);
        let (first, last) = (start as f64, end as f64 - 1.0);
        let x = n * f64::midpoint(first, last);
        // Squares of a run of whole numbers: n times the square of its middle, and its spread.
        let xx = x * x / n + n * (n * n - 1.0) / 12.0;
        self.parent.push(self.parent.len());
        self.moments.push([n, x, y * n, xx, x * y, y * y * n]);
        self.parent.len() - 1
    }

    fn root(&mut self, mut part: usize) -> usize {
        while self.parent[part] != part {
            self.parent[part] = self.parent[self.parent[part]];
            part = self.parent[part];
        }
        part
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        let (first, second) = (one.min(other), one.max(other));
        if first != second {
            self.parent[second] = first;
            let added = self.moments[second];
            self.moments[first].iter_mut().zip(added).for_each(|(sum, value)| *sum += value);
        }
    }

    /// Moves the parts of these runs to `kept` and all others to `found`, and leaves none.
    fn keep(
        &mut self,
        runs: &mut [Run],
        kept: &mut Self,
        renamed: &mut Vec<Option<usize>>,
        found: &mut Vec<Moments>,
    ) {
        renamed.clear();
        renamed.resize(self.parent.len(), None);
        for run in runs {
            let root = self.root(run.part);
            run.part = *renamed[root].get_or_insert_with(|| {
                kept.parent.push(kept.parent.len());
                kept.moments.push(self.moments[root]);
                kept.parent.len() - 1
            });
        }
        let ended = |part: &usize| self.parent[*part] == *part && renamed[*part].is_none();
        found.extend((0..self.parent.len()).filter(ended).map(|part| self.moments[part]));
        self.parent.clear();
        self.moments.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts_of(drawing: &[&str]) -> Vec<Moments> {
        let steps = drawing.iter().flat_map(|row| row.bytes().map(|c| if c == b'#' { 9 } else { 1 }));
        let edges = Edges { width: drawing[0].len(), steps: steps.collect() };
        parts(&edges, 5)
    }

    #[test]
    fn parts_are_joined_over_sides_not_corners() {
        let found = parts_of(&["########", "#..#.#.#", "#..#...#", "####.#.#", "#..#####", "########"]);
        let counts: Vec<f64> = found.iter().map(|moments| moments[0]).collect();
        assert_eq!(counts, [4.0, 7.0, 2.0], "{found:?}");
        let [n, x, y, xx, xy, yy] = found[0];
        assert_eq!([x / n, y / n], [1.5, 1.5]);
        assert_eq!([xx, xy, yy], [10.0, 9.0, 10.0]);
    }

    #[test]
    fn what_reaches_the_last_row_counts_and_a_spiral_is_one() {
        let found = parts_of(&[
            "..........",
            ".########.",
            ".#......#.",
            ".#.####.#.",
            ".#.#....#.",
            ".#.######.",
            ".#........",
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0][0], 10.0 + 2.0 + 8.0 + 4.0 + 7.0 + 3.0 + 9.0);
        assert!(parts(&Edges { width: 0, steps: Vec::new() }, 5).is_empty());
    }
}
