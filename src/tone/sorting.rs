//! What a measurement found out about which pixels to use, so that any pixel of the photo can be asked.

use super::PixelUse;
use super::contrast::Contrast;
use super::hair::Separation;
use super::judge::{Judge, lab};
use crate::color::{Lab, xyz_of};

/// By what a measurement told used pixels from others; see [`left_out`](super::left_out()).
#[derive(Debug, Clone, PartialEq)]
pub struct Sorting {
    /// Light and verdicts.
    pub(super) judge: Judge,
    /// Side of a cell in pixels.
    pub(super) side: u32,
    /// Each scar, in the order of the regions.
    pub(super) scars: Vec<ScarSorting>,
    /// L* of the surround's bare skin, from and to.
    pub(super) band: [f64; 2],
    /// The surround's hair, where it was told from skin.
    pub(super) hair: Option<HairRule>,
}

/// What is left out of a scar's skin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ScarSorting {
    /// Width of the border in pixels.
    pub(super) border: usize,
    /// Roughness of a patch above which hair lies across it; none when that could not be told.
    pub(super) rough: Option<f64>,
}

/// From which share on a pixel is hair for the most part.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct HairRule {
    projection: [f64; 3],
    skin: f64,
    hair: f64,
    limit: f64,
}

/// Share of the most that the pattern can show from which on a pixel counts as hair.
const MOSTLY: f64 = 0.75;

impl HairRule {
    pub(super) fn of(found: &Separation) -> Self {
        let Contrast { projection, .. } = found.contrast;
        let limit = MOSTLY * found.unmixed.pattern.peak();
        Self { projection, skin: found.unmixed.skin, hair: found.unmixed.hair, limit }
    }

    /// Whether a pixel of this flattened XYZ is hair for the most part.
    pub(super) fn holds(&self, xyz: [f64; 3]) -> bool {
        let value: f64 = self.projection.iter().zip(xyz).map(|(p, c)| p * c).sum();
        (self.skin - value) / (self.skin - self.hair) > self.limit
    }
}

impl Sorting {
    /// What a pixel of the surround is used for, from its flattened L*, a*, b*.
    pub(super) fn use_of(&self, lab: [f32; 3]) -> PixelUse {
        match skin_or_between(lab, self.band) {
            PixelUse::Between if self.is_hair(lab) => PixelUse::Hair,
            skin => skin,
        }
    }

    /// Whether a pixel of the surround of this flattened XYZ is left out of bare skin as hair.
    pub(super) fn leaves_as_hair(&self, xyz: [f32; 3]) -> bool {
        let xyz = xyz.map(f64::from);
        // Few pixels are hair: the lightness is asked of those alone.
        self.hair.is_some_and(|hair| hair.holds(xyz)) && {
            let level = lab(xyz).l;
            level < self.band[0] || level > self.band[1]
        }
    }

    fn is_hair(&self, lab: [f32; 3]) -> bool {
        let [l, a, b] = lab.map(f64::from);
        self.hair.is_some_and(|hair| {
            let xyz = xyz_of(Lab::new(l, a, b));
            hair.holds([xyz.x, xyz.y, xyz.z])
        })
    }
}

/// Whether the lightness of a pixel is that of skin, from and to.
pub(super) fn skin_or_between(lab: [f32; 3], [from, to]: [f64; 2]) -> PixelUse {
    let level = f64::from(lab[0]);
    if level >= from && level <= to { PixelUse::Skin } else { PixelUse::Between }
}
