//! What the threads of practice do.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::blend::Thresholds;
use crate::disk::write_whole;
use crate::library::ShadeLibrary;
use crate::locale::{count, say};
use crate::progress::Progress;
use crate::teach::{
    Answer, Asked, Class, Exercise, Order, Pack, Record, TeachError, Trainee, TraineeCode, Verdict,
    results_csv,
};

/// What the thread that makes exercises is asked for.
#[derive(Debug, Clone)]
pub(super) enum Make {
    /// One of the program's.
    Exercise(Order, Arc<ShadeLibrary>, Thresholds),
    /// One of a pack, by its place.
    OfPack(Arc<Pack>, usize, Arc<ShadeLibrary>, Thresholds),
    /// What an answer is worth.
    Judge(Arc<Asked>, Answer),
    /// Read a pack.
    Open(PathBuf),
    /// The pack that comes with the program.
    Bundled,
}

/// What came of it.
#[derive(Debug)]
pub(super) enum Made {
    Asked(Arc<Asked>),
    Judged(Answer, Box<Verdict>),
    Pack(Arc<Pack>),
    Refused(String),
}

/// What the thread that keeps trainees is asked for.
#[derive(Debug, Clone)]
pub(super) enum Keep {
    /// The codes there are.
    List,
    /// A trainee's answers; a new trainee gets a file.
    Open(TraineeCode),
    /// One more answer.
    Add(TraineeCode, Box<Record>),
    /// The table of all.
    Results(PathBuf),
}

/// What came of it.
#[derive(Debug)]
pub(super) enum Kept {
    Codes(Vec<TraineeCode>),
    Opened(Box<Trainee>, Vec<TraineeCode>),
    Added(Box<Trainee>),
    Written(String),
    Refused(String),
}

pub(super) fn make(request: Make, progress: &dyn Progress) -> Option<Made> {
    let made = match request {
        Make::Exercise(order, library, limits) => {
            Exercise::new(order, &library, &limits, progress).map(|made| Made::Asked(Arc::new(made.into())))
        }
        Make::OfPack(pack, place, library, limits) => {
            pack.ask(place, &library, &limits, progress).map(|asked| Made::Asked(Arc::new(asked)))
        }
        Make::Judge(asked, answer) => {
            asked.judge(&answer).map(|verdict| Made::Judged(answer, Box::new(verdict)))
        }
        Make::Open(folder) => Pack::load(&folder).map(|pack| Made::Pack(Arc::new(pack))),
        Make::Bundled => Pack::bundled().map(|pack| Made::Pack(Arc::new(pack))),
    };
    match made {
        Ok(made) => Some(made),
        Err(TeachError::Stopped) => None,
        Err(error) => Some(Made::Refused(error.to_string())),
    }
}

pub(super) fn keep(class: &Class, request: Keep) -> Kept {
    let kept = match request {
        Keep::List => class.codes().map(Kept::Codes),
        Keep::Open(code) => opened(class, &code),
        Keep::Add(code, record) => class.add(&code, *record).map(|trainee| Kept::Added(Box::new(trainee))),
        Keep::Results(path) => results(class, &path).map(Kept::Written),
    };
    kept.unwrap_or_else(|error| Kept::Refused(error.to_string()))
}

fn opened(class: &Class, code: &TraineeCode) -> Result<Kept, TeachError> {
    let trainee = class.trainee(code)?;
    if trainee.answers.is_empty() {
        class.write(&trainee)?;
    }
    Ok(Kept::Opened(Box::new(trainee), class.codes()?))
}

fn results(class: &Class, path: &Path) -> Result<String, TeachError> {
    let all = class.trainees()?;
    let table = results_csv(&all)?;
    write_whole(path, table.as_bytes())
        .map_err(|error| TeachError::Write { path: path.to_owned(), cause: error.to_string() })?;
    let trainees = count!(all.len(), "%{n} trainee", "%{n} trainees");
    Ok(say!("Saved the results of %{trainees}.", trainees = trainees))
}
