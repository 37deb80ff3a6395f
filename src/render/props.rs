//! A grey card and a millimetre scale at the edge of the picture.

use crate::calibrate::GreyPick;
use crate::color::Lab;
use crate::photo::PixelPos;
use crate::region::Shape;

use super::SceneSpec;
use super::tint::Light;
use crate::photo::number::{floor_index, single};

/// Depth of the scale in mm.
const RULER_DEPTH_MM: f64 = 5.0;
/// Reach of the shadow beside a thing that lies on the head, mm.
const SHADOW_MM: f64 = 0.7;

/// A flat rectangle in the picture.
#[derive(Debug, Clone)]
struct Plate {
    center: (f64, f64),
    /// Cosine and sine of its longer side.
    axis: (f64, f64),
    half: (f64, f64),
}

/// Card and scale of a scene.
#[derive(Debug)]
pub(crate) struct Props {
    card: Option<(Plate, Light, f64)>,
    ruler: Option<Plate>,
    px_per_mm: f64,
}

impl Props {
    pub(crate) fn new(spec: &SceneSpec) -> Self {
        let mm = spec.px_per_mm;
        let (width, height) = (f64::from(spec.width), f64::from(spec.height));
        let card = spec.card.map(|card| {
            let half = (0.5 * card.size_mm * mm, 0.32 * card.size_mm * mm);
            let center = (half.0 + 0.8 * mm, height - half.1 - 0.8 * mm);
            let y = crate::color::xyz_of(Lab::new(card.l_star, 0.0, 0.0)).y;
            (Plate { center, axis: (0.03_f64.cos(), 0.03_f64.sin()), half }, [single(y); 3], card.l_star)
        });
        let ruler = spec.ruler.then(|| {
            let half = ((15.5 * mm).min(0.24 * width), 0.5 * RULER_DEPTH_MM * mm);
            let center = (width - half.0 - 1.2 * mm, height - half.1 - 0.8 * mm);
            Plate { center, axis: (0.02_f64.cos(), -0.02_f64.sin()), half }
        });
        Self { card, ruler, px_per_mm: mm }
    }

    /// Where to click the card.
    pub(crate) fn grey_pick(&self) -> Option<GreyPick> {
        let (plate, _, l_star) = self.card.as_ref()?;
        let center = PixelPos { x: plate.center.0.round(), y: plate.center.1.round() };
        Some(GreyPick { center, radius: (0.55 * plate.half.1).round().max(2.0), l_star: *l_star })
    }

    /// Middle of the card.
    pub(crate) fn card_center(&self) -> Option<(f64, f64)> {
        self.card.as_ref().map(|card| card.0.center)
    }

    /// First and last whole centimetre (or millimetre) of the scale and the distance between them in mm.
    pub(crate) fn ruler_clicks(&self) -> Option<([PixelPos; 2], f64)> {
        let plate = self.ruler.as_ref()?;
        let ticks = self.tick_count(plate);
        let at = |k: usize| rounded(plate.to_picture(self.tick_u(plate, k), 0.0));
        Some(([at(0), at(ticks)], ticks as f64))
    }

    /// Outlines of card and scale with a free border of 1.5 mm.
    pub(crate) fn outlines(&self) -> Vec<Shape> {
        let plates = self.card.iter().map(|card| &card.0).chain(&self.ruler);
        plates.map(|plate| Shape::Polygon(plate.corners(1.5 * self.px_per_mm))).collect()
    }

    /// Whether a place is on card or scale or within 1.5 mm of them.
    pub(crate) fn covers(&self, x: f64, y: f64) -> bool {
        let plates = self.card.iter().map(|card| &card.0).chain(&self.ruler);
        plates.into_iter().any(|plate| plate.distance(plate.to_plate(x, y), 0.0) < 1.5 * self.px_per_mm)
    }

    /// Lays card and scale over one row of light; `card_light` falls on the card.
    pub(crate) fn paint(&self, y: usize, row: &mut [Light], light_at: impl Fn(f64, f64) -> f64) {
        let soft = SHADOW_MM * self.px_per_mm;
        if let Some((plate, grey, _)) = &self.card {
            let light = single(light_at(plate.center.0, plate.center.1));
            // Printed cards have a white rim; it stays well outside the place to click.
            let rim = 0.06 * plate.half.1;
            plate.paint(y, row, soft, |place| {
                let white = single((plate.distance(place, 0.0) + rim + 0.5).clamp(0.0, 1.0));
                grey.map(|c| (c + (0.82 - c) * white) * light)
            });
        }
        if let Some(plate) = &self.ruler {
            let light = single(light_at(plate.center.0, plate.center.1));
            plate.paint(y, row, soft, |place| [self.ruler_tone(plate, place) * light; 3]);
        }
    }

    fn tick_count(&self, plate: &Plate) -> usize {
        let whole = floor_index(2.0 * plate.half.0 / self.px_per_mm - 1.0);
        if whole >= 10 { whole / 10 * 10 } else { whole }
    }

    fn tick_u(&self, plate: &Plate, tick: usize) -> f64 {
        (tick as f64 - 0.5 * self.tick_count(plate) as f64) * self.px_per_mm
    }

