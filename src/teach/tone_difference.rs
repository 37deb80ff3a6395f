//! How much does a scar differ from the skin around it?

use rand::RngExt as _;

use super::answer::{Form, Verdict, minus, moved};
use super::exercise::Order;
use super::picture::{Picture, Shown};
use super::scene::{close_photo, photograph, scar_in, skin};
use super::{Level, TeachError};
use crate::analysis::difference;
use crate::color::{Lab, delta_e_2000};
use crate::locale::{fixed, number, say, signed, tr};
use crate::optics::Tissue;
use crate::progress::Progress;

/// ΔE00 of the scar at the easiest and at the hardest level.
const SIZES: [f64; 2] = [13.0, 3.0];
/// A guess is right within this share of the true difference, from the easiest to the hardest level: no guess at all
/// is off by all of it.
const SHARES: [f64; 2] = [0.55, 0.4];
/// But nobody is asked for less than what is hardly seen.
const LEAST_WITHIN: f64 = 1.0;
/// Scars that are tried for one of the wanted size.
const TRIED: usize = 80;
/// Largest difference that can be told.
const MOST: f64 = 30.0;

/// A rendered scar, of which the difference to its surround is to be guessed.
#[derive(Debug, Clone)]
pub struct ToneDifference {
    picture: Picture,
    /// Bare skin as the photo shows it.
    pub surround: Lab,
    /// Scar skin as the photo shows it.
    pub scar: Lab,
    within: f64,
}

impl ToneDifference {
    pub(super) fn new(order: &Order, progress: &dyn Progress) -> Result<Self, TeachError> {
        let mut rng = order.stream();
        let wanted = order.level.graded(SIZES[0], SIZES[1]) * rng.random_range(0.85..1.15);
        let bare = skin(&mut rng);
        let mut best = (f64::INFINITY, bare);
        for _ in 0..TRIED {
            let paleness = rng.random_range(0.0..1.3);
            let (melanin, blood) = match order.level {
                level if level <= Level::FIRST => (0.0, 0.0),
                _ => (rng.random_range(-0.1..0.25), rng.random_range(-0.1..0.25)),
            };
            let scar = scar_in(&bare, paleness, melanin, blood);
            let off = (delta_e_2000(scar.lab(), bare.lab()) - wanted).abs();
            if off < best.0 {
                best = (off, scar);
            }
        }
        if progress.report(0.1, tr("Rendering the picture")).is_break() {
            return Err(TeachError::Stopped);
        }
        let (picture, scene) = photograph(&close_photo(&mut rng, bare, best.1))?;
        // As this photo shows them: it has no card, and the trainee sees it as it is.
        let tones = &scene.truth.at_median_light;
        let (surround, scar) = (tones.bare_skin, tones.scars.first().copied().unwrap_or(tones.bare_skin));
        let share = order.level.graded(SHARES[0], SHARES[1]);
        let within = (share * delta_e_2000(scar, surround)).max(LEAST_WITHIN);
        Ok(Self { picture, surround, scar, within })
    }

    pub(super) fn question(&self) -> String {
        say!(
            "How does the scar in the middle differ from the skin around it, in L*, a* and b*? Right within ΔE %{within}.",
            within = number(self.within, 1)
        )
    }

    pub(super) fn shown(&self) -> Shown {
        Shown { pictures: vec![self.picture.named(tr("Scar").to_owned())], ..Shown::default() }
    }

    pub(super) fn form(&self) -> Form {
        Form::Tone {
            from: self.surround,
            from_name: tr("Surround").to_owned(),
            to_name: tr("Scar").to_owned(),
            most: MOST,
        }
    }

    pub(super) fn judge(&self, guess: [f64; 3]) -> Result<Verdict, TeachError> {
        let truth = minus(self.scar, self.surround);
        let guessed = guessed_tone(self.surround, guess)?;
        let off = delta_e_2000(guessed, self.scar);
        Ok(Verdict {
            right: off <= self.within,
            delta_e: Some(off),
            signed: Some(minus(guessed, self.scar)),
            truth: delta_words(truth),
            given: delta_words(guess),
            reasons: reasons(self.scar, self.surround, guessed),
            swatches: vec![
                (tr("Surround").to_owned(), self.surround),
                (tr("Scar").to_owned(), self.scar),
                (tr("Your answer").to_owned(), guessed),
            ],
        })
    }
}

/// A tone with what was guessed added.
pub(super) fn guessed_tone(from: Lab, guess: [f64; 3]) -> Result<Lab, TeachError> {
    if guess.iter().any(|value| !value.is_finite() || value.abs() > 200.0) {
        return Err(TeachError::OtherForm);
    }
    Ok(moved(from, guess))
}

/// "ΔL* +9.1, Δa* −3.0, Δb* −1.2".
pub(super) fn delta_words(delta: [f64; 3]) -> String {
    delta_row(delta.map(|value| signed(value, 1)))
}

/// The same of what stands for the three.
pub(super) fn delta_row(values: [String; 3]) -> String {
    let names = [fixed!("ΔL*"), fixed!("Δa*"), fixed!("Δb*")];
    names.iter().zip(values).map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join(", ")
}

/// What makes the scar look so, by the skin model.
fn reasons(scar: Lab, surround: Lab, guessed: Lab) -> Vec<String> {
    let (in_scar, around) = (Tissue::from_lab(scar), Tissue::from_lab(surround));
    let percent = |share: f64| number(100.0 * share, 1);
    let differs = say!("The scar is %{differences}.", differences = difference(scar, surround));
    let model = say!(
        "By the skin model: melanin %{scar_melanin} % of the epidermis in the scar and %{melanin} % around it, blood \
         %{scar_blood} % and %{blood} % of the dermis. Less melanin makes lighter, less blood makes less red.",
        scar_melanin = percent(in_scar.melanin_fraction),
        melanin = percent(around.melanin_fraction),
        scar_blood = percent(in_scar.blood_fraction),
        blood = percent(around.blood_fraction)
    );
    let yours =
        say!("Your tone is %{differences} compared with the scar.", differences = difference(guessed, scar));
    vec![differs, model, yours]
}
