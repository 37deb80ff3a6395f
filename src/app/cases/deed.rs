//! What the thread that keeps a case does, one thing after the other.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use super::PhotoPlace;
use super::compare::CompareRequest;
use crate::analysis::Inputs;
use crate::case::{
    Case, CaseCode, CaseError, CaseFolder, CasePhotos, Exported, Hardness, Passphrase, PhotoCopies,
    PhotoState, VisitPhoto,
};
use crate::photo::Photo;

/// What is to be done.
#[derive(Debug)]
pub(super) enum Deed {
    Begin(PathBuf, CaseCode),
    Open(PathBuf, Option<Passphrase>),
    Close,
    Erase,
    Protect(Passphrase),
    Unprotect,
    ChangePassphrase(Passphrase, Passphrase),
    Export(PathBuf, PhotoCopies),
    Photos(PhotoPlace, PhotoPlace),
    ForLog(PhotoPlace),
    Save(Box<Case>),
    Take(PathBuf, Box<Inputs>),
    Check(PhotoPlace),
    Thumbnail(Arc<Photo>),
    Relink(PhotoPlace, PathBuf),
}

/// What was done.
#[derive(Debug)]
pub(super) enum Done {
    Opened {
        path: PathBuf,
        case: Box<Case>,
        read_only: bool,
        begun: bool,
        protected: bool,
        photos: CasePhotos,
    },
    Locked(PathBuf),
    Protected(bool, CasePhotos),
    Rekeyed,
    Exported(PathBuf, Exported),
    Photos(Box<CompareRequest>),
    ForLog(PhotoPlace, Arc<Photo>),
    Closed,
    Erased(CaseCode),
    Pictured,
    Saved(Box<Case>),
    Taken(PhotoPlace, Box<VisitPhoto>),
    /// The photo goes with it where its file is encrypted.
    Checked {
        place: PhotoPlace,
        state: PhotoState,
        inputs: Box<Inputs>,
        photo: Option<Arc<Photo>>,
    },
}

/// Does it, with the folder of the case that is open.
pub(super) fn do_deed(folder: &mut Option<CaseFolder>, deed: Deed, today: Date) -> Result<Done, CaseError> {
    let opened = |new: &CaseFolder, begun| Done::Opened {
        path: new.path().to_owned(),
        case: Box::new(new.case().clone()),
        read_only: new.is_read_only(),
        begun,
        protected: new.is_protected(),
        photos: new.photos(),
    };
    match deed {
        Deed::Begin(root, code) => {
            let new = folder.insert(CaseFolder::create(&root, code, today)?);
            Ok(opened(new, true))
        }
        Deed::Open(path, passphrase) => {
            // The same case may be opened again; its lock is given up first.
            *folder = None;
            match CaseFolder::open_with(&path, passphrase.as_ref()) {
                Err(CaseError::Locked) => Ok(Done::Locked(path)),
                new => Ok(opened(folder.insert(new?), false)),
            }
        }
        Deed::Close => {
            *folder = None;
            Ok(Done::Closed)
        }
        Deed::Erase => {
            let folder = folder.take().ok_or(CaseError::NoPhoto)?;
            let code = folder.case().code.clone();
            folder.erase()?;
            Ok(Done::Erased(code))
        }
        deed => do_in(folder.as_mut().ok_or(CaseError::NoPhoto)?, deed, today),
    }
}

fn do_in(folder: &mut CaseFolder, deed: Deed, today: Date) -> Result<Done, CaseError> {
    match deed {
        Deed::Save(case) => {
            folder.save((*case).clone())?;
            Ok(Done::Saved(case))
        }
        Deed::Take(from, inputs) => {
            let place = folder.take_photo(today, &from, *inputs)?;
            let photo = folder.case().photo(place).cloned().ok_or(CaseError::NoPhoto)?;
            Ok(Done::Taken(place, Box::new(photo)))
        }
        Deed::Thumbnail(photo) => {
            folder.keep_thumbnail(&photo.image)?;
            Ok(Done::Pictured)
        }
        Deed::Relink(place, from) => {
            folder.relink(place, &from)?;
            do_in(folder, Deed::Check(place), today)
        }
        Deed::Check(place) => {
            let inputs = Box::new(folder.inputs(place).ok_or(CaseError::NoPhoto)?);
            let state = folder.photo_state(place);
            let is_sealed = folder.is_protected() && state == PhotoState::Same;
            let photo = if is_sealed { Some(Arc::new(folder.photo(place)?)) } else { None };
            Ok(Done::Checked { place, state, inputs, photo })
        }
        Deed::Protect(passphrase) => {
            folder.protect(&passphrase, Hardness::USUAL)?;
            Ok(Done::Protected(true, folder.photos()))
        }
        Deed::Unprotect => {
            folder.unprotect()?;
            Ok(Done::Protected(false, folder.photos()))
        }
        Deed::ChangePassphrase(old, new) => {
            folder.change_passphrase(&old, &new, Hardness::USUAL)?;
            Ok(Done::Rekeyed)
        }
        Deed::Export(path, copies) => {
            let done = folder.export(&path, copies)?;
            Ok(Done::Exported(path, done))
        }
        Deed::Photos(before, now) => {
            let seen = |place| -> Result<(Inputs, Photo), CaseError> {
                Ok((folder.inputs(place).ok_or(CaseError::NoPhoto)?, folder.photo(place)?))
            };
            Ok(Done::Photos(Box::new(CompareRequest { before: seen(before)?, now: seen(now)? })))
        }
        Deed::ForLog(place) => Ok(Done::ForLog(place, Arc::new(folder.photo(place)?))),
        Deed::Begin(..) | Deed::Open(..) | Deed::Close | Deed::Erase => Ok(Done::Closed),
    }
}
