//! How a mark is looked at in a search: by itself, mixed with follicles, or with the area around it.

use super::bed::Bed;
use super::goal::{color, lab_at};
use crate::color::{Illuminant, Lab};
use crate::optics::{AreaTerms, Lanes, cover_of_marks, defaults};

/// Numbers in a look: three of the mark or even tone, three of the area at the highest density.
pub const LOOKS: usize = 6;
/// Steps of the density grid from none to the limit.
pub const DENSITY_STEPS: u8 = 40;

/// What is looked at.
#[derive(Debug, Clone)]
pub enum View {
    /// The mark, or an even tone of the same cup.
    Mark,
    /// An even tone with follicles on it, for a wash under dots: their cover and X, Y, Z.
    WithFollicles {
        /// Share of the area.
        cover: f64,
        /// Of the follicle.
        xyz: [f64; 3],
    },
    /// The mark and the areas by density.
    Dots(Box<DotsView>),
}

/// The ground of dots, ready for any mark.
#[derive(Debug, Clone)]
pub struct DotsView {
    ground_xyz: [f64; 3],
    ground_root: Lanes,
    covers: [f64; DENSITY_STEPS as usize + 1],
}

impl View {
    /// Dots in a bed at densities up to `most_per_cm2`, nominal.
    pub fn dots(bed: &Bed, most_per_cm2: f64) -> Self {
        let ground = bed.ground();
        let covers = std::array::from_fn(|step| {
            let per_cm2 = density(most_per_cm2, u8::try_from(step).unwrap_or(DENSITY_STEPS));
            cover_of_marks(per_cm2, defaults::HEALED_DIAMETER_MM)
        });
        Self::Dots(Box::new(DotsView {
            ground_xyz: ground.xyz_under(Illuminant::D65),
            ground_root: ground.map(|r| r.max(0.0).sqrt()),
            covers,
        }))
    }

    /// Looks at a mark in its bed.
    #[inline]
    pub fn sight<'a>(&'a self, bed: &'a Bed, mark: &Lanes) -> Sight<'a> {
        let mut look = [0.0; LOOKS];
        let mut terms = None;
        let first = match self {
            Self::Mark => color(bed.xyz(mark)),
            Self::WithFollicles { cover, xyz } => {
                let tone = bed.xyz(mark);
                color(std::array::from_fn(|c| (1.0 - cover) * tone[c] + cover * xyz[c]))
            }
            Self::Dots(dots) => {
                let found = AreaTerms::with_root(dots.ground_xyz, &dots.ground_root, mark);
                terms = Some((found, &**dots));
                color(with_q(bed, found.mark))
            }
        };
        look[..3].copy_from_slice(&first);
        let mut sight = Sight { bed, look, terms };
        if sight.terms.is_some() {
            let densest = sight.area(DENSITY_STEPS);
            sight.look[3..].copy_from_slice(&[densest.l, densest.a, densest.b]);
        }
        sight
    }
}

/// Marks per cm² at a step of the grid.
pub fn density(most_per_cm2: f64, step: u8) -> f64 {
    most_per_cm2 * f64::from(step) / f64::from(DENSITY_STEPS)
}

/// One mark as seen.
#[derive(Debug, Clone)]
pub struct Sight<'a> {
    bed: &'a Bed,
    look: [f64; LOOKS],
    terms: Option<(AreaTerms, &'a DotsView)>,
}

impl Sight<'_> {
    /// The numbers that a search interpolates.
    pub fn look(&self) -> &[f64; LOOKS] {
        &self.look
    }

    /// Colour of the mark or even tone.
    pub fn first(&self) -> Lab {
        lab_at(&self.look, 0)
    }

    /// Colour of the area at a step of the density grid; of the mark where the view has no areas.
    pub fn area(&self, step: u8) -> Lab {
        let Some((terms, dots)) = &self.terms else { return self.first() };
        let cover = dots.covers.get(usize::from(step)).copied().unwrap_or(0.0);
        lab_at(&spread(color(with_q(self.bed, terms.xyz(cover)))), 0)
    }

    /// The same as [`best_density`](Self::best_density) without looking at every step.
    ///
    /// Between two steps the error cannot fall below what its largest `slope` with L*, a* and b* allows.
    pub(super) fn best_density_by_slope(&self, error: impl Fn(Lab) -> f64, slope: [f64; 3]) -> (f64, u8) {
        const COARSE: u8 = 10;
        let at = |step: u8| {
            let lab = self.area(step);
            (step, lab, error(lab))
        };
        let mut best = (f64::INFINITY, 0);
        let note = |best: &mut (f64, u8), (step, _, found): &(u8, Lab, f64)| {
            if *found < best.0 || (*found == best.0 && *step < best.1) {
                *best = (*found, *step);
            }
        };
        let points: Vec<(u8, Lab, f64)> = (0..=DENSITY_STEPS / COARSE).map(|i| at(i * COARSE)).collect();
        for point in &points {
            note(&mut best, point);
        }
        let mut open: Vec<_> = points.windows(2).map(|pair| (pair[0], pair[1])).collect();
        while let Some((low, high)) = open.pop() {
            let way = [high.1.l - low.1.l, high.1.a - low.1.a, high.1.b - low.1.b];
            let change: f64 = way.iter().zip(slope).map(|(way, slope)| slope * way.abs()).sum();
            // 5 % for a way that is not quite straight.
            if high.0 - low.0 < 2 || 0.5 * (low.2 + high.2 - 1.05 * change) > best.0 {
                continue;
            }
            let middle = at(u8::midpoint(low.0, high.0));
            note(&mut best, &middle);
            open.push((low, middle));
            open.push((middle, high));
        }
        best
    }

    /// Smallest error of the area over the density grid, and its step; the sparser one where they tie.
    pub fn best_density(&self, error: impl Fn(Lab) -> f64) -> (f64, u8) {
        let mut best = (f64::INFINITY, 0);
        for step in 0..=DENSITY_STEPS {
            let found = error(self.area(step));
            if found < best.0 {
                best = (found, step);
            }
        }
        best
    }
}

fn spread(first: [f64; 3]) -> [f64; LOOKS] {
    [first[0], first[1], first[2], 0.0, 0.0, 0.0]
}

#[inline]
fn with_q(bed: &Bed, xyz: [f64; 3]) -> [f64; 3] {
    let q = bed.tissue().q;
    std::array::from_fn(|c| q[c] * xyz[c])
}
