//! An outline that grows over like tones from a place.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use image::{GrayImage, Luma};
use imageproc::distance_transform::Norm;
use imageproc::morphology::{close, open};

use super::Shape;
use super::raster::Raster;
use crate::color::{Lab, Xyz, lab_of};
use crate::photo::number::floor_index;
use crate::photo::{LinearImage, PixelPos, PixelRect, light_pixels};

/// Side of a cell, mm: several hairs and pores are taken together. Without a scale, the share of the diagonal.
const CELL_MM: f64 = 0.25;
const CELL_SHARE: f64 = 0.0022;
/// Cells on each side of the place that are looked at.
const REACH: u32 = 200;
/// Distances from the place's tone, CIELAB, between which the border is looked for, and the rise over which it must
/// stay.
const RANGE: (f64, f64) = (2.5, 16.0);
const RISE: f64 = 2.0;
/// Fewest cells of a region, and the largest share of what is looked at.
const FEWEST: usize = 24;
const MOST_SHARE: f64 = 0.35;

/// The region of like tone about a place, where its border is the clearest: the one that grows least while the
/// tolerance rises (as in maximally stable extremal regions, Matas and others 2002). `xyz_from_linear` are the rows
/// of the matrix from linear Rec. 2020 to X, Y, Z. None when nothing stands out.
///
/// Takes some tens of milliseconds.
#[must_use]
pub fn like_tones(
    image: &LinearImage,
    xyz_from_linear: &[[f64; 3]; 3],
    place: PixelPos,
    px_per_mm: Option<f64>,
) -> Option<Shape> {
    let diagonal = f64::from(image.width()).hypot(f64::from(image.height()));
    let step = px_per_mm.map_or(CELL_SHARE * diagonal, |scale| CELL_MM * scale).max(1.0).round();
    let inside = (0.0..f64::from(image.width())).contains(&place.x)
        && (0.0..f64::from(image.height())).contains(&place.y);
    if !inside {
        return None;
    }
    let span = |at: f64, length: u32| {
        let from = (at - f64::from(REACH) * step).max(0.0);
        let to = (at + f64::from(REACH) * step).min(f64::from(length));
        (from, u32::try_from(floor_index((to - from) / step)).unwrap_or(0))
    };
    let ((left, width), (top, height)) = (span(place.x, image.width()), span(place.y, image.height()));
    if width < 5 || height < 5 {
        return None;
    }
    let area =
        PixelRect { x: left, y: top, width: f64::from(width) * step, height: f64::from(height) * step };
    let tones: Vec<Lab> = light_pixels(image, area, (width, height))
        .into_iter()
        .map(|v| {
            let v = v.map(f64::from);
            let [x, y, z] = xyz_from_linear.map(|m| (m[0] * v[0] + m[1] * v[1] + m[2] * v[2]).max(0.0));
            lab_of(Xyz::new(x, y, z))
        })
        .collect();
    let cell = |v: f64, from: f64, count: u32| floor_index((v - from) / step).min(count as usize - 1);
    let seed = (cell(place.x, left, width), cell(place.y, top, height));
    let grown = Growth::new(&smooth(&tones, width as usize), (width as usize, height as usize), seed);
    let tolerance = grown.clearest()?;
    let cells = GrayImage::from_fn(width, height, |x, y| {
        let at = y as usize * width as usize + x as usize;
        Luma([u8::from(grown.level.get(at).is_some_and(|level| *level <= tolerance)) * 255])
    });
    // Closed over single hairs, then freed of the whiskers between hairs.
    let cells = open(&close(&cells, Norm::LInf, 1), Norm::LInf, 1);
    let outlines = Raster::of(cells, left, top, step).outlines();
    outlines.into_iter().next()
}

/// Mean of each cell and its eight neighbours.
fn smooth(tones: &[Lab], width: usize) -> Vec<Lab> {
    let height = tones.len() / width.max(1);
    let mean = |x: usize, y: usize| {
        let rows = y.saturating_sub(1)..(y + 2).min(height);
        let columns = x.saturating_sub(1)..(x + 2).min(width);
        let cells = rows.flat_map(|r| columns.clone().map(move |c| r * width + c));
        let (sum, n) = cells
            .filter_map(|at| tones.get(at))
            .fold(([0.0; 3], 0.0), |(s, n), lab| ([s[0] + lab.l, s[1] + lab.a, s[2] + lab.b], n + 1.0));
        Lab::new(sum[0] / n, sum[1] / n, sum[2] / n)
    };
    (0..tones.len()).map(|i| mean(i % width, i / width)).collect()
}

/// From which tolerance on each cell belongs to the region.
struct Growth {
    level: Vec<f64>,
}

impl Growth {
    fn new(tones: &[Lab], (width, height): (usize, usize), seed: (usize, usize)) -> Self {
        let mut level = vec![f64::INFINITY; tones.len()];
        let start = seed.1 * width + seed.0;
        let Some(own) = tones.get(start).copied() else { return Self { level } };
        let off = |at: usize| {
            tones.get(at).map_or(f64::INFINITY, |t| {
                ((t.l - own.l).powi(2) + (t.a - own.a).powi(2) + (t.b - own.b).powi(2)).sqrt()
            })
        };
        let mut open = BinaryHeap::from([Next { level: 0.0, at: start }]);
        while let Some(Next { level: reached, at }) = open.pop() {
            if level.get(at).is_none_or(|known| *known <= reached) {
                continue;
            }
            level[at] = reached;
            let (x, y) = (at % width, at / width);
            let sides = [
                (x > 0).then(|| at - 1),
                (x + 1 < width).then(|| at + 1),
                (y > 0).then(|| at - width),
                (y + 1 < height).then(|| at + width),
            ];
            for at in sides.into_iter().flatten().filter(|&at| level[at] == f64::INFINITY) {
                open.push(Next { level: reached.max(off(at)), at });
            }
        }
        Self { level }
    }

    /// The tolerance at which the region grows least.
    fn clearest(&self) -> Option<f64> {
        let mut sorted: Vec<f64> = self.level.iter().copied().filter(|level| level.is_finite()).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let area = |tolerance: f64| sorted.partition_point(|level| *level <= tolerance);
        let most = floor_index(MOST_SHARE * self.level.len() as f64);
        let steps = floor_index((RANGE.1 - RANGE.0) / 0.25);
        (0..=steps)
            .map(|i| RANGE.0 + 0.25 * i as f64)
            .filter(|&tolerance| (FEWEST..=most).contains(&area(tolerance)))
            .map(|tolerance| {
                let grown = area(tolerance + RISE) as f64 / area(tolerance) as f64;
                (grown, tolerance)
            })
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)))
            // What doubles over the rise has no border there.
            .filter(|(grown, _)| *grown < 2.0)
            .map(|(_, tolerance)| tolerance + 0.5 * RISE)
    }
}

/// A cell to look at; the nearest in tone first.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Next {
    level: f64,
    at: usize,
}

impl Eq for Next {}

impl Ord for Next {
    fn cmp(&self, other: &Self) -> Ordering {
        other.level.total_cmp(&self.level).then(other.at.cmp(&self.at))
    }
}

impl PartialOrd for Next {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
