//! What keeps a plan from a surer or a better match.

use serde::Serialize;

use super::bed::Moment;
use super::difference::Spread;
use super::draws::Draw;
use super::report::ZoneDone;
use crate::locale::tr;

/// What limits a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitKind {
    /// The bottles: even if all were known, the match would be no better.
    Bottles,
    /// Light and camera, whose error all tones share.
    Light,
    /// The tones' own errors: what the photo shows of skin and hair.
    Tones,
    /// How deep pigment comes to lie, how much is taken up and held, how marks widen and shade.
    Healing,
}

/// How much of a plan's score comes from where, in the score's units (CIEDE2000).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Limit {
    /// The largest of the four.
    pub kind: LimitKind,
    /// What is left when everything is known: the error of the plan in the nominal world.
    pub bottles: f64,
    /// By how much the score would fall if light and camera had no error.
    pub light: f64,
    /// By how much it would fall if the tones had no errors of their own.
    pub tones: f64,
    /// By how much it would fall if healing went as it goes in the middle.
    pub healing: f64,
}

impl Limit {
    /// Of what is done in the scar: the score is taken again with one thing after the other known.
    pub(super) fn of(done: &ZoneDone<'_>, draws: &[Draw]) -> Self {
        let nominal = done.ground.nominal;
        let score_of = |draws: &[Draw]| {
            let looks = done.looks(draws, Moment::HEALED, 1.0);
            Spread::of(&mut done.judge.errors(&looks, draws)).score()
        };
        let all = score_of(draws);
        let without = |known: &dyn Fn(Draw) -> Draw| {
            let draws: Vec<Draw> = draws.iter().map(|draw| known(*draw)).collect();
            (all - score_of(&draws)).max(0.0)
        };
        let bottles = score_of(&[nominal]);
        let light = without(&Draw::in_true_light);
        let tones = without(&Draw::with_true_tones);
        let healing = without(&|draw: Draw| draw.healing_as(&nominal));
        let kind = [
            (LimitKind::Healing, healing),
            (LimitKind::Bottles, bottles),
            (LimitKind::Light, light),
            (LimitKind::Tones, tones),
        ]
        .into_iter()
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map_or(LimitKind::Bottles, |(kind, _)| kind);
        Self { kind, bottles, light, tones, healing }
    }

    /// A sentence: what limits the answer, and what would help.
    #[must_use]
    pub fn sentence(&self, calibrated: bool) -> String {
        match (self.kind, calibrated) {
            (LimitKind::Bottles, _) => {
                tr("What limits the answer is the bottles, more than what is not known: another shade would help.")
            }
            (LimitKind::Light, false) => tr("What limits the answer is the light, not the pigment: add a card."),
            (LimitKind::Light, true) => {
                tr("What limits the answer is the light, not the pigment: a ColorChecker, or even daylight, would help.")
            }
            (LimitKind::Tones, _) => {
                tr("What limits the answer is how well the photo shows skin and hair, not the pigment: a closer, \
                 sharper photo would help.")
            }
            (LimitKind::Healing, _) => {
                tr("What limits the answer is what is not known of depth, uptake and hold, more than the bottles: a \
                 test judged healed, and logged, would help.")
            }
        }
        .to_owned()
    }
}

impl Draw {
    /// The same world with the light read without error.
    fn in_true_light(self) -> Self {
        Self { shared: Self::NOMINAL.shared, ..self }
    }

    /// The same world with the tones read without errors of their own.
    fn with_true_tones(self) -> Self {
        let Self { scar_skin, bare_skin, follicle, area_average, .. } = Self::NOMINAL;
        Self { scar_skin, bare_skin, follicle, area_average, ..self }
    }

    /// The same errors of the photo, with pigment and optics as in another world.
    fn healing_as(self, other: &Self) -> Self {
        let Self { scar_skin, bare_skin, follicle, area_average, shared, .. } = self;
        Self { scar_skin, bare_skin, follicle, area_average, shared, ..*other }
    }
}
