//! One shade of the file.

use jiff::civil::Date;
use serde::Deserialize;

use super::super::ladder::MOST_SOLIDS;
use super::super::outline::{Field, Node, group, segments};
use super::super::shade::{Shade, ShadeKind};
use super::{Problems, value};
use crate::locale::{say, tr};
use crate::optics::Colourant;

mod ladder;
mod papers;

const FIELDS: [&str; 19] = [
    "id",
    "name",
    "maker",
    "kind",
    "solids",
    "ladder",
    "card",
    "max_water_parts",
    "neat_only",
    "volume_ml",
    "price",
    "lot",
    "expiry",
    "opened_on",
    "in_stock",
    "label_seen",
    "documents",
    "note",
    "source",
];

const MOST_WATER_PARTS: f64 = 100.0;

/// How a shade is called in a problem: by its id, or by its place in the list.
pub(super) fn label(index: usize, inside: &[Node], text: &str) -> String {
    match id_text(inside, text) {
        Some(id) if id.len() < 48 => say!("shade %{id}", id = id),
        _ => say!("shade %{place} of the list", place = index + 1),
    }
}

/// The id of a shade as it is written, quotes included.
pub(crate) fn id_text<'t>(inside: &[Node], text: &'t str) -> Option<&'t str> {
    let mut faults = Vec::new();
    segments(inside, &mut faults).into_iter().find_map(|segment| match segment {
        [name, _, id, ..] if text.get(name.at..name.end) == Some("id") => text.get(id.at..id.end),
        _ => None,
    })
}

/// The shade in a bracket. `None`, with at least one problem, when something it cannot do without is missing.
pub(super) fn read(index: usize, inside: &[Node], problems: &mut Problems<'_>) -> Option<Shade> {
    problems.context = Some(label(index, inside, problems.text));
    let before = problems.found.len();
    let fields = known_fields(inside, problems);
    let mut reader = Reader { start: inside.first().map_or(0, |node| node.at), fields, problems };
    let (id, name, maker) = (reader.id(), reader.line("name", true), reader.line("maker", true));
    let (kind, ladder, card) = (reader.kind(), reader.ladder(), reader.card());
    let (label, source) = (reader.label(ladder.len()), reader.line("source", true));
    let max_water_parts =
        reader.optional("max_water_parts", tr("a whole number from 0 to 100, or leave it out"));
    reader.check_water(max_water_parts);
    let neat_only = reader.flag("neat_only", false);
    if neat_only && max_water_parts.is_some_and(|parts: u32| parts > 0) {
        reader.add(
            "neat_only",
            tr("it is neat only, and yet may be diluted"),
            tr("remove max_water_parts or neat_only"),
        );
    }
    let volume_ml = reader.number("volume_ml", (0.1, 10_000.0), "ml");
    let price = reader.number("price", (0.0, 100_000.0), "");
    let lot = reader.line("lot", false);
    let (expiry, opened_on) = (reader.date("expiry"), reader.date("opened_on"));
    let in_stock = reader.flag("in_stock", true);
    let (label_seen, documents, note) = (reader.label_seen(), reader.documents(), reader.line("note", false));
    let label = label?;
    // A fit of what was not read rightly says nothing.
    let solids =
        if reader.problems.found.len() > before { None } else { reader.fitted(card, &ladder, &label) };
    let shade = Shade {
        id: id?,
        name: name?,
        maker: maker?,
        kind: kind?,
        solids: solids?,
        label,
        ladder,
        card,
        max_water_parts,
        neat_only,
        volume_ml,
        price,
        lot,
        expiry,
        opened_on,
        in_stock,
        label_seen,
        documents,
        note,
        source: source?,
    };
    Some(shade)
}

