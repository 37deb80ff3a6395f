//! Choose a shade and water for the scar and for the surround.

use rand::RngExt as _;

use super::TeachError;
use super::answer::{Form, Verdict, minus};
use super::exercise::Order;
use super::picture::{Shown, Strip};
use super::target::{case_tones, mixable, some_of};
use crate::analysis::difference;
use crate::blend::{
    HandCup, HandError, HandPlan, Job, MatchSettings, MatchTarget, Proposal, find_matches, judge_by_hand,
};
use crate::color::{Lab, delta_e_2000};
use crate::library::ShadeLibrary;
use crate::locale::{number, say, tr};
use crate::progress::Progress;

/// From this level on a cup may hold two bottles.
const TWO_BOTTLES: u8 = 6;
/// Parts of pigment in all that two bottles may have: 1:1, 1:2 and 2:1.
const PARTS_OF_TWO: u8 = 3;
/// How much worse than the best plan a right one scores at most, at the easiest and at the hardest level, ΔE00.
const WITHIN: [f64; 2] = [2.0, 0.4];
/// Share of the scar in the colour that is scored; the surround has the rest. As in the program's own score.
const SCAR_SHARE: f64 = 0.7;
/// Most parts of water.
const MOST_WATER: u32 = 30;

/// A case, some bottles, and the best that can be made of them.
#[derive(Debug, Clone)]
pub struct ShadeAndWater {
    /// The case.
    pub target: MatchTarget,
    /// The bottles on offer.
    pub bottles: ShadeLibrary,
    /// Most bottles in a cup.
    pub most_bottles: usize,
    /// The best plan under these rules, by the program's own search.
    pub best: HandPlan,
    looks: Healed,
    score: f64,
    within: f64,
}

/// What a plan looks like and is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Healed {
    scar: Lab,
    surround: Lab,
}

impl ShadeAndWater {
    pub(super) fn new(
        order: &Order,
        library: &ShadeLibrary,
        progress: &dyn Progress,
    ) -> Result<Self, TeachError> {
        let mut rng = order.stream();
        let shades = mixable(library);
        let wanted = 3 + usize::from(order.level.number()) / 2;
        if shades.len() < 2 {
            return Err(TeachError::TooFewBottles { needed: 2, found: shades.len() });
        }
        let found = shades.len();
        // A shelf that darkens nothing teaches nothing: some draws have modifiers only.
        let bottles: ShadeLibrary = some_of(shades, wanted, &mut rng).into_iter().cloned().collect();
        let target = MatchTarget { follicles_per_cm2: rng.random_range(90.0..130.0), ..case_tones(&mut rng) };
        let most_bottles = 1 + usize::from(order.level.number() >= TWO_BOTTLES);
        let settings = settings(most_bottles);
        let matching = find_matches(&target, &bottles, &settings, progress).map_err(|error| match error {
            crate::blend::MatchError::Cancelled => TeachError::Stopped,
            other => other.into(),
        })?;
        let best = matching.proposals.first().ok_or(TeachError::TooFewBottles { needed: wanted, found })?;
        let plan = HandPlan::of(best, Job::Dots);
        let looks = Healed::of(best).ok_or(HandError::Incomplete)?;
        let within = order.level.graded(WITHIN[0], WITHIN[1]);
        Ok(Self { target, bottles, most_bottles, best: plan, looks, score: best.score, within })
    }

    pub(super) fn question(&self) -> String {
        let rule = if self.most_bottles == 1 {
            tr("One bottle and water in each cup.")
        } else {
            tr("One bottle or two (1:1, 1:2 or 2:1) and water in each cup.")
        };
        say!(
            "Dots at %{density} per cm²: what do you mix for the scar, and what for the skin around it, so that both look like \
             the follicles and like each other? %{rule} Right within a score of %{within} of the best.",
            density = number(self.best.marks_per_cm2, 0),
            rule = rule,
            within = number(self.within, 1)
        )
    }

    pub(super) fn shown(&self) -> Shown {
        let named = |name: &str, lab| (name.to_owned(), lab);
        let MatchTarget { scar_skin, bare_skin, area_average, .. } = self.target;
        let follicle = self.target.follicle.unwrap_or(area_average);
        let strip = vec![
            named(tr("Scar"), scar_skin),
            named(tr("Bare skin"), bare_skin),
            named(tr("Follicle"), follicle),
            named(tr("Area average"), area_average),
        ];
        let facts = strip.iter().map(|(name, lab)| format!("{name}: {}", tone_words(*lab))).collect();
        Shown { pictures: Vec::new(), strips: vec![Strip(strip)], facts }
    }

    pub(super) fn form(&self) -> Form {
        let bottles =
            self.bottles.shades().iter().map(|shade| (shade.id.clone(), shade.name.clone())).collect();
        Form::Cups { bottles, most_bottles: self.most_bottles, most_water: MOST_WATER }
    }

