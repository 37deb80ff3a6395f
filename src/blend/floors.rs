//! What the error of no cup of a cell can be below, for one or more goals over the same marks.

use super::difference::{KAPPA, MARK_SHARE, area_delta_e, area_error, mark_delta_e, mark_error};
use super::goal::{Aim, Goal};
use super::look_box::{AREA_SLOPE, LookBox, MARK_SLOPE};
use super::nearness::{Nearness, Region, of_surround, widen};
use super::patch::Range;
use crate::color::Lab;

/// All that the goals of a search look for, as regions of CIELAB.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Targets {
    follicle: Option<Region>,
    scar_mark: Option<Region>,
    tone: Option<Region>,
}

impl Targets {
    pub(super) fn of(goals: &[Goal]) -> Self {
        let mut targets = Self::default();
        for goal in goals {
            match goal.aim {
                Aim::Dots { follicle, .. } => widen(&mut targets.follicle, follicle),
                Aim::DotsArea { .. } => {}
                Aim::Even { target } => widen(&mut targets.tone, target),
                Aim::Surround { follicle, scar_mark } => {
                    widen(&mut targets.follicle, follicle);
                    widen(&mut targets.scar_mark, scar_mark);
                }
            }
        }
        targets
    }
}

/// Bounds whose constants are those of one cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Floors {
    follicle: Option<Nearness>,
    scar_mark: Option<Nearness>,
    tone: Option<Nearness>,
    /// Of the area around marks, at any density.
    area: f64,
}

impl Floors {
    /// Over a range of looks; `ground` is the area without marks.
    pub(super) fn over<const N: usize>(
        targets: &Targets,
        goals: &[Goal],
        range: &Range<N>,
        ground: Lab,
    ) -> Self {
        let colors = (first(&range.low), first(&range.high));
        let areas = goals.iter().map(|goal| match goal.aim {
            Aim::Dots { area_average, .. } | Aim::DotsArea { area_average } => {
                let looks = LookBox { low: six(&range.low), high: six(&range.high) };
                looks.path_floor(ground, area_average).max(area_floor(goal, &looks, ground, f64::INFINITY))
            }
            Aim::Even { .. } | Aim::Surround { .. } => 0.0,
        });
        Self {
            follicle: targets.follicle.map(|region| Nearness::of_mark(region, colors, KAPPA)),
            scar_mark: targets.scar_mark.map(|region| Nearness::of_mark(region, colors, 0.0)),
            tone: targets.tone.map(|region| Nearness::of_area(region, colors)),
            area: areas.fold(f64::INFINITY, f64::min),
        }
    }

    /// Of any of the goals, for all looks within `spread` of one.
    #[inline]
    pub(super) fn of_any<const N: usize>(&self, look: &[f64; N], spread: &[f64; N]) -> f64 {
        let (look, spread) = (first(look), first(spread));
        let at = |nearness: &Option<Nearness>| nearness.as_ref().map_or(0.0, |n| n.at(&look, &spread));
        match (&self.tone, &self.scar_mark) {
            (None, Some(_)) => of_surround(at(&self.follicle), at(&self.scar_mark)),
            (Some(_), None) => at(&self.tone),
            _ => 0.0,
        }
    }

    /// Of one goal.
    #[inline]
    pub(super) fn of<const N: usize>(&self, goal: &Goal, look: &[f64; N], spread: &[f64; N]) -> f64 {
        let (look, spread) = (first(look), first(spread));
        let at = |nearness: &Option<Nearness>, target: Lab| {
            nearness.as_ref().map_or(0.0, |nearness| nearness.aimed_at(target).at(&look, &spread))
        };
        match goal.aim {
            Aim::Even { target } => at(&self.tone, target),
            Aim::Surround { follicle, scar_mark } => {
                of_surround(at(&self.follicle, follicle), at(&self.scar_mark, scar_mark))
            }
            Aim::Dots { follicle, .. } => {
                MARK_SHARE * at(&self.follicle, follicle) + (1.0 - MARK_SHARE) * self.area
            }
            Aim::DotsArea { .. } => self.area,
        }
    }
}

/// A sharper and dearer bound for a small range of looks: from the error in its middle and its slope.
///
/// It is as sharp as is needed to tell whether it is above `most`. `on_follicle` keeps what goals with the same follicle
/// share.
pub(super) fn floor_near<const N: usize>(
    goal: &Goal,
    (look, spread): (&[f64; N], &[f64; N]),
    ground: Lab,
    most: f64,
    on_follicle: &mut Option<(Lab, f64)>,
) -> f64 {
    let mark = Lab::new(look[0], look[1], look[2]);
    let reach =
        |slope: [f64; 3]| -> f64 { slope.iter().zip(spread).map(|(slope, spread)| slope * spread).sum() };
    let mut on_follicle = |follicle: Lab| match *on_follicle {
        Some((known, error)) if known == follicle => error,
        _ => on_follicle.insert((follicle, mark_error(mark, follicle))).1,
    };
    match goal.aim {
        Aim::Even { target } => area_error(mark, target) - reach(AREA_SLOPE),
        Aim::Surround { follicle, scar_mark } => {
            of_surround(on_follicle(follicle), mark_delta_e(mark, scar_mark)) - reach(MARK_SLOPE)
        }
        Aim::Dots { follicle, .. } => {
            let on_mark = (on_follicle(follicle) - reach(MARK_SLOPE)).max(0.0);
            let enough = (most - MARK_SHARE * on_mark) / (1.0 - MARK_SHARE);
            MARK_SHARE * on_mark
                + (1.0 - MARK_SHARE) * area_floor(goal, &around(look, spread), ground, enough)
        }
        Aim::DotsArea { .. } => area_floor(goal, &around(look, spread), ground, most),
    }
}

fn around<const N: usize>(look: &[f64; N], spread: &[f64; N]) -> LookBox {
    LookBox {
        low: six(&std::array::from_fn::<f64, N, _>(|c| look[c] - spread[c])),
        high: six(&std::array::from_fn::<f64, N, _>(|c| look[c] + spread[c])),
    }
}

fn area_floor(goal: &Goal, looks: &LookBox, ground: Lab, enough: f64) -> f64 {
    match goal.aim {
        Aim::Dots { area_average, .. } => {
            looks.way_floor(ground, enough, |lab| area_error(lab, area_average))
        }
        Aim::DotsArea { area_average } => {
            looks.way_floor(ground, enough, |lab| area_delta_e(lab, area_average))
        }
        Aim::Even { .. } | Aim::Surround { .. } => 0.0,
    }
}

#[inline]
fn first<const N: usize>(look: &[f64; N]) -> [f64; 3] {
    [look[0], look[1], look[2]]
}

fn six<const N: usize>(look: &[f64; N]) -> [f64; 6] {
    std::array::from_fn(|c| look.get(c).copied().unwrap_or(0.0))
}
