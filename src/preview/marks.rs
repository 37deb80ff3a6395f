//! Marks on the picture, and how much of each of its pixels they take.

use crate::photo::PixelRect;
use crate::photo::number::{floor_index, single};

/// Pixels on a side of the squares by which marks are found.
const SQUARE: f64 = 64.0;
/// Standard deviations of its soft edge that a mark reaches beyond its radius.
const REACH: f64 = 3.5;
/// Standard deviation of what a pixel takes together, in pixels.
const PIXEL: f64 = 0.35;

/// One mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mark {
    pub(super) x: f64,
    pub(super) y: f64,
    /// Its width over the usual one.
    pub(super) size: f64,
    /// Which scar it is in; none in the feather zone.
    pub(super) scar: Option<usize>,
}

/// All marks of a plan, found by place.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    columns: usize,
    squares: Vec<Vec<Mark>>,
}

/// Width and softness of a usual mark in pixels of the photo.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    pub(super) radius: f64,
    /// Standard deviation of its edge.
    pub(super) edge: f64,
}

/// Share of a pixel taken by marks, and that share times their tint.
pub(super) type Taken = [f32; 4];

impl Marks {
    /// Of a picture of this width and height.
    pub(super) fn new(marks: impl IntoIterator<Item = Mark>, width: u32, height: u32) -> Self {
        let squares = |length: u32| floor_index(f64::from(length) / SQUARE) + 1;
        let columns = squares(width);
        let mut found = Self { columns, squares: vec![Vec::new(); columns * squares(height)] };
        for mark in marks {
            let at = floor_index(mark.y / SQUARE) * columns + floor_index(mark.x / SQUARE);
            if let Some(square) = found.squares.get_mut(at) {
                square.push(mark);
            }
        }
        found
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.squares.iter().map(Vec::len).sum()
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &Mark> {
        self.squares.iter().flatten()
    }

    /// What marks take of the pixels of a part of the picture scaled to `size`; none when they take nothing.
    ///
    /// Every mark takes exactly its area, however coarse the pixels are. `tint` gives the colour of a mark.
    pub(super) fn taken(
        &self,
        area: PixelRect,
        size: (u32, u32),
        form: Form,
        tint: impl Fn(&Mark) -> [f32; 3],
    ) -> Option<Vec<Taken>> {
        let (width, height) = (size.0 as usize, size.1 as usize);
        let step = [area.width / width.max(1) as f64, area.height / height.max(1) as f64];
        let reach =
            2.0 * form.radius + REACH * form.edge.hypot(PIXEL * step[0].max(step[1])) + step[0].max(step[1]);
        let squares =
            |from: f64, to: f64| floor_index((from - reach) / SQUARE)..=floor_index((to + reach) / SQUARE);
        let mut taken: Option<Vec<Taken>> = None;
        for row in squares(area.y, area.y + area.height) {
            for column in squares(area.x, area.x + area.width) {
                if column >= self.columns {
                    break;
                }
                for mark in self.squares.get(row * self.columns + column).into_iter().flatten() {
                    let taken = taken.get_or_insert_with(|| vec![[0.0; 4]; width * height]);
                    let at = [(mark.x - area.x) / step[0], (mark.y - area.y) / step[1]];
                    stamp(taken, (width, height), at, step, form, (mark.size, tint(mark)));
                }
            }
        }
        taken
    }
}

/// Adds one mark; `at` is its middle in pixels of the part.
fn stamp(
    taken: &mut [Taken],
    (width, height): (usize, usize),
    at: [f64; 2],
    step: [f64; 2],
    form: Form,
    (size, tint): (f64, [f32; 3]),
) {
    let radius = form.radius * size;
    let edge = form.edge.hypot(PIXEL * step[0].max(step[1]));
    let reach = radius + REACH * edge;
    // A logistic edge of this slope is within 1 % of a Gaussian one.
    let slope = 1.702 / edge;
    let span = |i: usize| {
        let half = reach / step[i];
        let first = (at[i] - half - 0.5).floor();
        let count = floor_index(2.0 * half) + 3;
        (first, count)
    };
    let (columns, rows) = (span(0), span(1));
    let share = |column: usize, row: usize| {
        let dx = (columns.0 + column as f64 + 0.5 - at[0]) * step[0];
        let dy = (rows.0 + row as f64 + 0.5 - at[1]) * step[1];
        1.0 / (1.0 + (slope * (dx.hypot(dy) - radius)).exp())
    };
    let shares: Vec<f64> = (0..rows.1)
        .flat_map(|row| (0..columns.1).map(move |column| (column, row)))
        .map(|(c, r)| share(c, r))
        .collect();
    let total: f64 = shares.iter().sum();
    let own = std::f64::consts::PI * radius * radius / (step[0] * step[1]);
    if !(total > 0.0 && own.is_finite()) {
        return;
    }
    let scale = own / total;
    for (i, share) in shares.into_iter().enumerate() {
        let (x, y) = (columns.0 + (i % columns.1) as f64, rows.0 + (i / columns.1) as f64);
        if x < 0.0 || y < 0.0 || x >= width as f64 || y >= height as f64 {
            continue;
        }
        let share = single(share * scale);
        if let Some(taken) = taken.get_mut(floor_index(y) * width + floor_index(x)) {
            *taken = [
                taken[0] + share,
                taken[1] + share * tint[0],
                taken[2] + share * tint[1],
                taken[3] + share * tint[2],
            ];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_takes_its_area_at_every_scale() {
        let mark = Mark { x: 101.3, y: 77.7, size: 1.1, scar: None };
        let marks = Marks::new([mark], 400, 300);
        let form = Form { radius: 3.0, edge: 0.8 };
        let wanted = std::f64::consts::PI * (3.3_f64).powi(2);
        for (size, step) in [((200_u32, 150_u32), 1.0), ((400, 300), 0.5), ((50, 40), 4.0), ((25, 20), 8.0)] {
            let area = PixelRect {
                x: 0.0,
                y: 0.0,
                width: f64::from(size.0) * step,
                height: f64::from(size.1) * step,
            };
            let taken = marks.taken(area, size, form, |_| [0.2, 0.3, 0.4]).expect("the mark is in it");
            let sum: f64 = taken.iter().map(|t| f64::from(t[0])).sum::<f64>() * step * step;
            assert!((sum / wanted - 1.0).abs() < 1e-3, "{step}: {sum} {wanted}");
            let most = taken.iter().map(|t| t[0]).fold(0.0, f32::max);
            assert!(most <= 1.1, "{step}: {most}");
        }
        let away = PixelRect { x: 250.0, y: 200.0, width: 50.0, height: 50.0 };
        assert!(marks.taken(away, (50, 50), form, |_| [1.0; 3]).is_none());
    }
}
