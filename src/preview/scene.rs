//! What is worked out once for a plan on a photo.

use std::ops::ControlFlow;

use super::PreviewError;
use super::around::Around;
use super::edge::{self, Edge};
use super::field::{DistanceField, FINE_NODE_MM};
use super::hairs;
use super::lights::{self, Matrix};
use super::marks::{Mark, Marks};
use super::scatter::{Ground, scatter};
use crate::blend::{OUTLOOK_LIGHTS, Outlook, acceptance};
use crate::calibrate::Calibration;
use crate::color::Lab;
use crate::locale::tr;
use crate::optics::defaults;
use crate::photo::number::{floor_index, single};
use crate::photo::{LinearImage, PixelRect};
use crate::progress::{Cancelled, Progress};
use crate::region::{Mask, Masks, Regions, masks};
use crate::tone::Tones;

/// Width of the feather zone, mm: there the density falls to nothing.
pub(super) const FEATHER_MM: f64 = 5.0;
/// Most marks that are placed.
const MOST_MARKS: usize = 60_000;
/// Nearest a mark comes to the middle of a hair, as a share of the mean distance of hairs and marks together
/// (*assumed*), and of a mark's healed width, where they just touch.
const CLEAR: (f64, f64) = (0.35, 0.75);
/// Blur of a photo that was not measured, pixels.
const USUAL_BLUR_PX: f64 = 0.8;

/// What a preview is made of.
#[derive(Debug, Clone, Copy)]
pub struct PreviewOf<'a> {
    /// The photo.
    pub image: &'a LinearImage,
    /// What is marked on it.
    pub regions: &'a Regions,
    /// How its colours are set.
    pub calibration: &'a Calibration,
    /// What was measured on it.
    pub tones: &'a Tones,
    /// Standard deviation of its blur in pixels, where measured.
    pub blur_px: Option<f64>,
    /// The plan.
    pub outlook: &'a Outlook,
    /// What the scar's area should look like.
    pub goal: Lab,
}

/// A plan on a photo, ready to be painted.
#[derive(Debug, Clone)]
pub struct Preview {
    pub(super) size: (u32, u32),
    pub(super) px_per_mm: f64,
    pub(super) blur_px: f64,
    pub(super) fields: Vec<DistanceField>,
    /// How a wash ends at each scar's edge.
    pub(super) edges: Vec<Edge>,
    pub(super) excluded: Mask,
    pub(super) marks: Marks,
    pub(super) outlook: Outlook,
    pub(super) to_xyz: Matrix,
    pub(super) lights: [Matrix; OUTLOOK_LIGHTS.len()],
    pub(super) goal: Lab,
    /// The measured surround, and how it is lit from place to place.
    pub(super) surround: Lab,
    pub(super) around: Around,
    pub(super) accepted: f64,
}

