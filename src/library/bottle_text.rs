//! A bottle as text: a new entry, or the fields of one that have changed.

use super::entry::UNKNOWN_MAKER;
use super::outline::{Node, group, outline};
use super::problem::LibraryError;
use super::rewrite::{
    Edit, appended, apply, entry_of, indent_of_entries, lines, list_of, quoted, removed, value_of,
};
use super::save::SaveError;
use super::shade::Shade;
use super::shade_library::ShadeLibrary;
use crate::color::Lab;
use crate::locale::tr;
use crate::optics::Rung;

/// The text of a library with this bottle in the place of the one of the id `former`, of which only the fields that
/// differ are written, or as a new one at the end. The new text is read again and compared before it is given back.
/// [`Shade::solids`] follows from label and ladder and is not looked at.
///
/// # Errors
/// When the text has problems, the id is taken by another bottle, the former one is not there, or the bottle is not
/// sound.
pub fn with_bottle(
    text: &str,
    former: Option<&str>,
    shade: &Shade,
) -> Result<(String, ShadeLibrary), SaveError> {
    with_bottles(text, &[(former, shade)])
}

/// The same for several bottles in one step.
///
/// # Errors
/// As [`with_bottle`]; the first that does not fit is named.
pub(super) fn with_bottles(
    text: &str,
    changes: &[(Option<&str>, &Shade)],
) -> Result<(String, ShadeLibrary), SaveError> {
    let before = ShadeLibrary::parse(text)?;
    let mut wanted: Vec<Shade> = before.shades().to_vec();
    let mut now = text.to_owned();
    for (former, shade) in changes {
        if *former != Some(shade.id.as_str()) && wanted.iter().any(|other| other.id == shade.id) {
            return Err(SaveError::Taken { id: shade.id.clone() });
        }
        let lost =
            || SaveError::Unfit { id: shade.id.clone(), cause: tr("its list was not found").to_owned() };
        match former {
            None => {
                now = added(&now, shade).ok_or_else(lost)?;
                wanted.push((*shade).clone());
            }
            Some(id) => {
                let old = wanted.iter_mut().find(|old| old.id == *id);
                let old = old.ok_or_else(|| SaveError::Gone { id: (*id).to_owned() })?;
                now = changed(&now, old, shade).ok_or_else(lost)?;
                *old = (*shade).clone();
            }
        }
    }
    let named = changes.first().map_or("", |(_, shade)| shade.id.as_str());
    let unfit = |cause: String| SaveError::Unfit { id: named.to_owned(), cause };
    let library = read_again(&now, &unfit)?;
    let is_touched = |id: &str| changes.iter().any(|(_, shade)| shade.id == id);
    let as_meant = library.shades().len() == wanted.len()
        && library.shades().iter().zip(&wanted).all(|(saved, wanted)| {
            if is_touched(&wanted.id) { is_same_bottle(saved, wanted) } else { saved == wanted }
        });
    if !as_meant {
        return Err(unfit(tr("read again, the file says something else").to_owned()));
    }
    Ok((now, library))
}

/// The text of a library without the bottle of this id.
///
/// # Errors
/// When the text has problems, or the bottle is not there.
pub fn without_bottle(text: &str, id: &str) -> Result<(String, ShadeLibrary), SaveError> {
    let before = ShadeLibrary::parse(text)?;
    let gone = || SaveError::Gone { id: id.to_owned() };
    before.shade(id).ok_or_else(gone)?;
    let (nodes, _) = outline(text);
    let (_, inside) = list_of(&nodes, "shades", text).ok_or_else(gone)?;
    let entry = entry_of(inside, id, text).ok_or_else(gone)?;
    let now = apply(text, vec![removed(text, inside, entry.at, entry.end)]);
    let unfit = |cause: String| SaveError::Unfit { id: id.to_owned(), cause };
    let library = read_again(&now, &unfit)?;
    let kept: Vec<&Shade> = before.shades().iter().filter(|shade| shade.id != id).collect();
    if library.shades().iter().collect::<Vec<_>>() != kept {
        return Err(unfit(tr("read again, the file says something else").to_owned()));
    }
    Ok((now, library))
}

/// What a file would refuse of a bottle, each with the name of its field; nothing when it is sound.
#[must_use]
pub fn bottle_faults(shade: &Shade) -> Vec<(&'static str, String)> {
    let mut text = ["(version: 1,", "shades: [(\n"].concat();
    // The field that each line belongs to, from line 2 on.
    let mut lines: Vec<&'static str> = Vec::new();
    for (name, value) in told(shade, "") {
        let Some(value) = value else { continue };
        lines.extend(value.lines().map(|_| name));
        text += name;
        text += ": ";
        text += &value;
        text += ",\n";
    }
    text += ")])";
    match ShadeLibrary::parse(&text) {
        Ok(_) => Vec::new(),
        Err(LibraryError::Problems(problems)) => problems
            .into_iter()
            .map(|problem| {
                let field = problem.line.checked_sub(2).and_then(|line| lines.get(line));
                (field.copied().unwrap_or_default(), format!("{}; {}", problem.what, problem.remedy))
            })
            .collect(),
        Err(other) => vec![("", other.to_string())],
    }
}

/// Whether a file would hold the same of both; the solids follow from the rest.
#[must_use]
pub fn is_same_bottle(a: &Shade, b: &Shade) -> bool {
    told(a, "") == told(b, "")
}

fn read_again(text: &str, unfit: &dyn Fn(String) -> SaveError) -> Result<ShadeLibrary, SaveError> {
    ShadeLibrary::parse(text).map_err(|error| match error {
        LibraryError::Problems(problems) => {
            unfit(problems.first().map_or_else(String::new, |p| format!("{}; {}", p.what, p.remedy)))
        }
        other @ LibraryError::Unreadable { .. } => other.into(),
    })
}

