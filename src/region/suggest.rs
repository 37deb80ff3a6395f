//! Patches that may be scars: paler and barer than the skin around them. Offered, never marked.

use std::ops::ControlFlow;

use image::{GrayImage, Luma};
use imageproc::distance_transform::Norm;
use imageproc::morphology::{close, dilate, erode, open};
use imageproc::region_labelling::{Connectivity, connected_components};

use super::Shape;
use super::paleness::Cells;
use super::raster::Raster;
use crate::locale::{number, say, tr};
use crate::photo::LinearImage;
use crate::photo::number::{code, single};
use crate::progress::{Cancelled, Progress};

/// Most suggestions for a photo.
const MOST: usize = 5;
/// Longest and shortest side of a patch, and its smallest mean width, mm.
const LENGTH_MM: [f64; 2] = [2.0, 70.0];
const LEAST_WIDTH_MM: f64 = 0.9;
/// Largest share of the photo.
const MOST_SHARE: f64 = 0.15;
/// L* above the skin around it from which a patch is looked at, where the skin is even; and in standard deviations of
/// the skin where it is not.
const PALER: f64 = 1.2;
const PALER_SDS: f64 = 1.0;
/// L* above its surround, and share of its surround's hair, with which a patch is offered.
const OFFERED_PALER: f64 = 2.0;
const OFFERED_SDS: f64 = 1.8;
const OFFERED_HAIR: f64 = 0.45;
/// L* above its surround with which a patch is offered where the head has no hair to tell by.
const OFFERED_HAIRLESS: f64 = 4.5;
/// Least score, L* times bareness times mm, and least share of the best one's.
const LEAST_SCORE: f64 = 8.0;
const SHARE_OF_BEST: f64 = 0.12;
/// Share of the surround's hair below which a cell is bare.
const BARE: f32 = 0.6;
/// Width of the ring that a patch is held against, and the gap before it, mm.
const RING_MM: f64 = 3.0;
const GAP_MM: f64 = 0.75;

/// What a photo is looked at with.
#[derive(Debug, Clone, Copy)]
pub struct SuggestBasis<'a> {
    /// Rows of the matrix from linear Rec. 2020 to X, Y, Z.
    pub xyz_from_linear: [[f64; 3]; 3],
    /// Pixels on a millimetre; none when unknown.
    pub px_per_mm: Option<f64>,
    /// What is no skin, or marked already.
    pub leave_out: &'a [Shape],
}

/// A patch that may be a scar.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// Round it.
    pub outline: Shape,
    /// L* above the skin around it.
    pub paler: f64,
    /// Its share of the hair that the skin around it bears; none where that has hardly any.
    pub hair_share: Option<f64>,
}

impl Suggestion {
    /// Why it is offered, in a sentence without its full stop.
    #[must_use]
    pub fn why(&self) -> String {
        let difference = number(self.paler, 0);
        match self.hair_share {
            Some(share) if share < 0.1 => {
                say!("Paler than the skin around it by L* %{difference}, and bare", difference = difference)
            }
            Some(share) => say!(
                "Paler than the skin around it by L* %{difference}, with %{percent} % of its hair",
                difference = difference,
                percent = number(100.0 * share, 0)
            ),
            None => say!(
                "Paler than the skin around it by L* %{difference}; there is no hair to tell by",
                difference = difference
            ),
        }
    }
}

/// Patches that are paler and barer than their surround, the clearest first, at most five. Works on a picture of at
/// most two thousand pixels across; none are found where nothing stands out.
///
/// # Errors
/// When it was asked to stop.
pub fn suggest_scars(
    image: &LinearImage,
    basis: &SuggestBasis<'_>,
    progress: &dyn Progress,
) -> Result<Vec<Suggestion>, Cancelled> {
    let go_on = |share: f32, doing| match progress.report(share, doing) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Cancelled),
    };
    go_on(0.0, tr("looking for pale patches"))?;
    let Some(cells) = Cells::read(image, basis) else { return Ok(Vec::new()) };
    go_on(0.5, tr("comparing with the skin around"))?;
    let field = Field::new(cells);
    go_on(0.7, tr("outlining pale patches"))?;
    let labels = connected_components(&field.pale_and_bare(), Connectivity::Eight, Luma([0]));
    let count = labels.pixels().map(|label| label[0]).max().unwrap_or(0);
    let mut sizes = vec![0_usize; count as usize + 1];
    for label in labels.pixels() {
        sizes[label[0] as usize] += 1;
    }
    let least = field.cells_of_area(0.5 * LENGTH_MM[0] * LEAST_WIDTH_MM);
    let mut found: Vec<(f64, Suggestion)> = Vec::new();
    for label in (1..=count).filter(|label| sizes[*label as usize] as f64 >= least) {
        go_on(0.7 + 0.3 * label as f32 / count as f32, tr("outlining pale patches"))?;
        let patch = mask(field.size, |x, y| labels.get_pixel(x, y)[0] == label);
        found.extend(field.suggestion(&patch));
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let best = found.first().map_or(0.0, |(score, _)| *score);
    found.retain(|(score, _)| *score >= SHARE_OF_BEST * best);
    found.truncate(MOST);
    Ok(found.into_iter().map(|(_, suggestion)| suggestion).collect())
}

/// How much paler each cell is than the skin about it, and how much hair it bears.
struct Field {
    cells: Cells,
    size: (u32, u32),
    /// L* above the surround's median.
    paler: Vec<f32>,
    /// Smoothed share of the surround's hair.
    hair: Vec<f32>,
    /// Standard deviation of `paler` over the skin.
    spread: f64,
    /// Whether there is hair to tell by.
    hairy: bool,
}

