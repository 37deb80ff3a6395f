//! One line of the ledger.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::locale::tr;

/// What happened to a bottle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StockEvent {
    /// A bottle of `ml` was bought.
    Bought,
    /// A bottle was opened.
    Opened,
    /// `ml` went into a cup.
    Mixed,
    /// The content was looked at: from then on there were `ml`.
    Corrected,
}

/// Where a cup went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CupPlace {
    /// All over the scar.
    ScarWash,
    /// Marks in the scar.
    ScarMarks,
    /// Marks in the skin around.
    SurroundMarks,
}

/// Which cup it was; with the shade it makes an entry the only one of its kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CupKey {
    /// The client's code.
    pub case: String,
    /// Day of the visit.
    pub visit: Date,
    /// Where the cup went.
    pub place: CupPlace,
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StockEntry {
    /// The day.
    pub day: Date,
    /// Identifier of the shade in the library.
    pub shade: String,
    /// What happened.
    pub what: StockEvent,
    /// How much, ml, 0 to 10 000; 0 for a bottle that was opened.
    #[serde(default)]
    pub ml: f64,
    /// Batch on the label; empty where it was not written down.
    #[serde(default)]
    pub lot: String,
    /// What it cost, in the studio's currency: the bottle, or the share that was mixed.
    #[serde(default)]
    pub cost: Option<f64>,
    /// The cup, where something was mixed for a client.
    #[serde(default)]
    pub cup: Option<CupKey>,
}

impl StockEntry {
    /// A line without lot, cost and cup.
    #[must_use]
    pub fn new(day: Date, shade: &str, what: StockEvent, ml: f64) -> Self {
        Self { day, shade: shade.to_owned(), what, ml, lot: String::new(), cost: None, cup: None }
    }

    /// What no other entry may share: cup and shade.
    #[must_use]
    pub fn key(&self) -> Option<(&CupKey, &str)> {
        Some((self.cup.as_ref()?, self.shade.as_str()))
    }

    /// As a line of the file, without the comma.
    pub(super) fn text(&self) -> String {
        let quoted = crate::library::rewrite::quoted;
        let mut fields = vec![
            format!("day: \"{}\"", self.day),
            format!("shade: {}", quoted(&self.shade)),
            format!("what: {}", self.what.name()),
        ];
        if self.what != StockEvent::Opened {
            fields.push(format!("ml: {:?}", rounded(self.ml)));
        }
        if !self.lot.is_empty() {
            fields.push(format!("lot: {}", quoted(&self.lot)));
        }
        fields.extend(self.cost.map(|cost| format!("cost: {:?}", rounded(cost))));
        fields.extend(self.cup.as_ref().map(|cup| {
            let key = [
                format!("case: {}", quoted(&cup.case)),
                format!("visit: \"{}\"", cup.visit),
                format!("place: {}", cup.place.name()),
            ];
            format!("cup: ({})", key.join(", "))
        }));
        format!("({})", fields.join(", "))
    }
}

impl StockEvent {
    /// Name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bought => "bought",
            Self::Opened => "opened",
            Self::Mixed => "mixed",
            Self::Corrected => "corrected",
        }
    }
}

impl CupPlace {
    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::ScarWash => tr("Scar, wash"),
            Self::ScarMarks => tr("Scar, marks"),
            Self::SurroundMarks => tr("Surround, marks"),
        }
    }

    /// Name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ScarWash => "scar_wash",
            Self::ScarMarks => "scar_marks",
            Self::SurroundMarks => "surround_marks",
        }
    }
}

/// To a ten-thousandth, finer than any syringe: what is written is what is read.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}
