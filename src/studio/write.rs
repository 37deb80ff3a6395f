//! Entries as text of the log.

use std::fmt::Write as _;
use std::ops::Range;

use super::entry::{Entry, Mixture, Subject, TissuePhoto};
use crate::color::Lab;
use crate::optics::{Colourant, Concentrations};

use super::read::ListPlace;

/// A log without entries, with an explanation of its fields.
pub(super) const NEW_LOG: &str = include_str!("../../assets/studio_log.ron");

/// The text with one entry more at the end of the list; everything that stood there stays, byte by byte.
pub(super) fn appended(text: &str, place: ListPlace, entry: &Entry) -> Option<String> {
    let (before, after) = text.split_at_checked(place.close)?;
    let mut new = String::with_capacity(text.len() + 1024);
    match place.comma {
        Some(at) => {
            let (head, tail) = before.split_at_checked(at)?;
            new.push_str(head);
            new.push(',');
            new.push_str(tail);
        }
        None => new.push_str(before),
    }
    let line_start = new.rfind('\n').map_or(0, |newline| newline + 1);
    let indent = new.get(line_start..)?.to_owned();
    if indent.trim().is_empty() {
        new.truncate(line_start);
        new.push_str(&entry_text(entry));
        new.push_str(&indent);
    } else {
        new.push('\n');
        new.push_str(&entry_text(entry));
        new.push_str("    ");
    }
    new.push_str(after);
    Some(new)
}

/// The text without what stands in `span`, and without the line it leaves empty.
pub(super) fn without(text: &str, span: &Range<usize>) -> Option<String> {
    let blank = |c: char| c == ' ' || c == '\t' || c == '\r';
    let (before, after) = (text.get(..span.start)?, text.get(span.end..)?);
    let (head, tail) = (before.trim_end_matches(blank), after.trim_start_matches(blank));
    let whole_lines = head.is_empty() || head.ends_with('\n');
    Some(match tail.strip_prefix('\n').filter(|_| whole_lines) {
        Some(rest) => format!("{head}{rest}"),
        None => format!("{before}{after}"),
    })
}

/// An entry as a block of lines.
fn entry_text(entry: &Entry) -> String {
    let mut lines = vec![format!("id: {}", quoted(&entry.id))];
    lines.extend(entry.date.map(|date| format!("date: \"{date}\"")));
    lines.extend(entry.client.as_ref().map(|client| format!("client: {}", quoted(client))));
    lines.push(format!("zone: {}", entry.zone.name()));
    lines.push(format!("recipe: {}", mixture(&entry.recipe)));
    lines.push(format!("water_parts: {:?}", entry.recipe.water_parts));
    if let Some(wash) = &entry.wash {
        lines.push(format!("wash: {}", mixture(wash)));
        lines.push(format!("wash_water_parts: {:?}", wash.water_parts));
    }
    lines.push(format!("measured: {}", entry.subject.name()));
    if let Subject::Area { marks_per_cm2 } = entry.subject {
        lines.push(format!("marks_per_cm2: {marks_per_cm2:?}"));
    }
    lines.push(format!("days: {:?}", entry.days));
    lines.push(format!("tissue: {}", lab(entry.tissue)));
    if entry.tissue_photo == TissuePhoto::Earlier {
        lines.push(format!("tissue_photo: {}", entry.tissue_photo.name()));
    }
    lines.push(format!("tone: {}", lab(entry.tone)));
    lines.push(format!("card: {}", entry.card.name()));
    lines.extend(entry.note.as_ref().map(|note| format!("note: {}", quoted(note))));
    let mut text = String::from("        (\n");
    for line in lines {
        // Writing to a string cannot fail.
        writeln!(text, "            {line},").expect("a string takes any text");
    }
    text + "        ),\n"
}

fn lab(color: Lab) -> String {
    format!("(l: {:?}, a: {:?}, b: {:?})", color.l, color.a, color.b)
}

fn mixture(cup: &Mixture) -> String {
    let parts = cup.parts.iter().map(|part| {
        let solids = part.solids.map(|solids| format!(", solids: {}", map(&solids))).unwrap_or_default();
        format!("(shade: {}, parts: {}{solids})", quoted(&part.shade), part.parts)
    });
    format!("[{}]", parts.collect::<Vec<_>>().join(", "))
}

fn map(solids: &Concentrations) -> String {
    let named = Colourant::ALL.iter().zip(solids.0).filter(|(_, amount)| *amount > 0.0);
    let all: Vec<String> = named.map(|(name, amount)| format!("\"{}\": {amount:?}", name.name())).collect();
    format!("{{{}}}", all.join(", "))
}

/// A text in quotes, on one line.
fn quoted(text: &str) -> String {
    let mut all = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => all.extend(['\\', c]),
            c if c.is_control() => all.push(' '),
            c => all.push(c),
        }
    }
    all + "\""
}
