//! Puts a measured shade into a library file: all that is there stays, and the file is whole at any moment.

use std::path::{Path, PathBuf};

use super::entry::{self, MeasuredShade};
use super::problem::LibraryError;
use super::shade::Shade;
use super::shade_library::{self, BUNDLED, ShadeLibrary};
use crate::disk::write_through;
use crate::locale::{say, tr};

/// What a library file that is not there yet begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NewLibrary {
    /// Nothing: recipes can only use what is measured.
    #[default]
    Empty,
    /// A copy of the reference shades that come with the program.
    ReferenceShades,
}

/// What was done to the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Saved {
    /// The library as it is now.
    pub library: ShadeLibrary,
    /// The file was not there before.
    pub created: bool,
    /// An entry of the same id was there before.
    pub replaced: bool,
}

/// Why a shade was not saved; the file is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// The file is no sound library.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// The id is taken.
    #[error("{}", say!("the library already holds the shade %{id}: give another one, or ask to measure it anew (--replace)", id = id))]
    Exists {
        /// The id.
        id: String,
    },
    /// The id is taken by another bottle.
    #[error("{}", say!("the library already holds the shade %{id}: give this one another id", id = id))]
    Taken {
        /// The id.
        id: String,
    },
    /// The bottle is not in the file.
    #[error("{}", say!("the library holds no shade %{id} any more: look at the list again", id = id))]
    Gone {
        /// The id.
        id: String,
    },
    /// Another program has written the file.
    #[error("{}", say!("%{path} was changed by another program since; nothing was written over. It was read again: look at it, and repeat the step", path = path.display()))]
    ChangedOutside {
        /// The file.
        path: PathBuf,
    },
    /// The text with the shade in it would not be read as it was meant.
    #[error("{}", say!("the shade %{id} cannot be put into the library (%{cause}): correct it and try again", id = id, cause = cause))]
    Unfit {
        /// The id.
        id: String,
        /// What is wrong.
        cause: String,
    },
    /// The file could not be written.
    #[error("{}", say!("the shade library could not be written (%{cause}): check the path %{path}", cause = cause, path = path.display()))]
    Unwritable {
        /// What the system said.
        cause: String,
        /// The file.
        path: PathBuf,
    },
}

/// The text of a library with the shade at its end, or, with `replace`, in the entry of the same id, of which
/// the fields that were not measured stay. The new text is read again and compared before it is given back.
///
/// # Errors
/// When the text has problems, the id is taken and `replace` is not set, or the shade is not sound.
pub fn with_shade(text: &str, shade: &MeasuredShade, replace: bool) -> Result<(String, Saved), SaveError> {
    let before = ShadeLibrary::parse(text)?;
    let replaced = before.shade(&shade.id).is_some();
    if replaced && !replace {
        return Err(SaveError::Exists { id: shade.id.clone() });
    }
    let unfit = |cause: String| SaveError::Unfit { id: shade.id.clone(), cause };
    let now = entry::written(text, shade).ok_or_else(|| unfit(String::from(tr("its list was not found"))))?;
    let library = match ShadeLibrary::parse(&now) {
        Ok(library) => library,
        Err(LibraryError::Problems(problems)) => {
            let first = problems.first().map_or_else(String::new, |p| format!("{}; {}", p.what, p.remedy));
            return Err(unfit(first));
        }
        Err(other) => return Err(other.into()),
    };
    let others = |library: &ShadeLibrary| -> Vec<Shade> {
        library.shades().iter().filter(|other| other.id != shade.id).cloned().collect()
    };
    let as_meant = library.shade(&shade.id).is_some_and(|saved| {
        saved.ladder == shade.ladder && saved.card == Some(shade.card) && saved.name == shade.name.trim()
    });
    if !as_meant || others(&library) != others(&before) {
        return Err(unfit(String::from(tr("read again, the file says something else"))));
    }
    Ok((now, Saved { library, created: false, replaced }))
}

/// Saves a shade into a library file, which is made when it is not there and then begins with `new`.
///
/// # Errors
/// Those of [`with_shade`], and when the file cannot be read or written. The file is then as it was.
pub fn save_shade(
    path: &Path,
    shade: &MeasuredShade,
    replace: bool,
    new: NewLibrary,
) -> Result<Saved, SaveError> {
    let created = !path.try_exists().unwrap_or(true);
    let text = match (created, new) {
        (false, _) => shade_library::read_text(path)?,
        (true, NewLibrary::Empty) => entry::EMPTY.to_owned(),
        (true, NewLibrary::ReferenceShades) => BUNDLED.to_owned(),
    };
    let (now, saved) = with_shade(&text, shade, replace)?;
    write_through(path, now.as_bytes())
        .map_err(|error| SaveError::Unwritable { cause: error.to_string(), path: path.to_owned() })?;
    Ok(Saved { created, ..saved })
}