impl Preview {
    /// Finds the hairs beside the scars and scatters the plan's marks among them; takes some tenths of a second.
    ///
    /// # Errors
    /// When marks are planned and the scale is not known, there are too many of them, the outlines are not sound, or
    /// the work was asked to stop.
    pub fn new(of: &PreviewOf<'_>, progress: &dyn Progress) -> Result<Self, PreviewError> {
        let go_on = |share| match progress.report(share, tr("Reading the outlines")) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Cancelled),
        };
        go_on(0.0)?;
        let dots = of.outlook.marks_per_cm2 > 0.0;
        let scale = of.tones.scale.map(|scale| scale.px_per_mm);
        if dots && scale.is_none() {
            return Err(PreviewError::NoScale);
        }
        // Without a scale only the width of the wash's edge is a guess.
        let px_per_mm = scale.unwrap_or(10.0);
        let size = (of.image.width(), of.image.height());
        let masks = masks(of.regions, size.0, size.1, scale)?;
        let excluded = excluded(of.regions, &masks, size, scale)?;
        let reach = if dots { FEATHER_MM } else { edge::FIELD_MM };
        go_on(0.1)?;
        let fields = masks
            .scars
            .iter()
            .filter_map(|mask| DistanceField::new(mask, px_per_mm, reach, FINE_NODE_MM))
            .collect();
        let to_xyz = of.calibration.light.nearest_matrix().map(|row| row.map(single));
        let around = Around::new(of.image, &masks, &to_xyz, px_per_mm);
        let mut preview = Self {
            size,
            px_per_mm,
            blur_px: of.blur_px.unwrap_or(USUAL_BLUR_PX),
            fields,
            edges: Vec::new(),
            excluded,
            marks: Marks::default(),
            outlook: of.outlook.clone(),
            to_xyz,
            lights: lights::matrices(of.tones),
            goal: of.goal,
            surround: of.tones.area_average.lab,
            around,
            accepted: acceptance(of.tones.bare_skin.lab),
        };
        preview.edges = (0..preview.fields.len()).map(|scar| preview.edge(of.image, scar)).collect();
        if dots && !preview.fields.is_empty() {
            go_on(0.2)?;
            preview.marks = preview.scattered(of, progress)?;
        }
        Ok(preview)
    }

    /// Accepted distance of an area from what it should look like, CIEDE2000.
    #[must_use]
    pub fn accepted(&self) -> f64 {
        self.accepted
    }

    /// How many marks the plan sets, feather included.
    #[must_use]
    pub fn mark_count(&self) -> usize {
        self.marks.count()
    }

    /// The middles of all marks, in pixels of the photo.
    pub fn mark_places(&self) -> impl Iterator<Item = [f64; 2]> + '_ {
        self.marks.all().map(|mark| [mark.x, mark.y])
    }

    /// The part of the photo about the scars, with `around_mm` of skin on each side of what is changed.
    #[must_use]
    pub fn area_about_scars(&self, around_mm: f64) -> PixelRect {
        let around = around_mm * self.px_per_mm;
        let (width, height) = (f64::from(self.size.0), f64::from(self.size.1));
        let [left, top, right, bottom] = self.bounds();
        let (left, top) = ((left - around).clamp(0.0, width), (top - around).clamp(0.0, height));
        let (right, bottom) = ((right + around).clamp(left, width), (bottom + around).clamp(top, height));
        PixelRect { x: left, y: top, width: (right - left).max(1.0), height: (bottom - top).max(1.0) }
    }

    /// Signed distance to the nearest scar in mm, negative inside, and which one.
    pub(super) fn nearest(&self, x: f64, y: f64) -> (f32, usize) {
        let mut nearest = (f32::INFINITY, 0);
        for (i, field) in self.fields.iter().enumerate() {
            let distance = field.at(x, y);
            if distance < nearest.0 {
                nearest = (distance, i);
            }
        }
        nearest
    }

    /// Whether a place on the photo is left out.
    pub(super) fn is_excluded(&self, x: f64, y: f64) -> bool {
        let pixel = |v: f64| u32::try_from(floor_index(v)).unwrap_or(u32::MAX);
        self.excluded.contains(pixel(x), pixel(y))
    }

    /// Share of the scar's density at a distance from it.
    pub(super) fn density_share(distance_mm: f32) -> f32 {
        (1.0 - distance_mm.max(0.0) / single(FEATHER_MM)).max(0.0)
    }

    /// Left, top, right, bottom of all that is changed.
    pub(super) fn bounds(&self) -> [f64; 4] {
        let nothing = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        self.fields
            .iter()
            .map(DistanceField::bounds)
            .fold(nothing, |a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
    }

    /// How a wash ends at the edge of a scar.
    fn edge(&self, image: &LinearImage, scar: usize) -> Edge {
        let is_out = |x: f64, y: f64| self.is_excluded(x, y);
        let scars = (self.fields.as_slice(), scar);
        Edge::read(image, self.to_xyz[1], scars, &self.around, self.px_per_mm, is_out)
    }

    fn scattered(&self, of: &PreviewOf<'_>, progress: &dyn Progress) -> Result<Marks, PreviewError> {
        let bounds = self.bounds();
        let (width, height) = (f64::from(self.size.0), f64::from(self.size.1));
        let allows = |x: f64, y: f64| {
            let on_picture = x >= 0.0 && y >= 0.0 && x < width && y < height;
            on_picture && f64::from(self.nearest(x, y).0) < FEATHER_MM && !self.is_excluded(x, y)
        };
        let step = (0.1 * self.px_per_mm).max(1.0);
        let count = |from: f64, to: f64| floor_index((to - from) / step) + 1;
        let nodes = (0..count(bounds[1], bounds[3]))
            .flat_map(|row| (0..count(bounds[0], bounds[2])).map(move |column| (column, row)))
            .filter(|&(column, row)| {
                allows(bounds[0] + (column as f64 + 0.5) * step, bounds[1] + (row as f64 + 0.5) * step)
            })
            .count();
        let area = nodes as f64 * step * step;
        let per_px2 = of.outlook.marks_per_cm2 / (10.0 * self.px_per_mm).powi(2);
        let wanted = floor_index(area * per_px2 + 0.5);
        if wanted > MOST_MARKS {
            return Err(PreviewError::TooMany { marks: wanted, most: MOST_MARKS });
        }
        let luminance = self.to_xyz[1];
        let hairs = hairs::find(of.image, of.tones, luminance, bounds, self.px_per_mm);
        let hair_area = (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]);
        let together = per_px2 + hairs.places.len() as f64 / hair_area;
        let touching = CLEAR.1 * defaults::HEALED_DIAMETER_MM * self.px_per_mm;
        let clear = (CLEAR.0 / together.sqrt()).max(touching);
        let ground = Ground { bounds, allows: &allows, area, fixed: &hairs.places, clear };
        let places = scatter(&ground, wanted, progress)?;
        let spread = hairs.size_spread;
        // Mean of the squares is 1, so that the marks take the area that is planned.
        let usual = (-spread * spread).exp();
        let marks = places.iter().filter_map(|place| {
            let (distance, scar) = self.nearest(place.x, place.y);
            let stays = place.rank < f64::from(Self::density_share(distance));
            // The rank is even over 0..1 and apart from the place, so it serves for the size too.
            let lot = (place.rank * 7919.0).fract().clamp(1e-3, 1.0 - 1e-3);
            let size = usual * (spread * crate::optics::distribution::normal_quantile(lot)).exp();
            stays.then_some(Mark { x: place.x, y: place.y, size, scar: (distance <= 0.0).then_some(scar) })
        });
        Ok(Marks::new(marks.collect::<Vec<_>>(), self.size.0, self.size.1))
    }
}

/// The pixels that the exclusions take from scars and surround, of which `left` is left.
fn excluded(
    regions: &Regions,
    left: &Masks,
    (width, height): (u32, u32),
    scale: Option<f64>,
) -> Result<Mask, PreviewError> {
    if regions.exclusions.is_empty() {
        return Ok(Mask::default());
    }
    let bare = Regions { exclusions: Vec::new(), ..regions.clone() };
    let all = |masks: &Masks| masks.scars.iter().fold(masks.surround.clone(), |all, scar| all.union(scar));
    Ok(all(&masks(&bare, width, height, scale)?).minus(&all(left)))
}
