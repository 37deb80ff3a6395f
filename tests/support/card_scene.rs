//! Scenes with a ColorChecker among clutter, or with clutter alone: deterministic, drawn by plain sampling.

use scalp_shade::calibrate::{Edition, reference_patches};
use scalp_shade::photo::{LinearImage, PixelPos};

/// Size of a scene in pixels.
pub(crate) const SIZE: [u32; 2] = [900, 680];

/// A drawn scene.
#[derive(Debug)]
pub(crate) struct Scene {
    pub(crate) image: LinearImage,
    /// Middles of dark skin, bluish green, black and white, when there is a card.
    pub(crate) middles: Option<[PixelPos; 4]>,
    /// Pixels across a patch, about.
    pub(crate) patch: f64,
}

/// Numbers of one seed (`SplitMix64`).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(77))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn from(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, count: u32) -> u32 {
        u32::try_from(self.next() % u64::from(count)).expect("below a u32")
    }

    fn chance(&mut self, share: f64) -> bool {
        self.from(0.0, 1.0) < share
    }

    fn normal(&mut self) -> f64 {
        (0..6).map(|_| self.from(-1.0, 1.0)).sum::<f64>() / 2.0_f64.sqrt()
    }
}

/// Linear Rec. 2020 from XYZ (D65), ITU-R BT.2020.
const REC2020: [[f64; 3]; 3] = [
    [1.716_651_19, -0.355_670_78, -0.253_366_28],
    [-0.666_684_35, 1.616_481_24, 0.015_768_55],
    [0.017_639_86, -0.042_770_61, 0.942_103_12],
];

/// Something flat seen from somewhere: squares of colours on a board, in its own coordinates.
struct Board {
    /// From pixels to the board in pitches, rows of a matrix.
    inverse: [[f64; 3]; 3],
    forward: [[f64; 3]; 3],
    columns: usize,
    rows: usize,
    half_patch: f64,
    border: [f64; 3],
    colors: Vec<[f64; 3]>,
}

impl Board {
    fn color(&self, x: f64, y: f64) -> Option<[f64; 3]> {
        let [u, v, w] = self.inverse.map(|row| row[0] * x + row[1] * y + row[2]);
        if w <= 0.0 {
            return None;
        }
        let (u, v) = (u / w, v / w);
        let (right, bottom) = (self.columns as f64 - 0.25, self.rows as f64 - 0.25);
        if !(-0.75..=right).contains(&u) || !(-0.75..=bottom).contains(&v) {
            return None;
        }
        let (column, row) = (u.round(), v.round());
        let on_patch = (u - column).abs() <= self.half_patch
            && (v - row).abs() <= self.half_patch
            && (0.0..self.columns as f64).contains(&column)
            && (0.0..self.rows as f64).contains(&row);
        if !on_patch {
            return Some(self.border);
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "on the board")]
        self.colors.get(row as usize * self.columns + column as usize).copied()
    }

    fn at(&self, u: f64, v: f64) -> PixelPos {
        let [x, y, w] = self.forward.map(|row| row[0] * u + row[1] * v + row[2]);
        PixelPos { x: x / w, y: y / w }
    }
}

fn product(a: &[[f64; 3]; 3], b: &[[f64; 3]; 3]) -> [[f64; 3]; 3] {
    a.map(|row| [0, 1, 2].map(|j: usize| row.iter().zip(b).map(|(value, other)| value * other[j]).sum()))
}

fn inverse(m: &[[f64; 3]; 3]) -> [[f64; 3]; 3] {
    let minor = |r: usize, c: usize| {
        let (r1, r2, c1, c2) = ((r + 1) % 3, (r + 2) % 3, (c + 1) % 3, (c + 2) % 3);
        m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1]
    };
    let determinant: f64 = (0..3).map(|c| m[0][c] * minor(0, c)).sum();
    std::array::from_fn(|i| std::array::from_fn(|j| minor(j, i) / determinant))
}

