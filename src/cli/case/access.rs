//! Where the cases lie, and how one is opened.

use std::path::{Path, PathBuf};

use super::super::passphrase::{ask, first_line, passphrase};
use super::super::refusal::Refusal;
use super::arguments::CaseArguments;
use crate::app::{Settings, SettingsStore};
use crate::case::{Case, CaseCode, CaseError, CaseFolder, Passphrase};

/// The studio's folder, and the passphrase where one was named.
pub(super) struct Access {
    pub(super) root: PathBuf,
    pub(super) settings: Settings,
    passphrase_file: Option<PathBuf>,
}

impl Access {
    pub(super) fn of(arguments: &CaseArguments) -> Result<Self, Refusal> {
        let store = SettingsStore::of_the_user();
        let settings = store.load();
        let usual = || settings.cases.clone().or_else(|| store.usual_cases());
        let root = arguments.cases.clone().or_else(usual);
        let root = root.ok_or_else(|| {
            Refusal(String::from(
                "this system names no folder for documents: say where the cases lie with --cases FOLDER",
            ))
        })?;
        Ok(Self { root, settings, passphrase_file: arguments.passphrase_file.clone() })
    }

    /// The folder of a code.
    pub(super) fn folder(&self, code: &str) -> Result<PathBuf, Refusal> {
        Ok(self.root.join(CaseCode::new(code)?.as_str()))
    }

    /// Opens a case, with its passphrase where it is protected; to read at least.
    pub(super) fn open(&self, code: &str) -> Result<CaseFolder, Refusal> {
        let path = self.folder(code)?;
        match CaseFolder::open(&path) {
            Err(CaseError::Locked) => {
                let passphrase = self.passphrase(code)?;
                Ok(CaseFolder::open_with(&path, Some(&passphrase))?)
            }
            Err(CaseError::Read { cause, .. }) if cause.kind() == std::io::ErrorKind::NotFound => {
                let root = self.root.display();
                Err(Refusal(format!(
                    "there is no case {code} in {root}: see `scalp-shade case list`, or begin it with `scalp-shade case new`"
                )))
            }
            other => Ok(other?),
        }
    }

    /// The passphrase of a protected case.
    pub(super) fn passphrase(&self, code: &str) -> Result<Passphrase, Refusal> {
        passphrase(code, self.passphrase_file.as_deref())
    }

    /// Changes a case; what `change` says is the answer.
    pub(super) fn change(
        &self,
        code: &str,
        change: impl FnOnce(&mut Case) -> Result<String, Refusal>,
    ) -> Result<String, Refusal> {
        let mut folder = self.open(code)?;
        let mut case = folder.case().clone();
        let told = change(&mut case)?;
        folder.save(case)?;
        Ok(told)
    }
}

/// A new passphrase: of a file, or asked for twice.
pub(super) fn new_passphrase(file: Option<&Path>) -> Result<Passphrase, Refusal> {
    let flag = "--new-passphrase-file FILE";
    let new = if let Some(file) = file {
        first_line(file)?
    } else {
        let new = ask("New passphrase: ", flag)?;
        if ask("The same again: ", flag)? != new {
            return Err(Refusal(String::from("the two passphrases differ: nothing was changed, try again")));
        }
        new
    };
    new.check_new()?;
    Ok(new)
}
