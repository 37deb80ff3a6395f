//! What is in a cup: as it was planned, and as it was really mixed.

use super::Story;
use crate::blend::{HandCup, HandPlan, Proposal, Recipe};
use crate::case::{Mixed, MixedPlace};
use crate::locale::{count, number, plain, say, tr};

/// The places of cups, in the order they are told.
pub(super) const PLACES: [MixedPlace; 3] =
    [MixedPlace::ScarWash, MixedPlace::ScarMarks, MixedPlace::SurroundMarks];

/// One cup.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cup {
    /// Where it goes.
    pub(super) place: MixedPlace,
    /// What is in it besides water.
    pub(super) bottles: Vec<Poured>,
    /// Parts of water to one part of pigment in all.
    pub(super) water_parts: f64,
    /// Volume of the whole, ml; none when that was not worked out.
    pub(super) volume_ml: Option<f64>,
    /// What one part is, ml; none when that was not worked out.
    part_ml: Option<f64>,
    /// In full notation.
    pub(super) text: String,
}

/// A bottle in a cup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Poured {
    /// Identifier of the shade.
    pub(super) shade: String,
    /// Name on the bottle.
    pub(super) name: String,
    /// Lot; empty where none is known.
    pub(super) lot: String,
    /// Whole parts.
    pub(super) parts: u32,
}

/// A cup of the visit: as planned, as mixed, or both.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CupPair {
    pub(super) place: MixedPlace,
    pub(super) planned: Option<Cup>,
    pub(super) mixed: Option<Cup>,
}

impl Cup {
    /// Parts of pigment in all.
    fn pigment(&self) -> u32 {
        self.bottles.iter().map(|bottle| bottle.parts).sum()
    }

    /// Millilitres of so many parts.
    pub(super) fn ml_of(&self, parts: f64) -> Option<f64> {
        self.part_ml.map(|part| part * parts)
    }

    /// Parts of water in the cup.
    pub(super) fn water(&self) -> f64 {
        f64::from(self.pigment()) * self.water_parts
    }

    /// With the amounts of the plan, where it is the same cup: parts are measured in whole steps, and the cup is not
    /// filled to the brim.
    fn measured_as(self, planned: &Self) -> Self {
        let same_size = planned.volume_ml.zip(self.volume_ml).is_some_and(|(a, b)| (a - b).abs() < 1e-9);
        if same_size && self.pigment() == planned.pigment() && self.is_as(planned) {
            Self { part_ml: planned.part_ml, text: planned.text.clone(), ..self }
        } else {
            self
        }
    }

    /// The same bottles in the same proportions with as much water.
    fn is_as(&self, other: &Self) -> bool {
        let sorted = |cup: &Self| {
            let mut parts: Vec<(String, u32)> =
                cup.bottles.iter().map(|bottle| (bottle.shade.clone(), bottle.parts)).collect();
            parts.sort();
            parts
        };
        let (a, b) = (sorted(self), sorted(other));
        let (sum_a, sum_b) = (u64::from(self.pigment()), u64::from(other.pigment()));
        let alike = |((id, parts), (other, others)): (&(String, u32), &(String, u32))| {
            id == other && u64::from(*parts) * sum_b == u64::from(*others) * sum_a
        };
        a.len() == b.len()
            && a.iter().zip(&b).all(alike)
            && (self.water_parts - other.water_parts).abs() < 1e-9
    }
}

impl CupPair {
    /// What was done, as far as it is known: as mixed, else as planned.
    pub(super) fn best(&self) -> Option<&Cup> {
        self.mixed.as_ref().or(self.planned.as_ref())
    }

    /// Whether what was mixed is not what was planned.
    pub(super) fn differs(&self) -> bool {
        match (&self.planned, &self.mixed) {
            (Some(planned), Some(mixed)) => !planned.is_as(mixed),
            (None, Some(_)) => true,
            _ => false,
        }
    }
}

/// The cups of the visit.
pub(super) fn cups(story: &Story) -> Vec<CupPair> {
    let pair = |place| {
        let planned = planned(story, place);
        let mixed = story.visit.mixed.iter().find(|mixed| mixed.place == place).map(as_mixed);
        let mixed = match (mixed, &planned) {
            (Some(mixed), Some(planned)) => Some(mixed.measured_as(planned)),
            (mixed, _) => mixed,
        };
        (planned.is_some() || mixed.is_some()).then_some(CupPair { place, planned, mixed })
    };
    PLACES.into_iter().filter_map(pair).collect()
}

fn planned(story: &Story, place: MixedPlace) -> Option<Cup> {
    let hand = hand_cup(story.visit.plan.as_ref()?, place)?;
    let recipe = story.proposal().and_then(|proposal| recipe(proposal, place));
    let bottles: Vec<Poured> = hand
        .parts
        .iter()
        .filter(|part| part.parts > 0)
        .map(|part| Poured {
            shade: part.shade.clone(),
            name: story.shelf.name_of(&part.shade).to_owned(),
            lot: story.shelf.lot_of(&part.shade).to_owned(),
            parts: part.parts,
        })
        .collect();
    let water_parts = f64::from(hand.water_parts);
    let volume_ml = recipe.map(|recipe| recipe.cup_ml);
    let first = recipe.and_then(|recipe| recipe.ml.first().zip(recipe.parts.first()));
    let part_ml = first.map(|(ml, part)| ml / f64::from(part.parts.max(1)));
    let text = recipe.map_or_else(|| in_parts(&bottles, water_parts), |recipe| recipe.text.clone());
    Some(Cup { place, bottles, water_parts, volume_ml, part_ml, text })
}

