//! The studio's log of healed results.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::entry::Entry;
use super::problem::LogError;
use super::read;
use super::write::{NEW_LOG, appended, without};
use crate::disk::write_whole;
use crate::locale::{say, tr};

/// Name of the log beside a library.
const FILE_NAME: &str = "studio_log.ron";
/// Larger files are refused; a thousand entries take an eighth of it.
const MOST_BYTES: u64 = 4 << 20;

/// The healed results of a studio, in the order of their file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StudioLog {
    entries: Vec<Entry>,
}

impl StudioLog {
    /// Reads the text of a log.
    ///
    /// # Errors
    /// All problems of the text at once, each with its line, its entry and a remedy; or that it is of a newer
    /// version.
    pub fn parse(text: &str) -> Result<Self, LogError> {
        read::read(text).map(|found| Self { entries: found.entries })
    }

    /// Reads a log file; one that is not there yet is empty.
    ///
    /// # Errors
    /// What [`load`](Self::load) says, but for a file that is not there.
    pub fn load_or_new(path: &Path) -> Result<Self, LogError> {
        match text_of(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            text => Self::parse(&text.map_err(|cause| unreadable(path, &cause))?),
        }
    }

    /// Reads a log file.
    ///
    /// # Errors
    /// The file cannot be read, is no text or too large, or what [`parse`](Self::parse) says.
    pub fn load(path: &Path) -> Result<Self, LogError> {
        Self::parse(&text_of(path).map_err(|cause| unreadable(path, &cause))?)
    }

    /// Where the log of a library is kept unless told otherwise: beside it.
    #[must_use]
    pub fn beside(library: &Path) -> PathBuf {
        library.with_file_name(FILE_NAME)
    }

    /// Adds an entry at the end of a log file, which is made when it is not there. What stood in the file stays
    /// as it was, comments included; the file is replaced whole or not at all.
    ///
    /// # Errors
    /// The log has problems or is of a newer version, the entry's id is taken or a value of it is out of range,
    /// or the file cannot be written. The file is untouched then.
    pub fn append(path: &Path, entry: &Entry) -> Result<Self, LogError> {
        let text = match text_of(path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => String::from(NEW_LOG),
            Err(error) => return Err(unreadable(path, &error)),
        };
        let (new, log) = with_entry(&text, entry)?;
        write_whole(path, new.as_bytes())
            .map_err(|error| LogError::Unwritable { cause: error.to_string(), path: path.to_owned() })?;
        Ok(log)
    }

    /// Takes the entry of this id out of a log file; gives what is left, and the entry. What else stands in the
    /// file stays as it was; the file is replaced whole or not at all.
    ///
    /// # Errors
    /// The log cannot be read, has problems, holds no such entry, or cannot be written. The file is untouched then.
    pub fn remove(path: &Path, id: &str) -> Result<(Self, Entry), LogError> {
        let text = text_of(path).map_err(|error| unreadable(path, &error))?;
        let (new, log, entry) = without_entry(&text, id)?;
        write_whole(path, new.as_bytes())
            .map_err(|error| LogError::Unwritable { cause: error.to_string(), path: path.to_owned() })?;
        Ok((log, entry))
    }

    /// A name for another entry of a day: the first of day-1, day-2 … that is free.
    #[must_use]
    pub fn free_id(&self, day: Date) -> String {
        let is_free = |id: &String| self.entries.iter().all(|entry| entry.id != *id);
        (1..=self.entries.len() + 1).map(|n| format!("{day}-{n}")).find(is_free).unwrap_or_default()
    }

    /// All entries, in the order of the file.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

/// The text with one entry more, and its entries.
fn with_entry(text: &str, entry: &Entry) -> Result<(String, StudioLog), LogError> {
    let before = read::read(text)?;
    let refused = |what: String, remedy: &str| LogError::Entry { what, remedy: remedy.to_owned() };
    if before.entries.iter().any(|other| other.id == entry.id) {
        return Err(refused(say!("the id %{id} is taken", id = entry.id), tr("give it another one")));
    }
    let new = appended(text, before.list, entry).ok_or_else(|| {
        refused(String::from(tr("the log's list of entries was not found")), tr("check the log"))
    })?;
    // What was written must read as what was meant: it is checked by the same rules as any log.
    let after = match read::read(&new) {
        Ok(found) => found.entries,
        Err(LogError::Problems(problems)) => {
            let first = problems.into_iter().next();
            let (what, remedy) = first.map_or_else(Default::default, |first| (first.what, first.remedy));
            return Err(LogError::Entry { what, remedy });
        }
        Err(other) => return Err(other),
    };
    let kept = after.split_last().is_some_and(|(last, rest)| last.id == entry.id && rest == before.entries);
    if !kept {
        return Err(refused(
            String::from(tr("it would change what stands in the log")),
            tr("check the log's last lines"),
        ));
    }
    Ok((new, StudioLog { entries: after }))
}

/// The text with one entry less, what is left, and the entry.
fn without_entry(text: &str, id: &str) -> Result<(String, StudioLog, Entry), LogError> {
    let refused = |what: String, remedy: &str| LogError::Entry { what, remedy: remedy.to_owned() };
    let mut before = read::read(text)?;
    let place = before.entries.iter().position(|entry| entry.id == id);
    let Some((place, span)) = place.and_then(|place| Some((place, before.spans.get(place)?))) else {
        return Err(refused(
            say!("the log has no entry %{id}", id = id),
            tr("read it again: it was changed elsewhere"),
        ));
    };
    let new = without(text, span);
    let entry = before.entries.remove(place);
    let left = new.as_deref().map(read::read).transpose()?.filter(|after| after.entries == before.entries);
    match new.zip(left) {
        Some((new, left)) => Ok((new, StudioLog { entries: left.entries }, entry)),
        None => Err(refused(
            say!("taking %{id} out would change what else stands in the log", id = id),
            tr("delete it with a text editor"),
        )),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> LogError {
    LogError::Unreadable { cause: error.to_string(), path: path.to_owned() }
}

fn text_of(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(MOST_BYTES + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MOST_BYTES {
        return Err(std::io::Error::other(tr("it is larger than 4 MB")));
    }
    Ok(text)
}