/// The fields of a shade by name; says which are unknown or there twice.
fn known_fields<'n>(inside: &'n [Node], problems: &mut Problems<'_>) -> Vec<(&'static str, Field<'n>)> {
    let mut known: Vec<(&'static str, Field<'n>)> = Vec::new();
    for field in problems.fields_of(inside) {
        let name = problems.slice(field.name.at, field.name.end);
        match FIELDS.into_iter().find(|known| *known == name) {
            None => {
                let what = say!("\"%{field}\" is not a field of a shade", field = name);
                problems.add(field.name.at, what, did_you_mean(name, &FIELDS));
            }
            Some(name) if known.iter().any(|(seen, _)| *seen == name) => {
                problems.add(
                    field.name.at,
                    say!("%{field} is there twice", field = name),
                    tr("keep one of them"),
                );
            }
            Some(name) => known.push((name, field)),
        }
    }
    known
}

/// Reads the fields of one shade.
struct Reader<'r, 'n, 't> {
    start: usize,
    fields: Vec<(&'static str, Field<'n>)>,
    problems: &'r mut Problems<'t>,
}

impl<'n> Reader<'_, 'n, '_> {
    fn field(&self, name: &str) -> Option<Field<'n>> {
        self.fields.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
    }

    fn missing(&mut self, name: &str, remedy: &str) {
        self.problems.add(self.start, say!("%{field} is missing", field = name), remedy);
    }

    /// Adds a problem at a field's value.
    fn add(&mut self, name: &str, what: impl Into<String>, remedy: impl Into<String>) {
        let field = self.field(name);
        let at = field.map_or(self.start, |field| field.value.first().map_or(field.name.at, |node| node.at));
        self.problems.add(at, what, remedy);
    }

    fn optional<T: for<'de> Deserialize<'de>>(&mut self, name: &str, wanted: &str) -> Option<T> {
        let field = self.field(name)?;
        value::read::<Option<T>>(&field, self.problems, wanted).flatten()
    }

    fn number(&mut self, name: &str, range: (f64, f64), unit: &str) -> Option<f64> {
        let field = self.field(name)?;
        value::number(&field, self.problems, range, unit)
    }

    fn flag(&mut self, name: &str, unless_told: bool) -> bool {
        self.optional(name, tr("true or false")).unwrap_or(unless_told)
    }

    /// A text of one line.
    fn line(&mut self, name: &str, needed: bool) -> Option<String> {
        const MOST: usize = 400;
        if needed && self.field(name).is_none() {
            let remedy = match name {
                "source" => tr("add source: \"where the numbers come from\""),
                "maker" => tr("add maker: \"maker or line\""),
                _ => tr("add it as a text in quotes"),
            };
            self.missing(name, remedy);
            return None;
        }
        let text: String = if needed {
            value::read(&self.field(name)?, self.problems, tr("a text in quotes"))?
        } else {
            self.optional(name, tr("a text in quotes, or leave it out"))?
        };
        let text = text.trim().to_owned();
        if text.is_empty() || text.chars().count() > MOST || text.chars().any(char::is_control) {
            self.add(
                name,
                say!("%{field} is empty, too long or has control characters", field = name),
                tr("write it in one line"),
            );
            return None;
        }
        Some(text)
    }

    fn id(&mut self) -> Option<String> {
        const MOST: usize = 40;
        let remedy = tr("write a short id of lower-case letters, digits and hyphens, such as \"carbon-150\"");
        if self.field("id").is_none() {
            self.missing("id", tr("add a short one of lower-case letters, digits and hyphens"));
            return None;
        }
        let id: String = value::read(&self.field("id")?, self.problems, tr("a short text in quotes"))?;
        let slug = id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if id.is_empty() || id.len() > MOST || !slug || id.starts_with('-') || id.ends_with('-') {
            self.add("id", tr("the id does not fit"), remedy);
            return None;
        }
        Some(id)
    }

    fn kind(&mut self) -> Option<ShadeKind> {
        let remedy = tr("write base, ready, modifier or skin_tone");
        let Some(field) = self.field("kind") else {
            self.missing("kind", remedy);
            return None;
        };
        let written = match (field.value.first(), field.value.last()) {
            (Some(first), Some(last)) => self.problems.slice(first.at, last.end),
            _ => "",
        };
        let name = written.trim_matches('"');
        let kind = ShadeKind::ALL.into_iter().find(|kind| kind.name() == name);
        if kind.is_none() {
            self.add("kind", say!("\"%{kind}\" is not a kind of shade", kind = name), remedy);
        }
        kind
    }

    fn date(&mut self, name: &str) -> Option<Date> {
        let wanted = tr("a day as \"2027-03-31\", or leave it out");
        let text: String = self.optional(name, wanted)?;
        let date = text.parse().ok();
        if date.is_none() {
            let what = say!("%{field} is \"%{text}\", which is no day", field = name, text = text);
            self.add(name, what, value::write(wanted));
        }
        date
    }

    fn check_water(&mut self, parts: Option<u32>) {
        if let Some(parts) = parts.filter(|parts| f64::from(*parts) > MOST_WATER_PARTS) {
            let what = say!("%{field} is %{value}", field = "max_water_parts", value = parts);
            self.add("max_water_parts", what, tr("write a whole number from 0 to 100, or leave it out"));
        }
    }

    /// What the label names; with a ladder it may name nothing, or give no amounts.
    fn label(&mut self, rungs: usize) -> Option<Vec<(Colourant, f64)>> {
        let example = tr("write mg/ml by colourant, such as {\"carbon_black\": 150.0}");
        let Some(field) = self.field("solids") else {
            if rungs >= 2 {
                return Some(Vec::new());
            }
            let remedy = tr("add mg/ml by colourant, such as {\"carbon_black\": 150.0}");
            self.missing("solids", remedy);
            return None;
        };
        let Some(inside) = group(field.value, '{') else {
            self.add("solids", tr("solids is not a map"), example);
            return None;
        };
        let before = self.problems.found.len();
        let mut label: Vec<(Colourant, f64)> = Vec::new();
        let names = Colourant::ALL.map(Colourant::name);
        for entry in self.problems.fields_of(inside) {
            let name = self.problems.slice(entry.name.at, entry.name.end).trim_matches('"');
            let Some(colourant) = Colourant::from_name(name) else {
                let what = say!("\"%{colourant}\" is not a known colourant", colourant = name);
                self.problems.add(entry.name.at, what, did_you_mean(name, &names));
                continue;
            };
            if label.iter().any(|(known, _)| *known == colourant) {
                self.problems.add(
                    entry.name.at,
                    say!("%{field} is there twice", field = name),
                    tr("keep one of them"),
                );
            }
            let amount = value::number(&entry, self.problems, (0.0, MOST_SOLIDS), "mg/ml");
            label.push((colourant, amount.unwrap_or(0.0)));
        }
        if self.problems.found.len() > before {
            return None;
        }
        let total: f64 = label.iter().map(|(_, amount)| amount).sum();
        let enough_without = rungs >= 2 || rungs == 1 && !label.is_empty();
        if total <= 0.0 && !enough_without {
            self.add("solids", tr("the shade holds nothing"), example);
            return None;
        }
        if total > MOST_SOLIDS {
            let what = say!("solids add up to %{solids} mg/ml", solids = total);
            self.add(
                "solids",
                what,
                tr("keep their sum within 1000 mg/ml; a full-strength jar holds about 150"),
            );
            return None;
        }
        Some(label)
    }
}

/// A remedy for a name that is not known.
pub(crate) fn did_you_mean(name: &str, known: &[&str]) -> String {
    let nearest = known.iter().map(|other| (distance(name, other), other)).min();
    match nearest {
        Some((steps, other)) if steps <= 3 => say!("did you mean %{field}?", field = other),
        _ => say!("remove it; known are %{fields}", fields = known.join(", ")),
    }
}

/// Letters to insert, remove or replace to get from one word to the other (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    // No name is longer than this; more letters are far away in any case.
    for (i, ca) in a.chars().take(40).enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, cb) in row.iter_mut().skip(1).zip(&b) {
            let best = (diagonal + usize::from(ca != *cb)).min(*cell + 1).min(left + 1);
            diagonal = *cell;
            *cell = best;
            left = best;
        }
    }
    row.last().copied().unwrap_or(0)
}
