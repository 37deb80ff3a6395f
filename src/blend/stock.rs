//! The bottles at hand, and what may be mixed from them.

use super::cup::{Cup, MOST_PARTS, proportions};
use super::measure::{SYRINGE_STEP_ML, hundredths, measure, ml_text};
use super::{Job, MatchSettings, Recipe, RecipePart};
use crate::library::{ShadeKind, ShadeLibrary};
use crate::locale::{count, number, say, tr};
use crate::optics::Concentrations;

/// A bottle that may be used.
#[derive(Debug, Clone, PartialEq)]
pub struct Bottle {
    /// Identifier in the library.
    pub id: String,
    /// Name in recipes.
    pub name: String,
    /// What it holds, mg/ml.
    pub solids: Concentrations,
    /// Most water the label allows, in parts.
    pub max_water: Option<u32>,
    /// Neither mixed nor diluted.
    pub neat_only: bool,
}

/// What may be mixed: bottles, waters and limits.
#[derive(Debug, Clone, PartialEq)]
pub struct Stock {
    bottles: Vec<Bottle>,
    waters: Vec<u8>,
    most_parts: u8,
    least_cup_ml: f64,
    by_drop: bool,
    drop_ml: f64,
}

/// More bottles than anyone has; those beyond are left out.
const MOST_STOCK: usize = 256;
/// Drops are offered below this dilution.
const DROPS_BELOW_WATER: u8 = 10;
/// Water of marks, parts to one part of pigment.
const DOTS_WATER: u8 = 30;
/// Further waters of a wash.
const WASH_WATERS: [u8; 6] = [35, 40, 50, 60, 80, 100];

impl Stock {
    /// The bottles of a library that are in stock, not left out, not expired and allowed for a job.
    ///
    /// Flesh tones are for skin tone alone: in dots and washes they would never tan or fade with the rest.
    pub fn of(library: &ShadeLibrary, job: Job, settings: &MatchSettings) -> Self {
        let usable = library.shades().iter().filter(|shade| {
            shade.in_stock
                && !settings.without.contains(&shade.id)
                && !settings.today.is_some_and(|today| shade.expired(today))
                && (job == Job::SkinTone || shade.kind != ShadeKind::SkinTone)
        });
        let bottles = usable.map(|shade| Bottle {
            id: shade.id.clone(),
            name: shade.name.clone(),
            solids: shade.solids,
            max_water: shade.max_water_parts,
            neat_only: shade.neat_only,
        });
        let stock = Self::new(bottles.take(MOST_STOCK).collect(), settings);
        if matches!(job, Job::Wash | Job::SkinTone) { stock.for_washes() } else { stock }
    }

    /// Of these bottles, with the waters of marks.
    pub fn new(bottles: Vec<Bottle>, settings: &MatchSettings) -> Self {
        Self {
            bottles,
            waters: (0..=DOTS_WATER).collect(),
            most_parts: settings.most_parts.clamp(1, MOST_PARTS),
            least_cup_ml: settings.cup_ml,
            by_drop: settings.measured_by_drop,
            drop_ml: settings.drop_ml.clamp(SYRINGE_STEP_ML, 1.0),
        }
    }

    /// The same with the waters of washes: up to 100 parts.
    #[must_use]
    pub fn for_washes(mut self) -> Self {
        self.waters = (0..=DOTS_WATER).chain(WASH_WATERS).collect();
        self
    }

    /// The same with a smaller total of parts.
    #[must_use]
    pub fn with_most_parts(mut self, most_parts: u8) -> Self {
        self.most_parts = most_parts.min(MOST_PARTS);
        self
    }

    /// The same without one bottle.
    #[must_use]
    pub fn without(mut self, id: &str) -> Self {
        self.bottles.retain(|bottle| bottle.id != id);
        self
    }

    /// The bottles, in the order of the library.
    pub fn bottles(&self) -> &[Bottle] {
        &self.bottles
    }

    /// Waters that may be used, rising, parts to one part of pigment.
    pub fn waters(&self) -> &[u8] {
        &self.waters
    }

    /// What a drop holds, ml.
    pub fn drop_ml(&self) -> f64 {
        self.drop_ml
    }

    /// The least that can be measured, ml.
    fn step_ml(&self) -> f64 {
        if self.by_drop { self.drop_ml } else { SYRINGE_STEP_ML }
    }

    /// Largest total of parts.
    pub fn most_parts(&self) -> u8 {
        self.most_parts
    }

    /// All sets of `count` bottles, each rising.
    pub fn sets(&self, count: usize) -> Vec<Vec<u8>> {
        let mut sets: Vec<Vec<u8>> = vec![Vec::new()];
        for _ in 0..count {
            sets = sets.iter().flat_map(|set| self.longer(set)).collect();
        }
        sets
    }

    fn longer(&self, set: &[u8]) -> Vec<Vec<u8>> {
        let from = set.last().map_or(0, |last| usize::from(*last) + 1);
        let next = (from..self.bottles.len()).filter_map(|bottle| u8::try_from(bottle).ok());
        next.map(|bottle| set.iter().copied().chain([bottle]).collect()).collect()
    }

