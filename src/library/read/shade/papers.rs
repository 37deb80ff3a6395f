//! The papers of a shade: its label as it was read, and its documents.

use jiff::civil::Date;
use serde::Deserialize;

use super::super::super::outline::{Node, group, segments};
use super::super::super::papers::{LabelSeen, ShadeDocument};
use super::super::value;
use super::Reader;
use crate::locale::{say, tr};

/// More documents than a bottle comes with.
const MOST_DOCUMENTS: usize = 40;
/// Letters of a title or a place.
const MOST_LETTERS: usize = 400;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LabelText {
    day: Date,
    #[serde(default)]
    batch: bool,
    #[serde(default)]
    ingredients: bool,
    #[serde(default)]
    notes: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentText {
    title: String,
    at: String,
    #[serde(default)]
    day: Option<Date>,
}

impl Reader<'_, '_, '_> {
    /// The label as it was read.
    pub(super) fn label_seen(&mut self) -> Option<LabelSeen> {
        let wanted =
            tr("(day: \"2026-05-01\", batch: true, ingredients: true, notes: true), or leave it out");
        let LabelText { day, batch, ingredients, notes } = self.optional("label_seen", wanted)?;
        Some(LabelSeen { day, batch, ingredients, notes })
    }

    /// The documents, in the order given.
    pub(super) fn documents(&mut self) -> Vec<ShadeDocument> {
        let Some(field) = self.field("documents") else { return Vec::new() };
        let Some(list) = group(field.value, '[') else {
            let remedy = tr(
                "write [(title: \"Certificate\", day: \"2026-01-10\", at: \"black.pdf\"), …], or leave it out",
            );
            self.add("documents", tr("documents is not a list"), remedy);
            return Vec::new();
        };
        let mut faults = Vec::new();
        let parts = segments(list, &mut faults);
        for fault in faults {
            self.problems.fault(fault);
        }
        if parts.len() > MOST_DOCUMENTS {
            let what = say!("there are %{n} documents", n = parts.len());
            self.add("documents", what, tr("keep at most 40 of them"));
            return Vec::new();
        }
        parts.into_iter().filter_map(|part| self.document(part)).collect()
    }

    fn document(&mut self, part: &[Node]) -> Option<ShadeDocument> {
        let (first, last) = (part.first()?, part.last()?);
        let text = self.problems.slice(first.at, last.end);
        let read = value::options().from_str::<DocumentText>(text).ok().map(|document| ShadeDocument {
            title: document.title.trim().to_owned(),
            at: document.at.trim().to_owned(),
            day: document.day,
        });
        let is_line = |text: &str| {
            !text.is_empty() && text.chars().count() <= MOST_LETTERS && !text.chars().any(char::is_control)
        };
        let sound = read.filter(|document| is_line(&document.title) && is_line(&document.at));
        if sound.is_none() {
            let what = tr("this is not a document");
            let remedy = tr(
                "write (title: \"Certificate\", day: \"2026-01-10\", at: \"black.pdf\"), each text in one line; day may be left out",
            );
            self.problems.add(first.at, what, remedy);
        }
        sound
    }
}