/// A board of a pitch in pixels, turned at random and tilted by up to `tilt` degrees, seen by a camera with
/// a view of about 50 degrees.
fn place(
    dice: &mut Dice,
    [columns, rows]: [usize; 2],
    pitch: f64,
    tilt: f64,
    middle: [f64; 2],
) -> [[f64; 3]; 3] {
    let (turn, axis) = (dice.from(0.0, 360.0).to_radians(), dice.from(0.0, 360.0).to_radians());
    let tilt = dice.from(0.0, tilt).to_radians();
    let to_middle =
        [[1.0, 0.0, -(columns as f64 - 1.0) / 2.0], [0.0, 1.0, -(rows as f64 - 1.0) / 2.0], [0.0, 0.0, 1.0]];
    let rotated = |angle: f64| {
        let (s, c) = angle.sin_cos();
        [[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]]
    };
    // Tilted about an axis in the plane, then seen from the distance of a 50 degree view.
    let distance = f64::from(SIZE[0]) / pitch;
    let (s, c) = tilt.sin_cos();
    let tilted = [[1.0, 0.0, 0.0], [0.0, c, 0.0], [0.0, s / distance, 1.0]];
    let scaled = [[pitch, 0.0, middle[0]], [0.0, pitch, middle[1]], [0.0, 0.0, 1.0]];
    let seen = product(&rotated(axis), &product(&tilted, &rotated(turn)));
    product(&scaled, &product(&seen, &to_middle))
}

fn any_color(dice: &mut Dice) -> [f64; 3] {
    let level = dice.from(0.02, 0.8);
    [0; 3].map(|_| level * dice.from(0.3, 1.0))
}

fn clutter_board(dice: &mut Dice) -> Board {
    let (columns, rows) = (2 + dice.below(6) as usize, 2 + dice.below(5) as usize);
    let pitch = dice.from(14.0, 70.0);
    let middle = [dice.from(0.0, f64::from(SIZE[0])), dice.from(0.0, f64::from(SIZE[1]))];
    let forward = place(dice, [columns, rows], pitch, 35.0, middle);
    let colors = (0..columns * rows).map(|_| any_color(dice)).collect();
    let border = if dice.chance(0.6) { [0.03; 3] } else { any_color(dice) };
    let half_patch = dice.from(0.36, 0.46);
    Board { inverse: inverse(&forward), forward, columns, rows, half_patch, border, colors }
}

fn card(dice: &mut Dice, patch: f64) -> Board {
    let half_patch = if dice.chance(0.5) { 0.443 } else { 0.413 };
    let pitch = patch / (2.0 * half_patch);
    let margin = 3.9 * pitch;
    let inside = |dice: &mut Dice, size: u32| dice.from(margin, f64::from(size) - margin);
    let middle = [inside(dice, SIZE[0]), inside(dice, SIZE[1])];
    let forward = place(dice, [6, 4], pitch, 35.0, middle);
    let edition = if dice.chance(0.5) { Edition::Before2014 } else { Edition::After2014 };
    let colors = reference_patches(edition)
        .iter()
        .map(|patch| REC2020.map(|row| row[0] * patch.xyz.x + row[1] * patch.xyz.y + row[2] * patch.xyz.z))
        .collect();
    Board { inverse: inverse(&forward), forward, columns: 6, rows: 4, half_patch, border: [0.035; 3], colors }
}

/// A thing in the background: a disc or a bar.
struct Thing {
    at: [f64; 2],
    size: [f64; 2],
    turn: f64,
    round: bool,
    color: [f64; 3],
}

impl Thing {
    fn new(dice: &mut Dice) -> Self {
        Self {
            at: [dice.from(0.0, f64::from(SIZE[0])), dice.from(0.0, f64::from(SIZE[1]))],
            size: [dice.from(5.0, 120.0), dice.from(5.0, 120.0)],
            turn: dice.from(0.0, 3.2),
            round: dice.chance(0.4),
            color: any_color(dice),
        }
    }

    fn covers(&self, x: f64, y: f64) -> bool {
        let (s, c) = self.turn.sin_cos();
        let (dx, dy) = (x - self.at[0], y - self.at[1]);
        let (u, v) = ((c * dx + s * dy) / self.size[0], (c * dy - s * dx) / self.size[1]);
        if self.round { u * u + v * v < 1.0 } else { u.abs() < 1.0 && v.abs() < 1.0 }
    }
}

/// Pixels across a patch in the scene of a seed, about: from 12 to where the card just fits.
pub(crate) fn patch_of(seed: u64) -> f64 {
    12.0 * (76.0_f64 / 12.0).powf(Dice::new(seed).from(0.0, 1.0))
}

