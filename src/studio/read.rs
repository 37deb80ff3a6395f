//! From the text of a log to its entries, with every problem on the way.

use std::ops::Range;

use super::entry::Entry;
use super::problem::{LogError, LogProblem};
use crate::library::Problem;
use crate::library::outline::{Kind, Node, group, outline};
use crate::library::read::{ListWords, Problems, check_ron};
use crate::locale::{say, tr};

mod item;

/// Version of the format that is read and written.
pub(super) const VERSION: u32 = 1;

/// The entries of a text, and where the bracket around them closes.
#[derive(Debug)]
pub(super) struct Found {
    pub entries: Vec<Entry>,
    pub list: ListPlace,
    /// Where each entry stands, with the comma behind it.
    pub spans: Vec<Range<usize>>,
}

/// Where a new entry goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct ListPlace {
    /// Byte of the closing bracket of the list.
    pub close: usize,
    /// Byte after the last entry, when no comma stands behind it.
    pub comma: Option<usize>,
}

/// Reads a text.
pub(super) fn read(text: &str) -> Result<Found, LogError> {
    let (nodes, faults) = outline(text);
    let mut problems = Problems::new(text);
    let mut list = None;
    let mut places: Vec<&[Node]> = Vec::new();
    let mut spans = Vec::new();
    if let Some(top) = group(&nodes, '(').filter(|_| nodes.len() == 1) {
        let fields = top_fields(top, &mut problems)?;
        if let Some((node, inside)) = fields {
            list = Some(place(node, inside));
            places = entry_places(inside, &mut problems);
            spans = entry_spans(inside);
        }
    } else {
        let at = nodes.iter().find(|node| !matches!(node.kind, Kind::Group { open: '(', .. }));
        let at = at.or(nodes.get(1)).map_or(0, |node| node.at);
        problems.add(
            at,
            tr("a log is one bracket, and this is not"),
            tr("write (version: 1, entries: [ … ])"),
        );
    }
    let mut entries: Vec<Entry> = Vec::new();
    for (index, inside) in places.iter().enumerate() {
        let Some(entry) = item::read(index, inside, &mut problems) else { continue };
        if entries.iter().any(|other| other.id == entry.id) {
            let what = say!("the id %{id} was already given", id = entry.id);
            problems.add(
                inside.first().map_or(0, |node| node.at),
                what,
                tr("give each entry an id of its own"),
            );
        }
        entries.push(entry);
    }
    let found = problems.settled(faults);
    match list {
        Some(list) if found.is_empty() => check_ron(text, tr("compare the place with the entries around it"))
            .map(|()| Found { entries, list, spans })
            .map_err(|problem| listed(vec![problem])),
        _ => Err(listed(found)),
    }
}

fn listed(found: Vec<Problem>) -> LogError {
    LogError::Problems(found.into_iter().map(LogProblem::from).collect())
}

type List<'n> = (&'n Node, &'n [Node]);

/// The list of entries. A newer version ends the reading: what else stands there may have another meaning.
fn top_fields<'n>(top: &'n [Node], problems: &mut Problems<'_>) -> Result<Option<List<'n>>, LogError> {
    let mut list = None;
    let mut seen = Vec::new();
    for field in problems.fields_of(top) {
        let Some(name) = problems.new_name(&field, &mut seen) else { continue };
        match name {
            "version" => {
                problems.first_version(&field).map_err(|found| LogError::Newer { found, known: VERSION })?;
            }
            "entries" => match (field.value, group(field.value, '[')) {
                ([node, ..], Some(inside)) => list = Some((node, inside)),
                _ => problems.add(field.name.at, tr("entries is not a list"), tr("write entries: [ … ]")),
            },
            other => {
                let what = say!("\"%{field}\" is not a field of a log", field = other);
                problems.add(field.name.at, what, tr("remove it; known are version and entries"));
            }
        }
    }
    for (needed, remedy) in [("version", tr("add version: 1")), ("entries", tr("add entries: [ … ]"))] {
        if !seen.contains(&needed) {
            let at = top.first().map_or(0, |node| node.at);
            problems.add(at, say!("%{field} is missing", field = needed), remedy);
        }
    }
    Ok(list)
}

fn place(list: &Node, inside: &[Node]) -> ListPlace {
    let comma = inside.last().filter(|last| !matches!(last.kind, Kind::Comma)).map(|last| last.end);
    ListPlace { close: list.end.saturating_sub(1), comma }
}

fn entry_spans(list: &[Node]) -> Vec<Range<usize>> {
    let entries = list.iter().enumerate().filter(|(_, node)| matches!(node.kind, Kind::Group { .. }));
    entries
        .map(|(index, node)| {
            let comma = list.get(index + 1).filter(|next| matches!(next.kind, Kind::Comma));
            node.at..comma.map_or(node.end, |comma| comma.end)
        })
        .collect()
}

fn entry_places<'n>(list: &'n [Node], problems: &mut Problems<'_>) -> Vec<&'n [Node]> {
    let words = ListWords {
        no_comma: tr("a comma is missing before this entry"),
        add_comma: tr("add one after the entry before it"),
        no_item: tr("this is not an entry"),
        write_item: tr("write each entry as (id: …, zone: …)"),
    };
    problems.brackets_of(list, &words)
}
