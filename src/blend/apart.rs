//! How far apart the two zones will look.

use super::ZonesApart;
use super::bed::Moment;
use super::difference::{area_delta_e, quantile};
use super::draws::Draw;
use super::full::Judge;
use super::report::{ZoneDone, ZoneReport};
use crate::color::Lab;

/// Shares of the scar's density at which the feather is looked at; it falls to nothing at 5 mm.
const FEATHER_SHARES: [f64; 3] = [0.25, 0.5, 0.75];

/// Medians over the draws of CIEDE2000 (1, 1, 1), fresh, healed, at one and at three years.
pub(super) fn zones_apart(
    scar: &ZoneReport,
    judge: &Judge<'_>,
    surround: Option<(&ZoneDone<'_>, &ZoneReport)>,
    draws: &[Draw],
) -> ZonesApart {
    let to_average = |seen: Lab, draw: &Draw| area_delta_e(seen, judge.area_target(draw));
    let areas = scar
        .looks
        .each_ref()
        .map(|looks| quantile(looks.iter().zip(draws).map(|(look, draw)| to_average(look.area, draw)), 0.5));
    let marks = surround.map(|(_, surround)| {
        std::array::from_fn(|at| {
            let pairs = scar.looks[at].iter().zip(&surround.looks[at]);
            quantile(pairs.filter_map(|(a, b)| Some(area_delta_e(a.mark?, b.mark?))), 0.5)
        })
    });
    let feather_worst = surround.map(|(done, report)| {
        let distance = |looks: &[super::worlds::Look]| {
            let errors = looks
                .iter()
                .zip(draws)
                .map(|(look, draw)| area_delta_e(look.area, done.judge.area_target(draw)));
            quantile(errors, 0.5)
        };
        std::array::from_fn(|at| {
            let thinner = FEATHER_SHARES.map(|share| distance(&done.looks(draws, Moment::SHOWN[at], share)));
            thinner.into_iter().fold(distance(&report.looks[at]), f64::max)
        })
    });
    let nothing = [f64::NAN; 4];
    ZonesApart { marks: marks.unwrap_or(nothing), areas, feather_worst: feather_worst.unwrap_or(nothing) }
}
