//! Scenes with a ColorChecker among clutter, or with clutter alone: deterministic, drawn by plain sampling.

#![allow(dead_code, clippy::allow_attributes, reason = "each test uses its part")]

use rayon::prelude::*;
use scalp_shade::calibrate::Edition;
use scalp_shade::photo::{LinearImage, PixelPos};

use super::cards::{
    CASE_MIDDLE, CLASSIC, PASSPORT, SECOND_PAGE_MIDDLE, any_color, board, clutter_board, color_checker,
    passport, second_page_alone, spyder_checkr,
};
use super::development::{blurred, developed};
use super::dice::Dice;
use super::flat::{Flat, Pose};

/// Usual size of a scene in pixels.
pub(crate) const SIZE: [u32; 2] = [900, 680];
/// Smallest and largest patch in pixels before it is tilted; the largest just fits the usual size.
const PATCH: [f64; 2] = [12.0, 76.0];
/// Largest tilt in degrees.
const TILT: f64 = 35.0;

/// What the scene is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Clutter alone.
    Nothing,
    /// One card.
    Card,
    /// Two cards side by side, each turned and tilted for itself.
    TwoCards,
    /// The second page of a Passport without the first.
    SecondPage,
    /// Another maker's card of as many patches.
    SpyderCheckr,
    /// A card whose rows come in another order.
    SwappedRows,
    /// A card that reaches over the edge of the picture by one column or row of patches, or more.
    CutOff,
}

