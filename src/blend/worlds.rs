//! A zone in all drawn worlds, and how any cups look in it.

use rayon::prelude::*;

use super::bed::{Bed, Moment, lab_of_array};
use super::draws::{Draw, ZoneKind};
use crate::color::{Lab, xyz_of};
use crate::optics::{Concentrations, Tissue};

/// What is done to a zone, in terms of what the cups hold.
#[derive(Debug, Clone, Copy)]
pub(super) enum Treatment<'a> {
    /// An even tone over all of it.
    Even(&'a Concentrations),
    /// Marks, over the wash of the worlds if they have one.
    Dots {
        /// What the cup holds, mg/ml.
        cup: &'a Concentrations,
        /// Marks per cm².
        per_cm2: f64,
    },
}

/// How a mark and the area around it look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    pub(super) mark: Option<Lab>,
    pub(super) area: Lab,
}

/// A zone at one moment in all worlds.
#[derive(Debug, Clone)]
pub(super) struct Worlds {
    kind: ZoneKind,
    nominal: Bed,
    beds: Vec<Bed>,
    /// The nominal bed on skin moved by a step up and down in each coordinate.
    moved: Vec<[Bed; 2]>,
    /// In the feather zone the area is the area average, darkened as bare skin is by the marks.
    feather_of: Option<[f64; 3]>,
}

/// Step of the finite differences, CIELAB.
const STEP: f64 = 0.5;

/// A zone before anything is done to it, with the skins its errors need.
#[derive(Debug, Clone)]
pub(super) struct Ground {
    pub(super) kind: ZoneKind,
    pub(super) tissue: Tissue,
    /// The world of the nominal stage.
    pub(super) nominal: Draw,
    moved: Vec<[Tissue; 2]>,
    feather_of: Option<[f64; 3]>,
}

impl Ground {
    /// Of the skin's tone; in the surround the area is judged from the area average.
    pub(super) fn new(kind: ZoneKind, skin: Lab, area_average: Lab) -> Self {
        let step = |c: usize, by: f64| {
            let mut moved = [skin.l, skin.a, skin.b];
            moved[c] += by;
            Tissue::from_lab(Lab::new(moved[0], moved[1], moved[2]))
        };
        let average = xyz_of(area_average);
        Self {
            kind,
            tissue: Tissue::from_lab(skin),
            nominal: Draw::NOMINAL,
            moved: (0..3).map(|c| [step(c, STEP), step(c, -STEP)]).collect(),
            feather_of: (kind == ZoneKind::Surround).then_some([average.x, average.y, average.z]),
        }
    }

    /// The same where another world is the nominal one.
    pub(super) fn in_world(self, nominal: Draw) -> Self {
        Self { nominal, ..self }
    }

    /// All worlds at a moment, with a wash or without.
    pub(super) fn worlds(&self, draws: &[Draw], moment: Moment, wash: Option<&Concentrations>) -> Worlds {
        let nominal = |tissue: &Tissue| Bed::new(tissue, self.kind, &self.nominal, moment, wash);
        Worlds {
            kind: self.kind,
            nominal: nominal(&self.tissue),
            beds: draws
                .par_iter()
                .map(|draw| Bed::new(&self.tissue, self.kind, draw, moment, wash))
                .collect(),
            moved: self.moved.iter().map(|pair| pair.each_ref().map(nominal)).collect(),
            feather_of: self.feather_of,
        }
    }
}

impl Worlds {
    /// With everything at its default.
    pub(super) fn nominal(&self) -> &Bed {
        &self.nominal
    }

    /// How a treatment looks with everything at its default.
    pub(super) fn nominal_look(&self, treatment: Treatment<'_>) -> Look {
        look_in(&self.nominal, treatment, self.feather_of)
    }

    /// Marks alone in all worlds, the errors of the skin's tone included.
    pub(super) fn marks(&self, cup: &Concentrations, draws: &[Draw]) -> Vec<Lab> {
        let mark_in = |bed: &Bed| bed.color(&bed.mark(cup));
        let slopes = self.slopes(mark_in);
        let in_world =
            |(bed, draw): (&Bed, &Draw)| shifted(mark_in(bed), &slopes, draw.skin_error(self.kind));
        self.beds.iter().zip(draws).map(in_world).collect()
    }

