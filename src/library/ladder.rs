//! What a dilution ladder says about a bottle, and how far it can be believed.

use super::odd;
use super::shade::{Evidence, WHITE_CARD};
use crate::color::{Lab, delta_e_2000};
use crate::locale::{number, say, tr};
use crate::optics::{Colourant, Concentrations, DrawdownCard, Rung, fit_ladder};

/// The fit of a ladder, rung by rung.
#[derive(Debug, Clone, PartialEq)]
pub struct LadderReport {
    /// How well the bottle's colour is known.
    pub grade: Evidence,
    /// Fitted solids in mg/ml.
    pub solids: Concentrations,
    /// The rungs, in the order given.
    pub rungs: Vec<RungReport>,
    /// Mean CIEDE2000 of the fit.
    pub delta_e: f64,
    /// Root of the mean square of the same.
    pub rms_delta_e: f64,
    /// Mean CIEDE2000 of the rungs, each foretold from the others; `None` for a single swatch. This, and not
    /// the fit's own error, is what to expect of a dilution that was not measured.
    pub left_out_delta_e: Option<f64>,
    /// What to look at, each a sentence.
    pub doubts: Vec<String>,
}

/// One rung of the fit.
#[derive(Debug, Clone, PartialEq)]
pub struct RungReport {
    /// What was measured.
    pub rung: Rung,
    /// Its colour by the fit.
    pub fitted: Lab,
    /// CIEDE2000 between the two.
    pub delta_e: f64,
    /// CIEDE2000 when it is foretold from the other rungs.
    pub left_out_delta_e: Option<f64>,
    /// Why it does not go with the others, when it does not.
    pub odd: Option<String>,
}

impl LadderReport {
    /// Fits a ladder and judges every rung by the others.
    #[must_use]
    pub fn new(card: Option<Lab>, ladder: &[Rung], label: &[(Colourant, f64)]) -> Self {
        let card_lab = card_or_white(card);
        let fitter = Fitter { card: DrawdownCard::from_lab(card_lab), card_lab, label };
        let solids = fitter.fit(ladder);
        let (oddities, unclear) = odd::find(&fitter, ladder);
        let rungs: Vec<RungReport> = ladder
            .iter()
            .enumerate()
            .map(|(index, rung)| RungReport {
                rung: *rung,
                fitted: fitter.card.color_of(&solids, rung.water_parts),
                delta_e: fitter.error(&solids, rung),
                left_out_delta_e: (ladder.len() > 1).then(|| fitter.left_out(ladder, index)),
                odd: oddities.iter().find(|(odd, _)| *odd == index).map(|(_, why)| why.clone()),
            })
            .collect();
        let left_out: Vec<f64> = rungs.iter().filter_map(|rung| rung.left_out_delta_e).collect();
        let errors: Vec<f64> = rungs.iter().map(|rung| rung.delta_e).collect();
        let mut report = Self {
            grade: Evidence::of_rungs(ladder.len()),
            solids,
            delta_e: mean(&errors),
            rms_delta_e: root_mean_square(&errors),
            left_out_delta_e: (!left_out.is_empty()).then(|| mean(&left_out)),
            rungs,
            doubts: unclear.into_iter().collect(),
        };
        report.doubt(&fitter);
        report
    }

    /// The rungs that do not go with the others, by their parts of water, with the reason.
    pub fn odd_rungs(&self) -> impl Iterator<Item = (f64, &str)> {
        self.rungs.iter().filter_map(|rung| Some((rung.rung.water_parts, rung.odd.as_deref()?)))
    }