/// A drawn scene.
pub(crate) struct Scene {
    pub(crate) image: LinearImage,
    /// Outer corners of dark skin, bluish green, black and white, when there is a card.
    pub(crate) corners: Option<[PixelPos; 4]>,
    /// Pixels across a patch at the middle of the card, as it is tilted.
    pub(crate) patch: f64,
    /// Tilt of the card in degrees.
    pub(crate) tilt: f64,
    /// Whether a second page lies beside it.
    pub(crate) second_page: bool,
    /// What the scene is about, in units of the distance of patches from the middle of the first on.
    pub(crate) subject: Option<Flat>,
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
    fn new(dice: &mut Dice, size: [f64; 2]) -> Self {
        Self {
            at: size.map(|side| dice.from(0.0, side)),
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

    fn reaches(&self, y: f64) -> bool {
        (y - self.at[1]).abs() < self.size[0].hypot(self.size[1]) + 1.0
    }
}

/// The ground: even, or with a texture such as cloth, wood or skin with stubble.
struct Ground {
    color: [f64; 3],
    depth: f64,
    grain: f64,
    seed: u64,
}

impl Ground {
    fn new(dice: &mut Dice) -> Self {
        let textured = dice.chance(0.5);
        Self {
            color: any_color(dice),
            depth: if textured { dice.from(0.1, 0.7) } else { 0.0 },
            grain: 2.0 * 20.0_f64.powf(dice.from(0.0, 1.0)),
            seed: u64::from(dice.below(u32::MAX)),
        }
    }

    fn color(&self, x: f64, y: f64) -> [f64; 3] {
        if self.depth <= 0.0 {
            return self.color;
        }
        let coarse = self.noise(x / self.grain, y / self.grain);
        let fine = self.noise(2.7 * x / self.grain + 31.0, 2.7 * y / self.grain);
        let gain = 1.0 - self.depth * (0.65 * coarse + 0.35 * fine);
        self.color.map(|value| value * gain)
    }

    /// Smooth noise of cells of one unit, 0 to 1.
    fn noise(&self, x: f64, y: f64) -> f64 {
        let (i, j) = (x.floor(), y.floor());
        let (u, v) = (smooth(x - i), smooth(y - j));
        let at = |di: f64, dj: f64| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a hash of a cell")]
            let cell = ((i + di) as i64 as u64).wrapping_mul(0x9E37)
                ^ ((j + dj) as i64 as u64).wrapping_mul(0x85EB_CA6B);
            Dice::new(cell ^ self.seed).from(0.0, 1.0)
        };
        let row = |dj: f64| at(0.0, dj) * (1.0 - u) + at(1.0, dj) * u;
        row(0.0) * (1.0 - v) + row(1.0) * v
    }
}

fn smooth(t: f64) -> f64 {
    t * t * (3.0 - 2.0 * t)
}

/// Draws the scene of a seed: a card or clutter alone.
pub(crate) fn scene(seed: u64, with_card: bool) -> Scene {
    let subject = if with_card { Subject::Card } else { Subject::Nothing };
    // One in twenty is a large photo, with patches as small as in the others.
    let scale = match seed % 20 {
        7 => 4,
        3 | 12 | 17 => 2,
        _ => 1,
    };
    scene_of(seed, subject, SIZE.map(|side| side * scale))
}

/// Draws the scene of a seed about something, in a size.
pub(crate) fn scene_of(seed: u64, subject: Subject, pixels: [u32; 2]) -> Scene {
    let mut dice = Dice::new(seed);
    let size = pixels.map(f64::from);
    let scale = size[0] / f64::from(SIZE[0]);
    let things: Vec<Thing> = (0..5 + dice.below(40)).map(|_| Thing::new(&mut dice, size)).collect();
    let mut boards: Vec<Flat> = (0..dice.below(4)).map(|_| clutter(&mut dice, size)).collect();
    let largest = PATCH[1] * scale;
    let patch = PATCH[0] * (largest / PATCH[0]).powf(dice.from(0.0, 1.0));
    let subjects = Subjects::new(&mut dice, subject, patch, size);
    let decoy = match subject {
        Subject::Nothing => dice.chance(0.35),
        _ => false,
    };
    if decoy {
        let other = if dice.chance(0.5) { Subject::SecondPage } else { Subject::SpyderCheckr };
        boards.insert(0, Subjects::new(&mut dice, other, patch, size).flats.remove(0));
    }
    let ground = Ground::new(&mut dice);
    let gradient = [dice.from(-0.3, 0.3), dice.from(-0.3, 0.3)];
    let flats: Vec<&Flat> = subjects.flats.iter().chain(&boards).collect();
    let mut light = drawn(pixels, gradient, &flats, &things, &ground);
    let blur = dice.from(0.3, 0.1 * patch.min(40.0) + 0.3);
    blurred(&mut light, pixels[0] as usize, blur);
    let image = developed(&mut dice, &light, pixels);
    Scene { image, ..subjects.truth() }
}

fn drawn(
    pixels: [u32; 2],
    gradient: [f64; 2],
    flats: &[&Flat],
    things: &[Thing],
    ground: &Ground,
) -> Vec<[f64; 3]> {
    let [width, height] = pixels.map(|side| side as usize);
    let mut light = vec![[0.0; 3]; width * height];
    light.par_chunks_mut(width).enumerate().for_each(|(y, row)| {
        let y = y as f64;
        let flats: Vec<&&Flat> =
            flats.iter().filter(|flat| (flat.rows[0] - 1.0..=flat.rows[1]).contains(&y)).collect();
        let things: Vec<&Thing> = things.iter().filter(|thing| thing.reaches(y)).collect();
        for (x, out) in row.iter_mut().enumerate() {
            let x = x as f64;
            let mut sum = [0.0; 3];
            for (dx, dy) in [(0.17, 0.33), (0.5, 0.83), (0.83, 0.5), (0.33, 0.17)] {
                let (x, y) = (x + dx, y + dy);
                let seen = flats
                    .iter()
                    .find_map(|flat| flat.color(x, y))
                    .or_else(|| things.iter().find(|thing| thing.covers(x, y)).map(|thing| thing.color))
                    .unwrap_or_else(|| ground.color(x, y));
                sum.iter_mut().zip(seen).for_each(|(sum, value)| *sum += value / 4.0);
            }
            let (u, v) = (x / width as f64 - 0.5, y / height as f64 - 0.5);
            let shade = 1.0 + gradient[0] * u + gradient[1] * v;
            *out = sum.map(|value| value * shade);
        }
    });
    light
}

fn clutter(dice: &mut Dice, size: [f64; 2]) -> Flat {
    let (rects, [columns, rows]) = clutter_board(dice);
    let pitch = dice.from(14.0, 70.0);
    let middle = size.map(|side| dice.from(0.0, side));
    let pose = Pose::random(dice, pitch, TILT, middle, size[0]);
    Flat::new(rects, [(columns as f64 - 1.0) / 2.0, (rows as f64 - 1.0) / 2.0], &pose)
}

/// What the scene is about, in its place.
struct Subjects {
    flats: Vec<Flat>,
    /// Half a patch, when there is a card whose corners are to be found.
    half: Option<f64>,
    tilt: f64,
    second_page: bool,
}

impl Subjects {
    fn new(dice: &mut Dice, subject: Subject, patch: f64, size: [f64; 2]) -> Self {
        let edition = if dice.chance(0.5) { Edition::Before2014 } else { Edition::After2014 };
        let colors = color_checker(edition);
        let mut subjects = Self { flats: Vec::new(), half: None, tilt: 0.0, second_page: false };
        let black = [0.035; 3];
        match subject {
            Subject::Nothing => {}
            Subject::Card | Subject::CutOff if dice.chance(0.6) => {
                let half = if dice.chance(0.6) { CLASSIC } else { PASSPORT };
                let rects = board(&colors, 6, half, black);
                let cut = subject == Subject::CutOff;
                subjects.place(dice, (&rects, MIDDLE), patch / (2.0 * half), (size, cut));
                subjects.half = Some(half);
            }
            Subject::Card | Subject::CutOff => {
                let cut = subject == Subject::CutOff;
                let unit = patch / (2.0 * PASSPORT);
                subjects.place(dice, (&passport(edition), CASE_MIDDLE), unit, (size, cut));
                subjects.half = Some(PASSPORT);
                subjects.second_page = true;
            }
            Subject::TwoCards => {
                // Half the width for each.
                let pitch = (patch / (2.0 * CLASSIC)).min(size[0] / 17.0);
                for side in [0.25, 0.75] {
                    let middle = [side * size[0], dice.from(0.4, 0.6) * size[1]];
                    let pose = Pose::random(dice, pitch, TILT, middle, size[0]);
                    subjects.flats.push(Flat::new(board(&colors, 6, CLASSIC, black), MIDDLE, &pose));
                }
            }
            Subject::SecondPage => {
                let unit = patch / (2.0 * PASSPORT);
                subjects.place(dice, (&second_page_alone(), SECOND_PAGE_MIDDLE), unit, (size, false));
            }
            Subject::SpyderCheckr => {
                // Patches of 26 mm every 31 mm.
                let rects = board(&spyder_checkr(), 6, 0.42, black);
                subjects.place(dice, (&rects, MIDDLE), patch / 0.84, (size, false));
            }
            Subject::SwappedRows => {
                let mut colors = colors;
                colors.rotate_left(6 * (1 + dice.below(3) as usize));
                let rects = board(&colors, 6, CLASSIC, black);
                subjects.place(dice, (&rects, MIDDLE), patch / (2.0 * CLASSIC), (size, false));
            }
        }
        subjects
    }

