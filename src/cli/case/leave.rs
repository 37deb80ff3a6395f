//! A case is protected, handed out, or gone.

use super::super::refusal::Refusal;
use super::access::{Access, new_passphrase};
use super::arguments::{CodeArguments, CopiesName, EraseArguments, ExportArguments, NewPassphraseArguments};
use crate::case::{CaseCode, CaseFolder, Hardness, PhotoCopies};

/// What is said of a passphrase.
const LOST: &str = "If the passphrase is lost, nothing of the case can be had again. The code stays readable as the \
                    folder's name; copies and backups made before are not protected.";

pub(super) fn protect(access: &Access, told: &NewPassphraseArguments) -> Result<String, Refusal> {
    let mut folder = access.open(&told.code)?;
    if folder.is_protected() {
        return Err(Refusal(format!(
            "case {} is protected already: see `scalp-shade case passphrase` for another passphrase",
            told.code
        )));
    }
    folder.protect(&new_passphrase(told.new_passphrase_file.as_deref())?, Hardness::USUAL)?;
    Ok(format!("case {} is protected. {LOST}\n", told.code))
}

pub(super) fn unprotect(access: &Access, told: &CodeArguments) -> Result<String, Refusal> {
    let mut folder = access.open(&told.code)?;
    folder.unprotect()?;
    Ok(format!("case {} is in the clear again\n", told.code))
}

pub(super) fn change_passphrase(access: &Access, told: &NewPassphraseArguments) -> Result<String, Refusal> {
    let path = access.folder(&told.code)?;
    if !CaseFolder::is_locked(&path) {
        return Err(Refusal(format!("case {} is not protected: protect it first", told.code)));
    }
    let old = access.passphrase(&told.code)?;
    let mut folder = CaseFolder::open_with(&path, Some(&old))?;
    folder.change_passphrase(&old, &new_passphrase(told.new_passphrase_file.as_deref())?, Hardness::USUAL)?;
    Ok(format!("case {} has another passphrase. {LOST}\n", told.code))
}

pub(super) fn export(access: &Access, told: &ExportArguments) -> Result<String, Refusal> {
    if let Some(again) = &told.then_erase {
        same_code(&told.code, again)?;
    }
    let folder = access.open(&told.code)?;
    let inside = folder.path().to_owned();
    let target = std::path::absolute(&told.output)?;
    if target.starts_with(std::path::absolute(&inside)?) {
        return Err(Refusal(String::from(
            "the archive cannot lie in the case's own folder: choose another place",
        )));
    }
    let copies = match told.photos {
        CopiesName::AsTheyAre => PhotoCopies::AsTheyAre,
        CopiesName::WithoutExif => PhotoCopies::WithoutFacts,
    };
    let done = folder.export(&told.output, copies)?;
    let photos = format!("{} {}", done.photos, if done.photos == 1 { "photo" } else { "photos" });
    let mut text = format!(
        "{} written, opened again and compared: {} files with {photos}, {} kB. It is not encrypted\n",
        told.output.display(),
        done.files,
        done.bytes / 1000
    );
    if told.then_erase.is_some() {
        folder.erase()?;
        text.extend([format!("case {} is erased\n", told.code)]);
    }
    Ok(text)
}

pub(super) fn erase(access: &Access, told: &EraseArguments) -> Result<String, Refusal> {
    same_code(&told.code, &told.confirm)?;
    // Who cannot open it may still be asked to erase it.
    CaseFolder::erase_at(&access.folder(&told.code)?)?;
    Ok(format!("case {} is erased\n", told.code))
}

fn same_code(code: &str, again: &str) -> Result<(), Refusal> {
    if CaseCode::new(code)? == CaseCode::new(again)? {
        Ok(())
    } else {
        Err(Refusal(format!("\"{again}\" is not {code}: nothing was erased, give the same code twice")))
    }
}
