//! What the technician told about a bottle that is being measured.

use std::path::PathBuf;

use crate::analysis::{BottleInputs, LadderPicks, MeasuredBottle};
use crate::app::{Pipeline, Told, WorkError};
use crate::calibrate::{ChartPick, GreyPick};
use crate::library::{NewLibrary, ShadeKind};
use crate::optics::Colourant;
use crate::photo::Photo;
use crate::region::Disc;

/// One drawdown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RungTold {
    /// Parts of water to one part of the bottle.
    pub water_parts: f64,
    /// A spot on it, once it was shown.
    pub disc: Option<Disc>,
}

/// Everything that was told: small, undoable.
#[derive(Debug, Clone, PartialEq)]
pub struct BottleTold {
    /// The neutral reference.
    pub grey: Option<GreyPick>,
    /// The `ColorChecker`; goes before the neutral reference.
    pub chart: Option<ChartPick>,
    /// A bare spot of the card under the drawdowns.
    pub card: Option<Disc>,
    /// The drawdowns.
    pub rungs: Vec<RungTold>,
    /// What the label names, in mg/ml, 0 where it gives no amount.
    pub label: Vec<(Colourant, f64)>,
    /// Name on the bottle.
    pub name: String,
    /// Maker or line.
    pub maker: String,
    /// How it is used.
    pub kind: ShadeKind,
    /// Library file to save it into; none for the one in use.
    pub into: Option<PathBuf>,
    /// What that file begins with when it is to be made; none where it is there.
    pub new_library: Option<NewLibrary>,
}

impl Default for BottleTold {
    /// Three drawdowns of a black, as many as are asked for.
    fn default() -> Self {
        let rung = |water_parts| RungTold { water_parts, disc: None };
        Self {
            grey: None,
            chart: None,
            card: None,
            rungs: vec![rung(30.0), rung(60.0), rung(100.0)],
            label: Vec::new(),
            name: String::new(),
            maker: String::new(),
            kind: ShadeKind::Base,
            into: None,
            new_library: None,
        }
    }
}

/// Longest short name.
const LONGEST_ID: usize = 40;

impl BottleTold {
    /// Short name of the shade, made from the name on the bottle; empty while there is none.
    #[must_use]
    pub fn id(&self) -> String {
        let plain = self.name.to_lowercase();
        let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let id: String = words.collect::<Vec<_>>().join("-").chars().take(LONGEST_ID).collect();
        id.trim_end_matches('-').to_owned()
    }
}

impl Told for BottleTold {
    type Inputs = BottleInputs;
    type Read = MeasuredBottle;

    /// What can be measured: none while the card or every drawdown is still to be shown.
    fn inputs(&self) -> Option<BottleInputs> {
        let card = self.card?;
        let rungs: Vec<(f64, Disc)> =
            self.rungs.iter().filter_map(|rung| Some((rung.water_parts, rung.disc?))).collect();
        let reference = self.grey.is_some() || self.chart.is_some();
        (reference && !rungs.is_empty()).then(|| BottleInputs {
            grey: self.grey,
            chart: self.chart,
            picks: LadderPicks { card, rungs },
            label: self.label.clone(),
        })
    }

    /// The same bottle on another photo: what was shown on the old one is forgotten.
    fn on_another_photo(self) -> Self {
        let rungs = self.rungs.iter().map(|rung| RungTold { disc: None, ..*rung }).collect();
        Self { grey: None, chart: self.chart.map(ChartPick::searched), card: None, rungs, ..self }
    }

    fn read(
        pipeline: &dyn Pipeline,
        photo: &Photo,
        inputs: &BottleInputs,
    ) -> Result<MeasuredBottle, WorkError> {
        pipeline.measure_bottle(photo, inputs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::PixelPos;

    #[test]
    fn names_become_short_names() {
        let id = |name: &str| BottleTold { name: name.to_owned(), ..BottleTold::default() }.id();
        assert_eq!(id("My \"own\" Black 2"), "my-own-black-2");
        assert_eq!(id("Größe – 5"), "gr-e-5");
        assert_eq!(id(" ¿? "), "");
        assert_eq!(id(&"long ".repeat(30)).len(), LONGEST_ID - 1, "no hyphen at its end");
    }

    #[test]
    fn nothing_is_measured_before_reference_card_and_a_rung_are_there() {
        let disc = Disc { center: PixelPos { x: 1.0, y: 1.0 }, radius: 9.0 };
        let mut told = BottleTold { card: Some(disc), ..BottleTold::default() };
        told.rungs[1].disc = Some(disc);
        assert!(told.inputs().is_none());
        told.grey = Some(GreyPick { center: disc.center, radius: 9.0, l_star: 50.0 });
        let rungs = told.inputs().map(|inputs| inputs.picks.rungs);
        assert_eq!(rungs, Some(vec![(60.0, disc)]));
        assert!(told.on_another_photo().inputs().is_none());
    }
}