    fn doubt(&mut self, fitter: &Fitter<'_>) {
        if let Some(told) = unbelievable(&self.solids, fitter.card_lab) {
            self.doubts
                .push(say!("%{doubt}; recipes go by the label until it is measured again", doubt = told));
            return;
        }
        if self.rungs.len() == 2 {
            self.doubts.push(tr("two rungs cannot check each other; measure a third dilution").to_owned());
        }
        if self.delta_e > POOR_FIT && self.odd_rungs().next().is_none() {
            self.doubts.push(say!(
                "the fit misses its rungs by ΔE00 %{difference}; the label may not name all colourants, or glare or shade lay on the card",
                difference = number(self.delta_e, 1)
            ));
        }
        let told = |factor: f64| {
            let other = self.solids.scaled(factor);
            let differs = |rung: &RungReport| {
                delta_e_2000(fitter.card.color_of(&other, rung.rung.water_parts), rung.fitted)
            };
            self.rungs.iter().map(differs).fold(0.0, f64::max)
        };
        if told(2.0).min(told(0.5)) < STRENGTH_UNTOLD {
            self.doubts.push(tr(
                "its rungs look nearly the same at twice or half the strength; add dilutions through which the card is seen, and for white pigment take a dark card",
            ).to_owned());
        }
        let on_label: f64 = fitter.label.iter().map(|(_, amount)| amount).sum();
        let ratio = self.solids.total() / on_label;
        let all_told = on_label > 0.0 && fitter.label.iter().all(|(_, amount)| *amount > 0.0);
        if all_told && !(0.5..=2.0).contains(&ratio) {
            self.doubts.push(say!(
                "the ladder finds %{ratio} times the solids of the label; check the water of each rung and that the film is %{film} mm",
                ratio = number(ratio, 1),
                film = number(0.05, 2)
            ));
        }
    }
}

/// Mean CIEDE2000 of a fit that is worth a look (*assumed*; photos with a grey card miss by about 2 to 3).
const POOR_FIT: f64 = 3.0;
/// Largest change of any rung, CIEDE2000, when the strength is doubled or halved, under which the strength is a
/// guess.
const STRENGTH_UNTOLD: f64 = 3.0;

/// Why a bottle cannot hold what its ladder was fitted with.
pub(super) fn unbelievable(solids: &Concentrations, card: Lab) -> Option<String> {
    let total = solids.total();
    if total < LEAST_SOLIDS {
        Some(say!(
            "by its ladder the bottle holds nothing: no rung is darker than the card of L* %{lightness}",
            lightness = number(card.l, 0)
        ))
    } else if total > MOST_SOLIDS {
        Some(say!(
            "by its ladder the bottle would hold %{solids} mg/ml, more than a millilitre can",
            solids = number(total, 0)
        ))
    } else {
        None
    }
}

/// Solids in mg/ml under which a bottle holds nothing.
const LEAST_SOLIDS: f64 = 0.01;
/// Solids a millilitre can hold in mg, the densest colourants included.
pub(super) const MOST_SOLIDS: f64 = 1000.0;

/// The card's colour, or that of a white one.
pub(super) fn card_or_white(card: Option<Lab>) -> Lab {
    card.unwrap_or(WHITE_CARD)
}

/// What a bottle holds by its ladder, in mg/ml.
pub(super) fn fit(card: Option<Lab>, ladder: &[Rung], label: &[(Colourant, f64)]) -> Concentrations {
    fit_ladder(&DrawdownCard::from_lab(card_or_white(card)), ladder, label)
}

/// Fits parts of one ladder.
pub(super) struct Fitter<'a> {
    pub(super) card: DrawdownCard,
    pub(super) card_lab: Lab,
    pub(super) label: &'a [(Colourant, f64)],
}

impl Fitter<'_> {
    pub(super) fn fit(&self, rungs: &[Rung]) -> Concentrations {
        fit_ladder(&self.card, rungs, self.label)
    }

    pub(super) fn error(&self, solids: &Concentrations, rung: &Rung) -> f64 {
        delta_e_2000(self.card.color_of(solids, rung.water_parts), rung.lab)
    }

    /// Error of a rung foretold from the others.
    fn left_out(&self, ladder: &[Rung], index: usize) -> f64 {
        let others: Vec<Rung> =
            ladder.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, rung)| *rung).collect();
        ladder.get(index).map_or(0.0, |rung| self.error(&self.fit(&others), rung))
    }
}

pub(super) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

pub(super) fn root_mean_square(values: &[f64]) -> f64 {
    (values.iter().map(|value| value * value).sum::<f64>() / values.len().max(1) as f64).sqrt()
}
