//! All bottles of a studio.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::problem::LibraryError;
use super::read;
use super::shade::Shade;
use crate::locale::tr;

/// The library that comes with the program.
pub(super) const BUNDLED: &str = include_str!("../../shade_library.ron");

/// Larger files are refused; a thousand shades take a fifth of it.
const MOST_BYTES: u64 = 4 << 20;

/// All bottles of a studio, in the order of their file.
#[derive(Debug, Clone, PartialEq)]
pub struct ShadeLibrary {
    shades: Vec<Shade>,
}

impl ShadeLibrary {
    /// Reads the text of a library file.
    ///
    /// # Errors
    /// All problems of the text at once, each with its line, its shade and a remedy.
    pub fn parse(text: &str) -> Result<Self, LibraryError> {
        read::shades(text).map(|shades| Self { shades }).map_err(LibraryError::Problems)
    }

    /// Reads a library file.
    ///
    /// # Errors
    /// The file cannot be read, is no text or too large, or has problems: all of them.
    pub fn load(path: &Path) -> Result<Self, LibraryError> {
        Self::parse(&read_text(path)?)
    }

    /// The generic reference shades that come with the program.
    ///
    /// # Panics
    /// Never: a test reads the same text.
    #[must_use]
    pub fn bundled() -> Self {
        Self::parse(BUNDLED).expect("the bundled library is valid: a test reads it")
    }

    /// The text of the library that comes with the program.
    #[must_use]
    pub fn bundled_text() -> &'static str {
        BUNDLED
    }

    /// All shades, in the order of the file.
    #[must_use]
    pub fn shades(&self) -> &[Shade] {
        &self.shades
    }

    /// The shade of this id.
    #[must_use]
    pub fn shade(&self, id: &str) -> Option<&Shade> {
        self.shades.iter().find(|shade| shade.id == id)
    }
}

/// The text of a library file.
pub(super) fn read_text(path: &Path) -> Result<String, LibraryError> {
    let bytes = read_bytes(path)?;
    String::from_utf8(bytes).map_err(|error| LibraryError::Unreadable {
        cause: error.utf8_error().to_string(),
        path: path.to_owned(),
    })
}

/// What is in a file of bottles.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, LibraryError> {
    let unreadable = |cause: String| LibraryError::Unreadable { cause, path: path.to_owned() };
    let file = File::open(path).map_err(|error| unreadable(error.to_string()))?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|error| unreadable(error.to_string()))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(unreadable(String::from(tr("it is larger than 4 MB"))));
    }
    Ok(bytes)
}

impl FromIterator<Shade> for ShadeLibrary {
    /// A library made of some shades, such as those of another library that are in stock. Nothing is checked.
    fn from_iter<I: IntoIterator<Item = Shade>>(shades: I) -> Self {
        Self { shades: shades.into_iter().collect() }
    }
}
