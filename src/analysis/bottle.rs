//! A bottle from a photo of its drawdowns.

use std::path::Path;

use super::ladder::{LadderPicks, measure_ladder};
use super::reference::Reference;
use super::spot::SpotError;
use crate::calibrate::{CalibrationError, CalibrationKind, ChartError, ChartPick, GreyPick};
use crate::color::Lab;
use crate::library::LadderReport;
use crate::locale::{count, number, plain, say, tr};
use crate::optics::{Colourant, Concentrations, Rung};
use crate::photo::LinearImage;

/// What was told of a photo of drawdowns.
#[derive(Debug, Clone, PartialEq)]
pub struct BottleInputs {
    /// The neutral reference, if one was shown.
    pub grey: Option<GreyPick>,
    /// The `ColorChecker`, if there is one; goes before the neutral reference.
    pub chart: Option<ChartPick>,
    /// The card under the drawdowns, and the drawdowns.
    pub picks: LadderPicks,
    /// What the label names, in mg/ml where it gives amounts and 0 where not; none: anything may be in it.
    pub label: Vec<(Colourant, f64)>,
}

/// What was read, and what it says of the bottle.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasuredBottle {
    /// What set the colours.
    pub reference: Reference,
    /// Colour of the card under the drawdowns.
    pub card: Lab,
    /// The drawdowns by rising dilution.
    pub ladder: Vec<Rung>,
    /// The fit.
    pub report: LadderReport,
    /// What to look at or to do better, each a sentence.
    pub notes: Vec<String>,
}

/// Why a bottle was not measured, in one sentence that says what to do.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BottleError {
    /// Without a reference a ladder says nothing of the bottle.
    #[error(
        "{}",
        tr(
            "a bottle is measured beside a reference: show the grey card, or a ColorChecker, in the photo of its drawdowns"
        )
    )]
    NoReference,
    /// No drawdown.
    #[error(
        "{}",
        tr(
            "no drawdown was shown: click three or more, the last so weak that the card is well seen through it"
        )
    )]
    NoDrawdown,
    /// Two drawdowns of one dilution.
    #[error(
        "{}",
        say!(
            "two rungs are given at %{water} parts of water: keep the better drawdown",
            water = plain(.water)
        )
    )]
    Twice {
        /// Its parts of water.
        water: f64,
    },
    /// One drawdown of a bottle that may hold anything.
    #[error(
        "{}",
        tr(
            "a single drawdown says what a bottle holds only when the label names it: tell what the label names, or measure further dilutions"
        )
    )]
    Single,
    /// The grey card was refused.
    #[error(transparent)]
    Grey(#[from] CalibrationError),
    /// The `ColorChecker` was refused.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// A spot was refused.
    #[error(transparent)]
    Spot(#[from] SpotError),
}

/// Reads the drawdowns and fits what the bottle holds.
///
/// # Errors
/// When something is missing, or the reference or a spot is not fit to be read.
pub fn measure_bottle(image: &LinearImage, inputs: &BottleInputs) -> Result<MeasuredBottle, BottleError> {
    let rungs = &inputs.picks.rungs;
    for (index, (water, _)) in rungs.iter().enumerate() {
        if rungs.iter().skip(index + 1).any(|(other, _)| other == water) {
            return Err(BottleError::Twice { water: *water });
        }
    }
    match rungs.len() {
        0 => return Err(BottleError::NoDrawdown),
        1 if inputs.label.is_empty() => return Err(BottleError::Single),
        _ => {}
    }
    let reference = match (&inputs.chart, &inputs.grey) {
        (Some(pick), _) => Reference::of_chart(image, pick)?,
        (None, Some(pick)) => Reference::of_grey(image, pick)?,
        (None, None) => return Err(BottleError::NoReference),
    };
    let measured = measure_ladder(image, &reference.calibration, &inputs.picks)?;
    let report = LadderReport::new(Some(measured.card), &measured.rungs, &inputs.label);
    let doubt = match reference.calibration.kind {
        CalibrationKind::GreyCard(reading) => reading.doubt(),
        _ => None,
    };
    let notes = doubt.into_iter().chain(advice(&report)).collect();
    Ok(MeasuredBottle { reference, card: measured.card, ladder: measured.rungs, report, notes })
}

impl MeasuredBottle {
    /// Where the numbers come from, for the library.
    #[must_use]
    pub fn source(&self, photo: &Path) -> String {
        let count = self.ladder.len();
        let Some(name) = photo.file_name() else {
            return count!(
                count,
                "Measured from %{n} drawdown on a card.",
                "Measured from %{n} drawdowns on a card."
            );
        };
        count!(
            count,
            "Measured from %{n} drawdown on a card in %{photo}.",
            "Measured from %{n} drawdowns on a card in %{photo}.",
            photo = name.display().to_string().replace(char::is_control, " ")
        )
    }
}

/// Solids in mg/ml, those that count: `carbon_black 80.0, iron_oxide_red 50.0`.
#[must_use]
pub fn solids_words(solids: &Concentrations) -> String {
    let present = Colourant::ALL.into_iter().map(|c| (c, solids.of(c))).filter(|(_, amount)| *amount >= 0.05);
    let all: Vec<String> = present.map(|(colourant, amount)| amount_words(colourant, amount)).collect();
    all.join(", ")
}

fn amount_words(colourant: Colourant, amount: f64) -> String {
    [tr(colourant.name()), &number(amount, 1)].join(" ")
}

/// What a label names, with its amounts where it gives them.
#[must_use]
pub fn label_words(label: &[(Colourant, f64)]) -> String {
    let name = |&(colourant, amount): &(Colourant, f64)| match amount {
        0.0 => say!("%{colourant} (no amount)", colourant = tr(colourant.name())),
        _ => amount_words(colourant, amount),
    };
    match label {
        [] => tr("not told; all colourants were looked for").to_owned(),
        named => named.iter().map(name).collect::<Vec<_>>().join(", "),
    }
}

/// What to do better, and what to look at.
fn advice(report: &LadderReport) -> Vec<String> {
    let single = (report.rungs.len() == 1)
        .then(|| tr("one swatch predicts dilutions badly; measure two further dilutions").to_owned());
    single.into_iter().chain(report.doubts.iter().cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::PixelPos;
    use crate::region::Disc;

    #[test]
    fn what_is_missing_is_told() {
        let image = LinearImage::from_pixels(8, 8, vec![[20_000; 3]; 64]).expect("8 by 8 pixels");
        let disc = Disc { center: PixelPos { x: 4.0, y: 4.0 }, radius: 2.0 };
        let told = |rungs: &[f64], label: Vec<(Colourant, f64)>| {
            let rungs = rungs.iter().map(|&water| (water, disc)).collect();
            let picks = LadderPicks { card: disc, rungs };
            let inputs = BottleInputs { grey: None, chart: None, picks, label };
            measure_bottle(&image, &inputs).expect_err("something is missing")
        };
        let label = || vec![(Colourant::CarbonBlack, 0.0)];
        assert_eq!(told(&[], label()), BottleError::NoDrawdown);
        assert_eq!(told(&[20.0], Vec::new()), BottleError::Single);
        assert_eq!(told(&[20.0, 20.0], label()), BottleError::Twice { water: 20.0 });
        assert_eq!(told(&[20.0, 40.0], label()), BottleError::NoReference);
    }
}
