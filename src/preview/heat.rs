//! Colours for how far a place is from the look of the skin around.

use rayon::prelude::*;

use super::lights::Matrix;
use super::paint::{Grid, resample};
use super::scene::Preview;
use super::show::{HEAT_DISTANCE_M, PreviewShow};
use crate::color::{Illuminant, Lab, Xyz, delta_e_2000, lab_of, xyz_of};
use crate::photo::number::{code, single};
use crate::photo::{PixelRect, Pyramid, screen_codes};

/// Multiples of the accepted distance and their colours: grey where accepted, then yellow to dark red, lighter to
/// darker, so that they are told apart without colour too (ramp after `ColorBrewer`'s `YlOrRd`).
pub const HEAT_STEPS: [(f64, [u8; 3]); 5] = [
    (0.0, [186, 186, 186]),
    (1.0, [186, 186, 186]),
    (1.5, [254, 217, 118]),
    (2.5, [240, 59, 32]),
    (4.0, [103, 0, 26]),
];

/// sRGB for a distance in CIEDE2000, `accepted` being the one that still counts as a match.
#[must_use]
pub fn heat_color(delta_e: f64, accepted: f64) -> [u8; 3] {
    let times = (delta_e / accepted.max(1e-6)).clamp(0.0, 4.0);
    let pair = HEAT_STEPS.windows(2).find(|pair| matches!(pair, [_, b] if times <= b.0));
    let Some([(low, from), (high, to)]) = pair else { return HEAT_STEPS[4].1 };
    let along = single((times - low) / (high - low));
    std::array::from_fn(|c| code(f32::from(from[c]) * (1.0 - along) + f32::from(to[c]) * along))
}

impl Preview {
    /// How far each pixel of a part of the picture is from what it should look like among the skin nearby, CIEDE2000,
    /// seen from 3 m at least: nearer, single hairs are all that differs.
    ///
    /// Light is first taken to that on the measured surround by how the surround nearby is lit, so that a photo that
    /// grows darker to one side is no difference.
    #[must_use]
    pub fn differences(
        &self,
        pyramid: &Pyramid,
        area: PixelRect,
        size: (u32, u32),
        show: &PreviewShow,
    ) -> Vec<f32> {
        let far =
            PreviewShow { distance_m: Some(show.distance_m.unwrap_or(0.0).max(HEAT_DISTANCE_M)), ..*show };
        let wanted = Grid { area, size };
        let (grid, light) = self.seen(pyramid, wanted, &far);
        let measure = self.lights.get(show.light).map(|under| Measure::new(self, under));
        let differences: Vec<[f32; 3]> = light
            .par_iter()
            .enumerate()
            .map(|(i, xyz)| {
                let [x, y] = grid.place(i);
                [measure.as_ref().map_or(0.0, |measure| measure.of(*xyz, self.around.at(x, y))), 0.0, 0.0]
            })
            .collect();
        resample(&differences, grid, wanted).into_iter().map(|[difference, ..]| difference).collect()
    }

    /// The map: colours on scars and near them, fading out into the photo in grey.
    pub(super) fn map(
        &self,
        pyramid: &Pyramid,
        area: PixelRect,
        size: (u32, u32),
        show: &PreviewShow,
    ) -> Vec<[u8; 3]> {
        let white = Illuminant::D65.white().map(single);
        let light = self.light(pyramid, area, size, show);
        let grey: Vec<[f32; 3]> = light.iter().map(|xyz| white.map(|w| w * xyz[1])).collect();
        let mut codes = screen_codes(&grey);
        let beside = |[left, top, right, bottom]: [f64; 4]| {
            area.x > right || area.y > bottom || area.x + area.width < left || area.y + area.height < top
        };
        if self.around.bounds().is_none_or(beside) {
            return codes;
        }
        let differences = self.differences(pyramid, area, size, show);
        let grid = Grid { area, size };
        codes.par_iter_mut().zip(differences).enumerate().for_each(|(i, (pixel, difference))| {
            let [x, y] = grid.place(i);
            let share = if self.is_excluded(x, y) { 0.0 } else { self.around.share(x, y) };
            if share > 0.0 {
                let color = heat_color(f64::from(difference), self.accepted);
                *pixel = std::array::from_fn(|c| {
                    code(f32::from(color[c]) * share + f32::from(pixel[c]) * (1.0 - share))
                });
            }
        });
        codes
    }
}

/// What differences are told from, under one light.
struct Measure<'a> {
    under: &'a Matrix,
    /// The measured surround.
    surround: [f32; 3],
    goal: Lab,
}

impl<'a> Measure<'a> {
    fn new(preview: &Preview, under: &'a Matrix) -> Self {
        let xyz = |lab: Lab| {
            let xyz = xyz_of(lab);
            seen_under(under, [xyz.x, xyz.y, xyz.z].map(single))
        };
        Self { under, surround: xyz(preview.surround), goal: lab(xyz(preview.goal)) }
    }

    /// `around` is the light of untouched surround at the place, in daylight.
    fn of(&self, xyz: [f32; 3], around: Option<[f32; 3]>) -> f32 {
        let around = around.map_or(self.surround, |around| seen_under(self.under, around));
        let evened = std::array::from_fn(|c| xyz[c] * self.surround[c] / around[c].max(1e-5));
        single(delta_e_2000(lab(evened), self.goal))
    }
}

fn seen_under(under: &Matrix, v: [f32; 3]) -> [f32; 3] {
    under.map(|m| m[0] * v[0] + m[1] * v[1] + m[2] * v[2])
}

fn lab(xyz: [f32; 3]) -> Lab {
    let [x, y, z] = xyz.map(f64::from);
    lab_of(Xyz::new(x, y, z))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_accepted_is_grey_and_the_rest_grows_darker() {
        assert_eq!(heat_color(0.0, 2.0), heat_color(2.0, 2.0));
        let light = |times: f64| heat_color(times, 1.0).iter().map(|v| i32::from(*v)).sum::<i32>();
        assert!(light(1.5) > light(2.5) && light(2.5) > light(4.0));
        assert_eq!(heat_color(f64::MAX, 1.8), HEAT_STEPS[4].1);
        assert_eq!(heat_color(3.0, f64::NAN), HEAT_STEPS[4].1);
    }
}
