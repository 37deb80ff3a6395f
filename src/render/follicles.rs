//! Where hairs stand and how they lie: follicular groups of one to three, evenly spread but not on a
//! grid, along a direction that changes slowly.

use rand::RngExt as _;
use rand_distr::{Distribution as _, StandardNormal};
use rand_pcg::Pcg64Mcg;

use super::coverage::HairMap;
use super::field::{Field, stream};
use super::outline::ScarMap;
use super::{HairPattern, SceneSpec};
use crate::photo::number::{floor_index, single};

/// Points of a hair's middle line.
const POINTS: usize = 5;

/// One hair as it is seen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hair {
    /// Its middle line in pixels.
    line: [(f64, f64); POINTS],
    /// Half its width in pixels.
    radius: f64,
    /// Brightness as a factor on the hair's colour.
    gain: f32,
}

impl Hair {
    /// Middle of the visible piece.
    pub(crate) fn middle(&self) -> (f64, f64) {
        self.line[POINTS / 2]
    }

    /// Where it leaves the skin.
    pub(crate) fn root(&self) -> (f64, f64) {
        self.line[0]
    }

    /// Direction it grows in, of length 1.
    pub(crate) fn heading(&self) -> (f64, f64) {
        let (dx, dy) = (self.line[1].0 - self.line[0].0, self.line[1].1 - self.line[0].1);
        let length = dx.hypot(dy).max(1e-9);
        (dx / length, dy / length)
    }

    /// Visible length in pixels without the round ends.
    pub(crate) fn length(&self) -> f64 {
        self.line.windows(2).map(|w| (w[1].0 - w[0].0).hypot(w[1].1 - w[0].1)).sum()
    }

    /// Width in pixels.
    pub(crate) fn width(&self) -> f64 {
        2.0 * self.radius
    }
}

/// Grows hair until the wanted share of the skin outside the scars is hidden.
pub(crate) fn grow(spec: &SceneSpec, scars: &ScarMap) -> (HairMap, Vec<Hair>) {
    let mut map = HairMap::new(scars.width, scars.height);
    let mut hairs = Vec::new();
    let skin_pixels = scars.share.iter().filter(|share| **share < 0.5).count() as f64;
    let wanted = spec.hair.cover * 64.0 * skin_pixels;
    if wanted < 1.0 {
        return (map, hairs);
    }
    let mut rng = stream(spec.seed, 20);
    let grower = Grower::new(spec, scars);
    let mut roots = Roots::new(&grower);
    let mut hidden = 0.0;
    while hidden < wanted {
        let Some(root) = roots.next(&mut rng) else { break };
        for hair in grower.group(root, &mut rng) {
            let ends = hair.line.windows(2);
            let new: u64 = ends.map(|w| map.paint(w[0], w[1], hair.radius, hair.gain)).sum();
            hidden += new as f64;
            hairs.push(hair);
        }
    }
    (map, hairs)
}

struct Grower<'a> {
    spec: &'a SceneSpec,
    scars: &'a ScarMap,
    angle: f64,
    turn: Field,
    /// Hairs may start this far outside the picture, px.
    margin: f64,
    /// Mean groups on a square pixel.
    density: f64,
}

impl<'a> Grower<'a> {
    fn new(spec: &'a SceneSpec, scars: &'a ScarMap) -> Self {
        let mm = spec.px_per_mm;
        let mut rng = stream(spec.seed, 21);
        let angle = rng.random_range(0.0..std::f64::consts::TAU);
        let turn = Field::new(&mut rng, (spec.width, spec.height), &[(12.0 * mm, 1.0)]);
        let width = spec.hair.width_mm * mm;
        let length = match spec.hair.form {
            HairPattern::Dots => 0.3 * width,
            HairPattern::Strokes { length_mm } => length_mm * mm,
        };
        let piece = width * length + 0.25 * std::f64::consts::PI * width * width;
        let density = -(1.0 - spec.hair.cover).ln() / piece / 2.0;
        Self { spec, scars, angle, turn, margin: 1.3 * length + mm, density }
    }

    /// One to three hairs from a follicular opening; none when the opening is in a scar.
    fn group(&self, root: (f64, f64), rng: &mut Pcg64Mcg) -> Vec<Hair> {
        let mm = self.spec.px_per_mm;
        let count = match rng.random_range(0..4) {
            0 => 1,
            3 => 3,
            _ => 2,
        };
        let heading = self.heading(root);
        let uneven = self.spec.look.hair_unevenness;
        let mut hairs = Vec::new();
        for k in 0..count {
            let normal: f64 = StandardNormal.sample(rng);
            let side = (f64::from(k) - f64::from(count - 1) / 2.0)
                * rng.random_range(0.14..0.24)
                * mm
                * (1.0 - 0.35 * uneven);
            let along = rng.random_range(-0.06..0.06) * mm * (1.0 + uneven);
            let (sin, cos) = heading.sin_cos();
            let start = (root.0 + along * cos - side * sin, root.1 + along * sin + side * cos);
            let hair = self.hair(start, heading + 0.12 * (1.0 + uneven) * normal, rng);
            if self.allowed(&hair) {
                hairs.push(hair);
            }
        }
        hairs
    }

