//! Splits RON text into brackets, fields and values without giving up at the first mistake.

use crate::locale::{say, tr};

/// A place in the text where something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Byte in the text.
    pub at: usize,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: &'static str,
}

/// What stands at a place.
#[derive(Debug)]
pub(crate) enum Kind {
    /// A bracket with all that is in it.
    Group {
        open: char,
        inside: Vec<Node>,
    },
    /// A quoted text, quotes included.
    Text,
    /// A name or number.
    Word,
    Colon,
    Comma,
}

/// A piece of the text.
#[derive(Debug)]
pub(crate) struct Node {
    pub kind: Kind,
    /// First byte.
    pub at: usize,
    /// Byte after the last.
    pub end: usize,
}

/// One `name: value` of a bracket.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field<'n> {
    pub name: &'n Node,
    pub value: &'n [Node],
}

/// Brackets deeper than this are refused: a library needs five.
const MOST_DEPTH: usize = 16;

/// The nodes of a text and the faults of its brackets and quotes.
pub(crate) fn outline(text: &str) -> (Vec<Node>, Vec<Fault>) {
    let mut builder = Builder { open: Vec::new(), done: Vec::new(), faults: Vec::new() };
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = &text[at..];
        let end = at + token_len(rest, c);
        match c {
            _ if c.is_whitespace() || c == '\u{feff}' => {}
            '/' if rest.starts_with("//") => {}
            '/' if rest.starts_with("/*") => {
                if !text[at..end].ends_with("*/") || end - at < 4 {
                    builder.fault(at, tr("this comment is not closed"), tr("close it with */"));
                }
            }
            '#' if rest.starts_with("#!") && builder.open.is_empty() => {}
            '(' | '[' | '{' => {
                if builder.open.len() >= MOST_DEPTH {
                    builder.fault(at, tr("the brackets are too deep here"), tr("remove the extra brackets"));
                    break;
                }
                builder.open.push((c, at, Vec::new()));
            }
            ')' | ']' | '}' => builder.close(c, at),
            ':' => builder.push(Node { kind: Kind::Colon, at, end }),
            ',' => builder.push(Node { kind: Kind::Comma, at, end }),
            '"' => {
                if end - at < 2 || !text[at..end].ends_with('"') {
                    builder.fault(
                        at,
                        tr("this quoted text is not closed on its line"),
                        tr("close it with \""),
                    );
                }
                builder.push(Node { kind: Kind::Text, at, end });
            }
            _ => builder.push(Node { kind: Kind::Word, at, end }),
        }
        at = end;
    }
    builder.finish(text.len())
}

/// The parts of a bracket between its commas; leaves out an empty one after the last comma.
pub(crate) fn segments<'n>(inside: &'n [Node], faults: &mut Vec<Fault>) -> Vec<&'n [Node]> {
    let mut all: Vec<&[Node]> = inside.split(|node| matches!(node.kind, Kind::Comma)).collect();
    if all.last().is_some_and(|last| last.is_empty()) {
        all.pop();
    }
    let mut start = 0;
    all.retain(|segment| {
        let comma = inside.get(start + segment.len());
        start += segment.len() + 1;
        if let (true, Some(comma)) = (segment.is_empty(), comma) {
            let what = String::from(tr("there is nothing before this comma"));
            faults.push(Fault { at: comma.at, what, remedy: tr("remove the extra comma") });
        }
        !segment.is_empty()
    });
    all
}

/// The fields in one segment: one, or more where commas are missing. What is no field comes second.
pub(crate) fn fields<'n>(segment: &'n [Node], faults: &mut Vec<Fault>) -> (Vec<Field<'n>>, &'n [Node]) {
    let is_name = |i: usize| {
        matches!(segment.get(i).map(|n| &n.kind), Some(Kind::Word | Kind::Text))
            && matches!(segment.get(i + 1).map(|n| &n.kind), Some(Kind::Colon))
    };
    let starts: Vec<usize> = (0..segment.len()).filter(|&i| is_name(i)).collect();
    let first = starts.first().copied().unwrap_or(segment.len());
    let mut found = Vec::new();
    for (index, &start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(segment.len());
        if index > 0 {
            let what = String::from(tr("a comma is missing before this"));
            faults.push(Fault {
                at: segment[start].at,
                what,
                remedy: tr("add one after the value before it"),
            });
        }
        found.push(Field { name: &segment[start], value: &segment[start + 2..end] });
    }
    (found, &segment[..first])
}

/// The inside of a value that is one bracket of this kind.
pub(crate) fn group(value: &[Node], wanted: char) -> Option<&[Node]> {
    match value {
        [Node { kind: Kind::Group { open, inside }, .. }] if *open == wanted => Some(inside),
        _ => None,
    }
}

