//! From the outline of a library file to its shades, with every problem on the way.

use std::collections::BTreeMap;

use super::outline::{Fault, Field, Kind, Node, fields, group, outline, segments};
use super::problem::Problem;
use super::shade::Shade;
use crate::locale::{say, tr};

pub(crate) mod lab_text;
pub(crate) mod shade;
pub(crate) mod value;

/// Version of the format this program reads.
const VERSION: u32 = 1;

/// The shades of a text, or everything that is wrong with it in the order of the file.
pub(super) fn shades(text: &str) -> Result<Vec<Shade>, Vec<Problem>> {
    let (nodes, faults) = outline(text);
    let mut problems = Problems::new(text);
    let mut shades = Vec::new();
    let mut first_line_of = BTreeMap::new();
    let places = shade_places(&nodes, &mut problems);
    for (index, inside) in places.iter().enumerate() {
        shades.extend(shade::read(index, inside, &mut problems));
        let (Some(id), Some(start)) = (shade::id_text(inside, text), inside.first()) else { continue };
        if let Some(first) = first_line_of.insert(id, position(text, start.at).0) {
            let what = say!("the id %{id} was already given on line %{line}", id = id, line = first);
            problems.add(start.at, what, tr("give each shade an id of its own"));
        }
    }
    problems.give_way_to(&faults);
    // Bracket faults get the shade they lie in.
    for fault in faults {
        problems.context = places.iter().enumerate().find_map(|(index, inside)| {
            let (first, last) = (inside.first()?, inside.last()?);
            (first.at.saturating_sub(1)..last.end)
                .contains(&fault.at)
                .then(|| shade::label(index, inside, text))
        });
        problems.fault(fault);
    }
    let found = problems.in_order();
    if !found.is_empty() {
        return Err(found);
    }
    check_ron(text, tr("compare the place with the shades around it"))
        .map(|()| shades)
        .map_err(|problem| vec![problem])
}

/// The outline is more patient than RON; whatever it let through must still be RON.
pub(crate) fn check_ron(text: &str, remedy: &'static str) -> Result<(), Problem> {
    value::options().from_str::<ron::Value>(text).map(drop).map_err(|error| {
        let (line, column) = (error.span.start.line, error.span.start.col);
        let what = say!("this is not valid RON (%{cause})", cause = error.code);
        Problem { line, column, shade: None, what, remedy: remedy.to_owned() }
    })
}

/// Where the shades are in the file: the inside of each one's bracket.
fn shade_places<'n>(nodes: &'n [Node], problems: &mut Problems<'_>) -> Vec<&'n [Node]> {
    let Some(top) = group(nodes, '(') else {
        let at = nodes.iter().find(|node| !matches!(node.kind, Kind::Group { open: '(', .. }));
        let at = at.or(nodes.get(1)).map_or(0, |node| node.at);
        problems.add(
            at,
            tr("a library is one bracket, and this is not"),
            tr("write (version: 1, shades: [ … ])"),
        );
        // With a first bracket in place, go on with it: the rest may have more to say.
        return match nodes.iter().find_map(|node| group(std::slice::from_ref(node), '(')) {
            Some(inside) => top_fields(inside, problems),
            None => Vec::new(),
        };
    };
    top_fields(top, problems)
}

fn top_fields<'n>(top: &'n [Node], problems: &mut Problems<'_>) -> Vec<&'n [Node]> {
    let mut places = Vec::new();
    let mut seen = Vec::new();
    for field in problems.fields_of(top) {
        let Some(name) = problems.new_name(&field, &mut seen) else { continue };
        match name {
            "version" => match value::read::<u32>(&field, problems, tr("a whole number such as 1")) {
                Some(VERSION) | None => {}
                Some(other) => {
                    let what = say!(
                        "version %{version} of the format is not known to this program",
                        version = other
                    );
                    problems.add(field.name.at, what, tr("write version: 1, or update the program"));
                }
            },
            "shades" => match group(field.value, '[') {
                Some(list) => places = shade_list(list, problems),
                None => problems.add(field.name.at, tr("shades is not a list"), tr("write shades: [ … ]")),
            },
            other => {
                let what = say!("\"%{field}\" is not a field of a library", field = other);
                problems.add(field.name.at, what, tr("remove it; known are version and shades"));
            }
        }
    }
    for needed in ["version", "shades"] {
        if !seen.contains(&needed) {
            let at = top.first().map_or(0, |node| node.at);
            let remedy = if needed == "version" { tr("add version: 1") } else { tr("add shades: [ … ]") };
            problems.add(at, say!("%{field} is missing", field = needed), remedy);
        }
    }
    places
}

fn shade_list<'n>(list: &'n [Node], problems: &mut Problems<'_>) -> Vec<&'n [Node]> {
    let words = ListWords {
        no_comma: tr("a comma is missing before this shade"),
        add_comma: tr("add one after the shade before it"),
        no_item: tr("this is not a shade"),
        write_item: tr("write each shade as (id: …, name: …)"),
    };
    let mut places = Vec::new();
    for inside in problems.brackets_of(list, &words) {
        add_with_swallowed(inside, &mut places);
    }
    places
}

