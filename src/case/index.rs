//! The cases of a studio.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::settle::sealed_path;
use super::{CASE_FILE, CaseCode, CaseError, read_case};
use crate::disk::write_whole;

/// What was read of the cases before, so that only those that have changed are read again. It may be removed.
const INDEX: &str = ".cases.json";

/// A case in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseLine {
    /// The client's code.
    pub code: CaseCode,
    /// The case's folder, below the studio's.
    pub folder: PathBuf,
    /// Day of the last visit, or the day it was begun; of a protected case the day its file was last written.
    pub last: Date,
    /// It is protected: only its code is known, which is the folder's name.
    pub locked: bool,
    /// Day until which it is to be kept, where it has one of its own.
    pub keep_until: Option<Date>,
    /// Day the client is to come again.
    pub next: Option<Date>,
    /// Number of visits.
    pub visits: usize,
    /// What is written down of the client.
    pub notes: String,
}

/// All cases below a folder, last visit first, and what could not be read.
#[derive(Debug, Default)]
pub struct CaseList {
    /// The cases.
    pub lines: Vec<CaseLine>,
    /// Folders that hold a case that could not be read, and why.
    pub unreadable: Vec<(PathBuf, CaseError)>,
}

/// A line with what tells that the file is still the same.
#[derive(Clone, Serialize, Deserialize)]
struct Known {
    written: SystemTime,
    bytes: u64,
    line: CaseLine,
}

impl CaseList {
    /// The cases whose code or notes hold every word of what is looked for, whatever the size of the letters.
    #[must_use]
    pub fn search(&self, wanted: &str) -> Vec<&CaseLine> {
        let words: Vec<String> = wanted.split_whitespace().map(str::to_lowercase).collect();
        let holds = |line: &&CaseLine| {
            let text = format!("{} {}", line.code, line.notes).to_lowercase();
            words.iter().all(|word| text.contains(word))
        };
        self.lines.iter().filter(holds).collect()
    }
}

/// Reads what cases there are below a studio's folder. A folder that is not there holds none.
///
/// # Errors
/// When the folder cannot be read.
pub fn list_cases(root: &Path) -> Result<CaseList, CaseError> {
    let entries = match fs::read_dir(root) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(CaseList::default()),
        Err(cause) => return Err(CaseError::read(root, cause)),
    };
    let folders: Vec<PathBuf> =
        entries.filter_map(Result::ok).map(|entry| PathBuf::from(entry.file_name())).collect();
    let before = known(root);
    let found: Vec<(PathBuf, Result<Known, CaseError>)> = folders
        .into_par_iter()
        .filter_map(|folder| look(root, &folder, &before).map(|found| (folder, found)))
        .collect();
    let mut list = CaseList::default();
    let mut now = HashMap::new();
    let mut is_news = before.len() != found.len();
    for (folder, found) in found {
        match found {
            Ok(found) => {
                is_news |= before.get(&folder).is_none_or(|known| known.written != found.written);
                list.lines.push(found.line.clone());
                now.insert(folder, found);
            }
            Err(error) => list.unreadable.push((folder, error)),
        }
    }
    if is_news {
        // Only a convenience: without it the next list takes longer.
        drop(serde_json::to_vec(&now).map(|bytes| write_whole(&root.join(INDEX), &bytes)));
    }
    list.lines.sort_by(|a, b| b.last.cmp(&a.last).then_with(|| a.code.cmp(&b.code)));
    list.unreadable.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(list)
}

fn known(root: &Path) -> HashMap<PathBuf, Known> {
    let bytes = fs::read(root.join(INDEX)).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// Takes what is known of a case out of the index, as nothing of it is to be left in the clear.
pub(super) fn forget(case: &Path) {
    let (Some(root), Some(folder)) = (case.parent(), case.file_name()) else { return };
    let mut known = known(root);
    if known.remove(Path::new(folder)).is_none() {
        return;
    }
    let path = root.join(INDEX);
    let written = serde_json::to_vec(&known).is_ok_and(|bytes| write_whole(&path, &bytes).is_ok());
    if !written {
        // Without the index the next list takes longer.
        drop(fs::remove_file(path));
    }
}

/// What is in a folder; none where there is no case.
fn look(root: &Path, folder: &Path, before: &HashMap<PathBuf, Known>) -> Option<Result<Known, CaseError>> {
    let file = root.join(folder).join(CASE_FILE);
    let sealed = sealed_path(&file);
    let (facts, locked) = match fs::metadata(&file) {
        Ok(facts) => (facts, false),
        Err(_) => (fs::metadata(&sealed).ok()?, true),
    };
    let (written, bytes) = (facts.modified().ok()?, facts.len());
    let is_same =
        |known: &&Known| (known.written, known.bytes, known.line.locked) == (written, bytes, locked);
    if let Some(known) = before.get(folder).filter(is_same) {
        return Some(Ok(known.clone()));
    }
    let line = if locked { locked_line(folder, written) } else { line(&file, folder) };
    Some(line.map(|line| Known { written, bytes, line }))
}

fn line(file: &Path, folder: &Path) -> Result<CaseLine, CaseError> {
    let text = fs::read_to_string(file).map_err(|cause| CaseError::read(file, cause))?;
    let case = read_case(&text)?;
    Ok(CaseLine {
        folder: folder.to_owned(),
        last: case.last_day(),
        locked: false,
        keep_until: case.keep_until,
        next: case.next_day(),
        visits: case.visits.len(),
        notes: case.notes,
        code: case.code,
    })
}

/// What can be told of a protected case by who has no passphrase.
fn locked_line(folder: &Path, written: SystemTime) -> Result<CaseLine, CaseError> {
    let code = CaseCode::new(&folder.to_string_lossy())?;
    let last = Timestamp::try_from(written).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(TimeZone::UTC).date();
    let folder = folder.to_owned();
    let notes = String::new();
    Ok(CaseLine { code, folder, last, locked: true, keep_until: None, next: None, visits: 0, notes })
}
