//! Scars: where they are, their outlines, and how much of each pixel is scar.

use rand::RngExt as _;
use rand_pcg::Pcg64Mcg;

use crate::photo::PixelPos;
use crate::region::{Disc, Scar, Shape};

use super::field::{Field, stream};
use super::{ScarSpec, SceneSpec};
use crate::photo::number::{floor_index, single};

/// Share of scar in each pixel and which scar it is.
#[derive(Debug)]
pub(crate) struct ScarMap {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// 0 bare skin, 1 scar; half on the outline.
    pub(crate) share: Vec<f32>,
    /// Entry of the regions, where `share` is above 0.
    pub(crate) owner: Vec<u8>,
    /// The outlines as a technician would draw them, one entry for each [`ScarSpec`].
    pub(crate) scars: Vec<Scar>,
    /// Lines across the border of strips, where stitches were.
    pub(crate) stitches: Vec<[(f64, f64); 2]>,
}

impl ScarMap {
    /// Places all scars of the scene.
    pub(crate) fn new(spec: &SceneSpec) -> Self {
        let (width, height) = (spec.width as usize, spec.height as usize);
        let mut map = Self {
            width,
            height,
            share: vec![0.0; width * height],
            owner: vec![0; width * height],
            scars: Vec::new(),
            stitches: Vec::new(),
        };
        let border = spec.scar_border_mm * spec.px_per_mm;
        let mut rng = stream(spec.seed, 10);
        let strips = spec.scars.iter().filter(|scar| matches!(scar, ScarSpec::Strip { .. })).count();
        let mut strip = 0;
        let feather = (spec.look.scar_texture > 0.0).then(|| {
            let layers = [(0.9 * spec.px_per_mm, 0.6), (0.35 * spec.px_per_mm, 0.4)];
            let field = Field::new(&mut stream(spec.seed, 12), (spec.width, spec.height), &layers);
            (field, 0.12 * spec.look.scar_texture * spec.px_per_mm)
        });
        // Strips first, so that graft scars keep away from them whatever the order of the entries.
        for (owner, scar) in spec.scars.iter().enumerate() {
            if let ScarSpec::Strip { length_mm, width_mm } = *scar {
                strip += 1;
                let middle = f64::from(spec.height) * f64::from(strip) / (strips as f64 + 1.0);
                let shape = Strip::new(spec, &mut rng, (length_mm, width_mm), middle);
                let feather = feather.as_ref();
                map.paint(shape.bounds(border), owner, border, |x, y| {
                    shape.signed_distance(x, y) + feather.map_or(0.0, |(field, reach)| reach * field.at(x, y))
                });
                map.stitches.extend(shape.stitches(spec.px_per_mm, &mut stream(spec.seed, 11)));
                let outline = Shape::Polygon(shape.polygon());
                map.scars.push(Scar { name: "Strip".to_owned(), shapes: vec![outline] });
            } else {
                map.scars.push(Scar { name: "Grafts".to_owned(), shapes: Vec::new() });
            }
        }
        for (owner, scar) in spec.scars.iter().enumerate() {
            if let ScarSpec::Grafts { count, diameter_mm } = *scar {
                let discs = map.place_discs(spec, &mut rng, count, 0.5 * diameter_mm * spec.px_per_mm);
                for disc in &discs {
                    let (c, r) = (disc.center, disc.radius);
                    let reach = r + border + 1.0;
                    let bounds = [c.x - reach, c.y - reach, c.x + reach, c.y + reach];
                    map.paint(bounds, owner, border.min(0.3 * r), |x, y| (x - c.x).hypot(y - c.y) - r);
                }
                if let Some(scar) = map.scars.get_mut(owner) {
                    scar.shapes = discs.into_iter().map(Shape::Disc).collect();
                }
            }
        }
        map
    }

    /// Share of scar at a place in pixels; 0 outside the picture.
    pub(crate) fn at(&self, x: f64, y: f64) -> f32 {
        if x < 0.0 || y < 0.0 || x >= self.width as f64 || y >= self.height as f64 {
            return 0.0;
        }
        self.share.get(floor_index(y) * self.width + floor_index(x)).copied().unwrap_or(0.0)
    }

