//! A measured shade as text: a new entry, or the fields of one that is there.

use super::outline::{Node, group, outline};
use super::rewrite::{Edit, appended, apply, entry_of, indent_of_entries, lines, list_of, quoted, value_of};
use super::shade::ShadeKind;
use crate::color::Lab;
use crate::optics::{Colourant, Rung};

/// A shade measured from its drawdowns, to be put into a library file.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasuredShade {
    /// Short name: lower-case letters, digits and hyphens.
    pub id: String,
    /// Name on the bottle.
    pub name: String,
    /// Maker or line; when not told, an entry that is there keeps its own.
    pub maker: Option<String>,
    /// How it is used; when not told, an entry that is there keeps its own, a new one is a base.
    pub kind: Option<ShadeKind>,
    /// What the label names, in mg/ml; when not told, an entry that is there keeps its own.
    pub label: Option<Vec<(Colourant, f64)>>,
    /// Measured colour of the card.
    pub card: Lab,
    /// The drawdowns.
    pub ladder: Vec<Rung>,
    /// Where the numbers come from.
    pub source: String,
}

/// What the maker is when it was not told.
pub(super) const UNKNOWN_MAKER: &str = "Not told";

/// The text of a library with the shade in it: at the end of the list, or in place of the entry of its id, whose
/// other fields and comments stay. `None` when there is no list of shades to put it in.
pub(super) fn written(text: &str, shade: &MeasuredShade) -> Option<String> {
    let (nodes, _) = outline(text);
    let (list, inside) = list_of(&nodes, "shades", text)?;
    let mine = entry_of(inside, &shade.id, text);
    let indent = indent_of_entries(text, list, inside);
    let edits = if let Some(entry) = mine {
        changed_fields(text, entry, shade, &indent)?
    } else {
        let lines = lines(&new_fields(shade, &indent), &indent);
        appended(text, list, inside, &format!("{indent}(\n{lines}{indent}),\n"))
    };
    Some(apply(text, edits))
}

/// The text of a library that holds nothing yet.
pub(super) const EMPTY: &str =
    "// A shade library of Scalp Shade. Check it with: scalp-shade library check FILE
(
    version: 1,
    shades: [
    ],
)
";

fn changed_fields(text: &str, entry: &Node, shade: &MeasuredShade, indent: &str) -> Option<Vec<Edit>> {
    let inside = group(std::slice::from_ref(entry), '(')?;
    let mut edits = Vec::new();
    let mut missing = Vec::new();
    for (name, value) in told_fields(shade, indent) {
        match value_of(inside, name, text).and_then(|old| Some((old.first()?.at, old.last()?.end))) {
            Some((at, end)) => edits.push(Edit { at, end, text: value }),
            None => missing.push((name, value)),
        }
    }
    if !missing.is_empty() {
        edits.extend(appended(text, entry, inside, &lines(&missing, indent)));
    }
    Some(edits)
}

fn new_fields(shade: &MeasuredShade, indent: &str) -> Vec<(&'static str, String)> {
    let mut all = told_fields(shade, indent);
    let maker = ("maker", quoted(UNKNOWN_MAKER));
    let kind = ("kind", ShadeKind::Base.name().to_owned());
    for (place, field) in [(2, maker), (3, kind)] {
        if all.iter().all(|(name, _)| *name != field.0) {
            all.insert(place, field);
        }
    }
    all
}

