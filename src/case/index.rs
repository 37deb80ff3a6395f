//! The cases of a studio.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

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
    /// Day of the last visit, or the day it was begun.
    pub last: Date,
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

/// What is in a folder; none where there is no case.
fn look(root: &Path, folder: &Path, before: &HashMap<PathBuf, Known>) -> Option<Result<Known, CaseError>> {
    let file = root.join(folder).join(CASE_FILE);
    let facts = fs::metadata(&file).ok()?;
    let (written, bytes) = (facts.modified().ok()?, facts.len());
    if let Some(known) = before.get(folder).filter(|known| (known.written, known.bytes) == (written, bytes)) {
        return Some(Ok(known.clone()));
    }
    let text = fs::read_to_string(&file).map_err(|cause| CaseError::read(&file, cause));
    Some(text.and_then(|text| read_case(&text)).map(|case| {
        let line = CaseLine {
            folder: folder.to_owned(),
            last: case.last_day(),
            next: case.next_day(),
            visits: case.visits.len(),
            notes: case.notes.clone(),
            code: case.code,
        };
        Known { written, bytes, line }
    }))
}
