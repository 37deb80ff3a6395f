//! Reading a pack from its folder.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::PackExercise;
use super::read::{self, Folder};
use crate::locale::{Language, fixed, tr};
use crate::teach::TeachError;

/// Name of the file in a pack's folder.
pub const PACK_FILE: &str = fixed!("pack.ron");
/// Most exercises of a pack.
pub const LONGEST_PACK: usize = 200;
/// Larger files are no packs.
const MOST_BYTES: u64 = 4 << 20;
/// The pack that comes with the program, by seeds alone.
const BUNDLED: &str = include_str!("../../../assets/pack/pack.ron");

/// A trainer's own exercises.
#[derive(Debug, Clone, PartialEq)]
pub struct Pack {
    /// What the class reads.
    pub title: String,
    /// Language of the trainer's texts.
    pub language: Language,
    /// The exercises, in the order of the file.
    pub exercises: Vec<PackExercise>,
}

impl Pack {
    /// Reads the pack of a folder; a path to its `pack.ron` does as well.
    ///
    /// # Errors
    /// The file cannot be read, is of a newer program, or has problems: all of them.
    pub fn load(folder: &Path) -> Result<Self, TeachError> {
        let named = folder.file_name().is_some_and(|name| name == PACK_FILE) && !folder.is_dir();
        let folder = if named { folder.parent().unwrap_or(folder) } else { folder };
        let path = folder.join(PACK_FILE);
        let file = File::open(&path).map_err(|error| TeachError::read(&path, &error))?;
        let mut text = String::new();
        file.take(MOST_BYTES + 1)
            .read_to_string(&mut text)
            .map_err(|error| TeachError::read(&path, &error))?;
        if text.len() as u64 > MOST_BYTES {
            return Err(TeachError::read(&path, &tr("it is larger than 4 MB")));
        }
        read::pack(&text, Some(&Folder::new(folder)), &path)
    }

    /// The pack that comes with the program.
    ///
    /// # Errors
    /// Never: a test reads it.
    pub fn bundled() -> Result<Self, TeachError> {
        read::pack(BUNDLED, None, &PathBuf::from(PACK_FILE))
    }
}
