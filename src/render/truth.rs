//! The true tones of a scene, taken from the ideal picture: no light, shine, spots, blur or noise.

use serde::{Deserialize, Serialize};

use crate::color::Lab;

use super::canvas::Canvas;
use super::coverage::capsule;
use super::follicles::Hair;
use super::tint::{Light, lab_of_light};
use crate::photo::number::floor_index;

/// Diameter of a healed mark, mm: the disc that a follicle is averaged over.
const HEALED_MM: f64 = 0.18;
/// At most about this many pixels enter a median.
const SAMPLES: usize = 30_000;

/// Everything that is known about a rendered picture. The surround is the ring from 1 to 11 mm beside the
/// scars, inside the picture, without card and ruler.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SceneTruth {
    /// Tones in even light with true exposure and white: what a measurement reads that is flattened to the
    /// light at the card and calibrated on it, wherever the card lies.
    pub at_card_light: TrueTones,
    /// Tones as the camera shows them in the median light over scars and surround, that is
    /// [`Self::at_card_light`] in linear light times [`Self::median_light`], exposure and cast: what a
    /// measurement without a card reads.
    pub at_median_light: TrueTones,
    /// Median over scars and surround of the light; the brightest place of the picture has 1.
    pub median_light: f64,
    /// Light on the card in the same measure, when there is one.
    pub light_at_card: Option<f64>,
    /// Brightest over darkest light on scars and surround, minus one, in percent.
    pub light_gradient_percent: f64,
    /// Share of the surround that hair hides.
    pub cover: f64,
    /// Median width of the hairs in the surround, mm.
    pub hair_width_mm: Option<f64>,
    /// Median visible length of the hairs in the surround without their round ends, mm.
    pub hair_length_mm: Option<f64>,
    /// Hairs whose middle lies in the surround.
    pub hairs: usize,
    /// The same on a square centimetre of the surround.
    pub hairs_per_cm2: f64,
    /// Scale of the picture.
    pub px_per_mm: f64,
}

/// The true tones under one light.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrueTones {
    /// Skin inside each scar's outline and its soft border, where no hair lies over it: median by coordinate of the
    /// mottled skin, in the order of the regions.
    pub scars: Vec<Lab>,
    /// Skin of the surround between the hairs: median by coordinate of the mottled skin.
    pub bare_skin: Lab,
    /// The hair's own colour.
    pub hair: Lab,
    /// Discs of 0.18 mm on the middle of each hair of the surround, overlapping discs merged, mean in
    /// linear light inside, median by coordinate over the discs. None without hair.
    pub follicle: Option<Lab>,
    /// Mean in linear light of skin and hair over the surround.
    pub area_average: Lab,
}

impl TrueTones {
    /// To four decimals, which keeps case files readable.
    fn rounded(mut self) -> Self {
        let tones =
            self.scars.iter_mut().chain([&mut self.bare_skin, &mut self.hair, &mut self.area_average]);
        for tone in tones.chain(&mut self.follicle) {
            let round = |value: f64| (value * 1e4).round() / 1e4;
            *tone = Lab::new(round(tone.l), round(tone.a), round(tone.b));
        }
        self
    }
}

/// What the truth is made of, in linear light at light 1.
#[derive(Debug)]
pub(crate) struct TruthParts {
    scars: Vec<Vec<Light>>,
    bare: Vec<Light>,
    hair: Light,
    follicles: Vec<[f64; 3]>,
    area: [f64; 3],
    pub(crate) cover: f64,
    pub(crate) hairs: Vec<Hair>,
    pub(crate) pixels: usize,
}

impl TruthParts {
    pub(crate) fn new(canvas: &Canvas, surround: &[bool]) -> Self {
        let (mut area, mut cover, mut pixels) = ([0.0; 3], 0.0, 0_usize);
        for index in surround.iter().enumerate().filter_map(|(i, inside)| inside.then_some(i)) {
            let light = canvas.pixel(index);
            area = std::array::from_fn(|c| area[c] + f64::from(light[c]));
            cover += f64::from(canvas.hair.cover(index));
            pixels += 1;
        }
        let count = pixels.max(1) as f64;
        let stride = pixels / SAMPLES + 1;
        let inside = |hair: &&Hair| {
            let (x, y) = hair.middle();
            let size = canvas.scars.width as f64;
            x >= 0.0 && y >= 0.0 && x < size && {
                surround.get(floor_index(y) * canvas.scars.width + floor_index(x)).copied().unwrap_or(false)
            }
        };
        let hairs: Vec<Hair> = canvas.hairs.iter().filter(inside).copied().collect();
        let bare = (0..surround.len()).filter(|i| surround[*i] && canvas.hair.cover(*i) == 0.0);
        let scars = (0..canvas.scars.scars.len()).map(|owner| scar_samples(canvas, owner)).collect();
        Self {
            scars,
            bare: bare.step_by(stride).map(|index| canvas.skin[index]).collect(),
            hair: canvas.hair_light,
            follicles: follicles(canvas, &hairs),
            area: area.map(|sum| sum / count),
            cover: cover / count,
            hairs,
            pixels,
        }
    }