    /// Waters that all bottles of a set allow.
    pub fn waters_of(&self, set: &[u8]) -> Vec<u8> {
        let chosen = || set.iter().filter_map(|bottle| self.bottles.get(usize::from(*bottle)));
        let neat = chosen().any(|bottle| bottle.neat_only);
        if neat && set.len() > 1 {
            return Vec::new();
        }
        let most =
            if neat { 0 } else { chosen().filter_map(|bottle| bottle.max_water).min().unwrap_or(u32::MAX) };
        self.waters.iter().copied().filter(|water| u32::from(*water) <= most).collect()
    }

    /// Whether a hand can measure it: see [`measure`].
    pub fn can_measure(&self, total_parts: u32, water: u8) -> bool {
        measure(total_parts * (1 + u32::from(water)), self.least_cup_ml, self.step_ml()).is_some()
    }

    /// Whether a cup may be mixed; `water` beyond the grid is judged by the labels and the hand alone.
    pub fn allows(&self, cup: &Cup) -> bool {
        self.waters_of(cup.bottles()).contains(&cup.water())
            && self.can_measure(cup.total_parts(), cup.water())
    }

    /// How many cups of `count` bottles may be mixed.
    pub fn cups(&self, count: usize) -> u64 {
        let totals: Vec<u32> = proportions(count, self.most_parts)
            .iter()
            .map(|parts| parts.iter().map(|parts| u32::from(*parts)).sum())
            .collect();
        let with = |water: u8| totals.iter().filter(|total| self.can_measure(**total, water)).count() as u64;
        let by_water: Vec<(u8, u64)> = self.waters.iter().map(|water| (*water, with(*water))).collect();
        let of_set = |set: &Vec<u8>| -> u64 {
            let waters = self.waters_of(set);
            by_water.iter().filter(|(water, _)| waters.contains(water)).map(|(_, cups)| cups).sum()
        };
        self.sets(count).iter().map(of_set).sum()
    }

    /// What a cup holds, mg/ml.
    #[inline]
    pub fn concentrations(&self, cup: &Cup) -> Concentrations {
        let scale = 1.0 / (f64::from(cup.total_parts()) * (1.0 + f64::from(cup.water())));
        let mut sum = Concentrations::NONE;
        for (bottle, parts) in cup.bottles().iter().zip(cup.parts()) {
            let solids = &self.bottles[usize::from(*bottle)].solids;
            for (sum, amount) in sum.0.iter_mut().zip(solids.0) {
                *sum += f64::from(*parts) * scale * amount;
            }
        }
        sum
    }

    /// Written out for a hand to mix from; none when 10 ml do not allow it.
    pub fn recipe(&self, cup: &Cup) -> Option<Recipe> {
        let pigment = cup.total_parts();
        let water = pigment * u32::from(cup.water());
        let measured = measure(pigment + water, self.least_cup_ml, self.step_ml())?;
        let in_ml = |parts: u32| hundredths(f64::from(parts) * measured.part_ml);
        let bottles = || cup.bottles().iter().map(|place| &self.bottles[usize::from(*place)]);
        let parts: Vec<u32> = cup.parts().iter().map(|parts| u32::from(*parts)).collect();
        let ml: Vec<f64> = parts.iter().copied().chain([water]).map(in_ml).collect();
        let names: Vec<&str> = bottles().map(|bottle| bottle.name.as_str()).collect();
        let mut steps = vec![in_parts(&names, (&parts, water), &ml)];
        if cup.water() > 0 && pigment > 1 {
            steps.push(count!(
                u32::from(cup.water()),
                "%{n} part of water to 1 part of pigment",
                "%{n} parts of water to 1 part of pigment"
            ));
        }
        steps.push(say!("%{volume} cup", volume = ml_text(measured.cup_ml)));
        if cup.water() < DROPS_BELOW_WATER {
            steps.push(in_drops(&names, (&parts, water), (measured.part_ml, self.drop_ml)));
        }
        Some(Recipe {
            parts: bottles().zip(parts).map(|(b, parts)| RecipePart { shade: b.id.clone(), parts }).collect(),
            water_parts: cup.water().into(),
            cup_ml: measured.cup_ml,
            drops: self.by_drop.then(|| ml.iter().map(|ml| (ml / self.drop_ml).round()).collect()),
            ml,
            text: steps.join("; "),
        })
    }
}

/// "1 part Black + 20 parts water (21 parts): 0.05 ml + 1.0 ml"
fn in_parts(names: &[&str], (parts, water): (&[u32], u32), ml: &[f64]) -> String {
    let total: u32 = parts.iter().sum::<u32>() + water;
    let of_bottle = |(name, parts): (&&str, &u32)| {
        count!(*parts, "%{n} part %{bottle}", "%{n} parts %{bottle}", bottle = name)
    };
    let mut items: Vec<String> = names.iter().zip(parts).map(of_bottle).collect();
    items.push(match water {
        0 => tr("no water").to_owned(),
        water => count!(water, "%{n} part water", "%{n} parts water"),
    });
    count!(
        total,
        "%{components} (%{n} part): %{volumes}",
        "%{components} (%{n} parts): %{volumes}",
        components = items.join(" + "),
        volumes = in_millilitres(ml, water > 0)
    )
}