    /// Lays something down so that it lies on the picture; when it is to be cut off, so that its 24 patches do not.
    fn place(
        &mut self,
        dice: &mut Dice,
        (rects, middle): (&[super::flat::Rect], [f64; 2]),
        mut unit: f64,
        (size, cut): ([f64; 2], bool),
    ) {
        for attempt in 0_u32.. {
            let at = size.map(|side| dice.from(0.0, side));
            let pose = Pose::random(dice, unit, TILT, at, size[0]);
            let flat = Flat::new(rects.to_vec(), middle, &pose);
            let fits = if cut { lost_patches(&flat, size) } else { flat.lies_within(size) };
            if fits {
                self.tilt = pose.tilt;
                self.flats.push(flat);
                return;
            }
            // What does not fit at this size is made smaller.
            if attempt % 40 == 39 {
                unit *= 0.9;
            }
        }
    }

    fn truth(&self) -> Scene {
        let image = LinearImage::from_pixels(1, 1, vec![[0; 3]]).expect("one pixel");
        let subject = self.flats.first().cloned();
        let (tilt, second_page) = (self.tilt, self.second_page);
        let none = Scene { image, corners: None, patch: 0.0, tilt, second_page, subject };
        let (Some(half), [flat, ..]) = (self.half, &self.flats[..]) else { return none };
        let corners = [[-half, -half], [5.0 + half, -half], [5.0 + half, 3.0 + half], [-half, 3.0 + half]];
        let apart = |a: PixelPos, b: PixelPos| [b.x - a.x, b.y - a.y];
        let across = apart(flat.at([2.5 - half, 1.5]), flat.at([2.5 + half, 1.5]));
        let down = apart(flat.at([2.5, 1.5 - half]), flat.at([2.5, 1.5 + half]));
        let patch = (across[0] * down[1] - across[1] * down[0]).abs().sqrt();
        Scene { corners: Some(corners.map(|corner| flat.at(corner))), patch, ..none }
    }
}

/// Middle of a board of 24 patches.
const MIDDLE: [f64; 2] = [2.5, 1.5];

/// Whether one to twelve of the 24 patches lie beside the picture, and none in part only by less than half.
fn lost_patches(flat: &Flat, size: [f64; 2]) -> bool {
    let beside = (0..24).filter(|i| {
        let at = flat.at([f64::from(i % 6), f64::from(i / 6)]);
        at.x < 0.0 || at.y < 0.0 || at.x > size[0] || at.y > size[1]
    });
    (1..=12).contains(&beside.count())
}
