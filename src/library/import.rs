//! Bottles from elsewhere: another library file, or a table as spreadsheets save it (CSV).

use std::fmt;
use std::path::Path;

use super::problem::LibraryError;
use super::shade::Shade;
use super::shade_library::{ShadeLibrary, read_bytes};
use crate::locale::{say, tr};

mod table;

pub use table::TABLE_COLUMNS;

/// A bottle from elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The bottle.
    pub shade: Shade,
    /// Names of the fields that were told; the others say nothing of a bottle that is there already. None for all.
    pub told: Option<Vec<&'static str>>,
}

/// A mistake in what is to be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportProblem {
    /// Line in the file, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for ImportProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&say!(
            "line %{line}: %{what}; %{remedy}",
            line = self.line,
            what = self.what,
            remedy = self.remedy
        ))
    }
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Import {
    /// The bottles that are sound, in the order of the file.
    pub shades: Vec<Imported>,
    /// Everything that is wrong, by line; the bottles on these lines are not among the sound ones.
    pub problems: Vec<ImportProblem>,
}

/// Reads a table, if the name ends in `.csv`, `.tsv` or `.txt`, or else another library.
///
/// # Errors
/// When the file cannot be read at all, or is a library with problems: all of them.
pub fn read_import(path: &Path) -> Result<Import, LibraryError> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    if !ending.is_some_and(|ending| matches!(ending.as_str(), "csv" | "tsv" | "txt")) {
        let library = ShadeLibrary::load(path)?;
        let all = library.shades().iter().map(|shade| Imported { shade: shade.clone(), told: None });
        return Ok(Import { shades: all.collect(), problems: Vec::new() });
    }
    let bytes = read_bytes(path)?;
    let text = String::from_utf8(bytes).map_err(|_not_utf8| LibraryError::Unreadable {
        cause: tr("it is not UTF-8: save the table as “CSV UTF-8”").to_owned(),
        path: path.to_owned(),
    })?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    Ok(Import::of_table(&text, &name))
}