    /// Direction in which hair grows at a place.
    fn heading(&self, place: (f64, f64)) -> f64 {
        let inside = |v: f64, most: u32| v.clamp(0.0, f64::from(most));
        let (width, height) = (f64::from(self.spec.width), f64::from(self.spec.height));
        let turn = self.turn.at(inside(place.0, self.spec.width), inside(place.1, self.spec.height));
        let Some([x, y]) = self.spec.look.whorl else { return self.angle + 0.45 * turn };
        let (dx, dy) = (place.0 - x * width, place.1 - y * height);
        // Away from the whorl, and round it where it is near.
        let spiral = 1.2 * (-dx.hypot(dy) / (12.0 * self.spec.px_per_mm)).exp();
        dy.atan2(dx) + spiral + 0.16 * turn
    }

    fn hair(&self, start: (f64, f64), heading: f64, rng: &mut Pcg64Mcg) -> Hair {
        let (mm, uneven) = (self.spec.px_per_mm, self.spec.look.hair_unevenness);
        let mut spread = |sd: f64| {
            let normal: f64 = StandardNormal.sample(rng);
            normal.clamp(-2.5, 2.5) * sd
        };
        let width = self.spec.hair.width_mm * mm * spread(0.10 * (1.0 + uneven)).exp();
        let (length, bend) = match self.spec.hair.form {
            HairPattern::Dots => (width * (0.3 + spread(0.1)).max(0.0), 0.0),
            HairPattern::Strokes { length_mm } => {
                (length_mm * mm * spread(0.15 + 0.25 * uneven).exp(), spread(0.12) / (length_mm * mm))
            }
        };
        let gain = single(spread(0.08).exp());
        let mut line = [start; POINTS];
        let step = length / (POINTS - 1) as f64;
        for i in 1..POINTS {
            let (sin, cos) = (heading + bend * step * (i as f64 - 0.5)).sin_cos();
            line[i] = (line[i - 1].0 + step * cos, line[i - 1].1 + step * sin);
        }
        Hair { line, radius: 0.5 * width, gain }
    }

    fn allowed(&self, hair: &Hair) -> bool {
        let free = |p: (f64, f64)| {
            let r = hair.radius;
            [(0.0, 0.0), (r, 0.0), (-r, 0.0), (0.0, r), (0.0, -r)]
                .iter()
                .all(|(dx, dy)| self.scars.at(p.0 + dx, p.1 + dy) < 0.5)
        };
        if self.spec.hair.overhang {
            return free(hair.line[0]);
        }
        let steps = floor_index(hair.length()) / (POINTS - 1) + 1;
        hair.line.windows(2).all(|w| {
            (0..=steps).all(|k| {
                let t = k as f64 / steps as f64;
                free((w[0].0 + (w[1].0 - w[0].0) * t, w[0].1 + (w[1].1 - w[0].1) * t))
            })
        })
    }
}

/// Draws places that keep a distance from each other; the distance shrinks when there is no room left.
struct Roots {
    origin: f64,
    size: (f64, f64),
    apart: f64,
    cell: f64,
    columns: usize,
    buckets: Vec<Vec<(f64, f64)>>,
}

impl Roots {
    fn new(grower: &Grower<'_>) -> Self {
        let margin = grower.margin;
        let size =
            (f64::from(grower.spec.width) + 2.0 * margin, f64::from(grower.spec.height) + 2.0 * margin);
        let apart = (0.70 - 0.22 * grower.spec.look.hair_unevenness) / grower.density.sqrt();
        let cell = apart.max(1.0);
        let columns = floor_index(size.0 / cell) + 1;
        let rows = floor_index(size.1 / cell) + 1;
        Self { origin: -margin, size, apart, cell, columns, buckets: vec![Vec::new(); columns * rows] }
    }

    fn next(&mut self, rng: &mut Pcg64Mcg) -> Option<(f64, f64)> {
        const TRIES: usize = 400;
        for _ in 0..60 {
            for _ in 0..TRIES {
                let place = (rng.random_range(0.0..self.size.0), rng.random_range(0.0..self.size.1));
                let (column, row) = (floor_index(place.0 / self.cell), floor_index(place.1 / self.cell));
                if self.is_free(place, column, row) {
                    self.buckets.get_mut(row * self.columns + column)?.push(place);
                    return Some((place.0 + self.origin, place.1 + self.origin));
                }
            }
            self.apart *= 0.9;
        }
        None
    }

    fn is_free(&self, place: (f64, f64), column: usize, row: usize) -> bool {
        for y in row.saturating_sub(1)..=row + 1 {
            for x in column.saturating_sub(1)..=(column + 1).min(self.columns - 1) {
                let Some(bucket) = self.buckets.get(y * self.columns + x) else { continue };
                if bucket.iter().any(|p| (p.0 - place.0).hypot(p.1 - place.1) < self.apart) {
                    return false;
                }
            }
        }
        true
    }
}