    /// The tones when all light is multiplied by `gain`.
    pub(crate) fn tones(&self, gain: [f64; 3]) -> TrueTones {
        let lab = |light: [f64; 3]| lab_of_light(std::array::from_fn(|c| light[c] * gain[c]));
        let wide = |light: &Light| lab(light.map(f64::from));
        let nothing = Lab::new(0.0, 0.0, 0.0);
        let median_of =
            |lights: &[Light]| median(&lights.iter().map(wide).collect::<Vec<_>>()).unwrap_or(nothing);
        TrueTones {
            scars: self.scars.iter().map(|samples| median_of(samples)).collect(),
            bare_skin: median_of(&self.bare),
            hair: wide(&self.hair),
            follicle: median(&self.follicles.iter().map(|light| lab(*light)).collect::<Vec<_>>()),
            area_average: lab(self.area),
        }
        .rounded()
    }
}

/// Pixels of one scar inside its soft border.
fn scar_samples(canvas: &Canvas, owner: usize) -> Vec<Light> {
    let map = &canvas.scars;
    let mine = || {
        (0..map.share.len()).filter(move |&i| {
            map.share[i] > 0.995 && usize::from(map.owner[i]) == owner && canvas.hair.cover(i) == 0.0
        })
    };
    let stride = mine().count() / SAMPLES + 1;
    mine().step_by(stride).map(|index| canvas.skin[index]).collect()
}

/// Mean light in each group of overlapping discs.
fn follicles(canvas: &Canvas, hairs: &[Hair]) -> Vec<[f64; 3]> {
    let radius = 0.5 * HEALED_MM * canvas.px_per_mm;
    let centers: Vec<(f64, f64)> = hairs.iter().map(Hair::middle).collect();
    let mut means = Vec::new();
    for group in overlapping(&centers, 2.0 * radius) {
        let mut points: Vec<(usize, u64)> = Vec::new();
        for &i in &group {
            let center = centers[i];
            capsule(center, center, radius, (canvas.scars.width, canvas.scars.height), |index, bits| {
                points.push((index, bits));
            });
        }
        points.sort_unstable_by_key(|point| point.0);
        let (mut sum, mut count) = ([0.0; 3], 0.0);
        for pixel in points.chunk_by(|a, b| a.0 == b.0) {
            let Some(&(index, _)) = pixel.first() else { continue };
            let bits = pixel.iter().fold(0, |all, (_, bits)| all | bits);
            let hair = f64::from((bits & canvas.hair.bits(index)).count_ones());
            let skin = f64::from(bits.count_ones()) - hair;
            let gain = f64::from(canvas.hair.gain(index));
            let (own, under) = (canvas.hair_light, canvas.skin[index]);
            sum = std::array::from_fn(|c| {
                sum[c] + hair * gain * f64::from(own[c]) + skin * f64::from(under[c])
            });
            count += hair + skin;
        }
        if count > 0.0 {
            means.push(sum.map(|s| s / count));
        }
    }
    means
}

/// Groups of places that are joined by steps shorter than `reach`.
fn overlapping(places: &[(f64, f64)], reach: f64) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|a, b| places[*a].0.total_cmp(&places[*b].0));
    let mut group: Vec<usize> = (0..places.len()).collect();
    fn root(group: &mut [usize], mut i: usize) -> usize {
        while group[i] != i {
            group[i] = group[group[i]];
            i = group[i];
        }
        i
    }
    for (k, &i) in order.iter().enumerate() {
        for &j in order.iter().skip(k + 1).take_while(|j| places[**j].0 - places[i].0 < reach) {
            if (places[i].0 - places[j].0).hypot(places[i].1 - places[j].1) < reach {
                let (a, b) = (root(&mut group, i), root(&mut group, j));
                group[a.max(b)] = a.min(b);
            }
        }
    }
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); places.len()];
    for i in 0..places.len() {
        members[root(&mut group, i)].push(i);
    }
    members.retain(|m| !m.is_empty());
    members
}

/// Median by coordinate.
fn median(labs: &[Lab]) -> Option<Lab> {
    let middle = |of: fn(&Lab) -> f64| middle_of(&mut labs.iter().map(of).collect::<Vec<_>>());
    Some(Lab::new(middle(|lab| lab.l)?, middle(|lab| lab.a)?, middle(|lab| lab.b)?))
}

/// Median of numbers; none of none.
pub(crate) fn middle_of(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    let upper = *values.get(half)?;
    if values.len() % 2 == 1 { Some(upper) } else { Some(0.5 * (upper + values[half - 1])) }
}
