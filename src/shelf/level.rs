//! What is left of a bottle, and what it costs.

use super::{StockEntry, StockEvent};
use crate::library::{Shade, ShadeLibrary};

/// Cups that are looked back on.
const LAST_CUPS: usize = 10;

/// What the ledger says of one shade.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct StockLevel {
    /// What is left, ml; below 0 where more was mixed than was there. None where nobody told how much there was.
    pub left_ml: Option<f64>,
    /// What a full bottle holds, ml.
    pub full_ml: Option<f64>,
    /// What went into cups in all, ml.
    pub mixed_ml: f64,
    /// What the last cups took on average, ml; none before the first.
    pub per_cup_ml: Option<f64>,
}

impl StockLevel {
    /// Of a shade, from the ledger.
    #[must_use]
    pub fn of(shade: &Shade, entries: &[StockEntry]) -> Self {
        let mut own: Vec<&StockEntry> = entries.iter().filter(|entry| entry.shade == shade.id).collect();
        // Stable: what was written first on a day came first.
        own.sort_by_key(|entry| entry.day);
        let sum = |entries: &[&StockEntry], what: StockEvent| -> f64 {
            entries.iter().filter(|entry| entry.what == what).map(|entry| entry.ml).sum()
        };
        let mixed_ml = sum(&own, StockEvent::Mixed);
        let counted = own.iter().rposition(|entry| entry.what == StockEvent::Corrected);
        let bought = own.iter().any(|entry| entry.what == StockEvent::Bought);
        let (start, since) = match counted {
            Some(place) => (own.get(place).map(|entry| entry.ml), own.get(place + 1..).unwrap_or_default()),
            None if bought => (Some(0.0), own.as_slice()),
            None => (shade.volume_ml.filter(|_| shade.in_stock), own.as_slice()),
        };
        let left_ml = start.map(|start| {
            let left = start + sum(since, StockEvent::Bought) - sum(since, StockEvent::Mixed);
            // Hundreds of small amounts must not leave a speck.
            (left * 1e6).round() / 1e6
        });
        let last: Vec<f64> = own.iter().rev().filter(|e| e.what == StockEvent::Mixed).map(|e| e.ml).collect();
        let last = last.get(..last.len().min(LAST_CUPS)).unwrap_or_default();
        let per_cup_ml = (!last.is_empty()).then(|| last.iter().sum::<f64>() / last.len() as f64);
        Self { left_ml, full_ml: shade.volume_ml, mixed_ml, per_cup_ml: per_cup_ml.filter(|ml| *ml > 0.0) }
    }

    /// For how many cups like the last ones it lasts; none before the first cup.
    #[must_use]
    pub fn cups_left(&self) -> Option<f64> {
        Some((self.left_ml?.max(0.0) / self.per_cup_ml? + 1e-9).floor())
    }

    /// Nothing is left by the ledger.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.left_ml.is_some_and(|left| left <= 0.0)
    }
}

/// What a millilitre costs, by the bottle's price.
#[must_use]
pub fn price_per_ml(shade: &Shade) -> Option<f64> {
    Some(shade.price? / shade.volume_ml.filter(|ml| *ml > 0.0)?)
}

/// What these amounts cost together, and the shades whose price or volume is not known and that are left out of it.
#[must_use]
pub fn cost_of(library: &ShadeLibrary, amounts: &[(&str, f64)]) -> (f64, Vec<String>) {
    let (mut cost, mut unknown) = (0.0, Vec::new());
    for (id, ml) in amounts {
        match library.shade(id).and_then(price_per_ml) {
            Some(price) => cost += price * ml,
            None => unknown.push((*id).to_owned()),
        }
    }
    (cost, unknown)
}
