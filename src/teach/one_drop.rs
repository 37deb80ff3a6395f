//! What does one drop more of a bottle do?

use rand::RngExt as _;
use rand_pcg::Pcg64Mcg;

use super::TeachError;
use super::answer::{Form, Verdict, minus};
use super::exercise::Order;
use super::picture::{Shown, Strip};
use super::target::{case_tones, mixable};
use super::tone_difference::{delta_words, guessed_tone};
use crate::blend::{
    Bed, DROP_ML, Draw, HandCup, HandPlan, Job, MatchSettings, MatchTarget, Moment, RecipePart, ZoneKind,
    judge_by_hand,
};
use crate::color::{Lab, delta_e_2000};
use crate::library::{Shade, ShadeLibrary};
use crate::locale::{number, say, signed, tr};
use crate::optics::{Colourant, Concentrations, Tissue};

/// ΔE00 of the drop at the easiest and at the hardest level.
const SIZES: [f64; 2] = [6.0, 1.5];
/// A guess is right within this share of the true change, at the easiest and at the hardest level.
const SHARES: [f64; 2] = [0.7, 0.5];
/// But nobody is asked for less than what is hardly seen.
const LEAST_WITHIN: f64 = 0.7;
/// Cups that are tried for a drop of the wanted size.
const TRIED: usize = 60;
/// Largest change that can be told.
const MOST: f64 = 20.0;

/// A cup with its healed tone, and a bottle of which one drop more goes in.
#[derive(Debug, Clone)]
pub struct OneDropMore {
    /// The case.
    pub target: MatchTarget,
    /// The bottles in the cup.
    pub bottles: ShadeLibrary,
    /// What stands in the cup.
    pub plan: HandPlan,
    /// Identifier of the bottle of which there is a drop more.
    pub bottle: String,
    /// Healed tone as it is.
    pub now: Lab,
    /// What the drop does to L*, a* and b*.
    pub change: [f64; 3],
    recipe: String,
    within: f64,
}

impl OneDropMore {
    pub(super) fn new(order: &Order, library: &ShadeLibrary) -> Result<Self, TeachError> {
        let mut rng = order.stream();
        let shades = mixable(library);
        if shades.len() < 2 {
            return Err(TeachError::TooFewBottles { needed: 2, found: shades.len() });
        }
        let wanted = order.level.graded(SIZES[0], SIZES[1]);
        let most_bottles = 2 + usize::from(order.level.number() >= 6);
        let target = case_tones(&mut rng);
        // In the world where everything is at its default, to which a sensitivity belongs.
        let tissue = Tissue::from_lab(target.scar_skin);
        let bed = Bed::new(&tissue, ZoneKind::Scar, &Draw::NOMINAL, Moment::HEALED, None);
        let mut cups: Vec<Drawn> =
            (0..TRIED).filter_map(|_| drawn(&mut rng, &shades, most_bottles, &bed)).collect();
        cups.sort_by(|a, b| (a.size / wanted).ln().abs().total_cmp(&(b.size / wanted).ln().abs()));
        let share = order.level.graded(SHARES[0], SHARES[1]);
        let none = TeachError::TooFewBottles { needed: most_bottles, found: shades.len() };
        cups.into_iter().find_map(|cup| Self::of(cup, &target, share)).ok_or(none)
    }

    /// With the model's own sensitivity; none where the cup cannot be mixed or the drop does nothing.
    fn of(cup: Drawn, target: &MatchTarget, share: f64) -> Option<Self> {
        let Drawn { plan, bottle, bottles, now, .. } = cup;
        let judged = judge_by_hand(&plan, target, &bottles, &settings()).ok()?;
        let found = judged.scar.sensitivity.iter().find(|one| one.shade == bottle)?;
        let change = found.delta_lab;
        if found.delta_e < 0.3 {
            return None;
        }
        let recipe = judged.scar.wash.as_ref()?.text.clone();
        let within = (share * found.delta_e).max(LEAST_WITHIN);
        Some(Self { target: target.clone(), bottles, plan, bottle, now, change, recipe, within })
    }

    pub(super) fn question(&self) -> String {
        say!(
            "This wash heals in the scar as shown. One drop (%{drop} ml) more of %{bottle} goes into the cup: how do L*, a* and \
             b* of the healed tone change? Right within ΔE %{within}.",
            drop = number(DROP_ML, 2),
            bottle = self.bottle_name(),
            within = number(self.within, 1)
        )
    }

    pub(super) fn shown(&self) -> Shown {
        let strip =
            vec![(tr("Scar").to_owned(), self.target.scar_skin), (tr("Healed now").to_owned(), self.now)];
        Shown { pictures: Vec::new(), strips: vec![Strip(strip)], facts: vec![self.recipe.clone()] }
    }

    pub(super) fn form(&self) -> Form {
        Form::Tone {
            from: self.now,
            from_name: tr("Healed now").to_owned(),
            to_name: tr("With a drop more").to_owned(),
            most: MOST,
        }
    }

    pub(super) fn judge(&self, guess: [f64; 3]) -> Result<Verdict, TeachError> {
        let truth = super::answer::moved(self.now, self.change);
        let guessed = guessed_tone(self.now, guess)?;
        let off = delta_e_2000(guessed, truth);
        Ok(Verdict {
            right: off <= self.within,
            delta_e: Some(off),
            signed: Some(minus(guessed, truth)),
            truth: delta_words(self.change),
            given: delta_words(guess),
            reasons: self.reasons(guess),
            swatches: vec![
                (tr("Healed now").to_owned(), self.now),
                (tr("With a drop more").to_owned(), truth),
                (tr("Your answer").to_owned(), guessed),
            ],
        })
    }