    fn paint(&mut self, bounds: [f64; 4], owner: usize, border: f64, distance: impl Fn(f64, f64) -> f64) {
        let (x0, y0) = (floor_index(bounds[0]), floor_index(bounds[1]));
        let (x1, y1) =
            (floor_index(bounds[2] + 1.0).min(self.width), floor_index(bounds[3] + 1.0).min(self.height));
        // Without a soft border the edge is still spread over a pixel, as a lens and a sensor do.
        let border = border.max(0.5);
        for y in y0..y1 {
            for x in x0..x1 {
                let inside = -distance(x as f64 + 0.5, y as f64 + 0.5);
                let t = ((inside + border) / (2.0 * border)).clamp(0.0, 1.0);
                let share = single(t * t * (3.0 - 2.0 * t));
                let at = y * self.width + x;
                if share > self.share[at] {
                    self.share[at] = share;
                    self.owner[at] = u8::try_from(owner).unwrap_or(u8::MAX);
                }
            }
        }
    }

    fn place_discs(&self, spec: &SceneSpec, rng: &mut Pcg64Mcg, count: u32, radius: f64) -> Vec<Disc> {
        let mm = spec.px_per_mm;
        let margin = radius + 1.5 * mm;
        let (right, bottom) = (f64::from(spec.width) - margin, f64::from(spec.height) - margin);
        let mut discs: Vec<Disc> = Vec::new();
        // The sheen takes the top edge: no scar whose surround would lie in it.
        let top = if spec.look.sheen > 0.0 { margin.max(0.37 * f64::from(spec.height)) } else { margin };
        if right <= margin || bottom <= top {
            return discs;
        }
        for _ in 0..count * 60 {
            if discs.len() >= count as usize {
                break;
            }
            let mut place = |least: f64, most: f64| (rng.random_range(least..most) * 10.0).round() / 10.0;
            let center = PixelPos { x: place(margin, right), y: place(top, bottom) };
            let apart = 2.0 * radius + 1.0 * mm;
            let free = discs.iter().all(|d| (d.center.x - center.x).hypot(d.center.y - center.y) > apart)
                && (0..16).all(|k| {
                    let (sin, cos) = (f64::from(k) * std::f64::consts::TAU / 16.0).sin_cos();
                    let reach = radius + 1.5 * mm;
                    self.at(center.x + reach * cos, center.y + reach * sin) == 0.0
                })
                && self.at(center.x, center.y) == 0.0;
            if free {
                discs.push(Disc { center, radius });
            }
        }
        discs
    }
}

/// A curved band: along an axis, a middle line and a half width.
struct Strip {
    center: (f64, f64),
    /// Cosine and sine of the axis.
    axis: (f64, f64),
    half_length: f64,
    step: f64,
    /// Middle line, its slope and half width, at steps along the axis.
    profile: Vec<[f64; 3]>,
}

impl Strip {
    fn new(spec: &SceneSpec, rng: &mut Pcg64Mcg, size_mm: (f64, f64), middle_y: f64) -> Self {
        let mm = spec.px_per_mm;
        let (length, width) = (size_mm.0 * mm, size_mm.1 * mm);
        let (sin, cos) = rng.random_range(-0.12..0.12_f64).sin_cos();
        let sign = if rng.random::<bool>() { 1.0 } else { -1.0 };
        let bend = length * sign * rng.random_range(0.03..0.08);
        let step = 0.1 * mm;
        let count = floor_index(length / step).max(8);
        let line = |px: f64| u32::try_from(floor_index(px)).unwrap_or(u32::MAX).max(1);
        let wobble = Field::new(rng, (line(length), 1), &[(5.0 * mm, 0.7), (1.5 * mm, 0.3)]);
        let swell = Field::new(rng, (line(length), 1), &[(4.0 * mm, 0.6), (1.0 * mm, 0.4)]);
        let mut profile: Vec<[f64; 3]> = (0..=count)
            .map(|i| {
                let t = 2.0 * i as f64 / count as f64 - 1.0;
                let along = length * i as f64 / count as f64;
                let taper = (1.0 - t.abs().powi(6)).max(0.0).sqrt();
                let half = 0.5 * width * taper * (1.0 + 0.10 * swell.at(along, 0.5).clamp(-2.0, 2.0));
                [bend * (0.5 - t * t) + 0.08 * width * wobble.at(along, 0.5), 0.0, half]
            })
            .collect();
        let middle: Vec<f64> = profile.iter().map(|p| p[0]).collect();
        let run = length / count as f64;
        for (i, point) in profile.iter_mut().enumerate() {
            let (before, after) = (i.saturating_sub(1), (i + 1).min(count));
            point[1] = (middle[after] - middle[before]) / ((after - before) as f64 * run);
        }
        let center = (0.5 * f64::from(spec.width), middle_y);
        Self { center, axis: (cos, sin), half_length: 0.5 * length, step: run, profile }
    }

