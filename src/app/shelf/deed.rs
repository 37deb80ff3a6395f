//! What the thread that keeps the bottles does, one thing after the other.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::library::{
    ImportProblem, Keep, LibraryFile, Merge, SaveError, Shade, ShadeLibrary, merge, merged, read_import,
    with_bottle, without_bottle,
};
use crate::shelf::{StockEntry, StockError, StockLedger, VisitCups};

/// What is to be done.
#[derive(Debug, Clone)]
pub(super) enum Deed {
    Open(PathBuf),
    Close,
    ReadAgain,
    Begin(PathBuf, Vec<Shade>),
    Put(Option<String>, Box<Shade>),
    Copy(Vec<Shade>),
    Remove(String),
    Undo,
    Redo,
    Stock(StockEntry),
    Unstock(StockEntry),
    Take(Vec<VisitCups>),
    ReadImport(PathBuf),
    Import(Box<Merge>, Vec<Keep>),
}

/// The library file and its stock as they are on the disk.
#[derive(Debug, Clone)]
pub struct ShelfState {
    /// The library file.
    pub path: PathBuf,
    /// The bottles.
    pub library: Arc<ShadeLibrary>,
    /// Whether a change can be taken back, and whether one can be made again.
    pub can_undo_redo: (bool, bool),
    /// The ledger, or why it cannot be read.
    pub stock: Result<Arc<StockLedger>, String>,
}

impl ShelfState {
    /// Whether these bottles are what stands in this file.
    pub(super) fn is_of(&self, path: &Path, library: &ShadeLibrary) -> bool {
        self.path == path && *self.library == *library
    }
}

/// What an import would do.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportReview {
    /// The file it comes from.
    pub from: PathBuf,
    /// What is new, the same, and told otherwise.
    pub merge: Merge,
    /// What is wrong with the file; those lines are left out.
    pub problems: Vec<ImportProblem>,
}

/// What was done.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// The files as they are now; none where no library is open.
    pub state: Option<ShelfState>,
    /// The library file was written.
    pub written: bool,
    /// The stock was written.
    pub stocked: bool,
    /// What was asked for was not done, and why.
    pub refused: Option<String>,
    /// An import that is to be looked at.
    pub review: Option<ImportReview>,
    /// Id of the bottle that was put in.
    pub put: Option<String>,
}

/// Does it, with the file that is open.
pub(super) fn do_deed(file: &mut Option<LibraryFile>, deed: Deed) -> Done {
    let mut done = Done::default();
    let before = file.as_ref().map(|file| file.text().to_owned());
    let result = match deed {
        Deed::Open(path) => open(file, &path),
        Deed::Close => {
            *file = None;
            Ok(())
        }
        Deed::Begin(path, shades) => begin(file, &path, &shades),
        Deed::ReadImport(path) => review(file.as_ref(), path).map(|found| done.review = Some(found)),
        other => match file.as_mut() {
            Some(file) => in_file(file, other, &mut done),
            None => Ok(()),
        },
    };
    done.refused = result.err();
    done.written = file.as_ref().map(LibraryFile::text) != before.as_deref();
    done.state = file.as_ref().map(state);
    done
}

fn begin(file: &mut Option<LibraryFile>, path: &Path, shades: &[Shade]) -> Result<(), String> {
    *file = Some(LibraryFile::begin(path, shades).map_err(|error| error.to_string())?);
    Ok(())
}

fn open(file: &mut Option<LibraryFile>, path: &Path) -> Result<(), String> {
    if file.as_ref().is_some_and(|file| file.path() == path) {
        return file.as_mut().map_or(Ok(()), LibraryFile::read_again).map_err(|error| error.to_string());
    }
    *file = None;
    *file = Some(LibraryFile::open(path).map_err(|error| error.to_string())?);
    Ok(())
}

fn in_file(file: &mut LibraryFile, deed: Deed, done: &mut Done) -> Result<(), String> {
    let told = |error: SaveError| error.to_string();
    match deed {
        Deed::ReadAgain => file.read_again().map_err(told),
        Deed::Put(former, shade) => {
            file.change(|text| with_bottle(text, former.as_deref(), &shade)).map_err(told)?;
            done.put = Some(shade.id);
            Ok(())
        }
        Deed::Copy(shades) => copy(file, &shades).map_err(told),
        Deed::Remove(id) => file.change(|text| without_bottle(text, &id)).map_err(told),
        Deed::Undo => file.undo().map_err(told),
        Deed::Redo => file.redo().map_err(told),
        Deed::Import(merge, keep) => file.change(|text| merged(text, &merge, &keep)).map_err(told),
        Deed::Stock(entry) => {
            let shade = file.library().shade(&entry.shade).cloned();
            stock(file, done, |ledger, _| ledger.add(entry, shade.as_ref()).map(|()| true))
        }
        Deed::Unstock(entry) => {
            stock(file, done, |ledger, _| match ledger.entries().iter().position(|other| *other == entry) {
                Some(place) => ledger.remove(place).map(|()| true),
                None => Ok(false),
            })
        }
        Deed::Take(visits) => stock(file, done, |ledger, library| {
            let mut is_news = false;
            for cups in &visits {
                is_news |= ledger.take(cups, library)?;
            }
            Ok(is_news)
        }),
        Deed::Open(_) | Deed::Close | Deed::Begin(..) | Deed::ReadImport(_) => Ok(()),
    }
}

/// Bottles of another library; those whose id is taken are left alone.
fn copy(file: &mut LibraryFile, shades: &[Shade]) -> Result<(), SaveError> {
    let new = shades.iter().filter(|shade| file.library().shade(&shade.id).is_none()).cloned().collect();
    let all = Merge { new, ..Merge::default() };
    file.change(|text| merged(text, &all, &[]))
}

fn stock(
    file: &LibraryFile,
    done: &mut Done,
    change: impl FnOnce(&mut StockLedger, &ShadeLibrary) -> Result<bool, StockError>,
) -> Result<(), String> {
    let path = StockLedger::beside(file.path());
    let write = || -> Result<bool, StockError> {
        let mut ledger = StockLedger::load(&path)?;
        let is_news = change(&mut ledger, file.library())?;
        if is_news {
            ledger.save(&path)?;
        }
        Ok(is_news)
    };
    done.stocked = write().map_err(|error| error.to_string())?;
    Ok(())
}

fn review(file: Option<&LibraryFile>, from: PathBuf) -> Result<ImportReview, String> {
    let import = read_import(&from).map_err(|error| error.to_string())?;
    let none = ShadeLibrary::from_iter([]);
    let mine = file.map_or(&none, LibraryFile::library);
    Ok(ImportReview { merge: merge(mine, &import.shades), problems: import.problems, from })
}

fn state(file: &LibraryFile) -> ShelfState {
    let stock = StockLedger::load(&StockLedger::beside(file.path()));
    ShelfState {
        path: file.path().to_owned(),
        library: Arc::new(file.library().clone()),
        can_undo_redo: file.can_undo_redo(),
        stock: stock.map(Arc::new).map_err(|error| error.to_string()),
    }
}