    /// The plan of two cups at the density of the best.
    #[must_use]
    pub fn plan(&self, scar: &HandCup, surround: &HandCup) -> HandPlan {
        HandPlan {
            job: Job::Dots,
            wash: None,
            dots: Some(scar.clone()),
            surround: Some(surround.clone()),
            marks_per_cm2: self.best.marks_per_cm2,
        }
    }

    pub(super) fn judge(&self, scar: &HandCup, surround: &HandCup) -> Result<Verdict, TeachError> {
        for cup in [scar, surround] {
            let bottles = cup.parts.iter().filter(|part| part.parts > 0).count();
            if bottles == 0 || bottles > self.most_bottles || cup.water_parts > MOST_WATER {
                return Err(TeachError::Cup(HandError::Bottles));
            }
        }
        let plan = self.plan(scar, surround);
        let judged = judge_by_hand(&plan, &self.target, &self.bottles, &settings(self.most_bottles))?;
        let own = Healed::of(&judged).ok_or(HandError::Incomplete)?;
        let off = SCAR_SHARE * delta_e_2000(own.scar, self.looks.scar)
            + (1.0 - SCAR_SHARE) * delta_e_2000(own.surround, self.looks.surround);
        let (in_scar, around) = (minus(own.scar, self.looks.scar), minus(own.surround, self.looks.surround));
        let signed = std::array::from_fn(|i| SCAR_SHARE * in_scar[i] + (1.0 - SCAR_SHARE) * around[i]);
        let follicle = self.target.follicle.unwrap_or(self.target.area_average);
        Ok(Verdict {
            right: judged.score - self.score <= self.within,
            delta_e: Some(off),
            signed: Some(signed),
            truth: self.words(&self.best),
            given: self.words(&plan),
            reasons: self.reasons(own, follicle, judged.score),
            swatches: vec![
                (tr("Your scar").to_owned(), own.scar),
                (tr("Best scar").to_owned(), self.looks.scar),
                (tr("Follicle").to_owned(), follicle),
                (tr("Best surround").to_owned(), self.looks.surround),
                (tr("Your surround").to_owned(), own.surround),
            ],
        })
    }

    fn reasons(&self, own: Healed, follicle: Lab, score: f64) -> Vec<String> {
        vec![
            say!(
                "The program's score, lower is better: yours %{own}, the best %{best}.",
                own = number(score, 1),
                best = number(self.score, 1)
            ),
            say!(
                "Your healed dot in the scar is %{differences} compared with the follicle; the best is %{best}.",
                differences = difference(own.scar, follicle),
                best = difference(self.looks.scar, follicle)
            ),
            say!(
                "Your dot in the surround is %{differences} compared with the follicle; the best is %{best}.",
                differences = difference(own.surround, follicle),
                best = difference(self.looks.surround, follicle)
            ),
            tr("The two skins differ, so the same look needs different cups: on paler skin the same mix heals lighter. Carbon \
                black alone looks bluer in skin; brown and yellow bottles bring b* back.")
            .to_owned(),
        ]
    }

    fn words(&self, plan: &HandPlan) -> String {
        let cup = |cup: &Option<HandCup>| cup.as_ref().map(|cup| self.cup_words(cup)).unwrap_or_default();
        say!("scar: %{scar}; surround: %{surround}", scar = cup(&plan.dots), surround = cup(&plan.surround))
    }

    fn cup_words(&self, cup: &HandCup) -> String {
        let name =
            |id: &str| self.bottles.shade(id).map_or_else(|| id.to_owned(), |shade| shade.name.clone());
        let used = cup.parts.iter().filter(|part| part.parts > 0);
        let bottles: Vec<String> = used.map(|part| format!("{} {}", part.parts, name(&part.shade))).collect();
        format!("{} + {} : 1", bottles.join(" + "), cup.water_parts)
    }
}

impl Healed {
    fn of(proposal: &Proposal) -> Option<Self> {
        let scar = proposal.scar.timeline.healed.mark?;
        Some(Self { scar, surround: proposal.surround.as_ref()?.timeline.healed.mark? })
    }
}

/// The rules of the search: dots, in cups of so many bottles.
fn settings(most_bottles: usize) -> MatchSettings {
    let most_parts = if most_bottles == 1 { 1 } else { PARTS_OF_TWO };
    MatchSettings { job: Some(Job::Dots), most_parts, ..MatchSettings::default() }
}

/// "L* 64.0 a* 11.5 b* 16.5".
fn tone_words(lab: Lab) -> String {
    format!("L* {}, a* {}, b* {}", number(lab.l, 1), number(lab.a, 1), number(lab.b, 1))
}
