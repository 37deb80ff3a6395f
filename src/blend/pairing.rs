//! The surround's cups beside each answer for the scar.
//!
//! For each answer the best plan of each number of bottles is sought among all its candidates. Their marks and errors
//! against the follicle are the same for every answer and found once. Looking like the scar's marks is not; there a
//! lower bound of CIEDE2000 in each world tells which candidates need not be worked out.

use std::collections::HashMap;

use super::cup::Cup;
use super::difference::{Spread, mark_delta_e};
use super::full::Scored;
use super::nearness::{Nearness, Region, just, of_surround, widen};
use super::solve::{Part, Plan};
use super::top_list::Ranked;
use crate::color::Lab;

/// Marks of one cup in the surround in all worlds, and their errors against the follicle.
#[derive(Debug, Clone)]
pub(super) struct Marks {
    pub(super) marks: Vec<Lab>,
    pub(super) on_follicle: Vec<f64>,
}

/// All candidates for all answers.
#[derive(Debug)]
pub(super) struct Pairing {
    cups: HashMap<Cup, Marks>,
    /// In each world the range of all marks.
    regions: Vec<Region>,
}

impl Pairing {
    pub(super) fn new(cups: Vec<(Cup, Marks)>) -> Self {
        let mut regions: Vec<Option<Region>> = Vec::new();
        for (_, cup) in &cups {
            regions.resize(cup.marks.len(), None);
            regions.iter_mut().zip(&cup.marks).for_each(|(region, mark)| widen(region, *mark));
        }
        Self { cups: cups.into_iter().collect(), regions: regions.into_iter().flatten().collect() }
    }

    /// The best plan of each number of bottles beside an answer with these marks in all worlds.
    pub(super) fn best(
        &self,
        (wash, answer): (Option<Cup>, Part),
        scar_marks: &[Lab],
        candidates: &[Ranked],
    ) -> Vec<Plan> {
        let near = |(scar, region): (&Lab, &Region)| Nearness::of_mark(just(*scar), *region, 0.0);
        let near: Vec<Nearness> = scar_marks.iter().zip(&self.regions).map(near).collect();
        let mut errors = Vec::with_capacity(scar_marks.len());
        let mut plan = |ranked: &Ranked, beside: &dyn Fn(usize, Lab) -> f64| {
            let Marks { marks, on_follicle } = self.cups.get(&ranked.cup)?;
            let worlds = marks.iter().zip(on_follicle).enumerate();
            errors.clear();
            errors.extend(worlds.map(|(world, (mark, on))| of_surround(*on, beside(world, *mark))));
            let scored = Scored { ranked: *ranked, spread: Spread::of(&mut errors) };
            Some(Plan::new(wash, answer, Some(Part { scored, per_cm2: answer.per_cm2 })))
        };
        let floor = |world: usize, mark: Lab| {
            near.get(world).map_or(0.0, |near| near.at(&[mark.l, mark.a, mark.b], &[0.0; 3]))
        };
        let truth =
            |world: usize, mark: Lab| scar_marks.get(world).map_or(0.0, |scar| mark_delta_e(*scar, mark));
        let mut floors: Vec<Plan> = candidates.iter().filter_map(|ranked| plan(ranked, &floor)).collect();
        floors.sort_by(Plan::compare);
        let mut best: Vec<Plan> = Vec::new();
        for least in floors {
            let known = best.iter().position(|plan| plan.bottles == least.bottles);
            // Scores that are equal to 1e-9 may still win by their tie.
            if known.is_some_and(|at| least.score > best[at].score + 2e-9) {
                continue;
            }
            let Some(ranked) = least.surround.map(|part| part.scored.ranked) else { continue };
            let Some(plan) = plan(&ranked, &truth) else { continue };
            match known {
                Some(at) if plan.compare(&best[at]).is_lt() => best[at] = plan,
                Some(_) => {}
                None => best.push(plan),
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::super::draws::ZoneKind;
    use super::super::worlds::{Ground, plus};
    use super::super::{Bottle, MatchSettings, MatchTarget, Moment, Stock, draws, mark_error, proportions};
    use super::*;
    use crate::optics::{Colourant, Concentrations};

    /// The same plans as by working out every candidate.
    #[test]
    fn nothing_is_missed() {
        let target = MatchTarget::example();
        let draws = draws(&target);
        let bottle = |id: &str, colourant, amount| Bottle {
            id: id.to_owned(),
            name: id.to_owned(),
            solids: Concentrations::single(colourant, amount),
            max_water: None,
            neat_only: false,
        };
        let bottles = vec![
            bottle("black", Colourant::CarbonBlack, 150.0),
            bottle("rust", Colourant::IronOxideRed, 90.0),
            bottle("yellow", Colourant::OrganicYellow, 200.0),
        ];
        let stock = Stock::new(bottles, &MatchSettings::default());
        let follicle = target.follicle.unwrap();
        let surround = Ground::new(ZoneKind::Surround, target.bare_skin, target.area_average).worlds(
            &draws,
            Moment::HEALED,
            None,
        );
        let all_parts = (1..=3).flat_map(|count| stock.sets(count)).flat_map(|set| {
            let parts = proportions(set.len(), 5);
            parts.into_iter().map(move |parts| (set.clone(), parts))
        });
        let cups = all_parts
            .flat_map(|(set, parts)| [0, 3, 9, 20].map(|water| Cup::new(&set, &parts, water).unwrap()));
        let of_cup = |cup: Cup| {
            let marks = surround.marks(&stock.concentrations(&cup), &draws);
            let wanted = draws.iter().map(|draw| plus(follicle, draw.follicle_error()));
            let on_follicle = marks.iter().zip(wanted).map(|(mark, wanted)| mark_error(*mark, wanted));
            let on_follicle = on_follicle.collect();
            (cup, Marks { marks, on_follicle })
        };
        let cups: Vec<(Cup, Marks)> = cups.map(of_cup).collect();
        let candidate = |(cup, _): &(Cup, Marks)| Ranked { score: 0.0, cup: *cup, density_step: 0 };
        let candidates: Vec<Ranked> = cups.iter().map(candidate).collect();
        let pairing = Pairing::new(cups);
        let scar = Ground::new(ZoneKind::Scar, target.scar_skin, target.area_average).worlds(
            &draws,
            Moment::HEALED,
            None,
        );
        for ranked in candidates.iter().step_by(17) {
            let scar_marks = scar.marks(&stock.concentrations(&ranked.cup), &draws);
            let spread = Spread { mean: 3.0, p90: 5.0 };
            let answer = Part { scored: Scored { ranked: *ranked, spread }, per_cm2: 100.0 };
            let found = pairing.best((None, answer), &scar_marks, &candidates);
            assert!(!found.is_empty());
            for plan in found {
                let of = |ranked: &Ranked| {
                    let Marks { marks, on_follicle } = &pairing.cups[&ranked.cup];
                    let errors = marks.iter().zip(on_follicle).zip(&scar_marks);
                    let mut errors: Vec<f64> = errors
                        .map(|((mark, on), scar)| of_surround(*on, mark_delta_e(*scar, *mark)))
                        .collect();
                    let scored = Scored { ranked: *ranked, spread: Spread::of(&mut errors) };
                    Plan::new(None, answer, Some(Part { scored, per_cm2: 100.0 }))
                };
                let all = candidates.iter().map(of).filter(|other| other.bottles == plan.bottles);
                assert_eq!(all.min_by(Plan::compare), Some(plan));
            }
        }
    }
}
