//! Changes in a text of RON that leave all else as it was, comments and order included.

use super::outline::{Field, Kind, Node, fields, group, segments};

/// A stretch of the text and what it becomes.
pub(crate) struct Edit {
    pub at: usize,
    pub end: usize,
    pub text: String,
}

/// Lines before the closing bracket of a group, and the comma that the item before them may lack.
pub(crate) fn appended(text: &str, node: &Node, inside: &[Node], lines: &str) -> Vec<Edit> {
    let closing = node.end.saturating_sub(1);
    let line_start =
        text.get(..closing).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let alone =
        text.get(line_start..closing).is_some_and(|before| before.trim().is_empty()) && line_start > node.at;
    let insertion = if alone {
        Edit { at: line_start, end: line_start, text: lines.to_owned() }
    } else {
        let indent = indent_at(text, node.at);
        Edit { at: closing, end: closing, text: format!("\n{lines}{indent}") }
    };
    let mut edits = vec![insertion];
    if let Some(last) = inside.last().filter(|last| !matches!(last.kind, Kind::Comma)) {
        edits.push(Edit { at: last.end, end: last.end, text: String::from(",") });
    }
    edits
}

/// From the last place to the first, so that places before stay right; of two at one place the later in the list
/// comes first in the text.
pub(crate) fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.at));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(edit.at..edit.end, &edit.text.replace('\n', newline));
    }
    text
}

/// Fields of an entry, one a line.
pub(crate) fn lines(fields: &[(&'static str, String)], indent: &str) -> String {
    let line = |(name, value): &(&str, String)| format!("{indent}    {name}: {value},\n");
    fields.iter().map(line).collect::<Vec<_>>().concat()
}

/// The value of a field in a bracket.
pub(crate) fn value_of<'n>(inside: &'n [Node], name: &str, text: &str) -> Option<&'n [Node]> {
    let mut faults = Vec::new();
    let found: Vec<Field<'n>> = segments(inside, &mut faults)
        .into_iter()
        .flat_map(|segment| fields(segment, &mut Vec::new()).0)
        .collect();
    found
        .into_iter()
        .find(|field| text.get(field.name.at..field.name.end) == Some(name))
        .map(|field| field.value)
}

fn slice<'t>(text: &'t str, value: &[Node]) -> &'t str {
    match (value.first(), value.last()) {
        (Some(first), Some(last)) => text.get(first.at..last.end).unwrap_or_default(),
        _ => "",
    }
}

/// The blanks before the first thing on the line of a place.
pub(crate) fn indent_at(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.chars().take_while(|c| *c == ' ' || *c == '\t').collect()
}

/// A text in quotes, as RON reads it.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        if c == '"' || c == '\\' {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted + "\""
}

/// The list that a field of the outermost bracket holds, and what is in it.
pub(crate) fn list_of<'n>(nodes: &'n [Node], name: &str, text: &str) -> Option<(&'n Node, &'n [Node])> {
    let top = nodes.iter().find_map(|node| group(std::slice::from_ref(node), '('))?;
    let list = value_of(top, name, text)?.first()?;
    match &list.kind {
        Kind::Group { open: '[', inside } => Some((list, inside)),
        _ => None,
    }
}

/// The brackets of a list.
pub(crate) fn entries(inside: &[Node]) -> impl Iterator<Item = &Node> {
    inside.iter().filter(|node| matches!(node.kind, Kind::Group { open: '(', .. }))
}

/// The entry of this id.
pub(super) fn entry_of<'n>(inside: &'n [Node], id: &str, text: &str) -> Option<&'n Node> {
    let id = quoted(id);
    entries(inside).find(|entry| {
        let own = group(std::slice::from_ref(*entry), '(').and_then(|inside| value_of(inside, "id", text));
        own.is_some_and(|value| slice(text, value) == id)
    })
}

/// What entries of a list begin their lines with.
pub(crate) fn indent_of_entries(text: &str, list: &Node, inside: &[Node]) -> String {
    let first = entries(inside).next();
    first.map_or_else(
        || indent_at(text, list.end.saturating_sub(1)) + "    ",
        |first| indent_at(text, first.at),
    )
}

/// Takes what stands from `at` to `end` away, with its comma and the line it leaves empty.
pub(crate) fn removed(text: &str, inside: &[Node], at: usize, end: usize) -> Edit {
    let comma = inside.iter().find(|node| node.at >= end).filter(|node| matches!(node.kind, Kind::Comma));
    let end = comma.map_or(end, |comma| comma.end);
    let blank = |c: char| c == ' ' || c == '\t' || c == '\r';
    let (before, after) = (text.get(..at).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let (head, tail) = (before.trim_end_matches(blank), after.trim_start_matches(blank));
    let whole_line = (head.is_empty() || head.ends_with('\n')) && tail.starts_with('\n');
    let (at, end) =
        if whole_line { (head.len(), text.len() - tail.len() + 1) } else { (at, text.len() - tail.len()) };
    Edit { at, end, text: String::new() }
}
