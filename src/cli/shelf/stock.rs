//! `stock`: the ledger beside a library.

use std::fmt::Write as _;
use std::path::Path;

use super::arguments::{AddStockArguments, StockCommand};
use super::line;
use crate::case::CaseFolder;
use crate::cli::refusal::Refusal;
use crate::library::ShadeLibrary;
use crate::locale::today;
use crate::shelf::{OPENED_MONTHS, StockEntry, StockEvent, StockLedger, StockLevel, cost_of, reminders};

/// Runs one of the commands.
pub(in crate::cli) fn stock(command: &StockCommand) -> Result<String, Refusal> {
    match command {
        StockCommand::Show { library } => show(library),
        StockCommand::Take { case, library, visit } => take(case, library, *visit),
        StockCommand::Add(arguments) => add(arguments),
    }
}

fn show(file: &Path) -> Result<String, Refusal> {
    let library = ShadeLibrary::load(file)?;
    let ledger = StockLedger::load(&StockLedger::beside(file))?;
    let mut text = String::new();
    for shade in library.shades().iter().filter(|shade| shade.in_stock) {
        writeln!(text, "{}: {}", shade.id, line(shade, &StockLevel::of(shade, ledger.entries())))?;
        for entry in ledger.entries().iter().filter(|entry| entry.shade == shade.id) {
            writeln!(text, "    {}", entry_line(entry))?;
        }
    }
    let known = |entry: &&StockEntry| library.shade(&entry.shade).is_none();
    for entry in ledger.entries().iter().filter(known) {
        writeln!(text, "not in the library, {}: {}", entry.shade, entry_line(entry))?;
    }
    for reminder in reminders(&library, ledger.entries(), today(), OPENED_MONTHS) {
        writeln!(text, "reminder, {reminder}")?;
    }
    Ok(text)
}

fn entry_line(entry: &StockEntry) -> String {
    let mut parts = vec![format!("{} {}", entry.day, entry.what.name())];
    if entry.what != StockEvent::Opened {
        parts.push(format!("{:.2} ml", entry.ml));
    }
    if !entry.lot.is_empty() {
        parts.push(format!("lot {}", entry.lot));
    }
    parts.extend(entry.cost.map(|cost| format!("cost {cost:.2}")));
    if let Some(cup) = &entry.cup {
        parts.push(format!("case {}, visit {}, {}", cup.case, cup.visit, cup.place.name()));
    }
    parts.join(", ")
}

fn take(folder: &Path, file: &Path, visit: Option<jiff::civil::Date>) -> Result<String, Refusal> {
    let library = ShadeLibrary::load(file)?;
    let path = StockLedger::beside(file);
    let mut ledger = StockLedger::load(&path)?;
    let open = CaseFolder::open(folder)?;
    let case = open.case();
    let mut text = String::new();
    let mut is_news = false;
    for of_day in case.visits.iter().filter(|of| visit.is_none_or(|day| of.day == day)) {
        let cups = case.cups(of_day);
        let news = ledger.take(&cups, &library)?;
        is_news |= news;
        if cups.poured.is_empty() && !news {
            continue;
        }
        let amounts: Vec<(&str, f64)> = cups.poured.iter().map(|p| (p.shade.as_str(), p.ml)).collect();
        let (cost, unknown) = cost_of(&library, &amounts);
        let state = if news { "taken" } else { "was taken already" };
        writeln!(text, "{} {}: {state}, {}", cups.case, cups.visit, told(&amounts, &library))?;
        let priced = amounts.len() - unknown.len();
        if priced > 0 {
            let left_out = if unknown.is_empty() {
                String::new()
            } else {
                format!(", without {} (no price or volume)", unknown.join(", "))
            };
            writeln!(text, "    cost {cost:.2}{left_out}")?;
        }
        for (id, _) in amounts.iter().filter(|(id, _)| library.shade(id).is_none()) {
            writeln!(text, "    {id} is not in {}: it is written down all the same", file.display())?;
        }
    }
    if text.is_empty() {
        return Ok(String::from("nothing was mixed at these visits\n"));
    }
    if is_news {
        ledger.save(&path)?;
    }
    Ok(text)
}

fn told(amounts: &[(&str, f64)], library: &ShadeLibrary) -> String {
    let name = |id: &str| library.shade(id).map_or(id, |shade| shade.name.as_str()).to_owned();
    let all: Vec<String> = amounts.iter().map(|(id, ml)| format!("{} {ml:.2} ml", name(id))).collect();
    all.join(", ")
}

fn add(arguments: &AddStockArguments) -> Result<String, Refusal> {
    let library = ShadeLibrary::load(&arguments.library)?;
    let shade = library.shade(&arguments.shade).ok_or_else(|| {
        Refusal(format!("the library has no shade {}: check the id with `library list`", arguments.shade))
    })?;
    let (what, ml) = match (arguments.bought, arguments.left) {
        (Some(ml), _) => (StockEvent::Bought, ml),
        (_, Some(ml)) => (StockEvent::Corrected, ml),
        _ => (StockEvent::Opened, 0.0),
    };
    let path = StockLedger::beside(&arguments.library);
    let mut ledger = StockLedger::load(&path)?;
    let entry = StockEntry::new(arguments.day.unwrap_or_else(today), &shade.id, what, ml);
    let lot = arguments.lot.clone().or_else(|| shade.lot.clone()).unwrap_or_default();
    ledger.add(StockEntry { lot, cost: arguments.cost, ..entry }, Some(shade))?;
    ledger.save(&path)?;
    Ok(format!("{}: {}\n", shade.id, line(shade, &StockLevel::of(shade, ledger.entries()))))
}