    fn ruler_tone(&self, plate: &Plate, (u, v): (f64, f64)) -> f32 {
        let mm = self.px_per_mm;
        let count = self.tick_count(plate);
        let nearest = ((u - self.tick_u(plate, 0)) / mm).round().clamp(0.0, count as f64);
        let tick = floor_index(nearest);
        let length = match tick {
            t if t % 10 == 0 => 3.0,
            t if t % 5 == 0 => 2.3,
            _ => 1.5,
        };
        // The figure stands under its tick, and the ticks beside it are too short to reach it.
        let beside = (u - self.tick_u(plate, tick)).abs() - 0.07 * mm;
        let below = v + plate.half.1 - length * mm;
        let digit = tick / 10;
        let figure = if tick.is_multiple_of(10) {
            let middle = (self.tick_u(plate, tick), 3.75 * mm - plate.half.1);
            digit_distance(digit, ((u - middle.0) / mm, (v - middle.1) / mm)) * mm
        } else {
            f64::MAX
        };
        let ink = (0.5 - beside.max(below).min(figure)).clamp(0.0, 1.0);
        single(0.78 - 0.74 * ink)
    }
}

/// Distance in mm to the ink of a figure 1.2 mm high and 0.7 mm wide, negative inside; far away for others
/// than 0 to 3.
fn digit_distance(digit: usize, (u, v): (f64, f64)) -> f64 {
    const STROKE: f64 = 0.07;
    let (x, y) = (u / 0.35, v / 0.6);
    if x.abs() > 1.6 || y.abs() > 1.6 {
        return f64::MAX;
    }
    let line: &[(f64, f64)] = match digit {
        0 => &[
            (0.0, -1.0),
            (0.7, -0.75),
            (1.0, 0.0),
            (0.7, 0.75),
            (0.0, 1.0),
            (-0.7, 0.75),
            (-1.0, 0.0),
            (-0.7, -0.75),
            (0.0, -1.0),
        ],
        1 => &[(-0.6, -0.6), (0.1, -1.0), (0.1, 1.0)],
        2 => &[(-0.9, -0.6), (-0.4, -1.0), (0.4, -1.0), (0.9, -0.55), (0.7, -0.05), (-0.9, 1.0), (0.9, 1.0)],
        3 => &[
            (-0.8, -0.8),
            (0.0, -1.0),
            (0.8, -0.6),
            (0.5, -0.1),
            (-0.2, 0.0),
            (0.6, 0.1),
            (0.9, 0.5),
            (0.5, 0.95),
            (-0.2, 1.0),
            (-0.9, 0.75),
        ],
        _ => return f64::MAX,
    };
    let mut least = f64::MAX;
    for (a, b) in line.iter().zip(line.iter().skip(1)) {
        let (ax, ay, bx, by) = (0.35 * a.0, 0.6 * a.1, 0.35 * b.0, 0.6 * b.1);
        let (dx, dy) = (bx - ax, by - ay);
        let t = (((u - ax) * dx + (v - ay) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
        least = least.min((u - ax - t * dx).hypot(v - ay - t * dy));
    }
    least - STROKE
}

impl Plate {
    fn to_plate(&self, x: f64, y: f64) -> (f64, f64) {
        let (dx, dy) = (x - self.center.0, y - self.center.1);
        (dx * self.axis.0 + dy * self.axis.1, dy * self.axis.0 - dx * self.axis.1)
    }

    fn to_picture(&self, u: f64, v: f64) -> (f64, f64) {
        let (cos, sin) = self.axis;
        (self.center.0 + u * cos - v * sin, self.center.1 + u * sin + v * cos)
    }

    /// Distance from the edge in pixels, negative inside; corners rounded by `round`.
    fn distance(&self, (u, v): (f64, f64), round: f64) -> f64 {
        let (dx, dy) = (u.abs() - self.half.0 + round, v.abs() - self.half.1 + round);
        dx.max(0.0).hypot(dy.max(0.0)) + dx.max(dy).min(0.0) - round
    }

    fn corners(&self, border: f64) -> Vec<PixelPos> {
        let (hu, hv) = (self.half.0 + border, self.half.1 + border);
        let corners = [(-hu, -hv), (hu, -hv), (hu, hv), (-hu, hv)];
        corners.map(|(u, v)| rounded(self.to_picture(u, v))).to_vec()
    }

    fn paint(&self, y: usize, row: &mut [Light], soft: f64, tone: impl Fn((f64, f64)) -> Light) {
        let reach = self.half.0.hypot(self.half.1) + 4.0 * soft;
        if (y as f64 - self.center.1).abs() > reach {
            return;
        }
        let columns =
            floor_index(self.center.0 - reach)..floor_index(self.center.0 + reach + 1.0).min(row.len());
        for x in columns {
            let Some(pixel) = row.get_mut(x) else { continue };
            let place = self.to_plate(x as f64 + 0.5, y as f64 + 0.5);
            let outside = self.distance(place, 0.3 * soft);
            let shade = single(1.0 - 0.45 * (-outside.max(0.0) / soft).exp());
            let share = single((0.5 - outside).clamp(0.0, 1.0));
            let over = tone(place);
            *pixel = std::array::from_fn(|c| pixel[c] * shade * (1.0 - share) + over[c] * share);
        }
    }
}

/// To a tenth of a pixel, as fine as anyone clicks.
fn rounded((x, y): (f64, f64)) -> PixelPos {
    PixelPos { x: (x * 10.0).round() / 10.0, y: (y * 10.0).round() / 10.0 }
}
