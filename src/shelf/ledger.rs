//! The ledger: its text, its entries, and what is written into it.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::entry::{CupKey, CupPlace, StockEntry, StockEvent, rounded};
use super::error::StockError;
use super::level::price_per_ml;
use super::read::{is_sound, read};
use crate::disk::write_through;
use crate::library::outline::outline;
use crate::library::rewrite::{Edit, appended, apply, entries, indent_of_entries, list_of, removed};
use crate::library::{Shade, ShadeLibrary};

/// Name of the file beside a library.
const NAME: &str = "stock.ron";
/// Larger files are not ours.
const MOST_BYTES: u64 = 16 << 20;

/// A ledger without entries, with an explanation of its fields.
const NEW: &str = include_str!("../../assets/stock.ron");

/// What is poured from one bottle into one cup.
#[derive(Debug, Clone, PartialEq)]
pub struct Poured {
    /// Where the cup went.
    pub place: CupPlace,
    /// Identifier of the shade.
    pub shade: String,
    /// Batch; empty where it was not written down.
    pub lot: String,
    /// How much, ml.
    pub ml: f64,
}

/// Everything that was mixed at a visit.
#[derive(Debug, Clone, PartialEq)]
pub struct VisitCups {
    /// The client's code.
    pub case: String,
    /// Day of the visit.
    pub visit: Date,
    /// What was poured.
    pub poured: Vec<Poured>,
}

/// The ledger beside a library.
#[derive(Debug, Clone, PartialEq)]
pub struct StockLedger {
    text: String,
    entries: Vec<StockEntry>,
}

impl Default for StockLedger {
    fn default() -> Self {
        Self { text: NEW.to_owned(), entries: Vec::new() }
    }
}

impl StockLedger {
    /// Where the ledger of a library lies.
    #[must_use]
    pub fn beside(library: &Path) -> PathBuf {
        library.with_file_name(NAME)
    }

    /// Reads the text of a ledger.
    ///
    /// # Errors
    /// All problems of the text at once; or that a newer program wrote it.
    pub fn parse(text: &str) -> Result<Self, StockError> {
        Ok(Self { entries: read(text)?, text: text.to_owned() })
    }

    /// Reads a ledger; one that is not there is empty.
    ///
    /// # Errors
    /// As [`parse`](Self::parse), and when the file cannot be read.
    pub fn load(path: &Path) -> Result<Self, StockError> {
        let unreadable = |cause: String| StockError::Unreadable { cause, path: path.to_owned() };
        match fs::metadata(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(unreadable(error.to_string())),
            Ok(facts) if facts.len() > MOST_BYTES => return Err(unreadable(String::from("> 16 MB"))),
            Ok(_) => {}
        }
        Self::parse(&fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?)
    }