/// A shade whose closing bracket is missing swallows those after it: they are shades all the same.
fn add_with_swallowed<'n>(inside: &'n [Node], places: &mut Vec<&'n [Node]>) {
    places.push(inside);
    for segment in inside.split(|node| matches!(node.kind, Kind::Comma)) {
        if let [Node { kind: Kind::Group { open: '(', inside }, .. }] = segment {
            add_with_swallowed(inside, places);
        }
    }
}

/// Line and character in the line, from 1.
pub(crate) fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// What is said of the items of a list that are not as they should be.
pub(crate) struct ListWords {
    /// No comma stands before an item.
    pub(crate) no_comma: &'static str,
    /// What to do then.
    pub(crate) add_comma: &'static str,
    /// Something is no item.
    pub(crate) no_item: &'static str,
    /// How one is written.
    pub(crate) write_item: &'static str,
}

/// Collects problems, and knows which shade is being read.
pub(crate) struct Problems<'t> {
    pub(crate) text: &'t str,
    pub(crate) context: Option<String>,
    pub(crate) found: Vec<Problem>,
}

impl<'t> Problems<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, context: None, found: Vec::new() }
    }

    pub(crate) fn add(&mut self, at: usize, what: impl Into<String>, remedy: impl Into<String>) {
        let (line, column) = position(self.text, at);
        let shade = self.context.clone();
        self.found.push(Problem { line, column, shade, what: what.into(), remedy: remedy.into() });
    }

    pub(crate) fn fault(&mut self, fault: Fault) {
        self.add(fault.at, fault.what, fault.remedy);
    }

    /// Drops what was found where a bracket or quote was left open: that says more than what could not be read behind it.
    fn give_way_to(&mut self, faults: &[Fault]) {
        let places: Vec<_> = faults.iter().map(|fault| position(self.text, fault.at)).collect();
        self.found.retain(|problem| !places.contains(&(problem.line, problem.column)));
    }

    /// Everything that was found, in the order of the text.
    fn in_order(mut self) -> Vec<Problem> {
        self.found.sort_by_key(|problem| (problem.line, problem.column));
        self.found.dedup();
        self.found
    }

    /// Everything that was found together with the brackets and quotes that were left open, in the order of the text.
    pub(crate) fn settled(mut self, faults: Vec<Fault>) -> Vec<Problem> {
        self.context = None;
        self.give_way_to(&faults);
        for fault in faults {
            self.fault(fault);
        }
        self.in_order()
    }

    /// The name of a field that was not `seen` before; one that is there twice is a problem.
    pub(crate) fn new_name(&mut self, field: &Field<'_>, seen: &mut Vec<&'t str>) -> Option<&'t str> {
        let name = self.slice(field.name.at, field.name.end);
        if seen.contains(&name) {
            let what = say!("\"%{field}\" is there twice", field = name);
            self.add(field.name.at, what, tr("keep one of them"));
            return None;
        }
        seen.push(name);
        Some(name)
    }

    /// Reads the version of a format of which there is only the first; a newer one is given back as an error, for what
    /// else stands there may have another meaning.
    pub(crate) fn first_version(&mut self, field: &Field<'_>) -> Result<(), u32> {
        match value::read::<u32>(field, self, tr("a whole number such as 1")) {
            Some(found) if found > 1 => Err(found),
            Some(1) | None => Ok(()),
            Some(other) => {
                let what = say!(
                    "version %{version} of the format was never written by this program",
                    version = other
                );
                self.add(field.name.at, what, tr("write version: 1"));
                Ok(())
            }
        }
    }

    /// The inside of each bracket of a list.
    pub(crate) fn brackets_of<'n>(&mut self, list: &'n [Node], words: &ListWords) -> Vec<&'n [Node]> {
        let mut places: Vec<&[Node]> = Vec::new();
        let mut faults = Vec::new();
        for segment in segments(list, &mut faults) {
            for (index, node) in segment.iter().enumerate() {
                let Kind::Group { open: '(', inside } = &node.kind else {
                    self.add(node.at, words.no_item, words.write_item);
                    continue;
                };
                if index > 0 {
                    self.add(node.at, words.no_comma, words.add_comma);
                }
                places.push(inside);
            }
        }
        for fault in faults {
            self.fault(fault);
        }
        places
    }

    pub(crate) fn slice(&self, at: usize, end: usize) -> &'t str {
        self.text.get(at..end).unwrap_or_default()
    }

    /// The fields of a bracket; says what else is in it.
    pub(crate) fn fields_of<'n>(&mut self, inside: &'n [Node]) -> Vec<Field<'n>> {
        let mut faults = Vec::new();
        let mut all = Vec::new();
        for segment in segments(inside, &mut faults) {
            let (found, rest) = fields(segment, &mut faults);
            all.extend(found);
            match rest {
                // A lone bracket is told by the one that is missing; see `add_with_swallowed`.
                [] | [Node { kind: Kind::Group { open: '(', .. }, .. }] => {}
                [first, ..] => {
                    let what = String::from(tr("this is not a field"));
                    faults.push(Fault { at: first.at, what, remedy: tr("write it as name: value") });
                }
            }
        }
        for fault in faults {
            self.fault(fault);
        }
        all
    }
}
