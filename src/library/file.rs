//! A library file that bottles are edited in: each change is written whole, and can be taken back.

use std::path::{Path, PathBuf};

use super::bottle_text::with_bottles;
use super::entry::EMPTY;
use super::save::SaveError;
use super::shade::Shade;
use super::shade_library::{ShadeLibrary, read_text};
use crate::disk::write_through;
use crate::locale::tr;

/// Former texts that are kept.
const MOST_KEPT: usize = 50;

/// A library file as it was read or written last, with its former texts.
#[derive(Debug, Clone)]
pub struct LibraryFile {
    path: PathBuf,
    text: String,
    library: ShadeLibrary,
    undo: Vec<String>,
    redo: Vec<String>,
}

impl LibraryFile {
    /// Reads a library file.
    ///
    /// # Errors
    /// Those of [`ShadeLibrary::load`].
    pub fn open(path: &Path) -> Result<Self, SaveError> {
        let text = read_text(path)?;
        let library = ShadeLibrary::parse(&text)?;
        Ok(Self { path: path.to_owned(), text, library, undo: Vec::new(), redo: Vec::new() })
    }

    /// Writes a new library file with these bottles.
    ///
    /// # Errors
    /// When there is a file of this name, a bottle is not sound, or the file cannot be written.
    pub fn begin(path: &Path, shades: &[Shade]) -> Result<Self, SaveError> {
        if path.try_exists().unwrap_or(true) {
            let cause = tr("there is a file of this name").to_owned();
            return Err(SaveError::Unwritable { cause, path: path.to_owned() });
        }
        let new: Vec<(Option<&str>, &Shade)> = shades.iter().map(|shade| (None, shade)).collect();
        write(path, &with_bottles(EMPTY, &new)?.0)?;
        Self::open(path)
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its text as it was read or written last.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bottles.
    #[must_use]
    pub fn library(&self) -> &ShadeLibrary {
        &self.library
    }

    /// Whether a change can be taken back, and whether one can be made again.
    #[must_use]
    pub fn can_undo_redo(&self) -> (bool, bool) {
        (!self.undo.is_empty(), !self.redo.is_empty())
    }

    /// Changes the text and writes it.
    ///
    /// # Errors
    /// Those of `change`; and when the file was changed by another program since, which is then read again and not
    /// written over, or cannot be written.
    pub fn change(
        &mut self,
        change: impl FnOnce(&str) -> Result<(String, ShadeLibrary), SaveError>,
    ) -> Result<(), SaveError> {
        self.check_outside()?;
        let (now, library) = change(&self.text)?;
        if now == self.text {
            return Ok(());
        }
        write(&self.path, &now)?;
        self.remember(now, library);
        Ok(())
    }

    /// Writes the text of before the last change. Nothing happens where there was none.
    ///
    /// # Errors
    /// As [`change`](Self::change).
    pub fn undo(&mut self) -> Result<(), SaveError> {
        self.step(true)
    }

    /// Writes the text of before the last [`undo`](Self::undo).
    ///
    /// # Errors
    /// As [`change`](Self::change).
    pub fn redo(&mut self) -> Result<(), SaveError> {
        self.step(false)
    }

    fn step(&mut self, back: bool) -> Result<(), SaveError> {
        self.check_outside()?;
        let (from, to) =
            if back { (&mut self.undo, &mut self.redo) } else { (&mut self.redo, &mut self.undo) };
        let Some(text) = from.last().cloned() else { return Ok(()) };
        let library = ShadeLibrary::parse(&text)?;
        write(&self.path, &text)?;
        from.pop();
        to.push(std::mem::replace(&mut self.text, text));
        self.library = library;
        Ok(())
    }

    /// Reads the file again after the program itself has written it elsewhere: a step like any other.
    ///
    /// # Errors
    /// Those of [`open`](Self::open); what was read before is then kept.
    pub fn read_again(&mut self) -> Result<(), SaveError> {
        let text = read_text(&self.path)?;
        if text != self.text {
            let library = ShadeLibrary::parse(&text)?;
            self.remember(text, library);
        }
        Ok(())
    }

    fn remember(&mut self, now: String, library: ShadeLibrary) {
        self.undo.push(std::mem::replace(&mut self.text, now));
        if self.undo.len() > MOST_KEPT {
            self.undo.remove(0);
        }
        self.redo.clear();
        self.library = library;
    }

    /// What another program wrote is neither written over nor forgotten: it is what is edited from now on.
    fn check_outside(&mut self) -> Result<(), SaveError> {
        let text = read_text(&self.path)?;
        if text == self.text {
            return Ok(());
        }
        self.library = ShadeLibrary::parse(&text)?;
        self.text = text;
        self.undo.clear();
        self.redo.clear();
        Err(SaveError::ChangedOutside { path: self.path.clone() })
    }
}

fn write(path: &Path, text: &str) -> Result<(), SaveError> {
    write_through(path, text.as_bytes())
        .map_err(|error| SaveError::Unwritable { cause: error.to_string(), path: path.to_owned() })
}