/// The fields that are told, in the order of an entry.
fn told_fields(shade: &MeasuredShade, indent: &str) -> Vec<(&'static str, String)> {
    let lab = |lab: Lab| format!("(l: {:?}, a: {:?}, b: {:?})", lab.l, lab.a, lab.b);
    let rung = |rung: &Rung| {
        format!("{indent}        (water_parts: {:?}, lab: {}),\n", rung.water_parts, lab(rung.lab))
    };
    let rungs = shade.ladder.iter().map(rung).collect::<Vec<_>>().concat();
    let mut all = vec![("id", quoted(&shade.id)), ("name", quoted(&shade.name))];
    all.extend(shade.maker.as_deref().map(|maker| ("maker", quoted(maker))));
    all.extend(shade.kind.map(|kind| ("kind", kind.name().to_owned())));
    all.extend(shade.label.as_deref().filter(|label| !label.is_empty()).map(|label| {
        let amounts: Vec<String> =
            label.iter().map(|(colourant, amount)| format!("\"{}\": {amount:?}", colourant.name())).collect();
        ("solids", format!("{{{}}}", amounts.join(", ")))
    }));
    all.push(("card", lab(shade.card)));
    all.push(("ladder", format!("[\n{rungs}{indent}    ]")));
    all.push(("source", quoted(&shade.source)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shade(label: Option<Vec<(Colourant, f64)>>) -> MeasuredShade {
        MeasuredShade {
            id: String::from("own"),
            name: String::from("My \"best\" \\ black"),
            maker: None,
            kind: None,
            label,
            card: Lab::new(93.1, -0.2, 1.0),
            ladder: vec![Rung { water_parts: 20.0, lab: Lab::new(30.0, 0.5, -1.25) }],
            source: String::from("measured"),
        }
    }

    #[test]
    fn a_new_entry_comes_last_and_nothing_else_moves() {
        let text = "(version: 1, shades: [\n  // mine\n  (id: \"a\") // best\n  // end\n  ],)";
        let now = written(text, &shade(None)).expect("there is a list");
        let expected = "(version: 1, shades: [\n  // mine\n  (id: \"a\"), // best\n  // end\n  (\n      id: \"own\",\n      \
             name: \"My \\\"best\\\" \\\\ black\",\n      maker: \"Not told\",\n      kind: base,\n      \
             card: (l: 93.1, a: -0.2, b: 1.0),\n      ladder: [\n          \
             (water_parts: 20.0, lab: (l: 30.0, a: 0.5, b: -1.25)),\n      ],\n      \
             source: \"measured\",\n  ),\n  ],)";
        assert_eq!(now, expected);
    }

    #[test]
    fn one_line_lists_and_windows_lines_are_kept() {
        let now = written("(version: 1, shades: [(id: \"a\")])", &shade(None)).expect("there is a list");
        assert!(now.starts_with("(version: 1, shades: [(id: \"a\"),\n(\n    id: \"own\","), "{now}");
        assert!(now.ends_with("),\n])"), "{now}");
        let now = written("(\r\n version: 1,\r\n shades: [\r\n ],\r\n)", &shade(None)).expect("a list");
        assert!(now.matches('\n').count() == now.matches("\r\n").count() && now.contains("own"), "{now:?}");
        assert_eq!(written("(version: 1)", &shade(None)), None);
        assert_eq!(written("", &shade(None)), None);
    }

    #[test]
    fn an_entry_that_is_there_keeps_its_other_fields_and_comments() {
        let text = "(version: 1, shades: [\n    (\n        id: \"own\", name: \"Old\", // bought in May\n        \
             maker: \"M\", price: 39.0,\n        solids: {\"carbon_black\": 9.0}\n    ),\n    (id: \"b\"),\n])";
        let now = written(text, &shade(None)).expect("there is a list");
        for kept in [
            "// bought in May",
            "maker: \"M\", price: 39.0",
            "{\"carbon_black\": 9.0},\n",
            "(id: \"b\"),\n])",
        ] {
            assert!(now.contains(kept), "{kept} is gone from {now}");
        }
        assert!(!now.contains("Old") && now.contains("card: (l: 93.1"), "{now}");
        let label = vec![(Colourant::CarbonBlack, 150.0), (Colourant::OrganicRed, 0.5)];
        let now = written(text, &shade(Some(label))).expect("there is a list");
        assert!(now.contains("solids: {\"carbon_black\": 150.0, \"organic_red\": 0.5},\n"), "{now}");
    }
}
