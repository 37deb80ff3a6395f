//! What one drop more or less of a bottle does.

use super::bed::{Bed, Moment};
use super::cup::Cup;
use super::difference::area_delta_e;
use super::measure::DROPS_ML;
use super::report::ZoneDone;
use super::{DROP_ML, Recipe, Sensitivity};
use crate::color::{Interval, Lab};
use crate::optics::Concentrations;

/// For each bottle of each cup of a zone, nominal and healed: of the mark, or of the area where there are none.
pub(super) fn sensitivity(done: &ZoneDone<'_>) -> Vec<Sensitivity> {
    let of_cup = |cup: Option<Cup>, in_wash: bool| -> Vec<Sensitivity> {
        let Some((cup, recipe)) = cup.and_then(|cup| Some((cup, done.stock.recipe(&cup)?))) else {
            return Vec::new();
        };
        let as_it_is = outcome(done, None);
        let with = |bottle: usize, change: f64| {
            let found = outcome(done, Some((in_wash, changed(done, cup, &recipe, (bottle, change)))));
            let delta = [found.l - as_it_is.l, found.a - as_it_is.a, found.b - as_it_is.b];
            (delta, area_delta_e(found, as_it_is))
        };
        let drop_ml = done.stock.drop_ml();
        let one = |(bottle, part): (usize, &super::RecipePart)| {
            let ((delta_lab, delta_e), (less_delta_lab, less_delta_e)) =
                (with(bottle, drop_ml), with(bottle, -drop_ml));
            // As much as usual drops differ from a usual drop.
            let [small, large] = DROPS_ML.map(|ml| with(bottle, ml / DROP_ML * drop_ml).1);
            Sensitivity {
                shade: part.shade.clone(),
                drop_ml,
                delta_l: delta_lab[0],
                delta_e,
                delta_lab,
                less_delta_l: less_delta_lab[0],
                less_delta_e,
                delta_e_of_drops: Interval { low: small.min(large), high: small.max(large) },
                in_wash,
            }
        };
        recipe.parts.iter().enumerate().map(one).collect()
    };
    let mut all = of_cup(done.dots, false);
    all.extend(of_cup(done.wash, true));
    all
}

/// What a cup holds when one of its volumes is changed, never below nothing.
fn changed(done: &ZoneDone<'_>, cup: Cup, recipe: &Recipe, (bottle, change): (usize, f64)) -> Concentrations {
    let water = recipe.ml.last().copied().unwrap_or(0.0);
    let solids = cup.bottles().iter().map(|place| done.stock.bottles()[usize::from(*place)].solids);
    let volumes = recipe
        .ml
        .iter()
        .enumerate()
        .map(|(index, ml)| if index == bottle { (ml + change).max(0.0) } else { *ml });
    let poured: Vec<(f64, Concentrations)> = volumes.zip(solids).collect();
    let pigment: f64 = poured.iter().map(|(ml, _)| ml).sum();
    if pigment > 0.0 { Concentrations::of_cup(&poured, water / pigment) } else { Concentrations::NONE }
}

/// The healed mark, or the area where there are no marks, with one cup (of the wash or not) replaced.
fn outcome(done: &ZoneDone<'_>, replaced: Option<(bool, Concentrations)>) -> Lab {
    let cup = |in_wash: bool, cup: Option<Cup>| match replaced {
        Some((wash, other)) if wash == in_wash => Some(other),
        _ => cup.map(|cup| done.stock.concentrations(&cup)),
    };
    let (wash, dots) = (cup(true, done.wash), cup(false, done.dots));
    let bed = |wash: Option<&Concentrations>| {
        Bed::new(&done.ground.tissue, done.ground.kind, &done.ground.nominal, Moment::HEALED, wash)
    };
    match (wash, dots) {
        (wash, Some(dots)) => {
            let bed = bed(wash.as_ref());
            bed.color(&bed.mark(&dots))
        }
        (wash, None) => {
            let bed = bed(None);
            bed.color(&bed.mark(&wash.unwrap_or(Concentrations::NONE)))
        }
    }
}