/// Bytes of the token at the start of `rest`.
fn token_len(rest: &str, first: char) -> usize {
    let line = rest.find('\n').unwrap_or(rest.len());
    match first {
        '/' if rest.starts_with("//") => line,
        '/' if rest.starts_with("/*") => comment_len(rest),
        '#' if rest.starts_with("#!") => line,
        '"' => quoted_len(&rest[..line]),
        '(' | ')' | '[' | ']' | '{' | '}' | ':' | ',' => 1,
        _ if first.is_whitespace() || first == '\u{feff}' => first.len_utf8(),
        _ => rest
            .char_indices()
            .skip(1)
            .find(|&(i, c)| c.is_whitespace() || "()[]{}:,\"".contains(c) || is_comment(&rest[i..]))
            .map_or(rest.len(), |(i, _)| i),
    }
}

fn is_comment(rest: &str) -> bool {
    rest.starts_with("//") || rest.starts_with("/*")
}

/// Length of a block comment; they nest in RON.
fn comment_len(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        let here = &rest.as_bytes()[at..];
        if here.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

/// Length of a quoted text in what is left of its line.
fn quoted_len(line: &str) -> usize {
    let mut escaped = false;
    for (i, c) in line.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return i + 1,
            _ => {}
        }
    }
    line.len()
}

struct Builder {
    open: Vec<(char, usize, Vec<Node>)>,
    done: Vec<Node>,
    faults: Vec<Fault>,
}

impl Builder {
    fn fault(&mut self, at: usize, what: &str, remedy: &'static str) {
        self.faults.push(Fault { at, what: what.to_owned(), remedy });
    }

    fn push(&mut self, node: Node) {
        self.open.last_mut().map_or(&mut self.done, |(_, _, inside)| inside).push(node);
    }

    /// Closes the innermost open bracket, as if its closing bracket stood before `end`.
    fn pop(&mut self, end: usize) {
        if let Some((open, at, inside)) = self.open.pop() {
            self.push(Node { kind: Kind::Group { open, inside }, at, end });
        }
    }

    fn close(&mut self, c: char, at: usize) {
        let Some(wanted) = self.open.iter().rposition(|(open, _, _)| closing(*open) == c) else {
            self.fault(
                at,
                &say!("this %{bracket} closes nothing", bracket = c),
                tr("remove it, or add the bracket it belongs to"),
            );
            return;
        };
        while self.open.len() > wanted + 1 {
            self.unclosed();
            self.pop(at);
        }
        self.pop(at + 1);
    }

    fn unclosed(&mut self) {
        if let Some(&(open, at, _)) = self.open.last() {
            let what = say!("this %{bracket} is not closed", bracket = open);
            self.faults.push(Fault { at, what, remedy: closing_remedy(open) });
        }
    }

    fn finish(mut self, end: usize) -> (Vec<Node>, Vec<Fault>) {
        while !self.open.is_empty() {
            self.unclosed();
            self.pop(end);
        }
        (self.done, self.faults)
    }
}

fn closing(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}

fn closing_remedy(open: char) -> &'static str {
    match open {
        '(' => tr("add the ) where it ends"),
        '[' => tr("add the ] where it ends"),
        _ => tr("add the } where it ends"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<(usize, String)> {
        outline(text).1.into_iter().map(|fault| (fault.at, fault.what)).collect()
    }

    #[test]
    fn comments_texts_and_brackets_are_told_apart() {
        let text = "/* a ( /* b */ ) */ (id: \"x, (y\", // note )\n n: [1, -2.5e3],)";
        let (nodes, faults) = outline(text);
        assert!(faults.is_empty(), "{faults:?}");
        let inside = group(&nodes, '(').expect("one bracket");
        let mut faults = Vec::new();
        let parts = segments(inside, &mut faults);
        assert_eq!((parts.len(), faults.len()), (2, 0));
        let (found, rest) = fields(parts[1], &mut faults);
        assert_eq!((found.len(), rest.len()), (1, 0));
        assert_eq!(group(found[0].value, '[').map(<[Node]>::len), Some(3));
    }

    #[test]
    fn a_bracket_left_open_is_named_where_it_opens_and_the_rest_is_still_read() {
        assert_eq!(faults("([(a: {1), (b: 2)])"), [(6, String::from("this { is not closed"))]);
        assert_eq!(faults("([(a: 1, (b: 2)])"), [(2, String::from("this ( is not closed"))]);
        assert_eq!(faults("(a: 1))"), [(6, String::from("this ) closes nothing"))]);
        assert_eq!(
            faults("(a: \"x)\n"),
            [
                (4, String::from("this quoted text is not closed on its line")),
                (0, String::from("this ( is not closed")),
            ]
        );
    }

    #[test]
    fn a_missing_comma_is_found_and_both_fields_are_kept() {
        let (nodes, _) = outline("a: 1 b: 2");
        let mut faults = Vec::new();
        let (found, _) = fields(&nodes, &mut faults);
        assert_eq!((found.len(), faults.len()), (2, 1));
        assert_eq!(faults[0].at, 5);
    }

    #[test]
    fn brackets_without_end_do_not_fill_the_stack() {
        assert_eq!(faults(&"(".repeat(100_000)).len(), MOST_DEPTH + 1);
    }
}