impl Field {
    fn new(cells: Cells) -> Self {
        let (skin, hair) = cells.surround();
        let paler: Vec<f32> = cells.skin.iter().zip(&skin).map(|(own, around)| own - around).collect();
        let paler = cells.boxed(&paler, 1);
        let smooth_hair = cells.boxed(&cells.hair, 2);
        let hair = smooth_hair.iter().zip(&hair).map(|(own, around)| own / around.max(1e-3)).collect();
        let mut off: Vec<f32> =
            paler.iter().zip(&cells.left_out).filter(|(_, out)| !**out).map(|(v, _)| v.abs()).collect();
        let middle = off.len() / 2;
        let spread = if off.is_empty() {
            0.0
        } else {
            1.4826 * f64::from(*off.select_nth_unstable_by(middle, f32::total_cmp).1)
        };
        let hairy = cells.hair_stands_out();
        let size = cells.size;
        Self { cells, size, paler, hair, spread, hairy }
    }

    fn at(&self, x: u32, y: u32) -> usize {
        y as usize * self.size.0 as usize + x as usize
    }

    /// A length in cells.
    fn cells_of(&self, mm: f64) -> u8 {
        code(single(mm / self.cells.cell_mm)).max(1)
    }

    fn cells_of_area(&self, mm2: f64) -> f64 {
        mm2 / (self.cells.cell_mm * self.cells.cell_mm)
    }

    fn pale_and_bare(&self) -> GrayImage {
        let limit = PALER.max(PALER_SDS * self.spread);
        let cells = mask(self.size, |x, y| {
            let at = self.at(x, y);
            let bare = !self.hairy || self.hair[at] < BARE;
            !self.cells.left_out[at] && bare && f64::from(self.paler[at]) > limit
        });
        open(&close(&cells, Norm::LInf, 1), Norm::LInf, 1)
    }

    /// The patch with its border where it is half as pale, and whether it is worth to be offered.
    fn suggestion(&self, patch: &GrayImage) -> Option<(f64, Suggestion)> {
        let ring_of = |patch: &GrayImage| {
            let (inner, outer) = (self.cells_of(GAP_MM), self.cells_of(GAP_MM + RING_MM));
            let (near, far) = (dilate(patch, Norm::LInf, inner), dilate(patch, Norm::LInf, outer));
            mask(self.size, |x, y| {
                let out = self.cells.left_out[self.at(x, y)];
                far.get_pixel(x, y)[0] > 0 && near.get_pixel(x, y)[0] == 0 && !out
            })
        };
        let level = |of: &GrayImage| median(of, &self.paler);
        let half = f64::midpoint(level(patch)?, level(&ring_of(patch))?);
        let near = dilate(patch, Norm::LInf, self.cells_of(GAP_MM) + 1);
        let grown = mask(self.size, |x, y| {
            let at = self.at(x, y);
            near.get_pixel(x, y)[0] > 0 && !self.cells.left_out[at] && f64::from(self.paler[at]) > half
        });
        let grown = open(&close(&grown, Norm::LInf, 2), Norm::LInf, 1);
        let outline = Raster::of(grown, 0.0, 0.0, self.cells.step).outlines().into_iter().next()?;
        let mut inside = Raster::of(GrayImage::new(self.size.0, self.size.1), 0.0, 0.0, self.cells.step);
        inside.add(&outline);
        let inside = inside.cells;
        let ring = ring_of(&inside);
        let core = erode(&inside, Norm::LInf, 1);
        let paler = level(&core).or_else(|| level(&inside))? - level(&ring)?;
        let hair = mean(&core, &self.cells.hair)? / mean(&ring, &self.cells.hair)?.max(1e-6);
        let hair_share = self.hairy.then_some(hair);
        let area = inside.pixels().filter(|p| p[0] > 0).count() as f64;
        let [left, top, right, bottom] = outline.bounds()?;
        let cell_mm = self.cells.cell_mm;
        let mm = cell_mm / self.cells.step;
        let length = (right - left).hypot(bottom - top) * mm;
        let width = area * cell_mm * cell_mm / length;
        let share = area / (f64::from(self.size.0) * f64::from(self.size.1));
        let sized =
            (LENGTH_MM[0]..=LENGTH_MM[1]).contains(&length) && width >= LEAST_WIDTH_MM && share <= MOST_SHARE;
        let clear = match hair_share {
            Some(hair) => {
                let pale = OFFERED_PALER.max(OFFERED_SDS * self.spread);
                paler >= pale && hair <= OFFERED_HAIR
            }
            None => paler >= OFFERED_HAIRLESS,
        };
        let barer = 1.0 - hair_share.unwrap_or(0.5);
        let score = paler * barer * (area * cell_mm * cell_mm).sqrt();
        (sized && clear && score >= LEAST_SCORE).then_some((score, Suggestion { outline, paler, hair_share }))
    }
}

/// The values inside a mask.
fn values(of: &GrayImage, all: &[f32]) -> Vec<f32> {
    of.pixels().zip(all).filter(|(pixel, _)| pixel[0] > 0).map(|(_, value)| *value).collect()
}

fn median(of: &GrayImage, all: &[f32]) -> Option<f64> {
    let mut held = values(of, all);
    let middle = held.len() / 2;
    (!held.is_empty()).then(|| f64::from(*held.select_nth_unstable_by(middle, f32::total_cmp).1))
}

fn mean(of: &GrayImage, all: &[f32]) -> Option<f64> {
    let held = values(of, all);
    let sum: f64 = held.iter().map(|value| f64::from(*value)).sum();
    (!held.is_empty()).then(|| sum / held.len() as f64)
}

fn mask(size: (u32, u32), is_in: impl Fn(u32, u32) -> bool) -> GrayImage {
    GrayImage::from_fn(size.0, size.1, |x, y| Luma([if is_in(x, y) { 255 } else { 0 }]))
}