    /// Writes the ledger, whole or not at all.
    ///
    /// # Errors
    /// When the disk refuses; the file is then as it was.
    pub fn save(&self, path: &Path) -> Result<(), StockError> {
        write_through(path, self.text.as_bytes())
            .map_err(|error| StockError::Unwritable { cause: error.to_string(), path: path.to_owned() })
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What was written down, in the order of the file.
    #[must_use]
    pub fn entries(&self) -> &[StockEntry] {
        &self.entries
    }

    /// Writes something down at the end. Where a bottle more is bought and nothing was bought or counted of the shade
    /// before, the one on the shelf is written down first: it counted as bought until now.
    ///
    /// # Errors
    /// When the entry makes no sense.
    pub fn add(&mut self, entry: StockEntry, on_shelf: Option<&Shade>) -> Result<(), StockError> {
        if entry.what == StockEvent::Bought {
            let known = self.entries.iter().any(|other| {
                other.shade == entry.shade && matches!(other.what, StockEvent::Bought | StockEvent::Corrected)
            });
            let first = on_shelf.filter(|shade| !known && shade.in_stock && shade.id == entry.shade);
            if let Some((shade, ml)) = first.and_then(|shade| Some((shade, shade.volume_ml?))) {
                let day = shade.opened_on.filter(|opened| *opened < entry.day).unwrap_or(entry.day);
                let lot = shade.lot.clone().unwrap_or_default();
                let before = StockEntry::new(day, &shade.id, StockEvent::Bought, ml);
                self.append(&[StockEntry { lot, cost: shade.price, ..before }])?;
            }
        }
        self.append(&[entry])
    }

    /// Takes the entry at a place out.
    ///
    /// # Errors
    /// When the text cannot be read again.
    pub fn remove(&mut self, place: usize) -> Result<(), StockError> {
        let gone: Vec<usize> = self.entries.get(place).map(|_| place).into_iter().collect();
        self.rewrite(&gone, &[], &[])
    }

    /// Writes down what was mixed at a visit: cups that are in the ledger already stay as they are or are corrected,
    /// those that the visit no longer has are taken out. The same visit twice changes nothing. Whether anything
    /// changed.
    ///
    /// # Errors
    /// When an amount makes no sense.
    pub fn take(&mut self, cups: &VisitCups, library: &ShadeLibrary) -> Result<bool, StockError> {
        let wanted = wanted(cups, library);
        if let Some(odd) = wanted.iter().find(|entry| !is_sound(entry)) {
            return Err(StockError::Unfit { what: odd.text() });
        }
        let of_visit = |entry: &StockEntry| {
            entry.cup.as_ref().is_some_and(|cup| cup.case == cups.case && cup.visit == cups.visit)
        };
        let (mut gone, mut changed) = (Vec::new(), Vec::new());
        let mut new: Vec<StockEntry> = wanted.clone();
        for (place, entry) in self.entries.iter().enumerate().filter(|(_, entry)| of_visit(entry)) {
            match wanted.iter().find(|wanted| wanted.key() == entry.key()) {
                None => gone.push(place),
                Some(wanted) => {
                    // What a share cost was settled by the price of its day.
                    let same = wanted.lot == entry.lot && (wanted.ml - entry.ml).abs() < 1e-9;
                    if !same {
                        changed.push((place, wanted.clone()));
                    }
                    new.retain(|other| other.key() != entry.key());
                }
            }
        }
        let is_news = !(gone.is_empty() && changed.is_empty() && new.is_empty());
        self.rewrite(&gone, &changed, &new)?;
        Ok(is_news)
    }

    fn append(&mut self, new: &[StockEntry]) -> Result<(), StockError> {
        if let Some(odd) = new.iter().find(|entry| !is_sound(entry)) {
            return Err(StockError::Unfit { what: odd.text() });
        }
        self.rewrite(&[], &[], new)
    }

    /// Takes entries out, changes some and appends others; all else of the text stays.
    fn rewrite(
        &mut self,
        gone: &[usize],
        changed: &[(usize, StockEntry)],
        new: &[StockEntry],
    ) -> Result<(), StockError> {
        let (nodes, _) = outline(&self.text);
        let Some((_, inside)) = list_of(&nodes, "entries", &self.text) else {
            return self.rebuild(gone, changed, new);
        };
        let places: Vec<_> = entries(inside).collect();
        let mut edits: Vec<Edit> = Vec::new();
        for place in gone {
            edits.extend(places.get(*place).map(|node| removed(&self.text, inside, node.at, node.end)));
        }
        for (place, entry) in changed {
            let edit = |node: &&crate::library::outline::Node| Edit {
                at: node.at,
                end: node.end,
                text: entry.text(),
            };
            edits.extend(places.get(*place).map(edit));
        }
        // Lines are appended to the text as it is without the others.
        let text = apply(&self.text, edits);
        let text = if new.is_empty() { text } else { with_lines(&text, new) };
        *self = Self::parse(&text)?;
        Ok(())
    }

    /// A ledger whose list is not there is written anew.
    fn rebuild(
        &mut self,
        gone: &[usize],
        changed: &[(usize, StockEntry)],
        new: &[StockEntry],
    ) -> Result<(), StockError> {
        let mut all = self.entries.clone();
        for (place, entry) in changed {
            if let Some(old) = all.get_mut(*place) {
                *old = entry.clone();
            }
        }
        let kept = all.into_iter().enumerate().filter(|(place, _)| !gone.contains(place));
        let kept: Vec<StockEntry> = kept.map(|(_, entry)| entry).chain(new.iter().cloned()).collect();
        *self = Self::parse(&with_lines(NEW, &kept))?;
        Ok(())
    }
}

fn with_lines(text: &str, new: &[StockEntry]) -> String {
    let (nodes, _) = outline(text);
    let Some((list, inside)) = list_of(&nodes, "entries", text) else { return text.to_owned() };
    let indent = indent_of_entries(text, list, inside);
    let lines: Vec<String> = new.iter().map(|entry| format!("{indent}{},\n", entry.text())).collect();
    apply(text, appended(text, list, inside, &lines.concat()))
}

/// One entry for each cup and shade, sorted as they are mixed.
fn wanted(cups: &VisitCups, library: &ShadeLibrary) -> Vec<StockEntry> {
    let mut all: Vec<StockEntry> = Vec::new();
    for poured in cups.poured.iter().filter(|poured| poured.ml > 0.0) {
        let key = CupKey { case: cups.case.clone(), visit: cups.visit, place: poured.place };
        let there = all.iter_mut().find(|entry| entry.key() == Some((&key, poured.shade.as_str())));
        if let Some(entry) = there {
            entry.ml = rounded(entry.ml + poured.ml);
            continue;
        }
        let mixed = StockEntry::new(cups.visit, &poured.shade, StockEvent::Mixed, rounded(poured.ml));
        all.push(StockEntry { lot: poured.lot.clone(), cup: Some(key), ..mixed });
    }
    for entry in &mut all {
        let price = library.shade(&entry.shade).and_then(price_per_ml);
        entry.cost = price.map(|price| rounded(price * entry.ml));
    }
    all
}