fn in_millilitres(ml: &[f64], with_water: bool) -> String {
    let shown = if with_water { ml } else { ml.split_last().map_or(ml, |(_, bottles)| bottles) };
    shown.iter().map(|ml| ml_text(*ml)).collect::<Vec<_>>().join(" + ")
}

/// Whole drops in the same proportions, near the same volume.
fn in_drops(names: &[&str], (parts, water): (&[u32], u32), (part_ml, drop_ml): (f64, f64)) -> String {
    let drops_a_part = (part_ml / drop_ml).round().max(1.0);
    let drops = |parts: u32| number(f64::from(parts) * drops_a_part, 0);
    let mut items: Vec<String> =
        names.iter().zip(parts).map(|(name, parts)| drops(*parts) + " " + name).collect();
    if water > 0 {
        items.push(say!("%{drops} water", drops = drops(water)));
    }
    let total = f64::from(parts.iter().sum::<u32>() + water) * drops_a_part * drop_ml;
    say!(
        "in drops of %{drop}: %{components} (about %{volume})",
        drop = ml_text(drop_ml),
        components = items.join(" + "),
        volume = ml_text(hundredths(total))
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::optics::Colourant;

    fn stock() -> Stock {
        let bottle = |id: &str, name: &str, carbon, max_water| Bottle {
            id: id.to_owned(),
            name: name.to_owned(),
            solids: Concentrations::single(Colourant::CarbonBlack, carbon),
            max_water,
            neat_only: id == "ready",
        };
        let bottles = vec![
            bottle("black", "Carbon black", 150.0, None),
            bottle("grey", "Grey", 30.0, Some(20)),
            bottle("ready", "Ready", 5.0, None),
        ];
        Stock::new(bottles, &MatchSettings::default())
    }

    #[test]
    fn a_recipe_is_written_in_full() {
        let text = |bottles: &[u8], parts: &[u8], water| {
            stock().recipe(&Cup::new(bottles, parts, water).unwrap()).unwrap().text
        };
        assert_eq!(
            text(&[0], &[1], 20),
            "1 part Carbon black + 20 parts water (21 parts): 0.05 ml + 1.0 ml; 1.0 ml cup"
        );
        assert_eq!(
            text(&[0, 1], &[3, 1], 12),
            "3 parts Carbon black + 1 part Grey + 48 parts water (52 parts): 0.06 ml + 0.02 ml + 0.96 ml; \
             12 parts of water to 1 part of pigment; 1.0 ml cup"
        );
        assert_eq!(
            text(&[0], &[1], 4),
            "1 part Carbon black + 4 parts water (5 parts): 0.2 ml + 0.8 ml; 1.0 ml cup; in drops of 0.05 ml: \
             4 Carbon black + 16 water (about 1.0 ml)"
        );
        assert_eq!(
            text(&[2], &[1], 0),
            "1 part Ready + no water (1 part): 1.0 ml; 1.0 ml cup; in drops of 0.05 ml: 20 Ready (about 1.0 ml)"
        );
    }

    #[test]
    fn labels_limit_water_and_mixing() {
        let stock = stock();
        assert_eq!(stock.waters_of(&[0]).len(), 31);
        assert_eq!(stock.waters_of(&[0, 1]).last(), Some(&20));
        assert_eq!(stock.waters_of(&[2]), vec![0]);
        assert!(stock.waters_of(&[0, 2]).is_empty());
        assert_eq!(stock.clone().for_washes().waters_of(&[0]).last(), Some(&100));
        assert_eq!(stock.sets(2).len(), 3);
        assert_eq!(stock.sets(3), vec![vec![0, 1, 2]]);
    }

    #[test]
    fn a_studio_that_counts_drops_needs_larger_cups() {
        let settings = MatchSettings { measured_by_drop: true, ..MatchSettings::default() };
        let drops = Stock::new(stock().bottles().to_vec(), &settings);
        assert_eq!(drops.recipe(&Cup::new(&[0], &[1], 30).unwrap()).map(|r| r.cup_ml), Some(2.0));
        assert!(!drops.can_measure(12, 30));
        assert!(stock().can_measure(12, 30));
    }

    #[test]
    fn concentrations_are_those_of_optics() {
        let cup = Cup::new(&[0, 1], &[3, 2], 7).unwrap();
        let [black, grey] = [150.0, 30.0].map(|c| Concentrations::single(Colourant::CarbonBlack, c));
        let expected = Concentrations::of_cup(&[(3.0, black), (2.0, grey)], 7.0);
        let found = stock().concentrations(&cup);
        assert!((found.total() - expected.total()).abs() < 1e-12);
    }
}
