//! `library list`, `import` and `suggest`, and `stock`: the bottles as they stand on the shelf.

use std::fmt::Write as _;
use std::path::Path;

mod arguments;
mod import;
mod stock;

pub(super) use arguments::{ImportArguments, ListArguments, StockCommand, SuggestArguments};
pub(super) use import::import;
pub(super) use stock::stock;

use super::refusal::Refusal;
use super::{library, studio};
use crate::case::{LAST_CASES, ShoppingHint, shopping};
use crate::library::Shade;
use crate::locale::today;
use crate::progress::Silent;
use crate::shelf::{OPENED_MONTHS, StockLedger, StockLevel, price_per_ml, reminders};

/// The bottles with what the ledger beside the library says of them.
pub(super) fn list(arguments: &ListArguments) -> Result<String, Refusal> {
    let library = library::chosen(arguments.library.as_deref())?;
    let ledger = match &arguments.library {
        Some(file) => StockLedger::load(&StockLedger::beside(file))?,
        None => StockLedger::default(),
    };
    let mut text = String::new();
    let width = library.shades().iter().map(|shade| shade.id.chars().count()).max().unwrap_or(0).max(2);
    for shade in library.shades() {
        let level = StockLevel::of(shade, ledger.entries());
        writeln!(text, "{:<width$}  {}", shade.id, line(shade, &level))?;
    }
    // Nobody has the reference shades on a shelf.
    if arguments.library.is_some() {
        for reminder in reminders(&library, ledger.entries(), today(), OPENED_MONTHS) {
            writeln!(text, "reminder, {reminder}")?;
        }
    }
    Ok(text)
}

fn line(shade: &Shade, level: &StockLevel) -> String {
    let mut parts = vec![format!("{}, {}, {}", shade.name, shade.maker, shade.kind.name())];
    if !shade.in_stock {
        parts.push(String::from("not in stock"));
    }
    if let Some(left) = level.left_ml.filter(|_| shade.in_stock) {
        let full = level.full_ml.map(|full| format!(" (a bottle holds {full} ml)")).unwrap_or_default();
        parts.push(format!("{left:.2} ml left{full}"));
        if let Some(cups) = level.cups_left() {
            let noun = if cups == 1.0 { "cup" } else { "cups" };
            parts.push(format!("runs out in about {cups} {noun}"));
        }
    }
    parts.extend(price_per_ml(shade).map(|price| format!("{price:.2} per ml")));
    parts.extend(shade.lot.as_ref().map(|lot| format!("lot {lot}")));
    parts.extend(shade.expiry.map(|day| format!("expires {day}")));
    parts.extend(shade.opened_on.map(|day| format!("opened {day}")));
    parts.join("; ")
}

/// Which one bottle to buy.
pub(super) fn suggest(arguments: &SuggestArguments) -> Result<String, Refusal> {
    let library = library::chosen(arguments.library.as_deref())?;
    let elsewhere = library::chosen(arguments.from.as_deref())?;
    let lesson = arguments.log.as_deref().map(|log| studio::lesson(log, &library)).transpose()?;
    let learnt = lesson.and_then(|lesson| lesson.belief);
    let last = arguments.last.unwrap_or(LAST_CASES);
    if !arguments.cases.is_dir() {
        let folder = arguments.cases.display();
        return Err(Refusal(format!("{folder} is no folder: name the one that the studio's cases lie in")));
    }
    let hint = shopping((&arguments.cases, last), (&library, &elsewhere), learnt.as_ref(), &Silent)?;
    Ok(suggestion(&hint, arguments.from.as_deref())?)
}

fn suggestion(hint: &ShoppingHint, from: Option<&Path>) -> Result<String, std::fmt::Error> {
    let mut text = format!("{}\n{}\n\n", hint.told(), hint.sureness());
    writeln!(text, "cases: {}", hint.asked.join(", "))?;
    for (code, why) in &hint.left_out {
        writeln!(text, "left out, {code}: {why}")?;
    }
    let source = from.map_or_else(|| String::from("the reference shades"), |from| from.display().to_string());
    writeln!(text, "bottles of {source}, by cases improved; drop of the score: median (lowest to highest)")?;
    let named =
        |value: f64| if value.is_finite() { format!("{value:.1}") } else { String::from("no plan before") };
    for bottle in &hint.bottles {
        let (low, high) = (bottle.drops.first(), bottle.drops.last());
        let range = [low, high].map(|drop| named(drop.copied().unwrap_or(0.0)));
        writeln!(
            text,
            "  {:<24} {} of {}   {} ({} to {}), ΔE00 {:+.1}",
            bottle.name,
            bottle.improved,
            hint.asked.len(),
            named(bottle.median_drop),
            range[0],
            range[1],
            -bottle.median_delta_e_drop,
        )?;
    }
    Ok(text)
}
