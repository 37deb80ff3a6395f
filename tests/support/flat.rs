//! Something flat seen from somewhere: rectangles of colours, one over the other.

#![allow(dead_code, clippy::allow_attributes, reason = "each test uses its part")]

use scalp_shade::photo::PixelPos;

use super::dice::Dice;

type Matrix = [[f64; 3]; 3];

/// A rectangle in the flat thing's own coordinates.
#[derive(Clone)]
pub(crate) struct Rect {
    pub(crate) low: [f64; 2],
    pub(crate) high: [f64; 2],
    /// Linear Rec. 2020 light.
    pub(crate) color: [f64; 3],
}

impl Rect {
    pub(crate) fn square(middle: [f64; 2], half: f64, color: [f64; 3]) -> Self {
        Self { low: middle.map(|m| m - half), high: middle.map(|m| m + half), color }
    }

    fn holds(&self, at: [f64; 2]) -> bool {
        (0..2).all(|i| (self.low[i]..=self.high[i]).contains(&at[i]))
    }
}

/// Where it lies.
#[derive(Clone, Copy)]
pub(crate) struct Pose {
    /// Turned by, in degrees.
    pub(crate) turn: f64,
    /// Axis of the tilt, in degrees.
    pub(crate) axis: f64,
    /// Tilt in degrees.
    pub(crate) tilt: f64,
    /// Pixels for one unit before it is tilted.
    pub(crate) unit: f64,
    /// Pixel where its middle comes to lie.
    pub(crate) middle: [f64; 2],
    /// Width of the picture, which sets the distance of a camera with a view of about 50 degrees.
    pub(crate) width: f64,
}

impl Pose {
    pub(crate) fn random(dice: &mut Dice, unit: f64, tilt: f64, middle: [f64; 2], width: f64) -> Self {
        let (turn, axis) = (dice.from(0.0, 360.0), dice.from(0.0, 360.0));
        Self { turn, axis, tilt: dice.from(0.0, tilt), unit, middle, width }
    }

    /// From own coordinates, whose middle is given, to pixels.
    fn matrix(&self, middle: [f64; 2]) -> Matrix {
        let rotated = |degrees: f64| {
            let (s, c) = degrees.to_radians().sin_cos();
            [[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]]
        };
        let distance = self.width / self.unit;
        let (s, c) = self.tilt.to_radians().sin_cos();
        let tilted = [[1.0, 0.0, 0.0], [0.0, c, 0.0], [0.0, s / distance, 1.0]];
        let scaled = [[self.unit, 0.0, self.middle[0]], [0.0, self.unit, self.middle[1]], [0.0, 0.0, 1.0]];
        let moved = [[1.0, 0.0, -middle[0]], [0.0, 1.0, -middle[1]], [0.0, 0.0, 1.0]];
        let seen = product(&rotated(self.axis), &product(&tilted, &rotated(self.turn)));
        product(&scaled, &product(&seen, &moved))
    }
}

/// The thing in its place.
#[derive(Clone)]
pub(crate) struct Flat {
    inverse: Matrix,
    forward: Matrix,
    /// The first lies under all others.
    rects: Vec<Rect>,
    /// First and last row and column of pixels that it can reach.
    pub(crate) rows: [f64; 2],
    columns: [f64; 2],
}

impl Flat {
    /// The first rectangle is the whole; the middle of coordinates comes to lie where the pose says.
    pub(crate) fn new(rects: Vec<Rect>, middle: [f64; 2], pose: &Pose) -> Self {
        let forward = pose.matrix(middle);
        let mut flat = Self { inverse: inverse(&forward), forward, rects, rows: [0.0; 2], columns: [0.0; 2] };
        let Rect { low, high, .. } = flat.rects[0].clone();
        let corners = [[low[0], low[1]], [high[0], low[1]], [high[0], high[1]], [low[0], high[1]]]
            .map(|corner| flat.at(corner));
        let range = |values: [f64; 4]| {
            [values.iter().copied().fold(f64::MAX, f64::min), values.iter().copied().fold(f64::MIN, f64::max)]
        };
        flat.columns = range(corners.map(|corner| corner.x));
        flat.rows = range(corners.map(|corner| corner.y));
        flat
    }

    pub(crate) fn color(&self, x: f64, y: f64) -> Option<[f64; 3]> {
        let inside = |value: f64, [low, high]: [f64; 2]| (low..=high).contains(&value);
        if !inside(x, self.columns) || !inside(y, self.rows) {
            return None;
        }
        let [u, v, w] = self.inverse.map(|row| row[0] * x + row[1] * y + row[2]);
        let at = [u / w, v / w];
        if w <= 0.0 || !self.rects[0].holds(at) {
            return None;
        }
        self.rects.iter().rev().find(|rect| rect.holds(at)).map(|rect| rect.color)
    }

    /// Own coordinates of a pixel.
    pub(crate) fn place_of(&self, x: f64, y: f64) -> [f64; 2] {
        let [u, v, w] = self.inverse.map(|row| row[0] * x + row[1] * y + row[2]);
        [u / w, v / w]
    }

    pub(crate) fn at(&self, [u, v]: [f64; 2]) -> PixelPos {
        let [x, y, w] = self.forward.map(|row| row[0] * u + row[1] * v + row[2]);
        PixelPos { x: x / w, y: y / w }
    }

    /// Whether every corner of the whole lies on a picture of this size.
    pub(crate) fn lies_within(&self, size: [f64; 2]) -> bool {
        self.columns[0] >= 0.0 && self.rows[0] >= 0.0 && self.columns[1] <= size[0] && self.rows[1] <= size[1]
    }
}

fn product(a: &Matrix, b: &Matrix) -> Matrix {
    a.map(|row| [0, 1, 2].map(|j: usize| row.iter().zip(b).map(|(value, other)| value * other[j]).sum()))
}

fn inverse(m: &Matrix) -> Matrix {
    let minor = |r: usize, c: usize| {
        let (r1, r2, c1, c2) = ((r + 1) % 3, (r + 2) % 3, (c + 1) % 3, (c + 2) % 3);
        m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1]
    };
    let determinant: f64 = (0..3).map(|c| m[0][c] * minor(0, c)).sum();
    std::array::from_fn(|i| std::array::from_fn(|j| minor(j, i) / determinant))
}
