//! Bottles from elsewhere beside those that are there: what is new, what is the same, and what is told otherwise.

use super::bottle_text::{told, with_bottles};
use super::import::Imported;
use super::save::SaveError;
use super::shade::Shade;
use super::shade_library::ShadeLibrary;

/// What becomes of a bottle that is told otherwise elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keep {
    /// It stays as it is.
    #[default]
    Mine,
    /// It becomes as it is told elsewhere.
    Theirs,
    /// The other one is added under a new id.
    Both,
}

/// A field that is told otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldDifference {
    /// Name of the field in files.
    pub field: &'static str,
    /// What it is here; empty where it is left out.
    pub mine: String,
    /// What it is elsewhere.
    pub theirs: String,
}

/// A bottle that is here and elsewhere, and not the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// As it is here.
    pub mine: Shade,
    /// As it would be with everything that is told elsewhere.
    pub theirs: Shade,
    /// What differs.
    pub fields: Vec<FieldDifference>,
}

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Merge {
    /// Bottles that are not here.
    pub new: Vec<Shade>,
    /// Ids of those that are the same here.
    pub same: Vec<String>,
    /// Those that are told otherwise.
    pub conflicts: Vec<Conflict>,
}

/// Holds bottles from elsewhere against a library, by their ids.
#[must_use]
pub fn merge(mine: &ShadeLibrary, imported: &[Imported]) -> Merge {
    let mut merge = Merge::default();
    for Imported { shade, told } in imported {
        let Some(own) = mine.shade(&shade.id) else {
            merge.new.push(shade.clone());
            continue;
        };
        let theirs = match told {
            None => shade.clone(),
            Some(told) => laid_over(own, shade, told),
        };
        let fields = differences(own, &theirs);
        if fields.is_empty() {
            merge.same.push(shade.id.clone());
        } else {
            merge.conflicts.push(Conflict { mine: own.clone(), theirs, fields });
        }
    }
    merge
}

/// The text of a library after an import, in one step; a conflict without an answer keeps what is here.
///
/// # Errors
/// Those of [`with_bottle`](super::with_bottle).
pub fn merged(text: &str, merge: &Merge, keep: &[Keep]) -> Result<(String, ShadeLibrary), SaveError> {
    let before = ShadeLibrary::parse(text)?;
    let mut taken: Vec<String> =
        before.shades().iter().chain(&merge.new).map(|shade| shade.id.clone()).collect();
    let mut copies: Vec<Shade> = Vec::new();
    for (conflict, _) in merge.conflicts.iter().zip(keep).filter(|(_, keep)| **keep == Keep::Both) {
        let id = free_id(&conflict.theirs.id, &taken);
        taken.push(id.clone());
        copies.push(Shade { id, ..conflict.theirs.clone() });
    }
    let replaced = merge.conflicts.iter().zip(keep).filter(|(_, keep)| **keep == Keep::Theirs);
    let changes: Vec<(Option<&str>, &Shade)> = replaced
        .map(|(conflict, _)| (Some(conflict.mine.id.as_str()), &conflict.theirs))
        .chain(merge.new.iter().chain(&copies).map(|shade| (None, shade)))
        .collect();
    with_bottles(text, &changes)
}

impl ShadeLibrary {
    /// An id like this one that no bottle has.
    #[must_use]
    pub fn free_id(&self, id: &str) -> String {
        let taken: Vec<String> = self.shades().iter().map(|shade| shade.id.clone()).collect();
        free_id(id, &taken)
    }
}

fn free_id(id: &str, taken: &[String]) -> String {
    const MOST: usize = 36;
    let is_free = |id: &String| !taken.contains(id);
    let mut stem: &str = id.get(..MOST.min(id.len())).unwrap_or(id).trim_end_matches('-');
    // "black-2" is followed by "black-3", not by "black-2-2".
    if let Some((head, _)) =
        stem.rsplit_once('-').filter(|(_, end)| end.len() < 4 && end.parse::<u32>().is_ok())
    {
        stem = head;
    }
    if is_free(&id.to_owned()) && !id.is_empty() {
        return id.to_owned();
    }
    (2_u32..1_000_000).map(|n| format!("{stem}-{n}")).find(is_free).unwrap_or_default()
}

/// The fields that differ.
#[must_use]
fn differences(mine: &Shade, theirs: &Shade) -> Vec<FieldDifference> {
    told(mine, "")
        .into_iter()
        .zip(told(theirs, ""))
        .filter(|((_, mine), (_, theirs))| mine != theirs)
        .map(|((field, mine), (_, theirs))| FieldDifference {
            field,
            mine: plain(mine),
            theirs: plain(theirs),
        })
        .collect()
}

/// A value on one line, without the quotes of the file.
fn plain(value: Option<String>) -> String {
    let value = value.unwrap_or_default();
    let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inside) => inside.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => line,
    }
}

/// A bottle with the fields of another that were told.
fn laid_over(own: &Shade, other: &Shade, told: &[&'static str]) -> Shade {
    let mut new = own.clone();
    for field in told {
        match *field {
            "name" => new.name.clone_from(&other.name),
            "maker" => new.maker.clone_from(&other.maker),
            "kind" => new.kind = other.kind,
            "solids" => new.label.clone_from(&other.label),
            "volume_ml" => new.volume_ml = other.volume_ml,
            "price" => new.price = other.price,
            "lot" => new.lot.clone_from(&other.lot),
            "expiry" => new.expiry = other.expiry,
            "opened_on" => new.opened_on = other.opened_on,
            "in_stock" => new.in_stock = other.in_stock,
            "max_water_parts" => new.max_water_parts = other.max_water_parts,
            "neat_only" => new.neat_only = other.neat_only,
            "note" => new.note.clone_from(&other.note),
            "source" => new.source.clone_from(&other.source),
            _ => {}
        }
    }
    new
}