fn added(text: &str, shade: &Shade) -> Option<String> {
    let (nodes, _) = outline(text);
    let (list, inside) = list_of(&nodes, "shades", text)?;
    let indent = indent_of_entries(text, list, inside);
    Some(apply(text, appended(text, list, inside, &entry_text(shade, &indent))))
}

/// A bottle as an entry of its own lines.
fn entry_text(shade: &Shade, indent: &str) -> String {
    let fields: Vec<(&'static str, String)> =
        told(shade, indent).into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    format!("{indent}(\n{}{indent}),\n", lines(&fields, indent))
}

fn changed(text: &str, old: &Shade, new: &Shade) -> Option<String> {
    let (nodes, _) = outline(text);
    let (list, all) = list_of(&nodes, "shades", text)?;
    let entry: &Node = entry_of(all, &old.id, text)?;
    let inside = group(std::slice::from_ref(entry), '(')?;
    let indent = indent_of_entries(text, list, all);
    let mut edits: Vec<Edit> = Vec::new();
    let mut missing = Vec::new();
    for ((name, before), (_, now)) in told(old, &indent).into_iter().zip(told(new, &indent)) {
        if before == now {
            continue;
        }
        let place = value_of(inside, name, text).and_then(|old| Some((old.first()?, old.last()?)));
        match (place, now) {
            (Some((first, last)), Some(value)) => {
                edits.push(Edit { at: first.at, end: last.end, text: value });
            }
            (Some((first, last)), None) => {
                let at =
                    inside.iter().rposition(|node| node.end <= first.at).map(|colon| colon.saturating_sub(1));
                let at = at.and_then(|name| inside.get(name)).map_or(first.at, |name| name.at);
                edits.push(removed(text, inside, at, last.end));
            }
            (None, Some(value)) => missing.push((name, value)),
            (None, None) => {}
        }
    }
    if !missing.is_empty() {
        edits.extend(appended(text, entry, inside, &lines(&missing, &indent)));
    }
    Some(apply(text, edits))
}

/// Every field in the order of an entry, with its value as text; none where it is left out.
pub(super) fn told(shade: &Shade, indent: &str) -> [(&'static str, Option<String>); 19] {
    let line = |text: &Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(quoted);
    let day = |day: Option<jiff::civil::Date>| day.map(|day| format!("\"{day}\""));
    let maker = if shade.maker.trim().is_empty() { UNKNOWN_MAKER } else { shade.maker.trim() };
    let label_seen = shade.label_seen.map(|seen| {
        let day = format!("day: \"{}\"", seen.day);
        let found = [("batch", seen.batch), ("ingredients", seen.ingredients), ("notes", seen.notes)];
        let found = found.map(|(name, found)| format!("{name}: {found}"));
        format!("({day}, {})", found.join(", "))
    });
    [
        ("id", Some(quoted(&shade.id))),
        ("name", Some(quoted(shade.name.trim()))),
        ("maker", Some(quoted(maker))),
        ("kind", Some(shade.kind.name().to_owned())),
        ("solids", label_text(shade)),
        ("card", shade.card.map(lab_text)),
        ("ladder", ladder_text(&shade.ladder, indent)),
        ("max_water_parts", shade.max_water_parts.map(|parts| parts.to_string())),
        ("neat_only", shade.neat_only.then(|| String::from("true"))),
        ("volume_ml", shade.volume_ml.map(|ml| format!("{ml:?}"))),
        ("price", shade.price.map(|price| format!("{price:?}"))),
        ("lot", line(&shade.lot)),
        ("expiry", day(shade.expiry)),
        ("opened_on", day(shade.opened_on)),
        ("in_stock", (!shade.in_stock).then(|| String::from("false"))),
        ("label_seen", label_seen),
        ("documents", documents_text(shade, indent)),
        ("note", line(&shade.note)),
        ("source", Some(quoted(shade.source.trim()))),
    ]
}

fn label_text(shade: &Shade) -> Option<String> {
    let amount = |(colourant, amount): &(crate::optics::Colourant, f64)| {
        format!("\"{}\": {amount:?}", colourant.name())
    };
    let all: Vec<String> = shade.label.iter().map(amount).collect();
    (!all.is_empty()).then(|| format!("{{{}}}", all.join(", ")))
}

fn lab_text(lab: Lab) -> String {
    format!("(l: {:?}, a: {:?}, b: {:?})", lab.l, lab.a, lab.b)
}

fn ladder_text(ladder: &[Rung], indent: &str) -> Option<String> {
    let rung = |rung: &Rung| {
        format!("{indent}        (water_parts: {:?}, lab: {}),\n", rung.water_parts, lab_text(rung.lab))
    };
    let rungs = ladder.iter().map(rung).collect::<Vec<_>>().concat();
    (!ladder.is_empty()).then(|| format!("[\n{rungs}{indent}    ]"))
}

fn documents_text(shade: &Shade, indent: &str) -> Option<String> {
    let all = shade.documents.iter().map(|document| {
        let mut fields = vec![format!("title: {}", quoted(document.title.trim()))];
        fields.extend(document.day.map(|day| format!("day: \"{day}\"")));
        fields.push(format!("at: {}", quoted(document.at.trim())));
        format!("{indent}        ({}),\n", fields.join(", "))
    });
    let all = all.collect::<Vec<_>>().concat();
    (!all.is_empty()).then(|| format!("[\n{all}{indent}    ]"))
}
