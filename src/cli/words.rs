//! Words set into lines and columns of a page.

use crate::analysis::Figures;
use crate::color::Lab;

/// L*, a*, b* in columns of five.
pub(super) fn lab_columns(figures: Figures, lab: Lab) -> String {
    let [l, a, b] = [lab.l, lab.a, lab.b].map(|value| figures.number(value));
    format!("{l:>5} {a:>5} {b:>5}")
}

/// Breaks text at blanks so that no line is longer than `width`; every line starts with `indent` blanks.
pub(super) fn wrapped(text: &str, indent: usize, width: usize) -> String {
    let blank = " ".repeat(indent);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_ascii_whitespace() {
        let needed = indent + line.chars().count() + 1 + word.chars().count();
        if !line.is_empty() && needed > width {
            lines.push(format!("{blank}{line}\n"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(format!("{blank}{line}\n"));
    }
    lines.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_keep_their_place() {
        let lab = Lab::new(64.26, -0.04, -11.96);
        assert_eq!(lab_columns(Figures { calibrated: false }, lab), "   64     0   -12");
        assert_eq!(lab_columns(Figures { calibrated: true }, lab), " 64.3   0.0 -12.0");
    }

    #[test]
    fn text_is_broken_at_blanks() {
        assert_eq!(wrapped("one two three", 2, 9), "  one two\n  three\n");
        assert_eq!(wrapped("", 2, 9), "");
    }
}
