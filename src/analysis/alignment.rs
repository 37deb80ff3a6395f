//! How an outline of one photo is laid on that of another: by its centre, its size and its long axis.

use crate::photo::PixelPos;
use crate::region::{Disc, Mask};

/// A scar that is less long than this, for its width, does not tell how the camera was turned.
const LEAST_LENGTH: f64 = 1.3;

/// How a place of one photo is found on the other: turned, stretched and moved.
#[derive(Debug, Clone, Copy)]
pub(super) struct Alignment {
    from: PixelPos,
    to: PixelPos,
    cos: f64,
    sin: f64,
}

impl Alignment {
    /// By centre, size and long axis of the outlines.
    pub(super) fn of(before: &Axes, now: &Axes) -> Self {
        let size = (now.area / before.area).sqrt();
        let is_long = before.length.min(now.length) >= LEAST_LENGTH;
        // An axis has no front: the camera was turned by the smaller of the two angles.
        let turn = if is_long { now.angle - before.angle } else { 0.0 };
        let turn = (turn + std::f64::consts::FRAC_PI_2).rem_euclid(std::f64::consts::PI)
            - std::f64::consts::FRAC_PI_2;
        Self { from: before.center, to: now.center, cos: size * turn.cos(), sin: size * turn.sin() }
    }

    pub(super) fn place(&self, at: PixelPos) -> PixelPos {
        let (x, y) = (at.x - self.from.x, at.y - self.from.y);
        PixelPos { x: self.to.x + self.cos * x - self.sin * y, y: self.to.y + self.sin * x + self.cos * y }
    }

    pub(super) fn disc(&self, disc: Disc) -> Disc {
        Disc { center: self.place(disc.center), radius: disc.radius * self.cos.hypot(self.sin) }
    }
}

/// Centre, size and direction of a mask.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axes {
    center: PixelPos,
    area: f64,
    /// Of the long axis, in radians.
    angle: f64,
    /// Length over width.
    length: f64,
}

impl Axes {
    pub(super) fn of(mask: &Mask) -> Option<Self> {
        let bounds = mask.bounds()?;
        let pixels = || {
            let rows = bounds.top..bounds.bottom;
            rows.flat_map(|y| {
                mask.row(y).iter().cloned().flatten().map(move |x| (f64::from(x), f64::from(y)))
            })
        };
        let (mut area, mut sum) = (0.0, (0.0, 0.0));
        for (x, y) in pixels() {
            area += 1.0;
            sum = (sum.0 + x, sum.1 + y);
        }
        let center = PixelPos { x: sum.0 / area, y: sum.1 / area };
        let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
        for (x, y) in pixels() {
            let (x, y) = (x - center.x, y - center.y);
            (xx, xy, yy) = (xx + x * x, xy + x * y, yy + y * y);
        }
        let half = (xx - yy).hypot(2.0 * xy);
        let length = ((xx + yy + half) / (xx + yy - half).max(1e-9)).sqrt();
        Some(Self { center, area, angle: 0.5 * (2.0 * xy).atan2(xx - yy), length })
    }
}

/// Share of both outlines together that lies on each other.
pub(super) fn overlap(before: &Mask, now: &Mask, alignment: &Alignment) -> f64 {
    let Some(bounds) = before.bounds() else { return 0.0 };
    let mut shared = 0.0;
    for y in bounds.top..bounds.bottom {
        for x in before.row(y).iter().cloned().flatten() {
            let PixelPos { x, y } = alignment.place(PixelPos { x: f64::from(x), y: f64::from(y) });
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "negative places saturate, and lie in no mask but by half a pixel"
            )]
            let is_in = x > -0.5 && y > -0.5 && now.contains(x.round() as u32, y.round() as u32);
            shared += f64::from(u8::from(is_in));
        }
    }
    // Counted in pixels of the earlier photo.
    let (of_before, of_now) = (before.pixel_count() as f64, now.pixel_count() as f64);
    let size = alignment.cos.hypot(alignment.sin).powi(2);
    shared / (of_before + of_now / size - shared).max(1.0)
}
