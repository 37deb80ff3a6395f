//! From the text of a ledger to its entries, with every problem on the way.

use std::collections::BTreeMap;

use super::StockEntry;
use super::error::StockError;
use crate::library::outline::{Kind, Node, group, outline, segments};
use crate::library::read::{Problems, position, value};
use crate::locale::{say, tr};

/// Version of the format that is read and written.
pub(super) const VERSION: u32 = 1;
/// Most ml and most money in one entry.
const MOST: f64 = 10_000.0;
const MOST_COST: f64 = 1_000_000.0;
/// Letters of a lot.
const MOST_LETTERS: usize = 400;

/// The entries of a text in its order.
pub(super) fn read(text: &str) -> Result<Vec<StockEntry>, StockError> {
    let (nodes, faults) = outline(text);
    let mut problems = Problems::new(text);
    let mut entries = Vec::new();
    match group(&nodes, '(') {
        Some(top) => {
            if let Some(list) = lists(top, &mut problems)? {
                entries_of(list, &mut problems, &mut entries);
            }
        }
        None => problems.add(
            nodes.first().map_or(0, |node| node.at),
            tr("a stock is one bracket, and this is not"),
            tr("write (version: 1, entries: [ … ])"),
        ),
    }
    let found = problems.settled(faults);
    if found.is_empty() {
        Ok(entries)
    } else {
        Err(StockError::Problems(found.into_iter().map(Into::into).collect()))
    }
}

fn lists<'n>(top: &'n [Node], problems: &mut Problems<'_>) -> Result<Option<&'n [Node]>, StockError> {
    let (mut list, mut version) = (None, false);
    for field in problems.fields_of(top) {
        match problems.slice(field.name.at, field.name.end) {
            "version" => {
                version = true;
                problems
                    .first_version(&field)
                    .map_err(|found| StockError::Newer { found, known: VERSION })?;
            }
            "entries" => {
                list = group(field.value, '[');
                if list.is_none() {
                    problems.add(field.name.at, tr("entries is not a list"), tr("write entries: [ … ]"));
                }
            }
            other => {
                let what = say!("\"%{field}\" is not a field of a stock", field = other);
                problems.add(field.name.at, what, tr("remove it; known are version and entries"));
            }
        }
    }
    if !version {
        let at = top.first().map_or(0, |node| node.at);
        problems.add(at, say!("%{field} is missing", field = "version"), tr("add version: 1"));
    }
    Ok(list)
}

fn entries_of(list: &[Node], problems: &mut Problems<'_>, entries: &mut Vec<StockEntry>) {
    let mut faults = Vec::new();
    let mut lines = BTreeMap::new();
    for part in segments(list, &mut faults) {
        let Some(first) = part.first() else { continue };
        if part.len() > 1 {
            let after = part.get(1).map_or(first.end, |node| node.at);
            problems.add(
                after,
                tr("a comma is missing before this entry"),
                tr("add one after the entry before it"),
            );
        }
        for node in part {
            if let Some(entry) = entry(node, problems) {
                let line = position(problems.text, node.at).0;
                let key = entry.key().map(|(cup, shade)| (cup.clone(), shade.to_owned()));
                if let Some(before) = key.and_then(|key| lines.insert(key, line)) {
                    let what = say!("this cup and shade were already taken on line %{line}", line = before);
                    problems.add(node.at, what, tr("keep one of them"));
                }
                entries.push(entry);
            }
        }
    }
    for fault in faults {
        problems.fault(fault);
    }
}

fn entry(node: &Node, problems: &mut Problems<'_>) -> Option<StockEntry> {
    let example = tr(
        "write (day: \"2026-05-01\", shade: \"my-black\", what: bought, ml: 15.0, cost: 39.0); what is bought, opened, mixed or corrected",
    );
    if !matches!(node.kind, Kind::Group { open: '(', .. }) {
        problems.add(node.at, tr("this is not an entry"), example);
        return None;
    }
    match value::options().from_str::<StockEntry>(problems.slice(node.at, node.end)) {
        Ok(entry) if is_sound(&entry) => Some(entry),
        Ok(_) => {
            let remedy = tr("write ml from 0 to 10 000, a cost from 0 on, and each text in one line");
            problems.add(node.at, tr("an amount or a text of this entry does not fit"), remedy);
            None
        }
        Err(error) => {
            let what = say!("this entry does not fit (%{cause})", cause = error.code);
            problems.add(node.at, what, example);
            None
        }
    }
}

/// Whether it can be written and read again.
pub(super) fn is_sound(entry: &StockEntry) -> bool {
    let line = |text: &str| text.chars().count() <= MOST_LETTERS && !text.chars().any(char::is_control);
    let case = entry.cup.as_ref().map_or("", |cup| cup.case.as_str());
    (0.0..=MOST).contains(&entry.ml)
        && entry.cost.is_none_or(|cost| (0.0..=MOST_COST).contains(&cost))
        && !entry.shade.trim().is_empty()
        && [&entry.shade, &entry.lot, case].into_iter().all(line)
}
