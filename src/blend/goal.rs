//! What a nominal search looks for: the error of a cup.

use super::bed::lab_of_array;
use super::cup::BottleMask;
use super::difference::{
    BOTTLE_FEE, FOLLICLE_SHARE, MARK_SHARE, area_delta_e, area_error, mark_delta_e, mark_error,
};
use super::look_box::AREA_SLOPE;
use super::view::{LOOKS, Sight};
use crate::color::Lab;

/// What is asked of a cup.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Aim {
    /// Marks in the scar: the mark like the follicle, the area like the area average, at the best density.
    Dots {
        /// What a mark must imitate.
        follicle: Lab,
        /// What the area must look like.
        area_average: Lab,
    },
    /// The area alone, by plain CIEDE2000, at the best density: can dots reach it at all?
    DotsArea {
        /// What the area must look like.
        area_average: Lab,
    },
    /// An even tone.
    Even {
        /// What it must look like.
        target: Lab,
    },
    /// Marks in the surround: like the follicle and like the scar's marks.
    Surround {
        /// What a mark must imitate.
        follicle: Lab,
        /// The mark of the scar.
        scar_mark: Lab,
    },
}

/// An aim with its place in the plan's score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Goal {
    /// What is asked.
    pub aim: Aim,
    /// Weight of the error.
    pub weight: f64,
    /// Bottles that the plan has already.
    pub owned: BottleMask,
    /// Whether bottles cost.
    pub with_fee: bool,
}

impl Goal {
    /// One cup alone with the full fee.
    pub fn single(aim: Aim) -> Self {
        Self { aim, weight: 1.0, owned: BottleMask::default(), with_fee: true }
    }

    /// What the bottles cost.
    pub fn fee(&self, bottles: BottleMask) -> f64 {
        if !self.with_fee {
            return 0.0;
        }
        BOTTLE_FEE * (f64::from(self.owned.union(bottles).count()) - 1.0)
    }

    /// Error of one cup without fee and weight, and the best step of the density grid, every step looked at.
    pub fn error(&self, sight: &Sight<'_>) -> (f64, u8) {
        self.error_by(sight, None)
    }

    /// The same without looking at every step of the density, and only where the score can be `bar` or better.
    ///
    /// `shared` holds what goals with the same follicle share for this mark.
    pub(super) fn error_below(
        &self,
        sight: &Sight<'_>,
        shared: &mut Option<(Lab, f64)>,
        bar: f64,
    ) -> Option<(f64, u8)> {
        let mut on_follicle = |follicle: Lab| match *shared {
            Some((known, error)) if known == follicle => error,
            _ => shared.insert((follicle, mark_error(sight.first(), follicle))).1,
        };
        match self.aim {
            Aim::Surround { follicle, scar_mark } => {
                let base = FOLLICLE_SHARE * on_follicle(follicle);
                (self.weight * base <= bar)
                    .then(|| (base + (1.0 - FOLLICLE_SHARE) * mark_delta_e(sight.first(), scar_mark), 0))
            }
            Aim::Dots { follicle, .. } if self.weight * MARK_SHARE * on_follicle(follicle) > bar => None,
            _ => Some(self.error_by(sight, Some(AREA_SLOPE))),
        }
    }

    fn error_by(&self, sight: &Sight<'_>, slope: Option<[f64; 3]>) -> (f64, u8) {
        let over_densities = |error: &dyn Fn(Lab) -> f64| match slope {
            Some(slope) => sight.best_density_by_slope(error, slope),
            None => sight.best_density(error),
        };
        match self.aim {
            Aim::Dots { follicle, area_average } => {
                let (area, step) = over_densities(&|lab| area_error(lab, area_average));
                (MARK_SHARE * mark_error(sight.first(), follicle) + (1.0 - MARK_SHARE) * area, step)
            }
            Aim::DotsArea { area_average } => over_densities(&|lab| area_delta_e(lab, area_average)),
            Aim::Even { target } => (area_error(sight.first(), target), 0),
            Aim::Surround { follicle, scar_mark } => {
                let mark = sight.first();
                let error = FOLLICLE_SHARE * mark_error(mark, follicle)
                    + (1.0 - FOLLICLE_SHARE) * mark_delta_e(mark, scar_mark);
                (error, 0)
            }
        }
    }
}

/// Colour from the first or second three of a look.
pub(super) fn lab_at(look: &[f64; LOOKS], from: usize) -> Lab {
    Lab::new(look[from], look[from + 1], look[from + 2])
}

/// Colour of X, Y, Z that stand in a view.
pub(super) fn color(xyz: [f64; 3]) -> [f64; 3] {
    let lab = lab_of_array(xyz);
    [lab.l, lab.a, lab.b]
}