    fn reasons(&self, guess: [f64; 3]) -> Vec<String> {
        let mut reasons = Vec::new();
        if let Some(shade) = self.bottles.shade(&self.bottle) {
            let holds = Colourant::ALL.into_iter().filter(|colourant| shade.solids.of(*colourant) > 0.0);
            reasons.extend(holds.map(|colourant| colourant_words(colourant, self.change)));
        }
        let same = |a: f64, b: f64| a.abs() < 0.3 || a.signum() == b.signum();
        let all = self.change.iter().zip(guess).all(|(truth, guess)| same(*truth, guess));
        reasons.push(if all {
            tr("The direction is right in all three.").to_owned()
        } else {
            tr("The direction is not right in all three: think first of what the colourant takes out of the light.").to_owned()
        });
        reasons.push(
            tr("A drop counts most where the cup is small and weak; it thins every other bottle a little.")
                .to_owned(),
        );
        reasons
    }

    fn bottle_name(&self) -> String {
        self.bottles.shade(&self.bottle).map_or_else(|| self.bottle.clone(), |shade| shade.name.clone())
    }
}

fn settings() -> MatchSettings {
    MatchSettings { job: Some(Job::Wash), ..MatchSettings::default() }
}

/// A cup that may be asked about.
struct Drawn {
    plan: HandPlan,
    bottle: String,
    bottles: ShadeLibrary,
    now: Lab,
    /// About how much the drop does, ΔE00.
    size: f64,
}

/// A random cup and a bottle in it.
fn drawn(rng: &mut Pcg64Mcg, shades: &[&Shade], most: usize, bed: &Bed) -> Option<Drawn> {
    let count = rng.random_range(1..=most.min(shades.len()));
    let mut chosen: Vec<&Shade> = Vec::new();
    while chosen.len() < count {
        let shade = shades.get(rng.random_range(0..shades.len()))?;
        if chosen.iter().all(|other| other.id != shade.id) {
            chosen.push(shade);
        }
    }
    let mut parts: Vec<u32> = chosen.iter().map(|_| rng.random_range(1..=3)).collect();
    // Whole parts without a common divisor, as recipes are written.
    if parts.iter().all(|other| Some(other) == parts.first()) {
        parts.fill(1);
    }
    let water_parts = rng.random_range(3..=9);
    let place = rng.random_range(0..chosen.len());
    let poured = |more_ml: f64| {
        let pigment: u32 = parts.iter().sum();
        let part_ml = 1.0 / f64::from(pigment * (1 + water_parts));
        let volumes: Vec<(f64, Concentrations)> = (0..)
            .zip(parts.iter().zip(&chosen))
            .map(|(i, (parts, shade))| {
                (f64::from(*parts) * part_ml + if i == place { more_ml } else { 0.0 }, shade.solids)
            })
            .collect();
        let pigment_ml: f64 = volumes.iter().map(|(ml, _)| ml).sum();
        let water_ml = f64::from(pigment * water_parts) * part_ml;
        bed.color(&bed.mark(&Concentrations::of_cup(&volumes, water_ml / pigment_ml)))
    };
    let (now, after) = (poured(0.0), poured(DROP_ML));
    let part = |(shade, parts): (&&Shade, &u32)| RecipePart { shade: shade.id.clone(), parts: *parts };
    let cup = HandCup { parts: chosen.iter().zip(&parts).map(part).collect(), water_parts };
    let plan = HandPlan { job: Job::Wash, wash: Some(cup), dots: None, surround: None, marks_per_cm2: 0.0 };
    Some(Drawn {
        plan,
        bottle: chosen.get(place)?.id.clone(),
        bottles: chosen.iter().map(|shade| (*shade).clone()).collect(),
        now,
        size: delta_e_2000(now, after),
    })
}

/// What a colourant does in skin, with what was seen of it here.
fn colourant_words(colourant: Colourant, [l, a, b]: [f64; 3]) -> String {
    let (l, a, b) = (signed(l, 1), signed(a, 1), signed(b, 1));
    match colourant {
        Colourant::CarbonBlack => say!(
            "Carbon black takes all light alike, the deeper the redder: in skin it looks darker, bluer and less red. Here L* \
             %{l}, a* %{a}, b* %{b}.",
            l = l,
            a = a,
            b = b
        ),
        Colourant::IronOxideBlack => say!(
            "Black iron oxide darkens as carbon does, but less for its weight. Here L* %{l}, a* %{a}, b* %{b}.",
            l = l,
            a = a,
            b = b
        ),
        Colourant::IronOxideRed | Colourant::OrganicRed => say!(
            "Red takes green and blue light: a* rises. Here L* %{l}, a* %{a}, b* %{b}.",
            l = l,
            a = a,
            b = b
        ),
        Colourant::IronOxideYellow | Colourant::OrganicYellow => {
            say!("Yellow takes blue light: b* rises. Here L* %{l}, a* %{a}, b* %{b}.", l = l, a = a, b = b)
        }
        Colourant::TitaniumDioxide => say!(
            "Titanium dioxide throws light back before it reaches blood and pigment: lighter and greyer. Here L* %{l}, a* \
             %{a}, b* %{b}.",
            l = l,
            a = a,
            b = b
        ),
    }
}
