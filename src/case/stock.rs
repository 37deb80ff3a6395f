//! What the cups of a visit take from the shelf.

use super::{Case, Mixed, MixedPlace, Visit};
use crate::blend::{SYRINGE_STEP_ML, poured};
use crate::shelf::{CupPlace, Poured, VisitCups};

impl Case {
    /// What was poured into the cups of a visit, measured out as the studio does.
    #[must_use]
    pub fn cups(&self, visit: &Visit) -> VisitCups {
        let by_drop = visit.photos.last().map(|photo| &photo.inputs).filter(|inputs| inputs.measured_by_drop);
        let step_ml = by_drop.map_or(SYRINGE_STEP_ML, |inputs| inputs.drop_ml);
        let poured = visit.mixed.iter().flat_map(|mixed| mixed.poured(step_ml)).collect();
        VisitCups { case: self.code.to_string(), visit: visit.day, poured }
    }
}

impl From<MixedPlace> for CupPlace {
    fn from(place: MixedPlace) -> Self {
        match place {
            MixedPlace::ScarWash => Self::ScarWash,
            MixedPlace::ScarMarks => Self::ScarMarks,
            MixedPlace::SurroundMarks => Self::SurroundMarks,
        }
    }
}

impl Mixed {
    /// What was poured of each bottle; `step_ml` is the least that is measured out.
    #[must_use]
    pub fn poured(&self, step_ml: f64) -> Vec<Poured> {
        let place = CupPlace::from(self.place);
        let parts: Vec<u32> = self.bottles.iter().map(|bottle| bottle.parts).collect();
        let amounts = poured(&parts, self.water_parts, self.cup_ml, step_ml);
        let bottles = self.bottles.iter().zip(amounts);
        bottles
            .map(|(bottle, ml)| Poured { place, shade: bottle.shade.clone(), lot: bottle.lot.clone(), ml })
            .collect()
    }
}
