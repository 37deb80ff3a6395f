//! What becomes of what the thread that keeps a case has done.

use super::CaseBench;
use crate::analysis::PhotoSource;
use crate::app::cases::compare::{CompareRequest, Compared};
use crate::app::cases::deed::{Deed, Done};
use crate::app::cases::mixed::mixed_anew;
use crate::app::cases::{OpenCase, PhotoPlace, to_log};
use crate::app::work::NO_THREAD;
use crate::app::{Command, DeskCommand, Document, HealedCommand};
use crate::case::{Case, CaseCode, PhotoState, VisitPhoto, photo_in};
use crate::locale::{count, say, tr};

impl CaseBench {
    pub(super) fn receive(&mut self, done: Done, document: &Document) -> Vec<Command> {
        match done {
            Done::Opened { .. } => self.opened(done, document).into_iter().collect(),
            Done::Locked(path) => {
                self.leave();
                self.locked = Some(path);
                Vec::new()
            }
            Done::Closed => {
                self.put_away();
                Vec::new()
            }
            Done::Erased(code) => self.erased(&code),
            Done::Saved(case) => {
                self.saved(*case);
                Vec::new()
            }
            Done::Pictured => Vec::new(),
            Done::Taken(place, photo) => {
                let told = self.took(place, &photo, document);
                self.list_again();
                told.into_iter().collect()
            }
            Done::Protected(protected, photos) => {
                if let Some(open) = self.open.as_mut() {
                    (open.protected, open.photos) = (protected, photos);
                }
                self.list_again();
                let told = if protected {
                    tr("The case is protected. If its passphrase is lost, nothing of it can be had again.")
                } else {
                    tr("The case is in the clear again.")
                };
                vec![Command::TellDone(told.to_owned())]
            }
            Done::Rekeyed => vec![Command::TellDone(tr("The case has another passphrase.").to_owned())],
            Done::Exported(path, done) => vec![Command::TellDone(count!(
                done.photos,
                "%{path} was written with %{n} photo, opened again and compared. It is not encrypted.",
                "%{path} was written with %{n} photos, opened again and compared. It is not encrypted.",
                path = path.display()
            ))],
            Done::Photos(request) => {
                // It may have been stopped while the photos were read.
                if self.compared == Some(Compared::Looking) {
                    self.compare(*request);
                }
                Vec::new()
            }
            Done::ForLog(place, photo) => {
                let Some(open) = &self.open else { return Vec::new() };
                let path =
                    open.case.photo(place).and_then(|photo| photo_in(&open.path, photo)).unwrap_or_default();
                let told = to_log(&open.case, place).unwrap_or_default();
                let desk = [DeskCommand::PutPhoto(path, photo), DeskCommand::Tell(Box::new(told))];
                desk.map(|command| Command::Healed(HealedCommand::Desk(command))).into()
            }
            Done::Checked { place, state, inputs, photo } => {
                let Some(open) = self.open.as_mut() else { return Vec::new() };
                open.astray = (state != PhotoState::Same).then_some((place, state));
                let PhotoSource::File(path) = &inputs.photo else { return Vec::new() };
                if open.astray.is_some() {
                    return Vec::new();
                }
                self.coming = Some((place, path.clone()));
                vec![match photo {
                    Some(photo) => Command::PutKept(inputs, photo),
                    None => Command::OpenKept(inputs),
                }]
            }
        }
    }

    fn compare(&mut self, request: CompareRequest) {
        let submitted = self.comparer.as_ref().map(|comparer| comparer.submit(request));
        if submitted.is_none() {
            self.compared = Some(Compared::Refused(tr(NO_THREAD).to_owned()));
        }
    }

    fn saved(&mut self, case: Case) {
        let Some(open) = self.open.as_mut().filter(|open| open.case.code == case.code) else { return };
        self.mixed.extend(mixed_anew(&open.saved, &case));
        let facts = |case: &Case| (case.visits.len(), case.next_day(), case.last_day());
        let is_news = facts(&open.saved) != facts(&case);
        open.saved = case;
        open.refused = None;
        if is_news {
            self.list_again();
        }
    }

    fn erased(&mut self, code: &CaseCode) -> Vec<Command> {
        let shown = self.open.as_ref().is_some_and(|open| open.shown.is_some());
        self.put_away();
        let told = say!(
            "Case %{code} is erased. Sheets, archives and photos that were saved outside of it are still there.",
            code = code
        );
        // Its photo does not stay on the table either.
        let cleared = shown.then_some(Command::OpenBundled);
        cleared.into_iter().chain([Command::TellDone(told)]).collect()
    }

    /// Drops the case that was in hand, with all that was asked about it.
    fn leave(&mut self) {
        (self.open, self.compared, self.coming, self.hasty) = (None, None, None, None);
    }

    fn put_away(&mut self) {
        self.leave();
        self.list_again();
    }

    fn opened(&mut self, done: Done, document: &Document) -> Option<Command> {
        let Done::Opened { path, case, read_only, begun, protected, photos } = done else { return None };
        let saved = (*case).clone();
        let open = OpenCase {
            path,
            case: *case,
            read_only,
            protected,
            photos,
            shown: None,
            astray: None,
            saved,
            refused: None,
        };
        let last = open.last_photo();
        let code = open.case.code.clone();
        self.leave();
        (self.open, self.locked) = (Some(open), None);
        self.list_again();
        if let (true, PhotoSource::File(file)) = (begun, &document.inputs().photo) {
            self.clerk.ask([Deed::Take(file.clone(), Box::new(document.inputs().clone()))]);
        }
        self.clerk.ask(last.map(Deed::Check));
        read_only.then(|| {
            Command::Tell(say!(
                "Case %{code} is open in another window; here it can only be read.",
                code = code
            ))
        })
    }

    /// A photo has been taken in: the case in hand gets it too, and it is the one on the table.
    fn took(&mut self, place: PhotoPlace, photo: &VisitPhoto, document: &Document) -> Option<Command> {
        let today = self.today();
        let open = self.open.as_mut()?;
        if open.case.photo(place).is_some_and(|known| known.hash == photo.hash) {
            // It is in the case already: what was marked there counts, and is put on the table.
            self.clerk.ask([Deed::Check(place)]);
            return None;
        }
        for case in [&mut open.case, &mut open.saved] {
            let visit = case.visit_on(today);
            let photos = &mut case.visits[visit].photos;
            if !photos.iter().any(|known| known.hash == photo.hash) {
                photos.push(photo.clone());
            }
        }
        if document.photos_opened() == self.seen {
            open.shown = Some(place);
            self.clerk.ask(document.photo().cloned().map(Deed::Thumbnail));
        }
        Some(Command::TellDone(say!(
            "The photo was taken into case %{code}; what you mark on it is kept there.",
            code = open.case.code
        )))
    }
}