fn hand_cup(plan: &HandPlan, place: MixedPlace) -> Option<&HandCup> {
    match place {
        MixedPlace::ScarWash => plan.wash.as_ref(),
        MixedPlace::ScarMarks => plan.dots.as_ref(),
        MixedPlace::SurroundMarks => plan.surround.as_ref(),
    }
}

fn recipe(proposal: &Proposal, place: MixedPlace) -> Option<&Recipe> {
    match place {
        MixedPlace::ScarWash => proposal.scar.wash.as_ref(),
        MixedPlace::ScarMarks => proposal.scar.dots.as_ref(),
        MixedPlace::SurroundMarks => proposal.surround.as_ref()?.dots.as_ref(),
    }
}

fn as_mixed(mixed: &Mixed) -> Cup {
    let bottles: Vec<Poured> = mixed
        .bottles
        .iter()
        .map(|bottle| Poured {
            shade: bottle.shade.clone(),
            name: bottle.name.clone(),
            lot: bottle.lot.clone(),
            parts: bottle.parts,
        })
        .collect();
    let text = in_parts(&bottles, mixed.water_parts);
    let pigment: u32 = bottles.iter().map(|bottle| bottle.parts).sum();
    let all = f64::from(pigment) * (1.0 + mixed.water_parts);
    let cup = Cup {
        place: mixed.place,
        bottles,
        water_parts: mixed.water_parts,
        volume_ml: Some(mixed.cup_ml),
        part_ml: (all > 0.0).then_some(mixed.cup_ml / all),
        text,
    };
    let parts = cup.bottles.iter().map(|bottle| f64::from(bottle.parts)).chain([cup.water()]);
    let volumes: Vec<String> =
        parts.filter(|parts| *parts > 0.0).filter_map(|parts| cup.ml_of(parts)).map(ml).collect();
    let text = format!("{}: {}", cup.text, volumes.join(" + "));
    Cup { text, ..cup }
}

/// "0.05 ml"
fn ml(value: f64) -> String {
    format!("{} ml", plain((value * 100.0).round() / 100.0))
}

/// "1 part Black + 20 parts water (21 parts)"
fn in_parts(bottles: &[Poured], water_parts: f64) -> String {
    let pigment: u32 = bottles.iter().map(|bottle| bottle.parts).sum();
    let water = f64::from(pigment) * water_parts;
    let mut items: Vec<String> = bottles
        .iter()
        .map(|bottle| {
            count!(bottle.parts, "%{n} part %{bottle}", "%{n} parts %{bottle}", bottle = bottle.name)
        })
        .collect();
    let figure = |value: f64| number(value, usize::from((value - value.round()).abs() > 0.049));
    items.push(if water <= 0.0 {
        tr("no water").to_owned()
    } else if (water - 1.0).abs() < 1e-9 {
        count!(1_u32, "%{n} part water", "%{n} parts water")
    } else {
        say!("%{n} parts water", n = figure(water))
    });
    let all = f64::from(pigment) + water;
    let all = if (all - 1.0).abs() < 1e-9 {
        count!(1_u32, "%{n} part", "%{n} parts")
    } else {
        say!("%{n} parts", n = figure(all))
    };
    format!("{} ({all})", items.join(" + "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::MixedBottle;

    fn mixed(parts: [u32; 2], water_parts: f64) -> Cup {
        let bottle = |(name, parts): (&str, u32)| MixedBottle {
            shade: name.to_lowercase(),
            name: name.to_owned(),
            parts,
            lot: String::new(),
            titanium_dioxide: false,
        };
        let bottles = ["Black", "Brown"].into_iter().zip(parts).map(bottle).collect();
        as_mixed(&Mixed { place: MixedPlace::ScarMarks, bottles, water_parts, cup_ml: 1.0 })
    }

    #[test]
    fn cups_are_written_out_in_full() {
        let cup = mixed([3, 1], 24.0);
        assert_eq!(
            cup.text,
            "3 parts Black + 1 part Brown + 96 parts water (100 parts): 0.03 ml + 0.01 ml + 0.96 ml"
        );
        assert!(cup.is_as(&mixed([6, 2], 24.0)) && !cup.is_as(&mixed([3, 1], 20.0)));
        assert!(!cup.is_as(&mixed([2, 1], 24.0)));
        assert_eq!(
            mixed([1, 1], 20.5).text,
            "1 part Black + 1 part Brown + 41 parts water (43 parts): 0.02 ml + 0.02 ml + 0.95 ml"
        );
    }
}
