//! The full stage: the score over all draws.

use rayon::prelude::*;

use super::difference::{FOLLICLE_SHARE, MARK_SHARE, Spread, area_error, mark_delta_e, mark_error};
use super::draws::Draw;
use super::top_list::Ranked;
use super::worlds::{Look, plus};
use crate::color::Lab;

/// What a zone is judged by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Judge<'a> {
    /// Marks in the scar.
    Scar { follicle: Lab, area_average: Lab },
    /// An even tone, judged by its area; the target is bare skin or the area average.
    Even { target: Lab, bare_skin: bool },
    /// Marks in the surround, beside the scar's marks in the same worlds.
    Surround { follicle: Lab, area_average: Lab, scar_marks: &'a [Lab] },
}

impl Judge<'_> {
    /// What a mark should look like in a world.
    pub(super) fn mark_target(&self, draw: &Draw) -> Option<Lab> {
        match self {
            Self::Scar { follicle, .. } | Self::Surround { follicle, .. } => {
                Some(plus(*follicle, draw.follicle_error()))
            }
            Self::Even { .. } => None,
        }
    }

    /// What the area should look like in a world.
    pub(super) fn area_target(&self, draw: &Draw) -> Lab {
        match self {
            Self::Scar { area_average, .. } | Self::Surround { area_average, .. } => {
                plus(*area_average, draw.area_error())
            }
            Self::Even { target, bare_skin: true } => plus(*target, draw.bare_skin_error()),
            Self::Even { target, bare_skin: false } => plus(*target, draw.area_error()),
        }
    }

    /// Errors of looks in all worlds.
    pub(super) fn errors(&self, looks: &[Look], draws: &[Draw]) -> Vec<f64> {
        let error = |(index, (look, draw)): (usize, (&Look, &Draw))| {
            let on_mark = match (look.mark, self.mark_target(draw)) {
                (Some(mark), Some(target)) => mark_error(mark, target),
                _ => 0.0,
            };
            match self {
                Self::Scar { .. } => {
                    MARK_SHARE * on_mark + (1.0 - MARK_SHARE) * area_error(look.area, self.area_target(draw))
                }
                Self::Even { .. } => area_error(look.area, self.area_target(draw)),
                Self::Surround { scar_marks, .. } => {
                    let beside =
                        scar_marks.get(index).zip(look.mark).map_or(0.0, |(a, b)| mark_delta_e(*a, b));
                    FOLLICLE_SHARE * on_mark + (1.0 - FOLLICLE_SHARE) * beside
                }
            }
        };
        looks.iter().zip(draws).enumerate().map(error).collect()
    }
}

/// A cup with its score over all draws.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scored {
    /// Where the nominal stage put it.
    pub(super) ranked: Ranked,
    /// Mean and 90 % quantile of the error.
    pub(super) spread: Spread,
}

/// Scores cups over all draws, on all threads.
pub(super) fn score_all(
    candidates: &[Ranked],
    looks: impl Fn(&Ranked) -> Vec<Look> + Sync,
    judge: Judge<'_>,
    draws: &[Draw],
) -> Vec<Scored> {
    let score = |ranked: &Ranked| {
        let mut errors = judge.errors(&looks(ranked), draws);
        Scored { ranked: *ranked, spread: Spread::of(&mut errors) }
    };
    candidates.par_iter().map(score).collect()
}