    fn signed_distance(&self, x: f64, y: f64) -> f64 {
        let (dx, dy) = (x - self.center.0, y - self.center.1);
        let (u, v) = (dx * self.axis.0 + dy * self.axis.1, dy * self.axis.0 - dx * self.axis.1);
        let beyond = u.abs() - self.half_length;
        let place = ((u + self.half_length) / self.step).clamp(0.0, (self.profile.len() - 1) as f64);
        let cell = floor_index(place).min(self.profile.len() - 2);
        let t = place - cell as f64;
        let (a, b) = (self.profile[cell], self.profile[cell + 1]);
        let [middle, slope, half]: [f64; 3] = std::array::from_fn(|i| a[i] + (b[i] - a[i]) * t);
        let across = ((v - middle).abs() - half) / slope.hypot(1.0);
        if beyond > 0.0 { across.max(0.0).hypot(beyond) } else { across }
    }

    fn to_picture(&self, u: f64, v: f64) -> PixelPos {
        let (cos, sin) = self.axis;
        PixelPos { x: self.center.0 + u * cos - v * sin, y: self.center.1 + u * sin + v * cos }
    }

    /// Corners about every 0.6 mm along both sides.
    fn polygon(&self) -> Vec<PixelPos> {
        let last = self.profile.len() - 1;
        let places = |k: usize| k.min(last);
        let side = |sign: f64, i: usize| {
            let p = self.profile[i];
            let corner = self.to_picture(i as f64 * self.step - self.half_length, p[0] + sign * p[2]);
            PixelPos { x: (corner.x * 10.0).round() / 10.0, y: (corner.y * 10.0).round() / 10.0 }
        };
        let steps = last.div_ceil(6);
        let upper = (0..=steps).map(|k| side(-1.0, places(6 * k)));
        let lower = (1..steps).rev().map(|k| side(1.0, places(6 * k)));
        upper.chain(lower).collect()
    }

    /// Lines of about 1.6 mm across both borders, every 4 mm or so.
    fn stitches(&self, mm: f64, rng: &mut Pcg64Mcg) -> Vec<[(f64, f64); 2]> {
        let mut lines = Vec::new();
        let mut u = 3.0 * mm - self.half_length;
        while u < self.half_length - 3.0 * mm {
            let cell = floor_index((u + self.half_length) / self.step).min(self.profile.len() - 1);
            let [middle, _, half] = self.profile[cell];
            for sign in [-1.0, 1.0] {
                let (from, to) = (half - 0.6 * mm, half + rng.random_range(0.8..1.3) * mm);
                let lean = rng.random_range(-0.2..0.2) * mm;
                let end = |u: f64, v: f64| {
                    let place = self.to_picture(u, middle + sign * v);
                    (place.x, place.y)
                };
                lines.push([end(u, from), end(u + lean, to)]);
            }
            u += rng.random_range(3.4..4.6) * mm;
        }
        lines
    }

    fn bounds(&self, border: f64) -> [f64; 4] {
        let mut bounds = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
        for corner in self.polygon() {
            bounds = [
                bounds[0].min(corner.x),
                bounds[1].min(corner.y),
                bounds[2].max(corner.x),
                bounds[3].max(corner.y),
            ];
        }
        let reach = border + 8.0 * self.step;
        [bounds[0] - reach, bounds[1] - reach, bounds[2] + reach, bounds[3] + reach]
    }
}
