//! How far a wash goes at a scar's edge: as far as the scar itself does on the photo.
//!
//! A hand follows the edge that it sees. Were the wash's edge softer than the scar's, a pale rim would be left inside and
//! a dark one outside, on every plan. So the mean profile of light across the edge is read from the photo, by distance
//! from the outline, and the wash has the same; an outline that is drawn some tenths of a millimetre off is made good too.

use super::around::Around;
use super::field::DistanceField;
use crate::photo::number::{floor_index, single};
use crate::photo::{LinearImage, PixelRect, light_pixels};

/// Farthest from the outline that the profile is read, mm; within it the wash has ended.
const REACH_MM: f64 = 1.0;
/// Skin that must be told from the scar, mm outside; the fields go as far.
pub(super) const FIELD_MM: f64 = 1.6;
/// Scar that is full for sure, mm from the outline.
const FULL_MM: (f64, f64) = (-1.6, -0.7);
/// Between the steps of the profile, mm.
const STEP_MM: f64 = 0.05;
/// Steps of the profile.
const STEPS: usize = 41;
/// Between the samples, mm.
const SAMPLE_MM: f64 = 0.05;
/// Samples of a step below which it tells nothing.
const FEWEST: usize = 12;
/// Least difference of scar and skin, as a share of the skin's light.
const LEAST_CONTRAST: f32 = 0.04;
/// Width of the edge where the photo does not tell it, mm (*assumed*).
const PLAIN_MM: f32 = 0.3;

/// Share of the wash by distance from the outline, from [`REACH_MM`] inside to as much outside; never growing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Edge([f32; STEPS]);

impl Edge {
    /// All of the wash up to the very edge, and a short fall outside.
    const fn plain() -> Self {
        let mut steps = [1.0; STEPS];
        let middle = STEPS / 2;
        let mut i = middle + 1;
        while i < STEPS {
            let t = 1.0 - (i - middle) as f32 * 0.05 / PLAIN_MM;
            steps[i] = if t > 0.0 { t } else { 0.0 };
            i += 1;
        }
        Self(steps)
    }

    /// The edge of the scar whose field is `fields[scar]`; `luminance` takes linear light to Y, and `is_out` tells
    /// places that are left out.
    pub(super) fn read(
        image: &LinearImage,
        luminance: [f32; 3],
        (fields, scar): (&[DistanceField], usize),
        around: &Around,
        px_per_mm: f64,
        is_out: impl Fn(f64, f64) -> bool,
    ) -> Self {
        let Some(field) = fields.get(scar) else { return Self::plain() };
        let [left, top, right, bottom] = field.bounds();
        let (left, top) = (left.max(0.0), top.max(0.0));
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let step = (SAMPLE_MM * px_per_mm).max(1.0);
        let count = |from: f64, to: f64| u32::try_from(floor_index((to - from) / step)).unwrap_or(0);
        let size = (count(left, right.min(width)), count(top, bottom.min(height)));
        let part =
            PixelRect { x: left, y: top, width: f64::from(size.0) * step, height: f64::from(size.1) * step };
        let mut told: Vec<(f32, f32)> = Vec::new();
        for (i, v) in light_pixels(image, part, size).into_iter().enumerate() {
            let (column, row) = (i % size.0.max(1) as usize, i / size.0.max(1) as usize);
            let (x, y) = (left + (column as f64 + 0.5) * step, top + (row as f64 + 0.5) * step);
            let distance = field.at(x, y);
            if !(single(FULL_MM.0)..=single(FIELD_MM)).contains(&distance) || is_out(x, y) {
                continue;
            }
            let beside = fields.iter().enumerate().any(|(j, other)| j != scar && other.at(x, y) < distance);
            if !beside {
                let skin = around.at(x, y).map_or(1.0, |xyz| xyz[1]).max(1e-5);
                let light: f32 = (0..3).map(|c: usize| luminance[c] * v[c]).sum();
                told.push((distance, light / skin));
            }
        }
        Self::from_samples(&told).unwrap_or(Self::plain())
    }

    /// From distances and light; none when they do not tell scar from skin.
    fn from_samples(told: &[(f32, f32)]) -> Option<Self> {
        let middle = |from: f64, to: f64| {
            let range = single(from)..single(to);
            let mut light: Vec<f32> = told
                .iter()
                .filter(|(distance, _)| range.contains(distance))
                .map(|(_, light)| *light)
                .collect();
            if light.len() < FEWEST {
                return None;
            }
            // The median: single hairs across the edge do not count.
            let half = light.len() / 2;
            Some(*light.select_nth_unstable_by(half, f32::total_cmp).1)
        };
        let (full, none) = (middle(FULL_MM.0, FULL_MM.1)?, middle(REACH_MM, FIELD_MM)?);
        if (full - none).abs() < LEAST_CONTRAST * none {
            return None;
        }
        let mut steps = [0.0_f32; STEPS];
        for (i, step) in steps.iter_mut().enumerate() {
            let at = i as f64 * STEP_MM - REACH_MM;
            let light = middle(at - 0.5 * STEP_MM, at + 0.5 * STEP_MM)?;
            *step = ((light - none) / (full - none)).clamp(0.0, 1.0);
        }
        (steps[0], steps[STEPS - 1]) = (1.0, 0.0);
        // A wash that never grows outwards: between what is never more and what is never less.
        let (mut falling, mut rising) = (steps, steps);
        for i in 1..STEPS {
            falling[i] = falling[i].min(falling[i - 1]);
            rising[STEPS - 1 - i] = rising[STEPS - 1 - i].max(rising[STEPS - i]);
        }
        Some(Self(std::array::from_fn(|i| 0.5 * (falling[i] + rising[i]))))
    }

    /// Share of the wash at a distance from the outline, negative inside.
    pub(super) fn share(&self, distance_mm: f32) -> f32 {
        let at = (f64::from(distance_mm) + REACH_MM) / STEP_MM;
        let low = floor_index(at).min(STEPS - 2);
        let along = single((at - low as f64).clamp(0.0, 1.0));
        self.0[low] * (1.0 - along) + self.0[low + 1] * along
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(share: impl Fn(f32) -> f32) -> Vec<(f32, f32)> {
        (0..4000_u16)
            .map(|i| {
                let distance = -1.6 + 3.2 * f32::from(i) / 4000.0;
                // Every fifth is a hair.
                let light = 1.0 + 0.3 * share(distance);
                (distance, if i % 5 == 0 { 0.2 } else { light })
            })
            .collect()
    }

    #[test]
    fn the_wash_has_the_edge_of_the_scar() {
        let soft = |distance: f32| (0.6 - distance).clamp(0.0, 1.0);
        let edge = Edge::from_samples(&samples(soft)).expect("scar and skin differ");
        for distance in [-2.0, -0.8, -0.3, 0.1, 0.4, 0.9, 3.0] {
            let share = edge.share(distance);
            assert!((share - soft(distance)).abs() < 0.05, "{distance}: {share}");
        }
    }

    #[test]
    fn where_the_photo_does_not_tell_it_reaches_the_edge_and_ends() {
        assert_eq!(Edge::from_samples(&samples(|_| 0.0)), None);
        assert_eq!(Edge::from_samples(&[]), None);
        let plain = Edge::plain();
        assert_eq!(plain.share(0.0), 1.0);
        assert!(plain.share(0.35) < 0.01 && (plain.share(0.15) - 0.5).abs() < 0.01);
    }
}
