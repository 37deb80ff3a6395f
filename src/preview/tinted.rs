//! Pigment on a part of the photo.

use rayon::prelude::*;

use super::marks::{Form, Mark, Taken};
use super::scene::Preview;
use crate::blend::{Prospect, Tint};
use crate::photo::PixelRect;
use crate::photo::number::single;

/// A zone's tint, ready for pixels: the ground between marks darkens by `spread` for each share of marks.
#[derive(Debug, Clone, Copy)]
struct ZoneTint {
    ground: [f32; 3],
    spread: [f32; 3],
    mark: [f32; 3],
}

impl ZoneTint {
    /// `cover` is the share of marks at the plan's density, for which the area's tint is told.
    ///
    /// With G, M and A the light of ground, mark and area at cover c, what spreads between marks is taken as
    /// κ·c·(1 − c), which is exact for Yule and Nielsen's n of 1 and 2: A = (1 − c)·G + c·M − κ·c·(1 − c).
    fn new(tint: &Tint, cover: f64) -> Self {
        let mark = tint.mark.unwrap_or(tint.ground);
        let spread = |c: usize| {
            let plain = (1.0 - cover) * tint.ground[c] + cover * mark[c];
            if cover > 1e-6 { (plain - tint.area[c]) / (cover * (1.0 - cover)) } else { 0.0 }
        };
        let spread: [f64; 3] = std::array::from_fn(spread);
        Self { ground: tint.ground.map(single), spread: spread.map(single), mark: mark.map(single) }
    }

    /// Of untouched skin.
    const NONE: Self = Self { ground: [1.0; 3], spread: [0.0; 3], mark: [1.0; 3] };

    fn between_marks(&self, cover: f32) -> [f32; 3] {
        std::array::from_fn(|c| (self.ground[c] - self.spread[c] * cover).max(0.0))
    }
}

impl Preview {
    /// Multiplies light of a part of the photo, scaled to `size`, by what the plan does to it.
    pub(super) fn tint(
        &self,
        light: &mut [[f32; 3]],
        area: PixelRect,
        size: (u32, u32),
        prospect: &Prospect,
    ) {
        let [left, top, right, bottom] = self.bounds();
        if area.x > right || area.y > bottom || area.x + area.width < left || area.y + area.height < top {
            return;
        }
        let scars: Vec<ZoneTint> =
            prospect.scars.iter().map(|tint| ZoneTint::new(tint, prospect.cover)).collect();
        let around =
            prospect.surround.as_ref().map_or(ZoneTint::NONE, |tint| ZoneTint::new(tint, prospect.cover));
        let of_scar = |scar: usize| scars.get(scar).or(scars.first()).copied().unwrap_or(ZoneTint::NONE);
        let form = Form {
            radius: 0.5 * prospect.diameter_mm * self.px_per_mm,
            // Light leaves the skin about as far sideways as the pigment lies deep (*assumed*), and the photo's own
            // blur goes over marks as over hairs.
            edge: (prospect.clear_depth_mm * self.px_per_mm).hypot(self.blur_px),
        };
        let mark_tint = |mark: &Mark| mark.scar.map_or(around, of_scar).mark;
        let taken = if prospect.cover > 0.0 { self.marks.taken(area, size, form, mark_tint) } else { None };
        let width = size.0 as usize;
        let (dx, dy) = (area.width / f64::from(size.0.max(1)), area.height / f64::from(size.1.max(1)));
        let cover = single(prospect.cover);
        light.par_chunks_mut(width.max(1)).enumerate().for_each(|(row, light)| {
            let y = area.y + (row as f64 + 0.5) * dy;
            if y < top || y > bottom {
                return;
            }
            let marks = taken.as_ref().and_then(|taken| taken.get(row * width..(row + 1) * width));
            for (column, light) in light.iter_mut().enumerate() {
                let x = area.x + (column as f64 + 0.5) * dx;
                let (distance, scar) = self.nearest(x, y);
                if distance == f32::INFINITY || self.is_excluded(x, y) {
                    continue;
                }
                let local = cover * Self::density_share(distance);
                let inside = self.edges.get(scar).map_or(0.0, |edge| edge.share(distance));
                let (scar, around) = (of_scar(scar).between_marks(local), around.between_marks(local));
                let ground = std::array::from_fn(|c| inside * scar[c] + (1.0 - inside) * around[c]);
                let factor = with_marks(ground, marks.and_then(|marks| marks.get(column)));
                *light = std::array::from_fn(|c| light[c] * factor[c]);
            }
        });
    }
}

fn with_marks(ground: [f32; 3], taken: Option<&Taken>) -> [f32; 3] {
    let Some([share, x, y, z]) = taken else { return ground };
    // Marks that overlap hold no more than all of a pixel.
    let scale = if *share > 1.0 { 1.0 / share } else { 1.0 };
    let rest = 1.0 - share * scale;
    [ground[0] * rest + x * scale, ground[1] * rest + y * scale, ground[2] * rest + z * scale]
}
