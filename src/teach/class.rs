//! The trainees of one machine: a folder with a file for each.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::trainee::{Record, TRAINEE_VERSION, Trainee};
use super::{TeachError, TraineeCode};
use crate::disk::write_whole;
use crate::locale::fixed;

/// Larger files are none of ours: ten thousand answers take 2 MB.
const MOST_BYTES: u64 = 16 << 20;
/// Ending of a trainee's file.
const ENDING: &str = "ron";
const HEADER: &str = fixed!("// A trainee of Scalp Shade: answers, oldest first. The code is a pseudonym.\n");

/// Where the trainees' files lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    folder: PathBuf,
}

#[derive(Deserialize)]
struct Head {
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "TraineeFile")]
struct Whole<T> {
    version: u32,
    trainee: T,
}

impl Class {
    /// The trainees of a folder, which need not be there yet.
    #[must_use]
    pub fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The codes of all trainees, in order.
    ///
    /// # Errors
    /// When the folder is there and cannot be read.
    pub fn codes(&self) -> Result<Vec<TraineeCode>, TeachError> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(|error| TeachError::read(&self.folder, &error))?,
        };
        let mut codes = Vec::new();
        for entry in entries {
            let path = entry.map_err(|error| TeachError::read(&self.folder, &error))?.path();
            let is_ours = path.extension().is_some_and(|ending| ending == ENDING);
            let code = path.file_stem().filter(|_| is_ours).and_then(|stem| stem.to_str());
            codes.extend(code.and_then(|code| TraineeCode::new(code).ok()));
        }
        codes.sort();
        Ok(codes)
    }

    /// A trainee; one who has answered nothing where there is no file yet.
    ///
    /// # Errors
    /// When the file cannot be read or understood, or is of a newer program; it is left as it is.
    pub fn trainee(&self, code: &TraineeCode) -> Result<Trainee, TeachError> {
        let path = self.file(code);
        let facts = match fs::metadata(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Trainee::new(code.clone()));
            }
            facts => facts.map_err(|error| TeachError::read(&path, &error))?,
        };
        if facts.len() > MOST_BYTES {
            return Err(TeachError::Damaged { path, cause: format!("{} MB", facts.len() / 1_000_000) });
        }
        let text = fs::read_to_string(&path).map_err(|error| TeachError::read(&path, &error))?;
        let damaged = |error: ron::error::SpannedError| TeachError::Damaged {
            path: path.clone(),
            cause: error.to_string(),
        };
        let head: Head = ron::from_str(&text).map_err(damaged)?;
        if head.version > TRAINEE_VERSION {
            return Err(TeachError::Newer { path, found: head.version, known: TRAINEE_VERSION });
        }
        let whole: Whole<Trainee> = ron::from_str(&text).map_err(damaged)?;
        Ok(Trainee { code: code.clone(), ..whole.trainee })
    }

    /// All trainees, by their codes.
    ///
    /// # Errors
    /// As [`codes`](Self::codes) and [`trainee`](Self::trainee).
    pub fn trainees(&self) -> Result<Vec<Trainee>, TeachError> {
        self.codes()?.iter().map(|code| self.trainee(code)).collect()
    }

    /// Writes an answer down behind those that are in the file now, and gives the trainee as it stands there.
    ///
    /// # Errors
    /// As [`trainee`](Self::trainee), or when the file cannot be written; the old one is then as it was.
    pub fn add(&self, code: &TraineeCode, record: Record) -> Result<Trainee, TeachError> {
        let mut trainee = self.trainee(code)?;
        trainee.answers.push(record);
        self.write(&trainee)?;
        Ok(trainee)
    }

    /// Writes a trainee's file, whole or not at all; a new trainee gets one.
    ///
    /// # Errors
    /// When the folder or the file cannot be written; an old file is then as it was.
    pub fn write(&self, trainee: &Trainee) -> Result<(), TeachError> {
        fs::create_dir_all(&self.folder).map_err(|error| TeachError::write(&self.folder, &error))?;
        let path = self.file(&trainee.code);
        let style = ron::ser::PrettyConfig::new().new_line("\n").indentor("  ").depth_limit(3);
        let whole = Whole { version: TRAINEE_VERSION, trainee };
        let text =
            ron::ser::to_string_pretty(&whole, style).map_err(|error| TeachError::write(&path, &error))?;
        write_whole(&path, format!("{HEADER}{text}\n").as_bytes())
            .map_err(|error| TeachError::write(&path, &error))
    }

    fn file(&self, code: &TraineeCode) -> PathBuf {
        self.folder.join(format!("{code}.{ENDING}"))
    }
}
