//! The weaker recipe of the first visit.

use super::MatchSettings;
use super::cup::Cup;
use super::difference::TOO_DARK_DELTA_L;
use super::full::Judge;
use super::report::ZoneDone;
use super::solve::Solver;
use super::worlds::{Look, Treatment};
use crate::optics::Concentrations;

/// Most water at a first visit, parts.
const MOST_WATER: u8 = 100;

/// The cups of a zone at the first visit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct FirstCups {
    pub(super) wash: Option<Cup>,
    pub(super) dots: Option<Cup>,
}

/// The strongest cups of the same family that are unlikely to heal too dark; none when even 100 parts of water are
/// not enough. `least_water` holds for the marks: a scar is never treated stronger than its surround.
pub(super) fn first_cups(
    done: &ZoneDone<'_>,
    solver: &Solver<'_>,
    settings: &MatchSettings,
    least_water: u8,
) -> Option<FirstCups> {
    let Some(dots) = done.dots else {
        let wash = strongest_wash(done, done.wash?, solver, settings)?;
        return Some(FirstCups { wash: Some(wash), dots: None });
    };
    let wash = match done.wash {
        Some(wash) => Some(strongest_wash(done, wash, solver, settings)?),
        None => None,
    };
    let wash_cup = wash.map(|cup| done.stock.concentrations(&cup));
    let worlds = done.ground.worlds(solver.draws, super::Moment::HEALED, wash_cup.as_ref());
    let per_cm2 = done.per_cm2 * settings.thresholds.first_density_share;
    let dots = strongest(done, dots, least_water, |cup| {
        let looks = worlds.looks(Treatment::Dots { cup, per_cm2 }, solver.draws);
        too_dark(&looks, &done.judge, solver) < settings.thresholds.first_too_dark
    })?;
    Some(FirstCups { wash, dots: Some(dots) })
}

fn strongest_wash(
    done: &ZoneDone<'_>,
    wash: Cup,
    solver: &Solver<'_>,
    settings: &MatchSettings,
) -> Option<Cup> {
    let worlds = done.ground.worlds(solver.draws, super::Moment::HEALED, None);
    strongest(done, wash, 0, |cup| {
        let looks = worlds.looks(Treatment::Even(cup), solver.draws);
        too_dark(&looks, &done.judge, solver) < settings.thresholds.first_too_dark
    })
}

/// More water never makes the chance of too dark larger but for odd mixtures, so all waters are tried in turn.
fn strongest(
    done: &ZoneDone<'_>,
    cup: Cup,
    least_water: u8,
    fits: impl Fn(&Concentrations) -> bool,
) -> Option<Cup> {
    let neat = cup.bottles().iter().any(|place| done.stock.bottles()[usize::from(*place)].neat_only);
    let most = if neat { cup.water() } else { MOST_WATER };
    (cup.water().max(least_water)..=most)
        .map(|water| cup.with_water(water))
        .filter(|cup| done.stock.can_measure(cup.total_parts(), cup.water()))
        .find(|cup| fits(&done.stock.concentrations(cup)))
}

/// Chance that the mark, or the even tone, is more than 2 L* below its target.
fn too_dark(looks: &[Look], judge: &Judge<'_>, solver: &Solver<'_>) -> f64 {
    let dark = |(look, draw): &(&Look, &super::Draw)| match (look.mark, judge.mark_target(draw)) {
        (Some(mark), Some(target)) => mark.l < target.l - TOO_DARK_DELTA_L,
        _ => look.area.l < judge.area_target(draw).l - TOO_DARK_DELTA_L,
    };
    looks.iter().zip(solver.draws).filter(dark).count() as f64 / looks.len().max(1) as f64
}
