//! The bottles that a report tells of, and which library exactly they were read from.

use std::fs;
use std::path::Path;

use crate::case::PhotoHash;
use crate::library::ShadeLibrary;
use crate::locale::tr;
use crate::optics::prior::Belief;

/// A library with its name and the hash of its text, and what the studio's log has taught.
#[derive(Debug, Clone)]
pub struct Shelf {
    /// The bottles.
    pub library: ShadeLibrary,
    /// Name of the file.
    pub name: String,
    /// SHA-256 of the file's bytes in 64 figures; empty when it can no longer be read.
    pub sha256: String,
    /// What counts besides the assumed ranges.
    pub learnt: Option<Belief>,
}

impl Shelf {
    /// Of a library and the file that it was read from; none is the library that comes with the program.
    #[must_use]
    pub fn of(library: ShadeLibrary, file: Option<&Path>, learnt: Option<Belief>) -> Self {
        let (name, sha256) = match file {
            None => {
                let hash = PhotoHash::of(ShadeLibrary::bundled_text().as_bytes());
                (tr("Reference shades").to_owned(), hash.to_string())
            }
            Some(file) => {
                let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
                let bytes = fs::read(file);
                (name, bytes.map(|bytes| PhotoHash::of(&bytes).to_string()).unwrap_or_default())
            }
        };
        Self { library, name, sha256, learnt }
    }

    /// The name on a bottle; its identifier where the library has none of it.
    #[must_use]
    pub fn name_of<'a>(&'a self, shade: &'a str) -> &'a str {
        self.library.shade(shade).map_or(shade, |shade| shade.name.as_str())
    }

    /// The lot of a bottle, as the library has it now.
    #[must_use]
    pub fn lot_of(&self, shade: &str) -> &str {
        self.library.shade(shade).and_then(|shade| shade.lot.as_deref()).unwrap_or_default()
    }
}