/// Draws the scene of a seed.
pub(crate) fn scene(seed: u64, with_card: bool) -> Scene {
    let mut dice = Dice::new(seed);
    let patch = 12.0 * (76.0_f64 / 12.0).powf(dice.from(0.0, 1.0));
    let things: Vec<Thing> = (0..dice.below(30)).map(|_| Thing::new(&mut dice)).collect();
    let decoys: Vec<Board> = (0..dice.below(3)).map(|_| clutter_board(&mut dice)).collect();
    let card = with_card.then(|| card(&mut dice, patch));
    let back = any_color(&mut dice);
    let gradient = [dice.from(-0.3, 0.3), dice.from(-0.3, 0.3)];
    let color = |x: f64, y: f64| {
        let own = card.as_ref().and_then(|card| card.color(x, y));
        let own = own.or_else(|| decoys.iter().find_map(|board| board.color(x, y)));
        own.or_else(|| things.iter().find(|thing| thing.covers(x, y)).map(|thing| thing.color))
            .unwrap_or(back)
    };
    let [width, height] = SIZE.map(|side| side as usize);
    let mut light: Vec<[f64; 3]> = Vec::with_capacity(width * height);
    for y in 0..height {
        for x in 0..width {
            let mut sum = [0.0; 3];
            for (dx, dy) in [(0.17, 0.33), (0.5, 0.83), (0.83, 0.5), (0.33, 0.17)] {
                let seen = color(x as f64 + dx, y as f64 + dy);
                sum.iter_mut().zip(seen).for_each(|(sum, value)| *sum += value / 4.0);
            }
            let (u, v) = (x as f64 / width as f64 - 0.5, y as f64 / height as f64 - 0.5);
            let shade = 1.0 + gradient[0] * u + gradient[1] * v;
            light.push(sum.map(|value| value * shade));
        }
    }
    let blur = dice.from(0.3, 0.06 * patch.min(40.0) + 0.3);
    blurred(&mut light, width, blur);
    let image = developed(&mut dice, &light);
    let middles =
        card.map(|card| [card.at(0.0, 0.0), card.at(5.0, 0.0), card.at(5.0, 3.0), card.at(0.0, 3.0)]);
    Scene { image, middles, patch }
}

/// Gaussian blur of a standard deviation in pixels.
fn blurred(light: &mut Vec<[f64; 3]>, width: usize, sigma: f64) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few pixels")]
    let radius = (3.0 * sigma).ceil() as usize;
    let weight = |i: usize| (-0.5 * ((i as f64 - radius as f64) / sigma).powi(2)).exp();
    let kernel: Vec<f64> = (0..=2 * radius).map(weight).collect();
    let sum: f64 = kernel.iter().sum();
    let height = light.len() / width;
    for (length, stride, lines, step) in [(width, 1, height, width), (height, width, width, 1)] {
        let mut out = light.clone();
        for line in 0..lines {
            for i in 0..length {
                let mut value = [0.0; 3];
                for (k, weight) in kernel.iter().enumerate() {
                    let j = (i + k).saturating_sub(radius).min(length - 1);
                    let from = light[line * step + j * stride];
                    value.iter_mut().zip(from).for_each(|(value, from)| *value += weight / sum * from);
                }
                out[line * step + i * stride] = value;
            }
        }
        *light = out;
    }
}

/// A camera's picture: cast, mixing of channels, exposure, noise, 8 bits.
fn developed(dice: &mut Dice, light: &[[f64; 3]]) -> LinearImage {
    let exposure = dice.from(0.35, 1.05);
    let cast = [dice.from(0.75, 1.3), 1.0, dice.from(0.6, 1.25)];
    let mixing = dice.from(0.0, 0.15);
    let noise = dice.from(0.001, 0.012);
    let pixels = light.iter().map(|&light| {
        let mean = light.iter().sum::<f64>() / 3.0;
        [0, 1, 2].map(|c: usize| {
            let value = exposure * cast[c] * ((1.0 - mixing) * light[c] + mixing * mean);
            let encoded = value.max(0.0).powf(1.0 / 2.2) + noise * dice.normal();
            let code = (encoded.clamp(0.0, 1.0) * 255.0).round() / 255.0;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=1 of 16 bits")]
            let code = (code.powf(2.2) * 65535.0).round() as u16;
            code
        })
    });
    LinearImage::from_pixels(SIZE[0], SIZE[1], pixels.collect()).expect("a whole picture")
}
