//! What the thread that keeps a case does, one thing after the other.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use super::PhotoPlace;
use crate::analysis::Inputs;
use crate::case::{Case, CaseCode, CaseError, CaseFolder, PhotoState, VisitPhoto};
use crate::photo::Photo;

/// What is to be done.
#[derive(Debug)]
pub(super) enum Deed {
    Begin(PathBuf, CaseCode),
    Open(PathBuf),
    Close,
    Erase,
    Save(Box<Case>),
    Take(PathBuf, Box<Inputs>),
    Check(PhotoPlace),
    Thumbnail(Arc<Photo>),
    Relink(PhotoPlace, PathBuf),
}

/// What was done.
#[derive(Debug)]
pub(super) enum Done {
    Opened { path: PathBuf, case: Box<Case>, read_only: bool, begun: bool },
    Closed,
    Pictured,
    Saved(Box<Case>),
    Taken(PhotoPlace, Box<VisitPhoto>),
    Checked(PhotoPlace, PhotoState, Box<Inputs>),
}

/// Does it, with the folder of the case that is open.
pub(super) fn do_deed(folder: &mut Option<CaseFolder>, deed: Deed, today: Date) -> Result<Done, CaseError> {
    let opened = |new: &CaseFolder, begun| Done::Opened {
        path: new.path().to_owned(),
        case: Box::new(new.case().clone()),
        read_only: new.is_read_only(),
        begun,
    };
    match deed {
        Deed::Begin(root, code) => {
            let new = folder.insert(CaseFolder::create(&root, code, today)?);
            Ok(opened(new, true))
        }
        Deed::Open(path) => {
            // The same case may be opened again; its lock is given up first.
            *folder = None;
            let new = folder.insert(CaseFolder::open(&path)?);
            Ok(opened(new, false))
        }
        Deed::Close => {
            *folder = None;
            Ok(Done::Closed)
        }
        Deed::Erase => {
            folder.take().ok_or(CaseError::NoPhoto)?.erase()?;
            Ok(Done::Closed)
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
            let inputs = folder.inputs(place).ok_or(CaseError::NoPhoto)?;
            Ok(Done::Checked(place, folder.photo_state(place), Box::new(inputs)))
        }
        Deed::Begin(..) | Deed::Open(_) | Deed::Close | Deed::Erase => Ok(Done::Closed),
    }
}
