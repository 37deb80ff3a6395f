//! The plan that was decided on, and what is to be mixed for it, as a visit writes it down.

use crate::blend::{HandPlan, Job, Proposal, Recipe};
use crate::case::{Mixed, MixedBottle, MixedPlace};
use crate::library::ShadeLibrary;
use crate::optics::Colourant;

/// What a visit writes down of a plan: the plan, and its cups with the lots of the bottles in use.
#[must_use]
pub fn decided(proposal: &Proposal, job: Job, library: &ShadeLibrary) -> (HandPlan, Vec<Mixed>) {
    let surround = proposal.surround.as_ref();
    let cups = [
        (MixedPlace::ScarWash, proposal.scar.wash.as_ref()),
        (MixedPlace::ScarMarks, proposal.scar.dots.as_ref()),
        (MixedPlace::SurroundMarks, surround.and_then(|zone| zone.dots.as_ref())),
    ];
    let mixed = cups.into_iter().filter_map(|(place, recipe)| Some(cup(place, recipe?, library))).collect();
    (HandPlan::of(proposal, job), mixed)
}

fn cup(place: MixedPlace, recipe: &Recipe, library: &ShadeLibrary) -> Mixed {
    let bottles = recipe.parts.iter().map(|part| {
        let shade = library.shades().iter().find(|shade| shade.id == part.shade);
        MixedBottle {
            shade: part.shade.clone(),
            name: shade.map_or_else(|| part.shade.clone(), |shade| shade.name.clone()),
            parts: part.parts,
            lot: shade.and_then(|shade| shade.lot.clone()).unwrap_or_default(),
            titanium_dioxide: shade.is_some_and(|shade| shade.solids.of(Colourant::TitaniumDioxide) > 0.0),
        }
    });
    let water_parts = f64::from(recipe.water_parts);
    Mixed { place, bottles: bottles.collect(), water_parts, cup_ml: recipe.cup_ml }
}