    /// Mark and area in all worlds, the errors of the skin's tone included.
    pub(super) fn looks(&self, treatment: Treatment<'_>, draws: &[Draw]) -> Vec<Look> {
        let look = |bed: &Bed| look_in(bed, treatment, self.feather_of);
        let marks = self.slopes(|bed| look(bed).mark.unwrap_or_default());
        let areas = self.slopes(|bed| look(bed).area);
        let in_world = |(bed, draw): (&Bed, &Draw)| {
            let (found, error) = (look(bed), draw.skin_error(self.kind));
            let mut area = shifted(found.area, &areas, error);
            if self.feather_of.is_some() {
                // What it is darkened from is the area average, with its error.
                area = plus(area, draw.area_error());
            }
            Look { mark: found.mark.map(|mark| shifted(mark, &marks, error)), area }
        };
        self.beds.iter().zip(draws).map(in_world).collect()
    }

    /// Change of a colour with each coordinate of the skin's tone, which is inverted anew.
    fn slopes(&self, look: impl Fn(&Bed) -> Lab) -> [[f64; 3]; 3] {
        let mut slopes = [[0.0; 3]; 3];
        for (slope, [up, down]) in slopes.iter_mut().zip(&self.moved) {
            let (up, down) = (look(up), look(down));
            *slope = [up.l - down.l, up.a - down.a, up.b - down.b].map(|change| change / (2.0 * STEP));
        }
        slopes
    }
}

fn look_in(bed: &Bed, treatment: Treatment<'_>, feather_of: Option<[f64; 3]>) -> Look {
    let (cup, per_cm2) = match treatment {
        Treatment::Even(cup) => return Look { mark: None, area: bed.color(&bed.mark(cup)) },
        Treatment::Dots { cup, per_cm2 } => (cup, per_cm2),
    };
    let mark = bed.mark(cup);
    let area = bed.area(&mark, per_cm2);
    let area = match feather_of {
        None => bed.color(&area),
        Some(average) => {
            let (area, ground) = (bed.xyz(&area), bed.xyz(bed.ground()));
            lab_of_array(std::array::from_fn(|c| average[c] * area[c] / ground[c]))
        }
    };
    Look { mark: Some(bed.color(&mark)), area }
}

fn shifted(color: Lab, slopes: &[[f64; 3]; 3], error: [f64; 3]) -> Lab {
    let change = |c: usize| slopes.iter().zip(error).map(|(slope, error)| slope[c] * error).sum::<f64>();
    plus(color, [change(0), change(1), change(2)])
}

/// A colour moved by an error.
pub(super) fn plus(color: Lab, error: [f64; 3]) -> Lab {
    Lab::new(color.l + error[0], color.a + error[1], color.b + error[2])
}

#[cfg(test)]
mod tests {
    use super::super::{MatchTarget, draws};
    use super::*;
    use crate::optics::Colourant;

    #[test]
    fn without_pigment_the_error_of_the_skin_passes_through() {
        let target = MatchTarget::example();
        let draws = draws(&target);
        let ground = Ground::new(ZoneKind::Scar, target.scar_skin, target.area_average);
        let worlds = ground.worlds(&draws, Moment::HEALED, None);
        let nothing = Treatment::Even(&Concentrations::NONE);
        for (look, draw) in worlds.looks(nothing, &draws).iter().zip(&draws) {
            let expected = plus(target.scar_skin, draw.shared.scar_skin);
            assert!((look.area.l - expected.l).abs() < 1e-6 && (look.area.b - expected.b).abs() < 1e-6);
        }
    }

    #[test]
    fn feather_without_marks_is_the_area_average() {
        let target = MatchTarget::example();
        let ground = Ground::new(ZoneKind::Surround, target.bare_skin, target.area_average);
        let worlds = ground.worlds(&[Draw::NOMINAL], Moment::HEALED, None);
        let cup = Concentrations::single(Colourant::CarbonBlack, 10.0);
        let look = worlds.nominal_look(Treatment::Dots { cup: &cup, per_cm2: 0.0 });
        assert!((look.area.l - target.area_average.l).abs() < 1e-9);
        let marked = worlds.nominal_look(Treatment::Dots { cup: &cup, per_cm2: 100.0 });
        assert!(marked.area.l < target.area_average.l - 0.1);
        assert_eq!(worlds.marks(&cup, &[Draw::NOMINAL]).first().copied(), look.mark);
    }
}
